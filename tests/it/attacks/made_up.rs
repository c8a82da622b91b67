//! Made-up schools: any number of students with groups, classes, windows and scores, and cards that ask for pictures of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use chartpaper::protocol::{bundled, open};
use chartpaper::records::{Admission, store};
use chartpaper::session::{Entry, Header, Id, ProtocolText, Session};

pub(super) use crate::dice::Dice;

/// A token that stands nowhere else: 16 characters.
pub(super) fn canary(dice: &mut Dice) -> String {
    let letters: String = (0..13).map(|_| char::from(b'a' + u8::try_from(dice.below(26)).unwrap())).collect();
    format!("Qzx{letters}")
}

pub(super) const GROUPS: [&str; 3] = ["North", "East", "West"];
pub(super) const CLASSES: [&str; 4] = ["Rm 1", "Rm 2", "Rm 3", "Rm 4"];
pub(super) const WINDOWS: [&str; 2] = ["Fall", "Spring"];

/// A student; the scores are whole steps above the least score.
#[derive(Clone)]
pub(super) struct Pupil {
    pub(super) name: String,
    pub(super) group: usize,
    pub(super) class: usize,
    pub(super) steps: [usize; 2],
}

/// The scale of the scores.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) step: f64,
    pub(super) steps: usize,
    pub(super) decimals: usize,
    /// Steps at which the levels begin.
    pub(super) cuts: [usize; 3],
    /// Whether the card states a standard error of measurement, and which, in steps.
    pub(super) error: Option<usize>,
}

impl Scale {
    pub(super) fn text(&self, steps: usize) -> String {
        format!("{:.*}", self.decimals, self.low + self.step * steps as f64)
    }
}

/// A grade level whose scores lie around the middle of the scale.
pub(super) fn school(dice: &mut Dice, pupils: usize, scale: &Scale) -> Vec<Pupil> {
    (0..pupils)
        .map(|_| {
            let mut score = || (0..4).map(|_| dice.below(scale.steps + 1)).sum::<usize>() / 4;
            let steps = [score(), score()];
            Pupil { name: canary(dice), group: dice.below(GROUPS.len()), class: dice.below(CLASSES.len()), steps }
        })
        .collect()
}

/// The file: one row for each student and window.
pub(super) fn csv(pupils: &[Pupil], scale: &Scale) -> String {
    let mut text = String::from("name,region,room,window,score,remark\n");
    for pupil in pupils {
        for (window, steps) in WINDOWS.iter().zip(pupil.steps) {
            let (group, class) = (GROUPS[pupil.group], CLASSES[pupil.class]);
            writeln!(text, "{},{group},{class},{window},{},{}x", pupil.name, scale.text(steps), pupil.name).unwrap();
        }
    }
    text
}

/// The card: roles, scale, and every kind of picture.
pub(super) fn card(scale: &Scale) -> String {
    let cut = |at: usize| scale.text(scale.cuts[at]);
    let error = scale.error.map(|steps| format!("sem = {:.*}\n", scale.decimals, scale.step * steps as f64));
    format!(
        r#"schema = 1
title = "Made up"
[column.name]
role = "identifier"
[column.region]
role = "group"
order = ["North", "East", "West"]
[column.room]
role = "class"
[column.window]
role = "time"
order = ["Fall", "Spring"]
[column.score]
role = "measure"
range = [{}, {}]
step = {}
{}below = "One"
cuts = [{{ at = {}, name = "Two" }}, {{ at = {}, name = "Three" }}, {{ at = {}, name = "Four" }}]
at_or_above = "Three"
[[view]]
id = "windows"
kind = "levels"
measure = "score"
by = "window"
[[view]]
id = "regions"
kind = "levels"
measure = "score"
by = "region"
only = {{ window = "Spring" }}
[[view]]
id = "rooms"
kind = "levels"
measure = "score"
by = "room"
only = {{ window = "Spring" }}
[[view]]
id = "spread"
kind = "distribution"
measure = "score"
only = {{ window = "Spring" }}
[[view]]
id = "table"
kind = "table"
measure = "score"
by = "region"
only = {{ window = "Spring" }}
show = ["n", "median", "mean", "above"]
"#,
        scale.text(0),
        scale.text(scale.steps),
        scale.step,
        error.unwrap_or_default(),
        cut(0),
        cut(1),
        cut(2),
    )
}

/// Writes data and card into a folder as `made.csv` and `made.toml`.
pub(super) fn write(folder: &Path, data: &str, card: &str) {
    std::fs::write(folder.join("made.csv"), data).unwrap();
    std::fs::write(folder.join("made.toml"), card).unwrap();
}

/// Points from 0 to 100.
pub(super) const POINTS: Scale =
    Scale { low: 0.0, step: 1.0, steps: 100, decimals: 0, cuts: [40, 50, 60], error: None };

/// What a student has beside the scores: points in another measure, and answers to four items.
#[derive(Clone)]
pub(super) struct Beside {
    pub(super) other: usize,
    pub(super) answers: [&'static str; 4],
}

/// The first item is solved by nobody, the second by everybody, the third by some; of the fourth the chosen letter is known.
pub(super) fn beside(dice: &mut Dice, pupils: &[Pupil]) -> Vec<Beside> {
    let of = |dice: &mut Dice| Beside {
        other: 10 + dice.below(60) + dice.below(30),
        answers: ["0", "1", *dice.pick(&["0", "1"]), *dice.pick(&["A", "B", "B", "C", "D"])],
    };
    pupils.iter().map(|_| of(dice)).collect()
}

/// The file with one row a student: both windows, the other measure, the items.
pub(super) fn wide_csv(pupils: &[Pupil], beside: &[Beside], scale: &Scale) -> String {
    let mut text = String::from("name,region,room,fall,spring,other,i1,i2,i3,i4,remark\n");
    for (pupil, beside) in pupils.iter().zip(beside) {
        let [fall, spring] = pupil.steps.map(|steps| scale.text(steps));
        let (group, class, answers) = (GROUPS[pupil.group], CLASSES[pupil.class], beside.answers.join(","));
        writeln!(text, "{},{group},{class},{fall},{spring},{},{answers},{}x", pupil.name, beside.other, pupil.name)
            .unwrap();
    }
    text
}

/// The card of the file with one row a student, for an audience, with these views.
pub(super) fn wide_card(scale: &Scale, audience: &str, views: &str) -> String {
    let cut = |at: usize| scale.text(scale.cuts[at]);
    format!(
        r#"schema = 1
title = "Made up"
audience = "{audience}"
[column.name]
role = "identifier"
[column.region]
role = "group"
order = ["North", "East", "West"]
[column.room]
role = "class"
[column.other]
role = "measure"
range = [0, 100]
step = 1
below = "Low"
cuts = [{{ at = 40, name = "Middle" }}, {{ at = 60, name = "High" }}]
at_or_above = "Middle"
[column.i1]
role = "item"
[column.i2]
role = "item"
[column.i3]
role = "item"
[column.i4]
role = "item"
key = "B"
options = ["A", "B", "C", "D"]
[[fold]]
name = "score"
by = "window"
columns = {{ fall = "Fall", spring = "Spring" }}
range = [{}, {}]
step = {}
below = "One"
cuts = [{{ at = {}, name = "Two" }}, {{ at = {}, name = "Three" }}, {{ at = {}, name = "Four" }}]
at_or_above = "Three"
{views}"#,
        scale.text(0),
        scale.text(scale.steps),
        scale.step,
        cut(0),
        cut(1),
        cut(2),
    )
}

/// Every kind of picture that a room may see, each with how a card asks for it.
pub(super) const KINDS: [(&str, &str); 12] = [
    ("levels", "by = \"window\"\nmeasure = \"score\""),
    ("levels", "by = \"region\"\nmeasure = \"score\"\nonly = { window = \"Spring\" }"),
    ("distribution", "measure = \"score\"\nonly = { window = \"Spring\" }"),
    ("distribution", "measure = \"score\"\nonly = { window = \"Spring\" }\ndots = true"),
    ("groups", "measure = \"score\"\nby = \"region\"\nonly = { window = \"Spring\" }"),
    ("box", "measure = \"score\"\nby = \"region\"\nonly = { window = \"Spring\" }"),
    ("change", "measure = \"score\"\nby = \"region\"\ntotal = true"),
    ("windows", "measure = \"score\"\nby = \"region\"\nshow = [\"median\"]"),
    ("grid", "measure = \"score\"\nagainst = \"other\"\nonly = { window = \"Spring\" }"),
    ("items", ""),
    ("items", "by = \"region\"\ntotal = true"),
    (
        "table",
        "measure = \"score\"\nby = \"region\"\nonly = { window = \"Spring\" }\nshow = [\"n\", \"median\", \"above\"]",
    ),
];

/// How a card asks for a view.
pub(super) fn asked(id: &str, kind: &str, keys: &str) -> String {
    format!("[[view]]\nid = \"{id}\"\nkind = \"{kind}\"\n{keys}\n")
}

/// A session in which every view was shown in the first step.
pub(super) fn session_of(shown: &Admission) -> Session {
    let parsed = open(bundled()[0].id).unwrap();
    let protocol = &parsed.protocol;
    let mut session = Session::open(Header {
        session: Id::from_bytes([1; 16]),
        writer: Id::from_bytes([2; 16]),
        app: "0.1.0".into(),
        date: "2026-03-02".into(),
        title: shown.title().into(),
        protocol: ProtocolText {
            id: protocol.id.clone(),
            title: protocol.title.clone(),
            text: parsed.text().into(),
            attached: BTreeMap::new(),
        },
        views: Some(store(shown)),
        fingerprint: None,
        rows_band: None,
        carried: None,
    });
    let views = shown.views().iter().map(|view| view.id().to_owned()).collect();
    for entry in [Entry::Entered { step: protocol.steps[0].id.clone() }, Entry::Revealed { views }] {
        session.apply(entry).unwrap();
    }
    session
}
