//! The texts that are not charted yet, as they are kept for the case that the program is ended.
//!
//! While a text is typed only its complete words are kept (the last one may be half a name); once typing has stopped, all of it. What
//! may name a student is not kept, nor what stands behind it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::protocol::{ActionField, Capture};
use crate::session::{Evidence, Seq};

use super::super::form::Form;
use super::super::line::Line;
use super::counting::counts_slips;
use super::kept::Spot;
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cells: Vec<Cell>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    counts: Vec<Counting>,
    /// Predictions that are not accepted yet, with what they are about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    numbers: Vec<(Spot, String)>,
}

/// A cell of a table.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Cell {
    at: Spot,
    row: String,
    column: String,
    words: String,
    /// View, mark, label and value of the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evidence: Option<[String; 4]>,
}

/// Numbers of a count. Never those of slips: what few people wrote must not be read from a disk.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Counting {
    at: Spot,
    round: u32,
    digits: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    points: Option<Vec<(i64, i64)>>,
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
        let here = retreat.spot("");
        for (at, cell) in retreat.cells.iter().filter(|(_, cell)| !cell.line.is_blank()) {
            let words = words(&cell.line, None, retreat.typing == Some(Typing::Cell) && *at == here);
            let evidence = cell.evidence.clone().map(|e| [e.view, e.mark, e.label, e.value]);
            let (row, column) = (cell.row.clone(), cell.column.clone());
            if !words.is_empty() {
                draft.cells.push(Cell { at: at.clone(), row, column, words, evidence });
            }
        }
        let steps = &retreat.protocol.steps;
        let on_slips = |at: &Spot| steps.iter().any(|step| step.id == at.step && counts_slips(step));
        for (at, sheet) in retreat.sheets.iter().filter(|(at, sheet)| !sheet.is_unchanged() && !on_slips(at)) {
            let (digits, points) = sheet.filled();
            draft.counts.push(Counting { at: at.clone(), round: sheet.round, digits, points });
        }
        let numbers = retreat.numbers.iter().filter(|(_, line)| !line.is_blank());
        draft.numbers = numbers.map(|(at, line)| (at.clone(), line.text().to_owned())).collect();
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
        let nothing = self.comment.trim().is_empty() && self.action.is_empty();
        if nothing && self.cells.is_empty() && self.counts.is_empty() && self.numbers.is_empty() {
            return String::new();
        }
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was kept.
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| Self { comment: text.to_owned(), ..Self::default() })
    }

    /// Puts everything where it was; what the protocol does not ask for any more is left out.
    pub(super) fn restore(self, retreat: &mut Retreat) {
        let pointer = |[view, mark, label, value]: [String; 4]| Evidence { view, mark, label, value };
        retreat.unfinished = Unfinished {
            line: Line::of(&self.comment),
            evidence: self.evidence.map(pointer),
            tag: self.tag,
            question: self.question,
            parked: self.parked,
            editing: self.editing,
        };
        for Cell { at, row, column, words, evidence } in self.cells {
            let open = OpenCell { row, column, line: Line::of(&words), evidence: evidence.map(pointer) };
            retreat.cells.insert(at, open);
        }
        for Counting { at, round, digits, points } in self.counts {
            let again = retreat.fresh_sheet(&at, false).is_some_and(|sheet| sheet.round < round);
            if let Some(mut sheet) = retreat.fresh_sheet(&at, again)
                && sheet.fill(&digits, points)
            {
                retreat.sheets.insert(at, sheet);
            }
        }
        retreat.numbers.extend(self.numbers.iter().map(|(at, typed)| (at.clone(), Line::of(typed))));
        let values: BTreeMap<_, _> =
            self.action.iter().filter_map(|(key, words)| Some((ActionField::of_key(key)?, words.clone()))).collect();
        if !values.is_empty() {
            let asked = match &retreat.step().capture {
                Some(Capture::Action(action)) => action.fields.clone(),
                _ => ActionField::USUAL.to_vec(),
            };
            retreat.form = Form::of(&asked, &values);
            retreat.form.editing = self.reworking;
        }
    }
}
