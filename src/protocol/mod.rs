//! A conversation method as a value: TOML in, a [`Protocol`] in which every reference resolves out, or all findings at once.
//!
//! Depends on `document`, `diagnostic` and `text`; of the file system only `load` knows. Invariants: step ids are unique; every
//! `StepIndex` is inside `steps`; a `from` points to an earlier step, a `shelf` to a later one; segments add up to the
//! minutes of their step; a `predict` step names no view that an earlier step shows.

use std::ops::Range;

/// Position of a step in its protocol.
pub type StepIndex = usize;

/// A conversation method.
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    /// Stable name, such as `data-driven-dialogue`.
    pub id: String,
    /// Name on the screen.
    pub title: String,
    /// Where the structure comes from.
    pub credit: String,
    /// The protocol must not take longer than this.
    pub max_minutes: Option<u32>,
    /// Whether it needs data.
    pub data: DataNeed,
    /// Parts that people play.
    pub roles: Vec<RoleCard>,
    /// Working agreements.
    pub norms: Vec<String>,
    /// Smallest group that may be shown; raises the card's, never lowers it.
    pub minimum_group: Option<u32>,
    /// "When ..., say ..." cards for the facilitator.
    pub interventions: Vec<Intervention>,
    /// The steps in order (at least one).
    pub steps: Vec<Step>,
}

/// Whether a protocol needs data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataNeed {
    /// Cannot run without.
    Required,
    /// Runs with and without.
    Optional,
    /// Shows none.
    None,
}

/// A part that somebody plays.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleCard {
    /// Name of the part.
    pub id: String,
    /// What it does; may be empty.
    pub note: String,
}

/// A line for the facilitator to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervention {
    /// The moment.
    pub when: String,
    /// The words.
    pub say: String,
}

/// Words that get a quiet mark, and the question for the facilitator.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexicon {
    /// Stable name.
    pub id: String,
    /// Words or phrases, lower case.
    pub words: Vec<String>,
    /// The question.
    pub message: String,
}

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
    /// Whether a score becomes visible.
    #[must_use]
    pub fn shows_data(self) -> bool {
        matches!(self, Self::Shown | Self::ShownWithPredictions)
    }
}

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

impl ActionField {
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

impl Protocol {
    /// Position of the step with this id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<StepIndex> {
        self.steps.iter().position(|step| step.id == id)
    }

    /// Planned minutes of all steps.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.steps.iter().map(|step| step.minutes).sum()
    }
}

impl Lexicon {
    /// The first place in `text` where a word of the lexicon stands as a word of its own.
    #[must_use]
    pub fn hit(&self, _text: &str) -> Option<Range<usize>> {
        todo!()
    }
}
