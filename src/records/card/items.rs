//! Items of a test: right or wrong, points, or the letter that was chosen.

use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located};

use super::decode::{label, labelled, missing};
use super::{Item, Measure, Scale, Source};

/// More points than an item of a test has.
const MOST_POINTS: i64 = 100;

/// More options than an item has, one a letter.
const MOST_OPTIONS: usize = 11;

/// The test of items that name none.
const TEST: &str = "Items";

/// What stands for an item that a student left out while answering others: no text of a file, which are trimmed.
const NO_ANSWER: &str = " no answer ";

/// A column with `role = "item"`: 0 or 1, with `points` 0 to that, with `key` the letter of an option.
pub(super) fn decode(fields: &mut Fields<'_, '_>, name: &Located<String>) -> Option<Measure> {
    let shown = labelled(fields, &name.value);
    let missing = missing(fields, true);
    let test = fields.string("test").map(|test| label(&test.value)).filter(|test| !test.is_empty());
    let points = fields.integer("points", 1..=MOST_POINTS);
    let solved = fields.integer("solved", 1..=MOST_POINTS);
    let key = fields.string("key");
    let options = fields.strings("options");
    let findings = fields.findings();
    let refuse = |code: &'static str, bytes, message: &str, hint: &str| {
        findings.add(Finding::error(code, Place::Bytes(bytes), message).hint(hint));
    };
    let (scale, options) = match (key, options) {
        (None, None) => {
            let most = points.as_ref().map_or(1, |points| points.value);
            let reached = solved.as_ref().map_or(most, |solved| solved.value);
            if reached > most {
                refuse(
                    "item",
                    solved.map_or_else(|| fields.bytes(), |solved| solved.bytes),
                    "`solved` is more than the item has points",
                    "write the points from which it counts as solved",
                );
                return None;
            }
            (points_scale(most, reached), None)
        }
        (Some(key), Some(options)) => {
            let letters: Vec<String> = options.value.iter().map(|option| label(&option.value)).collect();
            let is_double = letters.iter().enumerate().any(|(at, letter)| {
                letter.is_empty()
                    || letters.iter().skip(at + 1).any(|other| other.to_lowercase() == letter.to_lowercase())
            });
            if points.is_some() || solved.is_some() || is_double || !(2..=MOST_OPTIONS).contains(&letters.len()) {
                let hint = format!(
                    "write key = \"B\" and options = [\"A\", \"B\", \"C\", \"D\"], 2 to {MOST_OPTIONS} different ones, without `points`"
                );
                refuse("levels", options.bytes, "an item has either options or points", &hint);
                return None;
            }
            let wanted = label(&key.value).to_lowercase();
            let Some(right) = letters.iter().position(|letter| letter.to_lowercase() == wanted) else {
                refuse("item", key.bytes, "`key` is none of the options", "write the right option as `options` does");
                return None;
            };
            (options_scale(&letters), Some((letters.len(), right)))
        }
        (key, options) => {
            let bytes =
                key.map(|key| key.bytes).or(options.map(|options| options.bytes)).unwrap_or_else(|| fields.bytes());
            refuse(
                "missing-key",
                bytes,
                "`key` and `options` belong together",
                "write key = \"B\" and options = [\"A\", \"B\", \"C\", \"D\"]",
            );
            return None;
        }
    };
    let item = Item { test: test.unwrap_or_else(|| TEST.to_owned()), options };
    let measure = Measure::new(name.value.clone(), shown, scale, missing, Source::Column);
    Some(Measure { item: Some(item), ..measure })
}

#[expect(clippy::cast_precision_loss, reason = "at most a hundred points")]
fn points_scale(most: i64, solved: i64) -> Scale {
    Scale {
        low: 0.0,
        high: most as f64,
        step: 1.0,
        error: None,
        cuts: vec![(solved as f64, "Solved".to_owned())],
        below: Some("Not solved".to_owned()),
        target: Some(1),
        codes: Vec::new(),
    }
}

/// The options in their order and, after them, no answer.
fn options_scale(letters: &[String]) -> Scale {
    let codes: Vec<String> = letters.iter().cloned().chain([NO_ANSWER.to_owned()]).collect();
    let names = letters.iter().cloned().chain(["No answer".to_owned()]);
    let cuts = names.enumerate().skip(1).map(|(at, name)| (at as f64 + 1.0, name)).collect();
    Scale {
        low: 1.0,
        high: codes.len() as f64,
        step: 1.0,
        error: None,
        cuts,
        below: letters.first().cloned(),
        target: None,
        codes,
    }
}
