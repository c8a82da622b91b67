//! What names somebody of the file is taken back: labels that too few people share, and names, notes and labels of students.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Report;

use super::super::card::MINIMUM_GROUP;
use super::super::intake::{Fold, Opened, Records, Watch, Whole};
use super::super::roster;
use super::{ColumnOutline, Counts, Role, suggest};

/// Counts people and not rows: somebody with a row for each test window shares a label with nobody.
pub(super) fn labels_of_few(opened: &Opened, columns: &mut [ColumnOutline]) -> Result<(), Report> {
    let identifiers = columns.iter().enumerate().filter(|(_, column)| column.suggested == Role::Identifier);
    let Some((people, _)) = identifiers.max_by_key(|(_, column)| column.distinct) else { return Ok(()) };
    let labelled: Vec<usize> =
        columns.iter().enumerate().filter(|(_, column)| column.labels.is_some()).map(|(index, _)| index).collect();
    let codes = labelled
        .iter()
        .map(|index| columns.get(*index).map_or_else(Vec::new, |column| column.missing_codes.clone()))
        .collect();
    let sharing = Sharing { people, labelled, codes };
    let mut shared = Shared::default();
    let wanted: Vec<usize> = sharing.labelled.iter().copied().chain([people]).collect();
    opened.read(&wanted, &sharing, &mut shared, &mut Watch::default())?;
    for (index, shared) in sharing.labelled.iter().zip(&shared.0) {
        if shared.values().any(|people| people.len() < MINIMUM_GROUP as usize)
            && let Some(column) = columns.get_mut(*index)
        {
            column.labels = None;
        }
    }
    Ok(())
}

/// Takes back the names, notes and labels of columns that name somebody of the identifier columns, however many rows they have.
pub(super) fn students(counts: &Counts, columns: &mut [ColumnOutline]) {
    // What has a year in it names no student by it, and `RIT` is a score although it is a name as well.
    let in_words = |text: &str| -> String { text.chars().map(|c| if c.is_numeric() { ' ' } else { c }).collect() };
    let mut texts = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        texts.push((index, Told::Name, in_words(&suggest::without_school_words(&column.header))));
        texts.extend(column.note.iter().map(|note| (index, Told::Note, in_words(note))));
        texts.extend(column.labels.iter().flatten().map(|label| (index, Told::Labels, in_words(label))));
    }
    let people = columns.iter().zip(&counts.0).filter(|(column, _)| column.suggested == Role::Identifier);
    let people = people.flat_map(|(_, counts)| counts.keys().map(String::as_str));
    let named = roster::named(texts.iter().map(|(_, _, text)| text.as_str()), people);
    for ((index, told, _), _) in texts.iter().zip(named).filter(|(_, is_named)| *is_named) {
        let Some(column) = columns.get_mut(*index) else { continue };
        match told {
            Told::Name => column.withhold_name(*index),
            Told::Note => column.note = None,
            Told::Labels => column.labels = None,
        }
    }
}

/// What of a column is told in the words of the file.
enum Told {
    Name,
    Note,
    Labels,
}

/// The people who share each label of a column; once they are enough, no more are kept.
type People = HashMap<String, HashSet<String>>;

#[derive(Default)]
pub(super) struct Shared(Vec<People>);

/// Finds who shares the labels of some columns.
struct Sharing {
    people: usize,
    labelled: Vec<usize>,
    /// The codes for "no value" of each.
    codes: Vec<Vec<String>>,
}

/// Adds a person to a label.
fn share(people: &mut People, label: &str, person: &str) {
    let sharing = match people.get_mut(label) {
        Some(sharing) => sharing,
        None => people.entry(label.to_owned()).or_default(),
    };
    if sharing.len() < MINIMUM_GROUP as usize && !sharing.contains(person) {
        sharing.insert(person.to_owned());
    }
}

impl Fold for Sharing {
    type Part = Vec<People>;

    fn part(&self) -> Vec<People> {
        vec![People::new(); self.labelled.len()]
    }

    fn add(&self, part: &mut Vec<People>, records: &Records<'_>) {
        for ((index, codes), people) in self.labelled.iter().zip(&self.codes).zip(part) {
            for (cell, person) in records.column(*index).zip(records.column(self.people)) {
                let Some(cell) = cell.filter(|cell| !codes.iter().any(|code| code == cell)) else { continue };
                match person {
                    Some(person) => share(people, cell, person),
                    None => drop(people.entry(cell.to_owned()).or_default()),
                }
            }
        }
    }
}

impl Whole<Vec<People>> for Shared {
    fn take(&mut self, part: Vec<People>) {
        self.0.resize_with(part.len(), People::new);
        for (people, more) in self.0.iter_mut().zip(part) {
            for (label, sharing) in more {
                people.entry(label.clone()).or_default();
                for person in &sharing {
                    share(people, &label, person);
                }
            }
        }
    }

    fn restart(&mut self) {
        self.0.clear();
    }
}
