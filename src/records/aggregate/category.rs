//! Columns with few values: labels, and the code of each.

mod coded;

use crate::diagnostic::{Finding, Findings, Place};
use crate::text;

use super::super::card::{Card, Category, Part};
use super::super::roster;
use super::NONE;
use super::atoms::Atoms;
use super::natural::natural;
pub(super) use coded::Codes;

/// More groups cannot be told apart in a picture, and a column with more is hardly a group (PRIVACY 4.1).
const MOST_GROUPS: usize = 12;

/// Classes are lettered A to Z.
const MOST_CLASSES: usize = 26;

/// The group that takes rare values the card does not name.
const OTHER: &str = "Other";

/// What labels depend on beside the file.
pub(in crate::records) struct Seeds {
    /// Decides which class is called Class A.
    pub(in crate::records) classes: u64,
    /// Rare values are pooled below this.
    pub(in crate::records) minimum: u32,
}

/// A column by which views group or filter.
pub(in crate::records) struct Dimension {
    name: String,
    label: String,
    part: Part,
    /// Labels in the order of the rows.
    labels: Vec<String>,
    /// Values of the file behind each label.
    values: Vec<Vec<String>>,
    /// What somebody should know of the labels before they are shown.
    doubt: Option<Doubt>,
}

/// What may be wrong with labels.
#[derive(Clone, Copy, PartialEq)]
enum Doubt {
    /// So many classes have one or two students.
    Slips(usize),
    /// Groups are called like grown-ups.
    GrownUps,
}

/// A class of fewer students is hardly a class, and more probably one that is written in another way (ours).
const LEAST_CLASS: u32 = 3;

impl Dimension {
    /// The dimension of a folded measure: one label a column.
    pub(super) fn of_fold<'c>(name: &str, label: &str, columns: impl Iterator<Item = (&'c str, &'c str)>) -> Self {
        let (values, labels) = columns.map(|(column, label)| (vec![column.to_owned()], label.to_owned())).unzip();
        Self { name: name.to_owned(), label: label.to_owned(), part: Part::Time, labels, values, doubt: None }
    }

    /// Name, as views ask for it.
    pub(in crate::records) fn name(&self) -> &str {
        &self.name
    }

    /// What it is called in pictures.
    pub(in crate::records) fn label(&self) -> &str {
        &self.label
    }

    /// Whether its labels are windows or questions, so that one student has several rows.
    pub(in crate::records) fn is_time(&self) -> bool {
        self.part == Part::Time
    }

    /// Whether it is a column of classes.
    pub(in crate::records) fn is_class(&self) -> bool {
        self.part == Part::Class
    }

    /// Labels in the order of the rows.
    pub(in crate::records) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// What somebody should know of the labels before they are shown, as a sentence without one of them; follows from membership.
    pub(super) fn advice(&self) -> Option<String> {
        let label = &self.label;
        Some(match self.doubt? {
            Doubt::Slips(count) => {
                let (who, its) = match count {
                    1 => ("one class has".to_owned(), "its name is"),
                    _ => (format!("{count} classes have"), "their names are"),
                };
                format!(
                    "{label}: {who} fewer than {LEAST_CLASS} students, and hides others with it. If {its} another spelling, correct the file, or write merge in the data card."
                )
            }
            Doubt::GrownUps => format!(
                "{label}: its labels look like names of grown-ups, and pictures show them. With role = \"class\" in the data card they become letters."
            ),
        })
    }

    /// Puts `[name]` in the place of labels that name a student and that the card, whose `category` this is, does not name itself.
    pub(in crate::records) fn mask(&mut self, category: &Category, is_name: impl Fn(&str) -> bool) {
        let mut masked = 0;
        for label in self.labels.iter_mut().filter(|label| !is_declared(category, label) && is_name(label)) {
            masked += 1;
            *label = if masked == 1 { "[name]".to_owned() } else { format!("[name {masked}]") };
        }
    }

    /// The label's position, found by label or by a value of the file.
    pub(in crate::records) fn find(&self, wanted: &str) -> Option<u16> {
        let wanted = text::sanitise(wanted).trim().to_owned();
        let by_label = self.labels.iter().position(|label| *label == wanted);
        let found = by_label.or_else(|| self.values.iter().position(|values| values.contains(&wanted)));
        found.and_then(|index| u16::try_from(index).ok())
    }
}

/// The dimensions of the card's categories, in its order, and for each the code of a label for each code of `codes`.
///
/// Rarity is judged by the rows of `atoms`, for windows in the whole file and for all others inside a window. `columns` tells which
/// column of its file each category is, and where findings about it go. With several `sources` the last part of a key tells which.
pub(super) fn settle(
    codes: Vec<Codes>,
    atoms: &Atoms,
    card: &Card,
    columns: &[(usize, &Findings)],
    seeds: &Seeds,
    sources: usize,
) -> (Vec<Dimension>, Vec<Vec<u16>>) {
    let mut settled: Vec<Option<(Dimension, Vec<u16>)>> = codes.iter().map(|_| None).collect();
    let mut codes: Vec<Option<Codes>> = codes.into_iter().map(Some).collect();
    for is_time in [true, false] {
        let apart = (0_u16..).take(sources).collect();
        let of_file = (sources > 1).then_some((settled.len(), apart));
        let windows: Vec<(usize, Vec<u16>)> = settled
            .iter()
            .enumerate()
            .filter_map(|(at, settled)| settled.as_ref().map(|(_, codes)| (at, codes.clone())))
            .chain(of_file)
            .collect();
        for (at, (category, (column, findings))) in card.categories.iter().zip(columns).enumerate() {
            if (category.part == Part::Time) != is_time {
                continue;
            }
            if let (Some(slot), Some(codes)) = (settled.get_mut(at), codes.get_mut(at).and_then(Option::take)) {
                let largest = atoms.largest(at, codes.labels.len(), &windows);
                *slot = Some(dimension(codes, category, *column, &largest, seeds, findings));
            }
        }
    }
    settled.into_iter().flatten().unzip()
}

fn dimension(
    mut codes: Codes,
    category: &Category,
    column: usize,
    largest: &[u32],
    seeds: &Seeds,
    findings: &Findings,
) -> (Dimension, Vec<u16>) {
    let pooled = if category.part == Part::Class {
        (0..codes.labels.len()).map(|code| u16::try_from(code).unwrap_or(NONE)).collect()
    } else {
        codes.pool_rare(OTHER, seeds.minimum, largest, |label| is_declared(category, label))
    };
    let most = if category.part == Part::Class { MOST_CLASSES } else { MOST_GROUPS };
    if codes.labels.len() > most || codes.is_full() {
        let many = if codes.is_full() { "very many".to_owned() } else { codes.labels.len().to_string() };
        let message = format!("this column has {many} different values; a picture shows at most {most}");
        let finding = Finding::error("too-many-groups", Place::Cell { row: None, column: Some(column + 1) }, message);
        findings.add(finding.hint("merge some: merge = { Other = [\"...\", \"...\"] }, or use role = \"drop\""));
    }
    if codes.labels.is_empty() {
        let place = Place::Cell { row: None, column: Some(column + 1) };
        findings.add(Finding::error("empty-column", place, "this column has no value").hint("use role = \"drop\""));
    }
    let rank = |label: &String| {
        let declared = category.order.iter().position(|value| value == label || codes.stands_for(label, value));
        (label == OTHER && declared.is_none(), declared.unwrap_or(usize::MAX))
    };
    let mut order: Vec<usize> = (0..codes.labels.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&codes.labels[*a], &codes.labels[*b]);
        rank(a).cmp(&rank(b)).then_with(|| natural(a, b))
    });
    if category.part == Part::Class {
        shuffle(&mut order, seeds.classes);
    }
    let new = codes.reorder(&order);
    if category.part == Part::Class && category.labels.is_empty() {
        for (label, letter) in codes.labels.iter_mut().zip('A'..='Z') {
            *label = format!("{} {letter}", category.label);
        }
    }
    let is_chosen = !category.labels.is_empty() || !category.order.is_empty() || !category.merge.is_empty();
    let slips = largest.iter().filter(|students| (1..LEAST_CLASS).contains(*students)).count();
    let doubt = match category.part {
        Part::Class if slips > 0 => Some(Doubt::Slips(slips)),
        Part::Group if !is_chosen && roster::are_titled(&codes.labels) => Some(Doubt::GrownUps),
        _ => None,
    };
    let codes_of = pooled.iter().map(|code| new.get(usize::from(*code)).copied().unwrap_or(NONE)).collect();
    let Codes { labels, values, .. } = codes;
    let dimension = Dimension {
        name: category.name.clone(),
        label: category.label.clone(),
        part: category.part,
        labels,
        values,
        doubt,
    };
    (dimension, codes_of)
}

fn is_declared(category: &Category, label: &str) -> bool {
    category.order.iter().any(|value| value == label)
        || category.labels.iter().any(|(value, shown)| value == label || shown == label)
        || category.merge.iter().any(|(into, _)| into == label)
}

/// Fisher-Yates with the `SplitMix64` generator (Steele, Lea, Flood 2014): the same seed gives the same classes their letters.
fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed;
    for last in (1..order.len()).rev() {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let bound = last as u64 + 1;
        order.swap(last, usize::try_from((z ^ (z >> 31)) % bound).unwrap_or(0));
    }
}
