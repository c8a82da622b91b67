//! Keys and words that the language has and this version does not: refused with what to do instead, never ignored.

use crate::diagnostic::{Finding, Place};
use crate::document::Fields;

/// A finding for something that is not built yet.
pub(super) fn not_yet(place: Place, what: &str, instead: &str) -> Finding {
    Finding::error("not-yet", place, format!("`{what}` is not built yet in this version")).hint(instead)
}

fn refuse(fields: &mut Fields<'_, '_>, keys: &[(&str, &str)]) {
    for (key, instead) in keys {
        if let Some(bytes) = fields.refuse(key) {
            fields.findings().add(not_yet(Place::Bytes(bytes), key, instead));
        }
    }
}

pub(super) const SHAPES: &[(&str, &str)] = &[
    ("direction", "use shape = \"per-category\", or a list with the tags up, same, down"),
    ("rank", "use shape = \"per-category\", or a list of the order"),
    ("range", "use shape = \"per-category\", or a list of the ranges"),
];

pub(super) const ENTRIES: &[(&str, &str)] =
    &[("point", "use entry = \"tally-by-quadrant\": the group is counted by quadrant")];

pub(super) fn predict(fields: &mut Fields<'_, '_>) {
    refuse(fields, &[("aggregate", "delete the line; the group agrees on one number for each category")]);
}
