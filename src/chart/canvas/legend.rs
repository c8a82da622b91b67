//! The line that names the fills of a picture.

use super::{Pen, Tone};
use crate::chart::Key;
use crate::text;

/// Entries of a legend, as many swatches and letters as fit.
pub(super) struct Entries<'k> {
    keys: Vec<(&'k Key, usize)>,
    swatch: usize,
    pub(super) width: usize,
    /// Whether no label had to be cut.
    pub(super) whole: bool,
}

impl<'k> Entries<'k> {
    pub(super) fn fitting(keys: &[&'k Key], room: usize) -> Self {
        let gaps = keys.len().saturating_sub(1) * 2;
        for swatch in [2, 1] {
            let full: Vec<_> = keys.iter().map(|key| (*key, text::width(&key.label))).collect();
            let width = full.iter().map(|(_, label)| label + swatch + 1).sum::<usize>() + gaps;
            if width <= room {
                return Self { keys: full, swatch, width, whole: true };
            }
        }
        let each = room.saturating_sub(gaps) / keys.len().max(1);
        let label = each.saturating_sub(2);
        let cut: Vec<_> = keys.iter().map(|key| (*key, text::width(&key.label).min(label))).collect();
        let width = cut.iter().map(|(_, label)| label + 2).sum::<usize>() + gaps;
        Self { keys: if width <= room { cut } else { Vec::new() }, swatch: 1, width: width.min(room), whole: false }
    }

    pub(super) fn draw(&self, pen: &mut Pen<'_>, mut x: usize, y: usize) {
        for (key, label) in &self.keys {
            pen.area(x..x + self.swatch, y, key.fill);
            pen.canvas.put(x + self.swatch + 1, y, &key.label, *label, Tone::Text);
            x += self.swatch + 1 + label + 2;
        }
    }
}
