//! Every kind of picture: what an extreme, a single student and a single answer leave of themselves in it.

use std::collections::{BTreeMap, BTreeSet};

use chartpaper::chart::{Panel, Showing, plot};
use chartpaper::diagnostic::Report;
use chartpaper::records::{Admission, Body, Cell, DataSource, Frame, LevelsRow, MarkForm, View, admit};
use chartpaper::report::views_json;

use super::made_up::{
    Beside, CLASSES, Dice, GROUPS, KINDS, POINTS, Pupil, Scale, asked, beside, school, wide_card, wide_csv,
};
use super::{count, sample};

/// A grade level with everything that the pictures tell of.
struct Level {
    pupils: Vec<Pupil>,
    beside: Vec<Beside>,
    scale: Scale,
}

impl Level {
    fn new(seed: u64, students: usize, scale: Scale) -> Self {
        let mut dice = Dice(seed);
        let pupils = school(&mut dice, students, &scale);
        let beside = beside(&mut dice, &pupils);
        Self { pupils, beside, scale }
    }

    fn admit(&self, audience: &str, views: &str, seed: u64) -> Result<Admission, Vec<Report>> {
        let card = wide_card(&self.scale, audience, views);
        let text = wide_csv(&self.pupils, &self.beside, &self.scale);
        admit(&[DataSource::bundled("made.csv", text, card)], None, &[0; 32], seed)
    }

    /// The one view of a room.
    fn view(&self, kind: &str, keys: &str) -> View {
        let shown = self.admit("room", &asked("it", kind, keys), 0).unwrap();
        shown.view("it").unwrap().clone()
    }

    /// Position of the student with the greatest or the least score in spring.
    fn at_end(&self, greatest: bool) -> usize {
        let all = self.pupils.iter().enumerate();
        let found = if greatest {
            all.max_by_key(|(_, pupil)| pupil.steps[1])
        } else {
            all.min_by_key(|(_, pupil)| pupil.steps[1])
        };
        found.unwrap().0
    }
}

/// Whether a picture shows any number beside that of its students.
fn is_shown(view: &View) -> bool {
    let values = plot(view, Showing::Values, &[]).values;
    let is_count = |row: &Vec<String>| row.first().is_some_and(|label| label == "n" || label == "students");
    values
        .texts()
        .iter()
        .filter(|row| !is_count(row))
        .any(|row| row.iter().skip(1).any(|text| text != "*" && !text.is_empty()))
}

/// The greatest and the least score go to the ends of the scale, without growth turning into loss: no picture of any kind, in no
/// placement, is another than before. (A mean moves by what is true of it; see `order`.)
#[test]
fn an_extreme_moved_to_the_end_of_the_scale_changes_no_picture_of_any_kind() {
    let scale = Scale { steps: 1000, cuts: [400, 500, 600], ..POINTS };
    for seed in 0..count(60) {
        let mut level = Level::new(seed as u64, 220, scale);
        let (top, bottom) = (level.at_end(true), level.at_end(false));
        level.pupils[top].steps[0] = 450;
        level.pupils[bottom].steps[0] = 550;
        let before: Vec<View> = KINDS.iter().map(|(kind, keys)| level.view(kind, keys)).collect();
        let data = wide_csv(&level.pupils, &level.beside, &scale);
        level.pupils[top].steps[1] = scale.steps;
        level.pupils[bottom].steps[1] = 0;
        assert_ne!(wide_csv(&level.pupils, &level.beside, &scale), data);
        for ((kind, keys), before) in KINDS.iter().zip(before) {
            assert!(is_shown(&before), "seed {seed}, {kind}: {:?}", before.notes());
            let after = level.view(kind, keys);
            assert_eq!(after, before, "seed {seed}, {kind}");
            assert_eq!(plot(&after, Showing::Values, &[]), plot(&before, Showing::Values, &[]));
        }
    }
}

/// A score that the scale does not have is a fault of its row, or the row is set aside: no axis of any kind follows it.
#[test]
fn ten_times_the_greatest_score_stretches_no_axis_of_any_kind() {
    let mut level = Level::new(3, 220, POINTS);
    let before: Vec<View> = KINDS.iter().map(|(kind, keys)| level.view(kind, keys)).collect();
    let top = level.at_end(true);
    let wrong = level.pupils[top].steps[1] * 10;
    level.pupils[top].steps[1] = wrong;
    for ((kind, keys), before) in KINDS.iter().zip(before) {
        match level.admit("room", &asked("it", kind, keys), 0) {
            Ok(shown) => {
                assert_eq!(shown.view("it").unwrap().frame(), before.frame(), "{kind}");
                assert!(!views_json(&shown, None).contains(&wrong.to_string()), "{kind}");
            }
            Err(reports) => {
                let told: String = reports.iter().map(ToString::to_string).collect();
                assert!(!told.contains(&wrong.to_string()) && !told.contains(&level.pupils[top].name), "{told}");
            }
        }
    }
}

/// In a room nothing that can be counted in a picture is one student: a bar holds three at least, a dot five.
#[test]
fn no_bar_and_no_dot_of_a_room_is_a_single_student() {
    let (mut bars, mut dots) = (0, 0);
    for seed in 0..count(200) {
        let students = 20 + Dice(seed as u64 + 77).below(300);
        let level = Level::new(seed as u64, students, POINTS);
        for (kind, keys) in KINDS.iter().filter(|(kind, _)| matches!(*kind, "distribution" | "groups")) {
            let view = level.view(kind, keys);
            if let Frame::Distribution { dot: Some(dot), .. } = view.frame() {
                assert!(*dot >= 5, "{dot} students a dot");
                dots += 1;
            }
            let of_groups = |body: &Body| match body {
                Body::Distribution { bins, .. } => vec![bins.clone()],
                Body::Groups(groups) => groups.iter().map(|group| group.bins().to_vec()).collect(),
                other => panic!("{other:?}"),
            };
            for bars_of_one in of_groups(view.body()) {
                let end = bars_of_one.len().saturating_sub(1);
                for (at, bin) in bars_of_one.iter().enumerate() {
                    let Some(number) = bin.count().number() else { continue };
                    let least = if at == 0 || at == end { 5.0 } else { 3.0 };
                    let told = number.is_range() && number.high() - number.low() >= 1.0;
                    assert!(told || number.low() >= least, "seed {seed}, {students}: {bin:?}");
                    bars += 1;
                }
            }
        }
    }
    assert!(bars > count(200) * 20 && dots >= count(200) / 2, "{bars} bars, {dots} pictures of dots");
}

/// The three pictures with a mark for each student, as a team's card asks for them.
const MARKS: [(&str, &str); 3] = [
    ("dots", "measure = \"score\"\nonly = { window = \"Spring\" }"),
    ("scatter", "measure = \"score\"\nagainst = \"other\"\nonly = { window = \"Spring\" }"),
    ("rows", "measure = \"score\"\nagainst = \"other\"\nonly = { window = \"Spring\" }"),
];

fn marks(view: &View) -> Vec<Vec<String>> {
    let Body::Marks { marks, .. } = view.body() else { panic!("{}", view.id()) };
    marks.iter().map(|mark| mark.iter().map(Cell::to_string).collect()).collect()
}

/// A team's marks: of ten students at least, the five lowest and the five highest of each measure as open ends, all others as they
/// are, at most two measures a mark, no group and no name, in an order that neither the file nor a score decides.
#[test]
fn marks_of_a_team_are_pooled_at_both_ends_shuffled_and_without_a_label() {
    for (kind, keys) in MARKS {
        for students in [9, 10, 11, 12, 25, 96] {
            let mut level = Level::new(students as u64, students, POINTS);
            let views = [asked("one", kind, keys), asked("two", kind, keys)].concat();
            let shown = level.admit("team", &views, 4).unwrap();
            let found = marks(shown.view("one").unwrap());
            if students < 10 {
                assert_eq!(found, Vec::<Vec<String>>::new(), "{kind} of {students}");
                continue;
            }
            assert_eq!(found.len(), students, "{kind}");
            assert!(found.iter().all(|mark| mark.len() == if kind == "dots" { 1 } else { 2 }), "{kind}");
            for at in 0..found[0].len() {
                let mut truth: Vec<usize> = level
                    .pupils
                    .iter()
                    .zip(&level.beside)
                    .map(|(pupil, beside)| if at == 0 { pupil.steps[1] } else { beside.other })
                    .collect();
                truth.sort_unstable();
                let texts: Vec<&str> = found.iter().map(|mark| mark[at].as_str()).collect();
                let (low, high): (Vec<_>, Vec<_>) = texts
                    .iter()
                    .filter(|text| text.starts_with(['\u{2264}', '\u{2265}']))
                    .partition(|text| text.starts_with('\u{2264}'));
                assert!(
                    low.len() >= 5 && (high.len() >= 5 || low.len() == students),
                    "{kind} of {students}: {texts:?}"
                );
                assert!(
                    low.iter().chain(&high).map(|text: &&&str| **text).collect::<BTreeSet<_>>().len() <= 2,
                    "one end each"
                );
                let mut between: Vec<usize> = texts.iter().filter_map(|text| text.parse().ok()).collect();
                between.sort_unstable();
                assert_eq!(between.len() + low.len() + high.len(), students);
                assert_eq!(between, truth[low.len()..students - high.len()], "{kind} of {students}");
            }
            let (json, one) = (views_json(&shown, None), found);
            for word in GROUPS.iter().chain(&CLASSES).copied().chain(level.pupils.iter().map(|pupil| &*pupil.name)) {
                assert!(!json.contains(word), "{kind}: {word}");
            }
            assert!(shown.view("two").is_none(), "{kind}: a score that two pictures show would link their marks");
            assert_eq!(shown.refused()[0].id(), "two");
            if students >= 25 {
                let again = level.admit("team", &views, 5).unwrap();
                assert_ne!(marks(again.view("one").unwrap()), one, "{kind}: another session, another order");
            }
            let mut order: Vec<usize> = (0..students).collect();
            Dice(9).shuffle(&mut order);
            level.pupils = order.iter().map(|at| level.pupils[*at].clone()).collect();
            level.beside = order.iter().map(|at| level.beside[*at].clone()).collect();
            assert_eq!(marks(level.admit("team", &views, 4).unwrap().view("one").unwrap()), one, "{kind}: file order");
        }
    }
}

/// What no card gets: marks for a room, marks by group, marks of grown-ups.
#[test]
fn marks_are_refused_to_a_room_by_group_and_of_grown_ups() {
    let level = Level::new(1, 60, POINTS);
    let refused = |audience: &str, kind: &str, keys: &str| {
        let reports = level.admit(audience, &asked("it", kind, keys), 0).unwrap_err();
        let codes: Vec<&str> = reports.iter().flat_map(|report| &report.findings).map(|finding| finding.code).collect();
        assert!(codes.contains(&"row-marks"), "{audience}, {kind}: {codes:?}");
    };
    for (kind, keys) in MARKS {
        refused("room", kind, keys);
        refused("team", kind, &format!("{keys}\nby = \"region\""));
        refused("team\"\nunit = \"adult", kind, keys);
    }
    let mut forms: Vec<&str> = [MarkForm::Dots, MarkForm::Scatter, MarkForm::Rows].map(MarkForm::word).to_vec();
    forms.sort_unstable();
    assert_eq!(forms, ["dots", "rows", "scatter"], "there is no other form");
}

/// A shade follows from the words in it: whoever reads colours learns nothing that the words do not say.
#[test]
fn shades_follow_from_the_words_in_them() {
    let (mut tiles, mut texts) = (0, BTreeSet::new());
    let mut look = |view: &View| {
        let Panel::Heat(heat) = plot(view, Showing::Values, &[]).panel else { return };
        let mut shades = BTreeMap::new();
        for tile in heat.rows.iter().flat_map(|row| &row.tiles) {
            tiles += 1;
            texts.insert(tile.text.clone());
            let shade = format!("{:?}", tile.fill);
            assert_eq!(*shades.entry(tile.text.clone()).or_insert_with(|| shade.clone()), shade, "{}", tile.text);
        }
    };
    for seed in 0..count(100) {
        let level = Level::new(seed as u64, 40 + seed * 5 % 200, POINTS);
        for (kind, keys) in KINDS.iter().filter(|(kind, _)| matches!(*kind, "grid" | "items")) {
            look(&level.view(kind, keys));
        }
    }
    for stem in ["grade-level", "one-class"] {
        let shown = admit(&[DataSource::new(sample(stem, "csv"))], None, &[0; 32], 0).unwrap();
        shown.views().iter().for_each(&mut look);
    }
    assert!(tiles > count(100) * 20 && texts.len() > 10, "{tiles} tiles, {texts:?}");
}

/// Items are told one by one, of twenty students at least; what nobody or everybody solved is told as an open end.
#[test]
fn items_are_told_one_by_one_and_never_as_none_or_all() {
    for seed in 0..count(100) {
        let students = 15 + Dice(seed as u64).below(200);
        let level = Level::new(seed as u64, students, POINTS);
        for (kind, keys) in KINDS.iter().filter(|(kind, _)| *kind == "items") {
            let Ok(shown) = level.admit("room", &asked("it", kind, keys), 0) else { continue };
            let view = shown.view("it").unwrap();
            let (Frame::Items { rows, .. }, Body::Items { n, items }) = (view.frame(), view.body()) else { panic!() };
            assert_eq!((rows.len(), items.len()), (4, 4), "a row is an item");
            assert!(n.len() <= GROUPS.len() + 1, "a column is a group");
            let is_part = !keys.is_empty();
            for (at, n) in n.iter().enumerate().filter(|(_, n)| n.number().is_some()) {
                let least = if is_part && at > 0 { 20.0 } else { 10.0 };
                assert!(n.number().unwrap().low() >= least, "{n}");
                let solved = |item: usize| items[item].solved()[at].to_string();
                assert!(matches!(solved(0).chars().next(), Some('\u{2264}' | '*')), "nobody: {}", solved(0));
                assert!(matches!(solved(1).chars().next(), Some('\u{2265}' | '*')), "everybody: {}", solved(1));
            }
        }
    }
}

/// Answers of grown-ups: nothing of four, words of five to nine, two parts from ten, and of a part of them nothing below ten.
#[test]
fn a_few_grown_ups_are_told_in_words_and_never_in_parts() {
    for people in [3_usize, 4, 5, 7, 9, 10, 15, 19, 24] {
        let mut data = String::from("who,team,s1\n");
        for person in 0..people {
            let team = if person % 2 == 0 { "Even" } else { "Odd" };
            data.push_str(&format!("Qzx{person}person,{team},{}\n", 1 + (person * 7) % 4));
        }
        let card = |views: &str| {
            format!(
                "schema = 1\ntitle = \"Staff\"\nunit = \"adult\"\n[column.who]\nrole = \"identifier\"\n[column.team]\n\
                 role = \"group\"\n[column.s1]\nrole = \"measure\"\nlevels = [\"no\", \"rather no\", \"rather yes\", \
                 \"yes\"]\ncodes = [\"1\", \"2\", \"3\", \"4\"]\nat_or_above = \"rather yes\"\n{views}"
            )
        };
        let admitted = |keys: &str| {
            let source = DataSource::bundled("staff.csv", data.clone(), card(&asked("it", "levels", keys)));
            admit(&[source], None, &[0; 32], 0)
        };
        let shares = |keys: &str| -> Vec<String> {
            let Ok(shown) = admitted(keys) else { return Vec::new() };
            let Some(Body::Levels(rows)) = shown.view("it").map(View::body) else { return Vec::new() };
            rows.iter().flat_map(LevelsRow::shares).map(Cell::to_string).filter(|text| text != "*").collect()
        };
        let told = shares("measure = \"s1\"");
        let is_word = |text: &String| ["few (", "mixed (", "most ("].iter().any(|word| text.starts_with(word));
        match people {
            0..=4 => assert_eq!(told, Vec::<String>::new(), "{people}"),
            5..=9 => assert!(told.len() == 2 && told.iter().all(is_word), "{people}: {told:?}"),
            _ => assert!(told.len() == 2 && told.iter().all(|text| text.ends_with('%')), "{people}: {told:?}"),
        }
        let parts = shares("measure = \"s1\"\nby = \"team\"");
        assert!(people.div_ceil(2) >= 10 || parts.is_empty(), "{people}: {parts:?}");
        assert!(parts.iter().all(|text| text.ends_with('%')), "{parts:?}");
    }
}
