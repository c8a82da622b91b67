//! Actions and their fields.

use crate::protocol::StepIndex;

/// A capture of actions.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The earlier step of which something is shown beside.
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
    /// How far ahead it reaches.
    Horizon,
    /// Whose voice is asked for.
    WhoWeWillAsk,
}

impl ActionField {
    /// All fields, in the order in which they are told.
    pub const ALL: [Self; 6] = [Self::Text, Self::Owner, Self::Due, Self::Measure, Self::Horizon, Self::WhoWeWillAsk];

    /// The fields that are asked where a protocol does not choose.
    pub const USUAL: [Self; 4] = [Self::Text, Self::Owner, Self::Due, Self::Measure];

    /// The key in TOML and in session files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Owner => "owner",
            Self::Due => "due",
            Self::Measure => "measure",
            Self::Horizon => "horizon",
            Self::WhoWeWillAsk => "who_we_will_ask",
        }
    }

    /// The field with this key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// The question on the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "What will we do?",
            Self::Owner => "Who (a role or team)?",
            Self::Due => "By when?",
            Self::Measure => "What will show that it worked?",
            Self::Horizon => "Short or long term?",
            Self::WhoWeWillAsk => "Whom will we ask?",
        }
    }

    /// A word or two in front of what was filled in.
    #[must_use]
    pub fn short(self) -> &'static str {
        match self {
            Self::Text => "what",
            Self::Owner => "who",
            Self::Due => "by",
            Self::Measure => "shown by",
            Self::Horizon => "term",
            Self::WhoWeWillAsk => "we ask",
        }
    }
}
