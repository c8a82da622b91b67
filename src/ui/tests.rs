//! Frames of whole screens.

use super::sample::{drawn, drawn_to};
use crate::app::sample::{
    Data, Dice, EVERY_CAPTURE, PROTOCOL, app, app_of, app_over, app_with, at_random, keys, press, reopened, type_text,
};
use crate::app::{App, Event, FileItem, Listing, News, Outcome, Sessions, Size, Unfinished};

fn screen(app: &App) -> String {
    drawn(app, 80, 24).join("\n")
}

#[test]
fn every_state_is_drawn_at_every_size() {
    let full = std::env::var_os("CHARTPAPER_FULL").is_some();
    for seed in 0..if full { 100_000 } else { 10_000 } {
        let mut dice = Dice::of(seed);
        let app = at_random(&mut dice);
        let (width, height) = (dice.roll(241), dice.roll(71));
        let lines = drawn(&app, u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
        assert_eq!(lines.len(), height, "seed {seed}");
    }
}

#[test]
fn before_the_reveal_two_data_sets_that_differ_in_scores_look_the_same() {
    let mut one = app_with(Data::Plain, false);
    let mut other = app_with(Data::Changed, false);
    let keys = "g Esc Enter 4 0 Enter Esc c v Tab f Enter Esc ? Esc PageDown Esc End Esc Space Esc g Down Enter Esc r PageDown";
    for key in keys.split(' ') {
        press(&mut one, key);
        press(&mut other, key);
        for (width, height) in [(80, 24), (140, 40), (60, 16)] {
            assert_eq!(drawn(&one, width, height), drawn(&other, width, height), "after {key}");
        }
    }
    press(&mut one, "Enter");
    press(&mut other, "Enter");
    assert_ne!(screen(&one), screen(&other), "after the reveal they differ, so the test can fail");
}

#[test]
fn a_check_mark_stands_only_behind_the_word_of_the_disk() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "More than half");
    let effects = press(&mut app, "Enter");
    let row = |app: &App| drawn(app, 80, 24).into_iter().find(|line| line.contains("More than half")).unwrap();
    assert!(row(&app).contains("saving") && !row(&app).contains('✓'), "{}", row(&app));
    let seq =
        effects.iter().find_map(|e| if let crate::app::Effect::Append { seq, .. } = e { Some(*seq) } else { None });
    let seq = seq.unwrap();
    app.update(Event::Saved(Outcome {
        seq,
        saved: false,
        news: Some(News::Trouble("NOT SAVED: the disk is full".into())),
    }));
    assert!(row(&app).contains("NOT SAVED"), "{}", row(&app));
    assert!(screen(&app).contains("the disk is full"));
    app.update(Event::Saved(Outcome { seq, saved: true, news: None }));
    assert!(row(&app).starts_with(" ✓"), "{}", row(&app));
}

#[test]
fn a_window_that_is_too_small_says_so_calmly() {
    let lines = drawn(&app(), 40, 10).join(" ");
    assert!(lines.contains("60 x 16") && lines.contains("40 x 10"), "{lines}");
}

#[test]
fn the_projector_layout_is_the_one_that_was_decided() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter");
    let lines = drawn(&app, 80, 24);
    assert!(lines[0].contains("Look") && lines[0].contains("min left"));
    assert!(lines[1].contains("What is there?"));
    let rule = lines.iter().position(|line| line.contains("comments")).unwrap();
    assert_eq!(rule, 16, "what is looked at has the room: {lines:#?}");
    assert!(lines[23].contains("PgDn") && lines[23].contains("help"));
}

#[test]
fn a_word_is_dots_until_it_is_complete_and_names_nobody() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "then Zevri");
    assert!(screen(&app).contains("then •••••") && !screen(&app).contains("Ze"));
    type_text(&mut app, "ka guessed it");
    assert!(screen(&app).contains("then ••••••• guessed ••"), "{}", screen(&app));
    assert!(drawn(&app, 80, 24)[23].contains("[student]"), "the footer names the key");
    press(&mut app, "Enter");
    assert!(!screen(&app).contains("Zevrika"));
    assert!(screen(&app).contains("that looks like a student's name: change it, or Ctrl+R puts [student] there"));
    keys(&mut app, "Ctrl+r Enter");
    assert!(screen(&app).contains("then [student] guessed it"));
}

#[test]
fn names_are_dots_in_every_field_of_an_action() {
    let mut app = app();
    keys(&mut app, "Enter End Enter a");
    type_text(&mut app, "help Quandol");
    keys(&mut app, "Tab");
    type_text(&mut app, "team Quan");
    let shown = screen(&app);
    assert!(shown.contains("help •••••••") && shown.contains("team ••••") && !shown.contains("Qua"), "{shown}");
}

#[test]
fn the_curtain_says_whether_names_are_checked() {
    assert!(screen(&app()).contains("comments are checked for names"));
    assert!(screen(&reopened(&app())).contains("NOT CHECKED in comments: the data file"));
}

#[test]
fn only_steps_that_take_place_are_counted_listed_and_announced() {
    let step = |id: &str, more: &str| {
        format!(
            "[[step]]\nid = \"{id}\"\nkind = \"frame\"\ntitle = \"The {id}\"\nminutes = 5\nprompt = \"Words of {id}\"\n{more}"
        )
    };
    let text = format!(
        "schema = 1\nid = \"s\"\ntitle = \"S\"\ndata = \"none\"\n[series]\nkey = \"team\"\n{}{}{}{}",
        step("look back", "only_in = \"later\"\n").replace("id = \"look back\"", "id = \"look-back\""),
        step("start", ""),
        step("check", "only_in = \"later\"\n"),
        step("close", ""),
    );
    let mut app = app_of(&text);
    assert!(screen(&app).contains("2 steps, 10 minutes"), "{}", screen(&app));
    press(&mut app, "Enter");
    assert!(drawn(&app, 80, 24)[0].contains("1/2 The start"), "{}", screen(&app));
    press(&mut app, "g");
    let agenda = screen(&app);
    assert!(agenda.contains("10 minutes in all") && agenda.contains("1. The start") && agenda.contains("2. The close"));
    assert!(!agenda.contains("look back") && !agenda.contains("The check"), "{agenda}");
    keys(&mut app, "Down Down Enter");
    assert!(drawn(&app, 80, 24)[0].contains("2/2 The close"), "{}", screen(&app));
    keys(&mut app, "PageUp f Enter");
    assert!(screen(&app).contains("The close (5 min): Words of close"), "{}", screen(&app));
}

/// The protocol with every capture, in the step of this id.
fn at(step: &str) -> App {
    let mut app = app_of(EVERY_CAPTURE);
    press(&mut app, "Enter");
    while app.retreat().unwrap().step().id != step {
        press(&mut app, "PageDown");
    }
    app
}

fn footer(app: &App) -> String {
    drawn(app, 80, 24).remove(23)
}

#[test]
fn the_last_line_says_what_each_key_does_in_this_step() {
    for (step, keys, words) in [
        ("agree", "", ["Enter agree", "PgDn next"]),
        ("mood", "3", ["Enter next number", "Esc stop, keep numbers"]),
        ("mood", "3 Enter 3 Enter 3 Enter 3", ["Enter chart it", "Up number before"]),
        ("ask", "a", ["Down next question", "Enter chart it"]),
        ("table", "", ["Enter fill in", "a new row"]),
        ("table", "Enter", ["Enter chart, next cell", "Esc stop, keep text"]),
        ("act", "a", ["Enter next field", "Tab field"]),
        ("act", "a x Tab Tab Tab Tab Tab", ["Enter chart it", "Tab field"]),
        ("fist", "", ["Enter count", "a count again"]),
    ] {
        let mut app = at(step);
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            press(&mut app, key);
        }
        assert!(words.iter().all(|words| footer(&app).contains(words)), "{step} {keys}: {}", footer(&app));
    }
}

#[test]
fn a_row_that_is_added_and_a_cell_that_is_kept_are_seen_in_the_table() {
    let mut app = at("table");
    let rows = |app: &App| drawn(app, 80, 24).iter().filter(|line| line.contains("...")).count();
    let stood = rows(&app);
    press(&mut app, "Enter");
    type_text(&mut app, "share");
    press(&mut app, "Esc");
    assert!(screen(&app).contains("Enter goes on with the cell that is not charted yet"));
    assert_eq!(rows(&app), stood + 1, "{}", screen(&app));
    press(&mut app, "a");
    assert_eq!(rows(&app), stood + 2, "{}", screen(&app));
    assert!(screen(&app).contains("new row: Component>"));
}

#[test]
fn tab_leads_back_to_where_it_began() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "more than half");
    keys(&mut app, "Enter Esc");
    let frames: Vec<_> = (0..3)
        .map(|_| {
            press(&mut app, "Tab");
            screen(&app)
        })
        .collect();
    press(&mut app, "BackTab");
    assert_eq!(screen(&app), frames[1], "and the other way round");
    press(&mut app, "Tab");
    assert_eq!(screen(&app), frames[2]);
    assert!(frames[0] != frames[1] && frames[1] != frames[2]);
    let rule = |frame: &str| frame.lines().position(|line| line.contains("1 comment")).unwrap();
    assert!(rule(&frames[0]) < rule(&frames[2]) && rule(&frames[2]) < rule(&frames[1]));
}

#[test]
fn the_time_of_a_part_is_never_cut_off() {
    let text = "schema = 1\nid = \"g\"\ntitle = \"G\"\ndata = \"none\"\n[[step]]\nid = \"one\"\nkind = \"act\"\ntitle = \"One\"\nminutes = 24\ngroups = {size = 4, merge = \"append\"}\n[[step.segment]]\nmode = \"small-groups\"\nminutes = 16\n[[step.segment]]\nmode = \"whole-group\"\nminutes = 8\n[step.capture]\ntype = \"matrix\"\ncolumns = [\"Part\", \"Who\"]\nseed_rows = [\"Trust\"]\nrows = \"insert\"\n[[step]]\nid = \"two\"\nkind = \"frame\"\ntitle = \"Two\"\nminutes = 5\n";
    let mut app = app_of(text);
    press(&mut app, "Enter");
    for width in [60, 80, 140] {
        let lines = drawn(&app, width, 24).join("\n");
        assert!(lines.contains("(1 of 2, 16 min)"), "{lines}");
    }
    press(&mut app, "n");
    assert!(drawn(&app, 60, 16).join("\n").contains("group 1 reports (1 of 2, 16 min)"));
    assert!(footer(&app).contains("n next group"));
}

#[test]
fn a_table_without_rows_says_why() {
    let mut app = at("vote");
    assert!(screen(&app).contains("Nothing was charted in \"Discuss\" yet: PgUp goes back."), "{}", screen(&app));
    press(&mut app, "PageDown");
    assert!(screen(&app).contains("Nothing was charted in \"Discuss\" yet"));
}

#[test]
fn a_question_says_in_the_last_line_what_its_keys_answer() {
    let mut app = app();
    keys(&mut app, "Enter PageDown");
    assert!(footer(&app).contains("Enter show it  Esc not yet"), "{}", footer(&app));
    keys(&mut app, "Esc q");
    assert!(footer(&app).contains("Enter leave  Esc stay"), "{}", footer(&app));
    keys(&mut app, "Esc g");
    assert!(footer(&app).contains("Enter go there"), "{}", footer(&app));
}

#[test]
fn lists_before_a_retreat_say_what_is_missing_and_what_stands_below() {
    let mut app = App::starting(Vec::new(), 0, 4);
    app.update(Event::Resized(Size { width: 80, height: 24 }));
    app.update(Event::Found(Sessions::default()));
    assert!(screen(&app).contains("no retreat to take up yet. Esc goes back"));
    let line = "2026-03-02  3 comments  Look together: Reading".to_owned();
    let list = vec![Unfinished { path: String::new(), line: line.clone() }];
    let left_out = Some(format!("1 file among the sessions is none that can be read: {}.jsonl", "year-8-".repeat(10)));
    app.update(Event::Found(Sessions { list, left_out }));
    assert!(screen(&app).contains(&line) && screen(&app).contains("none that can be read"));
    assert!(screen(&app).contains("year-8-.jsonl"), "the whole name: {}", screen(&app));
    let item = |at: usize, folder| FileItem { name: format!("n{at}"), path: String::new(), folder };
    app.update(Event::Listed(Listing { folder: "here".into(), items: vec![item(0, true)] }));
    assert!(screen(&app).contains("There is no CSV file in here: open another folder"));
    let items = (0..40).map(|at| item(at, at < 3)).collect();
    app.update(Event::Listed(Listing { folder: "here".into(), items }));
    let below = |app: &App| screen(app).lines().find(|line| line.contains("below")).map(str::to_owned);
    assert!(below(&app).unwrap().contains("23 more lines below: Down"), "{:?}", below(&app));
    for _ in 0..40 {
        press(&mut app, "Down");
    }
    assert_eq!(below(&app), None);
}

#[test]
fn what_is_read_stops_at_its_end() {
    for open in ["?", "f Enter"] {
        let agreed: Vec<String> = (1..=40).map(|number| format!("Agreement {number}")).collect();
        let mut app = app_over(&PROTOCOL.replacen("schema = 1", &format!("schema = 1\nnorms = {agreed:?}"), 1));
        keys(&mut app, "Enter PageDown Enter");
        keys(&mut app, open);
        let mut shown = Vec::new();
        for _ in 0..200 {
            press(&mut app, "PageDown");
            let (lines, last) = drawn_to(&app, 80, 24);
            app.update(Event::Ends(last.unwrap()));
            shown = lines;
        }
        let (_, last) = drawn_to(&app, 80, 24);
        assert!(last.unwrap() > 0, "{open} is longer than the screen");
        // Nothing is to be taken back first: one key up moves by one line.
        press(&mut app, "Up");
        assert_ne!(drawn(&app, 80, 24), shown, "{open}");
        press(&mut app, "Down");
        assert_eq!(drawn(&app, 80, 24), shown, "{open}");
    }
    let mut app = app();
    assert_eq!(drawn_to(&app, 80, 24).1, None, "nothing is read");
    press(&mut app, "?");
    assert_eq!(drawn_to(&app, 20, 5).1, None, "nor where there is no room");
}

#[test]
fn the_question_that_is_answered_is_read_beside_a_picture() {
    let text = PROTOCOL.replace("stems = [\"I see\"]", "questions = [\"Which of these is new?\", \"Which is not?\"]");
    let text = text.replace("tags = [\"strength\", \"gap\"]", "per_question = true");
    let mut app = app_over(&text);
    keys(&mut app, "Enter PageDown Enter a");
    assert!(screen(&app).contains("Which of these is new?"), "{}", screen(&app));
    press(&mut app, "Down");
    assert!(screen(&app).contains("Which is not?"));
    keys(&mut app, "Esc f Enter");
    assert!(screen(&app).contains("Questions of this step") && screen(&app).contains("2. Which is not?"));
}

#[test]
fn the_smallest_window_shows_what_the_group_works_on() {
    let vote = PROTOCOL.replacen("type = \"action\"\nfrom = \"think\"\nfields = [\"text\", \"owner\", \"due\"]", "type = \"cluster\"\nfrom = \"think\"\nheadings = [\"Leads to our teaching\", \"Needs more data than we have\", \"Not in our hands\"]", 1);
    let mut app = app_over(&vote);
    app.update(Event::Resized(Size { width: 60, height: 16 }));
    keys(&mut app, "Enter PageDown Enter PageDown a");
    type_text(&mut app, "late start");
    keys(&mut app, "Enter Esc PageDown Enter");
    let shown = drawn(&app, 60, 16).join("\n");
    assert!(shown.contains("late start") && shown.contains("Type its number: 1 Leads"), "{shown}");
}

/// The lines above the rule of the comments.
fn above_the_rule(app: &App, width: u16, height: u16) -> Vec<String> {
    drawn(app, width, height).into_iter().take_while(|line| !line.contains("comment")).collect()
}

#[test]
fn neither_a_comment_nor_what_is_typed_moves_the_picture() {
    for (width, height) in [(80, 24), (100, 30), (140, 40)] {
        let mut app = app();
        app.update(Event::Resized(Size { width, height }));
        keys(&mut app, "Enter PageDown Enter");
        let stood = above_the_rule(&app, width, height)[1..].to_vec();
        let same = |app: &App, when: &str| {
            assert_eq!(above_the_rule(app, width, height)[1..], stood, "{width}x{height} {when}");
        };
        press(&mut app, "a");
        same(&app, "while the line is open");
        type_text(&mut app, &"a long remark about what is seen ".repeat(7));
        same(&app, "while a comment of three lines is typed");
        press(&mut app, "Enter");
        for number in 0..9 {
            type_text(&mut app, &format!("remark {number}"));
            press(&mut app, "Enter");
        }
        press(&mut app, "Esc");
        same(&app, "beside ten comments");
        assert!(drawn(&app, width, height).iter().any(|line| line.contains("remark 8")), "the newest is in sight");
    }
}

#[test]
fn the_reveal_moves_no_line() {
    for (width, height) in [(60, 16), (80, 24), (100, 30), (140, 40)] {
        let mut app = app();
        app.update(Event::Resized(Size { width, height }));
        keys(&mut app, "Enter PageDown Enter");
        let rule = |app: &App| drawn(app, width, height).iter().position(|line| line.contains("0 comments")).unwrap();
        let shown = rule(&app);
        keys(&mut app, "Ctrl+z Esc");
        assert!(!drawn(&app, width, height).iter().any(|line| line.contains("n=40")), "covered again");
        assert_eq!(rule(&app), shown, "{width}x{height}");
    }
}

#[test]
fn beside_a_question_nothing_is_left_of_what_it_covers() {
    for (width, height) in [(60, 16), (80, 24), (140, 40)] {
        let mut app = app();
        app.update(Event::Resized(Size { width, height }));
        keys(&mut app, "Enter PageDown");
        let lines = drawn(&app, width, height);
        let boxed: Vec<&String> = lines.iter().filter(|line| line.contains('│') && line.contains("   ")).collect();
        let top = lines.iter().position(|line| line.contains("Show the data?")).unwrap();
        let end = lines.iter().rposition(|line| line.contains('└')).unwrap();
        assert!(!boxed.is_empty());
        for line in &lines[top..=end] {
            let line = line.trim();
            assert!(line.starts_with(['┌', '│', '└']) && line.ends_with(['┐', '│', '┘']), "{lines:#?}");
        }
    }
}

#[test]
fn how_people_take_part_is_told_whole_on_the_projector() {
    let text = PROTOCOL.replacen(
        "[[step.segment]]\nmode = \"round-robin\"\nminutes = 6\nallow = [\"pass\", \"ditto\"]",
        "[[step.segment]]\nmode = \"small-groups\"\nminutes = 6",
        1,
    );
    let text = text.replacen("mode = \"silent\"\nminutes = 4", "mode = \"small-groups\"\nminutes = 4", 1);
    let text =
        text.replacen("lint = \"inference\"", "groups = {size = 4, merge = \"append\"}\nlint = \"inference\"", 1);
    let mut app = app_over(&text);
    keys(&mut app, "Enter PageDown Enter");
    let shown = screen(&app);
    assert!(
        shown.contains("in small groups of 4 (1 of 2, 4 min)") && shown.contains("each brings back all they found")
    );
    assert!(!shown.contains('\u{2026}'), "{shown}");
}

#[test]
fn a_comment_that_may_be_a_reason_is_told_apart_in_words() {
    let mut app = app();
    keys(&mut app, "Enter PageDown Enter a");
    type_text(&mut app, "More than half");
    press(&mut app, "Enter");
    assert!(!screen(&app).contains("may be a reason"));
    type_text(&mut app, "Less because of the summer");
    press(&mut app, "Enter");
    assert!(screen(&app).contains("? may be a reason: Esc, then s, keeps it for \"Think\""), "{}", screen(&app));
}

#[test]
fn what_an_earlier_step_left_is_named_once_and_is_not_taken_for_a_comment() {
    let text = PROTOCOL.replacen(
        "data = \"shown\"\n[step.capture]\ntype = \"list\"",
        "data = \"shown\"\n[step.capture]\ntype = \"list\"\nfrom = \"look\"",
        1,
    );
    let mut app = app_over(&text);
    keys(&mut app, "Enter PageDown Enter a");
    for words in ["more than half", "fewer in fall"] {
        type_text(&mut app, words);
        press(&mut app, "Enter");
    }
    keys(&mut app, "Esc PageDown Enter Esc");
    let lines = drawn(&app, 80, 24);
    assert_eq!(lines.iter().filter(|line| line.contains("(Look)")).count(), 1, "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("(Look) more than half")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("fewer in fall")), "{lines:#?}");
}

#[test]
fn the_chosen_empty_cell_is_a_line_and_rows_below_are_told_of() {
    let mut app = app_of(&EVERY_CAPTURE.replacen(
        "seed_rows = [",
        "seed_rows = [\"One\", \"Two\", \"Three\", \"Four\", \"Five\", \"Six\", \"Seven\", ",
        1,
    ));
    app.update(Event::Resized(Size { width: 60, height: 16 }));
    press(&mut app, "Enter");
    while app.retreat().unwrap().step().id != "table" {
        press(&mut app, "PageDown");
    }
    let lines = |app: &App| drawn(app, 60, 16);
    assert_eq!(lines(&app).iter().filter(|line| line.contains("________")).count(), 1, "{:#?}", lines(&app));
    let told = lines(&app).into_iter().find(|line| line.contains("below: Down"));
    let hidden: usize = told.unwrap().trim().split_once(" more row").unwrap().0.parse().unwrap();
    let rows = app.retreat().unwrap().board().unwrap().rows;
    let seen = rows.iter().filter(|row| lines(&app).iter().any(|line| line.contains(&row.name))).count();
    assert_eq!(seen + hidden, rows.len(), "{:#?}", lines(&app));
    for _ in 0..rows.len() {
        press(&mut app, "Down");
    }
    assert!(lines(&app).iter().any(|line| line.contains("above: Up")), "{:#?}", lines(&app));
}
