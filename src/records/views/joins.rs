//! Which scores of a student a view tells together.

use crate::diagnostic::Findings;

use super::super::aggregate::{Dimension, Join, Place};
use super::super::card::{Card, Request};
use super::plan;

/// The joins of these requests, in their order.
pub(super) fn of(requests: &[Request], card: &Card, dimensions: &[Dimension]) -> Vec<Join> {
    requests.iter().filter_map(|request| join(request, card, dimensions)).collect()
}

/// For each request the number of its join, if it has one.
pub(super) fn numbers(requests: &[Request], card: &Card, dimensions: &[Dimension]) -> Vec<Option<usize>> {
    let mut next = 0;
    let mut number = |has_join: bool| {
        next += usize::from(has_join);
        has_join.then(|| next - 1)
    };
    requests.iter().map(|request| number(join(request, card, dimensions).is_some())).collect()
}

fn join(request: &Request, card: &Card, dimensions: &[Dimension]) -> Option<Join> {
    if !request.kind.is_over_time() && !request.kind.takes_two() {
        return None;
    }
    let measures = plan::measures(request, card)?;
    // What is wrong in the request is told when it is planned.
    let unheard = Findings::default();
    let over = plan::windows(request, dimensions, &unheard).filter(|_| request.kind.is_over_time());
    let position = |name: &str| dimensions.iter().position(|dimension| dimension.name() == name);
    let only: Vec<(usize, u16)> = request
        .only
        .iter()
        .filter_map(|(name, value)| {
            let at = position(name)?;
            Some((at, dimensions.get(at).filter(|dimension| dimension.is_time())?.find(&value.value)?))
        })
        .collect();
    let mut places = Vec::new();
    for measure in &measures {
        let fold = card.measures.get(*measure)?.fold().and_then(|(by, _)| position(by));
        let windows =
            over.as_ref().map_or_else(|| vec![None], |(_, windows)| windows.iter().copied().map(Some).collect());
        for window in windows {
            let mut at: Vec<(usize, u16)> = only.clone();
            at.extend(over.as_ref().zip(window).map(|((time, _), window)| (*time, window)));
            let column =
                at.iter().find(|(dimension, _)| Some(*dimension) == fold).map_or(0, |(_, code)| usize::from(*code));
            at.retain(|(dimension, _)| Some(*dimension) != fold && is_of_file(dimensions, *dimension, *measure, card));
            at.sort_unstable();
            places.push(Place { measure: *measure, column, windows: at });
        }
    }
    Some(Join { is_pair: places.len() == 2, places }).filter(|join| join.places.len() > 1)
}

/// Whether a dimension is a column of the file of a measure, not the columns of a fold.
fn is_of_file(dimensions: &[Dimension], at: usize, measure: usize, card: &Card) -> bool {
    let category = dimensions.get(at).and_then(|dimension| card.category(dimension.name()));
    category.zip(card.measures.get(measure)).is_some_and(|(category, measure)| category.tells_of(measure))
}
