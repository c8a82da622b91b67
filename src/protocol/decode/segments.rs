//! The timed parts of a step: one `mode` for all of it, or `[[step.segment]]`.

use super::words;
use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located, unknown_word};
use crate::protocol::limits::MINUTES;
use crate::protocol::{Mode, Segment};

/// The segments of a step; their minutes add up to the step's, or there is a finding.
pub(super) fn decode(step: &mut Fields<'_, '_>, minutes: Option<&Located<u32>>) -> Vec<Segment> {
    let mode_at = step.key_bytes("mode");
    let mode = step.choice("mode", Mode::WORDS);
    let parted = step.has("segment");
    let tables = step.tables("segment");
    if let Some(at) = mode_at
        && parted
    {
        let message = "this step has both `mode` and [[step.segment]]";
        let finding = Finding::error("mode-twice", Place::Bytes(at), message);
        step.findings().add(finding.hint("delete the line; each segment has its own mode"));
    }
    let whole = minutes.map(|minutes| minutes.value);
    if !parted {
        let mode = mode.map_or(Mode::WholeGroup, |mode| mode.value);
        return vec![Segment::of(mode, whole.unwrap_or(0))];
    }
    let alone = tables.len() == 1;
    let read: Vec<_> = tables.into_iter().map(|table| one(table, whole.filter(|_| alone))).collect();
    let times: Option<Vec<u32>> = read.iter().map(|(_, minutes)| *minutes).collect();
    if let (Some(times), Some(minutes)) = (times, minutes)
        && !times.is_empty()
    {
        let sum: u32 = times.iter().sum();
        if sum != minutes.value {
            let message = format!("the segments add up to {sum} minutes, the step takes {}", minutes.value);
            let finding = Finding::error("segment-minutes", Place::Bytes(minutes.bytes.clone()), message);
            step.findings().add(finding.hint(format!("write minutes = {sum}, or change a segment")));
        }
    }
    read.into_iter().map(|(segment, _)| segment).collect()
}

/// One segment and its minutes, if they are known; `whole` are those of the step when the segment is its only one.
fn one(mut fields: Fields<'_, '_>, whole: Option<u32>) -> (Segment, Option<u32>) {
    fields.require("mode");
    let mode = fields.choice("mode", Mode::WORDS);
    if whole.is_none() {
        fields.require("minutes");
    }
    let lacks_minutes = fields.lacks("minutes");
    let minutes = fields.integer("minutes", MINUTES).and_then(|found| u32::try_from(found.value).ok());
    let minutes = minutes.or(whole.filter(|_| lacks_minutes));
    if let Some(mode) = &mode
        && mode.value != Mode::RoundRobin
    {
        for key in ["direction", "allow"] {
            if let Some(bytes) = fields.refuse(key) {
                let message = format!("`{key}` has no effect in mode \"{}\"", mode.value.word());
                let finding = Finding::error("only-in-round", Place::Bytes(bytes), message);
                fields.findings().add(finding.hint("delete the line, or write mode = \"round-robin\""));
            }
        }
    }
    let mut segment = Segment::of(mode.map_or(Mode::WholeGroup, |mode| mode.value), minutes.unwrap_or(0));
    segment.direction = words::line(&mut fields, "direction", words::TAG).filter(|direction| !direction.is_empty());
    for word in words::distinct(&mut fields, "allow", words::WORD).unwrap_or_default() {
        match word.value.as_str() {
            "pass" => segment.may_pass = true,
            "ditto" => segment.may_ditto = true,
            _ => fields.findings().add(unknown_word("allow", &word, ["pass", "ditto"].into_iter())),
        }
    }
    if let Some(discussion) = fields.boolean("discussion") {
        segment.discussion = discussion.value;
    }
    fields.finish_with(words::ABOVE_PART);
    (segment, minutes)
}
