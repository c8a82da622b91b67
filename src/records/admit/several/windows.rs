//! Joined files with several windows: a file a window, or a row for each student and window.

use std::fmt::Write as _;

use super::{SCALE, admitted, bundled, codes, head, view};
use crate::records::admit::DataSource;
use crate::records::{Body, Cell};

/// Fall and spring as two files, and as one.
fn windows(fold: bool) -> (Vec<DataSource>, DataSource) {
    let scores = |at: u32| (at * 7 % 50, at * 7 % 50 + at % 9);
    let (mut fall, mut spring, mut whole) =
        ("id,score,room\n".to_owned(), "id,score\n".to_owned(), "id,fall,spring,room\n".to_owned());
    for at in 0..80 {
        let (before, after) = scores(at);
        writeln!(fall, "Zqx{at},{before},K{}", at % 2).unwrap();
        writeln!(spring, "Zqx{at},{after}").unwrap();
        writeln!(whole, "Zqx{at},{before},{after},K{}", at % 2).unwrap();
    }
    let room = "[column.room]\nrole = \"class\"\n";
    let column = format!("[column.score]\nlabel = \"Score\"\n{SCALE}");
    let levels = "[[view]]\nid = \"levels\"\nkind = \"levels\"\nmeasure = \"score\"\n";
    let across = "[[join.fold]]\nname = \"growth\"\nby = \"window\"\nby_label = \"Window\"\ncolumns = { \"fall.score\" = \"Fall\", \"spring.score\" = \"Spring\" }\n";
    let change = "[[join.view]]\nid = \"change\"\nkind = \"change\"\nmeasure = \"growth\"\nby = \"room\"\ntotal = true\n\
                  [[join.view]]\nid = \"windows\"\nkind = \"levels\"\nmeasure = \"growth\"\nby = \"window\"\n";
    let across = if fold { format!("{across}{change}") } else { String::new() };
    let one = format!("{}{room}{column}{levels}[join]\nby = \"id\"\n{across}", head("Fall"));
    let other = format!("{}{column}{levels}", head("Spring"));
    let measure = format!(
        "[[fold]]\nname = \"growth\"\nlabel = \"Score\"\nby = \"window\"\nby_label = \"Window\"\ncolumns = {{ fall = \"Fall\", spring = \"Spring\" }}\n{}",
        SCALE.replace("role = \"measure\"\n", "")
    );
    let levels = |window: &str, id: &str| {
        format!(
            "[[view]]\nid = \"{id}\"\nkind = \"levels\"\nmeasure = \"growth\"\nonly = {{ window = \"{window}\" }}\n"
        )
    };
    let views = format!("{}{}{}", levels("Fall", "levels"), change.replace("join.", ""), levels("Spring", "levels-2"));
    let single = bundled("whole.csv", whole, format!("{}{room}{measure}{views}", head("Fall")));
    (vec![bundled("fall.csv", fall, one), bundled("spring.csv", spring, other)], single)
}

#[test]
fn a_file_a_window_is_one_measure_where_the_card_folds_it() {
    let (sources, single) = windows(true);
    let (joined, whole) = (admitted(&sources), admitted(&[single]));
    assert_eq!(joined.views(), whole.views());
    let Body::Change(rows) = view(&joined, "change").body() else { panic!() };
    assert!(rows.iter().flat_map(|row| &row.moved).any(|cell| cell.number().is_some()));
    // Unfolded they are two measures of the same name.
    let (sources, _) = windows(false);
    let ids: Vec<String> = admitted(&sources).views().iter().map(|view| view.id().to_owned()).collect();
    assert_eq!(ids, ["levels", "levels-2"]);
}

#[test]
fn a_fold_over_files_that_does_not_fit_is_told_where_it_stands() {
    let (sources, _) = windows(true);
    let broken = |at: usize, from: &str, to: &str| {
        let mut sources = sources.clone();
        let card = sources[at].card.as_mut().unwrap();
        assert!(card.contains(from));
        *card = card.replace(from, to);
        codes(&sources)
    };
    assert_eq!(broken(1, "range = [0, 60]", "range = [0, 70]"), ["two-scales"]);
    assert_eq!(broken(0, "\"fall.score\" = \"Fall\"", "\"score\" = \"Fall\", \"fall.score\" = \"Again\""), ["twice"]);
    assert_eq!(broken(0, "by = \"window\"\nby_label", "by = \"room\"\nby_label"), ["name-taken"]);
}

/// Rows of a student and window beside rows of a student; both with the same windows are beside each other.
#[test]
fn long_files_meet_in_their_windows_and_short_ones_in_their_students() {
    let (mut reading, mut mathematics, mut survey) =
        ("id,window,room,reading\n".to_owned(), "id,window,points\n".to_owned(), "id,points\n".to_owned());
    let mut whole = "id,window,room,reading,points\n".to_owned();
    for at in 0..70_u32 {
        for (window, name) in [(0, "Fall"), (1, "Spring")] {
            let (read, points) = (at * 7 % 50 + window, at * 11 % 50 + window);
            // Two have no row of mathematics in spring, and their class is that of reading.
            let is_missing = at < 2 && window == 1;
            writeln!(reading, "Zqx{at},{name},K{},{read}", at % 3).unwrap();
            if !is_missing {
                writeln!(mathematics, "Zqx{at},{name},{points}").unwrap();
            }
            let points = if is_missing { String::new() } else { points.to_string() };
            writeln!(whole, "Zqx{at},{name},K{},{read},{points}", at % 3).unwrap();
        }
        writeln!(survey, "Zqx{at},{}", at * 13 % 61).unwrap();
    }
    let time = "[column.window]\nrole = \"time\"\norder = [\"Fall\", \"Spring\"]\n";
    let room = "[column.room]\nrole = \"class\"\n";
    let points = format!("[column.points]\nlabel = \"Points\"\n{SCALE}");
    let levels = "[[view]]\nid = \"reading\"\nkind = \"levels\"\nmeasure = \"reading\"\nby = \"window\"\n";
    let of_both = "[[view]]\nid = \"rooms\"\nkind = \"levels\"\nmeasure = \"points\"\nby = \"room\"\nonly = { window = \"Spring\" }\n\
                   [[view]]\nid = \"both\"\nkind = \"grid\"\nmeasure = \"reading\"\nagainst = \"points\"\nonly = { window = \"Fall\" }\n";
    let last = "[[view]]\nid = \"points\"\nkind = \"table\"\nmeasure = \"points\"\nby = \"window\"\n";
    let join = of_both.replace("[[view]]", "[[join.view]]");
    let one = format!("{}{time}{room}[column.reading]\n{SCALE}{levels}[join]\nby = \"id\"\n{join}", head("Reading"));
    let sources = [
        bundled("reading.csv", reading.clone(), one.clone()),
        bundled("mathematics.csv", mathematics, format!("{}{time}{points}{last}", head("Mathematics"))),
    ];
    let card = format!("{}{time}{room}[column.reading]\n{SCALE}{points}{levels}{of_both}{last}", head("Reading"));
    let (inside, before) = (admitted(&sources), admitted(&[bundled("whole.csv", whole, card)]));
    assert_eq!((inside.views(), inside.refused()), (before.views(), before.refused()));
    assert_eq!(inside.views().len(), 4);

    // A survey without windows: one row a student, crossed with one window.
    let survey = bundled("survey.csv", survey, format!("{}{points}", head("Survey")));
    let admission =
        admitted(&[bundled("reading.csv", reading, one.replace("only = { window = \"Spring\" }\n", "")), survey]);
    let Body::Grid { n, .. } = view(&admission, "both").body() else { panic!("{:?}", admission.refused()) };
    assert_eq!(n.to_string(), "70");
    assert_eq!(view(&admission, "both").subtitle(), "70 students");
    let Body::Levels(rows) = view(&admission, "rooms").body() else { panic!() };
    let counts: Vec<String> = rows.iter().map(|row| row.n().to_string()).collect();
    assert_eq!(counts.iter().map(|n| n.parse::<u32>().unwrap_or(0)).sum::<u32>(), 70, "{counts:?}");
    // Whom the survey did not ask is not tested once, not once a window.
    let defaults = admission.views().iter().filter(|view| view.id().starts_with("points")).count();
    assert!(defaults > 0);
    assert!(admission.views().iter().all(|view| !view.subtitle().contains("not tested")), "{:?}", admission.views());
}

#[test]
fn groups_that_change_over_time_are_told_of_no_other_file() {
    let (mut long, mut short) = ("id,window,grade,score\n".to_owned(), "id,points\n".to_owned());
    for at in 0..60_u32 {
        for (window, name) in ["Fall", "Spring"].into_iter().enumerate() {
            // The first ten change.
            let grade = if at < 10 && window == 1 { "later" } else { "first" };
            writeln!(long, "Zqx{at},{name},{grade},{}", at % 60).unwrap();
        }
        writeln!(short, "Zqx{at},{}", at % 60).unwrap();
    }
    let columns = "[column.window]\nrole = \"time\"\n[column.grade]\nrole = \"group\"\nlabel = \"Grade\"\norder = [\"first\", \"later\"]\n";
    let levels = "[[view]]\nid = \"score\"\nkind = \"levels\"\nmeasure = \"score\"\nby = \"window\"\n";
    let by_grade =
        "[[join.view]]\nid = \"grades\"\nkind = \"table\"\nmeasure = \"points\"\nby = \"grade\"\nshow = [\"n\"]\n";
    let one = format!("{}{columns}[column.score]\n{SCALE}{levels}[join]\nby = \"id\"\n{by_grade}", head("Long"));
    let sources = [
        bundled("long.csv", long, one),
        bundled("short.csv", short, format!("{}[column.points]\n{SCALE}", head("Short"))),
    ];
    let admission = admitted(&sources);
    let told = "Grade: some students are of several over time, and of none in the other files.";
    assert!(admission.notices().iter().any(|notice| notice == told), "{:?}", admission.notices());
    let Body::Table(rows) = view(&admission, "grades").body() else { panic!() };
    assert!(rows.iter().flatten().all(|cell| matches!(cell, Cell::Hidden) || cell.to_string() == "50"), "{rows:?}");
}
