//! A TOML document being decoded: every problem is collected with its place, no key is silently ignored.
//!
//! Owns the walk over TOML that protocols, data cards and themes share. Depends on `diagnostic` and `text`. Strings leave it
//! sanitised. A decoder asks [`Fields`] for each key it knows and then calls [`Fields::finish`], which reports the rest.

mod fields;

pub use fields::{Fields, Located, unknown_word};

use toml::de::DeTable;

use crate::diagnostic::{Finding, Findings, Place};

/// Parses `text` and hands its top table to `decode`; all syntax errors are added to `findings`.
///
/// With syntax errors `decode` still runs on what could be read, so that a coach sees every problem at once; the caller
/// must not use the result while `findings` has errors.
pub fn read<T>(text: &str, findings: &Findings, decode: impl FnOnce(Fields<'_, '_>) -> T) -> T {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let bytes = error.span().unwrap_or(0..text.len().min(1));
        let finding = Finding::error("toml", Place::Bytes(bytes.clone()), error.message().to_owned());
        findings.add(match syntax_hint(text, &bytes) {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }
    let span = 0..text.len();
    decode(Fields::new(table.into_inner(), span, String::new(), findings))
}

fn syntax_hint(text: &str, bytes: &std::ops::Range<usize>) -> Option<&'static str> {
    let line_start = text.get(..bytes.start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(line_start..)?.lines().next()?;
    if line.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
        return Some("these are typographic quotes; type the straight quote \" instead");
    }
    if line.contains('\\') {
        return Some("a backslash needs 'single quotes' around the text, or a second backslash");
    }
    if line.contains('=') && !line.contains(['"', '\'']) {
        return Some("put \"quotes\" around text; numbers and true/false stand without them");
    }
    None
}
