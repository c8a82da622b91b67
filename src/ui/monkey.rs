//! Keys at random over every bundled protocol: nothing panics, nothing that was charted is lost, everything can be left.

use std::collections::BTreeSet;

use super::sample::drawn;
use crate::app::sample::{Dice, any_event, app_over, named};
use crate::app::{App, Effect, Event, Overlay};
use crate::protocol;
use crate::session::{Entry, Seq};

/// Comments, actions and counts that stand.
fn standing(app: &App) -> BTreeSet<Seq> {
    let state = app.retreat().unwrap().session().state();
    state.comments.iter().map(|comment| comment.id).chain(state.actions.iter().map(|action| action.id)).collect()
}

/// Everything that is typed and not charted.
fn open_words(app: &App) -> Vec<String> {
    let retreat = app.retreat().unwrap();
    let fields = retreat.form().fields().iter().map(|(_, line)| line.text().to_owned());
    let sheet = retreat.sheet().map(|sheet| format!("{:?}", sheet.filled()));
    let single = [retreat.unfinished().line.text(), retreat.open_cell().line.text(), retreat.number().text()];
    single.map(str::to_owned).into_iter().chain(fields).chain(sheet.filter(|_| retreat.typing().is_some())).collect()
}

fn entries(effects: &[Effect]) -> impl Iterator<Item = &Entry> {
    effects.iter().filter_map(|effect| if let Effect::Append { entry, .. } = effect { Some(&**entry) } else { None })
}

/// Escape closes what lies over the screen, and never ends, hides, removes or empties anything.
fn escape(app: &mut App, seed: u64) {
    for _ in 0..3 {
        let (before, words) = (standing(app), open_words(app));
        let question = matches!(app.overlay(), Some(Overlay::Question(_)));
        let effects = app.update(Event::Key(named("Esc")));
        assert!(!effects.contains(&Effect::Quit), "seed {seed}");
        let harmless = |entry: &Entry| {
            matches!(entry, Entry::Clock { .. })
                || question && matches!(entry, Entry::Entered { .. } | Entry::Covered { .. })
        };
        assert!(entries(&effects).all(harmless), "seed {seed}: {effects:?}");
        assert_eq!(standing(app), before, "seed {seed}");
        if !question {
            let kept = open_words(app);
            assert!(
                words.iter().filter(|words| !words.starts_with('(')).all(|words| kept.contains(words)),
                "seed {seed}"
            );
        }
    }
    assert_eq!(app.overlay(), None, "seed {seed}: something lies over the screen and cannot be closed");
}

#[test]
fn keys_at_random_lose_nothing_in_any_bundled_protocol() {
    let events = if std::env::var_os("CHARTPAPER_FULL").is_some() { 200_000 } else { 6_000 };
    let protocols = protocol::bundled();
    let runs = events / protocols.len() / 100;
    for (run, bundled) in (0..runs).flat_map(|run| protocols.iter().map(move |bundled| (run, bundled))) {
        let seed = u64::try_from(run).unwrap();
        let mut dice = Dice::of(seed.wrapping_mul(1_000_003) ^ bundled.title.len() as u64);
        let mut app = app_over(bundled.text);
        for _ in 0..=dice.roll(20) {
            app.update(Event::Key(named(if dice.roll(3) == 0 { "Enter" } else { "PageDown" })));
        }
        for turn in 0..100 {
            let before = standing(&app);
            let charted = app.retreat().unwrap().session().entries().len();
            let effects = app.update(any_event(&mut |sides| dice.roll(sides)));
            let gone: Vec<_> = before.difference(&standing(&app)).copied().collect();
            let taken_away = entries(&effects)
                .any(|entry| matches!(entry, Entry::Removed { .. } | Entry::Undone { .. } | Entry::Redone { .. }));
            assert!(gone.is_empty() || taken_away, "{} seed {seed} turn {turn}: {gone:?}", bundled.id);
            assert!(app.retreat().unwrap().session().entries().len() >= charted);
            let (width, height) = (u16::try_from(dice.roll(161)).unwrap(), u16::try_from(dice.roll(51)).unwrap());
            assert_eq!(drawn(&app, width, height).len(), usize::from(height));
            if dice.roll(25) == 0 {
                app.update(Event::Resized(crate::app::Size { width: 80, height: 24 }));
                escape(&mut app, seed);
            }
        }
    }
}
