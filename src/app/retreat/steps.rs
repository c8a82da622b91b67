//! Going from step to step, and the one gate in front of the data.

use crate::protocol::{Capture, DataState, Kind, StepIndex};
use crate::session::Entry;

use super::super::event::Effect;
use super::{Part, Retreat};

/// The question before data becomes visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The step to go to when it is answered with yes.
    pub to: StepIndex,
    /// Which of that step's views comes first.
    pub view: usize,
    /// Ids of the views that will become visible.
    pub views: Vec<String>,
}

impl Retreat {
    /// The question that stands in front of a step, if it begins with a picture whose values are not visible yet.
    #[must_use]
    pub fn gate(&self, to: StepIndex) -> Option<Gate> {
        let step = self.protocol.steps.get(to)?;
        if !step.data.shows_data() {
            return None;
        }
        let first = self.admission.as_ref()?.views().get(*self.bound.get(to)?.first()?)?;
        self.gate_of(to, 0, first.id())
    }

    /// The question in front of one view of a step, unless it is visible.
    pub(super) fn gate_of(&self, to: StepIndex, view: usize, id: &str) -> Option<Gate> {
        let covered = !self.session.state().revealed.contains(id);
        covered.then(|| Gate { to, view, views: vec![id.to_owned()] })
    }

    /// Goes to a step, or returns the question that stands in front of it.
    pub(in super::super) fn go(&mut self, to: StepIndex, effects: &mut Vec<Effect>) -> Option<Gate> {
        if to >= self.protocol.steps.len() {
            let words = "the last step: x writes the report, q leaves";
            self.say(match self.next_meeting() {
                Some(next) => format!("{words}; next meeting: {}", next.date),
                None => format!("this was {words}"),
            });
            return None;
        }
        if to == self.at && !self.curtain {
            self.say("this is the step");
            return None;
        }
        let gate = self.gate(to);
        if gate.is_none() {
            self.enter(to, effects);
        }
        gate
    }

    /// The question was answered with yes.
    pub(in super::super) fn reveal(&mut self, gate: Gate, effects: &mut Vec<Effect>) {
        let Gate { to, view, views } = gate;
        self.record(Entry::Revealed { views }, effects);
        if to != self.at || self.curtain {
            self.enter(to, effects);
        }
        self.show_view(view);
    }

    /// The question was answered with no: behind the curtain and after resuming, the step opens with its data covered.
    pub(in super::super) fn decline(&mut self, gate: &Gate, effects: &mut Vec<Effect>) {
        if self.curtain {
            self.enter(gate.to, effects);
            self.say("the data stays covered; r shows it");
        }
    }

    fn enter(&mut self, to: StepIndex, effects: &mut Vec<Effect>) {
        if !self.curtain {
            self.record(self.clock_entry(), effects);
            self.keep_draft(effects);
        }
        let hides = |data: DataState| !data.shows_data();
        let back_to_hidden = to < self.at && self.protocol.steps.get(to).is_some_and(|step| hides(step.data));
        if back_to_hidden {
            let views: Vec<String> = self.session.state().revealed.iter().cloned().collect();
            if !views.is_empty() {
                self.record(Entry::Covered { views }, effects);
            }
        }
        self.arrive(to, effects);
    }

    /// Begins a step on the screen and in the session.
    pub(super) fn arrive(&mut self, to: StepIndex, effects: &mut Vec<Effect>) {
        let opens = std::mem::take(&mut self.curtain);
        self.at = to;
        self.typing = None;
        self.enlarged = false;
        self.values = false;
        self.chosen = None;
        self.show_view(0);
        self.part = if self.current_view().is_some() { Part::Picture } else { Part::Comments };
        self.start_board();
        if opens {
            self.turn = self.turn_reached();
        }
        let step = self.step().id.clone();
        self.record(Entry::Entered { step }, effects);
        self.start_timer();
        self.forget_unknown();
        if self.step().kind == Kind::Predict {
            self.target = self.first_open_target();
        }
    }

    /// Takes from the open comment a tag and a question that the step does not know.
    pub(super) fn forget_unknown(&mut self) {
        let known = |tag: &String| matches!(&self.step().capture, Some(Capture::List(list)) if list.tags.contains(tag));
        if self.unfinished.editing.is_none() && !self.unfinished.tag.as_ref().is_some_and(known) {
            self.unfinished.tag = None;
        }
        let asked = self.unfinished.question.as_ref().is_some_and(|asked| self.step().questions.contains(asked));
        if self.unfinished.editing.is_none() && !asked {
            self.unfinished.question = None;
        }
    }

    /// Opens the curtain on the step where the session stands.
    pub(in super::super) fn open_curtain(&mut self, effects: &mut Vec<Effect>) -> Option<Gate> {
        self.go(self.at, effects)
    }

    /// Asks for the data of the step on the screen.
    pub(in super::super) fn ask_for_data(&mut self) -> Option<Gate> {
        let views = self.views_of_step();
        if views.is_empty() || !self.step().data.shows_data() {
            self.say(if self.current_view().is_some() {
                "this step keeps the data covered; the next ones show it"
            } else {
                "this step shows no data"
            });
            return None;
        }
        let gate = self.current_view().and_then(|view| self.gate_of(self.at, self.view, view.id()));
        if gate.is_none() {
            self.say("the data is shown");
        }
        gate
    }
}
