//! How people take part, and for how long.

/// How people take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the schema")]
pub enum Mode {
    WholeGroup,
    Silent,
    RoundRobin,
    Pairs,
    SmallGroups,
    Presenter,
    PresenterSilent,
    QuestionAnswer,
}

impl Mode {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] = &[
        ("whole-group", Self::WholeGroup),
        ("silent", Self::Silent),
        ("round-robin", Self::RoundRobin),
        ("pairs", Self::Pairs),
        ("small-groups", Self::SmallGroups),
        ("presenter", Self::Presenter),
        ("presenter-silent", Self::PresenterSilent),
        ("question-answer", Self::QuestionAnswer),
    ];

    /// The word of the schema.
    #[must_use]
    pub fn word(self) -> &'static str {
        super::word(Self::WORDS, self)
    }

    /// Whether people answer each other where the segment does not say it: not while writing, not in a round, not while
    /// somebody presents.
    #[must_use]
    pub fn default_discussion(self) -> bool {
        !matches!(self, Self::Silent | Self::RoundRobin | Self::Presenter)
    }
}

/// A timed part of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// How people take part.
    pub mode: Mode,
    /// Its share of the step.
    pub minutes: u32,
    /// In a round: which way it goes, in words of the protocol (`left`, `right`).
    pub direction: Option<String>,
    /// In a round: a person may pass.
    pub may_pass: bool,
    /// In a round: a person may say "ditto".
    pub may_ditto: bool,
    /// Whether people talk to each other about what is said.
    pub discussion: bool,
}

impl Segment {
    /// A segment with nothing but its mode and its minutes.
    #[must_use]
    pub fn of(mode: Mode, minutes: u32) -> Self {
        let discussion = mode.default_discussion();
        Self { mode, minutes, direction: None, may_pass: false, may_ditto: false, discussion }
    }
}
