//! The user's file: what somebody decided for this computer, in a few lines of TOML that may also be written by hand.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::reports;

/// Name of the file in the folder of settings.
const NAME: &str = "config.toml";

/// What stands at the head of a new file.
const HEAD: &str = "# What chartpaper does on this computer where no flag and no variable says otherwise.\n\
                    # theme = a name or a theme file; charset = auto, blocks, ascii, braille; color = auto, 256, 16, never; plain = true\n";

/// Where it is: below `CHARTPAPER_HOME` if that is set, else in the user's folder of settings (`~/.config/chartpaper`, on Windows
/// below `%APPDATA%`). `None` without a home directory.
#[must_use]
pub fn user_file() -> Option<PathBuf> {
    if let Some(home) = env::var_os("CHARTPAPER_HOME").filter(|home| !home.is_empty()) {
        return Some(Path::new(&home).join(NAME));
    }
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("chartpaper").join(NAME))
}

/// Sets keys to TOML values in the file; every other line stays as it is.
///
/// # Errors
/// What the disk says.
pub(super) fn keep(path: &Path, values: &[(&str, String)]) -> io::Result<()> {
    let before = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(error) => return Err(error),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    reports::write_new(path, &with(&before, values))
}

/// A file's text with these keys set.
fn with(before: &str, values: &[(&str, String)]) -> String {
    let mut lines: Vec<String> = before.lines().map(str::to_owned).collect();
    for (key, value) in values {
        let line = format!("{key} = {value}");
        let sets = |line: &String| line.split_once('=').is_some_and(|(name, _)| name.trim() == *key);
        match lines.iter().position(sets) {
            Some(at) => lines.splice(at..=at, [line]),
            None => lines.splice(lines.len().., [line]),
        };
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_set_and_other_lines_stay() {
        let values = [("theme", "\"mono\"".to_owned()), ("charset", "\"ascii\"".to_owned())];
        let before = "# mine\ntheme=\"contrast\" # bright\n\nplain = false\n";
        assert_eq!(with(before, &values), "# mine\ntheme = \"mono\"\n\nplain = false\ncharset = \"ascii\"\n");
        assert_eq!(with(&with(before, &values), &values), with(before, &values));
    }

    #[test]
    fn a_new_file_begins_with_what_it_is_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/config.toml");
        keep(&path, &[("color", "\"never\"".to_owned())]).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# What chartpaper does") && text.ends_with("color = \"never\"\n"), "{text}");
    }
}
