//! Which character separates cells, and whether a file is clean: a strict scan without keeping anything.

/// How cells are written. The quotation mark is always `"`, doubled inside a quoted cell (RFC 4180).
#[derive(Clone, Copy)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
}

/// Candidates, the likelier first where two fit equally well.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes that are looked at to tell the delimiter.
const SAMPLE: usize = 1 << 16;

impl Dialect {
    /// The delimiter under which most records have as many cells as the first one.
    pub(super) fn detect(content: &[u8]) -> Self {
        let sample = content.get(..SAMPLE).unwrap_or(content);
        let fit = |delimiter: u8| {
            let scan = Scan::new(sample, Self { delimiter });
            let agree = scan.agreeing as f64 / scan.records.max(1) as f64;
            (scan.fields > 1, agree, scan.fields)
        };
        let mut best = (Self { delimiter: b',' }, fit(b','));
        for delimiter in DELIMITERS {
            let fit = fit(delimiter);
            if fit.partial_cmp(&best.1) == Some(std::cmp::Ordering::Greater) {
                best = (Self { delimiter }, fit);
            }
        }
        best.0
    }
}

/// What a strict reading of a file found.
pub(super) struct Scan {
    /// Records, the header counted and blank lines not.
    pub(super) records: usize,
    /// Cells of the header.
    pub(super) fields: usize,
    /// Records with as many cells as the header.
    pub(super) agreeing: usize,
    /// First byte after the header record.
    pub(super) body: usize,
    /// The record in which a quotation mark opens that is never closed.
    pub(super) open_quote: Option<usize>,
    /// Rectangular, quoted by the book, no blank line and no lone carriage return.
    pub(super) is_clean: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum At {
    RecordStart,
    FieldStart,
    Plain,
    Quoted,
    QuoteEnd,
}

impl Scan {
    pub(super) fn new(content: &[u8], dialect: Dialect) -> Self {
        let mut scan =
            Self { records: 0, fields: 0, agreeing: 0, body: content.len(), open_quote: None, is_clean: true };
        let mut at = At::RecordStart;
        let mut fields = 1;
        let (mut opened, mut blank) = (0, 0);
        for (index, &byte) in content.iter().enumerate() {
            at = match (at, byte) {
                (At::Quoted, b'"') => At::QuoteEnd,
                (At::Quoted, _) | (At::QuoteEnd, b'"') => At::Quoted,
                (At::RecordStart, b'\n') => {
                    // The line feed of a CR LF pair lands here as well.
                    blank += usize::from(index == 0 || content.get(index - 1) != Some(&b'\r'));
                    scan.is_clean &= index > 0 && content.get(index - 1) == Some(&b'\r') && scan.records > 0;
                    if scan.body == index {
                        scan.body = index + 1;
                    }
                    At::RecordStart
                }
                (At::RecordStart, b'\r') => {
                    blank += 1;
                    scan.is_clean = false;
                    At::RecordStart
                }
                (_, b'\n' | b'\r') => {
                    scan.is_clean &= byte == b'\n' || content.get(index + 1) == Some(&b'\n');
                    scan.close(fields, index + 1);
                    fields = 1;
                    At::RecordStart
                }
                (_, byte) if byte == dialect.delimiter => {
                    fields += 1;
                    At::FieldStart
                }
                (At::RecordStart | At::FieldStart, b'"') => {
                    opened = scan.records + blank + 1;
                    At::Quoted
                }
                (before, byte) => {
                    scan.is_clean &= byte != b'"' && before != At::QuoteEnd;
                    At::Plain
                }
            };
        }
        match at {
            At::RecordStart => {}
            At::Quoted => {
                scan.open_quote = Some(opened);
                scan.close(fields, content.len());
            }
            _ => scan.close(fields, content.len()),
        }
        scan.is_clean &= scan.open_quote.is_none() && scan.agreeing == scan.records && scan.fields > 1;
        scan
    }

    fn close(&mut self, fields: usize, end: usize) {
        self.records += 1;
        if self.records == 1 {
            self.fields = fields;
            self.body = end;
        }
        self.agreeing += usize::from(fields == self.fields);
    }
}
