use std::fmt::Write as _;

use super::super::{DataSource, View, admit, starting_card};
use super::*;

fn outlined(content: &str) -> Result<Outline, Report> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    std::fs::write(&path, content).unwrap();
    outline(&path)
}

fn sample(file: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(file)
}

#[test]
fn roles_of_the_sample_are_suggested() {
    let outline = outline(&sample("reading.csv")).unwrap();
    let roles: Vec<_> =
        outline.columns.iter().map(|column| (column.header.as_str(), column.suggested.word())).collect();
    assert_eq!(
        roles,
        [
            ("student_id", "identifier"),
            ("first_name", "identifier"),
            ("last_name", "identifier"),
            ("grade", "group"),
            ("class", "class"),
            ("gender", "group"),
            ("english_learner", "group"),
            ("iep", "group"),
            ("window", "time"),
            ("score", "measure"),
            ("level", "measure"),
        ]
    );
    assert_eq!(outline.columns[9].scale, Some(SuggestedScale { low: 100.0, high: 300.0, step: 1.0 }));
    let windows = outline.columns[8].labels.as_ref().unwrap();
    assert_eq!(windows[..4], ["2023-24 Fall", "2023-24 Winter", "2023-24 Spring", "2024-25 Fall"]);
}

#[test]
fn no_value_is_told_but_shared_labels() {
    let mut content = String::from("code,group,note,one\n");
    for row in 0..40 {
        let colour = if row < 31 { "red" } else { "Zqvarin" };
        writeln!(content, "Zqid{row},{colour},Zqnote {row},{}", if row == 3 { "Zqmerro" } else { "same" }).unwrap();
    }
    let outline = outlined(&content).unwrap();
    assert!(!format!("{outline:?}").contains("Zq"));
    assert_eq!(outline.columns[1].labels, None, "nine rows share the second label");
    assert_eq!(outline.columns[1].distinct, 2);
    let content = content.replace("30,red", "30,Zqvarin");
    let unknown = outlined(&content.replace("group", "colour")).unwrap();
    assert_eq!(unknown.columns[1].labels, None, "nobody knows what is in such a column: few people, perhaps");
    let enough = outlined(&content).unwrap();
    assert_eq!(enough.columns[1].labels.as_deref(), Some(&["red".to_owned(), "Zqvarin".to_owned()][..]));
}

#[test]
fn a_label_is_shared_by_people_and_not_by_their_rows() {
    let of = |people: usize| {
        let mut content = String::from("student_id,group\n");
        for row in 0..40 {
            let (person, colour) = if row < 20 { (row % people, "Zqvarin") } else { (row, "red") };
            writeln!(content, "Zqid{person},{colour}").unwrap();
        }
        outlined(&content).unwrap().columns[1].labels.clone()
    };
    assert_eq!(of(9), None);
    assert_eq!(of(10).as_deref(), Some(&["red".to_owned(), "Zqvarin".to_owned()][..]));
    let gender = outline(&sample("reading.csv")).unwrap().columns.swap_remove(5);
    assert_eq!((gender.labels, gender.distinct), (None, 3), "two of the students fill twelve rows");
}

#[test]
fn people_in_the_header_row_are_refused_without_their_names() {
    for (content, code) in [
        ("Test,Zqvarin Xvrou,Qzlarin Vxmek,\"Zxtum, Qvnil\"\nQuiz 1,4,5,6\n", "students-as-columns"),
        ("Zqvarin Xvrou,Rm 12,221\nQzlarin Vxmek,Rm 14,205\n", "no-header"),
        ("z@school.example,Rm 12\ny@school.example,Rm 14\n", "no-header"),
    ] {
        let report = outlined(content).unwrap_err();
        assert_eq!(report.findings[0].code, code);
        assert!(!report.to_string().contains("Zqvarin"), "{report}");
    }
    assert!(outlined("Student Name,Reading Score,Class Teacher,2024\nx,1,a,3\n").is_ok());
}

#[test]
fn where_nothing_names_a_score_it_is_said_or_work_that_is_marked_is_taken() {
    let file = |names: &str| {
        let mut content = format!("{names}\n");
        for row in 0..60 {
            writeln!(content, "Zq{row:03},{},{},{}", ["f", "m"][row % 2], row % 21, row * 7 % 19).unwrap();
        }
        outlined(&content).unwrap()
    };
    let marked = file("student_id,sex,exam1,course_grade");
    assert_eq!([2, 3].map(|index| marked.columns[index].suggested), [Role::Measure; 2]);
    assert!(marked.reading.warnings.is_empty());
    let unnamed = file("student_id,sex,G1,G2");
    assert_eq!([2, 3].map(|index| unnamed.columns[index].suggested), [Role::Drop; 2]);
    let warning = unnamed.reading.warnings.first().unwrap();
    assert!(warning.contains("role measure") && warning.contains("G1, G2"), "{warning}");
    let card = starting_card(&unnamed, &[]);
    assert!(card.contains("# No column was taken for scores"));
    let codes: Vec<_> =
        crate::records::check_card("made.toml", &card).findings.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["no-measure"]);
    let scored = file("student_id,sex,G1,score");
    assert_eq!(scored.columns[2].suggested, Role::Drop, "where one names a score, that is the one");
    let classes = file("student_id,sex,G1,class");
    assert_eq!(classes.columns[3].suggested, Role::Class);
}

fn views_of(path: &Path) -> Vec<View> {
    let outline = outline(path).unwrap();
    let card = starting_card(&outline, &[]);
    match admit(&[DataSource::with_card(path, &card)], None, &[0; 32], 0) {
        Ok(admission) => admission.views().to_vec(),
        Err(reports) => panic!("{}\n{card}", reports.iter().map(ToString::to_string).collect::<String>()),
    }
}

#[test]
fn a_starting_card_loads_with_nothing_but_roles_confirmed() {
    for file in ["reading.csv", "mood.csv", "items.csv"] {
        if file == "mood.csv" {
            // Its measures have headers that say nothing, so that a person has to say it.
            let outline = outline(&sample(file)).unwrap();
            let mut roles: Vec<Role> = outline.columns.iter().map(|column| column.suggested).collect();
            roles[3] = Role::Measure;
            let card = starting_card(&outline, &roles);
            assert!(admit(&[DataSource::with_card(sample(file), card)], None, &[0; 32], 0).is_ok());
        } else {
            assert!(views_of(&sample(file)).len() > 2);
        }
    }
}

#[test]
fn every_role_on_every_column_loads_or_is_refused_in_words() {
    let outline = outline(&sample("reading.csv")).unwrap();
    for role in Role::ALL {
        for index in 0..outline.columns.len() {
            let mut roles: Vec<Role> = outline.columns.iter().map(|column| column.suggested).collect();
            roles[index] = role;
            let card = starting_card(&outline, &roles);
            if let Err(reports) = admit(&[DataSource::with_card(sample("reading.csv"), card)], None, &[0; 32], 0) {
                let codes: Vec<_> =
                    reports.iter().flat_map(|report| &report.findings).map(|finding| finding.code).collect();
                assert!(
                    codes.iter().all(|code| ["too-many-groups", "repeated-students"].contains(code)),
                    "{role:?} on column {index}: {codes:?}"
                );
            }
        }
    }
}

/// Real files that nobody on this project wrote; skipped where they are absent.
#[test]
fn real_files_go_from_card_to_picture() {
    let root = &Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/real");
    if !root.exists() {
        eprintln!("skipped: {} is absent", root.display());
        return;
    }
    let outline_por = outline(&root.join("uci-student/student-por.csv")).unwrap();
    assert_eq!((outline_por.rows, outline_por.columns.len(), outline_por.reading.delimiter), (649, 33, ';'));
    let card = r#"
schema = 1
title = "Portuguese course"
[column.school]
role = "group"
[column.sex]
role = "group"
[[fold]]
name = "grade"
by = "period"
columns = { G1 = "Period 1", G2 = "Period 2", G3 = "Final" }
range = [0, 20]
below = "Fail"
cuts = [{ at = 10, name = "Pass" }, { at = 14, name = "Good" }]
at_or_above = "Pass"
"#;
    let por = DataSource::with_card(root.join("uci-student/student-por.csv"), card);
    let admission = admit(&[por], None, &[0; 32], 0).unwrap_or_else(|reports| panic!("{}", reports[0]));
    assert!(admission.views().len() >= 5);
    let text = format!("{:?}", admission.view("grade-by-window").unwrap().body());
    assert_eq!(text.matches("\"649\"").count(), 3, "{text}");
    let card = r#"
schema = 1
title = "California schools"
minimum_group = 10
[column.grades]
role = "group"
[column.read]
role = "measure"
label = "Reading"
range = [600, 720]
step = 0.1
cuts = [{ at = 650, name = "Reached" }]
at_or_above = "Reached"
[column.math]
role = "measure"
range = [600, 720]
step = 0.1
"#;
    let schools = DataSource::with_card(root.join("rdatasets/CASchools.csv"), card);
    let admission = admit(&[schools], None, &[0; 32], 0).unwrap_or_else(|reports| panic!("{}", reports[0]));
    assert!(admission.views().iter().any(|view| view.slot() == Some("distribution")));
}

#[test]
fn names_of_students_are_told_neither_as_labels_nor_as_names_of_columns() {
    let mut content = String::from("Student Name,group,Zqvarin Merro,RIT,Quiz 1 (Merro; Zqvarin)\n");
    for row in 0..60 {
        let name = ["Merro, Zqvarin", "Rit", "Name, May"]
            .get(row)
            .map_or_else(|| format!("Zqpel {}", "abcdefghij".repeat(row % 6)), |name| (*name).to_owned());
        let group = if row % 2 == 0 { "zqvarin" } else { "other" };
        writeln!(
            content,
            "\"{name}{}\",{group},{},{},{row}",
            ["x", "y", "z"].concat().repeat(row / 6),
            row % 5,
            150 + row
        )
        .unwrap();
    }
    let outline = outlined(&content).unwrap();
    assert_eq!(outline.columns[0].suggested, Role::Identifier);
    let names: Vec<&str> = outline.columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(names, ["Student Name", "group", "column 3", "RIT", "column 5"]);
    assert_eq!(outline.columns[1].labels, None, "however many share it");
    let told = format!("{outline:?}{}", starting_card(&outline, &[])).to_lowercase();
    assert!(!told.contains("varin") && !told.contains("merro"), "{told}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    std::fs::write(&path, &content).unwrap();
    let card = starting_card(&outline, &[]);
    assert!(admit(&[DataSource::with_card(&path, card)], None, &[0; 32], 0).is_ok(), "the card loads without them");
}

/// Days on which 60 students were tested, in three months.
fn tested(day: impl Fn(usize) -> String) -> String {
    let mut content = String::from("student_id,tested_on,score\n");
    for row in 0..180 {
        writeln!(content, "Zq{:03},{},{}", row % 60, day(row), 100 + row * 7 % 90).unwrap();
    }
    content
}

const DATED: &str = "schema = 1\ntitle = \"T\"\n[column.student_id]\nrole = \"identifier\"\n[column.score]\nrole = \"measure\"\nrange = [0, 300]\n\
                     [column.tested_on]\nrole = \"time\"\nformat = \"DD.MM.YYYY\"\nwindow = \"month\"\n";

#[test]
fn dates_are_windows_by_the_format_of_the_card_and_wrong_ones_set_their_rows_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    let admitted = |content: &str, card: &str| {
        std::fs::write(&path, content).unwrap();
        admit(&[DataSource::with_card(&path, card)], None, &[0; 32], 0)
    };
    let day = |row: usize| format!("{:02}.{:02}.2026", row % 28 + 1, [9, 1, 5][row / 60]);
    let clean = tested(day);
    let admission = admitted(&clean, DATED).unwrap_or_else(|reports| panic!("{}", reports[0]));
    let told = format!("{:?}", admission.views());
    let places = ["2026-01", "2026-05", "2026-09"].map(|month| told.find(month).unwrap());
    assert!(places.is_sorted(), "in the order of time");
    for wrong in ["31.02.2026", "5.9.2026", "2026-05-03", "soon"] {
        let spoilt = format!("{clean}Zq900,{wrong},120\nZq901,,130\n");
        let admission = admitted(&spoilt, DATED).unwrap_or_else(|reports| panic!("{}", reports[0]));
        assert!(admission.notices().iter().any(|notice| notice.starts_with("1 of 182 rows set aside")), "{wrong}");
    }
    // What all rows were written otherwise is refused, and no date is quoted.
    let reports = admitted(&clean, &DATED.replace("DD.MM.YYYY", "MM/DD/YYYY")).err().unwrap();
    assert_eq!(reports[0].findings[0].code, "wrong-date");
    assert!(!reports[0].to_string().contains(".2026"), "{}", reports[0]);
    let card = path.with_extension("toml");
    std::fs::write(&path, format!("{clean}Zq900,31.04.2026,120\n")).unwrap();
    std::fs::write(&card, DATED).unwrap();
    let (outline, _) = inspect(&path).unwrap();
    assert_eq!(
        outline.problems().collect::<Vec<_>>(),
        [(182, "a date is not written as the data card says, or is no day")]
    );
    assert_eq!((outline.columns[1].kind, outline.columns[1].distinct), (ColumnKind::Date, 3));
}

#[test]
fn days_and_months_that_could_be_taken_for_each_other_are_told() {
    let unclear = outlined(&tested(|row| format!("{:02}/{:02}/2026", row % 12 + 1, row / 60 + 1))).unwrap();
    assert_eq!(unclear.columns[1].formats, ["M/D/YYYY", "D/M/YYYY"]);
    assert!(unclear.reading.warnings.iter().any(|warning| warning.contains("taken for each other")));
    let clear = outlined(&tested(|row| format!("{:02}/{:02}/2026", row % 28 + 1, row / 60 + 1))).unwrap();
    assert_eq!(clear.columns[1].formats, ["D/M/YYYY"]);
    assert!(clear.reading.warnings.is_empty(), "{:?}", clear.reading.warnings);
    let card = starting_card(&clear, &[Role::Identifier, Role::Time, Role::Measure]);
    assert!(card.contains("format = \"D/M/YYYY\"") && card.contains("\nwindow = \"month\""), "{card}");
    let card = starting_card(&unclear, &[Role::Identifier, Role::Time, Role::Measure]);
    assert!(!card.contains("\nformat"), "a person has to say it: {card}");
    for card in [&card, &card.replace("# Days and months", "format = \"D.M\"\n#")] {
        let report = crate::records::check_card("made.toml", card);
        let codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, if card.contains("\"D.M\"") { vec!["date-format"] } else { vec![] });
    }
}
