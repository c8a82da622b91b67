//! From what somebody asked for to a retreat that can be opened: protocol, data, session file.

use std::path::{Path, PathBuf};

use crate::app::{Event, News, Opening};
use crate::diagnostic::Report;
use crate::protocol::{self, DataNeed, Parsed, Protocol};
use crate::records::{self, Admission, DataSource, Outline, Progress, Verdict};
use crate::session::{Header, Id, ProtocolText, Session};

use super::keeper::{self, Keeper, Places, Refusal, Saved, Target};
use super::key;

/// What a retreat is started with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A protocol file, or the id of a bundled protocol.
    pub protocol: String,
    /// Data files, data cards, or data that is part of the program.
    pub data: Vec<Source>,
    /// Where the session goes; `None`: a new file in the user's folder.
    pub session: Option<PathBuf>,
    /// Write nothing.
    pub rehearse: bool,
    /// The sessions that this one follows; empty: the newest of the same series, if there is one.
    pub after: Vec<PathBuf>,
    /// It follows no session.
    pub first: bool,
    /// Read the protocol file again whenever it is saved; in a rehearsal, the data as well.
    pub watch: bool,
}

/// One source of data.
#[derive(Clone, Debug)]
pub enum Source {
    /// A CSV file or a data card.
    File(PathBuf),
    /// A CSV file, with the text of a card that is not on the disk.
    WithCard(PathBuf, String),
    /// A CSV text and its card that are part of the program, with a name for messages.
    Bundled {
        /// Name of the CSV.
        name: &'static str,
        /// The CSV text.
        data: &'static str,
        /// The card's TOML text.
        card: &'static str,
    },
}

/// A retreat that can be opened, or the file that needs roles first.
#[derive(Debug)]
pub enum Launch {
    /// Everything is there; the keeper writes the session (`None` in a rehearsal).
    Ready(Box<Opening>, Option<Keeper>, Option<PathBuf>),
    /// The file has no card: somebody has to say what its columns are.
    NeedsRoles(Box<Outline>),
    /// A session that another window runs.
    Following(Box<Opening>),
}

/// Why a retreat cannot be started. No value of a record is in it.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Problems of files: protocol, cards, data.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Files(Vec<Report>),
    /// The session file.
    #[error("{0}: {1}")]
    Session(String, Refusal),
    /// Something else, in words.
    #[error("{0}")]
    Words(String),
}

impl Trouble {
    /// What to try next.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Session(_, Refusal::Locked(_)) => {
                "close the other window, or start another session with `chartpaper run`"
            }
            Self::Session(_, Refusal::Taken) => {
                "name another file, or take this session up again with `chartpaper resume`"
            }
            Self::Session(_, Refusal::NoPlace(_)) => "name a folder that can be written: --session FOLDER/NAME",
            Self::Session(_, _) => "`chartpaper resume` without a name takes the newest one",
            Self::Files(_) | Self::Words(_) => "`chartpaper --help` shows examples",
        }
    }
}

impl Trouble {
    /// The same with bare file names: a folder can be named after a person, and the screen is projected.
    #[must_use]
    pub(super) fn without_folders(self) -> Self {
        let bare = |mut report: Report| {
            let name = Path::new(&report.file).file_name().map(|name| name.to_string_lossy().into_owned());
            report.file = name.unwrap_or(report.file);
            report
        };
        match self {
            Self::Files(reports) => Self::Files(reports.into_iter().map(bare).collect()),
            other => other,
        }
    }
}

impl From<Report> for Trouble {
    fn from(report: Report) -> Self {
        Self::Files(vec![report])
    }
}

/// Starts a new retreat; `report` gets what the disk says, `tell` how far the data are read.
///
/// # Errors
/// [`Trouble`], before anything was written.
pub fn start(
    options: &Options,
    report: impl FnMut(Event) + Send + 'static,
    tell: &mut dyn FnMut(Progress),
) -> Result<Launch, Trouble> {
    let parsed = protocol::open(&options.protocol)?;
    if options.watch && !Path::new(&options.protocol).is_file() {
        return Err(Trouble::Words(format!(
            "\"{0}\" is part of the program and never changes: `chartpaper protocols show {0} > mine.toml` makes a file to watch",
            options.protocol
        )));
    }
    if options.data.is_empty() && parsed.protocol.data == DataNeed::Required {
        return Err(Trouble::Words(format!(
            "the protocol \"{}\" needs data: name a CSV file or a data card after it",
            parsed.protocol.title
        )));
    }
    if let Some(path) = options.data.iter().find_map(Source::without_card) {
        return Ok(Launch::NeedsRoles(Box::new(records::outline(path)?)));
    }
    let id = random_id()?;
    let key = key::of_installation(!options.rehearse);
    let admission = admit(&options.data, &parsed.protocol, &id, &key, tell)?;
    refuse_name(options.session.as_deref(), admission.as_ref())?;
    let mut header = header(id, &parsed, admission.as_ref())?;
    let mut notices = Vec::new();
    if !options.first {
        let places = Places::of_user();
        header.carried = super::series::carried(&parsed.protocol, &options.after, places.as_ref(), &mut notices)?;
    }
    let session = Session::open(header);
    ready(options, parsed.protocol, session, admission, notices, report)
}

fn ready(
    options: &Options,
    protocol: Protocol,
    session: Session,
    admission: Option<Admission>,
    notices: Vec<String>,
    mut report: impl FnMut(Event) + Send + 'static,
) -> Result<Launch, Trouble> {
    let (keeper, file, trouble) = if options.rehearse {
        (None, None, None)
    } else {
        let places = places()?;
        keeper::sweep(&places.state, std::time::SystemTime::now());
        let target = options.session.clone().map_or(Target::Fresh, Target::Named);
        let data = options.data.iter().filter_map(Source::path).collect();
        let (keeper, start) = Keeper::create(&target, &places, &session, data, move |outcome| report(said(outcome)))
            .map_err(|refusal| Trouble::Session(name_of(options.session.as_deref()), refusal))?;
        (Some(keeper), Some(start.file), start.message)
    };
    let place = name_of(file.as_deref());
    let opening = Opening {
        protocol,
        session,
        admission,
        rehearsal: options.rehearse,
        place,
        notices,
        trouble,
        resumed: None,
        draft: String::new(),
    };
    Ok(Launch::Ready(Box::new(opening), keeper, file))
}

/// Takes a session up again: this one, or the newest that was not left on purpose. `report` gets what the disk says, `tell` how
/// far the data are read.
///
/// Names in comments are checked against the session's data: where it was, or one of `data`, each of which may be it.
///
/// # Errors
/// [`Trouble`], before anything was written.
pub fn resume(
    session: Option<&Path>,
    data: &[Vec<Source>],
    mut report: impl FnMut(Event) + Send + 'static,
    tell: &mut dyn FnMut(Progress),
) -> Result<Launch, Trouble> {
    let places = places()?;
    // The newest one may be the one that cannot be read: then it is told that another is taken.
    let mut notices = Vec::new();
    let newest = || {
        let found = keeper::find_sessions(&places);
        notices.extend(found.left_out());
        found.sessions.into_iter().next().map(|session| session.path)
    };
    let Some(path) = session.map(Path::to_path_buf).or_else(newest) else {
        let none = "there is no session yet; `chartpaper run` starts one".to_owned();
        return Err(Trouble::Words(
            notices.pop().map_or(none, |left_out| format!("there is no session to take up; {left_out}")),
        ));
    };
    let resumed = Keeper::resume(&path, &places, move |outcome| report(said(outcome)))
        .map_err(|refusal| Trouble::Session(name_of(Some(&path)), refusal))?;
    let header = resumed.session.header();
    let kept = resumed.session.protocol();
    let parsed = protocol::parse_beside(&kept.id, &kept.text, &kept.attached)?;
    let mut admission =
        match &header.views {
            None => None,
            Some(views) => Some(records::reopen(views).map_err(|error| {
                Trouble::Words(format!("the pictures in this session file cannot be read: {error}"))
            })?),
        };
    if let Some(admission) = &mut admission {
        let known = keeper::recall(&places.state, &header.session).unwrap_or_default();
        let known = known.data.into_iter().map(Source::File).collect();
        let key = key::of_installation(false);
        let found = std::iter::once(&known).chain(data);
        found.into_iter().any(|data| guard_again(admission, data, &parsed.protocol, &header.session, &key, tell));
    }
    let opening = Opening {
        protocol: parsed.protocol,
        admission,
        rehearsal: false,
        place: name_of(Some(&resumed.start.file)),
        notices,
        trouble: resumed.start.message.clone(),
        resumed: Some(resumed.damaged),
        draft: resumed.draft.unwrap_or_default(),
        session: resumed.session,
    };
    Ok(Launch::Ready(Box::new(opening), Some(resumed.keeper), Some(resumed.start.file)))
}

impl Source {
    pub(super) fn path(&self) -> Option<PathBuf> {
        match self {
            Self::File(path) | Self::WithCard(path, _) => {
                Some(std::path::absolute(path).unwrap_or_else(|_| path.clone()))
            }
            Self::Bundled { .. } => None,
        }
    }

    /// The file, if somebody has to say first what its columns are.
    pub(super) fn without_card(&self) -> Option<&Path> {
        match self {
            Self::File(path) if path.is_file() && !DataSource::new(path).has_card() => Some(path),
            _ => None,
        }
    }

    fn data(&self) -> DataSource {
        match self {
            Self::File(path) => DataSource::new(path),
            Self::WithCard(path, card) => DataSource::with_card(path, card),
            Self::Bundled { name, data, card } => DataSource::bundled(name, *data, *card),
        }
    }
}

pub(super) fn admit(
    data: &[Source],
    protocol: &Protocol,
    session: &Id,
    key: &[u8; 32],
    tell: &mut dyn FnMut(Progress),
) -> Result<Option<Admission>, Trouble> {
    if data.is_empty() || protocol.data == DataNeed::None {
        return Ok(None);
    }
    let sources: Vec<DataSource> = data.iter().map(Source::data).collect();
    // Which class is called Class A is drawn anew for every session, and kept with it.
    let seed = session.as_str().get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default();
    records::admit_telling(&sources, protocol.minimum_group, key, seed, tell).map(Some).map_err(Trouble::Files)
}

/// Has names in comments checked again in a session that was taken up, if its data are where they were and the same. If not,
/// the curtain says that names are not checked. Whether they are.
fn guard_again(
    admission: &mut Admission,
    data: &[Source],
    protocol: &Protocol,
    session: &Id,
    key: &[u8; 32],
    tell: &mut dyn FnMut(Progress),
) -> bool {
    // What is wrong with the data now matters to nobody: the pictures are those of the session.
    let fresh = admit(data, protocol, session, key, tell).ok().flatten();
    fresh.is_some_and(|fresh| admission.guard_like(&fresh) && admission.guard().is_some())
}

/// Refuses a session file whose name names a student: names of files stand on the screen, and are sent by mail.
fn refuse_name(path: Option<&Path>, admission: Option<&Admission>) -> Result<(), Trouble> {
    let stem = path.and_then(Path::file_name).map(|name| name.to_string_lossy().replace(['-', '_', '.'], " "));
    let guard = admission.and_then(Admission::guard);
    match stem.zip(guard).map(|(stem, guard)| guard.examine(&stem, &[])) {
        Some(Verdict::Block { .. }) => Err(Trouble::Words(
            "the name of the session file looks like a student's: name it after the data or the day".to_owned(),
        )),
        _ => Ok(()),
    }
}

fn random_id() -> Result<Id, Trouble> {
    keeper::new_id().ok_or_else(|| Trouble::Words("this computer gives no random numbers".to_owned()))
}

fn header(session: Id, parsed: &Parsed, admission: Option<&Admission>) -> Result<Header, Trouble> {
    let protocol = &parsed.protocol;
    Ok(Header {
        session,
        writer: random_id()?,
        app: env!("CARGO_PKG_VERSION").to_owned(),
        date: super::today(),
        title: admission.map_or(protocol.title.as_str(), Admission::title).to_owned(),
        protocol: text_of(parsed),
        views: admission.map(records::store),
        fingerprint: admission.map(|admission| admission.data_fingerprint().to_owned()),
        rows_band: admission.map(|admission| admission.rows_band().to_owned()),
        carried: None,
    })
}

/// A protocol as the session keeps it.
pub(super) fn text_of(parsed: &Parsed) -> ProtocolText {
    ProtocolText {
        id: parsed.protocol.id.clone(),
        title: parsed.protocol.title.clone(),
        text: parsed.text().to_owned(),
        attached: parsed.attached.clone(),
    }
}

fn places() -> Result<Places, Trouble> {
    Places::of_user().ok_or_else(|| {
        Trouble::Words(
            "this computer tells no home folder; set CHARTPAPER_HOME to a folder for the sessions".to_owned(),
        )
    })
}

/// What a file is called on the screen: its name without the folder, because a folder can be named after a person.
pub(super) fn name_of(path: Option<&Path>) -> String {
    let name = path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.map_or_else(|| "the session file".to_owned(), |name| crate::text::sanitise(&name))
}

pub(super) fn said(outcome: keeper::Outcome) -> Event {
    let news = outcome.message.map(|words| match &outcome.saved {
        Saved::Everywhere => News::Mended(words),
        Saved::RecoveredCopy(name) => News::Moved { place: crate::text::sanitise(name), words },
        Saved::FileOnly | Saved::MirrorOnly | Saved::NotSaved => News::Trouble(words),
    });
    Event::Saved(crate::app::Outcome { seq: outcome.seq, saved: outcome.saved.is_saved(), news })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked_again_only_while_the_data_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scores.csv");
        let mut csv = String::from("name,score\n");
        for at in 0..40 {
            csv.push_str(&format!("Zevri{at} Quandol,{at}\n"));
        }
        std::fs::write(&path, &csv).unwrap();
        let card = "schema = 1\ntitle = \"Made up\"\n[column.name]\nrole = \"identifier\"\n[column.score]\nrole = \"measure\"\n\
                    range = [0, 100]\nstep = 1\n";
        std::fs::write(path.with_extension("toml"), card).unwrap();
        let bundled = protocol::demonstration().unwrap();
        let protocol = protocol::open(bundled.id).unwrap().protocol;
        let id = Id::from_bytes([3; 16]);
        let key = [5; 32];
        let fresh = admit(&[Source::File(path.clone())], &protocol, &id, &key, &mut |_| {}).unwrap().unwrap();
        let again = |data: Vec<PathBuf>| {
            let mut admission = records::reopen(&records::store(&fresh)).unwrap();
            let data: Vec<Source> = data.into_iter().map(Source::File).collect();
            let is_guarded = guard_again(&mut admission, &data, &protocol, &id, &key, &mut |_| {});
            assert_eq!(is_guarded, admission.guard().is_some());
            is_guarded
        };
        assert!(fresh.guard().is_some());
        assert!(again(vec![path.clone()]));
        assert!(!again(Vec::new()));
        assert!(!again(vec![folder.path().join("gone.csv")]));
        csv.push_str("Zevrix Quandol,7\n");
        std::fs::write(&path, &csv).unwrap();
        assert!(!again(vec![path.clone()]));
        let named = |name: &str| refuse_name(Some(&folder.path().join(name)), Some(&fresh)).is_ok();
        assert!(named("reading-grade-5.session.jsonl") && named("2026-03-02.session.jsonl"));
        assert!(!named("about-Zevri7_Quandol.session.jsonl") && !named("zevri12.jsonl"));
    }
}
