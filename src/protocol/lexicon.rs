//! Words that get a quiet mark, and where in a comment they stand.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Words that get a quiet mark, and the question for the facilitator.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexicon {
    /// Stable name.
    pub id: String,
    /// Words or phrases, folded as [`Lexicon::new`] does it.
    pub words: Vec<String>,
    /// The question.
    pub message: String,
}

/// The lexicon that every protocol has: `lint = "inference"`.
pub(super) const INFERENCE: &str = "inference";

/// Words of explanation, of guessing, of judgement and of remedy: none of them says what a picture shows.
///
/// Facilitators hang up a sign against "because" while a group observes, and ask of a judgement what it rests on; the groups
/// below are those of such signs and tips (PROTOCOLS A1 of the project's notes). Words that also describe a picture (low,
/// high, better, more) are left out: a mark that is often wrong is soon not seen.
const INFERENCE_WORDS: &[&str] = &[
    // explanation
    "because",
    "cause",
    "causes",
    "caused by",
    "therefore",
    "thus",
    "hence",
    "due to",
    "leads to",
    "led to",
    "results from",
    "result of",
    "as a result",
    "thanks to",
    "explains",
    "explained by",
    "so that's why",
    "that's why",
    "this is why",
    "which is why",
    "the reason",
    "since they",
    "since we",
    "it means",
    "this means",
    "that means",
    "which means",
    // guessing
    "probably",
    "maybe",
    "perhaps",
    "might be",
    "must be",
    "must have",
    "could be",
    "i think",
    "i guess",
    "i assume",
    "i believe",
    "i bet",
    "seems to me",
    "it seems that",
    "obviously",
    "clearly",
    // judgement
    "lazy",
    "unmotivated",
    "motivated",
    "don't care",
    "doesn't care",
    "didn't care",
    "don't try",
    "didn't try",
    "not trying",
    "bad at",
    "good at",
    "weak in",
    "struggle",
    "struggles",
    "struggling",
    "careless",
    "gifted",
    "smart",
    "disappointing",
    "worrying",
    "terrible",
    "great",
    "those kids",
    "low kids",
    "their parents",
    "home life",
    // remedy
    "should",
    "shouldn't",
    "must",
    "need to",
    "needs to",
    "have to",
    "ought to",
    "we could try",
    "next time",
];

/// Asked when a word of the built-in lexicon is said.
const INFERENCE_MESSAGE: &str = "What on the screen shows that? If it explains, shall we keep it for later?";

impl Lexicon {
    /// A lexicon whose words are folded: lower case, straight apostrophes, single blanks.
    #[must_use]
    pub fn new<W: AsRef<str>>(
        id: impl Into<String>,
        words: impl IntoIterator<Item = W>,
        message: impl Into<String>,
    ) -> Self {
        let words = words.into_iter().map(|word| Folded::of(word.as_ref()).text.trim().to_owned());
        Self { id: id.into(), words: words.filter(|word| !word.is_empty()).collect(), message: message.into() }
    }

    /// The built-in lexicon of words that explain, guess, judge or prescribe.
    #[must_use]
    pub fn inference() -> Self {
        Self::new(INFERENCE, INFERENCE_WORDS, INFERENCE_MESSAGE)
    }

    /// The bytes of the first place in `text` where a word or phrase of the lexicon stands as a word of its own; of several
    /// that begin there, the longest.
    ///
    /// Case, the form of an apostrophe and the width of a gap do not matter; words end where Unicode says so (UAX 29), so
    /// that "cause" is not found in "causeway", nor "should" in "shoulder".
    #[must_use]
    pub fn hit(&self, text: &str) -> Option<Range<usize>> {
        let folded = Folded::of(text);
        let bounds: Vec<usize> =
            folded.text.split_word_bound_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
        bounds.iter().find_map(|&start| {
            let rest = folded.text.get(start..)?;
            let fits =
                |word: &&String| rest.starts_with(word.as_str()) && bounds.binary_search(&(start + word.len())).is_ok();
            let word = self.words.iter().filter(|word| !word.is_empty()).filter(fits).max_by_key(|word| word.len())?;
            Some(folded.origin(start)..folded.origin_of_end(start + word.len()))
        })
    }
}

/// A text in the form in which words are compared, with the way back.
struct Folded {
    text: String,
    /// For each character of `text`: its byte there, and the bytes of the character it was made of.
    origins: Vec<(usize, Range<usize>)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            let bytes = at..at + c.len_utf8();
            match c {
                c if c.is_whitespace() => {
                    if !folded.text.ends_with(' ') {
                        folded.push(' ', bytes);
                    }
                }
                // The curly ones of word processors and tablets, the modifier letter, the prime, the accents.
                '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' | '`' | '\u{b4}' => {
                    folded.push('\'', bytes);
                }
                c => c.to_lowercase().for_each(|lower| folded.push(lower, bytes.clone())),
            }
        }
        folded
    }

    fn push(&mut self, c: char, bytes: Range<usize>) {
        self.origins.push((self.text.len(), bytes));
        self.text.push(c);
    }

    /// Where the character that begins at or before `byte` came from.
    fn character(&self, byte: usize) -> Range<usize> {
        let index = self.origins.partition_point(|(at, _)| *at <= byte).saturating_sub(1);
        self.origins.get(index).map_or(0..0, |(_, bytes)| bytes.clone())
    }

    fn origin(&self, byte: usize) -> usize {
        self.character(byte).start
    }

    fn origin_of_end(&self, byte: usize) -> usize {
        self.character(byte.saturating_sub(1)).end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(words: &[&str], text: &'t str) -> Option<&'t str> {
        Lexicon::new("x", words, "?").hit(text).map(|at| text.get(at).expect("whole characters"))
    }

    #[test]
    fn case_gap_and_apostrophe_do_not_matter() {
        assert_eq!(found(&["Due to"], "It is DUE \t to the cuts"), Some("DUE \t to"));
        assert_eq!(found(&["that's why"], "Well, that\u{2019}s why."), Some("that\u{2019}s why"));
        assert_eq!(found(&["that\u{2019}s why"], "that's why"), Some("that's why"));
        assert_eq!(found(&["übung"], "Zu wenig ÜBUNG?"), Some("ÜBUNG"));
    }

    #[test]
    fn only_whole_words_count() {
        for (word, text) in
            [("cause", "the causeway"), ("should", "a cold shoulder"), ("must", "mustard"), ("due to", "due tomorrow")]
        {
            assert_eq!(found(&[word], text), None, "{word} in {text}");
        }
        assert_eq!(found(&["cause"], "(cause)"), Some("cause"));
        assert_eq!(found(&["lazy"], "lazy-day"), Some("lazy"));
    }

    #[test]
    fn the_first_place_counts_and_there_the_longest_word() {
        assert_eq!(found(&["must", "must be", "because"], "It must be because"), Some("must be"));
        assert_eq!(found(&["a", "b"], "b a"), Some("b"));
    }

    #[test]
    fn letters_that_grow_in_lower_case_keep_their_place() {
        let text = "İİİ because İ";
        assert_eq!(found(&["because"], text), Some("because"));
        assert_eq!(found(&["i\u{307}"], "x İ y"), Some("İ"));
    }

    #[test]
    fn an_empty_word_never_hits() {
        assert_eq!(found(&["", "  "], "anything"), None);
        assert_eq!(Lexicon { id: "x".into(), words: vec![String::new()], message: "?".into() }.hit("a"), None);
    }

    #[test]
    fn explanations_are_marked_and_descriptions_are_not() {
        let lexicon = Lexicon::inference();
        for said in [
            "Reading fell because of the schedule",
            "They\u{2019}re lazy",
            "So that's why class 3 is lower",
            "We should regroup them",
            "Probably the new book",
        ] {
            assert!(lexicon.hit(said).is_some(), "{said}");
        }
        for said in [
            "Fall is lower than spring in every class",
            "31-40 % are below level 3 in class B",
            "Most students are at level 2 or 3",
            "The largest gap is 12 points",
            "Three of four classes grew",
        ] {
            assert_eq!(lexicon.hit(said), None, "{said}");
        }
    }

    #[test]
    fn every_built_in_word_is_found_and_stands_once() {
        let lexicon = Lexicon::inference();
        let mut words = lexicon.words.clone();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), lexicon.words.len());
        for word in &lexicon.words {
            assert_eq!(lexicon.hit(&format!("x {word}, y")), Some(2..2 + word.len()), "{word}");
        }
    }

    #[test]
    fn every_text_is_taken_and_every_place_is_whole_characters() {
        let lexicon = Lexicon::inference();
        proptest::proptest!(|(text in ".{0,40}(because|İ|\u{2019}|lazy)?.{0,20}")| {
            if let Some(at) = lexicon.hit(&text) {
                proptest::prop_assert!(text.get(at).is_some_and(|hit| !hit.is_empty()));
            }
        });
    }
}
