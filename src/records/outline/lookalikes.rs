//! Made-up files as the programs of schools write them: each goes from `card` to the first picture with nothing but roles
//! confirmed, and no name of a student leaves on the way.

use std::fmt::Write as _;

use super::super::intake::made::{ods, xls, xlsb, xlsx};
use super::super::{Admission, DataSource, admit, starting_card};
use super::*;

/// A name that stands nowhere else.
fn canary(row: usize) -> String {
    format!("Zq{}", ["varin", "merro", "lostu", "arind", "oulle"][row % 5])
        + ["a", "be", "cel", "dino", "evara", "filuno", "gadorin", "helimort"][row % 8]
}

/// From the file over the starting card to the pictures; `roles` are the ones that a person corrects.
fn admitted(bytes: &[u8], ending: &str, roles: &[(&str, Role)]) -> (Outline, Admission) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("made.{ending}"));
    std::fs::write(&path, bytes).unwrap();
    let outline = outline(&path).unwrap_or_else(|report| panic!("{report}"));
    let confirmed: Vec<Role> = outline
        .columns
        .iter()
        .map(|column| roles.iter().find(|(name, _)| *name == column.header).map_or(column.suggested, |(_, role)| *role))
        .collect();
    let card = starting_card(&outline, &confirmed);
    let admission = admit(&[DataSource::with_card(&path, &card)], None, &[0; 32], 0)
        .unwrap_or_else(|reports| panic!("{}\n{card}", reports.iter().map(ToString::to_string).collect::<String>()));
    assert!(!admission.views().is_empty());
    for told in [format!("{outline:?}"), card, format!("{:?} {:?}", admission.views(), admission.notices())] {
        assert!(!told.contains("Zq"), "{told}");
    }
    (outline, admission)
}

fn kinds(outline: &Outline) -> Vec<(&str, &'static str, &'static str)> {
    outline.columns.iter().map(|column| (&*column.header, column.kind.word(), column.suggested.word())).collect()
}

#[test]
fn a_gradebook_of_a_learning_platform() {
    let mut text = String::from(
        "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (40121),Essay (40122),Current Score,Final Score\r\n\
         \"    Points Possible\",,,,,10,20,(read only),(read only)\r\n",
    );
    for row in 0..48 {
        let name = canary(row);
        let score = 50 + row * 37 % 50;
        write!(
            text,
            "\"{name}, Xv{name}\",{},{},{name}@school.example,Period {},{},{},{score}.5,{score}\r\n",
            40_000 + row,
            700_000 + row,
            row % 2 + 1,
            row % 11,
            if row % 9 == 0 { String::new() } else { (row % 21).to_string() }
        )
        .unwrap();
    }
    let (outline, admission) = admitted(text.as_bytes(), "csv", &[]);
    assert_eq!((outline.rows, outline.reading.header_rows), (48, 2));
    let kinds = kinds(&outline);
    assert_eq!(kinds[0], ("Student", "text", "identifier"));
    assert_eq!(kinds[4], ("Section", "text", "class"));
    assert_eq!(kinds[7], ("Current Score", "decimal", "measure"));
    assert!(admission.views().iter().any(|view| view.slot() == Some("distribution")));
}

#[test]
fn the_answers_of_an_online_form() {
    let answers = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"];
    let mut text = String::from(
        "\u{feff}Timestamp,Email Address,\"In maths, I ask for help when I am stuck\",I enjoy reading.,\"What helps you?\nSay it in a sentence.\"\n",
    );
    for row in 0..60 {
        let at = row % 28 + 1;
        writeln!(text, "3/{at}/2026 9:{:02}:07,{}{row}@school.example,{},{},\"Zqwords {row}, said \"\"often\"\" in a whole sentence that is long.\"", row % 60, canary(row), answers[row * 7 % 5], answers[row / 12]).unwrap();
    }
    let (outline, admission) = admitted(text.as_bytes(), "csv", &[]);
    let kinds = kinds(&outline);
    assert_eq!((kinds[0].1, kinds[1].2), ("date", "identifier"));
    assert_eq!((kinds[2].1, kinds[2].2, kinds[3].1), ("level", "measure", "level"));
    assert_eq!(outline.columns[2].answers.as_ref().unwrap().len(), 5);
    assert!(admission.views().len() > 1);
}

#[test]
fn a_survey_with_three_header_rows() {
    let mut text = String::from(
        "StartDate,ResponseId,RecipientLastName,Q1,Q2\nStart Date,Response ID,Recipient Last Name,How often do you read?,I feel safe here.\n\
         \"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"UTC\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"recipientLastName\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n",
    );
    for row in 0..50 {
        writeln!(
            text,
            "2026-03-02 09:{:02}:00,R_Zq{row}k,{},{},{}",
            row,
            canary(row),
            ["Never", "Sometimes", "Often", "Always"][row % 4],
            ["Disagree", "Agree"][row % 2]
        )
        .unwrap();
    }
    let (outline, _) = admitted(text.as_bytes(), "csv", &[]);
    assert_eq!((outline.rows, outline.reading.header_rows), (50, 3));
    assert_eq!(outline.columns[3].note.as_deref(), Some("How often do you read?"));
    assert_eq!(outline.columns[3].kind, ColumnKind::Level);
}

#[test]
fn an_export_of_an_assessment() {
    let mut text = String::from(
        "TermName,DistrictName,SchoolName,StudentLastName,StudentFirstName,StudentID,Grade,MeasurementScale,TestStartDate,TestRITScore,TestStandardError,TestPercentile\n",
    );
    for row in 0..120 {
        let (student, term) = (row % 60, ["Fall 2025-2026", "Winter 2025-2026"][row / 60]);
        writeln!(
            text,
            "{term},Made District,Made Elementary,{},Xv{},00{},{},Mathematics,9/{}/2025,{},3.1,{}",
            canary(student),
            canary(student + 3),
            81_000 + student,
            4 + student % 2,
            student % 28 + 1,
            180 + student * 7 % 60,
            student * 13 % 99 + 1
        )
        .unwrap();
    }
    let (outline, admission) = admitted(text.as_bytes(), "csv", &[]);
    let kinds = kinds(&outline);
    assert_eq!(kinds[0], ("TermName", "text", "time"));
    assert_eq!(kinds[5], ("StudentID", "text", "identifier"), "zeros are kept");
    assert_eq!((kinds[8].1, kinds[9].2), ("date", "measure"));
    assert!(format!("{:?}", admission.views()).contains("Fall 2025-2026"));
}

#[test]
fn a_file_saved_by_a_spreadsheet_in_german() {
    let mut text = String::from("Klassenliste 7b;;;\r\n\r\nSchüler;Klasse;Geschlecht;Punkte\r\n");
    for row in 0..40 {
        write!(
            text,
            "{} Müller{row};7{};{};{},5\r\n",
            canary(row),
            ["a", "b"][row % 2],
            ["w", "m"][row / 2 % 2],
            row % 20
        )
        .unwrap();
    }
    text.push_str("Summe;;;412,5\r\n");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let (outline, admission) = admitted(&bytes, "csv", &[]);
    assert_eq!((outline.reading.encoding.as_str(), outline.reading.decimal_comma), ("windows-1252", true));
    assert_eq!((outline.rows, outline.reading.preamble_rows, outline.reading.trailing_rows), (40, 2, 1));
    assert_eq!(kinds(&outline)[3], ("Punkte", "decimal", "measure"));
    assert!(admission.notices().iter().any(|notice| notice.contains("below the table")), "{:?}", admission.notices());
}

#[test]
fn a_workbook_with_notes_beside_its_table() {
    let mut rows = vec![vec!["student_id".to_owned(), "class".into(), "group".into(), "reading score".into()]];
    for row in 0..44 {
        rows.push(vec![
            canary(row) + &row.to_string(),
            format!("Room {}", row % 2),
            ["A", "B"][row / 2 % 2].into(),
            (100 + row).to_string(),
        ]);
    }
    let notes = vec![vec!["How to use this file".to_owned()]];
    let sheets = [("Notes", &notes), ("Data", &rows)];
    let mut columns = Vec::new();
    for (kind, bytes) in
        [("xlsx", xlsx(&sheets)), ("xlsb", xlsb(&sheets)), ("xls", xls(&sheets)), ("ods", ods(&sheets))]
    {
        let (outline, _) = admitted(&bytes, kind, &[]);
        assert_eq!((outline.reading.encoding.as_str(), outline.rows), (kind, 44));
        let warnings = &outline.reading.warnings;
        assert!(warnings.iter().any(|warning| warning.contains("2 sheets")), "{kind}: {warnings:?}");
        assert_eq!(kinds(&outline)[3], ("reading score", "integer", "measure"), "{kind}");
        columns.push(outline.columns);
    }
    assert!(columns.iter().all(|column| *column == columns[0]));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.xlsx");
    std::fs::write(&path, xlsx(&[("Fall", &rows), ("Spring", &rows[..30].to_vec())])).unwrap();
    let refused = super::outline(&path).unwrap_err();
    assert_eq!(refused.findings[0].code, "several-sheets");
    assert!(refused.to_string().contains("Spring") && !refused.to_string().contains("Zq"));
    let card = "schema = 1\ntitle = \"T\"\n[source]\nsheet = \"spring\"\n[column.class]\nrole = \"class\"\n";
    std::fs::write(path.with_extension("toml"), card).unwrap();
    assert_eq!(super::outline(&path).unwrap().rows, 29);
    assert_eq!(super::outline(&path.with_extension("toml")).unwrap().rows, 29, "the card finds the workbook beside it");
}

#[test]
fn an_archive_that_would_unpack_to_too_much_is_refused() {
    let mut bytes = xlsx(&[("Data", &vec![vec!["a".to_owned(), "b".into()], vec!["1".into(), "2".into()]])]);
    let at = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[at + 24..at + 28].copy_from_slice(&[0xFF; 4]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.xlsx");
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(super::outline(&path).unwrap_err().findings[0].code, "too-large");
}
