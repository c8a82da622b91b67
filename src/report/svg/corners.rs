//! The four parts at the cut scores of two measures, each with its number.

use super::heads;
use super::letters::{Letters, cut};
use super::pen::{Anchor, Pen};
use crate::chart::Corner;
use crate::theme::Role;

/// From one line of text to the next.
const LINE: f64 = 21.0;

/// Places the parts from `y` down, as many in a line as fit; returns where they end.
pub(super) fn place(pen: &mut Pen<'_>, corners: &[Corner], y: f64) -> f64 {
    if corners.is_empty() {
        return y;
    }
    let colour = pen.colour(Role::Strong);
    let y = heads::lines(pen, "At or above the cut", y, Letters::PLAIN, Role::Text);
    let (mut x, mut baseline) = (0.0, y + 18.0);
    for corner in corners {
        let guess = corner.predicted.as_ref().map_or_else(String::new, |guess| format!(" (P {guess})"));
        let words = format!("{} {}{guess}", corner.label, corner.value);
        let words = cut(&words, pen.width(), Letters::BOLD);
        let wide = Letters::BOLD.width(&words);
        if x > 0.0 && x + wide > pen.width() {
            (x, baseline) = (0.0, baseline + LINE);
        }
        if let Some(area) = pen.text((x, baseline), Anchor::Start, &words, Letters::BOLD, &colour) {
            pen.mark(corner.mark.as_deref(), area);
        }
        x += wide + 24.0;
    }
    baseline + 8.0
}
