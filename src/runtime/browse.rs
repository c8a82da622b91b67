//! Folders for the start screen. A card is not listed: it is found beside its CSV.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::{FileItem, Listing};
use crate::text;

/// Most entries listed of one folder.
const MOST: usize = 2_000;

/// The folders and data files of `folder` (empty: the current one), sorted by name.
pub(super) fn list(folder: &str) -> Result<Listing, String> {
    let place = if folder.is_empty() { std::env::current_dir() } else { Ok(PathBuf::from(folder)) };
    let place = place.map_err(|_| "the current folder cannot be read".to_owned())?;
    let entries = fs::read_dir(&place).map_err(|_| "this folder cannot be read".to_owned())?;
    let mut items: Vec<FileItem> = entries.take(MOST).flatten().filter_map(|entry| item(&entry.path())).collect();
    items.sort_by_key(|item| (!item.folder, item.name.to_lowercase()));
    if let Some(above) = place.parent() {
        let path = above.to_string_lossy().into_owned();
        items.insert(0, FileItem { name: "..".to_owned(), path, folder: true });
    }
    Ok(Listing { folder: super::launch::name_of(Some(&place)), items })
}

fn item(path: &Path) -> Option<FileItem> {
    let name = path.file_name()?.to_str()?;
    let folder = path.is_dir();
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let data = ending == "csv" || ending == "tsv";
    if name.starts_with('.') || !(folder || data) {
        return None;
    }
    Some(FileItem { name: text::sanitise(name), path: path.to_str()?.to_owned(), folder })
}
