use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

fn opened(content: &str) -> Result<Opened, Report> {
    Opened::new("made.csv".into(), content.as_bytes().to_vec())
}

fn table(records: &Records, width: usize) -> Vec<Vec<Option<String>>> {
    (0..width).map(|index| records.column(index).map(|cell| cell.map(str::to_owned)).collect()).collect()
}

fn code(content: &str) -> &'static str {
    match opened(content).and_then(|opened| opened.read(&[0]).map(|_| ())) {
        Ok(()) => "",
        Err(report) => report.findings[0].code,
    }
}

#[test]
fn each_delimiter_is_recognised() {
    for (delimiter, other) in [(',', ';'), (';', ','), ('\t', ','), ('|', ',')] {
        let content =
            format!("a{delimiter}b{delimiter}c\n1{delimiter}x{other}y{delimiter}3\n4{delimiter}5{delimiter}6\n");
        let opened = opened(&content).unwrap();
        assert_eq!(char::from(opened.delimiter()), delimiter);
        assert_eq!(opened.header(), ["a", "b", "c"]);
    }
}

#[test]
fn quotes_line_ends_and_a_byte_order_mark_are_understood() {
    let content = "\u{feff}name,score\r\n\"Zq, \"\"the\"\" one\",5\r\n\"two\nlines\",\r\n";
    let opened = opened(content).unwrap();
    let records = opened.read(&[0, 1]).unwrap();
    assert_eq!(
        table(&records, 2),
        [[Some("Zq, \"the\" one".into()), Some("two\nlines".into())], [Some("5".into()), None]]
    );
}

#[test]
fn a_column_that_was_not_asked_for_is_not_there() {
    let opened = opened("secret,score\nZqvarin,5\nZqmerro,6\n").unwrap();
    let records = opened.read(&[1]).unwrap();
    assert_eq!(records.column(0).count(), 0);
    assert_eq!(records.column(1).count(), 2);
}

#[test]
fn every_bad_file_gets_its_own_refusal() {
    assert_eq!(code(""), "empty-file");
    assert_eq!(code("\n \r\n"), "empty-file");
    assert_eq!(code("a,b\n"), "header-only");
    assert_eq!(code("a,,c\n1,2,3\n"), "unnamed-column");
    assert_eq!(code("a,b,a\n1,2,3\n"), "duplicate-column");
    assert_eq!(code("a,b\n1,\"2\n3,4\n"), "open-quote");
    assert_eq!(code("a,b\n1,2\n1,2,3\n1\n"), "ragged");
    for bytes in [&b"PK\x03\x04rest"[..], &[0xFF, 0xFE, 97, 0], b"a,b\n\xE9,2\n", b"a,b\n1,\0\n"] {
        let report = Opened::new("made.csv".into(), bytes.to_vec()).err().unwrap();
        assert_eq!(report.findings[0].code, "encoding");
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(open(folder.path()).err().unwrap().findings[0].code, "directory");
    assert_eq!(open(&folder.path().join("none.csv")).err().unwrap().findings[0].code, "not-found");
}

#[test]
fn few_ragged_rows_are_set_aside_and_counted() {
    let mut content = String::from("a,b\n");
    for row in 0..40 {
        writeln!(content, "{row},x").unwrap();
    }
    content.insert_str(8, "lost\n");
    let records = opened(&content).unwrap().read(&[0, 1]).unwrap();
    assert_eq!((records.rows(), records.set_aside()), (40, 1));
    assert_eq!((records.number(0), records.number(1), records.number(39)), (2, 4, 42));
}

#[test]
fn rows_after_blank_ones_have_the_numbers_of_a_spreadsheet() {
    for end in ["\n", "\r\n", "\r"] {
        // Row 3 is blank, 5 has a line end inside, 6 and 7 are blank, 8 is ragged.
        let mut lines = vec!["a,b", "1,x", "", "2,x", "\"3\n\",x", "", "", "4", "5,x"];
        lines.extend(["6,x"; 30]);
        let records = opened(&lines.join(end)).unwrap().read(&[0, 1]).unwrap();
        assert_eq!((records.rows(), records.set_aside()), (34, 1), "{end:?}");
        assert_eq!([0, 1, 2, 3, 4].map(|index| records.number(index)), [2, 4, 5, 9, 10], "{end:?}");
    }
    let above = opened("\n\na,b\n1,x\n").unwrap().read(&[0]).unwrap();
    assert_eq!(above.number(0), 4);
    let ragged = opened("a,b\n\n1,x\n\n1\n2,x\n").unwrap().read(&[0]).err().unwrap();
    assert!(ragged.to_string().contains("row 5"), "{ragged}");
    let open = opened("a,b\r\n\r\n1,x\r\n\r\n1,\"x\r\n2,x\r\n").err().unwrap();
    assert!(open.to_string().contains("open-quote") && open.to_string().contains("row 5"), "{open}");
}

#[test]
fn no_refusal_repeats_a_cell() {
    for content in ["a,b\nZqvarin,\"2\n3,4\n", "a,b\nZqvarin,2,3\nZqvarin\n", "a,a\nZqvarin,1\n"] {
        let report = opened(content).and_then(|opened| opened.read(&[0, 1]).map(|_| ())).unwrap_err();
        assert!(!report.to_string().contains("Zqvarin"), "{report}");
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Z0-9 .]{0,6}",
        1 => "[a-z\"\n,;é学]{0,6}",
        1 => Just(String::new()),
        1 => Just("\r\n".to_owned()),
        1 => Just(" x ".to_owned()),
    ]
}

fn written(rows: &[Vec<String>], delimiter: char, newline: &str, always: bool, last: bool) -> String {
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| {
                    if always || cell.contains(['"', '\n', '\r', ',', ';']) {
                        format!("\"{}\"", cell.replace('"', "\"\""))
                    } else {
                        cell.clone()
                    }
                })
                .collect();
            cells.join(&delimiter.to_string())
        })
        .collect();
    lines.join(newline) + if last { newline } else { "" }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("CHARTPAPER_FULL").is_some() { 4000 } else { 400 }))]

    #[test]
    fn both_readers_give_the_same_table(
        rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..30),
        semicolon: bool, crlf: bool, always: bool, last: bool,
    ) {
        let mut all = vec![vec!["one".to_owned(), "two".to_owned(), "three".to_owned()]];
        all.extend(rows.clone());
        let delimiter = if semicolon { ';' } else { ',' };
        let content = written(&all, delimiter, if crlf { "\r\n" } else { "\n" }, always, last);
        let dialect = Dialect { delimiter: delimiter as u8 };
        let scan = Scan::new(content.as_bytes(), dialect);
        prop_assert!(scan.is_clean);
        prop_assert_eq!(scan.records, all.len());
        let quick = quick::read(content.as_bytes(), dialect, &scan, 3, &[0, 1, 2]);
        prop_assert!(quick.is_some());
        let tolerant = tolerant::read(content.as_bytes(), dialect, 3, &[0, 1, 2]);
        prop_assert_eq!(tolerant.set_aside(), 0);
        let expected: Vec<Vec<Option<String>>> = (0..3)
            .map(|column| {
                rows.iter().map(|row| Some(row[column].trim().to_owned()).filter(|cell| !cell.is_empty())).collect()
            })
            .collect();
        prop_assert_eq!(table(&tolerant, 3), expected.clone());
        prop_assert_eq!(table(&quick.unwrap(), 3), expected);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(opened) = Opened::new("made.csv".into(), bytes) {
            let _ = opened.read(&[0]);
        }
    }

    #[test]
    fn any_text_of_marks_is_read_or_refused(content in "[ab\",;\n\r\t|é]{0,60}") {
        if let Ok(opened) = Opened::new("made.csv".into(), content.into_bytes()) {
            let _ = opened.read(&[0]);
        }
    }
}
