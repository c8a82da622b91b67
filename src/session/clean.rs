//! A copy of a session that holds what stands, and nothing of what was removed, undone or said over.
//!
//! The log keeps removed words, because undo needs them. The copy is for passing on: it comes to the same state, and whoever reads its
//! bytes finds no word that is not in the report.

use std::collections::BTreeSet;

use super::entry::{Entry, Seq};
use super::header::{Header, Id};
use super::session::Session;
use super::standing::Standing;
use super::state::Forecast;

impl Session {
    /// A copy without what was removed, under identities of its own: beside the second copy of the log it would get everything back.
    ///
    /// What stands keeps the number of the entry that made it. Entries of a later version are left out, because nobody can tell what is
    /// in them.
    #[must_use]
    pub fn without_removed(&self, session: Id, writer: Id) -> Self {
        let header = Header { session, writer, ..self.header().clone() };
        let (mut copy, mut so_far) = (Self::open(header.clone()), Self::open(header));
        let mut taken = BTreeSet::new();
        for (seq, entry) in self.entries() {
            let (visible, seen) = (so_far.state().revealed.clone(), so_far.state().seen.clone());
            so_far.take(*seq, entry.clone());
            let kept = match entry {
                // A reveal that was undone was a reveal all the same: what was seen stays seen.
                Entry::Undone { .. } => {
                    let views: Vec<_> = visible.difference(&so_far.state().revealed).cloned().collect();
                    (!views.is_empty()).then_some(Entry::Covered { views })
                }
                Entry::Predicted { view, .. } => self.forecast_of(*seq, entry, seen.contains(view), &mut taken),
                Entry::Redone { .. } | Entry::Foreign { .. } => None,
                // What came after it may be left out; then the session would look finished.
                Entry::Closed if !self.state().closed => None,
                undoable if undoable.is_undoable() && !matches!(entry, Entry::Revealed { .. }) => {
                    self.as_it_stands(*seq, undoable, &mut taken)
                }
                passing => Some(passing.clone()),
            };
            if let Some(kept) = kept {
                copy.take(*seq, kept);
            }
        }
        copy
    }

    /// The entry as it would have been, had everything been said as it stands at once; nothing if nothing of it stands, or if what does
    /// is in an earlier entry.
    fn as_it_stands(&self, seq: Seq, entry: &Entry, taken: &mut BTreeSet<Seq>) -> Option<Entry> {
        let state = self.state();
        if !self.fold.counts(seq) {
            return None;
        }
        match entry {
            Entry::Charted { step, question, about, minute, .. } => {
                let comment = state.comment(seq)?;
                Some(Entry::Charted {
                    step: step.clone(),
                    text: comment.text.clone(),
                    tag: comment.tag.clone(),
                    evidence: comment.evidence.clone(),
                    question: question.clone(),
                    about: about.clone(),
                    minute: *minute,
                })
            }
            Entry::Acted { step, about, minute, .. } => {
                let fields = state.action(seq)?.fields.clone();
                Some(Entry::Acted { step: step.clone(), fields, about: about.clone(), minute: *minute })
            }
            Entry::Shelved { id, .. } => {
                let to = state.comment(*id)?.shelved.clone()?;
                taken.insert(*id).then_some(Entry::Shelved { id: *id, to })
            }
            Entry::Dittoed { id } => state.comment(*id).map(|_| entry.clone()),
            Entry::Tallied { .. } | Entry::Placed { .. } | Entry::Filled { .. } => {
                let standing = self.fold.stands_where(entry)?;
                let is_first = taken.insert(standing.id());
                (is_first && !standing.is_blank() && !self.is_of_something_gone(standing)).then(|| standing.entry())
            }
            // Said anew, in the entry that it changed.
            _ => None,
        }
    }

    fn forecast_of(&self, seq: Seq, entry: &Entry, late: bool, taken: &mut BTreeSet<Seq>) -> Option<Entry> {
        let Entry::Predicted { view, target, guess, .. } = entry else { return None };
        let stands = self.state().forecasts.iter().find(|forecast| {
            (&forecast.view, &forecast.target, forecast.after_reveal) == (view, target, late)
                && forecast.guess.is_like(*guess)
        })?;
        (self.fold.counts(seq) && taken.insert(stands.id)).then(|| stands.entry())
    }

    /// Whether a count, a place or a cell is about a comment or an action that was taken away: it may repeat its words.
    fn is_of_something_gone(&self, standing: &Standing) -> bool {
        let keys = match standing {
            Standing::Tally(tally) => [Some(&tally.item), tally.about.as_ref()],
            Standing::Placement(placed) => [Some(&placed.item), None],
            Standing::Cell(cell) => [Some(&cell.row), None],
        };
        keys.into_iter().flatten().any(|key| self.is_gone(key))
    }

    /// Whether a key names a comment (`c12`) or an action (`a12`) that does not stand any more. Keys of cells hold several, with strokes
    /// between them.
    fn is_gone(&self, key: &str) -> bool {
        key.split('/').any(|part| {
            let digits = part.strip_prefix(['c', 'a']).unwrap_or_default();
            let Ok(id) = digits.parse::<Seq>() else { return false };
            let made = matches!(self.entry(id), Some(Entry::Charted { .. } | Entry::Acted { .. }));
            made && self.state().comment(id).is_none() && self.state().action(id).is_none()
        })
    }
}

impl Standing {
    fn id(&self) -> Seq {
        match self {
            Self::Tally(tally) => tally.id,
            Self::Placement(placed) => placed.id,
            Self::Cell(cell) => cell.id,
        }
    }

    /// The entry that puts it there.
    fn entry(&self) -> Entry {
        match self.clone() {
            Self::Tally(tally) => Entry::Tallied {
                step: tally.step,
                item: tally.item,
                about: tally.about,
                label: tally.label,
                round: tally.round,
                people: tally.people,
                counts: tally.counts,
            },
            Self::Placement(placed) => Entry::Placed { step: placed.step, item: placed.item, place: placed.place },
            Self::Cell(cell) => Entry::Filled {
                step: cell.step,
                row: cell.row,
                column: cell.column,
                text: cell.text,
                evidence: cell.evidence,
            },
        }
    }
}

impl Forecast {
    /// The entry that makes it.
    fn entry(&self) -> Entry {
        Entry::Predicted {
            step: self.step.clone(),
            view: self.view.clone(),
            target: self.target.clone(),
            label: self.label.clone(),
            value: self.value,
            guess: self.guess,
            voices: self.voices,
        }
    }
}
