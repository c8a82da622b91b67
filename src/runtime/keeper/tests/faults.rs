//! Against a disk that fails: nothing that was called saved is lost, and nothing else is called saved.

use std::io::ErrorKind;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::fake::Fake;
use super::*;

const PATH: &str = "/home/sessions/a.session.jsonl";
const STATE: &str = "/home/state";

/// How often a random test runs: a tenth, unless `CHARTPAPER_FULL` is set.
fn times(full: u64) -> u64 {
    if std::env::var_os("CHARTPAPER_FULL").is_some() { full } else { full / 10 }
}

fn mirrors() -> MirrorFiles {
    MirrorFiles::new(Path::new(STATE), header().session)
}

/// What was sent to the keeper, and what it called saved.
#[derive(Default)]
struct Ledger {
    sent: BTreeMap<Seq, String>,
    saved: BTreeMap<Seq, String>,
    next: Seq,
}

impl Ledger {
    fn append(&mut self, fake: &Fake, writer: &mut Writer<Fake>) -> Vec<Outcome> {
        self.next += 1;
        let seq = self.next;
        self.sent.insert(seq, line(seq));
        let outcomes = writer.append(seq, line(seq));
        // A process that died told nobody.
        if fake.is_dead() {
            return Vec::new();
        }
        for outcome in &outcomes {
            if outcome.saved.is_saved() {
                self.saved.insert(outcome.seq, self.sent[&outcome.seq].clone());
            }
        }
        outcomes
    }

    /// What is read must hold everything saved, and nothing that was not sent.
    fn check(&self, read: &BTreeMap<Seq, String>, what: &str) {
        for (seq, line) in &self.saved {
            assert_eq!(read.get(seq), Some(line), "{what}: comment {seq} was called saved");
        }
        for (seq, line) in read {
            assert_eq!(self.sent.get(seq), Some(line), "{what}: comment {seq} was never sent");
        }
    }

    fn is_lost(&self, read: &BTreeMap<Seq, String>) -> bool {
        self.saved.iter().any(|(seq, line)| read.get(seq) != Some(line))
    }
}

fn begin(fake: &Fake) -> Option<Writer<Fake>> {
    let session = Session::open(header());
    let (writer, outcome) = Writer::create(fake.clone(), PATH.into(), mirrors(), session.header_line()).ok()?;
    assert!(outcome.saved.is_saved());
    sources::remember(fake, &mirrors(), &Sources { session: PATH.into(), data: vec![] });
    (!fake.is_dead()).then_some(writer)
}

/// Everything that any file on the disk still says.
fn survivors(fake: &Fake) -> BTreeMap<Seq, String> {
    let mut whole = Reading::default();
    for bytes in fake.files() {
        whole.merge(Reading::of(&bytes));
    }
    whole.lines.into_iter().map(|(seq, line)| (seq, line.text)).collect()
}

/// Takes the session up from its path.
fn resume(fake: &Fake, ledger: &mut Ledger, what: &str) -> Option<Writer<Fake>> {
    ledger.check(&survivors(fake), what);
    let copies = match Copies::find(fake, Path::new(PATH), Path::new(STATE)) {
        Ok(copies) => copies,
        // Without its file, and without the note where that was, a session is found by its mirror only.
        Err(unusable) => {
            assert_ne!(unusable, copies::Unusable::TooNew, "{what}");
            return None;
        }
    };
    let mut history = copies.history();
    let next = copies.whole.next();
    let (writer, session, ..) = take_up(fake.clone(), Path::new(PATH), copies, &mirrors()).unwrap();
    assert_eq!(session.header(), Session::open(header()).header());
    history.remove(&0);
    ledger.check(&history, what);
    assert_eq!(session.entries().len(), history.len());
    // What is on the screen now counts as charted.
    ledger.sent.clone_from(&history);
    ledger.saved = history;
    ledger.next = ledger.next.max(next - 1);
    Some(writer)
}

#[test]
fn whichever_call_fails_nothing_called_saved_is_lost() {
    for kind in [ErrorKind::Other, ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Interrupted] {
        let mut at = 0;
        loop {
            at += 1;
            let fake = Fake::seeded(at as u64);
            fake.lock().fail_at = Some((at, kind));
            let what = format!("{kind:?} at call {at}");
            let mut ledger = Ledger::default();
            if let Some(mut writer) = begin(&fake) {
                for _ in 0..8 {
                    let outcomes = ledger.append(&fake, &mut writer);
                    assert!(outcomes.iter().all(|o| o.saved.is_saved()), "{what}: one copy is left");
                }
            }
            assert_eq!(fake.lock().sins, 0, "{what}: a file was written after its sync had failed");
            let reached = fake.lock().calls >= at;
            fake.cut_power();
            ledger.check(&survivors(&fake), &what);
            resume(&fake, &mut ledger, &what);
            if !reached {
                break;
            }
        }
        assert!(at > 60, "only {at} calls were tried");
    }
}

#[test]
fn whenever_the_power_goes_a_prefix_with_everything_saved_is_left() {
    for seed in 0..times(20_000) {
        let fake = Fake::seeded(seed);
        let at = usize::try_from(seed % 90).unwrap() + 1;
        fake.lock().die_at = Some(at);
        let mut ledger = Ledger::default();
        let Some(mut writer) = begin(&fake) else { continue };
        while !fake.is_dead() {
            ledger.append(&fake, &mut writer);
        }
        fake.cut_power();
        let what = format!("seed {seed}, died at call {at}");
        ledger.check(&survivors(&fake), &what);
        assert!(resume(&fake, &mut ledger, &what).is_some(), "{what}");
        let read: Vec<_> = ledger.saved.keys().copied().collect();
        let prefix: Vec<_> = (1..=read.len() as Seq).collect();
        assert_eq!(read, prefix, "{what}");
    }
}

#[test]
fn what_was_read_but_never_synced_is_synced_before_it_is_shown_as_charted() {
    let mut found = 0;
    for seed in 0..200 {
        let fake = Fake::seeded(seed);
        let mut ledger = Ledger::default();
        let mut writer = begin(&fake).unwrap();
        // The process dies between the write and the sync of the session file.
        let calls = fake.lock().calls;
        fake.lock().die_at = Some(calls + 2);
        ledger.append(&fake, &mut writer);
        fake.kill();
        // And there is no mirror to help.
        fake.lock().broken.insert(STATE.into(), ErrorKind::StorageFull);
        resume(&fake, &mut ledger, "after the kill").unwrap();
        found += ledger.saved.len();
        fake.cut_power();
        ledger.check(&survivors(&fake), &format!("seed {seed}"));
    }
    assert!(found > 10, "the case came up {found} times");
}

#[test]
fn a_disk_that_lies_about_syncing_loses_comments_so_the_test_has_power() {
    let mut lost = 0;
    for seed in 0..200 {
        let fake = Fake::seeded(seed);
        fake.lock().lies = true;
        let mut ledger = Ledger::default();
        let mut writer = begin(&fake).unwrap();
        for _ in 0..10 {
            ledger.append(&fake, &mut writer);
        }
        fake.cut_power();
        lost += usize::from(ledger.is_lost(&survivors(&fake)));
    }
    // A cut that happens to keep a whole copy loses nothing.
    assert!(lost >= 100, "{lost} of 200");
}

/// One life of a session: saving, failing, meddling, dying and being taken up, in random order.
fn live(seed: u64, steps: u64) {
    let fake = Fake::seeded(seed);
    let mut ledger = Ledger::default();
    let Some(mut writer) = begin(&fake) else { return };
    let mut everywhere = true;
    for step in 0..steps {
        let what = format!("seed {seed}, step {step}");
        let choice = fake.lock().below(20);
        match choice {
            0..=11 => {
                let outcomes = ledger.append(&fake, &mut writer);
                everywhere = outcomes.last().is_some_and(|outcome| outcome.saved == Saved::Everywhere);
            }
            12 => fake.lock().fail_rate = 150,
            13 => fake.lock().fail_rate = 0,
            14 => {
                let folder = if fake.lock().below(2) == 0 { "/home/sessions" } else { STATE };
                fake.lock().broken.insert(folder.into(), ErrorKind::StorageFull);
            }
            15 => fake.lock().broken.clear(),
            // No program can hold out against the loss of the only copy, so others meddle when there are two.
            16 if everywhere => {
                fake.replace_by_copy(Path::new(PATH));
            }
            17 if everywhere => {
                fake.delete(Path::new(PATH));
                everywhere = false;
            }
            18 => {
                let calls = fake.lock().calls;
                let more = usize::try_from(fake.lock().below(40)).unwrap();
                fake.lock().die_at = Some(calls + more + 1);
            }
            _ => {
                if fake.lock().below(2) == 0 {
                    fake.kill();
                } else {
                    fake.cut_power();
                }
                let Some(taken_up) = resume(&fake, &mut ledger, &what) else { return };
                writer = taken_up;
                everywhere = false;
            }
        }
        if fake.is_dead() {
            fake.cut_power();
            let Some(taken_up) = resume(&fake, &mut ledger, &what) else { return };
            writer = taken_up;
            everywhere = false;
        }
        assert_eq!(fake.lock().sins, 0, "{what}: a file was written after its sync had failed");
    }
    fake.cut_power();
    resume(&fake, &mut ledger, &format!("seed {seed}, at the end"));
}

#[test]
fn through_any_life_nothing_called_saved_is_lost() {
    for seed in 0..times(20_000) {
        live(seed, 60);
    }
}

#[test]
fn with_no_place_left_nothing_is_called_saved_and_all_is_saved_when_there_is_space_again() {
    let fake = Fake::seeded(1);
    let mut ledger = Ledger::default();
    let mut writer = begin(&fake).unwrap();
    ledger.append(&fake, &mut writer);
    for folder in ["/home/sessions", STATE] {
        fake.lock().broken.insert(folder.into(), ErrorKind::StorageFull);
    }
    for seq in 2..=4 {
        let outcomes = ledger.append(&fake, &mut writer);
        let last = outcomes.last().unwrap();
        assert_eq!((last.seq, &last.saved), (seq, &Saved::NotSaved));
        assert!(last.message.as_ref().is_some_and(|words| words.contains("NOT SAVED (the disk is full)")));
    }
    assert_eq!(writer.close().0, Closing { file: None, unsaved: vec![2, 3, 4], verified: false });
    fake.lock().broken.clear();
    let outcomes = writer.retry();
    let told: Vec<_> = outcomes.iter().map(|o| (o.seq, o.saved.is_saved())).collect();
    assert_eq!(told, [(2, true), (3, true), (4, true)]);
    assert_eq!(outcomes[0].saved, Saved::RecoveredCopy("a.recovered-1.session.jsonl".into()));
    assert!(outcomes[0].message.is_some());
    fake.cut_power();
    assert_eq!(survivors(&fake).len(), 4);
}

#[test]
fn each_change_of_where_it_is_saved_is_told_once() {
    let fake = Fake::seeded(2);
    let mut ledger = Ledger::default();
    let mut writer = begin(&fake).unwrap();
    let mut next = |fake: &Fake, writer: &mut Writer<Fake>| {
        let outcome = ledger.append(fake, writer).pop().unwrap();
        (outcome.saved, outcome.message.is_some())
    };
    assert_eq!(next(&fake, &mut writer), (Saved::Everywhere, false));
    fake.lock().broken.insert(STATE.into(), ErrorKind::ReadOnlyFilesystem);
    assert_eq!(next(&fake, &mut writer), (Saved::FileOnly, true));
    assert_eq!(next(&fake, &mut writer), (Saved::FileOnly, false));
    fake.lock().broken.clear();
    assert_eq!(next(&fake, &mut writer), (Saved::Everywhere, true));
    fake.lock().broken.insert("/home/sessions".into(), ErrorKind::PermissionDenied);
    assert_eq!(next(&fake, &mut writer), (Saved::MirrorOnly, true));
    assert_eq!(next(&fake, &mut writer), (Saved::MirrorOnly, false));
    fake.lock().broken.clear();
    assert_eq!(next(&fake, &mut writer), (Saved::RecoveredCopy("a.recovered-1.session.jsonl".into()), true));
    assert_eq!(next(&fake, &mut writer), (Saved::Everywhere, false));
}

#[test]
fn a_read_only_folder_at_the_start_leaves_the_mirror_and_no_place_at_all_is_refused() {
    let fake = Fake::seeded(3);
    fake.lock().broken.insert("/home/sessions".into(), ErrorKind::PermissionDenied);
    let line = Session::open(header()).header_line();
    let (_, outcome) = Writer::create(fake.clone(), PATH.into(), mirrors(), line.clone()).unwrap();
    assert_eq!(outcome.saved, Saved::MirrorOnly);
    assert!(outcome.message.is_some_and(|words| words.contains("the folder cannot be written to")));
    fake.lock().broken.insert(STATE.into(), ErrorKind::PermissionDenied);
    assert_eq!(Writer::create(fake, PATH.into(), mirrors(), line).err(), Some(Fault::ReadOnly));
}

#[test]
fn orders_return_while_the_disk_is_slow_and_only_the_last_draft_is_written() {
    let fake = Fake::seeded(4);
    let writer = begin(&fake).unwrap();
    let (report, outcomes) = channel();
    let keeper = Keeper::spawn(writer, Vec::new(), move |outcome: Outcome| drop(report.send(outcome))).unwrap();
    fake.hold();
    keeper.append(1, line(1)).unwrap();
    for draft in ["h", "ha", "half a thought"] {
        keeper.draft(draft);
    }
    keeper.append(2, line(2)).unwrap();
    assert!(outcomes.try_recv().is_err(), "nothing is called saved before it is");
    assert!(!keeper.flush(Duration::ZERO));
    let renames = |fake: &Fake| fake.lock().calls;
    let before = renames(&fake);
    fake.let_go();
    assert!(keeper.flush(Duration::from_mins(1)));
    let seqs: Vec<_> = outcomes.try_iter().map(|outcome| outcome.seq).collect();
    assert_eq!(seqs, [1, 2]);
    assert!(renames(&fake) > before);
    assert_eq!(fake.read(&mirrors().draft()).unwrap(), b"\"half a thought\"");
}

#[test]
fn a_draft_survives_the_power_or_is_the_one_before() {
    for seed in 0..times(5_000) {
        let fake = Fake::seeded(seed);
        let mut writer = begin(&fake).unwrap();
        let drafts = ["one", "one two", "one two three"];
        let mut kept = 0;
        let calls = fake.lock().calls;
        fake.lock().die_at = Some(calls + 1 + usize::try_from(seed % 40).unwrap());
        for draft in drafts {
            if writer.draft(draft) && !fake.is_dead() {
                kept += 1;
            }
        }
        fake.cut_power();
        let read = fake.read(&mirrors().draft()).ok().map(|json| serde_json::from_slice::<String>(&json).unwrap());
        let at = read.map_or(0, |text| drafts.iter().position(|draft| *draft == text).unwrap() + 1);
        assert!(at == kept || at == kept + 1, "seed {seed}: draft {at}, {kept} were kept");
    }
}
