//! Text to words that can be compared: any case, any accents, any trick with invisible or foreign letters.
//!
//! Folding follows PRIVACY 4.8 of the project's notes: NFKC, format characters dropped, NFD, accents dropped, letters such as ø
//! spelled out, lower case; a second form maps look-alikes to Latin letters. Words are runs of letters: the words of UAX 29,
//! with the marks that it allows inside a word (hyphen, apostrophe, full stop, underscore) taken as breaks. A folded character
//! keeps the place of the grapheme that it came from, so that a finding points into the text as it was typed.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::lookalike;
use crate::text::is_showable;

/// What a word is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Letters,
    Digits,
    /// A script that sets no blanks between words (Han, kana, Hangul, Thai ...): a run may hold several words.
    Unspaced,
    /// `don't` and the like: never a name.
    Contraction,
}

/// A word of a text. It has no `Debug`: at admission it is a part of a name.
pub(super) struct Word {
    /// Folded.
    pub(super) text: String,
    /// Folded, look-alikes taken for what they look like; `None` without any.
    pub(super) look: Option<String>,
    /// Where it stands in the text, in bytes.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    /// Begins with a capital.
    pub(super) is_capital: bool,
    /// Nothing but capitals, at least two.
    pub(super) is_shouted: bool,
    /// Followed by 's, 'll or the like.
    pub(super) has_clitic: bool,
}

impl Word {
    /// Its forms, as written and as it looks.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.look.as_deref())
    }

    /// Letters in it.
    pub(super) fn length(&self) -> usize {
        self.text.chars().count()
    }
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    if text.is_ascii() {
        return contract(text, plain_words(text));
    }
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (start, grapheme) in text.grapheme_indices(true) {
        let folded = Folded::of(grapheme);
        let Some(first) = folded.text.chars().next() else { continue };
        let Some(kind) = kind(first) else {
            open = false;
            continue;
        };
        let end = start + grapheme.len();
        match words.last_mut().filter(|word| open && word.kind == kind) {
            Some(word) => word.extend(&folded, end),
            None => words.push(Word::begin(&folded, kind, start..end)),
        }
        open = true;
    }
    contract(text, words)
}

/// The words of an ASCII text: the same as those of any other, found without looking at graphemes (files of a million rows).
fn plain_words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_control() && !byte.is_ascii_whitespace() {
            continue;
        }
        let Some(kind) = kind(char::from(byte)) else {
            open = false;
            continue;
        };
        let (small, is_capital) = (char::from(byte.to_ascii_lowercase()), byte.is_ascii_uppercase());
        match words.last_mut().filter(|word| open && word.kind == kind) {
            Some(word) => {
                word.is_shouted = is_capital && (word.is_shouted || (word.is_capital && word.text.len() == 1));
                word.text.push(small);
                word.range.end = at + 1;
            }
            None => words.push(Word {
                text: String::from(small),
                look: None,
                range: at..at + 1,
                kind,
                is_capital,
                is_shouted: false,
                has_clitic: false,
            }),
        }
        open = true;
    }
    words
}

/// The text between two words.
pub(super) fn between<'a>(text: &'a str, earlier: Option<&Word>, later: &Word) -> &'a str {
    text.get(earlier.map_or(0, |word| word.range.end)..later.range.start).unwrap_or_default()
}

/// A gap without the invisible characters around its mark.
fn seen(gap: &str) -> &str {
    gap.trim_matches(|c: char| !is_showable(c) && !c.is_control())
}

/// Whether `gap` is one apostrophe.
pub(super) fn is_apostrophe(gap: &str) -> bool {
    matches!(seen(gap), "'" | "\u{2019}" | "\u{2018}" | "\u{2bc}" | "`" | "\u{b4}" | "\u{2032}" | "\u{ff07}")
}

/// Whether `gap` holds two parts of one word or number together.
pub(super) fn is_glue(gap: &str) -> bool {
    is_apostrophe(gap) || matches!(seen(gap), "" | "-" | "\u{2010}" | "\u{2011}" | "." | "_" | "/" | ",")
}

impl Word {
    fn begin(folded: &Folded, kind: Kind, range: Range<usize>) -> Self {
        let (text, look) = (String::new(), None);
        let is_capital = folded.is_capital;
        let mut word = Self { text, look, range, kind, is_capital, is_shouted: false, has_clitic: false };
        let end = word.range.end;
        word.extend(folded, end);
        word.is_shouted = false;
        word
    }

    fn extend(&mut self, folded: &Folded, end: usize) {
        let is_second = !self.text.is_empty();
        self.is_shouted =
            folded.is_capital && (self.is_shouted || (is_second && self.is_capital && self.length() == 1));
        if folded.look.is_some() || self.look.is_some() {
            let so_far = self.look.take().unwrap_or_else(|| self.text.clone());
            self.look = Some(so_far + folded.look.as_deref().unwrap_or(&folded.text));
        }
        self.text.push_str(&folded.text);
        self.range.end = end;
    }
}

/// A grapheme, folded.
struct Folded {
    text: String,
    look: Option<String>,
    is_capital: bool,
}

impl Folded {
    fn of(grapheme: &str) -> Self {
        if let [byte] = grapheme.as_bytes() {
            if byte.is_ascii_control() && !byte.is_ascii_whitespace() {
                return Self { text: String::new(), look: None, is_capital: false };
            }
            let text = char::from(byte.to_ascii_lowercase()).to_string();
            return Self { text, look: None, is_capital: byte.is_ascii_uppercase() };
        }
        let (mut text, mut look, mut has_look, mut is_capital) = (String::new(), String::new(), false, false);
        for composed in grapheme.nfkc() {
            if composed.is_whitespace() {
                text.push(' ');
                look.push(' ');
                continue;
            }
            if !is_showable(composed) {
                continue;
            }
            if is_unspaced(composed) {
                text.push(composed);
                look.push(composed);
                continue;
            }
            for c in std::iter::once(composed).nfd().filter(|c| !is_accent(*c)) {
                is_capital |= c.is_uppercase();
                let seen = lookalike::latin(c);
                has_look |= seen.is_some();
                let before = text.len();
                match spelled(c) {
                    Some(letters) => text.push_str(letters),
                    None => text.extend(c.to_lowercase().filter(|c| !is_accent(*c))),
                }
                match seen {
                    Some(letter) => look.push(letter),
                    None => look.push_str(text.get(before..).unwrap_or_default()),
                }
            }
        }
        Self { text, look: has_look.then_some(look), is_capital }
    }
}

/// Letters that no decomposition takes to the Latin alphabet.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' | 'ɖ' | 'Ɖ' | 'ɗ' | 'Ɗ' => "d",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ħ' | 'Ħ' => "h",
        'ŋ' | 'Ŋ' => "n",
        'ŧ' | 'Ŧ' => "t",
        'ə' | 'Ə' => "e",
        'ɓ' | 'Ɓ' => "b",
        'ƙ' | 'Ƙ' => "k",
        _ => return None,
    })
}

/// Marks that are dropped: those of Latin, Greek, Cyrillic, Hebrew and Arabic. The vowel signs of other scripts are letters.
fn is_accent(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}

fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x3007
        | 0x3041..=0x30FA | 0x30FC..=0x30FF | 0x3130..=0x318F | 0x31F0..=0x31FF | 0x3400..=0x9FFF | 0xAC00..=0xD7FF
        | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

fn kind(c: char) -> Option<Kind> {
    if is_unspaced(c) {
        Some(Kind::Unspaced)
    } else if c.is_numeric() {
        Some(Kind::Digits)
    } else if c.is_alphabetic() {
        Some(Kind::Letters)
    } else {
        None
    }
}

/// Takes 's, 'll and n't as what they are.
fn contract(text: &str, words: Vec<Word>) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let Some(last) = kept.last_mut().filter(|last| last.kind == Kind::Letters) else {
            kept.push(word);
            continue;
        };
        let is_tail = is_apostrophe(between(text, Some(last), &word));
        match word.text.as_str() {
            "s" | "ll" | "re" | "ve" | "d" | "m" if is_tail => last.has_clitic = true,
            "t" if is_tail => {
                last.text.push('t');
                last.look = None;
                last.kind = Kind::Contraction;
                last.range.end = word.range.end;
            }
            _ => kept.push(word),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn accents_case_and_invisible_letters_make_no_difference() {
        for text in ["zoë", "ZOE\u{308}", "Z\u{200b}o\u{200d}ë", "\u{202e}Zo\u{ad}e", "Ｚｏｅ"] {
            assert_eq!(folded(text), ["zoe"], "{text:?}");
        }
        assert_eq!(folded("Søren Łukasz İpek Weiß"), ["soren", "lukasz", "ipek", "weiss"]);
    }

    #[test]
    fn look_alikes_have_a_second_form_and_own_scripts_keep_theirs() {
        assert_eq!(words("Mаrіа")[0].look.as_deref(), Some("maria"));
        assert_eq!(folded("Вера"), folded("ВЕРА"));
    }

    #[test]
    fn words_break_at_hyphens_and_apostrophes_and_lose_their_possessive() {
        assert_eq!(
            folded("Anne-Marie's O’Brien can't snake_case"),
            ["anne", "marie", "o", "brien", "cant", "snake", "case"]
        );
        let words = words("Will's QX-12");
        assert!(words[0].has_clitic && words[1].is_shouted && !words[0].is_shouted);
    }

    #[test]
    fn plain_texts_and_others_are_read_alike() {
        for text in
            ["Anne-Marie's QX-12 isn't O'Brien", "WILL will Will", "a\tb\u{1}c\n1a2B", "  ", "x's y'll 'quoted'"]
        {
            let more = format!("{text} \u{e9}");
            let (plain, other) = (words(text), words(&more));
            assert_eq!(plain.len() + 1, other.len(), "{text:?}");
            for (one, other) in plain.iter().zip(&other) {
                assert_eq!((&one.text, &one.range, one.is_capital), (&other.text, &other.range, other.is_capital));
                assert_eq!((one.is_shouted, one.has_clitic), (other.is_shouted, other.has_clitic), "{text:?}");
                assert!(one.kind == other.kind);
            }
        }
    }

    #[test]
    fn a_place_points_into_the_text_as_it_was_typed() {
        let text = "so Zo\u{308}e\u{301} won";
        let words = words(text);
        assert_eq!(text.get(words[1].range.clone()), Some("Zo\u{308}e\u{301}"));
    }
}
