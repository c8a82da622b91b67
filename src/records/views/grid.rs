//! Two measures of the same students, in bands: how many lie in each, and in each quadrant.

use crate::text;

use super::super::admitted::{Body, Cell, Frame, GridSide, View};
use super::super::card::Measure;
use super::super::disclosure::{CELLS_GROUP, Coded, Known, Room, band_edges, cells, labels, room};
use super::distribution::score_scale;
use super::teller::Teller;
use super::{Context, Part, WITHHELD};

/// More bands than this on a side cannot be told apart (CHARTS 2.3).
const MOST_BANDS: usize = 6;

/// Up to so many students a grid has its four quadrants, and all levels from there on (ours; CHARTS 1.2 would have 200). Of two measures
/// that go together some fields are empty, which withholds the whole of a smaller group: of grids of four by four levels that
/// correlate by 0.7 one in twelve told something of 96 students, half of 400, and all of 1,000.
const QUADRANTS_GROUP: u32 = 1_000;

pub(super) fn build(context: &Context<'_>, parts: &[Part]) -> View {
    let measures: Vec<&Measure> =
        context.plan.measures.iter().filter_map(|measure| context.card.measures.get(*measure)).collect();
    let (x, y) = match measures.as_slice() {
        [x, y, ..] => (*x, *y),
        _ => (context.measure, context.measure),
    };
    let row = parts.first().and_then(|part| part.rows.first());
    let is_shown = parts.iter().all(|part| part.rows.iter().all(|row| row.is_shown));
    let n = row.filter(|_| is_shown).map_or(0, |row| row.sample.n);
    let is_small = n <= QUADRANTS_GROUP;
    let (across, up) = (side(x, is_small), side(y, is_small));
    let frame = Frame::Grid { x: across.side.clone(), y: up.side.clone() };
    let (width, height) = (across.side.bands.len(), up.side.bands.len());
    let mut counts = vec![0_u32; width * height];
    if let Some(row) = row.filter(|_| is_shown) {
        for ((first, second), count) in context.pairs(row) {
            let at = up.band(y, second) * width + across.band(x, first);
            if let Some(slot) = counts.get_mut(at) {
                *slot += count;
            }
        }
    }
    let mut sums = Vec::new();
    let mut quadrants = Vec::new();
    if let Some((x_cut, y_cut)) = across.side.cut.zip(up.side.cut) {
        for (is_up, is_right) in [(false, false), (false, true), (true, false), (true, true)] {
            let inside = |at: &usize| (at / width >= y_cut) == is_up && (at % width >= x_cut) == is_right;
            let of: Vec<usize> = (0..counts.len()).filter(inside).collect();
            let count = of.iter().filter_map(|at| counts.get(*at)).sum();
            let coded = Coded::new(count, n);
            sums.push(Known { of, low: coded.low, high: coded.high });
            quadrants.push(coded);
        }
    }
    let rows = || parts.iter().filter_map(|part| part.rows.first());
    let is_allowed = rows().zip(context.tellers).all(|(row, teller)| teller.allows_grid(row));
    let shown = if n >= CELLS_GROUP && is_allowed { cells(&counts, &sums) } else { None };
    // What the grid says of each measure is part of the audit of that measure.
    let shown = shown.and_then(|coded| room(&counts, width, &coded, &sums).map(|room| (coded, room)));
    let mut notes = Vec::new();
    let mut both = rows().zip(context.tellers);
    let body = if let Some(((coded, room), (one, other))) = shown.zip(both.next().zip(both.next())) {
        let Room { across: of_x, up: of_y } = &room;
        let told = [(one.1, one.0, &*across.side.edges, &**of_x), (other.1, other.0, &*up.side.edges, &**of_y)];
        let fields = coded.len();
        let mut cells = Teller::fields(told, coded.into_iter().chain(quadrants).collect());
        let quadrants = cells.split_off(fields);
        notes.push("Percentages are ranges; fields with few or no students look alike.".to_owned());
        Body::Grid { n: Teller::size(n), cells: cells.chunks(width).map(<[Cell]>::to_vec).collect(), quadrants }
    } else {
        if is_shown && n < CELLS_GROUP {
            notes.push(format!("A grid needs {CELLS_GROUP} {}.", context.card.unit.plural()));
        }
        notes.push(WITHHELD.to_owned());
        Body::Grid {
            n: if is_shown { Teller::size(n) } else { Cell::Hidden },
            cells: vec![vec![Cell::Hidden; width]; height],
            quadrants: vec![Cell::Hidden; quadrants.len()],
        }
    };
    if is_shown && is_small && n >= CELLS_GROUP {
        let many = context.card.unit.plural();
        notes.push(format!("Of up to {} {many} each side has two bands.", text::thousands(QUADRANTS_GROUP as usize)));
    }
    context.view(frame, body, parts.first().unwrap_or(&Part::empty()), notes)
}

struct Side {
    side: GridSide,
}

impl Side {
    fn band(&self, measure: &Measure, step: u32) -> usize {
        let score = measure.scale.score(step) + measure.scale.step / 100.0;
        self.side.edges.iter().filter(|edge| **edge <= score).count()
    }
}

/// Bands between the cuts; of a small group, or of a measure with many levels, one to either side of a cut.
fn side(measure: &Measure, is_small: bool) -> Side {
    let scale = &measure.scale;
    let edges = band_edges(scale);
    let reached = scale.target.and_then(|target| scale.cuts.get(target.checked_sub(1)?)).map(|(cut, _)| *cut);
    let at_reached =
        |edges: &[f64]| edges.iter().position(|edge| reached.is_some_and(|cut| edge.total_cmp(&cut).is_eq()));
    let middle = at_reached(&edges).unwrap_or(edges.len() / 2);
    let is_coarse = is_small || edges.len() >= MOST_BANDS;
    let kept: Vec<f64> = match edges.get(middle) {
        Some(edge) if is_coarse => vec![*edge],
        _ => edges,
    };
    let names = scale.levels();
    let has_levels = !is_coarse && names.len() == kept.len() + 1;
    let bands = if has_levels { names } else { labels(scale, &kept).into_iter().map(|(_, _, label)| label).collect() };
    let cut = at_reached(&kept).map(|at| at + 1);
    Side { side: GridSide { scale: score_scale(&measure.label, scale), edges: kept, bands, cut } }
}
