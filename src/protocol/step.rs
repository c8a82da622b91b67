//! One part of a protocol: what the group may do, what the data may show, what is asked.

use super::{Capture, Lexicon, Segment};

/// Position of a step in its protocol.
pub type StepIndex = usize;

/// What the group may do in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the schema")]
pub enum Kind {
    Frame,
    Predict,
    Observe,
    Infer,
    Act,
    Reflect,
    Break,
}

impl Kind {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] = &[
        ("frame", Self::Frame),
        ("predict", Self::Predict),
        ("observe", Self::Observe),
        ("infer", Self::Infer),
        ("act", Self::Act),
        ("reflect", Self::Reflect),
        ("break", Self::Break),
    ];

    /// The word of the schema.
    #[must_use]
    pub fn word(self) -> &'static str {
        super::word(Self::WORDS, self)
    }

    /// What the data may show where the step does not say it: axes while predicting; the picture while observing, inferring
    /// and acting, so that nobody argues from memory; nothing before the first look, in a break, and when the talk is about
    /// the group itself.
    #[must_use]
    pub fn default_data(self) -> DataState {
        match self {
            Self::Predict => DataState::Axes,
            Self::Observe | Self::Infer | Self::Act => DataState::Shown,
            Self::Frame | Self::Reflect | Self::Break => DataState::Hidden,
        }
    }
}

/// What the data may show in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataState {
    /// Nothing.
    Hidden,
    /// Empty axes.
    Axes,
    /// The picture.
    Shown,
    /// The picture with the predictions beside it.
    ShownWithPredictions,
}

impl DataState {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] = &[
        ("hidden", Self::Hidden),
        ("axes", Self::Axes),
        ("shown", Self::Shown),
        ("shown+predictions", Self::ShownWithPredictions),
    ];

    /// The word of the schema.
    #[must_use]
    pub fn word(self) -> &'static str {
        super::word(Self::WORDS, self)
    }

    /// Whether a score becomes visible.
    #[must_use]
    pub fn shows_data(self) -> bool {
        matches!(self, Self::Shown | Self::ShownWithPredictions)
    }
}

/// One part of a protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Stable name, unique in the protocol.
    pub id: String,
    /// Name on the screen.
    pub title: String,
    /// What the group may do.
    pub kind: Kind,
    /// Planned length.
    pub minutes: u32,
    /// What is asked, large; may be empty.
    pub prompt: String,
    /// Further questions.
    pub questions: Vec<String>,
    /// Beginnings of sentences.
    pub stems: Vec<String>,
    /// For the facilitator only.
    pub tips: Vec<String>,
    /// What the data may show.
    pub data: DataState,
    /// The slots of the views it asks for; empty: whatever view was last shown, else the first.
    pub views: Vec<String>,
    /// Words that get a quiet mark.
    pub lint: Option<Lexicon>,
    /// The later step in which shelved comments come back.
    pub shelf: Option<StepIndex>,
    /// At least one; minutes add up to the step's.
    pub segments: Vec<Segment>,
    /// What is saved.
    pub capture: Option<Capture>,
}

impl Step {
    /// Whether comments can be charted in this step.
    #[must_use]
    pub fn takes_comments(&self) -> bool {
        match &self.capture {
            Some(Capture::List(_)) => true,
            Some(Capture::Predict(predict)) => predict.also_list,
            Some(Capture::Action(_)) | None => false,
        }
    }
}
