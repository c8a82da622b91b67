//! Thresholds, lowered ones, the audience `team`, and pictures that would show single students.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::made_up::{Dice, GROUPS, POINTS, Pupil, card, csv, school, write};
use super::{chartpaper, sample, samples, views};

/// A school whose first region has so many students.
fn with_first_region(students: usize) -> Vec<Pupil> {
    let mut pupils = school(&mut Dice(51), 100, &POINTS);
    for (at, pupil) in pupils.iter_mut().enumerate() {
        pupil.group = if at < students { 0 } else { 1 + at % 2 };
    }
    pupils
}

fn view<'v>(data: &'v Value, id: &str) -> &'v Value {
    data["views"].as_array().unwrap().iter().find(|view| view["id"] == id).unwrap()
}

/// Whether anything but the label of a row is shown.
fn is_shown(row: &Value) -> bool {
    row.as_array().unwrap().iter().skip(1).any(|cell| cell.get("low").is_some())
}

#[test]
fn nine_are_hidden_ten_are_shown_and_a_missing_score_counts() {
    let folder = tempfile::tempdir().unwrap();
    for (students, missing, shown) in [(9, 0, false), (10, 0, true), (11, 0, true), (10, 1, false), (11, 1, true)] {
        let pupils = with_first_region(students);
        let mut data = String::new();
        for line in csv(&pupils, &POINTS).lines() {
            let is_gap = pupils.iter().take(missing).any(|pupil| line.starts_with(&pupil.name));
            let cells: Vec<&str> =
                line.split(',').enumerate().map(|(at, cell)| if is_gap && at == 4 { "" } else { cell }).collect();
            data.push_str(&(cells.join(",") + "\n"));
        }
        write(folder.path(), &data, &card(&POINTS));
        let told = views(folder.path(), "made.csv");
        for id in ["regions", "table"] {
            let first = &view(&told, id)["rows"][0];
            assert_eq!(first[0]["text"], GROUPS[0]);
            assert_eq!(is_shown(first), shown, "{students} students, {missing} without a score: {first}");
        }
        assert_eq!(
            !told["refused"].as_array().unwrap().is_empty(),
            !shown,
            "what is hidden is told: {}",
            told["refused"]
        );
        let listed = chartpaper(folder.path(), &["view", "made.csv", "--list"]).err();
        assert_eq!(
            listed.contains("\"North\" is not shown: nothing is shown of fewer than 10 students."),
            !shown,
            "{listed}"
        );
    }
}

/// Lowers the minimum or asks for the audience `team`.
fn changed(more: &str) -> String {
    card(&POINTS).replace("schema = 1\n", &format!("schema = 1\n{more}\n"))
}

#[test]
fn a_lowered_minimum_is_told_and_below_the_floor_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = csv(&with_first_region(7), &POINTS);
    for (more, badge) in [
        ("minimum_group = 5", "GROUPS FROM 5"),
        ("minimum_group = 9", "GROUPS FROM 9"),
        ("audience = \"team\"", "TEAM ONLY"),
        ("audience = \"team\"\nminimum_group = 5", "TEAM ONLY, GROUPS FROM 5"),
    ] {
        write(folder.path(), &data, &changed(more));
        for arguments in [
            &["view", "made.csv"][..],
            &["view", "made.csv", "regions", "--size", "60x12"],
            &["view", "made.csv", "--format", "csv"],
        ] {
            let answer = chartpaper(folder.path(), arguments);
            assert_eq!(answer.code, Some(0), "{more}: {}", answer.err());
            assert!(answer.out().contains(badge), "{more}, {arguments:?}: {}", answer.out());
            assert!(answer.out().lines().count() <= 30 || arguments.contains(&"csv"));
        }
        let told = views(folder.path(), "made.csv");
        assert_eq!(
            told["data"]["minimum_group"].as_u64().unwrap(),
            if more.contains("= 9") {
                9
            } else if more.contains('5') {
                5
            } else {
                10
            }
        );
    }
    write(folder.path(), &data, &card(&POINTS));
    let plain = chartpaper(folder.path(), &["view", "made.csv"]).out();
    assert!(!plain.contains("TEAM ONLY") && !plain.contains("GROUPS FROM"));
    for more in ["minimum_group = 4", "minimum_group = 0", "minimum_group = -1", "audience = \"everybody\""] {
        write(folder.path(), &data, &changed(more));
        let answer = chartpaper(folder.path(), &["view", "made.csv"]);
        assert_eq!(answer.code, Some(1), "{more}");
        assert!(answer.err().contains("made.toml:2:"), "{more}: {}", answer.err());
    }
}

/// Whatever a card asks for, no picture of a room has a mark, a row or a dot for one student.
#[test]
fn a_room_is_shown_no_mark_of_a_single_student() {
    let folder = tempfile::tempdir().unwrap();
    let data = csv(&school(&mut Dice(61), 120, &POINTS), &POINTS);
    let mut answered = 0;
    for kind in ["dots", "dot", "strip", "scatter", "rows", "students", "points"] {
        let more = format!(
            "{}[[view]]\nid = \"extra\"\nkind = \"{kind}\"\nmeasure = \"score\"\nonly = {{ window = \"Spring\" }}\n",
            card(&POINTS)
        );
        write(folder.path(), &data, &more);
        let answer = chartpaper(folder.path(), &["view", "made.csv", "--format", "json"]);
        if answer.code == Some(0) {
            let told: Value = serde_json::from_str(&answer.out()).unwrap();
            no_single_students(&told, kind);
            answered += 1;
        } else {
            assert_eq!(answer.code, Some(1), "{kind}");
            assert!(answer.err().contains("made.toml:"), "{kind}: {}", answer.err());
        }
    }
    for stem in samples() {
        no_single_students(&views(Path::new("."), &sample(&stem, "csv")), &stem);
        answered += 1;
    }
    assert!(answered >= 5);
}

fn no_single_students(told: &Value, what: &str) {
    for view in told["views"].as_array().unwrap() {
        let kind = view["kind"].as_str().unwrap();
        assert!(!matches!(kind, "scatter" | "rows" | "dots"), "{what}: {kind}");
        assert!(view["rows"].as_array().unwrap().len() < 60, "{what}: as many rows as students");
        // A number of students is never less than a bar may hold.
        for cell in view["rows"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap().iter().skip(1)) {
            let (Some(text), Some(low)) = (cell["text"].as_str(), cell["low"].as_f64()) else { continue };
            let is_count = !text.ends_with('%') && cell["low"] == cell["high"];
            assert!(!is_count || low >= 3.0, "{what}, {}: {cell}", view["id"]);
        }
    }
}

/// What a picture is coloured by is the level, which its label says, and never the number behind it.
#[test]
fn colours_tell_no_more_than_labels() {
    use chartpaper::chart::{Bar, Fill, Panel, Showing, plot};
    use chartpaper::records::{DataSource, admit};
    let mut segments = 0;
    for stem in samples() {
        let shown = admit(&[DataSource::new(sample(&stem, "csv"))], None, &[0; 32], 0).unwrap();
        for view in shown.views() {
            let plot = plot(view, Showing::Values, &[]);
            let mut fills = std::collections::BTreeSet::new();
            if let Panel::Rows(rows) = &plot.panel {
                for row in &rows.rows {
                    let Bar::Segments(parts) = &row.bar else { continue };
                    for part in parts {
                        segments += 1;
                        fills.insert(format!("{:?}", part.fill));
                        if let Fill::Level { .. } = part.fill {
                            let named = plot.legend.iter().find(|key| key.fill == part.fill).unwrap();
                            let is_said = named.label.split(' ').any(|word| word == part.short);
                            assert!(is_said, "the fill is that of the level: {part:?} as {named:?}");
                        }
                    }
                }
                assert!(fills.len() <= plot.legend.len() + 1, "{stem}: {fills:?} for {:?}", plot.legend);
            }
        }
    }
    assert!(segments > 50, "{segments}");
}

/// The answers to single items, as far as a card can ask for them: shares of everybody, coded as all shares are.
#[test]
fn no_output_puts_two_answers_of_a_student_side_by_side() {
    let told = views(Path::new("."), &sample("items", "csv"));
    let data = fs::read_to_string(sample("items", "csv")).unwrap();
    let students = data.lines().count() - 1;
    for view in told["views"].as_array().unwrap() {
        assert!(view["rows"].as_array().unwrap().len() < students / 2, "{}", view["id"]);
    }
    for line in data.lines().skip(1) {
        let answers: Vec<&str> = line.split(',').skip(4).collect();
        assert!(!told.to_string().contains(&answers.join(",")));
    }
}
