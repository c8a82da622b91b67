//! A home folder for one test: where chartpaper keeps its files, where it is started, and what is in them afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::terminal::{Size, Terminal};

/// What a window at a projector has.
pub(crate) const SMALL: Size = (80, 24);
/// What a large screen has.
pub(crate) const LARGE: Size = (140, 40);

/// A protocol of one step, without data.
pub(crate) const TALK: &str = r#"
schema = 1
id = "talk"
title = "Talk"
data = "none"

[[step]]
id = "talk"
kind = "infer"
title = "Talk"
minutes = 10
prompt = "What do we say?"
[step.capture]
type = "list"
"#;

/// A folder that the program takes for its home and that it is started in.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::Builder::new().prefix("home").tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The path of a file in the folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The program with these arguments, separated by blanks, in an environment that says nothing else.
    pub(crate) fn command(&self, arguments: &str) -> CommandBuilder {
        self.set_up(CommandBuilder::new(env!("CARGO_BIN_EXE_chartpaper")), arguments)
    }

    /// As [`Self::command`], with standard error in the file `stderr` of the folder.
    pub(crate) fn command_with_stderr(&self, arguments: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", r#"exec "$0" "$@" 2>stderr"#, env!("CARGO_BIN_EXE_chartpaper")]);
        self.set_up(command, arguments)
    }

    /// Another program, in the same environment.
    pub(crate) fn command_of(&self, program: &str, arguments: &[&str]) -> CommandBuilder {
        let mut command = self.set_up(CommandBuilder::new(program), "");
        command.args(arguments);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }

    fn set_up(&self, mut command: CommandBuilder, arguments: &str) -> CommandBuilder {
        command.args(arguments.split_whitespace());
        command.env_clear();
        command.env("CHARTPAPER_HOME", self.path().join("kept"));
        command.env("HOME", self.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.cwd(self.path());
        command
    }

    pub(crate) fn start(&self, arguments: &str, size: Size) -> Terminal {
        Terminal::start(self.command(arguments), size)
    }

    /// The session files in the folder where they go of themselves.
    pub(crate) fn sessions(&self) -> Vec<PathBuf> {
        let folder = self.path().join("kept/sessions");
        files_below(&folder).into_iter().filter(|path| path.to_string_lossy().ends_with(".session.jsonl")).collect()
    }

    /// The one session file.
    pub(crate) fn session(&self) -> PathBuf {
        let sessions = self.sessions();
        assert_eq!(sessions.len(), 1, "{sessions:?}");
        sessions[0].clone()
    }

    /// The reports beside the session files.
    pub(crate) fn report(&self) -> String {
        let files = files_below(&self.path().join("kept/sessions"));
        let report = files.iter().find(|path| path.to_string_lossy().ends_with(".report.md"));
        fs::read_to_string(report.expect("a report beside the session")).unwrap()
    }

    /// Everything that the program has kept, file by file.
    pub(crate) fn kept(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = files_below(&self.path().join("kept"));
        files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    }
}

/// Every file below a folder, sorted; none if there is no such folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A file of the repository.
pub(crate) fn repository(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Every cell of a bundled data file that names somebody.
pub(crate) fn canaries(data: &str) -> Vec<String> {
    const NAMES: [&str; 3] = ["student_id", "first_name", "last_name"];
    let text = fs::read_to_string(repository("sample-data").join(data)).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let places: Vec<usize> = NAMES.iter().map(|column| head.iter().position(|name| name == column).unwrap()).collect();
    let mut cells: Vec<String> =
        lines.flat_map(|row| places.iter().map(|at| row[*at].clone()).collect::<Vec<_>>()).collect();
    cells.sort();
    cells.dedup();
    assert!(cells.len() > 90 && cells.iter().all(|cell| cell.len() >= 3), "{} names", cells.len());
    cells
}

/// Fails if one of the names stands in a text.
pub(crate) fn assert_without(names: &[String], place: &str, text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    let found = names.iter().find(|name| text.contains(name.as_str()));
    assert!(found.is_none(), "{place} holds {found:?}");
}

/// A large count, or a tenth of it unless `CHARTPAPER_FULL=1`.
pub(crate) fn count(full: usize) -> usize {
    if std::env::var_os("CHARTPAPER_FULL").is_some() { full } else { full / 10 }
}

/// So many comments, as the curtain says it.
pub(super) fn comments(count: usize) -> String {
    if count == 1 { "1 comment,".to_owned() } else { format!("{count} comments,") }
}
