//! The comment guard: does a text name a student of the loaded data?
//!
//! Owns what is kept of the roster after the records are dropped: keyed hashes and nothing else (names, names with one letter
//! missing, pairs, numbers). The key is drawn for each admission and kept nowhere. A [`Guard`] cannot be listed, printed or
//! stored; it answers only about a text that somebody already has. Depends on `text`.
//!
//! Levels and thresholds follow PRIVACY 4.8 of the project's notes: a pair of names of one student in either order, a number, or
//! a name that is no ordinary word blocks; an ordinary word that is also a name asks when it is written or used like one, and so
//! do a name with one slip of the pen and a nickname. Not caught: initials, spaced letters, descriptions.
//!
//! An ordinary word in small letters is asked about where its neighbours make a name of it (`cue.rs`): to ask about every one would,
//! with a Will, Mark or May on the roster, ask about every ordinary sentence. So calm was put first, and recall taken as far as it goes
//! without: of 40 such names in 28 sentences written small, 80 % are found (78 % in the sentences that nothing was tuned on), and
//! of 1,051 ordinary sentences with these words in them 0.4 to 1.9 % are asked about at rosters of 30 to 500, none blocked.

mod build;
mod context;
mod cue;
mod fold;
mod lookalike;
mod title;
mod words;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;

pub(super) use build::{Builder, named};
use context::Sentence;
use fold::{Kind, Word, between, is_glue};
pub(super) use title::are_titled;
use words::{is_common, is_particle, ordinary};

/// Longest name in an unspaced script, in characters.
const LONGEST_RUN: usize = 24;

/// What the guard says of a text. Ranges are bytes of the text, ascending, and do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Names no student, as far as can be told.
    Clean,
    /// May name a student: somebody has to say.
    Ask {
        /// Where.
        ranges: Vec<Range<usize>>,
    },
    /// Names a student.
    Block {
        /// Where.
        ranges: Vec<Range<usize>>,
        /// Whether a full name or a number is among them, and not only a name that others can have too.
        certain: bool,
    },
}

/// Words that somebody said are no student's name, as keyed hashes.
#[derive(Clone, Default)]
pub struct Cleared(HashSet<u64>);

impl fmt::Debug for Cleared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cleared").finish_non_exhaustive()
    }
}

/// Answers whether a text names a student.
pub struct Guard {
    keyed: Keyed,
    /// Single names and their joined forms.
    names: HashSet<u64>,
    /// Names of at least five letters with one letter left out, and where: a bit for each place.
    gaps: HashMap<u64, u32>,
    /// Two names of one student, in alphabetical order.
    pairs: HashSet<u64>,
    /// A name and the first letter of another.
    initials: HashSet<u64>,
    nicknames: HashSet<u64>,
    numbers: HashSet<u64>,
    /// Names in unspaced scripts; whether one is enough to know who is meant.
    runs: HashMap<u64, bool>,
    /// Their lengths in characters.
    run_lengths: Vec<usize>,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").finish_non_exhaustive()
    }
}

/// A keyed hash; what is hashed for different purposes never collides on purpose.
struct Keyed([u8; 32]);

#[derive(Clone, Copy)]
enum Purpose {
    Name,
    Gap,
    Pair,
    Initial,
    Nickname,
    Number,
    Run,
    Cleared,
}

impl Keyed {
    fn hash<'a>(&self, purpose: Purpose, parts: impl IntoIterator<Item = &'a str>) -> u64 {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&[purpose as u8]);
        for part in parts {
            hasher.update(part.as_bytes()).update(&[0]);
        }
        let mut first = [0; 8];
        hasher.finalize_xof().fill(&mut first);
        u64::from_le_bytes(first)
    }

    fn pair(&self, one: &str, other: &str) -> u64 {
        self.hash(Purpose::Pair, [one.min(other), one.max(other)])
    }
}

/// Every way to leave out one letter, with the place (of the first of equal neighbours).
fn gaps(word: &str) -> impl Iterator<Item = (String, usize)> {
    let letters: Vec<char> = word.chars().collect();
    let places = (0..letters.len()).filter({
        let letters = letters.clone();
        move |at| *at == 0 || letters.get(*at) != letters.get(at - 1)
    });
    places.map(move |at| {
        (letters.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, letter)| letter).collect(), at)
    })
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Ask,
    Name,
    Whole,
}

/// A finding: words of the text, and what it covers of it.
struct Hit {
    level: Level,
    hash: u64,
    range: Range<usize>,
}

impl Guard {
    /// What a text says of students. `cleared` are words that somebody said are none; they never clear a full name or a number.
    #[must_use]
    pub fn examine(&self, text: &str, cleared: &[&Cleared]) -> Verdict {
        let hits = self.hits(text, cleared);
        match hits.iter().map(|hit| hit.level).max() {
            None => Verdict::Clean,
            Some(Level::Ask) => Verdict::Ask { ranges: ranges(hits.into_iter()) },
            Some(level) => {
                let blocking = hits.into_iter().filter(|hit| hit.level > Level::Ask);
                Verdict::Block { ranges: ranges(blocking), certain: level == Level::Whole }
            }
        }
    }

    /// Every place of a text that blocks or asks.
    #[must_use]
    pub fn doubts(&self, text: &str, cleared: &[&Cleared]) -> Vec<Range<usize>> {
        ranges(self.hits(text, cleared).into_iter())
    }

    /// Remembers that the words in doubt of this text are no student's names. Full names and numbers stay in doubt.
    pub fn clear(&self, text: &str, into: &mut Cleared) {
        into.0.extend(self.hits(text, &[]).iter().filter(|hit| hit.level < Level::Whole).map(|hit| hit.hash));
    }

    fn hits(&self, text: &str, cleared: &[&Cleared]) -> Vec<Hit> {
        let words = fold::words(text);
        let sentence = Sentence::new(text, &words);
        let mut hits = Vec::new();
        self.find_numbers(text, &words, &mut hits);
        for (at, word) in words.iter().enumerate() {
            match word.kind {
                Kind::Letters => {
                    self.find_pairs(text, &words, at, &sentence, &mut hits);
                    if let Some((level, last)) = self.single(text, &words, at, &sentence) {
                        hits.push(self.hit(&words, at..last + 1, level));
                    }
                }
                Kind::Unspaced => self.find_runs(text, word, &mut hits),
                Kind::Digits | Kind::Contraction => {}
            }
        }
        hits.retain(|hit| hit.level == Level::Whole || !cleared.iter().any(|cleared| cleared.0.contains(&hit.hash)));
        hits
    }

    fn hit(&self, words: &[Word], at: Range<usize>, level: Level) -> Hit {
        let words = words.get(at).unwrap_or_default();
        let range = words.first().map_or(0, |word| word.range.start)..words.last().map_or(0, |word| word.range.end);
        Hit { level, hash: self.keyed.hash(Purpose::Cleared, words.iter().map(|word| word.text.as_str())), range }
    }

    fn is_name(&self, word: &str) -> bool {
        self.names.contains(&self.keyed.hash(Purpose::Name, [word]))
    }

    /// How a word stands by itself, or joined with the next one (`O'Brien`, `Anne-Marie`); the last word of the finding.
    fn single(&self, text: &str, words: &[Word], at: usize, sentence: &Sentence<'_>) -> Option<(Level, usize)> {
        let word = words.get(at)?;
        if let Some(next) = words.get(at + 1).filter(|next| next.kind == Kind::Letters) {
            let gap = between(text, Some(word), next);
            if !gap.is_empty() && is_glue(gap) && self.is_name(&format!("{}{}", word.text, next.text)) {
                return Some((Level::Name, at + 1));
            }
        }
        if word.look.as_deref().is_some_and(|look| look.chars().count() > 1 && self.is_name(look)) {
            return Some((Level::Name, at));
        }
        let kind = ordinary(&word.text);
        if self.is_name(&word.text) {
            let level = match kind {
                Some(kind) if sentence.is_meant_as_name(at, kind) => Level::Ask,
                Some(_) => return None,
                // Two small letters are more often a slip or an abbreviation.
                None if word.length() <= 2 && (!word.is_capital || word.is_shouted) => Level::Ask,
                None => Level::Name,
            };
            return Some((level, at));
        }
        let is_short_form = self.nicknames.contains(&self.keyed.hash(Purpose::Nickname, [&*word.text]));
        let is_written_small = word.length() <= 2 && !word.is_capital;
        if is_short_form && !is_written_small && kind.is_none_or(|kind| sentence.is_meant_as_name(at, kind)) {
            return Some((Level::Ask, at));
        }
        // Four letters are a slip in a name of five only if they are written like a name.
        let is_long = word.length() > 4 || (word.length() == 4 && word.is_capital && !word.is_shouted);
        (is_long && !is_common(&word.text) && word.forms().any(|form| self.is_slip(form))).then_some((Level::Ask, at))
    }

    /// Whether a word is a name of at least five letters with one letter more, less, changed, or two neighbours swapped.
    fn is_slip(&self, word: &str) -> bool {
        let gap = |shorter: &str| self.gaps.get(&self.keyed.hash(Purpose::Gap, [shorter])).copied();
        gap(word).is_some()
            || gaps(word).any(|(shorter, at)| {
                let near = |places: u32| {
                    places & (0b111_u32.checked_shl(u32::try_from(at).unwrap_or(31)).unwrap_or(0) >> 1) != 0
                };
                (shorter.chars().count() >= build::SHORTEST_SLIP && self.is_name(&shorter))
                    || gap(&shorter).is_some_and(near)
            })
    }

    /// Two names of one student beside each other, in either order, also with a particle or an initial between them.
    fn find_pairs(&self, text: &str, words: &[Word], at: usize, sentence: &Sentence<'_>, hits: &mut Vec<Hit>) {
        let Some(word) = words.get(at) else { return };
        for other_at in at + 1..words.len().min(at + 4) {
            let Some(other) = words.get(other_at) else { return };
            let gap = between(text, words.get(other_at - 1), other);
            if other.kind != Kind::Letters || gap.len() > 4 || gap.contains(['\n', '!', '?', ';']) {
                return;
            }
            let is_pair =
                word.forms().any(|one| other.forms().any(|other| self.pairs.contains(&self.keyed.pair(one, other))));
            if is_pair {
                let is_plain =
                    [at, other_at].iter().all(|at| words.get(*at).is_some_and(|word| ordinary(&word.text).is_some()));
                let level = match is_plain {
                    true if !(sentence.is_capital(at) && sentence.is_capital(other_at)) => Level::Ask,
                    // `Will, Grace and`: a list, not a name.
                    true if gap.contains(['.', ',']) => Level::Ask,
                    _ => Level::Whole,
                };
                hits.push(self.hit(words, at..other_at + 1, level));
            } else if other_at == at + 1 && other.length() == 1 && sentence.is_capital(at) && other.is_capital {
                self.find_initial(text, words, at, hits);
            }
            if !(is_particle(&other.text) || other.length() == 1) {
                return;
            }
        }
    }

    /// `Grace L.`
    fn find_initial(&self, text: &str, words: &[Word], at: usize, hits: &mut Vec<Hit>) {
        let (Some(word), Some(initial)) = (words.get(at), words.get(at + 1)) else { return };
        let is_stopped = text.get(initial.range.end..).is_some_and(|rest| rest.starts_with('.'));
        let is_word = matches!(initial.text.as_str(), "i" | "a") && !is_stopped;
        if !is_word && self.initials.contains(&self.keyed.hash(Purpose::Initial, [&*word.text, &*initial.text])) {
            let level = if ordinary(&word.text).is_none() { Level::Whole } else { Level::Ask };
            hits.push(self.hit(words, at..at + 2, level));
        }
    }

    /// Numbers of students: alone, or together with the letters that belong to them.
    fn find_numbers(&self, text: &str, words: &[Word], hits: &mut Vec<Hit>) {
        let mut start = 0;
        while start < words.len() {
            let mut end = start + 1;
            while words.get(end).is_some_and(|next| is_glue(between(text, words.get(end - 1), next))) {
                end += 1;
            }
            let parts = words.get(start..end).unwrap_or_default();
            if parts.iter().any(|word| word.kind == Kind::Digits) {
                let whole: String = parts.iter().map(|word| word.text.as_str()).collect();
                if self.is_number(&whole, words, start) {
                    hits.push(self.hit(words, start..end, Level::Whole));
                } else {
                    for at in (start..end).filter(|at| words.get(*at).is_some_and(|word| word.kind == Kind::Digits)) {
                        if words.get(at).is_some_and(|word| self.is_number(&word.text, words, at)) {
                            hits.push(self.hit(words, at..at + 1, Level::Whole));
                        }
                    }
                }
            }
            start = end;
        }
    }

    fn is_number(&self, digits: &str, words: &[Word], at: usize) -> bool {
        let known = |digits: &str| self.numbers.contains(&self.keyed.hash(Purpose::Number, [digits]));
        let bare = digits.trim_start_matches('0');
        // Counts, scores and years are numbers too.
        let is_telling = digits.chars().count() >= build::SHORTEST_NUMBER && !context::is_year(digits);
        let is_announced =
            || at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| context::announces_number(&word.text));
        (known(digits) || (bare.len() < digits.len() && known(bare))) && (is_telling || is_announced())
    }

    /// Names in a script without blanks, anywhere in a run of it.
    fn find_runs(&self, text: &str, word: &Word, hits: &mut Vec<Hit>) {
        let shown = text.get(word.range.clone()).unwrap_or_default();
        // One folded character a character of the text, as a rule; where not, the whole run is the place.
        let places: Vec<usize> = shown.char_indices().map(|(at, _)| at).chain([shown.len()]).collect();
        let letters: Vec<(usize, char)> = word.text.char_indices().collect();
        let is_plain = places.len() == letters.len() + 1;
        for start in 0..letters.len() {
            for length in self.run_lengths.iter().filter(|length| start + **length <= letters.len()) {
                let name: String = letters.iter().skip(start).take(*length).map(|(_, letter)| letter).collect();
                if let Some(is_whole) = self.runs.get(&self.keyed.hash(Purpose::Run, [&*name])) {
                    let place = |at: usize| word.range.start + places.get(at).copied().unwrap_or_default();
                    let range = if is_plain { place(start)..place(start + length) } else { word.range.clone() };
                    let level = if *is_whole { Level::Whole } else { Level::Ask };
                    hits.push(Hit { level, hash: self.keyed.hash(Purpose::Cleared, [&*name]), range });
                }
            }
        }
    }
}

/// The places of findings, joined where they overlap.
fn ranges(hits: impl Iterator<Item = Hit>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = hits.map(|hit| hit.range).collect();
    all.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match joined.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

sealed!(Builder, Keyed);

#[cfg(test)]
mod tests;
