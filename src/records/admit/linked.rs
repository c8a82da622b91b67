//! Several views of one school, taken as one linear system by somebody who knows every group: what is hidden stays open.
//!
//! Everything that the cells state, as anybody can read it, goes into one linear program over atoms and ranges of scores; an
//! independent solver gives the least and the greatest number of students that a hidden cell can stand for. Shares of students who
//! grew tie the scores of two windows, fields of a grid those of two measures: both are part of the same program.

mod said;
mod system;

use std::collections::BTreeSet;

use microlp::OptimizationDirection;

use super::super::Admission;
use super::invented::{Asked, By, Dice, Kind, Student, admitted, admitted_joined, asked, is_full, school};
use said::{Said, Secret};
use system::System;

#[derive(Default, Debug)]
struct Found {
    hidden: usize,
    exact: usize,
    narrow: usize,
    unsolved: usize,
    shown: usize,
    cells: usize,
    moved: usize,
}

impl Found {
    fn add(&mut self, other: &Self) {
        self.hidden += other.hidden;
        self.exact += other.exact;
        self.narrow += other.narrow;
        self.unsolved += other.unsolved;
        self.shown += other.shown;
        self.cells += other.cells;
        self.moved += other.moved;
    }
}

/// What the truth says of everything that is told; a statement that is false would prove nothing.
fn check_truth(system: &System<'_>) {
    for (set, scores, low, high) in &system.said.counts {
        let count = system.true_count(set, *scores);
        assert!(low - 1e-9 <= count && count <= high + 1e-9, "{count} outside {low} to {high}");
    }
    for (windows, classes, low, high) in &system.said.moved {
        let count: f64 = classes.clone().map(|class| system.true_number(&Secret::Moved(windows.clone(), class))).sum();
        assert!(low - 1e-9 <= count && count <= high + 1e-9, "{count} outside {low} to {high}");
    }
}

fn judge(students: &[Student], views: &[Asked], session: u64) -> Found {
    let admission = admitted(students, views);
    judged(students, views, session, &admission)
}

fn judged(students: &[Student], views: &[Asked], session: u64, admission: &Admission) -> Found {
    let said = Said::read(students, views, admission);
    let system = System::new(&said, students);
    check_truth(&system);
    let mut found = Found { shown: said.shown, cells: said.cells, moved: said.moved.len(), ..Found::default() };
    let hidden: BTreeSet<&Secret> = said.hidden.iter().collect();
    for secret in hidden {
        let (size, is_asked) = match secret {
            Secret::Count(set, _) => (set.len(), true),
            // Where nobody is told who grew, each window stands for itself.
            Secret::Moved(windows, _) => (windows[0].len(), !said.moved.is_empty()),
        };
        if size == 0 || !is_asked {
            continue;
        }
        found.hidden += 1;
        let now = system.true_number(secret);
        let needed = 3.0_f64.min(size as f64) - 1e-6;
        let Some(high) = system.bound(secret, OptimizationDirection::Maximize) else {
            found.unsolved += 1;
            continue;
        };
        assert!(high >= now - 1e-6);
        if high - now >= needed {
            continue;
        }
        let Some(low) = system.bound(secret, OptimizationDirection::Minimize) else {
            found.unsolved += 1;
            continue;
        };
        assert!(low <= now + 1e-6);
        found.exact += usize::from(high - low < 1e-6);
        if high - low < needed {
            found.narrow += 1;
            let what = match secret {
                Secret::Count(_, scores) => format!("{scores:?}"),
                Secret::Moved(_, class) => format!("moved {class}"),
            };
            eprintln!("session {session}: {size} students, {what}: {low} to {high}, truly {now}");
        }
    }
    found
}

fn sum_up(sessions: usize, all: &Found) {
    eprintln!("{sessions} admissions: {all:?}");
    assert_eq!((all.exact, all.narrow, all.unsolved), (0, 0, 0), "{all:?}");
}

#[test]
fn all_views_together_leave_what_is_hidden_open() {
    // In the last two, levels that are told of together must be withheld (two students or fewer could be in the highest).
    let sessions: Vec<u64> = if is_full() { (0..1_000).collect() } else { (0..25).chain([421, 699]).collect() };
    let mut all = Found::default();
    for session in &sessions {
        let mut dice = Dice::new(session + 7_000);
        let n = 30 + dice.below(120);
        let students = school(&mut dice, n);
        let number = 3 + dice.below(4);
        let kinds = [Kind::Levels, Kind::Levels, Kind::Distribution, Kind::Table];
        let views: Vec<Asked> = (0..number).map(|_| asked(&mut dice, &students, &kinds)).collect();
        all.add(&judge(&students, &views, *session));
    }
    sum_up(sessions.len(), &all);
}

/// Pictures of two windows, of two measures, of several groups, and tables of counts. Everybody has every score, so that no
/// picture of two scores is refused for want of them.
#[test]
fn pictures_of_every_kind_together_leave_what_is_hidden_open() {
    let sessions = if is_full() { 1_000 } else { 20 };
    let mut all = Found::default();
    for session in 0..sessions {
        let mut dice = Dice::new(session + 90_000);
        let n = 30 + dice.below(70);
        let mut students = school(&mut dice, n);
        for (at, student) in students.iter_mut().enumerate() {
            for score in &mut student.scores {
                score.get_or_insert(u32::try_from(at % 20).unwrap());
            }
        }
        let number = 2 + dice.below(3);
        let first = match session % 5 {
            0 => Kind::Counts,
            1 => Kind::Groups,
            2 => Kind::Grid,
            _ => Kind::Change,
        };
        let others: &[Kind] = match first {
            Kind::Counts => &[Kind::Means],
            _ => &[Kind::Levels, Kind::Levels, Kind::Change, Kind::Windows, Kind::Distribution, Kind::Table],
        };
        let kinds = (0..number).map(|at| if at == 0 { vec![first] } else { others.to_vec() });
        let views: Vec<Asked> = kinds.map(|kinds| asked(&mut dice, &students, &kinds)).collect();
        all.add(&judge(&students, &views, session));
    }
    sum_up(usize::try_from(sessions).unwrap(), &all);
}

/// What is drawn of files that are joined is what is drawn of one file, and leaves open what that does.
#[test]
fn files_that_are_joined_leave_open_what_one_file_leaves_open() {
    let mut all = Found::default();
    let sessions = if is_full() { 200 } else { 10 };
    for session in (0..).take(sessions) {
        let mut dice = Dice::new(session + 31_000);
        let n = 30 + dice.below(90);
        let mut students = school(&mut dice, n);
        let windows = Asked {
            kind: Kind::Levels,
            by: Some(By::Window),
            window: None,
            only: Vec::new(),
            total: false,
            show: None,
        };
        let mut kinds = vec![Kind::Levels, Kind::Levels, Kind::Distribution, Kind::Table];
        let mut views = Vec::new();
        if session % 2 == 0 {
            for (at, student) in students.iter_mut().enumerate() {
                for score in &mut student.scores {
                    score.get_or_insert(u32::try_from(at % 20).unwrap());
                }
            }
            // Beside a grid over both files, which a part of the students would keep away.
            kinds = vec![Kind::Levels, Kind::Windows];
            views.push(asked(&mut dice, &students, &[Kind::Grid]));
        }
        views.insert(0, windows);
        views.extend((0..2 + dice.below(3)).map(|_| asked(&mut dice, &students, &kinds)));
        let (joined, whole) = admitted_joined(&students, &views);
        assert_eq!((joined.views(), joined.refused()), (whole.views(), whole.refused()), "session {session}");
        all.add(&judged(&students, &views, session, &joined));
    }
    assert!(all.hidden > 0);
    sum_up(sessions, &all);
}
