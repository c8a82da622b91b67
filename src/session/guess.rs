//! What a prediction says: a number, from where to where, which way it goes, which place it takes.

use serde::{Deserialize, Serialize};

use super::state::Forecast;

/// How the number of a prediction is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guess {
    /// It is the value, in the target's unit.
    #[default]
    Number,
    /// The value lies from it to this one, in the target's unit.
    Range {
        /// The upper end.
        to: f64,
    },
    /// Above the one before (1), the same (0) or below it (-1).
    Direction,
    /// The place in the order of all targets, 1 the highest.
    Rank,
}

/// How many numbers the group's one is made of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Voices {
    /// How many there were.
    pub count: u32,
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Guess {
    /// What stands beside each other: of one target there can be an amount, a direction and a place.
    pub(super) fn slot(self) -> u8 {
        match self {
            Self::Number | Self::Range { .. } => 0,
            Self::Direction => 1,
            Self::Rank => 2,
        }
    }

    /// Whether both say where the value lies, or both which way it goes, or both which place it takes.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        self.slot() == other.slot()
    }

    pub(super) fn is_number(&self) -> bool {
        *self == Self::Number
    }

    /// The prediction in words, such as `45%`, `30-40%`, `higher`, `place 2`.
    #[must_use]
    pub fn words(self, value: f64, unit: &str) -> String {
        match self {
            Self::Number => format!("{value}{unit}"),
            Self::Range { to } => format!("{value}-{to}{unit}"),
            Self::Direction if value > 0.0 => "higher".to_owned(),
            Self::Direction if value < 0.0 => "lower".to_owned(),
            Self::Direction => "the same".to_owned(),
            Self::Rank => format!("place {value}"),
        }
    }
}

impl Forecast {
    /// The prediction in words; `unit` is that of its target.
    #[must_use]
    pub fn words(&self, unit: &str) -> String {
        self.guess.words(self.value, unit)
    }

    /// Directions and places, which have no position on an axis, in one sentence each; the places in their order.
    pub fn told<'a>(forecasts: impl Iterator<Item = &'a Self>) -> Vec<String> {
        let (mut ways, mut places): (Vec<&Self>, Vec<&Self>) =
            forecasts.filter(|one| one.guess.slot() != 0).partition(|one| one.guess == Guess::Direction);
        places.sort_by(|one, other| one.value.total_cmp(&other.value));
        let way = |one: &mut &Self| format!("{}: {}", one.label, one.words(""));
        let place = |one: &mut &Self| format!("{}. {}", one.value, one.label);
        let mut told = Vec::new();
        for (head, words) in [
            ("Predicted", ways.iter_mut().map(way).collect::<Vec<_>>()),
            ("Predicted order", places.iter_mut().map(place).collect()),
        ] {
            if !words.is_empty() {
                told.push(format!("{head}: {}.", words.join("; ")));
            }
        }
        told
    }
}

impl Voices {
    /// Where the numbers came from, such as `middle of 5 numbers, 20 to 60`; of directions only how many they were.
    #[must_use]
    pub fn words(self, guess: Guess) -> String {
        let Self { count, low, high } = self;
        match guess {
            Guess::Direction => format!("most of {count} answers"),
            _ => format!("middle of {count} numbers, {low} to {high}"),
        }
    }
}
