//! The word that somebody probably meant.

/// The candidate most like `word`, if one is alike enough to be worth proposing.
///
/// Likeness is Jaro-Winkler of the lower-case forms; below 0.8 a proposal confuses more than it helps.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typing_error_finds_its_word_and_nonsense_finds_none() {
        assert_eq!(nearest("promt", ["prompt", "minutes"]), Some("prompt"));
        assert_eq!(nearest("zzz", ["prompt", "minutes"]), None);
    }
}
