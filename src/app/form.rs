//! The form of an action: one line a field.

use std::collections::BTreeMap;

use crate::protocol::ActionField;
use crate::session::Seq;

use super::line::Line;

/// The fields of an action that is being filled in; kept when typing stops.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    fields: Vec<(ActionField, Line)>,
    at: usize,
    /// The charted action that it changes.
    pub editing: Option<Seq>,
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn new(fields: &[ActionField]) -> Self {
        let fields = fields.iter().map(|field| (*field, Line::default())).collect();
        Self { fields, at: 0, editing: None }
    }

    /// A form that holds what an action says.
    #[must_use]
    pub fn of(fields: &[ActionField], values: &BTreeMap<ActionField, String>) -> Self {
        let fields = fields.iter().map(|f| (*f, Line::of(values.get(f).map_or("", String::as_str)))).collect();
        Self { fields, at: 0, editing: None }
    }

    /// The fields with their lines, in order.
    #[must_use]
    pub fn fields(&self) -> &[(ActionField, Line)] {
        &self.fields
    }

    /// Position of the field that is typed in.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether the last field is typed in.
    #[must_use]
    pub fn at_last(&self) -> bool {
        self.at + 1 >= self.fields.len()
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|(_, line)| line.is_blank())
    }

    /// The line that is typed in.
    pub fn line(&mut self) -> Option<&mut Line> {
        self.fields.get_mut(self.at).map(|(_, line)| line)
    }

    /// Goes to this field.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.fields.len().saturating_sub(1));
    }

    /// Goes to the next or previous field, round and round.
    pub fn step(&mut self, forward: bool) {
        let count = self.fields.len();
        if count > 0 {
            self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        }
    }

    /// What was filled in, without blank fields.
    #[must_use]
    pub fn values(&self) -> BTreeMap<ActionField, String> {
        let filled = self.fields.iter().filter(|(_, line)| !line.is_blank());
        filled.map(|(field, line)| (*field, line.text().trim().to_owned())).collect()
    }
}
