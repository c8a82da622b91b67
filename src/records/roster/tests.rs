//! How many names are found, how many ordinary sentences are flagged, what never leaves.

mod names;

use std::time::Instant;

use unicode_normalization::UnicodeNormalization;

use super::*;
use names::{AWKWARD, GIVEN, PLAIN_SURNAMES, SURNAMES};

struct Student {
    given: &'static str,
    surname: &'static str,
    id: String,
}

/// Students of a roster, the awkward given names first; no two rosters of other seeds have the same pairs.
fn students(count: usize, seed: usize) -> Vec<Student> {
    let student = |at: usize| {
        // One in thirty has a word for a given name, one in twenty for a surname.
        let given = if at.is_multiple_of(30) {
            AWKWARD[(at / 30 + seed) % AWKWARD.len()]
        } else {
            GIVEN[(at * 7 + seed) % GIVEN.len()]
        };
        let surname = match at % 20 {
            11 => PLAIN_SURNAMES[at / 20 % PLAIN_SURNAMES.len()],
            _ => SURNAMES[(at * 11 + at / SURNAMES.len() + seed) % SURNAMES.len()],
        };
        Student { given, surname, id: format!("{}", 410_000 + at * 7 + seed) }
    };
    (0..count).map(student).collect()
}

fn guard_of(students: &[Student]) -> Guard {
    let mut builder = Builder::new();
    for student in students {
        builder.enrol(&[&student.id, student.given, student.surname]);
    }
    builder.finish().unwrap()
}

fn guard(rows: &[&[&str]]) -> Guard {
    let mut builder = Builder::new();
    for row in rows {
        builder.enrol(row);
    }
    builder.finish().unwrap()
}

fn is_flagged(guard: &Guard, text: &str) -> bool {
    guard.examine(text, &[]) != Verdict::Clean
}

fn blocks(guard: &Guard, text: &str) -> bool {
    matches!(guard.examine(text, &[]), Verdict::Block { .. })
}

fn asks(guard: &Guard, text: &str) -> bool {
    matches!(guard.examine(text, &[]), Verdict::Ask { .. })
}

const TEMPLATES: &[&str] = &[
    "{} struggled with fractions",
    "I noticed that {} did better in spring",
    "We should talk with {} about reading",
    "ask {} next week",
    "The work of {} shows place value.",
    "{}'s essay was the longest",
    "small group: {} and two others",
    "What about {}?",
];

/// Share of all (student, template) whose sentence is flagged, in percent; the first ones missed.
fn recall(guard: &Guard, people: &[Student], name: impl Fn(&Student) -> Option<String>) -> (f64, Vec<String>) {
    let (mut all, mut missed) = (0_u32, Vec::new());
    for name in people.iter().filter_map(name) {
        for template in TEMPLATES {
            let text = template.replace("{}", &name);
            all += 1;
            if !is_flagged(guard, &text) {
                missed.push(text);
            }
        }
    }
    (100.0 * (1.0 - missed.len() as f64 / f64::from(all)), missed)
}

fn without_accents(name: &str) -> String {
    name.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect::<String>().replace(['đ', 'ł', 'ø', 'ı'], "?")
}

fn is_word(name: &str) -> bool {
    ordinary(&name.to_lowercase()).is_some()
}

/// A slip: one letter left out, doubled, replaced, or two swapped; never the same twice in a row.
fn slip(name: &str, at: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let place = 1 + at * 3 % (letters.len() - 2);
    match at % 4 {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, 'e'),
        2 => letters[place] = if letters[place] == 'x' { 'y' } else { 'x' },
        _ => letters.swap(place, place + 1),
    }
    letters.into_iter().collect()
}

#[test]
fn names_and_numbers_of_a_held_out_roster_are_found() {
    let people = students(120, 5);
    let guard = guard_of(&people);
    let whole = |student: &Student| format!("{} {}", student.given, student.surname);
    let hold = |what: &str, least: f64, name: &dyn Fn(&Student) -> Option<String>| {
        let (percent, missed) = recall(&guard, &people, name);
        println!("{what}: {percent:.1} %, missed {:?}", missed.iter().take(6).collect::<Vec<_>>());
        assert!(percent >= least, "{what}: {percent:.2} %: {missed:?}");
    };
    hold("full name", 99.5, &|s| Some(whole(s)));
    hold("last, first", 99.5, &|s| Some(format!("{}, {}", s.surname, s.given)));
    hold("full, small letters", 99.5, &|s| Some(whole(s).to_lowercase()));
    hold("id", 99.5, &|s| Some(s.id.clone()));
    hold("given", 99.0, &|s| Some(s.given.to_owned()));
    hold("surname", 99.0, &|s| Some(s.surname.to_owned()));
    hold("no accents", 99.0, &|s| Some(without_accents(s.given)).filter(|name| !name.contains('?')));
    hold("invisible letter", 99.0, &|s| Some(s.given.chars().flat_map(|c| [c, '\u{200b}']).collect()));
    let cyrillic = |name: &str| name.replace('a', "а").replace('e', "е").replace('o', "о").replace('i', "і");
    hold("look-alikes", 99.0, &|s| Some(cyrillic(s.given)));
    hold("given, small letters", 99.0, &|s| Some(s.given.to_lowercase()).filter(|name| !is_word(name)));
    hold("surname, small letters", 99.0, &|s| Some(s.surname.to_lowercase()).filter(|name| !is_word(name)));
    let long =
        |name: &str, s: &Student| (name.chars().count() >= 5).then(|| slip(name, s.id.bytes().map(usize::from).sum()));
    hold("slip in a given name", 88.0, &|s| long(s.given, s));
    hold("slip in a surname", 88.0, &|s| long(s.surname, s));
    hold("slip, small letters", 88.0, &|s| long(s.given, s).map(|name| name.to_lowercase()));
}

/// Sentences in which somebody in a hurry writes a name small, written before the cue words were changed; nothing was tuned on them.
const HELD_OUT_TEMPLATES: &[&str] = &[
    "{} needs more help with decimals",
    "we noticed {} skipped the last page",
    "maybe {} could work with a partner",
    "i was surprised by {}",
    "can we move {} to the other group",
    "{} and her partner finished early",
    "the answer from {} was right",
    "{} did not show any work",
    "next to {} there are two low scores",
    "{}'s score went up",
    "did {} take the spring test",
    "because {} was absent",
    "only {} got it",
    "give {} the easier text",
    "{} explained it well",
    "i worry about {}",
    "for {} the winter test was hard",
    "{} is reading below grade level",
    "what does {} need",
    "like {}, who guessed",
];

/// Given names that are words, written small (A28): found by how they are used in their sentence, because to ask about every one of these
/// words would be to ask about every ordinary sentence (A30). The promise is 60 % over both lists of sentences.
#[test]
fn ordinary_words_written_small_are_found_by_how_they_are_used() {
    let rows: Vec<[&str; 2]> = AWKWARD.iter().map(|given| [*given, "Quispe"]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
    let guard = guard(&rows);
    let mut all = (0, 0);
    for (what, templates, least) in [("known", TEMPLATES, 60), ("held out", HELD_OUT_TEMPLATES, 50)] {
        let mut found = 0;
        let mut missed = Vec::new();
        for name in AWKWARD {
            for template in templates {
                let text = template.replace("{}", &name.to_lowercase());
                if is_flagged(&guard, &text) { found += 1 } else { missed.push(text) }
            }
        }
        let count = templates.len() * AWKWARD.len();
        println!("{what} sentences: {found} of {count}");
        if std::env::var_os("CHARTPAPER_MISSED").is_some() && what == "known" {
            println!("{}", missed.join("\n"));
        }
        assert!(found * 100 >= count * least, "{what}: {found} of {count}");
        all = (all.0 + found, all.1 + count);
    }
    assert!(all.0 * 100 >= all.1 * 60, "{all:?}");
}

/// Lines that begin with no number sign.
fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

/// A29 on a thousand sentences that were written for it. Each roster has Will, Grace, May and Mark on it, and as many more words for
/// names as `students` gives; half of the sentences were written before any cue word was changed, and tuned on by nothing.
#[test]
fn a_thousand_ordinary_sentences_are_seldom_flagged_and_hardly_ever_blocked() {
    let (known, held_out) =
        (lines(include_str!("tests/charted_known.txt")), lines(include_str!("tests/charted_held_out.txt")));
    assert!(known.len() + held_out.len() >= 1_000 && held_out.len() >= 500);
    for (count, most_flagged, most_blocked) in [(30, 1.0, 0.2), (120, 3.0, 1.0), (500, 4.0, 1.5)] {
        for seed in [1, 2, 3] {
            let mut people = students(count, seed);
            for (at, given) in ["Will", "Grace", "May", "Mark"].into_iter().enumerate() {
                people[at * 7 + 3].given = given;
            }
            let guard = guard_of(&people);
            for (what, sentences) in [("known", &known), ("held out", &held_out)] {
                let percent = |count: usize| 100.0 * count as f64 / sentences.len() as f64;
                let flagged: Vec<&&str> = sentences.iter().filter(|text| is_flagged(&guard, text)).collect();
                let blocked = sentences.iter().filter(|text| blocks(&guard, text)).count();
                println!("{count}, {what}: flagged {:.2} %, blocked {:.2} %", percent(flagged.len()), percent(blocked));
                if what == "known" && seed == 1 {
                    println!("{flagged:?}");
                }
                assert!(percent(flagged.len()) <= most_flagged, "{count}, {what}: {flagged:?}");
                assert!(percent(blocked) <= most_blocked, "{count}, {what}");
            }
        }
    }
}

/// A30 with every awkward name at once: a roster that no school has.
#[test]
fn a_roster_of_nothing_but_words_leaves_most_ordinary_sentences_alone() {
    let rows: Vec<[&str; 2]> = AWKWARD.iter().map(|given| [*given, "Quispe"]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
    let guard = guard(&rows);
    for (what, sentences) in [
        ("known", lines(include_str!("tests/charted_known.txt"))),
        ("held out", lines(include_str!("tests/charted_held_out.txt"))),
    ] {
        let asked: Vec<&&str> = sentences.iter().filter(|text| asks(&guard, text)).collect();
        println!("{what}: asked {} of {}", asked.len(), sentences.len());
        if what == "known" {
            println!("{asked:#?}");
        }
        assert!(asked.len() * 5 <= sentences.len(), "{what}: {asked:?}");
        assert!(sentences.iter().all(|text| !blocks(&guard, text)), "{what}");
    }
}

/// At least a thousand different sentences: the written ones, and templates filled in.
fn sentences() -> Vec<String> {
    let written = include_str!("tests/sentences.txt").lines().filter(|line| !line.starts_with('#'));
    let mut all: Vec<String> = written.map(str::to_owned).collect();
    let who = [
        "Most students",
        "The lowest group",
        "English learners",
        "About half of them",
        "Students below the cut",
        "They",
        "Many",
        "Our students",
    ];
    let does = [
        "can explain",
        "still confuse",
        "need more practice with",
        "will need help with",
        "may guess on",
        "did well on",
        "rose in",
        "struggle with",
        "showed growth in",
        "lost points on",
    ];
    let what = [
        "fractions",
        "the main idea",
        "place value",
        "long division",
        "word problems with two steps",
        "inference",
        "spelling",
        "reading a table",
        "angles and triangles",
        "the art of the argument",
        "rich tasks",
        "page layout",
        "decimals",
    ];
    let when = ["", " in May", " since April", " this summer"];
    for (a, who) in who.iter().enumerate() {
        for (b, does) in does.iter().enumerate() {
            for (c, what) in what.iter().enumerate() {
                all.push(format!("{who} {does} {what}{}.", when[(a + b + c) % when.len()]));
            }
        }
    }
    all
}

#[test]
fn ordinary_sentences_are_seldom_flagged() {
    let sentences = sentences();
    assert!(sentences.len() >= 1_000);
    for (count, most) in [(30, 1.0), (120, 3.0), (500, 4.0)] {
        let guard = guard_of(&students(count, 2));
        let written: Vec<&String> = sentences.iter().take(220).collect();
        let flagged: Vec<&&String> = written.iter().filter(|text| is_flagged(&guard, text)).collect();
        let all = sentences.iter().filter(|text| is_flagged(&guard, text)).count();
        let blocked = sentences.iter().filter(|text| blocks(&guard, text)).count();
        let percent = |count: usize, of: usize| 100.0 * count as f64 / of as f64;
        println!(
            "{count}: flagged {:.2} % of all, {:.2} % of the written; {flagged:?}",
            percent(all, sentences.len()),
            percent(flagged.len(), written.len())
        );
        // The written list is the harder half: every other sentence has a given name in it as a word.
        assert!(percent(all, sentences.len()) <= most);
        assert!(percent(flagged.len(), written.len()) <= most, "{flagged:?}");
        assert_eq!(blocked, 0);
    }
}

#[test]
fn will_grace_may_and_mark_leave_ordinary_sentences_alone() {
    let awkward: Vec<[&str; 2]> = AWKWARD.iter().map(|given| [*given, "Quispe"]).collect();
    let rows: Vec<&[&str]> = awkward.iter().map(<[&str; 2]>::as_slice).collect();
    let guard = guard(&rows);
    let all: Vec<&str> = include_str!("tests/sentences.txt")
        .lines()
        .skip_while(|line| *line != "# [awkward]")
        .take_while(|line| *line != "# [common]")
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert!(all.len() >= 60);
    let asked: Vec<&&str> = all.iter().filter(|text| asks(&guard, text)).collect();
    println!("asked {} of {}: {asked:?}", asked.len(), all.len());
    assert!(asked.len() * 5 <= all.len(), "{asked:?}");
    let blocked: Vec<&&str> = all.iter().filter(|text| blocks(&guard, text)).collect();
    assert!(blocked.is_empty(), "{blocked:?}");
}

#[test]
fn an_ordinary_word_asks_when_it_is_written_or_used_like_a_name() {
    let guard = guard(&[&["Will", "Quispe"], &["Mark", "Okafor"], &["May", "Osei"], &["Grace", "Young"]]);
    for text in [
        "I think Will was tired",
        "Will struggled with it",
        "Mark's graph is upside down",
        "talk with will",
        "will missed the test",
        "told mark to try again",
        "We saw that Grace guessed",
        "Grace read it twice",
        "May and her table were done",
        "Mr. Young",
        "Will",
    ] {
        assert!(asks(&guard, text), "{text}");
    }
    for text in ["will we see", "the test in May", "May 12", "Mark the line", "a mark", "GRADE FIVE WILL READ MORE"] {
        assert_eq!(guard.examine(text, &[]), Verdict::Clean, "{text}");
    }
}

#[test]
fn a_pair_blocks_also_where_both_are_words() {
    let guard = guard(&[&["Grace", "Young"], &["María del Carmen", "López Ruiz"], &["Anne-Marie", "O'Brien"]]);
    for text in [
        "Grace Young missed it",
        "Young, Grace",
        "maria lopez",
        "Carmen López",
        "ruiz maria",
        "LOPEZ MARIA",
        "anne marie",
        "AnneMarie O’Brien",
        "obrien",
    ] {
        let found = guard.examine(text, &[]);
        let is_asked = text == "Young, Grace" && matches!(found, Verdict::Ask { .. });
        assert!(is_asked || matches!(found, Verdict::Block { .. }), "{text}: {found:?}");
    }
    assert!(!blocks(&guard, "the grace young children show"));
    assert!(matches!(guard.examine("maria lopez", &[]), Verdict::Block { certain: true, .. }));
    assert!(matches!(guard.examine("maria was here", &[]), Verdict::Block { certain: false, .. }));
}

#[test]
fn short_forms_and_possessives_ask() {
    let guard = guard(&[&["Roberto", "Quispe"], &["Elizabeth", "Osei"], &["William", "Abara"]]);
    for text in ["beto did well", "Liz's chart", "then Bill counted", "Robertos test", "We helped Will"] {
        assert!(asks(&guard, text), "{text}: {:?}", guard.examine(text, &[]));
    }
    assert!(!is_flagged(&guard, "the bill will be paid"));
}

#[test]
fn numbers_of_students_are_found_and_other_numbers_are_not() {
    let guard = guard(&[&["QX-26757"], &["0041234"], &["2024"], &["17"]]);
    for text in ["QX-26757", "qx26757", "see 26757", "0041234", "41234 again", "student 17", "ID 2024", "no. 17"] {
        assert!(matches!(guard.examine(text, &[]), Verdict::Block { certain: true, .. }), "{text}");
    }
    for text in ["17 of 25", "in 2024", "from 26,758 to 31-40%", "QX", "grade 5"] {
        assert_eq!(guard.examine(text, &[]), Verdict::Clean, "{text}");
    }
}

#[test]
fn other_scripts_are_guarded_too() {
    let guard = guard(&[
        &["王小明"],
        &["김민수"],
        &["さくら", "田中"],
        &["Мария Иванова"],
        &["محمد علي"],
        &["สมชาย"],
        &["प्रिया शर्मा"],
    ]);
    for text in [
        "王小明做得很好",
        "김민수는 잘했다",
        "田中さくらさん",
        "мария считает",
        "ИВАНОВА",
        "قال محمد ذلك",
        "สมชายทำได้",
        "प्रिया ने पूछा",
    ] {
        assert!(blocks(&guard, text), "{text}: {:?}", guard.examine(text, &[]));
    }
    assert!(asks(&guard, "我觉得小明进步了"));
    assert!(!is_flagged(&guard, "学校の成績が上がった"));
}

#[test]
fn what_everybody_has_beside_a_number_is_no_name() {
    let rows: Vec<[String; 1]> = (0..40).map(|at| [format!("Pupil {at}")]).collect();
    let mut builder = Builder::new();
    for row in &rows {
        builder.enrol(&[&row[0]]);
    }
    let guard = builder.finish().unwrap();
    assert!(!is_flagged(&guard, "Every Pupil counts"));
    assert!(is_flagged(&guard, "pupil 12 counts"));
}

#[test]
fn a_word_that_was_cleared_is_not_asked_about_again_but_a_full_name_always_is() {
    let guard = guard(&[&["Will", "Quispe"], &["Roberto", "Osei"]]);
    let mut cleared = Cleared::default();
    guard.clear("I think Will is fine", &mut cleared);
    assert_eq!(guard.examine("then Will said so", &[&cleared]), Verdict::Clean);
    guard.clear("Roberto Osei", &mut cleared);
    assert!(matches!(guard.examine("Roberto Osei", &[&cleared]), Verdict::Block { certain: true, .. }));
}

#[test]
fn places_are_those_of_the_words_as_typed() {
    let guard = guard(&[&["Zoë", "Quispe"]]);
    let text = "«Zo\u{308}e\u{308}» – and Quispe's";
    let Verdict::Block { ranges, .. } = guard.examine(text, &[]) else { panic!("it blocks") };
    let found: Vec<&str> = ranges.iter().map(|range| text.get(range.clone()).unwrap()).collect();
    assert_eq!(found.last(), Some(&"Quispe"));
}

#[test]
fn above_five_thousand_people_full_names_and_numbers_remain() {
    let mut builder = Builder::new();
    let letters = |number: usize| -> String {
        (0..4).map(|place| char::from(b'a' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap())).collect()
    };
    for at in 0..=build::MOST_PEOPLE {
        builder.enrol(&[
            &format!("Zq{}", letters(at)),
            &format!("Xv{}", letters(at * 3)),
            &format!("{}", 700_000 + at),
        ]);
    }
    let guard = builder.finish().unwrap();
    assert!(!is_flagged(&guard, &format!("Zq{}", letters(17))));
    assert!(blocks(&guard, &format!("Zq{} Xv{}", letters(17), letters(51))));
    assert!(blocks(&guard, "700017"));
}

#[test]
fn nothing_of_the_roster_can_be_printed() {
    let people = students(30, 1);
    let guard = guard_of(&people);
    let mut cleared = Cleared::default();
    guard.clear(people[1].given, &mut cleared);
    let shown = format!("{guard:?} {cleared:?} {:?}", guard.examine("Grace", &[]));
    assert!(people.iter().all(|student| !shown.contains(student.given) && !shown.contains(&student.id)));
    assert!(shown.len() < 120, "{shown}");
}

#[test]
fn a_comment_costs_less_than_a_millisecond() {
    let guard = guard_of(&students(500, 3));
    let sentences = sentences();
    let begun = Instant::now();
    let flagged = sentences.iter().filter(|text| is_flagged(&guard, text)).count();
    let each = begun.elapsed().as_micros() as f64 / sentences.len() as f64;
    println!("{each:.0} microseconds a comment, {flagged} flagged");
    // This crate may be built without optimisation when tests run.
    assert!(each < 1_000.0, "{each} microseconds");
}

#[test]
fn any_text_gets_an_answer_whose_places_lie_in_it() {
    let guard = guard_of(&students(60, 4));
    let pieces = [
        "Will",
        "Zoë",
        "\u{200b}",
        "\u{301}",
        "'s",
        "’",
        "-",
        "김",
        "王小明",
        "12",
        "½",
        "\u{202e}",
        "ﷺ",
        "🏳\u{fe0f}\u{200d}🌈",
        " ",
        "\n",
        "İ",
        "ß",
        "é",
        "ก",
        "\u{0}",
        ".",
        "QX",
    ];
    let full = std::env::var_os("CHARTPAPER_FULL").is_some();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 11).unwrap() % sides
    };
    for _ in 0..if full { 100_000 } else { 10_000 } {
        let mut text = String::new();
        for _ in 0..roll(12) {
            match roll(3) {
                0 => text.extend(char::from_u32(u32::try_from(roll(0x11_0000)).unwrap())),
                1 => text.push_str(GIVEN[roll(GIVEN.len())]),
                _ => text.push_str(pieces[roll(pieces.len())]),
            }
        }
        let mut builder = Builder::new();
        builder.enrol(&[&text]);
        let own = builder.finish();
        for guard in own.iter().chain([&guard]) {
            let doubts = guard.doubts(&text, &[]);
            assert!(
                doubts.iter().all(|range| text.get(range.clone()).is_some_and(|found| !found.is_empty())),
                "{text:?}"
            );
            assert!(doubts.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
