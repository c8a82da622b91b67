//! Bytes to UTF-8 text: byte-order marks, UTF-16 without one, strict UTF-8, and what is neither.
//!
//! Nothing is guessed where it can be known: a mark wins, then a pattern of NUL bytes that only UTF-16 has, then UTF-8 that is
//! valid to its last byte. Only what remains is detected (`chardetng`), and the encoding is always named.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are looked at to tell UTF-16 without a byte-order mark.
const SAMPLE: usize = 1 << 12;

/// How the text of a file is written.
#[derive(Clone, Copy)]
pub(super) struct Coding {
    encoding: &'static Encoding,
    /// Bytes of the byte-order mark.
    mark: usize,
}

impl Coding {
    /// The coding that a card names, such as `windows-1252`; nothing for a name that nobody knows.
    pub(super) fn named(label: &str, bytes: &[u8]) -> Option<Self> {
        let encoding = Encoding::for_label(label.trim().as_bytes())?;
        let mark = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding).map_or(0, |(_, mark)| mark);
        Some(Self { encoding, mark })
    }

    /// The coding of a file that begins with `head`; `is_whole` says that the file ends there.
    pub(super) fn detect(head: &[u8], is_whole: bool) -> Self {
        if let Some((encoding, mark)) = Encoding::for_bom(head) {
            return Self { encoding, mark };
        }
        let encoding = if let Some(encoding) = wide(head) {
            encoding
        } else if is_utf8(head, is_whole) {
            UTF_8
        } else {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
            detector.feed(head, is_whole);
            detector.guess(None, Utf8Detection::Deny)
        };
        Self { encoding, mark: 0 }
    }

    /// The name of the encoding, in lower case: `utf-8`, `utf-16le`, `windows-1252`.
    pub(super) fn name(self) -> String {
        self.encoding.name().to_lowercase()
    }

    /// Whether the file begins with a byte-order mark.
    pub(super) fn has_mark(self) -> bool {
        self.mark > 0
    }

    /// Bytes of the byte-order mark.
    pub(super) fn mark(self) -> usize {
        self.mark
    }

    /// Whether the bytes after the mark are the text itself.
    pub(super) fn is_utf8(self) -> bool {
        self.encoding == UTF_8
    }

    /// The text without its mark, and whether some bytes stood for no character; those become U+FFFD.
    pub(super) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        self.encoding.decode_without_bom_handling(bytes.get(self.mark..).unwrap_or_default())
    }
}

/// Valid to the end, but for a last character of which only a part is in the head.
fn is_utf8(head: &[u8], is_whole: bool) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(fault) => !is_whole && fault.error_len().is_none() && fault.valid_up_to() + 4 > head.len(),
    }
}

/// UTF-16 by its NUL bytes: nearly every second byte, all on one side, as delimiters, digits and line ends are ASCII.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let sample = head.get(..SAMPLE).unwrap_or(head);
    let (pairs, _) = sample.as_chunks::<2>();
    if pairs.is_empty() || head.len() % 2 == 1 && head.len() < SAMPLE {
        return None;
    }
    let first = pairs.iter().filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    let second = pairs.iter().filter(|pair| pair[1] == 0 && pair[0] != 0).count();
    if second * 10 >= pairs.len() * 4 && first * 20 <= second {
        Some(UTF_16LE)
    } else if first * 10 >= pairs.len() * 4 && second * 20 <= first {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (String, bool, String) {
        let coding = Coding::detect(bytes, true);
        (coding.name(), coding.has_mark(), coding.decode(bytes).0.into_owned())
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn marks_patterns_and_strict_utf8_come_before_guessing() {
        let text = "name;note\nZoë;3\n";
        assert_eq!(of(text.as_bytes()), ("utf-8".into(), false, text.into()));
        assert_eq!(of(format!("\u{feff}{text}").as_bytes()), ("utf-8".into(), true, text.into()));
        for (name, to_bytes) in [("utf-16le", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("utf-16be", u16::to_be_bytes)] {
            assert_eq!(of(&utf16(text, to_bytes)), (name.into(), false, text.into()));
            assert_eq!(of(&utf16(&format!("\u{feff}{text}"), to_bytes)), (name.into(), true, text.into()));
        }
        assert_eq!(
            of(b"Pr\xFCfung;Note\nZo\xEB;3,5\n"),
            ("windows-1252".into(), false, "Prüfung;Note\nZoë;3,5\n".into())
        );
    }

    #[test]
    fn a_head_may_end_inside_a_character() {
        let bytes = "a,é".as_bytes();
        assert!(Coding::detect(&bytes[..3], false).is_utf8());
        assert!(!Coding::detect(&bytes[..3], true).is_utf8());
    }

    #[test]
    fn a_name_of_a_card_wins() {
        assert_eq!(Coding::named("latin1", b"a").map(Coding::name).as_deref(), Some("windows-1252"));
        assert!(Coding::named("klingon", b"a").is_none());
        assert_eq!(Coding::named("utf-8", "\u{feff}a".as_bytes()).map(Coding::mark), Some(3));
    }

    #[test]
    fn stray_nul_bytes_are_not_utf16() {
        assert_eq!(of(b"a,b\n1,\x002\n").0, "utf-8");
    }
}
