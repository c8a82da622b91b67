//! What the TOML parser says, put into the words of somebody who writes protocols: one finding for one mistake.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use crate::diagnostic::{Finding, Findings, Place};
use crate::text;

/// The quotes that word processors put in place of `"` and `'`.
const TYPOGRAPHIC: [char; 6] = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '\u{201a}'];

/// A value as it stands in the file.
struct Standing<'t> {
    bytes: Range<usize>,
    raw: &'t str,
}

/// Adds a finding for each mistake in the syntax and marks what could not be read because of it.
///
/// The parser goes on after an error and then trips over what follows from it. Of the errors on one line the first counts;
/// of those inside a list, table or text that is never closed, only that; of those after a header that is written
/// twice, only the header. Below a header that is broken only the syntax is looked at.
pub(super) fn report(source: &str, table: &DeTable<'_>, mut errors: Vec<Error>, findings: &Findings) {
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut values = Vec::new();
    collect(source, table, &mut values);
    for error in &errors {
        let at = error.span().map_or(source.len(), |span| span.start);
        let Some((thing, end)) = unclosed(error.message()) else { continue };
        // The outermost one begins first; an inner one that is closed ends before the error.
        let opened = values.iter().filter(|v| v.bytes.start < at && v.bytes.end >= at && v.raw.starts_with(thing));
        let Some(opened) = opened.min_by_key(|v| v.bytes.start) else { continue };
        if !findings.is_unread(&opened.bytes) {
            let place = Place::Bytes(opened.bytes.start..opened.bytes.start + thing.len());
            let finding = Finding::error("toml", place, format!("what begins here with {thing} is never closed"));
            findings.add(finding.hint(format!("close it with {end}")));
        }
        findings.mark_unread(line_around(source, opened.bytes.start).start..opened.bytes.end);
    }
    let mut below_twice = false;
    let mut twice_written: Vec<&str> = Vec::new();
    let mut broken_header = None;
    for error in &errors {
        let span = error.span().unwrap_or(source.len()..source.len());
        let around = line_around(source, span.start);
        let line = source.get(around.clone()).unwrap_or_default();
        let header = header_name(line);
        let twice = error.message().starts_with("duplicate key");
        below_twice &= twice && header.is_none();
        if findings.is_unread(&span) || below_twice || (twice && broken_header.is_some()) {
            continue;
        }
        if let Some(name) = header {
            below_twice = twice;
            if twice && twice_written.contains(&name) {
                continue;
            }
            twice_written.extend(Some(name).filter(|_| twice));
            broken_header = broken_header.or(Some(around.start).filter(|_| !twice));
        }
        findings.mark_unread(around);
        findings.add(if twice {
            written_twice(source, span, line)
        } else {
            let raw = source.get(span.clone()).unwrap_or_default();
            put_plainly(error.message(), span, raw, line)
        });
    }
    if let Some(start) = broken_header {
        // What stands below belongs to some part, but nobody knows to which.
        findings.mark_unread(start..source.len());
    }
}

/// The first part of the name in a line such as `[step.capture]`.
fn header_name(line: &str) -> Option<&str> {
    let name = line.trim_start().strip_prefix('[')?.trim_start_matches(['[', ' ']);
    name.split(['.', ']', ' ']).next()
}

fn unclosed(message: &str) -> Option<(&'static str, &'static str)> {
    if message.starts_with("unclosed array,") {
        Some(("[", "]"))
    } else if message.starts_with("unclosed inline table") {
        Some(("{", "}"))
    } else if message.starts_with("invalid multi-line basic string, expected `\"`") {
        Some(("\"\"\"", "\"\"\""))
    } else if message.starts_with("invalid multi-line literal string, expected `'`") {
        Some(("'''", "'''"))
    } else {
        None
    }
}

fn line_around(source: &str, byte: usize) -> Range<usize> {
    let byte = byte.min(source.len());
    let start = source.get(..byte).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = source.get(byte..).and_then(|after| after.find('\n')).map_or(source.len(), |at| byte + at);
    start..end
}

fn written_twice(source: &str, span: Range<usize>, line: &str) -> Finding {
    let name = text::cut(&text::sanitise(source.get(span.clone()).unwrap_or_default()), 40);
    let finding = Finding::error("duplicate-key", Place::Bytes(span), format!("`{name}` is written a second time"));
    if !line.trim_start().starts_with('[') {
        return finding
            .hint("keep one of the two; if it belongs to the next part, write the [[...]] line of that part above it");
    }
    finding.hint(format!(
        "what may occur several times stands in two pairs of brackets: [[{name}]]; its parts follow below it"
    ))
}

/// The parser's message in plain words, by its beginning, and what to try.
const PLAIN: &[(&str, &str, &str)] = &[
    (
        "key with no value",
        "this line is not of the form key = value",
        "write a key, an equals sign, and a value; a comment begins with #",
    ),
    ("unexpected leading zero", "a number stands without a leading zero", "write 5, not 05"),
    (
        "invalid basic string",
        "this text is not closed, or holds a character that cannot stand in it",
        "close it with a straight \" on the same line; for several lines use three: \"\"\"",
    ),
    (
        "invalid literal string",
        "this text is not closed, or holds a character that cannot stand in it",
        "close it with a straight ' on the same line; a text with an apostrophe goes into \"double quotes\"",
    ),
    (
        "unexpected key or value",
        "something follows where the line should end",
        "a text that holds \" or ' goes into the other kind of quotes; each key stands on a line of its own",
    ),
    (
        "invalid time",
        "this is neither a number nor a text",
        "minutes are a whole number, such as 2; put a length such as \"2:26\" into quotes",
    ),
    ("invalid date", "this is neither a number nor a text", "put a date into quotes: \"2025-03-01\""),
    (
        "missing escaped value",
        "a backslash has a meaning of its own inside \"double quotes\"",
        "put a text with a backslash into 'single quotes'",
    ),
    (
        "too few unicode value digits",
        "a backslash has a meaning of its own inside \"double quotes\"",
        "put a text with a backslash into 'single quotes'",
    ),
    ("missing comma", "a comma is missing here", "put a comma between the entries"),
    ("extra `=`", "there is an equals sign too many", "write the key, one equals sign, and the value"),
    ("extra comma", "there is a comma too many", "take one away"),
    ("unclosed array table", "the brackets of this line are not closed", "write two on each side: [[step]]"),
    ("unclosed table", "the bracket of this line is not closed", "write one on each side: [step.capture]"),
    (
        "unquoted keys cannot be empty",
        "there is no key before the equals sign",
        "write a key, an equals sign, and a value",
    ),
    (
        "invalid comment character",
        "this comment holds a character that cannot be shown",
        "delete the comment and type it again",
    ),
];

fn put_plainly(message: &str, span: Range<usize>, raw: &str, line: &str) -> Finding {
    let found = |plain: &str, hint: &str| Finding::error("toml", Place::Bytes(span.clone()), plain).hint(hint);
    if raw.starts_with(TYPOGRAPHIC) || (line.contains(TYPOGRAPHIC) && !line.contains(['"', '\''])) {
        return found(
            "these are typographic quotes",
            "type the straight quote \" instead, or turn off \"smart quotes\" in the editor",
        );
    }
    if ["string values must be quoted", "invalid float", "invalid boolean"]
        .iter()
        .any(|start| message.starts_with(start))
    {
        return match raw.trim().to_lowercase().as_str() {
            "" => found("nothing stands behind the equals sign", "write a value, or delete the line"),
            "true" | "false" => found("true and false are written in small letters", "write true or false"),
            "yes" | "on" => found("this is not a value", "write true"),
            "no" | "off" => found("this is not a value", "write false"),
            _ => found(
                "this text stands without quotes",
                "put it into \"quotes\"; only numbers, true and false stand without them",
            ),
        };
    }
    match PLAIN.iter().find(|(start, ..)| message.starts_with(start)) {
        Some((_, plain, hint)) => found(plain, hint),
        None => found(&text::sanitise(message), "compare this line with one like it that is accepted"),
    }
}

/// All values that stand in the file, the outer before the inner. The parser limits the depth (to 80).
fn collect<'t>(source: &'t str, table: &DeTable<'_>, values: &mut Vec<Standing<'t>>) {
    fn one<'t>(source: &'t str, value: &DeValue<'_>, bytes: Range<usize>, values: &mut Vec<Standing<'t>>) {
        let raw = source.get(bytes.clone()).unwrap_or_default();
        values.push(Standing { bytes, raw });
        match value {
            DeValue::Array(items) => items.iter().for_each(|item| one(source, item.get_ref(), item.span(), values)),
            DeValue::Table(table) => collect(source, table, values),
            _ => {}
        }
    }
    for (_, value) in table {
        one(source, value.get_ref(), value.span(), values);
    }
}

/// Finds texts that parse but mean something else than they seem to, or that hold what cannot be shown.
pub(super) fn inspect(source: &str, table: &DeTable<'_>, findings: &Findings) {
    for (_, value) in table {
        inspect_value(source, value.get_ref(), value.span(), findings);
    }
}

fn inspect_value(source: &str, value: &DeValue<'_>, bytes: Range<usize>, findings: &Findings) {
    match value {
        DeValue::Array(items) => {
            items.iter().for_each(|item| inspect_value(source, item.get_ref(), item.span(), findings));
        }
        DeValue::Table(table) => inspect(source, table, findings),
        DeValue::String(read) if !findings.is_unread(&bytes) => {
            if source.get(bytes.clone()).is_some_and(holds_a_path) {
                let message =
                    "each backslash here changes the letter behind it: this is not the path that it looks like";
                let finding = Finding::error("backslash", Place::Bytes(bytes.clone()), message);
                findings.add(finding.hint("put it into 'single quotes', or write the path with /"));
            }
            if read.chars().any(|c| !text::is_showable(c) && !matches!(c, '\t' | '\n' | '\r')) {
                let message = "this text holds characters that cannot be shown; they are left out";
                let finding = Finding::advice("hidden-characters", Place::Bytes(bytes), message);
                findings.add(finding.hint("type the text again instead of pasting it"));
            }
        }
        _ => {}
    }
}

/// Whether a text in "double quotes" looks like a Windows path of which an escape ate a piece: a drive letter before a
/// single backslash, or no blank and a file's extension at the end.
fn holds_a_path(raw: &str) -> bool {
    let Some(inside) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let bytes = inside.as_bytes();
    let single: Vec<usize> = inside
        .match_indices('\\')
        .map(|(at, _)| at)
        .filter(|&at| bytes.get(at + 1) != Some(&b'\\') && (at == 0 || bytes.get(at - 1) != Some(&b'\\')))
        .collect();
    let behind_drive = |&at: &usize| {
        at >= 2
            && bytes.get(at - 1) == Some(&b':')
            && bytes.get(at - 2).is_some_and(u8::is_ascii_alphabetic)
            && (at == 2 || bytes.get(at - 3).is_some_and(|b| !b.is_ascii_alphanumeric()))
    };
    let extension = |text: &str| {
        text.rsplit_once('.').is_some_and(|(stem, end)| {
            stem.ends_with(|c: char| c.is_ascii_alphanumeric())
                && (1..=5).contains(&end.len())
                && end.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    };
    single.iter().any(behind_drive) || (!single.is_empty() && !inside.contains(' ') && extension(inside))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;

    /// Findings as `line:column code`, after reading `source` without asking for any key.
    fn found(source: &str) -> Vec<String> {
        let findings = Findings::default();
        super::super::read(source, &findings, |_| ());
        let report = Report::of_text("x", source, findings);
        report.records().iter().map(|r| format!("{}:{} {} {}", r.line, r.column, r.code, r.message)).collect()
    }

    fn hint(source: &str) -> String {
        let findings = Findings::default();
        super::super::read(source, &findings, |_| ());
        findings.into_sorted()[0].hint.clone().unwrap_or_default()
    }

    #[test]
    fn one_mistake_gives_one_finding_in_plain_words() {
        for (source, expected) in [
            ("a = “Hi there”\nb = 1\n", "1:5 toml these are typographic quotes"),
            ("a = \"don’t\" x\n", "1:13 toml something follows where the line should end"),
            ("a = 05\n", "1:5 toml a number stands without a leading zero"),
            ("a = yes\n", "1:5 toml this is not a value"),
            ("a = True\n", "1:5 toml true and false are written in small letters"),
            ("a = whole group\n", "1:5 toml this text stands without quotes"),
            ("a = 'don't'\n", "1:10 toml something follows where the line should end"),
            ("a = 2:26\n", "1:5 toml this is neither a number nor a text"),
            ("a = \"C:\\data\\x\"\n", "1:9 toml a backslash has a meaning of its own inside \"double quotes\""),
            ("a = \nb = 2\n", "1:5 toml nothing stands behind the equals sign"),
            ("just words\n", "1:6 toml this line is not of the form key = value"),
            ("a = [\"x\", \"y\"\nb = 1\n[[step]]\nid = \"a\"\n", "1:5 toml what begins here with [ is never closed"),
            ("a = {x = 1\nb = 2\n", "1:5 toml what begins here with { is never closed"),
            ("a = \"\"\"one\ntwo\n", "1:5 toml what begins here with \"\"\" is never closed"),
            ("[step]\nid = 1\nx = 2\n[step]\nid = 2\nx = 3\n", "4:2 duplicate-key `step` is written a second time"),
            ("a = 1\na = 2\n", "2:1 duplicate-key `a` is written a second time"),
            ("a = [ {x = 'p' y = 2} ]\n", "1:16 toml a comma is missing here"),
            ("# a\u{1b}\n", "1:4 toml this comment holds a character that cannot be shown"),
            ("[[step]\nid = 1\n", "1:8 toml the brackets of this line are not closed"),
        ] {
            assert_eq!(found(source), [expected], "{source:?}");
        }
    }

    #[test]
    fn below_a_broken_header_nothing_is_guessed() {
        let source = "a = 1\n[[step]\nid = 1\n[step.x]\ny = 1\n[[step]]\nz = yes\n[step.x]\n";
        assert_eq!(
            found(source),
            ["2:8 toml the brackets of this line are not closed", "7:5 toml this is not a value"]
        );
    }

    #[test]
    fn mistakes_on_different_lines_are_all_told() {
        assert_eq!(found("a = yes\nb = 05\nc = [1 2]\n").len(), 3);
        assert_eq!(hint("a = no\n"), "write false");
    }

    #[test]
    fn paths_that_silently_change_are_told_and_other_escapes_are_not() {
        for source in ["a = \"C:\\temp\\new.csv\"\n", "a = [\"x\", \"media\\trust.mp3\"]\n"] {
            assert!(found(source)[0].contains(" backslash "), "{source:?}");
        }
        for source in [
            "a = 'C:\\temp'\n",
            "a = \"C:\\\\temp\"\n",
            "a = \"one\\ntwo\"\n",
            "a = \"She said: \\\"why\\\"\"\n",
            "a = \"x/y.csv\"\n",
        ] {
            assert_eq!(found(source), [""; 0], "{source:?}");
        }
    }

    #[test]
    fn characters_that_cannot_be_shown_are_told() {
        assert_eq!(
            found("a = \"x\u{202e}y\"\n"),
            ["1:5 hidden-characters this text holds characters that cannot be shown; they are left out"]
        );
    }

    #[test]
    fn no_file_is_too_strange() {
        for part in ["a.", "[", "{a=", "[[x]]\n", "a = 1\n", "“", "\"\"\"", "x = yes no\n", "\\"] {
            let source = part.repeat(20_000);
            assert!(found(&source).len() <= 20_001, "{part}");
        }
    }
}
