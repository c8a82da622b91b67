//! What a step saves.
//!
//! ```toml
//! [step.capture]                     # comments
//! type = "list"
//! from = "notice"                    # the earlier step whose comments (choices, rows ...) are shown beside
//! label = "Focus question"           # what one of them is called; "comment" otherwise
//! tags = ["warm", "cool"]
//! per_person = 4                     # how many each person is asked for
//! per_question = true                # each comment answers one of the step's questions
//! evidence = "prompted"              # off, prompted or required
//! dedupe = true                      # what stands there already counts as a ditto
//! limit = 3                          # no more than these
//! pin = true                         # they stand at the head of every later step
//!
//! [step.capture]                     # what the group expects, on the empty axes
//! type = "predict"
//! shape = "range"                    # per-category (a number), direction, rank or range
//! aggregate = true                   # several answers for each category: the middle one stands
//! also_list = true                   # comments may be charted as well
//!
//! [step.capture]                     # raised hands, counted
//! type = "poll"
//! choices = ["Yes", "Not yet"]       # or preset = "fist-to-five"
//! multi = true                       # a person may choose several
//! report = "percent"                 # count or percent
//! threshold = 3                      # fist-to-five: everybody shows so much; else: percent that one choice reaches
//! revote = true                      # may be taken again, and both rounds are told
//! series_key = true                  # followed across the sessions of a series
//! answers = "slips"                  # hands (public) or slips (protected: told in words below ten people)
//!
//! [step.capture]                     # a scale for each item
//! type = "scale"
//! range = [1, 5]
//! items = [ {key = "planning", text = "It changes my planning"} ]   # or item_from, or same_items_as = "earlier step"
//! compare = "before"                 # an earlier scale that stands beside
//!
//! [step.capture]                     # a plane with two scales, such as pleasantness and energy
//! type = "plane"
//! x = {label = "Pleasantness", min = -5, max = 5}
//! y = {label = "Energy", min = -5, max = 5}
//! quadrants = ["red", "yellow", "blue", "green"]   # as they are read: upper left, upper right, lower left, lower right
//! entry = "tally-by-quadrant"        # how many are where; or point, one person's numbers after the other's
//!
//! [step.capture]                     # dots
//! type = "vote"
//! from = "notice"
//! dots = 3                           # for each person
//! keep = 2                           # how many go on
//!
//! [step.capture]                     # a table of texts; the first column names the row
//! type = "matrix"
//! columns = ["Component", "Teachers", "Leaders"]
//! seed_rows = ["Trust"]              # or row_from = "an earlier step"
//! rows = "insert"                    # insert or fixed
//! evidence = "prompted"              # off, prompted or required: a cell is linked to a mark
//! cells_to = "actions"               # each cell an action of the column's people; or row_to, each row one action:
//! # row_to = {text = "What I will try", due = "Check-point"}
//!
//! [step.capture]                     # comments under headings
//! type = "cluster"
//! from = "notice"
//! also_from = ["wonder"]             # further steps whose comments are sorted with them
//! headings = ["Policy", "Practice"]
//! free = true                        # the group adds headings; the default where there are none
//!
//! [step.capture]                     # actions
//! type = "action"
//! fields = ["text", "owner", "due", "measure", "horizon", "who_we_will_ask"]
//!
//! [step.capture]                     # what became of the actions of the last session
//! type = "review"
//! from = "series.actions"
//! status = ["done", "going", "stuck", "dropped"]
//! closed = ["done", "dropped"]       # those that end an action
//!
//! [step.capture]                     # what the group agrees to; without items: the working agreements
//! type = "confirm"
//! items = ["Facilitator and scribe named"]
//!
//! [step.capture]                     # a new wording of what an earlier step pinned
//! type = "edit"
//! from = "present"
//! ```

mod action;
mod table;
mod tally;

use super::StepIndex;

pub use action::{Action, ActionField};
pub use table::{Cluster, Confirm, Edit, Matrix, Outcome, Review};
pub use tally::{Answers, Axis, Plane, Poll, Scale, ScaleItem, Vote};

/// What a step saves.
#[derive(Clone, Debug, PartialEq)]
pub enum Capture {
    /// Comments.
    List(List),
    /// Predictions for each category of the picture.
    Predict(Predict),
    /// Actions.
    Action(Action),
    /// Counts of raised hands, or of slips.
    Poll(Poll),
    /// Counts for each level of each item.
    Scale(Scale),
    /// Counts for each quadrant.
    Plane(Plane),
    /// Dots on what an earlier step saved.
    Vote(Vote),
    /// A table of texts.
    Matrix(Matrix),
    /// What an earlier step saved, under headings.
    Cluster(Cluster),
    /// What became of earlier actions.
    Review(Review),
    /// What the group agrees to.
    Confirm(Confirm),
    /// A new wording of what an earlier step saved.
    Edit(Edit),
}

/// A capture of comments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// The earlier step of which something is shown beside.
    pub from: Option<StepIndex>,
    /// What one of them is called; `None`: a comment.
    pub label: Option<String>,
    /// Tags to choose from.
    pub tags: Vec<String>,
    /// How many each person is asked for; shown, never enforced.
    pub per_person: Option<u32>,
    /// Each comment answers one of the step's questions.
    pub per_question: bool,
    /// Whether comments are linked to marks.
    pub evidence: Evidence,
    /// What stands there already counts as a ditto.
    pub dedupe: bool,
    /// No more than these.
    pub limit: Option<u32>,
    /// They stand at the head of every later step.
    pub pin: bool,
}

/// Whether a comment is linked to a mark of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the schema")]
pub enum Evidence {
    #[default]
    Off,
    Prompted,
    Required,
}

impl Evidence {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] =
        &[("off", Self::Off), ("prompted", Self::Prompted), ("required", Self::Required)];
}

/// What is predicted of each category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A number.
    #[default]
    Number,
    /// Higher, the same or lower than the one before.
    Direction,
    /// Its place in the order, the highest first.
    Rank,
    /// From where to where.
    Range,
}

impl Shape {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] =
        &[("per-category", Self::Number), ("direction", Self::Direction), ("rank", Self::Rank), ("range", Self::Range)];
}

/// A capture of predictions.
#[derive(Clone, Debug, PartialEq)]
pub struct Predict {
    /// What is said of each category.
    pub shape: Shape,
    /// Several numbers for each, one of each pair of people; the middle one stands for the group.
    pub aggregate: bool,
    /// Comments may be charted as well.
    pub also_list: bool,
    /// How many each person is asked for; shown, never enforced.
    pub per_person: Option<u32>,
}

impl Capture {
    /// The word of the schema.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::List(_) => "list",
            Self::Predict(_) => "predict",
            Self::Action(_) => "action",
            Self::Poll(_) => "poll",
            Self::Scale(_) => "scale",
            Self::Plane(_) => "plane",
            Self::Vote(_) => "vote",
            Self::Matrix(_) => "matrix",
            Self::Cluster(_) => "cluster",
            Self::Review(_) => "review",
            Self::Confirm(_) => "confirm",
            Self::Edit(_) => "edit",
        }
    }

    /// The earlier step on which this one builds: what it saved is shown beside, or is what this one is about.
    #[must_use]
    pub fn from(&self) -> Option<StepIndex> {
        match self {
            Self::List(list) => list.from,
            Self::Action(action) => action.from,
            Self::Scale(scale) => scale.item_from,
            Self::Vote(vote) => Some(vote.from),
            Self::Matrix(matrix) => matrix.row_from.or(matrix.from),
            Self::Cluster(cluster) => Some(cluster.from),
            Self::Edit(edit) => Some(edit.from),
            Self::Predict(_) | Self::Poll(_) | Self::Plane(_) | Self::Review(_) | Self::Confirm(_) => None,
        }
    }

    /// The earlier step of the same kind that stands beside, to compare.
    #[must_use]
    pub fn compare(&self) -> Option<StepIndex> {
        match self {
            Self::Scale(scale) => scale.compare,
            Self::Plane(plane) => plane.compare,
            _ => None,
        }
    }

    /// Whether texts of one line each are charted, beside or instead of something else: comments, rows, headings, a wording.
    #[must_use]
    pub fn takes_comments(&self) -> bool {
        match self {
            Self::List(_) | Self::Edit(_) => true,
            Self::Predict(predict) => predict.also_list,
            Self::Matrix(matrix) => matrix.insert,
            Self::Cluster(cluster) => cluster.free,
            _ => false,
        }
    }

    /// Whether a later step can be about what this one saves: comments, rows, items, choices, headings, actions.
    #[must_use]
    pub fn has_topics(&self) -> bool {
        match self {
            Self::Predict(predict) => predict.also_list,
            Self::Plane(_) | Self::Confirm(_) | Self::Review(_) => false,
            _ => true,
        }
    }

    /// Whether actions come out of it.
    #[must_use]
    pub fn saves_actions(&self) -> bool {
        match self {
            Self::Action(_) | Self::Review(_) => true,
            Self::Matrix(matrix) => matrix.outcome != Outcome::Texts,
            _ => false,
        }
    }

    /// Whether it is followed across the sessions of a series.
    #[must_use]
    pub fn in_series(&self) -> bool {
        match self {
            Self::Poll(poll) => poll.series_key,
            Self::Scale(scale) => scale.series_key,
            Self::Plane(plane) => plane.series_key,
            _ => false,
        }
    }

    /// Every step that it names: they move when a protocol is included in another.
    pub(super) fn references(&mut self) -> Vec<&mut StepIndex> {
        match self {
            Self::List(list) => list.from.iter_mut().collect(),
            Self::Action(action) => action.from.iter_mut().collect(),
            Self::Scale(scale) => scale.item_from.iter_mut().chain(&mut scale.compare).collect(),
            Self::Plane(plane) => plane.compare.iter_mut().collect(),
            Self::Matrix(matrix) => matrix.row_from.iter_mut().chain(&mut matrix.from).collect(),
            Self::Vote(vote) => vec![&mut vote.from],
            Self::Cluster(cluster) => std::iter::once(&mut cluster.from).chain(&mut cluster.also).collect(),
            Self::Edit(edit) => vec![&mut edit.from],
            Self::Predict(_) | Self::Poll(_) | Self::Review(_) | Self::Confirm(_) => Vec::new(),
        }
    }

    /// Sets what the key of a reference stands for; a key that it does not have changes nothing.
    pub(super) fn refer(&mut self, key: &str, step: StepIndex) {
        match (self, key) {
            (Self::List(list), "from") => list.from = Some(step),
            (Self::Action(action), "from") => action.from = Some(step),
            (Self::Matrix(matrix), "from") => matrix.from = Some(step),
            (Self::Matrix(matrix), "row_from") => matrix.row_from = Some(step),
            (Self::Vote(vote), "from") => vote.from = step,
            (Self::Cluster(cluster), "from") => cluster.from = step,
            (Self::Cluster(cluster), "also_from") => cluster.also.push(step),
            (Self::Edit(edit), "from") => edit.from = step,
            (Self::Scale(scale), "item_from") => scale.item_from = Some(step),
            (Self::Scale(scale), "compare") => scale.compare = Some(step),
            (Self::Plane(plane), "compare") => plane.compare = Some(step),
            _ => {}
        }
    }
}
