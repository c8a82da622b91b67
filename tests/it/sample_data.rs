//! The synthetic data of `sample-data/`: made here, with a fixed seed and by whole-number and basic arithmetic only, so that
//! every machine makes the same bytes. Names and ids exist nowhere else, so that a leak of one can be searched for.
//!
//! `cargo test --release --test it -- --ignored write_sample_data` makes the files again.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a generator for tests: every number in it is small and known"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use chartpaper::records::{Admission, Audience, Body, DataSource, Frame, View, admit};

/// `SplitMix64` (Steele, Lea, Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> usize {
        usize::try_from(self.next() % bound).unwrap()
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// About normal, mean 0, standard deviation 1: the sum of twelve uniform numbers less six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| f64::from(self.next() as u32) / f64::from(u32::MAX)).sum::<f64>() - 6.0
    }
}

const CLASSES: [&str; 4] = ["Rm 12", "Rm 14", "Rm 15", "Rm 17"];

struct Student {
    id: String,
    first: String,
    last: String,
    class: usize,
    gender: &'static str,
    is_learner: bool,
    has_iep: bool,
    ability: f64,
}

/// A name that can be spoken and that nobody bears.
fn name(dice: &mut Dice, taken: &mut Vec<String>) -> String {
    const STARTS: [&str; 6] = ["Zqv", "Xvr", "Qzl", "Vxm", "Zxt", "Qvn"];
    const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
    const MIDDLES: [&str; 8] = ["r", "l", "nd", "m", "st", "v", "rk", "ll"];
    const ENDS: [&str; 7] = ["in", "ou", "ek", "ax", "il", "um", "ori"];
    loop {
        let name = [STARTS[dice.below(6)], VOWELS[dice.below(5)], MIDDLES[dice.below(8)], ENDS[dice.below(7)]].concat();
        if !taken.contains(&name) {
            taken.push(name.clone());
            return name;
        }
    }
}

fn students() -> Vec<Student> {
    let mut dice = Dice(20_240_517);
    let mut taken = Vec::new();
    (0..96)
        .map(|at| {
            let id = loop {
                let id = format!("QX-{}", 10_000 + dice.below(90_000));
                if !taken.contains(&id) {
                    taken.push(id.clone());
                    break id;
                }
            };
            let (first, last) = (name(&mut dice, &mut taken), name(&mut dice, &mut taken));
            let gender = match dice.below(100) {
                0..48 => "F",
                48..97 => "M",
                _ => "X",
            };
            let is_learner = dice.chance(27);
            let has_iep = dice.chance(14);
            let gap = if is_learner { -10.0 } else { 0.0 } - if has_iep { 9.0 } else { 0.0 };
            let ability = 11.0 * dice.normal() + gap;
            Student { id, first, last, class: at % 4, gender, is_learner, has_iep, ability }
        })
        .collect()
}

fn score(value: f64) -> u32 {
    value.round().clamp(141.0, 279.0) as u32
}

fn yes(is: bool) -> &'static str {
    if is { "Y" } else { "N" }
}

/// One row a student and window, over two years: growth within a year, a dip over the summer, English learners catching up a
/// little, and one class that grows more in the second year.
fn reading(students: &[Student]) -> String {
    const WINDOWS: [(&str, f64); 6] = [
        ("2023-24 Fall", 199.0),
        ("2023-24 Winter", 203.5),
        ("2023-24 Spring", 207.0),
        ("2024-25 Fall", 205.0),
        ("2024-25 Winter", 209.0),
        ("2024-25 Spring", 212.5),
    ];
    let mut dice = Dice(7);
    let mut text =
        String::from("student_id,first_name,last_name,grade,class,gender,english_learner,iep,window,score,level\n");
    for student in students {
        for (at, (window, mean)) in WINDOWS.iter().enumerate() {
            let since = at as f64;
            let class = if student.class == 2 && at > 3 { 3.0 * (since - 3.0) } else { 0.0 };
            let learner = if student.is_learner { 0.8 * since } else { 0.0 };
            let value = score(mean + student.ability + class + learner + 3.2 * dice.normal());
            let level = [190, 205, 220].iter().filter(|cut| value >= **cut).count() + 1;
            let (value, level) =
                if dice.chance(3) { (String::new(), String::new()) } else { (value.to_string(), level.to_string()) };
            let grade = if at < 3 { 4 } else { 5 };
            let Student { id, first, last, gender, .. } = student;
            let (class, learner, iep) = (CLASSES[student.class], yes(student.is_learner), yes(student.has_iep));
            writeln!(text, "{id},{first},{last},{grade},{class},{gender},{learner},{iep},{window},{value},{level}")
                .unwrap();
        }
    }
    text
}

/// One row a student, one column a window, as assessment exports often are.
fn mathematics(students: &[Student]) -> String {
    let mut dice = Dice(11);
    let mut text = String::from("student_id,first_name,last_name,class,english_learner,iep,fall,winter,spring\n");
    for student in students {
        let learner = if student.is_learner { 4.0 } else { 0.0 };
        let ability = 0.7 * student.ability + learner + 8.0 * dice.normal();
        let class = if student.class == 0 { -1.0 } else { 0.5 };
        let mut row = format!("{},{},{}", student.id, student.first, student.last);
        write!(row, ",{},{},{}", CLASSES[student.class], yes(student.is_learner), yes(student.has_iep)).unwrap();
        for (at, mean) in [207.0, 212.0, 216.5].into_iter().enumerate() {
            let value = score(mean + ability + 2.5 * class * at as f64 + 3.0 * dice.normal());
            if dice.chance(3) {
                row.push(',');
            } else {
                write!(row, ",{value}").unwrap();
            }
        }
        writeln!(text, "{row}").unwrap();
    }
    text
}

/// Twenty items, 0 or 1, and their sum; items 7 and 14 are hard for everybody, item 3 is easy.
fn items(students: &[Student]) -> String {
    let mut dice = Dice(13);
    let mut text = String::from("student_id,first_name,last_name,class");
    for item in 1..=20 {
        write!(text, ",item_{item:02}").unwrap();
    }
    text.push_str(",total\n");
    for student in students {
        if dice.chance(3) {
            continue;
        }
        let mut row = format!("{},{},{},{}", student.id, student.first, student.last, CLASSES[student.class]);
        let mut total = 0;
        for item in 1..=20_i32 {
            let easy = match item {
                3 => 92.0,
                7 | 14 => 30.0,
                _ => 72.0 - f64::from(item % 5) * 6.0,
            };
            let percent = (easy + 1.4 * student.ability + 6.0).clamp(6.0, 97.0) as u64;
            let point = u32::from(dice.chance(percent));
            total += point;
            write!(row, ",{point}").unwrap();
        }
        writeln!(text, "{row},{total}").unwrap();
    }
    text
}

/// Statements of the staff survey, and how far the staff lean to agreeing.
const STATEMENTS: [(&str, f64); 6] = [
    ("I know what our students are expected to learn by spring", 0.9),
    ("I look at student work with colleagues every month", -0.1),
    ("I can explain to a student what the next step is", 0.5),
    ("I have time to plan from what an assessment showed", -0.7),
    ("Our team tries one change at a time and looks at what came of it", -0.4),
    ("I feel safe to say that something did not work", 0.3),
];

fn staff_survey() -> String {
    let mut dice = Dice(17);
    let mut taken = Vec::new();
    let mut text = String::from("respondent,team");
    for (statement, _) in STATEMENTS {
        write!(text, ",{statement}").unwrap();
    }
    text.push('\n');
    for at in 0..64 {
        let team = ["Primary", "Intermediate", "Support"][at % 7 % 3];
        write!(text, "{},{team}", name(&mut dice, &mut taken)).unwrap();
        let mood = 0.5 * dice.normal();
        for (_, lean) in STATEMENTS {
            let value = (3.0 + lean + mood + 0.9 * dice.normal()).round().clamp(1.0, 5.0) as usize;
            let answer = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"][value - 1];
            write!(text, ",{}", if dice.chance(2) { "" } else { answer }).unwrap();
        }
        text.push('\n');
    }
    text
}

/// How a grade level feels on two days: pleasantness and energy from 1 to 7.
fn mood(students: &[Student]) -> String {
    let mut dice = Dice(19);
    let mut text = String::from("student_id,class,day,pleasantness,energy\n");
    for student in students {
        let usual = dice.normal();
        for (day, lift) in [("Monday", -0.5), ("Friday", 0.7)] {
            if dice.chance(4) {
                continue;
            }
            let mut feel = |mean: f64| (mean + 0.8 * usual + 1.1 * dice.normal()).round().clamp(1.0, 7.0) as u32;
            let (pleasantness, energy) = (feel(4.3 + lift), feel(3.9 - 0.4 * lift));
            writeln!(text, "{},{},{day},{pleasantness},{energy}", student.id, CLASSES[student.class]).unwrap();
        }
    }
    text
}

/// Name and content of every generated file.
pub(crate) fn files() -> Vec<(&'static str, String)> {
    let students = students();
    vec![
        ("reading.csv", reading(&students)),
        ("mathematics.csv", mathematics(&students)),
        ("items.csv", items(&students)),
        ("staff-survey.csv", staff_survey()),
        ("mood.csv", mood(&students)),
    ]
}

/// Every name and id in the sample data.
pub(crate) fn canaries() -> Vec<String> {
    let mut words: Vec<String> =
        students().into_iter().flat_map(|student| [student.id, student.first, student.last]).collect();
    words.extend(staff_survey().lines().skip(1).filter_map(|line| line.split(',').next().map(str::to_owned)));
    words
}

/// A file of `sample-data/`.
pub(crate) fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(file)
}

fn admitted(file: &str) -> Admission {
    match admit(&[DataSource::new(path(file))], None, &[1; 32], 1) {
        Ok(admission) => admission,
        Err(reports) => panic!("{file}: {}", reports.iter().map(ToString::to_string).collect::<String>()),
    }
}

#[test]
#[ignore = "writes into the repository"]
fn write_sample_data() {
    for (file, content) in files() {
        fs::write(path(file), content).unwrap();
    }
}

#[test]
fn the_committed_files_are_the_generated_ones() {
    for (file, content) in files() {
        let committed = fs::read_to_string(path(file)).unwrap();
        assert!(committed == content, "{file} differs; run the ignored test write_sample_data");
    }
}

#[test]
fn every_card_admits_and_nearly_everything_may_be_shown() {
    let canaries = canaries();
    for (file, _) in files() {
        let admission = admitted(file);
        assert_eq!(admission.audience(), Audience::Room);
        assert_eq!(admission, admitted(&file.replace(".csv", ".toml")));
        let (mut shown, mut all) = (0, 0);
        for view in admission.views() {
            let cells = view.body().cells();
            assert!(!cells.is_empty(), "{file}: {}", view.id());
            shown += cells.iter().filter(|cell| cell.number().is_some()).count();
            all += cells.len();
        }
        assert!(shown * 100 >= all * 90, "{file}: {shown} of {all} cells shown");
        let everything = format!("{admission:?}");
        for canary in &canaries {
            assert!(!everything.contains(canary.as_str()), "{file} shows {canary}");
        }
    }
}

fn middles(view: &View) -> Vec<f64> {
    let Body::Table(rows) = view.body() else { panic!("{} is no table", view.id()) };
    rows.iter().map(|row| row[1].number().unwrap().middle()).collect()
}

#[test]
fn the_reading_figures_look_like_a_school() {
    let admission = admitted("reading.csv");
    for slot in ["overview", "groups", "distribution", "classes", "growth"] {
        assert!(admission.views().iter().any(|view| view.slot() == Some(slot)), "{slot}");
    }
    let Frame::Levels { rows, .. } = admission.views()[0].frame() else { panic!() };
    assert_eq!(rows.len(), 6);
    let growth = middles(admission.view("growth").unwrap());
    assert!(growth[0] < growth[1] && growth[1] < growth[2], "growth in the first year: {growth:?}");
    assert!(growth[3] < growth[2], "a dip over the summer: {growth:?}");
    assert!(growth[3] < growth[4] && growth[4] < growth[5], "growth in the second year: {growth:?}");
    let mut classes = middles(admission.view("class-table").unwrap());
    classes.sort_by(f64::total_cmp);
    assert!(classes[3] - classes[2] >= 2.0, "one class differs: {classes:?}");
}
