//! The parking lot: what somebody says that must not be lost and does not belong into this step.

use crate::session::{Comment, Entry, PARKING_LOT};

use super::super::event::Effect;
use super::{Retreat, Typing, Unfinished};

impl Retreat {
    /// The comments in the parking lot, oldest first.
    pub fn parked(&self) -> impl Iterator<Item = &Comment> {
        let stands_there = |comment: &&Comment| comment.shelved.as_deref().unwrap_or(&comment.step) == PARKING_LOT;
        self.session.state().comments.iter().filter(stands_there)
    }

    /// Whether the open line goes to the parking lot; its comments stand in the list meanwhile.
    #[must_use]
    pub fn is_parking(&self) -> bool {
        self.typing == Some(Typing::Comment) && self.unfinished.parked
    }

    /// Opens the line for the parking lot.
    pub(in super::super) fn go_to_parking_lot(&mut self) {
        if !self.unfinished.parked && !self.unfinished.line.is_blank() {
            return self.say("the line holds a text: chart it or clear it first");
        }
        if !self.unfinished.parked {
            self.unfinished = Unfinished { parked: true, ..Unfinished::default() };
        }
        self.typing = Some(Typing::Comment);
    }

    /// Charts the open line in the parking lot, and goes back to the step.
    pub(super) fn park(&mut self, effects: &mut Vec<Effect>) {
        let text = self.unfinished.line.text().trim().to_owned();
        if text.is_empty() {
            self.unfinished = Unfinished::default();
            self.typing = None;
            return;
        }
        if !self.may_chart(&text, None) {
            return;
        }
        let entry = Entry::Charted {
            step: PARKING_LOT.to_owned(),
            text,
            tag: None,
            evidence: None,
            question: None,
            about: None,
            minute: self.minute(),
        };
        match self.try_record(entry, effects) {
            Ok(_) => self.say("in the parking lot; it stands in the report"),
            Err(other) => return self.say(format!("not charted: {other}")),
        }
        self.unfinished = Unfinished::default();
        self.typing = None;
        self.send_draft(effects);
    }
}
