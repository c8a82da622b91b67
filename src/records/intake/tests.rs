use std::fmt::Write as _;

use proptest::prelude::*;

use super::blocks::Shape;
use super::content::Content;
use super::layout::Layout;
use super::pass::{Pace, Pass};
use super::split::Dialect;
use super::*;

fn opened(content: &str) -> Result<Opened, Report> {
    of_bytes(content.as_bytes())
}

fn of_bytes(bytes: &[u8]) -> Result<Opened, Report> {
    Opened::new("made.csv".into(), bytes.to_vec(), &Stated::default())
}

/// A table of text cells.
#[derive(Default)]
struct Table(Vec<Vec<Option<String>>>);

/// Keeps these columns as they come.
struct Keep(Vec<usize>);

impl Fold for Keep {
    type Part = Vec<Vec<Option<String>>>;

    fn part(&self) -> Self::Part {
        Vec::new()
    }

    fn add(&self, part: &mut Self::Part, records: &Records<'_>) {
        let columns: Vec<Vec<Option<String>>> =
            self.0.iter().map(|index| records.column(*index).map(|cell| cell.map(str::to_owned)).collect()).collect();
        part.extend((0..records.rows()).map(|row| columns.iter().map(|cells| cells[row].clone()).collect::<Vec<_>>()));
    }
}

impl Whole<Vec<Vec<Option<String>>>> for Table {
    fn take(&mut self, part: Vec<Vec<Option<String>>>) {
        self.0.extend(part);
    }

    fn restart(&mut self) {
        self.0.clear();
    }
}

type Rectangle = Vec<Vec<Option<String>>>;

/// These columns, row by row, and which rows they are.
fn read(opened: &Opened, columns: &[usize]) -> Result<(Rectangle, Rows), Report> {
    let mut table = Table::default();
    let rows = opened.read(columns, &Keep(columns.to_vec()), &mut table, &mut Watch::default())?;
    Ok((table.0, rows))
}

/// What the reader of blocks makes of a content whose header row ends at `body`.
fn in_blocks(content: &[u8], delimiter: u8, body: usize, pace: Pace) -> Option<(Rectangle, Rows)> {
    let mut table = Table::default();
    let columns = [0, 1, 2];
    let shape = Shape::new(delimiter, 3, &columns);
    let rows = Rows { above: 1, ..Rows::default() };
    let fold = Keep(columns.to_vec());
    let look = &mut |_: &[u8], _| {};
    let pass = Pass { fold: &fold, whole: &mut table, shape: &shape, columns: &columns, look, rows };
    let content = Content::Memory(content.to_vec());
    let rows = pass.run(content.blocks(body as u64, u64::MAX, pace.block).unwrap(), pace).unwrap()?;
    Some((table.0, rows))
}

/// What the tolerant reader makes of it.
fn tolerantly(content: &str, delimiter: u8, body: usize) -> (Rectangle, Rows) {
    let mut table = Table::default();
    let dialect = Dialect::delimited(delimiter);
    let columns = [0, 1, 2];
    let rows = Rows { above: 1, ..Rows::default() };
    let text = content.get(body..).unwrap();
    let lines = tolerant::Table { text, dialect, width: 3, columns: &columns, dates: &Vec::new() };
    let rows = tolerant::read(&lines, rows, &Keep(columns.to_vec()), &mut table);
    (table.0, rows)
}

/// Where the first row ends.
fn body(content: &str, delimiter: u8) -> usize {
    Layout::of(content, Dialect::delimited(delimiter), layout::Stated { skip: Some(0), header: Some(1) }).body
}

/// What polars' reader makes of it.
fn by_polars(content: &[u8], delimiter: u8, body: usize, pace: Pace) -> Option<(Rectangle, Rows)> {
    let columns = [0, 1, 2];
    let shape = Shape::new(delimiter, 3, &columns);
    let (parts, counted) = frame::read(&content[body..], &shape, &columns, pace, &Keep(columns.to_vec()))?;
    let mut rows = Rows { above: 1, ..Rows::default() };
    rows.follow(&counted);
    Some((parts.into_iter().flatten().collect(), rows))
}

fn code(content: &str) -> &'static str {
    match opened(content).and_then(|opened| read(&opened, &[0]).map(|_| ())) {
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
        assert_eq!(opened.facts().delimiter, delimiter);
        assert_eq!(opened.header(), ["a", "b", "c"]);
    }
}

#[test]
fn quotes_line_ends_and_a_byte_order_mark_are_understood() {
    let content = "\u{feff}name,score\r\n\"Zq, \"\"the\"\" one\",5\r\n\"two\nlines\",\r\n";
    let opened = opened(content).unwrap();
    assert_eq!(
        read(&opened, &[0, 1]).unwrap().0,
        [[Some("Zq, \"the\" one".into()), Some("5".into())], [Some("two\nlines".into()), None]]
    );
}

#[test]
fn a_column_that_was_not_asked_for_is_not_there() {
    struct Counted;
    impl Fold for Counted {
        type Part = [usize; 2];
        fn part(&self) -> [usize; 2] {
            [0; 2]
        }
        fn add(&self, part: &mut [usize; 2], records: &Records<'_>) {
            part[0] += records.column(0).count();
            part[1] += records.column(1).count();
        }
    }
    struct Last([usize; 2]);
    impl Whole<[usize; 2]> for Last {
        fn take(&mut self, part: [usize; 2]) {
            self.0 = part;
        }
        fn restart(&mut self) {}
    }
    let opened = opened("secret,score\nZqvarin,5\nZqmerro,6\n").unwrap();
    let mut last = Last([7, 7]);
    opened.read(&[1], &Counted, &mut last, &mut Watch::default()).unwrap();
    assert_eq!(last.0, [0, 2]);
}

#[test]
fn every_bad_file_gets_its_own_refusal() {
    assert_eq!(code(""), "empty-file");
    assert_eq!(code("\n \r\n"), "empty-file");
    assert_eq!(code("a,b\n"), "header-only");
    assert_eq!(code("a,b\n1,\"2\n3,4\n"), "open-quote");
    assert_eq!(code("a,b\n1,2\n1,2,3\n1\n"), "ragged");
    assert_eq!(
        of_bytes(&[7; 300]).and_then(|opened| read(&opened, &[0]).map(|_| ())).err().unwrap().findings[0].code,
        "header-only"
    );
    assert_eq!(of_bytes(&[0, 1, 2, 3, 4, 5, 6, 7].repeat(40)).err().unwrap().findings[0].code, "encoding");
    assert_eq!(of_bytes(&[0, 1, 2, 3, 4, 5, 6, 7].repeat(200_000)).err().unwrap().findings[0].code, "encoding");
    assert_eq!(of_bytes(b"PK\x03\x04rest").err().unwrap().findings[0].code, "too-large");
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(open(folder.path(), &Stated::default()).err().unwrap().findings[0].code, "directory");
    assert_eq!(open(&folder.path().join("none.csv"), &Stated::default()).err().unwrap().findings[0].code, "not-found");
}

#[test]
fn a_table_has_at_most_the_columns_of_a_spreadsheet() {
    let wide = |columns: usize| format!("{}\n{}\n", ["a"].repeat(columns).join(","), ["7"].repeat(columns).join(","));
    assert_eq!(code(&wide(16_384)), "");
    assert_eq!(code(&wide(16_385)), "too-wide");
    // Longer than the head by which a file is understood: nothing behind it is read.
    assert_eq!(code(&",".repeat(2 << 20)), "too-wide");
    // One such row among others is a row that does not fit.
    let row = "7,7\n".repeat(40);
    let rows = read(&opened(&format!("{row}{}\n{row}", "7,".repeat(1 << 20))).unwrap(), &[0]).unwrap().1;
    assert_eq!(rows.set_aside.len(), 1);
}

#[test]
fn a_name_as_long_as_a_file_is_cut() {
    let opened = opened(&format!("{}é,b\n1,2\n", "x".repeat(1 << 15))).unwrap();
    assert_eq!(opened.header().iter().map(String::len).collect::<Vec<_>>(), [1 << 14, 1]);
}

#[test]
fn few_ragged_rows_are_set_aside_and_counted() {
    let mut content = String::from("a,b\n");
    for row in 0..40 {
        writeln!(content, "{row},x").unwrap();
    }
    content.insert_str(8, "lost\n");
    let (_, records) = read(&opened(&content).unwrap(), &[0, 1]).unwrap();
    assert_eq!((records.rows(), records.set_aside()), (40, 1));
    assert_eq!((records.number(0), records.number(1), records.number(39)), (2, 4, 42));
}

#[test]
fn rows_after_blank_ones_have_the_numbers_of_a_spreadsheet() {
    for end in ["\n", "\r\n", "\r"] {
        // Row 3 is blank, 5 has a line end inside, 6 and 7 are blank, 8 is ragged.
        let mut lines = vec!["a,b", "1,x", "", "2,x", "\"3\n\",x", "", "", "4", "5,x"];
        lines.extend(["6,x"; 30]);
        let (_, records) = read(&opened(&lines.join(end)).unwrap(), &[0, 1]).unwrap();
        assert_eq!((records.rows(), records.set_aside()), (34, 1), "{end:?}");
        assert_eq!([0, 1, 2, 3, 4].map(|index| records.number(index)), [2, 4, 5, 9, 10], "{end:?}");
    }
    let (_, above) = read(&opened("\n\na,b\n1,x\n").unwrap(), &[0]).unwrap();
    assert_eq!(above.number(0), 4);
    let ragged = read(&opened("a,b\n\n1,x\n\n1\n2,x\n").unwrap(), &[0]).err().unwrap();
    assert!(ragged.to_string().contains("row 5"), "{ragged}");
    let open = opened("a,b\r\n\r\n1,x\r\n\r\n1,\"x\r\n2,x\r\n")
        .and_then(|opened| read(&opened, &[0]).map(|_| ()))
        .err()
        .unwrap();
    assert!(open.to_string().contains("open-quote") && open.to_string().contains("row 5"), "{open}");
}

/// A file of which only the first bytes are looked at before it is read.
fn opened_by_its_head(content: &[u8], head: usize, pace: Pace) -> Opened {
    let mut opened =
        Opened::of("made.csv".into(), Content::Memory(content.to_vec()), head, &Stated::default()).unwrap();
    opened.pace = pace;
    opened
}

#[test]
fn a_file_that_is_not_what_its_head_promised_is_read_again_without_a_wrong_value() {
    let body = "1,x\n2,y\n".repeat(50);
    let clean = format!("a,b\n{body}");
    for (spoilt, set_aside) in [("3\n", 1), ("3,\"z\"\"\n", 2), ("3,z\r4,z\n", 0), ("3,\"z\"z\n", 1), ("3,z\n\r\n", 0)]
    {
        let content = format!("{clean}{spoilt}{body}");
        // A quotation mark that opens and does not close must swallow nothing.
        let content = if spoilt == "3,\"z\"\"\n" { content + "5,\"6\n" } else { content };
        let whole = opened(&content).and_then(|opened| read(&opened, &[0, 1]));
        for (block, threads, at_once) in
            [(7, 1, 0), (7, 3, 0), (1 << 20, 2, 0), (7, 3, u64::MAX), (1 << 20, 1, u64::MAX)]
        {
            let opened = opened_by_its_head(content.as_bytes(), 16, Pace { block, threads, at_once });
            let mut hasher = blake3::Hasher::new();
            let mut table = Table::default();
            let mut watch = Watch { hasher: Some(&mut hasher), tell: None };
            let rows = opened.read(&[0, 1], &Keep(vec![0, 1]), &mut table, &mut watch);
            match (&whole, rows) {
                (Ok((expected, all)), Ok(rows)) => {
                    assert_eq!((&table.0, &rows), (expected, all));
                    assert_eq!(rows.set_aside(), set_aside);
                    assert_eq!(hasher.finalize(), blake3::hash(content.as_bytes()));
                }
                (Err(expected), Err(report)) => assert_eq!(report, *expected),
                _ => panic!("refused in one way and not in the other: {spoilt:?}"),
            }
        }
    }
    for (bytes, value) in [(&b"3,\xE9\n"[..], "é"), (b"3,\0y\n", "y")] {
        let content = [clean.as_bytes(), bytes, body.as_bytes()].concat();
        for at_once in [0, u64::MAX] {
            let opened = opened_by_its_head(&content, 16, Pace { block: 9, threads: 2, at_once });
            let (table, rows) = read(&opened, &[1]).unwrap();
            assert_eq!((rows.rows(), table[100][0].as_deref()), (201, Some(value)));
        }
    }
}

#[test]
fn a_header_longer_than_the_head_and_a_head_that_ends_inside_a_letter_are_understood() {
    let content = "one é,two é\n1,é\n2,é\n";
    for head in 1..content.len() {
        let opened = opened_by_its_head(content.as_bytes(), head, Pace { block: 3, threads: 2, at_once: 0 });
        assert_eq!(opened.header(), ["one é", "two é"]);
        assert_eq!(read(&opened, &[1]).unwrap().0, [[Some("é".to_owned())], [Some("é".to_owned())]]);
    }
}

#[test]
fn a_file_on_the_disk_is_learned_whole_and_one_that_changed_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    let content = "\u{feff}a,b\r\n".to_owned() + &"1,\"x\ny\"\r\n".repeat(500);
    std::fs::write(&path, &content).unwrap();
    let mut opened = open(&path, &Stated::default()).unwrap();
    opened.pace = Pace { block: 64, threads: 2, at_once: 0 };
    let mut hasher = blake3::Hasher::new();
    let mut told = Vec::new();
    let mut tell = |progress| told.push(progress);
    let mut watch = Watch { hasher: Some(&mut hasher), tell: Some(&mut tell) };
    let rows = opened.read(&[1], &Keep(vec![1]), &mut Table::default(), &mut watch).unwrap();
    assert_eq!((rows.rows(), rows.number(499)), (500, 501));
    assert_eq!(hasher.finalize(), blake3::hash(content.as_bytes()));
    let told: Vec<(u64, u64, usize)> = told
        .into_iter()
        .map(|told| match told {
            Progress::Reading { bytes, of, rows } => (bytes, of, rows),
            Progress::Preparing => panic!("nobody prepares anything"),
        })
        .collect();
    let length = content.len() as u64;
    assert!(matches!(told.last(), Some((bytes, of, _)) if (*bytes, *of) == (length, length)));
    assert!(told.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].2 <= pair[1].2));
    std::fs::write(&path, "a,b\n1,2\n").unwrap();
    assert_eq!(read(&opened, &[1]).err().unwrap().findings[0].code, "unreadable");
}

#[test]
fn the_rows_of_a_file_of_which_no_column_is_wanted_are_counted() {
    let content = "a,b\n1,x\n2,y\n\n3,z\n";
    for at_once in [0, u64::MAX] {
        let opened = opened_by_its_head(content.as_bytes(), 64, Pace { block: 7, threads: 2, at_once });
        let (_, rows) = read(&opened, &[]).unwrap();
        assert_eq!((rows.rows(), rows.set_aside(), rows.number(2)), (3, 0, 5));
    }
}

#[test]
fn a_wrong_date_sets_its_row_aside_whatever_reads_the_file() {
    let dated = Dated {
        column: "b".into(),
        format: DateFormat::of("DD.MM.YYYY").unwrap(),
        period: Period::Month,
        missing: vec!["na".into()],
    };
    let stated = Stated { dates: vec![dated], ..Stated::default() };
    let clean = "a,b\n".to_owned() + &"1,28.02.2026\n2,NA\n3,\n".repeat(20);
    for (content, set_aside) in [(clean.clone(), 0), (clean.clone() + "4,29.02.2026\n5,28.02.2026\n", 1)] {
        let mut seen: Vec<(Rectangle, Rows)> = Vec::new();
        for (block, threads, at_once) in [(16, 2, 0), (1 << 20, 1, 0), (16, 2, u64::MAX)] {
            let memory = Content::Memory(content.clone().into_bytes());
            let mut opened = Opened::of("made.csv".into(), memory, 64, &stated).unwrap();
            opened.pace = Pace { block, threads, at_once };
            let mut hasher = blake3::Hasher::new();
            let mut table = Table::default();
            let mut watch = Watch { hasher: Some(&mut hasher), tell: None };
            let rows = opened.read(&[0, 1], &Keep(vec![0, 1]), &mut table, &mut watch).unwrap();
            assert_eq!(hasher.finalize(), blake3::hash(content.as_bytes()), "it is learned once");
            assert_eq!((rows.set_aside(), rows.rows()), (set_aside, 60 + set_aside));
            assert_eq!(table.0[0][1].as_deref(), Some("2026-02"));
            assert_eq!((&table.0[1][1], &table.0[2][1]), (&None, &None));
            seen.push((table.0, rows));
        }
        assert!(seen.iter().all(|one| *one == seen[0]));
    }
}

#[test]
fn no_refusal_repeats_a_cell() {
    for content in ["a,b\nZqvarin,\"2\n3,4\n", "a,b\nZqvarin,2,3\nZqvarin\n", "a,Zqvarin\n"] {
        let report = opened(content).and_then(|opened| read(&opened, &[0, 1]).map(|_| ())).unwrap_err();
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
    fn all_readers_give_the_same_table(
        rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..30),
        semicolon: bool, crlf: bool, always: bool, last: bool, block in 1_usize..300, threads in 1_usize..4,
    ) {
        let mut all = vec![vec!["one".to_owned(), "two".to_owned(), "three".to_owned()]];
        all.extend(rows.clone());
        let delimiter = if semicolon { ';' } else { ',' };
        let content = written(&all, delimiter, if crlf { "\r\n" } else { "\n" }, always, last);
        let body = body(&content, delimiter as u8);
        let expected: Rectangle =
            rows.iter().map(|row| row.iter().map(|cell| Some(cell.trim().to_owned()).filter(|cell| !cell.is_empty())).collect()).collect();
        let (tolerant, told) = tolerantly(&content, delimiter as u8, body);
        prop_assert_eq!(&tolerant, &expected);
        let pace = Pace { block, threads, at_once: 0 };
        let expected = Some((expected, told));
        prop_assert_eq!(&by_polars(content.as_bytes(), delimiter as u8, body, pace), &expected);
        prop_assert_eq!(&in_blocks(content.as_bytes(), delimiter as u8, body, pace), &expected);
    }

    #[test]
    fn what_a_strict_reader_takes_it_takes_as_the_tolerant_one_does(
        content in "(one|\"one\")(,[ab\" \r]{0,3}){0,2}\n([ab,\"\n\r 1]|\r\n|\"\"|,a,|\n1,\"2\"\"\",3\n){0,20}",
        block in 1_usize..20, threads in 1_usize..3,
    ) {
        let body = body(&content, b',');
        let pace = Pace { block, threads, at_once: 0 };
        for strict in [in_blocks, by_polars] {
            if let Some(strict) = strict(content.as_bytes(), b',', body, pace) {
                // Blank rows below the last one number nothing.
                let told = |(table, rows): (Rectangle, Rows)| {
                    let numbers: Vec<usize> = (0..table.len()).map(|row| rows.number(row)).collect();
                    (table, numbers, rows.rows(), rows.set_aside())
                };
                prop_assert_eq!(told(strict), told(tolerantly(&content, b',', body)));
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        // As they are, behind a byte-order mark, as an archive, as a compound file.
        head in prop::sample::select(vec![&b""[..], b"\xFF\xFE", b"\xEF\xBB\xBF", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let bytes = [head, &bytes].concat();
        if let Ok(opened) = of_bytes(&bytes) {
            let _ = read(&opened, &[0]);
        }
    }

    #[test]
    fn any_text_of_marks_is_read_or_refused(content in "[ab\",;\n\r\t|é]{0,60}") {
        if let Ok(opened) = opened(&content) {
            let _ = read(&opened, &[0]);
        }
    }
}

/// polars cuts a long file into pieces for its own threads, and has to find where rows begin.
#[test]
fn a_long_file_of_marks_and_line_ends_is_the_same_to_all_readers() {
    let rows: Vec<Vec<String>> = (0..30_000)
        .map(|row| {
            vec![format!("Zq, \"{row}\""), ["\n", "x\r\n\"\n,", "", "y"][row * 7 % 4].repeat(row % 9), row.to_string()]
        })
        .collect();
    for newline in ["\n", "\r\n"] {
        let content = "one,two,three\n".to_owned() + &written(&rows, ',', newline, false, true);
        let (body, pace) = (body(&content, b','), Pace { block: 100_000, threads: 3, at_once: 0 });
        let tolerant = Some(tolerantly(&content, b',', body));
        assert!(by_polars(content.as_bytes(), b',', body, pace) == tolerant, "polars, {newline:?}");
        assert!(in_blocks(content.as_bytes(), b',', body, pace) == tolerant, "blocks, {newline:?}");
    }
}

/// The records of a text as they are written by the feature `rows`.
fn written_rows(content: &str) -> String {
    let opened = opened(content).unwrap();
    let text = raw::text(&opened).unwrap();
    let mut out = Vec::new();
    raw::write(&opened, &text, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn records_are_written_as_read_with_no_invented_header() {
    for (content, expected) in [
        ("a;b\n1;\"x;y\"\n", "a,b\n1,x;y\n"),
        ("a,b\n1, \"x\"\" ,y\"\n\n", "a,b\n1,\"x\"\" ,y\"\n"),
        ("12,3.5\n13,4.5\n", "12,3.5\n13,4.5\n"),
        ("a, b\n1,  x\n2, \"y, z\"\n", "a,b\n1, x\n2,\"y, z\"\n"),
        ("a,b\n1, x\n2,y\n", "a,b\n1, x\n2,y\n"),
        ("Title,\n,\na,b\n1,2\n3,4\nTotal,6\n", "a,b\n1,2\n3,4\n"),
        ("a,b\na,b\n1,2\n3,4\n", "a a,b b\n1,2\n3,4\n"),
        ("a,b\n1,2,3\n4\n5,6\n", "a,b\n1,2,3\n4\n5,6\n"),
        ("\n\n", "\"\"\n\"\"\n"),
        ("foo\n\n", "foo\n\"\"\n"),
    ] {
        assert_eq!(written_rows(content), expected, "{content:?}");
    }
}

#[test]
fn a_header_of_one_name_over_and_over_is_numbered_in_no_long_time() {
    let columns = 16_384;
    let opened = opened(&format!("{}a\n{}1\n", "a,".repeat(columns - 1), "1,".repeat(columns - 1))).unwrap();
    assert_eq!(opened.header()[..3], ["a", "a (2)", "a (3)"]);
    assert_eq!(opened.header().last().map(String::as_str), Some("a (16384)"));
    let opened = of_bytes(b"a,a (2),a,a,a (2)\n1,2,3,4,5\n").unwrap();
    assert_eq!(opened.header(), ["a", "a (2)", "a (3)", "a (4)", "a (2) (2)"]);
}

/// A file with a canary in every row, damaged in a few places.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let seeds = prop_oneof![
        Just("name;score\r\nZqvarin;3,5\r\n\"Zq;x\";4\r\nZqmerro;5\r\n"),
        Just("Title,\n\nname,score\nZqvarin,3\n\"Zq \"\"x\"\"\",4\nTotal,7\n"),
        Just("\u{feff}a\tb\nZqvarin\t1\nZq\t2\n"),
        Just("Q1,Q2\nHow?,Why?\n\"{\"\"ImportId\"\":1}\",\"{\"\"ImportId\"\":2}\"\nZq,1\n"),
    ];
    let marks = prop::sample::select(vec![
        "\"", "\"\"", "'", ",", ";", "\n", "\r", "\\\"", "\0", "sep=;\n", " \"", "\",\"", "#", "Total,",
    ]);
    let places = prop::collection::vec((any::<prop::sample::Index>(), marks, any::<bool>()), 0..12);
    (seeds, places, any::<bool>()).prop_map(|(seed, places, is_wide)| {
        let mut bytes =
            if is_wide { seed.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { seed.as_bytes().to_vec() };
        for (place, mark, is_cut) in places {
            let at = place.index(bytes.len().max(1)).min(bytes.len());
            if is_cut { bytes.truncate(at.max(3)) } else { drop(bytes.splice(at..at, mark.bytes())) }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("CHARTPAPER_FULL").is_some() { 1_000_000 } else { 3000 }))]

    #[test]
    fn a_damaged_file_is_read_or_refused_without_its_values(bytes in damaged()) {
        let told = |report: Report| report.to_string();
        let opened = match of_bytes(&bytes) {
            Ok(opened) => opened,
            Err(report) => {
                prop_assert!(!told(report).contains("Zq"));
                return Ok(());
            }
        };
        prop_assert!(!opened.facts().warnings.join(" ").contains("Zq"));
        let columns: Vec<usize> = (0..opened.header().len()).collect();
        if let Err(report) = read(&opened, &columns) {
            prop_assert!(!told(report).contains("Zq"));
        }
        // Every row of the table is read or set aside, and none twice.
        let (table, rows) = read(&opened.leniently(), &columns).unwrap();
        prop_assert_eq!(table.len(), rows.rows());
        prop_assert!(table.len() + rows.set_aside() <= bytes.len() + 1);
    }
}
