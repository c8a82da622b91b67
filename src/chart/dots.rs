//! One dot a student over the scale of a measure, stacked in bins that break at the cut scores: for a team alone.
//!
//! The bins are as wide as 1, 2 or 5 times a power of ten of the scale's steps, so that about [`MOST_BINS`] of them hold all dots, and
//! wide enough for a dot that is seen.

use super::kind::Kind;
use super::marked::Marked;
use super::named::names;
use super::scale::Scores;
use super::{
    Axis, Band, Column, Columns, Fill, Heading, Key, Mark, PREDICTED, Panel, Pointer, Predicted, Target, Value, Values,
    cut_key, hidden_words, number,
};
use crate::records::{Body, Number, ScoreScale};

/// Most bins between the open ends, as long as there are no more cut scores than that (CHARTS.md 1.3: 5 to 15).
const MOST_BINS: f64 = 15.0;
/// Most bins that a whole scale may have room for: two columns each at 80x24.
const MOST_ON_SCALE: f64 = 36.0;

/// Key of the median, as target and as mark.
const MEDIAN: &str = "median";

/// The frame of a picture of dots.
#[derive(Debug)]
pub(super) struct Dots<'a> {
    pub(super) scale: &'a ScoreScale,
}

/// Students whose scores are told as one place: from the first score to the first behind it.
struct Bin {
    from: f64,
    to: f64,
    label: String,
    count: usize,
    is_open: bool,
}

impl Dots<'_> {
    fn scores(&self) -> Scores<'_> {
        Scores::of(self.scale)
    }

    /// Where the scores between the open ends are divided: at the cut scores, and at equal distances from the first of them, but not
    /// so near to another that a sliver of a bin is left.
    fn edges(&self, from: f64, to: f64) -> Vec<f64> {
        let step = self.scale.step();
        let all = (self.scale.high() - self.scale.low()) / step;
        let width = step * natural(((to - from) / step / MOST_BINS).max(all / MOST_ON_SCALE));
        let mut edges: Vec<f64> = vec![from, to];
        edges.extend(self.scale.cuts().iter().map(crate::records::Cut::score).filter(|cut| *cut > from && *cut < to));
        let anchor = self.scale.cuts().first().map_or(0.0, crate::records::Cut::score);
        let first = ((from - anchor) / width).ceil();
        let multiples = (0..).map(f64::from).map(|index| anchor + (first + index) * width);
        let is_apart = |edge: &f64| edges.iter().all(|other| (other - edge).abs() >= width.min(to - from) / 2.0 - 1e-9);
        let between: Vec<f64> = multiples.take_while(|edge| *edge < to).filter(is_apart).collect();
        edges.extend(between);
        edges.sort_by(f64::total_cmp);
        edges.dedup_by(|one, other| (*one - *other).abs() < step / 2.0);
        edges
    }

    /// The bins that hold a student, from the lowest.
    fn bins(&self, shown: Marked<'_>) -> Vec<Bin> {
        let step = self.scale.step();
        let is_low = |score: &&Number| score.is_range() && score.low() <= self.scale.low();
        let open = |is_end: &dyn Fn(&&Number) -> bool| {
            let held: Vec<&Number> = shown.values(0).filter(is_end).collect();
            held.first().map(|first| (held.len(), first.text().to_owned(), (first.low(), first.high())))
        };
        let low = open(&is_low);
        let high = open(&|score: &&Number| score.is_range() && !is_low(score));
        let exact: Vec<f64> = shown.values(0).filter(|score| !score.is_range()).map(Number::middle).collect();
        let end = self.scale.high() + step;
        let from = low.as_ref().map_or(self.scale.low(), |(.., (_, last))| last + step);
        let to = high.as_ref().map_or(end, |(.., (first, _))| *first).max(from);
        let mut bins = Vec::new();
        bins.extend(low.map(|(count, label, _)| Bin { from: self.scale.low(), to: from, label, count, is_open: true }));
        let edges = self.edges(from, to);
        for (from, to) in edges.iter().zip(edges.iter().skip(1)) {
            let count = exact.iter().filter(|score| **score >= from - step / 2.0 && **score < to - step / 2.0).count();
            let last = to - step;
            let label =
                if last - from < step / 2.0 { number(*from) } else { format!("{} to {}", number(*from), number(last)) };
            bins.extend((count > 0).then_some(Bin { from: *from, to: *to, label, count, is_open: false }));
        }
        bins.extend(high.map(|(count, label, (first, _))| Bin { from: first, to: end, label, count, is_open: true }));
        bins
    }

    /// How many students are on each level, lowest first; nothing where an open end reaches over a cut score.
    fn counts(&self, shown: Marked<'_>) -> Option<Vec<usize>> {
        let mut counts = vec![0; self.scale.cuts().len() + 1];
        for score in shown.values(0) {
            *counts.get_mut(self.scores().level_of(score)?)? += 1;
        }
        (!shown.marks.is_empty()).then_some(counts)
    }

    /// The share of each level with its key; hidden where it is not told.
    fn shares(&self, shown: Marked<'_>) -> Vec<Value> {
        let counts = self.counts(shown);
        let levels = self.scores().bands().len();
        (0..levels)
            .map(|level| {
                let count = counts.as_ref().and_then(|counts| counts.get(level));
                count.map_or(Value::Hidden, |count| shown.part(*count))
            })
            .collect()
    }

    fn bands(
        &self,
        axis: &Axis,
        shown: Option<Marked<'_>>,
        predicted: Predicted<'_>,
        marks: &mut Vec<Mark>,
    ) -> Vec<Band> {
        let scores = self.scores();
        let shares = shown.map(|shown| self.shares(shown)).unwrap_or_default();
        let mut bands = Vec::new();
        for (index, level) in scores.bands().into_iter().enumerate() {
            let share = shares.get(index);
            let is_told = matches!(share, Some(Value::Number { .. }));
            let text = share.map_or_else(String::new, ToString::to_string);
            if is_told {
                marks.push(Mark {
                    key: level.key.clone(),
                    label: level.label,
                    value: text.clone(),
                    predicted: predicted.words(&level.key, "%"),
                });
            }
            bands.push(Band {
                from: axis.at(scores.edge(level.from)),
                to: axis.at(scores.edge(level.to)),
                name: level.name,
                text,
                predicted: predicted.text(&level.key, "%"),
                mark: is_told.then_some(level.key),
            });
        }
        bands
    }

    fn bars(&self, axis: &Axis, shown: Marked<'_>, marks: &mut Vec<Mark>) -> Vec<Column> {
        let scores = self.scores();
        let bins = self.bins(shown);
        let density = |bin: &Bin| bin.count as f64 / (bin.to - bin.from).max(self.scale.step());
        let highest = bins.iter().map(density).fold(0.0, f64::max);
        let mut bars = Vec::new();
        for (bin, key) in bins.iter().zip(names(bins.iter().map(|bin| bin.label.as_str()))) {
            let (key, text) = (format!("bin/{key}"), bin.count.to_string());
            marks.push(Mark { key: key.clone(), label: bin.label.clone(), value: text.clone(), predicted: None });
            bars.push(Column {
                from: axis.at(scores.edge(bin.from)),
                to: axis.at(scores.edge(bin.to)),
                height: if highest > 0.0 { density(bin) / highest } else { 0.0 },
                dots: Some(bin.count),
                text,
                open: bin.is_open.then(|| bin.label.clone()),
                mark: Some(key),
            });
        }
        bars
    }
}

/// The least of 1, 2, 5 times a power of ten that is not below `value`, at least 1.
fn natural(value: f64) -> f64 {
    let power = 10_f64.powf(value.max(1.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0].iter().map(|digit| digit * power).find(|unit| *unit >= value - 1e-9).unwrap_or(value)
}

/// The median of the dots and the predicted one.
fn pointers(axis: &Axis, shown: Option<Marked<'_>>, predicted: Predicted<'_>, marks: &mut Vec<Mark>) -> Vec<Pointer> {
    let median = shown.and_then(|shown| shown.median(0));
    let actual = median.map(|median| {
        marks.push(Mark {
            key: MEDIAN.to_owned(),
            label: "Middle score (median)".to_owned(),
            value: number(median),
            predicted: predicted.words(MEDIAN, ""),
        });
        let text = format!("median {}", number(median));
        Pointer { at: axis.at(median), fill: Fill::Statistic, text, mark: Some(MEDIAN.to_owned()) }
    });
    let guess = predicted.pointer(axis, MEDIAN, "");
    let guess = guess.map(|guess| Pointer { text: format!("median {}", guess.text), ..guess });
    actual.into_iter().chain(guess).collect()
}

impl Kind for Dots<'_> {
    /// The share of each level, then the median.
    fn targets(&self) -> Vec<Target> {
        let mut targets = self.scores().band_targets();
        targets.push(Target {
            key: MEDIAN.to_owned(),
            label: "Middle score (median)".to_owned(),
            low: self.scale.low(),
            high: self.scale.high(),
            unit: String::new(),
        });
        targets
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let mut legend = vec![
            Key { label: "one student".to_owned(), fill: Fill::Dot },
            Key { label: "median".to_owned(), fill: Fill::Statistic },
        ];
        legend.extend(cut_key(self.scale.cuts()));
        legend
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let axis = self.scores().axis(self.scale.label());
        let shown = body.map(Marked::of);
        let mut marks = Vec::new();
        let bands = self.bands(&axis, shown, predicted, &mut marks);
        let bars = shown.map_or_else(Vec::new, |shown| self.bars(&axis, shown, &mut marks));
        let pointers = pointers(&axis, shown, predicted, &mut marks);
        let columns = Columns {
            cuts: self.scores().cut_places(&axis),
            bands,
            bars,
            pointers,
            hidden: shown.filter(|shown| shown.marks.is_empty()).map(|shown| hidden_words(shown.n)),
            axis,
        };
        (Panel::Columns(columns), marks)
    }

    fn notes(&self, body: &Body) -> Vec<String> {
        let shown = Marked::of(body);
        let mut notes =
            vec!["A dot stands over the scores of its bin; the number over the dots counts them.".to_owned()];
        let is_untold = !shown.marks.is_empty() && !self.scale.cuts().is_empty() && self.counts(shown).is_none();
        notes.extend(is_untold.then(|| super::marked::UNTOLD.to_owned()));
        notes
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let shown = Marked::of(body);
        let mut header = Scores::heads().to_vec();
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted")));
        let count = |bin: &Bin| Value::count(bin.count);
        let mut rows: Vec<(String, Value, String)> = vec![("students".to_owned(), shown.n.into(), String::new())];
        let bins = self.bins(shown);
        rows.extend(bins.iter().map(|bin| (format!("students, {}", bin.label), count(bin), String::new())));
        let levels = self.scores().bands().into_iter().zip(self.shares(shown));
        rows.extend(levels.map(|(level, share)| (level.label, share, level.key)));
        let median = shown.median(0);
        rows.extend(median.map(|median| (MEDIAN.to_owned(), Value::score(median), MEDIAN.to_owned())));
        let row = |(label, value, key): (String, Value, String)| {
            let unit = if key == MEDIAN { "" } else { "%" };
            let mut row = vec![label.into(), value];
            row.extend(guesses.map(|guesses| guesses.value(&key, unit)));
            row
        };
        Values { header, rows: rows.into_iter().map(row).collect() }
    }

    fn summary_of_axes(&self) -> String {
        let (low, high) = (number(self.scale.low()), number(self.scale.high()));
        format!("Empty axis for {}, from {low} to {high}, for one dot a student.", self.scale.label())
    }

    fn summary(&self, body: &Body) -> String {
        let shown = Marked::of(body);
        if shown.marks.is_empty() {
            return "How the scores are spread is hidden.".to_owned();
        }
        let middle = shown.median(0).map_or_else(String::new, |median| format!(", middle score {}", number(median)));
        let levels = self.scores().bands().into_iter().zip(self.shares(shown));
        let told: Vec<String> = levels.map(|(level, share)| format!("{} {share}", level.label)).collect();
        let levels = if told.is_empty() { String::new() } else { format!(" By level: {}.", told.join(", ")) };
        format!("Scores of {} students, one dot each{middle}.{levels}", shown.n)
    }
}
