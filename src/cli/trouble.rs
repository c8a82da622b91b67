//! What can end a command early, how it is told, and the exit code it has.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::diagnostic::{Place, Report};
use crate::text::sanitise;

/// Why a command did not succeed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Files were refused; the reports are still to be told.
    Refused(Vec<Report>),
    /// There are problems, and the command has told them as its answer.
    Told,
    /// The arguments mean nothing, in the words of the argument parser.
    Arguments(String),
    /// The arguments are well formed and cannot be followed.
    Usage {
        /// What is wrong, in one sentence without a full stop.
        message: String,
        /// What to try next.
        hint: String,
    },
    /// Something cannot be done, for a reason that is in no file.
    Impossible {
        /// What is wrong, in one sentence without a full stop.
        message: String,
        /// What to try next.
        hint: String,
    },
    /// Standard output was closed by its reader, as `head` does.
    ClosedPipe,
    /// Standard output cannot be written.
    Output(io::Error),
}

impl Trouble {
    /// A file as a whole was refused.
    pub(super) fn file(path: &Path, code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused(vec![Report::of_file(&path.to_string_lossy(), code, message, hint)])
    }

    /// A file cannot be read.
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Refused(vec![unreadable(path, error)])
    }

    fn code(&self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Refused(_) | Self::Told | Self::Output(_) | Self::Impossible { .. } => 1,
            Self::Arguments(_) | Self::Usage { .. } => 2,
        }
    }

    fn tell(&self, to: &mut impl Write) -> io::Result<()> {
        match self {
            Self::ClosedPipe | Self::Told => Ok(()),
            Self::Refused(reports) => {
                for (index, report) in reports.iter().enumerate() {
                    if index > 0 {
                        writeln!(to)?;
                    }
                    write!(to, "{report}")?;
                }
                let file = reports.iter().find(|report| report.findings.iter().any(|f| f.place != Place::File));
                match file {
                    Some(report) if report.source.is_some() => {
                        writeln!(to, "\nTo see every problem of a file: chartpaper check {}", quoted(&report.file))
                    }
                    _ => Ok(()),
                }
            }
            Self::Arguments(text) => write!(to, "{text}"),
            Self::Usage { message, hint } | Self::Impossible { message, hint } => {
                writeln!(to, "error: {}\n  = try: {}", sanitise(message), sanitise(hint))
            }
            Self::Output(error) => {
                writeln!(to, "error: standard output cannot be written: {}", sanitise(&error.to_string()))
            }
        }
    }
}

/// A file that cannot be read, in words: the system's own are in the language of programmers.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Report {
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file", "check the name and the folder it is in"),
        io::ErrorKind::PermissionDenied => {
            ("you may not read this file", "ask its owner, or copy it to a folder of yours")
        }
        io::ErrorKind::IsADirectory => ("this is a folder", "name a file in it"),
        io::ErrorKind::InvalidData => ("this file is not UTF-8 text", "save it as UTF-8, in a text editor"),
        _ => ("this file cannot be read", "try again, or copy it to another place"),
    };
    Report::of_file(&path.to_string_lossy(), "unreadable", message, hint)
}

/// Failing to write to standard output. Files have [`Trouble::file`], which names them.
impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::Output(error) }
    }
}

/// A file name as it is typed in a shell.
pub(super) fn quoted(file: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '\\' | ':' | '+' | ',');
    if file.chars().all(plain) { file.to_owned() } else { format!("'{}'", file.replace('\'', r"'\''")) }
}

/// Tells what went wrong, on standard error, and gives the exit code. The only place of the program that prints an error.
pub(super) fn exit(result: Result<(), Trouble>) -> ExitCode {
    let Err(trouble) = result else { return ExitCode::SUCCESS };
    // If even standard error is closed there is nobody left to tell; the exit code still does.
    let _ = trouble.tell(&mut io::stderr().lock());
    ExitCode::from(trouble.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Finding;

    fn told(trouble: &Trouble) -> String {
        let mut text = Vec::new();
        trouble.tell(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn a_closed_pipe_is_success_and_silent() {
        let trouble = Trouble::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((trouble.code(), told(&trouble).as_str()), (0, ""));
        let full = Trouble::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.code(), 1);
        assert!(told(&full).contains("standard output"));
    }

    #[test]
    fn an_unreadable_file_is_named_with_what_to_try() {
        let trouble = Trouble::unreadable(Path::new("no\u{1b}where.toml"), &io::ErrorKind::NotFound.into());
        assert_eq!(trouble.code(), 1);
        assert_eq!(
            told(&trouble),
            "error[unreadable]: there is no such file\n  --> nowhere.toml\n  = try: check the name and the folder it is in\n"
        );
    }

    #[test]
    fn a_refused_file_says_how_to_see_every_problem() {
        let report = Report {
            file: "my card.toml".into(),
            source: Some("a = 1\n".into()),
            findings: vec![Finding::error("x", Place::Bytes(0..1), "wrong")],
        };
        assert!(told(&Trouble::Refused(vec![report])).ends_with("chartpaper check 'my card.toml'\n"));
    }
}
