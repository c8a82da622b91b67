//! What a step captures is begun, and comments are charted, changed, tagged, shelved, taken away.

use crate::protocol::{Capture, Evidence as Asked};
use crate::session::{Entry, PARKING_LOT, Rejected};

use super::super::event::Effect;
use super::super::form::Form;
use super::super::line::Line;
use super::{Part, Retreat, Save, Typing, Unfinished};

impl Retreat {
    /// Opens the line for what this step captures.
    pub(in super::super) fn begin(&mut self) {
        if self.unfinished.parked && !self.unfinished.line.is_blank() {
            self.typing = Some(Typing::Comment);
            return;
        }
        self.unfinished.parked = false;
        match &self.step().capture {
            Some(Capture::List(list)) => {
                let asks = list.per_question && self.unfinished.question.is_none();
                if asks && self.unfinished.editing.is_none() {
                    self.unfinished.question = self.step().questions.first().cloned();
                }
                self.typing = Some(Typing::Comment);
            }
            Some(Capture::Edit(edit)) => {
                if self.unfinished.line.is_blank() {
                    self.unfinished.line = Line::of(&self.newest_wording(edit.from));
                }
                self.typing = Some(Typing::Comment);
            }
            Some(Capture::Poll(_) | Capture::Scale(_) | Capture::Plane(_) | Capture::Vote(_)) => {
                self.begin_count(true);
            }
            Some(Capture::Matrix(matrix)) if !matrix.insert => self.begin_row(),
            Some(Capture::Cluster(cluster)) if !cluster.free => self.say("the headings are given: type their numbers"),
            Some(Capture::Matrix(_) | Capture::Cluster(_)) => self.typing = Some(Typing::Comment),
            Some(Capture::Review(_) | Capture::Confirm(_)) => self.say("Enter, or the number of a word"),
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
        } else if self.board().is_some() && self.part == Part::Comments {
            self.act_on_row(effects);
        } else if self.part == Part::Comments && self.chosen.is_some() {
            self.change_chosen();
        } else if matches!(self.step().capture, Some(Capture::Predict(_))) {
            self.begin_prediction();
        } else {
            self.begin();
        }
    }

    /// The words that an edit begins with: the newest wording here, else what the earlier step saved last.
    fn newest_wording(&self, from: crate::protocol::StepIndex) -> String {
        let of = |id: &str| self.session.state().comments.iter().rev().find(|c| c.step == id).map(|c| c.text.clone());
        let earlier = self.protocol.steps.get(from).and_then(|step| of(&step.id));
        of(&self.step().id).or(earlier).unwrap_or_default()
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
                question: comment.question.clone(),
                parked: comment.step == PARKING_LOT,
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
        if self.unfinished.parked && self.unfinished.editing.is_none() {
            return self.park(effects);
        }
        if self.unfinished.line.is_blank() {
            self.unfinished = self.next_comment();
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
        let Unfinished { evidence, tag, question, editing, .. } = self.unfinished.clone();
        if editing.is_none() && self.is_full() {
            return;
        }
        if editing.is_none() && self.said_already(&text, effects) {
            self.unfinished = self.next_comment();
            return self.send_draft(effects);
        }
        let entry = match editing {
            Some(id) => Entry::Edited { id, text, tag, evidence },
            None => Entry::Charted {
                step: self.step().id.clone(),
                text,
                tag,
                evidence,
                question,
                about: self.turn_key(),
                minute: self.minute(),
            },
        };
        let mut new_row = None;
        match self.try_record(entry, effects) {
            Ok(seq) => {
                self.chosen = Some(editing.unwrap_or(seq));
                new_row = (editing.is_none() && self.is_matrix()).then_some(seq);
            }
            Err(Rejected::NoChange) => self.say("nothing was changed"),
            Err(Rejected::Unknown(_)) => {
                self.unfinished.editing = None;
                return self.say("that comment was taken away meanwhile; Enter charts the words as a new one");
            }
            Err(other) => return self.say(format!("not charted: {other}")),
        }
        self.ask_for_shelf();
        self.unfinished = self.next_comment();
        let goes_on = matches!(self.step().capture, Some(Capture::List(_) | Capture::Predict(_)));
        if !goes_on || !self.step().takes_comments() {
            self.typing = None;
        }
        if let Some(id) = new_row {
            self.open_new_row(id);
        }
        self.send_draft(effects);
    }

    /// Says what the sign before the comment means that was charted last, where a later step is the place for it.
    fn ask_for_shelf(&mut self) {
        let later = self.step().shelf.and_then(|at| self.protocol.steps.get(at)).map(|step| step.title.clone());
        let asked = self.chosen_comment().is_some_and(|comment| self.question_about(comment).is_some());
        if let Some(title) = later.filter(|_| asked) {
            self.say(format!("? may be a reason: Esc, then s, keeps it for \"{title}\""));
        }
    }

    /// The empty line for the next comment: it answers the same question, or the first one after another was changed.
    fn next_comment(&self) -> Unfinished {
        let asked = self.unfinished.question.clone().filter(|_| self.unfinished.editing.is_none());
        let first = || self.step().questions.first().cloned().filter(|_| self.asks_each());
        Unfinished { question: asked.or_else(first), ..Unfinished::default() }
    }

    /// Whether the step takes no more comments; the message says so.
    fn is_full(&mut self) -> bool {
        let Some(Capture::List(list)) = &self.step().capture else { return false };
        let Some(limit) = list.limit else { return false };
        let own = self.session.state().comments.iter().filter(|comment| comment.step == self.step().id).count();
        if own < limit as usize {
            return false;
        }
        self.say(format!("this step takes no more than {limit}: Enter on a charted one changes it"));
        true
    }

    /// Where nothing is to be said twice: counts what stands there already as a ditto.
    fn said_already(&mut self, text: &str, effects: &mut Vec<Effect>) -> bool {
        if !matches!(&self.step().capture, Some(Capture::List(list)) if list.dedupe) {
            return false;
        }
        let same = |words: &str| words.trim().to_lowercase() == text.trim().to_lowercase();
        let mut own = self.session.state().comments.iter().filter(|comment| comment.step == self.step().id);
        let Some(id) = own.find(|comment| same(&comment.text)).map(|comment| comment.id) else { return false };
        self.record(Entry::Dittoed { id }, effects);
        self.chosen = Some(id);
        self.say("that stands there already: counted as a ditto");
        true
    }

    /// The question that the open line answers, before or after this one.
    pub(in super::super) fn move_question(&mut self, forward: bool) {
        let questions = &self.step().questions;
        let count = questions.len();
        if count == 0 {
            return;
        }
        let at = self.unfinished.question.as_ref().and_then(|asked| questions.iter().position(|q| q == asked));
        let next = match at {
            None => 0,
            Some(at) if forward => (at + 1) % count,
            Some(at) => (at + count - 1) % count,
        };
        self.unfinished.question = questions.get(next).cloned();
    }

    /// Whether each comment answers one of the questions.
    #[must_use]
    pub fn asks_each(&self) -> bool {
        matches!(&self.step().capture, Some(Capture::List(list)) if list.per_question)
            && !self.step().questions.is_empty()
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
        let later = from.and_then(|step| step.shelf).and_then(|at| self.protocol.steps.get(at));
        let (to, words) = match later {
            Some(step) => (step.id.clone(), format!("kept for \"{}\"", step.title)),
            None => (PARKING_LOT.to_owned(), "kept in the parking lot".to_owned()),
        };
        self.record(Entry::Shelved { id, to }, effects);
        self.chosen = None;
        self.say(words);
    }

    /// Takes the chosen comment or action away; undo brings it back.
    pub(in super::super) fn remove(&mut self, effects: &mut Vec<Effect>) {
        if self.board().is_some() && self.part == Part::Comments {
            return self.remove_on_board(effects);
        }
        let Some(id) = self.chosen else { return self.say("choose a comment first: Tab, then Up and Down") };
        if self.record(Entry::Removed { id }, effects).is_some() {
            self.chosen = None;
            self.say("taken away; Ctrl+Z brings it back");
        }
    }
}
