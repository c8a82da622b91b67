//! A made-up file for each of many dialects and awkward contents: what is detected must read the table that was written.

use super::sniff;
use super::split::{Dialect, Row, Split};

/// How a file is written.
#[derive(Clone, Copy, Debug)]
struct Hand {
    delimiter: char,
    quote: char,
    /// Before a mark inside a cell; else it is doubled.
    escape: Option<char>,
    /// Whether also cells that need no marks have them.
    always: bool,
}

const HANDS: [Hand; 13] = [
    Hand { delimiter: ',', quote: '"', escape: None, always: false },
    Hand { delimiter: ',', quote: '"', escape: None, always: true },
    Hand { delimiter: ';', quote: '"', escape: None, always: false },
    Hand { delimiter: ';', quote: '"', escape: None, always: true },
    Hand { delimiter: '\t', quote: '"', escape: None, always: false },
    Hand { delimiter: '|', quote: '"', escape: None, always: false },
    Hand { delimiter: '|', quote: '"', escape: None, always: true },
    Hand { delimiter: ',', quote: '\'', escape: None, always: true },
    Hand { delimiter: ';', quote: '\'', escape: None, always: true },
    Hand { delimiter: ',', quote: '"', escape: Some('\\'), always: true },
    Hand { delimiter: ';', quote: '"', escape: Some('\\'), always: true },
    Hand { delimiter: '^', quote: '"', escape: None, always: false },
    Hand { delimiter: '~', quote: '"', escape: None, always: false },
];

/// Tables whose cells look like several cells, or like one number, under a wrong dialect.
const CONTENTS: [(&str, &[&[&str]]); 16] = [
    (
        "days",
        &[
            &["class", "from", "to"],
            &["1a", "12/03/2026", "30/03/2026"],
            &["1b", "1/4/2026", "2/4/2026"],
            &["2c", "5/6/2026", "17/11/2026"],
        ],
    ),
    (
        "times",
        &[
            &["room", "begins", "ends"],
            &["A1", "9:15", "10:45"],
            &["A2", "11:00 AM", "12:30 PM"],
            &["B1", "13:20:15", "14:05:00"],
        ],
    ),
    (
        "prices",
        &[
            &["thing", "price", "yearly"],
            &["Paper", "$1,234.50", "$12,000.00"],
            &["Pens", "$3,200.00", "$4,100.10"],
            &["Chalk", "$12.00", "$1,150.00"],
        ],
    ),
    (
        "lists",
        &[
            &["group", "likes", "number"],
            &["Blue", "maths, art, sport", "3"],
            &["Red", "maths; art", "2"],
            &["Green", "art|sport|music, of course", "3"],
        ],
    ),
    (
        "addresses of pages",
        &[
            &["title", "page"],
            &["One", "https://a.example/x?y=1&z=2"],
            &["Two", "http://b.example:8080/a;b=1,2"],
            &["Three", "https://c.example/~d/#e"],
        ],
    ),
    (
        "marks of both kinds",
        &[
            &["name", "note", "score"],
            &["O'Brien", "the 24\" screen", "3"],
            &["D'Arcy", "it's \"fine\"", "4"],
            &["Lee", "'quoted', \"twice\"", "5"],
        ],
    ),
    (
        "decimal commas",
        &[
            &["Schule", "Note", "Mittel"],
            &["Nord", "3,5", "2,75"],
            &["West", "4,0", "1.234,50"],
            &["Ost", "2,25", "3,10"],
        ],
    ),
    (
        "turned names",
        &[
            &["student", "teacher", "grade"],
            &["Lopez, Maria", "Zq, Anna", "4"],
            &["Smith, John", "Zx, Bert", "5"],
            &["Xu, Li", "Zy, Carl", "4"],
        ],
    ),
    (
        "moments",
        &[
            &["sent", "answer"],
            &["2026-03-12T10:11:12Z", "yes"],
            &["2026-03-12 10:11:13.5 +0100", "no"],
            &["2026-03-13T08:00:00+01:00", "yes"],
        ],
    ),
    (
        "objects",
        &[
            &["key", "value", "count"],
            &["a", "{\"type\": \"Point\", \"at\": [102.0, 0.5]}", "1"],
            &["b", "{\"type\": \"Line\", \"at\": [1, 2, 3]}", "2"],
            &["c", "[]", "3"],
        ],
    ),
    (
        "places",
        &[
            &["school", "address", "pupils"],
            &["North", "12 High St; Flat 3, Oldtown", "410"],
            &["South", "PO Box 7, Newtown", "312"],
            &["West", "1/2 Mill Rd", "99"],
        ],
    ),
    (
        "paths",
        &[
            &["file", "folder", "size"],
            &["a.txt", "C:\\data\\new", "12"],
            &["b.txt", "/home/x/y-z", "7"],
            &["c.txt", "\\\\host\\share", "1"],
        ],
    ),
    ("empty cells", &[&["a", "b", "c", "d"], &["1", "", "", "x"], &["", "", "2", "y, z"], &["3", "4", "", ""]]),
    (
        "telephones",
        &[
            &["office", "mail", "telephone"],
            &["Head", "head@a.example", "+49 (0) 30 / 12-34"],
            &["Desk", "desk@a.example", "030 - 56 78"],
            &["Gate", "gate@b.example", "(555) 010-9999"],
        ],
    ),
    (
        "lines in cells",
        &[
            &["id", "said", "score"],
            &["a1", "first line\nsecond, longer line", "3"],
            &["a2", "one line", "4"],
            &["a3", "he said \"no\",\nand left", "5"],
        ],
    ),
    (
        "ratios and pairs",
        &[
            &["unit", "ratio", "setting"],
            &["U1", "3:4", "mode=fast"],
            &["U2", "10:1", "mode=slow, kind=b"],
            &["U3", "1:1", "a*b & c#d"],
        ],
    ),
];

fn written(rows: &[&[&str]], hand: Hand) -> String {
    let mut text = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push(hand.delimiter);
            }
            let needs = cell.contains([hand.delimiter, hand.quote, '\n', '\r']);
            if !needs && (!hand.always || cell.parse::<f64>().is_ok()) {
                text.push_str(cell);
                continue;
            }
            text.push(hand.quote);
            for c in cell.chars() {
                match hand.escape {
                    Some(escape) if c == hand.quote || c == escape => text.push(escape),
                    None if c == hand.quote => text.push(c),
                    _ => {}
                }
                text.push(c);
            }
            text.push(hand.quote);
        }
        text.push('\n');
    }
    text
}

fn read(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
    let mut split = Split::new(text, dialect);
    let mut row = Row::default();
    let mut rows = Vec::new();
    while split.next(&mut row) {
        rows.push(row.cells().map(str::to_owned).collect());
    }
    rows
}

#[test]
fn awkward_tables_are_read_as_they_were_written() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for hand in HANDS {
        for (what, rows) in CONTENTS {
            let text = written(rows, hand);
            if hand.escape.is_some() && what == "paths" {
                // No mark is escaped in it: nothing tells doubled backslashes from two.
                continue;
            }
            let found = sniff::dialect(&text);
            count += 1;
            if read(&text, found) != rows {
                wrong.push(format!("{what}, {hand:?}: {found:?}\n{text}"));
            }
        }
    }
    assert_eq!(count, 206);
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn tables_of_one_column_are_read_as_one() {
    for cells in [
        &["score", "12", "15", "9"][..],
        &["name", "Maria Zq", "Anna Maria Zx", "Zy"],
        &["when", "12/03/2026", "13/03/2026", "14/03/2026"],
        &["time", "9:15", "10:20", "11:05"],
        &["answer", "Strongly agree", "Agree", "Strongly disagree", "Neutral"],
        &["page", "https://a.example/x?y=1&z=2", "https://b.example/x?y=3&z=4"],
        &["said", "\"Lopez, Maria\"", "\"Zq, Anna\"", "\"Xu, Li\""],
        &["Note", "3,5", "2,75", "1,25"],
        &["id", "a-1", "a-2", "a-3"],
        &["Maria Zq", "Anna Zx", "Bert Zy", "Carl Zw", "Doro Zv", "Emil Zu"],
        &["moment", "2026-03-12 10:11:12", "2026-03-13 10:11:12", "2026-03-14 10:11:12"],
        &[
            "What helped you?",
            "When we talked about it, because I had not understood.",
            "Nothing helped me at all",
            "My friend, the book, and the film we saw.",
            "To try again and again, I think",
            "I like to work on my own: it is quiet; nobody asks.",
        ],
    ] {
        let text = cells.join("\n") + "\n";
        let widths: Vec<usize> = read(&text, sniff::dialect(&text)).iter().map(Vec::len).collect();
        assert!(widths.iter().all(|width| *width == 1), "{:?}\n{text}", sniff::dialect(&text));
    }
}

/// Rows of numbers and words, each column as wide as its longest cell.
#[test]
fn aligned_columns_are_told_by_their_blanks() {
    let cells = [
        ["id", "offset", "x", "name"],
        ["3102", "0.32", "4167", "Q1250"],
        ["877", "0.2", "9", "Source"],
        ["12", "12.25", "17", "Q9"],
    ];
    for (before, after, right) in [("", "", true), ("  ", "", true), ("", "   ", false), (" ", " ", false)] {
        let line = |row: &[&str; 4]| {
            let padded = row.map(|cell| if right { format!("{cell:>7}") } else { format!("{cell:<7}") });
            format!("{before}{}{after}\n", padded.join(" "))
        };
        let text: String = cells.iter().map(line).collect();
        let found = sniff::dialect(&text);
        assert_eq!(read(&text, found), cells, "{found:?}\n{text}");
    }
}

/// The rows of a sample do not begin in the middle of a cell.
#[test]
fn long_cells_with_lines_are_no_table_of_their_own() {
    let lines = "Reading aloud and telling it again helped everyone, said the group of the river: so did quiet time.\n"
        .repeat(150);
    let text = format!("Description,status\n{}", format!("\"{lines}\",test\n").repeat(12));
    let found = sniff::dialect(&text);
    assert_eq!(found, Dialect::delimited(b','));
    assert!(read(&text, found).iter().all(|row| row.len() == 2));
}

#[test]
fn a_table_among_notes_is_told_by_its_block_of_rows() {
    let notes = "*****\nWhat the table is about\nRegion:;North\nPrinted:;today\n".repeat(3);
    let rows = "\"Reading\";\".\";\"379\";\"1.575\";\"686\";\n\"Art, and music\";\".\";\"1\";\"\";\"23\";\n".repeat(5);
    let below =
        "\n*****\nNotes\n*****\n\"1.\";\"Until 1992, parts only.\"\nSource(s):\n\"Office, of schools\"\n".repeat(2);
    assert_eq!(sniff::dialect(&format!("{notes}{rows}{below}")), Dialect::delimited(b';'));
}

#[test]
fn numbers_are_no_sentences_and_times_are_not_torn() {
    let numbers =
        "id    offset    x     y     name\n3102  0.32      4167  4085  Q1250\n877   0.22      4378  3892  S82\n";
    assert_eq!(sniff::dialect(numbers).delimiter, b' ');
    let log: String =
        (10..40).map(|row| format!("2026-11-23 06:40:{row} status unpacked lib{row}:amd64 2.3.1\n")).collect();
    assert_eq!(sniff::dialect(&log), Dialect::delimited(b' '));
    let users = "root:x:0:0:root:/root\ndaemon:x:1:1:daemon:/usr/sbin\nbin:x:2:2:bin:/bin\n";
    assert_eq!(sniff::dialect(users), Dialect::delimited(b':'));
}

#[test]
fn marks_are_escaped_in_a_file_of_one_column_too() {
    let text = "\"You are \\\"fine\\\"\"\n\"Yes, \\\"I am\\\"\"\n\"No\"\n";
    let found = sniff::dialect(text);
    assert_eq!(found, Dialect { escape: Some(b'\\'), ..Dialect::delimited(b',') });
    assert_eq!(read(text, found), [["You are \"fine\""], ["Yes, \"I am\""], ["No"]]);
}
