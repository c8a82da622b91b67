//! A view request resolved against the labels of the data.

use crate::diagnostic::{Finding, Findings, Place};

use super::super::aggregate::{Dimension, Folded};
use super::super::card::{Card, Kind, Measure, Request, Show};
use super::NO_GROUPING;

/// A view to build: everything by position.
pub(super) struct Plan {
    pub(super) id: String,
    pub(super) slot: Option<String>,
    pub(super) kind: Kind,
    pub(super) measure: usize,
    pub(super) by: Option<usize>,
    /// What each row is.
    pub(super) by_label: String,
    /// Whether the rows are windows (the same students again).
    pub(super) by_time: bool,
    pub(super) filter: Vec<(usize, u16)>,
    pub(super) show: Vec<Show>,
    pub(super) total: bool,
    pub(super) title: String,
}

/// The dimensions that a measure can be looked at by.
pub(super) fn dimensions<'f>(
    card: &'f Card,
    measure: &'f Measure,
    folded: &'f Folded,
) -> impl Iterator<Item = (usize, &'f Dimension)> {
    folded.dimensions.iter().enumerate().filter(move |(_, dimension)| {
        card.category(dimension.name()).is_some() || measure.fold().is_some_and(|(by, _)| by == dimension.name())
    })
}

pub(super) fn resolve(request: &Request, card: &Card, folded: &Folded, findings: &Findings) -> Option<Plan> {
    let index = card.measures.iter().position(|measure| measure.name == request.measure)?;
    let measure = card.measures.get(index)?;
    let cube = folded.cubes.get(index)?;
    let find = |name: &str| dimensions(card, measure, folded).find(|(_, dimension)| dimension.name() == name);
    let by = match &request.by {
        Some(by) => Some(find(by)?),
        None => None,
    };
    let mut filter = Vec::new();
    for (name, value) in &request.only {
        let (at, dimension) = find(name)?;
        if let Some(code) = dimension.find(&value.value) {
            filter.push((at, code));
            continue;
        }
        let finding = Finding::error(
            "no-such-value",
            Place::Bytes(value.bytes.clone()),
            format!("no row has this value in `{name}`"),
        );
        findings.add(finding.hint("write it as the file does, or as the card's labels and merges do"));
        return None;
    }
    for (at, dimension) in dimensions(card, measure, folded).filter(|(_, dimension)| dimension.is_time()) {
        let is_settled = by.is_some_and(|(by, _)| by == at) || filter.iter().any(|(kept, _)| *kept == at);
        if !is_settled && cube.spread(at, &filter) > 1 {
            let message = format!("this view would count a student once in each `{}`", dimension.name());
            let last = dimension.labels().last().map_or("...", String::as_str);
            let finding = Finding::error("mixed-windows", Place::Bytes(request.bytes.clone()), message);
            findings.add(finding.hint(format!(
                "add only = {{ {} = \"{last}\" }}, or by = \"{}\"",
                dimension.name(),
                dimension.name()
            )));
            return None;
        }
    }
    let title = request.title.clone().unwrap_or_else(|| title(card, measure, by.map(|(_, by)| by), &filter, folded));
    Some(Plan {
        id: request.id.clone(),
        slot: request.slot.clone(),
        kind: request.kind,
        measure: index,
        by: by.map(|(at, _)| at),
        by_label: by.map_or_else(|| NO_GROUPING.to_owned(), |(_, by)| by.label().to_owned()),
        by_time: by.is_some_and(|(_, by)| by.is_time()),
        filter,
        show: request.show.clone(),
        total: request.total,
        title,
    })
}

/// Subject, measure, grouping and what is kept.
pub(super) fn title(
    card: &Card,
    measure: &Measure,
    by: Option<&Dimension>,
    filter: &[(usize, u16)],
    folded: &Folded,
) -> String {
    let mut title = String::new();
    if let Some(subject) = &card.subject {
        title.push_str(subject);
        title.push_str(": ");
    }
    title.push_str(&measure.label);
    if let Some(by) = by {
        title.push_str(" by ");
        title.push_str(by.label());
    }
    for (at, code) in filter {
        if let Some(label) = folded.dimensions.get(*at).and_then(|dimension| dimension.labels().get(usize::from(*code)))
        {
            title.push_str(", ");
            title.push_str(label);
        }
    }
    title
}
