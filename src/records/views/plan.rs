//! A view request resolved against the labels of the data.

use crate::diagnostic::{Finding, Findings, Place};

use super::super::admitted::Refused;
use super::super::aggregate::{Dimension, Folded};
use super::super::card::{Card, Kind, Measure, Request, Show};
use super::{Drawing, NO_GROUPING};

/// A view to build: everything by position.
pub(super) struct Plan {
    pub(super) id: String,
    pub(super) slot: Option<String>,
    pub(super) kind: Kind,
    /// One, or several: statements, items, or the two of a grid.
    pub(super) measures: Vec<usize>,
    /// Measures that are folded, each with the dimension of its columns.
    pub(super) folds: Vec<(usize, usize)>,
    /// Measures, each with a dimension that tells nothing of it: the columns of another fold, the windows of another file.
    pub(super) apart: Vec<(usize, usize)>,
    /// What they are called together.
    pub(super) measure_label: String,
    pub(super) by: Option<usize>,
    /// What each row is.
    pub(super) by_label: String,
    /// Whether the rows are windows (the same students again).
    pub(super) by_time: bool,
    /// The windows that are rows, where not all are.
    pub(super) by_windows: Option<Vec<u16>>,
    /// For a picture over time: the time column and its windows, in order.
    pub(super) over: Option<(usize, Vec<u16>)>,
    /// What the time column and these windows are called.
    pub(super) over_label: String,
    pub(super) over_windows: Vec<String>,
    pub(super) filter: Vec<(usize, u16)>,
    pub(super) show: Vec<Show>,
    pub(super) total: bool,
    pub(super) dots: bool,
    pub(super) title: String,
    /// Which of the joins of the card is this view's.
    pub(super) join: Option<usize>,
}

impl Plan {
    /// Whether the rows are groups or classes.
    pub(super) fn is_by_group(&self) -> bool {
        self.by.is_some() && !self.by_time
    }

    /// Whether only a group or class is told of.
    pub(super) fn is_filtered(&self, drawing: &Drawing<'_>) -> bool {
        let is_group = |at: &usize| drawing.folded.dimensions.get(*at).is_some_and(|dimension| !dimension.is_time());
        self.filter.iter().any(|(at, _)| is_group(at))
    }

    /// The windows of a picture over time; one nothing for all others.
    pub(super) fn windows_or_once(&self) -> impl Iterator<Item = Option<u16>> {
        let windows = self.over.as_ref().map(|(_, windows)| windows.as_slice()).unwrap_or_default();
        let once = self.over.is_none().then_some(None);
        windows.iter().copied().map(Some).chain(once)
    }

    /// What the students of a measure must be, in a window.
    pub(super) fn kept(&self, measure: usize, window: Option<u16>) -> Vec<(usize, u16)> {
        let time = self.over.as_ref().zip(window).map(|((at, _), window)| (*at, window));
        self.filter.iter().copied().chain(time).filter(|(at, _)| !self.apart.contains(&(measure, *at))).collect()
    }

    /// Whether the scores that the view tells together may stand together.
    pub(super) fn can_be_joined(&self, drawing: &Drawing<'_>) -> Result<(), Refused> {
        let refused = |reason: String, instead: &str| {
            Err(Refused { id: self.id.clone(), reason, instead: Some(format!("Show it instead {instead}")) })
        };
        let Some(joined) = self.join.and_then(|join| drawing.folded.joined.get(join)) else { return Ok(()) };
        let many = drawing.card.unit.plural();
        let (title, is_line) = (&self.title, self.kind == Kind::Windows);
        let stands = joined.is_matched || (is_line && joined.is_apart);
        if !stands {
            let is_unknown = drawing.card.identifiers.is_empty() && self.over.is_some();
            if is_unknown {
                return refused(
                    format!("\"{title}\" is not shown: nothing tells which rows are of the same {many}."),
                    "by giving the column that tells them apart the role identifier.",
                );
            }
            let places = if self.over.is_some() { "in all of its windows" } else { "of both measures" };
            return refused(
                format!("\"{title}\" is not shown: fewer than nine in ten {many} have a score {places}."),
                if self.over.is_some() {
                    "with fewer windows: windows = [\"...\", \"...\"]."
                } else {
                    "as one picture a measure."
                },
            );
        }
        let used = self.by.iter().chain(self.filter.iter().map(|(at, _)| at));
        let moved = used
            .filter(|_| joined.is_matched)
            .find(|at| joined.is_steady.get(**at) == Some(&false))
            .and_then(|at| drawing.folded.dimensions.get(*at));
        if let Some(dimension) = moved.filter(|dimension| !dimension.is_time()) {
            return refused(
                format!(
                    "\"{title}\" is not shown: some {many} are not of the same \"{}\" in all windows.",
                    dimension.label()
                ),
                "of all, without groups.",
            );
        }
        Ok(())
    }
}

/// The dimensions that a measure can be looked at by.
pub(super) fn dimensions<'f>(
    card: &'f Card,
    measure: &'f Measure,
    dimensions: &'f [Dimension],
) -> impl Iterator<Item = (usize, &'f Dimension)> {
    dimensions.iter().enumerate().filter(move |(_, dimension)| {
        card.category(dimension.name()).is_some_and(|category| category.tells_of(measure))
            || measure.fold().is_some_and(|(by, _)| by == dimension.name())
    })
}

/// Positions of the measures of a request, the first one first.
pub(super) fn measures(request: &Request, card: &Card) -> Option<Vec<usize>> {
    let position = |name: &String| card.measures.iter().position(|measure| measure.name == *name);
    std::iter::once(&request.measure).chain(&request.more).map(position).collect()
}

/// The windows of a request in the order of their column: those that it lists, or all.
pub(super) fn windows(request: &Request, dimensions: &[Dimension], findings: &Findings) -> Option<(usize, Vec<u16>)> {
    let (name, listed) = request.windows.as_ref()?;
    let (at, dimension) = dimensions.iter().enumerate().find(|(_, dimension)| dimension.name() == name)?;
    let mut codes = Vec::new();
    for value in listed {
        match dimension.find(&value.value) {
            Some(code) if !codes.contains(&code) => codes.push(code),
            Some(_) => {}
            None => findings.add(no_such_value(name, value.bytes.clone())),
        }
    }
    codes.sort_unstable();
    let all = || (0_u16..).zip(dimension.labels()).map(|(code, _)| code);
    if listed.is_empty() {
        codes = all().collect();
        if request.kind == Kind::Change {
            codes = codes.first().into_iter().chain(codes.last().filter(|_| codes.len() > 1)).copied().collect();
        }
    }
    Some((at, codes))
}

fn no_such_value(name: &str, bytes: std::ops::Range<usize>) -> Finding {
    let finding = Finding::error("no-such-value", Place::Bytes(bytes), format!("no row has this value in `{name}`"));
    finding.hint("write it as the file does, or as the card's labels and merges do")
}

fn mixed_windows(dimension: &Dimension, request: &Request) -> Finding {
    let name = dimension.name();
    let message = format!("this view would count a student once in each `{name}`");
    let last = dimension.labels().last().map_or("...", String::as_str);
    let finding = Finding::error("mixed-windows", request.places.of("kind"), message);
    finding.hint(format!("add only = {{ {name} = \"{last}\" }}, or by = \"{name}\""))
}

pub(super) fn resolve(
    request: &Request,
    join: Option<usize>,
    card: &Card,
    folded: &Folded,
    findings: &Findings,
) -> Option<Plan> {
    let measures = measures(request, card)?;
    let find = |name: &str| {
        let mut all = measures.iter().filter_map(|at| card.measures.get(*at));
        all.find_map(|of| dimensions(card, of, &folded.dimensions).find(|(_, dimension)| dimension.name() == name))
    };
    let by = match &request.by {
        Some(by) => Some(find(by)?),
        None => None,
    };
    let mut filter = Vec::new();
    for (name, value) in &request.only {
        let (at, dimension) = find(name)?;
        let Some(code) = dimension.find(&value.value) else {
            findings.add(no_such_value(name, value.bytes.clone()));
            return None;
        };
        filter.push((at, code));
    }
    let windows = windows(request, &folded.dimensions, findings);
    let over = windows.clone().filter(|_| request.kind.is_over_time());
    if over.as_ref().is_some_and(|(_, windows)| windows.len() < 2) {
        let finding = Finding::error("windows", request.places.of("kind"), "the data have one window only");
        findings.add(finding.hint("ask for kind = \"levels\" or kind = \"distribution\""));
        return None;
    }
    let is_settled = |at: usize| {
        by.is_some_and(|(by, _)| by == at)
            || over.as_ref().is_some_and(|(over, _)| *over == at)
            || filter.iter().any(|(kept, _)| *kept == at)
    };
    for (measure, cube) in measures.iter().filter_map(|at| Some((card.measures.get(*at)?, folded.cubes.get(*at)?))) {
        let mut times = dimensions(card, measure, &folded.dimensions).filter(|(_, dimension)| dimension.is_time());
        if let Some((_, dimension)) = times.find(|(at, _)| !is_settled(*at) && cube.spread(*at, &filter) > 1) {
            findings.add(mixed_windows(dimension, request));
            return None;
        }
    }
    if request.kind == Kind::Windows && by.is_some_and(|(_, by)| by.labels().len() > MOST_LINES) {
        let message = format!("more than {MOST_LINES} lines cannot be told apart");
        let finding = Finding::error("too-many-lines", request.places.of("by"), message);
        findings.add(finding.hint("merge groups, or ask for kind = \"levels\" for one window"));
        return None;
    }
    let measure_label = label(request, card, &measures);
    let by_label = by.map_or_else(|| NO_GROUPING.to_owned(), |(_, by)| by.label().to_owned());
    let naming = Naming { card, request, dimensions: &folded.dimensions, label: &measure_label };
    let title = request.title.clone().unwrap_or_else(|| naming.title(by.map(|(_, by)| by), &filter, over.as_ref()));
    let fold_of = |at: &usize| {
        let (by, _) = card.measures.get(*at)?.fold()?;
        Some((*at, folded.dimensions.iter().position(|dimension| dimension.name() == by)?))
    };
    let apart_of = |at: &usize| {
        let of = |measure| dimensions(card, measure, &folded.dimensions).map(|(at, _)| at).collect::<Vec<_>>();
        let known = card.measures.get(*at).map(of).unwrap_or_default();
        let others = (0..folded.dimensions.len()).filter(move |dimension| !known.contains(dimension));
        let at = *at;
        others.map(move |dimension| (at, dimension))
    };
    let time = over.as_ref().and_then(|(at, _)| folded.dimensions.get(*at));
    let window = |code: u16| time.and_then(|time| time.labels().get(usize::from(code))).cloned();
    let is_statements = request.kind == Kind::Levels && measures.len() > 1;
    Some(Plan {
        id: request.id.clone(),
        slot: request.slot.clone(),
        kind: request.kind,
        measure_label,
        folds: measures.iter().filter_map(fold_of).collect(),
        apart: measures.iter().flat_map(apart_of).collect(),
        measures,
        by: by.map(|(at, _)| at),
        by_label: if is_statements { "Statement".to_owned() } else { by_label },
        by_time: by.is_some_and(|(_, by)| by.is_time()),
        by_windows: windows.filter(|_| over.is_none()).map(|(_, windows)| windows),
        over_label: time.map_or_else(String::new, |time| time.label().to_owned()),
        over_windows: over.iter().flat_map(|(_, windows)| windows).filter_map(|code| window(*code)).collect(),
        over,
        filter,
        show: request.show.clone(),
        total: request.total,
        dots: request.dots,
        title,
        join,
    })
}

/// More lines than this cannot be told apart (CHARTS 2.3).
const MOST_LINES: usize = 4;

fn label(request: &Request, card: &Card, measures: &[usize]) -> String {
    let of = |at: &usize| card.measures.get(*at);
    let names = || measures.iter().filter_map(of).map(|measure| measure.label.as_str());
    match request.kind {
        Kind::Items => {
            let item = measures.first().and_then(of).and_then(|measure| measure.item.as_ref());
            item.map_or_else(|| "Items".to_owned(), |item| item.test.clone())
        }
        Kind::Levels if measures.len() > 1 => "Answers".to_owned(),
        _ => names().collect::<Vec<_>>().join(" and "),
    }
}

/// What a title is made of.
struct Naming<'n> {
    card: &'n Card,
    request: &'n Request,
    dimensions: &'n [Dimension],
    label: &'n str,
}

impl Naming<'_> {
    /// Who, what, by whom and when.
    fn title(&self, by: Option<&Dimension>, filter: &[(usize, u16)], over: Option<&(usize, Vec<u16>)>) -> String {
        let mut title = String::new();
        if let Some(subject) = self.card.measure(&self.request.measure).and_then(|measure| measure.subject.as_ref()) {
            title.push_str(subject);
            title.push_str(": ");
        }
        title.push_str(self.label);
        if let Some(by) = by {
            title.push_str(" by ");
            title.push_str(by.label());
        }
        let of = |at: usize, code: u16| {
            self.dimensions.get(at).and_then(|dimension| dimension.labels().get(usize::from(code)))
        };
        for label in filter.iter().filter_map(|(at, code)| of(*at, *code)) {
            title.push_str(", ");
            title.push_str(label);
        }
        if let Some((at, windows)) = over
            && let Some((first, last)) = windows.first().zip(windows.last())
            && let Some((first, last)) = of(*at, *first).zip(of(*at, *last))
        {
            let word = if self.request.kind == Kind::Change { "change from" } else { "from" };
            title.push_str(&format!(", {word} {first} to {last}"));
        }
        title
    }
}

/// Makes titles different: a later picture of the same says what it shows, and the last resort is a number.
pub(super) fn tell_apart(plans: &mut [Plan]) {
    for at in 1..plans.len() {
        let (before, after) = plans.split_at_mut(at);
        let Some(plan) = after.first_mut() else { continue };
        let is_taken = |title: &String| before.iter().any(|other| other.title == *title);
        if is_taken(&plan.title) {
            plan.title = format!("{}, {}", plan.title, plan.kind.words());
        }
        let wanted = plan.title.clone();
        let mut number = 2;
        while is_taken(&plan.title) {
            plan.title = format!("{wanted} ({number})");
            number += 1;
        }
    }
}
