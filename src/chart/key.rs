//! Stable names of the parts of a picture, such as `fall/above`.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

/// Names for a list of labels: lower-case words joined by `-`, each name once; a label without letters or digits is named by
/// its number.
pub(super) fn names<'a>(labels: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for (index, label) in labels.into_iter().enumerate() {
        let words: Vec<String> = label.unicode_words().map(str::to_lowercase).collect();
        let plain = if words.is_empty() { format!("{}", index + 1) } else { words.join("-") };
        let mut name = plain.clone();
        let mut repeat = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain}-{repeat}");
            repeat += 1;
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_and_unique() {
        let labels = ["Fall", "Not EL", "fall", "--", "Été 2024", "fall 2", "Fall"];
        assert_eq!(names(labels), ["fall", "not-el", "fall-2", "4", "été-2024", "fall-2-2", "fall-3"]);
    }
}
