//! The files of `shared/data`, which nobody of this project wrote, against the truth of an independent reader or of their suites.
//! Where the folder is absent, a test says so and ends.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::intake::{Decimal, Opened, number, raw};
use super::*;

/// The folder, unless it is absent.
fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("CHARTPAPER_SHARED").map_or(beside, PathBuf::from).join("data");
    if root.exists() {
        return Some(root);
    }
    eprintln!("not run: {} is absent", root.display());
    None
}

/// What a plain reader makes of a text: cells between delimiters, marks taken off, doubled ones halved.
fn plainly(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let (mut rows, mut row, mut cell, mut is_inside) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_inside && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if is_inside || cell.is_empty() => is_inside = !is_inside,
            '\n' if !is_inside => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c if c == delimiter && !is_inside => row.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// What stands in the table of a file, header first, by what a person sees in it.
fn truth(path: &Path) -> Vec<Vec<String>> {
    let name = path.file_name().unwrap().to_string_lossy();
    let bytes = std::fs::read(path).unwrap();
    let mut text = if name.contains("utf16le") {
        let (pairs, _) = bytes.as_chunks::<2>();
        String::from_utf16(&pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect::<Vec<_>>()).unwrap()
    } else if name.contains("cp1252") {
        // Its letters are the same in ISO 8859-1, in which bytes are code points.
        bytes.into_iter().map(char::from).collect()
    } else {
        String::from_utf8(bytes).unwrap()
    };
    if name.contains("excel-mangled") {
        text = text.lines().map(|line| line.trim_matches('"').replace("\"\"", "\"") + "\n").collect();
    }
    let delimiter = match &*name {
        name if name.contains("utf16le") => '\t',
        "student-mat_comma.csv" => ',',
        name if name.starts_with("student-") => ';',
        _ => ',',
    };
    let mut rows = plainly(&text, delimiter);
    if name.contains("sep-line") {
        rows.remove(0);
    }
    if name.contains("title-preamble") {
        rows.drain(..3);
        rows.pop();
    }
    rows
}

/// The records as the feature `rows` writes them.
fn rows(path: &Path) -> (Vec<Vec<String>>, Opened) {
    let opened = intake::open(path, &Stated::default()).unwrap_or_else(|report| panic!("{report}"));
    let mut out = Vec::new();
    raw::write(&opened, &raw::text(&opened).unwrap_or_else(|report| panic!("{report}")), &mut out).unwrap();
    (plainly(&String::from_utf8(out).unwrap(), ','), opened)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Least, greatest and mean number.
fn figures(numbers: impl Iterator<Item = f64>) -> (f64, f64, f64) {
    let (mut low, mut high, mut sum, mut count) = (f64::INFINITY, f64::NEG_INFINITY, 0.0, 0.0);
    for number in numbers {
        (low, high, sum, count) = (low.min(number), high.max(number), sum + number, count + 1.0);
    }
    (low, high, sum / count)
}

#[test]
fn every_number_of_every_file_is_the_one_that_is_written() {
    let Some(root) = shared() else { return };
    let folders = ["dfe", "likert", "nyc-sat", "rdatasets", "uci-student"].map(|folder| root.join("real").join(folder));
    let (mut columns, mut all) = (0, 0);
    for path in folders.iter().flat_map(|folder| files(folder)).chain(files(&root.join("variants"))) {
        let truth = truth(&path);
        let (rows, opened) = rows(&path);
        assert!(rows == truth, "{path:?}");
        let outline = inspect(&path).unwrap().0;
        let is_comma = path.to_string_lossy().contains("decimal-comma");
        assert_eq!(opened.decimal() == Decimal::Comma, is_comma, "{path:?}");
        for (index, column) in outline.columns.iter().enumerate() {
            if !matches!(column.kind, ColumnKind::Integer | ColumnKind::Decimal) {
                continue;
            }
            let cells =
                |rows: &[Vec<String>]| rows[1..].iter().map(|row| row[index].trim().to_owned()).collect::<Vec<_>>();
            let plain = |cell: &String| {
                let cell = if is_comma { cell.replace(',', ".") } else { cell.clone() };
                cell.parse::<f64>().ok().filter(|number| number.is_finite())
            };
            let (theirs, ours) = (cells(&truth), cells(&rows));
            let is_value = |cell: &&String| !column.missing_codes.contains(*cell);
            let expected = figures(theirs.iter().filter_map(plain));
            let found = figures(ours.iter().filter(is_value).filter_map(|cell| number(cell, opened.decimal())));
            assert_eq!(found, expected, "{path:?} {}", column.header);
            columns += 1;
        }
        all += 1;
    }
    assert_eq!(all, 21);
    assert!(columns > 150, "{columns}");
}

#[test]
fn every_real_file_is_understood_as_a_plain_reader_reads_it() {
    let Some(root) = shared() else { return };
    let mut count = 0;
    for folder in ["dfe", "likert", "nyc-sat", "rdatasets", "uci-student"] {
        for path in files(&root.join("real").join(folder)) {
            let truth = truth(&path);
            let (outline, refusal) = inspect(&path).unwrap();
            assert_eq!((outline.rows, outline.set_aside, refusal.is_none()), (truth.len() - 1, 0, true), "{path:?}");
            for (index, column) in outline.columns.iter().enumerate() {
                let is_missing = |cell: &&str| cell.is_empty() || column.missing_codes.iter().any(|code| code == cell);
                let cells: Vec<&str> = truth[1..].iter().map(|row| row[index].trim()).collect();
                let missing = cells.iter().filter(|cell| is_missing(cell)).count();
                let distinct: HashSet<&str> = cells.iter().copied().filter(|cell| !is_missing(cell)).collect();
                assert_eq!(column.header, truth[0][index].trim(), "{path:?}");
                assert_eq!((column.missing, column.distinct), (missing, distinct.len()), "{path:?} {}", column.header);
            }
            count += 1;
        }
    }
    assert_eq!(count, 16);
}

#[test]
fn every_variant_is_the_original() {
    let Some(root) = shared() else { return };
    let original = inspect(&root.join("real/uci-student/student-por.csv")).unwrap().0;
    for (variant, encoding, delimiter, above, below) in [
        ("cr-only", "utf-8", ';', 0, 0),
        ("sep-line", "utf-8", ';', 1, 0),
        ("title-preamble-and-total-row", "utf-8", ';', 3, 1),
        ("utf16le-tab_excel-unicode-text", "utf-16le", '\t', 0, 0),
        ("cp1252_semicolon_decimal-comma", "windows-1252", ';', 0, 0),
    ] {
        let outline = inspect(&root.join(format!("variants/student-por_{variant}.csv"))).unwrap().0;
        let reading = &outline.reading;
        assert_eq!((reading.encoding.as_str(), reading.delimiter), (encoding, delimiter), "{variant}");
        assert_eq!((reading.preamble_rows, reading.header_rows, reading.trailing_rows), (above, 1, below), "{variant}");
        assert_eq!((outline.rows, outline.set_aside), (original.rows, 0), "{variant}");
        if encoding == "windows-1252" {
            // This one has other names, and half a point more in one column.
            let facts = |outline: &Outline| {
                outline.columns.iter().map(|column| (column.missing, column.distinct)).collect::<Vec<_>>()
            };
            assert_eq!(facts(&outline), facts(&original));
            assert!(reading.decimal_comma && outline.columns.iter().any(|column| column.header == "Note Prüfung 1"));
        } else {
            assert_eq!(outline.columns, original.columns, "{variant}");
        }
    }
}

/// What a suite says of a file: the header, if it is told apart, and the rows.
fn told(json: &Value) -> Vec<Vec<String>> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows: Vec<&Value> = json.as_array().map_or_else(|| vec![json], |rows| rows.iter().collect());
    let mut told = Vec::new();
    for row in rows {
        if let Some(row) = row.as_array() {
            told.push(row.iter().map(text).collect());
            continue;
        }
        // serde_json orders the names of an object; the cells are compared by name.
        let row = row.as_object().unwrap();
        if told.is_empty() {
            told.push(row.keys().cloned().collect());
        }
        told.push(row.values().map(text).collect());
    }
    told
}

/// The columns in the order of their names.
fn by_name(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut order: Vec<usize> = (0..rows[0].len()).collect();
    order.sort_by_key(|index| &rows[0][*index]);
    rows.iter().map(|row| order.iter().map(|index| row[*index].clone()).collect()).collect()
}

#[test]
fn a_suite_of_twelve_is_read_as_it_says() {
    let Some(root) = shared() else { return };
    let mut count = 0;
    for path in files(&root.join("suites/csv-spectrum/csvs")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let json = std::fs::read_to_string(root.join(format!("suites/csv-spectrum/json/{name}.json"))).unwrap();
        let mut expected = by_name(&told(&serde_json::from_str(&json).unwrap()));
        // Two truths of this copy are not those of its files, to which the test keeps.
        match name.as_str() {
            "location_coordinates" => {
                let number = expected[1].iter_mut().find(|cell| *cell == "1234567890").unwrap();
                "2095257564".clone_into(number);
            }
            "newlines_crlf" if !std::fs::read(&path).unwrap().contains(&b'\r') => {
                let cell = expected[2].iter_mut().find(|cell| *cell == "Once upon \r\na time").unwrap();
                "Once upon \na time".clone_into(cell);
            }
            _ => {}
        }
        let (rows, _) = rows(&path);
        assert_eq!(by_name(&rows), expected, "{name}");
        count += 1;
    }
    assert_eq!(count, 12);
}

#[test]
fn a_suite_of_eighteen_is_read_as_it_says() {
    let Some(root) = shared() else { return };
    let mut count = 0;
    for path in files(&root.join("suites/csv-test-data/json")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let (rows, _) = rows(&root.join(format!("suites/csv-test-data/csv/{name}.csv")));
        if name == "header-no-rows" {
            assert_eq!((told(&expected).len(), rows), (0, vec![vec!["foo".into(), "bar".into(), "baz".into()]]));
        } else {
            let is_named = expected[0].is_object();
            let rows = if is_named { by_name(&rows) } else { rows };
            assert_eq!(rows, told(&expected), "{name}");
        }
        count += 1;
    }
    assert_eq!(count, 18);
}

#[test]
fn what_is_told_of_the_files_of_the_suites_is_what_their_truth_holds() {
    let Some(root) = shared() else { return };
    let mut count = 0;
    for (suite, folder) in [("csv-spectrum", "csvs"), ("csv-test-data", "csv")] {
        for path in files(&root.join("suites").join(suite).join("json")) {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let expected: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let expected = told(&expected);
            // A truth that is a list of lists does not say which row is a header, and one without a row has no names.
            let is_named =
                !std::fs::read_to_string(&path).unwrap().trim_start_matches(['[', ' ', '\n']).starts_with('"');
            if expected.len() < 2 || !is_named || name == "location_coordinates" {
                continue;
            }
            let outline = inspect(&root.join("suites").join(suite).join(folder).join(format!("{name}.csv"))).unwrap().0;
            if outline.reading.header_rows == 0 {
                continue;
            }
            assert_eq!((outline.rows, outline.set_aside), (expected.len() - 1, 0), "{name}");
            for (index, header) in expected[0].iter().enumerate() {
                let column = outline.columns.iter().find(|column| column.header == header.trim());
                let column = column.unwrap_or_else(|| panic!("{name}: {header}"));
                let cells: Vec<&str> = expected[1..].iter().map(|row| row[index].trim()).collect();
                let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
                assert_eq!(column.missing, cells.len() - filled.len(), "{name}: {header}");
                assert_eq!(column.distinct, filled.iter().collect::<HashSet<_>>().len(), "{name}: {header}");
            }
            count += 1;
        }
    }
    // Of the second suite, one file has names.
    assert_eq!(count, 12);
}

#[test]
fn every_bad_file_of_a_suite_is_told() {
    let Some(root) = shared() else { return };
    let folder = root.join("suites/csv-test-data/csv");
    for (name, told) in [
        ("header-less-fields", "row 2: "),
        ("header-more-fields", "row 2: "),
        ("header-wrong-header", "no row below its header"),
        ("missing-quote", "row 2: "),
        ("quotes-with-unescaped-quote", "row 2: "),
        ("unescaped-quote", "1 row holds a quotation mark in a cell that is not quoted (row 2)"),
    ] {
        let (outline, _) = inspect(&folder.join(format!("bad-{name}.csv"))).unwrap();
        let problems = outline.problems().map(|(row, problem)| format!("row {row}: {problem}"));
        let all: Vec<String> = problems.chain(outline.reading.warnings.iter().cloned()).collect();
        assert!(all.iter().any(|line| line.contains(told)), "{name}: {all:?}");
    }
    let refused = super::outline(&folder.join("bad-header-no-header.csv")).unwrap_err();
    assert_eq!(refused.findings[0].code, "empty-file");
    let bad = files(&folder).iter().filter(|path| path.to_string_lossy().contains("/bad-")).count();
    assert_eq!(bad, 7);
}
