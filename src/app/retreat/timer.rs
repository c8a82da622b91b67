//! The timer of a step: whole minutes, a soft end, a visible overrun.

use crate::protocol::Segment;
use crate::session::{Entry, StepClock};

use super::super::event::{Effect, Moment};
use super::Retreat;

/// The timer of the step in which the group is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    before: u32,
    since: Option<Moment>,
    extra: u32,
}

impl Timer {
    /// Goes on from where the timer of a step stood.
    #[must_use]
    pub fn resume(clock: StepClock, now: Moment) -> Self {
        Self { before: clock.seconds, since: (!clock.paused).then_some(now), extra: clock.extra }
    }

    /// Seconds used.
    #[must_use]
    pub fn seconds(&self, now: Moment) -> u32 {
        self.before.saturating_add(self.since.map_or(0, |since| now.seconds_since(since)))
    }

    /// Minutes added by hand.
    #[must_use]
    pub fn extra(&self) -> u32 {
        self.extra
    }

    /// Whether it is halted.
    #[must_use]
    pub fn paused(&self) -> bool {
        self.since.is_none()
    }

    /// When the shown minute changes next.
    #[must_use]
    pub fn next_change(&self, now: Moment) -> Option<Moment> {
        let since = self.since?;
        let to_minute = 60 - self.seconds(now) % 60;
        Some(since.after(now.seconds_since(since) + to_minute))
    }

    fn pause(&mut self, now: Moment) {
        self.before = self.seconds(now);
        self.since = if self.since.is_some() { None } else { Some(now) };
    }
}

impl Retreat {
    /// Whole minutes that the step has used.
    #[must_use]
    pub fn minute(&self) -> u32 {
        self.timer.seconds(self.now) / 60
    }

    /// Minutes left in the step; negative when it runs over.
    #[must_use]
    pub fn minutes_left(&self) -> i64 {
        i64::from(self.step().minutes) + i64::from(self.timer.extra) - i64::from(self.minute())
    }

    /// The segment of the step at this minute and the minutes left in it, with its position from 0.
    #[must_use]
    pub fn segment(&self) -> Option<(usize, &Segment, i64)> {
        let mut begins = 0;
        let segments = &self.step().segments;
        let minute = self.minute().saturating_add(self.skipped);
        for (at, segment) in segments.iter().enumerate() {
            let ends = begins + segment.minutes;
            if minute < ends || at + 1 == segments.len() {
                return Some((at, segment, i64::from(ends) - i64::from(minute)));
            }
            begins = ends;
        }
        None
    }

    /// Minutes behind the plan; negative when ahead. Steps that were passed over count as time won.
    #[must_use]
    pub fn minutes_behind(&self) -> i64 {
        let state = self.session.state();
        let mut seconds = 0_i64;
        let begins_at = self.end(false);
        for (at, step) in self.protocol.steps.iter().enumerate().skip(begins_at) {
            if !step.takes_place(self.occasion) {
                continue;
            }
            let planned = i64::from(step.minutes) * 60;
            if at == self.at {
                seconds += (i64::from(self.timer.seconds(self.now)) - planned).max(0);
            } else {
                let used = state.clocks.get(&step.id).map_or(0, |clock| i64::from(clock.seconds));
                seconds += if at < self.at { used - planned } else { used };
            }
        }
        seconds / 60
    }

    pub(super) fn clock_entry(&self) -> Entry {
        Entry::Clock {
            step: self.step().id.clone(),
            seconds: self.timer.seconds(self.now),
            extra: self.timer.extra,
            paused: self.timer.paused(),
        }
    }

    pub(in super::super) fn start_timer(&mut self) {
        let clock = self.session.state().clocks.get(&self.step().id).copied().unwrap_or_default();
        self.timer = Timer::resume(clock, self.now);
        self.round = super::Round::default();
        self.skipped = 0;
    }

    /// The next part of the step begins now; the minutes that this one had left are won.
    pub(in super::super) fn next_segment(&mut self) {
        let last = self.step().segments.len().saturating_sub(1);
        match self.segment() {
            Some((at, _, left)) if at < last => {
                self.skipped = self.skipped.saturating_add(u32::try_from(left.max(0)).unwrap_or(0));
                self.round = super::Round::default();
                self.say("the next part of this step");
            }
            _ => self.say("this is the last part of the step; Space goes on"),
        }
    }

    pub(in super::super) fn toggle_pause(&mut self, effects: &mut Vec<Effect>) {
        self.timer.pause(self.now);
        self.record(self.clock_entry(), effects);
        self.say(if self.timer.paused() { "timer halted; p goes on" } else { "timer goes on" });
    }

    pub(in super::super) fn add_minute(&mut self, effects: &mut Vec<Effect>) {
        self.timer.extra = self.timer.extra.saturating_add(1);
        self.record(self.clock_entry(), effects);
        self.say("one more minute");
    }

    /// Brings the state up to `now`: a new minute is noted in the session, a draft that is due is kept.
    pub(in super::super) fn advance(&mut self, now: Moment, effects: &mut Vec<Effect>) {
        let before = self.minute();
        self.now = self.now.max(now);
        if !self.curtain && self.minute() != before {
            self.record(self.clock_entry(), effects);
        }
        if self.draft_due.is_some_and(|due| due <= self.now) {
            self.keep_draft(effects);
        }
    }

    /// When something changes next without a key.
    #[must_use]
    pub(in super::super) fn next_wake(&self) -> Option<Moment> {
        let minute = if self.curtain { None } else { self.timer.next_change(self.now) };
        minute.into_iter().chain(self.draft_due).min()
    }
}
