//! Undo and redo: of the open text first, else of the session.

use crate::chart::Showing;
use crate::protocol::Capture;
use crate::session::{Entry, PARKING_LOT, Seq};

use super::super::event::Effect;
use super::super::form::Form;
use super::super::line::Line;
use super::{Retreat, Unfinished};

impl Retreat {
    /// Takes back the last change of the open text, else the last thing that was charted or shown.
    pub(in super::super) fn undo(&mut self, effects: &mut Vec<Effect>) {
        if let Some(line) = self.open_line()
            && !line.text().is_empty()
        {
            if !line.undo() {
                self.say("there is nothing to undo in this text; Esc leaves it");
            }
            return;
        }
        let Some(of) = self.session.state().undoable else { return self.say("there is nothing to undo") };
        let charted = self.session.state().comment(of).cloned();
        let acted = self.session.state().action(of).cloned();
        let words = self.words_for(of);
        if self.record(Entry::Undone { of }, effects).is_none() {
            return self.say("that cannot be undone");
        }
        if let Some(comment) = charted
            && self.unfinished.line.is_blank()
        {
            self.unfinished = Unfinished {
                line: Line::of(&comment.text),
                evidence: comment.evidence,
                tag: comment.tag,
                question: comment.question,
                parked: comment.step == PARKING_LOT,
                editing: None,
            };
        }
        if let Some(action) = acted
            && self.form.is_blank()
            && let Some(Capture::Action(capture)) = &self.step().capture
        {
            self.form = Form::of(&capture.fields, &action.fields);
            self.draft_due = Some(self.now);
        }
        self.after_change();
        self.say(format!("undone: {words}"));
    }

    /// Brings back what was undone last.
    pub(in super::super) fn redo(&mut self, effects: &mut Vec<Effect>) {
        if self.open_line().is_some_and(Line::redo) {
            return;
        }
        let Some(of) = self.session.state().redoable else { return self.say("there is nothing to redo") };
        let words = self.words_for(of);
        if self.record(Entry::Redone { of }, effects).is_none() {
            return self.say("that cannot be brought back");
        }
        let back = self.session.state().comments.iter().find(|comment| comment.id == of);
        if back.is_some_and(|comment| comment.text == self.unfinished.line.text()) {
            self.unfinished = Unfinished::default();
        }
        self.after_change();
        self.say(format!("brought back: {words}"));
    }

    fn after_change(&mut self) {
        let gone = self.chosen.is_some_and(|id| !self.items().iter().any(|item| item.id() == Some(id)));
        if gone {
            self.chosen = None;
        }
        if self.mark.is_some() && self.chosen_mark().is_none() {
            self.mark = None;
        }
        if self.showing() == Showing::Axes {
            self.values = false;
        }
    }

    fn words_for(&self, seq: Seq) -> &'static str {
        let entry = self.session.entries().iter().find(|(number, _)| *number == seq).map(|(_, entry)| entry);
        match entry {
            Some(Entry::Charted { .. }) => "a comment",
            Some(Entry::Acted { .. }) => "an action",
            Some(Entry::Predicted { .. }) => "a prediction",
            Some(Entry::Edited { .. } | Entry::Reworked { .. }) => "a change",
            Some(Entry::Removed { .. }) => "a removal",
            Some(Entry::Shelved { .. } | Entry::Unshelved { .. }) => "the shelf",
            Some(Entry::Dittoed { .. }) => "a ditto",
            Some(Entry::Revealed { .. }) => "the reveal",
            Some(Entry::Covered { .. }) => "the covering",
            Some(Entry::Tallied { .. }) => "a count",
            Some(Entry::Placed { .. }) => "where it was put",
            Some(Entry::Filled { .. }) => "a cell",
            _ => "the last change",
        }
    }
}
