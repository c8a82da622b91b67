//! Several files through the door: joined by an identifier, or apart.

mod windows;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::{Admission, Body, Frame, View};
use super::{DataSource, admit};
use crate::diagnostic::Report;

const SCALE: &str = "role = \"measure\"\nrange = [0, 60]\nbelow = \"Low\"\ncuts = [{ at = 30, name = \"High\" }]\nat_or_above = \"High\"\n";

/// The names and scores of files that are joined.
const READING: &str =
    "[column.room]\nrole = \"class\"\nlabel = \"Class\"\n[column.learner]\nrole = \"group\"\nlabel = \"Learner\"\n";
const MATHEMATICS: &str = "[column.home]\nrole = \"group\"\nlabel = \"Home\"\n";

/// Pictures of reading alone, of both, and of mathematics alone.
const OF_READING: &str = r#"
[[view]]
id = "reading"
kind = "levels"
measure = "reading"
[[view]]
id = "reading-by-room"
kind = "table"
measure = "reading"
by = "room"
"#;
const OF_BOTH: &str = r#"
[[view]]
id = "reading-by-home"
kind = "levels"
measure = "reading"
by = "home"
[[view]]
id = "both"
kind = "grid"
measure = "reading"
against = "mathematics"
[[view]]
id = "mathematics-levels"
kind = "levels"
measure = "mathematics"
"#;
/// One more, beside which no grid is shown.
const BY_LEARNER: &str = r#"
[[view]]
id = "mathematics-by-learner"
kind = "levels"
measure = "mathematics"
by = "learner"
total = true
"#;
const OF_MATHEMATICS: &str = r#"
[[view]]
id = "mathematics"
kind = "distribution"
measure = "mathematics"
"#;

/// What is known of a student: the row of each file, where there is one.
#[derive(Clone, Debug)]
struct Student {
    /// Class, learner, score.
    reading: Option<(u8, &'static str, Option<u8>)>,
    /// Home, score.
    mathematics: Option<(&'static str, Option<u8>)>,
}

fn bundled(name: &str, data: String, card: String) -> DataSource {
    DataSource::bundled(name, data, card)
}

fn admitted(sources: &[DataSource]) -> Admission {
    admit(sources, None, &[0; 32], 5).unwrap_or_else(|reports| panic!("{}", told(&reports)))
}

fn told(reports: &[Report]) -> String {
    reports.iter().map(ToString::to_string).collect()
}

fn codes(sources: &[DataSource]) -> Vec<&'static str> {
    let reports = admit(sources, None, &[0; 32], 5).err().unwrap_or_default();
    reports.iter().flat_map(|report| report.findings.iter().map(|finding| finding.code)).collect()
}

fn head(title: &str) -> String {
    format!("schema = 1\ntitle = \"{title}\"\n[column.id]\nrole = \"identifier\"\n")
}

fn score(score: Option<u8>) -> String {
    score.map_or(String::new(), |score| score.to_string())
}

fn of_reading(students: &[Student], rest: &str) -> DataSource {
    let mut data = "id,room,learner,reading\n".to_owned();
    for (at, (room, learner, tested)) in students.iter().enumerate().filter_map(|(at, s)| Some((at, s.reading?))) {
        writeln!(data, "Zqx{at},K{room},{learner},{}", score(tested)).unwrap();
    }
    bundled("reading.csv", data, format!("{}{READING}[column.reading]\n{SCALE}{rest}", head("Reading")))
}

/// With the rows the other way round, and the identifier under another name.
fn of_mathematics(students: &[Student], rest: &str) -> DataSource {
    let mut data = "home,points,Number\n".to_owned();
    for (at, (home, tested)) in students.iter().enumerate().rev().filter_map(|(at, s)| Some((at, s.mathematics?))) {
        writeln!(data, "{home},{},Zqx{at}", score(tested)).unwrap();
    }
    let head = head("Mathematics").replace("column.id", "column.Number");
    let label = "label = \"mathematics\"\n";
    bundled(
        "sums.csv",
        data,
        format!(
            "{head}{MATHEMATICS}[column.points]\n{label}{SCALE}{}",
            rest.replace("\"mathematics\"\n", "\"points\"\n").replace("id = \"points\"", "id = \"mathematics\"")
        ),
    )
}

/// Both by another reader: a row for each student who is in one of them.
fn beforehand(students: &[Student], more: &str) -> DataSource {
    let mut data = "id,room,learner,reading,home,mathematics\n".to_owned();
    for (at, student) in students.iter().enumerate().filter(|(_, s)| s.reading.is_some() || s.mathematics.is_some()) {
        let reading = student
            .reading
            .map_or(",,".to_owned(), |(room, learner, tested)| format!("K{room},{learner},{}", score(tested)));
        let mathematics =
            student.mathematics.map_or(",".to_owned(), |(home, tested)| format!("{home},{}", score(tested)));
        writeln!(data, "Zqx{at},{reading},{mathematics}").unwrap();
    }
    let columns = format!("{READING}[column.reading]\n{SCALE}{MATHEMATICS}[column.mathematics]\n{SCALE}");
    bundled("all.csv", data, format!("{}{columns}{OF_READING}{OF_BOTH}{more}{OF_MATHEMATICS}", head("All")))
}

/// `[join]` with the pictures of both files.
fn join() -> String {
    format!("[join]\nby = \"id\"\nalso = [\"Number\"]\n{}", of_joined(OF_BOTH))
}

fn of_joined(views: &str) -> String {
    views.replace("[[view]]", "[[join.view]]").replace("= \"mathematics\"\n", "= \"sums.points\"\n")
}

fn joined(students: &[Student]) -> Vec<DataSource> {
    joined_with(students, "")
}

fn joined_with(students: &[Student], more: &str) -> Vec<DataSource> {
    let card = format!("{OF_READING}{}{}", join(), of_joined(more));
    vec![of_reading(students, &card), of_mathematics(students, OF_MATHEMATICS)]
}

fn students() -> impl Strategy<Value = Vec<Student>> {
    let tested = || prop_oneof![30 => (0_u8..=60).prop_map(Some), 1 => Just(None)];
    let learner = prop_oneof![9 => Just("no"), 5 => Just("yes"), 1 => Just("new"), 1 => Just("")];
    let home = prop_oneof![9 => Just("North"), 9 => Just("South"), 1 => Just("Far"), 1 => Just("")];
    let reading = (0_u8..3, learner, tested());
    let mathematics = (home, tested());
    let student = prop_oneof![
        40 => (reading.clone(), mathematics.clone()).prop_map(|(r, m)| Student { reading: Some(r), mathematics: Some(m) }),
        1 => reading.prop_map(|r| Student { reading: Some(r), mathematics: None }),
        1 => mathematics.prop_map(|m| Student { reading: None, mathematics: Some(m) }),
    ];
    prop::collection::vec(student, 40..160)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("CHARTPAPER_FULL").is_some() { 2_000 } else { 60 }))]

    #[test]
    fn joining_inside_shows_what_joining_beforehand_shows(students in students(), is_by_learner: bool) {
        let more = if is_by_learner { BY_LEARNER } else { "" };
        let (inside, before) = (admitted(&joined_with(&students, more)), admitted(&[beforehand(&students, more)]));
        prop_assert_eq!(inside.views(), before.views());
        prop_assert_eq!(inside.refused(), before.refused());
        // Whatever is told of both, and identifiers in nothing of it.
        let everything = format!("{inside:?}");
        prop_assert!(!everything.contains("Zqx"));
    }
}

fn some_students(number: u8) -> Vec<Student> {
    let student = |at: u8| Student {
        reading: Some((at % 3, if at.is_multiple_of(4) { "yes" } else { "no" }, Some(at * 7 % 61))),
        mathematics: Some((if at.is_multiple_of(2) { "North" } else { "South" }, Some(at * 11 % 61))),
    };
    (0..number).map(student).collect()
}

fn view<'a>(admission: &'a Admission, id: &str) -> &'a View {
    admission.view(id).unwrap_or_else(|| panic!("{id} of {:?}", admission.refused()))
}

#[test]
fn what_is_joined_is_crossed_and_has_the_groups_of_both() {
    let by_learner = admitted(&joined_with(&some_students(90), BY_LEARNER));
    let Frame::Levels { rows, .. } = view(&by_learner, "mathematics-by-learner").frame() else { panic!() };
    assert_eq!(rows, &["no", "yes", "All students"]);
    // The files are one admission: what parts of both tell keeps the grid away.
    let refused: Vec<&str> = by_learner.refused().iter().map(super::super::Refused::id).collect();
    assert_eq!(refused, ["both"]);
    let admission = admitted(&joined(&some_students(90)));
    let ids: Vec<&str> = admission.views().iter().map(View::id).collect();
    let expected = ["reading", "reading-by-room", "reading-by-home", "both", "mathematics-levels", "mathematics"];
    assert_eq!(ids, expected);
    let Body::Grid { n, cells, .. } = view(&admission, "both").body() else { panic!() };
    assert_eq!((n.to_string(), cells.iter().flatten().any(|cell| cell.number().is_some())), ("90".to_owned(), true));
    assert_eq!(admission.title(), "Reading and Mathematics");
    assert_eq!(admission.notices()[0], "\"Mathematics\" is joined to \"Reading\": the same students are in both.");
    assert!(admission.guard().is_some());
}

#[test]
fn those_who_are_in_one_file_only_are_told_from_five_on_by_number() {
    for (missing, words) in [(1, "some"), (4, "some"), (5, "5")] {
        let mut students = some_students(90);
        students[..missing].iter_mut().for_each(|student| student.mathematics = None);
        let admission = admitted(&joined(&students));
        let expected = format!("\"Mathematics\" is joined to \"Reading\" and lacks {words} of its students.");
        assert_eq!(admission.notices()[0], expected);
        let subtitle = view(&admission, "both").subtitle();
        assert_eq!(subtitle, format!("{} students, {words} missing a test", 90 - missing));
        let subtitle = view(&admission, "mathematics").subtitle();
        assert!(subtitle.ends_with(&format!(", {words} missing a test")), "{subtitle}");
        students[10..13].iter_mut().for_each(|student| student.reading = None);
        let told = admitted(&joined(&students)).notices()[0].clone();
        assert!(told.ends_with(&format!(", lacks {words} of its students and has some who are not in it.")), "{told}");
    }
    let mut students = some_students(90);
    students[..6].iter_mut().for_each(|student| student.reading = None);
    let told = admitted(&joined(&students)).notices()[0].clone();
    assert_eq!(told, "\"Mathematics\" is joined to \"Reading\" and has 6 who are not in it.");
}

#[test]
fn a_student_who_stands_twice_in_a_file_counts_once_and_too_many_are_refused() {
    let students = some_students(90);
    let doubled = |times: usize| {
        let mut sources = joined(&students);
        let text = sources[1].text.as_mut().unwrap();
        for at in 0..times {
            writeln!(text, "South,60,Zqx{at}").unwrap();
        }
        sources
    };
    let admission = admitted(&doubled(2));
    assert_eq!(admission.notices()[1], "Mathematics: 2 rows that repeat a student of the same window are set aside.");
    assert_eq!(admission.views(), admitted(&joined(&students)).views());
    assert_eq!(codes(&doubled(9)), ["repeated-students"]);
}

#[test]
fn identifiers_are_compared_as_they_stand_unless_the_card_says_otherwise() {
    let students = some_students(60);
    let sources = |ignore: &str| {
        let card = format!("{OF_READING}{}", join().replace("[join]", &format!("[join]\n{ignore}")));
        let mut sources = vec![of_reading(&students, &card), of_mathematics(&students, OF_MATHEMATICS)];
        let text = sources[1].text.as_mut().unwrap();
        *text = text.replace("Zqx", "00ZQX");
        sources
    };
    let apart = admitted(&sources(""));
    assert_eq!(
        apart.notices()[0],
        "\"Reading\" and \"Mathematics\" are shown apart: they share no identifier, and no picture tells of both."
    );
    assert_eq!(apart.views().len(), 3);
    assert_eq!(admitted(&sources("ignore = [\"case\"]")).views().len(), 3);
    let both = admitted(&sources("ignore = [\"case\", \"leading-zeros\"]"));
    assert_eq!(both.views(), admitted(&joined(&students)).views());
    // Read twice or once, the files are known by the same bytes, and others are others.
    let known = |admission: &Admission| admission.data_fingerprint().to_owned();
    assert_eq!(known(&apart), known(&admitted(&sources(""))));
    assert_ne!(known(&apart), known(&both));
}

#[test]
fn sources_without_a_shared_identifier_are_apart_and_the_curtain_says_so() {
    let students = some_students(60);
    let [reading, mathematics] = &joined(&students)[..] else { panic!() };
    let mut survey = "answer\n".to_owned();
    (0..40).for_each(|at| writeln!(survey, "{}", ["no", "yes"][at % 2]).unwrap());
    let card = "schema = 1\ntitle = \"Survey\"\naudience = \"team\"\nminimum_group = 12\n[column.answer]\nrole = \"measure\"\nlevels = [\"no\", \"yes\"]\n";
    let survey = bundled("survey.csv", survey, card.to_owned());
    let admission = admitted(&[reading.clone(), survey.clone(), mathematics.clone()]);
    assert_eq!(admission.views().len(), 7);
    let apart = "\"Survey\" is shown apart: it shares no identifier with \"Reading\".";
    assert!(admission.notices().iter().any(|notice| notice == apart), "{:?}", admission.notices());
    // The strictest hold for all.
    assert_eq!((admission.audience(), admission.minimum_group()), (super::super::Audience::Room, 12));
    // Nothing that is joined is told by what is not.
    let without = admitted(&[reading.clone(), mathematics.clone(), survey]);
    assert_eq!(without.views()[..6], admission.views()[..6]);
    let plain = [of_reading(&students, OF_READING), of_mathematics(&students, OF_MATHEMATICS)];
    let told = &admitted(&plain).notices()[0].clone();
    assert_eq!(told, "\"Reading\" and \"Mathematics\" are shown apart: no picture tells of both.");
}

#[test]
fn a_picture_of_files_that_are_not_there_is_refused_and_the_others_are_shown() {
    let students = some_students(60);
    let card = format!("{OF_READING}{}", join().replace("sums.points", "sums.pionts"));
    let admission = admitted(&[of_reading(&students, &card), of_mathematics(&students, OF_MATHEMATICS)]);
    assert_eq!(admission.views().len(), 4);
    let refused: Vec<(&str, &str)> = admission.refused().iter().map(|r| (r.id(), r.reason())).collect();
    let words = "is not shown: the joined files have no measure `sums.pionts`.";
    assert_eq!(
        refused,
        [("both", &*format!("\"both\" {words}")), ("mathematics-levels", &*format!("\"mathematics-levels\" {words}"))]
    );
    // Alone, the card is as good as without [join].
    let alone = admitted(&[of_reading(&students, &card)]);
    assert_eq!(alone.views(), admitted(&[of_reading(&students, OF_READING)]).views());
    assert_eq!(alone.refused(), []);
}

#[test]
fn cards_that_cannot_be_joined_say_why_and_where() {
    let students = some_students(60);
    let twice = [of_reading(&students, ""), of_mathematics(&students, ""), of_reading(&students, "")];
    assert_eq!(codes(&twice), ["named-twice"]);
    let later = [of_mathematics(&students, OF_MATHEMATICS), of_reading(&students, &join())];
    assert_eq!(codes(&later), ["join-not-first"]);
    let grown_ups = |mut source: DataSource| {
        source.card = source.card.map(|card| card.replace("schema = 1", "schema = 1\nunit = \"adult\""));
        source
    };
    let [reading, mathematics] = &joined(&students)[..] else { panic!() };
    assert_eq!(codes(&[reading.clone(), grown_ups(mathematics.clone())]), ["join-unit"]);
    // What is wrong with a picture of both is told in the card that asks for it, what is wrong with a file's in its own.
    let by_nobody = format!("{}only = {{ home = \"Moon\" }}\n", join());
    let sources = [of_reading(&students, &format!("{OF_READING}{by_nobody}")), mathematics.clone()];
    let reports = admit(&sources, None, &[0; 32], 5).unwrap_err();
    let record = &reports[0].records()[0];
    assert_eq!((reports.len(), record.code, &*record.file), (1, "no-such-value", "data card of reading.csv"));
    let sources =
        [reading.clone(), of_mathematics(&students, &format!("{OF_MATHEMATICS}only = {{ home = \"Moon\" }}\n"))];
    let reports = admit(&sources, None, &[0; 32], 5).unwrap_err();
    assert_eq!((reports.len(), &*reports[0].records()[0].file), (1, "data card of sums.csv"));
}

#[test]
fn neither_the_order_of_rows_nor_that_of_further_files_changes_a_picture() {
    let students = some_students(90);
    let mut extra = "id,mood\n".to_owned();
    (0..90).for_each(|at| writeln!(extra, "Zqx{at},{}", at % 60).unwrap());
    let extra = bundled("mood.csv", extra, format!("{}[column.mood]\n{SCALE}", head("Mood")));
    let [reading, mathematics] = &joined(&students)[..] else { panic!() };
    let turned = |mut source: DataSource| {
        source.text = source.text.map(|text| {
            let mut lines: Vec<&str> = text.lines().collect();
            lines[1..].reverse();
            lines.join("\n")
        });
        source
    };
    let pictures = |sources: &[DataSource]| -> BTreeMap<String, View> {
        admitted(sources).views().iter().map(|view| (view.id().to_owned(), view.clone())).collect()
    };
    let whole = pictures(&[reading.clone(), mathematics.clone(), extra.clone()]);
    assert!(whole.len() > 6);
    assert_eq!(pictures(&[reading.clone(), extra.clone(), mathematics.clone()]), whole);
    assert_eq!(pictures(&[turned(reading.clone()), turned(mathematics.clone()), turned(extra)]), whole);
}
