//! The four parts at the lines of two measures, each with its number, in as few lines as they fit in.

use std::ops::Range;

use super::{Pen, Tone};
use crate::chart::{Corner, Fill};
use crate::text;

/// Room for a prediction, such as `P 100%`.
const GUESS: usize = 6;
/// Columns between two parts.
const GAP: usize = 3;
/// What each part is about; the shorter words where only they find room before the first part.
const LEADS: [&str; 2] = ["At or above the cut:", "At or above:"];

/// Columns of each part with the widest numbers that it can have: label, number in `room` columns, and prediction.
fn slots(corners: &[Corner], room: usize) -> impl Iterator<Item = (&Corner, usize)> {
    let has_guess = corners.iter().any(|corner| corner.predicted.is_some());
    let numbers = room + usize::from(has_guess) * (GUESS + 1);
    corners.iter().map(move |corner| (corner, text::width(&corner.label) + 1 + numbers))
}

/// Where each part begins, behind so many columns of the first line: line and column.
fn places(corners: &[Corner], room: usize, width: usize, lead: usize) -> Vec<(usize, usize)> {
    let (mut line, mut x) = (0, lead);
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
    lines_behind(corners, room, width, 0)
}

fn lines_behind(corners: &[Corner], room: usize, width: usize, lead: usize) -> usize {
    places(corners, room, width, lead).last().map_or(0, |(line, _)| line + 1)
}

/// Further lines for the words that lead the parts: none where they fit before the first one.
pub(super) fn lead_lines(corners: &[Corner], room: usize, width: usize) -> usize {
    usize::from(!corners.is_empty() && lead_before(corners, room, width).is_none())
}

/// The words before the first part, where no part is pushed to a further line by them.
fn lead_before(corners: &[Corner], room: usize, width: usize) -> Option<&'static str> {
    let fits = |lead: &&str| lines_behind(corners, room, width, text::width(lead) + 1) == lines(corners, room, width);
    LEADS.into_iter().find(fits)
}

/// Writes the parts on these lines, as many as find room, and the words that lead them where they find some.
pub(super) fn draw(pen: &mut Pen<'_>, corners: &[Corner], number: usize, lines: &Range<usize>) {
    if corners.is_empty() || lines.is_empty() {
        return;
    }
    let width = pen.canvas.width();
    let before = lead_before(corners, number, width);
    let is_over = before.is_none() && lines.len() > self::lines(corners, number, width);
    if let Some(words) = before.or_else(|| LEADS.into_iter().next().filter(|_| is_over)) {
        pen.canvas.put(0, lines.start, words, width, Tone::Text);
    }
    let lead = before.map_or(0, |words| text::width(words) + 1);
    let lines = lines.start + usize::from(is_over)..lines.end;
    for ((corner, slot), (line, x)) in slots(corners, number).zip(places(corners, number, width, lead)) {
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
