//! Which signs separate and surround cells, told by trying: the dialect under which the text is most like a table.
//!
//! A table has rows of the same length and cells that look like something. The score of a dialect is the product of how alike the rows are
//! in length, how many cells look like a number, a date, a word or a sentence, how few marks are astray, and how usual the
//! delimiter is. The measure is ours; the thought that row patterns and types must be weighed together is that of van den Burg,
//! Nazábal and Sutton (2019, "Wrangling messy CSV files by detecting row and type patterns") and of García (2024, "Detecting CSV
//! file dialects by table uniformity measurement and data type inference").

use std::collections::BTreeMap;

use super::cell::Look;
use super::split::{Blanks, Dialect, Fault, Row, Split};

/// Delimiters that are tried, and how usual they are; the likelier first where two fit equally well.
const DELIMITERS: [(u8, f64); 13] = [
    (b',', 1.0),
    (b';', 1.0),
    (b'\t', 1.0),
    (b'|', 0.98),
    (b'^', 0.9),
    (b'~', 0.9),
    (b':', 0.75),
    (b' ', 0.6),
    (b'#', 0.6),
    (b'&', 0.55),
    (b'*', 0.55),
    (b'=', 0.5),
    (b'/', 0.5),
];

/// Marks that are tried.
const QUOTES: [u8; 3] = [b'"', b'\'', b'~'];

/// Bytes whose rows are looked at, and how far the last of them may go on.
const SAMPLE: usize = 1 << 16;
const REACH: usize = 1 << 18;

/// Rows that are looked at.
const ROWS: usize = 600;

/// Cells of a row that are looked at.
const CELLS: usize = 256;

/// Cells of a row and rows that do not come about by chance one after the other, four in five of one length; and what a row before
/// or behind them counts (ours).
const BLOCK: (usize, usize) = (4, 6);
const AROUND: f64 = 0.25;

/// The dialect of a text, by its beginning.
pub(super) fn dialect(text: &str) -> Dialect {
    let sample = Sample::of(text);
    let mut best = single(sample);
    for (delimiter, usual) in DELIMITERS {
        if !sample.has(delimiter) {
            continue;
        }
        let (dialect, trial) = of_delimiter(sample, delimiter);
        let score = trial.score() * if delimiter == b' ' { usual * trial.parted_by_blanks() } else { usual };
        if score > best.1 + 1e-9 {
            best = (dialect, score);
        }
    }
    best.0
}

/// The dialect of a text whose delimiter is known.
pub(super) fn with_delimiter(text: &str, delimiter: u8) -> Dialect {
    of_delimiter(Sample::of(text), delimiter).0
}

/// The best dialect with a delimiter.
fn of_delimiter(sample: Sample<'_>, delimiter: u8) -> (Dialect, Trial) {
    let (dialect, trial) = marked(sample, Dialect::delimited(delimiter));
    let (dialect, trial) = with_escape(sample, dialect, trial);
    if delimiter != b' ' || !sample.rows().contains("  ") {
        return (dialect, trial);
    }
    let aligned = Dialect { blanks: Blanks::Aligned, ..Dialect::delimited(delimiter) };
    let (aligned, apart) = marked(sample, aligned);
    if apart.score() > trial.score() { (aligned, apart) } else { (dialect, trial) }
}

/// Whether a blank follows the delimiter everywhere, so that it says nothing of the cells (at most one in twenty without it; ours).
pub(super) fn is_spaced(text: &str, dialect: Dialect) -> bool {
    if dialect.delimiter == b' ' {
        return false;
    }
    let sample = Sample::of(text);
    let mut split = Split::new(sample.text, Dialect { blanks: Blanks::Kept, ..dialect });
    let mut row = Row::default();
    let (mut rows, mut spaced, mut all) = (0, 0, 0);
    while rows < ROWS && split.next(&mut row) && row.start < sample.end {
        // Blanks before a quoted cell are none of it anyway.
        for index in (1..row.len()).filter(|index| !row.is_quoted(*index)) {
            all += 1;
            spaced += usize::from(row.cell(index).starts_with(' '));
        }
        rows += usize::from(row.len() > 1);
    }
    rows > 1 && all > 1 && spaced * 20 >= all * 19
}

/// What a table of one column is worth beside others: it is always of one length. And what it is worth more where its lines are
/// sentences, whose commas and blanks part each in another way.
const SINGLE: f64 = 0.2;
const SENTENCES: f64 = 0.3;

/// Words of a line that is a sentence, at least.
const SENTENCE: usize = 5;

/// How much a text is like a table of one column: more than others where its lines are whole dates, times or, below a name, numbers,
/// whose own signs would part them alike in every row, and somewhat more where they are sentences.
fn single(sample: Sample<'_>) -> (Dialect, f64) {
    let known = Trial::new(sample, Dialect::delimited(0)).known();
    let mut lines = sample.rows().split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(ROWS);
    let is_named = lines.next().is_some_and(|line| Look::of(line) == Look::Word);
    let (mut whole, mut sentences, mut all) = (0_u32, 0_u32, 0_u32);
    for line in lines {
        all += 1;
        sentences += u32::from(has_words(line) && Look::of(line) == Look::Prose);
        whole += u32::from(match Look::of(line) {
            Look::Moment => true,
            Look::Number => is_named,
            _ => false,
        });
    }
    let share = f64::from(whole) / f64::from(all.max(1));
    let told = f64::from(sentences) / f64::from(all.max(1));
    // The delimiter of a table without one must not part its numbers and sentences.
    let absent = || [b',', b';', b'\t', b'|'].into_iter().find(|sign| !sample.has(*sign));
    let delimiter = if share + told > 0.5 { absent() } else { None };
    // Where no delimiter is tried, nothing else tells whether marks are escaped.
    let unparted = Dialect::delimited(0);
    let escape = with_escape(sample, unparted, Trial::new(sample, unparted)).0.escape;
    (
        Dialect { escape, ..Dialect::delimited(delimiter.unwrap_or(b',')) },
        known * (SINGLE + SENTENCES * told.powi(2) + (1.0 - SINGLE) * share.powi(2)),
    )
}

/// Whether a line has the words of a sentence, most of them without a digit.
fn has_words(line: &str) -> bool {
    let all = line.split_whitespace().count();
    let plain = line.split_whitespace().filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit())).count();
    all >= SENTENCE && plain * 2 > all
}

/// Whether a colon between two cells parts the hours of a time of day from its minutes: `12 March 9` and `45`.
fn is_torn(before: &str, after: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let sign = before.len().checked_sub(hours + 1).and_then(|at| before.as_bytes().get(at));
    (1..=2).contains(&hours) && matches!(sign, Some(b' ' | b'T')) && digits(after) == 2
}

/// The beginning of a text.
#[derive(Clone, Copy)]
struct Sample<'t> {
    text: &'t str,
    /// No row is looked at that begins behind this byte, though one that begins before it may end behind it.
    end: usize,
    /// Whether more text follows.
    is_cut: bool,
}

impl<'t> Sample<'t> {
    fn of(text: &'t str) -> Self {
        let reach = before_line_end(text, REACH);
        let is_cut = reach < text.len();
        let text = text.get(..reach).unwrap_or(text);
        Self { text, end: before_line_end(text, SAMPLE), is_cut }
    }

    /// The text in which rows may begin.
    fn rows(&self) -> &'t str {
        self.text.get(..self.end).unwrap_or(self.text)
    }

    fn has(&self, sign: u8) -> bool {
        self.rows().as_bytes().contains(&sign)
    }
}

/// Where the last line among the first `most` bytes ends.
fn before_line_end(text: &str, most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let head = text.as_bytes().get(..most).unwrap_or_default();
    let end = head.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    end.map_or_else(|| text.floor_char_boundary(most), |at| at + 1)
}

/// The mark that surrounds most cells under a delimiter; `"` unless another one does so clearly.
fn marked(sample: Sample<'_>, usual: Dialect) -> (Dialect, Trial) {
    let mut best = (usual, Trial::new(sample, usual));
    for quote in QUOTES {
        if quote == b'"' || quote == usual.delimiter || !sample.has(quote) {
            continue;
        }
        let dialect = Dialect { quote, ..usual };
        let trial = Trial::new(sample, dialect);
        let enough = if quote == b'\'' { 2 } else { trial.cells / 10 + 2 };
        if trial.quoted >= enough && trial.quoted > best.1.quoted && trial.score() >= best.1.score() * 0.9 {
            best = (dialect, trial);
        }
    }
    best
}

/// A backslash escapes marks where that explains more of the text.
fn with_escape(sample: Sample<'_>, dialect: Dialect, trial: Trial) -> (Dialect, Trial) {
    let is_escaped = sample.rows().as_bytes().windows(2).any(|pair| pair == [b'\\', dialect.quote]);
    if !is_escaped || dialect.delimiter == b'\\' {
        return (dialect, trial);
    }
    let escaped = Dialect { escape: Some(b'\\'), ..dialect };
    let with = Trial::new(sample, escaped);
    if with.faults() < trial.faults() || with.faults() == trial.faults() && with.score() > trial.score() {
        (escaped, with)
    } else {
        (dialect, trial)
    }
}

/// What reading a sample under a dialect gave.
struct Trial {
    rows: usize,
    /// The length of each row.
    order: Vec<usize>,
    /// Rows of each length.
    lengths: BTreeMap<usize, usize>,
    cells: usize,
    /// Cells with marks around them and none astray inside.
    quoted: usize,
    /// Cells that are numbers, times or truths, and those that are words.
    values: usize,
    words: usize,
    /// Sum of what the cells are worth, each between 0 and 1.
    worth: f64,
    /// Rows with a mark that is never closed.
    open: usize,
    /// Rows with a mark inside a quoted cell.
    stray: usize,
}

impl Trial {
    fn new(sample: Sample<'_>, dialect: Dialect) -> Self {
        let mut trial = Self {
            rows: 0,
            order: Vec::new(),
            lengths: BTreeMap::new(),
            cells: 0,
            quoted: 0,
            values: 0,
            words: 0,
            worth: 0.0,
            open: 0,
            stray: 0,
        };
        let mut split = Split::new(sample.text, dialect);
        let mut row = Row::default();
        while trial.rows < ROWS && split.next(&mut row) && row.start < sample.end {
            if row.is_blank() || is_comment(&row) {
                continue;
            }
            // A quoted cell that goes on behind the end of the sample has no length, and no fault.
            if sample.is_cut && row.fault == Some(Fault::Open) && row.end + 2048 > sample.text.len() {
                break;
            }
            trial.rows += 1;
            trial.open += usize::from(row.fault == Some(Fault::Open));
            trial.stray += usize::from(row.fault == Some(Fault::Stray));
            trial.order.push(row.len());
            *trial.lengths.entry(row.len()).or_default() += 1;
            if row.len() == 1 && dialect.delimiter != 0 {
                continue;
            }
            for (index, cell) in row.cells().take(CELLS).enumerate() {
                trial.cells += 1;
                let is_quoted = row.is_quoted(index);
                trial.quoted += usize::from(is_quoted && row.fault.is_none());
                let is_torn = || index > 0 && dialect.delimiter == b':' && is_torn(row.cell(index - 1), cell);
                let look = Look::of(cell);
                trial.values += usize::from(look.is_value());
                trial.words += usize::from(matches!(look, Look::Word | Look::Prose));
                trial.worth += match look {
                    _ if is_quoted && row.fault.is_none() => 1.0,
                    _ if is_torn() => 0.1,
                    Look::Blank => 0.75,
                    Look::Number | Look::Moment | Look::Truth | Look::Word => 1.0,
                    Look::Prose => 0.9,
                    Look::Other => 0.1,
                };
            }
        }
        trial
    }

    /// How much there is to say for blanks between cells: less in few rows, and little where all cells are words, as in a list of
    /// names with nothing else.
    fn parted_by_blanks(&self) -> f64 {
        let are_words = self.words > 0 && self.quoted == 0 && self.values * 20 < self.words;
        if are_words {
            0.3
        } else if self.rows < 5 {
            0.7
        } else {
            1.0
        }
    }

    /// The share of cells that look like something.
    fn known(&self) -> f64 {
        self.worth / self.cells.max(1) as f64
    }

    fn faults(&self) -> usize {
        self.open + self.stray
    }

    /// Rows, of which those around a block of rows of one length count less: titles, notes and lines that decorate a page.
    fn weighed_rows(&self) -> f64 {
        let usual = self.lengths.iter().filter(|(length, _)| **length > 1).max_by_key(|(_, count)| **count);
        let block =
            usual.filter(|(length, count)| **length >= BLOCK.0 && **count >= BLOCK.1).and_then(|(length, count)| {
                let (first, last) =
                    (self.order.iter().position(|l| l == length)?, self.order.iter().rposition(|l| l == length)?);
                Some(last + 1 - first).filter(|inside| *inside * 4 <= *count * 5)
            });
        let rows = self.rows.max(1);
        block.map_or(rows as f64, |inside| inside as f64 + (rows - inside) as f64 * AROUND)
    }

    fn score(&self) -> f64 {
        let rows = self.weighed_rows();
        let several = self.lengths.iter().filter(|(length, _)| **length > 1);
        let alike: f64 = several.clone().map(|(_, count)| (*count as f64 / rows).powi(2)).sum();
        let Some((length, _)) = several.max_by_key(|(_, count)| **count) else { return 0.0 };
        // Two columns come about by chance more easily than ten.
        let wide = 1.0 - 0.5 / *length as f64;
        // A program that escapes no mark still puts one at each end of a cell.
        let sound = 1.0 - (0.9 * self.open as f64 + 0.5 * self.stray as f64) / rows;
        alike.min(1.0) * wide * self.known().powi(2) * sound.max(0.0)
    }
}

fn is_comment(row: &Row) -> bool {
    row.cell(0).starts_with('#') && !row.is_quoted(0)
}
