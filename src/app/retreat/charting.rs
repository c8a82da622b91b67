//! Comments and actions: typed, charted, changed, linked, shelved, taken back.

use crate::protocol::{Capture, Evidence as Asked, Mode};
use crate::session::{Entry, Evidence, Rejected, Seq};

use super::super::event::Effect;
use super::super::form::Form;
use super::super::line::Line;
use super::draft::Draft;
use super::{Item, Part, Retreat, Save, Typing, Unfinished};

/// Seconds after which what is being typed is kept as a draft.
const DRAFT_SECONDS: u32 = 1;

impl Retreat {
    /// Opens the line for what this step captures.
    pub(in super::super) fn begin(&mut self) {
        match &self.step().capture {
            Some(Capture::List(_)) => self.typing = Some(Typing::Comment),
            Some(Capture::Predict(predict)) if predict.also_list => self.typing = Some(Typing::Comment),
            Some(Capture::Predict(_)) => self.begin_prediction(),
            Some(Capture::Action(action)) => {
                let asked: Vec<_> = self.form.fields().iter().map(|(field, _)| *field).collect();
                if self.form.is_blank() && asked != action.fields {
                    self.form = Form::new(&action.fields);
                }
                self.typing = Some(Typing::Action);
            }
            None => self.say("nothing is charted in this step"),
        }
    }

    /// What Enter does while no text is typed.
    pub(in super::super) fn main_action(&mut self, effects: &mut Vec<Effect>) {
        if self.chosen.is_some_and(|id| self.saves.of(id) == Save::Failed) || self.saves.worst() == Save::Failed {
            self.retry(effects);
        } else if self.part == Part::Comments && self.chosen.is_some() {
            self.change_chosen();
        } else if matches!(self.step().capture, Some(Capture::Predict(_))) {
            self.begin_prediction();
        } else {
            self.begin();
        }
    }

    fn change_chosen(&mut self) {
        let id = self.chosen;
        let state = self.session.state();
        if let Some(comment) = state.comments.iter().find(|comment| Some(comment.id) == id) {
            if !self.unfinished.line.is_blank() {
                self.say("the line holds a text: chart it or clear it first");
                return;
            }
            self.unfinished = Unfinished {
                line: Line::of(&comment.text),
                evidence: comment.evidence.clone(),
                tag: comment.tag.clone(),
                editing: id,
            };
            self.typing = Some(Typing::Comment);
        } else if let Some(action) = state.actions.iter().find(|action| Some(action.id) == id)
            && let Some(Capture::Action(capture)) = &self.step().capture
        {
            if !self.form.is_blank() {
                self.say("the form holds an action: chart it or clear it first");
                return;
            }
            let mut form = Form::of(&capture.fields, &action.fields);
            form.editing = Some(action.id);
            self.form = form;
            self.typing = Some(Typing::Action);
        }
    }

    /// Charts the line. The line stays open for the next comment.
    pub(in super::super) fn chart(&mut self, effects: &mut Vec<Effect>) {
        if self.unfinished.line.is_blank() {
            self.unfinished = Unfinished::default();
            self.say("type a comment, Enter charts it, Esc stops");
            return;
        }
        let required = matches!(&self.step().capture, Some(Capture::List(list)) if list.evidence == Asked::Required);
        if required && self.unfinished.evidence.is_none() && !self.marks().is_empty() {
            self.say("this step asks for evidence: Up and Down choose a mark, Ctrl+E links it");
            return;
        }
        let text = self.unfinished.line.text().trim().to_owned();
        if !self.may_chart(&text, None) {
            return;
        }
        let Unfinished { evidence, tag, editing, .. } = self.unfinished.clone();
        let entry = match editing {
            Some(id) => Entry::Edited { id, text, tag, evidence },
            None => Entry::Charted { step: self.step().id.clone(), text, tag, evidence, minute: self.minute() },
        };
        match self.try_record(entry, effects) {
            Ok(seq) => self.chosen = Some(editing.unwrap_or(seq)),
            Err(Rejected::NoChange) => self.say("nothing was changed"),
            Err(Rejected::Unknown(_)) => {
                self.unfinished.editing = None;
                return self.say("that comment was taken away meanwhile; Enter charts the words as a new one");
            }
            Err(other) => return self.say(format!("not charted: {other}")),
        }
        self.unfinished = Unfinished::default();
        if !self.step().takes_comments() {
            self.typing = None;
        }
        self.send_draft(effects);
    }

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
        if !values.contains_key(&crate::protocol::ActionField::Text) {
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
            None => Entry::Acted { step: self.step().id.clone(), fields: values, minute: self.minute() },
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

    /// The next tag of the step for the open line; after the last one, none.
    pub(in super::super) fn next_tag(&mut self) {
        let Some(Capture::List(list)) = &self.step().capture else { return self.say("this step has no tags") };
        let tags = list.tags.clone();
        if tags.is_empty() {
            return self.say("this step has no tags");
        }
        let next = match &self.unfinished.tag {
            None => tags.first(),
            Some(tag) => tags.iter().position(|t| t == tag).and_then(|at| tags.get(at + 1)),
        };
        self.unfinished.tag = next.cloned();
    }

    /// Keeps the chosen comment for the later step that the protocol names, or takes it from the shelf.
    pub(in super::super) fn shelve(&mut self, effects: &mut Vec<Effect>) {
        let Some(comment) = self.chosen_comment() else {
            return self.say("choose a comment first: Tab, then Up and Down");
        };
        let (id, from, shelved) = (comment.id, comment.step.clone(), comment.shelved.is_some());
        if shelved {
            self.record(Entry::Unshelved { id }, effects);
            self.chosen = None;
            return self.say("taken from the shelf; it stands in its first step again");
        }
        let from = self.protocol.steps.iter().find(|step| step.id == from);
        let Some(to) = from.and_then(|step| step.shelf).and_then(|at| self.protocol.steps.get(at)) else {
            return self.say("this step keeps no shelf");
        };
        let (to, title) = (to.id.clone(), to.title.clone());
        self.record(Entry::Shelved { id, to }, effects);
        self.chosen = None;
        self.say(format!("kept for \"{title}\""));
    }

    /// Takes the chosen comment or action away; undo brings it back.
    pub(in super::super) fn remove(&mut self, effects: &mut Vec<Effect>) {
        let Some(id) = self.chosen else { return self.say("choose a comment first: Tab, then Up and Down") };
        if self.record(Entry::Removed { id }, effects).is_some() {
            self.chosen = None;
            self.say("taken away; Ctrl+Z brings it back");
        }
    }

    fn open_line(&mut self) -> Option<&mut Line> {
        match self.typing? {
            Typing::Comment => Some(&mut self.unfinished.line),
            Typing::Prediction => Some(&mut self.number),
            Typing::Action => self.form.line(),
        }
    }

    /// Changes the open line, and has its words kept as a draft within a second.
    pub(in super::super) fn edit(&mut self, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.open_line() {
            change(line);
        }
        if self.typing != Some(Typing::Prediction) && self.draft_due.is_none() {
            self.draft_due = Some(self.now.after(DRAFT_SECONDS));
        }
    }

    /// Types into the open line.
    pub(in super::super) fn type_text(&mut self, text: &str) {
        let mut fits = true;
        if self.typing == Some(Typing::Prediction) {
            let number: String = text.chars().filter(|c| c.is_ascii_digit() || ".,-".contains(*c)).collect();
            self.edit(|line| fits = line.text().len() + number.len() <= 12 && line.insert(&number));
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
    fn send_draft(&mut self, effects: &mut Vec<Effect>) {
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
        if !self.unfinished.line.is_blank() || !self.form.is_blank() {
            // The last word is complete now.
            self.draft_due = Some(self.now);
            self.say("the text is kept; a goes on with it");
        }
    }

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
        let gone = self.chosen.is_some_and(|id| !self.items().iter().any(|item| item.id() == id));
        if gone {
            self.chosen = None;
        }
        if self.mark.is_some() && self.chosen_mark().is_none() {
            self.mark = None;
        }
        if self.showing() == crate::chart::Showing::Axes {
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
            _ => "the last change",
        }
    }

    /// Whether the segment is a round.
    #[must_use]
    pub fn in_round(&self) -> bool {
        self.segment().is_some_and(|(_, segment, _)| segment.mode == Mode::RoundRobin)
    }

    /// The next speaker has the word.
    pub(in super::super) fn next_speaker(&mut self, passes: bool) {
        if !self.in_round() {
            return self.say("there is no round in this part of the step");
        }
        if passes && !self.segment().is_some_and(|(_, segment, _)| segment.may_pass) {
            return self.say("in this round nobody passes");
        }
        self.round.turns = self.round.turns.saturating_add(1);
        self.round.passes = self.round.passes.saturating_add(u32::from(passes));
    }

    /// Somebody says ditto to the chosen comment, or to the newest.
    pub(in super::super) fn ditto(&mut self, effects: &mut Vec<Effect>) {
        if !self.segment().is_some_and(|(_, segment, _)| segment.mode == Mode::RoundRobin && segment.may_ditto) {
            return self.say("ditto belongs to a round that allows it");
        }
        let newest = self.items().iter().rev().find_map(|item| match item {
            Item::Comment(comment, super::Origin::Own) => Some(comment.id),
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
