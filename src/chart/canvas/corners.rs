//! The four parts at the lines of two measures, each with its number, in as few lines as they fit in.

use std::ops::Range;

use super::{Pen, Tone};
use crate::chart::{Corner, Fill};
use crate::text;

/// Room for a prediction, such as `P 100%`.
const GUESS: usize = 6;
/// Columns between two parts.
const GAP: usize = 3;

/// Columns of each part with the widest numbers that it can have: label, number in `room` columns, and prediction.
fn slots(corners: &[Corner], room: usize) -> impl Iterator<Item = (&Corner, usize)> {
    let has_guess = corners.iter().any(|corner| corner.predicted.is_some());
    let numbers = room + usize::from(has_guess) * (GUESS + 1);
    corners.iter().map(move |corner| (corner, text::width(&corner.label) + 1 + numbers))
}

/// Where each part begins: line and column.
fn places(corners: &[Corner], room: usize, width: usize) -> Vec<(usize, usize)> {
    let (mut line, mut x) = (0, 0);
    let mut places = Vec::new();
    for (_, slot) in slots(corners, room) {
        if x > 0 && x + slot > width {
            (line, x) = (line + 1, 0);
        }
        places.push((line, x));
        x += slot + GAP;
    }
    places
}

/// Lines that the parts take with so many columns for each number.
pub(super) fn lines(corners: &[Corner], room: usize, width: usize) -> usize {
    places(corners, room, width).last().map_or(0, |(line, _)| line + 1)
}

/// Writes the parts on these lines, as many as find room.
pub(super) fn draw(pen: &mut Pen<'_>, corners: &[Corner], number: usize, lines: &Range<usize>) {
    for ((corner, slot), (line, x)) in slots(corners, number).zip(places(corners, number, pen.canvas.width())) {
        let y = lines.start + line;
        if !lines.contains(&y) {
            break;
        }
        let label = pen.canvas.put(x, y, &corner.label, slot, Tone::Text);
        let start = x + label + 1;
        let wide = pen.canvas.put(start, y, &corner.value, number, Tone::Strong);
        if let Some(guess) = &corner.predicted {
            pen.canvas.put(start + number, y, &format!("P {guess}"), GUESS, Tone::Area(Fill::Prediction));
        }
        if pen.is_chosen(corner.mark.as_deref()) {
            pen.choose_text(&(start..start + wide), y);
        }
    }
}
