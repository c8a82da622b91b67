//! Text to rows of cells, whatever the text is: the tolerant reader's splitter.
//!
//! It never fails and never looks at a byte more than a bounded number of times. A quotation mark opens a cell only at its
//! beginning and closes it only before a delimiter or a line end; inside, doubled marks stand for one. A quoted cell may hold
//! line ends or stray marks, but not both: with both, or without a closing mark, the opening one is taken as an ordinary sign,
//! so that one forgotten mark costs one row and not the rest of the file.

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// The mark around cells that hold delimiters or line ends.
    pub(super) quote: u8,
    /// The sign before a mark inside a quoted cell, where that is not the mark itself.
    pub(super) escape: Option<u8>,
    pub(super) blanks: Blanks,
}

/// What blanks beside delimiters mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blanks {
    /// They are the cells'.
    Kept,
    /// One behind the delimiter belongs to it.
    Behind,
    /// The delimiter is a blank, and any number of them is one, none at the ends of a row: columns that were aligned.
    Aligned,
}

impl Dialect {
    /// RFC 4180 with another delimiter.
    pub(super) fn delimited(delimiter: u8) -> Self {
        Self { delimiter, quote: b'"', escape: None, blanks: Blanks::Kept }
    }
}

/// A longer quoted cell is taken as one whose closing mark was forgotten (a spreadsheet's cell holds 32,767 characters).
const LONGEST_CELL: usize = 16 << 20;

/// Cells of the longest row of a table: the columns of a spreadsheet. Of a longer row, one cell more is told apart and no other.
pub(super) const MOST_COLUMNS: usize = 1 << 14;

/// After so many marks that close nothing, cells are no longer followed over line ends.
const MOST_FAILURES: usize = 100;

/// What is wrong with the marks of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A mark opens a cell and is never closed.
    Open,
    /// A quoted cell holds a mark that is not doubled.
    Stray,
}

/// A row; one value is filled again and again.
#[derive(Default)]
pub(super) struct Row {
    /// The cells one after the other, without their marks.
    text: Vec<u8>,
    /// Where each cell ends, and whether it was quoted.
    ends: Vec<(usize, bool)>,
    /// Its number in the file, as a spreadsheet counts; the first is 1.
    pub(super) number: usize,
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where the next one begins.
    pub(super) end: usize,
    pub(super) fault: Option<Fault>,
    /// Whether a cell without marks around it holds one inside.
    pub(super) has_mark: bool,
}

impl Row {
    /// Number of cells; one more than [`MOST_COLUMNS`] for all rows that are longer.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A line without any sign on it.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.ends.as_slice(), [(0, false)])
    }

    /// A cell as it was meant, without marks; empty if there is none.
    pub(super) fn cell(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        let end = self.ends.get(index).map_or(start, |(end, _)| *end);
        // The text is valid and was cut at ASCII signs only.
        self.text.get(start..end).and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or_default()
    }

    /// The cells in their order.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// Whether a cell has marks around it.
    pub(super) fn is_quoted(&self, index: usize) -> bool {
        self.ends.get(index).is_some_and(|(_, is_quoted)| *is_quoted)
    }

    /// Cells with something in them.
    pub(super) fn filled(&self) -> usize {
        self.cells().filter(|cell| !cell.trim().is_empty()).count()
    }
}

/// Walks over the rows of a text.
pub(super) struct Split<'t> {
    text: &'t [u8],
    dialect: Dialect,
    at: usize,
    rows: usize,
    failures: usize,
    /// No mark before this byte and behind the cell that is read closes anything in its line, as an attempt found.
    unclosed: usize,
}

impl<'t> Split<'t> {
    /// From the beginning of `text`.
    pub(super) fn new(text: &'t str, dialect: Dialect) -> Self {
        Self { text: text.as_bytes(), dialect, at: 0, rows: 0, failures: 0, unclosed: 0 }
    }

    /// Fills `row` with the next one; false at the end.
    pub(super) fn next(&mut self, row: &mut Row) -> bool {
        row.text.clear();
        row.ends.clear();
        row.fault = None;
        row.has_mark = false;
        row.start = self.at;
        if self.at >= self.text.len() {
            return false;
        }
        self.rows += 1;
        row.number = self.rows;
        self.pass_blanks();
        while self.cell(row) {}
        self.end_line();
        row.end = self.at;
        true
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    /// Whether a cell ends before `at`.
    fn is_end(&self, at: usize) -> bool {
        self.byte(at).is_none_or(|byte| byte == self.dialect.delimiter || byte == b'\n' || byte == b'\r')
    }

    fn is_delimiter(&self, at: usize) -> bool {
        self.byte(at) == Some(self.dialect.delimiter)
    }

    fn end_line(&mut self) {
        self.at += match (self.byte(self.at), self.byte(self.at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(_), _) => 1,
            (None, _) => 0,
        };
    }

    /// Reads one cell; true if a delimiter follows, behind which it then stands.
    fn cell(&mut self, row: &mut Row) -> bool {
        let mut open = self.at;
        while self.byte(open) == Some(b' ') && self.dialect.delimiter != b' ' {
            open += 1;
        }
        let mut is_quoted = false;
        if self.byte(open) == Some(self.dialect.quote) {
            let begun = row.text.len();
            if let Some((end, is_stray)) = self.quoted(open, row) {
                if is_stray {
                    row.fault.get_or_insert(Fault::Stray);
                }
                (self.at, is_quoted) = (end, true);
            } else {
                row.text.truncate(begun);
                if open == self.at {
                    row.fault = Some(Fault::Open);
                    self.failures += 1;
                }
            }
        }
        if !is_quoted {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|byte| *byte == self.dialect.delimiter || *byte == b'\n' || *byte == b'\r')
                .unwrap_or(rest.len());
            let cell = rest.get(..length).unwrap_or_default();
            row.has_mark |= cell.contains(&self.dialect.quote);
            row.text.extend_from_slice(cell);
            self.at += length;
        }
        // A line of nothing but delimiters must not take many times its own size.
        if row.ends.len() <= MOST_COLUMNS {
            row.ends.push((row.text.len(), is_quoted));
        }
        let goes_on = self.is_delimiter(self.at);
        self.at += usize::from(goes_on);
        match self.dialect.blanks {
            Blanks::Kept => goes_on,
            Blanks::Behind => {
                self.at += usize::from(goes_on && self.byte(self.at) == Some(b' '));
                goes_on
            }
            Blanks::Aligned => {
                self.pass_blanks();
                goes_on && !matches!(self.byte(self.at), None | Some(b'\n' | b'\r'))
            }
        }
    }

    /// Goes to the next sign if columns are aligned.
    fn pass_blanks(&mut self) {
        while self.dialect.blanks == Blanks::Aligned && self.byte(self.at) == Some(b' ') {
            self.at += 1;
        }
    }

    /// Reads a quoted cell whose mark stands at `open`: where it ends, and whether it holds a stray mark.
    fn quoted(&mut self, open: usize, row: &mut Row) -> Option<(usize, bool)> {
        let mut seen = 0;
        let found = self.closed(open, row, &mut seen);
        if found.is_none() {
            self.unclosed = self.unclosed.max(seen);
        }
        found
    }

    /// The same; before `seen`, no mark of the line closes a cell that holds a stray one.
    fn closed(&self, open: usize, row: &mut Row, seen: &mut usize) -> Option<(usize, bool)> {
        let Dialect { quote, escape, .. } = self.dialect;
        let (mut at, mut crossed, mut stray) = (open + 1, false, false);
        let begun = row.text.len();
        loop {
            let rest = self.text.get(at..)?;
            let found = rest.iter().position(|byte| *byte == quote || Some(*byte) == escape)?;
            let plain = rest.get(..found)?;
            crossed |= plain.contains(&b'\n') || plain.contains(&b'\r');
            if crossed && (stray || self.failures > MOST_FAILURES) || at - open > LONGEST_CELL {
                return None;
            }
            row.text.extend_from_slice(plain);
            at += found;
            if let Some(escape) = escape.filter(|escape| *escape != quote && self.byte(at) == Some(*escape)) {
                let next = self.byte(at + 1).filter(|next| *next == quote || *next == escape);
                row.text.push(next.unwrap_or(escape));
                at += 1 + usize::from(next.is_some());
                continue;
            }
            let run = rest.get(found..)?.iter().take_while(|byte| **byte == quote).count();
            at += run;
            let mut end = at;
            while run % 2 == 1 && self.byte(end) == Some(b' ') && self.dialect.delimiter != b' ' {
                end += 1;
            }
            if run % 2 == 1 && self.is_end(end) {
                row.text.extend(std::iter::repeat_n(quote, run / 2));
                return Some((end, stray));
            }
            if run % 2 == 0 && open == self.at && row.text.len() > begun && self.is_end(at) && self.opens_next(at) {
                // `24"",` from a program that does not double marks: one of them is the cell's, the other closes it.
                row.text.extend(std::iter::repeat_n(quote, run - 1));
                return Some((at, true));
            }
            row.text.extend(std::iter::repeat_n(quote, run.div_ceil(2)));
            if run % 2 == 1 {
                // A mark behind a blank opens a cell only if all is well with it, and one before which another cell begins
                // was not the mark of this one.
                let opens_another = run == 1 && found > 0 && self.is_delimiter(at - 2) && !stray;
                if crossed || open != self.at || opens_another || at <= self.unclosed {
                    return None;
                }
                stray = true;
            }
            if stray {
                *seen = at;
            }
        }
    }

    /// Whether the cell behind the end at `at` begins with a mark that opens it, or nothing follows at all.
    fn opens_next(&self, at: usize) -> bool {
        let mut next = at;
        while self.byte(next).is_some() && self.is_end(next) {
            next += 1;
            if self.byte(next - 1) == Some(self.dialect.delimiter) {
                break;
            }
        }
        let rest = self.text.get(next..).unwrap_or_default();
        let run = rest.iter().take_while(|byte| **byte == self.dialect.quote).count();
        rest.is_empty() || run % 2 == 1 && !self.is_end(next + run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, dialect: Dialect) -> Vec<(Vec<String>, Option<Fault>)> {
        let mut split = Split::new(text, dialect);
        let mut row = Row::default();
        let mut rows = Vec::new();
        while split.next(&mut row) {
            rows.push((row.cells().map(str::to_owned).collect(), row.fault));
        }
        rows
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        rows(text, Dialect::delimited(b',')).into_iter().map(|(cells, _)| cells).collect()
    }

    #[test]
    fn rows_end_at_every_kind_of_line_end() {
        for text in ["a,b\n1,2\n", "a,b\r\n1,2", "a,b\r1,2\r", "a,b\n1,2\r\n"] {
            assert_eq!(cells(text), [["a", "b"], ["1", "2"]], "{text:?}");
        }
        assert_eq!(cells("a\n\n"), [["a"], [""]]);
    }

    #[test]
    fn quoted_cells_hold_anything() {
        assert_eq!(cells("\"a,\"\"b\"\"\n\",\"\", \"c\" , d \n"), [["a,\"b\"\n", "", "c", " d "]]);
        assert_eq!(cells("\"\"\"a\"\"\",\"\"\"\"\n"), [["\"a\"", "\""]]);
    }

    #[test]
    fn marks_that_are_not_doubled_cost_no_other_cell() {
        let dialect = Dialect::delimited(b',');
        for (text, expected, fault) in [
            ("1,\"I missed \" it\",3", vec!["1", "I missed \" it", "3"], Some(Fault::Stray)),
            ("\"\"28/01\",\"b\"", vec!["\"28/01", "b"], Some(Fault::Stray)),
            ("\"Bike, 24\"\",\"easy\"", vec!["Bike, 24\"", "easy"], Some(Fault::Stray)),
            ("1,This \"is\" it,3", vec!["1", "This \"is\" it", "3"], None),
            ("1,\"never closed,3", vec!["1", "\"never closed", "3"], Some(Fault::Open)),
            ("x, \"y\" z,3", vec!["x", " \"y\" z", "3"], None),
            ("\"x,3,\"y, z\",4", vec!["\"x", "3", "y, z", "4"], Some(Fault::Open)),
        ] {
            assert_eq!(rows(text, dialect), [(expected.into_iter().map(str::to_owned).collect(), fault)], "{text:?}");
        }
    }

    #[test]
    fn a_forgotten_mark_costs_one_row() {
        let read = rows("a,b\n1,\"x\n2,y\n3,\"z\"\n", Dialect::delimited(b','));
        let faults: Vec<_> = read.iter().map(|(_, fault)| *fault).collect();
        assert_eq!(faults, [None, Some(Fault::Open), None, None]);
        assert_eq!(read[3].0, ["3", "z"]);
    }

    #[test]
    fn other_marks_and_escapes_are_read() {
        let escaped = Dialect { escape: Some(b'\\'), ..Dialect::delimited(b';') };
        assert_eq!(
            rows(r#""a \"b\"";"c:\d";"\\""#, escaped),
            [(vec!["a \"b\"".into(), r"c:\d".into(), r"\".into()], None)]
        );
        let single = Dialect { quote: b'\'', ..Dialect::delimited(b',') };
        assert_eq!(rows("'a,''b''',c", single), [(vec!["a,'b'".into(), "c".into()], None)]);
    }

    #[test]
    fn aligned_columns_are_parted_by_any_number_of_blanks() {
        let aligned = Dialect { blanks: Blanks::Aligned, ..Dialect::delimited(b' ') };
        let read = |text| rows(text, aligned).into_iter().map(|(cells, _)| cells).collect::<Vec<_>>();
        assert_eq!(
            read("  a   b \n10  \"x y\"   \n\n    \n c d"),
            [vec!["a", "b"], vec!["10", "x y"], vec![""], vec![""], vec!["c", "d"]]
        );
    }

    #[test]
    fn many_open_marks_take_no_long_time() {
        let text = ",\"x\n".repeat(200_000);
        assert_eq!(rows(&text, Dialect::delimited(b',')).len(), 200_000);
        let text = format!("\"{}", "a\n".repeat(400_000));
        assert_eq!(rows(&text, Dialect::delimited(b',')).len(), 400_000);
        for cell in ["\"x\"y,", " \"x\"y,", "\"x\"\"\"y,", "\"x,", "\"\"x,"] {
            for end in ["", "z\"", "z\"\n"] {
                let text = cell.repeat(100_000) + end;
                let cells: usize = rows(&text, Dialect::delimited(b',')).iter().map(|(cells, _)| cells.len()).sum();
                assert!(cells > 0, "{cell}{end}");
            }
        }
    }
}
