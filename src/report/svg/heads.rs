//! Words around a picture: title, legend, notes, and the labels of an axis.

use super::letters::{Letters, wrap};
use super::pen::{Anchor, Area, Pen};
use crate::chart::{Axis, Fill, Key, Plot};
use crate::theme::Role;

/// Side of the square that shows a fill in a legend.
const SWATCH: f64 = 16.0;
/// From one entry of a legend to the next.
const BETWEEN: f64 = 18.0;

/// Who the picture is for, at the top; returns where it ends.
pub(super) fn badge(pen: &mut Pen<'_>, words: &str) -> f64 {
    lines(pen, words, 0.0, Letters::BOLD, Role::Statistic) + 4.0
}

/// Title and subtitle from `y` down; returns where they end.
pub(super) fn title(pen: &mut Pen<'_>, plot: &Plot, y: f64) -> f64 {
    let y = lines(pen, &plot.title, y, Letters::TITLE, Role::Strong);
    lines(pen, &plot.subtitle, y, Letters::PLAIN, Role::Quiet) + 6.0
}

/// The notes from `y` down.
pub(super) fn notes(pen: &mut Pen<'_>, plot: &Plot, y: f64) -> f64 {
    plot.notes.iter().fold(y + 6.0, |y, note| lines(pen, note, y, Letters::PLAIN, Role::Quiet))
}

/// A text over the whole width from `y` down.
pub(super) fn lines(pen: &mut Pen<'_>, words: &str, mut y: f64, letters: Letters, role: Role) -> f64 {
    if words.trim().is_empty() {
        return y;
    }
    let colour = pen.colour(role);
    for line in wrap(words, pen.width(), letters) {
        y += letters.leading();
        pen.text((0.0, y - 4.0), Anchor::Start, &line, letters, &colour);
    }
    y
}

/// The entries of the legend from `y` down, as many in a line as fit.
pub(super) fn legend(pen: &mut Pen<'_>, keys: &[Key], y: f64) -> f64 {
    entries(pen, keys, y, swatch)
}

/// As [`legend`], for a picture whose predictions point up to their axis.
pub(super) fn legend_of_ups(pen: &mut Pen<'_>, keys: &[Key], y: f64) -> f64 {
    entries(pen, keys, y, |pen, area, fill| match fill {
        Fill::Prediction => up(pen, (area.middle(), area.y + 2.0), fill),
        _ => swatch(pen, area, fill),
    })
}

/// As [`legend`], for a picture that tells predictions in text: `P 20%`.
pub(super) fn legend_of_letters(pen: &mut Pen<'_>, keys: &[Key], y: f64) -> f64 {
    entries(pen, keys, y, |pen, area, fill| match fill {
        Fill::Prediction => {
            let colour = pen.colour(Role::Text);
            pen.text((area.middle(), area.bottom() - 3.0), Anchor::Middle, "P", Letters::BOLD, &colour);
        }
        _ => swatch(pen, area, fill),
    })
}

fn entries(pen: &mut Pen<'_>, keys: &[Key], y: f64, swatch: impl Fn(&mut Pen<'_>, Area, Fill)) -> f64 {
    if keys.is_empty() {
        return y;
    }
    let colour = pen.colour(Role::Text);
    let (mut x, mut baseline) = (0.0, y + 18.0);
    for key in keys {
        let wide = SWATCH + 6.0 + Letters::PLAIN.width(&key.label);
        if x > 0.0 && x + wide > pen.width() {
            x = 0.0;
            baseline += 24.0;
        }
        swatch(pen, Area { x: x + 1.0, y: baseline - 13.0, width: SWATCH, height: SWATCH }, key.fill);
        let start = x + SWATCH + 6.0;
        let room = pen.width() - start;
        pen.text_in((start, baseline), room, &key.label, Letters::PLAIN, &colour);
        x += wide + BETWEEN;
    }
    baseline + 10.0
}

/// What a fill looks like: a sign for signs, an area for areas.
fn swatch(pen: &mut Pen<'_>, area: Area, fill: Fill) {
    match fill {
        Fill::Cut => {
            let colour = pen.paint(fill).area;
            pen.rule((area.middle(), area.y), (area.middle(), area.bottom()), &colour, 2.0, "");
        }
        Fill::Statistic => up(pen, (area.middle(), area.y + 2.0), fill),
        Fill::Prediction => down(pen, (area.middle(), area.bottom() - 2.0), fill),
        Fill::Before | Fill::After | Fill::Dot | Fill::Series { .. } => {
            point(pen, (area.middle(), area.y + SWATCH / 2.0), fill);
        }
        _ => pen.area(area, fill),
    }
}

/// The sign of a point: groups differ by shape as well as by colour.
pub(super) fn point(pen: &mut Pen<'_>, (x, y): (f64, f64), fill: Fill) {
    let paint = pen.paint(fill);
    match fill {
        Fill::Before => pen.disc((x, y), 7.0, "#ffffff", &paint.area),
        Fill::Series { index: 1 } => {
            pen.polygon(&[(x, y - 9.0), (x + 8.0, y), (x, y + 9.0), (x - 8.0, y)], &paint.area, &paint.border);
        }
        Fill::Series { index: 2 } => {
            pen.polygon(&[(x, y - 9.0), (x + 8.0, y + 6.0), (x - 8.0, y + 6.0)], &paint.area, &paint.border);
        }
        Fill::Series { index: 3 } => pen.area(Area { x: x - 6.5, y: y - 6.5, width: 13.0, height: 13.0 }, fill),
        _ => pen.disc((x, y), 7.0, &paint.area, &paint.border),
    }
}

/// A triangle that points up to `tip`: an actual value.
pub(super) fn up(pen: &mut Pen<'_>, tip: (f64, f64), fill: Fill) {
    let paint = pen.paint(fill);
    pen.polygon(&[tip, (tip.0 + 7.0, tip.1 + 11.0), (tip.0 - 7.0, tip.1 + 11.0)], &paint.area, &paint.border);
}

/// A triangle that points down to `tip`: a prediction.
pub(super) fn down(pen: &mut Pen<'_>, tip: (f64, f64), fill: Fill) {
    let paint = pen.paint(fill);
    pen.polygon(&[tip, (tip.0 + 7.0, tip.1 - 11.0), (tip.0 - 7.0, tip.1 - 11.0)], &paint.area, &paint.border);
}

/// An axis along `y` from `x` over `width`: a rule, ticks, and their labels, each centred on its tick; one that would come too close
/// to a neighbour is left out, a fixed one last. Returns where the labels end.
pub(super) fn axis(pen: &mut Pen<'_>, axis: &Axis, (x, width): (f64, f64), y: f64) -> f64 {
    let (rule, colour) = (pen.colour(Role::Rule), pen.colour(Role::Text));
    pen.rule((x, y), (x + width, y), &rule, 1.5, "");
    let baseline = y + 22.0;
    let ticks = ticks(axis, width);
    for fixed in [true, false] {
        for tick in ticks.iter().filter(|tick| tick.fixed == fixed) {
            let middle = x + tick.at * width;
            let wanted = Pen::box_of(middle, baseline, Anchor::Middle, &tick.label, Letters::PLAIN);
            let apart = Area { x: wanted.x - 6.0, width: wanted.width + 12.0, ..wanted };
            if wanted.x >= 0.0 && wanted.right() <= pen.width() && pen.is_clear(apart) {
                pen.rule((middle, y), (middle, y + 6.0), &rule, 1.5, "");
                pen.text((middle, baseline), Anchor::Middle, &tick.label, Letters::PLAIN, &colour);
            }
        }
    }
    baseline + 6.0
}

/// As [`axis`], with the name of the axis under it.
pub(super) fn named_axis(pen: &mut Pen<'_>, axis: &Axis, (x, width): (f64, f64), y: f64) -> f64 {
    let y = self::axis(pen, axis, (x, width), y);
    let quiet = pen.colour(Role::Quiet);
    let room = pen.width() - x;
    pen.text_in((x, y + 16.0), room, &axis.name, Letters::PLAIN, &quiet);
    y + Letters::PLAIN.leading()
}

/// The ticks of an axis that is so wide.
pub(super) fn ticks(axis: &Axis, width: f64) -> Vec<crate::chart::Tick> {
    let label =
        [axis.low, axis.high].map(|end| Letters::PLAIN.width(&axis.label(end))).into_iter().fold(20.0, f64::max);
    axis.ticks(whole(width / (label + 30.0)).clamp(2, 11))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and 1000")]
fn whole(value: f64) -> usize {
    if value.is_finite() { value.clamp(0.0, 1000.0) as usize } else { 0 }
}
