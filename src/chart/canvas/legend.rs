//! The line that names the fills of a picture.

use super::{Pen, Tone};
use crate::chart::{Fill, Key};
use crate::text;

/// Cells of each shade of a row of shades.
const SHADE: usize = 2;
/// Free columns before the sign of predictions.
const GUESS_GAP: usize = 3;

/// Names the fills on line `y`, from `x` to at most `end`.
///
/// Predictions are named behind the others where there is room for it, so that nothing moves when the first one is made.
pub(super) fn draw(pen: &mut Pen<'_>, legend: &[Key], (x, end): (usize, usize), y: usize) {
    let (guesses, keys): (Vec<&Key>, Vec<&Key>) = legend.iter().partition(|key| key.fill == Fill::Prediction);
    let entries = Entries::fitting(&keys, end.saturating_sub(x));
    entries.draw(pen, x, y);
    if let Some(key) = guesses.first().filter(|_| entries.whole) {
        let sign = if keys.is_empty() { x } else { x + entries.width + GUESS_GAP };
        if sign + 2 + text::width(&key.label) <= end {
            pen.sign(sign, y, "P", Tone::Area(Fill::Prediction));
            pen.canvas.put(sign + 2, y, &key.label, end, Tone::Text);
        }
    }
}

/// Entries of a legend, as many swatches and letters as fit.
pub(super) struct Entries<'k> {
    keys: Vec<(&'k Key, usize)>,
    swatch: usize,
    gap: usize,
    /// How many shades stand in a row between the names of the least and the most; 0 where the entries are no such pair.
    shades: usize,
    pub(super) width: usize,
    /// Whether no label had to be cut.
    pub(super) whole: bool,
}

impl<'k> Entries<'k> {
    pub(super) fn fitting(keys: &[&'k Key], room: usize) -> Self {
        let gaps = keys.len().saturating_sub(1);
        let full: Vec<_> = keys.iter().map(|key| (*key, text::width(&key.label))).collect();
        if let [(least, one), (most, other), others @ ..] = full.as_slice()
            && let (Fill::Shade { index: 0, .. }, Fill::Shade { index, count }) = (least.fill, most.fill)
            && index + 1 == count
        {
            let (swatch, gap) = (SHADE, 2);
            let behind: usize = others.iter().map(|(_, label)| gap + swatch + 1 + label).sum();
            let width = one + 1 + count * swatch + 1 + other + behind;
            if width <= room {
                return Self { keys: full, swatch, gap, shades: count, width, whole: true };
            }
        }
        for (swatch, gap) in [(2, 2), (1, 2), (1, 1)] {
            let width = full.iter().map(|(_, label)| label + swatch + 1).sum::<usize>() + gaps * gap;
            if width <= room {
                return Self { keys: full, swatch, gap, shades: 0, width, whole: true };
            }
        }
        // The longest labels give way first.
        let left = room.saturating_sub(gaps + 2 * keys.len());
        let limit =
            (0..=left).rev().find(|limit| full.iter().map(|(_, label)| label.min(limit)).sum::<usize>() <= left);
        let cut: Vec<_> = full.into_iter().map(|(key, label)| (key, label.min(limit.unwrap_or(0)))).collect();
        let width = cut.iter().map(|(_, label)| label + 2).sum::<usize>() + gaps;
        let keys = if width <= room { cut } else { Vec::new() };
        Self { keys, swatch: 1, gap: 1, shades: 0, width: width.min(room), whole: false }
    }

    /// The entries in the least room from `room` to `most` in which no label is cut; cut to `most` where there is none.
    pub(super) fn whole_from(keys: &[&'k Key], room: usize, most: usize) -> Self {
        let whole = (room..most).map(|room| Self::fitting(keys, room)).find(|entries| entries.whole);
        whole.unwrap_or_else(|| Self::fitting(keys, most))
    }

    pub(super) fn draw(&self, pen: &mut Pen<'_>, mut x: usize, y: usize) {
        let mut keys = self.keys.as_slice();
        if let (1.., [(least, one), (most, other), others @ ..]) = (self.shades, keys) {
            pen.canvas.put(x, y, &least.label, *one, Tone::Text);
            x += one + 1;
            for index in 0..self.shades {
                pen.area(x..x + self.swatch, y, Fill::Shade { index, count: self.shades });
                x += self.swatch;
            }
            pen.canvas.put(x + 1, y, &most.label, *other, Tone::Text);
            x += 1 + other + self.gap;
            keys = others;
        }
        for (key, label) in keys {
            if key.fill.is_sign() {
                pen.sign(x, y, pen.point(key.fill), Tone::Sign(key.fill));
            } else {
                pen.area(x..x + self.swatch, y, key.fill);
            }
            pen.canvas.put(x + self.swatch + 1, y, &key.label, *label, Tone::Text);
            x += self.swatch + 1 + label + self.gap;
        }
    }
}
