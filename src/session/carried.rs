//! What comes from earlier sessions of the same series: open actions, and counts to compare with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::{LABEL_LIMIT, TEXT_LIMIT};
use super::header::Id;
use super::standing::Count;
use crate::protocol::ActionField;
use crate::text::{sanitise, sanitise_lines};

/// Most actions, and most counts, that are carried over.
const CARRIED_LIMIT: usize = 500;

/// What a session was given of earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    /// The sessions, the oldest first.
    pub sessions: Vec<Past>,
    /// Actions that are still open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<CarriedAction>,
    /// Questions that are still open: what was parked, and what was tagged as a question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<CarriedQuestion>,
    /// Counts of what is followed across sessions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<CarriedCount>,
}

/// An earlier session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// Which one.
    pub session: Id,
    /// The day it began.
    pub date: String,
}

/// An action of an earlier session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarriedAction {
    /// Its key in all sessions of the series.
    pub key: String,
    /// The day of the session in which it was made.
    pub date: String,
    /// What was filled in.
    #[serde(with = "super::entry::fields")]
    pub fields: BTreeMap<ActionField, String>,
    /// What became of it so far, in the word of a review; empty: nothing was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status: String,
}

/// A question of an earlier session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarriedQuestion {
    /// Its key in all sessions of the series.
    pub key: String,
    /// The day of the session in which it was asked.
    pub date: String,
    /// The words.
    pub text: String,
    /// What became of it so far, in the word of a review; empty: nothing was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status: String,
}

/// A count of an earlier session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarriedCount {
    /// The session: two of them can begin on one day.
    pub session: Id,
    /// The day it began.
    pub date: String,
    /// Id of the step.
    pub step: String,
    /// Key of what it is about; empty where the step is about one thing only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// Its words, as they were read out.
    pub label: String,
    /// How many answered, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// The counts.
    pub counts: Vec<Count>,
}

impl Carried {
    /// With every text sanitised and within its bounds. Doing it twice changes nothing.
    #[must_use]
    pub(super) fn cleaned(mut self) -> Self {
        let label = |text: &mut String| *text = sanitise(text).chars().take(LABEL_LIMIT).collect();
        self.sessions.truncate(CARRIED_LIMIT);
        self.actions.truncate(CARRIED_LIMIT);
        self.counts.truncate(CARRIED_LIMIT);
        self.sessions.iter_mut().for_each(|past| label(&mut past.date));
        for action in &mut self.actions {
            [&mut action.key, &mut action.date, &mut action.status].into_iter().for_each(label);
            for text in action.fields.values_mut() {
                *text = sanitise_lines(text).chars().take(TEXT_LIMIT).collect();
            }
        }
        self.questions.truncate(CARRIED_LIMIT);
        for question in &mut self.questions {
            [&mut question.key, &mut question.date, &mut question.status].into_iter().for_each(label);
            question.text = sanitise_lines(&question.text).chars().take(TEXT_LIMIT).collect();
        }
        for count in &mut self.counts {
            [&mut count.date, &mut count.step, &mut count.item, &mut count.label].into_iter().for_each(label);
            count.counts.truncate(CARRIED_LIMIT);
            count.counts.iter_mut().for_each(|count| label(&mut count.option));
        }
        self
    }
}
