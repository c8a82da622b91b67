//! Items of a test by group: the share that solved each in its cell, the hardest first, and which wrong answer was chosen most.
//!
//! The rows stand in the order of the card until the reveal and in that of difficulty after it: this is the one picture in which the
//! reveal moves something, because its order is what it shows.

use super::grid::{SHADES, shade};
use super::{
    Detail, Fill, Heat, HeatHead, HeatRow, Key, Mark, Panel, Plot, Predicted, Target, Tile, Value, Values,
    hidden_words, key, prediction_key,
};
use crate::chart::values::Heading;
use crate::records::{Body, Cell, ItemRow, Number};

/// More items than this are not asked for one by one (as many as a heat map shows at 80x24).
const MOST_ASKED: usize = 12;

/// The frame of a picture of items.
#[derive(Debug)]
pub(super) struct Items<'a> {
    pub(super) rows: &'a [String],
    pub(super) options: &'a [Vec<String>],
    pub(super) keys: &'a [Option<usize>],
    pub(super) column_label: &'a str,
    pub(super) columns: &'a [String],
}

/// An item after the reveal; nothing where the body does not have it, and so hidden.
#[derive(Clone, Copy)]
struct Shown<'a>(Option<&'a ItemRow>);

impl Items<'_> {
    fn row_keys(&self) -> Vec<String> {
        key::names(self.rows.iter().map(String::as_str))
    }

    fn column_keys(&self) -> Vec<String> {
        key::names(self.columns.iter().map(String::as_str))
    }

    fn has_options(&self) -> bool {
        self.options.iter().any(|options| !options.is_empty())
    }

    /// The share of the first column that solved each item.
    pub(super) fn targets(&self) -> Vec<Target> {
        let (Some(column), Some(name)) = (self.column_keys().into_iter().next(), self.columns.first()) else {
            return Vec::new();
        };
        if self.rows.len() > MOST_ASKED {
            return Vec::new();
        }
        let target = |(row, key): (&String, String)| Target {
            key: format!("{key}/{column}"),
            label: format!("{row}: solved, {name}"),
            low: 0.0,
            high: 100.0,
            unit: "%".to_owned(),
        };
        self.rows.iter().zip(self.row_keys()).map(target).collect()
    }

    pub(super) fn plot(&self, body: Option<&Body>, predicted: Predicted<'_>) -> Plot {
        let shown: Option<(&[Cell], &[ItemRow])> = body.map(|body| match body {
            Body::Items { n, items } => (n.as_slice(), items.as_slice()),
            _ => (&[][..], &[][..]),
        });
        let targets = self.targets();
        let guessed = predicted.any(&targets);
        let order = shown.map_or_else(|| (0..self.rows.len()).collect(), |(_, items)| self.order(items));
        let mut marks = Vec::new();
        let keys = self.row_keys();
        let rows = order
            .iter()
            .filter_map(|at| {
                let item = shown.map(|(_, items)| Shown(items.get(*at)));
                Some(self.row(*at, keys.get(*at)?, item, predicted, &mut marks))
            })
            .collect();
        let n = |at: usize| {
            shown.and_then(|(n, _)| n.get(at)?.number()).map_or_else(String::new, |n| format!("n={}", n.text()))
        };
        let columns = self.columns.iter().enumerate();
        let mut legend = vec![
            Key { label: "few solved it".to_owned(), fill: Fill::Shade { index: 0, count: SHADES } },
            Key { label: "most solved it".to_owned(), fill: Fill::Shade { index: SHADES - 1, count: SHADES } },
        ];
        legend.extend(guessed.then(prediction_key));
        let nobody = Cell::Hidden;
        let hidden = shown.filter(|_| marks.is_empty()).map(|(n, _)| hidden_words(n.first().unwrap_or(&nobody)));
        Plot {
            title: String::new(),
            subtitle: String::new(),
            legend,
            notes: shown.map_or_else(Vec::new, |_| self.notes()),
            values: shown.map_or_else(
                || predicted.values(&targets),
                |(n, items)| self.values(n, items, &order, predicted, guessed),
            ),
            summary: shown.map_or_else(|| self.summary_of_axes(), |(_, items)| self.summary(items, &order)),
            marks,
            panel: Panel::Heat(Heat {
                down: "Item".to_owned(),
                across: self.column_label.to_owned(),
                is_counted: true,
                columns: columns.map(|(at, label)| HeatHead { label: label.clone(), n: n(at) }).collect(),
                rows,
                divide: None,
                corners: Vec::new(),
                end: self.has_options().then(|| "Wrong answer".to_owned()),
                hidden,
            }),
        }
    }

    fn notes(&self) -> Vec<String> {
        let lures = self.has_options().then_some("Beside an item: the wrong answer that was chosen most.");
        std::iter::once("The hardest items stand first.").chain(lures).map(str::to_owned).collect()
    }

    fn order(&self, items: &[ItemRow]) -> Vec<usize> {
        let mut order = ItemRow::hardest_first(items);
        order.extend(items.len()..self.rows.len());
        order
    }

    fn row(
        &self,
        at: usize,
        key: &str,
        item: Option<Shown<'_>>,
        predicted: Predicted<'_>,
        marks: &mut Vec<Mark>,
    ) -> HeatRow {
        let label = self.rows.get(at).cloned().unwrap_or_default();
        let mut tiles = Vec::new();
        let mut guess = None;
        for (column, (name, column_key)) in self.columns.iter().zip(self.column_keys()).enumerate() {
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
        HeatRow { label, tiles, end, predicted: guess }
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

    fn values(
        &self,
        n: &[Cell],
        items: &[ItemRow],
        order: &[usize],
        predicted: Predicted<'_>,
        guessed: bool,
    ) -> Values {
        let mut header = vec![Heading::new("row", "Item")];
        header.extend(
            self.columns.iter().zip(self.column_keys()).map(|(name, id)| Heading::new(id, name.clone()).percent()),
        );
        let most = self.options.iter().map(Vec::len).max().unwrap_or(0);
        header.extend((1..=most).map(|option| Heading::new(format!("option-{option}"), format!("Option {option}"))));
        header.extend(guessed.then(|| Heading::new(super::PREDICTED, "Predicted")));
        let keys = self.row_keys();
        let first = self.column_keys().into_iter().next().unwrap_or_default();
        let mut rows = Vec::new();
        for at in order {
            let item = items.get(*at);
            let mut row: Vec<Value> = vec![self.rows.get(*at).cloned().unwrap_or_default().into()];
            let solved = |column| item.and_then(|item| item.solved().get(column)).unwrap_or(&Cell::Hidden);
            row.extend((0..self.columns.len()).map(|column| solved(column).into()));
            for option in 0..most {
                let cell = item.and_then(|item| item.chosen().get(option));
                let name = self.options.get(*at).and_then(|names| names.get(option));
                row.push(match (cell, name) {
                    (Some(cell), Some(name)) => self.option(*at, option, name, cell),
                    _ => String::new().into(),
                });
            }
            row.extend(guessed.then(|| {
                let key = keys.get(*at).map_or_else(String::new, |key| format!("{key}/{first}"));
                predicted.text(&key, "%").unwrap_or_default().into()
            }));
            rows.push(row);
        }
        let mut sizes: Vec<Value> = vec!["n".to_owned().into()];
        sizes.extend((0..self.columns.len()).map(|column| n.get(column).unwrap_or(&Cell::Hidden).into()));
        sizes.resize(header.len(), String::new().into());
        rows.push(sizes);
        Values { header, rows }
    }

    /// An option with its share; that which the picture tells of is a number of its own.
    fn option(&self, at: usize, option: usize, name: &str, cell: &Cell) -> Value {
        let is_right = self.keys.get(at).copied().flatten() == Some(option);
        let name = if is_right { format!("{name} (right)") } else { name.to_owned() };
        Value::shown_as(cell, |text| format!("{name} {text}"))
    }

    fn summary_of_axes(&self) -> String {
        format!(
            "Empty table of the share that solved each item, by {}. Items: {}.",
            self.column_label,
            super::listed(self.rows)
        )
    }

    fn summary(&self, items: &[ItemRow], order: &[usize]) -> String {
        let told: Vec<String> = order
            .iter()
            .filter_map(|at| Some((self.rows.get(*at)?, items.get(*at)?.solved().first()?.number()?)))
            .map(|(name, number)| format!("{name} {}", number.text()))
            .collect();
        let of = self.columns.first().map_or("", String::as_str);
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
