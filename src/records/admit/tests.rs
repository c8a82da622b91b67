use std::fmt::Write as _;
use std::fs;

use super::super::{Body, Cell, Frame, View};
use super::*;

const KEY: [u8; 32] = [7; 32];

const CARD: &str = r#"
schema = 1
title = "Reading, grade 5"

[column.id]
role = "identifier"

[column.window]
role = "time"
label = "Window"
order = ["Fall", "Spring"]

[column.room]
role = "class"
label = "Class"

[column.el]
role = "group"
label = "English learner"
labels = { Y = "English learner", N = "Not English learner" }

[column.score]
role = "measure"
label = "Reading score"
range = [140, 280]
step = 1
below = "1 Not yet"
cuts = [{ at = 190, name = "2 Approaching" }, { at = 205, name = "3 Meeting" }, { at = 220, name = "4 Exceeding" }]
at_or_above = "3 Meeting"
"#;

const VIEWS: &str = r#"
[[view]]
id = "windows"
kind = "levels"
measure = "score"
by = "window"
slot = "overview"

[[view]]
id = "spread"
kind = "distribution"
measure = "score"
only = { window = "Spring" }

[[view]]
id = "groups"
kind = "levels"
measure = "score"
by = "el"
only = { window = "Spring" }

[[view]]
id = "classes"
kind = "table"
measure = "score"
by = "room"
only = { window = "Spring" }
"#;

/// `students` in two windows, every fifth an English learner, in classes of 24.
fn csv(students: u32, score: impl Fn(u32, u32) -> String) -> String {
    let mut text = String::from("id,first,window,room,el,score\n");
    for student in 0..students {
        for (window, name) in ["Fall", "Spring"].into_iter().enumerate() {
            let learner = if student % 5 == 0 { "Y" } else { "N" };
            let score = score(student, u32::try_from(window).unwrap());
            writeln!(text, "QX-{student},Zqname{student},{name},room {},{learner},{score}", student / 24).unwrap();
        }
    }
    text
}

fn usual(student: u32, window: u32) -> String {
    (175 + student * 7 % 53 + window * 6).to_string()
}

fn admit_text(data: &str, card: &str) -> Result<Admission, Vec<Report>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    fs::write(&path, data).unwrap();
    admit(&[DataSource::with_card(&path, card)], None, &KEY, 1)
}

fn codes(result: Result<Admission, Vec<Report>>) -> Vec<&'static str> {
    match result {
        Ok(_) => Vec::new(),
        Err(reports) => reports.iter().flat_map(|report| report.findings.iter().map(|finding| finding.code)).collect(),
    }
}

fn card() -> String {
    format!("{CARD}{VIEWS}")
}

#[test]
fn the_three_kinds_come_out_in_the_order_of_the_card() {
    let admission = admit_text(&csv(96, usual), &card()).unwrap();
    let ids: Vec<&str> = admission.views().iter().map(View::id).collect();
    assert_eq!(ids, ["windows", "spread", "groups", "classes"]);
    assert_eq!(admission.view("groups").unwrap().title(), "Reading score by English learner, Spring");
    assert_eq!(admission.views()[0].slot(), Some("overview"));
    let Body::Levels(rows) = admission.views()[0].body() else { panic!() };
    let Frame::Levels { levels, cut, rows: labels, .. } = admission.views()[0].frame() else { panic!() };
    assert_eq!((labels.len(), levels.len(), *cut), (2, 4, Some(2)));
    assert_eq!(rows[0].n().to_string(), "96");
    assert_eq!(rows[0].shares().len(), 4);
    let Body::Distribution { n, bins, median, bands } = admission.views()[1].body() else { panic!() };
    assert_eq!(n.to_string(), "96");
    assert!(bins.len() > 6, "{bins:?}");
    assert_eq!(bins.iter().map(|bin| bin.count().to_string().parse::<u32>().unwrap()).sum::<u32>(), 96);
    let mut scores: Vec<u32> = (0..96).map(|student| usual(student, 1).parse().unwrap()).collect();
    scores.sort_unstable();
    let middle = f64::midpoint(f64::from(scores[47]), f64::from(scores[48]));
    let median = median.number().unwrap();
    assert!(median.low() <= middle && middle <= median.high());
    assert_eq!(bands.len(), 4);
    let Body::Table(cells) = admission.views()[3].body() else { panic!() };
    assert_eq!(cells.len(), 4);
    assert!(cells.iter().flatten().all(|cell| cell.number().is_some()), "{cells:?}");
}

#[test]
fn classes_have_letters_that_follow_from_the_seed_only() {
    let labels = |seed| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made.csv");
        // Each class a size of its own, so that its letter can be told.
        let data: String = csv(96, usual).lines().take(160).fold(String::new(), |text, line| text + line + "\n");
        fs::write(&path, data).unwrap();
        let admission = admit(&[DataSource::with_card(&path, card())], None, &KEY, seed).unwrap();
        let Frame::Table { rows, .. } = admission.views()[3].frame() else { panic!() };
        assert_eq!(rows, &["Class A", "Class B", "Class C", "Class D"]);
        let Body::Table(cells) = admission.views()[3].body() else { panic!() };
        cells.iter().map(|row| row[0].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(labels(1), labels(1));
    assert!((2..12).any(|seed| labels(seed) != labels(1)));
}

#[test]
fn groups_below_the_threshold_and_those_that_give_them_away_are_hidden() {
    // 9 English learners: hidden; the distribution shows everybody, so the others must go too.
    let data = csv(45, usual);
    let admission = admit_text(&data, &card()).unwrap();
    let Body::Levels(rows) = admission.view("groups").unwrap().body() else { panic!() };
    assert!(rows.iter().all(|row| row.is_hidden() && *row.n() == Cell::Hidden), "{rows:?}");
    assert!(admission.notices().iter().any(|notice| notice.contains("fewer than 10")));
    assert_eq!(admission.view("groups").unwrap().subtitle(), "");
    // Alone, the larger group may be shown.
    let alone = format!(
        "{CARD}\n[[view]]\nid = \"g\"\nkind = \"levels\"\nmeasure = \"score\"\nby = \"el\"\nonly = {{ window = \"Spring\" }}\n"
    );
    let admission = admit_text(&data, &alone).unwrap();
    let Body::Levels(rows) = admission.views()[0].body() else { panic!() };
    assert_eq!(rows.iter().map(super::super::LevelsRow::is_hidden).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn what_can_be_known_before_the_reveal_does_not_depend_on_scores() {
    let one = admit_text(&csv(96, usual), &card()).unwrap();
    let other = admit_text(&csv(96, |student, _| (240 - student % 50).to_string()), &card()).unwrap();
    assert_eq!(one.notices(), other.notices());
    assert_eq!((one.title(), one.rows_band()), (other.title(), other.rows_band()));
    for (a, b) in one.views().iter().zip(other.views()) {
        assert_eq!((a.id(), a.slot(), a.title(), a.frame()), (b.id(), b.slot(), b.title(), b.frame()));
        assert_ne!(a.body(), b.body());
    }
}

#[test]
fn the_order_of_the_file_does_not_matter() {
    let data = csv(96, usual);
    let mut lines: Vec<&str> = data.lines().skip(1).collect();
    lines.reverse();
    let reversed = format!("{}\n{}\n", data.lines().next().unwrap(), lines.join("\n"));
    let (one, other) = (admit_text(&data, &card()).unwrap(), admit_text(&reversed, &card()).unwrap());
    assert_eq!(one.views(), other.views());
}

#[test]
fn missing_scores_are_told_without_a_number_unless_five() {
    let subtitle = |missing: u32| {
        let data = csv(
            96,
            |student, window| if window == 1 && student < missing { String::new() } else { usual(student, window) },
        );
        admit_text(&data, &card()).unwrap().view("spread").unwrap().subtitle().to_owned()
    };
    assert_eq!(subtitle(0), "96 students");
    assert_eq!(subtitle(3), "93 students, some not tested");
    assert_eq!(subtitle(6), "90 students, 6 not tested");
}

#[test]
fn a_cohort_holds_the_same_students_in_every_window() {
    let data = csv(96, |student, window| {
        let is_missing = (window == 1 && student < 3) || (window == 0 && student > 93);
        if is_missing { String::new() } else { usual(student, window) }
    });
    let ns = |card: &str| {
        let admission = admit_text(&data, card).unwrap();
        let Body::Levels(rows) = admission.views()[0].body() else { panic!() };
        rows.iter().map(|row| row.n().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ns(&card()), ["94", "93"]);
    assert_eq!(ns(&card().replace("schema = 1", "schema = 1\ndesign = \"cohort\"")), ["91", "91"]);
}

/// Who has a score in every window is not all that is asked where a picture tells of two measures.
#[test]
fn of_whom_the_pictures_are_names_every_measure_that_is_asked_for() {
    let mut data = String::from("id,window,score,other\n");
    for student in 0..120 {
        for (window, name) in ["Fall", "Spring"].into_iter().enumerate() {
            let other = if student == 7 { String::new() } else { (student % 30).to_string() };
            let score = 180 + (student * 7 + u32::try_from(window).unwrap() * 5) % 60;
            writeln!(data, "QX-{student},{name},{score},{other}").unwrap();
        }
    }
    let card = |design: &str, against: &str| {
        format!(
            "schema = 1\ntitle = \"T\"\ndesign = \"{design}\"\n[column.id]\nrole = \"identifier\"\n[column.window]\nrole = \"time\"\norder \
             = [\"Fall\", \"Spring\"]\n[column.score]\nrole = \"measure\"\nlabel = \"Reading\"\nrange = [140, 280]\nstep = \
             1\ncuts = [{{ at = 200, name = \"Two\" }}]\n[column.other]\nrole = \"measure\"\nlabel = \"Other\"\nrange = [0, \
             40]\nstep = 1\ncuts = [{{ at = 20, name = \"Two\" }}]\n[[view]]\nid = \"a\"\nkind = \"levels\"\nmeasure = \"score\"\nby \
             = \"window\"\n{against}"
        )
    };
    let grid = "[[view]]\nid = \"b\"\nkind = \"grid\"\nmeasure = \"score\"\nagainst = \"other\"\nonly = { window = \"Spring\" }";
    let told = |design: &str, against: &str| admit_text(&data, &card(design, against)).unwrap().notices().join(" ");
    let alone = told("cohort", "");
    assert!(alone.contains("Reading: every window holds the same students, those tested in all windows."), "{alone}");
    let both = told("cohort", grid);
    assert!(both.contains("Reading: every window") && both.contains("and with a score in Other."), "{both}");
    let joined = told("cross-section", grid);
    assert!(joined.contains("Reading and Other: told of the same students, those with a score in each."), "{joined}");
}

#[test]
fn a_card_without_views_gets_good_ones() {
    let admission = admit_text(&csv(96, usual), CARD).unwrap();
    let slots: Vec<&str> = admission.views().iter().filter_map(View::slot).collect();
    for slot in ["overview", "groups", "classes", "distribution", "table"] {
        assert!(slots.contains(&slot), "{slots:?}");
    }
}

#[test]
fn rows_that_repeat_a_student_are_not_counted_twice() {
    let data = csv(96, usual);
    let one = data.lines().nth(2).unwrap();
    let admission = admit_text(&format!("{data}{one}\n"), &card()).unwrap();
    assert_eq!(admission.view("spread").unwrap().subtitle(), "96 students");
    assert_eq!(
        codes(admit_text(&format!("{data}{}", data.split_once('\n').unwrap().1), &card())),
        ["repeated-students"]
    );
}

/// A class of one is more often a slip than a class, and it takes others with it.
#[test]
fn a_class_of_one_or_two_is_told_as_a_slip_without_its_name() {
    let mistyped = csv(120, usual).replacen(",room 1,", ",Room1,", 2);
    let shown = admit_text(&mistyped, &card()).unwrap();
    let advice: Vec<&String> = shown.notices().iter().filter(|notice| notice.contains("spelling")).collect();
    assert_eq!(advice.len(), 1, "{:?}", shown.notices());
    assert!(advice[0].starts_with("Class: one class has fewer than 3 students"), "{advice:?}");
    assert!(!advice[0].contains("Room1") && advice[0].contains("merge"), "{advice:?}");
    let merged = card().replace("label = \"Class\"", "label = \"Class\"\nmerge = { \"room 1\" = [\"Room1\"] }");
    for (data, card) in [(csv(120, usual), card()), (mistyped, merged)] {
        let shown = admit_text(&data, &card).unwrap();
        assert!(!shown.notices().iter().any(|notice| notice.contains("spelling")), "{:?}", shown.notices());
    }
}

/// Teachers act under their own names if they choose to; a column that names them chooses for them.
#[test]
fn groups_that_are_called_like_teachers_are_told_to_be_classes() {
    let data = csv(120, usual).replace("room 0", "Ms. Hale").replace("room 1", "Mr. Ode").replace("room 2", "Mrs. Rix");
    let data = data.replace("room 3", "Dr. Yim").replace("room 4", "Miss Zed");
    let advised = |card: &str| {
        let shown = admit_text(&data, card).unwrap();
        let told: Vec<String> = shown.notices().iter().filter(|notice| notice.contains("grown-ups")).cloned().collect();
        assert!(told.iter().all(|notice| !notice.contains("Hale") && notice.contains("role = \"class\"")), "{told:?}");
        told.len()
    };
    let group = card().replace("role = \"class\"", "role = \"group\"");
    assert_eq!(advised(&group), 1);
    assert_eq!(advised(&card()), 0, "letters stand in their place");
    let chosen = group.replace("label = \"Class\"", "label = \"Class\"\norder = [\"Ms. Hale\", \"Mr. Ode\"]");
    assert_eq!(advised(&chosen), 0, "the card names them");
}

#[test]
fn windows_that_become_one_hold_a_student_once() {
    // Two windows of eight students each, unknown to the card: both are Other, and eight students are in both.
    let mut data = csv(96, usual);
    for window in ["Retest 1", "Retest 2"] {
        for student in 0..8 {
            writeln!(data, "{student:04},Zqname{student},{window},Room 1,N,200").unwrap();
        }
    }
    let card = CARD.to_owned()
        + "\n[[view]]\nid = \"w\"\nkind = \"table\"\nmeasure = \"score\"\nby = \"window\"\nshow = [\"n\"]\n";
    let admission = admit_text(&data, &card).unwrap();
    assert!(
        admission.notices().iter().any(|notice| notice.starts_with("8 rows that repeat")),
        "{:?}",
        admission.notices()
    );
}

#[test]
fn the_fingerprint_is_that_of_the_file_and_its_card() {
    let data = csv(96, usual);
    let admission = admit_text(&data, &card()).unwrap();
    let mut hasher = blake3::Hasher::new_keyed(&KEY);
    for part in [data.as_str(), &card()] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    assert!(hasher.finalize().to_hex().starts_with(admission.data_fingerprint()));
}

#[test]
fn rare_values_that_the_card_does_not_name_are_pooled_without_their_names() {
    let data = csv(96, usual).replacen(",N,", ",Zqvarin,", 8);
    let admission = admit_text(&data, &card()).unwrap();
    let Frame::Levels { rows, .. } = admission.view("groups").unwrap().frame() else { panic!() };
    assert_eq!(rows, &["English learner", "Not English learner", "Other"]);
    assert!(!format!("{admission:?}").contains("Zqvarin"));
}

#[test]
fn faults_are_found_by_place_and_never_repeat_a_cell() {
    let data = csv(96, usual);
    let bad = |from: &str, to: &str| codes(admit_text(&data, &card().replace(from, to)));
    assert_eq!(bad("[column.score]", "[column.scor]"), ["unknown-name"; 4]);
    assert_eq!(bad("[column.room]", "[column.rooms]"), ["unknown-name"]);
    assert_eq!(codes(admit_text(&data, &card().replace("column.id", "column.ident"))), ["unknown-column"]);
    assert_eq!(bad("only = { window = \"Spring\" }", ""), ["mixed-windows"; 3]);
    assert_eq!(bad("\"Spring\" }", "\"Winter\" }"), ["no-such-value"; 3]);
    assert_eq!(bad("[140, 280]", "[185, 280]"), ["out-of-range"]);
    assert_eq!(bad("step = 1\n", "step = 4\n"), ["between-steps"]);
    assert_eq!(bad("kind = \"table\"", "kind = \"pie\""), ["other-picture"]);
    assert_eq!(bad("role = \"class\"", "role = \"item\"\nkey = \"B\"")[0], "missing-key");
    let words = data.replace(",19", ",Zqvarin");
    let reports = admit_text(&words, &card()).unwrap_err();
    let shown: String = reports.iter().map(ToString::to_string).collect();
    assert!(shown.contains("no-number") && shown.contains("column 6"), "{shown}");
    assert!(!shown.contains("Zqvarin") && !shown.contains("Zqname"), "{shown}");
}

#[test]
fn a_card_finds_its_file_and_a_file_its_card() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), csv(96, usual)).unwrap();
    fs::write(folder.path().join("a.toml"), card()).unwrap();
    fs::write(folder.path().join("b.toml"), format!("{}\n[source]\nfile = \"a.csv\"\n", card())).unwrap();
    let by = |name: &str| admit(&[DataSource::new(folder.path().join(name))], None, &KEY, 1);
    assert_eq!(by("a.csv").unwrap(), by("a.toml").unwrap());
    assert_eq!(by("b.toml").unwrap().views(), by("a.toml").unwrap().views());
    fs::remove_file(folder.path().join("a.toml")).unwrap();
    assert_eq!(codes(by("a.csv")), ["no-card"]);
    assert_eq!(codes(by("none.csv")), ["not-found"]);
}

#[test]
fn the_strictest_of_several_sources_holds() {
    let folder = tempfile::tempdir().unwrap();
    for (name, head) in [("a", "minimum_group = 12"), ("b", "audience = \"team\"\nminimum_group = 5")] {
        fs::write(folder.path().join(name).with_extension("csv"), csv(96, usual)).unwrap();
        let card = card().replace("schema = 1", &format!("schema = 1\n{head}"));
        fs::write(folder.path().join(name).with_extension("toml"), card).unwrap();
    }
    let sources = ["a.csv", "b.csv"].map(|name| DataSource::new(folder.path().join(name)));
    let admission = admit(&sources, None, &KEY, 1).unwrap();
    assert_eq!((admission.audience(), admission.minimum_group()), (Audience::Room, 12));
    assert_eq!(admission.views().len(), 8);
    assert_eq!(admission.views()[4].id(), "windows-2");
    assert_eq!(admit(&sources, Some(15), &KEY, 1).unwrap().minimum_group(), 15);
    assert_eq!(admission.rows_band(), "200-499 rows");
    assert_ne!(admission.data_fingerprint(), admit(&sources, None, &[8; 32], 1).unwrap().data_fingerprint());
}

#[test]
fn bands_hold_their_number() {
    assert_eq!(
        [0, 9, 19, 20, 99, 192, 4_310].map(band),
        [
            "under 20 rows",
            "under 20 rows",
            "under 20 rows",
            "20-49 rows",
            "50-99 rows",
            "100-199 rows",
            "2000-4999 rows"
        ]
    );
}

#[test]
fn counts_are_suppressed_and_never_stand_beside_percents() {
    let view = "\n[[view]]\nid = \"c\"\nkind = \"table\"\nmeasure = \"score\"\nby = \"el\"\nonly = { window = \"Spring\" }\nshow = [\"n\", \"counts\"]\n";
    let admission = admit_text(&csv(96, usual), &format!("{CARD}{view}")).unwrap();
    let Body::Table(cells) = admission.views()[0].body() else { panic!() };
    assert!(cells.iter().flatten().filter_map(Cell::number).all(|number| number.low() == 0.0 || number.low() >= 5.0));
    assert_eq!(codes(admit_text(&csv(96, usual), &format!("{}{view}", card()))), ["counts-and-percents"]);
}

#[test]
fn wide_columns_fold_into_one_measure() {
    let mut data = String::from("name,q1,q2\n");
    for person in 0..24 {
        let answer = |at: u32| ["Disagree", "Unsure", "Agree"][((person + at) % 7 % 3) as usize];
        writeln!(data, "Zq{person},{},{}", answer(0), answer(3)).unwrap();
    }
    let card = r#"
schema = 1
title = "Staff survey"
unit = "adult"
[column.name]
role = "identifier"
[[fold]]
name = "answer"
label = "Answer"
by = "question"
by_label = "Statement"
columns = { q1 = "I like data", q2 = "I like charts" }
levels = ["Disagree", "Unsure", "Agree"]
at_or_above = "Agree"
"#;
    let admission = admit_text(&data, card).unwrap();
    let Frame::Levels { rows, levels, .. } = admission.views()[0].frame() else { panic!() };
    assert_eq!((rows.len(), levels.len()), (2, 3));
    let Body::Levels(body) = admission.views()[0].body() else { panic!() };
    assert!(body.iter().all(|row| row.n().to_string() == "24" && row.shares().len() == 2));
}

#[test]
fn a_group_too_small_for_bars_takes_them_from_no_other() {
    let view = |id: &str, only: &str| {
        format!(
            "\n[[view]]\nid = \"{id}\"\nkind = \"distribution\"\nmeasure = \"score\"\nonly = {{ window = \"Spring\"{only} }}\n"
        )
    };
    let bars = |students| {
        let card = format!("{CARD}{}{}", view("part", ", el = \"English learner\""), view("all", ""));
        let admission = admit_text(&csv(students, usual), &card).unwrap();
        let count = |view: &View| if let Body::Distribution { bins, .. } = view.body() { bins.len() } else { panic!() };
        admission.views().iter().map(count).collect::<Vec<_>>()
    };
    // 19 of 95 are learners, too few for bars; 24 of 120 are not.
    let [part, all] = bars(95)[..] else { panic!() };
    assert!(part == 0 && all > 1, "{part} {all}");
    let [part, all] = bars(120)[..] else { panic!() };
    assert!(part > 1 && all == 0, "{part} {all}");
}

#[test]
fn bars_never_open_the_levels_beside_them() {
    // Alone, because a hidden group beside it would be told of too.
    let (_, view) = VIEWS.split_once("[[view]]\nid = \"spread\"").unwrap();
    let alone = format!("{CARD}\n[[view]]\nid = \"spread\"{}", view.split("[[view]]").next().unwrap());
    let pictures = |counts: [u32; 4]| {
        let levels = [150, 195, 210, 230].into_iter().zip(counts);
        let scores: Vec<u32> =
            levels.flat_map(|(score, count)| std::iter::repeat_n(score, usize::try_from(count).unwrap())).collect();
        let data = csv(u32::try_from(scores.len()).unwrap(), |student, _| {
            scores[usize::try_from(student).unwrap()].to_string()
        });
        let admission = admit_text(&data, &alone).unwrap();
        let Body::Distribution { bins, bands, .. } = admission.view("spread").unwrap().body() else { panic!() };
        let bars: Vec<String> = bins.iter().map(|bin| bin.count().to_string()).collect();
        (bands.iter().map(ToString::to_string).collect::<Vec<_>>(), bars)
    };
    // 21-30% of 35 is at least 8, so exact bars of 8, 14 and 13 would say that nobody is below; ranges do not.
    let (bands, bars) = pictures([0, 8, 14, 13]);
    assert_eq!(bands, ["\u{2264}10%", "21-30%", "31-40%", "31-40%"]);
    assert_eq!(bars, ["\u{2264}3", "8-10", "11-14", "11-14"]);
    assert_eq!(pictures([1, 8, 14, 12]).1, bars);
    // In two parts, the bars are told by how many lie below each edge.
    let (bands, bars) = pictures([3, 8, 1, 12]);
    assert_eq!((bands.len(), bars.len()), (2, 4), "{bars:?}");
}

#[test]
fn counts_of_a_measure_stand_in_one_table() {
    let table = |id: &str, by: &str| {
        format!(
            "\n[[view]]\nid = \"{id}\"\nkind = \"table\"\nmeasure = \"score\"\nby = \"{by}\"\nonly = {{ window = \"Spring\" }}\nshow = [\"n\", \"counts\"]\n"
        )
    };
    let data = csv(96, usual);
    assert_eq!(codes(admit_text(&data, &format!("{CARD}{}", table("a", "el")))), [""; 0]);
    let both = admit_text(&data, &format!("{CARD}{}{}", table("a", "el"), table("b", "room"))).unwrap_err();
    let shown = both[0].to_string();
    assert!(shown.contains("counts-twice") && shown.contains("in one table"), "{shown}");
}

#[test]
fn a_file_without_a_header_row_is_refused_without_a_cell() {
    // The first record is like a name of the card.
    let data = csv(96, usual).replacen("id,first,window,room,el,score", "Zqid,Zqvarin,windows,rooms,els,score1", 1);
    let reports = admit_text(&data, &card()).unwrap_err();
    let shown: String = reports.iter().map(ToString::to_string).collect();
    for cell in ["Zqid", "Zqvarin", "windows", "rooms", "els", "score1"] {
        assert!(!shown.contains(cell), "{shown}");
    }
    assert!(
        shown.contains("unknown-column") && shown.contains("6 columns") && shown.contains("chartpaper card"),
        "{shown}"
    );
}

/// `reason` and `instead` of everything refused, with the ids.
fn refused(data: &str, card: &str) -> Vec<(String, String, Option<String>)> {
    let admission = admit_text(data, card).unwrap();
    let words = |text: Option<&str>| text.map(str::to_owned);
    admission
        .refused()
        .iter()
        .map(|refused| (refused.id().to_owned(), refused.reason().to_owned(), words(refused.instead())))
        .collect()
}

#[test]
fn what_is_refused_is_said_in_the_order_of_the_card_without_a_number_of_students() {
    assert_eq!(refused(&csv(96, usual), &card()), []);
    let found = refused(&csv(45, usual), &card());
    let views: Vec<&str> = found.iter().map(|(id, ..)| &**id).collect();
    assert_eq!(views, ["groups", "groups"]);
    let small = "\"English learner\" is not shown: nothing is shown of fewer than 10 students.";
    assert_eq!(found[0], ("groups".into(), small.into(), None));
    let beside = "\"Not English learner\" is not shown beside \"Reading score by Window\": together they would tell of fewer than 10 students.";
    let instead = "Show it instead by leaving \"Reading score by Window\" out of the card, or by asking for it later.";
    assert_eq!(found[1], ("groups".into(), beside.into(), Some(instead.into())));
    // 9 learners and 36 others.
    for n in ["9", "36"] {
        assert!(found.iter().all(|(_, reason, _)| !reason.contains(n)), "{found:?}");
    }
}

#[test]
fn a_merge_that_would_show_more_is_named() {
    let groups = |student: u32| ["A", "B", "C", "D"][[0, 0, 0, 1, 1, 2, 0, 1, 3, 0][(student % 10) as usize]];
    let mut data = String::from("id,el,score\n");
    for student in 0..80 {
        writeln!(data, "QX-{student},{},{}", groups(student), usual(student, 0)).unwrap();
    }
    let card =
        CARD.replace("labels = { Y = \"English learner\", N = \"Not English learner\" }", "label2 = \"\"").replace(
            "label = \"English learner\"\nlabel2 = \"\"",
            "label = \"Group\"\norder = [\"A\", \"B\", \"C\", \"D\"]",
        );
    let cut = |card: &str, from: &str, to: &str| {
        let (head, rest) = card.split_once(from).unwrap();
        format!("{head}{}{}", to, rest.split_once(to).unwrap().1)
    };
    let card = cut(&card, "[column.window]", "[column.el]");
    let view = "\n[[view]]\nid = \"g\"\nkind = \"levels\"\nmeasure = \"score\"\nby = \"el\"\ntotal = true\n";
    let found = refused(&data, &format!("{card}{view}"));
    assert_eq!(found.len(), 2, "{found:?}");
    for (at, label) in ["C", "D"].into_iter().enumerate() {
        assert!(found[at].1.starts_with(&format!("\"{label}\" is not shown")), "{found:?}");
        assert_eq!(
            found[at].2.as_deref(),
            Some("Show it instead by merging \"C\" and \"D\" of \"Group\" in the card.")
        );
    }
    let shown = admit_text(&data, &format!("{card}{view}")).unwrap();
    let told: Vec<&String> = shown.notices().iter().filter(|notice| notice.starts_with("More is shown by")).collect();
    assert_eq!(told, ["More is shown by merging \"C\" and \"D\" of \"Group\" in the card."], "once, on the curtain");
    // As it says.
    let merged = card.replace("order = [\"A\", \"B\", \"C\", \"D\"]", "merge = { \"C or D\" = [\"C\", \"D\"] }");
    assert_eq!(refused(&data, &format!("{merged}{view}")), []);
}

#[test]
fn bars_that_stand_beside_no_others_name_those() {
    let view = |id: &str, only: &str| {
        format!(
            "\n[[view]]\nid = \"{id}\"\nkind = \"distribution\"\nmeasure = \"score\"\nonly = {{ window = \"Spring\"{only} }}\n"
        )
    };
    let card = format!("{CARD}{}{}", view("part", ", el = \"English learner\""), view("all", ""));
    let found = refused(&csv(120, usual), &card);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].0.as_str(), found[0].1.contains("beside those of \"Reading score, Spring, English learner\"")),
        ("all", true),
        "{found:?}"
    );
}
