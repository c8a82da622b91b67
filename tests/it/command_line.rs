//! The program from outside: what stands on standard output and error, exit codes, closed pipes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn chartpaper(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chartpaper"));
    command.args(arguments).stdin(Stdio::null()).env_remove("NO_COLOR");
    for name in ["CHARTPAPER_THEME", "CHARTPAPER_CHARSET", "CHARTPAPER_COLOR"] {
        command.env_remove(name);
    }
    command
}

/// Exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = chartpaper(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn bundled() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols");
    let mut ids: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    ids.sort();
    ids.remove(0)
}

#[test]
fn help_leads_with_examples_and_is_an_answer() {
    for arguments in [&["--help"][..], &["-h"], &["run", "--help"], &["report", "-h"], &["view", "--help"]] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        let (examples, usage) = (out.find("Examples:\n  chartpaper").unwrap(), out.find("Usage:").unwrap());
        assert!(examples < usage, "{out}");
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    }
    // Asked for in a word, it is the same.
    for (word, flag) in [(&["help"][..], &["--help"][..]), (&["help", "run"], &["run", "--help"])] {
        assert_eq!(run(word), run(flag));
    }
    assert_eq!(run(&["help", "protocols", "show"]), run(&["protocols", "show", "--help"]));
    assert_eq!(run(&["help", "frobnicate"]).0, 2);
    let (code, out, _) = run(&["--version"]);
    assert_eq!((code, out), (0, format!("chartpaper {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn wrong_usage_is_two_and_says_what_there_is() {
    for (arguments, words) in [
        (&["frobnicate"][..], "frobnicate"),
        (&["report"], "<SESSION>"),
        (&["report", "a.jsonl", "--format", "pdf"], "md, html, csv, json"),
        (&["view", "a.csv", "--size", "wide"], "100x30"),
        (&["run", "a.toml", "--session", "b", "--rehearse"], "--rehearse"),
        (&["protocols", "show", "no-such-thing"], "chartpaper protocols"),
        (&["demo", "--color", "pink"], "256"),
    ] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("error: ") && err.contains(words), "{arguments:?}: {err}");
    }
}

#[test]
fn what_is_not_built_is_not_offered() {
    for name in ["follow", "inspect", "new", "schema", "clean", "completions"] {
        assert_eq!(run(&[name]).0, 2, "{name}");
    }
}

#[test]
fn bundled_protocols_are_listed_and_printed() {
    let id = bundled();
    let (code, out, err) = run(&["protocols"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.lines().any(|line| line.starts_with(&id) && line.contains(" min ")), "{out}");
    let (code, out, _) = run(&["protocols", "show", &id]);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols").join(format!("{id}.toml"));
    assert_eq!((code, out), (0, std::fs::read_to_string(file).unwrap()));
    let (_, _, err) = run(&["protocols", "show", &id.to_uppercase()]);
    assert!(err.contains(&format!("did you mean {id}?")), "{err}");
}

#[test]
fn a_closed_pipe_is_success() {
    for arguments in [vec!["--help"], vec!["protocols"], vec!["protocols", "show", &bundled()]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = chartpaper(&arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// `/dev/full` takes nothing: an answer that did not arrive is no success.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    for arguments in [vec!["--help"], vec!["protocols"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = chartpaper(&arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("standard output"));
    }
}
#[test]
fn check_tells_every_problem_with_its_place_and_its_hint() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (_, good, _) = run(&["protocols", "show", &bundled()]);
    let good = file("good.toml", &good);
    let bad = file("bad.toml", "schema = 1\nid = \"a\"\ntitle = \"A\"\n[[step]]\nid = \"b\"\npromt = \"?\"\n");
    let other = file("other.toml", "colour = 'red'\n");

    let (code, out, err) = run(&["check", &good]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.ends_with("good.toml: protocol, no problem\n"), "{out}");

    let (code, out, err) = run(&["check", &bad, &good, &other, &format!("{good}.none")]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    for words in ["bad.toml:6:1", "did you mean `prompt`?", "bad.toml: protocol, ", "good.toml: protocol, no problem"] {
        assert!(out.contains(words), "{words} in {out}");
    }
    assert!(out.contains("neither a protocol nor a data card") && out.contains("there is no such file"), "{out}");
}

/// A session file with a comment and an action, without data, torn in its last line.
fn session(folder: &Path) -> String {
    use chartpaper::protocol::ActionField;
    use chartpaper::session::{Entry, Header, Id, ProtocolText, Session};

    let id = bundled();
    let (_, text, _) = run(&["protocols", "show", &id]);
    let protocol = chartpaper::protocol::parse(&id, &text).unwrap().protocol;
    let (first, last) = (protocol.steps[0].id.clone(), protocol.steps.last().unwrap().id.clone());
    let mut session = Session::open(Header {
        session: Id::from_bytes([1; 16]),
        writer: Id::from_bytes([2; 16]),
        app: "0.1.0".into(),
        date: "2026-03-02".into(),
        title: "Reading".into(),
        protocol: ProtocolText { id, title: protocol.title, text, attached: BTreeMap::new() },
        views: None,
        fingerprint: None,
        rows_band: None,
        carried: None,
    });
    let action = [(ActionField::Text, "=Move fractions".to_owned()), (ActionField::Owner, "maths team".to_owned())];
    for entry in [
        Entry::Entered { step: first.clone() },
        Entry::Charted {
            step: first,
            text: "Half of them *met* it".into(),
            tag: None,
            evidence: None,
            question: None,
            about: None,
            minute: 2,
        },
        Entry::Entered { step: last.clone() },
        Entry::Acted { step: last, fields: action.into(), about: None, minute: 1 },
    ] {
        session.apply(entry).unwrap();
    }
    let mut lines = session.header_line() + "\n";
    for (seq, _) in session.entries() {
        lines.push_str(&session.line(*seq).unwrap());
        lines.push('\n');
    }
    lines.push_str("{\"seq\":9,\"ev\":\"char");
    let path = folder.join("a.session.jsonl");
    std::fs::write(&path, lines).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_report_is_written_from_an_unfinished_and_torn_session() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let (code, out, err) = run(&["report", &session]);
    assert_eq!((code, err.as_str()), (0, ""));
    for words in
        ["# Reading\n", "1. \\=Move fractions\n", "maths team", "Half of them \\*met\\* it", "1 line of the session"]
    {
        assert!(out.contains(words), "{words} in {out}");
    }
    let (code, out, _) = run(&["report", &session, "--format", "csv"]);
    assert!(code == 0 && out.contains(",'=Move fractions,"), "{out}");
    let (code, out, _) = run(&["report", &session, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["sessions"][0]["actions"][0]["owner"]), (0, &"maths team".into()));
}

#[test]
fn a_report_never_takes_the_place_of_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let before = std::fs::read(&session).unwrap();
    let (code, out, err) = run(&["report", &session, "-o", &session]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("this file is there already"), "{err}");
    assert_eq!(std::fs::read(&session).unwrap(), before);

    let page = folder.path().join("report.md");
    let (code, out, err) = run(&["report", &session, "-o", page.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.starts_with("Written: "), "{err}");
    assert!(std::fs::read_to_string(&page).unwrap().starts_with("# Reading\n"));
}

#[test]
fn a_clean_copy_reports_the_same_and_holds_nothing_that_was_removed() {
    use chartpaper::session::{Entry, Reading, Session};

    let folder = tempfile::tempdir().unwrap();
    let path = session(folder.path());
    let whole = std::fs::read(&path).unwrap();
    let mut known = Session::replay(&Reading::of(&whole)).unwrap();
    let step = known.state().step.clone().unwrap();
    let charted = |text: &str| Entry::Charted {
        step: step.clone(),
        text: text.into(),
        tag: None,
        evidence: None,
        question: None,
        about: None,
        minute: 2,
    };
    let removed = known.apply(charted("Take away what Zquorra said")).unwrap();
    known.apply(Entry::Removed { id: removed }).unwrap();
    let edited = known.apply(charted("Before it was Blifnox")).unwrap();
    known.apply(Entry::Edited { id: edited, text: "After".into(), tag: None, evidence: None }).unwrap();
    let undone = known.apply(charted("Undone with Vembrique")).unwrap();
    known.apply(Entry::Undone { of: undone }).unwrap();
    let lines = known.entries().iter().filter_map(|(seq, _)| known.line(*seq));
    let lines: String = std::iter::once(known.header_line()).chain(lines).map(|line| line + "\n").collect();
    std::fs::write(&path, &lines).unwrap();
    let copy = folder.path().join("copy.session.jsonl");
    let (code, out, err) = run(&["clean", &path, "-o", copy.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("Written: ") && err.contains("still hold what was removed"), "{err}");
    let text = std::fs::read_to_string(&copy).unwrap();
    for word in ["Zquorra", "Blifnox", "Vembrique"] {
        assert!(lines.contains(word) && !text.contains(word), "{word}");
    }
    for format in ["md", "html", "csv", "json"] {
        let report = |path: &str| run(&["report", path, "--format", format]);
        assert_eq!(report(copy.to_str().unwrap()), report(&path), "{format}");
    }
    // A copy never takes the place of a file.
    let (code, _, err) = run(&["clean", &path, "-o", &path]);
    assert!(code == 1 && err.contains("this file is there already"), "{err}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), lines);
}

#[test]
fn what_is_no_session_is_refused_with_what_to_try() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("names.csv");
    std::fs::write(&path, "name,score\nMaria Lopez,190\n").unwrap();
    let (code, out, err) = run(&["report", path.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("not a session file") && err.contains("= try: ") && !err.contains("Lopez"), "{err}");
    let (code, _, err) = run(&["report", folder.path().join("none.session.jsonl").to_str().unwrap()]);
    assert!(code == 1 && err.contains("there is no such file"), "{err}");
}

/// A data file of the samples that has a card, and the name of its first view.
fn sample() -> (String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let data = files.into_iter().find(|path| path.extension().is_some_and(|end| end == "csv")).unwrap();
    let data = data.to_str().unwrap().to_owned();
    let (code, out, err) = run(&["view", &data, "--list"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let id = out.lines().next().unwrap().split(' ').next().unwrap().to_owned();
    (data, id)
}

#[test]
fn a_view_is_printed_within_its_size() {
    let (data, id) = sample();
    let (code, named, err) = run(&["view", &data, &id, "--size", "72x20"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(run(&["view", &data, "--size", "72x20"]).1, named, "the first view is the default");
    assert!(named.lines().count() <= 20 && named.lines().all(|line| line.chars().count() <= 72), "{named}");
    assert!(named.chars().any(|c| c.is_ascii_digit()), "{named}");
    let (code, out, err) = run(&["view", &data, "no-such-view"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("the views are: ") && err.contains(&id), "{err}");
}

#[test]
fn files_that_are_joined_show_pictures_of_both() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (reading, mood, items) = (path("reading.toml"), path("mood.csv"), path("items.toml"));
    let all = ["view", &reading, "--with", &mood, "--with", &items, "--list"];
    let (code, list, err) = run(&all);
    assert_eq!(code, 0, "{err}");
    assert!(list.contains("reading-and-mood") && list.contains("test-english-learners"), "{list}");
    assert!(err.contains("lacks some of its students") && err.contains("the same students are in both"), "{err}");
    let (_, list, err) = run(&["view", &reading, "--with", &mood, "--list"]);
    assert!(!list.contains("test-english-learners"), "{list}");
    let words = "\"test-english-learners\" is not shown: the joined files have no measure `items.total`.";
    assert!(err.contains(words), "{err}");
    let picture = ["view", &reading, "reading-and-mood", "--with", &mood, "--format", "json"];
    let (code, json, _) = run(&picture);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let hidden = json["views"][0]["rows"].to_string().matches("\"hidden\":true").count();
    assert_eq!((code, hidden), (0, 0), "{json}");
    let (code, _, err) = run(&["view", &mood, "--with", &reading, "--list"]);
    assert_eq!(code, 1);
    assert!(err.contains("name this file before the others"), "{err}");
}

#[test]
fn a_data_card_is_checked_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let (data, _) = sample();
    let card = Path::new(&data).with_extension("toml");
    let (code, out, _) = run(&["check", card.to_str().unwrap()]);
    assert_eq!(code, 0, "{out}");
    assert!(out.ends_with(": data card, no problem\n"), "{out}");
    let broken = folder.path().join("broken.toml");
    std::fs::write(&broken, std::fs::read_to_string(card).unwrap().replacen("title = ", "titel = ", 1)).unwrap();
    let (code, out, err) = run(&["check", broken.to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("did you mean `title`?"), "{out}");
}

#[test]
fn data_without_a_card_is_refused_with_the_next_command() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("names.csv");
    std::fs::write(&path, "name,score\nMaria Lopez,190\n").unwrap();
    let (code, out, err) = run(&["view", path.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("chartpaper card") && !err.contains("Lopez"), "{err}");
}

#[test]
fn a_view_is_printed_in_colour_and_as_a_picture() {
    let (data, id) = sample();
    let (_, text, _) = run(&["view", &data, &id, "--size", "72x20"]);
    let (code, coloured, _) = run(&["view", &data, &id, "--size", "72x20", "--format", "ansi"]);
    assert_eq!(code, 0);
    assert!(coloured.contains("\u{1b}[0;") && coloured.contains(";48;5;"), "{coloured}");
    assert_eq!(coloured.lines().count(), 20);
    let first = text.lines().next().unwrap().split("  ").next().unwrap();
    assert!(coloured.contains(first), "{coloured}");
    let (_, mono, _) = run(&["view", &data, &id, "--format", "ansi", "--color", "never"]);
    assert!(mono.contains("\u{1b}[0;1m") && !mono.contains("8;5;"), "{mono}");
    let (code, svg, _) = run(&["view", &data, &id, "--format", "svg"]);
    assert_eq!(code, 0);
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"), "{svg}");
    assert_eq!(run(&["view", &data, &id, "--format", "svg", "--color", "never"]).1, svg, "paper has its colours");
    let (code, _, err) = run(&["view", &data, &id, "--format", "svg", "--theme", "pink"]);
    assert!(code == 2 && err.contains("projector-light"), "{err}");
}

#[test]
fn what_is_understood_of_a_file_is_told_without_its_values() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    let mut content = String::from("Class 5;;\n\nstudent_id;gender;score\n");
    for row in 0..44 {
        content += &format!("Zqid{row};{};{},5\n", ["F", "M"][row % 2], 100 + row);
    }
    content += "Zqid45;F\nTotal;;4500\n";
    std::fs::write(&path, content).unwrap();
    let (code, json, err) = run(&["inspect", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    let at = |key: &str| told[key].clone();
    assert_eq!(
        (at("encoding"), at("bom"), at("delimiter"), at("quote")),
        ("utf-8".into(), false.into(), ";".into(), "\"".into())
    );
    assert_eq!((at("line_ending"), at("preamble_rows"), at("header_rows")), ("lf".into(), 2.into(), 1.into()));
    assert_eq!((at("trailing_rows"), at("rows"), at("warnings")), (1.into(), 44.into(), serde_json::json!([])));
    assert_eq!((told["set_aside"][0]["row"].clone(), told["set_aside"].as_array().unwrap().len()), (48.into(), 1));
    let score = &told["columns"][2];
    assert_eq!((&score["index"], &score["name"], &score["type"]), (&2.into(), &"score".into(), &"decimal".into()));
    assert_eq!(
        (&score["missing"], &score["distinct"], &score["suggested_role"]),
        (&0.into(), &44.into(), &"measure".into())
    );
    assert_eq!(told["columns"][1]["labels"], serde_json::json!(["F", "M"]));
    let (code, text, _) = run(&["inspect", path.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(text.contains("1 of 45 rows set aside") && text.contains("row 48"), "{text}");
    assert!(!text.contains("Zq") && !json.contains("Zq"), "{text}{json}");
}

#[test]
fn people_in_the_first_row_are_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    std::fs::write(&path, "Test,Zqvarin Xvrou,Zqlarin Vxmek,Zqtum Qvnil\nQuiz 1,4,5,6\nQuiz 2,3,4,5\n").unwrap();
    let (code, out, err) = run(&["inspect", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!(code, 1);
    assert!(err.contains("students-as-columns") && err.contains("Transpose"), "{err}");
    assert!(!out.contains("Zq") && !err.contains("Zq"), "{out}{err}");
}

/// A folder for what the user decides, with this `config.toml`.
fn user_folder(config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.toml"), config).unwrap();
    folder
}

/// As [`run`], for the user with this folder.
fn run_by(user: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> (i32, String, String) {
    let mut command = chartpaper(arguments);
    command.env("CHARTPAPER_HOME", user).envs(variables.iter().copied());
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn doctor_tells_in_a_pipe_what_it_knows() {
    let user = user_folder("charset = \"ascii\"\ntheme = \"mono\"\n");
    let (code, out, err) = run_by(user.path(), &[("TERM", "xterm-16color")], &["doctor"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for line in ["TERM is xterm-16color", "ascii (chosen)", "16 (auto)", "mono", "config.toml", "████  ████", "|学校|"]
    {
        assert!(out.contains(line), "{line}: {out}");
    }
    assert!(!out.contains('\u{1b}') && !out.contains("not there yet"), "{out}");
}

#[test]
fn flags_win_over_variables_those_over_the_users_file_and_that_over_defaults() {
    let user = user_folder("charset = \"ascii\"\ntheme = \"projector-dark\"\n");
    let card = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/reading.toml");
    let card = card.to_str().unwrap();
    let is_ascii = |variables: &[(&str, &str)], flags: &[&str]| {
        let arguments: Vec<&str> = ["view", card, "windows"].iter().chain(flags).copied().collect();
        let (code, out, err) = run_by(user.path(), variables, &arguments);
        assert_eq!(code, 0, "{err}");
        out.is_ascii()
    };
    assert!(is_ascii(&[], &[]));
    assert!(!is_ascii(&[("CHARTPAPER_CHARSET", "blocks")], &[]));
    assert!(is_ascii(&[("CHARTPAPER_CHARSET", "blocks")], &["--charset", "ascii"]));
    let ansi = |variables: &[(&str, &str)]| {
        run_by(user.path(), variables, &["view", card, "windows", "--format", "ansi", "--color", "256"]).1
    };
    assert_ne!(ansi(&[]), ansi(&[("CHARTPAPER_THEME", "projector-light")]));
    assert_eq!(ansi(&[]), ansi(&[("CHARTPAPER_THEME", "dark")]));
}

#[test]
fn a_mistake_in_the_users_file_is_told_with_its_place() {
    let user = user_folder("theme = \"mono\"\n\ncharset = \"bloks\"\n");
    let (code, out, err) = run_by(user.path(), &[], &["doctor"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("config.toml:3:11") && err.contains("blocks"), "{err}");
}

#[test]
fn a_theme_of_the_users_own_is_drawn_with_and_checked() {
    let user = user_folder("theme = \"ours.toml\"\n");
    let theme = user.path().join("ours.toml");
    let theme = theme.to_str().unwrap();
    let card = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/reading.toml");
    let card = card.to_str().unwrap();
    std::fs::write(theme, "base = \"projector-light\"\nname = \"ours\"\n[text]\nforeground = 18\nbackground = 230\n")
        .unwrap();
    let view = |flags: &[&str]| {
        let arguments: Vec<&str> =
            ["view", card, "windows", "--format", "ansi", "--color", "256"].iter().chain(flags).copied().collect();
        run_by(user.path(), &[], &arguments)
    };
    let (code, own, err) = view(&[]);
    assert_eq!(code, 0, "{err}");
    assert!(own.contains("48;5;230"), "the ground of the own theme");
    assert_eq!(view(&["--theme", theme]).1, own);
    assert!(!view(&["--theme", "light"]).1.contains("48;5;230"));
    let (code, out, _) = run(&["check", theme]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("theme, "), "{out}");
    std::fs::write(theme, "base = \"projector-light\"\n[quiet]\nforeground = 250\n").unwrap();
    let (code, out, _) = run(&["check", theme]);
    assert!(code == 0 && out.contains("low-contrast") && out.contains("ours.toml:2:"), "{out}");
    std::fs::write(theme, "base = \"projector-light\"\n[quite]\nforeground = 16\n").unwrap();
    let (code, _, err) = view(&[]);
    assert!(code == 1 && err.contains("ours.toml:2:2") && err.contains("quiet"), "{err}");
    let (code, _, err) = view(&["--theme", "nowhere.toml"]);
    assert!(code == 1 && err.contains("there is no such file"), "{err}");
}
