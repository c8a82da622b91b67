//! Bars of several groups over one scale: counts over the bars, shares of the levels over each strip.

use super::heads;
use super::letters::{Letters, arrange, cut, wrap_to};
use super::pen::{Anchor, Area, Pen, WIDTH};
use crate::chart::{Band, Facet, Fill, Multiples, Plot};
use crate::theme::Role;

/// Height of the highest bar.
const BAR: f64 = 70.0;
/// Over the bars, for their counts.
const HEADROOM: f64 = 42.0;
/// From one line of text to the next.
const LINE: f64 = 21.0;
/// Widest room for the label of a group.
const LABEL: f64 = 130.0;
/// Free at the right end of the scale.
const MARGIN: f64 = 24.0;

/// Places strips from `top` down; returns where they end.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, multiples: &Multiples, top: f64) -> f64 {
    let across = Across::new(multiples);
    let begin = heads::legend(pen, &plot.legend, top) + 6.0;
    let bottom = multiples.groups.iter().fold(begin, |y, group| y + across.height(group));
    let cut_colour = pen.paint(Fill::Cut).area;
    for at in &multiples.cuts {
        pen.rule((across.at(*at), begin), (across.at(*at), bottom), &cut_colour, 2.0, "");
    }
    let mut y = begin;
    for group in &multiples.groups {
        across.group(pen, group, y);
        y += across.height(group);
    }
    heads::named_axis(pen, &multiples.axis, (across.x, across.width), bottom)
}

struct Across {
    label: f64,
    x: f64,
    width: f64,
}

impl Across {
    fn new(multiples: &Multiples) -> Self {
        let groups = || multiples.groups.iter();
        let label = groups().map(|group| Letters::BOLD.width(&group.label)).fold(60.0, f64::max).min(LABEL);
        let count = groups().filter_map(|group| group.n.as_ref());
        let count = count.map(|n| Letters::PLAIN.width(&format!("n = {n}"))).fold(0.0, f64::max);
        let label = label.max(count).max(Letters::PLAIN.width("median 207.25"));
        let x = label + 28.0;
        Self { label, x, width: WIDTH - MARGIN - x }
    }

    fn at(&self, at: f64) -> f64 {
        self.x + at * self.width
    }

    fn height(&self, group: &Facet) -> f64 {
        let words = wrap_to(&group.label, self.label, 3, Letters::BOLD).len() + 1 + group.pointers.len();
        let bands = if group.bands.iter().any(|band| !band.text.is_empty()) { LINE } else { 0.0 };
        let bars = if group.hidden.is_some() && group.bars.is_empty() { LINE } else { BAR + HEADROOM };
        (bands + bars).max(words as f64 * LINE) + 14.0
    }

    fn group(&self, pen: &mut Pen<'_>, group: &Facet, y: f64) {
        let (text, quiet, rule) = (pen.colour(Role::Text), pen.colour(Role::Quiet), pen.colour(Role::Rule));
        let mut baseline = y + 18.0;
        for line in wrap_to(&group.label, self.label, 3, Letters::BOLD) {
            pen.text((0.0, baseline), Anchor::Start, &line, Letters::BOLD, &text);
            baseline += LINE;
        }
        if let Some(n) = &group.n {
            pen.text((0.0, baseline), Anchor::Start, &format!("n = {n}"), Letters::PLAIN, &quiet);
            baseline += LINE;
        }
        let foot = y + self.height(group) - 8.0;
        for pointer in &group.pointers {
            let is_guess = pointer.fill == Fill::Prediction;
            let words =
                if is_guess { format!("P {}", pointer.text.replace("median ", "")) } else { pointer.text.clone() };
            let words = cut(&words, self.x - 8.0, Letters::PLAIN);
            if let Some(area) = pen.text((0.0, baseline), Anchor::Start, &words, Letters::PLAIN, &text) {
                pen.mark(pointer.mark.as_deref(), area);
            }
            baseline += LINE;
        }
        if let Some(words) = &group.hidden {
            let words = cut(words, WIDTH - self.x, Letters::PLAIN);
            let under = if group.bands.iter().any(|band| !band.text.is_empty()) { LINE } else { 0.0 };
            pen.over((self.x, y + 18.0 + under), Anchor::Start, &words, Letters::PLAIN, &quiet);
        }
        if group.hidden.is_none() || group.bands.iter().any(|band| band.mark.is_some()) {
            self.shares(pen, &group.bands, y);
        }
        pen.rule((self.x, foot), (self.x + self.width, foot), &rule, 1.0, "");
        for bar in &group.bars {
            let (from, to, height) = (self.at(bar.from), self.at(bar.to), bar.height.clamp(0.0, 1.0) * BAR);
            let area = Area { x: from + 1.0, y: foot - height, width: (to - from - 2.0).max(1.0), height };
            if height > 0.0 {
                pen.area(area, Fill::Bar);
            }
            pen.mark(bar.mark.as_deref(), area);
            for line in 0..4 {
                let place = (area.middle(), area.y - 5.0 - 18.0 * f64::from(line));
                if pen.over(place, Anchor::Middle, &bar.text, Letters::BOLD, &text).is_some() {
                    break;
                }
            }
        }
        for pointer in &group.pointers {
            let x = self.at(pointer.at);
            if pointer.fill == Fill::Prediction {
                // Over the sign of the median, so that neither hides the other.
                heads::down(pen, (x, foot - 10.0), pointer.fill);
            } else {
                heads::up(pen, (x, foot - 9.0), pointer.fill);
            }
        }
    }

    /// Shares of the levels on one line, each as near to its level as the others let it.
    fn shares(&self, pen: &mut Pen<'_>, bands: &[Band], y: f64) {
        let told: Vec<&Band> = bands.iter().filter(|band| !band.text.is_empty()).collect();
        let words = |band: &Band| {
            let number = band.name.split(' ').next().unwrap_or_default();
            let is_number = number.chars().all(|c| c.is_ascii_digit()) && !number.is_empty();
            if is_number { format!("{number}: {}", band.text) } else { band.told() }
        };
        let middle = |band: &Band| f64::midpoint(self.at(band.from), self.at(band.to));
        let labels: Vec<(f64, f64)> =
            told.iter().map(|band| (middle(band), Letters::PLAIN.width(&words(band)))).collect();
        let Some(centres) = arrange(&labels, (self.x - 20.0, WIDTH), 8.0) else { return };
        let colour = pen.colour(Role::Text);
        for (band, centre) in told.iter().zip(centres) {
            let place = (centre, y + 18.0);
            if let Some(area) = pen.over(place, Anchor::Middle, &words(band), Letters::PLAIN, &colour) {
                pen.mark(band.mark.as_deref(), area);
            }
        }
    }
}
