//! Predictions: a number for each target of the empty axes.

use crate::chart::{self, Target};
use crate::protocol::Capture;
use crate::session::{Entry, Forecast};

use super::super::event::Effect;
use super::super::line::Line;
use super::{Retreat, Typing};

impl Retreat {
    /// What can be predicted in this step; empty where nothing is.
    #[must_use]
    pub fn targets(&self) -> Vec<Target> {
        let predicts = matches!(self.step().capture, Some(Capture::Predict(_)));
        self.current_view().filter(|_| predicts).map(chart::targets).unwrap_or_default()
    }

    /// The target that is asked for.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        let targets = self.targets();
        let at = self.target.min(targets.len().saturating_sub(1));
        targets.into_iter().nth(at)
    }

    /// The standing prediction for a target of the view on the screen.
    #[must_use]
    pub fn forecast(&self, target: &str) -> Option<&Forecast> {
        let view = self.current_view()?.id();
        self.session.state().forecasts.iter().find(|f| f.view == view && f.target == target)
    }

    pub(super) fn first_open_target(&self) -> usize {
        let targets = self.targets();
        targets.iter().position(|target| self.forecast(&target.key).is_none()).unwrap_or(0)
    }

    /// Opens the line for the target that is asked for.
    pub(in super::super) fn begin_prediction(&mut self) {
        if self.targets().is_empty() {
            self.say("there is nothing to predict here");
            return;
        }
        self.typing = Some(Typing::Prediction);
    }

    /// Goes to another target.
    pub(in super::super) fn move_target(&mut self, forward: bool) {
        if !self.number.is_blank() {
            return self.say("Enter accepts the number first; Backspace clears it");
        }
        let count = self.targets().len();
        if count > 0 {
            let at = self.target.min(count - 1);
            self.target = if forward { (at + 1) % count } else { (at + count - 1) % count };
        }
    }

    /// Takes the number for the target and goes to the next one.
    pub(in super::super) fn accept_prediction(&mut self, effects: &mut Vec<Effect>) {
        let Some(target) = self.target() else { return };
        let typed = self.number.text().trim().replace(',', ".");
        if !typed.is_empty() {
            let number = typed.parse::<f64>().ok().filter(|n| n.is_finite());
            let Some(value) = number.filter(|n| (target.low..=target.high).contains(n)) else {
                self.number = Line::default();
                return self.say(format!("{typed} is not a number from {} to {}", target.low, target.high));
            };
            let Some(view) = self.current_view().map(|view| view.id().to_owned()) else { return };
            let seen = self.session.state().seen.contains(&view);
            let step = self.step().id.clone();
            let entry = Entry::Predicted { step, view, target: target.key, label: target.label, value };
            self.record(entry, effects);
            if seen {
                self.say("noted as made after the reveal: it stays out of the picture");
            }
        }
        self.number = Line::default();
        if self.target + 1 < self.targets().len() {
            self.target += 1;
        } else {
            self.typing = None;
            self.say("all asked for; digits change a number, PageDown goes on");
        }
    }
}
