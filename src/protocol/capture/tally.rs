//! What is counted: polls, scales, a plane, dots.

use crate::protocol::StepIndex;

/// How grown-ups answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// By raised hands, which everybody sees: counts are told at any number of people.
    #[default]
    Hands,
    /// On slips, which nobody sees: counts are told from ten people on, words from five, nothing below.
    Slips,
}

impl Answers {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] = &[("hands", Self::Hands), ("slips", Self::Slips)];
}

/// A capture of counts, one for each choice.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "the keys of the schema, each of its own")]
pub struct Poll {
    /// What can be chosen, at least two.
    pub choices: Vec<String>,
    /// Fist to five: the choices are 0 to 5 fingers.
    pub fist: bool,
    /// A person may choose several.
    pub multi: bool,
    /// Told in percent of the people.
    pub percent: bool,
    /// With `fist`, the number of fingers that everybody shows; else the percentage that one choice reaches.
    pub threshold: Option<u32>,
    /// May be taken again.
    pub revote: bool,
    /// Followed across sessions, each choice by its text.
    pub series_key: bool,
    /// How people answer.
    pub answers: Answers,
}

/// A capture of counts, one for each level of each item.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// What is rated; empty when it comes from an earlier step.
    pub items: Vec<ScaleItem>,
    /// The earlier step whose comments, rows or choices are rated.
    pub item_from: Option<StepIndex>,
    /// The lowest level.
    pub low: i64,
    /// The highest level, at most ten above the lowest.
    pub high: i64,
    /// The earlier scale that stands beside.
    pub compare: Option<StepIndex>,
    /// Followed across sessions, each item by its key.
    pub series_key: bool,
    /// How people answer.
    pub answers: Answers,
}

/// What is rated.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleItem {
    /// Stable across sessions and wordings.
    pub key: String,
    /// The words.
    pub text: String,
}

/// A capture of counts, one for each quadrant of a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// From left to right.
    pub x: Axis,
    /// From bottom to top.
    pub y: Axis,
    /// Upper left, upper right, lower left, lower right.
    pub quadrants: [String; 4],
    /// People are entered one by one, each with a point; else counted by quadrant.
    pub points: bool,
    /// Nothing is told of fewer people; only for slips. At least 5.
    pub min_group: u32,
    /// The earlier plane that stands beside.
    pub compare: Option<StepIndex>,
    /// Followed across sessions.
    pub series_key: bool,
    /// How people answer; slips where the protocol does not say it.
    pub answers: Answers,
}

/// One axis of a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it means.
    pub label: String,
    /// Its least value.
    pub min: i64,
    /// Its greatest value.
    pub max: i64,
}

/// A capture of dots.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    /// The earlier step that is voted on.
    pub from: StepIndex,
    /// How many dots each person has; shown, never enforced.
    pub dots: u32,
    /// How many go on; `None`: as many as the group keeps.
    pub keep: Option<u32>,
}

impl Plane {
    /// The words of the schema for how people are entered, and whether it is by points.
    pub const ENTRIES: &[(&str, bool)] = &[("tally-by-quadrant", false), ("point", true)];

    /// Position of the quadrant in which a point lies; one on a line between two lies in the upper or right one.
    #[must_use]
    pub fn quadrant(&self, x: i64, y: i64) -> usize {
        let upper = |axis: &Axis, value: i64| value * 2 >= axis.min + axis.max;
        usize::from(!upper(&self.y, y)) * 2 + usize::from(upper(&self.x, x))
    }
}

impl Scale {
    /// Its levels, the lowest first.
    pub fn levels(&self) -> impl Iterator<Item = i64> + use<> {
        self.low..=self.high
    }
}
