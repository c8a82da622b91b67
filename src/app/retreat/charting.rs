//! Comments and actions: typed, charted, changed, linked, shelved, taken back.

use crate::protocol::{Capture, Evidence as Asked, Merge, Mode};
use crate::session::{Entry, Evidence, PARKING_LOT, Rejected, Seq};

use super::super::event::Effect;
use super::super::form::Form;
use super::super::line::Line;
use super::super::sheet::Sheet;
use super::draft::Draft;
use super::{Item, Part, Retreat, Save, Typing, Unfinished};

/// Seconds after which what is being typed is kept as a draft.
const DRAFT_SECONDS: u32 = 1;

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
        let Unfinished { evidence, tag, question, editing, .. } = self.unfinished.clone();
        if editing.is_none() && self.is_full() {
            return;
        }
        if editing.is_none() && self.said_already(&text, effects) {
            self.unfinished = Unfinished { question, ..Unfinished::default() };
            return self.send_draft(effects);
        }
        let entry = match editing {
            Some(id) => Entry::Edited { id, text, tag, evidence },
            None => Entry::Charted {
                step: self.step().id.clone(),
                text,
                tag,
                evidence,
                question: question.clone(),
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
        self.unfinished = Unfinished { question: question.filter(|_| editing.is_none()), ..Unfinished::default() };
        let goes_on = matches!(self.step().capture, Some(Capture::List(_) | Capture::Predict(_)));
        if !goes_on || !self.step().takes_comments() {
            self.typing = None;
        }
        if let Some(id) = new_row {
            self.open_new_row(id);
        }
        self.send_draft(effects);
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
            self.cell.evidence = Some(evidence);
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

    fn open_line(&mut self) -> Option<&mut Line> {
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
            Some(Entry::Tallied { .. }) => "a count",
            Some(Entry::Placed { .. }) => "where it was put",
            Some(Entry::Filled { .. }) => "a cell",
            _ => "the last change",
        }
    }

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
