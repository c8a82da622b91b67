//! The views of a card that asks for none: overview, groups, classes, distribution, table, for each measure.

use super::super::aggregate::{Dimension, Folded};
use super::super::card::{Card, Kind, Measure, Show, default_columns};
use super::NO_GROUPING;
use super::plan::{self, Plan};

/// In the order in which a conversation usually takes them; the first measure's fill the slots.
pub(super) fn plans(card: &Card, folded: &Folded) -> Vec<Plan> {
    let mut plans = Vec::new();
    for (index, measure) in card.measures.iter().enumerate() {
        let mut draft = Draft { card, folded, measure, index, plans: &mut plans };
        draft.add_all();
    }
    plans
}

struct Draft<'d> {
    card: &'d Card,
    folded: &'d Folded,
    measure: &'d Measure,
    index: usize,
    plans: &'d mut Vec<Plan>,
}

impl Draft<'_> {
    fn add_all(&mut self) {
        let Some(cube) = self.folded.cubes.get(self.index) else { return };
        let (mut windows, mut groups) = (Vec::new(), Vec::new());
        for (at, dimension) in plan::dimensions(self.card, self.measure, self.folded) {
            if !dimension.is_time() {
                groups.push((at, dimension));
            } else if cube.spread(at, &[]) > 1 {
                windows.push((at, dimension));
            }
        }
        // Each picture but the overview is of the last window.
        let last: Vec<(usize, u16)> = windows
            .iter()
            .filter_map(|(at, dimension)| Some((*at, u16::try_from(dimension.labels().len().checked_sub(1)?).ok()?)))
            .collect();
        let before_last = |but: usize| last.iter().copied().filter(|(at, _)| *at != but).collect::<Vec<_>>();
        let has_levels = !self.measure.scale.cuts.is_empty();
        let comparison = if has_levels { Kind::Levels } else { Kind::Table };
        match windows.first() {
            Some((at, dimension)) => {
                self.add("by-window", comparison, Some((*at, dimension)), before_last(*at), "overview");
            }
            None => self.add("overview", comparison, None, Vec::new(), "overview"),
        }
        for (number, (at, dimension)) in groups.iter().enumerate() {
            let slot = if dimension.is_class() { "classes" } else { "groups" };
            self.add(&format!("by-group-{}", number + 1), comparison, Some((*at, dimension)), last.clone(), slot);
        }
        if !self.measure.scale.is_ordered() {
            self.add("distribution", Kind::Distribution, None, last.clone(), "distribution");
        }
        if has_levels && let Some((at, dimension)) = groups.first() {
            self.add("table", Kind::Table, Some((*at, dimension)), last, "table");
        }
    }

    fn add(&mut self, name: &str, kind: Kind, by: Option<(usize, &Dimension)>, filter: Vec<(usize, u16)>, slot: &str) {
        let is_free = !self.plans.iter().any(|plan| plan.slot.as_deref() == Some(slot));
        let dimension = by.map(|(_, dimension)| dimension);
        let show: Vec<Show> = if kind == Kind::Table { default_columns(self.measure) } else { Vec::new() };
        self.plans.push(Plan {
            id: format!("{}-{name}", self.measure.name),
            slot: is_free.then(|| slot.to_owned()),
            kind,
            measure: self.index,
            by: by.map(|(at, _)| at),
            by_label: dimension.map_or_else(|| NO_GROUPING.to_owned(), |by| by.label().to_owned()),
            by_time: dimension.is_some_and(Dimension::is_time),
            title: plan::title(self.card, self.measure, dimension, &filter, self.folded),
            filter,
            show,
            total: false,
        });
    }
}
