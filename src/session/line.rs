//! The text form of one entry: a JSON object on a line of its own, closed by a checksum.
//!
//! `{"seq":4,"ev":"charted", ... ,"crc":"fe32a17e"}`: `seq` and `ev` come first; `crc` is last and is the CRC-32 (IEEE) of the
//! bytes before `,"crc"` plus `}`, in eight lower-case hexadecimal digits. A reader in any language can check it.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::entry::{Entry, Seq};
use super::header::Header;

/// The version of the format that is written here.
pub const VERSION: u32 = 1;

/// The word by which a header is known.
const FORMAT: &str = "chartpaper-session";

/// Name of the header's event.
const OPEN: &str = "open";

/// Greatest number of an entry: beyond it JSON readers of other languages lose digits.
const SEQ_LIMIT: Seq = 1 << 53;

/// `,"crc":"` and `"}` around eight digits.
const CRC_OPENS: &[u8] = b",\"crc\":\"";
const CRC_LENGTH: usize = CRC_OPENS.len() + 8 + 2;

/// The header's line, without its line break.
#[must_use]
pub fn encode_header(header: &Header) -> String {
    #[derive(Serialize)]
    struct Opening<'a> {
        seq: Seq,
        ev: &'static str,
        format: &'static str,
        v: u32,
        min_reader: u32,
        #[serde(flatten)]
        header: &'a Header,
    }
    sealed(&Opening { seq: 0, ev: OPEN, format: FORMAT, v: VERSION, min_reader: VERSION, header })
}

/// An entry's line, without its line break. An entry of a later version gives the line it was read from.
#[must_use]
pub fn encode(seq: Seq, entry: &Entry) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        seq: Seq,
        #[serde(flatten)]
        entry: &'a Entry,
    }
    if let Entry::Foreign { line } = entry { line.clone() } else { sealed(&Line { seq, entry }) }
}

/// Writes a value as JSON and closes it with its checksum.
fn sealed(value: &impl Serialize) -> String {
    // Writing these types as JSON cannot fail. Were it to, the line would be empty, and the keeper refuses an empty line.
    let mut json = serde_json::to_string(value).unwrap_or_default();
    let crc = crc32fast::hash(json.as_bytes());
    if json.pop().is_some() {
        // Writing into a String cannot fail.
        let _ = write!(json, ",\"crc\":\"{crc:08x}\"}}");
    }
    json
}

/// Whether a line ends with the right checksum.
pub(super) fn is_sealed(line: &[u8]) -> bool {
    let Some((body, seal)) = line.len().checked_sub(CRC_LENGTH).and_then(|at| line.split_at_checked(at)) else {
        return false;
    };
    let mut crc = crc32fast::Hasher::new();
    crc.update(body);
    crc.update(b"}");
    let expected = format!(",\"crc\":\"{:08x}\"}}", crc.finalize());
    seal == expected.as_bytes()
}

/// Where the first seal in `bytes` ends, right or wrong.
pub(super) fn seal_end(bytes: &[u8]) -> Option<usize> {
    let at = bytes.windows(CRC_OPENS.len()).position(|window| window == CRC_OPENS)?;
    (bytes.len() >= at + CRC_LENGTH).then_some(at + CRC_LENGTH)
}

/// What a whole, sealed line says.
pub(super) enum Said {
    /// The header; `None` if this version cannot read it.
    Header {
        /// The header.
        header: Option<Box<Header>>,
        /// Whether a later version forbids this one to write.
        read_only: bool,
    },
    /// An entry.
    Entry(Seq, Box<Entry>),
}

/// Reads a line. `None` if its checksum is wrong or it is no line of a session.
pub(super) fn decode(line: &[u8]) -> Option<Said> {
    #[derive(Deserialize)]
    struct Head {
        seq: Seq,
        ev: String,
        format: Option<String>,
        min_reader: Option<u32>,
    }
    if !is_sealed(line) {
        return None;
    }
    let text = std::str::from_utf8(line).ok()?;
    let head = serde_json::from_str::<Head>(text).ok()?;
    match head.seq {
        0 if head.ev == OPEN && head.format.as_deref() == Some(FORMAT) => {
            let header = serde_json::from_str::<Header>(text).ok().map(|header| Box::new(header.cleaned()));
            Some(Said::Header { header, read_only: head.min_reader.is_some_and(|version| version > VERSION) })
        }
        1..=SEQ_LIMIT => {
            // Its checksum is right, so nobody damaged it: what this version cannot read, another one wrote.
            let entry = serde_json::from_str::<Entry>(text)
                .map_or_else(|_| Entry::Foreign { line: text.to_owned() }, Entry::cleaned);
            Some(Said::Entry(head.seq, Box::new(entry)))
        }
        _ => None,
    }
}
