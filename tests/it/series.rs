//! Two sessions a quarter apart: actions come back, are reviewed, and the exit poll of both stands side by side.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use chartpaper::protocol::{self, ActionField, Protocol};
use chartpaper::session::{self, Carried, Count, Entry, Header, Id, Meeting, ProtocolText, Session, Told};

const PROTOCOL: &str = r#"
schema = 1
id = "team"
title = "Team retreat"
data = "none"
[series]
key = "team"
[[step]]
id = "since"
kind = "frame"
title = "Since last time"
minutes = 5
only_in = "later"
[step.capture]
type = "review"
[[step]]
id = "act"
kind = "act"
title = "Act"
minutes = 10
[step.capture]
type = "action"
[[step]]
id = "exit"
kind = "reflect"
title = "Exit poll"
minutes = 2
[step.capture]
type = "poll"
choices = ["Engaging", "Will use it now"]
series_key = true
report = "percent"
"#;

fn protocol() -> Protocol {
    protocol::parse("team", PROTOCOL).unwrap().protocol
}

fn open(number: u8, date: &str, carried: Option<Carried>) -> Session {
    Session::open(Header {
        session: Id::from_bytes([number; 16]),
        writer: Id::from_bytes([9; 16]),
        app: "0.1.0".into(),
        date: date.into(),
        title: "Grade 4".into(),
        protocol: ProtocolText {
            id: "team".into(),
            title: "Team retreat".into(),
            text: PROTOCOL.into(),
            attached: BTreeMap::new(),
        },
        views: None,
        fingerprint: None,
        rows_band: None,
        carried,
    })
}

fn acted(text: &str) -> Entry {
    let fields = BTreeMap::from([(ActionField::Text, text.into()), (ActionField::Owner, "grade 4 team".into())]);
    Entry::Acted { step: "act".into(), fields, about: None, minute: 1 }
}

fn polled(yes: u32, no: u32) -> Entry {
    let count = |option: &str, number| Count { option: option.into(), told: Told::Number(number) };
    Entry::Tallied {
        step: "exit".into(),
        about: None,
        item: String::new(),
        label: "Exit poll".into(),
        round: 1,
        people: Some(yes + no),
        counts: vec![count("Engaging", yes), count("Will use it now", no)],
    }
}

fn write(folder: &Path, session: &Session) -> String {
    let lines = session.entries().iter().map(|(seq, _)| session.line(*seq).unwrap() + "\n").collect::<String>();
    let path = folder.join(format!("{}.session.jsonl", session.header().date));
    std::fs::write(&path, session.header_line() + "\n" + &lines).unwrap();
    path.to_str().unwrap().to_owned()
}

fn run(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_chartpaper")).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn two_sessions_a_quarter_apart() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = open(1, "2026-03-02", None);
    for entry in [acted("Ask the students"), acted("Move fractions"), polled(6, 2), Entry::Closed] {
        first.apply(entry).unwrap();
    }
    let carried = session::carry(&protocol(), &[Meeting { session: first.clone(), protocol: protocol() }]);
    let keys: Vec<String> = carried.actions.iter().map(|action| action.key.clone()).collect();
    let mut second = open(2, "2026-06-01", Some(carried));
    let reviewed = |key: &str, word: &str| Entry::Placed { step: "since".into(), item: key.into(), place: word.into() };
    for entry in [reviewed(&keys[0], "done"), reviewed(&keys[1], "stuck"), acted("Visit each other"), polled(9, 1)] {
        second.apply(entry).unwrap();
    }
    let (one, two) = (write(folder.path(), &first), write(folder.path(), &second));

    let (code, out) = run(&["actions", &two, &one]);
    assert_eq!(code, 0);
    assert_eq!(
        out,
        "2 of 3 actions are open\n  1. Move fractions (who: grade 4 team)  [2026-03-02, stuck]\n  \
         2. Visit each other (who: grade 4 team)  [2026-06-01]\n",
        "the order of the arguments does not matter"
    );
    let (_, alone) = run(&["actions", &two]);
    assert_eq!(alone, out, "the newest session knows what it was given");
    let (_, all) = run(&["actions", &one, &two, "--all", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["actions"][0]["status"], "done");
    assert_eq!(all["actions"].as_array().unwrap().len(), 3);

    let (code, out) = run(&["trends", &one, &two]);
    assert_eq!(code, 0);
    assert_eq!(
        out,
        "Exit poll\n  What             2026-03-02  2026-06-01\n  Engaging            75% (6)     90% (9)\n  \
         Will use it now     25% (2)     10% (1)\n  People                    8          10\n\n"
    );
    // Two sessions of one day stand side by side as well, the one that follows after the other.
    let carried = session::carry(&protocol(), &[Meeting { session: first.clone(), protocol: protocol() }]);
    let mut same_day = open(0, "2026-03-02", Some(carried));
    same_day.apply(polled(3, 7)).unwrap();
    let other = tempfile::tempdir().unwrap();
    let (_, out) = run(&["trends", &write(other.path(), &same_day), &one]);
    assert!(
        out.contains("  What             2026-03-02  2026-03-02\n  Engaging            75% (6)     30% (3)\n"),
        "{out}"
    );
    let (_, report) = run(&["report", &two]);
    assert!(report.contains("Ask the students") && report.contains("done"), "{report}");
}

/// A poll of the same name in another protocol asks something else.
#[test]
fn sessions_on_different_protocols_do_not_share_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let session = |number: u8, date: &str, id: &str, text: String, entry: Entry| {
        let mut header = open(number, date, None).header().clone();
        header.protocol = ProtocolText { id: id.into(), title: String::new(), text, attached: BTreeMap::new() };
        let mut session = Session::open(header);
        session.apply(entry).unwrap();
        write(folder.path(), &session)
    };
    let alone = |title: &str| {
        let text = PROTOCOL.replace("[series]\nkey = \"team\"\n", "").replace("only_in = \"later\"\n", "");
        let text = text.replace("[[step]]\nid = \"since\"\nkind = \"frame\"\ntitle = \"Since last time\"\nminutes = 5\n[step.capture]\ntype = \"review\"\n", "");
        text.replace("id = \"team\"", &format!("id = \"{title}\"")).replace("Team retreat", title)
    };
    let files = [
        session(1, "2026-03-02", "one", alone("one"), polled(6, 2)),
        session(2, "2026-04-02", "other", alone("other"), polled(1, 9)),
        session(3, "2026-05-02", "one", alone("one"), polled(9, 1)),
        session(4, "2026-06-01", "team", PROTOCOL.into(), polled(5, 5)),
        // The series goes on with another protocol.
        session(5, "2026-09-01", "team-short", PROTOCOL.replace("id = \"team\"", "id = \"team-short\""), polled(2, 2)),
    ];
    let arguments: Vec<&str> = ["trends"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let (code, out) = run(&arguments);
    assert_eq!(code, 0);
    let table = |of: &str, days: &str, engaging: &str| {
        format!("Exit poll ({of})\n  What             {days}\n  Engaging         {engaging}\n")
    };
    for table in [
        table("Team retreat", "2026-06-01  2026-09-01", "   50% (5)     50% (2)"),
        table("one", "2026-03-02  2026-05-02", "   75% (6)     90% (9)"),
        table("other", "2026-04-02", "   10% (1)"),
    ] {
        assert!(out.contains(&table), "{table}\n{out}");
    }
    let json = run(&[arguments.as_slice(), &["--format", "json"]].concat()).1;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let of: Vec<&str> = json["trends"].as_array().unwrap().iter().map(|t| t["protocol"].as_str().unwrap()).collect();
    assert_eq!(of, ["team-short", "one", "other"]);
}

/// Without files, the commands look where sessions are kept; and the protocol says when the next meeting is due.
#[test]
fn without_files_all_kept_sessions_are_told_and_when_the_next_meeting_is_due() {
    let home = tempfile::tempdir().unwrap();
    let kept = home.path().join("sessions");
    let all = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chartpaper"));
        let output = command.args(arguments).env("CHARTPAPER_HOME", home.path()).output().unwrap();
        let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        (output.status.code().unwrap(), out, err)
    };
    let run = |arguments: &[&str]| {
        let (code, out, _) = all(arguments);
        (code, out)
    };
    assert_eq!(run(&["actions"]), (0, "0 of 0 actions are open\n".to_owned()), "there is no folder yet");
    std::fs::create_dir(&kept).unwrap();
    let planned = PROTOCOL.replace("key = \"team\"", "key = \"team\"\nper_year = 4");
    let mut first = open(1, "2026-03-02", None);
    for entry in [acted("Ask the students"), polled(6, 2), Entry::Closed] {
        first.apply(entry).unwrap();
    }
    write(&kept, &first);
    let mut header = first.header().clone();
    header.session = Id::from_bytes([2; 16]);
    header.date = "2026-06-01".into();
    header.protocol.text = planned;
    let mut second = Session::open(header);
    second.apply(acted("Visit each other")).unwrap();
    second.apply(polled(9, 1)).unwrap();
    let newest = write(&kept, &second);
    std::fs::write(kept.join("notes.txt"), "no session").unwrap();
    std::fs::write(kept.join("torn.session.jsonl"), "no session").unwrap();
    assert_eq!(
        run(&["actions"]),
        (
            0,
            "2 of 2 actions are open\n  1. Ask the students (who: grade 4 team)  [2026-03-02]\n  \
             2. Visit each other (who: grade 4 team)  [2026-06-01]\n\
             The next meeting of Team retreat: 2026-08-31 (about then, with 4 a year)\n"
                .to_owned()
        )
    );
    let (_, trends, note) = all(&["trends"]);
    assert_eq!(note, "note: 1 file among the sessions is none that can be read: torn.session.jsonl\n");
    assert_eq!(all(&["trends", &newest]).2, "", "of files that are named nothing is left out");
    assert!(trends.contains("  Engaging            75% (6)     90% (9)\n"), "{trends}");
    let (code, curtain) = run(&["resume", "--plain"]);
    assert_eq!(code, 0);
    assert!(
        curtain.contains("note: 1 file among the sessions is none that can be read: torn.session.jsonl"),
        "{curtain}"
    );
    let next = "2026-08-31 (about then, with 4 a year)";
    assert!(run(&["report", &newest]).1.contains("- Next meeting: 2026-08-31"));
    let json: serde_json::Value = serde_json::from_str(&run(&["report", &newest, "--format", "json"]).1).unwrap();
    assert_eq!(json["sessions"][0]["next"], next);
    assert!(run(&["report", &newest, "--format", "html"]).1.contains(next));
}

#[test]
fn what_is_no_session_is_told_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "no session").unwrap();
    for command in ["actions", "trends"] {
        let output = Command::new(env!("CARGO_BIN_EXE_chartpaper")).arg(command).arg(&path).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(err.contains("notes.txt") && err.contains("not a session file"), "{err}");
    }
}
