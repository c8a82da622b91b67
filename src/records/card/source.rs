//! `[source]` of a data card: what its file is and how it is written, where that should not be left to detection.

use crate::diagnostic::{Finding, Findings, Place};
use crate::document::{Fields, Located};

use super::super::intake::Stated;

/// Most header rows, and rows above and below a table, that can be stated.
pub(super) const MOST_HEADER_ROWS: i64 = 10;
pub(super) const MOST_ROWS: i64 = 10_000;

/// The signs before decimals, and whether each is a comma.
const DECIMALS: [(&str, bool); 2] = [(".", false), (",", true)];

/// Delimiters that have a name.
const NAMED: [(&str, u8); 8] = [
    ("tab", b'\t'),
    ("comma", b','),
    ("semicolon", b';'),
    ("space", b' '),
    ("pipe", b'|'),
    ("colon", b':'),
    ("\\t", b'\t'),
    ("\t", b'\t'),
];

/// The file name, if it is stated, and how the file is written.
pub(super) fn decode(mut fields: Fields<'_, '_>) -> (Option<Located<String>>, Stated) {
    let findings = fields.findings();
    let file = fields.string("file");
    let encoding = fields.string("encoding").and_then(|found| known_encoding(found, findings));
    let delimiter = fields.string("delimiter").and_then(|found| {
        let named = NAMED.iter().find(|(name, _)| found.value.eq_ignore_ascii_case(name)).map(|(_, sign)| *sign);
        named.or_else(|| sign("delimiter", &found, findings))
    });
    let quote = fields.string("quote").and_then(|found| sign("quote", &found, findings));
    let escape = fields.string("escape").and_then(|found| sign("escape", &found, findings));
    let decimal = fields.choice("decimal", &DECIMALS);
    let rows = |found: Option<Located<i64>>| found.and_then(|found| usize::try_from(found.value).ok());
    let header_rows = rows(fields.integer("header_rows", 0..=MOST_HEADER_ROWS));
    let skip_rows = rows(fields.integer("skip_rows", 0..=MOST_ROWS));
    let skip_end = rows(fields.integer("skip_end", 0..=MOST_ROWS));
    let sheet = fields.string("sheet").map(|found| found.value);
    let allow_set_aside = fields.number("allow_set_aside").and_then(|found| {
        if (0.0..=1.0).contains(&found.value) {
            return Some(found.value);
        }
        let message = "`allow_set_aside` is the share of rows that may be left out, between 0 and 1";
        findings.add(
            Finding::error("out-of-range", Place::Bytes(found.bytes), message).hint("write 0.1 for one row in ten"),
        );
        None
    });
    fields.finish();
    let decimal_comma = decimal.map(|found| found.value);
    let stated = Stated {
        encoding,
        delimiter,
        quote,
        escape,
        decimal_comma,
        header_rows,
        skip_rows,
        skip_end,
        sheet,
        allow_set_aside,
        dates: Vec::new(),
    };
    (file, stated)
}

/// A single ASCII sign that can stand between or around cells.
fn sign(key: &str, found: &Located<String>, findings: &Findings) -> Option<u8> {
    match found.value.as_bytes() {
        [sign] if sign.is_ascii() && !sign.is_ascii_alphanumeric() && !matches!(sign, b'\n' | b'\r' | 0) => Some(*sign),
        _ => {
            let message = format!("`{key}` is one sign, and no letter or digit");
            let finding = Finding::error("sign", Place::Bytes(found.bytes.clone()), message);
            findings.add(finding.hint("write it as it stands in the file, such as \";\", or \"tab\""));
            None
        }
    }
}

fn known_encoding(found: Located<String>, findings: &Findings) -> Option<String> {
    if Stated::knows_encoding(&found.value) {
        return Some(found.value);
    }
    let finding = Finding::error("encoding", Place::Bytes(found.bytes), "no encoding has this name");
    findings.add(finding.hint("write \"utf-8\", \"windows-1252\", \"utf-16le\" or another name that browsers know"));
    None
}

#[cfg(test)]
mod tests {
    use super::super::decode::decode;
    use crate::diagnostic::Findings;

    fn of(source: &str) -> (super::Stated, Vec<&'static str>) {
        let findings = Findings::default();
        let text =
            format!("schema = 1\ntitle = \"T\"\n[source]\n{source}\n[column.a]\nrole = \"measure\"\nrange = [0, 1]\n");
        let card = decode(&text, &findings);
        (card.source, findings.into_sorted().into_iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn everything_that_is_detected_can_be_stated() {
        let (stated, codes) = of(
            "file = \"a.csv\"\nencoding = \"latin1\"\ndelimiter = \"tab\"\nquote = \"'\"\nescape = \"\\\\\"\ndecimal = \",\"\n\
             header_rows = 2\nskip_rows = 3\nskip_end = 1\nsheet = \"Class\"\nallow_set_aside = 0.2",
        );
        assert_eq!(codes, Vec::<&str>::new());
        assert_eq!((stated.delimiter, stated.quote, stated.escape), (Some(b'\t'), Some(b'\''), Some(b'\\')));
        assert_eq!((stated.header_rows, stated.skip_rows, stated.skip_end), (Some(2), Some(3), Some(1)));
        assert_eq!((stated.decimal_comma, stated.allow_set_aside), (Some(true), Some(0.2)));
        assert_eq!((stated.encoding.as_deref(), stated.sheet.as_deref()), (Some("latin1"), Some("Class")));
    }

    #[test]
    fn what_cannot_be_is_told() {
        for (source, code) in [
            ("delimiter = \"ab\"", "sign"),
            ("quote = \"x\"", "sign"),
            ("encoding = \"klingon\"", "encoding"),
            ("decimal = \";\"", "unknown-word"),
            ("header_rows = 11", "out-of-range"),
            ("allow_set_aside = 2", "out-of-range"),
            ("delimeter = \";\"", "unknown-key"),
        ] {
            assert_eq!(of(source).1, [code], "{source}");
        }
    }
}
