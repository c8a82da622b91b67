//! The files that a protocol names: included protocols, exhibits, recordings. Where they come from is a matter of the caller.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Largest exhibit, in bytes: some ten pages.
pub(super) const LARGEST_EXHIBIT: usize = 50_000;

/// Where the files beside a protocol come from.
pub trait Beside {
    /// The text of a file beside the protocol.
    ///
    /// # Errors
    /// [`Lack`]
    fn text(&self, name: &str) -> Result<String, Lack>;

    /// Whether there is such a file; `None` where nobody can say.
    fn is_there(&self, name: &str) -> Option<bool>;
}

/// Why a file beside a protocol gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// There is none of this name.
    Absent,
    /// It is larger than any such file.
    TooLarge,
    /// It is not in UTF-8.
    NotText,
    /// It is there and cannot be read.
    Unreadable,
}

impl Lack {
    /// What it is, as the end of a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Absent => "is not there",
            Self::TooLarge => "is too large",
            Self::NotText => "is not text in UTF-8",
            Self::Unreadable => "cannot be read",
        }
    }
}

/// Nothing is beside: a protocol that came from no file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Beside for Alone {
    fn text(&self, _: &str) -> Result<String, Lack> {
        Err(Lack::Absent)
    }

    fn is_there(&self, _: &str) -> Option<bool> {
        None
    }
}

/// What a session kept of them, by name.
impl Beside for BTreeMap<String, String> {
    fn text(&self, name: &str) -> Result<String, Lack> {
        self.get(name).cloned().ok_or(Lack::Absent)
    }

    fn is_there(&self, _: &str) -> Option<bool> {
        None
    }
}

/// Another source in front of which every text that it gives is written down.
pub(super) struct Noted<'b> {
    pub(super) beside: &'b dyn Beside,
    pub(super) given: RefCell<BTreeMap<String, String>>,
}

impl<'b> Noted<'b> {
    pub(super) fn of(beside: &'b dyn Beside) -> Self {
        Self { beside, given: RefCell::default() }
    }

    /// The text of a file beside, or of a bundled protocol where `bundled` has one and no file is meant.
    pub(super) fn text(&self, name: &str, bundled: Option<&str>) -> Result<String, Lack> {
        if let Some(given) = self.given.borrow().get(name) {
            return Ok(given.clone());
        }
        // What a session kept comes first: a later version of the program may bundle another text.
        let text = match (self.beside.text(name), bundled) {
            (Ok(text), _) => text,
            (Err(_), Some(bundled)) => bundled.to_owned(),
            (Err(lack), None) => return Err(lack),
        };
        self.given.borrow_mut().insert(name.to_owned(), text.clone());
        Ok(text)
    }
}

/// Whether a name is that of a file in the protocol's folder or below it: relative, with `/`, and nowhere upwards. Then a
/// protocol that somebody sent can neither read nor open anything else.
pub(super) fn stays_beside(name: &str) -> bool {
    name.len() <= 200
        && !name.contains(['\\', ':', '\0'])
        && name.split('/').all(|part| !part.trim().is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_below_the_folder_stay_beside() {
        for name in ["a.md", "media/trust.mp3", "my words.md"] {
            assert!(stays_beside(name), "{name}");
        }
        for name in ["", "/etc/passwd", "../a.md", "a/../../b", "C:\\a", "http://x/a.mp3", "a//b", "./a", "a\\b"] {
            assert!(!stays_beside(name), "{name}");
        }
    }

    #[test]
    fn what_was_kept_comes_before_what_is_bundled_and_is_noted() {
        let kept = BTreeMap::from([("x".to_owned(), "kept".to_owned())]);
        let noted = Noted::of(&kept);
        assert_eq!(noted.text("x", Some("bundled")), Ok("kept".to_owned()));
        assert_eq!(noted.text("y", Some("bundled")), Ok("bundled".to_owned()));
        assert_eq!(noted.text("z", None), Err(Lack::Absent));
        let given: Vec<String> = noted.given.into_inner().into_values().collect();
        assert_eq!(given, ["kept", "bundled"]);
    }
}
