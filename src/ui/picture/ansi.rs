//! A picture as lines for a terminal: the same cells as on the screen, with the codes that colour them.

use crate::chart::canvas::{self, Look, Spot};
use crate::theme::{Colour, Ink};

use super::Picture;

/// Ends every line, so that what follows it is not coloured.
const RESET: &str = "\u{1b}[0m";

impl Picture<'_> {
    /// The picture in `height` lines of `width` columns. Codes are written where the look changes, and a reset at the end of each
    /// line; a theme without colours writes only bold, reverse and underline.
    #[must_use]
    pub fn ansi(&self, width: u16, height: u16) -> Vec<String> {
        let look = Look { charset: self.charset, patterns: self.theme.needs_patterns() };
        let canvas = canvas::draw(self.plot, width.into(), height.into(), look, self.chosen);
        (0..canvas.height()).map(|y| self.line(canvas.line(y))).collect()
    }

    fn line(&self, spots: &[Spot]) -> String {
        let mut line = String::new();
        let mut before = None;
        for spot in spots {
            let ink = self.spot_ink(spot);
            if before != Some(ink) {
                line.push_str(&codes(ink));
                before = Some(ink);
            }
            line.push_str(&spot.symbol);
        }
        line.push_str(RESET);
        line
    }
}

/// The codes of an ink, after a reset. The first sixteen colours have codes of their own, which older terminals know.
fn codes(ink: Ink) -> String {
    let mut codes = vec!["0".to_owned()];
    for (set, code) in [(ink.bold, "1"), (ink.underline, "4"), (ink.reverse, "7")] {
        codes.extend(set.then(|| code.to_owned()));
    }
    for (colour, normal, bright, long) in [(ink.foreground, 30, 90, 38), (ink.background, 40, 100, 48)] {
        codes.extend(match colour {
            Colour::Terminal => None,
            Colour::Index(index @ 0..8) => Some(format!("{}", normal + u16::from(index))),
            Colour::Index(index @ 8..16) => Some(format!("{}", bright + u16::from(index) - 8)),
            Colour::Index(index) => Some(format!("{long};5;{index}")),
        });
    }
    format!("\u{1b}[{}m", codes.join(";"))
}
