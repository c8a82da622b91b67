//! Points over two scales: one sign a student, and how many there are where several share a place.

use std::collections::BTreeMap;

use super::letters::{Letters, cut};
use super::pen::{Anchor, Area, Pen, WIDTH, at};
use super::{corners, heads};
use crate::chart::{Cloud, Fill, Plot, Point, Reach};
use crate::theme::Role;

/// Height of the plot.
const PLOT: f64 = 300.0;
/// Free at all ends of the scales.
const MARGIN: f64 = 24.0;
/// Half the width of a point.
const POINT: f64 = 5.5;
/// From one line of text to the next.
const LINE: f64 = 21.0;

/// Places points from `top` down; returns where they end.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, cloud: &Cloud, top: f64) -> f64 {
    let mut y = heads::legend_of_letters(pen, &plot.legend, top) + 4.0;
    let strong = pen.colour(Role::Strong);
    let name = cut(&cloud.y.name, WIDTH, Letters::BOLD);
    pen.text((0.0, y + 16.0), Anchor::Start, &name, Letters::BOLD, &strong);
    y += LINE + MARGIN;
    let places = Places::new(cloud, y);
    places.guides(pen, cloud);
    places.points(pen, cloud);
    if let Some(words) = &cloud.hidden {
        let quiet = pen.colour(Role::Quiet);
        let place = (places.x + places.width / 2.0, y + PLOT / 2.0);
        pen.over(place, Anchor::Middle, words, Letters::PLAIN, &quiet);
    }
    let y = heads::named_axis(pen, &cloud.x, (places.x, places.width), y + PLOT + MARGIN / 2.0);
    corners::place(pen, &cloud.corners, y)
}

struct Places {
    x: f64,
    width: f64,
    top: f64,
}

impl Places {
    fn new(cloud: &Cloud, top: f64) -> Self {
        let labels = cloud.y.ticks(8).iter().map(|tick| Letters::PLAIN.width(&tick.label)).fold(20.0, f64::max);
        let x = labels + 10.0 + MARGIN;
        Self { x, width: WIDTH - MARGIN - x, top }
    }

    fn across(&self, at: f64) -> f64 {
        self.x + at * self.width
    }

    fn height(&self, at: f64) -> f64 {
        self.top + PLOT * (1.0 - at)
    }

    fn guides(&self, pen: &mut Pen<'_>, cloud: &Cloud) {
        let (quiet, line) = (pen.colour(Role::Quiet), pen.paint(Fill::Cut).area);
        let (left, right) = (self.x - MARGIN / 2.0, self.x + self.width + MARGIN / 2.0);
        let ticks = cloud.y.ticks(8);
        for fixed in [true, false] {
            for tick in ticks.iter().filter(|tick| tick.fixed == fixed) {
                let place = (left - 6.0, self.height(tick.at) + 5.0);
                pen.text(place, Anchor::End, &tick.label, Letters::PLAIN, &quiet);
            }
        }
        pen.rule((left, self.top - MARGIN / 2.0), (left, self.top + PLOT + MARGIN / 2.0), &quiet, 1.5, "");
        for cut in &cloud.x_cuts {
            let x = self.across(*cut);
            pen.rule((x, self.top - MARGIN / 2.0), (x, self.top + PLOT + MARGIN / 2.0), &line, 2.0, "");
        }
        for cut in &cloud.y_cuts {
            let y = self.height(*cut);
            pen.rule((left, y), (right, y), &line, 2.0, "");
        }
    }

    fn points(&self, pen: &mut Pen<'_>, cloud: &Cloud) {
        let mut shared: BTreeMap<(String, String), Vec<&Point>> = BTreeMap::new();
        for point in &cloud.points {
            // Equal to the decimal that is written.
            let place = (at(self.across(point.x)), at(self.height(point.y)));
            shared.entry(place).or_default().push(point);
        }
        let text = pen.colour(Role::Text);
        for here in shared.values() {
            let Some(point) = here.first() else { continue };
            let (x, y) = (self.across(point.x), self.height(point.y));
            draw(pen, (x, y), point.reach);
            pen.keep(Area { x: x - POINT, y: y - POINT, width: 2.0 * POINT, height: 2.0 * POINT });
        }
        for here in shared.values().filter(|here| here.len() > 1) {
            let Some(point) = here.first() else { continue };
            let (x, y) = (self.across(point.x), self.height(point.y));
            let words = here.len().to_string();
            let places = [(12.0, -6.0), (-12.0, -6.0), (12.0, 18.0), (-12.0, 18.0), (0.0, -10.0), (0.0, 22.0)];
            for (right, down) in places {
                if pen.text((x + right, y + down), Anchor::Middle, &words, Letters::BOLD, &text).is_some() {
                    break;
                }
            }
        }
    }
}

/// A disc, or a triangle that points to where the value lies.
fn draw(pen: &mut Pen<'_>, (x, y): (f64, f64), reach: Reach) {
    let paint = pen.paint(Fill::Dot);
    let (dx, dy) = match reach {
        Reach::Here => {
            pen.disc((x, y), POINT, &paint.area, &paint.border);
            return;
        }
        Reach::Left => (-1.0, 0.0),
        Reach::Right => (1.0, 0.0),
        Reach::Down => (0.0, 1.0),
        Reach::Up => (0.0, -1.0),
    };
    let tip = (x + dx * 10.0, y + dy * 10.0);
    let side = |sign: f64| (x - dx * 3.0 + dy * sign * 6.0, y - dy * 3.0 + dx * sign * 6.0);
    pen.polygon(&[tip, side(1.0), side(-1.0)], &paint.area, &paint.border);
}
