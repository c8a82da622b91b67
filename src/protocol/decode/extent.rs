//! How far a step reaches: who is in it, how often, on which occasion, and what of it can be cut.

use super::words;
use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located};
use crate::protocol::limits::{CUT_ORDER, GROUP_SIZE, MINUTES};
use crate::protocol::{Groups, Merge, Occasion};

/// What was read of it.
pub(super) struct Extent {
    pub(super) groups: Option<Groups>,
    /// The step whose items it goes through, and what is asked before the next.
    pub(super) repeat: Option<(Located<String>, String)>,
    pub(super) optional: bool,
    pub(super) cut_order: Option<u32>,
    pub(super) min_minutes: Option<u32>,
    pub(super) only_in: Option<Occasion>,
}

pub(super) fn decode(fields: &mut Fields<'_, '_>, minutes: Option<&Located<u32>>) -> Extent {
    let groups = groups(fields);
    let repeat = repeat(fields);
    let optional = fields.boolean("optional").is_some_and(|found| found.value);
    let cut_at = fields.key_bytes("cut_order");
    let cut_order = fields.integer("cut_order", CUT_ORDER).and_then(|found| u32::try_from(found.value).ok());
    let lacks_least = fields.lacks("min_minutes");
    let least = fields.integer("min_minutes", MINUTES);
    if let (Some(least), Some(minutes)) = (&least, minutes)
        && least.value > i64::from(minutes.value)
    {
        let message = format!("the step takes {} minutes, `min_minutes` is more", minutes.value);
        let finding = Finding::error("min-minutes", Place::Bytes(least.bytes.clone()), message);
        fields.findings().add(finding.hint(format!("write min_minutes = {} or less", minutes.value)));
    }
    if let (Some(at), Some(_)) = (cut_at, cut_order)
        && !optional
        && lacks_least
    {
        let message = "`cut_order` says when this step is shortened, and nothing says to what";
        let finding = Finding::advice("cut-nothing", Place::Bytes(at), message);
        fields.findings().add(finding.hint("add min_minutes = ..., or optional = true"));
    }
    Extent {
        groups,
        repeat,
        optional,
        cut_order,
        min_minutes: least.and_then(|found| u32::try_from(found.value).ok()),
        only_in: fields.choice("only_in", Occasion::WORDS).map(|found| found.value),
    }
}

/// `groups = {size = 4, merge = "append"}`.
fn groups(fields: &mut Fields<'_, '_>) -> Option<Groups> {
    let mut groups = fields.table("groups")?;
    groups.require("size");
    let size = groups.integer("size", GROUP_SIZE).and_then(|found| u32::try_from(found.value).ok());
    let merge = groups.choice("merge", Merge::WORDS).map_or(Merge::default(), |found| found.value);
    groups.finish();
    Some(Groups { size: size?, merge })
}

/// `repeat = {over = "choose", ask = "Another one?"}`.
fn repeat(fields: &mut Fields<'_, '_>) -> Option<(Located<String>, String)> {
    let mut repeat = fields.table("repeat")?;
    let over = repeat.required_string("over");
    let ask = words::line(&mut repeat, "ask", words::LINE).unwrap_or_default();
    repeat.finish();
    Some((over?, ask))
}
