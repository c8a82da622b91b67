//! How an ordinary word is used in its sentence: as a word, or as somebody's name.
//!
//! The rules are ours; PRIVACY E9 of the project's notes measured their first form (capitals and cue words). They need no dictionary of
//! grammar: where a sentence begins, whether there is a capital, and which words stand beside.

use super::cue::Around;
use super::fold::{Kind, Word, between};
use super::words::{Ordinary, ordinary};

/// Words after which an ordinary word at the start of a sentence was a name: only people do this.
const AFTER_START: &[&str] = &[
    "already",
    "also",
    "always",
    "again",
    "asks",
    "became",
    "began",
    "came",
    "cannot",
    "cant",
    "can",
    "could",
    "couldnt",
    "cries",
    "did",
    "didnt",
    "does",
    "doesnt",
    "earns",
    "fell",
    "felt",
    "finally",
    "finds",
    "forgets",
    "forgot",
    "found",
    "gave",
    "gets",
    "got",
    "had",
    "hadnt",
    "has",
    "hasnt",
    "is",
    "isnt",
    "just",
    "keeps",
    "kept",
    "knew",
    "knows",
    "learns",
    "left",
    "likes",
    "lost",
    "loves",
    "made",
    "makes",
    "misses",
    "needs",
    "never",
    "now",
    "only",
    "ran",
    "reads",
    "really",
    "said",
    "sat",
    "says",
    "scores",
    "seems",
    "shows",
    "shouldnt",
    "shut",
    "speaks",
    "spends",
    "spent",
    "still",
    "struggles",
    "takes",
    "thinks",
    "thought",
    "told",
    "took",
    "tries",
    "understands",
    "understood",
    "wants",
    "was",
    "wasnt",
    "went",
    "will",
    "wins",
    "wont",
    "works",
    "would",
    "wouldnt",
    "writes",
    "wrote",
];

/// Words after which even a small letter means somebody: what a thing, a month or a colour does not do.
const AFTER_ANY: &[&str] = &[
    "answered",
    "asked",
    "cried",
    "doesnt",
    "didnt",
    "failed",
    "finished",
    "forgot",
    "guessed",
    "hasnt",
    "isnt",
    "knows",
    "missed",
    "passed",
    "said",
    "says",
    "scored",
    "struggled",
    "struggles",
    "thinks",
    "thought",
    "told",
    "tried",
    "understands",
    "wasnt",
    "wants",
];

/// Of these, what months do as well.
const OF_TIMES: &[&str] =
    &["came", "had", "has", "is", "isnt", "scores", "seems", "shows", "was", "wasnt", "will", "works", "would"];

/// What stands with a name behind "and".
const BESIDE_NAME: &[&str] = &["another", "four", "he", "her", "his", "i", "others", "she", "some", "three", "two"];

/// Words before which an auxiliary (`will`, `may`) does not stand, so that it must be a name.
const BEFORE_AUXILIARY: &[&str] = &["about", "ask", "asked", "for", "from", "helped", "like", "tell", "told", "with"];

/// Words before a name even with a small letter.
const BEFORE_ANY: &[&str] = &["ask", "asked", "told"];

/// Words before a month or a season.
const BEFORE_MONTH: &[&str] = &[
    "in", "by", "since", "until", "till", "before", "after", "during", "last", "next", "this", "early", "late", "mid",
    "of", "each", "every", "through", "between", "from", "to", "and", "our", "the",
];

/// Words with a full stop that ends no sentence.
const TITLES: &[&str] = &["mr", "mrs", "ms", "dr", "st", "vs"];

/// A text and its words.
pub(super) struct Sentence<'a> {
    text: &'a str,
    words: &'a [Word],
    /// Everything is in capitals, so that they mean nothing.
    is_shouted: bool,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(text: &'a str, words: &'a [Word]) -> Self {
        let long = || words.iter().filter(|word| word.kind == Kind::Letters && word.length() > 3);
        Self { text, words, is_shouted: long().count() > 1 && long().all(|word| word.is_shouted) }
    }

    fn word(&self, at: Option<usize>) -> Option<&'a Word> {
        at.and_then(|at| self.words.get(at))
    }

    /// Whether a word has a capital that means something.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        !self.is_shouted && self.word(Some(at)).is_some_and(|word| word.is_capital)
    }

    fn gap_before(&self, at: usize) -> &'a str {
        let before = self.word(at.checked_sub(1));
        self.word(Some(at)).map_or("", |word| between(self.text, before, word))
    }

    fn gap_after(&self, at: usize) -> &'a str {
        match (self.word(Some(at)), self.word(Some(at + 1))) {
            (Some(word), Some(next)) => between(self.text, Some(word), next),
            (Some(word), None) => self.text.get(word.range.end..).unwrap_or_default(),
            _ => "",
        }
    }

    fn is_start(&self, at: usize) -> bool {
        let Some(before) = self.word(at.checked_sub(1)) else { return true };
        let gap = self.gap_before(at);
        if gap.starts_with('.') && TITLES.contains(&before.text.as_str()) {
            return false;
        }
        gap.contains([
            '.', '!', '?', ':', ';', '\n', '"', '\u{201c}', '\u{201e}', '\u{ab}', '\u{2022}', '\u{2013}', '\u{2014}',
            '>', '*', '[', '(', ')', '|',
        ]) || gap.contains(" - ")
    }

    /// Whether the ordinary word at this place is used as a name.
    pub(super) fn is_meant_as_name(&self, at: usize, kind: Ordinary) -> bool {
        let Some(word) = self.word(Some(at)) else { return false };
        let (is_capital, is_start) = (self.is_capital(at), self.is_start(at));
        match kind {
            Ordinary::Place => true,
            Ordinary::Function => is_capital && !is_start && !word.is_shouted && !word.has_clitic,
            Ordinary::Month if self.is_date(at) => false,
            Ordinary::Flower if is_capital => true,
            Ordinary::Month | Ordinary::Word | Ordinary::Flower => {
                word.has_clitic
                    || (is_capital && (!is_start || self.is_started_by_name(at, kind)))
                    || self.is_cued(at, &word.text)
            }
        }
    }

    fn is_started_by_name(&self, at: usize, kind: Ordinary) -> bool {
        let gap = self.gap_after(at);
        match self.word(Some(at + 1)) {
            _ if gap.starts_with(',') => true,
            // The whole text, or a whole sentence.
            None => true,
            Some(_) if gap.contains(['.', '!', '?', ':', ';', '\n']) => true,
            Some(next) => {
                let next = next.text.as_str();
                if matches!(next, "and" | "or") {
                    let other = self.word(Some(at + 2));
                    return other.is_some_and(|other| other.is_capital || BESIDE_NAME.contains(&other.text.as_str()));
                }
                if kind == Ordinary::Month && OF_TIMES.contains(&next) {
                    return false;
                }
                AFTER_START.contains(&next) || (next.len() > 4 && next.ends_with("ed") && !next.ends_with("eed"))
            }
        }
    }

    fn is_cued(&self, at: usize, word: &str) -> bool {
        let is =
            |at: Option<usize>, cues: &[&str]| self.word(at).is_some_and(|word| cues.contains(&word.text.as_str()));
        let before = at.checked_sub(1).filter(|_| !self.is_start(at));
        is(Some(at + 1), AFTER_ANY)
            || is(before, BEFORE_ANY)
            || (matches!(word, "will" | "may") && is(before, BEFORE_AUXILIARY))
            || self.around(at).means(word)
    }

    /// The words beside a place, up to where its sentence, or a part of it, begins and ends.
    fn around(&self, at: usize) -> Around<'_> {
        let text =
            |at: usize| self.word(Some(at)).filter(|word| Around::is_word(word.kind)).map(|word| word.text.as_str());
        let joined = |at: usize| !self.is_start(at) && !self.gap_before(at).contains(',');
        let earlier = at.checked_sub(1).filter(|_| joined(at));
        let before = [earlier.and_then(|earlier| earlier.checked_sub(1).filter(|_| joined(earlier))), earlier];
        let next = Some(at + 1).filter(|next| *next < self.words.len() && joined(*next));
        let mut after = [next, None, None];
        for place in 1..3 {
            after[place] =
                after[place - 1].map(|next| next + 1).filter(|next| *next < self.words.len() && joined(*next));
        }
        let is_numbered = self.word(next).is_some_and(|word| word.kind == Kind::Digits);
        let is_month = self.word(Some(at)).is_some_and(|word| ordinary(&word.text) == Some(Ordinary::Month));
        Around {
            before: before.map(|at| at.and_then(text)),
            after: after.map(|at| at.and_then(text)),
            is_numbered,
            is_month,
        }
    }

    /// Whether a month's name tells a time: after a word of time, beside a number, or beside another month.
    fn is_date(&self, at: usize) -> bool {
        let before = self.word(at.checked_sub(1)).filter(|_| !self.is_start(at));
        let tells = |word: &Word| {
            word.kind == Kind::Digits || matches!(ordinary(&word.text), Some(Ordinary::Month)) || word.text == "term"
        };
        before.is_some_and(|before| BEFORE_MONTH.contains(&before.text.as_str()) || tells(before))
            || self.word(Some(at + 1)).is_some_and(tells)
            || self.word(Some(at + 2)).is_some_and(|word| matches!(ordinary(&word.text), Some(Ordinary::Month)))
    }
}

/// Whether four digits are more likely a year.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Words before the number of a student.
pub(super) fn announces_number(word: &str) -> bool {
    matches!(word, "id" | "student" | "number" | "no" | "nr" | "pupil" | "respondent" | "kid" | "child")
}
