//! Two measures of the same students in bands, with the number in every cell and the four parts at the cuts counted.

use super::kind::Kind;
use super::named::names;
use super::{
    Corner, Fill, Heading, Heat, HeatHead, HeatRow, Key, Mark, PREDICTED, Panel, Predicted, Target, Tile, Value,
    Values, hidden_words,
};
use crate::records::{Body, Cell, GridSide, Number};

/// How many shades tell how many students a cell holds.
pub(super) const SHADES: usize = 5;

/// The frame of a grid.
#[derive(Debug)]
pub(super) struct Grid<'a> {
    pub(super) x: &'a GridSide,
    pub(super) y: &'a GridSide,
}

/// A grid's body by reference.
struct Shown<'a> {
    n: &'a Cell,
    cells: &'a [Vec<Cell>],
    quadrants: &'a [Cell],
}

impl<'a> Shown<'a> {
    fn of(body: &'a Body) -> Self {
        match body {
            Body::Grid { n, cells, quadrants } => Self { n, cells, quadrants },
            _ => Self { n: &Cell::Hidden, cells: &[], quadrants: &[] },
        }
    }
}

impl Grid<'_> {
    /// The column and the row, from the top, at which the four parts meet.
    fn divide(&self) -> Option<(usize, usize)> {
        let (x, y) = (self.x.cut()?, self.y.cut()?);
        Some((x, self.y.bands().len().checked_sub(y)?))
    }

    /// Keys and words of the four parts, in the order of the body.
    fn parts(&self) -> Vec<(&'static str, String)> {
        if self.divide().is_none() {
            return Vec::new();
        }
        let (x, y) = (self.x.scale().label(), self.y.scale().label());
        vec![
            ("neither", "in neither".to_owned()),
            ("x", format!("in {x} only")),
            ("y", format!("in {y} only")),
            ("both", "in both".to_owned()),
        ]
    }

    /// Rows from the highest band down.
    fn rows(&self, shown: Option<&Shown<'_>>, marks: &mut Vec<Mark>) -> Vec<HeatRow> {
        let most = shown.map_or(0.0, |shown| {
            shown.cells.iter().flatten().filter_map(Cell::number).map(Number::middle).fold(0.0, f64::max)
        });
        let (x_keys, y_keys) = (band_names(self.x), band_names(self.y));
        let row = |(at, (label, y_key)): (usize, (&String, &String))| {
            let tile = |(column, (name, x_key)): (usize, (&String, &String))| {
                let cell =
                    shown.map(|shown| shown.cells.get(at).and_then(|row| row.get(column)).unwrap_or(&Cell::Hidden));
                let number = cell.and_then(Cell::number);
                let mark = format!("cell/{y_key}/{x_key}");
                if let Some(number) = number {
                    let label = format!("{} {label}, {} {name}", self.y.scale().label(), self.x.scale().label());
                    let value = number.text().to_owned();
                    marks.push(Mark { key: mark.clone(), label, value, predicted: None });
                }
                Tile {
                    text: cell.map_or_else(String::new, Cell::to_string),
                    fill: number.map(|number| shade(number.middle(), most)),
                    mark: number.map(|_| mark),
                }
            };
            let tiles = self.x.bands().iter().zip(&x_keys).enumerate().map(tile).collect();
            HeatRow { label: label.clone(), tiles, end: None, predicted: None }
        };
        self.y.bands().iter().zip(&y_keys).enumerate().rev().map(row).collect()
    }

    fn corners(&self, shown: Option<&Shown<'_>>, predicted: Predicted<'_>, marks: &mut Vec<Mark>) -> Vec<Corner> {
        let mut corners = Vec::new();
        for (index, (key, words)) in self.parts().into_iter().enumerate() {
            let key = format!("part/{key}");
            let cell = shown.map(|shown| shown.quadrants.get(index).unwrap_or(&Cell::Hidden));
            let number = cell.and_then(Cell::number);
            if let Some(number) = number {
                marks.push(Mark {
                    key: key.clone(),
                    label: format!("at or above the cut {words}"),
                    value: number.text().to_owned(),
                    predicted: predicted.words(&key, "%"),
                });
            }
            corners.push(Corner {
                label: words,
                value: cell.map_or_else(String::new, Cell::to_string),
                predicted: predicted.text(&key, "%"),
                mark: number.map(|_| key),
            });
        }
        corners
    }
}

impl Kind for Grid<'_> {
    /// The share of each of the four parts; nothing without cuts, because a number for every cell is more than a group can think of.
    fn targets(&self) -> Vec<Target> {
        let target = |(key, words): (&str, String)| Target {
            key: format!("part/{key}"),
            label: format!("At or above the cut {words}"),
            low: 0.0,
            high: 100.0,
            unit: "%".to_owned(),
        };
        self.parts().into_iter().map(target).collect()
    }

    fn legend(&self, _: Option<&Body>) -> Vec<Key> {
        let mut legend = vec![
            Key { label: "fewer students".to_owned(), fill: Fill::Shade { index: 0, count: SHADES } },
            Key { label: "more students".to_owned(), fill: Fill::Shade { index: SHADES - 1, count: SHADES } },
        ];
        legend.extend(self.divide().map(|_| Key { label: "cut score".to_owned(), fill: Fill::Cut }));
        legend
    }

    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>) {
        let shown = body.map(Shown::of);
        let mut marks = Vec::new();
        let rows = self.rows(shown.as_ref(), &mut marks);
        let corners = self.corners(shown.as_ref(), predicted, &mut marks);
        let head = |label: &String| HeatHead { label: label.clone(), n: String::new() };
        let panel = Heat {
            down: self.y.scale().label().to_owned(),
            across: self.x.scale().label().to_owned(),
            is_counted: false,
            columns: self.x.bands().iter().map(head).collect(),
            rows,
            is_list: false,
            divide: self.divide(),
            corners,
            end: None,
            hidden: shown.as_ref().filter(|_| marks.is_empty()).map(|shown| hidden_words(shown.n)),
        };
        (Panel::Heat(panel), marks)
    }

    fn notes(&self, _: &Body) -> Vec<String> {
        vec!["The numbers are percent of all students in the picture.".to_owned()]
    }

    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values {
        let shown = Shown::of(body);
        let mut header = vec![Heading::new("row", format!("{} / {}", self.y.scale().label(), self.x.scale().label()))];
        header.extend(
            self.x.bands().iter().zip(band_names(self.x)).map(|(band, id)| Heading::new(id, band.clone()).percent()),
        );
        header.extend(guesses.map(|_| Heading::new(PREDICTED, "Predicted")));
        let width = header.len();
        let full = |mut row: Vec<Value>| {
            row.resize(width, String::new().into());
            row
        };
        let mut rows = Vec::new();
        for (at, band) in self.y.bands().iter().enumerate().rev() {
            let cell = |column| shown.cells.get(at).and_then(|row| row.get(column)).unwrap_or(&Cell::Hidden);
            let cells = (0..self.x.bands().len()).map(|column| cell(column).into());
            rows.push(full(std::iter::once(band.clone().into()).chain(cells).collect()));
        }
        for (index, (key, words)) in self.parts().into_iter().enumerate() {
            let value = shown.quadrants.get(index).unwrap_or(&Cell::Hidden);
            let mut row = full(vec![format!("at or above the cut {words}").into(), value.into()]);
            if let (Some(guesses), Some(last)) = (guesses, row.last_mut()) {
                *last = guesses.value(&format!("part/{key}"), "%");
            }
            rows.push(row);
        }
        rows.push(full(vec!["all students".to_owned().into(), shown.n.into()]));
        Values { header, rows }
    }

    fn summary_of_axes(&self) -> String {
        format!(
            "Empty grid: {} from left to right in the bands {}, {} from bottom to top in the bands {}.",
            self.x.scale().label(),
            super::listed(self.x.bands()),
            self.y.scale().label(),
            super::listed(self.y.bands())
        )
    }

    fn summary(&self, body: &Body) -> String {
        let shown = Shown::of(body);
        let parts: Vec<String> = self
            .parts()
            .into_iter()
            .enumerate()
            .map(|(index, (_, words))| format!("{words} {}", shown.quadrants.get(index).unwrap_or(&Cell::Hidden)))
            .collect();
        let what = format!("{} students by {} and {}", shown.n, self.x.scale().label(), self.y.scale().label());
        if parts.is_empty() {
            format!("{what}.")
        } else {
            format!("{what}. At or above the cut: {}.", parts.join(", "))
        }
    }
}

fn band_names(side: &GridSide) -> Vec<String> {
    names(side.bands().iter().map(String::as_str))
}

/// The shade of a number between 0 and `most`.
pub(super) fn shade(value: f64, most: f64) -> Fill {
    let part = if most > 0.0 { (value / most).clamp(0.0, 1.0) } else { 0.0 };
    let last = SHADES - 1;
    let index = (1..=last).rev().find(|index| part * SHADES as f64 >= *index as f64).unwrap_or(0);
    Fill::Shade { index, count: SHADES }
}
