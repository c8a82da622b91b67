//! Ordinary words and short forms of names: what is known of the language, the same for every roster.
//!
//! The lists are our own: `common.txt` (common words), `ordinary.txt` (words that are also names, by how they are met in
//! a sentence) and `nicknames.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How an ordinary word that is also somebody's name is met in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ordinary {
    /// Small words (`so`, `an`): a name only with a capital inside a sentence.
    Function,
    /// Months and seasons: no name after `in`, `by`, `since` ..., or beside another month or a number.
    Month,
    /// Always written with a capital.
    Place,
    /// With a capital nearly always a name (`Lily`, `Grace`).
    Flower,
    /// Everything else: with a capital at the start of a sentence only if the next word says so.
    Word,
}

static ORDINARY: LazyLock<HashMap<&'static str, Ordinary>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    let mut kind = Ordinary::Word;
    for line in lines(include_str!("ordinary.txt")) {
        kind = match line {
            "[function]" => Ordinary::Function,
            "[month]" => Ordinary::Month,
            "[place]" => Ordinary::Place,
            "[flower]" => Ordinary::Flower,
            "[word]" => Ordinary::Word,
            _ => {
                words.extend(line.split_whitespace().map(|word| (word, kind)));
                kind
            }
        };
    }
    words
});

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("common.txt")).flat_map(str::split_whitespace).collect());

static NICKNAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in lines(include_str!("nicknames.txt")) {
        let mut words = line.split_whitespace();
        if let Some(name) = words.next() {
            names.entry(name).or_insert_with(Vec::new).extend(words);
        }
    }
    names
});

pub(super) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// How a folded word is met in sentences; `None` if it is no ordinary word.
pub(super) fn ordinary(word: &str) -> Option<Ordinary> {
    ORDINARY.get(word).copied().or_else(|| COMMON.contains(word).then_some(Ordinary::Word))
}

/// Whether a folded word is a common one or a form of one (`divides`, `comparing`): no misspelling of a name.
pub(super) fn is_common(word: &str) -> bool {
    let known = |stem: &str| ordinary(stem).is_some();
    if known(word) {
        return true;
    }
    ["s", "es", "ed", "d", "ing", "er", "r", "ers", "est", "ly", "y", "ies", "ied", "ness", "n't"].iter().any(
        |ending| {
            let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) else { return false };
            let doubled = || {
                let mut letters = stem.chars().rev();
                let (last, before) = (letters.next(), letters.next());
                last.is_some()
                    && last == before
                    && known(&stem.chars().take(stem.chars().count() - 1).collect::<String>())
            };
            known(stem) || known(&format!("{stem}e")) || known(&format!("{stem}y")) || doubled()
        },
    )
}

/// Short forms of a folded given name.
pub(super) fn nicknames(name: &str) -> &'static [&'static str] {
    NICKNAMES.get(name).map_or(&[], Vec::as_slice)
}

/// Parts of a name that name nobody by themselves.
pub(super) fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 46] = [
        "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "vom", "zu", "zur", "la",
        "le", "les", "los", "las", "el", "al", "bin", "ibn", "binti", "bint", "abu", "af", "av", "ap", "ter", "ten",
        "st", "san", "mc", "mac", "jr", "sr", "ii", "iii", "iv", "mr", "mrs", "ms", "dr", "und",
    ];
    PARTICLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_hold_folded_words_only_and_each_nickname_belongs_to_a_name() {
        let folded = |word: &str| word.chars().all(char::is_lowercase);
        assert!(ORDINARY.keys().chain(COMMON.iter()).all(|word| folded(word)));
        assert!(NICKNAMES.iter().all(|(name, short)| folded(name) && !short.is_empty() && !short.contains(name)));
    }

    #[test]
    fn forms_of_common_words_are_common() {
        for word in ["divides", "comparing", "stopped", "harder", "carries", "marked", "planning"] {
            assert!(is_common(word), "{word}");
        }
        for name in ["marisol", "dmitri", "okafor", "nguyen"] {
            assert!(!is_common(name) && ordinary(name).is_none(), "{name}");
        }
    }
}
