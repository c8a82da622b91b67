//! `chartpaper check`: every problem of protocols, data cards and themes.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use toml::de::DeTable;

use super::arguments::{Check, CheckFormat};
use super::trouble::{self, Trouble};
use crate::diagnostic::{Report, Screen, Severity};
use crate::theme::{Role, Theme};
use crate::{protocol, records};

/// Largest file that is read, in bytes; a long protocol has 20 KB.
const LARGEST: u64 = 1_000_000;

/// What a TOML file is, told by its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Protocol,
    Card,
    Theme,
}

/// Tells the findings of every file on standard output; there is trouble if a file cannot be used.
pub(super) fn run(arguments: &Check, out: &mut impl Write) -> Result<(), Trouble> {
    let (width, height) = arguments.size;
    let mut fit = true;
    let mut records = Vec::new();
    for (index, path) in arguments.files.iter().enumerate() {
        let (what, report) = check(path, Screen { width, height });
        fit &= !report.has_errors();
        match arguments.format {
            CheckFormat::Text => {
                if index > 0 {
                    writeln!(out)?;
                }
                tell(out, what, &report)?;
            }
            CheckFormat::Json => records.extend(report.records()),
        }
    }
    if arguments.format == CheckFormat::Json {
        // Plain texts and numbers: there is nothing in a record that JSON cannot hold.
        writeln!(out, "{}", serde_json::to_string(&records).unwrap_or_default())?;
    }
    if fit { Ok(()) } else { Err(Trouble::Told) }
}

/// What a file is, in words, and all that can be said of it.
fn check(path: &Path, screen: Screen) -> (&'static str, Report) {
    let name = path.to_string_lossy();
    let text = match read(path) {
        Ok(text) => text,
        Err(report) => return ("file", report),
    };
    match kind(&text) {
        Some(Kind::Protocol) => {
            let parsed = protocol::parse_for(&name, &text, &protocol::Folder::of(path), screen);
            ("protocol", parsed.map_or_else(|report| report, |parsed| parsed.advice))
        }
        Some(Kind::Theme) => ("theme", Theme::check(&name, &text)),
        Some(Kind::Card) => ("data card", records::check_card(&name, &text)),
        None => {
            let message = "this is neither a protocol nor a data card nor a theme";
            let hint = "a protocol has [[step]] tables, a data card has [column.NAME] tables, a theme has a line base = \"...\"";
            ("file", Report::of_file(&name, "unknown-kind", message, hint))
        }
    }
}

fn read(path: &Path) -> Result<String, Report> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| trouble::unreadable(path, &error))?;
    if bytes.len() as u64 > LARGEST {
        let (message, hint) = ("this file is too large for a protocol or a data card", "is it perhaps the data?");
        return Err(Report::of_file(&path.to_string_lossy(), "too-large", message, hint));
    }
    String::from_utf8(bytes).map_err(|_| trouble::unreadable(path, &io::ErrorKind::InvalidData.into()))
}

/// Told by the tables that only one of them has. A file with mistakes in its syntax still has most of its tables.
fn kind(text: &str) -> Option<Kind> {
    let (table, _) = DeTable::parse_recoverable(text);
    let table = table.into_inner();
    let has = |key: &str| table.keys().any(|name| name.get_ref() == key);
    if has("step") {
        Some(Kind::Protocol)
    } else if has("column") || has("fold") || has("view") {
        Some(Kind::Card)
    } else if has("schema") || has("lexicon") || has("intervention") {
        Some(Kind::Protocol)
    } else if has("base") || has("ramp") || Role::NAMED.iter().any(|(role, _)| has(role)) {
        Some(Kind::Theme)
    } else {
        None
    }
}

fn tell(out: &mut impl Write, what: &str, report: &Report) -> io::Result<()> {
    write!(out, "{report}")?;
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, advice) = (count(Severity::Error), count(Severity::Advice));
    let told = match (errors, advice) {
        (0, 0) => "no problem".to_owned(),
        (0, advice) => format!("can be used; {advice} advice"),
        (1, 0) => "1 error".to_owned(),
        (errors, 0) => format!("{errors} errors"),
        (errors, advice) => format!("{errors} error{}, {advice} advice", if errors == 1 { "" } else { "s" }),
    };
    writeln!(out, "{}: {what}, {told}", report.file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_their_tables() {
        for (text, expected) in [
            ("title = 1\n[[step]]\nid = 'a'", Some(Kind::Protocol)),
            ("[column.score]\nrole = 'measure'", Some(Kind::Card)),
            ("[[view]]\nid = 'a'", Some(Kind::Card)),
            ("schema = 1\nid = 'a'", Some(Kind::Protocol)),
            ("[[step]\nid = \"a\"\n[[step]]\nid = \"b\"", Some(Kind::Protocol)),
            ("[[fold]]\nby = 'item'", Some(Kind::Card)),
            ("base = 'mono'", Some(Kind::Theme)),
            ("name = 'x'\n[strong]\nforeground = 1", Some(Kind::Theme)),
            ("name,score\nA,1", None),
            ("", None),
        ] {
            assert_eq!(kind(text), expected, "{text:?}");
        }
    }
}
