//! What of a theme cannot be read well: contrasts below what text and signs need.

use super::{Colour, Role, Theme, contrast};

/// Least contrast of text on its ground. Source: WCAG 2.2, enhanced contrast (AAA).
const TEXT: f64 = 7.0;
/// Least contrast of signs and areas, and of the letters on them. Source: WCAG 2.2, non-text contrast.
const SIGN: f64 = 3.0;
/// Least contrast of the number on a level. Source: WCAG 2.2, minimum contrast (AA).
const NUMBER: f64 = 4.5;

/// A contrast that is too low: what it is, and what is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shortfall {
    /// As it is.
    pub(super) ratio: f64,
    /// As it should be at least.
    pub(super) wanted: f64,
}

fn below(ratio: Option<f64>, wanted: f64) -> Option<Shortfall> {
    ratio.filter(|ratio| *ratio < wanted).map(|ratio| Shortfall { ratio, wanted })
}

fn ratio(one: Colour, other: Colour) -> Option<f64> {
    match (one, other) {
        (Colour::Index(one), Colour::Index(other)) => Some(contrast(one, other)),
        // What the terminal uses by itself is not known.
        _ => None,
    }
}

/// What is wrong with the ink of a role, in a theme with 256 colours.
pub(super) fn of_role(theme: &Theme, role: Role) -> Option<Shortfall> {
    let (ink, ground) = (theme.ink(role), theme.ink(Role::Text).background);
    let letters = ratio(ink.foreground, ink.background);
    if !role.is_graphic() {
        return below(letters, TEXT);
    }
    // An area stands out by its own colour, a sign by that of its letters; either way the letters read on their ground.
    let out = if ink.background == ground {
        ratio(ink.foreground, ground)
    } else {
        ratio(ink.background, ground).map(|area| area.max(letters.unwrap_or(area)))
    };
    // The length of a bar is all that it tells, so its area alone stands out.
    let area = ratio(ink.background, ground).filter(|_| matches!(role, Role::Bar | Role::Prediction));
    below(area, SIGN).or(below(out, SIGN)).or(below(letters, SIGN))
}

/// The lowest contrast of a number on one of so many levels, if it is too low.
pub(super) fn of_levels(theme: &Theme, count: usize) -> Option<Shortfall> {
    let inks = (0..count).map(|level| theme.level(level, count));
    let lowest = inks.filter_map(|ink| ratio(ink.foreground, ink.background)).min_by(f64::total_cmp);
    below(lowest, NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Depth;

    #[test]
    fn the_shipped_themes_need_no_advice() {
        for theme in Theme::shipped().into_iter().filter(|theme| theme.depth() != Depth::Mono) {
            for (name, role) in Role::NAMED {
                assert_eq!(of_role(&theme, role), None, "{} {name}", theme.name());
            }
            for count in 2..=5 {
                assert_eq!(of_levels(&theme, count), None, "{} {count}", theme.name());
            }
        }
    }
}
