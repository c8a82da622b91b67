//! Items of a test by group: the share that solved each in its cell, the hardest first, and which wrong answer was chosen most.
//!
//! The rows stand in the order of the card until the reveal and in that of difficulty after it: this is the one picture in which the
//! reveal moves something, because its order is what it shows.

use super::grid::{SHADES, shade};
use super::kind::Kind;
use super::named::Named;
use super::{
    Detail, Fill, Heading, Heat, HeatHead, HeatRow, Key, Mark, PREDICTED, Panel, Predicted, Target, Tile, Value,
    Values, hidden_words,
};
use crate::records::{Body, Cell, ItemRow, Number};

/// More items than this are not asked for one by one (as many as a heat map shows at 80x24).
const MOST_ASKED: usize = 12;

/// The frame of a picture of items.
#[derive(Debug)]
pub(super) struct Items<'a> {
    pub(super) rows: Named<'a>,
    pub(super) options: &'a [Vec<String>],
    pub(super) keys: &'a [Option<usize>],
    pub(super) columns: Named<'a>,
}

/// Students of each column, and the items.
fn shown(body: &Body) -> (&[Cell], &[ItemRow]) {
    match body {
        Body::Items { n, items } => (n, items),
        _ => (&[], &[]),
    }
}

/// An item after the reveal; nothing where the body does not have it, and so hidden.
#[derive(Clone, Copy)]
struct Shown<'a>(Option<&'a ItemRow>);

impl Items<'_> {
    fn has_options(&self) -> bool {
        self.options.iter().any(|options| !options.is_empty())
    }

    fn order(&self, items: &[ItemRow]) -> Vec<usize> {
        let mut order = ItemRow::hardest_first(items);
        order.extend(items.len()..self.rows.labels.len());
        order
    }

    fn row(
        &self,
        (at, label, key): (usize, &str, &str),
        item: Option<Shown<'_>>,
        predicted: Predicted<'_>,
        marks: &mut Vec<Mark>,
    ) -> HeatRow {
        let mut tiles = Vec::new();
        let mut guess = None;
        for (column, name, column_key) in self.columns.each() {
            let mark = format!("{key}/{column_key}");
            let cell = item.map(|item| item.0.and_then(|item| item.solved().get(column)).unwrap_or(&Cell::Hidden));
            let number = cell.and_then(Cell::number);
            if column == 0 {
                guess = predicted.text(&mark, "%");
            }
            if let Some(number) = number {
                marks.push(Mark {
                    key: mark.clone(),
                    label: format!("{label}, {name}: solved"),
                    value: number.text().to_owned(),
                    predicted: predicted.words(&mark, "%").filter(|_| column == 0),
                });
            }
            tiles.push(Tile {
                text: cell.map_or_else(String::new, Cell::to_string),
                fill: number.map(|number| shade(number.middle(), 100.0)),
                mark: number.map(|_| mark),
            });
        }
        let end = item.and_then(|item| self.lure(at, item.0?)).map(|(option, name, number)| {
            let mark = format!("{key}/option-{}", option + 1);
            marks.push(Mark {
                key: mark.clone(),
                label: format!("{label}: wrong answer chosen most"),
                value: format!("{name} {}", number.text()),
                predicted: None,
            });
            Detail { text: format!("{name} {}", number.text()), mark: Some(mark) }
        });
        HeatRow { label: label.to_owned(), tiles, end, predicted: guess }
    }

    /// The wrong option of an item that most students chose, of those that are shown.
    fn lure<'r>(&'r self, at: usize, item: &'r ItemRow) -> Option<(usize, &'r str, &'r Number)> {
        let right = self.keys.get(at).copied().flatten()?;
        let names = self.options.get(at)?;
        let chosen = item.chosen().iter().enumerate().filter(|(option, _)| *option != right);
        let shown = chosen.filter_map(|(option, cell)| Some((option, names.get(option)?.as_str(), cell.number()?)));
        shown.fold(None, |best: Option<(usize, &str, &Number)>, next| match best {
            Some(best) if best.2.middle() >= next.2.middle() => Some(best),
            _ => Some(next),
        })
    }

    /// An option with its share; that which the picture tells of is a number of its own.
    fn option(&self, at: usize, option: usize, name: &str, cell: &Cell) -> Value {
        let is_right = self.keys.get(at).copied().flatten() == Some(option);
        let name = if is_right { format!("{name} (right)") } else { name.to_owned() };
        Value::shown_as(cell, |text| format!("{name} {text}"))
    }
}

impl Kind for Items<'_> {
    /// The share of the first column that solved each item.
    fn targets(&self) -> Vec<Target> {
        match self.columns.each().next() {
            Some((_, name, column)) if self.rows.labels.len() <= MOST_ASKED => {
                self.rows.targets(column, |row| format!("{row}: solved, {name}"), (0.0, 100.0), "%")
            }
            _ => Vec::new(),
        }
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        vec![
            Key { label: "few solved it".to_owned(), fill: Fill::Shade { index: 0, count: SHADES } },
            Key { label: "most solved it".to_owned(), fill: Fill::Shade { index: SHADES - 1, count: SHADES } },
        ]
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let (n, items) = body.map_or((&[][..], None), |body| {
            let (n, items) = shown(body);
            (n, Some(items))
        });
        let named: Vec<(usize, &str, &str)> = self.rows.each().collect();
        let order = items.map_or_else(|| (0..named.len()).collect(), |items| self.order(items));
        let mut marks = Vec::new();
        let rows = order.iter().filter_map(|at| {
            let item = items.map(|items| Shown(items.get(*at)));
            Some(self.row(*named.get(*at)?, item, predicted, &mut marks))
        });
        let rows = rows.collect();
        let head = |(at, label, _): (usize, &str, &str)| HeatHead {
            label: label.to_owned(),
            n: n.get(at).and_then(Cell::number).map_or_else(String::new, |n| format!("n={}", n.text())),
        };
        let panel = Heat {
            down: self.rows.label.to_owned(),
            across: self.columns.label.to_owned(),
            is_counted: true,
            columns: self.columns.each().map(head).collect(),
            rows,
            is_list: false,
            divide: None,
            corners: Vec::new(),
            end: self.has_options().then(|| "Wrong answer".to_owned()),
            hidden: items.filter(|_| marks.is_empty()).map(|_| hidden_words(n.first().unwrap_or(&Cell::Hidden))),
        };
        (Panel::Heat(panel), marks)
    }

    fn notes(&self, _: &Body) -> Vec<String> {
        let lures = self.has_options().then_some("Beside an item: the wrong answer that was chosen most.");
        std::iter::once("The hardest items stand first.").chain(lures).map(str::to_owned).collect()
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let (n, items) = shown(body);
        let mut header = vec![Heading::new("row", self.rows.label)];
        header.extend(self.columns.each().map(|(_, name, id)| Heading::new(id, name).percent()));
        let most = self.options.iter().map(Vec::len).max().unwrap_or(0);
        header.extend((1..=most).map(|option| Heading::new(format!("option-{option}"), format!("Option {option}"))));
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted")));
        let columns = self.columns.labels.len();
        let first = self.columns.each().next().map_or("", |(_, _, key)| key);
        let named: Vec<(usize, &str, &str)> = self.rows.each().collect();
        let mut rows = Vec::new();
        for (at, label, key) in self.order(items).iter().filter_map(|at| named.get(*at).copied()) {
            let item = items.get(at);
            let mut row: Vec<Value> = vec![label.to_owned().into()];
            let solved = |column| item.and_then(|item| item.solved().get(column)).unwrap_or(&Cell::Hidden);
            row.extend((0..columns).map(|column| solved(column).into()));
            for option in 0..most {
                let cell = item.and_then(|item| item.chosen().get(option));
                let name = self.options.get(at).and_then(|names| names.get(option));
                row.push(match (cell, name) {
                    (Some(cell), Some(name)) => self.option(at, option, name, cell),
                    _ => String::new().into(),
                });
            }
            row.extend(guesses.map(|guesses| guesses.value(&format!("{key}/{first}"), "%")));
            rows.push(row);
        }
        let mut sizes: Vec<Value> = vec!["n".to_owned().into()];
        sizes.extend((0..columns).map(|column| n.get(column).unwrap_or(&Cell::Hidden).into()));
        sizes.resize(header.len(), String::new().into());
        rows.push(sizes);
        Values { header, rows }
    }

    fn summary_of_axes(&self) -> String {
        format!(
            "Empty table of the share that solved each item, by {}. Items: {}.",
            self.columns.label,
            super::listed(self.rows.labels)
        )
    }

    fn summary(&self, body: &Body) -> String {
        let (_, items) = shown(body);
        let told: Vec<String> = self
            .order(items)
            .iter()
            .filter_map(|at| Some((self.rows.labels.get(*at)?, items.get(*at)?.solved().first()?.number()?)))
            .map(|(name, number)| format!("{name} {}", number.text()))
            .collect();
        let of = self.columns.labels.first().map_or("", String::as_str);
        match told.as_slice() {
            [] => "The items are hidden.".to_owned(),
            [only] => format!("Solved, {of}: {only}."),
            [hardest, .., easiest] => {
                format!(
                    "Solved, {of}, from the hardest to the easiest: {}. Hardest: {hardest}; easiest: {easiest}.",
                    told.join(", ")
                )
            }
        }
    }
}
