//! The views of a card that asks for none, by the shape of the data (CHARTS 1.2), the best first.

use super::super::aggregate::Dimension;
use super::super::card::{Card, Kind, Measure, Places, Request, Show, default_columns};
use super::plan;
use crate::document::Located;

/// Those of the measures of one source, in the order in which a conversation usually takes them; the first measure's fill the slots.
pub(super) fn requests(card: &Card, dimensions: &[Dimension], source: usize) -> Vec<Request> {
    let mut draft = Draft { card, dimensions, source, requests: Vec::new() };
    let all = card.measures.iter().filter(|measure| measure.source() == source);
    let measures: Vec<&Measure> = all.filter(|measure| measure.item.is_none()).collect();
    draft.add_statements(&measures);
    for measure in &measures {
        draft.add_all(measure);
    }
    draft.add_items();
    draft.add_pair(&measures);
    draft.requests
}

struct Draft<'d> {
    card: &'d Card,
    dimensions: &'d [Dimension],
    source: usize,
    requests: Vec<Request>,
}

impl<'d> Draft<'d> {
    fn add_all(&mut self, measure: &'d Measure) {
        let (mut windows, mut groups): (Vec<&'d Dimension>, Vec<&'d Dimension>) = (Vec::new(), Vec::new());
        for (_, dimension) in plan::dimensions(self.card, measure, self.dimensions) {
            if !dimension.is_time() {
                groups.push(dimension);
            } else if dimension.labels().len() > 1 {
                windows.push(dimension);
            }
        }
        // Each picture but the overview is of the last window.
        let last: Vec<(String, Located<String>)> = windows.iter().filter_map(|window| last_of(window)).collect();
        let but = |but: &Dimension| last.iter().filter(|(name, _)| name != but.name()).cloned().collect::<Vec<_>>();
        let has_levels = !measure.scale.cuts.is_empty();
        let comparison = if has_levels { Kind::Levels } else { Kind::Table };
        let blank = |kind| blank(measure, kind);
        match windows.first() {
            Some(window) => {
                let by = Some(window.name().to_owned());
                self.add("by-window", "overview", Request { by, only: but(window), ..blank(comparison) });
            }
            None => self.add("overview", "overview", blank(comparison)),
        }
        if !measure.scale.is_ordered() {
            self.add("distribution", "distribution", Request { only: last.clone(), ..blank(Kind::Distribution) });
        }
        for (number, group) in groups.iter().enumerate() {
            let slot = if group.is_class() { "classes" } else { "groups" };
            let by = Some(group.name().to_owned());
            let name = format!("by-group-{}", number + 1);
            self.add(&name, slot, Request { by, only: last.clone(), ..blank(comparison) });
        }
        if let Some(window) = windows.first().filter(|window| self.is_growth(measure, window)) {
            let over = Some((window.name().to_owned(), Vec::new()));
            let only = but(window);
            self.add(
                "change",
                "growth",
                Request { windows: over, only, show: quantity(measure), ..blank(Kind::Change) },
            );
        }
        if has_levels && let Some(group) = groups.first() {
            let by = Some(group.name().to_owned());
            self.add("table", "table", Request { by, only: last, ..blank(Kind::Table) });
        }
    }

    /// Whether a student's windows can be told together, and are times rather than statements.
    fn is_growth(&self, measure: &Measure, window: &Dimension) -> bool {
        let is_fold = measure.fold().is_some_and(|(by, _)| by == window.name());
        let is_scored = !measure.scale.is_ordered();
        is_scored && (is_fold || !self.card.identifiers.is_empty())
    }

    /// Statements that are answered on one scale, as rows of one picture.
    fn add_statements(&mut self, measures: &[&Measure]) {
        let is_statement = |measure: &&&Measure| measure.scale.is_ordered() && measure.fold().is_none();
        let statements: Vec<&&Measure> = measures.iter().filter(is_statement).collect();
        let Some((first, rest)) = statements.split_first().filter(|(_, rest)| rest.len() >= 2) else { return };
        if rest
            .iter()
            .any(|measure| measure.scale.levels() != first.scale.levels() || measure.scale.target != first.scale.target)
        {
            return;
        }
        let only = self.last_windows(first);
        let more = rest.iter().map(|measure| measure.name.clone()).collect();
        self.add("statements", "overview", Request { more, only, ..blank(first, Kind::Levels) });
    }

    fn add_items(&mut self) {
        let mut all = self.card.measures.iter().filter(|measure| measure.source() == self.source);
        let Some(first) = all.find(|measure| measure.item.is_some()) else { return };
        let test = first.item.as_ref().map(|item| &item.test);
        let is_of = |measure: &&Measure| measure.item.as_ref().map(|item| &item.test) == test;
        let more: Vec<String> =
            self.card.measures.iter().filter(is_of).skip(1).map(|measure| measure.name.clone()).collect();
        let only = self.last_windows(first);
        self.add("items", "items", Request { more: more.clone(), only: only.clone(), ..blank(first, Kind::Items) });
        if let Some(class) = self.dimensions.iter().find(|dimension| dimension.is_class()) {
            let by = Some(class.name().to_owned());
            self.add("items-by-class", "items", Request { more, only, by, total: true, ..blank(first, Kind::Items) });
        }
    }

    /// Two measures of scores against each other.
    fn add_pair(&mut self, measures: &[&Measure]) {
        let [first, second, ..] = measures else { return };
        let are_plain =
            [first, second].iter().all(|measure| measure.fold().is_none() && !measure.scale.cuts.is_empty());
        let only = self.last_windows(first);
        if are_plain && !first.scale.is_ordered() && !second.scale.is_ordered() {
            let more = vec![second.name.clone()];
            self.add("against", "pair", Request { more, only, ..blank(first, Kind::Grid) });
        }
    }

    /// The last window of each time column of the file of a measure.
    fn last_windows(&self, measure: &Measure) -> Vec<(String, Located<String>)> {
        let times = self.dimensions.iter().filter(|dimension| dimension.is_time() && dimension.labels().len() > 1);
        let is_of = |time: &&Dimension| self.card.times(measure).any(|category| category.name == time.name());
        times.filter(is_of).filter_map(last_of).collect()
    }

    fn add(&mut self, name: &str, slot: &str, request: Request) {
        let is_free = !self.requests.iter().any(|other| other.slot.as_deref() == Some(slot));
        let id = format!("{}-{name}", request.measure);
        let slot = is_free.then(|| slot.to_owned());
        self.requests.push(Request { id, slot, origin: self.source, ..request });
    }
}

fn last_of(dimension: &Dimension) -> Option<(String, Located<String>)> {
    let value = dimension.labels().last()?.clone();
    Some((dimension.name().to_owned(), Located { value, bytes: 0..0 }))
}

fn quantity(measure: &Measure) -> Vec<Show> {
    vec![if measure.scale.is_ordered() { Show::Above } else { Show::Median }]
}

fn blank(measure: &Measure, kind: Kind) -> Request {
    Request {
        id: String::new(),
        kind,
        measure: measure.name.clone(),
        more: Vec::new(),
        by: None,
        only: Vec::new(),
        windows: None,
        title: None,
        slot: None,
        show: if kind == Kind::Table { default_columns(measure) } else { Vec::new() },
        total: false,
        dots: false,
        places: Places::default(),
        origin: 0,
    }
}
