//! Views that a card asks for, with every reference resolved inside the card.

use std::ops::Range;

use crate::diagnostic::{Finding, Findings, Place, nearest};
use crate::document::{Fields, Located};
use crate::text;

use super::decode::label;
use super::kinds::{Asked, Kind};
use super::{Card, Measure, Part};

/// A column of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::records) enum Show {
    N,
    Mean,
    Median,
    Above,
    Counts,
}

/// A view to prepare.
#[derive(Clone)]
pub(in crate::records) struct Request {
    pub(in crate::records) id: String,
    pub(in crate::records) kind: Kind,
    pub(in crate::records) measure: String,
    /// Further measures: the other side of a grid, further statements of levels, further items of a test.
    pub(in crate::records) more: Vec<String>,
    pub(in crate::records) by: Option<String>,
    /// Dimension and the value or label that is kept.
    pub(in crate::records) only: Vec<(String, Located<String>)>,
    /// The windows that are shown, where not all are: a time column and its values or labels.
    pub(in crate::records) windows: Option<(String, Vec<Located<String>>)>,
    pub(in crate::records) title: Option<String>,
    pub(in crate::records) slot: Option<String>,
    pub(in crate::records) show: Vec<Show>,
    /// Whether a last row tells of everybody.
    pub(in crate::records) total: bool,
    /// Whether a distribution is drawn as dots for several students each.
    pub(in crate::records) dots: bool,
    /// Where the card asks for it.
    pub(in crate::records) places: Places,
    /// Of several cards as one, the number of the card that asks for it.
    pub(in crate::records) origin: usize,
}

/// Where a view and the values of its keys stand in the card.
#[derive(Clone, Default)]
pub(in crate::records) struct Places {
    view: Range<usize>,
    values: Vec<(&'static str, Range<usize>)>,
}

impl Places {
    fn of_view(fields: &Fields<'_, '_>) -> Self {
        const KEYS: [&str; 11] =
            ["id", "kind", "measure", "measures", "by", "against", "over", "windows", "show", "total", "dots"];
        let values = KEYS.into_iter().filter_map(|key| Some((key, fields.value_bytes(key)?)));
        Self { view: fields.bytes(), values: values.collect() }
    }

    /// The head of the view.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.view.clone()
    }

    /// The value of a key; the head of the view, if it has no such key.
    pub(in crate::records) fn of(&self, key: &str) -> Place {
        let value = self.values.iter().find(|(known, _)| *known == key);
        Place::Bytes(value.map_or_else(|| self.view.clone(), |(_, bytes)| bytes.clone()))
    }
}

const SHOW: [(&str, Show); 5] =
    [("n", Show::N), ("mean", Show::Mean), ("median", Show::Median), ("above", Show::Above), ("counts", Show::Counts)];

pub(super) fn decode(mut fields: Fields<'_, '_>, card: &Card) -> Option<Request> {
    let places = Places::of_view(&fields);
    let id = fields.required_string("id");
    let kind = Kind::decode(&mut fields);
    let names = names(&mut fields, kind, card);
    let against = fields.string("against");
    let by = fields.string("by");
    let over = fields.string("over");
    let windows = fields.strings("windows");
    let only = fields.table("only").map(Fields::named_strings).unwrap_or_default();
    let title = fields.string("title").map(|title| label(&title.value)).filter(|title| !title.is_empty());
    let slot = fields.string("slot").map(|slot| label(&slot.value)).filter(|slot| !slot.is_empty());
    let show = fields.strings("show");
    let total = fields.boolean("total");
    let dots = fields.boolean("dots");
    let findings = fields.findings();
    fields.finish();
    let here = |found: Located<String>| Located { value: card.names.dimension(&found.value).to_owned(), ..found };
    let (by, over) = (by.map(here), over.map(here));
    let only: Vec<_> = only.into_iter().map(|(column, value)| (here(column), value)).collect();

    let mut measures = Vec::new();
    for name in names?.iter().chain(&against) {
        measures.push(measure(card, name, findings)?);
    }
    let (id, kind, first) = (id?, kind?, *measures.first()?);
    let by = match by {
        Some(by) => Some(dimension(card, first, &by, findings)?),
        None => None,
    };
    let mut kept = Vec::new();
    for (column, value) in only {
        let of = measures.iter().find(|measure| has(card, measure, &column.value));
        kept.push((dimension(card, of.unwrap_or(&first), &column, findings)?, value));
    }
    let windows = over_time(card, first, kind, by.as_ref(), over.as_ref(), windows, &places, findings).ok()?;
    let show = shown(show.as_ref(), findings);
    let second = measures.get(1).copied().filter(|_| kind.takes_two());
    let asked = Asked { card, kind, measure: first, second, by: by.as_deref(), show: &show, places: &places, findings };
    asked.check();
    let has_total = by.is_some() && !matches!(kind, Kind::Distribution | Kind::Groups | Kind::Marks(_));
    asked.check_unused("total", total.as_ref(), has_total, "`total` adds a row to views with `by`; leave it out");
    asked.check_unused("dots", dots.as_ref(), kind == Kind::Distribution, "leave it out, or ask for a distribution");
    if against.is_some() && !kind.takes_two() {
        let finding =
            Finding::error("unused-key", places.of("against"), "`against` belongs to a picture of two measures");
        findings.add(finding.hint("ask for kind = \"grid\", or leave it out"));
    }
    if !check_one_scale(kind, &measures, &places, findings) {
        return None;
    }
    let show = match kind {
        _ if !show.is_empty() => show,
        Kind::Table => default_columns(first),
        Kind::Change | Kind::Windows if first.scale.is_ordered() => vec![Show::Above],
        Kind::Change | Kind::Windows => vec![Show::Median],
        _ => show,
    };
    Some(Request {
        id: label(&id.value),
        kind,
        measure: first.name.clone(),
        more: measures.iter().skip(1).map(|measure| measure.name.clone()).collect(),
        by,
        only: kept,
        windows,
        title,
        slot,
        show,
        total: total.is_some_and(|total| total.value),
        dots: dots.is_some_and(|dots| dots.value),
        places,
        origin: 0,
    })
}

/// The measures that a view names: one, several of one scale, or all items of a test.
fn names(fields: &mut Fields<'_, '_>, kind: Option<Kind>, card: &Card) -> Option<Vec<Located<String>>> {
    let bytes = fields.bytes();
    if kind == Some(Kind::Items) {
        let test_at = fields.value_bytes("measure");
        let test = fields.string("measure").map(|test| test.value);
        let of = |measure: &&Measure| {
            measure
                .item
                .as_ref()
                .is_some_and(|item| test.as_ref().is_none_or(|test| card.names.test(test) == item.test))
        };
        let located = |measure: &Measure| Located { value: measure.name.clone(), bytes: bytes.clone() };
        let items: Vec<Located<String>> = card.measures.iter().filter(of).map(located).collect();
        if items.is_empty() && card.faulty.is_empty() && !card.is_open {
            let (code, message) = if card.names.is_of_one() {
                ("no-items", "the card has no item for this picture")
            } else {
                ("unknown-name", "the joined files have no item for this picture")
            };
            let finding = Finding::error(code, Place::Bytes(test_at.unwrap_or(bytes)), message);
            fields.findings().add(finding.hint("give the columns of the items role = \"item\""));
            return None;
        }
        return Some(items).filter(|items| !items.is_empty());
    }
    if kind == Some(Kind::Levels) && fields.has("measures") {
        let list = fields.strings("measures")?;
        if list.value.is_empty() {
            let finding = Finding::error("empty", Place::Bytes(list.bytes), "`measures` names no measure");
            fields.findings().add(finding.hint("list the measures that have the same levels"));
            return None;
        }
        return Some(list.value);
    }
    fields.required_string("measure").map(|name| vec![name])
}

/// Whether rows of several measures have the same levels.
fn check_one_scale(kind: Kind, measures: &[&Measure], places: &Places, findings: &Findings) -> bool {
    let mut pairs = measures.iter().zip(measures.iter().skip(1));
    let is_one = kind != Kind::Levels
        || pairs.all(|(a, b)| a.scale.levels() == b.scale.levels() && a.scale.target == b.scale.target);
    if !is_one {
        let message = "these measures do not have the same levels, so they have no common scale";
        let finding = Finding::error("two-scales", places.of("measures"), message);
        findings.add(finding.hint("ask for one view a measure"));
    }
    is_one
}

/// A finding was added.
struct Refused;

/// A time column, and the windows of it that are listed.
type Chosen = (String, Vec<Located<String>>);

/// The time column of a picture over time, and which of its windows are shown; nothing where that is left to the data.
#[expect(clippy::too_many_arguments, reason = "all of them are keys of one view")]
fn over_time(
    card: &Card,
    measure: &Measure,
    kind: Kind,
    by: Option<&String>,
    over: Option<&Located<String>>,
    windows: Option<Located<Vec<Located<String>>>>,
    places: &Places,
    findings: &Findings,
) -> Result<Option<Chosen>, Refused> {
    let is_time = |name: &str| {
        measure.fold().is_some_and(|(by, _)| by == name)
            || card.category(name).is_some_and(|category| category.part == Part::Time)
    };
    let times = || {
        let own = measure.fold().map(|(by, _)| by.to_owned());
        card.times(measure).map(|category| category.name.clone()).chain(own)
    };
    let refuse = |code, key: &str, message: &str, hint: &str| {
        findings.add(Finding::error(code, places.of(key), message).hint(hint));
    };
    if !kind.is_over_time() {
        let listed = windows.map(|windows| windows.value).unwrap_or_default();
        return match by.filter(|by| is_time(by)) {
            Some(by) if !listed.is_empty() => Ok(Some((by.clone(), listed))),
            _ if over.is_some() || !listed.is_empty() => {
                refuse(
                    "unused-key",
                    if over.is_some() { "over" } else { "windows" },
                    "`over` and `windows` belong to pictures over time",
                    "leave them out, or add by = with a time column",
                );
                Err(Refused)
            }
            _ => Ok(None),
        };
    }
    let time = match over {
        Some(over) => dimension(card, measure, over, findings).ok_or(Refused)?,
        None => match times().collect::<Vec<_>>().as_slice() {
            [only] => only.clone(),
            [] => {
                refuse(
                    "no-time",
                    "kind",
                    "this picture needs a time column",
                    "give a column role = \"time\", or fold one column a window",
                );
                return Err(Refused);
            }
            several => {
                let names: Vec<String> = several.iter().map(|name| format!("over = \"{name}\"")).collect();
                refuse("no-time", "kind", "the card has several time columns", &format!("add {}", names.join(" or ")));
                return Err(Refused);
            }
        },
    };
    if !is_time(&time) {
        refuse(
            "no-time",
            "over",
            "`over` names a column that is no time",
            "name a column of role time, or the `by` of a fold",
        );
        return Err(Refused);
    }
    if by == Some(&time) {
        refuse("no-time", "by", "the windows stand beside each other already", "leave `by` out, or name a group in it");
        return Err(Refused);
    }
    let listed = windows.map(|windows| windows.value).unwrap_or_default();
    let fits = match kind {
        Kind::Change => listed.is_empty() || listed.len() == 2,
        _ => listed.len() != 1,
    };
    if !fits {
        let hint = "write windows = [\"Fall\", \"Spring\"] with labels of the time column";
        refuse("windows", "windows", "a change has two windows, a line at least two", hint);
        return Err(Refused);
    }
    Ok(Some((time, listed)))
}

/// What a table shows when nothing is asked for.
pub(in crate::records) fn default_columns(measure: &Measure) -> Vec<Show> {
    let mut show = vec![Show::N];
    if !measure.scale.is_ordered() {
        show.extend([Show::Median, Show::Mean]);
    }
    if measure.scale.target.is_some() {
        show.push(Show::Above);
    }
    show
}

fn measure<'c>(card: &'c Card, name: &Located<String>, findings: &Findings) -> Option<&'c Measure> {
    let found = card.measure(&name.value);
    if found.is_none() && !card.excuses(&name.value) {
        let names = card.measures.iter().map(|measure| measure.name.as_str());
        findings.add(unknown(card, "measure", name, names));
    }
    found
}

/// Whether a measure can be looked at by a column of this name.
fn has(card: &Card, measure: &Measure, name: &str) -> bool {
    card.category(name).is_some_and(|category| category.tells_of(measure))
        || measure.fold().is_some_and(|(by, _)| by == name)
}

fn dimension(card: &Card, measure: &Measure, name: &Located<String>, findings: &Findings) -> Option<String> {
    if has(card, measure, &name.value) {
        return Some(name.value.clone());
    }
    if card.excuses(&name.value) {
        return None;
    }
    let names =
        card.categories.iter().filter(|category| category.tells_of(measure)).map(|category| category.name.as_str());
    findings.add(unknown(card, "group, class or time column", name, names.chain(measure.fold().map(|(by, _)| by))));
    None
}

fn unknown<'c>(
    card: &Card,
    what: &str,
    name: &Located<String>,
    names: impl Iterator<Item = &'c str> + Clone,
) -> Finding {
    let shown = text::cut(&text::sanitise(&name.value), 40);
    let whose = if card.names.is_of_one() { "the card declares" } else { "the joined files have" };
    let message = format!("{whose} no {what} `{shown}`");
    let finding = Finding::error("unknown-name", Place::Bytes(name.bytes.clone()), message);
    match nearest(&name.value, names.clone()) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint(format!("declared are: {}", names.collect::<Vec<_>>().join(", "))),
    }
}

fn shown(list: Option<&Located<Vec<Located<String>>>>, findings: &Findings) -> Vec<Show> {
    let mut show = Vec::new();
    for word in list.iter().flat_map(|list| &list.value) {
        match SHOW.iter().find(|(known, _)| *known == word.value) {
            Some((_, found)) if show.contains(found) => {
                let finding = Finding::error("twice", Place::Bytes(word.bytes.clone()), "this column is named twice");
                findings.add(finding.hint("delete one of them"));
            }
            Some((_, found)) => show.push(*found),
            None if matches!(word.value.as_str(), "min" | "max" | "minimum" | "maximum" | "range") => {
                let message = "the least and the greatest score are one student's";
                let finding = Finding::error("extreme", Place::Bytes(word.bytes.clone()), message);
                findings.add(finding.hint("show \"median\", or ask for kind = \"distribution\""));
            }
            None => {
                findings.add(crate::document::unknown_word("column of a table", word, SHOW.iter().map(|(w, _)| *w)));
            }
        }
    }
    show
}

/// Ids must be unique, and counts of a measure must stand alone: beside its percents or bars, or beside other counts of the same
/// students, whose sums are then known twice, they open hidden cells.
pub(super) fn check_together(views: &[&Request], tell: impl Fn(&Request, Finding)) {
    for (index, view) in views.iter().enumerate() {
        let counts = |view: &Request| view.show.contains(&Show::Counts);
        let tells_shares = |view: &Request| view.kind != Kind::Table || view.show.contains(&Show::Above);
        let is_of = |other: &Request| other.measure == view.measure || other.more.contains(&view.measure);
        if counts(view) && views.iter().any(|other| is_of(other) && tells_shares(other)) {
            let message = "counts of a measure and its percents or bars, seen together, open hidden cells";
            let finding = Finding::error("counts-and-percents", view.places.of("show"), message);
            let hint = "leave \"counts\" out of `show`, or the other views of this measure out of the card";
            tell(view, finding.hint(hint));
        }
        if counts(view) && views.iter().take(index).any(|other| other.measure == view.measure && counts(other)) {
            let message = "two tables with counts of one measure, seen together, open hidden cells";
            let finding = Finding::error("counts-twice", view.places.of("show"), message);
            let hint = "keep \"counts\" in one table and show \"n\" in the others; for shares by other groups ask for kind = \"levels\" in a card without counts";
            tell(view, finding.hint(hint));
        }
        if views.iter().take(index).any(|other| other.id == view.id) {
            let message = format!("two views have the id `{}`", view.id);
            let finding = Finding::error("duplicate-id", view.places.of("id"), message);
            tell(view, finding.hint("give each view an id of its own"));
        }
    }
}
