//! Vertical bars over a scale: the count over each bar, the shares of the levels over all.

use super::heads;
use super::letters::{Letters, arrange, cut};
use super::pen::{Anchor, Area, Pen, WIDTH};
use crate::chart::{Band, Column, Columns, Fill, Plot, Pointer};
use crate::theme::Role;

/// Height of the highest bar.
const PLOT: f64 = 200.0;
/// Distance of two dots.
const DOT: f64 = 15.0;
/// Free at both ends of the axis, for the labels of its ends.
const MARGIN: f64 = 24.0;
/// From one line of text to the next.
const LINE: f64 = 21.0;
/// Between a bar and its count.
const ABOVE: f64 = 5.0;
/// Over the highest bar, for its count and range.
const HEADROOM: f64 = 48.0;

/// Places columns from `top` down; returns where they end.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, columns: &Columns, top: f64) -> f64 {
    let mut y = heads::legend_of_ups(pen, &plot.legend, top) + 4.0;
    y = bands(pen, &columns.bands, y);
    let begin = y;
    let floor = y + HEADROOM + PLOT;
    bars(pen, columns, floor);
    let cut = pen.paint(Fill::Cut).area;
    for at in &columns.cuts {
        pen.rule((x(*at), begin), (x(*at), floor), &cut, 2.0, "");
    }
    counts(pen, columns, floor);
    if let Some(words) = &columns.hidden {
        let quiet = pen.colour(Role::Quiet);
        let place = (WIDTH / 2.0, floor - PLOT / 2.0);
        pen.text(place, Anchor::Middle, words, Letters::PLAIN, &quiet);
    }
    y = heads::axis(pen, &columns.axis, (MARGIN, WIDTH - 2.0 * MARGIN), floor);
    y = pointers(pen, &columns.pointers, y);
    let quiet = pen.colour(Role::Quiet);
    let name = cut_name(&columns.axis.name);
    if pen.text((WIDTH / 2.0, y + 16.0), Anchor::Middle, &name, Letters::PLAIN, &quiet).is_some() {
        y + LINE
    } else {
        y
    }
}

/// Whether the count over dots is read from below: they stand so close that it would cover those beside them.
fn is_upright(bar: &Column) -> bool {
    let (from, to) = span(bar.from, bar.to);
    bar.dots.is_some() && Letters::BOLD.width(&bar.text) > to - from
}

fn cut_name(name: &str) -> String {
    cut(name, WIDTH, Letters::PLAIN)
}

fn x(at: f64) -> f64 {
    MARGIN + at * (WIDTH - 2.0 * MARGIN)
}

fn span(from: f64, to: f64) -> (f64, f64) {
    (x(from), x(to))
}

/// Names of the levels over their shares and predictions, in order, each as near to the middle of its level as the others allow. Names that
/// do not fit beside each other are cut to equal rooms.
fn bands(pen: &mut Pen<'_>, bands: &[Band], top: f64) -> f64 {
    let Some(count) = Some(bands.len()).filter(|count| *count > 0) else { return top };
    let (strong, text) = (pen.colour(Role::Strong), pen.colour(Role::Text));
    let has_guesses = bands.iter().any(|band| band.predicted.is_some());
    let room = WIDTH / count as f64 - 12.0;
    let whole: f64 = bands.iter().map(|band| Letters::BOLD.width(&band.name) + 12.0).sum();
    let name = |band: &Band| if whole <= WIDTH { band.name.clone() } else { cut(&band.name, room, Letters::BOLD) };
    let guess = |band: &Band| band.predicted.as_ref().map_or(String::new(), |guess| format!("P {guess}"));
    let lines = |band: &Band| [name(band), cut(&band.text, room, Letters::BOLD), guess(band)];
    let width = |band: &Band| lines(band).iter().map(|line| Letters::BOLD.width(line)).fold(0.0, f64::max);
    let labels: Vec<(f64, f64)> = bands
        .iter()
        .map(|band| {
            let (from, to) = span(band.from, band.to);
            (f64::midpoint(from, to), width(band))
        })
        .collect();
    let centres = arrange(&labels, (0.0, WIDTH), 8.0)
        .unwrap_or_else(|| (0..count).map(|index| (index as f64 + 0.5) * WIDTH / count as f64).collect());
    for (band, centre) in bands.iter().zip(centres) {
        let [name, share, guess] = lines(band);
        pen.text((centre, top + 16.0), Anchor::Middle, &name, Letters::BOLD, &strong);
        if let Some(area) = pen.text((centre, top + 16.0 + LINE), Anchor::Middle, &share, Letters::BOLD, &strong) {
            pen.mark(band.mark.as_deref(), area);
        }
        pen.text((centre, top + 16.0 + 2.0 * LINE), Anchor::Middle, &guess, Letters::PLAIN, &text);
    }
    let bottom = top + LINE * if has_guesses { 3.0 } else { 2.0 } + 4.0;
    for band in bands {
        // What the words are about, where they had to stand beside it.
        let (from, to) = span(band.from, band.to);
        pen.rule((from + 3.0, bottom), ((to - 3.0).max(from + 4.0), bottom), &text, 3.0, "");
    }
    bottom
}

/// Where a bar stands; one of dots, whose stacks and distance are given, is as high as they are.
fn area(bar: &Column, floor: f64, (stacks, step): (usize, f64)) -> Area {
    let (from, to) = span(bar.from, bar.to);
    let height = match bar.dots {
        Some(dots) => (dots.div_ceil(stacks.max(1)) as f64 * step).min(PLOT),
        None => bar.height.clamp(0.0, 1.0) * PLOT,
    };
    Area { x: from, y: floor - height, width: to - from, height }
}

/// The stacks of every bar, and the distance of two dots: less where they would not find room.
fn stacks(columns: &Columns) -> Vec<(usize, f64)> {
    let stacks = columns.stacks(rows(DOT));
    let room = |(bar, stacks): (&Column, &usize)| (x(bar.to) - x(bar.from)) / (*stacks).max(1) as f64;
    let step = columns.bars.iter().zip(&stacks).map(room).fold(DOT, f64::min).max(3.0);
    stacks.into_iter().map(|stacks| (stacks, step)).collect()
}

/// How many dots stand over each other at most.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the height of the plot")]
fn rows(step: f64) -> usize {
    (PLOT / step.max(1.0)).floor().max(1.0) as usize
}

fn bars(pen: &mut Pen<'_>, columns: &Columns, floor: f64) {
    for (bar, (stacks, step)) in columns.bars.iter().zip(stacks(columns)) {
        let area = area(bar, floor, (stacks, step));
        if let Some(dots) = bar.dots {
            let paint = pen.paint(Fill::Dot);
            let first = area.middle() - (stacks.min(dots).max(1) - 1) as f64 * step / 2.0;
            let shown = dots.min(stacks * rows(step));
            for dot in 0..shown {
                let place = (first + (dot % stacks) as f64 * step, floor - ((dot / stacks) as f64 + 0.5) * step);
                pen.disc(place, step * 0.42, &paint.area, &paint.border);
            }
        } else if area.height > 0.0 {
            pen.area(Area { x: area.x + 1.0, width: (area.width - 2.0).max(1.0), ..area }, Fill::Bar);
        }
        pen.mark(bar.mark.as_deref(), area);
    }
}

/// The count over each bar: where neither a text nor a higher bar nor, if it can be, a cut line stands; higher where nothing else is
/// left. The range of an open bar over that, if it fits.
fn counts(pen: &mut Pen<'_>, columns: &Columns, floor: f64) {
    let (strong, quiet) = (pen.colour(Role::Strong), pen.colour(Role::Quiet));
    let areas: Vec<Area> =
        columns.bars.iter().zip(stacks(columns)).map(|(bar, stacks)| area(bar, floor, stacks)).collect();
    let is_over_a_bar =
        |place: &Area| areas.iter().any(|area| place.y + place.height > area.y && is_beside(place, area));
    let is_cut = |place: &Area| columns.cuts.iter().any(|at| place.x < x(*at) + 2.0 && x(*at) < place.right() + 2.0);
    for (bar, area) in columns.bars.iter().zip(&areas) {
        if is_upright(bar) && pen.upright((area.middle(), area.y - ABOVE), &bar.text, Letters::BOLD, &strong).is_some()
        {
            continue;
        }
        let spare = ((Letters::BOLD.width(&bar.text) - area.width) / 2.0 + 3.0).max(0.0);
        let place = |aside: f64, line: f64| (area.middle() + aside, area.y - ABOVE - 19.0 * line);
        let near = [0.0, spare, -spare].map(|aside| place(aside, 0.0));
        let stands = |place: &(f64, f64)| Pen::box_of(place.0, place.1, Anchor::Middle, &bar.text, Letters::BOLD);
        let clear = near.iter().filter(|place| !is_over_a_bar(&stands(place)) && !is_cut(&stands(place)));
        let crossing = near.iter().filter(|place| !is_over_a_bar(&stands(place)));
        let wide = spare.max(Letters::BOLD.width(&bar.text) / 2.0 + 6.0);
        let higher = (0..9).flat_map(|line| [0.0, wide, -wide].map(|aside| place(aside, f64::from(line))));
        let places = clear.chain(crossing).copied().chain(higher);
        let mut written = None;
        for place in places {
            let writes = if is_over_a_bar(&stands(&place)) { Pen::text } else { Pen::over };
            written = writes(pen, place, Anchor::Middle, &bar.text, Letters::BOLD, &strong);
            if written.is_some() {
                break;
            }
        }
        let Some(count) = written else { continue };
        if let Some(words) = bar.open.as_ref().filter(|words| Letters::PLAIN.width(words) <= area.width) {
            pen.text((area.middle(), count.y - 4.0), Anchor::Middle, words, Letters::PLAIN, &quiet);
        }
    }
}

/// Whether two areas share a part of the width.
fn is_beside(one: &Area, other: &Area) -> bool {
    one.x < other.right() && other.x < one.right()
}

/// Median and predicted median under the axis.
fn pointers(pen: &mut Pen<'_>, pointers: &[Pointer], y: f64) -> f64 {
    if pointers.is_empty() {
        return y;
    }
    let text = pen.colour(Role::Text);
    let mut sorted: Vec<&Pointer> = pointers.iter().collect();
    sorted.sort_by(|one, other| one.at.total_cmp(&other.at));
    let words = |pointer: &Pointer| match pointer.fill {
        Fill::Prediction => format!("P predicted {}", pointer.text),
        _ => pointer.text.clone(),
    };
    let labels: Vec<(f64, f64)> =
        sorted.iter().map(|pointer| (x(pointer.at), Letters::BOLD.width(&words(pointer)))).collect();
    let centres = arrange(&labels, (0.0, WIDTH), 12.0).unwrap_or_default();
    for (pointer, centre) in sorted.iter().zip(centres) {
        heads::up(pen, (x(pointer.at), y + 2.0), pointer.fill);
        let written = pen.text((centre, y + 31.0), Anchor::Middle, &words(pointer), Letters::BOLD, &text);
        if let Some(area) = written {
            pen.mark(pointer.mark.as_deref(), area);
        }
    }
    y + 38.0
}
