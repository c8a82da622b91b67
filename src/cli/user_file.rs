//! What the user's file decides where no flag and no variable does.

use std::fs;
use std::io;
use std::path::Path;

use clap::ValueEnum;

use super::look::{Charset, Color};
use super::trouble::Trouble;
use crate::diagnostic::{Findings, Report};
use crate::document::{self, Fields};
use crate::runtime;

/// Its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UserFile {
    /// Name of a theme, or a theme file.
    pub(super) theme: Option<String>,
    /// Characters that pictures are drawn with.
    pub(super) charset: Option<Charset>,
    /// How many colours the terminal has.
    pub(super) color: Option<Color>,
    /// Line by line.
    pub(super) plain: Option<bool>,
}

impl UserFile {
    /// The file of this user; nothing is decided where there is none.
    pub(super) fn of_user() -> Result<Self, Trouble> {
        let Some(path) = runtime::user_file() else { return Ok(Self::default()) };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            // Where no folder can be, there is no file either; what cannot be kept there is told by what is to be kept.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(Self::default());
            }
            Err(error) => return Err(Trouble::unreadable(&path, &error)),
        };
        let file = path.to_string_lossy();
        let mut own = Self::read(&file, &text).map_err(|report| Trouble::Refused(vec![report]))?;
        // A theme file is named as seen from the file that names it.
        own.theme = own.theme.map(|theme| beside(&path, theme));
        Ok(own)
    }

    /// Reads its text; `file` names it in findings.
    pub(super) fn read(file: &str, text: &str) -> Result<Self, Report> {
        let findings = Findings::default();
        let own = document::read(text, &findings, decode);
        if findings.has_errors() { Err(Report::of_text(file, text, findings)) } else { Ok(own) }
    }
}

fn decode(mut top: Fields<'_, '_>) -> UserFile {
    let theme = top.filled_string("theme").map(|theme| theme.value);
    let charset = top.choice("charset", &words()).map(|found| found.value);
    let color = top.choice("color", &words()).map(|found| found.value);
    let plain = top.boolean("plain").map(|found| found.value);
    top.finish();
    UserFile { theme, charset, color, plain }
}

/// The words of a flag, with what they mean.
fn words<T: ValueEnum + Copy>() -> Vec<(&'static str, T)> {
    const NAMES: [&str; 7] = ["auto", "blocks", "ascii", "braille", "256", "16", "never"];
    let known = |name: &'static str| Some((name, T::from_str(name, false).ok()?));
    NAMES.into_iter().filter_map(known).collect()
}

fn beside(path: &Path, theme: String) -> String {
    if !super::look::is_file(&theme) {
        return theme;
    }
    path.with_file_name(theme).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_and_a_mistake_is_told_with_its_place() {
        let own =
            UserFile::read("config.toml", "theme = \"mono\"\ncharset = \"ascii\"\ncolor = \"16\"\nplain = true\n");
        let expected = UserFile {
            theme: Some("mono".into()),
            charset: Some(Charset::Ascii),
            color: Some(Color::Few),
            plain: Some(true),
        };
        assert_eq!(own.map_err(|report| report.to_string()), Ok(expected));
        let report =
            UserFile::read("config.toml", "theme = \"mono\"\ncolour = \"16\"\ncharset = \"asci\"\n").unwrap_err();
        let told = report.to_string();
        assert!(told.contains("config.toml:2:1") && told.contains("color"), "{told}");
        assert!(told.contains("config.toml:3:") && told.contains("ascii"), "{told}");
    }

    #[test]
    fn every_word_of_the_flags_can_be_written() {
        assert_eq!(words::<Charset>().len(), Charset::value_variants().len());
        assert_eq!(words::<Color>().len(), Color::value_variants().len());
    }
}
