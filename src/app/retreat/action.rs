//! The form of an action: filled in field by field, and charted.

use crate::protocol::{ActionField, Capture};
use crate::session::{Entry, Rejected};

use super::super::event::Effect;
use super::super::form::Form;
use super::Retreat;

impl Retreat {
    /// Goes on in the form; on its last field charts the action.
    pub(in super::super) fn next_field(&mut self, effects: &mut Vec<Effect>) {
        let open = self.form.fields().get(self.form.at()).map(|(field, line)| (*field, line.text().trim().to_owned()));
        if open.is_some_and(|(field, text)| !self.may_chart(&text, Some(field))) {
            return;
        }
        if !self.form.at_last() {
            self.form.step(true);
            return;
        }
        let values = self.form.values();
        if !values.contains_key(&ActionField::Text) {
            self.say("an action needs at least what will be done (first field)");
            return;
        }
        if self.stops_at_field() {
            return;
        }
        let Some(Capture::Action(capture)) = &self.step().capture else { return };
        let empty = Form::new(&capture.fields);
        let editing = self.form.editing;
        let entry = match editing {
            Some(id) => Entry::Reworked { id, fields: values },
            None => Entry::Acted {
                step: self.step().id.clone(),
                fields: values,
                about: self.turn_key(),
                minute: self.minute(),
            },
        };
        match self.try_record(entry, effects) {
            Ok(seq) => self.chosen = Some(editing.unwrap_or(seq)),
            Err(Rejected::NoChange) => self.say("nothing was changed"),
            Err(Rejected::Unknown(_)) => {
                self.form.editing = None;
                return self.say("that action was taken away meanwhile; Enter charts it as a new one");
            }
            Err(other) => return self.say(format!("not charted: {other}")),
        }
        self.form = empty;
        self.send_draft(effects);
    }
}
