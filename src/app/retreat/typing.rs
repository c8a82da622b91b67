//! The open line: text goes into it, and its words are kept as a draft.

use super::super::event::Effect;
use super::super::line::Line;
use super::super::sheet::Sheet;
use super::draft::Draft;
use super::{Kept, Retreat, Typing};

/// Seconds after which what is being typed is kept as a draft.
const DRAFT_SECONDS: u32 = 1;

impl Retreat {
    pub(super) fn open_line(&mut self) -> Option<&mut Line> {
        match self.typing? {
            Typing::Comment => Some(&mut self.unfinished.line),
            Typing::Prediction => {
                let spot = self.spot_of_target()?;
                Some(self.numbers.entry(spot).or_default())
            }
            Typing::Action => self.form.line(),
            Typing::Count => self.sheets.get_mut(&self.spot_of_count()?).and_then(Sheet::line),
            Typing::Cell => self.cells.get_mut(&self.spot("")).map(|cell| &mut cell.line),
        }
    }

    /// Changes the open line, and has its words kept as a draft within a second.
    pub(in super::super) fn edit(&mut self, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.open_line() {
            change(line);
        }
        self.draft_soon();
    }

    /// Has what is open kept as a draft within a second.
    pub(super) fn draft_soon(&mut self) {
        if self.draft_due.is_none() {
            self.draft_due = Some(self.now.after(DRAFT_SECONDS));
        }
    }

    /// Types into the open line.
    pub(in super::super) fn type_text(&mut self, text: &str) {
        let mut fits = true;
        if self.typing == Some(Typing::Count) {
            let sheet = self.spot_of_count().and_then(|spot| self.sheets.get_mut(&spot));
            if !sheet.is_some_and(|sheet| sheet.digits_in(text)) {
                return self.say("that is more than a room holds");
            }
            self.draft_soon();
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
        // What was only looked at stays as it was charted.
        self.sheets.retain(|_, sheet| !sheet.is_unchanged());
        let words = match self.kept_here() {
            None => return,
            Some(Kept::Comment | Kept::Action) => "the text is kept; a goes on with it",
            Some(Kept::Parked) => "the text is kept; l goes on with it",
            Some(Kept::Cell) => "the cell is kept, not charted; Enter goes on with it",
            Some(Kept::Count | Kept::OtherCount) if self.counts_slips() => {
                "the numbers stay here until they are charted or chartpaper is left; Enter goes on"
            }
            Some(Kept::Count | Kept::OtherCount) => "the numbers are kept, not charted; Enter goes on with them",
            Some(Kept::Prediction) => "the number is kept, not charted; Enter goes on with it",
        };
        // The last word is complete now.
        self.draft_due = Some(self.now);
        self.say(words);
    }
}
