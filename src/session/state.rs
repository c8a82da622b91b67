//! A session as it stands: what the fold over all its entries comes to.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Evidence, Seq};
use super::guess::{Guess, Voices};
use super::standing::{Cell, Placement, Standing, Tally};
use crate::protocol::ActionField;

/// A comment as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// The entry that charted it.
    pub id: Seq,
    /// Id of the step it was charted in.
    pub step: String,
    /// The words.
    pub text: String,
    /// One of the step's tags.
    pub tag: Option<String>,
    /// The mark it points to.
    pub evidence: Option<Evidence>,
    /// Id of the later step for which it is kept aside.
    pub shelved: Option<String>,
    /// The question of the step that it answers.
    pub question: Option<String>,
    /// Key of what the step is repeated for.
    pub about: Option<String>,
    /// How often "ditto" was said.
    pub dittos: u32,
    /// Whole minutes since the step began.
    pub minute: u32,
}

/// An action as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionItem {
    /// The entry that made it.
    pub id: Seq,
    /// Id of the step.
    pub step: String,
    /// What was filled in.
    pub fields: BTreeMap<ActionField, String>,
    /// Key of what the step was repeated for.
    pub about: Option<String>,
}

/// A prediction as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The entry that made it.
    pub id: Seq,
    /// Id of the step.
    pub step: String,
    /// Id of the view.
    pub view: String,
    /// Key of the target.
    pub target: String,
    /// Label of the target.
    pub label: String,
    /// In the target's unit, or a direction, or a place.
    pub value: f64,
    /// How the number is meant.
    pub guess: Guess,
    /// Where it was made of several numbers: of how many.
    pub voices: Option<Voices>,
    /// Made when the view had already been seen: told as such, never laid over the picture.
    pub after_reveal: bool,
}

/// How the timer of a step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepClock {
    /// Seconds used.
    pub seconds: u32,
    /// Minutes added by hand.
    pub extra: u32,
    /// Whether it is halted.
    pub paused: bool,
}

/// The fold of all entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Id of the step the group is in.
    pub step: Option<String>,
    /// Ids of the steps that were entered.
    pub visited: BTreeSet<String>,
    /// Timers by step id.
    pub clocks: BTreeMap<String, StepClock>,
    /// Ids of the views that are visible now.
    pub revealed: BTreeSet<String>,
    /// Ids of the views that were ever visible (undo does not un-see).
    pub seen: BTreeSet<String>,
    /// In the order they were charted, removed ones left out.
    pub comments: Vec<Comment>,
    /// In the order they were made, removed ones left out.
    pub actions: Vec<ActionItem>,
    /// The standing prediction of each view and target, in the order first made; a target has at most two of each kind
    /// (amount, direction, place), one made before the reveal and one after it.
    pub forecasts: Vec<Forecast>,
    /// Counts, placements and cells as they stand, in the order first made.
    pub standing: Vec<Standing>,
    /// The entry that undo would undo.
    pub undoable: Option<Seq>,
    /// The entry that redo would bring back.
    pub redoable: Option<Seq>,
    /// Whether the session was left on purpose.
    pub closed: bool,
    /// Lines that could not be read. Damaged lines stay in the file and are counted each time it is taken up, so this is
    /// the greatest count of all times.
    pub damaged: u32,
    /// Entries of a later version, which this one keeps and cannot show.
    pub foreign: u32,
}

impl State {
    /// The comment that this entry charted, unless it was removed or undone.
    #[must_use]
    pub fn comment(&self, id: Seq) -> Option<&Comment> {
        self.comments.get(self.comments.binary_search_by_key(&id, |comment| comment.id).ok()?)
    }

    /// The action that this entry made, unless it was removed or undone.
    #[must_use]
    pub fn action(&self, id: Seq) -> Option<&ActionItem> {
        self.actions.get(self.actions.binary_search_by_key(&id, |action| action.id).ok()?)
    }

    /// The counts of a step, in the order first made.
    pub fn tallies<'a>(&'a self, step: &'a str) -> impl Iterator<Item = &'a Tally> + 'a {
        self.standing.iter().filter_map(move |standing| match standing {
            Standing::Tally(tally) if tally.step == step => Some(tally),
            _ => None,
        })
    }

    /// Where an item was put in a step.
    #[must_use]
    pub fn placement(&self, step: &str, item: &str) -> Option<&Placement> {
        self.standing.iter().find_map(|standing| match standing {
            Standing::Placement(placed) if placed.step == step && placed.item == item => {
                (!placed.place.is_empty()).then_some(placed)
            }
            _ => None,
        })
    }

    /// A cell of a table, if it holds anything.
    #[must_use]
    pub fn cell(&self, step: &str, row: &str, column: &str) -> Option<&Cell> {
        self.standing.iter().find_map(|standing| match standing {
            Standing::Cell(cell) if cell.step == step && cell.row == row && cell.column == column => {
                (!cell.text.trim().is_empty()).then_some(cell)
            }
            _ => None,
        })
    }
}
