//! The fold: how each entry changes the state, and how undo takes it back.
//!
//! What undo can take back touches only comments, actions, forecasts and what stands in a slot (and, for a reveal, what is visible); all other
//! entries touch the rest. So the entries that count can be kept as a stack in the order of their numbers, each with what it
//! changed: undo pops, and an undo of a deeper one (a damaged line can make one so) rewinds, leaves it out and steps forward
//! again. Nothing is folded twice in ordinary use, however long the session.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, Seq};
use super::guess::Guess;
use super::session::{Rejected, Session};
use super::standing::{Cell, Placement, Slot, Standing, Tally};
use super::state::{ActionItem, Comment, Forecast, State};
use crate::protocol::ActionField;

/// The state and what is needed to step it forward and back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fold {
    pub(super) state: State,
    /// The undoable entries that count, in the order of their numbers.
    done: Vec<Done>,
    /// Entries that were undone and can come back, the next one last.
    undone: Vec<Seq>,
    /// Predictions made when their view had already been seen.
    late: BTreeSet<Seq>,
    /// Where the forecast for a view and a target stands, made after the reveal or before.
    forecasts: BTreeMap<(String, String, u8, bool), usize>,
    /// Where what stands in a slot is in the state.
    slots: BTreeMap<Slot, usize>,
}

#[derive(Clone, Debug, PartialEq)]
struct Done {
    seq: Seq,
    change: Change,
}

/// What an entry changed, so that it can be taken back.
#[derive(Clone, Debug, PartialEq)]
enum Change {
    /// Nothing: what it was about is itself undone.
    Nothing,
    /// These views became visible and still are.
    Revealed(Vec<String>),
    CommentAdded,
    ActionAdded,
    ForecastAdded,
    /// The forecast that stood in its place.
    ForecastReplaced(usize, Forecast),
    StandingAdded,
    /// What stood in its slot.
    StandingReplaced(usize, Standing),
    /// The comment as it was.
    CommentChanged(usize, Comment),
    /// The action as it was.
    ActionChanged(usize, ActionItem),
    CommentRemoved(usize, Comment),
    ActionRemoved(usize, ActionItem),
}

impl Fold {
    /// Why an entry would change nothing or cannot be, if so.
    pub(super) fn check(&self, entry: &Entry) -> Result<(), Rejected> {
        let comment = |id: Seq| self.state.comment(id).ok_or(Rejected::Unknown(id));
        let changes = |changes: bool| if changes { Ok(()) } else { Err(Rejected::NoChange) };
        match entry {
            Entry::Charted { text, .. } => filled(text),
            Entry::Acted { fields, .. } => filled(fields.get(&ActionField::Text).map_or("", String::as_str)),
            Entry::Tallied { .. } | Entry::Placed { .. } | Entry::Filled { .. } => self.check_standing(entry),
            Entry::Predicted { value, guess, voices, .. } => {
                let to = if let Guess::Range { to } = guess { *to } else { *value };
                let ends = voices.map_or([*value; 2], |voices| [voices.low, voices.high]);
                if value.is_finite() && to.is_finite() && ends.iter().all(|end| end.is_finite()) {
                    Ok(())
                } else {
                    Err(Rejected::NotANumber)
                }
            }
            Entry::Edited { id, text, tag, evidence } => {
                filled(text)?;
                let known = comment(*id)?;
                changes(known.text != *text || known.tag != *tag || known.evidence != *evidence)
            }
            Entry::Reworked { id, fields } => {
                filled(fields.get(&ActionField::Text).map_or("", String::as_str))?;
                changes(self.state.action(*id).ok_or(Rejected::Unknown(*id))?.fields != *fields)
            }
            Entry::Removed { id } => {
                let known = self.state.comment(*id).is_some() || self.state.action(*id).is_some();
                if known { Ok(()) } else { Err(Rejected::Unknown(*id)) }
            }
            Entry::Shelved { id, to } => changes(comment(*id)?.shelved.as_ref() != Some(to)),
            Entry::Unshelved { id } => changes(comment(*id)?.shelved.is_some()),
            Entry::Dittoed { id } => comment(*id).map(|_| ()),
            Entry::Revealed { views } => changes(views.iter().any(|view| !self.state.revealed.contains(view))),
            Entry::Covered { views } => changes(views.iter().any(|view| self.state.revealed.contains(view))),
            Entry::Undone { of } => self.position(*of).map(|_| ()).map_err(|_| Rejected::NothingToUndo),
            Entry::Redone { of } => {
                if self.undone.contains(of) {
                    Ok(())
                } else {
                    Err(Rejected::NothingToRedo)
                }
            }
            Entry::Foreign { .. } => Err(Rejected::Foreign),
            Entry::Entered { .. }
            | Entry::Clock { .. }
            | Entry::Resumed { .. }
            | Entry::Rewritten { .. }
            | Entry::Closed => Ok(()),
        }
    }

    /// As [`Fold::check`], for what stands in a slot: a blank one only takes something away.
    fn check_standing(&self, entry: &Entry) -> Result<(), Rejected> {
        let Some(new) = standing(0, entry) else { return Ok(()) };
        let stands = self.slots.get(&new.slot()).and_then(|at| self.state.standing.get(*at));
        match stands {
            None if new.is_blank() => Err(Rejected::Empty),
            Some(_) if matches!(new, Standing::Tally(_)) && new.is_blank() => Err(Rejected::Empty),
            Some(old) if new.says(old) => Err(Rejected::NoChange),
            _ => Ok(()),
        }
    }

    /// Steps forward by an entry that [`Fold::check`] let pass. `session` holds the entries before it.
    pub(super) fn step(&mut self, seq: Seq, entry: &Entry, session: &Session) {
        self.state.closed = matches!(entry, Entry::Closed);
        match entry {
            Entry::Entered { step } => {
                self.state.visited.insert(step.clone());
                self.state.step = Some(step.clone());
            }
            Entry::Clock { step, seconds, extra, paused } => {
                let clock = self.state.clocks.entry(step.clone()).or_default();
                (clock.seconds, clock.extra, clock.paused) = (*seconds, *extra, *paused);
            }
            Entry::Covered { views } => self.cover(views),
            Entry::Undone { of } => self.undo(*of, session),
            Entry::Redone { of } => self.redo(*of, session),
            Entry::Resumed { damaged } => self.state.damaged = self.state.damaged.max(*damaged),
            Entry::Rewritten { .. } | Entry::Closed => {}
            Entry::Foreign { .. } => self.state.foreign = self.state.foreign.saturating_add(1),
            undoable => {
                self.undone.clear();
                if let Entry::Predicted { view, .. } = undoable
                    && self.state.seen.contains(view)
                {
                    self.late.insert(seq);
                }
                let change = self.advance(seq, undoable);
                self.done.push(Done { seq, change });
            }
        }
        self.state.undoable = self.done.last().map(|done| done.seq);
        self.state.redoable = self.undone.last().copied();
    }

    /// An entry that counts for nothing but is kept.
    pub(super) fn pass_over(&mut self, entry: &Entry) {
        if matches!(entry, Entry::Foreign { .. }) {
            self.state.foreign = self.state.foreign.saturating_add(1);
        }
    }

    /// Whether an undoable entry counts: it was not undone, or was brought back.
    pub(super) fn counts(&self, seq: Seq) -> bool {
        self.position(seq).is_ok()
    }

    /// What stands in the slot that an entry fills, and whether the entry fills one.
    pub(super) fn stands_where(&self, entry: &Entry) -> Option<&Standing> {
        self.state.standing.get(*self.slots.get(&standing(0, entry)?.slot())?)
    }

    fn position(&self, seq: Seq) -> Result<usize, usize> {
        self.done.binary_search_by_key(&seq, |done| done.seq)
    }

    /// Hides views. A reveal of which nothing is visible any more has nothing left to undo.
    fn cover(&mut self, views: &[String]) {
        self.state.revealed.retain(|view| !views.contains(view));
        self.done.retain_mut(|done| match &mut done.change {
            Change::Revealed(visible) => {
                visible.retain(|view| !views.contains(view));
                !visible.is_empty()
            }
            _ => true,
        });
    }

    fn undo(&mut self, of: Seq, session: &Session) {
        let Ok(at) = self.position(of) else { return };
        if let Some(Done { change: Change::Revealed(views), .. }) = self.done.get_mut(at) {
            // A reveal does not come back by redo: only a new reveal, which asks, makes a view visible.
            for view in std::mem::take(views) {
                self.state.revealed.remove(&view);
            }
            self.done.remove(at);
            return;
        }
        let above = self.rewind(at + 1);
        if let Some(Done { change, .. }) = self.done.pop() {
            self.revert(change);
            self.undone.push(of);
        }
        self.forward(above, session);
    }

    fn redo(&mut self, of: Seq, session: &Session) {
        let (Some(at), Err(place)) = (self.undone.iter().rposition(|seq| *seq == of), self.position(of)) else {
            return;
        };
        self.undone.remove(at);
        let above = self.rewind(place);
        self.forward(vec![Done { seq: of, change: Change::Nothing }], session);
        self.forward(above, session);
    }

    /// Takes the changes from `at` on back, the last first, and hands their entries over.
    fn rewind(&mut self, at: usize) -> Vec<Done> {
        let mut above = self.done.split_off(at.min(self.done.len()));
        for done in above.iter_mut().rev() {
            if !matches!(done.change, Change::Revealed(_)) {
                let change = std::mem::replace(&mut done.change, Change::Nothing);
                self.revert(change);
            }
        }
        above
    }

    /// Makes rewound changes again, as far as what they are about still exists.
    fn forward(&mut self, above: Vec<Done>, session: &Session) {
        for mut done in above {
            if !matches!(done.change, Change::Revealed(_))
                && let Some(entry) = session.entry(done.seq)
            {
                done.change = self.advance(done.seq, entry);
            }
            self.done.push(done);
        }
    }

    /// Makes the change of an undoable entry.
    fn advance(&mut self, seq: Seq, entry: &Entry) -> Change {
        match entry {
            Entry::Revealed { views } => {
                let new: Vec<_> = views.iter().filter(|view| !self.state.revealed.contains(*view)).cloned().collect();
                self.state.revealed.extend(new.iter().cloned());
                self.state.seen.extend(new.iter().cloned());
                Change::Revealed(new)
            }
            Entry::Charted { step, text, tag, evidence, question, about, minute } => {
                self.state.comments.push(Comment {
                    id: seq,
                    step: step.clone(),
                    text: text.clone(),
                    tag: tag.clone(),
                    evidence: evidence.clone(),
                    shelved: None,
                    question: question.clone(),
                    about: about.clone(),
                    dittos: 0,
                    minute: *minute,
                });
                Change::CommentAdded
            }
            Entry::Acted { step, fields, about, .. } => {
                let (step, fields, about) = (step.clone(), fields.clone(), about.clone());
                self.state.actions.push(ActionItem { id: seq, step, fields, about });
                Change::ActionAdded
            }
            Entry::Predicted { step, view, target, label, value, guess, voices } => {
                let after_reveal = self.late.contains(&seq);
                self.forecast(Forecast {
                    id: seq,
                    step: step.clone(),
                    view: view.clone(),
                    target: target.clone(),
                    label: label.clone(),
                    value: *value,
                    guess: *guess,
                    voices: *voices,
                    after_reveal,
                })
            }
            Entry::Tallied { .. } | Entry::Placed { .. } | Entry::Filled { .. } => {
                standing(seq, entry).map_or(Change::Nothing, |new| self.stand(new))
            }
            Entry::Edited { id, text, tag, evidence } => self.change_comment(*id, |comment| {
                (comment.text, comment.tag, comment.evidence) = (text.clone(), tag.clone(), evidence.clone());
            }),
            Entry::Shelved { id, to } => self.change_comment(*id, |comment| comment.shelved = Some(to.clone())),
            Entry::Unshelved { id } => self.change_comment(*id, |comment| comment.shelved = None),
            Entry::Dittoed { id } => {
                self.change_comment(*id, |comment| comment.dittos = comment.dittos.saturating_add(1))
            }
            Entry::Reworked { id, fields } => {
                let Ok(at) = self.state.actions.binary_search_by_key(id, |action| action.id) else {
                    return Change::Nothing;
                };
                let Some(action) = self.state.actions.get_mut(at) else { return Change::Nothing };
                let before = action.clone();
                action.fields.clone_from(fields);
                Change::ActionChanged(at, before)
            }
            Entry::Removed { id } => {
                if let Ok(at) = self.state.comments.binary_search_by_key(id, |comment| comment.id) {
                    Change::CommentRemoved(at, self.state.comments.remove(at))
                } else if let Ok(at) = self.state.actions.binary_search_by_key(id, |action| action.id) {
                    Change::ActionRemoved(at, self.state.actions.remove(at))
                } else {
                    Change::Nothing
                }
            }
            _ => Change::Nothing,
        }
    }

    fn change_comment(&mut self, id: Seq, change: impl FnOnce(&mut Comment)) -> Change {
        let Ok(at) = self.state.comments.binary_search_by_key(&id, |comment| comment.id) else {
            return Change::Nothing;
        };
        let Some(comment) = self.state.comments.get_mut(at) else { return Change::Nothing };
        let before = comment.clone();
        change(comment);
        Change::CommentChanged(at, before)
    }

    fn forecast(&mut self, forecast: Forecast) -> Change {
        let key = (forecast.view.clone(), forecast.target.clone(), forecast.guess.slot(), forecast.after_reveal);
        let end = self.state.forecasts.len();
        let at = *self.forecasts.entry(key).or_insert(end);
        if let Some(standing) = self.state.forecasts.get_mut(at) {
            Change::ForecastReplaced(at, std::mem::replace(standing, forecast))
        } else {
            self.state.forecasts.push(forecast);
            Change::ForecastAdded
        }
    }

    fn stand(&mut self, new: Standing) -> Change {
        let end = self.state.standing.len();
        let at = *self.slots.entry(new.slot()).or_insert(end);
        if let Some(standing) = self.state.standing.get_mut(at) {
            Change::StandingReplaced(at, std::mem::replace(standing, new))
        } else {
            self.state.standing.push(new);
            Change::StandingAdded
        }
    }

    /// Takes a change back. Changes are taken back in the opposite order, so each finds the state that it left.
    fn revert(&mut self, change: Change) {
        match change {
            Change::Nothing | Change::Revealed(_) => {}
            Change::CommentAdded => {
                self.state.comments.pop();
            }
            Change::ActionAdded => {
                self.state.actions.pop();
            }
            Change::ForecastAdded => {
                if let Some(Forecast { view, target, guess, after_reveal, .. }) = self.state.forecasts.pop() {
                    self.forecasts.remove(&(view, target, guess.slot(), after_reveal));
                }
            }
            Change::ForecastReplaced(at, before) => put(&mut self.state.forecasts, at, before),
            Change::StandingAdded => {
                if let Some(standing) = self.state.standing.pop() {
                    self.slots.remove(&standing.slot());
                }
            }
            Change::StandingReplaced(at, before) => put(&mut self.state.standing, at, before),
            Change::CommentChanged(at, before) => put(&mut self.state.comments, at, before),
            Change::ActionChanged(at, before) => put(&mut self.state.actions, at, before),
            Change::CommentRemoved(at, comment) => self.state.comments.insert(at, comment),
            Change::ActionRemoved(at, action) => self.state.actions.insert(at, action),
        }
    }
}

/// What an entry puts into a slot.
fn standing(id: Seq, entry: &Entry) -> Option<Standing> {
    Some(match entry.clone() {
        Entry::Tallied { step, item, about, label, round, people, counts } => {
            Standing::Tally(Tally { id, step, item, about, label, round, people, counts })
        }
        Entry::Placed { step, item, place } => Standing::Placement(Placement { id, step, item, place }),
        Entry::Filled { step, row, column, text, evidence } => {
            Standing::Cell(Cell { id, step, row, column, text, evidence })
        }
        _ => return None,
    })
}

fn put<T>(items: &mut [T], at: usize, before: T) {
    if let Some(item) = items.get_mut(at) {
        *item = before;
    }
}

fn filled(text: &str) -> Result<(), Rejected> {
    if text.trim().is_empty() { Err(Rejected::Empty) } else { Ok(()) }
}
