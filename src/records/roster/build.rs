//! From identifier cells to a [`Guard`]: what of a name is hashed, and what is not.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use unicode_normalization::UnicodeNormalization;

use super::fold::{self, Kind, Word, between, is_glue};
use super::words::{is_particle, nicknames};
use super::{Guard, Keyed, LONGEST_RUN, Purpose, Verdict, gaps};

/// Above this many people only numbers and full names are kept (DESIGN section 8).
pub(super) const MOST_PEOPLE: usize = 5_000;

/// Shortest name of which misspellings are looked for (PRIVACY 4.8).
pub(super) const SHORTEST_SLIP: usize = 5;

/// Shortest number that is taken for a student's without being announced as one (ours).
pub(super) const SHORTEST_NUMBER: usize = 4;

/// More words in one cell are an address or a sentence, not a name (ours).
const MOST_NAMES: usize = 8;

/// Takes in identifier cells while the records are read. It holds cells and so has no `Debug`.
pub(in crate::records) struct Builder {
    guard: Guard,
    seen: HashSet<u64>,
    seen_by: RandomState,
    people: usize,
    /// Words that stand beside a number in a cell (`Student 12`), and how often: what everybody has is no name.
    beside_numbers: HashMap<String, usize>,
}

impl Builder {
    /// A builder with a key of its own; the key is never kept.
    pub(in crate::records) fn new() -> Self {
        let mut key = [0; 32];
        // Without the system's randomness the standard library's hash keys, drawn from it at the start, have to do.
        if getrandom::fill(&mut key).is_err() {
            for (at, part) in key.chunks_mut(8).enumerate() {
                part.copy_from_slice(&RandomState::new().hash_one(at).to_le_bytes());
            }
        }
        let guard = Guard {
            keyed: Keyed(key),
            names: HashSet::new(),
            gaps: HashMap::new(),
            pairs: HashSet::new(),
            initials: HashSet::new(),
            nicknames: HashSet::new(),
            numbers: HashSet::new(),
            runs: HashMap::new(),
            run_lengths: Vec::new(),
        };
        let (seen, seen_by) = (HashSet::new(), RandomState::new());
        Self { guard, seen, seen_by, people: 0, beside_numbers: HashMap::new() }
    }

    /// The identifier cells of one row.
    pub(in crate::records) fn enrol(&mut self, cells: &[&str]) {
        if cells.is_empty() || !self.seen.insert(self.seen_by.hash_one(cells)) {
            return;
        }
        self.people += 1;
        if self.people == MOST_PEOPLE + 1 {
            let guard = &mut self.guard;
            guard.names.clear();
            guard.gaps.clear();
            guard.nicknames.clear();
            guard.initials.clear();
            guard.runs.retain(|_, is_whole| *is_whole);
            self.beside_numbers.clear();
        }
        let mut names = Vec::new();
        let mut runs = Vec::new();
        for cell in cells {
            self.enrol_cell(cell, &mut names, &mut runs);
            if let Some(spelled) = spelled_out(cell) {
                self.enrol_cell(&spelled, &mut names, &mut runs);
            }
        }
        names.sort_unstable();
        names.dedup();
        self.enrol_pairs(&names);
        for run in &runs {
            for other in runs.iter().filter(|other| *other != run) {
                self.enrol_run(&format!("{run}{other}"), true);
            }
        }
    }

    /// Whether a text names somebody who was enrolled so far.
    pub(in crate::records) fn is_named(&self, text: &str) -> bool {
        matches!(self.guard.examine(text, &[]), Verdict::Block { .. })
    }

    /// The guard; `None` if there was nobody to guard.
    pub(in crate::records) fn finish(mut self) -> Option<Guard> {
        let everybody = 2.max(self.people / 3);
        let rare: Vec<String> =
            self.beside_numbers.drain().filter(|(_, often)| *often <= everybody).map(|(word, _)| word).collect();
        for word in rare {
            self.enrol_name(&word);
        }
        self.guard.run_lengths.sort_unstable();
        self.guard.run_lengths.dedup();
        let guard = self.guard;
        let is_empty =
            guard.names.is_empty() && guard.pairs.is_empty() && guard.numbers.is_empty() && guard.runs.is_empty();
        (!is_empty).then_some(guard)
    }

    fn enrol_cell(&mut self, cell: &str, names: &mut Vec<String>, runs: &mut Vec<String>) {
        let words = fold::words(cell);
        let has_digits = words.iter().any(|word| word.kind == Kind::Digits);
        if words.len() > MOST_NAMES && !has_digits {
            return;
        }
        if has_digits {
            self.enrol_numbers(cell, &words);
        }
        for (at, word) in words.iter().enumerate() {
            let is_glued = |one: Option<&Word>, other: Option<&Word>| match (one, other) {
                (Some(one), Some(other)) => is_glue(between(cell, Some(one), other)).then_some(other.kind),
                _ => None,
            };
            let next = is_glued(Some(word), words.get(at + 1));
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            let is_part_of_number = has_digits
                && (next == Some(Kind::Digits)
                    || (before.is_some_and(|before| before.kind == Kind::Digits)
                        && is_glued(before, Some(word)).is_some()));
            match word.kind {
                Kind::Unspaced => {
                    self.enrol_unspaced(&word.text);
                    runs.push(word.text.clone());
                }
                Kind::Letters if !is_part_of_number && word.length() > 1 => {
                    if has_digits {
                        *self.beside_numbers.entry(word.text.clone()).or_default() += 1;
                    } else {
                        // An email's domain is nobody's name.
                        if cell.contains('@') && cell.find('@').is_some_and(|sign| word.range.start > sign) {
                            continue;
                        }
                        for form in word.forms() {
                            self.enrol_name(form);
                        }
                        names.push(word.text.clone());
                    }
                }
                _ => {}
            }
            if !has_digits
                && self.people <= MOST_PEOPLE
                && next == Some(Kind::Letters)
                && let Some(other) = words.get(at + 1)
                && word.kind == Kind::Letters
            {
                self.enrol_name(&format!("{}{}", word.text, other.text));
            }
        }
    }

    fn enrol_name(&mut self, name: &str) {
        if self.people > MOST_PEOPLE || is_particle(name) {
            return;
        }
        let guard = &mut self.guard;
        if !guard.names.insert(guard.keyed.hash(Purpose::Name, [name])) {
            return;
        }
        if name.chars().count() >= SHORTEST_SLIP {
            for (shorter, at) in gaps(name) {
                let place = 1_u32.checked_shl(u32::try_from(at).unwrap_or(31)).unwrap_or(1 << 31);
                *guard.gaps.entry(guard.keyed.hash(Purpose::Gap, [&*shorter])).or_default() |= place;
            }
        }
        for short in nicknames(name) {
            let folded: String = fold::words(short).into_iter().map(|word| word.text).collect();
            guard.nicknames.insert(guard.keyed.hash(Purpose::Nickname, [&*folded]));
        }
    }

    fn enrol_pairs(&mut self, names: &[String]) {
        let guard = &mut self.guard;
        let whole: Vec<&String> = names.iter().filter(|name| names.len() <= 2 || !is_particle(name)).collect();
        for (at, one) in whole.iter().enumerate() {
            for other in whole.iter().skip(at + 1).take(MOST_NAMES * 2) {
                guard.pairs.insert(guard.keyed.pair(one, other));
                if self.people <= MOST_PEOPLE {
                    for (name, other) in [(one, other), (other, one)] {
                        let first: String = other.chars().take(1).collect();
                        guard.initials.insert(guard.keyed.hash(Purpose::Initial, [name.as_str(), &first]));
                    }
                }
            }
        }
    }

    /// Each stretch of letters and digits that hold together, and its digits alone.
    fn enrol_numbers(&mut self, cell: &str, words: &[Word]) {
        let mut whole = String::new();
        for (at, word) in words.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            if before.is_some() && !is_glue(between(cell, before, word)) {
                self.enrol_number(&std::mem::take(&mut whole));
            }
            whole.push_str(&word.text);
            if word.kind == Kind::Digits {
                self.enrol_number(&word.text);
            }
        }
        self.enrol_number(&whole);
    }

    fn enrol_number(&mut self, number: &str) {
        if number.chars().any(char::is_numeric) {
            let guard = &mut self.guard;
            guard.numbers.insert(guard.keyed.hash(Purpose::Number, [number]));
            let bare = number.trim_start_matches('0');
            if bare.len() < number.len() {
                guard.numbers.insert(guard.keyed.hash(Purpose::Number, [bare]));
            }
        }
    }

    /// A full name, and the given name in it (what follows a family name of one character, or of two in a name of four).
    fn enrol_unspaced(&mut self, name: &str) {
        let length = name.chars().count();
        self.enrol_run(name, length > 2);
        if matches!(length, 3 | 4) && self.people <= MOST_PEOPLE {
            let given: String = name.chars().skip(length - 2).collect();
            self.enrol_run(&given, false);
        }
    }

    fn enrol_run(&mut self, name: &str, is_whole: bool) {
        let length = name.chars().count();
        if !(2..=LONGEST_RUN).contains(&length) || (self.people > MOST_PEOPLE && !is_whole) {
            return;
        }
        let guard = &mut self.guard;
        *guard.runs.entry(guard.keyed.hash(Purpose::Run, [name])).or_default() |= is_whole;
        if !guard.run_lengths.contains(&length) {
            guard.run_lengths.push(length);
        }
    }
}

/// For each text whether it names one of these people; each of them is one cell, and millions may be asked about.
pub(in crate::records) fn named<'t, 'p>(
    texts: impl Iterator<Item = &'t str>,
    people: impl Iterator<Item = &'p str>,
) -> Vec<bool> {
    let texts: Vec<&str> = texts.collect();
    let words: Vec<Word> = texts.iter().flat_map(|text| fold::words(text)).collect();
    let wanted: HashSet<&str> = words.iter().flat_map(Word::forms).collect();
    // Names of unspaced scripts stand inside longer words.
    let has_unspaced = words.iter().any(|word| word.kind == Kind::Unspaced);
    let may_be_meant =
        |word: &Word| word.forms().any(|form| wanted.contains(form)) || has_unspaced && word.kind == Kind::Unspaced;
    let mut builder = Builder::new();
    for person in people.filter(|person| fold::words(person).iter().any(may_be_meant)) {
        builder.enrol(&[person]);
    }
    let guard = builder.finish();
    let is_named =
        |text: &&str| guard.as_ref().is_some_and(|guard| matches!(guard.examine(text, &[]), Verdict::Block { .. }));
    texts.iter().map(is_named).collect()
}

/// The name with its umlauts and rings spelled out, as people without these keys write it; nothing if it has none.
fn spelled_out(cell: &str) -> Option<String> {
    if cell.is_ascii() {
        return None;
    }
    let mut spelled = String::new();
    for c in cell.nfc() {
        match c {
            'ä' | 'Ä' => spelled.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => spelled.push_str("oe"),
            'ü' | 'Ü' => spelled.push_str("ue"),
            'å' | 'Å' => spelled.push_str("aa"),
            _ => spelled.push(c),
        }
    }
    (spelled != cell).then_some(spelled)
}
