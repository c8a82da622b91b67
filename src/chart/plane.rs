//! Four fields of a plane, such as pleasantness by energy, each with a word and with how many people chose it.
//!
//! Its numbers come from the group and not from records: the session decides which of them may be told. The words stand first; no
//! field has a colour of its own.

use super::grid::SHADES;
use super::values::Heading;
use super::{Fill, Heat, HeatHead, HeatRow, Key, Mark, Panel, Plot, Tile, Value, Values};

/// One field of a plane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Stable name, such as `calm`.
    pub key: String,
    /// Its word on the screen.
    pub label: String,
    /// How many chose it, as it may be shown, such as `7` or `few`; empty before anybody did.
    pub count: String,
}

/// A plane of two opposite pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    /// What is asked.
    pub title: String,
    /// Words for the left and the right side.
    pub across: [String; 2],
    /// Words for the lower and the upper side.
    pub up: [String; 2],
    /// The fields: upper left, upper right, lower left, lower right.
    pub fields: [Field; 4],
}

/// Resolves a plane.
#[must_use]
pub fn plane(plane: &Plane) -> Plot {
    let [left, right] = &plane.across;
    let [low, high] = &plane.up;
    let [upper_left, upper_right, lower_left, lower_right] = &plane.fields;
    let tile = |field: &Field| Tile {
        text: format!("{} {}", field.label, field.count).trim().to_owned(),
        fill: Some(Fill::Shade { index: 0, count: SHADES }),
        mark: (!field.count.is_empty()).then(|| field.key.clone()),
    };
    let row = |label: &String, one: &Field, other: &Field| HeatRow {
        label: label.clone(),
        tiles: vec![tile(one), tile(other)],
        end: None,
        predicted: None,
    };
    let counted = || plane.fields.iter().filter(|field| !field.count.is_empty());
    let said: Vec<String> = counted().map(|field| format!("{} {}", field.label, field.count)).collect();
    let head = |label: &String| HeatHead { label: label.clone(), n: String::new() };
    Plot {
        title: plane.title.clone(),
        subtitle: String::new(),
        marks: counted()
            .map(|field| Mark {
                key: field.key.clone(),
                label: field.label.clone(),
                value: field.count.clone(),
                predicted: None,
            })
            .collect(),
        legend: Vec::<Key>::new(),
        notes: Vec::new(),
        values: Values {
            header: vec![Heading::new("row", "Field"), Heading::new("count", "People")],
            rows: plane
                .fields
                .iter()
                .map(|field| [&field.label, &field.count].map(|words| Value::from(words.clone())).to_vec())
                .collect(),
        },
        summary: if said.is_empty() {
            let words: Vec<&str> = plane.fields.iter().map(|field| field.label.as_str()).collect();
            format!("Four fields: {}.", super::listed(&words))
        } else {
            format!("{}.", said.join(", "))
        },
        panel: Panel::Heat(Heat {
            down: String::new(),
            across: String::new(),
            is_counted: false,
            columns: vec![head(left), head(right)],
            rows: vec![row(high, upper_left, upper_right), row(low, lower_left, lower_right)],
            is_list: false,
            divide: Some((1, 1)),
            corners: Vec::new(),
            end: None,
            hidden: None,
        }),
    }
}
