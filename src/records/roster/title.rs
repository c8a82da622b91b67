//! Labels that name a grown-up by a title, such as `Ms. Hale`.

use super::fold;

/// Titles before names, folded; those that are letters of other things as well are left out.
const TITLES: [&str; 22] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "mister",
    "dr",
    "prof",
    "professor",
    "herr",
    "frau",
    "hr",
    "fr",
    "monsieur",
    "madame",
    "mme",
    "mlle",
    "senor",
    "senora",
    "sra",
    "srta",
    "maestra",
];

/// Whether most of these texts begin with a title before a name. One school called after a doctor is no teacher.
pub(in crate::records) fn are_titled<S: AsRef<str>>(texts: &[S]) -> bool {
    texts.iter().filter(|text| is_titled(text.as_ref())).count() * 2 > texts.len()
}

fn is_titled(text: &str) -> bool {
    let words = fold::words(text);
    let is_title = words.first().is_some_and(|word| TITLES.contains(&word.text.as_str()));
    is_title && words.get(1).is_some_and(|word| word.is_capital && word.length() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_before_names_are_told_from_other_labels() {
        assert!(are_titled(&["Ms. Hale", "Mr Okafor", "Mrs. De Vries"]));
        assert!(are_titled(&["Se\u{f1}ora Ruiz", "Frau \u{d6}zdemir", "other"]));
        assert!(!are_titled(&["Dr. King School", "North", "West"]));
        assert!(!are_titled(&["ms", "ls", "xs"]));
        assert!(!are_titled::<&str>(&[]));
    }
}
