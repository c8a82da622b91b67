//! Evidence: the mark of a picture that a comment or a cell points to.

use crate::session::{Entry, Evidence};

use super::super::event::Effect;
use super::{Item, Retreat, Typing};

impl Retreat {
    fn evidence_of_mark(&mut self) -> Option<Evidence> {
        let Some(mark) = self.chosen_mark() else {
            let none = self.marks().is_empty();
            self.say(if none { "there is no mark to link to" } else { "choose a mark first: Up and Down" });
            return None;
        };
        let view = self.current_view()?.id().to_owned();
        Some(Evidence { view, mark: mark.key, label: mark.label, value: mark.value })
    }

    /// Links to the chosen mark: the open line while typing, else the chosen (or the newest) comment.
    pub(in super::super) fn link(&mut self, effects: &mut Vec<Effect>) {
        let Some(evidence) = self.evidence_of_mark() else { return };
        let words = format!("linked to {}: {}", evidence.label, evidence.value);
        if self.typing == Some(Typing::Cell) {
            if let Some(cell) = self.cells.get_mut(&self.spot("")) {
                cell.evidence = Some(evidence);
            }
            return self.say(words);
        }
        if self.is_matrix() {
            return self.link_cell(evidence, effects);
        }
        if self.typing == Some(Typing::Comment) {
            self.unfinished.evidence = Some(evidence);
            self.say(words);
            return;
        }
        let newest = || {
            let items = self.items();
            items.iter().rev().find_map(|item| if let Item::Comment(c, _) = item { Some(c.id) } else { None })
        };
        let Some(id) = self.chosen_comment().map(|comment| comment.id).or_else(newest) else {
            self.say("there is no comment to link");
            return;
        };
        let Some(comment) = self.session.state().comments.iter().find(|c| c.id == id) else { return };
        let entry =
            Entry::Edited { id, text: comment.text.clone(), tag: comment.tag.clone(), evidence: Some(evidence) };
        self.record(entry, effects);
        self.say(words);
    }
}
