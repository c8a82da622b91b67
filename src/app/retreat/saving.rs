//! How far the entries are saved.

use std::collections::BTreeMap;

use crate::session::{Entry, Seq};

use super::super::event::{Effect, News, Outcome};
use super::Retreat;

/// How an entry stands, the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Save {
    /// It is on a disk.
    Saved,
    /// The disk has not answered yet.
    Saving,
    /// It is in memory only.
    Failed,
}

/// An entry that is not on a disk, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    save: Save,
    /// The comment or action that it changes.
    about: Option<Seq>,
}

/// How far everything is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saves {
    open: BTreeMap<Seq, Open>,
    words: Option<String>,
    /// The words are old news as soon as something else is saved.
    passing: bool,
}

impl Saves {
    /// How a comment or action stands: the worst of the entry that made it and of those that changed it.
    #[must_use]
    pub fn of(&self, id: Seq) -> Save {
        let about = self.open.iter().filter(|(seq, open)| **seq == id || open.about == Some(id));
        about.map(|(_, open)| open.save).max().unwrap_or(Save::Saved)
    }

    /// The entries that are not on a disk, as far as is known.
    pub fn open(&self) -> impl Iterator<Item = Seq> {
        self.open.keys().copied()
    }

    /// How everything stands: the worst of all.
    #[must_use]
    pub fn worst(&self) -> Save {
        self.open.values().map(|open| open.save).max().unwrap_or(Save::Saved)
    }

    /// Entries that are in memory only.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.open.values().filter(|open| open.save == Save::Failed).count()
    }

    /// What the disk said last, when something is not as it should be.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// Whether something is not as it should be, although everything is on a disk.
    #[must_use]
    pub fn in_trouble(&self) -> bool {
        self.words.is_some() && !self.passing
    }

    /// What was wrong from the start.
    pub(super) fn begun_with(trouble: Option<String>) -> Self {
        Self { words: trouble, ..Self::default() }
    }

    pub(super) fn begun(&mut self, seq: Seq, about: Option<Seq>) {
        self.open.insert(seq, Open { save: Save::Saving, about });
    }

    fn settle(&mut self, outcome: &Outcome) {
        if outcome.saved {
            self.open.remove(&outcome.seq);
        } else if let Some(open) = self.open.get_mut(&outcome.seq) {
            open.save = Save::Failed;
        }
        if self.passing && outcome.news.is_none() {
            self.words = None;
        }
        if let Some(news) = &outcome.news {
            let (News::Mended(words) | News::Trouble(words) | News::Moved { words, .. }) = news;
            self.words = Some(words.clone());
            self.passing = !matches!(news, News::Trouble(_));
        }
    }
}

impl Retreat {
    /// Takes in what the disk said.
    pub(in super::super) fn settle(&mut self, outcome: &Outcome, effects: &mut Vec<Effect>) {
        self.saves.settle(outcome);
        if let Some(News::Moved { place, .. }) = &outcome.news {
            self.place.clone_from(place);
        }
        if self.leaving && self.saves.worst() == Save::Saved {
            effects.push(Effect::Quit);
        } else if self.leaving && self.saves.worst() == Save::Failed {
            self.leaving = false;
            self.say("NOT SAVED, so chartpaper stays. Enter on a marked row tries again; q asks again");
        }
    }

    /// Asks the disk once more for everything that is in memory only.
    pub(in super::super) fn retry(&mut self, effects: &mut Vec<Effect>) {
        for open in self.saves.open.values_mut() {
            open.save = Save::Saving;
        }
        effects.push(Effect::Retry);
        self.say("trying to save again ...");
    }
}

impl Retreat {
    /// Leaves the retreat once everything is on a disk; in a rehearsal at once.
    pub(in super::super) fn leave(&mut self, effects: &mut Vec<Effect>) {
        if self.leaving {
            // Asked a second time while the disk does not answer: what is not on it is printed.
            effects.push(Effect::Quit);
            return;
        }
        self.keep_draft(effects);
        if !self.curtain {
            self.record(self.clock_entry(), effects);
        }
        if self.saves.worst() == Save::Failed {
            // Asked and answered: what is not on a disk is printed after the screen is left.
            effects.push(Effect::Quit);
            return;
        }
        self.record(Entry::Closed, effects);
        if self.rehearsal {
            effects.push(Effect::Quit);
        } else {
            self.leaving = true;
            self.say("saving ...");
        }
    }

    /// Says how everything stands.
    pub(in super::super) fn tell_saved(&mut self) {
        let words = match self.saves.worst() {
            _ if self.rehearsal => "rehearsal: nothing is saved".to_owned(),
            // The words that stand there say it.
            Save::Saved if self.saves.in_trouble() => return,
            Save::Saved => format!("everything is saved in {}", self.place),
            Save::Saving => "saving ...".to_owned(),
            Save::Failed => format!("NOT SAVED: {} entries are in memory only", self.saves.failed()),
        };
        self.say(words);
    }
}
