//! What a picture is made of, in unit coordinates: rows of bars, columns over scores, or a plain table.
//!
//! A panel says what stands where and what is printed beside it; how many cells or pixels that takes is decided by those who
//! place it. Positions run from 0 (left, bottom) to 1 (right, top). `mark` is the key of a [`Mark`](super::Mark).

mod cloud;
mod heat;
mod lines;
mod multiples;

pub use cloud::{Cloud, Point, Reach};
pub use heat::{Corner, Heat, HeatHead, HeatRow, Tile};
pub use lines::{Guess, Lines, Series, Side, Spot};
pub use multiples::{Facet, Multiples};

use super::axis::Axis;

/// The body of a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Panel {
    /// One horizontal bar a row.
    Rows(Rows),
    /// Vertical bars over a scale of scores.
    Columns(Columns),
    /// Texts in rows and columns.
    Table(Table),
    /// Spans and points on a scale of numbers, one row a group.
    Tracks(Tracks),
    /// Lines over ordered windows.
    Lines(Lines),
    /// Numbers in shades, in rows and columns.
    Heat(Heat),
    /// Bars of several groups over one scale.
    Multiples(Multiples),
    /// Points over two scales.
    Cloud(Cloud),
}

impl Panel {
    /// Gives every shown number to `change`, in no order that matters.
    pub(super) fn for_each_value(&mut self, mut change: impl FnMut(&mut String)) {
        match self {
            Self::Rows(rows) => {
                for row in &mut rows.rows {
                    if let Bar::Segments(segments) = &mut row.bar {
                        for segment in segments {
                            change(&mut segment.text);
                        }
                    }
                    if let Some(sum) = &mut row.sum {
                        change(&mut sum.text);
                    }
                }
            }
            Self::Columns(columns) => {
                columns.bands.iter_mut().for_each(|band| change(&mut band.text));
                columns.bars.iter_mut().for_each(|bar| change(&mut bar.text));
                columns.bars.iter_mut().filter_map(|bar| bar.open.as_mut()).for_each(change);
            }
            Self::Table(table) => table.rows.iter_mut().flatten().for_each(|entry| change(&mut entry.text)),
            Self::Tracks(tracks) => {
                for row in &mut tracks.rows {
                    change(&mut row.end);
                    row.points.iter_mut().for_each(|point| change(&mut point.text));
                    row.details.iter_mut().for_each(|detail| change(&mut detail.text));
                }
            }
            Self::Multiples(multiples) => {
                let bands = multiples.groups.iter_mut().flat_map(|group| &mut group.bands);
                bands.for_each(|band| change(&mut band.text));
            }
            Self::Lines(lines) => {
                let spots = lines.series.iter_mut().flat_map(|series| &mut series.points).flatten();
                spots.for_each(|spot| change(&mut spot.text));
            }
            Self::Heat(heat) => {
                for row in &mut heat.rows {
                    row.tiles.iter_mut().for_each(|tile| change(&mut tile.text));
                    row.end.iter_mut().for_each(|end| change(&mut end.text));
                }
                heat.corners.iter_mut().for_each(|corner| change(&mut corner.value));
            }
            Self::Cloud(cloud) => {
                cloud.points.iter_mut().for_each(|point| change(&mut point.text));
                cloud.corners.iter_mut().for_each(|corner| change(&mut corner.value));
            }
        }
    }
}

/// What an area or a sign stands for; how it looks is the theme's matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The `index`-th of `count` ordered levels, lowest first, from 0.
    Level {
        /// From 0.
        index: usize,
        /// At least 1.
        count: usize,
    },
    /// Several levels that are not told apart.
    Merged,
    /// Students, without a level.
    Bar,
    /// What the group predicted.
    Prediction,
    /// A cut score.
    Cut,
    /// The median.
    Statistic,
    /// The `index`-th of several groups, from 0; only lines and points.
    Series {
        /// From 0, below 4.
        index: usize,
    },
    /// The earlier one of two windows.
    Before,
    /// The later one of two windows.
    After,
    /// Several students, as one dot.
    Dot,
    /// How much of something there is: the `index`-th of `count` shades, the least first.
    Shade {
        /// From 0.
        index: usize,
        /// At least 2.
        count: usize,
    },
}

impl Fill {
    /// Whether it is a sign on the common background rather than an area.
    #[must_use]
    pub fn is_sign(self) -> bool {
        matches!(self, Self::Cut | Self::Statistic | Self::Series { .. } | Self::Before | Self::After | Self::Dot)
    }
}

/// Horizontal bars under each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The horizontal scale.
    pub axis: Axis,
    /// The line at which every row is divided, if there is one.
    pub divide: Option<Divide>,
    /// Top to bottom.
    pub rows: Vec<Row>,
}

/// The line that divides diverging bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Divide {
    /// Its position.
    pub at: f64,
    /// What stands to the left, such as `below 3 Meeting`.
    pub below: String,
    /// What stands to the right, such as `at or above 3 Meeting`.
    pub above: String,
    /// How many entries of the legend belong to the left side.
    pub keys_below: usize,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is of.
    pub label: String,
    /// Students, as a number; `None` on empty axes and for a hidden row.
    pub n: Option<String>,
    /// The bar.
    pub bar: Bar,
    /// A number printed at the right end.
    pub sum: Option<Sum>,
    /// Predictions for the row.
    pub predictions: Vec<Pointer>,
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Bar {
    /// Nothing yet.
    Empty,
    /// Withheld; the words that stand in its place. It has no length.
    Hidden(String),
    /// Segments that touch, left to right.
    Segments(Vec<Segment>),
}

/// One segment of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Left end.
    pub from: f64,
    /// Right end, not below `from`.
    pub to: f64,
    /// What it stands for.
    pub fill: Fill,
    /// Printed in it always, such as `3`.
    pub short: String,
    /// Printed where there is room, such as `31-35%`.
    pub text: String,
    /// Key of its mark; `None` for a predicted segment.
    pub mark: Option<String>,
}

/// The number at the end of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// As shown.
    pub text: String,
    /// Key of its mark.
    pub mark: String,
}

impl Sum {
    /// `= 41-50%`; an open range such as `≥80%` has a sign of its own.
    #[must_use]
    pub fn words(&self) -> String {
        let is_open = self.text.starts_with(['\u{2264}', '\u{2265}', '<', '>']);
        format!("{} {}", if is_open { ' ' } else { '=' }, self.text)
    }
}

/// A sign at one position of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointer {
    /// Where.
    pub at: f64,
    /// What it stands for.
    pub fill: Fill,
    /// The value, such as `50%` or `median 207`.
    pub text: String,
    /// Key of its mark; `None` for a prediction.
    pub mark: Option<String>,
}

/// Vertical bars over a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// The horizontal scale.
    pub axis: Axis,
    /// Where the cut scores stand, ascending; the axis says which they are.
    pub cuts: Vec<f64>,
    /// The parts between the cuts; empty without cuts.
    pub bands: Vec<Band>,
    /// The bars, left to right.
    pub bars: Vec<Column>,
    /// Median and predicted median.
    pub pointers: Vec<Pointer>,
    /// The words that stand in place of the bars when all of them are withheld.
    pub hidden: Option<String>,
}

impl Columns {
    /// In how many stacks the dots of each bar stand, so that none is higher than `rows`: bars of one width have equally many, wider
    /// ones more, so that the dots, like bars, tell students by their area.
    #[must_use]
    pub fn stacks(&self, rows: usize) -> Vec<usize> {
        let width = |bar: &Column| bar.to - bar.from;
        let narrowest = self.bars.iter().map(width).filter(|width| *width > 0.0).fold(f64::INFINITY, f64::min);
        let units = |bar: &Column| (1..MOST_STACKS).rev().find(|units| *units as f64 <= width(bar) / narrowest + 1e-9);
        let units: Vec<usize> = self.bars.iter().map(|bar| units(bar).unwrap_or(1)).collect();
        let needed = |(bar, units): (&Column, &usize)| bar.dots.unwrap_or(0).div_ceil(rows.max(1) * units);
        let most = self.bars.iter().zip(&units).map(needed).max().unwrap_or(1).max(1);
        units.into_iter().map(|units| units * most).collect()
    }
}

/// A bar is never told as wider than so many of the narrowest.
const MOST_STACKS: usize = 64;

/// The part of the scale from one cut score to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Left end.
    pub from: f64,
    /// Right end.
    pub to: f64,
    /// Number and name of the level, such as `3 Meeting`; empty if it has no name.
    pub name: String,
    /// Percent of students in it, as shown; empty on empty axes.
    pub text: String,
    /// The prediction for it, such as `30%`.
    pub predicted: Option<String>,
    /// Key of its mark; `None` on empty axes.
    pub mark: Option<String>,
}

impl Band {
    /// Its share with the side that it is of, `below 3: 71-79%`, where it is of no single level: under the bars of several levels it
    /// would be read as that of one.
    #[must_use]
    pub fn told(&self) -> String {
        let words: Vec<&str> = self.name.split_whitespace().collect();
        match words.iter().position(|word| word.parse::<u32>().is_ok()) {
            Some(number) if number > 0 && !self.text.is_empty() => {
                format!("{}: {}", words[..=number].join(" "), self.text)
            }
            _ => self.text.clone(),
        }
    }
}

/// One vertical bar. Its area tells how many students it holds, so a bar that covers more scores is lower.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Left end.
    pub from: f64,
    /// Right end.
    pub to: f64,
    /// From 0 to 1; the highest bar has 1.
    pub height: f64,
    /// Dots in place of the bar, each of as many students; none where it is a bar.
    pub dots: Option<usize>,
    /// The count, as shown; `*` when withheld (then the height is 0).
    pub text: String,
    /// The range in words, where an end is open, such as `under 195`.
    pub open: Option<String>,
    /// Key of its mark; `None` when withheld.
    pub mark: Option<String>,
}

/// A plain table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Heads; the first is that of the row labels.
    pub heads: Vec<Head>,
    /// Row labels first; as many entries as heads.
    pub rows: Vec<Vec<Entry>>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// What the column holds.
    pub text: String,
    /// Whether its texts end at the right.
    pub right: bool,
}

/// One text of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As shown.
    pub text: String,
    /// Key of its mark, if it can be chosen.
    pub mark: Option<String>,
    /// Whether it is a prediction.
    pub predicted: bool,
}

/// Spans and points on one scale of numbers, one row a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Tracks {
    /// The horizontal scale.
    pub axis: Axis,
    /// Where the cut scores stand, ascending; the axis says which they are.
    pub cuts: Vec<f64>,
    /// Letters kept for the numbers at the end of each row.
    pub room: usize,
    /// Whether the rows are boxes: up to five numbers each, and none beside those at their points.
    pub is_boxed: bool,
    /// Top to bottom.
    pub rows: Vec<Track>,
}

/// One row of spans and points.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// What it is of.
    pub label: String,
    /// Students, as a number; `None` on empty axes and for a hidden row.
    pub n: Option<String>,
    /// The words that stand in place of everything when the row is withheld.
    pub hidden: Option<String>,
    /// Left to right; drawn under the points.
    pub spans: Vec<Span>,
    /// Left to right.
    pub points: Vec<Pointer>,
    /// Printed at the right end, such as `206 to 213`.
    pub end: String,
    /// Further numbers of the row, such as `grew 61-65%`.
    pub details: Vec<Detail>,
    /// Predictions for the row.
    pub predictions: Vec<Pointer>,
}

impl Track {
    /// A row before the reveal.
    pub(super) fn empty(label: &str, prediction: Option<Pointer>) -> Self {
        Self {
            label: label.to_owned(),
            n: None,
            hidden: None,
            spans: Vec::new(),
            points: Vec::new(),
            end: String::new(),
            details: Vec::new(),
            predictions: prediction.into_iter().collect(),
        }
    }
}

/// A part of a scale between two numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Left end.
    pub from: f64,
    /// Right end, not below `from`.
    pub to: f64,
    /// What an area stands for; a thin line where there is none.
    pub fill: Option<Fill>,
}

/// A number that has words but no place.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// As shown, such as `grew 61-65%`.
    pub text: String,
    /// Key of its mark.
    pub mark: Option<String>,
}
