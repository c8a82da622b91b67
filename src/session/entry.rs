//! What can happen in a session, and the bounds within which it is kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::guess::{Guess, Voices};
use super::header::ProtocolText;
use super::standing::Count;
use crate::protocol::ActionField;
use crate::text::{sanitise, sanitise_lines};

/// Most characters of a comment or of a field of an action.
pub const TEXT_LIMIT: usize = 10_000;

/// Most characters of an id, a key, a label or a shown value.
pub const LABEL_LIMIT: usize = 400;

/// Most views that one entry reveals or covers.
const VIEWS_LIMIT: usize = 1_000;

/// Most options that one count has: more points than a plane of 21 by 21 are no count any more.
const COUNTS_LIMIT: usize = 500;

/// Greatest prediction, in any unit; below it four decimals are exact in the text form.
const VALUE_LIMIT: f64 = 1e9;

/// Stands for a step where a comment belongs to none: what must not be lost and does not belong here. No step can have this id.
pub const PARKING_LOT: &str = "parking lot";

/// Number of an entry in its session, and the identity of what it created.
pub type Seq = u64;

/// Where a comment points: the mark's label and value are frozen as they were shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Id of the view.
    pub view: String,
    /// Key of the mark.
    pub mark: String,
    /// Its label.
    pub label: String,
    /// Its shown value.
    pub value: String,
}

/// One thing that happened. Its text form is a JSON object whose member `ev` is the variant's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ev", rename_all = "snake_case")]
pub enum Entry {
    /// A step began (or was returned to).
    Entered {
        /// Id of the step.
        step: String,
    },
    /// How the timer of a step stands.
    Clock {
        /// Id of the step.
        step: String,
        /// Seconds used so far.
        seconds: u32,
        /// Minutes added by hand.
        extra: u32,
        /// Whether it is halted.
        paused: bool,
    },
    /// Views became visible.
    Revealed {
        /// Their ids.
        views: Vec<String>,
    },
    /// Views were hidden again. Not undoable: only a `Revealed` makes a view visible.
    Covered {
        /// Their ids.
        views: Vec<String>,
    },
    /// A comment.
    Charted {
        /// Id of the step.
        step: String,
        /// The words.
        text: String,
        /// One of the step's tags.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<String>,
        /// The mark it points to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Evidence>,
        /// The question of the step that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<String>,
        /// Key of what the step is repeated for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
        /// Whole minutes since the step began.
        minute: u32,
    },
    /// Hands, slips or dots were counted; a later count of the same item in the same round takes its place.
    Tallied {
        /// Id of the step.
        step: String,
        /// Key of what they are about; empty where the step is about one thing only.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        item: String,
        /// Key of what the step is repeated for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
        /// Its words, as they were read out.
        label: String,
        /// 1, or more where it was taken again.
        round: u32,
        /// How many answered, if that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        people: Option<u32>,
        /// How many for each option, as it may be told.
        counts: Vec<Count>,
    },
    /// Something was put under a word (a heading, a status, a tick), or taken away from it.
    Placed {
        /// Id of the step.
        step: String,
        /// Key of what was put there.
        item: String,
        /// The word; empty: none.
        place: String,
    },
    /// A cell of a table was filled, or emptied.
    Filled {
        /// Id of the step.
        step: String,
        /// Key of the row.
        row: String,
        /// Head of the column.
        column: String,
        /// The words; empty: none.
        text: String,
        /// The mark they point to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Evidence>,
    },
    /// An action.
    Acted {
        /// Id of the step.
        step: String,
        /// What was filled in; always with `Text`.
        #[serde(with = "fields")]
        fields: BTreeMap<ActionField, String>,
        /// Key of what the step is repeated for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
        /// Whole minutes since the step began.
        minute: u32,
    },
    /// A prediction; a later one for the same target takes its place, but one made after the reveal never takes the
    /// place of one made before it.
    Predicted {
        /// Id of the step.
        step: String,
        /// Id of the view.
        view: String,
        /// Key of the target.
        target: String,
        /// Label of the target, as it was asked.
        label: String,
        /// In the target's unit, or a direction, or a place; kept to four decimals.
        value: f64,
        /// How the number is meant.
        #[serde(default, skip_serializing_if = "Guess::is_number")]
        guess: Guess,
        /// Where it was made of several numbers: of how many.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voices: Option<Voices>,
    },
    /// A comment's words, tag or evidence changed.
    Edited {
        /// The comment.
        id: Seq,
        /// The words.
        text: String,
        /// The tag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<String>,
        /// The evidence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Evidence>,
    },
    /// An action's fields changed.
    Reworked {
        /// The action.
        id: Seq,
        /// The fields.
        #[serde(with = "fields")]
        fields: BTreeMap<ActionField, String>,
    },
    /// A comment or an action was taken away.
    Removed {
        /// What.
        id: Seq,
    },
    /// A comment was kept aside for a later step.
    Shelved {
        /// The comment.
        id: Seq,
        /// Id of the step in which it comes back.
        to: String,
    },
    /// A comment was taken from the shelf.
    Unshelved {
        /// The comment.
        id: Seq,
    },
    /// Somebody said "ditto".
    Dittoed {
        /// The comment.
        id: Seq,
    },
    /// An entry no longer counts.
    Undone {
        /// The entry.
        of: Seq,
    },
    /// An undone entry counts again.
    Redone {
        /// The entry.
        of: Seq,
    },
    /// The session was taken up again.
    Resumed {
        /// Lines of the file that could not be read.
        damaged: u32,
    },
    /// The protocol was changed while the retreat ran; from here on it is this one.
    Rewritten {
        /// The protocol.
        protocol: ProtocolText,
    },
    /// The session was left on purpose.
    Closed,
    /// An entry of a later version, kept and ignored.
    #[serde(skip)]
    Foreign {
        /// The whole line as it was read, without its line break. Not sanitised: it is written back, never shown.
        line: String,
    },
}

/// What a text in an entry is, and so how long it may be.
#[derive(Clone, Copy)]
enum Role {
    /// Words of the group, which may have line breaks.
    Words,
    /// An id, a key, a label or a shown value.
    Label,
}

impl Role {
    fn limit(self) -> usize {
        match self {
            Self::Words => TEXT_LIMIT,
            Self::Label => LABEL_LIMIT,
        }
    }

    fn clean(self, text: &str) -> String {
        match self {
            Self::Words => sanitise_lines(text),
            Self::Label => sanitise(text),
        }
    }
}

impl Entry {
    /// Whether Ctrl+Z takes it back.
    #[must_use]
    pub fn is_undoable(&self) -> bool {
        match self {
            Self::Revealed { .. }
            | Self::Charted { .. }
            | Self::Acted { .. }
            | Self::Tallied { .. }
            | Self::Placed { .. }
            | Self::Filled { .. }
            | Self::Predicted { .. }
            | Self::Edited { .. }
            | Self::Reworked { .. }
            | Self::Removed { .. }
            | Self::Shelved { .. }
            | Self::Unshelved { .. }
            | Self::Dittoed { .. } => true,
            Self::Entered { .. }
            | Self::Clock { .. }
            | Self::Covered { .. }
            | Self::Undone { .. }
            | Self::Redone { .. }
            | Self::Resumed { .. }
            | Self::Rewritten { .. }
            | Self::Closed
            | Self::Foreign { .. } => false,
        }
    }

    /// The length limit that a text of the entry passes, if one does.
    pub(super) fn excess(&mut self) -> Option<usize> {
        let over = |(text, role): (&mut String, Role)| (text.chars().count() > role.limit()).then_some(role.limit());
        self.texts().into_iter().find_map(over)
    }

    /// The entry with every text sanitised and within its bounds (cut where it was longer), and its number rounded.
    /// Doing it twice changes nothing.
    #[must_use]
    pub(super) fn cleaned(mut self) -> Self {
        for (text, role) in self.texts() {
            *text = role.clean(text).chars().take(role.limit()).collect();
        }
        match &mut self {
            Self::Predicted { value, guess, voices, .. } => {
                // Adding zero turns -0 into 0.
                let round = |value: &mut f64| {
                    *value = (value.clamp(-VALUE_LIMIT, VALUE_LIMIT) * 1e4).round() / 1e4 + 0.0;
                };
                round(value);
                if let Guess::Range { to } = guess {
                    round(to);
                }
                if let Some(Voices { low, high, .. }) = voices {
                    round(low);
                    round(high);
                }
            }
            Self::Revealed { views } | Self::Covered { views } => views.truncate(VIEWS_LIMIT),
            Self::Tallied { counts, .. } => counts.truncate(COUNTS_LIMIT),
            Self::Rewritten { protocol } => *protocol = std::mem::take(protocol).cleaned(),
            _ => {}
        }
        self
    }

    /// Every text of the entry that somebody typed or that names something, and what it is.
    fn texts(&mut self) -> Vec<(&mut String, Role)> {
        let label = |text| (text, Role::Label);
        let words = |text| (text, Role::Words);
        match self {
            Self::Entered { step } | Self::Clock { step, .. } => vec![label(step)],
            Self::Revealed { views } | Self::Covered { views } => views.iter_mut().map(label).collect(),
            Self::Charted { step, text, tag, evidence, question, about, .. } => {
                let ids = tag.iter_mut().chain(evidence.iter_mut().flat_map(Evidence::texts)).chain([step]);
                ids.chain(question).chain(about).map(label).chain([words(text)]).collect()
            }
            Self::Tallied { step, item, label: named, about, counts, .. } => {
                let options = counts.iter_mut().map(|count| &mut count.option).chain(about);
                [step, item, named].into_iter().chain(options).map(label).collect()
            }
            Self::Placed { step, item, place } => [step, item, place].into_iter().map(label).collect(),
            Self::Filled { step, row, column, text, evidence } => {
                let ids = [step, row, column].into_iter().chain(evidence.iter_mut().flat_map(Evidence::texts));
                ids.map(label).chain([words(text)]).collect()
            }
            Self::Edited { text, tag, evidence, .. } => {
                let ids = tag.iter_mut().chain(evidence.iter_mut().flat_map(Evidence::texts));
                ids.map(label).chain([words(text)]).collect()
            }
            Self::Acted { step, fields, about, .. } => {
                fields.values_mut().map(words).chain([step].into_iter().chain(about).map(label)).collect()
            }
            Self::Reworked { fields, .. } => fields.values_mut().map(words).collect(),
            Self::Predicted { step, view, target, label: named, .. } => {
                [step, view, target, named].into_iter().map(label).collect()
            }
            Self::Shelved { to, .. } => vec![label(to)],
            Self::Removed { .. }
            | Self::Unshelved { .. }
            | Self::Dittoed { .. }
            | Self::Undone { .. }
            | Self::Redone { .. }
            | Self::Resumed { .. }
            | Self::Rewritten { .. }
            | Self::Closed
            | Self::Foreign { .. } => Vec::new(),
        }
    }
}

impl Evidence {
    fn texts(&mut self) -> [&mut String; 4] {
        [&mut self.view, &mut self.mark, &mut self.label, &mut self.value]
    }
}

/// The fields of an action as a JSON object with the keys of the protocol language.
pub(super) mod fields {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use crate::protocol::ActionField;

    pub(in crate::session) fn serialize<S: Serializer>(
        fields: &BTreeMap<ActionField, String>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(fields.iter().map(|(field, text)| (field.key(), text)))
    }

    pub(in crate::session) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<ActionField, String>, D::Error> {
        let mut read = BTreeMap::<String, String>::deserialize(deserializer)?;
        Ok(ActionField::ALL.into_iter().filter_map(|field| Some((field, read.remove(field.key())?))).collect())
    }
}
