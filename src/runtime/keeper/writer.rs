//! Where each line goes and what is said of it: the session file, its mirror, and a recovered copy when either fails.
//!
//! Holds the complete history in memory, so that a new copy can be written at any time. Has no thread; [`super::Keeper`] has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::disk::{Disk, folder_of, replace};
use super::log::{Fault, Log};
use super::names::{self, MirrorFiles};
use crate::session::{Entry, Reading, Seq, encode};

/// Most recovered copies beside one session file.
const COPIES_LIMIT: u32 = 99;

/// Where a line is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// In the session file and in the mirror.
    Everywhere,
    /// In the session file; the mirror cannot be written.
    FileOnly,
    /// In the mirror; the session file cannot be written.
    MirrorOnly,
    /// In a new session file of this name, with everything before it: the other one failed.
    RecoveredCopy(String),
    /// Nowhere but in memory. Tried again at the next save and on request.
    NotSaved,
}

impl Saved {
    /// Whether it is durable in at least one place.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        *self != Self::NotSaved
    }
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Which.
    pub seq: Seq,
    /// Where it is.
    pub saved: Saved,
    /// What to tell the room, if it changed since the last outcome or the line is not saved.
    pub message: Option<String>,
}

/// How a session was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The file that holds the session: the session file, a recovered copy of it, else the mirror. `None` if nothing does.
    pub file: Option<PathBuf>,
    /// Lines that are only in memory, in order. Print them after the terminal is restored.
    pub unsaved: Vec<Seq>,
    /// Whether the session file was read again and holds every line.
    pub verified: bool,
}

/// A copy that exists already.
pub(super) struct Existing {
    pub(super) path: PathBuf,
    /// Bytes that were read from it.
    pub(super) length: u64,
    pub(super) reading: Reading,
}

pub(super) struct Writer<D: Disk> {
    pub(super) disk: D,
    /// The session file as it was named at first; recovered copies are named after it.
    path: PathBuf,
    mirrors: MirrorFiles,
    /// Every line, the header as number 0.
    history: BTreeMap<Seq, String>,
    file: Result<Log<D>, Fault>,
    mirror: Result<Log<D>, Fault>,
    unsaved: BTreeSet<Seq>,
    /// What was told last.
    told: Saved,
}

impl<D: Disk> Writer<D> {
    /// Begins a session with a new file at `path`. A file that exists is [`Fault::Taken`]; any other fault leaves the mirror.
    pub(super) fn create(
        disk: D,
        path: PathBuf,
        mirrors: MirrorFiles,
        header: String,
    ) -> Result<(Self, Outcome), Fault> {
        let history = BTreeMap::from([(0, header)]);
        let file = Log::create(&disk, &path, &whole(&history));
        if let Err(Fault::Taken) = file {
            return Err(Fault::Taken);
        }
        let mirror = Err(Fault::Gone);
        let mut writer =
            Self { disk, path, mirrors, history, file, mirror, unsaved: BTreeSet::new(), told: Saved::Everywhere };
        writer.new_mirror();
        let saved = writer.standing();
        match &writer.file {
            Err(fault) if saved == Saved::NotSaved => Err(*fault),
            _ => {
                let outcome = writer.outcome(0, saved);
                Ok((writer, outcome))
            }
        }
    }

    /// Takes a session up again. `history` is the union of all copies; the file gets what it lacks.
    ///
    /// The mirror is begun anew: what is read of the old copies may be in the system's memory only, marked as written by a
    /// sync that failed in an earlier life, and no second sync of them would tell. Then `old` mirrors that say nothing else go.
    pub(super) fn resume(
        disk: D,
        path: PathBuf,
        file: Option<Existing>,
        mirrors: MirrorFiles,
        old: &[Existing],
        history: BTreeMap<Seq, String>,
    ) -> Result<(Self, Outcome), Fault> {
        let file = match file {
            Some(existing) => take_up(&disk, &existing, &history),
            None => Log::create(&disk, &path, &whole(&history)),
        };
        let mirror = Err(Fault::Gone);
        let mut writer =
            Self { disk, path, mirrors, history, file, mirror, unsaved: BTreeSet::new(), told: Saved::Everywhere };
        let mut saved = None;
        if writer.file.is_err() {
            saved = writer.recover().map(Saved::RecoveredCopy);
        }
        writer.new_mirror();
        if writer.mirror.is_ok() {
            writer.retire(old);
        }
        let saved = saved.unwrap_or_else(|| writer.standing());
        match &writer.file {
            Err(fault) if saved == Saved::NotSaved => Err(*fault),
            _ => {
                let outcome = writer.outcome(0, saved);
                Ok((writer, outcome))
            }
        }
    }

    /// Saves a line. The outcomes are of this line, and of earlier ones that were not saved until now.
    pub(super) fn append(&mut self, seq: Seq, line: String) -> Vec<Outcome> {
        let fits = line.len() > 1 && !line.contains('\n') && seq > 0;
        if !fits || self.history.get(&seq).is_some_and(|known| *known != line) {
            let message = Some("NOT SAVED: chartpaper could not write this down. Please report it.".to_owned());
            return vec![Outcome { seq, saved: Saved::NotSaved, message }];
        }
        let text = format!("{line}\n");
        let is_new = self.history.insert(seq, line).is_none();
        self.unsaved.insert(seq);
        self.save(if is_new { &text } else { "" })
    }

    /// Tries to save what is not saved, and to bring back a copy that failed.
    pub(super) fn retry(&mut self) -> Vec<Outcome> {
        self.save("")
    }

    /// Keeps the text that is being typed, beside the mirror. An empty text removes it. Whether it could.
    pub(super) fn draft(&mut self, text: &str) -> bool {
        let path = self.mirrors.draft();
        if text.is_empty() {
            return self.disk.remove(&path).is_ok();
        }
        serde_json::to_vec(text).is_ok_and(|json| replace(&self.disk, &path, &json).is_ok())
    }

    /// Leaves the session: what is not saved is tried once more, and the file is read again.
    pub(super) fn close(&mut self) -> (Closing, Vec<Outcome>) {
        let outcomes = if self.unsaved.is_empty() { Vec::new() } else { self.retry() };
        let file = self.file.as_ref().ok().map(|log| log.path().to_owned());
        let verified = file.as_ref().is_some_and(|path| self.holds_everything(path));
        // A session that was not left on purpose keeps its mirror and its draft, however old they get.
        let last = self.history.iter().next_back();
        if verified && last.is_some_and(|(seq, line)| *line == encode(*seq, &Entry::Closed)) {
            // Only the day from which the mirror may go depends on it.
            let _ = replace(&self.disk, &self.mirrors.verified(), b"");
        }
        let file = file.or_else(|| self.mirror.as_ref().ok().map(|log| log.path().to_owned()));
        (Closing { file, unsaved: self.unsaved.iter().copied().collect(), verified }, outcomes)
    }

    /// Appends `new` (a whole line, or nothing) to both copies; a copy that fails is replaced by a whole new one.
    fn save(&mut self, new: &str) -> Vec<Outcome> {
        let mut recovered = None;
        if let Ok(log) = &mut self.file
            && let Err(fault) = log.append(&self.disk, new)
        {
            self.file = Err(fault);
        }
        if self.file.is_err() {
            recovered = self.recover();
        }
        if let Ok(log) = &mut self.mirror
            && let Err(fault) = log.append(&self.disk, new)
        {
            self.mirror = Err(fault);
        }
        if self.mirror.is_err() {
            self.new_mirror();
        }
        let saved = recovered.map_or_else(|| self.standing(), Saved::RecoveredCopy);
        let about = if saved.is_saved() { std::mem::take(&mut self.unsaved) } else { self.unsaved.clone() };
        about.into_iter().map(|seq| self.outcome(seq, saved.clone())).collect()
    }

    /// Writes everything into a new file beside the session file, and gives its name.
    fn recover(&mut self) -> Option<String> {
        let text = whole(&self.history);
        for number in 1..=COPIES_LIMIT {
            let path = names::recovered(&self.path, number);
            match Log::create(&self.disk, &path, &text) {
                Ok(log) => {
                    self.file = Ok(log);
                    return Some(names::shown(&path));
                }
                Err(Fault::Taken) => {}
                // The first fault is the one to tell: it says what happened to the session file.
                Err(_) => return None,
            }
        }
        None
    }

    fn new_mirror(&mut self) {
        let text = whole(&self.history);
        self.mirror = self.disk.make_folder(self.mirrors.folder()).map_err(Fault::from).and_then(|()| {
            (1..=COPIES_LIMIT)
                .map(|number| Log::create(&self.disk, &self.mirrors.mirror(number), &text))
                .find(|made| !matches!(made, Err(Fault::Taken)))
                .unwrap_or(Err(Fault::Taken))
        });
    }

    /// Removes mirrors of which every line is in the one that was begun.
    fn retire(&self, old: &[Existing]) {
        for mirror in old {
            let mut lines = mirror.reading.lines.iter();
            let is_kept = lines.all(|(seq, line)| self.history.get(seq) == Some(&line.text));
            if is_kept && mirror.reading.damage.is_empty() {
                // One that stays is read as a further copy.
                let _ = self.disk.remove(&mirror.path);
            }
        }
    }

    fn standing(&self) -> Saved {
        match (&self.file, &self.mirror) {
            (Ok(_), Ok(_)) => Saved::Everywhere,
            (Ok(_), Err(_)) => Saved::FileOnly,
            (Err(_), Ok(_)) => Saved::MirrorOnly,
            (Err(_), Err(_)) => Saved::NotSaved,
        }
    }

    fn outcome(&mut self, seq: Seq, saved: Saved) -> Outcome {
        let is_news = saved != self.told || saved == Saved::NotSaved;
        let message = is_news.then(|| self.words(&saved));
        // A recovered copy is the session file from then on.
        self.told = if let Saved::RecoveredCopy(_) = saved { self.standing() } else { saved.clone() };
        Outcome { seq, saved, message }
    }

    fn words(&self, saved: &Saved) -> String {
        let why = |fault: Option<&Fault>| fault.map_or_else(String::new, |fault| format!(" ({fault})"));
        match saved {
            Saved::Everywhere => "Saved again in the session file and in chartpaper's own copy.".to_owned(),
            Saved::FileOnly => format!(
                "Saved in the session file. chartpaper's own copy cannot be written{}.",
                why(self.mirror.as_ref().err())
            ),
            Saved::MirrorOnly => format!(
                "The session file cannot be written{}. Everything is saved in chartpaper's own copy on this computer.",
                why(self.file.as_ref().err())
            ),
            // The name first: on a narrow screen the end of the line is cut off.
            Saved::RecoveredCopy(name) => format!("Saved in {name}: the session file could no longer be used."),
            Saved::NotSaved => format!(
                "NOT SAVED{}. The text is kept here; the next comment, or Enter on this one, tries again.",
                why(self.file.as_ref().err())
            ),
        }
    }

    fn holds_everything(&self, path: &Path) -> bool {
        self.disk.read(path).is_ok_and(|bytes| {
            let reading = Reading::of(&bytes);
            self.history.iter().all(|(seq, line)| match seq {
                0 => reading.header_line.as_ref() == Some(line),
                seq => reading.lines.get(seq).is_some_and(|read| read.text == *line),
            })
        })
    }
}

/// Opens a copy, closes a torn last line with a line break (it is kept, never cut off), and adds what the copy lacks.
fn take_up<D: Disk>(disk: &D, existing: &Existing, history: &BTreeMap<Seq, String>) -> Result<Log<D>, Fault> {
    let mut log = Log::open(disk, &existing.path, existing.length)?;
    let mut missing = String::new();
    if existing.reading.unsealed {
        missing.push('\n');
    }
    for (seq, line) in history {
        let has = match seq {
            0 => existing.reading.header_line.is_some(),
            seq => existing.reading.lines.contains_key(seq),
        };
        if !has {
            missing.push_str(line);
            missing.push('\n');
        }
    }
    if !missing.is_empty() {
        log.append(disk, &missing)?;
    }
    // The name may be younger than the last sync of its folder.
    disk.sync_folder(folder_of(&existing.path))?;
    Ok(log)
}

fn whole(history: &BTreeMap<Seq, String>) -> String {
    history.values().flat_map(|line| [line, "\n"]).collect()
}
