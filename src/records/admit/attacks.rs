//! Attacks on the pictures of one file, through the door: thresholds of each kind, subtraction, bins, teachers, windows, and the same
//! after a session was taken up again.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::{Admission, Body, Cell, DataSource, Frame, Refused, View, admit, reopen, store};
use super::invented::{Asked, Dice, Kind, asked, is_full, school, written};

const CARD: &str = r#"schema = 1
title = "T"
design = "cross-section"
[column.id]
role = "identifier"
[column.room]
role = "class"
[column.el]
role = "group"
order = ["EL", "Not EL"]
[column.window]
role = "time"
order = ["Fall", "Spring"]
[column.item]
role = "item"
[column.score]
role = "measure"
range = [0, 40]
below = "Low"
cuts = [{ at = 12, name = "Middle" }, { at = 25, name = "High" }]
at_or_above = "High"
[column.other]
role = "measure"
range = [0, 40]
below = "Low"
cuts = [{ at = 15, name = "High" }]
at_or_above = "High"
"#;

/// A student: class, whether an English learner, a score in each window.
type Student = (usize, bool, [Option<u32>; 2]);

fn scored(students: impl IntoIterator<Item = (usize, bool)>) -> Vec<Student> {
    let score = |at: usize, window: usize| Some(u32::try_from((at * 17 + at / 5 * 3 + window * 4) % 41).unwrap());
    students.into_iter().enumerate().map(|(at, (room, el))| (room, el, [score(at, 0), score(at, 1)])).collect()
}

fn csv(students: &[Student]) -> String {
    let mut text = String::from("id,room,el,window,item,score,other\n");
    for (at, (room, el, scores)) in students.iter().enumerate() {
        for (name, score) in ["Fall", "Spring"].iter().zip(scores) {
            let el = if *el { "EL" } else { "Not EL" };
            let own = score.map(|score| score.to_string()).unwrap_or_default();
            let (item, other) = (at * 7 % 3 % 2, (at * 11 + 5) % 41);
            writeln!(text, "Zq{at},Room {room},{el},{name},{item},{own},{other}").unwrap();
        }
    }
    text
}

fn view(id: &str, kind: &str, more: &str) -> String {
    format!("[[view]]\nid = \"{id}\"\nkind = \"{kind}\"\n{more}\n")
}

fn told(students: &[Student], views: &[String]) -> Admission {
    let card = format!("{CARD}{}", views.concat());
    match admit(&[DataSource::bundled("made.csv", csv(students), card)], None, &[0; 32], 0) {
        Ok(admission) => admission,
        Err(reports) => panic!("{}", reports.iter().map(ToString::to_string).collect::<String>()),
    }
}

/// Labels of the rows (or columns) of a view and the number of students of each; a line has several.
fn sizes(view: &View) -> Vec<(String, Vec<&Cell>)> {
    let all = || "All students".to_owned();
    let one = |cell| vec![cell];
    match (view.frame(), view.body()) {
        (Frame::Levels { rows, .. }, Body::Levels(body)) => {
            rows.iter().cloned().zip(body.iter().map(|row| one(row.n()))).collect()
        }
        (Frame::Table { rows, .. }, Body::Table(body)) => {
            rows.iter().cloned().zip(body.iter().map(|row| one(&row[0]))).collect()
        }
        (Frame::Groups { rows, .. }, Body::Groups(body)) => {
            rows.iter().cloned().zip(body.iter().map(|row| one(row.n()))).collect()
        }
        (Frame::Boxes { rows, .. }, Body::Boxes(body)) => {
            rows.iter().cloned().zip(body.iter().map(|row| one(row.n()))).collect()
        }
        (Frame::Change { rows, .. }, Body::Change(body)) => {
            rows.iter().cloned().zip(body.iter().map(|row| one(row.n()))).collect()
        }
        (Frame::Windows { rows, .. }, Body::Windows(body)) => rows
            .iter()
            .cloned()
            .zip(body.iter().map(|line| line.iter().map(super::super::WindowPoint::n).collect()))
            .collect(),
        (Frame::Items { columns, .. }, Body::Items { n, .. }) => {
            columns.iter().cloned().zip(n.iter().map(one)).collect()
        }
        (_, Body::Distribution { n, .. } | Body::Grid { n, .. } | Body::Marks { n, .. }) => vec![(all(), one(n))],
        _ => panic!("a body of another kind than its frame"),
    }
}

fn n_of(admission: &Admission, id: &str, label: &str) -> Option<String> {
    let view = admission.view(id).unwrap();
    let row = sizes(view).into_iter().find(|(row, _)| row == label).unwrap_or_else(|| panic!("{id} has no {label}"));
    row.1.iter().all(|cell| cell.number().is_some()).then(|| row.1[0].to_string())
}

const SPRING: &str = "only = { window = \"Spring\" }";

/// Nine are hidden and ten are shown in every kind of picture by group, and of the whole; items of a part need twenty.
#[test]
fn nine_are_hidden_and_ten_are_shown_in_every_kind_of_picture() {
    let by = "measure = \"score\"\nby = \"el\"";
    let only = "only = { window = \"Spring\", el = \"EL\" }";
    let views = [
        view("levels", "levels", &format!("{by}\n{SPRING}")),
        view("groups", "groups", &format!("{by}\n{SPRING}")),
        view("box", "box", &format!("{by}\n{SPRING}")),
        view("table", "table", &format!("{by}\n{SPRING}")),
        view("counts", "table", &format!("{by}\nshow = [\"n\", \"counts\"]\n{SPRING}")),
        view("change", "change", by),
        view("windows", "windows", by),
        view("items", "items", &format!("by = \"el\"\n{SPRING}")),
        view("distribution", "distribution", &format!("measure = \"score\"\n{only}")),
        view("grid", "grid", &format!("measure = \"score\"\nagainst = \"other\"\n{only}")),
    ];
    // With a kind of picture that stands beside every other.
    let whole = view("whole", "table", &format!("{SPRING_OF}\nshow = [\"n\", \"median\"]"));
    for kind in &views {
        let id = kind.split('"').nth(1).unwrap();
        for learners in [9, 10, 11, 19, 20, 21] {
            let admission = told(&scored((0..80).map(|at| (at % 2, at < learners))), &[kind.clone(), whole.clone()]);
            let label = if ["distribution", "grid"].contains(&id) { "All students" } else { "EL" };
            let least = if id == "items" { 20 } else { 10 };
            let expected = (learners >= least).then(|| learners.to_string());
            assert_eq!(n_of(&admission, id, label), expected, "{id} of {learners}");
            let hidden = admission.view(id).unwrap().body().cells().iter().all(|cell| cell.number().is_none());
            assert!(expected.is_some() || label == "EL" || hidden, "{id} of {learners} shows a number");
        }
    }
    for (students, is_shown) in [(9, false), (10, true), (11, true)] {
        let admission = told(
            &scored((0..students).map(|_| (0, false))),
            &[view("whole", "levels", SPRING_OF), view("items", "items", SPRING)],
        );
        for id in ["whole", "items"] {
            assert_eq!(n_of(&admission, id, "All students").is_some(), is_shown, "{id} of {students}");
        }
    }
}

const SPRING_OF: &str = "measure = \"score\"\nonly = { window = \"Spring\" }";

/// English learners, all others, everybody: with the first hidden for its size, the third that would tell of it is refused, whichever
/// pictures they stand in and in whichever order.
fn by_learner() -> [String; 3] {
    [
        view("learners", "table", "measure = \"score\"\nonly = { window = \"Spring\", el = \"EL\" }"),
        view("others", "levels", "measure = \"score\"\nonly = { window = \"Spring\", el = \"Not EL\" }"),
        view("everybody", "distribution", SPRING_OF),
    ]
}

#[test]
fn the_third_of_a_hidden_group_the_others_and_everybody_is_refused() {
    let students = scored((0..60).map(|at| (at % 2, at < 7)));
    let [learners, others, everybody] = by_learner();
    for (views, shown, refused) in [
        ([&learners, &others, &everybody], "others", "everybody"),
        ([&others, &everybody, &learners], "others", "everybody"),
        ([&everybody, &others, &learners], "everybody", "others"),
        ([&everybody, &learners, &others], "everybody", "others"),
    ] {
        let admission = told(&students, &views.map(Clone::clone));
        assert_eq!(n_of(&admission, "learners", "All students"), None);
        assert!(
            n_of(&admission, shown, "All students").is_some() && n_of(&admission, refused, "All students").is_none()
        );
        let ids: BTreeSet<&str> = admission.refused().iter().map(Refused::id).collect();
        assert_eq!(ids, ["learners", refused].into());
    }
}

/// What was refused stays refused when the session is taken up again, and when the same data are read again.
#[test]
fn a_session_taken_up_again_refuses_what_it_refused() {
    let students = scored((0..60).map(|at| (at % 2, at < 7)));
    let first = told(&students, &by_learner());
    let kept: serde_json::Value = serde_json::from_str(&store(&first).to_string()).unwrap();
    let again = reopen(&kept).unwrap();
    assert_eq!(again.views(), first.views());
    assert_eq!(again.refused(), first.refused());
    for admission in [&again, &told(&students, &by_learner())] {
        for id in ["learners", "everybody"] {
            assert!(admission.view(id).unwrap().body().cells().iter().all(|cell| cell.number().is_none()), "{id}");
        }
        assert_eq!(admission.refused(), first.refused());
    }
    // The seven are in nothing that is kept.
    assert!(!kept.to_string().contains("\"text\":\"60\"") && !kept.to_string().contains("\"text\":\"7\""));
}

/// Whatever groups are asked for, the bars of a measure meet at the same edges: no second picture divides a bar of the first anew.
#[test]
fn the_bars_of_a_measure_have_one_set_of_edges_in_all_pictures() {
    let students = scored((0..400).map(|at| (at % 5, at % 4 == 0)));
    let mut views = vec![
        view("groups", "groups", &format!("measure = \"score\"\nby = \"room\"\n{SPRING}")),
        view("learners", "distribution", "measure = \"score\"\nonly = { window = \"Spring\", el = \"EL\" }"),
        view("all", "distribution", SPRING_OF),
    ];
    let mut edges: Vec<BTreeSet<u64>> = Vec::new();
    for _ in 0..views.len() {
        views.rotate_left(1);
        let admission = told(&students, &views);
        let drawn = admission.views().iter().flat_map(|view| match view.body() {
            Body::Distribution { bins, .. } => vec![bins.as_slice()],
            Body::Groups(groups) => groups.iter().map(super::super::Spread::bins).collect(),
            _ => Vec::new(),
        });
        let mut drawn: Vec<BTreeSet<u64>> =
            drawn.map(|bins| bins.iter().filter_map(super::super::Bin::from).map(f64::to_bits).collect()).collect();
        // Bars of overlapping students do not stand beside each other; the first in the card are drawn.
        assert!(drawn.iter().any(|edges| !edges.is_empty()) && drawn.iter().any(BTreeSet::is_empty));
        edges.append(&mut drawn);
    }
    let all: BTreeSet<u64> = edges.iter().flatten().copied().collect();
    let scores: Vec<f64> = all.iter().map(|bits| f64::from_bits(*bits)).collect();
    // Edges are a whole number of widths from the first cut, or a cut; joined bars leave some of them out.
    let width = 2.0;
    let is_natural = |edge: &f64| [12.0, 25.0].contains(edge) || ((edge - 12.0) / width).fract().abs() < 1e-9;
    assert!(scores.len() > 5 && scores.iter().all(is_natural), "{scores:?}");
}

/// Learners of two classes: their teachers could each take away their own, and would know the one or two others.
#[test]
fn a_teacher_who_takes_away_the_own_class_is_left_with_nobody_or_with_three() {
    for (others, is_shown) in [(0, true), (1, false), (2, false), (3, true), (4, true)] {
        let student =
            |at: usize| if at < 50 { (at / 25, at < 12 || (25..25 + others).contains(&at)) } else { (2, false) };
        let by = "measure = \"score\"\nby = \"el\"";
        let views = [
            view("levels", "levels", &format!("{by}\n{SPRING}")),
            view("change", "change", by),
            view("windows", "windows", by),
            view("table", "table", &format!("{by}\n{SPRING}")),
        ];
        let admission = told(&scored((0..75).map(student)), &views);
        for id in ["levels", "change", "windows", "table"] {
            assert_eq!(n_of(&admission, id, "EL").is_some(), is_shown, "{id}: {others} others");
        }
    }
}

/// One student comes and one leaves between the windows: a line is of those who have both scores, or there is none.
#[test]
fn a_line_with_a_student_who_joins_or_leaves_is_of_one_population_or_refused() {
    let lines = [view("line", "windows", "measure = \"score\""), view("change", "change", "measure = \"score\"")];
    for (joined, left, is_drawn) in [(1, 0, true), (0, 1, true), (1, 1, true), (4, 0, true), (8, 8, false)] {
        let mut students = scored((0..60).map(|at| (at % 2, false)));
        students.iter_mut().take(joined).for_each(|(_, _, scores)| scores[0] = None);
        students.iter_mut().rev().take(left).for_each(|(_, _, scores)| scores[1] = None);
        let beside = view("levels", "levels", "measure = \"score\"\nby = \"window\"");
        let admission = told(&students, &[lines.as_slice(), &[beside]].concat());
        let both = (60 - joined - left).to_string();
        if !is_drawn {
            let ids: Vec<&str> = admission.refused().iter().map(Refused::id).collect();
            assert_eq!(ids, ["line", "change"]);
            assert!(admission.view("line").is_none() && admission.view("change").is_none());
            continue;
        }
        let Body::Windows(line) = admission.view("line").unwrap().body() else { panic!() };
        assert!(line[0].iter().all(|point| point.n().to_string() == both), "{joined} joined, {left} left");
        assert_eq!(n_of(&admission, "change", "All students"), Some(both.clone()));
        // The same students everywhere: who joined or left does not follow from another picture.
        assert!(sizes(admission.view("levels").unwrap()).iter().all(|(_, n)| n[0].to_string() == both));
    }
}

/// What follows from the card and from who is where: what is refused, in which words, frames, sizes and titles.
fn decisions(admission: &Admission) -> String {
    let mut text = format!("{:?}\n{:?}\n", admission.refused(), admission.notices());
    for view in admission.views() {
        let sizes = sizes(view);
        writeln!(text, "{} {} {} {:?} {sizes:?}", view.id(), view.title(), view.subtitle(), view.frame()).unwrap();
    }
    text
}

/// Scores dealt out anew among those who were tested change no decision in any kind of picture.
#[test]
fn scores_dealt_out_anew_change_no_decision_of_any_kind() {
    let sessions = if is_full() { 1_000 } else { 40 };
    let mut refused = 0;
    for session in 0..sessions {
        let mut dice = Dice::new(session + 500);
        let n = 30 + dice.below(90);
        let students = school(&mut dice, n);
        let kinds = if session % 4 == 0 {
            vec![Kind::Means]
        } else {
            vec![Kind::Levels, Kind::Distribution, Kind::Table, Kind::Groups, Kind::Change, Kind::Windows, Kind::Grid]
        };
        let mut views: Vec<Asked> = (0..6).map(|_| asked(&mut dice, &students, &kinds)).collect();
        if session % 4 == 0 {
            views.push(asked(&mut dice, &students, &[Kind::Counts]));
        }
        let mut dealt = students.clone();
        for window in 0..2 {
            let tested: Vec<usize> = (0..n).filter(|at| students[*at].scores[window].is_some()).collect();
            for last in (1..tested.len()).rev() {
                let other = dice.below(last + 1);
                let (one, two) = (dealt[tested[last]].scores[window], dealt[tested[other]].scores[window]);
                (dealt[tested[last]].scores[window], dealt[tested[other]].scores[window]) = (two, one);
            }
        }
        let decided = [&students, &dealt].map(|students| {
            let (card, data) = written(students, &views);
            match admit(&[DataSource::bundled("made.csv", data, card)], None, &[0; 32], 0) {
                Ok(admission) => {
                    refused += admission.refused().len();
                    decisions(&admission)
                }
                Err(reports) => reports.iter().map(ToString::to_string).collect(),
            }
        });
        assert_eq!(decided[0], decided[1], "session {session}");
    }
    assert!(refused > 40, "{refused}");
}

/// Where all groups are large enough and still a whole body is withheld, a sentence beside it says what to change, and that helps.
#[test]
fn a_body_that_is_withheld_names_the_merge_that_shows_more() {
    let students = |at: usize| {
        let room = at % 3;
        // All but one of the first room are at the lowest level.
        let score = if room == 0 { 2 + u32::from(at == 0) * 20 } else { u32::try_from(at * 7 % 41).unwrap() };
        (room, at.is_multiple_of(4), [Some(score), Some(score)])
    };
    let students: Vec<Student> = (0..90).map(students).collect();
    let counts =
        view("counts", "table", &format!("measure = \"score\"\nby = \"room\"\nshow = [\"n\", \"counts\"]\n{SPRING}"));
    let admission = told(&students, std::slice::from_ref(&counts));
    let shown = |admission: &Admission| {
        let Body::Table(rows) = admission.views()[0].body() else { panic!() };
        rows.iter().flat_map(|row| &row[1..]).filter(|cell| cell.number().is_some()).count()
    };
    assert_eq!(shown(&admission), 0);
    let notes = admission.views()[0].notes();
    assert!(notes.contains(&"To show more, merge small classes of \"room\" in the card.".to_owned()), "{notes:?}");
    let merged: Vec<Student> = students.iter().map(|(room, el, scores)| (room.min(&1) * room, *el, *scores)).collect();
    let merged: Vec<Student> =
        merged.into_iter().map(|(room, el, scores)| (if room == 1 { 0 } else { room }, el, scores)).collect();
    assert!(shown(&told(&merged, &[counts])) > 0);
    // Without a level that counts as reached, small groups are told of nothing.
    let card = format!("{}{}", CARD.replace("at_or_above = \"High\"\n", ""), view("levels", "levels", SPRING_OF));
    let small = csv(&scored((0..18).map(|_| (0, false))));
    let admission = admit(&[DataSource::bundled("made.csv", small, card)], None, &[0; 32], 0).unwrap();
    let notes = admission.views()[0].notes();
    assert!(notes.iter().any(|note| note.contains("at_or_above")), "{notes:?}");
}
