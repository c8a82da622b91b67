//! Files that cannot be used: one clear message with the place and what to try, exit code 1, and nothing of a record in it.

use std::fs;

use super::home::{Home, SMALL, TALK, assert_without, canaries, repository};
use super::terminal::Terminal;

const PROTOCOL: &str = "data-driven-dialogue";

struct Case {
    name: &'static str,
    arguments: &'static str,
    /// What the message must hold.
    words: &'static [&'static str],
}

const CASES: [Case; 17] = [
    Case {
        name: "no such data",
        arguments: "run data-driven-dialogue none.csv",
        words: &["none.csv", "no file of this name"],
    },
    Case { name: "empty file", arguments: "run data-driven-dialogue empty.csv", words: &["empty.csv", "empty"] },
    Case {
        name: "empty file without a card",
        arguments: "run data-driven-dialogue bare.csv",
        words: &["bare.csv", "empty"],
    },
    Case { name: "header only", arguments: "run data-driven-dialogue header.csv", words: &["header.csv"] },
    Case { name: "a card of another file", arguments: "run data-driven-dialogue other.csv", words: &["other.toml:"] },
    Case {
        name: "unknown column",
        arguments: "run data-driven-dialogue column.csv",
        words: &["column.toml", "scoer", "score"],
    },
    Case { name: "ragged rows", arguments: "run data-driven-dialogue ragged.csv", words: &["ragged.csv", "row 3"] },
    Case {
        name: "a name where a score should be",
        arguments: "run data-driven-dialogue words.csv",
        words: &["words.csv", "row 2"],
    },
    Case {
        name: "a score outside the range",
        arguments: "run data-driven-dialogue far.csv",
        words: &["far.csv", "row 2"],
    },
    Case {
        name: "an encoding that the card states and nobody knows",
        arguments: "run data-driven-dialogue coded.csv",
        words: &["coded.toml:", "no encoding has this name"],
    },
    Case {
        name: "a card that is no TOML",
        arguments: "run data-driven-dialogue card.csv",
        words: &["card.toml:2", "-->"],
    },
    Case {
        name: "a protocol that is no TOML",
        arguments: "run broken.toml good.csv",
        words: &["broken.toml:3", "-->"],
    },
    Case { name: "a protocol with mistakes", arguments: "run wrong.toml good.csv", words: &["wrong.toml:", "kind"] },
    Case {
        name: "unknown protocol",
        arguments: "run data-drive-dialogue good.csv",
        words: &["data-drive-dialogue", PROTOCOL],
    },
    Case { name: "no such protocol file", arguments: "run none.toml good.csv", words: &["none.toml"] },
    Case { name: "a folder as data", arguments: "run data-driven-dialogue folder", words: &["folder"] },
    Case { name: "a folder as protocol", arguments: "run folder good.csv", words: &["folder"] },
];

/// The reading data, changed: `change` gets the number of the row (the header is row 1) and its cells.
fn reading(change: impl Fn(usize, &mut Vec<String>)) -> String {
    let text = fs::read_to_string(repository("sample-data/reading.csv")).unwrap();
    let rows = text.lines().enumerate().map(|(number, line)| {
        let mut cells = line.split(',').map(str::to_owned).collect();
        change(number + 1, &mut cells);
        cells.join(",")
    });
    rows.map(|row| row + "\n").collect()
}

fn set_up() -> Home {
    let home = Home::new();
    let card = fs::read_to_string(repository("sample-data/reading.toml")).unwrap();
    let good = reading(|_, _| {});
    let with_card = |name: &str, text: &[u8]| {
        home.write(&format!("{name}.csv"), text);
        home.write(&format!("{name}.toml"), &card);
    };
    with_card("good", good.as_bytes());
    with_card("empty", b"");
    home.write("bare.csv", "");
    with_card("header", good.lines().next().unwrap().as_bytes());
    home.write("other.csv", &good);
    home.write("other.toml", fs::read(repository("sample-data/items.toml")).unwrap());
    home.write("column.csv", &good);
    home.write("column.toml", card.replace("[column.score]", "[column.scoer]"));
    let ragged = reading(|row, cells| {
        if row % 2 == 1 && row > 1 {
            cells.truncate(5);
        }
    });
    with_card("ragged", ragged.as_bytes());
    let words = reading(|row, cells| {
        if row > 1 {
            cells[9] = cells[1].clone();
        }
    });
    with_card("words", words.as_bytes());
    let far = reading(|row, cells| {
        if row > 1 {
            "98765".clone_into(&mut cells[9]);
        }
    });
    with_card("far", far.as_bytes());
    let mut latin = good.clone().into_bytes();
    latin.extend_from_slice(b"QX-1,Jos\xe9,Qzlarin,4,Rm 12,F,N,Y,2023-24 Fall,179,1\n");
    with_card("latin", &latin);
    home.write("coded.csv", &good);
    home.write("coded.toml", card.clone() + "\n[source]\nencoding = \"klingon\"\n");
    home.write("card.csv", &good);
    home.write("card.toml", "schema = 1\ntitle = \"never closed\n");
    home.write("broken.toml", "schema = 1\nid = \"broken\"\ntitle = = \"x\"\n");
    home.write("wrong.toml", TALK.replace("kind = \"infer\"", "kind = \"infre\""));
    fs::create_dir(home.file("folder")).unwrap();
    home
}

#[test]
fn every_bad_input_is_told_with_its_place_and_what_to_try() {
    let home = set_up();
    let mut names = canaries("reading.csv");
    names.extend(["98765".to_owned(), "Jos\u{fffd}".to_owned()]);
    let mut faults = Vec::new();
    for case in &CASES {
        let mut terminal = Terminal::start(home.command_with_stderr(case.arguments), SMALL);
        if terminal.shows_soon("Enter") {
            faults.push(format!("{}: it was accepted\n{}", case.name, terminal.screen().join("\n")));
            continue;
        }
        let screen = terminal.words_left();
        let status = terminal.ended();
        let told = fs::read(home.file("stderr")).unwrap();
        let told = String::from_utf8(told).unwrap();
        assert_without(&names, case.name, told.as_bytes());
        assert_without(&names, case.name, &terminal.bytes());
        if status.exit_code() != 1 {
            faults.push(format!("{}: exit code {}\n{screen}", case.name, status.exit_code()));
        }
        if terminal.bytes() != b"" {
            faults.push(format!("{}: on the terminal stands {screen}", case.name));
        }
        for word in case.words.iter().copied().chain(["error", "= try:"]) {
            if !told.contains(word) {
                faults.push(format!("{}: no `{word}` in\n{told}", case.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(home.sessions().is_empty(), "no session was begun");
}

/// What spreadsheets of Western Europe save is read, and `inspect` names how it is written.
#[test]
fn a_file_that_is_not_utf8_is_understood() {
    let home = set_up();
    let mut terminal = home.start("run data-driven-dialogue latin.csv", SMALL);
    terminal.wait("Enter");
    let mut names = canaries("reading.csv");
    names.extend(["Jos\u{e9}".to_owned(), "Jos\u{fffd}".to_owned()]);
    assert_without(&names, "the terminal", &terminal.bytes());
    terminal.leave();
    let mut inspected = home.start("inspect latin.csv", SMALL);
    assert_eq!(inspected.ended().exit_code(), 0);
    let told = String::from_utf8(inspected.bytes()).unwrap();
    assert!(told.contains("windows-1252"), "{told}");
    assert_without(&names, "inspect", told.as_bytes());
}

/// A few rows that are cut short are set aside, and the curtain says so before anybody sees a picture of the rest.
#[test]
fn a_row_cut_short_is_set_aside_and_told() {
    let home = set_up();
    let cut = reading(|row, cells| {
        if row == 3 {
            cells.truncate(5);
        }
    });
    home.write("cut.csv", cut);
    home.write("cut.toml", fs::read(repository("sample-data/reading.toml")).unwrap());
    let mut terminal = home.start("run data-driven-dialogue cut.csv", SMALL);
    terminal.wait("1 of 576 rows set aside");
    assert_without(&canaries("reading.csv"), "the terminal", &terminal.bytes());
    terminal.leave();
}

#[test]
fn a_protocol_that_needs_data_says_so() {
    let home = set_up();
    let mut terminal = Terminal::start(home.command_with_stderr("run data-driven-dialogue"), SMALL);
    terminal.ended();
    let told = fs::read_to_string(home.file("stderr")).unwrap();
    assert!(told.contains("needs data") && told.contains("= try:"), "{told}");
    assert_eq!(terminal.ended().exit_code(), 1);
}
