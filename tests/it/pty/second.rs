//! Two programs and one session file: the second says who has it, and writes nothing.

use super::home::{Home, SMALL};

#[test]
fn a_second_one_says_who_has_the_session_and_leaves_it_alone() {
    let home = Home::new();
    let mut first = home.start("run data-driven-dialogue --session held.session.jsonl", SMALL);
    let words = first.words_left();
    assert!(words.contains("needs data"), "{words}");

    home.write("talk.toml", super::home::TALK);
    let mut first = home.start("run talk.toml --session held.session.jsonl", SMALL);
    first.open_curtain("Talk");
    first.press("a");
    first.chart("The first one writes");
    let session = home.file("held.session.jsonl");
    let before = std::fs::read(&session).unwrap();
    let pid = first.pid().to_string();
    for arguments in ["run talk.toml --session held.session.jsonl", "resume held.session.jsonl"] {
        let mut second = home.start(arguments, SMALL);
        let words = second.words_left();
        assert_eq!(second.ended().exit_code(), 1, "{arguments}: {words}");
        for word in ["another chartpaper has this session open", "since 20", "held.session.jsonl", &pid] {
            assert!(words.contains(word), "{arguments}: {word} in {words}");
        }
        second.assert_given_back();
        assert_eq!(std::fs::read(&session).unwrap(), before, "{arguments}");
    }
    first.chart("and goes on writing");
    first.stop();
    first.leave();

    let mut third = home.start("run talk.toml --session held.session.jsonl", SMALL);
    let words = third.words_left();
    assert_eq!(third.ended().exit_code(), 1);
    assert!(words.contains("there is a file of that name already") && words.contains("chartpaper resum"), "{words}");
    let mut third = home.start("resume held.session.jsonl", SMALL);
    third.wait("2 comments");
    third.leave();
}

/// A file that is no session is refused as well, and nothing is left beside it.
#[test]
fn a_file_that_is_there_is_never_taken_for_a_session() {
    let home = Home::new();
    home.write("talk.toml", super::home::TALK);
    home.write("notes.txt", "mine");
    for arguments in ["run talk.toml --session notes.txt", "resume notes.txt"] {
        let mut terminal = home.start(arguments, SMALL);
        let words = terminal.words_left();
        assert_eq!(terminal.ended().exit_code(), 1, "{words}");
        assert!(words.contains("notes.txt") && words.contains("= try:"), "{words}");
        assert_eq!(std::fs::read_to_string(home.file("notes.txt")).unwrap(), "mine");
    }
    assert!(!home.file("notes.txt.lock").exists());
}
