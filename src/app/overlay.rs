//! What can lie over a screen: at most one thing at a time, and what keys do there.

use super::event::Effect;
use super::keymap::Action;
use super::retreat::Gate;
use super::{App, Screen};

/// Something over the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Keys and what they do; first line shown.
    Help(u16),
    /// The facilitator's panel; first line shown.
    Panel(u16),
    /// Prepared words of the step; first line shown.
    Exhibit(u16),
    /// The steps; position of the chosen one.
    Agenda(usize),
    /// A question that waits for an answer.
    Question(Question),
    /// Nothing at all is shown; any key brings the screen back and does nothing else.
    Blank,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Show the data?
    Reveal(Gate),
    /// Show the facilitator's panel, although the room sees it?
    Panel,
    /// Go on although names in comments cannot be checked?
    Unchecked,
    /// Leave?
    Leave,
    /// Keep the card that was just made beside the data file?
    KeepCard,
}

impl App {
    pub(super) fn answer(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Some(Overlay::Question(question)) = self.overlay.take() else { return };
        // Only Enter leaves or shows the panel: a clicker must not end a retreat.
        let yes = action == Action::Accept || (action == Action::Next && matches!(question, Question::Reveal(_)));
        let no = action == Action::Cancel;
        match question {
            Question::Reveal(gate) if yes => self.with_retreat(|retreat| retreat.reveal(gate, effects)),
            Question::Reveal(gate) if no => self.with_retreat(|retreat| retreat.decline(&gate, effects)),
            Question::Panel if yes => {
                self.with_retreat(|retreat| retreat.panel_allowed = true);
                self.overlay = Some(Overlay::Panel(0));
            }
            Question::Unchecked if yes => {
                let mut gate = None;
                self.with_retreat(|retreat| gate = retreat.open_curtain(effects));
                self.overlay = gate.map(|gate| Overlay::Question(Question::Reveal(gate)));
            }
            Question::Leave if yes => self.leave(effects),
            Question::KeepCard if yes || action == Action::Next => {
                if let Screen::Roles(roles) = &mut self.screen {
                    effects.push(Effect::Admit { card: roles.card(), keep: yes });
                }
            }
            Question::Leave if action == Action::Leave => self.leave(effects),
            other if !yes && !no => self.overlay = Some(Overlay::Question(other)),
            _ => {}
        }
    }

    fn leave(&mut self, effects: &mut Vec<Effect>) {
        match &mut self.screen {
            Screen::Retreat(retreat) => retreat.leave(effects),
            _ => effects.push(Effect::Quit),
        }
    }

    pub(super) fn read(&mut self, action: Action) {
        let page = self.size.height.saturating_sub(4).max(1);
        let Some(Overlay::Help(first) | Overlay::Panel(first) | Overlay::Exhibit(first)) = &mut self.overlay else {
            return;
        };
        match action {
            Action::Up => *first = first.saturating_sub(1),
            Action::Down => *first = first.saturating_add(1),
            Action::Previous => *first = first.saturating_sub(page),
            Action::Next => *first = first.saturating_add(page),
            Action::Cancel => self.overlay = None,
            _ => {}
        }
    }

    /// Takes back what was scrolled beyond the end of what is read: only the frame knows how many lines it has.
    pub(super) fn stop_at(&mut self, last: u16) {
        match (&mut self.overlay, &mut self.screen) {
            (Some(Overlay::Help(first) | Overlay::Panel(first) | Overlay::Exhibit(first)), _) => {
                *first = last.min(*first);
            }
            (None, Screen::Follower(follower)) => follower.stop_at(last),
            _ => {}
        }
    }

    pub(super) fn agenda(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let steps: Vec<_> = self.retreat().map(|retreat| retreat.taking_place().collect()).unwrap_or_default();
        let Some(Overlay::Agenda(chosen)) = &mut self.overlay else { return };
        match action {
            Action::Up => *chosen = steps.iter().copied().rfind(|at| at < chosen).unwrap_or(*chosen),
            Action::Down => *chosen = steps.iter().copied().find(|at| at > chosen).unwrap_or(*chosen),
            Action::Cancel => self.overlay = None,
            Action::Accept => {
                let to = *chosen;
                self.overlay = None;
                let mut gate = None;
                self.with_retreat(|retreat| gate = retreat.go(to, effects));
                self.overlay = gate.map(|gate| Overlay::Question(Question::Reveal(gate)));
            }
            Action::Help => self.overlay = Some(Overlay::Help(0)),
            Action::Leave => self.overlay = Some(Overlay::Question(Question::Leave)),
            Action::Theme => self.theme = (self.theme + 1) % self.themes,
            _ => {}
        }
    }
}
