//! The pictures that a card can ask for, and what to ask for in place of others.

use crate::diagnostic::{Finding, Findings, Place};
use crate::document::{self, Fields, Located};
use crate::text;

use super::super::admitted::MarkForm;
use super::views::{Places, Show};
use super::{Audience, Unit};
use super::{Card, Measure};

/// The pictures that are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::records) enum Kind {
    Levels,
    Distribution,
    Groups,
    Box,
    Change,
    Windows,
    Grid,
    Items,
    Marks(MarkForm),
    Table,
}

const KINDS: [(&str, Kind); 12] = [
    ("levels", Kind::Levels),
    ("distribution", Kind::Distribution),
    ("groups", Kind::Groups),
    ("box", Kind::Box),
    ("change", Kind::Change),
    ("windows", Kind::Windows),
    ("grid", Kind::Grid),
    ("items", Kind::Items),
    ("dots", Kind::Marks(MarkForm::Dots)),
    ("scatter", Kind::Marks(MarkForm::Scatter)),
    ("rows", Kind::Marks(MarkForm::Rows)),
    ("table", Kind::Table),
];

/// Other pictures people ask for, and what to ask for instead.
const INSTEAD: [(&[&str], &str); 9] = [
    (&["pie", "donut", "doughnut", "gauge", "speedometer", "radar", "3d"], "levels"),
    (
        &["traffic-light", "traffic light", "proficiency", "stacked", "likert", "bar", "bars", "column", "columns"],
        "levels",
    ),
    (&["histogram", "hist", "dot", "dot plot", "strip", "violin", "bell curve", "density"], "distribution"),
    (&["boxplot", "box plot", "box-plot", "whisker", "quartiles"], "box"),
    (&["scatterplot", "scatter plot", "bubble", "quadrant", "quadrants", "mood", "mood meter", "mood-meter"], "grid"),
    (&["line", "lines", "trend", "sparkline", "dual axis", "dual-axis", "dualaxis", "area"], "windows"),
    (&["growth", "slope", "slopegraph", "dumbbell", "gain", "progress"], "change"),
    (&["item", "item-analysis", "item analysis", "heatmap", "heat map", "standards"], "items"),
    (&["ranking", "rank", "league", "league table", "league-table", "matrix", "crosstab"], "table"),
];

impl Kind {
    /// Reads `kind`; a picture that is never drawn gets a finding that names the better one.
    pub(super) fn decode(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let word = fields.required_string("kind")?;
        if let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == word.value) {
            return Some(*kind);
        }
        let asked = word.value.trim().to_lowercase();
        let Some((_, better)) = INSTEAD.iter().find(|(words, _)| words.contains(&asked.as_str())) else {
            let known = KINDS.iter().map(|(known, _)| *known);
            fields.findings().add(document::unknown_word("kind", &word, known));
            return None;
        };
        let message = format!("`{}` is not a picture of chartpaper", text::cut(&text::sanitise(&asked), 40));
        let finding = Finding::error("other-picture", Place::Bytes(word.bytes), message);
        let why = match *better {
            "levels" => {
                "ask for kind = \"levels\": bars side by side, one row a group or window, that a back row can compare"
            }
            "box" => "ask for kind = \"box\": quartiles on one scale, without the least and the greatest score",
            "grid" => {
                "ask for kind = \"grid\", with measure = \"...\" and against = \"...\": how many students lie in each quadrant"
            }
            "windows" => "ask for kind = \"windows\": one scale, at most four lines, each with its label",
            "change" => "ask for kind = \"change\": the same students in two windows",
            "items" => "ask for kind = \"items\": the share that solved each item, the hardest first",
            "table" => "ask for kind = \"table\", with one row a group in the order of the card, which ranks nobody",
            _ => "ask for kind = \"distribution\": how the scores are spread, without a mark for a student",
        };
        fields.findings().add(finding.hint(why));
        None
    }

    /// Whether two measures are told together.
    pub(in crate::records) fn takes_two(self) -> bool {
        matches!(self, Self::Grid | Self::Marks(MarkForm::Scatter | MarkForm::Rows))
    }

    /// Whether one number is chosen by `show` for the whole picture.
    pub(in crate::records) fn has_quantity(self) -> bool {
        matches!(self, Self::Change | Self::Windows)
    }

    /// Whether it shows windows of time beside each other, whatever `by` says.
    pub(in crate::records) fn is_over_time(self) -> bool {
        matches!(self, Self::Change | Self::Windows)
    }

    /// What sets pictures of the same students apart.
    pub(in crate::records) fn words(self) -> &'static str {
        match self {
            Self::Levels => "levels",
            Self::Distribution => "distribution",
            Self::Groups => "distributions",
            Self::Box => "quartiles",
            Self::Change => "change",
            Self::Windows => "over time",
            Self::Grid => "in bands",
            Self::Items => "items",
            Self::Marks(_) => "one mark each",
            Self::Table => "table",
        }
    }

    /// Whether bars are drawn, each of which counts students.
    pub(in crate::records) fn has_bars(self) -> bool {
        matches!(self, Self::Distribution | Self::Groups)
    }
}

/// Where a view stands in the card, and how its faults are told.
pub(super) struct Asked<'c> {
    pub(super) card: &'c Card,
    pub(super) kind: Kind,
    pub(super) measure: &'c Measure,
    pub(super) second: Option<&'c Measure>,
    pub(super) by: Option<&'c str>,
    pub(super) show: &'c [Show],
    pub(super) places: &'c Places,
    pub(super) findings: &'c Findings,
}

impl Asked<'_> {
    /// A finding at the value of a key, or at the view if it has no such key.
    fn refuse(&self, code: &'static str, key: &str, message: &str, hint: &str) {
        self.findings.add(Finding::error(code, self.places.of(key), message).hint(hint));
    }

    /// Whether the measure can be drawn like this.
    pub(super) fn check(&self) {
        let scale = &self.measure.scale;
        let is_grouped = self.by.is_some();
        match self.kind {
            Kind::Levels if scale.cuts.is_empty() => {
                let hint =
                    "add cuts = [{ at = 205, name = \"Meeting\" }] to the measure, or ask for kind = \"distribution\"";
                self.refuse("no-levels", "kind", "this measure has no cut scores, so it has no levels", hint);
            }
            Kind::Distribution if is_grouped => {
                let hint = "leave `by` out; for one group add only = { column = \"label\" }, to compare groups ask for kind = \"groups\" or \"levels\"";
                self.refuse("distribution-by", "by", "a distribution is of one group", hint);
            }
            Kind::Groups | Kind::Box if !is_grouped => {
                self.refuse(
                    "no-by",
                    "kind",
                    "this picture compares groups",
                    "add by = \"...\" with a group or class column",
                );
            }
            Kind::Box if scale.is_ordered() => {
                self.refuse("mean-of-levels", "kind", "ordered answers have no quartiles", "ask for kind = \"levels\"");
            }
            Kind::Grid if is_grouped => {
                let hint = "leave `by` out; for one group add only = { column = \"label\" }";
                self.refuse("grid-by", "by", "a grid is of one group", hint);
            }
            Kind::Marks(_) => self.check_marks(),
            Kind::Table => self.check_table(),
            Kind::Change | Kind::Windows => self.check_quantity(),
            _ => {}
        }
        if self.kind.takes_two() {
            self.check_second();
        }
        if !self.show.is_empty() && self.kind != Kind::Table && !self.kind.has_quantity() {
            self.refuse("show", "show", "`show` belongs to a table, a change and windows", "leave it out");
        }
    }

    fn check_marks(&self) {
        if self.card.audience != Audience::Team {
            let hint = "ask for kind = \"distribution\" or \"grid\"; a team that looks at its own students writes audience = \"team\"";
            self.refuse("row-marks", "kind", "one mark a student is not shown to a room", hint);
        } else if self.card.unit == Unit::Adult {
            self.refuse(
                "row-marks",
                "kind",
                "one mark a person is never drawn of grown-ups",
                "ask for kind = \"levels\"",
            );
        }
        if self.by.is_some() {
            let hint = "leave `by` out; for one group add only = { column = \"label\" }";
            self.refuse("row-marks", "by", "a mark never tells of which group its student is", hint);
        }
    }

    fn check_second(&self) {
        let is_needed = self.kind != Kind::Marks(MarkForm::Rows);
        match self.second {
            None if is_needed => {
                self.refuse(
                    "no-second",
                    "kind",
                    "this picture is of two measures",
                    "add against = \"...\" with another measure",
                );
            }
            Some(second) if second.name == self.measure.name => {
                self.refuse(
                    "no-second",
                    "against",
                    "a measure tells nothing against itself",
                    "name another measure in `against`",
                );
            }
            _ => {}
        }
    }

    fn check_table(&self) {
        let scale = &self.measure.scale;
        if scale.is_ordered() && self.show.iter().any(|show| matches!(show, Show::Mean | Show::Median)) {
            let hint = "show \"n\" and \"above\", or ask for kind = \"levels\"";
            self.refuse("mean-of-levels", "show", "ordered answers have no mean and no median", hint);
        }
        if scale.target.is_none() && self.show.contains(&Show::Above) {
            let message = "the measure does not say which level counts as reached";
            self.refuse(
                "no-cut",
                if self.show.is_empty() { "kind" } else { "show" },
                message,
                "add at_or_above = \"...\" to it",
            );
        }
        if scale.cuts.is_empty() && self.show.contains(&Show::Counts) {
            let message = "this measure has no cut scores, so there is nothing to count";
            self.refuse("no-levels", "show", message, "add cuts to the measure");
        }
    }

    fn check_quantity(&self) {
        let scale = &self.measure.scale;
        match self.show {
            [] if scale.is_ordered() && scale.target.is_none() => {
                let message = "the measure does not say which level counts as reached";
                self.refuse(
                    "no-cut",
                    if self.show.is_empty() { "kind" } else { "show" },
                    message,
                    "add at_or_above = \"...\" to it",
                );
            }
            [] => {}
            [Show::Mean | Show::Median | Show::Above] => self.check_table(),
            _ => {
                let hint = "write show = [\"median\"], [\"mean\"] or [\"above\"]";
                self.refuse("show", "show", "this picture shows one number for each group and window", hint);
            }
        }
    }

    /// A key that this kind has no use for.
    pub(super) fn check_unused(&self, key: &'static str, found: Option<&Located<bool>>, is_used: bool, hint: &str) {
        if found.is_some_and(|found| found.value) && !is_used {
            self.refuse("unused-key", key, &format!("`{key}` has no meaning for this picture"), hint);
        }
    }
}
