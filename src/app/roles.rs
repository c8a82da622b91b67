//! The screen on which the columns of a file without a card get their roles. No cell of the file is on it but labels
//! that ten students share.

use crate::records::{Outline, Role, starting_card};

use super::keymap::Action;
use super::overlay::{Overlay, Question};
use super::{App, Screen};

/// Columns and the roles that somebody gives them.
#[derive(Debug)]
pub struct Roles {
    outline: Outline,
    given: Vec<Role>,
    chosen: usize,
    problem: Vec<String>,
}

impl Roles {
    /// All columns with the roles that were suggested.
    #[must_use]
    pub fn new(outline: Outline) -> Self {
        let given = outline.columns.iter().map(|column| column.suggested).collect();
        Self { outline, given, chosen: 0, problem: Vec::new() }
    }

    /// What was understood of the file.
    #[must_use]
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// The role of each column.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.given
    }

    /// Position of the chosen column.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Why the roles cannot be confirmed.
    #[must_use]
    pub fn problem(&self) -> &[String] {
        &self.problem
    }

    /// Whether there is something to look at.
    #[must_use]
    pub fn ready(&self) -> bool {
        self.given.contains(&Role::Measure)
    }

    /// The data card that these roles make.
    #[must_use]
    pub fn card(&self) -> String {
        starting_card(&self.outline, &self.given)
    }

    pub(super) fn refuse(&mut self, lines: Vec<String>) {
        self.problem = lines;
    }

    pub(super) fn step(&mut self, forward: bool) {
        let last = self.given.len().saturating_sub(1);
        self.chosen = if forward { (self.chosen + 1).min(last) } else { self.chosen.saturating_sub(1) };
    }

    pub(super) fn turn(&mut self, forward: bool) {
        self.problem.clear();
        let Some(role) = self.given.get_mut(self.chosen) else { return };
        let count = Role::ALL.len();
        let at = Role::ALL.iter().position(|other| other == role).unwrap_or(0);
        let next = if forward { (at + 1) % count } else { (at + count - 1) % count };
        if let Some(next) = Role::ALL.get(next) {
            *role = *next;
        }
    }
}

impl App {
    pub(super) fn act_on_roles(&mut self, action: Action) {
        let Screen::Roles(roles) = &mut self.screen else { return };
        match action {
            Action::Up | Action::PreviousPart => roles.step(false),
            Action::Down | Action::NextPart => roles.step(true),
            Action::Left => roles.turn(false),
            Action::Right => roles.turn(true),
            Action::Accept if roles.ready() => self.overlay = Some(Overlay::Question(Question::KeepCard)),
            Action::Accept => {
                roles.refuse(vec!["Give at least one column the role \"measure\": the scores to look at.".into()]);
            }
            Action::Cancel => self.overlay = Some(Overlay::Question(Question::Leave)),
            _ => {}
        }
    }
}
