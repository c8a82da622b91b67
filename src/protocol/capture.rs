//! What a step saves.

use super::StepIndex;

/// What a step saves.
#[derive(Clone, Debug, PartialEq)]
pub enum Capture {
    /// Comments.
    List(List),
    /// Predictions for each category of the picture.
    Predict(Predict),
    /// Actions.
    Action(Action),
}

/// A capture of comments.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The earlier step whose comments are shown beside.
    pub from: Option<StepIndex>,
    /// Tags to choose from.
    pub tags: Vec<String>,
    /// How many each person is asked for; shown, never enforced.
    pub per_person: Option<u32>,
    /// Whether comments are linked to marks.
    pub evidence: Evidence,
}

/// Whether a comment is linked to a mark of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the schema")]
pub enum Evidence {
    Off,
    Prompted,
    Required,
}

impl Evidence {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] =
        &[("off", Self::Off), ("prompted", Self::Prompted), ("required", Self::Required)];
}

/// A capture of predictions.
#[derive(Clone, Debug, PartialEq)]
pub struct Predict {
    /// Comments may be charted as well.
    pub also_list: bool,
    /// How many each person is asked for; shown, never enforced.
    pub per_person: Option<u32>,
}

/// A capture of actions.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The earlier step whose comments are shown beside.
    pub from: Option<StepIndex>,
    /// The fields of the form; the first is `Text`.
    pub fields: Vec<ActionField>,
}

/// A field of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionField {
    /// What will be done.
    Text,
    /// Which role or team does it.
    Owner,
    /// By when.
    Due,
    /// What will show that it worked.
    Measure,
}

impl Capture {
    /// The earlier step whose comments are shown beside.
    #[must_use]
    pub fn from(&self) -> Option<StepIndex> {
        match self {
            Self::List(list) => list.from,
            Self::Action(action) => action.from,
            Self::Predict(_) => None,
        }
    }

    /// Sets what the key of a reference stands for, once the step is known.
    pub(super) fn refer(&mut self, key: &str, step: StepIndex) {
        match (self, key) {
            (Self::List(list), "from") => list.from = Some(step),
            (Self::Action(action), "from") => action.from = Some(step),
            _ => {}
        }
    }

    /// Every step that it names: they move when a protocol is included in another.
    pub(super) fn references(&mut self) -> Vec<&mut StepIndex> {
        match self {
            Self::List(list) => list.from.iter_mut().collect(),
            Self::Action(action) => action.from.iter_mut().collect(),
            Self::Predict(_) => Vec::new(),
        }
    }
}

impl ActionField {
    /// All fields in the order in which they are asked where a protocol does not choose.
    pub const ALL: [Self; 4] = [Self::Text, Self::Owner, Self::Due, Self::Measure];

    /// The key in TOML and in session files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Owner => "owner",
            Self::Due => "due",
            Self::Measure => "measure",
        }
    }

    /// The question on the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "What will we do?",
            Self::Owner => "Who (a role or team)?",
            Self::Due => "By when?",
            Self::Measure => "What will show that it worked?",
        }
    }
}
