//! How the scores of one group are spread: a histogram whose bars break at the cut scores.
//!
//! Bars may cover different ranges, because small ones were merged. A bar's area tells its students: its height is the
//! count divided by the range, as a histogram is defined, because a merged tail drawn by its count alone looks like a peak. The
//! count itself is printed on every bar, and a note says so where ranges differ.
//!
//! A bar that begins at a score holds it, so the axis ends one step behind the greatest score. On a coarse scale, such as 1 to 7,
//! all edges are drawn half a step lower: every score stands in the middle of its bar.

use super::{
    Axis, Band, Column, Columns, Fill, Heading, Key, Mark, PREDICTED, Panel, Plot, Pointer, Predicted, Target, Value,
    Values, hidden_words, key, number, numbered, prediction_key,
};
use crate::records::{Bin, Body, Cell, Cut, Number, Spread};

const AREA_NOTE: &str = "The area of a bar, not its height, tells its students; the number on it counts them.";

/// More dots than this are not drawn for one bin.
const MOST_DOTS: f64 = 400.0;

/// Up to this many steps a single score is wide enough to be seen (about 2 of 76 columns).
const COARSE: f64 = 40.0;

/// The frame of a distribution.
#[derive(Debug)]
pub(super) struct Scores<'a> {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
    pub(super) cuts: &'a [Cut],
    pub(super) below: Option<&'a str>,
    /// The level with which the upper of two parts begins, where only these are told.
    pub(super) split: Option<usize>,
    /// How many students a dot stands for, where there are dots in place of bars.
    pub(super) dot: Option<u32>,
}

/// The scores of one level, or of one of two parts: from the first to the first behind them, its name, and name with range.
struct Level {
    key: String,
    from: f64,
    to: f64,
    name: String,
    label: String,
}

/// A distribution's body by reference.
pub(super) struct Shown<'a> {
    n: &'a Cell,
    bins: &'a [Bin],
    median: &'a Cell,
    bands: &'a [Cell],
}

impl<'a> Shown<'a> {
    fn of(body: &'a Body) -> Self {
        match body {
            Body::Distribution { n, bins, median, bands } => Self { n, bins, median, bands },
            _ => Self::of_spread(None),
        }
    }

    /// The same of one of several groups; a group that is not there is hidden.
    pub(super) fn of_spread(spread: Option<&'a Spread>) -> Self {
        match spread {
            Some(spread) => Self { n: spread.n(), bins: spread.bins(), median: spread.median(), bands: spread.bands() },
            None => Self { n: &Cell::Hidden, bins: &[], median: &Cell::Hidden, bands: &[] },
        }
    }

    /// The share of a band, one of `count`. A body of another number of shares (a session of the first days) tells of other
    /// bands, and nothing of these.
    fn share(&self, index: usize, count: usize) -> Option<&'a Cell> {
        if self.bands.len() == count { self.bands.get(index) } else { Some(&Cell::Hidden) }
    }
}

impl Scores<'_> {
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
    fn edge(&self, score: f64) -> f64 {
        let is_coarse = self.high - self.low <= COARSE * self.step;
        score - if is_coarse { self.step / 2.0 } else { 0.0 }
    }

    /// What shares are told of: the two parts of a small group, else the parts between the cuts.
    fn bands(&self) -> Vec<Level> {
        let meeting = self.split.and_then(|split| Some((split, self.cuts.get(split.checked_sub(1)?)?)));
        match meeting {
            Some((split, cut)) => self.parts(split, cut).into(),
            None if self.cuts.is_empty() => Vec::new(),
            None => self.levels(),
        }
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

    fn levels(&self) -> Vec<Level> {
        let mut bands = Vec::new();
        for index in 0..=self.cuts.len() {
            let from = index.checked_sub(1).and_then(|before| self.cuts.get(before));
            let to = self.cuts.get(index);
            let range = match (from, to) {
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

    /// One target for each level band, then the median.
    pub(super) fn targets(&self) -> Vec<Target> {
        let mut targets: Vec<Target> = self
            .bands()
            .into_iter()
            .map(|level| Target { key: level.key, label: level.label, low: 0.0, high: 100.0, unit: "%".to_owned() })
            .collect();
        targets.push(Target {
            key: MEDIAN.to_owned(),
            label: "Middle score (median)".to_owned(),
            low: self.low,
            high: self.high,
            unit: String::new(),
        });
        targets
    }

    pub(super) fn plot(&self, measure: &str, body: Option<&Body>, predicted: Predicted<'_>) -> Plot {
        let targets = self.targets();
        let guessed = predicted.any(&targets);
        let shown = body.map(Shown::of);
        let (columns, marks) = self.columns(measure, shown.as_ref(), predicted);
        Plot {
            title: String::new(),
            subtitle: String::new(),
            legend: self.legend(guessed),
            notes: shown.as_ref().map_or_else(Vec::new, |shown| self.notes(shown.bins)),
            values: shown
                .as_ref()
                .map_or_else(|| predicted.values(&targets), |shown| self.values(shown, predicted, guessed)),
            summary: shown.as_ref().map_or_else(|| self.summary_of_axes(measure), |shown| self.summary(shown)),
            marks,
            panel: Panel::Columns(columns),
        }
    }

    /// What stands where, and what of it can be chosen.
    pub(super) fn columns(
        &self,
        measure: &str,
        shown: Option<&Shown<'_>>,
        predicted: Predicted<'_>,
    ) -> (Columns, Vec<Mark>) {
        let axis = self.axis(measure);
        let mut marks = Vec::new();
        let bands = self.resolve_bands(&axis, shown, predicted, &mut marks);
        let bars = shown.map_or_else(Vec::new, |shown| self.bars(&axis, shown.bins, &mut marks));
        let pointers = pointers(&axis, shown, predicted, &mut marks);
        let columns = Columns {
            cuts: self.cut_places(&axis),
            bands,
            bars,
            pointers,
            hidden: shown.filter(|shown| shown.bins.is_empty()).map(|shown| hidden_words(shown.n)),
            axis,
        };
        (columns, marks)
    }

    /// Where the cut scores stand.
    pub(super) fn cut_places(&self, axis: &Axis) -> Vec<f64> {
        self.cuts.iter().map(|cut| axis.at(self.edge(cut.score()))).collect()
    }

    /// Students for one step of the scale, where there are most.
    pub(super) fn densest(&self, bins: &[Bin]) -> f64 {
        bins.iter().map(|bin| self.density(bin)).fold(0.0, f64::max)
    }

    /// Heads of the columns of [`Scores::listed`]. One column holds numbers of students, shares and a score, so that the table
    /// fits beside itself; each row says what its number is.
    pub(super) fn heads() -> [Heading; 2] {
        [Heading::new("scores", "Scores"), Heading::new("value", "Value")]
    }

    /// Every number with its words and its key, where it can be predicted: of all students, of each bar, of each level or part,
    /// and the median.
    pub(super) fn listed(&self, shown: &Shown<'_>) -> Vec<(Vec<Value>, String)> {
        let line = |label: String, cell: &Cell, key: &str| (vec![label.into(), cell.into()], key.to_owned());
        let mut rows = vec![line("students".to_owned(), shown.n, "")];
        rows.extend(shown.bins.iter().map(|bin| line(format!("students, {}", bin.label()), bin.count(), "")));
        rows.extend(self.shares(shown).into_iter().map(|(level, share)| line(level.label, share, &level.key)));
        rows.push(line("median".to_owned(), shown.median, MEDIAN));
        rows
    }

    fn legend(&self, guessed: bool) -> Vec<Key> {
        let unit = match self.dot {
            Some(dot) => Key { label: format!("about {dot} students"), fill: Fill::Dot },
            None => Key { label: "students".to_owned(), fill: Fill::Bar },
        };
        let mut legend = vec![unit, Key { label: "median".to_owned(), fill: Fill::Statistic }];
        if !self.cuts.is_empty() {
            legend.push(Key { label: "cut score".to_owned(), fill: Fill::Cut });
        }
        legend.extend(guessed.then(prediction_key));
        legend
    }

    fn resolve_bands(
        &self,
        axis: &Axis,
        shown: Option<&Shown<'_>>,
        predicted: Predicted<'_>,
        marks: &mut Vec<Mark>,
    ) -> Vec<Band> {
        let mut bands = Vec::new();
        let levels = self.bands();
        for (index, level) in levels.iter().enumerate() {
            let cell = shown.and_then(|shown| shown.share(index, levels.len()));
            let number = cell.and_then(Cell::number);
            if let Some(number) = number {
                marks.push(Mark {
                    key: level.key.clone(),
                    label: level.label.clone(),
                    value: number.text().to_owned(),
                    predicted: predicted.words(&level.key, "%"),
                });
            }
            bands.push(Band {
                from: axis.at(self.edge(level.from)),
                to: axis.at(self.edge(level.to)),
                name: level.name.clone(),
                text: cell.map_or_else(String::new, Cell::to_string),
                predicted: predicted.text(&level.key, "%"),
                mark: number.map(|_| level.key.clone()),
            });
        }
        bands
    }

    /// First score of a bar and first score behind it; an open end reaches the end of the scale.
    fn ends(&self, bin: &Bin) -> (f64, f64) {
        let end = (self.high + self.step).max(self.low);
        let from = bin.from().unwrap_or(self.low).clamp(self.low, end);
        (from, bin.to().unwrap_or(end).clamp(from, end))
    }

    fn density(&self, bin: &Bin) -> f64 {
        let (from, to) = self.ends(bin);
        let count = bin.count().number().map_or(0.0, Number::middle).max(0.0);
        if to > from { count / (to - from) } else { 0.0 }
    }

    /// How many dots stand for the students of a bin; none where there are bars.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held between 0 and the most that are drawn"
    )]
    fn dots(&self, bin: &Bin) -> Option<usize> {
        let of = f64::from(self.dot?.max(1));
        let count = bin.count().number().map_or(0.0, Number::middle);
        Some((count / of).round().clamp(0.0, MOST_DOTS) as usize)
    }

    fn bars(&self, axis: &Axis, bins: &[Bin], marks: &mut Vec<Mark>) -> Vec<Column> {
        let highest = self.densest(bins);
        let keys = key::names(bins.iter().map(Bin::label));
        let mut bars = Vec::new();
        for (bin, key) in bins.iter().zip(keys) {
            let (from, to) = self.ends(bin);
            let key = format!("bin/{key}");
            let number = bin.count().number();
            if let Some(number) = number {
                let value = number.text().to_owned();
                marks.push(Mark { key: key.clone(), label: bin.label().to_owned(), value, predicted: None });
            }
            bars.push(Column {
                from: axis.at(self.edge(from)),
                to: axis.at(self.edge(to)),
                height: if highest > 0.0 { self.density(bin) / highest } else { 0.0 },
                dots: self.dots(bin),
                text: bin.count().to_string(),
                open: (bin.from().is_none() || bin.to().is_none()).then(|| bin.label().to_owned()),
                mark: number.map(|_| key),
            });
        }
        bars
    }

    fn notes(&self, bins: &[Bin]) -> Vec<String> {
        let mut notes = Vec::new();
        let open: Vec<&str> =
            bins.iter().filter(|bin| bin.from().is_none() || bin.to().is_none()).map(Bin::label).collect();
        if !open.is_empty() {
            let verb = if open.len() == 1 { "bar holds" } else { "bars at the ends hold" };
            notes.push(format!("The {verb} everything {}.", open.join(" and everything ")));
        }
        let widths: Vec<f64> = bins.iter().map(|bin| self.ends(bin)).map(|(from, to)| to - from).collect();
        let widest = widths.iter().copied().fold(0.0, f64::max);
        if let Some(dot) = self.dot {
            notes.push(format!("Each dot stands for about {dot} students; the number over the dots counts them."));
        } else if widths.iter().any(|width| widest - width > self.step / 2.0 + 1e-9) {
            notes.push(AREA_NOTE.to_owned());
        }
        notes
    }

    fn values(&self, shown: &Shown<'_>, predicted: Predicted<'_>, guessed: bool) -> Values {
        let mut header = Self::heads().to_vec();
        header.extend(guessed.then(|| Heading::new(PREDICTED, "Predicted")));
        let row = |(mut row, key): (Vec<Value>, String)| {
            let unit = if key == MEDIAN { "" } else { "%" };
            row.extend(guessed.then(|| predicted.text(&key, unit).unwrap_or_default().into()));
            row
        };
        Values { header, rows: self.listed(shown).into_iter().map(row).collect() }
    }

    /// Each band with its share.
    fn shares<'s>(&self, shown: &Shown<'s>) -> Vec<(Level, &'s Cell)> {
        let levels = self.bands();
        let count = levels.len();
        let shares = (0..count).filter_map(|index| shown.share(index, count));
        levels.into_iter().zip(shares).collect()
    }

    fn summary_of_axes(&self, measure: &str) -> String {
        let mut sentences =
            vec![format!("Empty axis for {measure}, from {} to {}.", number(self.low), number(self.high))];
        if !self.cuts.is_empty() {
            let cuts: Vec<String> =
                self.cuts.iter().map(|cut| format!("{} {}", number(cut.score()), cut.name())).collect();
            sentences.push(format!("Cut scores: {}.", super::listed(&cuts)));
        }
        sentences.join(" ")
    }

    fn summary(&self, shown: &Shown<'_>) -> String {
        if shown.bins.is_empty() {
            return "How the scores are spread is hidden.".to_owned();
        }
        let mut sentences = vec![format!("Scores of {} students, middle score {}.", shown.n, shown.median)];
        let counted = shown.bins.iter().filter_map(|bin| Some((bin, bin.count().number()?)));
        let fullest = counted.fold(None, |best: Option<(&Bin, &Number)>, next| match best {
            Some(best) if best.1.middle() >= next.1.middle() => Some(best),
            _ => Some(next),
        });
        if let Some((bin, count)) = fullest {
            sentences.push(format!("The bar with most students, {}, is {}.", count.text(), bin.label()));
        }
        let bands: Vec<String> =
            self.shares(shown).iter().map(|(level, share)| format!("{} {share}", level.label)).collect();
        if !bands.is_empty() {
            sentences.push(format!("By level: {}.", bands.join(", ")));
        }
        sentences.join(" ")
    }
}

/// Key of the median, as target and as mark.
pub(super) const MEDIAN: &str = "median";

fn band_key(index: usize) -> String {
    format!("band/{}", index + 1)
}

fn pointers(axis: &Axis, shown: Option<&Shown<'_>>, predicted: Predicted<'_>, marks: &mut Vec<Mark>) -> Vec<Pointer> {
    let mut pointers = Vec::new();
    if let Some(median) = shown.and_then(|shown| shown.median.number()) {
        marks.push(Mark {
            key: MEDIAN.to_owned(),
            label: "Middle score (median)".to_owned(),
            value: median.text().to_owned(),
            predicted: predicted.words(MEDIAN, ""),
        });
        pointers.push(Pointer {
            at: axis.at(median.middle()),
            fill: Fill::Statistic,
            text: format!("median {}", median.text()),
            mark: Some(MEDIAN.to_owned()),
        });
    }
    if let Some(value) = predicted.of(MEDIAN) {
        pointers.push(Pointer {
            at: axis.at(value),
            fill: Fill::Prediction,
            text: format!("median {}", predicted.text(MEDIAN, "").unwrap_or_default()),
            mark: None,
        });
    }
    pointers
}
