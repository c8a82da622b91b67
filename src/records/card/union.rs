//! Several cards whose files are joined, as one card.
//!
//! Views, ledgers and audits know one card. What all cards have stands in it once: group, class and time columns of the same name and
//! role are one column, measures stay apart unless the first card folds them. Names that are taken get the name of their file before
//! them, and views can always write them so: `mathematics.score`.

use crate::diagnostic::{Finding, Findings, Place};
use crate::document::Located;

use super::join::{self, Across, Unknown};
use super::{Card, Category, Measure, Part, Request, Source, Unit, views};

/// A card among several.
pub(in crate::records) struct Member<'m> {
    /// What its file is called, without folder and ending.
    pub(in crate::records) name: String,
    pub(in crate::records) card: &'m Card,
    pub(in crate::records) text: &'m str,
    /// About the card.
    pub(in crate::records) findings: &'m Findings,
}

/// Several cards as one.
pub(in crate::records) struct Union {
    pub(in crate::records) card: Card,
    /// For each measure the source, and the number among its columns of scores, of each of its columns.
    pub(in crate::records) columns: Vec<Vec<(usize, usize)>>,
    /// For each category its position in the card of each source, where it has it.
    pub(in crate::records) categories: Vec<Vec<Option<usize>>>,
    /// Pictures of joined files that these files do not allow.
    pub(in crate::records) unknown: Vec<Unknown>,
}

/// Names of further cards, as views may write them, and those that stand for them in the card.
#[derive(Default)]
pub(super) struct Names {
    measures: Vec<(String, String)>,
    dimensions: Vec<(String, String)>,
    tests: Vec<(String, String)>,
}

impl Names {
    pub(super) fn measure<'n>(&'n self, name: &'n str) -> &'n str {
        look_up(&self.measures, name)
    }

    pub(super) fn dimension<'n>(&'n self, name: &'n str) -> &'n str {
        look_up(&self.dimensions, name)
    }

    pub(super) fn test<'n>(&'n self, name: &'n str) -> &'n str {
        look_up(&self.tests, name)
    }

    /// Whether the card is one by itself.
    pub(super) fn is_of_one(&self) -> bool {
        self.measures.is_empty()
    }
}

fn look_up<'n>(names: &'n [(String, String)], name: &'n str) -> &'n str {
    names.iter().find(|(written, _)| written == name).map_or(name, |(_, meant)| meant)
}

/// The first name that is not taken: the plain one, with that of the file before it, or with a number after it.
fn free(name: &str, file: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let mut wanted = qualified(name, file);
    let plain = wanted.clone();
    let mut number = 2;
    while is_taken(&wanted) {
        wanted = format!("{plain}-{number}");
        number += 1;
    }
    wanted
}

fn qualified(name: &str, file: &str) -> String {
    format!("{file}.{name}")
}

impl Union {
    /// The cards as one; the first has `[join]`. There is at least one, and all are about people of the same kind. What is wrong
    /// with them together is told to the card that says it.
    pub(in crate::records) fn of(members: &[Member<'_>]) -> Self {
        let mut drawing = Building {
            card: Card {
                title: String::new(),
                audience: super::Audience::Room,
                minimum_group: super::MINIMUM_GROUP,
                unit: members.first().map_or(Unit::Student, |member| member.card.unit),
                file: None,
                source: super::Stated::default(),
                named: Vec::new(),
                faulty: Vec::new(),
                identifiers: members.iter().flat_map(|member| member.card.identifiers.iter().cloned()).collect(),
                categories: Vec::new(),
                measures: Vec::new(),
                views: Vec::new(),
                join: None,
                drafted: Vec::new(),
                names: Names::default(),
                is_open: false,
            },
            columns: Vec::new(),
            categories: Vec::new(),
            known: Vec::new(),
        };
        for (source, member) in members.iter().enumerate() {
            drawing.add(source, member, members.len());
        }
        let mut unknown = Vec::new();
        if let Some((first, join)) = members.first().and_then(|first| Some((first, first.card.join.as_ref()?))) {
            for across in &join.folds {
                drawing.fold(across, first.findings);
            }
            for view in join::views(first.text, join, &drawing.card, first.findings) {
                match view {
                    // After those of the first card, which is in front.
                    Ok(view) => {
                        let at = drawing.card.views.iter().take_while(|view| view.origin == 0).count();
                        drawing.card.views.insert(at, view);
                    }
                    Err(view) => unknown.push(view),
                }
            }
        }
        let Building { mut card, columns, categories, .. } = drawing;
        tell_apart(&mut card.views);
        let all: Vec<&Request> = card.views.iter().collect();
        views::check_together(&all, |view, finding| {
            if let Some(member) = members.get(view.origin) {
                member.findings.add(finding);
            }
        });
        Self { card, columns, categories, unknown }
    }
}

impl Union {
    /// The position of a category in the card of a source.
    pub(in crate::records) fn position(&self, category: usize, source: usize) -> Option<usize> {
        self.categories.get(category)?.get(source).copied().flatten()
    }

    /// Whether a source has the column of a category.
    pub(in crate::records) fn has(&self, category: usize, source: usize) -> bool {
        self.position(category, source).is_some()
    }

    /// Whether a category tells windows.
    pub(in crate::records) fn is_time(&self, category: usize) -> bool {
        self.card.categories.get(category).is_some_and(|category| category.part == Part::Time)
    }
}

/// An id or slot that a view of an earlier card has taken gets out of the way.
pub(in crate::records) fn tell_apart(views: &mut [Request]) {
    for at in 1..views.len() {
        let (before, after) = views.split_at_mut(at);
        let Some(view) = after.first_mut() else { continue };
        let earlier = || before.iter().filter(|other| other.origin != view.origin);
        if view.slot.is_some() && earlier().any(|other| other.slot == view.slot) {
            view.slot = None;
        }
        let wanted = view.id.clone();
        let mut number = 2;
        while before.iter().any(|other| other.origin != view.origin && other.id == view.id) {
            view.id = format!("{wanted}-{number}");
            number += 1;
        }
    }
}

/// A measure that becomes a window of another.
struct Window {
    measure: Measure,
    columns: Vec<(usize, usize)>,
    label: String,
}

struct Building {
    card: Card,
    columns: Vec<Vec<(usize, usize)>>,
    categories: Vec<Vec<Option<usize>>>,
    /// What each category is called in its file.
    known: Vec<(String, Part)>,
}

/// For the names of one card those of the whole.
type Renamed = Vec<(String, String)>;

impl Building {
    fn add(&mut self, source: usize, member: &Member<'_>, sources: usize) {
        let mut dimensions = self.add_categories(source, member, sources);
        let mut measures = Renamed::new();
        let mut column = 0;
        for measure in &member.card.measures {
            let is_taken = |name: &str| self.card.measures.iter().any(|other| other.name == name);
            let name = free(&measure.name, &member.name, is_taken);
            self.card.names.measures.push((qualified(&measure.name, &member.name), name.clone()));
            measures.push((measure.name.clone(), name.clone()));
            let mut added = Measure { name, sources: vec![source], ..measure.clone() };
            if let Source::Fold { by, .. } = &mut added.source {
                let new = free(by, &member.name, |name| self.is_dimension(name));
                self.card.names.dimensions.push((qualified(by, &member.name), new.clone()));
                dimensions.push((by.clone(), new.clone()));
                *by = new;
            }
            if let Some(item) = &mut added.item {
                let of_other = |test: &str| {
                    let mut others = self.card.measures.iter().filter(|other| other.source() != source);
                    others.any(|other| other.item.as_ref().is_some_and(|item| item.test == test))
                };
                let test = free(&item.test, &member.name, of_other);
                self.card.names.tests.push((qualified(&item.test, &member.name), test.clone()));
                item.test = test;
            }
            let width = match &added.source {
                Source::Column => 1,
                Source::Fold { columns, .. } => columns.len(),
            };
            self.columns.push((column..column + width).map(|column| (source, column)).collect());
            column += width;
            self.card.measures.push(added);
        }
        if member.card.views.is_empty() {
            self.card.drafted.push(source);
        }
        self.card.views.extend(member.card.views.iter().map(|view| renamed(view, source, &measures, &dimensions)));
    }

    fn add_categories(&mut self, source: usize, member: &Member<'_>, sources: usize) -> Renamed {
        let mut dimensions = Renamed::new();
        for (position, category) in member.card.categories.iter().enumerate() {
            let key = (category.name.clone(), category.part);
            let at = self.known.iter().position(|known| *known == key).unwrap_or_else(|| {
                let name = free(&category.name, &member.name, |name| self.is_dimension(name));
                self.card.categories.push(Category { name, sources: Vec::new(), ..category.clone() });
                self.categories.push(vec![None; sources]);
                self.known.push(key);
                self.known.len() - 1
            });
            if let Some(slot) = self.categories.get_mut(at).and_then(|of| of.get_mut(source)) {
                *slot = Some(position);
            }
            let Some(whole) = self.card.categories.get_mut(at) else { continue };
            whole.sources.push(source);
            add_missing(&mut whole.order, &category.order, |a, b| a == b);
            add_missing(&mut whole.labels, &category.labels, |(a, _), (b, _)| a == b);
            add_missing(&mut whole.merge, &category.merge, |(a, _), (b, _)| a == b);
            self.card.names.dimensions.push((qualified(&category.name, &member.name), whole.name.clone()));
            dimensions.push((category.name.clone(), whole.name.clone()));
        }
        dimensions
    }

    fn is_dimension(&self, name: &str) -> bool {
        let of_fold = |measure: &Measure| measure.fold().is_some_and(|(by, _)| by == name);
        self.card.category(name).is_some() || self.card.measures.iter().any(of_fold)
    }

    /// Makes one measure of several; nothing where one of them is not there.
    fn fold(&mut self, across: &Across, findings: &Findings) {
        let refuse = |code, bytes: &std::ops::Range<usize>, message: String, hint: &str| {
            findings.add(Finding::error(code, Place::Bytes(bytes.clone()), message).hint(hint));
        };
        let mut parts: Vec<Window> = Vec::new();
        for (name, label) in &across.columns {
            let Some(measure) = self.card.measure(&name.value) else { return };
            let at = self.card.measures.iter().position(|other| other.name == measure.name);
            let columns = at.and_then(|at| self.columns.get(at)).cloned().unwrap_or_default();
            if measure.fold().is_some() || measure.item.is_some() {
                let message = format!("`{}` is folded already, or an item of a test", name.value);
                return refuse("not-foldable", &name.bytes, message, "name a measure that is one column of its file");
            }
            if parts.iter().any(|part| part.measure.name == measure.name) {
                let message = format!("`{}` is folded twice", name.value);
                return refuse("twice", &name.bytes, message, "name each measure once");
            }
            if parts.first().is_some_and(|first| first.measure.scale != measure.scale) {
                let message = format!("`{}` has another scale than the measures before it", name.value);
                let hint = "one measure has one range, step, and the same cuts; correct the card that is wrong";
                return refuse("two-scales", &name.bytes, message, hint);
            }
            parts.push(Window { measure: measure.clone(), columns, label: label.clone() });
        }
        let is_part = |name: &str| parts.iter().any(|part| part.measure.name == name);
        let is_taken = self.is_dimension(&across.by.value)
            || self.card.measures.iter().any(|measure| measure.name == across.name.value && !is_part(&measure.name));
        if is_taken {
            let message =
                format!("`{}` or `{}` is already the name of something else", across.name.value, across.by.value);
            return refuse("name-taken", &across.name.bytes, message, "choose other names for this fold");
        }
        let Some(first) = parts.first().map(|part| &part.measure) else { return };
        let mut sources: Vec<usize> = parts.iter().flat_map(|part| part.measure.sources.iter().copied()).collect();
        sources.sort_unstable();
        sources.dedup();
        let by = across.by.value.clone();
        let columns = across.columns.iter().map(|(column, label)| (column.clone(), label.clone())).collect();
        let by_label = across.by_label.clone().unwrap_or_else(|| by.clone());
        let whole = Measure {
            name: across.name.value.clone(),
            label: across.label.clone().unwrap_or_else(|| first.label.clone()),
            source: Source::Fold { by: by.clone(), by_label, columns },
            sources,
            ..first.clone()
        };
        for view in &mut self.card.views {
            into_fold(view, &whole, &by, &parts);
        }
        for (_, meant) in &mut self.card.names.measures {
            if is_part(meant) {
                meant.clone_from(&whole.name);
            }
        }
        let at = self.card.measures.iter().position(|measure| is_part(&measure.name)).unwrap_or_default();
        let mut both: Vec<_> = self.card.measures.drain(..).zip(self.columns.drain(..)).collect();
        both.retain(|(measure, _)| !is_part(&measure.name));
        both.insert(at.min(both.len()), (whole, parts.iter().flat_map(|part| part.columns.clone()).collect()));
        (self.card.measures, self.columns) = both.into_iter().unzip();
    }
}

/// A view of a measure that became a window of another is of that window.
fn into_fold(view: &mut Request, whole: &Measure, by: &str, parts: &[Window]) {
    let label = |name: &str| parts.iter().find(|part| part.measure.name == name).map(|part| part.label.clone());
    let found: Vec<String> = std::iter::once(&view.measure).chain(&view.more).filter_map(|name| label(name)).collect();
    let Some(window) = found.first() else { return };
    let value = Located { value: window.clone(), bytes: view.places.bytes() };
    view.only.push((by.to_owned(), value));
    for name in std::iter::once(&mut view.measure).chain(&mut view.more) {
        if label(name).is_some() {
            name.clone_from(&whole.name);
        }
    }
}

fn renamed(view: &Request, source: usize, measures: &Renamed, dimensions: &Renamed) -> Request {
    let measure = |name: &String| look_up(measures, name).to_owned();
    let dimension = |name: &String| look_up(dimensions, name).to_owned();
    Request {
        measure: measure(&view.measure),
        more: view.more.iter().map(measure).collect(),
        by: view.by.as_ref().map(dimension),
        only: view.only.iter().map(|(name, value)| (dimension(name), value.clone())).collect(),
        windows: view.windows.as_ref().map(|(name, windows)| (dimension(name), windows.clone())),
        origin: source,
        ..view.clone()
    }
}

fn add_missing<T: Clone>(whole: &mut Vec<T>, more: &[T], is_same: impl Fn(&T, &T) -> bool) {
    for one in more {
        if !whole.iter().any(|known| is_same(known, one)) {
            whole.push(one.clone());
        }
    }
}
