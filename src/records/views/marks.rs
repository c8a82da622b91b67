//! One mark a student, for a team that looks at its own students (the head of PRIVACY): never of fewer than ten, the five lowest
//! and the five highest of each measure told as open ends, in an order that the session's seed decides, without a group.

use super::super::admitted::{Body, Cell, Frame, MarkForm, Number, View};
use super::super::card::{Measure, Scale};
use super::super::disclosure::rounded;
use super::distribution::score_scale;
use super::teller::Teller;
use super::{Context, Part, WITHHELD};

/// So many at either end of a measure are not told apart.
const POOLED: usize = 5;

pub(super) fn build(context: &Context<'_>, form: MarkForm, parts: &[Part]) -> View {
    let measures: Vec<&Measure> =
        context.plan.measures.iter().filter_map(|measure| context.card.measures.get(*measure)).collect();
    let row = parts.first().and_then(|part| part.rows.first());
    let is_shown = parts.iter().all(|part| part.rows.iter().all(|row| row.is_shown));
    let mut marks: Vec<Vec<u32>> = Vec::new();
    if let Some(row) = row.filter(|_| is_shown) {
        if measures.len() == 1 {
            let scores = row.sample.scores.iter();
            marks.extend(scores.flat_map(|(step, count)| (0..*count).map(|_| vec![*step])));
        } else {
            let pairs = context.pairs(row).into_iter();
            marks.extend(pairs.flat_map(|((x, y), count)| (0..count).map(move |_| vec![x, y])));
        }
    }
    let n = marks.len();
    let ends: Vec<(u32, u32)> =
        measures.iter().enumerate().map(|(at, measure)| ends(&marks, at, measure.scale.steps())).collect();
    shuffle(&mut marks, context.policy.seed, &context.plan.id);
    let told = |mark: Vec<u32>| -> Vec<Cell> {
        let all = mark.into_iter().zip(&measures).zip(&ends);
        all.map(|((step, measure), ends)| Teller::mark(score(step, &measure.scale, *ends))).collect()
    };
    let marks: Vec<Vec<Cell>> = marks.into_iter().map(told).collect();
    let many = context.card.unit.plural();
    let mut notes = vec![format!(
        "One mark for each of the {many}, in an order that says nothing. At least the {POOLED} lowest and the {POOLED} highest are told together."
    )];
    if marks.is_empty() {
        notes = vec![WITHHELD.to_owned()];
    }
    let scales = measures.iter().map(|measure| score_scale(&measure.label, &measure.scale)).collect();
    let n = match u32::try_from(n) {
        Ok(n) if n > 0 => Teller::size(n),
        _ => Cell::Hidden,
    };
    let splits = measures.iter().map(|measure| measure.scale.target).collect();
    let frame = Frame::Marks { form, scales, splits };
    context.view(frame, Body::Marks { n, marks }, parts.first().unwrap_or(&Part::empty()), notes)
}

/// Up to which score and from which one marks are not told apart: the sixth lowest and the sixth highest, or where nobody stands
/// between those, the first two neighbours with five on either side. Without such neighbours all are told as one end.
fn ends(marks: &[Vec<u32>], measure: usize, last: u32) -> (u32, u32) {
    let mut steps: Vec<u32> = marks.iter().filter_map(|mark| mark.get(measure)).copied().collect();
    steps.sort_unstable();
    let sixth = |from_below: Option<usize>| from_below.and_then(|at| steps.get(at)).copied();
    if let Some(ends) = sixth(Some(POOLED)).zip(sixth(steps.len().checked_sub(1 + POOLED)))
        && ends.0 < ends.1
    {
        return ends;
    }
    let pairs = steps.iter().zip(steps.iter().skip(1)).zip(1..);
    let mut apart =
        pairs.filter(|((one, next), below)| one < next && *below >= POOLED && steps.len() - below >= POOLED);
    apart.next().map_or((last, last), |((one, next), _)| (*one, *next))
}

/// A score of one mark, open where it belongs to an end.
fn score(step: u32, scale: &Scale, (low, high): (u32, u32)) -> Number {
    let at = |step: u32| rounded(scale.score(step), scale.low, scale.step);
    if step <= low {
        let end = at(low);
        Number { text: format!("\u{2264}{}", end.text), low: scale.low, high: scale.score(low), is_range: true }
    } else if step >= high {
        let end = at(high);
        Number { text: format!("\u{2265}{}", end.text), low: scale.score(high), high: scale.high, is_range: true }
    } else {
        at(step)
    }
}

/// Fisher-Yates by a keyed stream: another order for each view, the same at every start of a session.
fn shuffle(marks: &mut [Vec<u32>], seed: u64, view: &str) {
    let mut hasher = blake3::Hasher::new();
    let mut stream = hasher.update(&seed.to_le_bytes()).update(view.as_bytes()).finalize_xof();
    for last in (1..marks.len()).rev() {
        let mut bytes = [0; 8];
        stream.fill(&mut bytes);
        let bound = last as u64 + 1;
        marks.swap(last, usize::try_from(u64::from_le_bytes(bytes) % bound).unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_at_either_end_are_told_together() {
        let ends = |steps: &[u32]| ends(&steps.iter().map(|step| vec![*step]).collect::<Vec<_>>(), 0, 20);
        assert_eq!(ends(&(0..12).collect::<Vec<_>>()), (5, 6));
        assert_eq!(ends(&(0..10).collect::<Vec<_>>()), (4, 5));
        assert_eq!(ends(&(0..30).collect::<Vec<_>>()), (5, 24));
        // Equal scores never leave fewer than five in an end.
        assert_eq!(ends(&[3, 3, 3, 3, 3, 3, 3, 9, 9, 9, 9, 9]), (3, 9));
        assert_eq!(ends(&[1, 2, 3, 4, 5, 5, 6, 7, 8, 9]), (20, 20), "neither four and six, nor six and four");
        assert_eq!(ends(&[7; 10]), (20, 20));
    }

    #[test]
    fn the_order_follows_from_the_seed_and_the_view() {
        let order = |seed, view| {
            let mut marks: Vec<Vec<u32>> = (0..40).map(|step| vec![step]).collect();
            shuffle(&mut marks, seed, view);
            marks
        };
        assert_eq!(order(1, "a"), order(1, "a"));
        assert_ne!(order(1, "a"), order(1, "b"));
        assert_ne!(order(1, "a"), order(2, "a"));
    }
}
