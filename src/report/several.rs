//! Several sessions in one report: what stands before them, and what later ones say of the actions of earlier ones.

use super::Retreat;
use super::outline::{Action, Later, Outline};
use crate::text::sanitise;

/// The content of each session, in the order given; what a review of any of them says of an action stands with the action.
pub(super) fn outlines(retreats: &[Retreat<'_>]) -> Vec<Outline> {
    let mut outlines: Vec<Outline> = retreats.iter().map(Outline::of).collect();
    let mut by_day: Vec<&Retreat<'_>> = retreats.iter().collect();
    by_day.sort_by_key(|retreat| retreat.date);
    for reviewing in by_day {
        for (key, word, ended) in reviewing.account().reviewed() {
            let carried = reviewing.carried.iter().flat_map(|carried| &carried.actions);
            let Some(carried) = carried.into_iter().find(|action| action.key == key) else { continue };
            for (retreat, outline) in retreats.iter().zip(&mut outlines) {
                for (deed, action) in retreat.account().deeds().iter().zip(&mut outline.actions) {
                    // The key begins with digits of the session's id, which a report does not know; day and words stand in for them.
                    let own = key.split_once(':').is_some_and(|(_, own)| own == deed.key);
                    if own && retreat.date == carried.date && deed.fields == carried.fields {
                        action.later = Some(Later { word: sanitise(&word), ended });
                    }
                }
            }
        }
    }
    outlines
}

/// The actions that no review ended, each with the number of its session, from 1; and how many were ended.
pub(super) fn open(outlines: &[Outline]) -> (Vec<(usize, &Action)>, usize) {
    let all = (1..).zip(outlines).flat_map(|(number, outline)| outline.actions.iter().map(move |one| (number, one)));
    let (ended, open): (Vec<_>, Vec<_>) =
        all.partition(|(_, action)| action.later.as_ref().is_some_and(|later| later.ended));
    (open, ended.len())
}

/// How many actions are left out of the gathered ones; `None` if none is.
pub(super) fn left_out(ended: usize) -> Option<String> {
    match ended {
        0 => None,
        1 => Some("1 more was ended by a later session.".to_owned()),
        many => Some(format!("{many} more were ended by a later session.")),
    }
}

/// What a session is called beside others: two of one name and day differ by their number.
pub(super) fn heading(number: usize, outline: &Outline) -> String {
    format!("Session {number}: {}", outline.title)
}

/// Day and protocol of a session, for the list of all.
pub(super) fn facts(outline: &Outline) -> String {
    let facts = [outline.date.as_str(), outline.protocol.title.as_str()];
    facts.into_iter().filter(|fact| !fact.trim().is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{protocol, retreat, state};
    use super::super::{html, markdown};
    use super::*;
    use crate::protocol::{Capture, Kind, Protocol, Review, Step};
    use crate::session::{Carried, CarriedAction, Placement, Standing, State};

    /// A session that reviews the action of [`state`], with this word.
    fn reviewing(word: &str) -> (Protocol, State, Carried) {
        let mut later = protocol();
        let review = Review { status: vec!["under way".into(), "done".into()], closed: vec!["done".into()] };
        let step = Step::new("review", "Review", Kind::Frame, 5);
        later.steps.insert(0, Step { capture: Some(Capture::Review(review)), ..step });
        let deed = state().actions.remove(0);
        let key = format!("0123abcd:a{}", deed.id);
        let action =
            CarriedAction { key: key.clone(), date: "2026-03-02".into(), fields: deed.fields, status: String::new() };
        let placed = Placement { id: 1, step: "review".into(), item: key, place: word.into() };
        let state = State {
            visited: ["review"].map(String::from).into(),
            standing: vec![Standing::Placement(placed)],
            ..State::default()
        };
        (later, state, Carried { actions: vec![action], ..Carried::default() })
    }

    #[test]
    fn sessions_are_listed_and_their_open_actions_gathered() {
        let (protocol, state) = (protocol(), state());
        for (word, is_open) in [("under way", true), ("done", false)] {
            let (later, reviewed, carried) = reviewing(word);
            let second = Retreat {
                date: "2026-06-01",
                protocol: &later,
                state: &reviewed,
                carried: Some(&carried),
                ..retreat(&protocol, &state)
            };
            let both = [second, retreat(&protocol, &state)];
            let (open, ended) = (outlines(&both), usize::from(!is_open));
            let (open, count) = super::open(&open);
            assert_eq!((open.len(), count), (1 - ended, ended));
            assert!(open.iter().all(|(number, action)| *number == 2 && action.later.as_ref().unwrap().word == word));
            for page in [html(&both), markdown(&both)] {
                // Named in the list, and then over what it holds.
                let (front, rest) = page.rsplit_once("Session 1: Reading, grade 5").unwrap();
                assert!(front.contains("2026-06-01") && front.contains("2026-03-02"), "{front}");
                assert_eq!(front.matches("Move fractions to October").count(), 1 - ended, "{front}");
                assert_eq!(front.contains("1 more was ended by a later session."), !is_open);
                assert!(rest.contains("Move fractions to October") && rest.contains(word), "{rest}");
            }
        }
    }

    #[test]
    fn one_session_stands_alone() {
        let (protocol, state) = (protocol(), state());
        for page in [html(&[retreat(&protocol, &state)]), markdown(&[retreat(&protocol, &state)])] {
            assert!(!page.contains("Session 1") && page.matches("Move fractions to October").count() == 1, "{page}");
        }
    }
}
