//! The attacks of the room, of files and of hostile texts, against the whole program.
//!
//! The numbers A1 to A35 are those of `records::review`, where each attack stands with the names of its tests.

#[cfg(unix)]
mod canaries;
mod files;
mod fingerprint;
mod hostile;
mod kinds;
mod made_up;
mod order;
mod policy;
mod review;
mod sessions;
#[cfg(unix)]
mod stage;
mod views;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a command answered.
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) err: Vec<u8>,
}

impl Answer {
    pub(crate) fn out(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }

    pub(crate) fn err(&self) -> String {
        String::from_utf8(self.err.clone()).unwrap()
    }

    /// Everything that it printed.
    pub(crate) fn all(&self) -> Vec<u8> {
        [self.out.as_slice(), &self.err].concat()
    }
}

/// Runs the program in a folder that is also its home, with an environment that would have its libraries talk if they could.
pub(crate) fn chartpaper(folder: &Path, arguments: &[&str]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chartpaper"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env_clear();
    command
        .env("CHARTPAPER_HOME", folder.join("kept"))
        .env("HOME", folder)
        .env("TMPDIR", folder)
        .env("LANG", "C.UTF-8");
    for (name, value) in
        [("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full"), ("POLARS_VERBOSE", "1"), ("POLARS_PANIC_ON_ERR", "0")]
    {
        command.env(name, value);
    }
    let Output { status, stdout, stderr } = command.output().unwrap();
    Answer { code: status.code(), out: stdout, err: stderr }
}

/// The JSON of the views of a data file.
pub(crate) fn views(folder: &Path, data: &str) -> serde_json::Value {
    let answer = chartpaper(folder, &["view", data, "--format", "json"]);
    assert_eq!(answer.code, Some(0), "{}", answer.err());
    serde_json::from_str(&answer.out()).unwrap()
}

/// The data files of the samples, by their stems.
pub(crate) fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut stems: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    stems.sort();
    assert!(stems.len() >= 5);
    stems
}

/// Path of a sample, with an ending.
pub(crate) fn sample(stem: &str, ending: &str) -> String {
    format!("{}/sample-data/{stem}.{ending}", env!("CARGO_MANIFEST_DIR"))
}

/// A large count, or a tenth of it unless `CHARTPAPER_FULL=1`.
pub(crate) fn count(full: usize) -> usize {
    if std::env::var_os("CHARTPAPER_FULL").is_some() { full } else { full / 10 }
}

/// Every file below a folder, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}
