//! Role to colour at each depth; themes are data files.
//!
//! Depends on `document` and `diagnostic`; serves `ui`, `report` and `runtime` and knows no terminal library. Colours are indices
//! into the 256 of xterm, never RGB: they look the same everywhere, and Terminal.app garbles 24-bit colour. Invariants: every
//! role has an ink at every depth; without colour everything is told by bold, reverse and underline.

mod advice;
mod contrast;
mod file;

pub use contrast::{contrast, rgb};

use std::collections::BTreeMap;

use crate::diagnostic::Report;

/// What a piece of the screen is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Running text and its background.
    Text,
    /// Titles and the prompt.
    Strong,
    /// Text that matters less (still at least 7:1).
    Quiet,
    /// Rules between parts, axes, ticks.
    Rule,
    /// The footer.
    Footer,
    /// A key's name in footer and help.
    KeyName,
    /// The chosen row or mark.
    Chosen,
    /// Something that needs the facilitator.
    Alert,
    /// A check mark, a saved state.
    Saved,
    /// The timer running over.
    Overrun,
    /// A text that is typed.
    Input,
    /// The n-th of up to five ordered levels; picked by [`Theme::level`].
    Level,
    /// Levels that are not told apart.
    Merged,
    /// The bars of a distribution.
    Bar,
    /// A cut line.
    Cut,
    /// What the group predicted.
    Prediction,
    /// The median or another statistic drawn over data.
    Statistic,
}

impl Role {
    /// Every role with its name in a theme file, but `Level`, which has a table of its own.
    pub const NAMED: [(&'static str, Self); 16] = [
        ("text", Self::Text),
        ("strong", Self::Strong),
        ("quiet", Self::Quiet),
        ("rule", Self::Rule),
        ("footer", Self::Footer),
        ("key_name", Self::KeyName),
        ("chosen", Self::Chosen),
        ("alert", Self::Alert),
        ("saved", Self::Saved),
        ("overrun", Self::Overrun),
        ("input", Self::Input),
        ("merged", Self::Merged),
        ("bar", Self::Bar),
        ("cut", Self::Cut),
        ("prediction", Self::Prediction),
        ("statistic", Self::Statistic),
    ];

    /// Whether it is a sign or an area of a picture, to which the contrast of graphics applies (3:1), and not that of text (7:1).
    #[must_use]
    pub fn is_graphic(self) -> bool {
        matches!(
            self,
            Self::Rule | Self::Level | Self::Merged | Self::Bar | Self::Cut | Self::Prediction | Self::Statistic
        )
    }
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// The 256 of xterm.
    #[default]
    Colours256,
    /// The 16 of every terminal, whose exact shades are the user's.
    Colours16,
    /// None: bold, reverse, underline and patterns.
    Mono,
}

/// A colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// What the terminal uses by itself.
    #[default]
    Terminal,
    /// An index into the 256 of xterm; the first 16 are those of every terminal.
    Index(u8),
}

/// How text or an area is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    /// Of the letters.
    pub foreground: Colour,
    /// Behind them; the colour of an area.
    pub background: Colour,
    /// Heavy letters.
    pub bold: bool,
    /// Foreground and background exchanged.
    pub reverse: bool,
    /// A line under the letters.
    pub underline: bool,
}

/// The inks of one depth.
#[derive(Clone, Debug, Default, PartialEq)]
struct Palette {
    roles: BTreeMap<Role, Ink>,
    /// By number of levels.
    levels: BTreeMap<usize, Vec<Ink>>,
    /// For more levels than the longest of `levels`, and for heat: from what is nearest to the background on.
    ramp: Vec<Ink>,
    /// Of groups that are told apart by lines and points.
    series: Vec<Ink>,
}

/// Inks for every role, at one depth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    name: String,
    label: String,
    depth: Depth,
    full: Palette,
    sixteen: Palette,
    mono: Palette,
}

impl Theme {
    /// Reads a theme file; `file` names it in findings. With a line `base = "projector-dark"` it says only what differs from
    /// that shipped theme.
    ///
    /// # Errors
    /// Everything that is wrong in the file, with its place.
    pub fn load(file: &str, toml: &str) -> Result<Self, Report> {
        file::load(file, toml)
    }

    /// Everything that can be said of a theme file: what is wrong in it, and which contrasts are too low to be read.
    #[must_use]
    pub fn check(file: &str, toml: &str) -> Report {
        file::read(file, toml).1
    }

    /// The themes that come with the program; the first is the default.
    #[must_use]
    pub fn shipped() -> Vec<Self> {
        SHIPPED.iter().filter_map(|(file, toml)| Self::load(file, toml).ok()).collect()
    }

    /// The name by which a user asks for it, such as `projector-light`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is for, in a few words.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// How many colours it draws with now.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// The same theme for a terminal with fewer or more colours. A theme without colours stays as it is.
    #[must_use]
    pub fn at(mut self, depth: Depth) -> Self {
        self.depth = if self.full.roles.is_empty() { Depth::Mono } else { depth };
        self
    }

    /// Whether areas need patterns, because no colour tells them apart.
    #[must_use]
    pub fn needs_patterns(&self) -> bool {
        self.depth == Depth::Mono
    }

    fn palette(&self) -> &Palette {
        match self.depth {
            Depth::Colours256 => &self.full,
            Depth::Colours16 => &self.sixteen,
            Depth::Mono => &self.mono,
        }
    }

    /// The ink of a role. That of [`Role::Level`] is the first of two; [`Theme::level`] has the others.
    #[must_use]
    pub fn ink(&self, role: Role) -> Ink {
        if role == Role::Level {
            return self.level(0, 2);
        }
        self.palette().roles.get(&role).copied().unwrap_or_default()
    }

    /// The ink of the `index`-th of up to four groups, from 0, whose lines and points stand on the common background in the colour of
    /// its area.
    #[must_use]
    pub fn series(&self, index: usize) -> Ink {
        self.palette().series.get(index % SERIES).copied().unwrap_or_default()
    }

    /// The `index`-th of `count` shades of one hue, the least first, from 0.
    #[must_use]
    pub fn shade(&self, index: usize, count: usize) -> Ink {
        let ramp = &self.palette().ramp;
        let last = ramp.len().saturating_sub(1);
        let at = index * last / count.saturating_sub(1).max(1);
        ramp.get(at.min(last)).copied().unwrap_or_default()
    }

    /// The area of the `index`-th of `count` ordered levels, lowest first, from 0, and of the text on it.
    #[must_use]
    pub fn level(&self, index: usize, count: usize) -> Ink {
        let palette = self.palette();
        let inks = palette.levels.get(&count.max(2));
        if let Some(ink) = inks.and_then(|inks| inks.get(index.min(count.saturating_sub(1)))) {
            return *ink;
        }
        self.shade(index, count)
    }
}

/// How many groups a theme tells apart by colour.
const SERIES: usize = 4;

/// The files of the themes that come with the program.
const SHIPPED: [(&str, &str); 4] = [
    ("projector-light.toml", include_str!("shipped/projector-light.toml")),
    ("projector-dark.toml", include_str!("shipped/projector-dark.toml")),
    ("contrast.toml", include_str!("shipped/contrast.toml")),
    ("mono.toml", include_str!("shipped/mono.toml")),
];

#[cfg(test)]
mod tests;
