//! All copies of one session that can be found, and what they come to together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::disk::{Disk, folder_of};
use super::names::{self, MirrorFiles};
use super::sources;
use super::writer::Existing;
use crate::session::{Id, Reading, Seq};

/// Most bytes of a session file that are read.
const BYTES_LIMIT: u64 = 256 << 20;

/// Why a session cannot be taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unusable {
    /// There is no such file, nor a copy of it.
    Missing,
    /// It cannot be read.
    Unreadable,
    /// It is not a session file.
    NotASession,
    /// A later version forbids this one to write.
    TooNew,
    /// The header is damaged in every copy.
    NoHeader,
}

/// The copies of one session.
pub(super) struct Copies {
    pub(super) id: Id,
    /// The session file, unless it is gone.
    pub(super) file: Option<Existing>,
    /// The mirrors.
    pub(super) mirrors: Vec<Existing>,
    /// Everything together.
    pub(super) whole: Reading,
    /// Lines of the session file that could not be read, and lines of other copies that contradict it.
    pub(super) damaged: usize,
}

impl Copies {
    /// Finds the copies of the session at `path`: the file itself, recovered copies beside it, mirrors in `state`.
    pub(super) fn find<D: Disk>(disk: &D, path: &Path, state: &Path) -> Result<Self, Unusable> {
        let file = match read(disk, path) {
            Ok(existing) => Some(existing),
            Err(std::io::ErrorKind::NotFound) => None,
            Err(_) => return Err(Unusable::Unreadable),
        };
        let siblings: Vec<_> = disk
            .list(folder_of(path))
            .unwrap_or_default()
            .into_iter()
            .filter(|other| names::are_siblings(path, other))
            .filter_map(|other| read(disk, &other).ok())
            .collect();
        let found = file.iter().chain(&siblings);
        let id = found.clone().find_map(|copy| copy.reading.header.as_ref().map(|header| header.session.clone()));
        let id = match id.or_else(|| id_by_place(disk, path, state)).or_else(|| id_by_lines(disk, file.as_ref(), state))
        {
            Some(id) => id,
            None if found.clone().any(|copy| copy.reading.read_only) => return Err(Unusable::TooNew),
            None => return Err(without_id(file.as_ref())),
        };
        let mirrors = mirrors_of(disk, state, &id);

        let mut whole = file.as_ref().map_or_else(Reading::default, |file| file.reading.clone());
        let mut damaged = whole.damage.len();
        for copy in mirrors.iter().chain(&siblings) {
            if copy.reading.header.as_ref().is_none_or(|header| header.session == id) {
                damaged += whole.merge(copy.reading.clone());
            }
        }
        if whole.read_only {
            return Err(Unusable::TooNew);
        }
        if whole.header.is_none() {
            return Err(Unusable::NoHeader);
        }
        Ok(Self { id, file, mirrors, whole, damaged })
    }

    /// Every line by its number, the header as number 0.
    pub(super) fn history(&self) -> BTreeMap<Seq, String> {
        let header = self.whole.header_line.iter().map(|line| (0, line.clone()));
        header.chain(self.whole.lines.iter().map(|(seq, line)| (*seq, line.text.clone()))).collect()
    }
}

/// The session whose file was at this path when it was last written.
fn id_by_place<D: Disk>(disk: &D, path: &Path, state: &Path) -> Option<Id> {
    disk.list(state).ok()?.iter().find_map(|other| {
        let (id, ending) = MirrorFiles::owner(other)?;
        let known = ending == "sources.json"
            && sources::recalled(disk, &MirrorFiles::new(state, id.clone())).is_some_and(|s| s.session == path);
        known.then_some(id)
    })
}

/// The only session whose mirror holds every line of the file.
fn id_by_lines<D: Disk>(disk: &D, file: Option<&Existing>, state: &Path) -> Option<Id> {
    let lines = &file?.reading.lines;
    let holds = |mirror: &Existing| {
        lines.iter().all(|(seq, line)| mirror.reading.lines.get(seq).is_some_and(|other| other.text == line.text))
    };
    let mut ids: Vec<_> = all_mirrors(disk, state)
        .into_iter()
        .filter_map(|(id, path)| read(disk, &path).ok().filter(holds).map(|_| id))
        .collect();
    ids.dedup();
    match <[Id; 1]>::try_from(ids) {
        Ok([id]) if !lines.is_empty() => Some(id),
        _ => None,
    }
}

fn without_id(file: Option<&Existing>) -> Unusable {
    match file {
        None => Unusable::Missing,
        Some(file) if file.reading.is_session() => Unusable::NoHeader,
        Some(_) => Unusable::NotASession,
    }
}

/// Every mirror in the state directory, the mirrors of one session together.
pub(super) fn all_mirrors<D: Disk>(disk: &D, state: &Path) -> Vec<(Id, PathBuf)> {
    let mut mirrors: Vec<_> = disk
        .list(state)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|path| {
            let (id, ending) = MirrorFiles::owner(&path)?;
            let number = names::mirror_number(ending)?;
            Some((id, number, path))
        })
        .collect();
    mirrors.sort();
    mirrors.into_iter().map(|(id, _, path)| (id, path)).collect()
}

fn mirrors_of<D: Disk>(disk: &D, state: &Path, id: &Id) -> Vec<Existing> {
    let mirrors = all_mirrors(disk, state).into_iter().filter(|(owner, _)| owner == id);
    mirrors.filter_map(|(_, path)| read(disk, &path).ok()).collect()
}

pub(super) fn read<D: Disk>(disk: &D, path: &Path) -> Result<Existing, std::io::ErrorKind> {
    let identity = disk.identity(path).map_err(|error| error.kind())?;
    if identity.length > BYTES_LIMIT {
        return Err(std::io::ErrorKind::FileTooLarge);
    }
    let bytes = disk.read(path).map_err(|error| error.kind())?;
    Ok(Existing { path: path.to_owned(), length: bytes.len() as u64, reading: Reading::of(&bytes) })
}
