//! Stable names of the parts of a picture, such as `fall/above`, and the rows of a picture with theirs.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::Target;

/// The rows of a picture in the order of the card, each with the name that its marks and targets begin with.
#[derive(Debug)]
pub(super) struct Named<'a> {
    /// What each row is, such as `Test window`.
    pub(super) label: &'a str,
    /// One a row.
    pub(super) labels: &'a [String],
    keys: Vec<String>,
}

impl<'a> Named<'a> {
    pub(super) fn new(label: &'a str, labels: &'a [String]) -> Self {
        Self { label, labels, keys: names(labels.iter().map(String::as_str)) }
    }

    /// Place, label and name of each row.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, &'a str, &str)> {
        let rows = self.labels.iter().zip(&self.keys).enumerate();
        rows.map(|(index, (label, key))| (index, label.as_str(), key.as_str()))
    }

    /// One target a row: the number `id` of it, asked for in `words`.
    pub(super) fn targets(
        &self,
        id: &str,
        words: impl Fn(&str) -> String,
        (low, high): (f64, f64),
        unit: &str,
    ) -> Vec<Target> {
        let target = |(_, row, key): (usize, &str, &str)| Target {
            key: format!("{key}/{id}"),
            label: words(row),
            low,
            high,
            unit: unit.to_owned(),
        };
        self.each().map(target).collect()
    }
}

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
