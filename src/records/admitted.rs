//! The types that may leave the gate: anonymous, audited, with no public constructor.
//!
//! Every field is private to `records`; none of these types implements `Deserialize`, `Default` or `From`, each of which
//! would be a second way in. Whoever reads this file, `admit.rs` and `reopen.rs` sees that nothing else makes an [`Admission`]: it
//! needs a [`Door`], a door needs the pass of its file, and each pass can be made in that file alone. Everything that is shown, every
//! [`View`] with its [`Body`] of [`Cell`]s, is reached through an admission: no other function of `records` gives one away (a test
//! of this crate reads all signatures). A [`Frame`] and an empty [`Body`] can be written down by anybody, and hold no number; a
//! [`Number`], a row and a [`View`] cannot.

mod body;
mod frame;
mod kinds;
mod number;
mod table;
mod view;

use std::sync::Arc;

pub use body::{Bin, Body, LevelsRow};
pub use frame::{Column, Cut, Frame};
pub use kinds::{BoxRow, ChangeRow, GridSide, ItemRow, MarkForm, ScoreScale, Spread, WindowPoint};
pub use number::{Cell, HIDDEN, Number};
pub use table::Listing;
pub use view::View;

use super::card::MINIMUM_GROUP;
use super::roster::Guard;

/// Who may see the pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A room in which everybody knows who is in which group: aggregates only.
    Room,
    /// A team looking at its own students: group floor 5.
    Team,
}

impl Audience {
    /// The word used in data cards, files and on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Team => "team",
        }
    }
}

/// A view that was asked for, or a group of it, that is not shown beside the others.
///
/// Decided in the order of the card, from who is in which group; never from a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub(super) id: String,
    pub(super) reason: String,
    pub(super) instead: Option<String>,
}

impl Refused {
    /// The view in which it would stand.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is not shown, and why, as a sentence; holds no number of students.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What would show more, as a sentence that begins with "Show it instead by".
    #[must_use]
    pub fn instead(&self) -> Option<&str> {
        self.instead.as_deref()
    }
}

/// Everything that may be shown of the data of one session.
#[derive(Clone, Debug, PartialEq)]
pub struct Admission {
    pub(super) title: String,
    pub(super) audience: Audience,
    pub(super) minimum_group: u32,
    pub(super) views: Vec<View>,
    pub(super) notices: Vec<String>,
    pub(super) refused: Vec<Refused>,
    pub(super) fingerprint: String,
    pub(super) rows_band: String,
    pub(super) guarded: Guarded,
    pub(super) door: Door,
}

/// The door that an admission came through. Each pass can be made in the file of its door alone, so that nothing else of `records`
/// can make an [`Admission`]. Which one it was makes no admission unlike another.
#[derive(Clone, Debug)]
pub(super) enum Door {
    /// Records were read.
    Records(super::admit::Pass),
    /// Stored views were read.
    Session(super::reopen::Pass),
}

impl PartialEq for Door {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The comment guard beside the views. It is no part of what is shown, so it makes no admission unlike another.
#[derive(Clone, Debug)]
pub(super) struct Guarded(pub(super) Option<Arc<Guard>>);

impl PartialEq for Guarded {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Admission {
    /// Title of the data, from the card.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who may see it.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Smallest group of which anything is shown.
    #[must_use]
    pub fn minimum_group(&self) -> u32 {
        self.minimum_group
    }

    /// What stands on every frame, export and report that is not meant for everybody, or whose minimum group was lowered below
    /// the usual one.
    #[must_use]
    pub fn badge(&self) -> Option<String> {
        let team = (self.audience == Audience::Team).then(|| "TEAM ONLY".to_owned());
        let lowered = (self.minimum_group < MINIMUM_GROUP).then(|| format!("GROUPS FROM {}", self.minimum_group));
        let words: Vec<String> = team.into_iter().chain(lowered).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// The pictures, in the order of the card.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// The view of this name.
    #[must_use]
    pub fn view(&self, id: &str) -> Option<&View> {
        self.views.iter().find(|view| view.id == id)
    }

    /// Sentences for the curtain: groups hidden, rows set aside, students not tested. They depend on membership only.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What was asked for and is not shown, in the order of the views. It depends on membership only.
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// Tells whether two sessions show the same data: 16 hexadecimal digits of a hash of the files and the cards, keyed by the
    /// installation, so that nobody else can confirm which file it was.
    #[must_use]
    pub fn data_fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// About how many rows the data have, such as `50-99 rows`.
    #[must_use]
    pub fn rows_band(&self) -> &str {
        &self.rows_band
    }

    /// Tells whether a text names a student; `None` where the data have no identifier, or were not read again.
    #[must_use]
    pub fn guard(&self) -> Option<&Guard> {
        self.guarded.0.as_deref()
    }

    /// Takes over the guard of `fresh`, an admission of the same data: for views that came back from a session. Whether the data
    /// are the same; if not, nothing changes.
    pub fn guard_like(&mut self, fresh: &Self) -> bool {
        let is_same = self.fingerprint == fresh.fingerprint;
        if is_same {
            self.guarded = fresh.guarded.clone();
        }
        is_same
    }
}
