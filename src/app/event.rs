//! What comes in and what goes out: events in, effects out, nothing else crosses the border of the state machine.

use crate::records::Outline;
use crate::session::{Entry, Seq};

use super::key::Key;
use super::retreat::{Opening, Rewriting};
use super::test_card::Seen;

/// Milliseconds since the program started, by a clock that never goes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub u64);

impl Moment {
    /// Whole seconds from `earlier` to this moment; 0 if that lies later.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> u32 {
        u32::try_from(self.0.saturating_sub(earlier.0) / 1000).unwrap_or(u32::MAX)
    }

    /// This moment and `seconds` more.
    #[must_use]
    pub fn after(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(u64::from(seconds) * 1000))
    }
}

/// Size of the terminal in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// Something that happened outside.
#[derive(Debug)]
pub enum Event {
    /// The time, sent before whatever happened at that time.
    Clock(Moment),
    /// A key was pressed or repeats.
    Key(Key),
    /// Text arrived in one piece (bracketed paste, or a burst of keys).
    Paste(String),
    /// The terminal has this size.
    Resized(Size),
    /// The text that is read on the screen ends there: this is the furthest that its first line can be.
    Ends(u16),
    /// What the disk said about an entry.
    Saved(Outcome),
    /// The report was written under this name, or could not be, in words.
    Reported(Result<String, String>),
    /// What became of a recording that was to be played, in words.
    Played(String),
    /// Files and folders to choose from.
    Listed(Listing),
    /// The sessions of this computer.
    Found(Sessions),
    /// A file without a card was looked at.
    Outlined(Box<Outline>),
    /// Everything for a retreat is ready.
    Began(Box<Opening>),
    /// The session that is followed, as it was just read; or why it cannot be read, in words.
    Followed(Result<Box<Opening>, String>),
    /// The protocol was saved anew; or what is wrong with it, one sentence an error.
    Rewritten(Result<Box<Rewriting>, Vec<String>>),
    /// The name of the file in which the answers to the test card were kept, or why they could not be, in words.
    LookKept(Result<String, String>),
    /// What was asked for is not possible; lines in words, no value of a record in them.
    Refused(Vec<String>),
    /// The program is being ended from outside.
    Terminated,
}

/// What the disk said about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The entry.
    pub seq: Seq,
    /// Whether it is on a disk.
    pub saved: bool,
    /// What changed about saving, for the screen.
    pub news: Option<News>,
}

/// What changed about saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Everything is as it should be again.
    Mended(String),
    /// Something is not as it should be, and stays so until told otherwise.
    Trouble(String),
    /// The session goes on in a new file.
    Moved {
        /// Its name, never a path.
        place: String,
        /// What to say of it.
        words: String,
    },
}

/// A folder's content as far as it can be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The folder.
    pub folder: String,
    /// Folders first, then data files; sorted by name.
    pub items: Vec<FileItem>,
}

/// A folder or a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileItem {
    /// Name for the screen.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// A folder.
    pub folder: bool,
}

/// Sessions to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sessions {
    /// Those that were not left on purpose first, of these and of the others the newest first.
    pub list: Vec<Unfinished>,
    /// What is to be said of files that cannot be read.
    pub left_out: Option<String>,
}

/// A session that can be taken up again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Where it is.
    pub path: String,
    /// One line for the list.
    pub line: String,
}

/// Something that the state machine wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save an entry.
    Append {
        /// Its number.
        seq: Seq,
        /// The entry.
        entry: Box<Entry>,
    },
    /// Try again to save what could not be saved.
    Retry,
    /// Keep these words as a draft (empty: there is none).
    Draft(String),
    /// Send [`Event::Clock`] at this moment.
    Wake(Moment),
    /// Write the report.
    Report,
    /// Open this recording of the protocol, a name inside its folder, with the system's player.
    Play(String),
    /// List a folder; empty: the current one.
    Browse(String),
    /// Look for sessions to take up.
    FindSessions,
    /// Start the demo.
    Demo,
    /// Start with this protocol (bundled id) and this data file.
    Open {
        /// Bundled protocol.
        protocol: String,
        /// Data file.
        data: String,
    },
    /// Take up this session.
    Resume(String),
    /// Admit the outlined file with this card; write the card beside the file as well if asked.
    Admit {
        /// The card as TOML.
        card: String,
        /// Keep it beside the file.
        keep: bool,
    },
    /// Keep what was seen on the test card for the next time, and draw accordingly.
    KeepLook(Seen),
    /// End the program.
    Quit,
}
