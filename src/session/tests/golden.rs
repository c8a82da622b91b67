//! Files of released versions, which stay readable, and a reader that shares no code with the program.

use super::*;

const V1: &[u8] = include_bytes!("../../../tests/sessions/v1/retreat.session.jsonl");
const V1_STATE: &str = include_str!("../../../tests/sessions/v1/retreat.state.txt");

const CAPTURES: &[u8] = include_bytes!("../../../tests/sessions/v1/captures.session.jsonl");
const CAPTURES_STATE: &str = include_str!("../../../tests/sessions/v1/captures.state.txt");

/// What came to the format after its first files: counts, placements, cells, answers to questions.
fn captures() -> Session {
    let mut session = Session::open(header());
    let told = |option: &str, word| Count { option: option.into(), told: Told::Word(word) };
    for entry in [
        tallied("", 1, &[3, 9]),
        tallied("", 2, &[1, 11]),
        tallied("", 1, &[2, 10]),
        Entry::Tallied {
            step: "mood".into(),
            about: None,
            item: String::new(),
            label: "Mood".into(),
            round: 1,
            people: Some(7),
            counts: vec![told("left", Word::Few), told("right", Word::Most)],
        },
        placed("c1", "Policy"),
        placed("c1", ""),
        filled("s:Trust", "one hour a week"),
        filled("s:Trust", "two hours\na week"),
        Entry::Charted {
            step: "ask".into(),
            text: "It builds on trust".into(),
            tag: None,
            evidence: None,
            question: Some("Why does trust matter?".into()),
            about: Some("c12".into()),
            minute: 0,
        },
        Entry::Undone { of: 8 },
        Entry::Closed,
    ] {
        session.apply(entry).unwrap();
    }
    session
}

#[test]
fn files_with_every_capture_open_and_mean_the_same() {
    let reading = Reading::of(CAPTURES);
    assert_eq!(reading.damage, []);
    let session = Session::replay(&reading).unwrap();
    assert_eq!(format!("{:#?}\n", session.state()), CAPTURES_STATE);
    assert_eq!(String::from_utf8(file(&captures())).unwrap(), std::str::from_utf8(CAPTURES).unwrap());
}

fn retreat() -> Session {
    let mut session = Session::open(header());
    let evidence = Evidence {
        view: "levels".into(),
        mark: "class-a/below".into(),
        label: "Class A, below".into(),
        value: "31-40%".into(),
    };
    let covered = Entry::Covered { views: vec!["levels".into()] };
    for entry in [
        Entry::Entered { step: "predict".into() },
        predicted("class-a", 40.0),
        predicted("class-a", 45.5),
        Entry::Clock { step: "predict".into(), seconds: 301, extra: 1, paused: true },
        Entry::Entered { step: "observe".into() },
        revealed("levels"),
        Entry::Charted {
            step: "observe".into(),
            text: "About a third of Class A is below the cut".into(),
            tag: Some("surprise".into()),
            evidence: Some(evidence),
            question: None,
            about: None,
            minute: 2,
        },
        charted("because they missed\nthe \"fractions\" unit — naïve?"),
        Entry::Shelved { id: 8, to: "infer".into() },
        Entry::Dittoed { id: 7 },
        charted("a slip"),
        Entry::Removed { id: 11 },
        edited(7, "A third of Class A is below the cut"),
        covered,
        Entry::Resumed { damaged: 1 },
        Entry::Entered { step: "act".into() },
        Entry::Acted { step: "act".into(), fields: fields("reteach fractions"), about: None, minute: 1 },
        Entry::Reworked { id: 17, fields: fields("reteach fractions in May") },
        Entry::Unshelved { id: 8 },
        Entry::Undone { of: 19 },
        Entry::Redone { of: 19 },
        Entry::Undone { of: 19 },
        Entry::Closed,
    ] {
        session.apply(entry).unwrap();
    }
    session
}

#[test]
fn files_of_version_1_open_and_mean_the_same() {
    let reading = Reading::of(V1);
    assert_eq!(reading.damage, []);
    let session = Session::replay(&reading).unwrap();
    assert_eq!(format!("{:#?}\n{:#?}\n", session.header(), session.state()), V1_STATE);
}

#[test]
fn this_version_writes_the_same_file() {
    assert_eq!(String::from_utf8(file(&retreat())).unwrap(), std::str::from_utf8(V1).unwrap());
}

/// Makes the golden files; run it only for a new version of the format.
#[test]
#[ignore = "writes tests/sessions"]
fn make_golden_files() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions/v1");
    let session = retreat();
    std::fs::write(folder.join("retreat.session.jsonl"), file(&session)).unwrap();
    let state = format!("{:#?}\n{:#?}\n", session.header(), session.state());
    std::fs::write(folder.join("retreat.state.txt"), state).unwrap();
    std::fs::write(folder.join("captures.session.jsonl"), file(&captures())).unwrap();
    std::fs::write(folder.join("captures.state.txt"), format!("{:#?}\n", captures().state())).unwrap();
}

/// CRC-32 (IEEE), bit by bit, from its definition.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// What a person with a text editor and an evening would write.
fn independent_reader(file: &str) -> Vec<(u64, String, Option<String>)> {
    let mut read = Vec::new();
    for line in file.lines() {
        let (body, seal) = line.rsplit_once(",\"crc\":\"").unwrap();
        assert_eq!(seal, format!("{:08x}\"}}", crc32(format!("{body}}}").as_bytes())));
        let rest = body.strip_prefix("{\"seq\":").unwrap();
        let (seq, rest) = rest.split_once(",\"ev\":\"").unwrap();
        let (event, rest) = rest.split_once('"').unwrap();
        let text = rest.split_once(",\"text\":\"").map(|(_, rest)| {
            let mut text = String::new();
            let mut letters = rest.chars();
            loop {
                match letters.next().unwrap() {
                    '"' => break text,
                    '\\' => text.push(match letters.next().unwrap() {
                        'n' => '\n',
                        letter @ ('"' | '\\') => letter,
                        letter => panic!("unexpected escape {letter}"),
                    }),
                    letter => text.push(letter),
                }
            }
        });
        read.push((seq.parse().unwrap(), event.to_owned(), text));
    }
    read
}

#[test]
fn a_reader_that_shares_no_code_reads_the_same_words() {
    assert_eq!(crc32(b"123456789"), 0xCBF4_3926, "the check value of CRC-32/ISO-HDLC");
    let session = retreat();
    let read = independent_reader(std::str::from_utf8(V1).unwrap());
    assert_eq!(read[0].1, "open");
    assert_eq!(read.len(), session.entries().len() + 1);
    for ((seq, entry), (number, event, text)) in session.entries().iter().zip(&read[1..]) {
        assert_eq!(seq, number);
        match entry {
            Entry::Charted { text: words, .. } => assert_eq!((event.as_str(), text.as_ref()), ("charted", Some(words))),
            Entry::Edited { text: words, .. } => assert_eq!((event.as_str(), text.as_ref()), ("edited", Some(words))),
            Entry::Closed => assert_eq!(event, "closed"),
            _ => {}
        }
    }
}

#[test]
fn no_line_holds_a_path_a_clock_time_or_a_name() {
    let file = String::from_utf8(file(&retreat())).unwrap();
    for word in ["\"at\"", "\"path\"", "\"file\"", "\"host\"", "\"user\"", "\"pid\"", "T00:", "mono_ms"] {
        assert!(!file.contains(word), "{word}");
    }
}
