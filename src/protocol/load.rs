//! Protocols from files: the only part of this module that reads one.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::beside::{Beside, Lack, stays_beside};
use super::{Parsed, bundled, parse_beside};
use crate::diagnostic::{Report, nearest};
use crate::text;

/// Largest file that is read, in bytes. A long protocol has 20 KB; what is larger is something else by mistake.
const LARGEST: u64 = 1_000_000;

/// Reads the bundled protocol of this id, or else the file of this name.
///
/// # Errors
/// As [`load`]; if there is no such file, the nearest bundled id is proposed.
pub fn open(name: &str) -> Result<Parsed, Report> {
    if let Some(bundled) = bundled().iter().find(|bundled| bundled.id == name) {
        return bundled.parse();
    }
    load(Path::new(name)).map_err(|mut report| {
        if let [finding] = report.findings.as_mut_slice()
            && finding.code == "not-found"
        {
            let ids = || bundled().iter().map(|bundled| bundled.id);
            finding.hint = Some(match nearest(name, ids()) {
                Some(near) => format!("did you mean the bundled protocol {near}?"),
                None => format!("give the path of a TOML file, or one of: {}", ids().collect::<Vec<_>>().join(", ")),
            });
        }
        report
    })
}

/// Reads a protocol from a file.
///
/// # Errors
/// All findings, as [`parse_beside`]; or one about the file: `not-found`, `directory`, `unreadable`, `too-large`, `not-text`.
pub fn load(path: &Path) -> Result<Parsed, Report> {
    let name = path.display().to_string();
    parse_beside(&name, &read(path, &name)?, &Folder::of(path))
}

/// The folder of a protocol, from which it may name files.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder of the protocol in this file.
    #[must_use]
    pub fn of(protocol: &Path) -> Self {
        Self(protocol.parent().map(Path::to_path_buf).unwrap_or_default())
    }

    /// Where a file stands that a protocol names; `None` if it would be outside of the folder.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        stays_beside(name).then(|| self.0.join(name))
    }
}

impl Beside for Folder {
    fn text(&self, name: &str) -> Result<String, Lack> {
        let path = self.path(name).ok_or(Lack::Absent)?;
        let lack = |kind: ErrorKind| if kind == ErrorKind::NotFound { Lack::Absent } else { Lack::Unreadable };
        let file = File::open(&path).map_err(|error| lack(error.kind()))?;
        if !file.metadata().is_ok_and(|metadata| metadata.is_file()) {
            return Err(Lack::Unreadable);
        }
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| lack(error.kind()))?;
        if bytes.len() as u64 > LARGEST {
            return Err(Lack::TooLarge);
        }
        String::from_utf8(bytes).map_err(|_| Lack::NotText)
    }

    fn is_there(&self, name: &str) -> Option<bool> {
        Some(self.path(name).is_some_and(|path| path.is_file()))
    }
}

fn read(path: &Path, name: &str) -> Result<String, Report> {
    let unreadable = |kind: ErrorKind| match kind {
        ErrorKind::NotFound => {
            Report::of_file(name, "not-found", "there is no such file", "check the spelling and the folder")
        }
        ErrorKind::IsADirectory => directory(name),
        ErrorKind::PermissionDenied => {
            Report::of_file(name, "unreadable", "this file may not be read", "change its permissions, or copy it")
        }
        _ => Report::of_file(name, "unreadable", "this file cannot be read", "copy it to this computer and try again"),
    };
    let file = File::open(path).map_err(|error| unreadable(error.kind()))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(directory(name));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.kind()))?;
    if bytes.len() as u64 > LARGEST {
        let hint = "is it perhaps the data? The protocol comes first, then the data";
        return Err(Report::of_file(name, "too-large", "this file is too large for a protocol", hint));
    }
    String::from_utf8(bytes).map_err(|error| not_text(name, &error))
}

fn directory(name: &str) -> Report {
    Report::of_file(name, "directory", "this is a folder", "name the TOML file inside it")
}

/// What can be said about a file that is not UTF-8 without quoting it.
fn not_text(name: &str, error: &std::string::FromUtf8Error) -> Report {
    let valid = error.utf8_error().valid_up_to();
    let before = error.as_bytes().get(..valid).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').count();
    let utf16 = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let message = if utf16 {
        "this file is in UTF-16, not in UTF-8".to_owned()
    } else if before.contains(&0) {
        "this is not a text file".to_owned()
    } else {
        format!("line {line} of this file is not in UTF-8")
    };
    Report::of_file(
        &text::sanitise(name),
        "not-text",
        message,
        "save it from the editor again, with the encoding UTF-8",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(result: Result<Parsed, Report>) -> (&'static str, String) {
        let report = result.expect_err("it cannot be read");
        assert_eq!(report.findings.len(), 1, "{report}");
        (report.findings[0].code, report.to_string())
    }

    #[test]
    fn what_is_no_protocol_file_is_told_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        for (path, code, words) in [
            (folder.path().join("none.toml"), "not-found", "none.toml"),
            (folder.path().to_path_buf(), "directory", "folder"),
            (file("latin.toml", b"schema = 1\ntitle = \"caf\xe9\"\n"), "not-text", "line 2"),
            (file("wide.toml", b"\xff\xfes\0c\0"), "not-text", "UTF-16"),
            (file("large.toml", &vec![b'#'; 1_000_001]), "too-large", "large.toml"),
        ] {
            let (found, shown) = code_of(load(&path));
            assert_eq!(found, code, "{shown}");
            assert!(shown.contains(words), "{shown}");
        }
    }

    #[test]
    fn a_bundled_id_opens_and_a_misspelled_one_is_proposed() {
        let bundled = &bundled()[0];
        assert_eq!(open(bundled.id).expect("it opens").protocol.id, bundled.id);
        let misspelled = bundled.id.replacen('-', "_", 1);
        let (code, shown) = code_of(open(&misspelled));
        assert_eq!(code, "not-found");
        assert!(shown.contains(bundled.id), "{shown}");
    }

    #[test]
    fn a_file_is_read_as_its_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        std::fs::write(&path, format!("\u{feff}{}", bundled()[0].text.replace('\n', "\r\n"))).unwrap();
        let loaded = load(&path).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(loaded.protocol, bundled()[0].parse().expect("it loads").protocol);
        assert!(loaded.advice.findings.is_empty(), "{}", loaded.advice);
    }
}
