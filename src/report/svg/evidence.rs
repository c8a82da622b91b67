//! Which parts of a picture comments point to: an outline around the part, and the numbers of the comments beside it.

use super::heads;
use super::letters::Letters;
use super::pen::{Anchor, Area, Pen};
use crate::chart::Plot;
use crate::theme::Role;

/// Marks in the order of their first comment, each with its comments.
pub(super) struct Evidence<'e>(Vec<(&'e str, Vec<usize>)>);

impl<'e> Evidence<'e> {
    pub(super) fn of(pairs: &[(&'e str, usize)]) -> Self {
        let mut marks: Vec<(&str, Vec<usize>)> = Vec::new();
        for (mark, number) in pairs {
            match marks.iter_mut().find(|(known, _)| known == mark) {
                Some((_, numbers)) => numbers.push(*number),
                None => marks.push((mark, vec![*number])),
            }
        }
        Self(marks)
    }

    /// Outlines the marks and numbers them; those for which no room is left beside them are named under the picture. Returns where
    /// the picture ends.
    pub(super) fn place(&self, pen: &mut Pen<'_>, plot: &Plot, mut y: f64) -> f64 {
        for (mark, numbers) in &self.0 {
            let numbers = listed(numbers);
            let placed = pen.place_of(mark).is_some_and(|area| badge(pen, area, &numbers));
            if placed {
                continue;
            }
            if let Some(part) = plot.mark(mark) {
                let words = format!("{numbers}: {}, {}", part.label, part.value);
                y = heads::lines(pen, &words, y + 4.0, Letters::BOLD, Role::Strong);
            }
        }
        y
    }
}

fn listed(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(", "))
}

/// Outlines an area and writes the numbers at one of its sides; whether there was room.
fn badge(pen: &mut Pen<'_>, area: Area, words: &str) -> bool {
    let colour = pen.colour(Role::Statistic);
    let ring = Area { x: area.x - 2.0, y: area.y - 2.0, width: area.width + 4.0, height: area.height + 4.0 };
    pen.shape(ring, &format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"3\" rx=\"4\""));
    let under = ring.bottom() + 16.0;
    let over = ring.y - 5.0;
    let wide = Letters::BOLD.width(words) / 2.0 + 4.0;
    let inside = (ring.middle(), ring.y + ring.height / 2.0 + 6.0);
    let within = (area.width > 2.0 * wide && area.height >= 20.0).then_some(inside);
    let places = [
        (ring.middle(), under),
        (ring.middle(), over),
        (ring.right() + wide, ring.y + 18.0),
        (ring.x - wide, ring.y + 18.0),
        (ring.middle(), under + 20.0),
        (ring.middle(), over - 20.0),
        (ring.middle(), ring.bottom() - 8.0),
        (ring.middle() + wide * 2.0, under),
        (ring.middle() - wide * 2.0, under),
    ];
    for (x, baseline) in within.into_iter().chain(places) {
        let ground = Pen::box_of(x, baseline, Anchor::Middle, words, Letters::BOLD);
        if ground.x < 0.0 || ground.right() > pen.width() || !pen.is_free(ground) {
            continue;
        }
        pen.shape(ground, "fill=\"#ffffff\"");
        pen.text((x, baseline), Anchor::Middle, words, Letters::BOLD, &colour);
        return true;
    }
    false
}
