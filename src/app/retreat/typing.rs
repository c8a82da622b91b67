//! The open line: text goes into it, and its words are kept as a draft.

use super::super::event::Effect;
use super::super::line::Line;
use super::super::sheet::Sheet;
use super::draft::Draft;
use super::{Retreat, Typing};

/// Seconds after which what is being typed is kept as a draft.
const DRAFT_SECONDS: u32 = 1;

impl Retreat {
    pub(super) fn open_line(&mut self) -> Option<&mut Line> {
        match self.typing? {
            Typing::Comment => Some(&mut self.unfinished.line),
            Typing::Prediction => Some(&mut self.number),
            Typing::Action => self.form.line(),
            Typing::Count => self.sheets.get_mut(&self.at).and_then(Sheet::line),
            Typing::Cell => Some(&mut self.cell.line),
        }
    }

    /// Changes the open line, and has its words kept as a draft within a second.
    pub(in super::super) fn edit(&mut self, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.open_line() {
            change(line);
        }
        let is_number = matches!(self.typing, Some(Typing::Prediction | Typing::Count));
        if !is_number && self.draft_due.is_none() {
            self.draft_due = Some(self.now.after(DRAFT_SECONDS));
        }
    }

    /// Types into the open line.
    pub(in super::super) fn type_text(&mut self, text: &str) {
        let mut fits = true;
        if self.typing == Some(Typing::Count) {
            fits = self.sheets.get_mut(&self.at).is_some_and(|sheet| sheet.digits_in(text));
            if !fits {
                return self.say("that is more than a room holds");
            }
        } else if self.typing == Some(Typing::Prediction) {
            let several = self.aggregates();
            let may = |c: &char| c.is_ascii_digit() || ".,-".contains(*c) || (several && *c == ' ');
            let number: String = text.chars().filter(may).collect();
            let most = if several { 400 } else { 24 };
            self.edit(|line| fits = line.text().len() + number.len() <= most && line.insert(&number));
        } else {
            self.edit(|line| fits = line.insert(text));
        }
        if !fits {
            self.say("longer than one comment can be: nothing was added; paste it in parts");
        }
    }

    pub(super) fn keep_draft(&mut self, effects: &mut Vec<Effect>) {
        if self.draft_due.take().is_some() {
            self.send_draft(effects);
        }
    }

    /// Has the texts that are not charted kept as they stand; none removes what was kept.
    pub(super) fn send_draft(&mut self, effects: &mut Vec<Effect>) {
        self.draft_due = None;
        if !self.rehearsal {
            effects.push(Effect::Draft(Draft::of(self).text()));
        }
    }

    /// Keeps the words of the open texts at once, when the program is ended from outside.
    pub(in super::super) fn rescue_draft(&mut self, effects: &mut Vec<Effect>) {
        self.keep_draft(effects);
    }

    /// Stops typing; every text is kept.
    pub(in super::super) fn stop_typing(&mut self) {
        self.typing = None;
        if self.has_open_text() {
            // The last word is complete now.
            self.draft_due = Some(self.now);
            self.say("the text is kept; a goes on with it");
        }
    }
}
