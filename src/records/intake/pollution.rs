//! A made-up table, spoilt in each way in which collections for scoring parsers spoil one: what is written by `rows` is the table
//! as it was meant, and a spoilt row costs no other one.

use super::opened::Opened;
use super::raw;
use super::stated::Stated;

const HEADER: [&str; 9] = ["DATE", "TIME", "Qty", "CODE", "Price", "Kind", "Description", "URL", "Comments"];

/// Rows of the table below its header.
const ROWS: usize = 30;

type Table = Vec<Vec<String>>;

/// Dates, times, codes, prices with a blank behind them, inches, apostrophes, commas and colons in sentences, empty cells.
fn table() -> Table {
    let kinds = ["Lamp", "Bottle, blue", "Screen 24\"", "Kids' set", "Bag"];
    let comments = ["", "ok", "late, sorry", ""];
    let row = |row: usize| {
        vec![
            format!("{}/{}/2018", row % 12 + 1, row % 28 + 1),
            format!("{:02}:{:02}", row % 24, row * 15 % 60),
            (row * 7 % 41).to_string(),
            format!("MG-{}", 1000 + row * 37),
            format!("${}.{:02} ", row * 13 % 90, row * 29 % 100),
            kinds[row % 5].to_owned(),
            format!("A light lamp, easy to carry: number {row}; for a \"small\" room."),
            format!("https://shop.example/{row}?a={}", row * 3),
            comments[row % 4].to_owned(),
        ]
    };
    [HEADER.map(str::to_owned).to_vec()].into_iter().chain((0..ROWS).map(row)).collect()
}

/// How a table is written.
#[derive(Clone, Copy)]
struct Hand {
    delimiter: &'static str,
    quote: char,
    /// Before a mark inside a cell; nothing writes it as it is.
    escape: Option<char>,
    end: &'static str,
    /// Whether also cells that need no marks have them.
    always: bool,
}

const USUAL: Hand = Hand { delimiter: ",", quote: '"', escape: Some('"'), end: "\r\n", always: false };

impl Hand {
    /// A table written with as few marks as can be, and with marks around every cell.
    fn both(self) -> [Self; 2] {
        [Self { always: false, ..self }, Self { always: true, ..self }]
    }

    fn cell(self, cell: &str) -> String {
        let sign = self.delimiter.chars().next().unwrap();
        if !self.always && !cell.contains([sign, self.quote, '\n']) {
            return cell.to_owned();
        }
        let mark = self.escape.map_or_else(String::new, |escape| escape.to_string()) + &self.quote.to_string();
        format!("{0}{1}{0}", self.quote, cell.replace(self.quote, &mark))
    }

    fn cells(self, row: &[String]) -> Vec<String> {
        row.iter().map(|cell| self.cell(cell)).collect()
    }

    fn line(self, row: &[String]) -> String {
        self.cells(row).join(self.delimiter) + self.end
    }

    fn text(self, rows: &[Vec<String>]) -> String {
        rows.iter().map(|row| self.line(row)).collect()
    }
}

/// What is written of a content: as the table is written by the book, with LF.
fn read(content: &str) -> String {
    let opened = Opened::new("made.csv".into(), content.as_bytes().to_vec(), &Stated::default())
        .unwrap_or_else(|report| panic!("{report}\n{content}"));
    let mut out = Vec::new();
    raw::write(&opened, &raw::text(&opened).unwrap_or_else(|report| panic!("{report}")), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn expected(rows: &[Vec<String>]) -> String {
    Hand { end: "\n", ..USUAL }.text(rows)
}

#[test]
fn whatever_the_signs_are_the_table_is_the_same() {
    let table = table();
    for delimiter in [",", ", ", ";", "\t", "|", " "] {
        for hand in (Hand { delimiter, ..USUAL }).both() {
            // A cell of nothing between blanks could be one blank more.
            let table: Table = if delimiter == " " {
                let filled = |cell: &String| if cell.is_empty() { "-".to_owned() } else { cell.clone() };
                table.iter().map(|row| row.iter().map(filled).collect()).collect()
            } else {
                table.clone()
            };
            assert_eq!(read(&hand.text(&table)), expected(&table), "{delimiter:?} {}", hand.always);
        }
    }
    for end in ["\n", "\r", "\r\n"] {
        for hand in (Hand { end, ..USUAL }).both() {
            assert_eq!(read(&hand.text(&table)), expected(&table), "{end:?} {}", hand.always);
        }
    }
    for (quote, escape) in [('\'', '\''), ('"', '\\')] {
        for hand in (Hand { quote, escape: Some(escape), ..USUAL }).both() {
            assert_eq!(read(&hand.text(&table)), expected(&table), "{quote} {escape} {}", hand.always);
        }
    }
}

#[test]
fn marks_that_nothing_escapes_spoil_their_own_row_at_most() {
    let table = table();
    for hand in (Hand { escape: None, ..USUAL }).both() {
        let (read, expected) = (read(&hand.text(&table)), expected(&table));
        let wrong = read.lines().zip(expected.lines()).filter(|(read, expected)| read != expected).count();
        assert_eq!((read.lines().count(), wrong), (ROWS + 1, 0), "{}", hand.always);
    }
}

#[test]
fn what_stands_around_the_table_is_not_of_it() {
    let table = table();
    let all = expected(&table);
    for hand in USUAL.both() {
        let text = hand.text(&table);
        let commas = ",".repeat(HEADER.len() - 1);
        assert_eq!(read(text.trim_end()), all, "no last line end");
        assert_eq!(read(&format!("{text}\r\n")), all, "two of them");
        for above in [
            "PREAMBLE\r\n\r\n".to_owned(),
            "PREAMBLE\r\nPREAMBLE\r\nPREAMBLE\r\n\r\n".to_owned(),
            format!("PREAMBLE{commas}\r\n{commas}\r\n"),
            format!("PREAMBLE{commas}\r\n\r\n"),
            format!("PREAMBLE\r\n{commas}\r\n"),
        ] {
            assert_eq!(read(&format!("{above}{text}")), all, "{above:?}");
        }
        assert_eq!(read(&hand.text(&table[1..])), expected(&table[1..]), "no header, and none is invented");
        assert_eq!(read(&hand.text(&table[..1])), expected(&table[..1]), "only a header");
        assert_eq!(read(&hand.text(&table[..2])), expected(&table[..2]), "one row");
        for rows in [2, 3] {
            let text = hand.line(&table[0]).repeat(rows - 1) + &text;
            let header: Vec<String> = table[0].iter().map(|name| vec![name.as_str(); rows].join(" ")).collect();
            let joined: Table = [header].into_iter().chain(table[1..].to_vec()).collect();
            assert_eq!(read(&text), expected(&joined), "{rows} header rows");
        }
    }
    assert_eq!(read(""), "", "an empty file has no record");
}

#[test]
fn two_tables_in_one_file_lose_no_row() {
    let table = table();
    let narrow: Table = table.iter().map(|row| row[..8].to_vec()).collect();
    let wide: Table = table.iter().map(|row| [row.clone(), vec![row[2].clone()]].concat()).collect();
    for hand in USUAL.both() {
        for (first, second) in
            [(&table, &narrow), (&table, &table), (&table, &wide), (&narrow, &table), (&wide, &table)]
        {
            for between in ["", "\r\n"] {
                let text = hand.text(first) + between + &hand.text(second);
                assert_eq!(read(&text), expected(first) + &expected(second));
            }
        }
    }
}

/// The table with row `at` written as `line`.
fn with_line(hand: Hand, table: &[Vec<String>], at: usize, line: &str) -> String {
    let lines = table.iter().enumerate();
    lines.map(|(row, cells)| if row == at { line.to_owned() + hand.end } else { hand.line(cells) }).collect()
}

#[test]
fn a_spoilt_row_costs_no_other_row() {
    let table = table();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let all = lines(&expected(&table));
    for hand in USUAL.both() {
        for at in (1..=ROWS).step_by(4) {
            let cells = hand.cells(&table[at]);
            let mut spoilt = vec![(cells.join(" "), None)];
            for column in 0..cells.len() {
                let mut more = cells.clone();
                more.insert(column, String::new());
                let mut meant = table[at].clone();
                meant.insert(column, String::new());
                spoilt.push((more.join(","), Some(meant)));
                if column > 0 {
                    let mut less = cells.clone();
                    let joined = less.remove(column);
                    less[column - 1].push_str(&joined);
                    spoilt.push((less.join(","), None));
                }
                // One mark more: before a bare cell, or behind the one that opens it.
                let mut marked = cells.clone();
                let behind = usize::from(marked[column].starts_with('"'));
                marked[column].insert(behind, '"');
                let mut meant = table[at].clone();
                meant[column].insert(0, '"');
                // Three marks alone can be meant in several ways.
                spoilt.push((marked.join(","), Some(meant).filter(|_| !table[at][column].is_empty())));
            }
            for (line, meant) in spoilt {
                let found = lines(&read(&with_line(hand, &table, at, &line)));
                assert_eq!(found.len(), all.len(), "{line}");
                let wrong: Vec<usize> = (0..all.len()).filter(|row| found[*row] != all[*row]).collect();
                assert!(wrong.iter().all(|row| *row == at), "{wrong:?}: {line}");
                if let Some(meant) = meant {
                    assert_eq!(format!("{}\n", found[at]), expected(&[meant]), "{line}");
                }
            }
        }
    }
}
