//! How the screen looks: flags over environment over defaults.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::{Args, ValueEnum};

use super::trouble::Trouble;
use super::user_file::UserFile;
use crate::diagnostic::nearest;
use crate::text;
use crate::theme::{Depth, Theme};

/// The flags, as they were given.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LookFlags {
    /// Name of a theme, or a theme file.
    #[arg(
        long,
        value_name = "NAME|FILE",
        help = "Colours of the screen, such as light or dark, or your own theme file [env: CHARTPAPER_THEME]"
    )]
    pub(super) theme: Option<String>,
    /// Characters that pictures are drawn with.
    #[arg(long, value_name = "SET", help = "Characters that pictures are drawn with [env: CHARTPAPER_CHARSET]")]
    pub(super) charset: Option<Charset>,
    /// How many colours the terminal has.
    #[arg(long, value_name = "DEPTH", help = "How many colours the terminal has [env: CHARTPAPER_COLOR, NO_COLOR]")]
    pub(super) color: Option<Color>,
    /// Line by line.
    #[arg(
        long,
        help = "Line by line, for screen readers and pipes: no screen, no colours, each picture a sentence and a table"
    )]
    pub(super) plain: bool,
}

/// Characters that pictures are drawn with: blocks where the terminal can show them, blocks, those of a typewriter, or
/// blocks with the dots of braille for lines and points, where the font has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Charset {
    #[default]
    Auto,
    Blocks,
    Ascii,
    Braille,
}

/// How many colours the terminal has: what it says itself, 256, 16, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    #[default]
    Auto,
    #[value(name = "256")]
    Many,
    #[value(name = "16")]
    Few,
    Never,
}

/// What was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Name of a theme, or a theme file; `None` for the default one.
    pub(super) theme: Option<String>,
    /// Characters that pictures are drawn with.
    pub(super) charset: Charset,
    /// How many colours the terminal has.
    pub(super) color: Color,
    /// Line by line, without a screen.
    pub(super) plain: bool,
}

impl LookFlags {
    /// Whether anything was said.
    pub(super) fn says_something(&self) -> bool {
        self.theme.is_some() || self.charset.is_some() || self.color.is_some() || self.plain
    }

    /// Takes what was said elsewhere where nothing was said here.
    pub(super) fn fall_back_on(&mut self, other: Self) {
        self.theme = self.theme.take().or(other.theme);
        self.charset = self.charset.or(other.charset);
        self.color = self.color.or(other.color);
        self.plain |= other.plain;
    }

    /// Fills what no flag decides from the environment of the process, then from the user's file.
    pub(super) fn decide(&self) -> Result<Look, Trouble> {
        self.decide_with(|name| std::env::var_os(name), UserFile::of_user()?)
    }

    /// As [`Self::decide`], from `environment` and `own`; a variable that is empty counts as not set.
    fn decide_with(&self, environment: impl Fn(&str) -> Option<OsString>, own: UserFile) -> Result<Look, Trouble> {
        let get = |name| environment(name).filter(|value| !value.is_empty());
        let theme = self.theme.clone().or(get("CHARTPAPER_THEME").map(|name| name.to_string_lossy().into_owned()));
        let theme = theme.or(own.theme);
        let charset = match self.charset {
            Some(charset) => charset,
            None => {
                word("CHARTPAPER_CHARSET", get("CHARTPAPER_CHARSET").as_deref())?.or(own.charset).unwrap_or_default()
            }
        };
        let color = match self.color {
            Some(color) => color,
            None => match word("CHARTPAPER_COLOR", get("CHARTPAPER_COLOR").as_deref())? {
                Some(color) => color,
                None if get("NO_COLOR").is_some() => Color::Never,
                None => own.color.unwrap_or_default(),
            },
        };
        // A terminal that cannot move its cursor has no screen.
        let dumb = get("TERM").is_some_and(|term| term == "dumb");
        let plain = self.plain || dumb || own.plain.unwrap_or_default();
        Ok(Look { theme, charset, color, plain })
    }
}

impl Look {
    /// The shipped themes, behind them the user's own, and the position of the one that was asked for, at the depth that was; where
    /// none was, at the one that `auto` tells.
    pub(super) fn themes(&self, auto: Depth) -> Result<(Vec<Theme>, usize), Trouble> {
        let depth = match self.color {
            Color::Never => Depth::Mono,
            Color::Few => Depth::Colours16,
            Color::Many => Depth::Colours256,
            Color::Auto => auto,
        };
        let mut themes: Vec<Theme> = Theme::shipped();
        let chosen = match &self.theme {
            None => 0,
            Some(name) if is_file(name) => {
                themes.push(own_theme(Path::new(name))?);
                themes.len() - 1
            }
            Some(name) => named(&themes, name)?,
        };
        Ok((themes.into_iter().map(|theme| theme.at(depth)).collect(), chosen))
    }

    /// As [`Self::themes`], the one that was asked for.
    pub(super) fn chosen_theme(&self, auto: Depth) -> Result<Theme, Trouble> {
        let (mut themes, chosen) = self.themes(auto)?;
        Ok(themes.swap_remove(chosen))
    }
}

/// Whether a theme is named by its file.
pub(super) fn is_file(theme: &str) -> bool {
    Path::new(theme).extension().is_some_and(|end| end.eq_ignore_ascii_case("toml")) || theme.contains(['/', '\\'])
}

/// A theme file of the user's.
fn own_theme(path: &Path) -> Result<Theme, Trouble> {
    let text = std::fs::read_to_string(path).map_err(|error| Trouble::unreadable(path, &error))?;
    Theme::load(&path.to_string_lossy(), &text).map_err(|report| Trouble::Refused(vec![report]))
}

/// Position of a theme by its name, or by the last part of it.
fn named(themes: &[Theme], name: &str) -> Result<usize, Trouble> {
    let is = |theme: &Theme| theme.name() == name || theme.name().rsplit('-').next() == Some(name);
    themes.iter().position(is).ok_or_else(|| {
        let names: Vec<&str> = themes.iter().map(Theme::name).collect();
        let near =
            nearest(name, names.iter().copied()).map_or_else(String::new, |near| format!("did you mean {near}? "));
        Trouble::Usage {
            message: format!("there is no theme `{}`", text::cut(name, 40)),
            hint: format!("{near}the themes are: {}; a file of your own ends in .toml", names.join(", ")),
        }
    })
}

fn word<T: ValueEnum>(name: &str, value: Option<&OsStr>) -> Result<Option<T>, Trouble> {
    let Some(value) = value.map(OsStr::to_string_lossy) else { return Ok(None) };
    T::from_str(&value, false).map(Some).map_err(|_| {
        let words: Vec<_> = T::value_variants().iter().filter_map(T::to_possible_value).collect();
        let words: Vec<_> = words.iter().map(clap::builder::PossibleValue::get_name).collect();
        Trouble::Usage {
            message: format!("the variable {name} is set to `{}`", text::cut(&value, 40)),
            hint: format!("set it to one of {}, or unset it", words.join(", ")),
        }
    })
}

/// How many colours the terminal says it has. 256 indices look the same everywhere, so they are assumed unless it says less.
pub(super) fn depth_of_terminal() -> Depth {
    match std::env::var("TERM").unwrap_or_default().as_str() {
        "dumb" => Depth::Mono,
        "linux" | "ansi" | "vt100" | "vt220" | "xterm-16color" | "cygwin" => Depth::Colours16,
        _ => Depth::Colours256,
    }
}

/// The signs that the terminal can be trusted to show. No variable proves that a font has a glyph, so what is doubtful gets ASCII: a
/// dumb terminal, a locale that is not UTF-8, and a Windows console that does not say it is Windows Terminal.
pub(super) fn charset_of_terminal() -> crate::chart::Charset {
    let get = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let dumb = matches!(get("TERM").as_deref(), Some("dumb" | "linux" | "vt100" | "vt220"));
    let locale = get("LC_ALL").or(get("LC_CTYPE")).or(get("LANG"));
    let utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8") || matches!(locale.as_str(), "c" | "posix")
    });
    let console = cfg!(windows) && get("WT_SESSION").is_none();
    if dumb || console || !utf8 { crate::chart::Charset::Ascii } else { crate::chart::Charset::Blocks }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
        move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
    }

    #[test]
    fn flags_win_over_the_environment_that_over_the_users_file_and_that_over_defaults() {
        let set = [
            ("CHARTPAPER_THEME", "dark"),
            ("CHARTPAPER_CHARSET", "ascii"),
            ("CHARTPAPER_COLOR", "16"),
            ("NO_COLOR", "1"),
        ];
        let set = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into());
        let none = LookFlags::default();
        let own = UserFile {
            theme: Some("mono".into()),
            charset: Some(Charset::Blocks),
            color: Some(Color::Many),
            plain: Some(false),
        };
        let look = Look { theme: Some("mono".into()), charset: Charset::Blocks, color: Color::Many, plain: false };
        assert_eq!(none.decide_with(|_| None, own.clone()).unwrap(), look);
        assert_eq!(none.decide_with(|_| None, UserFile::default()).unwrap(), Look::default());
        let look = Look { theme: Some("dark".into()), charset: Charset::Ascii, color: Color::Few, plain: false };
        assert_eq!(none.decide_with(set, own.clone()).unwrap(), look);
        let flags = LookFlags {
            theme: Some("light".into()),
            charset: Some(Charset::Blocks),
            color: Some(Color::Many),
            plain: true,
        };
        let look = Look { theme: Some("light".into()), charset: Charset::Blocks, color: Color::Many, plain: true };
        assert_eq!(flags.decide_with(set, own).unwrap(), look);
    }

    #[test]
    fn no_color_counts_unless_empty() {
        let none = LookFlags::default();
        assert_eq!(
            none.decide_with(environment(&[("NO_COLOR", "1")]), UserFile::default()).unwrap().color,
            Color::Never
        );
        assert_eq!(none.decide_with(environment(&[("NO_COLOR", "")]), UserFile::default()).unwrap().color, Color::Auto);
    }

    #[test]
    fn a_wrong_word_in_the_environment_names_the_variable_and_the_words() {
        let refused =
            LookFlags::default().decide_with(environment(&[("CHARTPAPER_COLOR", "pink")]), UserFile::default());
        let Err(Trouble::Usage { message, hint }) = refused else { panic!("{refused:?}") };
        assert!(message.contains("CHARTPAPER_COLOR") && message.contains("pink"), "{message}");
        assert!(hint.contains("auto, 256, 16, never"), "{hint}");
    }

    #[test]
    fn how_things_look_may_be_said_before_the_command_or_behind_it() {
        use clap::Parser as _;

        use super::super::arguments::{Arguments, Command};

        let settled = |words: &str| {
            let mut arguments = Arguments::try_parse_from(words.split(' ')).unwrap();
            arguments.settle().map(|()| arguments)
        };
        let demo = |words: &str| match settled(words).unwrap().command {
            Some(Command::Demo(demo)) => demo.look,
            other => panic!("{other:?}"),
        };
        assert_eq!(demo("chartpaper --theme mono demo"), demo("chartpaper demo --theme mono"));
        assert_eq!(demo("chartpaper --theme mono --plain demo --theme dark").theme.as_deref(), Some("dark"));
        assert!(demo("chartpaper --theme mono --plain demo --theme dark").plain);
        assert_eq!(settled("chartpaper --theme mono protocols").unwrap_err(), "protocols", "it draws nothing");
        assert!(settled("chartpaper protocols").is_ok());
        assert_eq!(settled("chartpaper --theme mono").unwrap().look.theme.as_deref(), Some("mono"));
    }
}
