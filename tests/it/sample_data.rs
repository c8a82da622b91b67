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

use chartpaper::records::{Admission, Audience, Body, DataSource, Frame, ItemRow, LevelsRow, Refused, View, admit};

use super::dice::Dice;

impl Dice {
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

/// One row a student: three windows of reading, a mathematics score, and twelve items, the first eight right or wrong, the others
/// with the letter that was chosen. Few miss a window.
fn grade_level(students: &[Student]) -> String {
    let mut dice = Dice(23);
    let mut text = String::from("student_id,first_name,last_name,class,english_learner,fall,winter,spring,mathematics");
    for item in 1..=12 {
        write!(text, ",q{item:02}").unwrap();
    }
    text.push('\n');
    for student in students {
        let mut row = format!("{},{},{}", student.id, student.first, student.last);
        write!(row, ",{},{}", CLASSES[student.class], yes(student.is_learner)).unwrap();
        for mean in [202.0, 206.5, 210.5] {
            let value = score(mean + student.ability + 3.5 * dice.normal());
            write!(row, ",{}", if dice.chance(3) { String::new() } else { value.to_string() }).unwrap();
        }
        let value = score(208.0 + 0.8 * student.ability + 7.0 * dice.normal());
        write!(row, ",{}", if dice.chance(2) { String::new() } else { value.to_string() }).unwrap();
        for item in 1..=12_u32 {
            let easy = [88.0, 71.0, 64.0, 55.0, 47.0, 78.0, 39.0, 60.0, 66.0, 52.0, 74.0, 33.0][item as usize - 1];
            let is_right = dice.chance((easy + 1.2 * student.ability + 4.0).clamp(6.0, 96.0) as u64);
            if dice.chance(1) {
                row.push(',');
            } else if item <= 8 {
                write!(row, ",{}", u32::from(is_right)).unwrap();
            } else {
                let letters = ["A", "B", "C", "D"];
                let key = item as usize % 4;
                // Most of those who are wrong fall for the same option.
                let wrong = if dice.chance(60) { (key + 1) % 4 } else { (key + 2 + dice.below(2)) % 4 };
                write!(row, ",{}", letters[if is_right { key } else { wrong }]).unwrap();
            }
        }
        writeln!(text, "{row}").unwrap();
    }
    text
}

/// One class of 25 in three windows, with ten items.
fn one_class(dice: &mut Dice) -> String {
    let mut taken = Vec::new();
    let mut text = String::from("student_id,first_name,last_name,english_learner,window,score");
    for item in 1..=10 {
        write!(text, ",q{item:02}").unwrap();
    }
    text.push('\n');
    for at in 0..25 {
        let id = format!("QY-{}", 10_000 + dice.below(90_000));
        let (first, last) = (name(dice, &mut taken), name(dice, &mut taken));
        let ability = 10.0 * dice.normal();
        let learner = yes(at % 5 == 2);
        for (window, mean) in [("Fall", 203.0), ("Winter", 207.0), ("Spring", 211.0)] {
            let value = score(mean + ability + 3.0 * dice.normal());
            write!(text, "{id},{first},{last},{learner},{window},{value}").unwrap();
            for item in 1..=10_u32 {
                let percent = (74.0 - f64::from(item * 7 % 10) * 4.0 + 1.3 * ability).clamp(8.0, 95.0) as u64;
                let cell = if window == "Spring" { u32::from(dice.chance(percent)).to_string() } else { String::new() };
                write!(text, ",{cell}").unwrap();
            }
            text.push('\n');
        }
    }
    text
}

/// Fifteen adults of one school, eight statements, in columns of their own.
fn small_staff(dice: &mut Dice) -> String {
    let mut taken = Vec::new();
    let mut text = String::from("respondent,team");
    for (at, _) in STATEMENTS.iter().enumerate() {
        write!(text, ",s{}", at + 1).unwrap();
    }
    text.push('\n');
    for at in 0..15 {
        write!(text, "{},{}", name(dice, &mut taken), ["Primary", "Intermediate"][at % 2]).unwrap();
        let mood = 0.4 * dice.normal();
        for (_, lean) in STATEMENTS {
            let value = (3.0 + 0.8 * lean + mood + 0.9 * dice.normal()).round().clamp(1.0, 5.0);
            write!(text, ",{value}").unwrap();
        }
        text.push('\n');
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
        ("grade-level.csv", grade_level(&students)),
        ("one-class.csv", one_class(&mut Dice(29))),
        ("small-staff.csv", small_staff(&mut Dice(31))),
    ]
}

/// Every name and id in the sample data.
pub(crate) fn canaries() -> Vec<String> {
    let mut words: Vec<String> =
        students().into_iter().flat_map(|student| [student.id, student.first, student.last]).collect();
    let mut people = vec![one_class(&mut Dice(29))];
    people.push(
        small_staff(&mut Dice(31)).lines().map(|line| format!("{},,\n", line.split(',').next().unwrap())).collect(),
    );
    for line in people.iter().flat_map(|text| text.lines().skip(1)) {
        words.extend(line.split(',').take(3).filter(|word| !word.is_empty()).map(str::to_owned));
    }
    words.sort();
    words.dedup();
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
        // Of one class a part is five students, whose picture is there to say so.
        let least = if file == "one-class.csv" { 70 } else { 90 };
        assert!(shown * 100 >= all * least, "{file}: {shown} of {all} cells shown");
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

fn share_shown(view: &View) -> (usize, usize) {
    let cells = view.body().cells();
    (cells.iter().filter(|cell| cell.number().is_some()).count(), cells.len())
}

#[test]
fn a_team_sees_its_grade_level_before_a_room() {
    let admission = admitted("grade-level.csv");
    assert_eq!(admission.refused(), []);
    for id in ["windows", "spring", "english-learners", "classes", "growth", "items", "items-by-class", "over-time"] {
        let (shown, all) = share_shown(admission.view(id).unwrap());
        assert!(shown * 100 >= all * 80, "{id}: {shown} of {all} cells shown");
    }
    let Body::Change(rows) = admission.view("growth").unwrap().body() else { panic!() };
    let all = rows.last().unwrap();
    assert!(all.from().number().unwrap().middle() < all.to().number().unwrap().middle());
    assert!(all.moved()[2].number().unwrap().low() > 50.0, "most grew: {all:?}");
    let view = admission.view("items").unwrap();
    let (Frame::Items { keys, .. }, Body::Items { items, .. }) = (view.frame(), view.body()) else { panic!() };
    let order = ItemRow::hardest_first(items);
    let solved = |at: &usize| items[*at].solved()[0].number().unwrap().middle();
    assert!(order.iter().zip(order.iter().skip(1)).all(|(a, b)| solved(a) <= solved(b)));
    // A right option is told as the share that solved its item.
    for (item, key) in items.iter().zip(keys).filter_map(|(item, key)| Some((item, (*key)?))) {
        assert_eq!(item.chosen()[key], item.solved()[0]);
    }
    let mut titles: Vec<&str> = admission.views().iter().map(View::title).collect();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), admission.views().len());
}

#[test]
fn one_class_is_of_use_before_a_room() {
    let admission = admitted("one-class.csv");
    let Body::Distribution { bins, median, .. } = admission.view("spring").unwrap().body() else { panic!() };
    assert!(bins.len() >= 3 && median.number().is_some(), "{bins:?}");
    assert!(bins.iter().all(|bin| bin.count().number().is_some()));
    let Body::Levels(rows) = admission.view("windows").unwrap().body() else { panic!() };
    assert!(rows.iter().all(|row| row.shares().len() == 2 && !row.is_hidden()));
    let (shown, all) = share_shown(admission.view("items").unwrap());
    assert_eq!(shown, all);
    // Five students are no picture, and the rest of the class would tell of them.
    let refused: Vec<&str> = admission.refused().iter().map(Refused::id).collect();
    assert_eq!(refused, ["english-learners"; 2]);
    assert!(admission.refused().iter().all(|refused| refused.reason().contains("fewer than 10 students")));
}

#[test]
fn a_small_staff_sees_its_answers_and_never_those_of_a_part() {
    let admission = admitted("small-staff.csv");
    assert_eq!(admission.minimum_group(), 5);
    let (shown, all) = share_shown(&admission.views()[0]);
    assert_eq!((shown, all), (24, 24));
    let card = fs::read_to_string(path("small-staff.toml")).unwrap();
    let by_team = "\n[[view]]\nid = \"teams\"\nkind = \"levels\"\nmeasure = \"s1\"\nby = \"team\"\n";
    let source = DataSource::with_card(path("small-staff.csv"), format!("{card}{by_team}"));
    let admission = admit(&[source], None, &[1; 32], 1).unwrap();
    let Body::Levels(rows) = admission.view("teams").unwrap().body() else { panic!() };
    assert!(rows.iter().all(LevelsRow::is_hidden));
}
