//! How the scores of one group are spread: a histogram whose bars break at the cut scores.
//!
//! Bars may cover different ranges, because small ones were merged. A bar's area tells its students: its height is the
//! count divided by the range, as a histogram is defined, because a merged tail drawn by its count alone looks like a peak. The
//! count itself is printed on every bar, and a note says so where ranges differ.
//!
//! A bar that begins at a score holds it, so the axis ends one step behind the greatest score. On a coarse scale, such as 1 to 7,
//! all edges are drawn half a step lower: every score stands in the middle of its bar.

use super::kind::Kind;
use super::named::names;
use super::scale::{Level, Scores};
use super::{
    Axis, Band, Column, Columns, Fill, Heading, Key, Mark, PREDICTED, Panel, Pointer, Predicted, Target, Value, Values,
    cut_key, hidden_words, number,
};
use crate::records::{Bin, Body, Cell, Cut, Number, Spread};

const AREA_NOTE: &str = "The area of a bar, not its height, tells its students; the number on it counts them.";

/// More dots than this are not drawn for one bin.
const MOST_DOTS: f64 = 400.0;

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

/// The frame of a distribution.
#[derive(Debug)]
pub(super) struct Spreading<'a> {
    pub(super) measure: &'a str,
    pub(super) scores: Scores<'a>,
    /// How many students a dot stands for, where there are dots in place of bars.
    pub(super) dot: Option<u32>,
}

impl Kind for Spreading<'_> {
    /// One target for each level band, then the median.
    fn targets(&self) -> Vec<Target> {
        let mut targets = self.scores.band_targets();
        targets.push(Target {
            key: MEDIAN.to_owned(),
            label: "Middle score (median)".to_owned(),
            low: self.scores.low,
            high: self.scores.high,
            unit: String::new(),
        });
        targets
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let unit = match self.dot {
            Some(dot) => Key { label: format!("about {dot} students"), fill: Fill::Dot },
            None => Key { label: "students".to_owned(), fill: Fill::Bar },
        };
        let mut legend = vec![unit, Key { label: "median".to_owned(), fill: Fill::Statistic }];
        legend.extend(cut_key(self.scores.cuts));
        legend
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let shown = body.map(Shown::of);
        let (mut columns, marks) = self.scores.columns(self.measure, shown.as_ref(), predicted);
        if let (Some(shown), Some(dot)) = (&shown, self.dot) {
            for (bar, bin) in columns.bars.iter_mut().zip(shown.bins) {
                bar.dots = Some(dots(bin, dot));
            }
        }
        (Panel::Columns(columns), marks)
    }

    fn notes(&self, body: &Body) -> Vec<String> {
        let bins = Shown::of(body).bins;
        let mut notes = Vec::new();
        let open: Vec<&str> =
            bins.iter().filter(|bin| bin.from().is_none() || bin.to().is_none()).map(Bin::label).collect();
        if !open.is_empty() {
            let ends = match (self.dot, open.len()) {
                (None, 1) => "The bar at the end holds",
                (None, _) => "The bars at the ends hold",
                (Some(_), 1) => "The dots at the end tell of",
                (Some(_), _) => "The dots at the ends tell of",
            };
            notes.push(format!("{ends} everything {}.", open.join(" and everything ")));
        }
        let widths: Vec<f64> = bins.iter().map(|bin| self.scores.ends(bin)).map(|(from, to)| to - from).collect();
        let widest = widths.iter().copied().fold(0.0, f64::max);
        if self.dot.is_some() {
            notes.push("The number over the dots counts the students.".to_owned());
        } else if widths.iter().any(|width| widest - width > self.scores.step / 2.0 + 1e-9) {
            notes.push(AREA_NOTE.to_owned());
        }
        notes
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let mut header = Scores::heads().to_vec();
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted")));
        let row = |(mut row, key): (Vec<Value>, String)| {
            let unit = if key == MEDIAN { "" } else { "%" };
            row.extend(guesses.map(|guesses| guesses.value(&key, unit)));
            row
        };
        Values { header, rows: self.scores.listed(&Shown::of(body)).into_iter().map(row).collect() }
    }

    fn summary_of_axes(&self) -> String {
        let (low, high) = (number(self.scores.low), number(self.scores.high));
        let mut sentences = vec![format!("Empty axis for {}, from {low} to {high}.", self.measure)];
        let told = |cut: &Cut| match cut.name() {
            "" => number(cut.score()),
            name => format!("{name} from {}", number(cut.score())),
        };
        let cuts: Vec<String> = self.scores.cuts.iter().map(told).collect();
        sentences.extend((!cuts.is_empty()).then(|| format!("Cut scores: {}.", super::listed(&cuts))));
        sentences.join(" ")
    }

    fn summary(&self, body: &Body) -> String {
        let shown = Shown::of(body);
        if shown.bins.is_empty() {
            return "How the scores are spread is hidden.".to_owned();
        }
        let mut sentences = vec![format!("Scores of {} students, middle score {}.", shown.n, shown.median)];
        let bands: Vec<String> =
            self.scores.shares(&shown).iter().map(|(level, share)| format!("{} {share}", level.label)).collect();
        if !bands.is_empty() {
            sentences.push(format!("By level: {}.", bands.join(", ")));
        }
        let counted = shown.bins.iter().filter_map(|bin| Some((bin, bin.count().number()?)));
        let fullest = counted.fold(None, |best: Option<(&Bin, &Number)>, next| match best {
            Some(best) if best.1.middle() >= next.1.middle() => Some(best),
            _ => Some(next),
        });
        if let Some((bin, count)) = fullest {
            let place = if self.dot.is_some() { "place" } else { "bar" };
            sentences.push(format!("The {place} with most students, {}, is {}.", count.text(), bin.label()));
        }
        sentences.join(" ")
    }
}

/// How many dots of so many students stand for those of a bin.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and the most that are drawn"
)]
fn dots(bin: &Bin, of: u32) -> usize {
    let count = bin.count().number().map_or(0.0, Number::middle);
    (count / f64::from(of.max(1))).round().clamp(0.0, MOST_DOTS) as usize
}

impl Scores<'_> {
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

    fn bars(&self, axis: &Axis, bins: &[Bin], marks: &mut Vec<Mark>) -> Vec<Column> {
        let highest = self.densest(bins);
        let keys = names(bins.iter().map(Bin::label));
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
                dots: None,
                text: bin.count().to_string(),
                open: (bin.from().is_none() || bin.to().is_none()).then(|| bin.label().to_owned()),
                mark: number.map(|_| key),
            });
        }
        bars
    }

    /// Each band with its share.
    fn shares<'s>(&self, shown: &Shown<'s>) -> Vec<(Level, &'s Cell)> {
        let levels = self.bands();
        let count = levels.len();
        let shares = (0..count).filter_map(|index| shown.share(index, count));
        levels.into_iter().zip(shares).collect()
    }
}

/// Key of the median, as target and as mark.
pub(super) const MEDIAN: &str = "median";

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
