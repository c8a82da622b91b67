//! Which picture stands on the screen, and what of it.

use crate::chart::{self, Mark, Plot, Prediction, Showing};
use crate::protocol::{DataState, Layout};
use crate::records::View;
use crate::session::{Forecast, Guess};

use super::{Part, Retreat};

impl Retreat {
    /// Positions of the views that `c` goes through in this step: those the protocol asks for, then (once data is shown)
    /// the others that were prepared.
    #[must_use]
    pub fn views_of_step(&self) -> Vec<usize> {
        let step = self.step();
        if step.data == DataState::Hidden {
            return Vec::new();
        }
        let mut views = self.bound.get(self.at).cloned().unwrap_or_default();
        if step.data.shows_data() {
            let all = self.admission.as_ref().map_or(0, |admission| admission.views().len());
            views.extend((0..all).filter(|at| !views.contains(at)).collect::<Vec<_>>());
        }
        views
    }

    /// The view on the screen.
    #[must_use]
    pub fn current_view(&self) -> Option<&View> {
        let views = self.views_of_step();
        let at = *views.get(self.view.min(views.len().saturating_sub(1)))?;
        self.admission.as_ref()?.views().get(at)
    }

    /// Whether the view on the screen shows its values.
    #[must_use]
    pub fn showing(&self) -> Showing {
        self.current_view().map_or(Showing::Axes, |view| self.showing_of(view))
    }

    fn showing_of(&self, view: &View) -> Showing {
        let visible = self.session.state().revealed.contains(view.id());
        if self.step().data.shows_data() && visible { Showing::Values } else { Showing::Axes }
    }

    /// The resolved picture on the screen.
    #[must_use]
    pub fn plot(&self) -> Option<Plot> {
        let view = self.current_view()?;
        Some(self.with_predictions(view))
    }

    /// The same picture before anything of it is shown or predicted: what a layout may go by that the reveal does not move.
    #[must_use]
    pub fn covered_plot(&self) -> Option<Plot> {
        self.current_view().map(|view| chart::plot(view, Showing::Axes, &[]))
    }

    /// The picture beside it, where the step asks for two: the one that `c` would bring, under its own cover.
    #[must_use]
    pub fn plot_beside(&self) -> Option<Plot> {
        if self.step().layout != Layout::SideBySide {
            return None;
        }
        let own = self.bound.get(self.at)?;
        let views = self.views_of_step();
        let at = self.view.min(views.len().saturating_sub(1));
        let next = *own.get((at + 1) % own.len().max(1)).filter(|next| views.get(at) != Some(*next))?;
        let view = self.admission.as_ref()?.views().get(next)?;
        Some(self.with_predictions(view))
    }

    fn predictions(&self, view: &View) -> Vec<Prediction> {
        let beside = self.step().data == DataState::ShownWithPredictions;
        let values = self.showing_of(view) == Showing::Values;
        if values && !beside {
            return Vec::new();
        }
        let forecasts = self.session.state().forecasts.iter().filter(|f| f.view == view.id());
        forecasts
            .filter(|f| !(values && f.after_reveal))
            .filter_map(|f| {
                let to = match f.guess {
                    Guess::Number => None,
                    Guess::Range { to } => Some(to),
                    // Which way and which place have no position on an axis: they stand in words.
                    Guess::Direction | Guess::Rank => return None,
                };
                Some(Prediction { target: f.target.clone(), value: f.value, to })
            })
            .collect()
    }

    /// The picture with what was predicted of it: amounts on its axis, directions and places in words.
    fn with_predictions(&self, view: &View) -> Plot {
        let showing = self.showing_of(view);
        let mut plot = chart::plot(view, showing, &self.predictions(view));
        let values = showing == Showing::Values;
        if !values || self.step().data == DataState::ShownWithPredictions {
            let own = self.session.state().forecasts.iter().filter(|f| f.view == view.id());
            plot.notes.extend(Forecast::told(own.filter(|f| !(values && f.after_reveal))));
        }
        plot
    }

    pub(super) fn marks(&self) -> Vec<Mark> {
        self.plot().map(|plot| plot.marks).unwrap_or_default()
    }

    pub(super) fn chosen_mark(&self) -> Option<Mark> {
        let key = self.mark.as_deref()?;
        self.marks().into_iter().find(|mark| mark.key == key)
    }

    /// Chooses the next or previous mark in reading order.
    pub(in super::super) fn move_mark(&mut self, forward: bool) {
        let marks = self.marks();
        if marks.is_empty() {
            return;
        }
        let at = self.mark.as_ref().and_then(|key| marks.iter().position(|mark| mark.key == *key));
        let next = match (at, forward) {
            (None, true) => 0,
            (None, false) => marks.len() - 1,
            (Some(at), true) => (at + 1) % marks.len(),
            (Some(at), false) => (at + marks.len() - 1) % marks.len(),
        };
        self.mark = marks.get(next).map(|mark| mark.key.clone());
        if let Some(mark) = marks.get(next) {
            self.say(match &mark.predicted {
                Some(predicted) => format!("{}: {} ({predicted})", mark.label, mark.value),
                None => format!("{}: {}", mark.label, mark.value),
            });
        }
    }

    pub(in super::super) fn next_view(&mut self) -> Option<super::Gate> {
        let views = self.views_of_step();
        if views.len() < 2 {
            self.say("this step has one view");
            return None;
        }
        let next = (self.view.min(views.len() - 1) + 1) % views.len();
        let view = self.admission.as_ref()?.views().get(*views.get(next)?)?.id().to_owned();
        if self.step().data.shows_data()
            && let Some(gate) = self.gate_of(self.at, next, &view)
        {
            return Some(gate);
        }
        self.show_view(next);
        None
    }

    pub(super) fn show_view(&mut self, view: usize) {
        self.view = view;
        self.mark = None;
        self.target = 0;
    }

    /// The picture gives way to its numbers, or comes back.
    pub(in super::super) fn toggle_values(&mut self) {
        if self.current_view().is_none() {
            self.say("this step shows no data");
        } else if self.showing() == Showing::Axes {
            self.say("the data is not shown yet, so there are no values");
        } else {
            self.values = !self.values;
        }
    }

    /// The other part takes the arrows, and most of the screen; then the first one; then both stand as they did.
    pub(in super::super) fn next_part(&mut self, forward: bool) {
        if self.current_view().is_none() {
            self.part = Part::Comments;
            self.enlarged = false;
            return;
        }
        let (home, other) = match self.board() {
            Some(_) => (Part::Comments, Part::Picture),
            None => (Part::Picture, Part::Comments),
        };
        let order = [(home, false), (other, true), (home, true)];
        let at = order.iter().position(|stands| *stands == (self.part, self.enlarged)).unwrap_or(0);
        let next = if forward { at + 1 } else { at + order.len() - 1 };
        (self.part, self.enlarged) = order[next % order.len()];
        if self.part == Part::Comments && self.chosen.is_none() {
            self.chosen = self.items().last().and_then(super::Item::id);
        }
    }
}
