//! What a fill looks like on paper: its colour from the theme, and a pattern as the second channel.

use super::pen::at;
use crate::chart::Fill;
use crate::theme::{Colour, Ink, Role, Theme, rgb};

/// Colours and pattern of an area.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paint {
    pub(super) area: String,
    /// Of letters on the area, and of its pattern.
    pub(super) ink: String,
    pub(super) border: String,
    pub(super) pattern: Option<Pattern>,
}

/// A pattern that is laid over an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// Last part of its id.
    pub(super) name: &'static str,
    shapes: Shapes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shapes {
    /// Lines that rise by this many degrees.
    Lines(i32),
    Dots,
    Crosses,
}

impl Pattern {
    /// The definition, drawn in `ink`.
    pub(super) fn define(self, id: &str, ink: &str) -> String {
        let (turn, shapes) = match self.shapes {
            Shapes::Lines(degrees) => {
                (f64::from(-degrees), format!("<path d=\"M0 4H8\" stroke=\"{ink}\" stroke-width=\"1.2\"/>"))
            }
            Shapes::Dots => (0.0, format!("<circle cx=\"4\" cy=\"4\" r=\"1.2\" fill=\"{ink}\"/>")),
            Shapes::Crosses => {
                (45.0, format!("<path d=\"M0 4H8M4 0V8\" stroke=\"{ink}\" stroke-width=\"1\" fill=\"none\"/>"))
            }
        };
        let turn = if turn == 0.0 { String::new() } else { format!(" patternTransform=\"rotate({})\"", at(turn)) };
        format!(
            "<pattern id=\"{id}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"{turn}>{shapes}</pattern>"
        )
    }
}

/// Patterns of levels, in their order; neighbours differ in kind. `None` is a plain area.
const LEVELS: [Option<Pattern>; 5] = [
    Some(Pattern { name: "rising", shapes: Shapes::Lines(45) }),
    None,
    Some(Pattern { name: "dots", shapes: Shapes::Dots }),
    Some(Pattern { name: "falling", shapes: Shapes::Lines(-45) }),
    Some(Pattern { name: "upright", shapes: Shapes::Lines(90) }),
];

/// The colour of a role's letters, as `#rrggbb`.
pub(super) fn letters(theme: &Theme, role: Role) -> String {
    hex(theme.ink(role).foreground, "#000000")
}

/// The colour behind everything.
pub(super) fn ground(theme: &Theme) -> String {
    hex(theme.ink(Role::Text).background, "#ffffff")
}

/// How a fill is drawn.
pub(super) fn of(theme: &Theme, fill: Fill) -> Paint {
    let (ink, pattern): (Ink, Option<Pattern>) = match fill {
        Fill::Level { index, count } => {
            (theme.level(index, count), LEVELS.get(index % LEVELS.len()).copied().flatten())
        }
        Fill::Merged => (theme.ink(Role::Merged), Some(Pattern { name: "level", shapes: Shapes::Lines(0) })),
        Fill::Bar | Fill::Dot => (theme.ink(Role::Bar), None),
        Fill::Prediction => (theme.ink(Role::Prediction), Some(Pattern { name: "crosses", shapes: Shapes::Crosses })),
        Fill::Cut => (theme.ink(Role::Cut), None),
        Fill::Statistic => (theme.ink(Role::Statistic), None),
        Fill::Series { index } => (theme.series(index), None),
        Fill::Before => (theme.series(1), None),
        Fill::After => (theme.series(0), None),
        // A number stands in every shade.
        Fill::Shade { index, count } => (theme.shade(index, count), None),
    };
    let ground = theme.ink(Role::Text).background;
    // A sign has the colour of its letters, an area that behind them.
    let area = if ink.background == ground { ink.foreground } else { ink.background };
    Paint {
        area: hex(area, "#444444"),
        ink: hex(ink.foreground, "#000000"),
        border: hex(theme.ink(Role::Text).foreground, "#000000"),
        pattern,
    }
}

fn hex(colour: Colour, otherwise: &str) -> String {
    match colour {
        Colour::Index(index) => {
            let [red, green, blue] = rgb(index);
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        Colour::Terminal => otherwise.to_owned(),
    }
}
