//! Lines of a quoted text: positions for people, and the one line that is shown with a finding.

use std::ops::Range;

use crate::text;

/// Combining marks shown on one character of a quoted line; see `text::sanitise`.
const COMBINING_LIMIT: usize = 2;

/// A byte-order mark, which editors hide and which therefore counts for nothing.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The line starts of a text, found once.
#[derive(Debug)]
pub(super) struct Lines<'s> {
    source: &'s str,
    starts: Vec<usize>,
}

/// One line made safe to print; each character of the file is one character here, so that columns agree.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) line: usize,
    pub(super) text: String,
    /// The part of `text` that a finding points at.
    pub(super) span: Range<usize>,
}

impl<'s> Lines<'s> {
    pub(super) fn of(source: &'s str) -> Self {
        let first = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let starts = std::iter::once(first).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source, starts }
    }

    /// Index of the line that holds a byte; a byte behind the end belongs to the last line.
    fn index(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).saturating_sub(1)
    }

    fn start(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(0)
    }

    /// A line without its line break.
    fn line(&self, index: usize) -> &'s str {
        let end = self.starts.get(index + 1).map_or(self.source.len(), |next| next - 1);
        let line = self.source.get(self.start(index)..end).unwrap_or_default();
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub(super) fn position(&self, byte: usize) -> (usize, usize) {
        let index = self.index(byte);
        (index + 1, self.line(index).char_indices().take_while(|(at, _)| self.start(index) + at < byte).count() + 1)
    }

    /// The column behind the last character of `bytes` on the line where they begin; at least one behind the first.
    pub(super) fn end_column(&self, bytes: &Range<usize>) -> usize {
        let (line, column) = self.position(bytes.start);
        let (last, end) = self.position(bytes.end.max(bytes.start));
        let end = if last == line { end } else { self.line(line - 1).chars().count() + 1 };
        end.max(column + 1)
    }

    /// The first line of `bytes`, safe to print: what could steer a terminal becomes U+FFFD, tabs stay (the renderer
    /// widens them and its carets alike).
    pub(super) fn quote(&self, bytes: &Range<usize>) -> Quote {
        let index = self.index(bytes.start);
        let mut text = String::new();
        let mut start = None;
        let mut end = None;
        let mut marks = 0;
        for (at, c) in self.line(index).char_indices() {
            let byte = self.start(index) + at;
            if start.is_none() && byte >= bytes.start {
                start = Some(text.len());
            }
            if end.is_none() && byte >= bytes.end {
                end = Some(text.len());
            }
            marks = if text::is_zero_width(c) { marks + 1 } else { 0 };
            text.push(if c == '\t' || (text::is_showable(c) && marks <= COMBINING_LIMIT) { c } else { '\u{fffd}' });
        }
        let start = start.unwrap_or(text.len());
        Quote { line: index + 1, span: start..end.unwrap_or(text.len()).max(start), text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_ignore_byte_order_mark_and_carriage_return() {
        let source = "\u{feff}é = 1\r\nb = x\r\n";
        let lines = Lines::of(source);
        assert_eq!(lines.position(source.find('1').unwrap()), (1, 5));
        assert_eq!(lines.position(source.find('x').unwrap()), (2, 5));
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.position(9_999), (3, 1));
        assert_eq!(lines.quote(&(3..5)).text, "é = 1");
    }

    #[test]
    fn a_quote_keeps_columns_and_shows_nothing_that_steers_a_terminal() {
        let source = "a\n\tk\u{1b}[2J\u{202e} = bad\u{9b}\n";
        let at = source.find("bad").unwrap();
        let quote = Lines::of(source).quote(&(at..at + 3));
        assert_eq!(quote.text, "\tk\u{fffd}[2J\u{fffd} = bad\u{fffd}");
        assert_eq!(quote.text.get(quote.span.clone()), Some("bad"));
        assert_eq!(quote.line, 2);
    }

    #[test]
    fn a_span_over_several_lines_ends_with_its_first() {
        let source = "ab\ncd\n";
        let lines = Lines::of(source);
        assert_eq!(lines.end_column(&(1..5)), 3);
        assert_eq!(lines.end_column(&(2..2)), 4);
        assert_eq!(lines.quote(&(1..5)).span, 1..2);
    }

    #[test]
    fn every_span_of_a_hostile_text_is_quoted_without_panic() {
        let source = "\u{feff}é\u{301}\u{301}\u{301}\n\r\n\u{e0041}x\t学";
        let lines = Lines::of(source);
        for start in 0..source.len() + 2 {
            for end in 0..source.len() + 2 {
                let quote = lines.quote(&(start..end));
                assert!(quote.text.get(quote.span.clone()).is_some(), "{start}..{end}");
                assert!(lines.end_column(&(start..end)) > lines.position(start).1);
            }
        }
    }
}
