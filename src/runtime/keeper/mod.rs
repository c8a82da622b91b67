//! Keeps the session on the disk: nothing that was charted is lost, and nothing is called saved that is not.
//!
//! Owns the session file, its mirror in the state directory, the draft of what is being typed, and the locks; no other module
//! writes them. Depends on `session` and `text`. What holds: a line is reported as saved only when it is durable in the
//! file that the path leads to, or in the mirror; no file is ever shortened or overwritten; after a failed save the same file
//! is never written again, but everything goes into a new one; the disk is only waited for on the keeper's own thread.
//!
//! The write protocol and the faults it answers are those of RELIABILITY sections 2 and 3 of the project's notes.

mod copies;
mod disk;
mod lock;
mod log;
mod names;
mod orders;
mod sources;
mod unfinished;
mod writer;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use self::copies::{Copies, Unusable};
use self::disk::{Disk as _, RealDisk};
pub use self::lock::Holder;
use self::lock::{Lock, Refused};
pub use self::log::Fault;
use self::names::MirrorFiles;
pub use self::names::{Places, SESSION_SUFFIX};
pub use self::orders::Keeper;
pub use self::sources::{Sources, recall};
pub use self::unfinished::{Found, Unfinished, find_sessions, sweep};
use self::writer::Writer;
pub use self::writer::{Closing, Outcome, Saved};
use crate::session::{Id, Session};

/// Where a new session goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A new file in the user's folder, named after the day and the title; a number is added when the name is taken.
    Fresh,
    /// This file, which must not exist.
    Named(PathBuf),
}

/// Where a session is kept, and what to say of it before the room sees anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The session file as it is named; for printing on leaving, [`Closing::file`] is the word.
    pub file: PathBuf,
    /// How it is saved.
    pub saved: Saved,
    /// What to tell the room, unless everything is as it should be.
    pub message: Option<String>,
}

/// A session that was taken up again.
#[derive(Debug)]
pub struct Resumed {
    /// Writes it from here on.
    pub keeper: Keeper,
    /// As it stood. An [`Entry::Resumed`](crate::session::Entry::Resumed) with `damaged` is to be applied next.
    pub session: Session,
    /// What was being typed.
    pub draft: Option<String>,
    /// Lines that could not be read.
    pub damaged: u32,
    /// Where it is kept.
    pub start: Start,
}

/// Why a session cannot be written or taken up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another chartpaper has it. It was neither read nor written.
    #[error("{}", held(.0))]
    Locked(Holder),
    /// There is such a file.
    #[error("there is a file of that name already")]
    Taken,
    /// Neither the session file nor the mirror can be written.
    #[error("the session cannot be saved anywhere: {0}")]
    NoPlace(Fault),
    /// There is no such file, nor another copy of it.
    #[error("there is no such session file")]
    Missing,
    /// It cannot be read.
    #[error("the session file cannot be read")]
    Unreadable,
    /// It is something else.
    #[error("this is not a session file")]
    NotASession,
    /// A later version wrote it and forbids this one to go on.
    #[error("the session was written by a later version of chartpaper, and only that one can go on with it")]
    TooNew,
    /// The header is damaged in every copy: the protocol and the views are gone. The entries can still be read.
    #[error("the first line of the session file is damaged, and there is no other copy of it on this computer")]
    NoHeader,
}

fn held(holder: &Holder) -> String {
    let process = holder.pid.map_or_else(String::new, |pid| format!(" (process {pid})"));
    let since = holder.since.as_ref().map_or_else(String::new, |since| format!(" since {since}"));
    format!("another chartpaper has this session open{process}{since}")
}

impl From<Unusable> for Refusal {
    fn from(unusable: Unusable) -> Self {
        match unusable {
            Unusable::Missing => Self::Missing,
            Unusable::Unreadable => Self::Unreadable,
            Unusable::NotASession => Self::NotASession,
            Unusable::TooNew => Self::TooNew,
            Unusable::NoHeader => Self::NoHeader,
        }
    }
}

/// An identity for a session or a writer, from the system's source of randomness; `None` if that fails.
#[must_use]
pub fn new_id() -> Option<Id> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(Id::from_bytes(bytes))
}

impl Keeper {
    /// Begins a session: creates its file and its mirror, both with the header and durable, and starts the writer's thread.
    ///
    /// `data` are the absolute paths of the data files, kept outside the session for `resume`. `report` is called on the
    /// writer's thread with what became of every line.
    ///
    /// # Errors
    /// [`Refusal::Taken`], [`Refusal::Locked`], or [`Refusal::NoPlace`] when neither copy can be written. When only one
    /// can, the session begins, and [`Start::message`] says so.
    pub fn create(
        target: &Target,
        places: &Places,
        session: &Session,
        data: Vec<PathBuf>,
        report: impl FnMut(Outcome) + Send + 'static,
    ) -> Result<(Self, Start), Refusal> {
        let header = session.header();
        let mirrors = MirrorFiles::new(&places.state, header.session.clone());
        // Without its folder the mirror fails, and says so.
        let _ = RealDisk.make_folder(&places.state);
        let mut locks = Locks::default();
        locks.take(&mirrors.lock())?;
        let begin = |path: &Path| {
            Writer::create(RealDisk, path.to_owned(), mirrors.clone(), session.header_line())
                .map(|made| (path.to_owned(), made))
        };
        let (file, (writer, outcome)) = match target {
            Target::Named(path) => begin(path),
            Target::Fresh => {
                // Without its folder the file fails, and says so.
                let _ = RealDisk.make_folder(&places.sessions);
                (1..=u32::from(u16::MAX))
                    .map(|number| {
                        begin(&places.sessions.join(names::session_file(&header.date, &header.title, number)))
                    })
                    .find(|made| !matches!(made, Err(Fault::Taken)))
                    .unwrap_or(Err(Fault::Taken))
            }
        }
        .map_err(|fault| refused(fault, target))?;
        locks.take(&names::lock(&file))?;
        let session = std::path::absolute(&file).unwrap_or_else(|_| file.clone());
        sources::remember(&RealDisk, &mirrors, &Sources { session, data });
        let start = Start { file, saved: outcome.saved, message: outcome.message };
        Ok((Self::spawn(writer, locks.keep(), report).map_err(Refusal::NoPlace)?, start))
    }

    /// Takes a session up again, from all its copies: the file, recovered copies beside it, the mirror. Each gets what it
    /// lacks; a torn last line is closed with a line break and kept. `path` may also be a mirror that
    /// [`find_sessions`] gave: then a new file is made in the user's folder.
    ///
    /// # Errors
    /// See [`Refusal`]. A session that is locked or refused has not been written to.
    pub fn resume(
        path: &Path,
        places: &Places,
        report: impl FnMut(Outcome) + Send + 'static,
    ) -> Result<Resumed, Refusal> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let path = session_path(&path, places)?;
        let mut locks = Locks::default();
        if disk::folder_of(&path).is_dir() {
            locks.take(&names::lock(&path))?;
        }
        let copies = Copies::find(&RealDisk, &path, &places.state)?;
        let mirrors = MirrorFiles::new(&places.state, copies.id.clone());
        locks.take(&mirrors.lock())?;
        let known = recall(&places.state, &copies.id).unwrap_or_default();
        let (writer, session, draft, damaged, outcome) = take_up(RealDisk, &path, copies, &mirrors)?;
        sources::remember(&RealDisk, &mirrors, &Sources { session: path.clone(), ..known });
        let start = Start { file: path, saved: outcome.saved, message: outcome.message };
        let keeper = Self::spawn(writer, locks.keep(), report).map_err(Refusal::NoPlace)?;
        Ok(Resumed { keeper, session, draft, damaged, start })
    }
}

type TakenUp<D> = (Writer<D>, Session, Option<String>, u32, Outcome);

/// Opens the copies of a session for writing, each with everything.
fn take_up<D: disk::Disk>(disk: D, path: &Path, copies: Copies, mirrors: &MirrorFiles) -> Result<TakenUp<D>, Refusal> {
    let session = Session::replay(&copies.whole).ok_or(Refusal::NoHeader)?;
    let draft = disk.read(&mirrors.draft()).ok().and_then(|json| serde_json::from_slice::<String>(&json).ok());
    let draft = draft.map(|text| crate::text::sanitise_lines(&text));
    // The session goes on, so its mirror must not grow old. If the mark stays, the mirror is removed 30 days after.
    let _ = disk.remove(&mirrors.verified());
    let damaged = u32::try_from(copies.damaged).unwrap_or(u32::MAX);
    let history = copies.history();
    let (writer, outcome) =
        Writer::resume(disk, path.to_owned(), copies.file, mirrors.clone(), &copies.mirrors, history)
            .map_err(Refusal::NoPlace)?;
    Ok((writer, session, draft, damaged, outcome))
}

/// Where a session goes on: where it was, or for a mirror without a file at the file's old place or a new one.
fn session_path(path: &Path, places: &Places) -> Result<PathBuf, Refusal> {
    let Some((id, _)) = MirrorFiles::owner(path).filter(|(_, ending)| names::mirror_number(ending).is_some()) else {
        return Ok(path.to_owned());
    };
    if let Some(sources) = recall(&places.state, &id)
        && disk::folder_of(&sources.session).is_dir()
    {
        return Ok(sources.session);
    }
    let mirror = copies::read(&RealDisk, path).map_err(|_| Refusal::Unreadable)?;
    let header = mirror.reading.header.ok_or(Refusal::NoHeader)?;
    // Without its folder the file fails, and says so.
    let _ = RealDisk.make_folder(&places.sessions);
    let name = |number| places.sessions.join(names::session_file(&header.date, &header.title, number));
    let fresh = (1..=u32::from(u16::MAX)).map(name).find(|path| !path.exists()).ok_or(Refusal::Taken)?;
    // So that the mirror is found by its place.
    sources::remember(
        &RealDisk,
        &MirrorFiles::new(&places.state, id.clone()),
        &Sources { session: fresh.clone(), ..recall(&places.state, &id).unwrap_or_default() },
    );
    Ok(fresh)
}

/// The locks of a session that is being opened: released, and their files with them, unless it is.
#[derive(Default)]
struct Locks(Vec<Lock>);

impl Locks {
    /// Takes a lock if the system can; where it cannot, nothing can be written there either, or nobody can lock.
    fn take(&mut self, path: &Path) -> Result<(), Refusal> {
        match Lock::take(path) {
            Ok(lock) => self.0.push(lock),
            Err(Refused::Held(holder)) => return Err(Refusal::Locked(holder)),
            Err(Refused::Impossible) => {}
        }
        Ok(())
    }

    fn keep(mut self) -> Vec<Lock> {
        std::mem::take(&mut self.0)
    }
}

impl Drop for Locks {
    fn drop(&mut self) {
        self.0.drain(..).for_each(Lock::release);
    }
}

/// Why a session cannot begin. Of a file that is there it is said who writes it, if somebody does.
fn refused(fault: Fault, target: &Target) -> Refusal {
    match (fault, target) {
        (Fault::Taken, Target::Named(path)) => {
            let lock = names::lock(path);
            let held = if lock.exists() { Locks::default().take(&lock).err() } else { None };
            held.unwrap_or(Refusal::Taken)
        }
        (Fault::Taken, Target::Fresh) => Refusal::Taken,
        (fault, _) => Refusal::NoPlace(fault),
    }
}
