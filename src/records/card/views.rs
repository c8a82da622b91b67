//! Views that a card asks for, with every reference resolved inside the card.

use crate::diagnostic::{Finding, Findings, Place, nearest};
use crate::document::{Fields, Located};
use crate::text;

use super::decode::label;
use super::{Card, Measure};

/// The pictures that are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::records) enum Kind {
    Levels,
    Distribution,
    Table,
}

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
pub(in crate::records) struct Request {
    pub(in crate::records) id: String,
    pub(in crate::records) kind: Kind,
    pub(in crate::records) measure: String,
    pub(in crate::records) by: Option<String>,
    /// Dimension and the value or label that is kept.
    pub(in crate::records) only: Vec<(String, Located<String>)>,
    pub(in crate::records) title: Option<String>,
    pub(in crate::records) slot: Option<String>,
    pub(in crate::records) show: Vec<Show>,
    /// Whether a last row tells of everybody.
    pub(in crate::records) total: bool,
    /// Where the card asks for it.
    pub(in crate::records) bytes: std::ops::Range<usize>,
}

const KINDS: [(&str, Kind); 3] =
    [("levels", Kind::Levels), ("distribution", Kind::Distribution), ("table", Kind::Table)];

/// Other pictures people ask for, and what to ask for instead.
const INSTEAD: [(&[&str], &str); 6] = [
    (&["pie", "donut", "doughnut", "gauge", "speedometer", "radar", "3d"], "levels"),
    (&["traffic-light", "traffic light", "proficiency", "stacked", "likert", "bar", "bars"], "levels"),
    (&["histogram", "hist", "dots", "dot", "strip", "box", "boxplot", "violin"], "distribution"),
    (&["scatter", "scatterplot", "bubble"], "distribution"),
    (&["line", "trend", "growth", "sparkline"], "levels"),
    (&["items", "item", "item-analysis", "heatmap", "matrix", "crosstab"], "table"),
];

const SHOW: [(&str, Show); 5] =
    [("n", Show::N), ("mean", Show::Mean), ("median", Show::Median), ("above", Show::Above), ("counts", Show::Counts)];

pub(super) fn decode(mut fields: Fields<'_, '_>, card: &Card) -> Option<Request> {
    let bytes = fields.bytes();
    let id = fields.required_string("id");
    let kind = kind(&mut fields);
    let name = fields.required_string("measure");
    let by = fields.string("by");
    let only = fields.table("only").map(Fields::named_strings).unwrap_or_default();
    let title = fields.string("title").map(|title| label(&title.value)).filter(|title| !title.is_empty());
    let slot = fields.string("slot").map(|slot| label(&slot.value)).filter(|slot| !slot.is_empty());
    let show = fields.strings("show");
    let total = fields.boolean("total");
    let findings = fields.findings();
    fields.finish();

    let measure = name.as_ref().and_then(|name| measure(card, name, findings));
    let by = match (by, measure) {
        (Some(by), Some(measure)) => Some(dimension(card, measure, &by, findings)?),
        _ => None,
    };
    let mut kept = Vec::new();
    if let Some(measure) = measure {
        for (column, value) in only {
            kept.push((dimension(card, measure, &column, findings)?, value));
        }
    }
    let show = shown(show.as_ref(), findings);
    let (id, kind, measure) = (id?, kind?, measure?);
    let refuse = |code, message: &str, hint: &str| {
        findings.add(Finding::error(code, Place::Bytes(bytes.clone()), message).hint(hint));
    };
    match kind {
        Kind::Levels if measure.scale.cuts.is_empty() => {
            let hint =
                "add cuts = [{ at = 205, name = \"Meeting\" }] to the measure, or ask for kind = \"distribution\"";
            refuse("no-levels", "this measure has no cut scores, so it has no levels", hint);
        }
        Kind::Distribution if by.is_some() => {
            let hint =
                "leave `by` out; for one group add only = { column = \"label\" }, to compare groups ask for levels";
            refuse("distribution-by", "a distribution is of one group", hint);
        }
        Kind::Table => check_table(measure, &show, refuse),
        _ => {}
    }
    if !show.is_empty() && kind != Kind::Table {
        refuse("show", "`show` belongs to a table", "leave it out");
    }
    if total.as_ref().is_some_and(|total| total.value) && (by.is_none() || kind == Kind::Distribution) {
        refuse("total", "`total` adds a row to views with `by`", "leave it out");
    }
    let show = if show.is_empty() && kind == Kind::Table { default_columns(measure) } else { show };
    Some(Request {
        id: label(&id.value),
        kind,
        measure: measure.name.clone(),
        by,
        only: kept,
        title,
        slot,
        show,
        total: total.is_some_and(|total| total.value),
        bytes,
    })
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

fn check_table(measure: &Measure, show: &[Show], refuse: impl Fn(&'static str, &str, &str)) {
    if measure.scale.is_ordered() && show.iter().any(|show| matches!(show, Show::Mean | Show::Median)) {
        let hint = "show \"n\" and \"above\", or ask for kind = \"levels\"";
        refuse("mean-of-levels", "ordered answers have no mean and no median", hint);
    }
    if measure.scale.target.is_none() && show.contains(&Show::Above) {
        refuse("no-cut", "the measure does not say which level counts as reached", "add at_or_above = \"...\" to it");
    }
    if measure.scale.cuts.is_empty() && show.contains(&Show::Counts) {
        refuse("no-levels", "this measure has no cut scores, so there is nothing to count", "add cuts to the measure");
    }
}

fn kind(fields: &mut Fields<'_, '_>) -> Option<Kind> {
    let word = fields.required_string("kind")?;
    if let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == word.value) {
        return Some(*kind);
    }
    let asked = word.value.to_lowercase();
    let Some((_, better)) = INSTEAD.iter().find(|(words, _)| words.contains(&asked.as_str())) else {
        let known = KINDS.iter().map(|(known, _)| *known);
        fields.findings().add(crate::document::unknown_word("kind", &word, known));
        return None;
    };
    let message = format!("`{}` is not a picture of chartpaper", text::cut(&text::sanitise(&asked), 40));
    let finding = Finding::error("other-picture", Place::Bytes(word.bytes), message);
    let why = match *better {
        "levels" => {
            "ask for kind = \"levels\": bars side by side, one row a group or window, that a back row can compare"
        }
        "table" => "ask for kind = \"table\", with one row a group",
        _ => "ask for kind = \"distribution\": how the scores are spread, without a mark for a student",
    };
    fields.findings().add(finding.hint(why));
    None
}

fn measure<'c>(card: &'c Card, name: &Located<String>, findings: &Findings) -> Option<&'c Measure> {
    let found = card.measure(&name.value);
    if found.is_none() && !card.faulty.contains(&name.value) {
        let names = card.measures.iter().map(|measure| measure.name.as_str());
        findings.add(unknown("measure", name, names));
    }
    found
}

fn dimension(card: &Card, measure: &Measure, name: &Located<String>, findings: &Findings) -> Option<String> {
    if card.category(&name.value).is_some() || measure.fold().is_some_and(|(by, _)| by == name.value) {
        return Some(name.value.clone());
    }
    if card.faulty.contains(&name.value) {
        return None;
    }
    let names = card.categories.iter().map(|category| category.name.as_str());
    findings.add(unknown("group, class or time column", name, names.chain(measure.fold().map(|(by, _)| by))));
    None
}

fn unknown<'c>(what: &str, name: &Located<String>, names: impl Iterator<Item = &'c str> + Clone) -> Finding {
    let shown = text::cut(&text::sanitise(&name.value), 40);
    let message = format!("the card declares no {what} `{shown}`");
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
                findings.add(Finding::error("twice", Place::Bytes(word.bytes.clone()), "this column is named twice"));
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
pub(super) fn check_together(views: &[Request], findings: &Findings) {
    for (index, view) in views.iter().enumerate() {
        let counts = |view: &Request| view.show.contains(&Show::Counts);
        let tells_shares = |view: &Request| view.kind != Kind::Table || view.show.contains(&Show::Above);
        if counts(view) && views.iter().any(|other| other.measure == view.measure && tells_shares(other)) {
            let message = "counts of a measure and its percents or bars, seen together, open hidden cells";
            let finding = Finding::error("counts-and-percents", Place::Bytes(view.bytes.clone()), message);
            findings.add(
                finding.hint("leave \"counts\" out of `show`, or the other views of this measure out of the card"),
            );
        }
        if counts(view) && views.iter().take(index).any(|other| other.measure == view.measure && counts(other)) {
            let message = "two tables with counts of one measure, seen together, open hidden cells";
            let finding = Finding::error("counts-twice", Place::Bytes(view.bytes.clone()), message);
            findings.add(finding.hint(
                "keep \"counts\" in one table and show \"n\" in the others; for shares by other groups ask for kind = \"levels\" in a card without counts",
            ));
        }
        if views.iter().take(index).any(|other| other.id == view.id) {
            let message = format!("two views have the id `{}`", view.id);
            findings.add(Finding::error("duplicate-id", Place::Bytes(view.bytes.clone()), message));
        }
    }
}
