//! The actions that came out of a session, wherever they were written.

use std::collections::BTreeMap;

use super::Account;
use crate::protocol::{ActionField, Capture, Outcome, Step, StepIndex};

/// An action, charted as one or made of the cells of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// Stable in the session.
    pub key: String,
    /// Id of the step.
    pub step: String,
    /// What is known of it; always with `Text`.
    pub fields: BTreeMap<ActionField, String>,
    /// The words of what the step was repeated for.
    pub about: Option<String>,
}

impl Account<'_> {
    /// Every action: those that were charted, in their order, then those of the tables.
    #[must_use]
    pub fn deeds(&self) -> Vec<Deed> {
        let charted = self.state.actions.iter().map(|action| Deed {
            key: format!("a{}", action.id),
            step: action.step.clone(),
            fields: action.fields.clone(),
            about: self.about_of(&action.step, action.about.as_deref()),
        });
        let mut deeds: Vec<Deed> = charted.collect();
        for (at, step) in self.protocol.steps.iter().enumerate() {
            if let Some(Capture::Matrix(matrix)) = &step.capture {
                match &matrix.outcome {
                    Outcome::Texts => {}
                    Outcome::Cells => self.cells(at, step, &matrix.columns, &mut deeds),
                    Outcome::Rows(fields) => self.row_deeds(at, step, &matrix.columns, fields, &mut deeds),
                }
            }
        }
        deeds
    }

    fn cells(&self, at: StepIndex, step: &Step, columns: &[String], deeds: &mut Vec<Deed>) {
        for row in self.rows(at) {
            for column in columns.iter().skip(1) {
                let Some(cell) = self.state.cell(&step.id, &row.key, column) else { continue };
                let text = format!("{}: {}", row.text, cell.text);
                let fields = BTreeMap::from([(ActionField::Text, text), (ActionField::Owner, column.clone())]);
                let key = format!("{}/{}/{column}", step.id, row.key);
                deeds.push(Deed { key, step: step.id.clone(), fields, about: self.about_row(step, &row.key) });
            }
        }
    }

    fn row_deeds(
        &self,
        at: StepIndex,
        step: &Step,
        columns: &[String],
        fields: &[(ActionField, usize)],
        deeds: &mut Vec<Deed>,
    ) {
        for row in self.rows(at) {
            let text = |place: usize| {
                let column = columns.get(place)?;
                if place == 0 {
                    return Some(row.text.clone());
                }
                self.state.cell(&step.id, &row.key, column).map(|cell| cell.text.clone())
            };
            let filled: BTreeMap<_, _> =
                fields.iter().filter_map(|(field, place)| Some((*field, text(*place)?))).collect();
            if filled.contains_key(&ActionField::Text) {
                let about = self.about_row(step, &row.key);
                let key = format!("{}/{}", step.id, row.key);
                deeds.push(Deed { key, step: step.id.clone(), fields: filled, about });
            }
        }
    }
}
