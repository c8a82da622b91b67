//! Bytes to text columns: encoding, dialect, layout, workbooks, and row and column numbers for every fault.
//!
//! The only part of the library that opens a data file or a data card. What it returns ([`Opened`], [`Records`]) holds
//! students' records and therefore has no `Debug`, `Display`, `Clone` or `Serialize`.
//!
//! A file is understood by its head: how its characters are written ([`encoding`]), which signs separate and surround cells
//! ([`sniff`]), where its table stands ([`layout`]); what a card states of it ([`Stated`]) wins. Then it is read in one
//! [pass](Opened::read), batch by batch, into whatever a [`Fold`] makes of it; nothing else is kept. Three readers give the same
//! rows. Files that are clean and rectangular are read by polars as a whole up to 32 MB ([`frame`]), and block by block on all
//! processors above that ([`blocks`]); all others by a tolerant reader. A file that turns out not to be clean, be it in its last
//! row, is read from its beginning by the tolerant one, which needs all of it in memory.

mod blocks;
mod cell;
mod content;
mod dates;
mod encoding;
mod foot;
mod frame;
mod head;
mod layout;
mod number;
mod opened;
mod pass;
#[cfg(any(feature = "rows", test))]
pub(in crate::records) mod raw;
mod sniff;
mod split;
mod stated;
mod table;
mod tolerant;
mod workbook;
mod wrapping;

pub(in crate::records) use cell::{is_missing, is_moment};
pub(in crate::records) use dates::{DateFormat, Dated, Period};
pub(in crate::records) use number::{Decimal, number};
pub(in crate::records) use opened::Opened;
pub use pass::Progress;
pub(in crate::records) use pass::{Fold, Watch, Whole};
pub(in crate::records) use stated::Stated;
pub(in crate::records) use table::{Problem, Records, Rows};
#[cfg(test)]
pub(in crate::records) use workbook::made;

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Report;
use crate::text;
use content::Content;

/// More than this share of rows that do not fit the header means that the file was not understood (one in twenty; ours).
pub(in crate::records) const SET_ASIDE_LIMIT: f64 = 0.05;

/// Larger files are refused: one that is not clean is held in memory while it is folded.
const LARGEST_FILE: u64 = 4 << 30;

/// Faults of one kind that are listed one by one; the rest is counted.
pub(in crate::records) const LISTED: usize = 5;

/// Opens a data file, of which a card may have stated something, and understands its head.
pub(in crate::records) fn open(path: &Path, stated: &Stated) -> Result<Opened, Report> {
    let name = shown(path);
    let content = content_of(path, &name)?;
    Opened::of(name, content, opened::HEAD, stated)
}

/// Reads a text file that a coach wrote (a data card).
pub(in crate::records) fn read_text(path: &Path) -> Result<String, Report> {
    let name = shown(path);
    let bytes = content_of(path, &name)?.whole().map_err(|error| fault(&name, &error))?.into_owned();
    let text = String::from_utf8(bytes)
        .map_err(|_| Report::of_file(&name, "encoding", "this file is not UTF-8 text", "save it as UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Whether something exists at `path`.
pub(in crate::records) fn exists(path: &Path) -> bool {
    path.exists()
}

/// The data file beside a card: the same name with the ending of a table; `.csv` if there is none.
pub(in crate::records) fn beside(card: &Path) -> PathBuf {
    const ENDINGS: [&str; 8] = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "xlsb"];
    let found = ENDINGS.iter().map(|ending| card.with_extension(ending)).find(|path| path.is_file());
    found.unwrap_or_else(|| card.with_extension("csv"))
}

/// A path as it may be shown.
pub(in crate::records) fn shown(path: &Path) -> String {
    text::sanitise(&path.display().to_string())
}

/// The refusal of a file without a header and rows.
pub(in crate::records) fn empty(name: &str) -> Report {
    Report::of_file(name, "empty-file", "this file is empty", "export the data again")
}

/// The words for a fault of the file system.
fn fault(name: &str, error: &io::Error) -> Report {
    let (code, message, hint) = match error.kind() {
        io::ErrorKind::NotFound => ("not-found", "there is no file of this name", "check the spelling and the folder"),
        io::ErrorKind::PermissionDenied => {
            ("no-permission", "this file may not be read", "close the program that holds it, or ask for access")
        }
        io::ErrorKind::FileTooLarge => {
            ("too-large", "more than 1 GiB comes out of this pipe", "write it into a file, and name that")
        }
        io::ErrorKind::UnexpectedEof => {
            ("unreadable", "this file changed while it was read", "wait until it is saved and try again")
        }
        _ => ("unreadable", "this file could not be read", "copy it to a local folder and try again"),
    };
    Report::of_file(name, code, message, hint)
}

fn content_of(path: &Path, name: &str) -> Result<Content, Report> {
    let about = std::fs::metadata(path).map_err(|error| fault(name, &error))?;
    if about.is_dir() {
        return Err(Report::of_file(name, "directory", "this is a folder, not a file", "name the CSV file in it"));
    }
    if about.len() > LARGEST_FILE {
        return Err(Report::of_file(name, "too-large", "this file is larger than 4 GiB", "split it by school or year"));
    }
    Content::open(path).map_err(|error| fault(name, &error))
}

#[cfg(test)]
mod dialects;
#[cfg(test)]
mod pollution;
sealed!(Records<'static>, Opened, content::Content, split::Row, workbook::Sheet);

#[cfg(test)]
mod tests;
