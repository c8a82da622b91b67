//! Random sessions, against replay and against a model that folds from scratch.

use std::collections::BTreeSet;

use super::*;

/// A small seeded generator (`SplitMix64`), so that a failure can be repeated.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap();
        from[at]
    }
}

const TEXTS: [&str; 10] = [
    "Half of Class A is below the cut",
    "two\nlines",
    "quotes \" and \\ and ,\"crc\":\"00000000\"}",
    "{\"seq\":1,\"ev\":\"charted\"}",
    "学校 ł é 👩‍🏫",
    "\u{1b}[31mred\u{202e}",
    "=1+1",
    "",
    "  ",
    "tab\there",
];

pub(super) fn entry(random: &mut Random, next: Seq) -> Entry {
    let id = random.below(next + 2);
    let text = random.pick(&TEXTS).to_owned();
    let view = random.pick(&["levels", "spread", "table"]).to_owned();
    let evidence = (random.below(3) == 0).then(|| Evidence {
        view: view.clone(),
        mark: "class-a/2".into(),
        label: "Class A".into(),
        value: "31-40%".into(),
    });
    match random.below(26) {
        0 => Entry::Entered { step: random.pick(&["predict", "observe", "act"]).into() },
        1 => Entry::Clock { step: "observe".into(), seconds: 61, extra: 1, paused: random.below(2) == 0 },
        2 => Entry::Revealed { views: vec![view] },
        3 => Entry::Covered { views: vec![view] },
        4..=6 => {
            Entry::Charted { step: "observe".into(), text, tag: None, evidence, question: None, about: None, minute: 4 }
        }
        7 => Entry::Acted { step: "act".into(), fields: fields(&text), about: None, minute: 0 },
        8 | 9 => {
            let value =
                [61.0, -0.0, 0.1 + 0.2, 1e300, f64::NAN, -7.123_456_789][usize::try_from(random.below(6)).unwrap()];
            Entry::Predicted {
                step: "predict".into(),
                view,
                target: random.pick(&["a", "b"]).into(),
                label: "A".into(),
                value,
                guess: [Guess::Number, Guess::Range { to: 70.0 }, Guess::Direction, Guess::Rank]
                    [usize::try_from(random.below(4)).unwrap()],
                voices: (random.below(2) == 0).then_some(Voices { count: 3, low: 1.0, high: 9.5 }),
            }
        }
        10 => Entry::Edited { id, text, tag: Some("new".into()), evidence },
        11 => Entry::Reworked { id, fields: fields(&text) },
        12 => Entry::Removed { id },
        13 => Entry::Shelved { id, to: "infer".into() },
        14 => Entry::Unshelved { id },
        15 => Entry::Dittoed { id },
        16 => Entry::Undone { of: id },
        17 => Entry::Redone { of: id },
        18 => Entry::Resumed { damaged: 2 },
        19 => Entry::Closed,
        20 => tallied(random.pick(&["", "a"]), 1, &[u32::try_from(random.below(3)).unwrap()]),
        21 => placed(random.pick(&["c1", "c2"]), random.pick(&["Policy", ""])),
        22 => filled(random.pick(&["s:a", "c2"]), &text),
        // What the keys do.
        23 => Entry::Undone { of: 0 },
        24 => Entry::Rewritten { protocol: ProtocolText { text, ..ProtocolText::default() } },
        _ => Entry::Redone { of: 0 },
    }
}

pub(super) fn random_session(random: &mut Random, length: u64) -> Session {
    let mut session = Session::open(header());
    for _ in 0..length {
        let mut entry = entry(random, session.entries().len() as u64);
        match &mut entry {
            Entry::Undone { of: of @ 0 } => *of = session.state().undoable.unwrap_or(0),
            Entry::Redone { of: of @ 0 } => *of = session.state().redoable.unwrap_or(0),
            _ => {}
        }
        let before = session.clone();
        if session.apply(entry).is_err() {
            assert_eq!(session, before, "a rejected entry leaves no trace");
        }
    }
    session
}

/// The state by the definition: every entry that still counts, folded anew in the order of the numbers.
fn by_definition(session: &Session) -> State {
    let mut state = State::default();
    let (mut done, mut undone, mut late) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
    let mut visible_by = BTreeMap::<String, Seq>::new();
    for (seq, entry) in session.entries() {
        state.closed = *entry == Entry::Closed;
        match entry {
            Entry::Entered { step } => {
                state.visited.insert(step.clone());
                state.step = Some(step.clone());
            }
            Entry::Clock { step, seconds, extra, paused } => {
                state.clocks.insert(step.clone(), StepClock { seconds: *seconds, extra: *extra, paused: *paused });
            }
            Entry::Resumed { damaged } => state.damaged = state.damaged.max(*damaged),
            Entry::Rewritten { .. } | Entry::Closed => {}
            Entry::Covered { views } => {
                visible_by.retain(|view, _| !views.contains(view));
                done.retain(|seq| {
                    !matches!(session.entry(*seq), Some(Entry::Revealed { .. }))
                        || visible_by.values().any(|by| by == seq)
                });
            }
            Entry::Undone { of } => {
                assert!(done.remove(of));
                if matches!(session.entry(*of), Some(Entry::Revealed { .. })) {
                    visible_by.retain(|_, by| by != of);
                } else {
                    undone.push(*of);
                }
            }
            Entry::Redone { of } => {
                undone.retain(|seq| seq != of);
                done.insert(*of);
            }
            Entry::Foreign { .. } => unreachable!(),
            undoable => {
                undone.clear();
                done.insert(*seq);
                if let Entry::Revealed { views } = undoable {
                    for view in views {
                        visible_by.entry(view.clone()).or_insert(*seq);
                        state.seen.insert(view.clone());
                    }
                }
                if let Entry::Predicted { view, .. } = undoable
                    && state.seen.contains(view)
                {
                    late.insert(*seq);
                }
            }
        }
    }
    state.revealed = visible_by.into_keys().collect();
    state.undoable = done.last().copied();
    state.redoable = undone.last().copied();
    for seq in &done {
        fold_anew(&mut state, *seq, session.entry(*seq).unwrap(), late.contains(seq));
    }
    state
}

fn stand(state: &mut State, at: Option<usize>, new: Standing) {
    match at {
        Some(at) => state.standing[at] = new,
        None => state.standing.push(new),
    }
}

fn fold_anew(state: &mut State, seq: Seq, entry: &Entry, after_reveal: bool) {
    let mut of =
        |id: Seq, change: &dyn Fn(&mut Comment)| state.comments.iter_mut().filter(|c| c.id == id).for_each(change);
    match entry.clone() {
        Entry::Charted { step, text, tag, evidence, question, about, minute } => state.comments.push(Comment {
            id: seq,
            step,
            text,
            tag,
            evidence,
            shelved: None,
            question,
            about,
            dittos: 0,
            minute,
        }),
        Entry::Tallied { step, item, about, label, round, people, counts } => {
            let same = |standing: &Standing| matches!(standing, Standing::Tally(t) if (&t.step, &t.about, &t.item, t.round) == (&step, &about, &item, round));
            let at = state.standing.iter().position(same);
            stand(
                state,
                at,
                Standing::Tally(Tally {
                    id: seq,
                    step: step.clone(),
                    item: item.clone(),
                    about: about.clone(),
                    label,
                    round,
                    people,
                    counts,
                }),
            );
        }
        Entry::Placed { step, item, place } => {
            let same = |standing: &Standing| matches!(standing, Standing::Placement(p) if (&p.step, &p.item) == (&step, &item));
            let at = state.standing.iter().position(same);
            stand(state, at, Standing::Placement(Placement { id: seq, step: step.clone(), item: item.clone(), place }));
        }
        Entry::Filled { step, row, column, text, evidence } => {
            let same = |standing: &Standing| matches!(standing, Standing::Cell(c) if (&c.step, &c.row, &c.column) == (&step, &row, &column));
            let at = state.standing.iter().position(same);
            stand(
                state,
                at,
                Standing::Cell(Cell {
                    id: seq,
                    step: step.clone(),
                    row: row.clone(),
                    column: column.clone(),
                    text,
                    evidence,
                }),
            );
        }
        Entry::Edited { id, text, tag, evidence } => of(id, &|comment| {
            comment.text.clone_from(&text);
            comment.tag.clone_from(&tag);
            comment.evidence.clone_from(&evidence);
        }),
        Entry::Shelved { id, to } => of(id, &|comment| comment.shelved = Some(to.clone())),
        Entry::Unshelved { id } => of(id, &|comment| comment.shelved = None),
        Entry::Dittoed { id } => of(id, &|comment| comment.dittos += 1),
        Entry::Removed { id } => {
            state.comments.retain(|comment| comment.id != id);
            state.actions.retain(|action| action.id != id);
        }
        Entry::Acted { step, fields, about, .. } => state.actions.push(ActionItem { id: seq, step, fields, about }),
        Entry::Reworked { id, fields } => {
            state.actions.iter_mut().filter(|a| a.id == id).for_each(|a| a.fields.clone_from(&fields));
        }
        Entry::Predicted { step, view, target, label, value, guess, voices } => {
            let new = Forecast { id: seq, step, view, target, label, value, guess, voices, after_reveal };
            let same = |f: &&mut Forecast| {
                (&f.view, &f.target, f.after_reveal) == (&new.view, &new.target, after_reveal)
                    && f.guess.is_like(new.guess)
            };
            if let Some(standing) = state.forecasts.iter_mut().find(same) {
                *standing = new;
            } else {
                state.forecasts.push(new);
            }
        }
        _ => {}
    }
}

#[test]
fn stepping_replaying_and_the_definition_agree() {
    for seed in 0..times(100_000) as u64 {
        let mut random = Random(seed);
        let length = 5 + random.below(45);
        let session = random_session(&mut random, length);
        assert_eq!(*session.state(), by_definition(&session), "seed {seed}");
        let reading = Reading::of(&file(&session));
        assert_eq!(reading.damage, [], "seed {seed}");
        let replayed = Session::replay(&reading).unwrap();
        assert_eq!(replayed, session, "seed {seed}");
    }
}

#[test]
fn a_session_with_lines_missing_replays_the_same_way_twice() {
    for seed in 0..times(20_000) as u64 {
        let mut random = Random(seed ^ 0xDEAD);
        let session = random_session(&mut random, 40);
        let mut reading = Reading::of(&file(&session));
        reading.lines.retain(|_, _| random.below(5) > 0);
        let gappy = Session::replay(&reading).unwrap();
        assert_eq!(gappy.entries().len(), reading.lines.len());
        let again = Session::replay(&Reading::of(&file(&gappy))).unwrap();
        assert_eq!(again.state(), gappy.state(), "seed {seed}");
    }
}

#[test]
fn neither_undo_nor_redo_ever_makes_a_view_visible() {
    for seed in 0..times(20_000) as u64 {
        let session = random_session(&mut Random(seed ^ 0xBEEF), 40);
        let mut stepped = Session::open(header());
        for (_, entry) in session.entries() {
            let before = stepped.state().revealed.clone();
            stepped.apply(entry.clone()).unwrap();
            if !matches!(entry, Entry::Revealed { .. }) {
                assert!(stepped.state().revealed.is_subset(&before), "seed {seed}");
            }
        }
    }
}

#[test]
fn a_long_session_with_many_undos_is_folded_once() {
    // 20,000 entries of which a third are undos: without an undo stack this would be 10^8 steps and not end in time.
    let mut session = Session::open(header());
    while session.entries().len() < 20_000 {
        session.apply(charted("a comment")).unwrap();
        session.apply(charted("another")).unwrap();
        session.apply(Entry::Undone { of: session.state().undoable.unwrap() }).unwrap();
    }
    let replayed = Session::replay(&Reading::of(&file(&session))).unwrap();
    assert_eq!(replayed.state().comments.len(), session.state().comments.len());
    assert_eq!(replayed, session);
}
