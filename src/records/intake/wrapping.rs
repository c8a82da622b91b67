//! What a spreadsheet puts around a table: a first line that states the delimiter, and marks around whole rows.

use super::split::{Dialect, Row, Split};

/// Rows that are looked at.
const ROWS: usize = 300;

/// The delimiter of a first line such as `sep=;`, and where the next line begins.
pub(super) fn stated_delimiter(text: &str) -> Option<(u8, usize)> {
    let end = text.bytes().take(16).position(|byte| byte == b'\n' || byte == b'\r')?;
    let line = text.get(..end)?;
    let bare = line.trim_end_matches([' ', ',', ';']).trim_matches('"');
    let value = bare.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| bare.get(4..))?;
    // The delimiter itself may have been trimmed.
    let delimiter = match value.as_bytes() {
        [delimiter] => *delimiter,
        [] => line.trim_matches('"').as_bytes().get(4).copied()?,
        _ => return None,
    };
    let after = if text.get(end..)?.starts_with("\r\n") { end + 2 } else { end + 1 };
    Some((delimiter, after))
}

/// Takes the marks off rows that a spreadsheet quoted whole (`"a;""b"";3"`); nothing if rows are not like that.
pub(super) fn unwrapped(text: &str) -> Option<String> {
    let outer = Dialect::delimited(b',');
    if !text.contains("\"\"") {
        return None;
    }
    let mut split = Split::new(text, outer);
    let mut row = Row::default();
    let (mut wrapped, mut all, mut number) = (0, 0, 0);
    while number < ROWS && split.next(&mut row) {
        number += 1;
        if !row.is_blank() {
            all += 1;
            wrapped += usize::from(is_wrapped(&row));
        }
    }
    if wrapped < 2 || wrapped + 1 < all && wrapped * 10 < all * 9 {
        return None;
    }
    let mut inner = String::with_capacity(text.len());
    let mut split = Split::new(text, outer);
    while split.next(&mut row) {
        let line = text.get(row.start..row.end).unwrap_or_default();
        let end = line.len() - line.trim_end_matches(['\r', '\n']).len();
        if is_wrapped(&row) {
            inner.push_str(row.cell(0));
        } else {
            inner.push_str(line.get(..line.len() - end).unwrap_or_default());
        }
        inner.push_str(line.get(line.len() - end..).unwrap_or_default());
    }
    Some(inner)
}

fn is_wrapped(row: &Row) -> bool {
    row.is_quoted(0) && row.fault.is_none() && row.filled() == 1 && !row.cell(0).contains(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_delimiter_is_found() {
        assert_eq!(stated_delimiter("sep=;\na;b\n"), Some((b';', 6)));
        assert_eq!(stated_delimiter("\"sep=,\"\r\na,b\n"), Some((b',', 9)));
        assert_eq!(stated_delimiter("SEP=\t\r\na\tb\n"), Some((b'\t', 7)));
        assert_eq!(stated_delimiter("separate;b\n"), None);
    }

    #[test]
    fn rows_that_were_quoted_whole_are_unwrapped() {
        let text = "a;b;c\n\"1;\"\"x\"\";3\"\n\"2;\"\"y\"\";4\"\n";
        assert_eq!(unwrapped(text).as_deref(), Some("a;b;c\n1;\"x\";3\n2;\"y\";4\n"));
        assert_eq!(unwrapped("a,b\n\"1\",\"x \"\"y\"\"\"\n\"2\",\"z\"\n"), None);
        assert_eq!(unwrapped("name\n\"Lopez, Maria\"\n\"Zq, X\"\n"), None);
    }
}
