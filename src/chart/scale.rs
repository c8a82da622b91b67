//! A scale of scores as a picture uses it: its axis, where its cut scores stand, and the levels between them.

use super::{Axis, Target, number, numbered};
use crate::records::{Cut, Number, ScoreScale};

/// Up to this many steps a single score is wide enough to be seen (about 2 of 76 columns).
const COARSE: f64 = 40.0;

/// A scale of scores with what is told of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scores<'a> {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
    pub(super) cuts: &'a [Cut],
    pub(super) below: Option<&'a str>,
    /// The level with which the upper of two parts begins, where only these are told.
    pub(super) split: Option<usize>,
}

/// The scores of one level, or of one of two parts: from the first to the first behind them, its name, and name with range.
pub(super) struct Level {
    pub(super) key: String,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) name: String,
    pub(super) label: String,
}

impl<'a> Scores<'a> {
    /// A whole scale, of which every level is told.
    pub(super) fn of(scale: &'a ScoreScale) -> Self {
        let (low, high, step) = (scale.low(), scale.high(), scale.step());
        Self { low, high, step, cuts: scale.cuts(), below: scale.below(), split: None }
    }

    pub(super) fn axis(&self, measure: &str) -> Axis {
        Axis {
            name: measure.to_owned(),
            unit: String::new(),
            low: self.edge(self.low),
            high: self.edge(self.high + self.step),
            grain: self.step,
            mirrored: false,
            fixed: self.cuts.iter().map(Cut::score).collect(),
        }
    }

    /// Where the bar of a score begins on the axis.
    pub(super) fn edge(&self, score: f64) -> f64 {
        let is_coarse = self.high - self.low <= COARSE * self.step;
        score - if is_coarse { self.step / 2.0 } else { 0.0 }
    }

    /// What shares are told of: the two parts of a small group, else the parts between the cuts.
    pub(super) fn bands(&self) -> Vec<Level> {
        let meeting = self.split.and_then(|split| Some((split, self.cuts.get(split.checked_sub(1)?)?)));
        match meeting {
            Some((split, cut)) => self.parts(split, cut).into(),
            None if self.cuts.is_empty() => Vec::new(),
            None => self.levels(),
        }
    }

    /// The share of each band.
    pub(super) fn band_targets(&self) -> Vec<Target> {
        let target =
            |level: Level| Target { key: level.key, label: level.label, low: 0.0, high: 100.0, unit: "%".to_owned() };
        self.bands().into_iter().map(target).collect()
    }

    /// On which level, from 0, a told score lies; nothing where what is told of it reaches over a cut score.
    pub(super) fn level_of(&self, score: &Number) -> Option<usize> {
        let reached = |score: f64| self.cuts.iter().filter(|cut| cut.score() <= score + self.step * 1e-6).count();
        if !score.is_range() {
            return Some(reached(score.middle()));
        }
        let (low, high) = (reached(score.low()), reached(score.high()));
        (low == high).then_some(low)
    }

    fn parts(&self, split: usize, cut: &Cut) -> [Level; 2] {
        let score = cut.score();
        let level = if cut.name().is_empty() { String::new() } else { numbered(split + 1, cut.name()) };
        let part = |key: &str, word: &str, range: String, from: f64, to: f64| {
            let name = if level.is_empty() { String::new() } else { format!("{word} {level}") };
            let label = if name.is_empty() { range } else { format!("{name} ({range})") };
            Level { key: key.to_owned(), from, to, name, label }
        };
        [
            part("band/below", "below", format!("under {}", number(score)), self.low, score),
            part("band/above", "at or above", format!("{} and above", number(score)), score, self.high + self.step),
        ]
    }

    pub(super) fn levels(&self) -> Vec<Level> {
        let mut bands = Vec::new();
        for index in 0..=self.cuts.len() {
            let from = index.checked_sub(1).and_then(|before| self.cuts.get(before));
            let to = self.cuts.get(index);
            let range = match (from, to) {
                (Some(from), Some(to)) if to.score() - from.score() < 1.5 * self.step => number(from.score()),
                (Some(from), Some(to)) => format!("{} to {}", number(from.score()), number(to.score() - self.step)),
                (Some(from), None) => format!("{} and above", number(from.score())),
                (None, Some(to)) => format!("under {}", number(to.score())),
                (None, None) => String::new(),
            };
            let name = match from.map_or(self.below, |cut| Some(cut.name())) {
                Some(name) if !name.is_empty() => numbered(index + 1, name),
                _ => String::new(),
            };
            bands.push(Level {
                key: band_key(index),
                from: from.map_or(self.low, Cut::score),
                to: to.map_or(self.high + self.step, Cut::score),
                label: if name.is_empty() { range } else { format!("{name} ({range})") },
                name,
            });
        }
        bands
    }

    /// Where the cut scores stand.
    pub(super) fn cut_places(&self, axis: &Axis) -> Vec<f64> {
        self.cuts.iter().map(|cut| axis.at(self.edge(cut.score()))).collect()
    }
}

fn band_key(index: usize) -> String {
    format!("band/{}", index + 1)
}
