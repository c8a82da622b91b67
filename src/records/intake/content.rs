//! The bytes of a data file: a head to understand it by, all of it, or blocks that end where a row ends.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// What cannot be read twice is kept in memory, and refused where it is longer.
const LONGEST_PIPE: u64 = 1 << 30;

/// Bytes of a file on the disk, or of a text that is in memory anyway. Holds records and so has no `Debug`.
pub(super) enum Content {
    /// A regular file and its length when it was opened.
    File(File, u64),
    Memory(Vec<u8>),
}

impl Content {
    /// Opens a file; what is no regular file (a pipe) is read at once, because it can be read only once.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if about.is_file() {
            return Ok(Self::File(file, about.len()));
        }
        let mut bytes = Vec::new();
        file.take(LONGEST_PIPE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LONGEST_PIPE {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(Self::Memory(bytes))
    }

    /// Bytes of it.
    pub(super) fn length(&self) -> u64 {
        match self {
            Self::File(_, length) => *length,
            Self::Memory(bytes) => bytes.len() as u64,
        }
    }

    /// At most `most` bytes from the start.
    pub(super) fn head(&self, most: usize) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Self::File(..) => {
                let mut head = Vec::new();
                self.reader(0)?.take(most as u64).read_to_end(&mut head)?;
                Ok(Cow::Owned(head))
            }
            Self::Memory(bytes) => Ok(Cow::Borrowed(bytes.get(..most).unwrap_or(bytes))),
        }
    }

    /// All of it.
    pub(super) fn whole(&self) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Self::File(_, length) => {
                let mut bytes = Vec::with_capacity(usize::try_from(*length).unwrap_or_default());
                self.reader(0)?.read_to_end(&mut bytes)?;
                if bytes.len() as u64 == *length { Ok(Cow::Owned(bytes)) } else { Err(changed()) }
            }
            Self::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
        }
    }

    fn reader(&self, from: u64) -> io::Result<Source<'_>> {
        match self {
            Self::File(file, _) => {
                let mut file: &File = file;
                file.seek(SeekFrom::Start(from))?;
                Ok(Source::File(file))
            }
            Self::Memory(bytes) => {
                let from = usize::try_from(from).unwrap_or(usize::MAX);
                Ok(Source::Memory(bytes.get(from..).unwrap_or_default()))
            }
        }
    }

    /// At most `most` bytes before the end, none of them before the byte `from`, and where they begin.
    pub(super) fn tail(&self, from: u64, most: usize) -> io::Result<(u64, Cow<'_, [u8]>)> {
        let start = self.length().saturating_sub(most as u64).max(from.min(self.length()));
        match self {
            Self::File(_, length) => {
                let mut tail = Vec::new();
                self.reader(start)?.take(length - start).read_to_end(&mut tail)?;
                Ok((start, Cow::Owned(tail)))
            }
            Self::Memory(bytes) => {
                let at = usize::try_from(start).unwrap_or(usize::MAX);
                Ok((start, Cow::Borrowed(bytes.get(at..).unwrap_or_default())))
            }
        }
    }

    /// Blocks of about `size` bytes from the byte `from` on, which begins a row, to the byte `to`, which ends one.
    pub(super) fn blocks(&self, from: u64, to: u64, size: usize) -> io::Result<Blocks<'_>> {
        let left = to.min(self.length()).saturating_sub(from);
        Ok(Blocks { source: self.reader(from)?, left, size: size.max(1), rest: Vec::new() })
    }
}

/// The file is not what it was when it was opened.
fn changed() -> io::Error {
    io::Error::from(io::ErrorKind::UnexpectedEof)
}

enum Source<'c> {
    File(&'c File),
    Memory(&'c [u8]),
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

/// A row longer than this is a quotation mark that is never closed.
const LONGEST_ROW: usize = 64 << 20;

/// What remains of a file, block by block.
pub(super) struct Blocks<'c> {
    source: Source<'c>,
    /// Bytes that the file should still have.
    left: u64,
    size: usize,
    /// The beginning of a row whose end is in the next block.
    rest: Vec<u8>,
}

/// The next bytes of a file.
pub(super) enum Block {
    /// Whole rows, if the file is quoted by the book.
    Rows(Vec<u8>),
    /// No row ends where one should.
    Endless,
    Over,
}

impl Blocks<'_> {
    /// Whether everything was given out.
    pub(super) fn is_over(&self) -> bool {
        self.left == 0 && self.rest.is_empty()
    }

    /// The next block, in a buffer whose space is used again.
    pub(super) fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Block> {
        buffer.clear();
        buffer.append(&mut self.rest);
        loop {
            let wanted = self.left.min(self.size as u64);
            // Some more, so that the reader does not have to ask for space to see the end.
            buffer.reserve(usize::try_from(wanted).unwrap_or_default() + 64);
            let got = (&mut self.source).take(wanted).read_to_end(&mut buffer)? as u64;
            if got < wanted {
                return Err(changed());
            }
            self.left -= got;
            if self.left == 0 {
                return Ok(if buffer.is_empty() { Block::Over } else { Block::Rows(buffer) });
            }
            if let Some(end) = last_row_end(&buffer) {
                self.rest.extend_from_slice(buffer.get(end..).unwrap_or_default());
                buffer.truncate(end);
                return Ok(Block::Rows(buffer));
            }
            if buffer.len() > LONGEST_ROW {
                return Ok(Block::Endless);
            }
        }
    }
}

/// After the last line feed that is not inside quotation marks; the bytes begin with a row. Where marks stand in the middle of
/// cells this may be wrong: the reader of the block notices.
fn last_row_end(bytes: &[u8]) -> Option<usize> {
    let marks = |bytes: &[u8]| count(bytes, b'"');
    let mut open = marks(bytes) % 2 == 1;
    let mut end = bytes.len();
    while let Some(line) = bytes.get(..end)?.iter().rposition(|byte| *byte == b'\n') {
        open ^= marks(bytes.get(line..end)?) % 2 == 1;
        if !open {
            return Some(line + 1);
        }
        end = line;
    }
    None
}

/// How often a byte occurs. Sums that fit a byte are added up for many bytes at once.
pub(super) fn count(bytes: &[u8], wanted: u8) -> usize {
    let sum = |bytes: &[u8]| bytes.iter().fold(0_u8, |sum, byte| sum + u8::from(*byte == wanted));
    bytes.chunks(255).map(|bytes| usize::from(sum(bytes))).sum()
}
