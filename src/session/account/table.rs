//! Tables of texts, headings, statuses, ticks.

use super::{Account, Board, Row};
use crate::protocol::{ActionField, Cluster, Confirm, Matrix, Review, Step, StepIndex};

/// What stands for a tick.
pub(super) const YES: &str = "yes";

impl Account<'_> {
    pub(super) fn matrix(&self, at: StepIndex, step: &Step, matrix: &Matrix) -> Board {
        let rows = self.rows(at).into_iter().map(|row| {
            let mut ids: Vec<_> = row.id.into_iter().collect();
            let columns = matrix.columns.iter().skip(1);
            let mut links = Vec::new();
            let cells = columns
                .map(|column| {
                    let cell = self.state.cell(&step.id, &row.key, column);
                    ids.extend(cell.map(|cell| cell.id));
                    links.push(cell.and_then(|cell| cell.evidence.clone()));
                    cell.map(|cell| cell.text.clone()).unwrap_or_default()
                })
                .collect();
            Row { key: row.key, name: row.text, cells, links, ids, ..Row::default() }
        });
        let mut board = Board { heads: matrix.columns.clone(), rows: rows.collect(), ..Board::default() };
        if self.about.is_none() && board.rows.iter().any(|row| self.about_row(step, &row.key).is_some()) {
            board.heads.push("About".to_owned());
            for row in &mut board.rows {
                row.cells.push(self.about_row(step, &row.key).unwrap_or_default());
            }
        }
        board
    }

    /// The words of what a repeated step was at when a row was added.
    pub(super) fn about_row(&self, step: &Step, row: &str) -> Option<String> {
        let comment = self.state.comments.iter().find(|comment| format!("c{}", comment.id) == row)?;
        self.about(step, comment.about.as_deref()?)
    }

    /// The words of what the step of this id was repeated for.
    pub(super) fn about_of(&self, step: &str, key: Option<&str>) -> Option<String> {
        let step = self.protocol.steps.iter().find(|known| known.id == step)?;
        self.about(step, key?)
    }

    /// The words of what a repeated step is done for.
    #[must_use]
    pub fn about(&self, step: &Step, key: &str) -> Option<String> {
        let topics = self.topics(step.repeat.as_ref()?.over);
        topics.into_iter().find(|topic| topic.key == key).map(|topic| topic.text)
    }

    /// The headings of a cluster: those of the protocol, then those that the group added.
    #[must_use]
    pub fn headings(&self, step: &Step, cluster: &Cluster) -> Vec<String> {
        let mut headings = cluster.headings.clone();
        let own = self.state.comments.iter().filter(|comment| comment.step == step.id);
        for text in own.map(|comment| crate::text::sanitise(&comment.text)) {
            if !headings.contains(&text) {
                headings.push(text);
            }
        }
        headings
    }

    /// The heading under which something stands.
    pub(super) fn heading(&self, step: &Step, item: &str) -> Option<&str> {
        self.state.placement(&step.id, item).map(|placed| placed.place.as_str())
    }

    pub(super) fn cluster(&self, step: &Step, cluster: &Cluster) -> Board {
        let headings = self.headings(step, cluster);
        let place = |key: &str| headings.iter().position(|heading| self.heading(step, key) == Some(heading));
        let mut rows: Vec<(usize, Row)> = Vec::new();
        for topic in self.members(cluster) {
            let at = place(&topic.key);
            let group = at.and_then(|at| headings.get(at)).cloned().unwrap_or_default();
            let ids = self.state.placement(&step.id, &topic.key).filter(|_| at.is_some()).map(|placed| placed.id);
            let number = at.map(|at| (at + 1).to_string()).unwrap_or_default();
            let row = Row {
                key: topic.key,
                name: topic.text,
                group: Some(group),
                cells: vec![number],
                ids: ids.into_iter().collect(),
                ..Row::default()
            };
            rows.push((at.unwrap_or(usize::MAX), row));
        }
        rows.sort_by_key(|(at, _)| *at);
        let heads = vec!["What was said".to_owned(), "Heading".to_owned()];
        Board { heads, rows: rows.into_iter().map(|(_, row)| row).collect(), ..Board::default() }
    }

    pub(super) fn review(&self, step: &Step, review: &Review) -> Board {
        let heads = ["What was to be done", "Who", "By", "What became of it"].map(str::to_owned).to_vec();
        let Some(carried) = self.carried else {
            let note = "No earlier session was given: run --after SESSION brings its open actions.".to_owned();
            return Board { heads, notes: vec![note], ..Board::default() };
        };
        let rows = carried.actions.iter().map(|action| {
            let placed = self.state.placement(&step.id, &action.key);
            let field = |field: ActionField| action.fields.get(&field).cloned().unwrap_or_default();
            let before = if action.status.is_empty() { String::new() } else { format!("({})", action.status) };
            let status = placed.map_or(before, |placed| placed.place.clone());
            Row {
                key: action.key.clone(),
                name: field(ActionField::Text),
                cells: vec![field(ActionField::Owner), field(ActionField::Due), status],
                ids: placed.map(|placed| placed.id).into_iter().collect(),
                ..Row::default()
            }
        });
        let questions = carried.questions.iter().map(|question| {
            let placed = self.state.placement(&step.id, &question.key);
            let before = if question.status.is_empty() { String::new() } else { format!("({})", question.status) };
            let status = placed.map_or(before, |placed| placed.place.clone());
            Row {
                key: question.key.clone(),
                name: question.text.clone(),
                cells: vec!["(open question)".to_owned(), String::new(), status],
                ids: placed.map(|placed| placed.id).into_iter().collect(),
                ..Row::default()
            }
        });
        let rows: Vec<Row> = rows.chain(questions).collect();
        let mut notes = Vec::new();
        if rows.is_empty() {
            notes.push("No action of the earlier sessions is open.".to_owned());
        } else if rows.iter().all(|row| !row.ids.is_empty()) {
            let ended = |row: &&Row| row.cells.last().is_some_and(|status| review.closed.contains(status));
            notes.push(format!("{} of {} are done with.", rows.iter().filter(ended).count(), rows.len()));
        }
        Board { heads, rows, notes, ..Board::default() }
    }

    pub(super) fn confirm(&self, step: &Step, confirm: &Confirm) -> Board {
        let rows = confirm.items.iter().map(|item| {
            let placed = self.state.placement(&step.id, item);
            Row {
                key: item.clone(),
                name: item.clone(),
                cells: vec![placed.map(|placed| placed.place.clone()).unwrap_or_default()],
                ids: placed.map(|placed| placed.id).into_iter().collect(),
                ..Row::default()
            }
        });
        let rows: Vec<Row> = rows.collect();
        let all = rows.iter().all(|row| row.cells.iter().any(|cell| cell == YES));
        let notes = if all { vec!["Everything is agreed.".to_owned()] } else { Vec::new() };
        Board { heads: ["What we agree to", "Agreed"].map(str::to_owned).to_vec(), rows, notes, ..Board::default() }
    }
}
