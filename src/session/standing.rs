//! What stands until it is said anew: a count, a placement, a cell of a table. Each has a slot, and in a slot the last one stands.

use serde::{Deserialize, Serialize};

use super::entry::{Evidence, Seq};

/// Fewest slips of which anything is told.
pub const SLIPS_WORDS: u32 = 5;

/// Fewest slips of which counts are told.
pub const SLIPS_COUNTS: u32 = 10;

/// A count as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Told {
    /// So many.
    Number(u32),
    /// About so many.
    Word(Word),
}

/// A count of which only the rough size may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// At most two.
    Few,
    /// Neither few nor most.
    Mixed,
    /// All but at most two.
    Most,
    /// Nothing is told.
    Hidden,
}

impl Told {
    /// A count of slips among `people`, as grown-ups' slips may be told: nothing below five people, words below ten.
    #[must_use]
    pub fn of_slips(count: u32, people: u32) -> Self {
        match people {
            ..SLIPS_WORDS => Self::Word(Word::Hidden),
            SLIPS_WORDS..SLIPS_COUNTS if count <= 2 => Self::Word(Word::Few),
            SLIPS_WORDS..SLIPS_COUNTS if count + 2 >= people => Self::Word(Word::Most),
            SLIPS_WORDS..SLIPS_COUNTS => Self::Word(Word::Mixed),
            _ => Self::Number(count),
        }
    }

    /// The count, if it is told.
    #[must_use]
    pub fn number(self) -> Option<u32> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// As it is shown.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Word(Word::Few) => "few".to_owned(),
            Self::Word(Word::Mixed) => "mixed".to_owned(),
            Self::Word(Word::Most) => "most".to_owned(),
            Self::Word(Word::Hidden) => "not told".to_owned(),
        }
    }
}

/// How many chose one option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The option: a choice, a level, a quadrant, a point.
    pub option: String,
    /// How many.
    pub told: Told,
}

/// Hands, slips or dots, counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// The entry that counted them.
    pub id: Seq,
    /// Id of the step.
    pub step: String,
    /// Key of what they are about; empty where the step is about one thing only.
    pub item: String,
    /// Key of what the step was repeated for.
    pub about: Option<String>,
    /// Its words, as they were read out.
    pub label: String,
    /// 1, or more where it was taken again.
    pub round: u32,
    /// How many answered, if that is known.
    pub people: Option<u32>,
    /// The counts, in the order of the options.
    pub counts: Vec<Count>,
}

/// Something put under a word: a heading, a status, a tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// The entry that put it there.
    pub id: Seq,
    /// Id of the step.
    pub step: String,
    /// Key of what was put there.
    pub item: String,
    /// The word; empty when it was taken away again.
    pub place: String,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The entry that filled it.
    pub id: Seq,
    /// Id of the step.
    pub step: String,
    /// Key of the row.
    pub row: String,
    /// Head of the column.
    pub column: String,
    /// The words; empty when they were taken away again.
    pub text: String,
    /// The mark they point to.
    pub evidence: Option<Evidence>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// A count.
    Tally(Tally),
    /// A placement.
    Placement(Placement),
    /// A cell.
    Cell(Cell),
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// Step, what it was repeated for, item, round.
    Tally(String, Option<String>, String, u32),
    /// Step, item.
    Placement(String, String),
    /// Step, row, column.
    Cell(String, String, String),
}

impl Standing {
    pub(super) fn slot(&self) -> Slot {
        match self {
            Self::Tally(tally) => Slot::Tally(tally.step.clone(), tally.about.clone(), tally.item.clone(), tally.round),
            Self::Placement(placed) => Slot::Placement(placed.step.clone(), placed.item.clone()),
            Self::Cell(cell) => Slot::Cell(cell.step.clone(), cell.row.clone(), cell.column.clone()),
        }
    }

    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Tally(tally) => tally.counts.is_empty(),
            Self::Placement(placed) => placed.place.trim().is_empty(),
            Self::Cell(cell) => cell.text.trim().is_empty(),
        }
    }

    /// Whether it says the same as another one, whoever said it first.
    pub(super) fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Tally(one), Self::Tally(two)) => {
                (&one.label, &one.counts, one.people) == (&two.label, &two.counts, two.people)
            }
            (Self::Placement(one), Self::Placement(two)) => one.place == two.place,
            (Self::Cell(one), Self::Cell(two)) => (&one.text, &one.evidence) == (&two.text, &two.evidence),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_by_the_rules_for_grown_ups() {
        for people in 0..40 {
            for count in 0..=people {
                let told = Told::of_slips(count, people);
                match people {
                    0..=4 => assert_eq!(told, Told::Word(Word::Hidden)),
                    5..=9 => {
                        // What is told leaves at least two counts possible.
                        let same = (0..=people).filter(|other| Told::of_slips(*other, people) == told).count();
                        assert!(
                            told.number().is_none() && (same >= 2 || people == 6 && count == 3),
                            "{count} of {people}"
                        );
                    }
                    _ => assert_eq!(told, Told::Number(count)),
                }
            }
        }
    }
}
