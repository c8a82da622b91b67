//! Every bundled protocol from its curtain to its report: everything that it captures is used, broken off in the middle and taken
//! up again.

use std::collections::BTreeSet;
use std::sync::Mutex;

use super::home::{Home, SMALL, repository};
use super::player::Player;
use chartpaper::protocol::{self, DataNeed, Occasion, Protocol, StepIndex};

/// A protocol with everything that the bundled ones do not need.
const FORMS: &str = include_str!("forms.toml");

/// Protocols that are played at the same time: mostly they wait.
const AT_ONCE: usize = 6;

/// The steps of a meeting: `before` sessions came before it.
fn plan(protocol: &Protocol, before: usize) -> Vec<StepIndex> {
    let checkpoints = protocol.series.as_ref().map_or(0, |series| series.checkpoints.len());
    let occasion = match before {
        0 => Occasion::First,
        before if before <= checkpoints => Occasion::Checkpoint,
        _ => Occasion::Later,
    };
    let steps = protocol.begins_at(occasion)..protocol.steps.len();
    steps.filter(|at| protocol.steps[*at].takes_place(occasion)).collect()
}

/// Plays a protocol; where it belongs to a series, also the meeting that follows. Gives what was used.
fn play(name: &str, protocol: &Protocol, home: &Home) -> Vec<String> {
    let needs_data = protocol.data != DataNeed::None;
    let data = if needs_data { repository("sample-data/reading.toml").display().to_string() } else { String::new() };
    let start = |more: &str| home.start(format!("run {name} {data} {more}").trim(), SMALL);
    let mut player = Player::begin(home, start(""), protocol.clone(), plan(protocol, 0));
    player.play();
    let (session, mut used) = player.finish();
    if protocol.series.is_some() {
        let after = format!("--after {}", session.display());
        let mut player = Player::begin(home, start(&after), protocol.clone(), plan(protocol, 1));
        assert_ne!(player.session, session);
        player.play();
        used.extend(player.finish().1);
    }
    used
}

/// Everything that a protocol asks for, in the words that [`Player`] has for it.
fn captures(protocol: &Protocol) -> BTreeSet<String> {
    protocol.steps.iter().filter_map(|step| step.capture.as_ref()).map(|capture| capture.word().to_owned()).collect()
}

#[test]
fn every_bundled_protocol_is_played_to_its_report() {
    let names = Mutex::new(protocol::bundled().iter().map(|bundled| bundled.id).collect::<Vec<_>>());
    let used = Mutex::new(BTreeSet::new());
    let play_all = || {
        while let Some(name) = { names.lock().unwrap().pop() } {
            let protocol = protocol::open(name).unwrap().protocol;
            let own: BTreeSet<String> = play(name, &protocol, &Home::new()).into_iter().collect();
            assert!(own.is_superset(&captures(&protocol)), "{name}: {own:?}");
            used.lock().unwrap().extend(own);
        }
    };
    std::thread::scope(|scope| {
        let players: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(play_all)).collect();
        for player in players {
            player.join().expect("a protocol is played to its end");
        }
    });
    let used = used.into_inner().unwrap();
    for word in [
        "action",
        "cluster",
        "confirm",
        "ditto",
        "edit",
        "evidence",
        "fist-to-five",
        "groups",
        "inserted row",
        "list",
        "matrix",
        "media",
        "per_question",
        "plane",
        "poll",
        "poll percent",
        "predict",
        "reviewed",
        "round",
        "row_to",
        "scale",
        "shelf",
        "tag",
        "vote",
    ] {
        assert!(used.contains(word), "no bundled protocol uses {word}: {used:?}");
    }
}

/// What no bundled protocol asks for: all forms of predictions, points on a plane, a second round of a poll, an exhibit.
#[test]
fn what_no_bundled_protocol_captures_is_played_as_well() {
    let home = Home::new();
    home.write("forms.toml", FORMS);
    let protocol = protocol::parse("forms.toml", FORMS).unwrap().protocol;
    let used = play("forms.toml", &protocol, &home);
    for word in [
        "predict Range",
        "predict Number",
        "predict Direction",
        "predict Rank",
        "exhibit",
        "dedupe",
        "evidence of a cell",
        "free heading",
        "repeat",
        "revote",
        "points",
    ] {
        assert!(used.iter().any(|used| used == word), "{word} in {used:?}");
    }
}
