//! Two windows of the same students, one row a group: a point for each window, a line between, and how many grew.
//!
//! The change itself is not a number of its own: it would state more than the two rounded values do.

use super::kind::Kind;
use super::named::Named;
use super::quantity::Quantity;
use super::{
    Axis, Detail, Fill, Heading, Key, Mark, PREDICTED, Panel, Pointer, Predicted, Span, Target, Track, Tracks, Value,
    Values, cut_key, hidden_words, number,
};
use crate::records::{Body, Cell, ChangeRow};

/// The frame of a picture of change.
#[derive(Debug)]
pub(super) struct Change<'a> {
    pub(super) quantity: Quantity<'a>,
    pub(super) windows: &'a [String; 2],
    pub(super) same_within: f64,
    pub(super) rows: Named<'a>,
}

fn shown(body: &Body) -> &[ChangeRow] {
    match body {
        Body::Change(rows) => rows,
        _ => &[],
    }
}

impl Change<'_> {
    fn fill(
        &self,
        track: &mut Track,
        row: Option<&ChangeRow>,
        (axis, key, predicted): (&Axis, &str, Predicted<'_>),
        marks: &mut Vec<Mark>,
    ) {
        let n = row.map_or(&Cell::Hidden, ChangeRow::n);
        track.n = n.number().map(|n| n.text().to_owned());
        let (from, to) = (row.map_or(&Cell::Hidden, ChangeRow::from), row.map_or(&Cell::Hidden, ChangeRow::to));
        let moved = row.map_or(&[][..], ChangeRow::moved);
        if [from, to].into_iter().chain(moved).all(|cell| cell.number().is_none()) {
            track.hidden = Some(hidden_words(n));
            return;
        }
        let ends = from.number().zip(to.number()).map(|(from, to)| (axis.at(from.middle()), axis.at(to.middle())));
        track.spans.extend(ends.map(|(from, to)| Span { from: from.min(to), to: from.max(to), fill: None }));
        let [before, after] = self.windows;
        for (id, window, cell, fill) in [("from", before, from, Fill::Before), ("to", after, to, Fill::After)] {
            let Some(number) = cell.number() else { continue };
            let mark = format!("{key}/{id}");
            let text = self.quantity.worded(number.text());
            marks.push(Mark {
                key: mark.clone(),
                label: format!("{}, {window}", track.label),
                value: text.clone(),
                predicted: predicted.words(&mark, self.quantity.unit()),
            });
            track.points.push(Pointer { at: axis.at(number.middle()), fill, text, mark: Some(mark) });
        }
        let shown =
            |cell: &Cell| cell.number().map_or_else(|| cell.to_string(), |number| self.quantity.worded(number.text()));
        track.end = format!("{} to {}", shown(from), shown(to));
        for ((id, name), cell) in moves(moved.len()).iter().zip(moved) {
            let Some(number) = cell.number() else { continue };
            let mark = format!("{key}/{id}");
            marks.push(Mark {
                key: mark.clone(),
                label: format!("{}, {name}", track.label),
                value: number.text().to_owned(),
                predicted: None,
            });
            track.details.push(Detail { text: format!("{name} {}", number.text()), mark: Some(mark) });
        }
    }
}

impl Kind for Change<'_> {
    /// The value of each row in the second window.
    fn targets(&self) -> Vec<Target> {
        let [_, to] = self.windows;
        let (label, axis) = (self.quantity.label(), self.quantity.axis());
        self.rows.targets("to", |row| format!("{row}: {label}, {to}"), (axis.low, axis.high), self.quantity.unit())
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let [from, to] = self.windows;
        let mut legend =
            vec![Key { label: from.clone(), fill: Fill::Before }, Key { label: to.clone(), fill: Fill::After }];
        legend.extend(cut_key(self.quantity.cuts));
        legend
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let axis = self.quantity.axis();
        let mut marks = Vec::new();
        let mut rows = Vec::new();
        for (index, label, key) in self.rows.each() {
            let guess = predicted.pointer(&axis, &format!("{key}/to"), self.quantity.unit());
            let mut track = Track::empty(label, guess);
            if let Some(body) = body {
                self.fill(&mut track, shown(body).get(index), (&axis, key, predicted), &mut marks);
            }
            rows.push(track);
        }
        let least = if self.quantity.unit().is_empty() { 5 } else { 7 };
        let longest = number(axis.high).len().max(number(axis.low).len()).max(least);
        let room = 2 * longest + " to ".len();
        (Panel::Tracks(Tracks { cuts: self.quantity.cut_places(&axis), axis, room, is_boxed: false, rows }), marks)
    }

    fn notes(&self, _: &Body) -> Vec<String> {
        let same = if self.same_within > 0.0 && self.quantity.unit().is_empty() {
            format!(" Up to {} points of difference count as the same.", number(self.same_within))
        } else {
            String::new()
        };
        vec![format!("The same students in both windows.{same}")]
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let [from, to] = self.windows;
        let shown = shown(body);
        let mut header = vec![
            Heading::new("row", self.rows.label),
            Heading::new("n", "n"),
            Heading::new("from", from.clone()),
            Heading::new("to", to.clone()),
        ];
        let in_two = shown.iter().any(|row| row.moved().len() == 2);
        header.extend(MOVES.iter().map(|(id, name)| Heading::new(*id, *name).percent()));
        header.extend(in_two.then(|| Heading::new(DID_NOT.0, DID_NOT.1).percent()));
        header.extend(guesses.map(|_| Heading::new(PREDICTED, format!("Predicted, {to}"))));
        let row = |(index, label, key): (usize, &str, &str)| {
            let row = shown.get(index);
            let cell = |of: fn(&ChangeRow) -> &Cell| row.map_or(&Cell::Hidden, of);
            let worded = |cell: &Cell| Value::shown_as(cell, |text| self.quantity.worded(text));
            let mut line: Vec<Value> = vec![label.to_owned().into(), cell(ChangeRow::n).into()];
            line.extend([worded(cell(ChangeRow::from)), worded(cell(ChangeRow::to))]);
            let moved = row.map_or(&[][..], ChangeRow::moved);
            let of = |id: &str| {
                moves(moved.len()).iter().zip(moved).find(|((known, _), _)| *known == id).map(|(_, cell)| cell)
            };
            let hidden = moved.iter().all(|cell| cell.number().is_none());
            let told = |id: &str| match of(id) {
                Some(cell) => cell.into(),
                None if hidden => Value::Hidden,
                None => String::new().into(),
            };
            line.extend(MOVES.iter().map(|(id, _)| told(id)));
            line.extend(in_two.then(|| told(DID_NOT.0)));
            line.extend(guesses.map(|guesses| guesses.value(&format!("{key}/to"), self.quantity.unit())));
            line
        };
        Values { header, rows: self.rows.each().map(row).collect() }
    }

    fn summary_of_axes(&self) -> String {
        let axis = self.quantity.axis();
        let [from, to] = self.windows;
        format!(
            "Empty scale from {} to {}, for {from} and {to}. One row each for {}.",
            axis.label(axis.low),
            axis.label(axis.high),
            super::listed(self.rows.labels)
        )
    }

    fn summary(&self, body: &Body) -> String {
        let [before, after] = self.windows;
        let ends =
            |row: &ChangeRow| Some((row.from().number()?.text().to_owned(), row.to().number()?.text().to_owned()));
        let word = |(index, label, _): (usize, &str, &str)| match shown(body).get(index).and_then(ends) {
            Some((from, to)) => format!("{label} {} to {}", self.quantity.worded(&from), self.quantity.worded(&to)),
            None => format!("{label} hidden"),
        };
        let words: Vec<String> = self.rows.each().map(word).collect();
        format!("{} from {before} to {after}: {}.", self.quantity.label(), words.join(", "))
    }
}

/// What the score of a student can have done, as it is told of a group that is large enough.
const MOVES: [(&str, &str); 3] = [("fell", "fell"), ("same", "the same"), ("grew", "grew")];
/// What is told of the others in a small group.
const DID_NOT: (&str, &str) = ("did-not-grow", "did not grow");
const IN_TWO: [(&str, &str); 2] = [DID_NOT, ("grew", "grew")];

fn moves(count: usize) -> &'static [(&'static str, &'static str)] {
    if count == 2 { &IN_TWO } else { &MOVES }
}
