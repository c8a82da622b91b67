//! The copy without what was removed comes to the same state, and no word that does not stand is in its bytes.

use std::collections::BTreeSet;

use super::random::{Random, entry};
use super::*;

/// A random session in which every text is said once only, and all those texts.
fn session_of_words(random: &mut Random, length: u64) -> (Session, BTreeSet<String>) {
    let mut session = Session::open(header());
    let mut said = BTreeSet::new();
    for number in 0..length {
        let mut entry = entry(random, session.entries().len() as u64);
        let word = format!("word{number:04}");
        match &mut entry {
            Entry::Charted { text, .. } | Entry::Edited { text, .. } | Entry::Filled { text, .. } => {
                text.clone_from(&word);
            }
            Entry::Acted { fields: of, .. } | Entry::Reworked { fields: of, .. } => *of = fields(&word),
            Entry::Tallied { label, .. } => label.clone_from(&word),
            Entry::Rewritten { .. } => continue,
            Entry::Undone { of: of @ 0 } => *of = session.state().undoable.unwrap_or(0),
            Entry::Redone { of: of @ 0 } => *of = session.state().redoable.unwrap_or(0),
            _ => {}
        }
        if session.apply(entry).is_ok() {
            said.insert(word);
        }
    }
    (session, said)
}

fn copy_of(session: &Session) -> Session {
    session.without_removed(Id::from_bytes([1; 16]), Id::from_bytes([2; 16]))
}

/// What a report can tell of a state: without the numbers of entries, and without what is empty.
fn told(state: &State) -> State {
    let mut state = state.clone();
    (state.undoable, state.redoable) = (None, None);
    state.standing.retain(|standing| match standing {
        Standing::Tally(tally) => !tally.counts.is_empty(),
        Standing::Placement(placed) => !placed.place.is_empty(),
        Standing::Cell(cell) => !cell.text.is_empty(),
    });
    for standing in &mut state.standing {
        match standing {
            Standing::Tally(tally) => tally.id = 0,
            Standing::Placement(placed) => placed.id = 0,
            Standing::Cell(cell) => cell.id = 0,
        }
    }
    state.forecasts.iter_mut().for_each(|forecast| forecast.id = 0);
    state
}

/// The words of a state.
fn words(state: &State) -> BTreeSet<String> {
    let text = |action: &ActionItem| action.fields.get(&ActionField::Text).cloned();
    let standing = state.standing.iter().filter_map(|standing| match standing {
        Standing::Cell(cell) => Some(cell.text.clone()),
        Standing::Tally(tally) => Some(tally.label.clone()),
        Standing::Placement(_) => None,
    });
    let comments = state.comments.iter().map(|comment| comment.text.clone());
    comments.chain(state.actions.iter().filter_map(text)).chain(standing).collect()
}

#[test]
fn the_copy_comes_to_the_same_and_holds_no_other_word() {
    let mut gone = 0;
    for seed in 0..times(40_000) as u64 {
        let mut random = Random(seed ^ 0xC1EA);
        let length = 5 + random.below(60);
        let (session, said) = session_of_words(&mut random, length);
        let copy = copy_of(&session);
        let mut before = told(session.state());
        before.standing.retain(|standing| !is_about_something_gone(standing, &session));
        assert_eq!(told(copy.state()), before, "seed {seed}");
        let bytes = String::from_utf8(file(&copy)).unwrap();
        for word in &said {
            assert_eq!(bytes.contains(word), words(&before).contains(word), "seed {seed}: {word}");
            gone += usize::from(!bytes.contains(word));
        }
        let reading = Reading::of(bytes.as_bytes());
        assert_eq!(reading.damage, [], "seed {seed}");
        assert_eq!(Session::replay(&reading).unwrap(), copy, "seed {seed}");
        assert_eq!(copy_of(&copy).state(), copy.state(), "seed {seed}");
    }
    assert!(gone > 1000, "nothing was taken out");
}

/// By the definition: its key names an entry that made a comment or an action, which is not there.
fn is_about_something_gone(standing: &Standing, session: &Session) -> bool {
    let key = match standing {
        Standing::Tally(tally) => &tally.item,
        Standing::Placement(placed) => &placed.item,
        Standing::Cell(cell) => &cell.row,
    };
    let id = key.strip_prefix('c').and_then(|digits| digits.parse().ok());
    id.is_some_and(|id| {
        matches!(session.entry(id), Some(Entry::Charted { .. } | Entry::Acted { .. }))
            && session.state().comment(id).is_none()
            && session.state().action(id).is_none()
    })
}

#[test]
fn what_a_later_version_wrote_is_left_out_and_the_copy_is_another_session() {
    let mut session = Session::open(header());
    session.apply(charted("stays")).unwrap();
    let line = super::damage::foreign("\"seq\":2,\"ev\":\"whispered\",\"text\":\"secret\"");
    let bytes = [file(&session), format!("{}\n", line.trim_end()).into_bytes()].concat();
    let reading = Reading::of(&bytes);
    let session = Session::replay(&reading).unwrap();
    assert_eq!(session.state().foreign, 1);
    let copy = copy_of(&session);
    assert!(!String::from_utf8(file(&copy)).unwrap().contains("secret"));
    assert_ne!(copy.header().session, session.header().session);
    assert_ne!(copy.header().writer, session.header().writer);
}
