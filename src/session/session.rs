//! A session: its header, its entries and the state they come to.

use super::entry::{Entry, Seq};
use super::fold::Fold;
use super::header::{Header, ProtocolText};
use super::line;
use super::reading::Reading;
use super::state::State;

/// Why an entry was not taken. The session is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// It is about a comment or an action that is not there (any more).
    #[error("there is no entry {0} to change")]
    Unknown(Seq),
    /// Its text is empty.
    #[error("there is no text")]
    Empty,
    /// A text is longer than is kept; nothing is cut silently.
    #[error("the text is longer than {limit} characters")]
    TooLong {
        /// Most characters.
        limit: usize,
    },
    /// Its value is infinite or not a number.
    #[error("the value is not a number")]
    NotANumber,
    /// Nothing would change.
    #[error("nothing would change")]
    NoChange,
    /// The entry cannot be undone (any more).
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The entry cannot be brought back (any more).
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// Only a file brings entries of a later version.
    #[error("entries of a later version are only read")]
    Foreign,
}

/// What happened in one retreat.
///
/// Two invariants: replaying the entries gives the state of stepping through them; and only a `Revealed` makes a view visible
/// (undo hides, redo never shows).
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    header: Header,
    /// In the order of their numbers.
    entries: Vec<(Seq, Entry)>,
    next: Seq,
    pub(super) fold: Fold,
}

impl Session {
    /// A session in which nothing has happened. The header's texts are sanitised and bounded.
    #[must_use]
    pub fn open(header: Header) -> Self {
        Self { header: header.cleaned(), entries: Vec::new(), next: 1, fold: Fold::default() }
    }

    /// The session that a file holds; `None` without a header. Entries that have no meaning (damage can take away what they
    /// are about) are kept and count for nothing.
    #[must_use]
    pub fn replay(reading: &Reading) -> Option<Self> {
        let mut session = Self::open(reading.header.clone()?);
        for (seq, line) in &reading.lines {
            session.take(*seq, line.entry.clone());
        }
        session.next = reading.next();
        Some(session)
    }

    /// Adds what happened, with its texts sanitised, and returns its number.
    ///
    /// # Errors
    /// [`Rejected`] if it would change nothing or cannot be; then the session is as it was.
    pub fn apply(&mut self, mut entry: Entry) -> Result<Seq, Rejected> {
        if let Some(limit) = entry.excess() {
            return Err(Rejected::TooLong { limit });
        }
        if matches!(entry, Entry::Predicted { value, .. } if !value.is_finite()) {
            return Err(Rejected::NotANumber);
        }
        let entry = entry.cleaned();
        self.fold.check(&entry)?;
        let seq = self.next;
        self.take(seq, entry);
        Ok(seq)
    }

    /// What the entries come to.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.fold.state
    }

    /// The head of the session.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The protocol in force: the one with which the session began, or the newest that took its place.
    #[must_use]
    pub fn protocol(&self) -> &ProtocolText {
        let rewritten = self.entries.iter().rev().find_map(|(_, entry)| match entry {
            Entry::Rewritten { protocol } => Some(protocol),
            _ => None,
        });
        rewritten.unwrap_or(&self.header.protocol)
    }

    /// All entries with their numbers, in order.
    #[must_use]
    pub fn entries(&self) -> &[(Seq, Entry)] {
        &self.entries
    }

    /// The entry with this number.
    #[must_use]
    pub fn entry(&self, seq: Seq) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&seq, |(seq, _)| *seq).ok()?;
        self.entries.get(at).map(|(_, entry)| entry)
    }

    /// The text form of an entry, without a line break.
    #[must_use]
    pub fn line(&self, seq: Seq) -> Option<String> {
        self.entry(seq).map(|entry| line::encode(seq, entry))
    }

    /// The text form of the header, without a line break.
    #[must_use]
    pub fn header_line(&self) -> String {
        line::encode_header(&self.header)
    }

    pub(super) fn take(&mut self, seq: Seq, entry: Entry) {
        let mut fold = std::mem::take(&mut self.fold);
        if fold.check(&entry).is_ok() {
            fold.step(seq, &entry, self);
        } else {
            fold.pass_over(&entry);
        }
        self.fold = fold;
        self.entries.push((seq, entry));
        self.next = seq.saturating_add(1);
    }
}
