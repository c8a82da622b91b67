//! What happened in one retreat: entries folded into a state, and the text form of an entry. No I/O.
//!
//! Depends on `protocol`, `chart`, `records` and below. Invariants: nothing is changed in place (edit, remove and undo are
//! entries); the state is a fold over the entries, so replaying a log gives the state of stepping through it; no entry
//! holds an author, a path, an identifier or a time of day.

use std::collections::{BTreeMap, BTreeSet};

use crate::protocol::ActionField;

/// Number of an entry in its session, and the identity of what it created.
pub type Seq = u64;

/// Where a comment points: the mark's label and value are frozen as they were shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Id of the view.
    pub view: String,
    /// Key of the mark.
    pub mark: String,
    /// Its label.
    pub label: String,
    /// Its shown value.
    pub value: String,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A step began (or was returned to).
    Entered {
        /// Id of the step.
        step: String,
    },
    /// How the timer of a step stands.
    Clock {
        /// Id of the step.
        step: String,
        /// Seconds used so far.
        seconds: u32,
        /// Minutes added by hand.
        extra: u32,
        /// Whether it is halted.
        paused: bool,
    },
    /// Views became visible.
    Revealed {
        /// Their ids.
        views: Vec<String>,
    },
    /// Views were hidden again.
    Covered {
        /// Their ids.
        views: Vec<String>,
    },
    /// A comment.
    Charted {
        /// Id of the step.
        step: String,
        /// The words.
        text: String,
        /// One of the step's tags.
        tag: Option<String>,
        /// The mark it points to.
        evidence: Option<Evidence>,
        /// Whole minutes since the step began.
        minute: u32,
    },
    /// An action.
    Acted {
        /// Id of the step.
        step: String,
        /// What was filled in; always with `Text`.
        fields: BTreeMap<ActionField, String>,
        /// Whole minutes since the step began.
        minute: u32,
    },
    /// A prediction; a later one for the same target takes its place.
    Predicted {
        /// Id of the step.
        step: String,
        /// Id of the view.
        view: String,
        /// Key of the target.
        target: String,
        /// Label of the target, as it was asked.
        label: String,
        /// In the target's unit.
        value: f64,
    },
    /// A comment's words, tag or evidence changed.
    Edited {
        /// The comment.
        id: Seq,
        /// The words.
        text: String,
        /// The tag.
        tag: Option<String>,
        /// The evidence.
        evidence: Option<Evidence>,
    },
    /// An action's fields changed.
    Reworked {
        /// The action.
        id: Seq,
        /// The fields.
        fields: BTreeMap<ActionField, String>,
    },
    /// A comment or an action was taken away.
    Removed {
        /// What.
        id: Seq,
    },
    /// A comment was kept aside for a later step.
    Shelved {
        /// The comment.
        id: Seq,
        /// Id of the step in which it comes back.
        to: String,
    },
    /// A comment was taken from the shelf.
    Unshelved {
        /// The comment.
        id: Seq,
    },
    /// Somebody said "ditto".
    Dittoed {
        /// The comment.
        id: Seq,
    },
    /// An entry no longer counts.
    Undone {
        /// The entry.
        of: Seq,
    },
    /// An undone entry counts again.
    Redone {
        /// The entry.
        of: Seq,
    },
    /// The session was taken up again.
    Resumed {
        /// Lines of the file that could not be read.
        damaged: u32,
    },
    /// The session was left on purpose.
    Closed,
    /// An entry of a later version, kept and ignored.
    Foreign {
        /// The line's members as they were.
        line: String,
    },
}

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
    /// In the target's unit.
    pub value: f64,
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
    /// The standing prediction of each view and target, in the order first made.
    pub forecasts: Vec<Forecast>,
    /// The entry that undo would undo.
    pub undoable: Option<Seq>,
    /// The entry that redo would bring back.
    pub redoable: Option<Seq>,
    /// Whether the session was left on purpose.
    pub closed: bool,
    /// Lines that could not be read, over all times it was taken up.
    pub damaged: u32,
}
