//! Sessions line by line: the same entries as by the keyboard, and sentences that say what the screen shows.

use super::*;
use crate::app::sample::{
    Data, Dice, EVERY_CAPTURE, SHAPES, app, app_of, app_over, app_with, at_random, keys, press, saved, type_text,
};
use crate::app::{Effect, Event, Key, News, Outcome};
use crate::chart::{self, Charset};
use crate::session::Entry;
use crate::theme::Theme;

/// Somebody who types lines and hears what is said.
struct Listener {
    app: App,
    teller: Teller,
    theme: Theme,
    effects: Vec<Effect>,
}

impl Listener {
    fn of(app: App) -> Self {
        let mut listener =
            Self { app, teller: Teller::default(), theme: Theme::shipped().remove(0), effects: Vec::new() };
        listener.hear();
        listener
    }

    /// What is said now.
    fn hear(&mut self) -> String {
        let look = Look { theme: &self.theme, charset: Charset::Blocks };
        self.teller.tell(&self.app, look, true).join("\n")
    }

    fn prompt(&self) -> String {
        prompt(&self.app, Look { theme: &self.theme, charset: Charset::Blocks })
    }

    /// Types a line; the disk is quick. What is said to it.
    fn type_line(&mut self, line: &str) -> String {
        self.teller.heard();
        let look = Look { theme: &self.theme, charset: Charset::Blocks };
        match order(&self.app, line) {
            Order::Events(events) => {
                for event in events {
                    let effects = self.app.update(event);
                    let more = saved(&mut self.app, &effects);
                    self.effects.extend(effects.into_iter().chain(more));
                }
                self.hear()
            }
            Order::Tell(topic) => self.teller.again(&self.app, look, topic).join("\n"),
            Order::Refuse(words) => words,
        }
    }

    /// Types lines, `|` between them.
    fn type_lines(&mut self, lines: &str) -> String {
        lines.split('|').map(|line| self.type_line(line)).last().unwrap()
    }

    fn retreat(&self) -> &Retreat {
        self.app.retreat().unwrap()
    }
}

/// The entries of a session.
fn entries(app: &App) -> Vec<Entry> {
    app.retreat().unwrap().session().entries().iter().map(|(_, entry)| entry.clone()).collect()
}

/// Presses keys and types texts: a part in quotes is typed, every other word is a key.
fn play(app: &mut App, script: &str) {
    for (at, part) in script.split('"').enumerate() {
        if at % 2 == 1 {
            type_text(app, part);
        } else if !part.trim().is_empty() {
            keys(app, part.trim());
        }
    }
}

/// Fails if the lines do not make the same entries as the keys.
fn assert_same(mut by_keys: App, script: &str, by_lines: App, lines: &str) -> Listener {
    play(&mut by_keys, script);
    let mut listener = Listener::of(by_lines);
    listener.type_lines(lines);
    assert_eq!(entries(&listener.app), entries(&by_keys));
    listener
}

#[test]
fn every_capture_is_the_same_session_by_lines_as_by_keys() {
    let script = concat!(
        "Enter Enter Enter PageDown ",                      // agreements
        "3 Enter 8 Enter 1 Enter 2 Enter PageDown ",        // plane
        "a \"How do we build trust?\" Enter Esc PageDown ", // pinned question
        "a \"People dare to ask\" Enter Down \"Nobody learns alone\" Enter \"Time is short\" Enter Esc PageDown ",
        "5 Enter 3 Enter 3 Enter y PageDown ",                            // vote
        "2 a \"Time\" Enter 3 1 PageDown ",                               // headings
        "a Ctrl+w \"our team trust?\" Enter PageDown ",                   // new wording
        "Enter \"Say what is hard\" Enter \"Share a lesson\" Enter Esc ", // table
        "a \"A data coach\" Enter \"Finds the money\" Enter Esc PageDown ",
        "a \"Ask the students\" Enter \"grade 4 team\" Enter \"May\" Enter Enter Enter Enter Esc PageDown ",
        "1 Enter Enter Enter 6 Enter 4 Enter 2 Enter PageDown ", // fist to five
        "0 Enter 1 Enter 2 Enter 5 Enter 4 Enter Enter Enter 3 Enter 3 Enter 6 Enter PageDown ",
        "1 2 Enter 9 Enter 6 Enter 3 Enter 0 Enter PageDown ", // slips
        "Ctrl+z q Enter",
    );
    let lines = concat!(
        "|start|start|next|",
        "3|8|1|2|next|",
        "add|How do we build trust?||next|",
        "add|People dare to ask|/question 2|Nobody learns alone|Time is short||next|",
        "5|3|3|keep|next|",
        "2|add|Time|3|1|next|",
        "add|How do we build our team trust?|next|",
        "cell 1 1|Say what is hard|Share a lesson|/stop|",
        "add A data coach|Finds the money|/stop|next|",
        "add|Ask the students|grade 4 team|May|||||next|",
        "1|||6|4|2|next|",
        "0|1|2|5|4|||3|3|6|next|",
        "12|9|6|3|0|next|",
        "undo|leave|yes",
    );
    let listener = assert_same(app_of(EVERY_CAPTURE), script, app_of(EVERY_CAPTURE), lines);
    assert!(listener.effects.contains(&Effect::Quit), "left when the disk had spoken");
    let kinds = entries(&listener.app);
    let has = |is: fn(&Entry) -> bool| kinds.iter().any(is);
    assert!(has(|e| matches!(e, Entry::Tallied { .. })) && has(|e| matches!(e, Entry::Placed { .. })));
    assert!(has(|e| matches!(e, Entry::Filled { .. })) && has(|e| matches!(e, Entry::Acted { .. })));
}

#[test]
fn every_shape_of_prediction_and_a_table_with_evidence_is_the_same_by_lines() {
    let script = concat!(
        "Enter 3 \"0-45\" Enter \"50-60\" Enter PageDown ",
        "4 \"0 10 70\" Enter \"60\" Enter PageDown ",
        "1 \" 1 3\" Enter PageDown ",
        "2 Enter 1 Enter PageDown Enter ",
        "a \"one\" Enter \"two\" Enter Esc n w n PageDown ",
        "a \"Fractions\" Enter \"Work with them daily\" Enter Esc Tab Down Down Tab Enter Ctrl+e Enter Esc PageDown ",
        "5 Enter 1 Enter PageDown 2 Enter 4 Enter PageDown ",
        "a \"Ask the students\" Enter Esc PageDown PageDown ",
        "a \"3 -2\" Enter \"-4 5\" Enter Enter",
    );
    let lines = concat!(
        "|30-45|50-60|next|",
        "40 10 70|60|next|",
        "1 1 3|next|",
        "2|1|next|yes|",
        "add|one|two||speaker|part|n|next|",
        "add|Fractions|Work with them daily|/link 2|/yes|/stop|next|",
        "5|1|next|2|4|next|",
        "add|Ask the students||next|next|",
        "3 -2|-4 5|",
    );
    assert_same(app_over(SHAPES), script, app_over(SHAPES), lines);
}

#[test]
fn comments_are_linked_tagged_shelved_changed_removed_and_brought_back() {
    let script = concat!(
        "Enter 4 0 Enter Esc PageDown Enter a Down Down Ctrl+e Ctrl+t \"We see a dip\" Enter \"A second\" Enter ",
        "\"A third\" Enter Esc Tab Up Up Enter Backspace \"p!\" Enter Esc Down s Tab Down e BackTab Up Up Delete Ctrl+z Ctrl+y Ctrl+z ",
        "w n d k p p + l \"Who decides?\" Enter x g Down Enter",
    );
    let lines = concat!(
        "|40|/stop|next|yes|add|/link 2|/tag strength|We see a dip|A second|A third||",
        "change 1|We see a dip!||shelve 2|link 3|remove 1|undo|redo|undo|",
        "part|speaker|ditto|pass|pause|pause|minute|park|Who decides?|report|go 3",
    );
    let mut by_keys = app();
    play(&mut by_keys, script);
    let mut listener = Listener::of(app());
    listener.type_lines(lines);
    let mut expected = entries(&by_keys);
    let mut told = entries(&listener.app);
    // Keys and lines choose what they act on in their own way; what was said and done is compared.
    for all in [&mut expected, &mut told] {
        all.retain(|entry| !matches!(entry, Entry::Clock { .. }));
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}\n{expected:#?}");
    let of = |app: &App| {
        let state = app.retreat().unwrap().session().state().clone();
        let words = |c: &crate::session::Comment| (c.text.clone(), c.tag.clone(), c.shelved.clone(), c.dittos);
        state.comments.iter().map(words).collect::<Vec<_>>()
    };
    assert_eq!(of(&listener.app), of(&by_keys));
    assert!(listener.effects.contains(&Effect::Report));
}

#[test]
fn comments_and_parts_of_the_picture_are_found_by_number_in_any_order() {
    let mut listener = Listener::of(app());
    listener.type_lines("|next|yes|add|one|two|three|");
    for (at, turn) in [3, 1, 2, 2, 3, 1, 1, 2].into_iter().enumerate() {
        listener.type_line(&format!("comment {turn}"));
        let ids: Vec<_> = listener.retreat().items().iter().filter_map(crate::app::Item::id).collect();
        assert_eq!(listener.retreat().chosen(), Some(ids[turn - 1]), "{at}");
        let marks = listener.retreat().plot().unwrap().marks;
        let wanted = (at * 3) % marks.len();
        let said = listener.type_line(&format!("mark {}", wanted + 1));
        assert_eq!(listener.retreat().mark(), Some(marks[wanted].key.as_str()), "{at}: {said}");
        if at % 3 == 0 {
            // The screen may stand in any of its three ways.
            listener.type_line("tab");
        }
    }
    let mut table = Listener::of(app_over(SHAPES));
    table.type_lines("|/stop|go 5|yes|go 6|add First|Say it|/stop");
    for (mark, cell) in [(1, 1), (2, 1), (3, 1)] {
        table.type_lines(&format!("cell 1 {cell}|/link {mark}|Say it {mark}|/stop"));
        let marks = table.retreat().plot().unwrap().marks;
        let board = table.retreat().board().unwrap();
        let link = board.rows[0].links[0].as_ref().unwrap();
        assert_eq!(
            (link.mark.as_str(), board.rows[0].cells[0].as_str()),
            (marks[mark - 1].key.as_str(), format!("Say it {mark}").as_str())
        );
    }
}

#[test]
fn data_is_asked_for_and_nothing_of_it_is_said_before_yes() {
    let mut one = Listener::of(app_with(Data::Plain, false));
    let mut other = Listener::of(app_with(Data::Changed, false));
    let lines = "|40|/stop|picture|marks|view|reveal|here|go 3|no|next|help|no|end|stop|next|nonsense|no|last|no|next";
    for line in lines.split('|') {
        assert_eq!(one.type_line(line), other.type_line(line), "{line}");
        assert_eq!(one.prompt(), other.prompt(), "{line}");
    }
    assert!(one.prompt().starts_with("yes or no"), "{}", one.prompt());
    let (one, other) = (one.type_line("yes"), other.type_line("yes"));
    assert!(one.contains('%'), "{one}");
    assert_ne!(one, other, "after the reveal they differ, so the test can fail");
}

#[test]
fn a_picture_is_its_sentence_and_its_table_and_says_no_other_number() {
    for view in chart::sample::every_kind() {
        let plot = chart::plot(&view, chart::Showing::Values, &[]);
        let lines = picture(&plot);
        assert!(lines.contains(&plot.summary), "{lines:#?}");
        let table = chart::text::values(&plot.values);
        assert!(plot.values.rows.is_empty() || lines.windows(table.len()).any(|part| part == table), "{lines:#?}");
        assert!(plot.notes.iter().all(|note| lines.contains(note)));
        let count = 1 + [&plot.subtitle, &plot.summary].into_iter().filter(|words| !words.is_empty()).count();
        assert_eq!(lines.len(), count + table.len() + plot.notes.len());
    }
}

#[test]
fn a_comment_is_called_charted_and_saved_only_when_the_disk_has_said_so() {
    let mut listener = Listener::of(app());
    listener.type_lines("|next|yes|add");
    let look = Look { theme: &Theme::shipped().remove(0), charset: Charset::Blocks };
    let Order::Events(events) = order(&listener.app, "More than half") else { panic!("a text") };
    let effects: Vec<Effect> = events.into_iter().flat_map(|event| listener.app.update(event)).collect();
    let early = listener.teller.tell(&listener.app, look, false).join("\n");
    assert!(!early.contains("More than half"), "{early}");
    let late = listener.teller.tell(&listener.app, look, true).join("\n");
    assert!(late.contains("More than half  (saving ...)") && !late.contains(", saved"), "{late}");
    let seq = effects.iter().find_map(|e| if let Effect::Append { seq, .. } = e { Some(*seq) } else { None }).unwrap();
    let news = Some(News::Trouble("NOT SAVED: the disk is full".into()));
    listener.app.update(Event::Saved(Outcome { seq, saved: false, news }));
    let failed = listener.hear();
    assert!(failed.contains("NOT SAVED: More than half") && failed.contains("the disk is full"), "{failed}");
    listener.app.update(Event::Saved(Outcome { seq, saved: true, news: None }));
    assert!(listener.hear().contains("Now 1: More than half, saved"));
}

#[test]
fn a_student_s_name_is_not_charted_and_an_empty_line_confirms_none() {
    let mut listener = Listener::of(app());
    listener.type_lines("|next|yes|add");
    let before = entries(&listener.app).len();
    let said = listener.type_line("Zevrika Quandol is the best");
    assert!(
        said.contains("looks like a student's name") && said.contains("/student") && !said.contains("Zevrika"),
        "{said}"
    );
    listener.type_lines("/yes|/here|");
    assert_eq!(entries(&listener.app).len(), before, "neither again nor by an empty line");
    let said = listener.type_line("add");
    assert!(said.contains("It says:") && !said.contains("Quandol"), "{said}");
    listener.type_line("/student");
    let said = listener.type_line("/yes");
    assert!(said.contains("Charted 1: [student] is the best, saved"), "{said}");
    let said = listener.type_line("Will said so");
    assert!(said.contains("/yes says yes"), "{said}");
    listener.type_line("");
    assert_eq!(listener.retreat().items().len(), 1, "an empty line stops and charts nothing");
    listener.type_lines("add|/yes");
    assert_eq!(listener.retreat().items().len(), 2);
}

#[test]
fn numbers_of_slips_are_asked_for_and_never_said() {
    let mut listener = Listener::of(app_of(EVERY_CAPTURE));
    listener.type_lines("|go 12");
    assert_eq!(listener.retreat().step().id, "poll");
    let said: Vec<String> = ["7", "2", "5", "4", "3"].iter().map(|line| listener.type_line(line)).collect();
    let all = said.join("\n");
    assert!(all.contains("few") && all.contains("most"), "{all}");
    assert!(!all.contains(": 2") && !all.contains(": 5"), "{all}");
}

#[test]
fn what_is_no_number_is_refused_and_changes_nothing() {
    let mut listener = Listener::of(app_of(EVERY_CAPTURE));
    listener.type_lines("|go 11");
    for (line, words) in [("12345", "more than a room"), ("1 2", "one whole number"), ("3x", "one whole number")] {
        let said = listener.type_line(line);
        assert!(said.contains(words), "{line}: {said}");
    }
    listener.type_line("4");
    let said = listener.type_line("-5");
    assert!(said.contains("one whole number"), "{said}");
    let before = entries(&listener.app).len();
    let mut predicting = Listener::of(app());
    predicting.type_lines("|50");
    for line in ["5 5", "50%", "1e3"] {
        let said = predicting.type_line(line);
        assert!(said.contains("number"), "{line}: {said}");
    }
    assert_eq!(entries(&listener.app).len(), before);
}

#[test]
fn an_answer_that_nobody_asked_for_does_nothing() {
    for protocol in [EVERY_CAPTURE, SHAPES] {
        let mut listener = Listener::of(app_of(protocol));
        listener.type_line("");
        let steps = listener.retreat().protocol().steps.len();
        for _ in 0..steps {
            let before = entries(&listener.app).len();
            for line in ["yes", "no", "y", "confirm", "open", "", "  "] {
                listener.type_line(line);
            }
            let kept = matches!(listener.retreat().step().capture, Some(crate::protocol::Capture::Vote(_)));
            assert!(kept || entries(&listener.app).len() == before, "{}", listener.retreat().step().id);
            listener.type_line("next");
        }
    }
}

#[test]
fn leaving_works_wherever_somebody_is() {
    for seed in 0..300 {
        let mut dice = Dice::of(seed);
        let mut app = at_random(&mut dice);
        app.update(Event::Resized(crate::app::SMALLEST));
        let retreat_was = app.retreat().is_some();
        let mut over = false;
        for _ in 0..4 {
            let events = leaving(&app);
            for event in events {
                let effects = app.update(event);
                over |= effects.contains(&Effect::Quit) || saved(&mut app, &effects).contains(&Effect::Quit);
            }
        }
        assert!(over || !retreat_was, "seed {seed}: {:?}", app.overlay());
    }
}

/// Whatever is typed in whatever state: nothing panics, nothing that is said steers a terminal, and the prompt is one line.
#[test]
fn any_line_is_answered_in_any_state() {
    const LINES: [&str; 40] = [
        "",
        "next",
        "back",
        "add",
        "add because of 学校",
        "start",
        "yes",
        "no",
        "3",
        "12 40",
        "3 -2",
        "go 2",
        "cell 1 2",
        "row 9",
        "link 1",
        "mark 99",
        "change 1",
        "remove 1",
        "undo",
        "redo",
        "help",
        "here",
        "picture",
        "marks",
        "comments",
        "time",
        "agenda",
        "panel",
        "read",
        "reveal",
        "/stop",
        "/next",
        "//slash",
        "/tag strength",
        "question 2",
        "keep",
        "shelve 1",
        "leave",
        "ctrl+z",
        "zzz \u{1b}[2J \u{202e}",
    ];
    let full = std::env::var_os("CHARTPAPER_FULL").is_some();
    let theme = Theme::shipped().remove(0);
    for seed in 0..if full { 20_000 } else { 400 } {
        let mut dice = Dice::of(seed);
        let mut app = at_random(&mut dice);
        app.update(Event::Resized(crate::app::SMALLEST));
        let mut teller = Teller::default();
        for _ in 0..20 {
            let look =
                Look { theme: &theme, charset: if dice.roll(2) == 0 { Charset::Ascii } else { Charset::Blocks } };
            teller.heard();
            let mut said = match order(&app, LINES[dice.roll(LINES.len())]) {
                Order::Events(events) => {
                    for event in events {
                        app.update(event);
                    }
                    teller.tell(&app, look, dice.roll(2) == 0)
                }
                Order::Tell(topic) => teller.again(&app, look, topic),
                Order::Refuse(words) => vec![crate::text::sanitise(&words)],
            };
            said.push(prompt(&app, look));
            assert!(said.iter().all(|line| line.chars().all(crate::text::is_showable)), "seed {seed}: {said:?}");
        }
    }
}

#[test]
fn any_key_of_the_step_can_be_typed() {
    let mut by_line = Listener::of(app());
    let mut by_key = app();
    press(&mut by_key, "Enter");
    by_line.type_line("enter");
    for (line, key) in
        [("+", "+"), ("P", "p"), ("pagedown", "PageDown"), ("esc", "Esc"), ("ctrl+z", "Ctrl+z"), ("c", "c")]
    {
        by_line.type_line(line);
        press(&mut by_key, key);
        assert_eq!(by_line.app.overlay(), by_key.overlay(), "{line}");
    }
    assert_eq!(entries(&by_line.app), entries(&by_key));
    assert!(
        matches!(order(&by_line.app, "q"), Order::Events(events) if matches!(events[..], [Event::Key(key)] if key == Key::char('q')))
    );
}
