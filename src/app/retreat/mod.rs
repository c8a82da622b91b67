//! A retreat being run: the protocol, the session, the admitted views, and where the group stands in them.
//!
//! Owns what the facilitator can change while presenting. Every change that matters is an entry of the session, saved by
//! an effect; the rest (focus, chosen mark, open line) is only how the screen stands. Invariants: `at` is a step of the
//! protocol; no view is drawn with values unless the session says that it is revealed.

mod action;
mod board;
mod charting;
mod counting;
mod draft;
mod evidence;
mod history;
mod items;
mod kept;
mod material;
mod naming;
mod opening;
mod parking;
mod pictures;
mod predicting;
mod rewriting;
mod round;
mod saving;
mod steps;
mod timer;
mod typing;

use std::collections::BTreeMap;

use crate::protocol::{Occasion, Protocol, Step, StepIndex};
use crate::records::Admission;
use crate::session::{Entry, Evidence, Next, Rejected, Seq, Session};

use super::event::{Effect, Moment};
use super::form::Form;
use super::line::Line;
use super::sheet::Sheet;

pub use board::OpenCell;
pub use items::{Item, Origin};
pub use kept::Kept;
pub use opening::Opening;
pub use rewriting::Rewriting;
pub use saving::{Save, Saves};
pub use steps::Gate;
pub use timer::Timer;

use kept::Spot;
use round::Round;

/// The part of the screen that the arrows move in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The picture of the data.
    Picture,
    /// The charted comments, or actions.
    Comments,
}

/// What the open line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// A comment.
    Comment,
    /// A number for the chosen target.
    Prediction,
    /// The fields of an action.
    Action,
    /// The numbers of a sheet.
    Count,
    /// A cell of a table.
    Cell,
}

/// A comment that is not charted yet: kept when typing stops.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unfinished {
    /// Its words.
    pub line: Line,
    /// The mark it will point to.
    pub evidence: Option<Evidence>,
    /// Its tag.
    pub tag: Option<String>,
    /// The question of the step that it answers.
    pub question: Option<String>,
    /// It goes to the parking lot, not to the step.
    pub parked: bool,
    /// The charted comment that it changes.
    pub editing: Option<Seq>,
}

/// A retreat being run.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; no two exclude each other")]
pub struct Retreat {
    pub(super) protocol: Protocol,
    pub(super) session: Session,
    pub(super) admission: Option<Admission>,
    pub(super) rehearsal: bool,
    pub(super) place: String,
    pub(super) notices: Vec<String>,
    /// What is wrong with the protocol file as it was last saved.
    pub(super) findings: Vec<String>,
    pub(super) bound: Vec<Vec<usize>>,
    pub(super) curtain: bool,
    pub(super) resumed: bool,
    pub(super) at: StepIndex,
    pub(super) occasion: Occasion,
    /// The step at which this meeting begins.
    pub(super) begins_at: StepIndex,
    /// In a step that is done for each item: which one.
    pub(super) turn: usize,
    pub(super) part: Part,
    pub(super) enlarged: bool,
    pub(super) view: usize,
    pub(super) values: bool,
    pub(super) mark: Option<String>,
    pub(super) chosen: Option<Seq>,
    pub(super) typing: Option<Typing>,
    pub(super) unfinished: Unfinished,
    /// Predictions that are not accepted yet.
    numbers: BTreeMap<Spot, Line>,
    pub(super) target: usize,
    pub(super) form: Form,
    /// Counts that are not charted yet.
    sheets: BTreeMap<Spot, Sheet>,
    /// Cells of tables that are not charted yet.
    cells: BTreeMap<Spot, OpenCell>,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) timer: Timer,
    /// Minutes of segments that were ended early in this step; not saved, the plan of the step goes by its minutes.
    pub(super) skipped: u32,
    pub(super) round: Round,
    pub(super) saves: Saves,
    pub(super) message: Option<String>,
    pub(super) panel_allowed: bool,
    pub(super) draft_due: Option<Moment>,
    pub(super) leaving: bool,
    naming: naming::Naming,
    pub(super) now: Moment,
}

impl Retreat {
    /// The conversation method.
    #[must_use]
    pub fn protocol(&self) -> &Protocol {
        &self.protocol
    }

    /// What happened so far.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What may be shown of the data; `None` in a retreat without data.
    #[must_use]
    pub fn admission(&self) -> Option<&Admission> {
        self.admission.as_ref()
    }

    /// Nothing is written.
    #[must_use]
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal
    }

    /// Where the session is saved, as a name for the screen (never a path).
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Sentences for the curtain.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What is wrong with the protocol file as it was last saved, one sentence an error; until it is mended, the protocol
    /// before goes on.
    #[must_use]
    pub fn findings(&self) -> &[String] {
        &self.findings
    }

    /// Whether the curtain is closed.
    #[must_use]
    pub fn curtain(&self) -> bool {
        self.curtain
    }

    /// Whether this session was taken up again.
    #[must_use]
    pub fn is_resumed(&self) -> bool {
        self.resumed
    }

    /// Which meeting of its series it is.
    #[must_use]
    pub fn occasion(&self) -> Occasion {
        self.occasion
    }

    /// When the meeting after this one is due, if the protocol plans it.
    #[must_use]
    pub fn next_meeting(&self) -> Option<Next> {
        let header = self.session.header();
        Next::of(&self.protocol, &header.date, header.carried.as_ref())
    }

    /// Positions of the steps of this meeting, in order: those that take place, from the one at which it begins (or an
    /// earlier one, if the group went back to it).
    pub fn taking_place(&self) -> impl Iterator<Item = StepIndex> + '_ {
        let steps = self.protocol.steps.iter().enumerate().skip(self.begins_at.min(self.at));
        steps.filter(|(at, step)| *at == self.at || step.takes_place(self.occasion)).map(|(at, _)| at)
    }

    /// The number of the step in this meeting, from 1, and how many there are.
    #[must_use]
    pub fn number_of_step(&self) -> (usize, usize) {
        (self.taking_place().take_while(|at| *at < self.at).count() + 1, self.taking_place().count())
    }

    /// The next step that takes place in this meeting, or the one before; `None` at the end.
    #[must_use]
    pub fn neighbour(&self, forward: bool) -> Option<StepIndex> {
        let takes_place = |at: &StepIndex| self.protocol.steps.get(*at).is_some_and(|s| s.takes_place(self.occasion));
        let count = self.protocol.steps.len();
        if forward { (self.at + 1..count).find(takes_place) } else { (0..self.at.min(count)).rev().find(takes_place) }
    }

    /// The last step that takes place in this meeting, or the first.
    #[must_use]
    pub fn end(&self, last: bool) -> StepIndex {
        let steps = self.protocol.steps.iter().enumerate();
        let mut taking_place = steps.filter(|(_, step)| step.takes_place(self.occasion)).map(|(at, _)| at);
        if last { taking_place.next_back().unwrap_or(self.at) } else { self.begins_at }
    }

    /// Position of the step.
    #[must_use]
    pub fn at(&self) -> StepIndex {
        self.at
    }

    /// The step.
    #[must_use]
    pub fn step(&self) -> &Step {
        let last = self.protocol.steps.len().saturating_sub(1);
        &self.protocol.steps[self.at.min(last)]
    }

    /// The part that the arrows move in.
    #[must_use]
    pub fn part(&self) -> Part {
        self.part
    }

    /// Whether that part takes most of the screen.
    #[must_use]
    pub fn enlarged(&self) -> bool {
        self.enlarged
    }

    /// Whether the numbers stand in the place of the picture.
    #[must_use]
    pub fn values(&self) -> bool {
        self.values
    }

    /// Key of the chosen mark.
    #[must_use]
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    /// The chosen comment or action.
    #[must_use]
    pub fn chosen(&self) -> Option<Seq> {
        self.chosen
    }

    /// What is being typed.
    #[must_use]
    pub fn typing(&self) -> Option<Typing> {
        self.typing
    }

    /// The comment that is not charted yet.
    #[must_use]
    pub fn unfinished(&self) -> &Unfinished {
        &self.unfinished
    }

    /// The form of an action.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The timer of the step.
    #[must_use]
    pub fn timer(&self) -> &Timer {
        &self.timer
    }

    /// The round of the segment.
    #[must_use]
    pub fn round(&self) -> Round {
        self.round
    }

    /// How far everything is saved.
    #[must_use]
    pub fn saves(&self) -> &Saves {
        &self.saves
    }

    /// One line of feedback to the last key.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The time this state was brought up to.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now
    }

    pub(super) fn say(&mut self, words: impl Into<String>) {
        self.message = Some(words.into());
    }

    /// Adds an entry to the session and has it saved; `None` when the session does not take it.
    pub(super) fn record(&mut self, entry: Entry, effects: &mut Vec<Effect>) -> Option<Seq> {
        self.try_record(entry, effects).ok()
    }

    /// Adds an entry to the session and has it saved, or tells why the session does not take it.
    pub(super) fn try_record(&mut self, entry: Entry, effects: &mut Vec<Effect>) -> Result<Seq, Rejected> {
        let about = self.subject(&entry);
        let seq = self.session.apply(entry)?;
        // What goes to the disk is what the session took, not what it was given.
        let taken = self.session.entry(seq).filter(|_| !self.rehearsal).cloned();
        if let Some(entry) = taken {
            self.saves.begun(seq, about);
            effects.push(Effect::Append { seq, entry: Box::new(entry) });
        }
        Ok(seq)
    }

    /// The comment or action that an entry changes.
    fn subject(&self, entry: &Entry) -> Option<Seq> {
        match entry {
            Entry::Edited { id, .. }
            | Entry::Reworked { id, .. }
            | Entry::Removed { id }
            | Entry::Shelved { id, .. }
            | Entry::Unshelved { id }
            | Entry::Dittoed { id } => Some(*id),
            Entry::Undone { of } | Entry::Redone { of } => match self.session.entry(*of) {
                Some(entry) => self.subject(entry).or(Some(*of)),
                None => None,
            },
            _ => None,
        }
    }
}
