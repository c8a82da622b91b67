//! The data card: which column is what, cut scores, and which views to prepare.
//!
//! Owns the schema and its meaning; depends on `document` and `diagnostic`. A card that decodes without an error holds only
//! references that resolve inside it; whether they fit a file is checked at admission. Nothing of it is a student's.

mod codes;
mod decode;
mod items;
mod join;
mod kinds;
mod scale;
mod schema;
mod source;
mod start;
mod union;
mod views;

pub use codes::{CARD_CODES, CARD_SAMPLE};
pub use schema::card_schema;
pub use start::starting_card;

pub(in crate::records) use decode::decode;
pub(in crate::records) use join::{Join, Unknown};
pub(in crate::records) use kinds::Kind;
pub(in crate::records) use scale::{Misfit, Scale};
pub(in crate::records) use union::{Member, Union, tell_apart};
pub(in crate::records) use views::{Places, Request, Show, default_columns};

use crate::diagnostic::{Findings, Report};
use crate::document::{self, Located};

use super::Audience;
use super::intake::Stated;

/// Smallest group of which anything is shown, unless the card says otherwise (standard: NCES 2011-603, ten in most states).
pub(in crate::records) const MINIMUM_GROUP: u32 = 10;

/// No card may go below this (standard: the lowest floor in use for a school's own staff).
pub(in crate::records) const LOWEST_MINIMUM: u32 = 5;

/// Everything that is wrong in the text of a data card, or could be better; `file` is its name in the report. See [`CARD_CODES`].
/// Whether the card fits a data file is found at admission.
#[must_use]
pub fn check_card(file: &str, text: &str) -> Report {
    if let Some(report) = refuse_other(file, text) {
        return report;
    }
    let findings = Findings::default();
    // Only what was found on the way is of interest here.
    let _ = decode(text, &findings);
    Report::of_text(file, text, findings)
}

/// The refusal of a text that is no data card: perhaps a data file, so nothing of it is quoted.
pub(in crate::records) fn refuse_other(file: &str, text: &str) -> Option<Report> {
    const KEYS: &[&str] = &[
        "schema",
        "title",
        "audience",
        "minimum_group",
        "column",
        "view",
        "fold",
        "join",
        "source",
        "subject",
        "design",
        "unit",
    ];
    let hint = "a data card is TOML; write one with: chartpaper card FILE.csv -o FILE.toml";
    (!document::is_ours(text, KEYS)).then(|| Report::of_file(file, "not-a-card", "this file is not a data card", hint))
}

/// A decoded data card.
pub(in crate::records) struct Card {
    pub(in crate::records) title: String,
    pub(in crate::records) audience: Audience,
    pub(in crate::records) minimum_group: u32,
    pub(in crate::records) unit: Unit,
    /// File name of the data, where it is not the card's own stem.
    pub(in crate::records) file: Option<Located<String>>,
    /// How the file is written, as far as the card states it.
    pub(in crate::records) source: Stated,
    /// Every column that the card names, also those that are dropped.
    pub(in crate::records) named: Vec<Located<String>>,
    /// Those whose role or scale has a finding; views that name them get no further one.
    faulty: Vec<String>,
    pub(in crate::records) identifiers: Vec<String>,
    pub(in crate::records) categories: Vec<Category>,
    pub(in crate::records) measures: Vec<Measure>,
    pub(in crate::records) views: Vec<Request>,
    /// How the files of further cards are joined to this one's, if this card is the first.
    pub(in crate::records) join: Option<Join>,
    /// The sources whose cards ask for no view, so that good ones are prepared.
    pub(in crate::records) drafted: Vec<usize>,
    /// Names of further cards, as views may write them, and those that stand here.
    names: union::Names,
    /// Views may name what other cards have, about which nothing is known.
    is_open: bool,
}

/// Whether windows are compared over the same students.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::records) enum Design {
    /// Those with a value in every window that is shown.
    Cohort,
    /// Whoever was tested in each window.
    CrossSection,
}

/// Of whom a row of the file tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::records) enum Unit {
    Student,
    Adult,
}

impl Unit {
    /// The word for several of them.
    pub(in crate::records) fn plural(self) -> &'static str {
        match self {
            Self::Student => "students",
            Self::Adult => "people",
        }
    }
}

/// What a column with few values is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::records) enum Part {
    Group,
    Class,
    Time,
}

/// A column by which views may group or filter.
#[derive(Clone)]
pub(in crate::records) struct Category {
    pub(in crate::records) name: String,
    pub(in crate::records) label: String,
    pub(in crate::records) part: Part,
    /// Values of the file in the order of their rows; further values follow in natural order.
    pub(in crate::records) order: Vec<String>,
    /// Value of the file, label in the pictures.
    pub(in crate::records) labels: Vec<(String, String)>,
    /// Label, values of the file that are one group.
    pub(in crate::records) merge: Vec<(String, Vec<String>)>,
    pub(in crate::records) missing: Vec<String>,
    /// Of several cards as one, those that have the column.
    sources: Vec<usize>,
}

/// Something that was measured.
#[derive(Clone)]
pub(in crate::records) struct Measure {
    pub(in crate::records) name: String,
    pub(in crate::records) label: String,
    pub(in crate::records) scale: Scale,
    pub(in crate::records) missing: Vec<String>,
    pub(in crate::records) source: Source,
    /// For an item of a test.
    pub(in crate::records) item: Option<Item>,
    /// Whom it was measured of, as the card says it.
    pub(in crate::records) subject: Option<String>,
    pub(in crate::records) design: Design,
    /// Of several cards as one, those of its columns.
    sources: Vec<usize>,
}

/// An item of a test. Its levels are "not solved" and "solved", or its options and "no answer".
#[derive(Clone)]
pub(in crate::records) struct Item {
    /// The items of one test are shown together.
    pub(in crate::records) test: String,
    /// For an item with options: how many there are, and which is right.
    pub(in crate::records) options: Option<(usize, usize)>,
}

/// Where the values of a measure stand.
#[derive(Clone)]
pub(in crate::records) enum Source {
    /// In the column of the measure's name.
    Column,
    /// In several columns, one a window or question.
    Fold {
        /// Name of the dimension that tells them apart.
        by: String,
        /// What it is called.
        by_label: String,
        /// Column of the file and its label, in order.
        columns: Vec<(Located<String>, String)>,
    },
}

impl Card {
    /// Whether a picture may need several scores of a student side by side: two windows, two measures, the items of a test.
    pub(in crate::records) fn tells_together(&self) -> bool {
        let has_times = self.categories.iter().any(|category| category.part == Part::Time);
        let is_joined = |view: &Request| view.kind.is_over_time() || view.kind.takes_two();
        let by_default = |measure: &Measure| {
            !measure.scale.is_ordered() && (measure.fold().is_some() || (has_times && !self.identifiers.is_empty()))
        };
        self.measures.iter().any(|measure| measure.item.is_some())
            || self.views.iter().any(is_joined)
            || (self.views.is_empty() && (self.measures.len() > 1 || self.measures.iter().any(by_default)))
    }

    /// The measure of this name.
    pub(in crate::records) fn measure(&self, name: &str) -> Option<&Measure> {
        let name = self.names.measure(name);
        self.measures.iter().find(|measure| measure.name == name)
    }

    /// The grouping column of this name.
    pub(in crate::records) fn category(&self, name: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.name == name)
    }

    /// The time columns that tell rows of the measure apart.
    pub(in crate::records) fn times(&self, measure: &Measure) -> impl Iterator<Item = &Category> {
        let all = self.categories.iter().filter(|category| category.part == Part::Time);
        all.filter(|category| category.tells_of(measure))
    }

    /// Whether a name that nothing here has may still be meant: it was told elsewhere what is wrong, or another card may have it.
    fn excuses(&self, name: &str) -> bool {
        self.is_open || self.faulty.iter().any(|faulty| faulty == name)
    }
}

impl Category {
    /// Whether a row that has a score of the measure can have a value here: groups are of students, windows of the rows of a file.
    pub(in crate::records) fn tells_of(&self, measure: &Measure) -> bool {
        self.part != Part::Time || measure.sources.iter().all(|source| self.sources.contains(source))
    }
}

impl Measure {
    /// One of a single card; whom it was measured of is added when the whole card is read.
    fn new(name: String, label: String, scale: Scale, missing: Vec<String>, source: Source) -> Self {
        let (subject, design) = (None, Design::CrossSection);
        Self { name, label, scale, missing, source, item: None, subject, design, sources: Vec::new() }
    }

    /// The first of the joined sources in which it is; 0 where there is one.
    pub(in crate::records) fn source(&self) -> usize {
        self.sources.first().copied().unwrap_or_default()
    }

    /// The step that counts as no answer to an item.
    pub(in crate::records) fn blank(&self) -> Option<u32> {
        let (count, _) = self.item.as_ref()?.options.unwrap_or_default();
        u32::try_from(count).ok()
    }

    /// Name and label of the dimension of a folded measure.
    pub(in crate::records) fn fold(&self) -> Option<(&str, &str)> {
        match &self.source {
            Source::Column => None,
            Source::Fold { by, by_label, .. } => Some((by, by_label)),
        }
    }
}

#[cfg(test)]
mod tests;
