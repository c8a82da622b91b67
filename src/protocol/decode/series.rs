//! `[series]`: retreats that follow one another.

use super::words;
use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located, unknown_word};
use crate::protocol::limits::{AFTER_DAYS, PER_YEAR};
use crate::protocol::{Carry, Series};

/// A series as it was read; its check-points name steps.
pub(in crate::protocol) struct SeriesDraft {
    pub(in crate::protocol) series: Series,
    /// Days, the step's id.
    pub(in crate::protocol) checkpoints: Vec<(u32, Located<String>)>,
}

pub(super) fn decode(fields: &mut Fields<'_, '_>) -> Option<SeriesDraft> {
    let mut table = fields.table("series")?;
    let key = words::identifier(&mut table, "key").unwrap_or_default();
    let per_year = table.integer("per_year", PER_YEAR).and_then(|found| u32::try_from(found.value).ok());
    let mut carry = Vec::new();
    for word in words::distinct(&mut table, "carry", words::WORD).unwrap_or_default() {
        match Carry::WORDS.iter().find(|(known, _)| *known == word.value) {
            Some((_, known)) => carry.push(*known),
            None => table.findings().add(unknown_word("carry", &word, Carry::WORDS.iter().map(|(word, _)| *word))),
        }
    }
    let mut checkpoints: Vec<(u32, Located<String>)> = Vec::new();
    for mut checkpoint in table.tables("checkpoints") {
        checkpoint.require("after_days");
        let days = checkpoint.integer("after_days", AFTER_DAYS);
        let step = checkpoint.required_string("start_at");
        if let (Some(days), Some((before, _))) = (&days, checkpoints.last())
            && days.value <= i64::from(*before)
        {
            let message = format!("this check-point does not come after the one of {before} days");
            let finding = Finding::error("checkpoint-order", Place::Bytes(days.bytes.clone()), message);
            checkpoint.findings().add(finding.hint("write them in the order of their days"));
        }
        if let (Some(days), Some(step)) = (days.and_then(|days| u32::try_from(days.value).ok()), step) {
            checkpoints.push((days, step));
        }
        checkpoint.finish();
    }
    table.finish_with(words::OUTSIDE_SERIES);
    Some(SeriesDraft { series: Series { key, per_year, carry, checkpoints: Vec::new() }, checkpoints })
}
