//! A conversation method as a value: TOML in, a [`Protocol`] in which every reference resolves out, or all findings at once.
//!
//! Depends on `document`, `diagnostic` and `text`; of the file system only `load` knows. Invariants: there is at least one step;
//! step ids are unique; the steps of included protocols
//! stand in their place; every [`StepIndex`] is inside `steps`; a `from` points to an earlier step that saves something, a
//! `shelf` to a later one; segments add up to the minutes of their step, and the steps do not exceed `max_minutes`; a step that
//! predicts names no view that an earlier step shows. Which slots a data card fills is not known here.
//!
//! ```toml
//! schema = 1                      # the version of this language
//! id = "look-together"            # small letters, digits and hyphens, as all ids
//! title = "Look together"
//! credit = "Structure: ..."       # whose method it is
//! language = "en"                 # of its texts
//! max_minutes = 60
//! data = "required"               # required, optional or none
//! roles = [ {id = "facilitator"}, {id = "scribe", note = "charts what is said"} ]
//! norms = ["We talk about teaching"]
//!
//! [display]                       # promises of the program, may be stated
//! single_screen = true
//! authors = "never"
//!
//! [privacy]
//! min_group = 15                  # raises the data card's minimum, never lowers it
//! complementary = true
//! names = "hide"
//!
//! [series]                        # retreats that follow one another
//! key = "grade-team"
//! per_year = 4
//! carry = ["actions"]             # actions, scale, exit or open-questions: what the next one takes over
//! checkpoints = [ {after_days = 21, start_at = "notice"} ]
//!
//! [[lexicon]]                     # words that get a quiet mark; "inference" is built in
//! id = "blame"
//! words = ["those kids"]
//! message = "What is in our hands?"
//!
//! [[intervention]]                # a line for the facilitator
//! when = "Talk moves to one student"
//! say = "Let us stay with the whole picture."
//!
//! [[step]]
//! id = "notice"
//! title = "Notice"
//! kind = "observe"                # frame, predict, observe, infer, act, reflect, break or include
//! minutes = 15
//! prompt = "What *stands out*?"   # simple Markdown: emphasis, lists, links
//! questions = ["What is missing?"]
//! stems = ["I notice"]
//! tips = ["Ask where on the picture it is"]
//! data = "shown"                  # hidden, axes, shown or shown+predictions; see Kind::default_data
//! views = ["overview"]            # slots that a data card fills
//! layout = "one-by-one"           # or side-by-side, for two views
//! lint = "inference"              # a lexicon
//! shelf = "explain"               # the later step in which shelved comments come back
//! groups = {size = 4, merge = "append"}  # small groups; merge is append (all they found) or one (an entry of each)
//! min_minutes = 10                # not worth doing in less
//! cut_order = 1                   # shortened first when time runs short
//! optional = false                # may be passed over
//! [step.media]                    # a recording; the step works without it
//! title = "A teacher speaks"
//! kind = "audio"                  # audio, video, image or document
//! length = "2:26"
//! file = "media/teacher.mp3"      # in the folder of the protocol
//! fallback = "Read the transcript"
//! [step.exhibit]                  # material in words
//! title = "Student work"
//! file = "work.md"                # in the folder of the protocol; or text = "..."
//! [[step.segment]]                # or one `mode` for the whole step
//! mode = "silent"
//! minutes = 5
//! [[step.segment]]
//! mode = "round-robin"            # whole-group, silent, round-robin, pairs, small-groups, presenter,
//! minutes = 10                    # presenter-silent or question-answer
//! direction = "left"
//! allow = ["pass", "ditto"]
//! discussion = false              # see Mode::default_discussion
//! [step.capture]
//! type = "list"                   # list, predict, action, poll, scale, plane, vote, matrix, cluster, review, confirm or edit
//! tags = ["surprise"]
//! per_person = 2
//! evidence = "prompted"           # off, prompted or required
//!
//! [[step]]
//! id = "explain"
//! title = "Explain"
//! kind = "infer"
//! minutes = 15
//! [step.capture]
//! type = "list"
//! from = "notice"                 # the earlier step whose comments are shown beside
//!
//! [[step]]
//! id = "again"
//! title = "One by one"
//! kind = "infer"
//! minutes = 10
//! repeat = {over = "notice", ask = "Another one?"}  # once for each item of an earlier step
//! only_in = "later"               # first, later or checkpoint: the meeting of the series
//!
//! [[step]]
//! id = "core"                     # its steps get ids such as core-notice
//! kind = "include"
//! protocol = "mine.toml"          # a file of the folder, or the id of a bundled protocol
//! ```
//!
//! [`Capture`] tells what can be saved, with its keys. The codes of all findings are listed in [`CODES`].

mod beside;
mod bundled;
mod capture;
mod check;
mod codes;
mod decode;
mod lexicon;
mod limits;
mod load;
mod material;
mod prose;
mod schema;
mod segment;
mod series;
mod step;

pub use crate::document::{Code, Example};
pub use beside::{Alone, Beside, Lack};
pub use bundled::{Bundled, bundled, demonstration};
pub use capture::{
    Action, ActionField, Answers, Axis, Capture, Cluster, Confirm, Edit, Evidence, List, Matrix, Outcome, Plane, Poll,
    Predict, Review, Scale, ScaleItem, Shape, Vote,
};
pub use codes::{CODES, SAMPLE};
pub use decode::{Parsed, parse, parse_beside, parse_for};
pub use lexicon::Lexicon;
pub use load::{Folder, load, open};
pub use material::{Exhibit, Media, MediaKind};
pub use prose::{Block, Form, Prose, Span, Weight};
pub use schema::schema;
pub use segment::{Mode, Segment};
pub use series::{Carry, Checkpoint, Occasion, Series};
pub use step::{DataState, Groups, Kind, Layout, Merge, Repeat, Step, StepIndex};

/// The version of the language that this program reads.
pub const SCHEMA: i64 = 1;

/// A conversation method.
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    /// Stable name, such as `look-together`.
    pub id: String,
    /// Name on the screen.
    pub title: String,
    /// Where the structure comes from; may be empty.
    pub credit: String,
    /// The language of its texts (BCP 47), such as `en`.
    pub language: Option<String>,
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
    /// Retreats that follow one another.
    pub series: Option<Series>,
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

impl DataNeed {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] =
        &[("required", Self::Required), ("optional", Self::Optional), ("none", Self::None)];
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

impl Protocol {
    /// Position of the step with this id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<StepIndex> {
        self.steps.iter().position(|step| step.id == id)
    }

    /// A protocol without steps, such as one of which only the name is known.
    #[must_use]
    pub fn empty(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            credit: String::new(),
            language: None,
            max_minutes: None,
            data: DataNeed::Optional,
            roles: Vec::new(),
            norms: Vec::new(),
            minimum_group: None,
            series: None,
            interventions: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Planned minutes of the longest meeting; where every step always takes place, those of all steps.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        Occasion::ALL.into_iter().map(|occasion| self.minutes_on(occasion)).max().unwrap_or(0)
    }
}

/// The word that stands for a value in a closed set; every value has one.
fn word<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, of)| *of == value).map_or("", |(word, _)| word)
}

#[cfg(test)]
mod tests;
