//! With real files in a temporary folder.

use std::fs;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

use super::*;

/// Long enough for any disk; reached only when a test fails.
const PATIENCE: Duration = Duration::from_mins(1);

struct Room {
    folder: tempfile::TempDir,
    places: Places,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::below(folder.path());
        Self { folder, places }
    }

    fn create(&self, target: &Target) -> Result<(Keeper, Start, Receiver<Outcome>), Refusal> {
        let (report, outcomes) = channel();
        let session = Session::open(header());
        let report = move |outcome| drop(report.send(outcome));
        let (keeper, start) = Keeper::create(target, &self.places, &session, vec!["/data/reading.csv".into()], report)?;
        Ok((keeper, start, outcomes))
    }

    fn resume(&self, path: &Path) -> Result<(Resumed, Receiver<Outcome>), Refusal> {
        let (report, outcomes) = channel();
        Keeper::resume(path, &self.places, move |outcome| drop(report.send(outcome))).map(|r| (r, outcomes))
    }

    fn has_mirror(&self) -> bool {
        !copies::all_mirrors(&RealDisk, &self.places.state).is_empty()
    }

    fn mirror(&self) -> PathBuf {
        MirrorFiles::new(&self.places.state, header().session).mirror(1)
    }
}

/// Appends and waits for the outcome.
fn save(keeper: &Keeper, outcomes: &Receiver<Outcome>, seq: Seq) -> Outcome {
    keeper.append(seq, line(seq)).unwrap();
    outcomes.recv_timeout(PATIENCE).unwrap()
}

fn seqs(path: &Path) -> Vec<Seq> {
    Reading::of(&fs::read(path).unwrap()).lines.into_keys().collect()
}

fn texts(session: &Session) -> Vec<&str> {
    session.state().comments.iter().map(|comment| comment.text.split(',').next().unwrap()).collect()
}

#[test]
fn a_session_is_in_two_places_for_the_user_alone_and_resumes() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    assert_eq!(start.file, room.places.sessions.join("2026-03-02_reading-year-8.session.jsonl"));
    assert_eq!((start.saved, start.message), (Saved::Everywhere, None));
    for seq in 1..=3 {
        assert_eq!(save(&keeper, &outcomes, seq), Outcome { seq, saved: Saved::Everywhere, message: None });
    }
    keeper.draft("half a thought");
    assert!(keeper.flush(PATIENCE));
    assert_eq!(fs::read(&start.file).unwrap(), fs::read(room.mirror()).unwrap());
    #[cfg(unix)]
    for file in fs::read_dir(&room.places.state).unwrap().chain(fs::read_dir(&room.places.sessions).unwrap()) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = file.unwrap().path();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{path:?}");
        assert_eq!(fs::metadata(path.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    }
    drop(keeper);

    let (resumed, outcomes) = room.resume(&start.file).unwrap();
    assert_eq!(texts(&resumed.session), ["comment 1", "comment 2", "comment 3"]);
    assert_eq!(resumed.draft.as_deref(), Some("half a thought"));
    assert_eq!((resumed.damaged, resumed.start.saved), (0, Saved::Everywhere));
    assert_eq!(recall(&room.places.state, &header().session).unwrap().data, [PathBuf::from("/data/reading.csv")]);
    resumed.keeper.draft("");
    assert!(save(&resumed.keeper, &outcomes, 4).saved.is_saved());
    let closing = resumed.keeper.close(PATIENCE).unwrap();
    assert_eq!(closing, Closing { file: Some(start.file.clone()), unsaved: vec![], verified: true });
    assert_eq!(room.resume(&start.file).unwrap().0.draft, None);
    assert_eq!(seqs(&start.file), [1, 2, 3, 4]);
}

#[test]
fn names_that_are_taken_are_not_written_to() {
    let room = Room::new();
    let (keeper, first, _outcomes) = room.create(&Target::Fresh).unwrap();
    assert!(matches!(room.create(&Target::Fresh), Err(Refusal::Locked(_))), "the same session twice");
    drop(keeper.close(PATIENCE));
    let (_keeper, second, _outcomes) = room.create(&Target::Fresh).unwrap();
    assert!(second.file.to_string_lossy().ends_with("-2.session.jsonl"));
    let room = Room::new();
    let before = fs::read(&first.file).ok();
    let own = room.folder.path().join("mine.jsonl");
    fs::write(&own, "a diary").unwrap();
    assert_eq!(room.create(&Target::Named(own.clone())).err(), Some(Refusal::Taken));
    assert_eq!(fs::read(&own).unwrap(), b"a diary");
    assert_eq!(fs::read(&first.file).ok(), before);
}

#[test]
fn the_second_keeper_learns_who_has_the_session_and_does_not_write() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    save(&keeper, &outcomes, 1);
    let before = fs::read(&start.file).unwrap();
    for _ in 0..100 {
        let Err(Refusal::Locked(holder)) = room.resume(&start.file) else { panic!("two writers") };
        assert_eq!(holder.pid, Some(std::process::id()));
    }
    let copy = room.folder.path().join("copy.session.jsonl");
    fs::copy(&start.file, &copy).unwrap();
    assert!(matches!(room.resume(&copy), Err(Refusal::Locked(_))), "a copy is the same session");
    assert_eq!(fs::read(&start.file).unwrap(), before);
    assert_eq!(save(&keeper, &outcomes, 2).saved, Saved::Everywhere);
    assert!(keeper.close(PATIENCE).is_some());
    assert!(room.resume(&start.file).is_ok());
}

/// What a room does to an open session file, and which file then holds everything.
fn after_meddling(meddle: impl Fn(&Path), expected: impl Fn(&Saved) -> bool) {
    for before in 0..20 {
        let room = Room::new();
        let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
        for seq in 1..=before {
            save(&keeper, &outcomes, seq);
        }
        meddle(&start.file);
        let outcome = save(&keeper, &outcomes, before + 1);
        assert!(expected(&outcome.saved), "{outcome:?}");
        assert!(outcome.message.is_some());
        let next = save(&keeper, &outcomes, before + 2);
        assert!(next.saved.is_saved());
        let closing = keeper.close(PATIENCE).unwrap();
        let all: Vec<_> = (1..=before + 2).collect();
        assert_eq!(seqs(&closing.file.unwrap()), all);
        // And from the path that the person knows.
        if start.file.parent().unwrap().is_dir() {
            let (resumed, _outcomes) = room.resume(&start.file).unwrap();
            assert_eq!(resumed.session.entries().len(), all.len());
            assert_eq!(seqs(&start.file), all);
        }
    }
}

#[test]
fn a_file_that_is_replaced_is_written_anew_in_full() {
    let recovered =
        |saved: &Saved| matches!(saved, Saved::RecoveredCopy(name) if name.ends_with(".recovered-1.session.jsonl"));
    let replace = |path: &Path| {
        let copy = path.with_extension("tmp");
        fs::copy(path, &copy).unwrap();
        fs::rename(&copy, path).unwrap();
    };
    after_meddling(replace, recovered);
    after_meddling(|path| fs::remove_file(path).unwrap(), recovered);
    // An editor that saves in place keeps the inode.
    after_meddling(|path| fs::write(path, "shortened\n").unwrap(), recovered);
}

#[test]
fn when_the_folder_is_moved_away_the_mirror_has_everything() {
    let away = |path: &Path| {
        let folder = path.parent().unwrap();
        fs::rename(folder, folder.with_file_name("moved")).unwrap();
    };
    after_meddling(away, |saved| *saved == Saved::MirrorOnly);
}

#[test]
fn when_a_moved_folder_comes_back_its_file_gets_what_it_lacks() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    save(&keeper, &outcomes, 1);
    let moved = room.folder.path().join("moved");
    fs::rename(&room.places.sessions, &moved).unwrap();
    assert_eq!(save(&keeper, &outcomes, 2).saved, Saved::MirrorOnly);
    drop(keeper);
    let unfinished = find_sessions(&room.places).sessions;
    assert_eq!(unfinished.len(), 1);
    assert_eq!(unfinished[0].comments, 2, "the mirror is offered");
    fs::rename(&moved, &room.places.sessions).unwrap();
    let (_resumed, _outcomes) = room.resume(&start.file).unwrap();
    assert_eq!(seqs(&start.file), [1, 2]);
}

#[test]
fn a_session_of_which_only_the_mirror_is_left_goes_on_in_a_new_file() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    save(&keeper, &outcomes, 1);
    drop(keeper);
    fs::remove_dir_all(&room.places.sessions).unwrap();
    let unfinished = find_sessions(&room.places).sessions;
    assert_eq!(unfinished[0].path, room.mirror());
    let (resumed, outcomes) = room.resume(&unfinished[0].path).unwrap();
    assert_eq!(texts(&resumed.session), ["comment 1"]);
    assert_eq!(save(&resumed.keeper, &outcomes, 2).saved, Saved::Everywhere);
    assert_eq!(resumed.start.file, start.file);
    assert_eq!(seqs(&start.file), [1, 2]);
}

#[test]
fn a_torn_tail_is_sealed_and_kept() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    save(&keeper, &outcomes, 1);
    drop(keeper);
    let mut torn = fs::read(&start.file).unwrap();
    torn.extend_from_slice("{\"seq\":2,\"ev\":\"charted\",\"text\":\"caf\u{e9}".as_bytes());
    torn.pop();
    fs::write(&start.file, &torn).unwrap();
    let (resumed, outcomes) = room.resume(&start.file).unwrap();
    assert_eq!(resumed.damaged, 1);
    let next = resumed.session.clone().apply(charted("x")).unwrap();
    assert_eq!(save(&resumed.keeper, &outcomes, next).saved, Saved::Everywhere);
    let after = fs::read(&start.file).unwrap();
    assert!(after.starts_with(&torn), "nothing is cut off");
    assert_eq!(seqs(&start.file), [1, next]);
}

#[test]
fn a_damaged_line_and_a_damaged_header_come_back_from_the_mirror() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    for seq in 1..=3 {
        save(&keeper, &outcomes, seq);
    }
    drop(keeper);
    let mut bytes = fs::read(&start.file).unwrap();
    bytes[30] ^= 1;
    let second = bytes.windows(9).position(|window| window == b"comment 2").unwrap();
    bytes[second] ^= 1;
    fs::write(&start.file, &bytes).unwrap();
    // Moved, so that only its lines tell which session it is.
    let moved = room.folder.path().join("moved.session.jsonl");
    fs::rename(&start.file, &moved).unwrap();
    let (resumed, _outcomes) = room.resume(&moved).unwrap();
    assert_eq!(resumed.damaged, 2);
    assert_eq!(texts(&resumed.session), ["comment 1", "comment 2", "comment 3"]);
    drop(resumed);
    let healed = Reading::of(&fs::read(&moved).unwrap());
    assert_eq!(healed.header, Some(header()));
    assert_eq!(healed.lines.len(), 3);

    fs::remove_dir_all(&room.places.state).unwrap();
    fs::write(&moved, &bytes).unwrap();
    assert_eq!(room.resume(&moved).err(), Some(Refusal::NoHeader));
    assert_eq!(fs::read(&moved).unwrap(), bytes, "a refused session is not written to");
}

#[test]
fn what_is_no_session_is_refused_untouched() {
    let room = Room::new();
    let path = room.folder.path().join("notes.txt");
    assert_eq!(room.resume(&path).err(), Some(Refusal::Missing));
    fs::write(&path, "notes").unwrap();
    assert_eq!(room.resume(&path).err(), Some(Refusal::NotASession));
    assert_eq!(fs::read(&path).unwrap(), b"notes");
    assert_eq!(room.resume(room.folder.path()).err(), Some(Refusal::Unreadable));
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_leaves_the_mirror_and_says_so_at_the_start() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = Room::new();
    let folder = room.folder.path().join("locked");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        return; // The superuser may write everywhere; the fake disk has the same case.
    }
    let (keeper, start, outcomes) = room.create(&Target::Named(folder.join("a.session.jsonl"))).unwrap();
    assert_eq!(start.saved, Saved::MirrorOnly);
    assert!(start.message.unwrap().contains("cannot be written"));
    assert_eq!(save(&keeper, &outcomes, 1).saved, Saved::MirrorOnly);
    assert_eq!(keeper.close(PATIENCE).unwrap().file, Some(room.mirror()));
}

#[test]
fn a_missing_folder_leaves_the_mirror_and_the_file_is_written_when_it_appears() {
    let room = Room::new();
    let folder = room.folder.path().join("stick");
    let (keeper, start, outcomes) = room.create(&Target::Named(folder.join("a.session.jsonl"))).unwrap();
    assert_eq!(start.saved, Saved::MirrorOnly);
    assert_eq!(save(&keeper, &outcomes, 1), Outcome { seq: 1, saved: Saved::MirrorOnly, message: None });
    fs::create_dir(&folder).unwrap();
    assert_eq!(save(&keeper, &outcomes, 2).saved, Saved::RecoveredCopy("a.recovered-1.session.jsonl".into()));
    assert_eq!(seqs(&folder.join("a.recovered-1.session.jsonl")), [1, 2]);
    assert_eq!(save(&keeper, &outcomes, 3), Outcome { seq: 3, saved: Saved::Everywhere, message: None });
}

#[test]
fn sessions_that_were_not_closed_are_offered_first_and_the_last_one_of_them_before_the_others() {
    let room = Room::new();
    assert_eq!(find_sessions(&room.places), Found::default());
    for (byte, closed) in [(1, false), (2, true), (3, false)] {
        let session = Session::open(Header { session: Id::from_bytes([byte; 16]), ..header() });
        let elsewhere = Target::Named(room.folder.path().join(format!("{byte}.session.jsonl")));
        let target = if byte == 3 { elsewhere } else { Target::Fresh };
        let (keeper, start) = Keeper::create(&target, &room.places, &session, vec![], |_| {}).unwrap();
        keeper.append(1, encode(1, &Entry::Entered { step: "observe".into() })).unwrap();
        keeper.append(2, line(2)).unwrap();
        if closed {
            keeper.append(3, encode(3, &Entry::Closed)).unwrap();
        }
        assert!(keeper.close(PATIENCE).unwrap().verified);
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(byte) * 1000);
        fs::File::options().append(true).open(&start.file).unwrap().set_modified(time).unwrap();
    }
    let Found { sessions, unreadable } = find_sessions(&room.places);
    let ids: Vec<_> = sessions.iter().map(|session| (session.id.clone(), session.closed)).collect();
    let [first, second, third] = [1, 2, 3].map(|byte| Id::from_bytes([byte; 16]));
    assert_eq!(ids, [(third, false), (first, false), (second, true)]);
    assert_eq!((sessions[0].step.as_deref(), sessions[0].comments), (Some("observe"), 1));
    assert_eq!(sessions[0].protocol, "Look together");
    assert_eq!(unreadable, <[PathBuf; 0]>::default());
}

#[test]
fn files_among_the_sessions_that_are_none_are_told_by_name() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    save(&keeper, &outcomes, 1);
    drop(keeper);
    assert_eq!(find_sessions(&room.places).left_out(), None);
    // Its second copy still tells which session it is.
    let whole = fs::read(&start.file).unwrap();
    fs::write(&start.file, "no session any more").unwrap();
    let found = find_sessions(&room.places);
    assert_eq!((found.sessions.len(), found.left_out()), (1, None));
    fs::remove_dir_all(&room.places.state).unwrap();
    let found = find_sessions(&room.places);
    assert_eq!((found.sessions.len(), found.unreadable.as_slice()), (0, std::slice::from_ref(&start.file)));
    let name = start.file.file_name().unwrap().to_str().unwrap();
    assert_eq!(found.left_out().unwrap(), format!("1 file among the sessions is none that can be read: {name}"));
    fs::write(&start.file, whole).unwrap();
    for name in ["a", "b", "c", "d", "e"] {
        fs::write(room.places.sessions.join(format!("{name}.session.jsonl")), "notes").unwrap();
    }
    fs::write(room.places.sessions.join("notes.txt"), "notes").unwrap();
    let found = find_sessions(&room.places);
    assert_eq!(found.sessions.len(), 1);
    assert_eq!(
        found.left_out().unwrap(),
        "5 files among the sessions are none that can be read: a.session.jsonl, b.session.jsonl, c.session.jsonl, and 2 more"
    );
}

#[test]
fn the_mirror_goes_thirty_days_after_a_verified_close_and_not_before() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    save(&keeper, &outcomes, 1);
    let days = |days: u64| SystemTime::now() + Duration::from_hours(24 * days);
    drop(keeper);
    sweep(&room.places.state, days(400));
    assert!(room.has_mirror(), "never closed");
    let (resumed, _outcomes) = room.resume(&start.file).unwrap();
    assert!(resumed.keeper.close(PATIENCE).unwrap().verified);
    sweep(&room.places.state, days(400));
    assert!(room.has_mirror(), "the program ended, but nobody left the session");
    let (resumed, _outcomes) = room.resume(&start.file).unwrap();
    resumed.keeper.append(2, encode(2, &Entry::Closed)).unwrap();
    assert!(resumed.keeper.close(PATIENCE).unwrap().verified);
    sweep(&room.places.state, days(29));
    assert!(room.has_mirror());
    let (resumed, _outcomes) = room.resume(&start.file).unwrap();
    drop(resumed);
    sweep(&room.places.state, days(400));
    assert!(room.has_mirror(), "taken up again and not closed since");
    let (resumed, _outcomes) = room.resume(&start.file).unwrap();
    drop(resumed.keeper.close(PATIENCE));
    sweep(&room.places.state, days(31));
    assert_eq!(fs::read_dir(&room.places.state).unwrap().count(), 0);
    assert!(start.file.exists());
}

#[test]
fn a_line_that_is_no_line_is_never_called_saved() {
    let room = Room::new();
    let (keeper, start, outcomes) = room.create(&Target::Fresh).unwrap();
    for bad in [String::new(), "two\nlines".to_owned()] {
        keeper.append(1, bad).unwrap();
        assert_eq!(outcomes.recv_timeout(PATIENCE).unwrap().saved, Saved::NotSaved);
    }
    save(&keeper, &outcomes, 1);
    keeper.append(1, line(2)).unwrap();
    assert_eq!(outcomes.recv_timeout(PATIENCE).unwrap().saved, Saved::NotSaved, "a number is used once");
    drop(keeper);
    assert_eq!(Reading::of(&fs::read(&start.file).unwrap()).damage, []);
}
