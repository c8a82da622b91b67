//! Random data sets: what is shown never tells of a small group, and follows from membership alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;

use super::super::{Admission, Body, DataSource, Frame, admit};

const CARD: &str = r#"
schema = 1
title = "T"
[column.id]
role = "identifier"
[column.a]
role = "group"
order = ["0", "1", "2", "3"]
[column.b]
role = "group"
order = ["0", "1", "2", "3"]
[column.score]
role = "measure"
range = [0, 20]
cuts = [{ at = 8, name = "Some" }, { at = 13, name = "Most" }]
at_or_above = "Most"
"#;

#[derive(Clone, Debug)]
struct Student {
    a: Option<u8>,
    b: Option<u8>,
    score: Option<u8>,
}

/// Group column, filter on the other column, whether with a total.
type Asked = (bool, Option<u8>, bool);

fn admitted(students: &[Student], asked: &[Asked]) -> Option<Admission> {
    let cell = |value: Option<u8>| value.map(|value| value.to_string()).unwrap_or_default();
    let mut data = String::from("id,a,b,score\n");
    for (at, student) in students.iter().enumerate() {
        writeln!(data, "Zq{at},{},{},{}", cell(student.a), cell(student.b), cell(student.score)).unwrap();
    }
    let mut card = CARD.to_owned();
    for (at, (by_a, filter, total)) in asked.iter().enumerate() {
        let (by, other) = if *by_a { ("a", "b") } else { ("b", "a") };
        let only = filter.map(|value| format!("only = {{ {other} = \"{value}\" }}\n")).unwrap_or_default();
        let kind = if at % 2 == 0 { "levels" } else { "table" };
        write!(
            card,
            "[[view]]\nid = \"v{at}\"\nkind = \"{kind}\"\nmeasure = \"score\"\nby = \"{by}\"\ntotal = {total}\n{only}"
        )
        .unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    fs::write(&path, data).unwrap();
    // A value that nobody has is a finding, and so is an empty column.
    admit(&[DataSource::with_card(path, card)], None, &[0; 32], 0).ok()
}

/// The shown sets of tested students, and the hidden ones below the minimum, worked out from the labels of the rows.
fn sets(students: &[Student], asked: &[Asked], admission: &Admission) -> (Vec<BTreeSet<usize>>, Vec<BTreeSet<usize>>) {
    let (mut shown, mut small) = (Vec::new(), Vec::new());
    for ((by_a, filter, _), view) in asked.iter().zip(admission.views()) {
        let (labels, is_shown): (_, Vec<bool>) = match (view.frame(), view.body()) {
            (Frame::Levels { rows, .. }, Body::Levels(body)) => {
                (rows, body.iter().map(|row| row.n().number().is_some()).collect())
            }
            (Frame::Table { rows, .. }, Body::Table(body)) => {
                (rows, body.iter().map(|row| row[0].number().is_some()).collect())
            }
            _ => panic!("another kind"),
        };
        for (label, is_shown) in labels.iter().zip(is_shown) {
            let is_in = |student: &Student| {
                let (by, other) = if *by_a { (student.a, student.b) } else { (student.b, student.a) };
                let is_row = label == "All students" || by.is_some_and(|by| by.to_string() == *label);
                student.score.is_some() && is_row && (filter.is_none() || other == *filter)
            };
            let set: BTreeSet<usize> =
                students.iter().enumerate().filter(|(_, student)| is_in(student)).map(|(at, _)| at).collect();
            if is_shown {
                shown.push(set);
            } else if !set.is_empty() && set.len() < 10 {
                small.push(set);
            }
        }
    }
    (shown, small)
}

fn students() -> impl Strategy<Value = Vec<Student>> {
    (0_u8..3, 0_u8..3).prop_flat_map(|(skew_a, skew_b)| {
        let group = |skew: u8| {
            prop_oneof![
                30 => Just(Some(0)),
                20 => Just(Some(1)),
                u32::from(skew) * 3 + 1 => Just(Some(2)),
                u32::from(skew) * 2 + 1 => Just(Some(3)),
                1 => Just(None),
            ]
        };
        let score = prop_oneof![20 => (0_u8..=20).prop_map(Some), 1 => Just(None)];
        let student = (group(skew_a), group(skew_b), score).prop_map(|(a, b, score)| Student { a, b, score });
        prop::collection::vec(student, 15..120)
    })
}

fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let filter = prop_oneof![2 => Just(None), 1 => (0_u8..3).prop_map(Some)];
    prop::collection::vec((any::<bool>(), filter, any::<bool>()), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("CHARTPAPER_FULL").is_some() { 3_000 } else { 60 }))]

    #[test]
    fn sums_and_differences_of_shown_groups_tell_of_no_small_one(students in students(), asked in asked()) {
        let Some(admission) = admitted(&students, &asked) else { return Ok(()) };
        let (shown, small) = sets(&students, &asked, &admission);
        let vector = |set: &BTreeSet<usize>| -> Vec<i32> {
            (0..students.len()).map(|at| i32::from(set.contains(&at))).collect()
        };
        let vectors: Vec<Vec<i32>> = shown.iter().map(&vector).collect();
        let small: Vec<Vec<i32>> = small.iter().map(vector).collect();
        for set in &shown {
            prop_assert!(set.len() >= 10);
        }
        let check = |sum: &[i32]| {
            let is_set = sum.iter().all(|x| (0..=1).contains(x));
            let size = sum.iter().sum::<i32>();
            let is_small = is_set && (1..10).contains(&size);
            !is_small && !small.iter().any(|small| small == sum)
        };
        for one in &vectors {
            for two in &vectors {
                let difference: Vec<i32> = one.iter().zip(two).map(|(x, y)| x - y).collect();
                prop_assert!(check(&difference));
                for three in &vectors {
                    let minus: Vec<i32> = difference.iter().zip(three).map(|(x, y)| x - y).collect();
                    let plus: Vec<i32> = difference.iter().zip(three).map(|(x, y)| x + y).collect();
                    prop_assert!(check(&minus) && check(&plus));
                }
            }
        }
    }

    #[test]
    fn other_scores_change_no_decision(students in students(), asked in asked(), shift in 1_u8..20) {
        let others: Vec<Student> = students
            .iter()
            .map(|student| Student { score: student.score.map(|score| (score * 3 + shift) % 21), ..student.clone() })
            .collect();
        let (one, other) = (admitted(&students, &asked), admitted(&others, &asked));
        prop_assert_eq!(one.is_some(), other.is_some());
        let (Some(one), Some(other)) = (one, other) else { return Ok(()) };
        prop_assert_eq!(one.notices(), other.notices());
        for (a, b) in one.views().iter().zip(other.views()) {
            prop_assert_eq!(a.frame(), b.frame());
            prop_assert_eq!((a.title(), a.subtitle()), (b.title(), b.subtitle()));
        }
        prop_assert_eq!(sets(&students, &asked, &one), sets(&others, &asked, &other));
    }

    #[test]
    fn a_damaged_file_is_admitted_or_refused_without_a_name(
        damage in prop::collection::vec((any::<prop::sample::Index>(), "[\",;\n\r\t0Aé]{1,3}"), 1..6),
    ) {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
        let mut data: Vec<char> = fs::read_to_string(root.join("mathematics.csv")).unwrap().chars().collect();
        let card = fs::read_to_string(root.join("mathematics.toml")).unwrap();
        for (at, inserted) in damage {
            let at = at.index(data.len());
            data.splice(at..at, inserted.chars());
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made.csv");
        fs::write(&path, data.into_iter().collect::<String>()).unwrap();
        let shown = match admit(&[DataSource::with_card(path, card)], None, &[0; 32], 0) {
            Ok(admission) => format!("{admission:?}"),
            Err(reports) => reports.iter().map(ToString::to_string).collect(),
        };
        for start in ["Zqv", "Xvr", "Qzl", "Vxm", "Zxt", "Qvn", "QX-"] {
            prop_assert!(!shown.contains(start), "{}", shown);
        }
    }
}
