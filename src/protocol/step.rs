//! One part of a protocol: what the group may do, what the data may show, what is asked.

use super::{Capture, Exhibit, Lexicon, Media, Mode, Occasion, Prose, Segment};

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
    /// What is asked, large, in simple Markdown ([`Step::prose`]); may be empty.
    pub prompt: String,
    /// Further questions, answered one by one.
    pub questions: Vec<String>,
    /// Beginnings of sentences.
    pub stems: Vec<String>,
    /// For the facilitator only.
    pub tips: Vec<String>,
    /// What the data may show.
    pub data: DataState,
    /// The slots of the views it asks for; empty: whatever view was last shown, else the first.
    pub views: Vec<String>,
    /// How several views stand.
    pub layout: Layout,
    /// What the coach prepared in words.
    pub exhibit: Option<Exhibit>,
    /// A recording to play.
    pub media: Option<Media>,
    /// Words that get a quiet mark.
    pub lint: Option<Lexicon>,
    /// The later step in which shelved comments come back.
    pub shelf: Option<StepIndex>,
    /// At least one; minutes add up to the step's.
    pub segments: Vec<Segment>,
    /// How small groups are made and come together.
    pub groups: Option<Groups>,
    /// The step is done once for each item that an earlier step kept.
    pub repeat: Option<Repeat>,
    /// May be passed over when time runs short.
    pub optional: bool,
    /// Which step is shortened first when time runs short: the lowest number.
    pub cut_order: Option<u32>,
    /// It is not worth doing in less.
    pub min_minutes: Option<u32>,
    /// The only occasion on which it takes place; `None`: always.
    pub only_in: Option<Occasion>,
    /// What is saved.
    pub capture: Option<Capture>,
}

/// How several views of a step stand on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One at a time.
    #[default]
    OneByOne,
    /// Two beside each other.
    SideBySide,
}

impl Layout {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] = &[("one-by-one", Self::OneByOne), ("side-by-side", Self::SideBySide)];
}

/// Small groups of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Groups {
    /// People in each.
    pub size: u32,
    /// What each brings back.
    pub merge: Merge,
}

/// What small groups bring back to the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merge {
    /// Everything that each of them found, one group after the other.
    #[default]
    Append,
    /// One entry from each.
    One,
}

impl Merge {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] = &[("append", Self::Append), ("one", Self::One)];
}

/// A step that is done again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    /// The earlier step whose items it goes through.
    pub over: StepIndex,
    /// What is asked before the next item; may be empty.
    pub ask: String,
}

impl Step {
    /// A step in which the whole group talks and nothing is saved.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>, kind: Kind, minutes: u32) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            kind,
            minutes,
            prompt: String::new(),
            questions: Vec::new(),
            stems: Vec::new(),
            tips: Vec::new(),
            data: kind.default_data(),
            views: Vec::new(),
            layout: Layout::default(),
            exhibit: None,
            media: None,
            lint: None,
            shelf: None,
            segments: vec![Segment::of(Mode::WholeGroup, minutes)],
            groups: None,
            repeat: None,
            optional: false,
            cut_order: None,
            min_minutes: None,
            only_in: None,
            capture: None,
        }
    }

    /// The prompt as it is drawn.
    #[must_use]
    pub fn prose(&self) -> Prose {
        Prose::read(&self.prompt)
    }

    /// Minutes that can be taken from it: all of them where it may be passed over.
    #[must_use]
    pub fn spare_minutes(&self) -> u32 {
        match (self.optional, self.min_minutes) {
            (true, _) => self.minutes,
            (false, Some(least)) => self.minutes.saturating_sub(least),
            (false, None) => 0,
        }
    }

    /// Whether it takes place on an occasion.
    #[must_use]
    pub fn takes_place(&self, occasion: Occasion) -> bool {
        self.only_in.is_none_or(|only| only == occasion)
    }

    /// Whether texts can be charted in this step.
    #[must_use]
    pub fn takes_comments(&self) -> bool {
        self.capture.as_ref().is_some_and(Capture::takes_comments)
    }

    /// Whether a later step can be about what this one saves.
    #[must_use]
    pub fn has_topics(&self) -> bool {
        self.capture.as_ref().is_some_and(Capture::has_topics)
    }
}
