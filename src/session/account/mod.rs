//! What a session says in the terms of its protocol: what each step is about, the table that it filled, the actions that came out.
//!
//! Screen, report and later sessions all read it here, so none can tell a capture in its own way.

mod action;
mod series;
mod table;
mod tally;
mod topic;

use super::carried::Carried;
use super::entry::{Evidence, Seq};
use super::state::State;
use crate::protocol::{Capture, Protocol, Step, StepIndex};

pub use action::Deed;
pub use series::{Meeting, Trend, Undertaking, carry, in_order, line, trends, undertakings};
pub use tally::{HALVES, KEPT};
pub use topic::Topic;

/// A session with its protocol.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The protocol.
    pub protocol: &'a Protocol,
    /// How the session stands.
    pub state: &'a State,
    /// What came from earlier sessions.
    pub carried: Option<&'a Carried>,
    /// Key of the item that a repeated step is at: of the rows that were added, only those about it are told.
    pub about: Option<&'a str>,
}

/// What a step captured, as a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// Heads of the columns, that of the names first.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What the counts come to, in sentences.
    pub notes: Vec<String>,
    /// The points of a plane, as far as they may be told: `x`, `y`, how many.
    pub points: Vec<(i64, i64, u32)>,
}

/// A row of a [`Board`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What it is about.
    pub key: String,
    /// Its words.
    pub name: String,
    /// The heading under which it stands, where there are headings; empty: under none.
    pub group: Option<String>,
    /// One text a column after the first.
    pub cells: Vec<String>,
    /// The marks that they point to, one a column; none where cells point to nothing.
    pub links: Vec<Option<Evidence>>,
    /// The entries that say so.
    pub ids: Vec<Seq>,
    /// The newest count as a share of all, from 0 to 1, where it can be told.
    pub share: Option<f64>,
}

impl Board {
    /// Whether anything was captured.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        self.rows.iter().any(|row| !row.ids.is_empty())
    }
}

impl<'a> Account<'a> {
    /// A step of the protocol.
    fn step(&self, at: StepIndex) -> Option<&'a Step> {
        self.protocol.steps.get(at)
    }

    /// What a step captured as a table; `None` where it captures comments, predictions, actions or nothing.
    #[must_use]
    pub fn board(&self, at: StepIndex) -> Option<Board> {
        let step = self.step(at)?;
        let counts =
            matches!(step.capture, Some(Capture::Poll(_) | Capture::Scale(_) | Capture::Plane(_) | Capture::Vote(_)));
        if counts && self.about.is_none() && self.state.tallies(&step.id).any(|tally| tally.about.is_some()) {
            return Some(self.board_of_all(at, step));
        }
        self.board_of_one(at, step)
    }

    /// What a repeated step counted: of every item it was repeated for, one under the other.
    fn board_of_all(&self, at: StepIndex, step: &Step) -> Board {
        let over = step.repeat.as_ref().map(|repeat| self.topics(repeat.over)).unwrap_or_default();
        let mut all = Board::default();
        for topic in over {
            let one = Account { about: Some(&topic.key), ..*self };
            let Some(board) = one.board_of_one(at, step).filter(Board::is_filled) else { continue };
            let mut heads = board.heads;
            heads.push("About".to_owned());
            if heads.len() > all.heads.len() {
                all.heads = heads;
            }
            all.notes.extend(board.notes.into_iter().map(|note| format!("{}: {note}", topic.text)));
            all.rows.extend(board.rows.into_iter().map(|mut row| {
                row.cells.push(topic.text.clone());
                row
            }));
        }
        // One item may have been counted more often than another: what it is about stands last in every row.
        let columns = all.heads.len().saturating_sub(1);
        for row in &mut all.rows {
            while row.cells.len() < columns {
                row.cells.insert(row.cells.len().saturating_sub(1), String::new());
            }
        }
        all
    }

    fn board_of_one(&self, at: StepIndex, step: &Step) -> Option<Board> {
        Some(match step.capture.as_ref()? {
            Capture::Poll(poll) => self.poll(step, poll),
            Capture::Scale(scale) => self.scale(at, step, scale),
            Capture::Plane(plane) => self.plane(step, plane),
            Capture::Vote(vote) => self.vote(step, vote),
            Capture::Matrix(matrix) => self.matrix(at, step, matrix),
            Capture::Cluster(cluster) => self.cluster(step, cluster),
            Capture::Review(review) => self.review(step, review),
            Capture::Confirm(confirm) => self.confirm(step, confirm),
            Capture::List(_) | Capture::Predict(_) | Capture::Action(_) | Capture::Edit(_) => return None,
        })
    }
}
