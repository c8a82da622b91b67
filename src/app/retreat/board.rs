//! Tables on the screen: which row and column the arrows stand on, and what keys do there.

use crate::protocol::{Capture, Evidence as Asked, Step};
use crate::session::{Account, Board, Entry, Evidence, Rejected, Seq, Topic};

use super::super::event::Effect;
use super::super::line::Line;
use super::{Part, Retreat, Typing};

/// The word for a tick.
const YES: &str = "yes";

/// A cell of a table that is not charted yet: kept when typing stops.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenCell {
    /// Key of the row.
    pub row: String,
    /// Head of the column.
    pub column: String,
    /// The words.
    pub line: Line,
    /// The mark they will point to.
    pub evidence: Option<Evidence>,
}

impl Retreat {
    /// The table of this step, if it has one.
    #[must_use]
    pub fn board(&self) -> Option<Board> {
        let about = self.item_of_turn().map(|item| item.key);
        Account { about: about.as_deref(), ..self.account() }.board(self.at)
    }

    /// Position of the row that the arrows stand on.
    #[must_use]
    pub fn row(&self) -> usize {
        self.row
    }

    /// Position of the column that they stand on, among those after the names; only a matrix has several.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The cell of this step that is not charted yet; an empty one where there is none.
    #[must_use]
    pub fn open_cell(&self) -> &OpenCell {
        const NONE: &OpenCell =
            &OpenCell { row: String::new(), column: String::new(), line: Line::empty(), evidence: None };
        self.cells.get(&self.spot("")).unwrap_or(NONE)
    }

    pub(super) fn is_matrix(&self) -> bool {
        matches!(self.step().capture, Some(Capture::Matrix(_)))
    }

    /// Whether the arrows move in the table.
    #[must_use]
    pub fn on_board(&self) -> bool {
        self.part == Part::Comments && self.board().is_some()
    }

    /// A digit while nothing is typed: the first of a number, or the number of a word.
    pub(in super::super) fn digit(&mut self, c: char, effects: &mut Vec<Effect>) {
        if self.counts() {
            self.begin_count(false);
            if self.typing == Some(Typing::Count) {
                // What stood there is typed anew.
                self.edit(|line| *line = Line::default());
                self.type_text(c.encode_utf8(&mut [0; 4]));
            }
        } else if self.is_matrix() {
            self.say("Enter writes into the cell; a adds a row");
        } else {
            self.put(c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()).unwrap_or(0), effects);
        }
    }

    /// Moves in the table.
    pub(in super::super) fn move_row(&mut self, forward: bool) {
        let rows = self.board().map_or(0, |board| board.rows.len());
        self.row = if forward { (self.row + 1).min(rows.saturating_sub(1)) } else { self.row.saturating_sub(1) };
    }

    /// Moves to the column before or after.
    pub(in super::super) fn move_column(&mut self, forward: bool) {
        if !self.is_matrix() {
            return self.move_row(forward);
        }
        let columns = self.board().map_or(0, |board| board.heads.len().saturating_sub(1));
        let last = columns.saturating_sub(1);
        self.column = if forward { (self.column + 1).min(last) } else { self.column.saturating_sub(1) };
    }

    /// The words under which rows of this step can be put, in order.
    #[must_use]
    pub fn places(&self) -> Vec<String> {
        match &self.step().capture {
            Some(Capture::Cluster(cluster)) => self.account().headings(self.step(), cluster),
            Some(Capture::Review(review)) => review.status.clone(),
            Some(Capture::Confirm(_)) => vec![YES.to_owned()],
            _ => Vec::new(),
        }
    }

    /// Puts the chosen row under the word with this number, from 1; 0 takes it away.
    pub(in super::super) fn put(&mut self, number: usize, effects: &mut Vec<Effect>) {
        let places = self.places();
        let Some(row) = self.board().and_then(|board| board.rows.into_iter().nth(self.row)) else {
            return self.say("there is nothing to put anywhere yet");
        };
        let Some(place) = number.checked_sub(1).map_or(Some(String::new()), |at| places.get(at).cloned()) else {
            return self.say(match places.len() {
                0 => "there is no heading yet: a adds one".to_owned(),
                count => format!("the words are numbered 1 to {count}; 0 takes it away"),
            });
        };
        let entry = Entry::Placed { step: self.step().id.clone(), item: row.key.clone(), place: place.clone() };
        match self.try_record(entry, effects) {
            Ok(_) => {}
            Err(Rejected::NoChange | Rejected::Empty) => return self.say("it stands there already"),
            Err(other) => return self.say(format!("not charted: {other}")),
        }
        match &self.step().capture {
            // The rows are sorted by heading: the arrows stay on what was put, or the next one without a heading comes.
            Some(Capture::Cluster(_)) => self.next_unplaced(&row.key),
            _ => self.move_row(true),
        }
        self.say(if place.is_empty() { "taken away".to_owned() } else { format!("{place}: {}", row.name) });
    }

    fn next_unplaced(&mut self, put: &str) {
        let Some(board) = self.board() else { return };
        let open = board.rows.iter().position(|row| row.ids.is_empty());
        self.row = open.or_else(|| board.rows.iter().position(|row| row.key == put)).unwrap_or(0);
    }

    /// What Enter does on a row: the next word for it, a tick, the text of a cell.
    pub(in super::super) fn act_on_row(&mut self, effects: &mut Vec<Effect>) {
        let places = self.places();
        if places.is_empty() {
            return self.begin_row();
        }
        let Some(row) = self.board().and_then(|board| board.rows.into_iter().nth(self.row)) else { return };
        let stands = self.session.state().placement(&self.step().id, &row.key).map(|placed| placed.place.clone());
        let next = match stands.and_then(|word| places.iter().position(|place| *place == word)) {
            // After the last word comes none.
            Some(at) if at + 1 == places.len() => 0,
            Some(at) => at + 2,
            None => 1,
        };
        let before = self.row;
        self.put(next, effects);
        if places.len() == 1 && next == 1 {
            // A tick: the next row comes.
            return;
        }
        // Enter goes through the words of one row.
        self.row =
            self.board().and_then(|board| board.rows.iter().position(|other| other.key == row.key)).unwrap_or(before);
    }

    /// Opens the cell that the arrows stand on, or the sheet of the row.
    pub(in super::super) fn begin_row(&mut self) {
        if self.counts() {
            return self.begin_count(false);
        }
        if self.is_matrix() {
            self.begin_cell();
        } else {
            self.begin();
        }
    }

    fn matrix_rows(&self) -> Vec<Topic> {
        let about = self.item_of_turn().map(|item| item.key);
        Account { about: about.as_deref(), ..self.account() }.rows(self.at)
    }

    fn column_head(&self, column: usize) -> Option<String> {
        match &self.step().capture {
            Some(Capture::Matrix(matrix)) => matrix.columns.get(column + 1).cloned(),
            _ => None,
        }
    }

    fn begin_cell(&mut self) {
        let Some(row) = self.matrix_rows().into_iter().nth(self.row) else {
            return self.begin();
        };
        let Some(column) = self.column_head(self.column) else { return };
        let open = self.open_cell();
        if open.row != row.key || open.column != column || open.line.is_blank() {
            if !open.line.is_blank() && !self.is_charted(open) && self.return_to_cell() {
                return;
            }
            let stands = self.session.state().cell(&self.step().id, &row.key, &column);
            let line = Line::of(stands.map_or("", |cell| cell.text.as_str()));
            let evidence = stands.and_then(|cell| cell.evidence.clone());
            self.cells.insert(self.spot(""), OpenCell { row: row.key, column, line, evidence });
        }
        self.typing = Some(Typing::Cell);
    }

    fn asks_for_evidence(&self) -> bool {
        matches!(&self.step().capture, Some(Capture::Matrix(matrix)) if matrix.evidence == Asked::Required)
    }

    /// Links the cell that the arrows stand on to a mark.
    pub(super) fn link_cell(&mut self, evidence: Evidence, effects: &mut Vec<Effect>) {
        let row = self.matrix_rows().into_iter().nth(self.row).map(|row| row.key).unwrap_or_default();
        let column = self.column_head(self.column).unwrap_or_default();
        let step = self.step().id.clone();
        let Some(text) = self.session.state().cell(&step, &row, &column).map(|cell| cell.text.clone()) else {
            return self.say("the chosen cell is empty: Enter writes into it");
        };
        let words = format!("linked to {}: {}", evidence.label, evidence.value);
        if self.record(Entry::Filled { step, row, column, text, evidence: Some(evidence) }, effects).is_some() {
            self.say(words);
        }
    }

    /// Whether an open cell says what is charted already.
    fn is_charted(&self, open: &OpenCell) -> bool {
        let stands = self.session.state().cell(&self.step().id, &open.row, &open.column);
        stands.is_some_and(|cell| cell.text == open.line.text().trim() && cell.evidence == open.evidence)
    }

    /// Goes to the cell whose words are not charted yet; `false` where its row or column is gone.
    fn return_to_cell(&mut self) -> bool {
        let open = self.open_cell();
        let row = self.matrix_rows().iter().position(|row| row.key == open.row);
        let column = match &self.step().capture {
            Some(Capture::Matrix(matrix)) => matrix.columns.iter().position(|head| *head == open.column),
            _ => None,
        };
        let (Some(row), Some(column)) = (row, column.and_then(|at| at.checked_sub(1))) else { return false };
        (self.row, self.column) = (row, column);
        self.typing = Some(Typing::Cell);
        self.say("this cell is not charted yet: Enter charts it");
        true
    }

    /// Charts the open cell and goes on; whether it was charted (or nothing was to be).
    pub(in super::super) fn chart_cell(&mut self, effects: &mut Vec<Effect>) -> bool {
        let OpenCell { row, column, line, evidence } = self.open_cell().clone();
        let text = line.text().trim().to_owned();
        if !text.is_empty() && !self.may_chart(&text, None) {
            return false;
        }
        if !text.is_empty() && self.asks_for_evidence() && evidence.is_none() && !self.marks().is_empty() {
            self.say(
                "this table asks for evidence: Esc, Tab and the arrows choose a mark, then Ctrl+E in the cell links it",
            );
            return false;
        }
        let evidence = evidence.filter(|_| !text.is_empty());
        let entry = Entry::Filled { step: self.step().id.clone(), row, column, text, evidence };
        match self.try_record(entry, effects) {
            Ok(_) | Err(Rejected::NoChange | Rejected::Empty) => {}
            Err(other) => {
                self.say(format!("not charted: {other}"));
                return false;
            }
        }
        self.cells.remove(&self.spot(""));
        self.send_draft(effects);
        true
    }

    /// Charts the open cell and opens the next one of the row; after the last one, stops.
    pub(in super::super) fn accept_cell(&mut self, effects: &mut Vec<Effect>) {
        if !self.chart_cell(effects) {
            return;
        }
        self.typing = None;
        if self.column_head(self.column + 1).is_some() {
            self.column += 1;
            self.begin_cell();
        } else {
            self.column = 0;
            self.say("the row is through: a adds a row, the arrows go to others");
        }
    }

    /// Charts the open cell and opens another one.
    pub(in super::super) fn leave_cell(&mut self, change: impl FnOnce(&mut Self), effects: &mut Vec<Effect>) {
        if self.chart_cell(effects) {
            change(self);
            self.begin_cell();
        }
    }

    /// After a row was added: its first cell is opened.
    pub(super) fn open_new_row(&mut self, id: Seq) {
        let rows = self.matrix_rows();
        if let Some(at) = rows.iter().position(|row| row.id == Some(id)) {
            (self.row, self.column) = (at, 0);
            self.begin_cell();
        }
    }

    /// Takes away what the arrows stand on: a row that the group added, a word, a tick; undo brings it back.
    pub(in super::super) fn remove_on_board(&mut self, effects: &mut Vec<Effect>) {
        let Some(row) = self.board().and_then(|board| board.rows.into_iter().nth(self.row)) else {
            return self.say("there is nothing to take away");
        };
        let step = self.step().id.clone();
        let entry = if self.is_matrix() {
            let column = self.column_head(self.column).unwrap_or_default();
            match self.matrix_rows().into_iter().nth(self.row).and_then(|row| row.id) {
                _ if self.session.state().cell(&step, &row.key, &column).is_some() => {
                    Entry::Filled { step, row: row.key, column, text: String::new(), evidence: None }
                }
                Some(id) if self.is_own(id) => Entry::Removed { id },
                _ => return self.say("this row stays; Enter changes a cell"),
            }
        } else if self.places().is_empty() {
            return self.say("a count is changed by counting again: Enter");
        } else {
            Entry::Placed { step, item: row.key, place: String::new() }
        };
        if self.record(entry, effects).is_some() {
            self.say("taken away; Ctrl+Z brings it back");
        }
    }

    fn is_own(&self, id: Seq) -> bool {
        self.session.state().comment(id).is_some_and(|comment| comment.step == self.step().id)
    }

    /// Where the arrows stand when a step begins: on the table, if it has one.
    pub(super) fn start_board(&mut self) {
        self.turn = 0;
        self.row = 0;
        self.column = 0;
        if self.board().is_some() {
            self.part = Part::Comments;
        }
    }

    /// The items that this step is done for, one after the other; empty where it is done once.
    pub(super) fn turns(&self) -> Vec<Topic> {
        self.step().repeat.as_ref().map(|repeat| self.account().topics(repeat.over)).unwrap_or_default()
    }

    /// The last item of a repeated step of which something is charted: a session that is taken up again goes on there.
    pub(super) fn turn_reached(&self) -> usize {
        let (state, step) = (self.session.state(), &self.step().id);
        let comments = state.comments.iter().filter(|c| c.step == *step).map(|c| &c.about);
        let actions = state.actions.iter().filter(|a| a.step == *step).map(|a| &a.about);
        let reached: Vec<&String> =
            comments.chain(actions).chain(state.tallies(step).map(|tally| &tally.about)).flatten().collect();
        self.turns().iter().rposition(|item| reached.contains(&&item.key)).unwrap_or(0)
    }

    /// The item that a repeated step is at.
    #[must_use]
    pub fn item_of_turn(&self) -> Option<Topic> {
        let mut items = self.turns();
        if items.is_empty() {
            return None;
        }
        let at = self.turn.min(items.len() - 1);
        Some(items.swap_remove(at))
    }

    /// Goes to the item after or before in a repeated step; `false` where there is none.
    pub(in super::super) fn next_turn(&mut self, forward: bool) -> bool {
        let count = self.turns().len();
        let next = if forward { self.turn + 1 } else { self.turn.wrapping_sub(1) };
        if self.curtain || next >= count {
            return false;
        }
        self.turn = next;
        (self.row, self.column, self.chosen, self.typing) = (0, 0, None, None);
        let ask = self.step().repeat.as_ref().map(|repeat| repeat.ask.clone()).unwrap_or_default();
        self.say(format!("{} of {count}. {ask}", next + 1));
        true
    }

    /// What was pinned in earlier steps, in its newest wording: what it is called, and the words.
    #[must_use]
    pub fn pinned(&self) -> Vec<(String, String)> {
        let state = self.session.state();
        let steps: &[Step] = &self.protocol.steps;
        let mut pinned = Vec::new();
        if let Some(item) = self.item_of_turn() {
            pinned.push((format!("{} of {}", self.turn + 1, self.turns().len()), item.text));
        }
        for (at, step) in steps.iter().enumerate().take(self.at) {
            let Some(Capture::List(list)) = step.capture.as_ref().filter(|c| matches!(c, Capture::List(l) if l.pin))
            else {
                continue;
            };
            let name = list.label.clone().unwrap_or_else(|| step.title.clone());
            let of =
                |id: &str| state.comments.iter().filter(|c| c.step == id).map(|c| c.text.clone()).collect::<Vec<_>>();
            let mut edits = steps
                .iter()
                .rev()
                .filter(|other| matches!(&other.capture, Some(Capture::Edit(edit)) if edit.from == at));
            let anew = edits.find_map(|other| of(&other.id).pop());
            let texts = anew.map_or_else(|| of(&step.id), |text| vec![text]);
            pinned.extend(texts.into_iter().map(|text| (name.clone(), text)));
        }
        pinned
    }
}
