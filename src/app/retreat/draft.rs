//! The texts that are not charted yet, as they are kept for the case that the program is ended.
//!
//! While a text is typed only its complete words are kept (the last one may be half a name); once typing has stopped, all of it. What
//! may name a student is not kept, nor what stands behind it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::protocol::ActionField;
use crate::session::{Evidence, Seq};

use super::super::form::Form;
use super::super::line::Line;
use super::{OpenCell, Retreat, Typing, Unfinished};

/// What is kept. The form it is written in is JSON; whatever else is found is taken for the words of a comment.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    comment: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    /// View, mark, label and value of the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evidence: Option<[String; 4]>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    parked: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    editing: Option<Seq>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    action: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reworking: Option<Seq>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    /// Row, column and words of a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell: Option<[String; 3]>,
    /// View, mark, label and value of the evidence of the cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell_evidence: Option<[String; 4]>,
}

impl Draft {
    /// The texts of a retreat.
    pub(super) fn of(retreat: &Retreat) -> Self {
        let open = &retreat.unfinished;
        let words = |line: &Line, field: Option<ActionField>, typed: bool| {
            let words = if typed { line.complete_words() } else { line.text().to_owned() };
            retreat.nameless(&words, field)
        };
        let mut draft = Self::default();
        if !open.line.is_blank() {
            draft.comment = words(&open.line, None, retreat.typing == Some(Typing::Comment));
            draft.tag.clone_from(&open.tag);
            draft.evidence = open.evidence.clone().map(|e| [e.view, e.mark, e.label, e.value]);
            draft.parked = open.parked;
            draft.editing = open.editing;
            draft.question.clone_from(&open.question);
        }
        let cell = &retreat.cell;
        if !cell.line.is_blank() {
            let words = words(&cell.line, None, retreat.typing == Some(Typing::Cell));
            draft.cell = Some([cell.row.clone(), cell.column.clone(), words]).filter(|[_, _, words]| !words.is_empty());
            draft.cell_evidence = cell.evidence.clone().map(|e| [e.view, e.mark, e.label, e.value]);
        }
        if !retreat.form.is_blank() {
            let typed = retreat.typing == Some(Typing::Action);
            let fields = retreat.form.fields().iter().enumerate();
            let fields = fields.map(|(at, (field, line))| {
                (field.key().to_owned(), words(line, Some(*field), typed && at == retreat.form.at()))
            });
            draft.action = fields.filter(|(_, words)| !words.trim().is_empty()).collect();
            draft.reworking = retreat.form.editing;
        }
        draft
    }

    /// The text to keep; empty when there is nothing.
    pub(super) fn text(&self) -> String {
        if self.comment.trim().is_empty() && self.action.is_empty() && self.cell.is_none() {
            return String::new();
        }
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was kept.
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| Self { comment: text.to_owned(), ..Self::default() })
    }

    /// Puts the texts where they were. `asked` are the fields of the form in this step, if it has one.
    pub(super) fn restore(self, asked: Option<&[ActionField]>) -> (Unfinished, Form, OpenCell) {
        let pointer = |[view, mark, label, value]: [String; 4]| Evidence { view, mark, label, value };
        let (evidence, cell_evidence) = (self.evidence.map(pointer), self.cell_evidence.map(pointer));
        let line = Line::of(&self.comment);
        let open = Unfinished {
            line,
            evidence,
            tag: self.tag,
            question: self.question,
            parked: self.parked,
            editing: self.editing,
        };
        let cell = self.cell.map(|[row, column, words]| OpenCell {
            row,
            column,
            line: Line::of(&words),
            evidence: cell_evidence,
        });
        let cell = cell.unwrap_or_default();
        let values: BTreeMap<_, _> =
            self.action.iter().filter_map(|(key, words)| Some((ActionField::of_key(key)?, words.clone()))).collect();
        if values.is_empty() {
            return (open, Form::default(), cell);
        }
        let mut form = Form::of(asked.unwrap_or(&ActionField::USUAL), &values);
        form.editing = self.reworking;
        (open, form, cell)
    }
}
