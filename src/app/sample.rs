//! A retreat for tests: made by the real gate from CSV text, driven by keys.

use super::*;
use crate::protocol;
use crate::records::{self, Admission, DataSource};
use crate::session::{Carried, Header, Id, ProtocolText, Reading, Session, State, encode};

/// Which data the retreat has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// None.
    None,
    /// Two windows of 40 students.
    Plain,
    /// The same students with other scores.
    Changed,
}

/// The protocol of the sample.
pub(crate) const PROTOCOL: &str = r#"
schema = 1
id = "sample"
title = "A sample"
data = "optional"

[[step]]
id = "guess"
kind = "predict"
title = "Guess"
minutes = 5
prompt = "What do you expect?"
data = "axes"
views = ["overview"]
tips = ["Numbers first"]
[step.capture]
type = "predict"
shape = "per-category"
also_list = true

[[step]]
id = "look"
kind = "observe"
title = "Look"
minutes = 10
prompt = "What is there?"
data = "shown+predictions"
views = ["overview"]
lint = "inference"
shelf = "think"
stems = ["I see"]
[[step.segment]]
mode = "silent"
minutes = 4
[[step.segment]]
mode = "round-robin"
minutes = 6
allow = ["pass", "ditto"]
[step.capture]
type = "list"
tags = ["strength", "gap"]
evidence = "prompted"

[[step]]
id = "think"
kind = "infer"
title = "Think"
minutes = 10
prompt = "What could it mean?"
data = "shown"
[step.capture]
type = "list"

[[step]]
id = "do"
kind = "act"
title = "Do"
minutes = 10
prompt = "What will we do?"
data = "shown"
[step.capture]
type = "action"
from = "think"
fields = ["text", "owner", "due"]
"#;

/// A protocol with every capture, for a group without data.
pub(crate) const EVERY_CAPTURE: &str = include_str!("tests/captures.toml");

/// A protocol with every shape of predictions, and a table whose cells point at the picture.
pub(crate) const SHAPES: &str = include_str!("tests/shapes.toml");

const CARD: &str = r#"
schema = 1
title = "Reading, made up"

[column.student]
role = "identifier"
[column.window]
role = "time"
order = ["Fall", "Spring"]
[column.score]
role = "measure"
label = "Reading"
range = [0, 100]
step = 1
cuts = [{ at = 50, name = "Meeting" }]
below = "Below"
at_or_above = "Meeting"

[[view]]
id = "levels"
kind = "levels"
measure = "score"
by = "window"
slot = "overview"

[[view]]
id = "spread"
kind = "distribution"
measure = "score"
only = { window = "Spring" }
"#;

fn csv(data: Data) -> String {
    let mut text = String::from("student,window,score\n");
    for window in ["Fall", "Spring"] {
        for student in 0..40 {
            let score = match data {
                Data::Changed => (student * 31 + 11) % 97,
                _ => (student * 17 + if window == "Fall" { 3 } else { 20 }) % 101,
            };
            let name = match student {
                0 => "Zevrika Quandol".to_owned(),
                1 => "Will Ostramund".to_owned(),
                other => format!("Vexlorin {other}"),
            };
            text.push_str(&format!("{name},{window},{score}\n"));
        }
    }
    text
}

fn admission(data: Data) -> Option<Admission> {
    if data == Data::None {
        return None;
    }
    let source = DataSource::bundled("sample.csv", csv(data), CARD);
    Some(records::admit(&[source], None, &[7; 32], 7).map_err(|reports| reports[0].to_string()).unwrap())
}

/// What a sample is made of. Admission is the dear part, so it is done once a thread and cloned.
type Made = (Data, Option<Admission>, protocol::Protocol, Header);

fn made(data: Data) -> Made {
    thread_local! {
        static MADE: std::cell::RefCell<Vec<Made>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    let known = MADE.with_borrow(|made| made.iter().find(|entry| entry.0 == data).cloned());
    known.unwrap_or_else(|| {
        let protocol = protocol::parse("sample", PROTOCOL).map_err(|report| report.to_string()).unwrap().protocol;
        let admission = admission(data);
        let header = Header {
            session: Id::from_bytes([1; 16]),
            writer: Id::from_bytes([2; 16]),
            app: "0".into(),
            date: "2026-03-02".into(),
            title: "Sample".into(),
            protocol: ProtocolText {
                id: "sample".into(),
                title: "A sample".into(),
                text: PROTOCOL.into(),
                attached: std::collections::BTreeMap::new(),
            },
            views: admission.as_ref().map(records::store),
            fingerprint: None,
            rows_band: None,
            carried: None,
        };
        let made = (data, admission, protocol, header);
        MADE.with_borrow_mut(|all| all.push(made.clone()));
        made
    })
}

fn opening(data: Data, rehearsal: bool) -> Opening {
    let (_, admission, protocol, header) = made(data);
    Opening {
        protocol,
        session: Session::open(header),
        admission,
        rehearsal,
        place: "2026-03-02_sample.session.jsonl".into(),
        notices: Vec::new(),
        trouble: None,
        resumed: None,
        draft: String::new(),
    }
}

/// A retreat without data that follows this protocol.
fn opening_of(text: &str) -> Opening {
    opening_over(Data::None, text)
}

fn parsed(text: &str) -> protocol::Protocol {
    thread_local! {
        static PARSED: std::cell::RefCell<Vec<(String, protocol::Protocol)>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    let known = PARSED.with_borrow(|all| all.iter().find(|(known, _)| known == text).map(|(_, parsed)| parsed.clone()));
    known.unwrap_or_else(|| {
        let parsed = protocol::parse("sample", text).map_err(|report| report.to_string()).unwrap().protocol;
        PARSED.with_borrow_mut(|all| all.push((text.to_owned(), parsed.clone())));
        parsed
    })
}

/// A retreat that follows this protocol.
fn opening_over(data: Data, text: &str) -> Opening {
    let mut opening = opening(data, false);
    let protocol = parsed(text);
    let mut header = opening.session.header().clone();
    header.protocol.text = text.to_owned();
    (opening.protocol, opening.session) = (protocol, Session::open(header));
    opening
}

/// A retreat without data that follows this protocol, behind its curtain.
pub(crate) fn app_of(text: &str) -> App {
    opened(opening_of(text))
}

/// As [`app_of`], with the data of the sample.
pub(crate) fn app_over(text: &str) -> App {
    opened(opening_over(Data::Plain, text))
}

/// As [`app_of`], after what earlier sessions left.
pub(crate) fn app_after(text: &str, carried: Carried) -> App {
    let mut opening = opening_of(text);
    let mut header = opening.session.header().clone();
    header.carried = Some(carried);
    opening.session = Session::open(header);
    opened(opening)
}

/// The app's session, taken up again from its log, with the draft that was kept.
pub(crate) fn resumed_of(app: &App, draft: &str) -> App {
    let session = Session::replay(&Reading::of(&log(app))).unwrap();
    let mut opening = opening_of(&session.protocol().text);
    (opening.session, opening.resumed, opening.draft) = (session, Some(0), draft.to_owned());
    opened(opening)
}

/// The protocol as a file that was just saved.
pub(crate) fn rewritten(text: &str) -> Event {
    let parsed = protocol::parse("sample", text).map_err(|report| report.to_string()).unwrap();
    let kept = ProtocolText {
        id: parsed.protocol.id.clone(),
        title: parsed.protocol.title.clone(),
        text: text.to_owned(),
        attached: std::collections::BTreeMap::new(),
    };
    Event::Rewritten(Ok(Box::new(Rewriting { protocol: parsed.protocol, text: kept, admission: None })))
}

fn opened(opening: Opening) -> App {
    let mut app = App::starting(Vec::new(), 0, 4);
    app.update(Event::Resized(Size { width: 80, height: 24 }));
    app.update(Event::Began(Box::new(opening)));
    app
}

/// The sample behind its curtain.
pub(crate) fn app_with(data: Data, rehearsal: bool) -> App {
    opened(opening(data, rehearsal))
}

/// The sample with data.
pub(crate) fn app() -> App {
    app_with(Data::Plain, false)
}

fn log(app: &App) -> Vec<u8> {
    let session = app.retreat().unwrap().session();
    let mut text = session.header_line();
    text.push('\n');
    for (seq, entry) in session.entries() {
        text.push_str(&encode(*seq, entry));
        text.push('\n');
    }
    text.into_bytes()
}

/// What a log of the app's session folds to.
pub(crate) fn resumed_state(app: &App) -> State {
    Session::replay(&Reading::of(&log(app))).unwrap().state().clone()
}

/// The app's session, taken up again from its log.
pub(crate) fn resumed(app: &App) -> App {
    resumed_with(app, "")
}

/// As [`resumed`], with the draft that was kept.
pub(crate) fn resumed_with(app: &App, draft: &str) -> App {
    let mut opening = opening(Data::Plain, false);
    opening.session = Session::replay(&Reading::of(&log(app))).unwrap();
    opening.resumed = Some(0);
    opening.draft = draft.to_owned();
    opened(opening)
}

/// As [`resumed`], with the data gone: only the stored views are left.
pub(crate) fn reopened(app: &App) -> App {
    let mut opening = opening(Data::Plain, false);
    let stored = records::store(opening.admission.as_ref().unwrap());
    opening.admission = Some(records::reopen(&stored).unwrap());
    opening.session = Session::replay(&Reading::of(&log(app))).unwrap();
    opening.resumed = Some(0);
    opened(opening)
}

/// The key of this name: `Enter`, `PageDown`, `Ctrl+z`, `Space`, or a character.
pub(crate) fn named(name: &str) -> Key {
    use KeyCode::{BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab, Up};
    if let Some(letter) = name.strip_prefix("Ctrl+") {
        return Key::ctrl(letter.chars().next().unwrap());
    }
    let named = [
        ("Enter", Enter),
        ("Esc", Esc),
        ("Tab", Tab),
        ("BackTab", BackTab),
        ("Backspace", Backspace),
        ("Delete", Delete),
        ("Left", Left),
        ("Right", Right),
        ("Up", Up),
        ("Down", Down),
        ("Home", Home),
        ("End", End),
        ("PageUp", PageUp),
        ("PageDown", PageDown),
        ("F1", F(1)),
        ("F5", F(5)),
        ("Space", KeyCode::Char(' ')),
    ];
    let code = named.iter().find(|(known, _)| *known == name).map(|(_, code)| *code);
    Key::plain(code.unwrap_or_else(|| KeyCode::Char(name.chars().next().unwrap())))
}

pub(crate) fn press(app: &mut App, name: &str) -> Vec<Effect> {
    app.update(Event::Key(named(name)))
}

/// Presses keys, given by name with blanks between.
pub(crate) fn keys(app: &mut App, names: &str) -> Vec<Effect> {
    names.split(' ').flat_map(|name| press(app, name)).collect()
}

pub(crate) fn type_text(app: &mut App, text: &str) {
    for c in text.chars() {
        app.update(Event::Key(Key::char(c)));
    }
}

/// The disk says that everything is saved.
pub(crate) fn saved(app: &mut App, effects: &[Effect]) -> Vec<Effect> {
    let seqs = effects.iter().filter_map(|e| if let Effect::Append { seq, .. } = e { Some(*seq) } else { None });
    seqs.flat_map(|seq| app.update(Event::Saved(Outcome { seq, saved: true, news: None }))).collect()
}

/// Deterministic numbers (xorshift64*), so that a failure can be repeated from its seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from 0 to one less than `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap_or(0) % sides
    }
}

/// A retreat after a random sequence of events.
pub(crate) fn at_random(dice: &mut Dice) -> App {
    let data = if dice.roll(3) == 0 { Data::None } else { Data::Plain };
    let mut app = match dice.roll(5) {
        0 | 1 => app_of(EVERY_CAPTURE),
        2 => app_over(SHAPES),
        _ => app_with(data, dice.roll(7) == 0),
    };
    // Anywhere in the protocol, behind the curtain or before it.
    for _ in 0..dice.roll(16) {
        press(&mut app, if dice.roll(4) == 0 { "Enter" } else { "PageDown" });
    }
    for _ in 0..12 + dice.roll(40) {
        let event = any_event(&mut |sides| dice.roll(sides));
        app.update(event);
    }
    app
}

/// Some event, by dice.
pub(crate) fn any_event(roll: &mut impl FnMut(usize) -> usize) -> Event {
    const KEYS: [&str; 63] = [
        "Enter",
        "Enter",
        "Enter",
        "Enter",
        "Esc",
        "Tab",
        "BackTab",
        "Backspace",
        "Delete",
        "Left",
        "Right",
        "Up",
        "Down",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "PageDown",
        "PageDown",
        "F1",
        "F5",
        "Space",
        "a",
        "a",
        "a",
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "k",
        "n",
        "p",
        "q",
        "r",
        "s",
        "s",
        "t",
        "v",
        "x",
        "+",
        ".",
        "?",
        "1",
        "7",
        "0",
        "z",
        "é",
        "学",
        "Ctrl+z",
        "Ctrl+z",
        "Ctrl+y",
        "Ctrl+e",
        "Ctrl+t",
        "Ctrl+r",
        "Ctrl+s",
        "Ctrl+w",
        "Ctrl+c",
        "Ctrl+g",
        "Down",
        "Up",
    ];
    match roll(20) {
        0 => Event::Resized(Size { width: roll(241).try_into().unwrap(), height: roll(71).try_into().unwrap() }),
        1 => Event::Clock(Moment((roll(90) * 30_000) as u64)),
        2 => Event::Paste("because\u{1b}[2J of\r\n学校 \u{202e}x".into()),
        3 => Event::Saved(Outcome {
            seq: roll(30) as u64,
            saved: roll(3) > 0,
            news: (roll(3) == 0).then(|| News::Trouble("disk".into())),
        }),
        4 => match roll(4) {
            0 => Event::Refused(vec!["no".into()]),
            1 => Event::Reported(Ok("report.md".into())),
            2 => Event::Found(Sessions::default()),
            _ => Event::Terminated,
        },
        _ => Event::Key(named(KEYS[roll(KEYS.len())])),
    }
}
