use super::*;

#[test]
fn rows_and_columns_that_are_missing_are_filled_up() {
    let mut lines = Lines::default();
    for (row, column, cell) in [(1, 1, "a"), (1, 2, "b,c"), (3, 0, "1"), (3, 2, " x")] {
        assert!(lines.add(row, column, cell).is_ok());
    }
    assert_eq!(lines.finish().ok().as_deref(), Some("\n,a,\"b,c\"\n\n1,,\" x\"\n"));
}

#[test]
fn numbers_have_no_dust() {
    assert_eq!(plain(0.1 + 0.2), "0.3");
    assert_eq!(plain(5.0), "5");
    assert_eq!(plain(-1234.5), "-1234.5");
}

#[test]
fn a_damaged_workbook_is_refused_without_its_contents() {
    for bytes in [&b"PK\x03\x04Zqvarin"[..], &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 90, 113]] {
        assert!(is_workbook(bytes));
        let report = sheet("made.xlsx", Cow::Borrowed(bytes), None).err().unwrap();
        assert!(!report.to_string().contains("Zq"), "{report}");
    }
}

#[test]
fn a_workbook_of_before_2007_that_asks_for_more_cells_than_it_has_is_refused() {
    let corners = |row, column| vec![(0, 0, "Zqvarin"), (0, 1, "b"), (row, 0, "1"), (row, column, "2")];
    let small = made::xls_of(&[("Data", corners(2, 1))]);
    assert_eq!(compound::cells(&small), Some(6));
    assert_eq!(sheet("made.xls", Cow::Borrowed(&small), None).ok().unwrap().text, "Zqvarin,b\n\n1,2\n");
    for sheets in [vec![("Data", corners(65_535, 65_535))], vec![("Data", corners(65_535, 20)); 5]] {
        let bytes = made::xls_of(&sheets);
        assert!(bytes.len() < 10_000);
        let report = sheet("made.xls", Cow::Borrowed(&bytes), None).err().unwrap();
        assert_eq!(report.findings[0].code, "too-large");
        assert!(!report.to_string().contains("Zq"));
    }
}

#[test]
fn a_compound_file_cut_or_changed_anywhere_ends_in_words() {
    let whole = made::xls_of(&[("Data", vec![(0, 0, "a"), (0, 1, "b"), (1, 0, "1"), (1, 1, "2")])]);
    let wrong = [0x00, 0x01, 0x7F, 0xFF];
    let step = if std::env::var_os("CHARTPAPER_FULL").is_some() { 1 } else { 7 };
    // What stands behind the records is nothing.
    for at in (0..whole.len().min(2048)).step_by(step) {
        for byte in wrong {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            let _ = sheet("made.xls", Cow::Borrowed(&bytes), None);
        }
        let _ = sheet("made.xls", Cow::Borrowed(&whole[..at]), None);
    }
}

#[test]
fn a_cell_where_no_sheet_has_one_is_damage() {
    let mut lines = Lines::default();
    assert!(lines.add(MOST_ROWS, 0, "a").is_err() && lines.add(0, MOST_COLUMNS, "a").is_err());
    assert!(lines.add(3, 0, "a").is_ok());
}
