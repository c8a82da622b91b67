//! `run --watch`: the protocol beside an editor.

use super::home::{Home, SMALL, TALK};

#[test]
fn saving_the_file_changes_the_screen_and_a_broken_one_is_told() {
    let home = Home::new();
    let file = home.write("talk.toml", TALK);
    let mut terminal = home.start("run talk.toml --watch", SMALL);
    terminal.open_curtain("What do we say?");
    terminal.send("a");
    terminal.chart("kept through it all");
    terminal.stop();

    std::fs::write(&file, TALK.replace("What do we say?", "What do we say now?")).unwrap();
    terminal.wait("What do we say now?");
    terminal.wait("kept through it all");

    std::fs::write(&file, TALK.replace("minutes = 10", "minutes = ten")).unwrap();
    terminal.wait("f tells it");
    assert!(terminal.shows("What do we say now?"), "the last good one goes on: {:#?}", terminal.screen());
    terminal.press_for("f", "Enter");
    terminal.press_for("Enter", "saved with errors");
    assert!(terminal.shows("talk.toml, line 11"), "{:#?}", terminal.screen());
    terminal.press("Esc");

    std::fs::write(&file, TALK.replace("What do we say?", "And in the end?")).unwrap();
    terminal.wait("And in the end?");
    terminal.press_for("x", "the report is in");
    terminal.leave();
    assert!(home.report().contains("And in the end?"), "{}", home.report());
    let mut again = home.start("resume", SMALL);
    again.wait("Enter takes the retreat up again");
    again.press_for("Enter", "And in the end?");
    again.wait("kept through it all");
    again.leave();

    // A session that is taken up again can be watched as well.
    let mut again = home.start("resume --watch talk.toml", SMALL);
    again.wait("Enter takes the retreat up again");
    again.press_for("Enter", "And in the end?");
    std::fs::write(&file, TALK.replace("What do we say?", "And after the end?")).unwrap();
    again.wait("And after the end?");
    again.wait("kept through it all");
    again.leave();
    home.write("other.toml", TALK.replace("id = \"talk\"\ntitle", "id = \"other\"\ntitle"));
    let mut again = home.start("resume --watch other.toml", SMALL);
    let words = again.words_left();
    assert_eq!(again.ended().exit_code(), 1, "{words}");
    assert!(words.contains("other-protocol") && words.contains("\"talk\""), "{words}");
}

#[test]
fn in_a_rehearsal_the_data_are_admitted_again() {
    let home = Home::new();
    let data: String = (0..40).map(|at| format!("Vexlorin {at},{}\n", at % 5 + 1)).collect();
    home.write("scores.csv", format!("name,score\n{data}"));
    let card = "schema = 1\ntitle = \"Before\"\n[column.name]\nrole = \"identifier\"\n[column.score]\nrole = \"measure\"\n\
                range = [1, 5]\nstep = 1\n";
    home.write("scores.toml", card);
    home.write("talk.toml", TALK.replace("data = \"none\"", "data = \"required\""));
    let mut terminal = home.start("run talk.toml scores.csv --rehearse --watch", SMALL);
    terminal.wait("Before");
    home.write("scores.toml", card.replace("Before", "Afterwards"));
    terminal.wait("Afterwards");
    assert!(home.sessions().is_empty());
    terminal.press_for("q", "Enter");
    terminal.press("Enter");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_bundled_protocol_is_not_watched() {
    let home = Home::new();
    let mut terminal = home.start("run notice-and-wonder --watch", SMALL);
    let words = terminal.words_left();
    assert_eq!(terminal.ended().exit_code(), 1, "{words}");
    assert!(words.contains("protocols show"), "{words}");
}
