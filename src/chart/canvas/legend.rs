//! The line that names the fills of a picture.

use super::{Pen, Tone};
use crate::chart::Key;
use crate::text;

/// Entries of a legend, as many swatches and letters as fit.
pub(super) struct Entries<'k> {
    keys: Vec<(&'k Key, usize)>,
    swatch: usize,
    gap: usize,
    pub(super) width: usize,
    /// Whether no label had to be cut.
    pub(super) whole: bool,
}

impl<'k> Entries<'k> {
    pub(super) fn fitting(keys: &[&'k Key], room: usize) -> Self {
        let gaps = keys.len().saturating_sub(1);
        let full: Vec<_> = keys.iter().map(|key| (*key, text::width(&key.label))).collect();
        for (swatch, gap) in [(2, 2), (1, 2), (1, 1)] {
            let width = full.iter().map(|(_, label)| label + swatch + 1).sum::<usize>() + gaps * gap;
            if width <= room {
                return Self { keys: full, swatch, gap, width, whole: true };
            }
        }
        // The longest labels give way first.
        let left = room.saturating_sub(gaps + 2 * keys.len());
        let limit =
            (0..=left).rev().find(|limit| full.iter().map(|(_, label)| label.min(limit)).sum::<usize>() <= left);
        let cut: Vec<_> = full.into_iter().map(|(key, label)| (key, label.min(limit.unwrap_or(0)))).collect();
        let width = cut.iter().map(|(_, label)| label + 2).sum::<usize>() + gaps;
        let keys = if width <= room { cut } else { Vec::new() };
        Self { keys, swatch: 1, gap: 1, width: width.min(room), whole: false }
    }

    pub(super) fn draw(&self, pen: &mut Pen<'_>, mut x: usize, y: usize) {
        for (key, label) in &self.keys {
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
