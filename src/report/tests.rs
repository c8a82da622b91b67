use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::outline::{Outline, Privacy};
use super::pictures::{Picture, Pictures};
use super::{Retreat, json, markdown, spreadsheet};
use crate::chart::{self, Prediction, Showing, Target, sample};
use crate::protocol::{ActionField, Answers, Capture, DataNeed, DataState, Kind, Poll, Protocol, Step};
use crate::records::Audience;
use crate::session::{ActionItem, Comment, Count, Evidence, Forecast, Standing, State, StepClock, Tally, Told};

fn step(id: &str, title: &str, kind: Kind, minutes: u32, prompt: &str) -> Step {
    Step {
        prompt: prompt.into(),
        tips: vec!["for the facilitator only".into()],
        data: DataState::Shown,
        segments: Vec::new(),
        ..Step::new(id, title, kind, minutes)
    }
}

pub(super) fn protocol() -> Protocol {
    Protocol {
        credit: "After an idea of many".into(),
        data: DataNeed::Required,
        steps: vec![
            step("guess", "Guess", Kind::Predict, 5, "What do you expect?"),
            step("look", "Look", Kind::Observe, 20, "What do you *see*?  \nOnly what is there."),
            step("why", "Why", Kind::Infer, 15, "What may explain it?"),
            step("do", "Do", Kind::Act, 10, "What will we do?"),
        ],
        ..Protocol::empty("two-looks", "Two looks")
    }
}

fn comment(id: u64, step: &str, text: &str) -> Comment {
    Comment {
        id,
        step: step.into(),
        text: text.into(),
        tag: None,
        evidence: None,
        shelved: None,
        question: None,
        about: None,
        dittos: 0,
        minute: 3,
    }
}

fn forecast(view: &str, target: &str, value: f64, after_reveal: bool) -> Forecast {
    let label = format!("Label of {target}");
    let (view, target) = (view.into(), target.into());
    let guess = crate::session::Guess::Number;
    Forecast { id: 1, step: "guess".into(), view, target, label, value, guess, voices: None, after_reveal }
}

pub(super) fn state() -> State {
    State {
        step: Some("why".into()),
        visited: ["guess", "look", "why"].map(String::from).into(),
        clocks: BTreeMap::from([("look".into(), StepClock { seconds: 23 * 60 + 40, extra: 4, paused: false })]),
        seen: BTreeSet::from(["levels".into()]),
        comments: vec![
            Comment {
                tag: Some("pattern".into()),
                evidence: Some(Evidence {
                    view: "levels".into(),
                    mark: "fall/above".into(),
                    label: "Fall, at or above Meeting".into(),
                    value: "31-40%".into(),
                }),
                dittos: 2,
                ..comment(10, "look", "Fewer than half met it in fall.")
            },
            Comment { shelved: Some("why".into()), ..comment(11, "look", "The test came after the flu.") },
            comment(12, "why", "Maybe we taught fractions late."),
        ],
        actions: vec![ActionItem {
            id: 20,
            step: "do".into(),
            fields: BTreeMap::from([
                (ActionField::Text, "Move fractions to October".into()),
                (ActionField::Owner, "maths team".into()),
                (ActionField::Due, "12 May".into()),
                (ActionField::Measure, "winter levels".into()),
            ]),
            about: None,
        }],
        forecasts: vec![
            forecast("levels", "fall/above", 55.0, false),
            forecast("levels", "spring/above", 60.5, true),
            forecast("spread", "median", -3.0, false),
        ],
        ..State::default()
    }
}

fn pictures() -> Pictures {
    let row = |cells: [&str; 3]| cells.map(String::from).to_vec();
    let mark = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    let picture = Picture {
        id: "levels".into(),
        title: "Reading by window".into(),
        subtitle: "96 students".into(),
        summary: "More students met it in spring.".into(),
        header: row(["Window", "n", "At or above Meeting"]),
        rows: vec![row(["Fall", "96", "31-40%"]), row(["Spring", "94", "*"])],
        notes: vec!["Percentages are rounded.".into()],
        drawing: vec!["Fall    ███".into(), "Spring  █████".into()],
        marks: [("fall/above", "31-40%"), ("spring/above", "41-50%")].map(mark).into(),
        plot: chart::plot(&sample::levels(), Showing::Values, &[]),
    };
    let target = |key: &str| Target { key: key.into(), label: key.into(), low: 0.0, high: 100.0, unit: "%".into() };
    Pictures {
        shown: vec![picture],
        targets: BTreeMap::from([("levels".into(), vec![target("fall/above"), target("spring/above")])]),
    }
}

pub(super) fn retreat<'a>(protocol: &'a Protocol, state: &'a State) -> Retreat<'a> {
    Retreat {
        title: "Reading, grade 5",
        date: "2026-03-02",
        unreadable: 0,
        protocol,
        state,
        views: None,
        carried: None,
    }
}

fn privacy() -> Privacy {
    Privacy {
        audience: Audience::Room.word(),
        minimum_group: 10,
        badge: None,
        notices: vec!["1 group is hidden".into()],
    }
}

pub(super) fn outline(protocol: &Protocol, state: &State) -> Outline {
    Outline::with(&retreat(protocol, state), Some(privacy()), pictures())
}

#[test]
fn markdown_tells_the_actions_first_then_every_step_then_what_was_shown() {
    let expected = r"# Reading, grade 5

- Date: 2026-03-02
- Protocol: Two looks
- Credit: After an idea of many
- Audience: room
- Minimum group: 10; nothing is shown of a smaller group
- 1 group is hidden
- This session was not closed. The report tells how it stands.

## Actions

1. Move fractions to October
   - Who (a role or team)? maths team
   - By when? 12 May
   - What will show that it worked? winter levels

## 1. Guess

(predict, 5 minutes planned)

> What do you expect?

| Prediction            |                Predicted | Shown     |
| --------------------- | -----------------------: | --------- |
| Label of fall/above   |                      55% | 31-40%    |
| Label of spring/above | 60.5% (after the reveal) | 41-50%    |
| Label of median       |                       -3 | not shown |

Made before the reveal, where nothing else is said.

## 2. Look

(observe, 20 minutes planned, 24 minutes used)

> What do you *see*?\
> Only what is there.

- Fewer than half met it in fall.
  - tag: pattern
  - evidence: Fall, at or above Meeting: 31-40% (in Reading by window)
  - ditto: 2
- The test came after the flu.
  - kept for: Why

## 3. Why

(infer, 15 minutes planned)

> What may explain it?

Kept from earlier steps:

- The test came after the flu.
  - kept from: Look

Charted in this step:

- Maybe we taught fractions late.

Not reached: Do.

## What was shown

### Reading by window

96 students

More students met it in spring.

```text
Fall    ███
Spring  █████
```

| Window |   n | At or above Meeting |
| ------ | --: | ------------------: |
| Fall   |  96 |              31-40% |
| Spring |  94 |                  \* |

- \* hidden for privacy
- Percentages are rounded.
";
    assert_eq!(markdown::write(&outline(&protocol(), &state())), expected);
}

#[test]
fn csv_has_a_row_for_each_thing_said() {
    let written = spreadsheet::write(&[outline(&protocol(), &state())]);
    let mut reader = ::csv::Reader::from_reader(written.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|row| header.iter().zip(&row.unwrap()).map(|(k, v)| (k.into(), v.into())).collect())
        .collect();
    let told: Vec<_> = rows.iter().map(|row| (row["kind"].as_str(), row["text"].as_str())).collect();
    assert_eq!(
        told,
        [
            ("action", "Move fractions to October"),
            ("prediction", "Label of fall/above"),
            ("prediction", "Label of spring/above"),
            ("prediction", "Label of median"),
            ("comment", "Fewer than half met it in fall."),
            ("comment", "The test came after the flu."),
            ("comment", "Maybe we taught fractions late."),
        ]
    );
    assert_eq!((&*rows[0]["owner"], &*rows[0]["due"], &*rows[0]["measure"]), ("maths team", "12 May", "winter levels"));
    assert_eq!((&*rows[0]["step"], &*rows[0]["prompt"]), ("Do", "What will we do?"));
    assert_eq!((&*rows[2]["predicted"], &*rows[2]["actual"], &*rows[2]["made"]), ("60.5", "41-50%", "after"));
    assert_eq!((&*rows[3]["predicted"], &*rows[3]["actual"]), ("-3", ""));
    assert_eq!((&*rows[4]["value"], &*rows[4]["dittos"], &*rows[4]["tag"]), ("31-40%", "2", "pattern"));
    assert_eq!((&*rows[5]["kept_for"], &*rows[5]["prompt"]), ("Why", "What do you see? Only what is there."));
}

#[test]
fn json_keeps_its_documented_shape_and_its_order() {
    let written = json::write(vec![outline(&protocol(), &state())]);
    let value: serde_json::Value = serde_json::from_str(&written).unwrap();
    let session = &value["sessions"][0];
    assert_eq!(value["format"], "chartpaper-report");
    assert_eq!(session["actions"][0]["owner"], "maths team");
    assert_eq!(session["steps"][1]["comments"][0]["evidence"]["value"], "31-40%");
    assert_eq!(session["steps"][1]["minutes_used"], 24);
    assert_eq!(session["steps"][2]["returned"][0]["said_in"]["title"], "Look");
    assert_eq!(session["steps"][0]["predictions"][1]["after_reveal"], true);
    assert_eq!(session["steps"][0]["predictions"][2]["actual"], serde_json::Value::Null);
    assert_eq!(session["steps"][3]["reached"], false);
    assert_eq!(session["views"][0]["rows"][1][2], "*");
    let order = ["\"title\"", "\"privacy\"", "\"actions\"", "\"steps\"", "\"views\""].map(|key| written.find(key));
    assert!(order.is_sorted() && order.iter().all(Option::is_some));
    assert_eq!(written, json::write(vec![outline(&protocol(), &state())]));
}

#[test]
fn json_is_documented_as_it_is() {
    fn members(value: &serde_json::Value, path: &str, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(object) => {
                for (key, value) in object {
                    found.insert(format!("{path}.{key}"));
                    members(value, &format!("{path}.{key}"), found);
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| members(item, path, found)),
            _ => {}
        }
    }
    let all = |json: &str| {
        let mut found = BTreeSet::new();
        members(&serde_json::from_str(json).unwrap(), "", &mut found);
        found.retain(|path| !path.contains(".returned.") && !path.contains(".kept_for."));
        found
    };
    let source = include_str!("json.rs");
    let example: String =
        source.split("```").nth(1).unwrap().lines().skip(1).map(|line| line.trim_start_matches('/')).collect();
    let (protocol, state) = polled();
    assert_eq!(all(&json::write(vec![outline(&protocol, &state)])), all(&example));
}

/// As [`protocol`] and [`state`], with a poll in the last step, and a question that a comment answers.
fn polled() -> (Protocol, State) {
    let (mut protocol, mut state) = (protocol(), state());
    protocol.steps[3].capture = Some(Capture::Poll(Poll {
        choices: vec!["=Yes".into(), "Not | yet".into()],
        fist: false,
        multi: false,
        percent: true,
        threshold: Some(60),
        revote: false,
        series_key: false,
        answers: Answers::Hands,
    }));
    let count = |option: &str, number| Count { option: option.into(), told: Told::Number(number) };
    state.standing.push(Standing::Tally(Tally {
        about: None,
        id: 40,
        step: "do".into(),
        item: String::new(),
        label: "Do".into(),
        round: 1,
        people: Some(16),
        counts: vec![count("=Yes", 12), count("Not | yet", 4)],
    }));
    state.comments[2].question = Some("Why does it matter?".into());
    (protocol, state)
}

#[test]
fn a_table_that_a_step_filled_is_told_in_every_format() {
    let (protocol, state) = polled();
    let outline = outline(&protocol, &state);
    let page = markdown::write(&outline);
    assert!(page.contains("| =Yes       | 75% (12) |"), "{page}");
    assert!(page.contains("- \"=Yes\" reaches 60%.") && page.contains("  - answers: Why does it matter?"), "{page}");
    let html = super::html::write(std::slice::from_ref(&outline));
    assert!(html.contains("75% (12)") && html.contains("reaches 60%"), "{html}");
    let sheet = spreadsheet::write(std::slice::from_ref(&outline));
    let row = sheet.lines().find(|line| line.contains(",poll,") && line.contains("75%")).unwrap();
    assert!(row.contains(",'=Yes,") && row.ends_with(",People,"), "{row}");
    let json = json::write(vec![outline]);
    assert!(json.contains("\"kind\": \"poll\"") && json.contains("\"75% (12)\""), "{json}");
}

#[test]
fn nothing_the_group_said_is_left_out_when_the_protocol_does_not_know_the_step() {
    let mut state = state();
    state
        .comments
        .push(Comment { shelved: Some("gone".into()), ..comment(30, "lost", "Said in a step that is gone.") });
    state.actions[0].step = "lost".into();
    state.forecasts[0].step = "lost".into();
    let outline = outline(&protocol(), &state);
    let page = markdown::write(&outline);
    assert!(page.contains("## lost\n\n(not a step of the protocol)"), "{page}");
    assert_eq!(page.matches("Said in a step that is gone.").count(), 2, "{page}");
    assert!(page.contains("Move fractions to October") && page.contains("Label of fall/above"));
    let sheet = spreadsheet::write(&[outline]);
    assert!(sheet.contains(",lost,,comment,Said in a step that is gone."), "{sheet}");
}

/// What the group predicts stands beside what the real picture shows.
#[test]
fn every_target_of_a_picture_has_its_actual_value_or_is_hidden() {
    let mut numbers = 0;
    for view in sample::every_kind() {
        let targets = chart::targets(&view);
        let beside: Vec<_> = targets
            .iter()
            .map(|target| Prediction { target: target.key.clone(), value: target.low, to: None })
            .collect();
        let picture = Picture::of(view.id(), chart::plot(&view, Showing::Values, &beside));
        assert!(!picture.drawing.is_empty() && !picture.rows.is_empty());
        let pictures =
            Pictures { shown: vec![picture], targets: BTreeMap::from([(view.id().to_owned(), targets.clone())]) };
        for target in targets {
            let forecast = forecast(view.id(), &target.key, target.low, false);
            assert_eq!(pictures.unit(&forecast), target.unit);
            let actual = pictures.actual(&forecast).unwrap();
            numbers += usize::from(actual.starts_with(|c: char| c.is_ascii_digit()));
            assert!(actual == "*" || actual.contains(|c: char| c.is_ascii_digit()), "{}: {actual}", target.key);
        }
    }
    assert!(numbers >= 6, "the samples show something: {numbers}");
}

#[test]
fn a_prediction_of_something_hidden_says_so() {
    let mut state = state();
    state.forecasts = vec![forecast("levels", "winter/above", 10.0, false)];
    let outline = outline(&protocol(), &state);
    assert_eq!(outline.steps[0].predictions[0].actual.as_deref(), Some("*"));
}

#[test]
fn an_empty_session_and_a_finished_one_say_so() {
    let protocol = protocol();
    let page = markdown(&[retreat(&protocol, &State::default())]);
    assert!(page.contains("## Actions\n\nNone was charted.\n"), "{page}");
    assert!(page.contains("Not reached: Guess, Look, Why, Do."), "{page}");
    assert!(page.contains("was not closed"));
    assert!(!page.contains("Audience"), "there was no data: {page}");
    let finished = State { closed: true, ..State::default() };
    let page = markdown(&[Retreat { unreadable: 2, ..retreat(&protocol, &finished) }]);
    assert!(!page.contains("was not closed"), "{page}");
    assert!(page.contains("2 lines of the session file could not be read"), "{page}");
}

#[test]
fn several_sessions_share_one_file() {
    let (protocol, state) = (protocol(), state());
    let both = [retreat(&protocol, &state), Retreat { title: "Second", ..retreat(&protocol, &state) }];
    assert_eq!(markdown(&both).lines().filter(|line| line.starts_with("# ")).count(), 3);
    let value: serde_json::Value = serde_json::from_str(&super::json(&both)).unwrap();
    assert_eq!(value["sessions"][1]["title"], "Second");
    let sheet = super::csv(&both);
    assert_eq!(sheet.matches("session,date,").count(), 1);
    assert_eq!(sheet.matches("\nSecond,").count(), 7);
}

#[test]
fn tips_clock_times_and_keys_stay_out_of_every_format() {
    let outline = || outline(&protocol(), &state());
    let page = super::html::write(&[outline()]);
    for written in [markdown::write(&outline()), page, spreadsheet::write(&[outline()]), json::write(vec![outline()])] {
        for secret in ["facilitator only", "\"minute\"", "\"mark\"", "\"id\": 10"] {
            assert!(!written.contains(secret), "{secret} in {written}");
        }
    }
}

fn hostile(text: &str) -> String {
    markdown::write(&hostile_outline(text))
}

/// A session in which every text that people type or files bring is `text`.
pub(super) fn hostile_outline(text: &str) -> Outline {
    let mut protocol = protocol();
    protocol.title = text.into();
    protocol.credit = text.into();
    for step in &mut protocol.steps {
        step.title = text.into();
        // A prompt is Markdown: a coach who means these signs writes a backslash before them.
        step.prompt = super::escape::lines(text).join("\\\n");
    }
    let mut state = state();
    for comment in &mut state.comments {
        comment.text = text.into();
        comment.tag = Some(text.into());
        comment.evidence =
            Some(Evidence { view: "levels".into(), mark: "m".into(), label: text.into(), value: text.into() });
    }
    for action in &mut state.actions {
        action.fields.values_mut().for_each(|field| *field = text.into());
    }
    for forecast in &mut state.forecasts {
        forecast.label = text.into();
    }
    let mut pictures = pictures();
    for picture in &mut pictures.shown {
        picture.title = text.into();
        picture.subtitle = text.into();
        picture.summary = text.into();
        picture.notes = vec![text.into()];
        picture.drawing = vec![text.into(), "```".into(), format!("  {text}")];
        picture.rows.iter_mut().flatten().chain(&mut picture.header).for_each(|cell| *cell = text.into());
    }
    let retreat = Retreat { title: text, ..retreat(&protocol, &state) };
    Outline::with(&retreat, Some(privacy()), pictures)
}

/// What a Markdown reader makes of a page: its structure without the words, and the words.
fn read(page: &str) -> (Vec<String>, String) {
    let mut structure = Vec::new();
    let mut words = String::new();
    for event in Parser::new_ext(page, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::Start(Tag::Table(_)) => structure.push("table".into()),
            Event::Start(Tag::Heading { level, .. }) => structure.push(format!("{level}")),
            other => structure.push(format!("{other:?}")),
        }
    }
    (structure, words)
}

#[track_caller]
fn stays_text(text: &str) {
    let (structure, words) = read(&hostile(text));
    let (plain, _) = read(&hostile("x"));
    assert_eq!(structure, plain, "{text:?}\n{}", hostile(text));
    let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&expected), "{text:?} reads as {words:?}");
}

#[test]
fn hostile_words_stay_words() {
    for text in [
        "**bold** _it_ `code` ~~gone~~ ==mark==",
        "[link](http://evil.example) ![img](x.png) [^1] [ref]: /url",
        "<script>alert(1)</script> <!-- hidden --> &lt;b&gt; &#35;",
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "12) item",
        "=====",
        "-----",
        "***",
        "> quote",
        ">>> quote",
        "| a | b |",
        "|---|---|",
        "```rust",
        "~~~",
        "\\",
        "ends in a backslash\\",
        "$x$ and $$y$$ and x^2^ H~2~O",
        "{#id .class} {{ template }}",
        ": definition",
        "- [ ] task",
        "+++",
        "[[wiki]]",
        "%title",
        "---\ntitle: x\n---",
        "[!NOTE]",
        "\"quotes\" -- 'dashes' ...",
        "学校 **成績**",
    ] {
        if text.contains('\n') {
            let (structure, _) = read(&hostile(text));
            let (plain, _) = read(&hostile("x\ny\nz"));
            assert_eq!(structure, plain, "{text:?}");
        } else {
            stays_text(text);
        }
    }
}

#[test]
fn addresses_do_not_become_links() {
    let page = hostile("see www.evil.example WWW.evil.example http://evil.example");
    // Nothing becomes a link in what stands between fences.
    let page: String = page.split("````").step_by(2).collect();
    for live in ["www.", "WWW.", "http://"] {
        assert!(!page.contains(live), "{live}");
    }
}

#[test]
fn steering_characters_reach_no_format() {
    let mut state = state();
    state.comments[0].text = "a\u{1b}[2Jb\u{202e}c\u{0}d\re".into();
    let outline = || outline(&protocol(), &state);
    for written in [markdown::write(&outline()), spreadsheet::write(&[outline()]), json::write(vec![outline()])] {
        assert!(written.chars().all(|c| c == '\n' || crate::text::is_showable(c)), "{written:?}");
        assert!(written.contains("[2Jbcd") || written.contains("\\[2Jbcd"), "{written}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if std::env::var_os("CHARTPAPER_FULL").is_some() { 20_000 } else { 2_000 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_mix_of_marks_is_markup(text in "[a1x \\\\`*_{}\\[\\]()#+.!|~<>&=:$^@%/-]{1,24}") {
        // Blank is told as empty, and the sign for hidden values gets its note.
        prop_assume!(!text.trim().is_empty() && text.trim() != "*");
        stays_text(&text);
    }

    #[test]
    fn csv_gives_back_what_was_said(text in "[a1 ,;\"'=+@\n\t-]{0,24}") {
        let mut state = state();
        state.comments[0].text = text.clone();
        let written = spreadsheet::write(&[outline(&protocol(), &state)]);
        let mut reader = ::csv::Reader::from_reader(written.as_bytes());
        let row = reader.records().map(Result::unwrap).find(|row| row.get(5) == Some("comment")).unwrap();
        let line = crate::text::sanitise(&text);
        let cell = row.get(6).unwrap();
        prop_assert!(cell == line || cell.strip_prefix('\'') == Some(&line), "{cell:?}");
        let first = cell.trim_start_matches([' ', '"']).chars().next();
        prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@')), "{cell:?}");
    }
}
