//! A session as people take it away: HTML, Markdown, CSV and JSON, from any state of it, finished or not.
//!
//! Depends on `session` and below. Every format places the same `outline`; so nothing can stand in one of them and be
//! missing from another. What holds: only views that were revealed are told; there is no author, no clock time and no path;
//! no text of a comment can become markup, a formula or a control character of the format it is written in; every
//! comment, action and prediction of the state appears, also one whose step the protocol does not know.

mod escape;
mod grid;
mod html;
mod json;
mod markdown;
mod outline;
#[cfg(test)]
mod parity;
mod pictures;
mod predictions;
mod several;
mod spreadsheet;
mod svg;
#[cfg(test)]
mod tests;
mod views;

pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use spreadsheet::csv;
pub use svg::svg;
pub use views::{views_csv, views_json};

use crate::protocol::Protocol;
use crate::records::Admission;
use crate::session::{Account, Carried, State};

/// One retreat, with all that a report tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Retreat<'a> {
    /// Name of the session, from the data card or the protocol.
    pub title: &'a str,
    /// Day it began, as `2026-03-02`.
    pub date: &'a str,
    /// The protocol as it was.
    pub protocol: &'a Protocol,
    /// Lines of the session file that could not be read.
    pub unreadable: usize,
    /// How the session stands.
    pub state: &'a State,
    /// The views that were prepared, with their audience and minimum group; `None` for a session without data.
    pub views: Option<&'a Admission>,
    /// What came from earlier sessions of the series.
    pub carried: Option<&'a Carried>,
}

impl<'a> Retreat<'a> {
    fn account(&self) -> Account<'a> {
        Account { protocol: self.protocol, state: self.state, carried: self.carried, about: None }
    }
}
