//! Where a session's file and data were: private to this computer, outside the session file and its mirror.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, RealDisk, replace};
use super::names::MirrorFiles;
use crate::session::Id;

/// Where a session's file and data were when it was last written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// The session file.
    pub session: PathBuf,
    /// The data files, as they were given; with their absolute paths.
    pub data: Vec<PathBuf>,
}

/// Where a session's file and data were; `None` if that was never kept here.
#[must_use]
pub fn recall(state: &Path, session: &Id) -> Option<Sources> {
    recalled(&RealDisk, &MirrorFiles::new(state, session.clone()))
}

pub(super) fn recalled<D: Disk>(disk: &D, mirrors: &MirrorFiles) -> Option<Sources> {
    serde_json::from_slice(&disk.read(&mirrors.sources()).ok()?).ok()
}

/// Keeps them. Best effort: without them `resume` asks for the session and the data.
pub(super) fn remember<D: Disk>(disk: &D, mirrors: &MirrorFiles, sources: &Sources) -> bool {
    // A path that is not Unicode cannot be written as JSON, and is not kept.
    serde_json::to_vec(sources).is_ok_and(|json| replace(disk, &mirrors.sources(), &json).is_ok())
}
