//! The types that may leave the gate: anonymous, audited, with no public constructor.
//!
//! Every field is private to `records`; none of these types implements `Deserialize`, `Default` or `From`, each of which
//! would be a second way in. Only `admit` and `reopen` build them.

mod kinds;
mod table;

use std::fmt;
use std::sync::Arc;

pub use kinds::{BoxRow, ChangeRow, GridSide, ItemRow, MarkForm, ScoreScale, Spread, WindowPoint};
pub use table::Listing;

use super::card::MINIMUM_GROUP;
use super::roster::Guard;

/// A number as it may be shown: the text, and what the text states about the true value.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    pub(super) text: String,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) is_range: bool,
}

impl Number {
    /// The text as shown, such as `31-40%` or `207`; no unit unless it is part of the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The least true value that the text allows (inclusive).
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The greatest true value that the text allows (inclusive).
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Where a mark for this number is drawn: the middle of what the text states.
    #[must_use]
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// Whether the text states a range rather than one value. A rounded value is one value, though its bounds differ.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.is_range
    }
}

/// A value of a picture: shown, or withheld for privacy.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// May be shown.
    Number(Number),
    /// Withheld. Nothing tells why or what it was.
    Hidden,
}

/// The one sign for everything that is withheld.
pub const HIDDEN: &str = "*";

impl Cell {
    /// The number, unless withheld.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::Hidden => None,
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number().map_or(HIDDEN, Number::text))
    }
}

/// Who may see the pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A room in which everybody knows who is in which group: aggregates only.
    Room,
    /// A team looking at its own students: group floor 5.
    Team,
}

impl Audience {
    /// The word used in data cards, files and on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Team => "team",
        }
    }
}

/// A score from which a level begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    pub(super) score: f64,
    pub(super) name: String,
}

impl Cut {
    /// The least score of the level.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.score
    }

    /// The name of the level that begins here.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// What can be known of a picture before any score is shown: depends on the data card and on who is in which group, never
/// on a score. The empty axes of a prediction are drawn from this alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// Share of students at each level, one row a group or window.
    Levels {
        /// Names of the levels, lowest first (at least two).
        levels: Vec<String>,
        /// Index of the first level that counts as "at or above the cut", if the card names one.
        cut: Option<usize>,
        /// What each row is (the label of the grouping column).
        row_label: String,
        /// Labels of the rows, in the order of the card.
        rows: Vec<String>,
    },
    /// How the scores of one group are spread.
    Distribution {
        /// Least score of the declared range.
        low: f64,
        /// Greatest score of the declared range.
        high: f64,
        /// Distance between two possible scores.
        step: f64,
        /// Cut scores inside the range, ascending.
        cuts: Vec<Cut>,
        /// Name of the level below the first cut, if the card gives one.
        below: Option<String>,
        /// For a group so small that its levels are told in two parts (its size alone decides): the level with which the upper
        /// part begins, at least 1 and at most the number of cuts.
        split: Option<usize>,
        /// Drawn as dots in place of bars: how many students a dot stands for, at least 5.
        dot: Option<u32>,
    },
    /// How the scores of several groups are spread, on one scale.
    Groups {
        /// The one scale.
        scale: ScoreScale,
        /// What each group is (the label of the grouping column).
        row_label: String,
        /// Labels of the groups, in the order of the card.
        rows: Vec<String>,
        /// For each group what `split` says of a distribution.
        splits: Vec<Option<usize>>,
    },
    /// Quartiles of each group, on one scale.
    Boxes {
        /// The scale.
        scale: ScoreScale,
        /// What each row is (the label of the grouping column).
        row_label: String,
        /// Labels of the rows, in the order of the card.
        rows: Vec<String>,
    },
    /// Two windows of the same students, one row a group.
    Change {
        /// What is compared: median, mean, or the share at or above the cut; its range is stated.
        quantity: Column,
        /// Cut scores inside the range where the quantity is a score; empty for shares.
        cuts: Vec<Cut>,
        /// Labels of the first and the second window.
        windows: [String; 2],
        /// Greatest distance of two scores, in points, that still counts as the same.
        same_within: f64,
        /// What each row is (the label of the grouping column).
        row_label: String,
        /// Labels of the rows, in the order of the card.
        rows: Vec<String>,
    },
    /// A quantity over time, one line a group.
    Windows {
        /// What is shown: median, mean, or the share at or above the cut; its range is stated.
        quantity: Column,
        /// Cut scores inside the range where the quantity is a score; empty for shares.
        cuts: Vec<Cut>,
        /// What the windows are (the label of the time column).
        time_label: String,
        /// Labels of the windows, in order; at least two.
        windows: Vec<String>,
        /// What each line is (the label of the grouping column).
        row_label: String,
        /// Labels of the lines, at most four, in the order of the card.
        rows: Vec<String>,
        /// Whether every window holds the same students.
        is_cohort: bool,
    },
    /// Two measures of the same students, in bands.
    Grid {
        /// The measure from left to right.
        x: GridSide,
        /// The measure from bottom to top.
        y: GridSide,
    },
    /// Items of a test by group, in the order of the card.
    Items {
        /// Labels of the items.
        rows: Vec<String>,
        /// The options of each item, the right one marked by `keys`; empty for an item without options.
        options: Vec<Vec<String>>,
        /// For each item the position of its right option.
        keys: Vec<Option<usize>>,
        /// What each column is (the label of the grouping column).
        column_label: String,
        /// Labels of the columns.
        columns: Vec<String>,
    },
    /// One mark a student, in audience `team` only: nothing else tells of a single student, and nothing whose it is.
    Marks {
        /// How they are drawn.
        form: MarkForm,
        /// One scale a measure: one for dots, two for a scatter, one or two for rows.
        scales: Vec<ScoreScale>,
    },
    /// Aggregates of one measure by group.
    Table {
        /// What each row is (the label of the grouping column).
        row_label: String,
        /// Labels of the rows, in the order of the card.
        rows: Vec<String>,
        /// The columns after the row label.
        columns: Vec<Column>,
    },
}

impl Frame {
    /// The word for this kind of picture in exports and in the session's log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Levels { .. } => "levels",
            Self::Distribution { .. } => "distribution",
            Self::Table { .. } => "table",
            Self::Groups { .. } => "groups",
            Self::Boxes { .. } => "box",
            Self::Change { .. } => "change",
            Self::Windows { .. } => "windows",
            Self::Grid { .. } => "grid",
            Self::Items { .. } => "items",
            Self::Marks { form, .. } => form.word(),
        }
    }
}

/// A column of a table view.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) unit: Option<String>,
    pub(super) range: Option<(f64, f64)>,
}

impl Column {
    /// Stable short name, such as `median`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the head of the column says.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Unit of the numbers, such as `%`.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// Least and greatest possible number, where the card states it: the range of the measure for its median and its mean.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        self.range
    }
}

/// One row of a levels view.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelsRow {
    pub(super) n: Cell,
    pub(super) shares: Vec<Cell>,
    pub(super) above: Cell,
}

impl LevelsRow {
    /// Students with a value.
    #[must_use]
    pub fn n(&self) -> &Cell {
        &self.n
    }

    /// Percent of students at each level, lowest level first; as many as the frame has levels, or exactly two (below the
    /// cut, at or above it) when the group is small. All hidden when the group is.
    #[must_use]
    pub fn shares(&self) -> &[Cell] {
        &self.shares
    }

    /// Percent of students at or above the cut; hidden without a cut.
    #[must_use]
    pub fn above(&self) -> &Cell {
        &self.above
    }

    /// Whether nothing of this row may be shown.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.shares.iter().all(|share| share.number().is_none())
    }
}

/// One bar of a distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    pub(super) from: Option<f64>,
    pub(super) to: Option<f64>,
    pub(super) label: String,
    pub(super) count: Cell,
}

impl Bin {
    /// Least score in the bar; `None` where the end is open.
    #[must_use]
    pub fn from(&self) -> Option<f64> {
        self.from
    }

    /// Least score above the bar; `None` where the end is open.
    #[must_use]
    pub fn to(&self) -> Option<f64> {
        self.to
    }

    /// The bar's range in words, such as `under 195` or `195 to 204`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Students in the bar; a range where the group is so small that its bars are told as ranges.
    #[must_use]
    pub fn count(&self) -> &Cell {
        &self.count
    }
}

/// What is shown after the reveal; its variant is that of the view's [`Frame`].
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// One entry a row of the frame.
    Levels(Vec<LevelsRow>),
    /// Bars from the lowest scores to the highest, touching each other; empty when the whole body is withheld.
    Distribution {
        /// Students with a value.
        n: Cell,
        /// The bars.
        bins: Vec<Bin>,
        /// Middle score (type-7 quantile).
        median: Cell,
        /// Percent of students in each level band (below the first cut, from each cut on), or in the two parts where the frame
        /// has a `split`; coded as in a levels view, empty without cuts.
        bands: Vec<Cell>,
    },
    /// One entry a group of the frame.
    Groups(Vec<Spread>),
    /// One entry a row of the frame.
    Boxes(Vec<BoxRow>),
    /// One entry a row of the frame.
    Change(Vec<ChangeRow>),
    /// One list a line of the frame, one point a window.
    Windows(Vec<Vec<WindowPoint>>),
    /// Shares of students in bands of two measures.
    Grid {
        /// Students with a value of both measures.
        n: Cell,
        /// Percent of them in each band of `y` (lowest first) and, inside it, of `x` (lowest first).
        cells: Vec<Vec<Cell>>,
        /// Percent of them below both cuts, reaching that of `x` alone, that of `y` alone, and both; empty where a side has no
        /// cut.
        quadrants: Vec<Cell>,
    },
    /// Items in the order of the frame; [`ItemRow::hardest_first`] orders them for the room.
    Items {
        /// Students of each column.
        n: Vec<Cell>,
        /// One entry an item.
        items: Vec<ItemRow>,
    },
    /// One mark a student, in an order that says nothing.
    Marks {
        /// Students with a value of every measure.
        n: Cell,
        /// One list a student, one cell a scale. The five lowest and the five highest of a scale are told as open ends.
        marks: Vec<Vec<Cell>>,
    },
    /// One list of cells a row of the frame, one cell a column.
    Table(Vec<Vec<Cell>>),
}

/// One prepared picture: what it is of, its empty frame, and its anonymous numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub(super) id: String,
    pub(super) slot: Option<String>,
    pub(super) measure: String,
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) frame: Frame,
    pub(super) body: Body,
    pub(super) notes: Vec<String>,
}

impl View {
    /// Stable name, from the data card.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The slot of a protocol that this view offers to fill.
    #[must_use]
    pub fn slot(&self) -> Option<&str> {
        self.slot.as_deref()
    }

    /// Label of the measure.
    #[must_use]
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// Subject, measure, group and window; says nothing of a score, so it may stand above empty axes.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How many students, and who is missing; only for after the reveal.
    #[must_use]
    pub fn subtitle(&self) -> &str {
        &self.subtitle
    }

    /// What may be known before the reveal.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// What is shown after it.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Sentences that belong under the picture after the reveal (groups hidden, how numbers are rounded).
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// A view that was asked for, or a group of it, that is not shown beside the others.
///
/// Decided in the order of the card, from who is in which group; never from a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub(super) id: String,
    pub(super) reason: String,
    pub(super) instead: Option<String>,
}

impl Refused {
    /// The view in which it would stand.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is not shown, and why, as a sentence; holds no number of students.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What would show more, as a sentence that begins with "Show it instead by".
    #[must_use]
    pub fn instead(&self) -> Option<&str> {
        self.instead.as_deref()
    }
}

/// Everything that may be shown of the data of one session.
#[derive(Clone, Debug, PartialEq)]
pub struct Admission {
    pub(super) title: String,
    pub(super) audience: Audience,
    pub(super) minimum_group: u32,
    pub(super) views: Vec<View>,
    pub(super) notices: Vec<String>,
    pub(super) refused: Vec<Refused>,
    pub(super) fingerprint: String,
    pub(super) rows_band: String,
    pub(super) guarded: Guarded,
    pub(super) door: Door,
}

/// The door that an admission came through. Each pass can be made in the file of its door alone, so that nothing else of `records`
/// can make an [`Admission`]. Which one it was makes no admission unlike another.
#[derive(Clone, Debug)]
pub(super) enum Door {
    /// Records were read.
    Records(super::admit::Pass),
    /// Stored views were read.
    Session(super::reopen::Pass),
}

impl PartialEq for Door {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The comment guard beside the views. It is no part of what is shown, so it makes no admission unlike another.
#[derive(Clone, Debug)]
pub(super) struct Guarded(pub(super) Option<Arc<Guard>>);

impl PartialEq for Guarded {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Admission {
    /// Title of the data, from the card.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who may see it.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Smallest group of which anything is shown.
    #[must_use]
    pub fn minimum_group(&self) -> u32 {
        self.minimum_group
    }

    /// What stands on every frame, export and report that is not meant for everybody, or whose minimum group was lowered below
    /// the usual one.
    #[must_use]
    pub fn badge(&self) -> Option<String> {
        let team = (self.audience == Audience::Team).then(|| "TEAM ONLY".to_owned());
        let lowered = (self.minimum_group < MINIMUM_GROUP).then(|| format!("GROUPS FROM {}", self.minimum_group));
        let words: Vec<String> = team.into_iter().chain(lowered).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// The pictures, in the order of the card.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// The view of this name.
    #[must_use]
    pub fn view(&self, id: &str) -> Option<&View> {
        self.views.iter().find(|view| view.id == id)
    }

    /// Sentences for the curtain: groups hidden, rows set aside, students not tested. They depend on membership only.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What was asked for and is not shown, in the order of the views. It depends on membership only.
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// Tells whether two sessions show the same data: 16 hexadecimal digits of a hash of the files and the cards, keyed by the
    /// installation, so that nobody else can confirm which file it was.
    #[must_use]
    pub fn data_fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// About how many rows the data have, such as `50-99 rows`.
    #[must_use]
    pub fn rows_band(&self) -> &str {
        &self.rows_band
    }

    /// Tells whether a text names a student; `None` where the data have no identifier, or were not read again.
    #[must_use]
    pub fn guard(&self) -> Option<&Guard> {
        self.guarded.0.as_deref()
    }

    /// Takes over the guard of `fresh`, an admission of the same data: for views that came back from a session. Whether the data
    /// are the same; if not, nothing changes.
    pub fn guard_like(&mut self, fresh: &Self) -> bool {
        let is_same = self.fingerprint == fresh.fingerprint;
        if is_same {
            self.guarded = fresh.guarded.clone();
        }
        is_same
    }
}
