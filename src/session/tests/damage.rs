//! Cut and damaged files.

use super::random::{Random, random_session};
use super::*;

fn sample() -> Session {
    let mut session = Session::open(header());
    for entry in [
        Entry::Entered { step: "observe".into() },
        charted("Half of Class A is below the cut"),
        charted("quotes \" and \\ and ,\"crc\":\"00000000\"} and two\nlines, 学校"),
        predicted("a", 61.5),
        Entry::Acted { step: "act".into(), fields: fields("talk to the year team"), about: None, minute: 0 },
        Entry::Undone { of: 4 },
    ] {
        session.apply(entry).unwrap();
    }
    session
}

/// Every line of `reading` is a line of `session`.
fn assert_nothing_invented(reading: &Reading, session: &Session) {
    for (seq, line) in &reading.lines {
        assert_eq!(Some(&line.entry), session.entry(*seq));
    }
    assert!(reading.header.as_ref().is_none_or(|header| header == session.header()));
}

#[test]
fn a_cut_at_every_byte_keeps_every_whole_line_and_the_next_save_works() {
    let session = sample();
    let whole = file(&session);
    for cut in 0..=whole.len() {
        let mut cut_file = whole[..cut].to_vec();
        let reading = Reading::of(&cut_file);
        let ends = whole[..cut].split(|byte| *byte == b'\n').count() - 1;
        // A line of which only the line break is missing counts.
        let ends = ends + usize::from(cut < whole.len() && whole[cut] == b'\n');
        assert_eq!(reading.lines.len() + usize::from(reading.header.is_some()), ends, "cut at {cut}");
        let torn = reading.damage.iter().filter(|damage| damage.kind == DamageKind::Torn).count();
        assert_eq!(torn, reading.damage.len());
        assert_eq!(torn == 1, reading.unsealed && whole[cut] != b'\n', "cut at {cut}");
        assert_nothing_invented(&reading, &session);

        if reading.unsealed {
            cut_file.push(b'\n');
        }
        let next = reading.next();
        cut_file.extend_from_slice(encode(next, &charted("the next")).as_bytes());
        cut_file.push(b'\n');
        let again = Reading::of(&cut_file);
        assert_eq!(again.lines.get(&next).map(|line| &line.entry), Some(&charted("the next")), "cut at {cut}");
        assert_eq!(again.lines.len(), reading.lines.len() + 1);
        assert_eq!(again.damage.len(), reading.damage.len());
    }
}

#[test]
fn a_flip_of_any_bit_changes_no_text_and_loses_at_most_its_line() {
    let session = sample();
    let whole = file(&session);
    assert!(whole.len() < 4096);
    let lines = session.entries().len() + 1;
    for bit in 0..whole.len() * 8 {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let reading = Reading::of(&flipped);
        assert_nothing_invented(&reading, &session);
        let kept = reading.lines.len() + usize::from(reading.header.is_some());
        assert!(kept >= lines - 1, "bit {bit}: {kept} of {lines}");
        let told = !reading.damage.is_empty() || (kept == lines && reading.unsealed);
        assert!(told, "bit {bit}: the damage is not told");
        if reading.header.is_some() {
            assert!(Session::replay(&reading).unwrap().apply(charted("the next")).is_ok());
        }
    }
}

#[test]
fn random_bytes_and_random_damage_never_panic() {
    let mut random = Random(3);
    for _ in 0..times(20_000) {
        let session = random_session(&mut random, 12);
        let mut bytes = file(&session);
        for _ in 0..random.below(6) {
            let at = usize::try_from(random.below(bytes.len() as u64)).unwrap();
            match random.below(3) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                _ => drop(bytes.splice(at..at, *b"\n\0{\"seq\":")),
            }
        }
        assert_nothing_invented(&Reading::of(&bytes), &session);
    }
    assert!(!Reading::of(b"").is_session());
    assert!(!Reading::of(b"not a session\n\xff\xfe").is_session());
}

#[test]
fn lines_count_once_in_the_order_of_their_numbers() {
    let session = sample();
    let text = String::from_utf8(file(&session)).unwrap();
    let mut lines: Vec<_> = text.lines().collect();
    lines.reverse();
    let twice = format!("{}\n\n{}\r\n", lines.join("\n"), lines.join("\r\n"));
    let reading = Reading::of(twice.as_bytes());
    assert_eq!(reading.damage, []);
    assert_eq!(Session::replay(&reading).unwrap(), session);
}

#[test]
fn of_two_different_lines_with_one_number_the_first_counts_and_it_is_told() {
    let text = format!("{}\n{}\n", encode(1, &charted("first")), encode(1, &charted("second")));
    let reading = Reading::of(text.as_bytes());
    assert_eq!(reading.lines[&1].entry, charted("first"));
    assert_eq!(reading.damage.len(), 1);
    assert_eq!(reading.damage[0].kind, DamageKind::Conflict);
    assert_eq!(reading.damage[0].line, 2);
}

#[test]
fn without_its_header_a_file_still_gives_its_entries_and_another_copy_gives_the_header() {
    let session = sample();
    let whole = file(&session);
    let mut headless = whole.clone();
    headless[20] ^= 1;
    let mut reading = Reading::of(&headless);
    assert_eq!(reading.header, None);
    assert_eq!(reading.lines.len(), session.entries().len());
    assert_eq!(Session::replay(&reading), None);
    assert_eq!(reading.merge(Reading::of(&whole)), 0);
    assert_eq!(Session::replay(&reading).unwrap().state(), session.state());
}

#[test]
fn merging_copies_is_a_union_in_either_order() {
    for seed in 0..times(10_000) as u64 {
        let mut random = Random(seed);
        let whole = Reading::of(&file(&random_session(&mut random, 20)));
        let part = |random: &mut Random| {
            let mut part = whole.clone();
            part.lines.retain(|_, _| random.below(2) == 0);
            part
        };
        let (a, b, c) = (part(&mut random), part(&mut random), part(&mut random));
        let merged = |one: &Reading, two: &Reading| {
            let mut merged = one.clone();
            assert_eq!(merged.merge(two.clone()), 0);
            merged
        };
        assert_eq!(merged(&a, &b), merged(&b, &a));
        assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        assert_eq!(merged(&a, &a), a);
    }
}

/// A line as another version would write it.
pub(super) fn foreign(members: &str) -> String {
    let body = format!("{{{members}");
    format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(format!("{body}}}").as_bytes()))
}

#[test]
fn entries_of_a_later_version_are_kept_as_they_are() {
    let unknown = foreign("\"seq\":2,\"ev\":\"voted\",\"dots\":[1,2],\"x\":\"\\u001b\"");
    let more = foreign("\"seq\":3,\"ev\":\"charted\",\"step\":\"s\",\"text\":\"t\",\"minute\":1,\"colour\":\"red\"");
    let less = foreign("\"seq\":4,\"ev\":\"charted\",\"step\":\"s\"");
    let text = format!("{}\n{unknown}\n{more}\n{less}\n", encode_header(&header()));
    let reading = Reading::of(text.as_bytes());
    assert_eq!(reading.damage, []);
    let session = Session::replay(&reading).unwrap();
    assert_eq!(session.line(2).unwrap(), unknown);
    assert_eq!(session.line(4).unwrap(), less);
    assert_eq!(session.state().foreign, 2);
    assert_eq!(session.state().comments[0].text, "t");
    assert_eq!(reading.lines[&3].text, more, "what this version does not know stays in the line");
}

#[test]
fn a_later_version_may_forbid_writing() {
    let header = foreign("\"seq\":0,\"ev\":\"open\",\"format\":\"chartpaper-session\",\"v\":2,\"min_reader\":2");
    let reading = Reading::of(header.as_bytes());
    assert!(reading.read_only);
    assert_eq!(reading.header, None);
    assert!(reading.is_session());
    assert!(!Reading::of(encode_header(&super::header()).as_bytes()).read_only);
}

#[test]
fn text_from_a_file_is_bounded_and_cannot_steer_a_terminal() {
    let hostile = Entry::Charted {
        step: "s\u{1b}]0;x\u{7}".into(),
        text: format!("a\u{9b}2J{}", "x".repeat(2 * TEXT_LIMIT)),
        tag: Some("t\u{202e}".into()),
        evidence: None,
        question: None,
        about: None,
        minute: 0,
    };
    let reading = Reading::of(encode(1, &hostile).as_bytes());
    let Entry::Charted { step, text, tag, .. } = &reading.lines[&1].entry else { panic!() };
    assert_eq!((step.as_str(), tag.as_deref()), ("s]0;x", Some("t")));
    assert_eq!(text.chars().count(), TEXT_LIMIT);
    assert!(text.starts_with("a2Jx"));
}

#[test]
fn a_forged_id_or_number_is_not_taken() {
    assert_eq!(Id::parse("../../../../etc/passwd-0000000000"), None);
    assert_eq!(Id::parse(&"A".repeat(32)), None);
    assert_eq!(Id::parse(header().session.as_str()), Some(header().session));
    let huge = foreign(&format!("\"seq\":{},\"ev\":\"closed\"", u64::MAX));
    assert_eq!(Reading::of(huge.as_bytes()).damage.len(), 1);
}
