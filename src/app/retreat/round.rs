//! Rounds and small groups: whose turn it is. Only counted, never who.

use crate::protocol::{Merge, Mode};
use crate::session::Entry;

use super::super::event::Effect;
use super::{Item, Origin, Retreat};

/// The round in a round-robin segment; never saved, because the order of speakers would tell who said what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// How many have had their turn.
    pub turns: u32,
    /// How many of them passed.
    pub passes: u32,
}

impl Retreat {
    /// Whether the segment is a round.
    #[must_use]
    pub fn in_round(&self) -> bool {
        self.segment().is_some_and(|(_, segment, _)| segment.mode == Mode::RoundRobin)
    }

    /// What each small group brings back, while they are at work or report back to everybody.
    #[must_use]
    pub fn reports_back(&self) -> Option<Merge> {
        let (at, segment, _) = self.segment()?;
        let first = self.step().segments.iter().position(|segment| segment.mode == Mode::SmallGroups)?;
        let reports = at >= first && matches!(segment.mode, Mode::SmallGroups | Mode::WholeGroup);
        reports.then(|| self.step().groups.map(|groups| groups.merge).unwrap_or_default())
    }

    /// The next speaker has the word, or the next small group.
    pub(in super::super) fn next_speaker(&mut self, passes: bool) {
        if let (Some(merge), false) = (self.reports_back(), passes) {
            self.round.turns = self.round.turns.saturating_add(1);
            let what = if merge == Merge::One { "one entry" } else { "all it found" };
            return self.say(format!("group {} brings back {what}; n goes to the next group", self.round.turns));
        }
        if !self.in_round() {
            return self.say("there is no round in this part of the step");
        }
        if passes && !self.segment().is_some_and(|(_, segment, _)| segment.may_pass) {
            return self.say("in this round nobody passes");
        }
        self.round.turns = self.round.turns.saturating_add(1);
        self.round.passes = self.round.passes.saturating_add(u32::from(passes));
        let (may_pass, may_ditto) = self.segment().map_or((false, false), |(_, s, _)| (s.may_pass, s.may_ditto));
        let done = if passes { "passed" } else { "the next one has the word" };
        self.say(match (may_pass, may_ditto) {
            (true, true) => format!("{done}; d says ditto, k passes"),
            (true, false) => format!("{done}; k passes"),
            (false, true) => format!("{done}; d says ditto"),
            (false, false) => done.to_owned(),
        });
    }

    /// Somebody says ditto to the chosen comment, or to the newest.
    pub(in super::super) fn ditto(&mut self, effects: &mut Vec<Effect>) {
        if !self.segment().is_some_and(|(_, segment, _)| segment.mode == Mode::RoundRobin && segment.may_ditto) {
            return self.say("ditto belongs to a round that allows it");
        }
        let newest = self.items().iter().rev().find_map(|item| match item {
            Item::Comment(comment, Origin::Own) => Some(comment.id),
            _ => None,
        });
        let Some(id) = self.chosen_comment().map(|comment| comment.id).or(newest) else {
            return self.say("there is no comment yet");
        };
        if self.record(Entry::Dittoed { id }, effects).is_some() {
            self.round.turns = self.round.turns.saturating_add(1);
        }
    }
}
