//! The protocol file was saved while the retreat runs: the new protocol takes the place of the old one, the group stays where it is.
//!
//! What holds: no view becomes visible by it, nothing that is being typed is lost unless there is no place for it any more,
//! and a file that is wrong changes nothing.

use crate::protocol::{Capture, Protocol, Step, StepIndex};
use crate::records::Admission;
use crate::session::{Entry, ProtocolText};

use super::super::event::Effect;
use super::super::form::Form;
use super::opening::{begins_at, bind, occasion};
use super::{Part, Retreat};

/// A protocol as it was just saved.
#[derive(Debug)]
pub struct Rewriting {
    /// The protocol.
    pub protocol: Protocol,
    /// As the session keeps it.
    pub text: ProtocolText,
    /// The data, admitted again; `None` leaves what was admitted.
    pub admission: Option<Admission>,
}

impl Retreat {
    /// What was saved cannot be used: the protocol before goes on.
    pub(in super::super) fn keep_protocol(&mut self, findings: Vec<String>) {
        self.say(match findings.len() {
            1 => "the protocol was saved with an error: f tells it".to_owned(),
            count => format!("the protocol was saved with {count} errors: f tells them"),
        });
        self.findings = findings;
    }

    /// Goes on with the protocol that was saved, in the same step; whether anything changed.
    pub(in super::super) fn rewrite(&mut self, rewriting: Rewriting, effects: &mut Vec<Effect>) -> bool {
        let Rewriting { protocol, text, admission } = rewriting;
        let was_broken = !std::mem::take(&mut self.findings).is_empty();
        if protocol == self.protocol && admission.is_none() {
            if was_broken {
                self.say("the protocol is as it was before");
            }
            return false;
        }
        if !self.curtain {
            self.record(self.clock_entry(), effects);
            self.keep_draft(effects);
        }
        self.record(Entry::Rewritten { protocol: text }, effects);
        let (_, advice_before) = bind(&self.protocol, self.admission.as_ref());
        let before = std::mem::replace(&mut self.protocol, protocol);
        self.admission = admission.or(self.admission.take());
        let (bound, advice) = bind(&self.protocol, self.admission.as_ref());
        self.bound = bound;
        self.notices.retain(|notice| !advice_before.contains(notice));
        self.notices.extend(advice);
        self.occasion = occasion(&self.protocol, &self.session);
        self.begins_at = begins_at(&self.protocol, &self.session, self.occasion);
        self.keep_spots(&before);
        self.find_place(&before, effects);
        let raised = self.protocol.minimum_group > self.admission.as_ref().map(Admission::minimum_group);
        self.say(if raised && self.admission.is_some() {
            "the protocol was read again; its larger minimum_group holds from the next start on"
        } else {
            "the protocol was read again"
        });
        true
    }

    /// Stays in the step of the same id; where there is none, goes to the nearest one before it that is left.
    fn find_place(&mut self, before: &Protocol, effects: &mut Vec<Effect>) {
        let Some(old) = before.steps.get(self.at) else { return };
        if matches!(&self.step_of(&old.id), Some((_, step)) if step.capture == old.capture) {
            // What is typed goes on being typed.
        } else {
            self.typing = None;
            if self.form.is_blank() {
                self.form = Form::default();
            }
        }
        let stays = self.step_of(&old.id).map(|(at, step)| (at, step.data.shows_data() == old.data.shows_data()));
        if !matches!(stays, Some((_, true))) {
            // A new file alone never shows what the room did not see in this step: that is asked.
            let views: Vec<String> = self.session.state().revealed.iter().cloned().collect();
            if !views.is_empty() {
                self.record(Entry::Covered { views }, effects);
            }
        }
        if let Some((at, _)) = stays {
            self.at = at;
            self.forget_unknown();
            self.show_view(0);
            if self.current_view().is_none() {
                self.part = Part::Comments;
            }
            let rows = self.board().map_or(0, |board| board.rows.len());
            self.row = self.row.min(rows.saturating_sub(1));
            let columns = match &self.step().capture {
                Some(Capture::Matrix(matrix)) => matrix.columns.len().saturating_sub(1),
                _ => 1,
            };
            self.column = self.column.min(columns.saturating_sub(1));
            return;
        }
        let mut earlier = before.steps.iter().take(self.at).rev();
        let near = earlier.find_map(|step| self.protocol.position(&step.id)).unwrap_or(self.begins_at);
        if self.curtain { self.at = near } else { self.arrive(near, effects) }
    }

    fn step_of(&self, id: &str) -> Option<(StepIndex, &Step)> {
        let at = self.protocol.position(id)?;
        Some((at, self.protocol.steps.get(at)?))
    }
}
