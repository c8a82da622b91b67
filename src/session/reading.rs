//! A session file as it is found: every whole line in order, and what is damaged.
//!
//! Works on bytes, because a cut may go through a character. Total: any bytes give a reading, none panics.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::ops::Range;

use super::entry::{Entry, Seq};
use super::header::Header;
use super::line::{self, Said};

/// What begins every line.
const LINE_OPENS: &[u8] = b"{\"seq\":";

/// Most starts of lines that are tried within one damaged line.
const SALVAGE_LIMIT: usize = 64;

/// A line of a session file.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it says.
    pub entry: Entry,
    /// Its bytes as they were, without the line break.
    pub text: String,
}

/// Why a line could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DamageKind {
    /// The file ends within the line: a save that never ended.
    Torn,
    /// The line does not match its checksum, or is none of ours.
    Unreadable,
    /// Another line with the same number says something else; the first one counts.
    Conflict,
}

/// A line that could not be used. It stays in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its number (1 is the first line).
    pub line: usize,
    /// Its bytes in the file, without the line break.
    pub bytes: Range<usize>,
    /// Why.
    pub kind: DamageKind,
}

/// A session file as it was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The header; `None` if it is missing or damaged, or of a version that this one cannot read.
    pub header: Option<Header>,
    /// The header's line as it was.
    pub header_line: Option<String>,
    /// Every whole line by its number, each once.
    pub lines: BTreeMap<Seq, Line>,
    /// In the order of the file.
    pub damage: Vec<Damage>,
    /// Whether the last line has no line break: one must be appended before the next entry.
    pub unsealed: bool,
    /// Whether a later version forbids this one to write.
    pub read_only: bool,
}

impl Reading {
    /// Reads the bytes of a session file.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut reading = Self { unsealed: bytes.last().is_some_and(|byte| *byte != b'\n'), ..Self::default() };
        let mut start = 0;
        for (index, raw) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let end = start + raw.len();
            let is_last = end == bytes.len();
            reading.read_line(index + 1, raw, start, is_last && reading.unsealed);
            start = end;
        }
        reading
    }

    /// Whether anything of a session was found.
    #[must_use]
    pub fn is_session(&self) -> bool {
        self.header_line.is_some() || !self.lines.is_empty()
    }

    /// The number that the next entry gets. Damaged lines count as well, so that no number is ever used twice.
    #[must_use]
    pub fn next(&self) -> Seq {
        let damaged = Seq::try_from(self.damage.len()).unwrap_or(Seq::MAX);
        self.lines.last_key_value().map_or(0, |(seq, _)| *seq).saturating_add(damaged).saturating_add(1)
    }

    /// Adds the lines that another copy of the same session has and this one lacks. Where both have a number and differ,
    /// this one's stays. Returns how many differ.
    pub fn merge(&mut self, other: Self) -> usize {
        let mut conflicts = 0;
        for (seq, line) in other.lines {
            match self.lines.entry(seq) {
                Slot::Vacant(slot) => {
                    slot.insert(line);
                }
                Slot::Occupied(slot) => conflicts += usize::from(slot.get().text != line.text),
            }
        }
        if self.header.is_none() && other.header.is_some() {
            self.header = other.header;
            self.header_line = other.header_line;
        }
        self.read_only |= other.read_only;
        conflicts
    }

    fn read_line(&mut self, number: usize, raw: &[u8], start: usize, torn: bool) {
        let mut line = raw.strip_suffix(b"\n").unwrap_or(raw);
        let bytes = start..start + line.len();
        // Another program may have saved the file with its own line ends or a byte-order mark.
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if number == 1 {
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        }
        if line.is_empty() {
            return;
        }
        let kind = if let Some(said) = line::decode(line) {
            if self.take(said, line) {
                return;
            }
            DamageKind::Conflict
        } else {
            self.salvage(line);
            if torn { DamageKind::Torn } else { DamageKind::Unreadable }
        };
        self.damage.push(Damage { line: number, bytes, kind });
    }

    /// Keeps what a line says. `false` if its number is taken by a line that says something else.
    fn take(&mut self, said: Said, line: &[u8]) -> bool {
        let text = String::from_utf8_lossy(line).into_owned();
        match said {
            Said::Header { header, read_only } => {
                self.read_only |= read_only;
                let same = self.header_line.as_ref().is_none_or(|known| *known == text);
                if self.header_line.is_none() {
                    self.header = header.map(|header| *header);
                    self.header_line = Some(text);
                }
                same
            }
            Said::Entry(seq, entry) => match self.lines.entry(seq) {
                Slot::Vacant(slot) => {
                    slot.insert(Line { entry: *entry, text });
                    true
                }
                Slot::Occupied(slot) => slot.get().text == text,
            },
        }
    }

    /// Finds whole lines within a damaged one: a lost line break joins two, a torn line swallows the next.
    fn salvage(&mut self, damaged: &[u8]) {
        let mut at = 0;
        for _ in 0..SALVAGE_LIMIT {
            let Some(rest) = damaged.get(at..) else { return };
            let Some(start) = rest.windows(LINE_OPENS.len()).position(|window| window == LINE_OPENS) else { return };
            let candidate = rest.get(start..).unwrap_or_default();
            let Some(end) = line::seal_end(candidate) else { return };
            let candidate = candidate.get(..end).unwrap_or_default();
            match line::decode(candidate) {
                Some(said) => {
                    self.take(said, candidate);
                    at += start + end;
                }
                None => at += start + 1,
            }
        }
    }
}
