//! Share of students at each level, one row a group or window: bars that diverge at the cut, else 100 % bars.

use super::kind::Kind;
use super::lengths::{Stated, lengths};
use super::named::Named;
use super::{
    Axis, Bar, Divide, Fill, Heading, Key, Mark, PREDICTED, Panel, Pointer, Predicted, Row, Rows, Segment, Sum, Target,
    Value, Values, hidden_words, listed, numbered,
};
use crate::records::{Body, Cell, LevelsRow, Number};

/// The frame of a levels view, with the names that its marks are known by.
#[derive(Debug)]
pub(super) struct Scale<'a> {
    levels: Vec<String>,
    /// First level that counts as at or above the cut; at least 1 and below the number of levels.
    cut: Option<usize>,
    rows: Named<'a>,
}

fn shown(body: &Body) -> &[LevelsRow] {
    match body {
        Body::Levels(rows) => rows,
        _ => &[],
    }
}

impl<'a> Scale<'a> {
    pub(super) fn new(levels: &[String], cut: Option<usize>, rows: Named<'a>) -> Self {
        Self {
            levels: levels.iter().enumerate().map(|(index, name)| numbered(index + 1, name)).collect(),
            cut: cut.filter(|cut| (1..levels.len()).contains(cut)),
            rows,
        }
    }

    fn cut_name(&self) -> Option<&str> {
        self.levels.get(self.cut?).map(String::as_str)
    }

    /// Below the cut and at or above it, in words.
    fn sides(&self) -> Option<(String, String)> {
        self.cut_name().map(|name| (format!("below {name}"), format!("at or above {name}")))
    }

    fn axis(&self) -> Axis {
        Axis {
            name: "students".to_owned(),
            unit: "%".to_owned(),
            low: if self.cut.is_some() { -100.0 } else { 0.0 },
            high: 100.0,
            grain: 0.0,
            mirrored: self.cut.is_some(),
            fixed: Vec::new(),
        }
    }

    /// The predicted shares as a row of their own, under the only row; scaled down where the guesses exceed 100 %.
    fn predicted_row(&self, axis: &Axis, predicted: Predicted<'_>) -> Option<Row> {
        let (_, _, row_key) = self.rows.each().next()?;
        let guesses: Vec<(usize, f64)> = (1..=self.levels.len())
            .filter_map(|level| Some((level, predicted.of(&format!("{row_key}/{level}"))?.max(0.0))))
            .collect();
        let total: f64 = guesses.iter().map(|(_, value)| value).sum();
        let scale = 100.0 / total.max(100.0);
        let mut from = 0.0;
        let mut segments = Vec::new();
        for (level, value) in guesses {
            let to = from + value * scale;
            segments.push(Segment {
                from: axis.at(from),
                to: axis.at(to),
                fill: Fill::Prediction,
                short: level.to_string(),
                text: axis.label(value),
                mark: None,
            });
            from = to;
        }
        let bar = Bar::Segments(segments);
        Some(Row { label: "predicted".to_owned(), n: None, bar, sum: None, predictions: Vec::new() })
    }

    /// What was predicted of a row: the share at or above the cut, or that of each level.
    fn guess(&self, key: &str, guesses: Predicted<'_>) -> Value {
        if self.cut.is_some() {
            return guesses.value(&format!("{key}/above"), "%");
        }
        let level = |level| guesses.text(&format!("{key}/{level}"), "%").map(|text| format!("{level}: {text}"));
        (1..=self.levels.len()).filter_map(level).collect::<Vec<_>>().join(", ").into()
    }

    fn parts(&self, body: Option<&Body>) -> Parts {
        let rows = body.into_iter().flat_map(shown).filter(|row| !row.is_hidden());
        let merged: Vec<bool> = rows.map(|row| self.is_merged(row)).collect();
        if !merged.is_empty() && merged.iter().all(|merged| *merged) { Parts::Only } else { Parts::Beside }
    }

    /// Several levels as one, such as `levels 1-2`; a single one by its name.
    fn together(&self, first: usize, last: usize) -> String {
        match self.levels.get(first - 1) {
            Some(only) if first == last => only.clone(),
            _ => format!("levels {}", span(first, last)),
        }
    }

    /// Whether a row shows only the two sides of the cut.
    fn is_merged(&self, row: &LevelsRow) -> bool {
        self.cut.is_some() && self.levels.len() != 2 && row.shares().len() == 2 && !row.is_hidden()
    }
}

impl Kind for Scale<'_> {
    /// One target a row when there is a cut; one a level when a single row has none; else nothing, because as many numbers as
    /// rows times levels is more than a group can think about.
    fn targets(&self) -> Vec<Target> {
        if let Some((_, above)) = self.sides() {
            return self.rows.targets("above", |row| format!("{row}: {above}"), (0.0, 100.0), "%");
        }
        let levels = (1..).zip(&self.levels).filter(|_| self.rows.labels.len() == 1);
        let target = |(number, level): (usize, &String)| {
            self.rows.targets(&number.to_string(), |row| format!("{row}: {level}"), (0.0, 100.0), "%")
        };
        levels.flat_map(target).collect()
    }

    /// The levels; where rows show nothing but two parts, these.
    fn legend(&self, body: Option<&Body>) -> Vec<Key> {
        let count = self.levels.len();
        let keys = self.levels.iter().enumerate();
        let levels = keys.map(|(index, label)| Key { label: label.clone(), fill: Fill::Level { index, count } });
        let parts = self.parts(body);
        match (parts, self.cut) {
            (Parts::Only, Some(cut)) => [(1, cut, 0), (cut + 1, count, 1)]
                .map(|(first, last, part)| Key { label: self.together(first, last), fill: parts.fill(part) })
                .to_vec(),
            _ => levels.collect(),
        }
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let axis = self.axis();
        let mut marks = Vec::new();
        let mut rows = Vec::new();
        for (index, label, key) in self.rows.each() {
            let resolving = Resolving { scale: self, axis: &axis, label, key, predicted, parts: self.parts(body) };
            rows.push(match body {
                Some(body) => resolving.shown_row(shown(body).get(index), &mut marks),
                None => resolving.empty_row(),
            });
        }
        if self.cut.is_none() && predicted.any(&self.targets()) {
            rows.extend(self.predicted_row(&axis, predicted));
        }
        let divide = self.sides().zip(self.cut).map(|((below, above), cut)| Divide {
            at: axis.at(0.0),
            below,
            above,
            keys_below: if self.parts(body) == Parts::Only { 1 } else { cut },
        });
        (Panel::Rows(Rows { axis, divide, rows }), marks)
    }

    fn notes(&self, body: &Body) -> Vec<String> {
        let small = shown(body).iter().any(|row| self.is_merged(row));
        let sides = self.sides().filter(|_| small);
        sides
            .map(|(below, above)| format!("Small groups are shown in two parts: {below}, and {above}."))
            .into_iter()
            .collect()
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let rows = shown(body);
        let merged = rows.iter().any(|row| self.is_merged(row));
        let mut header = vec![Heading::new("row", self.rows.label), Heading::new("n", "n")];
        let levels = (1..).zip(&self.levels);
        header.extend(levels.map(|(number, level)| Heading::new(format!("level-{number}"), level).percent()));
        if let Some((below, above)) = self.sides() {
            header.extend(merged.then(|| Heading::new("below", below).percent()));
            header.push(Heading::new("above", above).percent());
        }
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted")));
        let mut lines = Vec::new();
        for (index, label, key) in self.rows.each() {
            let row = rows.get(index);
            let mut line: Vec<Value> = vec![label.to_owned().into(), row.map_or(&Cell::Hidden, LevelsRow::n).into()];
            let hidden = row.is_none_or(LevelsRow::is_hidden);
            let parts = row.filter(|row| self.is_merged(row)).map(LevelsRow::shares);
            let untold = |told: Option<&Cell>| told.map_or(Value::Words(String::new()), Value::from);
            for level in 0..self.levels.len() {
                let share = row.and_then(|row| row.shares().get(level)).filter(|_| !hidden).unwrap_or(&Cell::Hidden);
                line.push(untold(parts.is_none().then_some(share)));
            }
            if self.cut.is_some() {
                let below = parts.and_then(<[Cell]>::first).or(hidden.then_some(&Cell::Hidden));
                line.extend(merged.then(|| untold(below)));
                line.push(row.map_or(&Cell::Hidden, LevelsRow::above).into());
            }
            line.extend(guesses.map(|guesses| self.guess(key, guesses)));
            lines.push(line);
        }
        Values { header, rows: lines }
    }

    fn summary_of_axes(&self) -> String {
        let rows = listed(self.rows.labels);
        let levels = listed(&self.levels);
        format!("Empty axes from 0 to 100% of students, for the levels {levels}. One row each for {rows}.")
    }

    fn summary(&self, body: &Body) -> String {
        let mut parts = Vec::new();
        for (index, label, _) in self.rows.each() {
            let row = shown(body).get(index).filter(|row| !row.is_hidden());
            parts.push(match (row, self.cut) {
                (None, _) => format!("{label} hidden"),
                (Some(row), Some(_)) => format!("{label} {}", row.above()),
                (Some(row), None) => {
                    let shares: Vec<String> =
                        self.levels.iter().zip(row.shares()).map(|(level, share)| format!("{level} {share}")).collect();
                    format!("{label}: {}", shares.join(", "))
                }
            });
        }
        match self.sides() {
            Some((_, above)) => format!("Students {above}: {}.", parts.join(", ")),
            None => format!("Students at each level. {}.", parts.join(". ")),
        }
    }
}

/// Whether the rows that are shown show nothing but the two parts at the cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts {
    /// All of them.
    Only,
    /// Some or none: others show levels.
    Beside,
}

impl Parts {
    /// The fill of the lower (0) or the upper (1) part: beside rows of levels it may not look like one of them.
    fn fill(self, index: usize) -> Fill {
        if self == Self::Only { Fill::Level { index, count: 2 } } else { Fill::Merged }
    }
}

/// One row being resolved.
struct Resolving<'a> {
    scale: &'a Scale<'a>,
    axis: &'a Axis,
    label: &'a str,
    key: &'a str,
    predicted: Predicted<'a>,
    parts: Parts,
}

impl Resolving<'_> {
    fn empty_row(&self) -> Row {
        Row { label: self.label.to_owned(), n: None, bar: Bar::Empty, sum: None, predictions: self.pointers() }
    }

    /// A row that the body does not have is hidden.
    fn shown_row(&self, row: Option<&LevelsRow>, marks: &mut Vec<Mark>) -> Row {
        let mut resolved = self.empty_row();
        let n = row.map_or(&Cell::Hidden, LevelsRow::n);
        resolved.n = n.number().map(|n| n.text().to_owned());
        let Some(parts) = row.and_then(|row| self.parts(row)) else {
            resolved.bar = Bar::Hidden(hidden_words(n));
            return resolved;
        };
        for part in &parts {
            let Some(number) = part.share else { continue };
            marks.push(self.mark(part.key.clone(), &part.name, number));
        }
        if let (Some(above), Some(_)) = (row.and_then(|row| row.above().number()), self.scale.cut) {
            let mark = format!("{}/above", self.key);
            if !marks.iter().any(|known| known.key == mark) {
                let name = self.scale.sides().map_or_else(String::new, |(_, above)| above);
                marks.push(self.mark(mark.clone(), &name, above));
            }
            resolved.sum = Some(Sum { text: above.text().to_owned(), mark });
        }
        let above = row.and_then(|row| row.above().number()).filter(|_| self.scale.cut.is_some());
        resolved.bar = Bar::Segments(self.segments(&parts, above));
        resolved
    }

    fn mark(&self, key: String, name: &str, number: &Number) -> Mark {
        let predicted = self.predicted.words(&key, "%");
        Mark { key, label: format!("{}, {name}", self.label), value: number.text().to_owned(), predicted }
    }

    fn pointers(&self) -> Vec<Pointer> {
        let target = format!("{}/above", self.key);
        self.scale.cut.and_then(|_| self.predicted.pointer(self.axis, &target, "%")).into_iter().collect()
    }

    /// What the row's bar is made of, lowest first; `None` when nothing of the row may be shown or it does not fit the frame.
    fn parts<'r>(&self, row: &'r LevelsRow) -> Option<Vec<Part<'r>>> {
        let count = self.scale.levels.len();
        let shares = row.shares();
        if row.is_hidden() {
            return None;
        }
        if let ([below, above], Some(cut), true) = (shares, self.scale.cut, self.scale.is_merged(row)) {
            let (below_name, above_name) = self.scale.sides()?;
            let merged = |share: &'r Cell, side, name, key, short| Part {
                share: share.number(),
                above: side,
                fill: self.parts.fill(usize::from(side)),
                name,
                key: format!("{}/{key}", self.key),
                short,
            };
            return Some(vec![
                merged(below, false, below_name, "below", span(1, cut)),
                merged(above, true, above_name, "above", span(cut + 1, count)),
            ]);
        }
        if shares.len() != count {
            return None;
        }
        let parts = self.scale.levels.iter().zip(shares).enumerate().map(|(index, (name, share))| Part {
            share: share.number(),
            above: self.scale.cut.is_none_or(|cut| index >= cut),
            fill: Fill::Level { index, count },
            name: name.clone(),
            key: format!("{}/{}", self.key, index + 1),
            short: (index + 1).to_string(),
        });
        Some(parts.collect())
    }

    /// Segments as long as the shown texts allow; where these contradict each other, or a part is withheld, from the middles of
    /// what they state, scaled so that a row whose parts are all shown is 100 % long.
    fn segments(&self, parts: &[Part<'_>], above: Option<&Number>) -> Vec<Segment> {
        let lengths = Self::allowed(parts, above).unwrap_or_else(|| Self::middles(parts));
        let below: f64 = parts.iter().zip(&lengths).filter(|(part, _)| !part.above).map(|(_, length)| length).sum();
        let mut from = -below;
        let mut segments = Vec::new();
        for (part, length) in parts.iter().zip(lengths) {
            let to = from + length;
            let Some(number) = part.share else { continue };
            segments.push(Segment {
                from: self.axis.at(from),
                to: self.axis.at(to),
                fill: part.fill,
                short: part.short.clone(),
                text: number.text().to_owned(),
                mark: Some(part.key.clone()),
            });
            from = to;
        }
        segments
    }

    /// Lengths that contradict no text.
    fn allowed(parts: &[Part<'_>], above: Option<&Number>) -> Option<Vec<f64>> {
        let bounds = |number: &Number| (number.low().max(0.0), number.high().min(100.0));
        let stated = parts.iter().map(|part| {
            let (low, high) = part.share.map(bounds)?;
            // Nobody is no length, however the number was rounded.
            let high = if part.share.is_some_and(|share| share.middle() <= 0.0) { low } else { high };
            Some(Stated { low, high, above: part.above })
        });
        lengths(&stated.collect::<Option<Vec<Stated>>>()?, above.map(bounds))
    }

    /// The middles of what the texts state.
    fn middles(parts: &[Part<'_>]) -> Vec<f64> {
        let middles = parts.iter().map(|part| part.share.map_or(0.0, Number::middle).clamp(0.0, 100.0));
        let total: f64 = middles.clone().sum();
        let whole = parts.iter().all(|part| part.share.is_some());
        let scale = if total > 100.0 || whole && total > 0.0 { 100.0 / total } else { 1.0 };
        middles.map(|middle| middle * scale).collect()
    }
}

/// One part of a row.
struct Part<'r> {
    share: Option<&'r Number>,
    above: bool,
    fill: Fill,
    name: String,
    key: String,
    short: String,
}

/// `1-2`, or `1` when it is one level.
fn span(first: usize, last: usize) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}
