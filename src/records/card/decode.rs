//! TOML to a [`Card`], with every finding at once.

use crate::diagnostic::{Finding, Findings, Place};
use crate::document::{self, Fields, Located};
use crate::text;

use super::super::intake::{DateFormat, Dated, Period, Stated};
use super::{Audience, Card, Category, Design, LOWEST_MINIMUM, MINIMUM_GROUP, Measure, Part, Scale, Source, Unit};
use super::{items, join, source, union, views};

/// The version of the schema.
const SCHEMA: i64 = 1;

/// Labels are cut to this many terminal cells, so that one label cannot fill a screen.
const LABEL_CELLS: usize = 80;

/// Cells that mean "no value" in every column (compared without case).
const MISSING: [&str; 8] = ["na", "n/a", "nan", "null", "none", "-", ".", "?"];

/// Decodes a card; the result must not be used while `findings` has errors.
pub(in crate::records) fn decode(text: &str, findings: &Findings) -> Card {
    document::read(text, findings, card)
}

fn card(mut fields: Fields<'_, '_>) -> Card {
    let findings = fields.findings();
    if fields.has("schema") {
        fields.integer("schema", SCHEMA..=SCHEMA);
    } else {
        let finding = Finding::error("missing-key", Place::File, "a data card begins with its schema number");
        findings.add(finding.hint("add a first line: schema = 1"));
    }
    let title = fields.required_string("title").map(|title| label(&title.value)).unwrap_or_default();
    let audience = fields.choice("audience", &[("room", Audience::Room), ("team", Audience::Team)]);
    let minimum = fields.integer("minimum_group", i64::from(LOWEST_MINIMUM)..=1000);
    let design = fields.choice("design", &[("cohort", Design::Cohort), ("cross-section", Design::CrossSection)]);
    let unit = fields.choice("unit", &[("student", Unit::Student), ("adult", Unit::Adult)]);
    let subject = fields.string("subject").map(|subject| label(&subject.value)).filter(|subject| !subject.is_empty());
    let mut card = Card {
        title,
        audience: audience.map_or(Audience::Room, |audience| audience.value),
        minimum_group: minimum.and_then(|n| u32::try_from(n.value).ok()).unwrap_or(match &unit {
            // Grown-ups answer for themselves (DESIGN 8).
            Some(unit) if unit.value == Unit::Adult => LOWEST_MINIMUM,
            _ => MINIMUM_GROUP,
        }),
        unit: unit.map_or(Unit::Student, |unit| unit.value),
        file: None,
        source: Stated::default(),
        named: Vec::new(),
        faulty: Vec::new(),
        identifiers: Vec::new(),
        categories: Vec::new(),
        measures: Vec::new(),
        views: Vec::new(),
        join: None,
        drafted: Vec::new(),
        names: union::Names::default(),
        is_open: false,
    };
    if let Some(fields) = fields.table("source") {
        (card.file, card.source) = source::decode(fields);
    }
    let lacks_columns = fields.lacks("column");
    match fields.table("column") {
        Some(columns) => columns.named_tables().into_iter().for_each(|(name, fields)| column(&mut card, &name, fields)),
        None if fields.has("fold") || !lacks_columns => {}
        None => {
            let finding = Finding::error("missing-key", Place::File, "the card names no column");
            findings.add(finding.hint("add [column.NAME] with a role; `chartpaper card FILE.csv` writes a start"));
        }
    }
    for fold in fields.tables("fold") {
        fold_measure(&mut card, fold);
    }
    if card.measures.is_empty() && card.faulty.is_empty() && !card.named.is_empty() && findings.read_whole() {
        findings.add(no_measure(&card));
    }
    for measure in &mut card.measures {
        measure.subject.clone_from(&subject);
        measure.design = design.as_ref().map_or(Design::CrossSection, |design| design.value);
    }
    let requests = fields.tables("view");
    card.views = requests.into_iter().filter_map(|request| views::decode(request, &card)).collect();
    if card.views.is_empty() {
        card.drafted.push(0);
    }
    let of_join = fields.table("join").map(|fields| join::decode(fields, &mut card)).unwrap_or_default();
    let all: Vec<_> = card.views.iter().chain(&of_join).collect();
    views::check_together(&all, |_, finding| findings.add(finding));
    fields.finish();
    card
}

/// A card without a measure has nothing to look at, but may have groups for the scores of a file that it is joined with.
fn no_measure(card: &Card) -> Finding {
    if !card.identifiers.is_empty() && !card.categories.is_empty() {
        let message =
            "the card names no measure: its groups are of use to a file that it is joined with, and to no other";
        return Finding::advice("no-measure", Place::File, message)
            .hint("name the card of that file before this one; it says how they are joined, in [join]");
    }
    let finding = Finding::error("no-measure", Place::File, "the card names no measure: there is nothing to look at");
    finding.hint(
        "give the column of the scores role = \"measure\" and range = [lowest, highest], or levels = [...] for ordered answers",
    )
}

/// A text of the card as a label: one line, not too long.
pub(super) fn label(value: &str) -> String {
    text::cut(text::sanitise(value).trim(), LABEL_CELLS)
}

pub(super) fn labelled(fields: &mut Fields<'_, '_>, name: &str) -> String {
    fields
        .string("label")
        .map(|found| label(&found.value))
        .filter(|found| !found.is_empty())
        .unwrap_or_else(|| label(name))
}

/// Whether every column takes this code for "no value", so that no card needs to state it.
pub(super) fn is_known_missing(code: &str) -> bool {
    MISSING.contains(&code.to_lowercase().as_str())
}

/// Codes of a column for "no value". `None` is a usual answer where values are no scores.
pub(super) fn missing(fields: &mut Fields<'_, '_>, are_scores: bool) -> Vec<String> {
    let stated = fields.strings("missing").map(|list| list.value).unwrap_or_default();
    let stated = stated.into_iter().map(|word| word.value.trim().to_lowercase());
    let known = MISSING.into_iter().filter(|code| are_scores || *code != "none");
    stated.chain(known.map(str::to_owned)).collect()
}

#[derive(Clone, Copy)]
enum Role {
    Identifier,
    Category(Part),
    Measure,
    Item,
    Unread,
}

fn column(card: &mut Card, name: &Located<String>, mut fields: Fields<'_, '_>) {
    card.named.push(name.clone());
    let Some(role) = role(&mut fields) else {
        card.faulty.push(name.value.clone());
        return;
    };
    match role {
        Role::Unread => {
            labelled(&mut fields, &name.value);
        }
        Role::Identifier => {
            labelled(&mut fields, &name.value);
            card.identifiers.push(name.value.clone());
        }
        Role::Category(part) => {
            let category = category(&mut fields, name, part);
            if part == Part::Time {
                card.source.dates.extend(dated(&mut fields, &category));
            }
            card.categories.push(category);
        }
        Role::Item => match items::decode(&mut fields, name) {
            Some(item) => card.measures.push(item),
            None => card.faulty.push(name.value.clone()),
        },
        Role::Measure => {
            let label = labelled(&mut fields, &name.value);
            let missing = missing(&mut fields, true);
            if let Some(scale) = Scale::decode(&mut fields) {
                let name = name.value.clone();
                card.measures.push(Measure::new(name, label, scale, missing, Source::Column));
            } else {
                card.faulty.push(name.value.clone());
            }
        }
    }
    fields.finish();
}

fn role(fields: &mut Fields<'_, '_>) -> Option<Role> {
    const ROLES: [(&str, Role); 8] = [
        ("identifier", Role::Identifier),
        ("group", Role::Category(Part::Group)),
        ("class", Role::Category(Part::Class)),
        ("measure", Role::Measure),
        ("item", Role::Item),
        ("time", Role::Category(Part::Time)),
        ("text", Role::Unread),
        ("drop", Role::Unread),
    ];
    let path = fields.path().to_owned();
    let place = Place::Bytes(fields.bytes());
    let Some(word) = fields.string("role") else {
        let finding = Finding::error("missing-key", place, format!("`{path}` needs a role"));
        let words: Vec<_> = ROLES.iter().map(|(word, _)| *word).collect();
        fields.findings().add(finding.hint(format!("add role = \"...\" with one of: {}", words.join(", "))));
        return None;
    };
    if let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == word.value) {
        return Some(*role);
    }
    fields.findings().add(document::unknown_word("role", &word, ROLES.iter().map(|(known, _)| *known)));
    None
}

fn category(fields: &mut Fields<'_, '_>, name: &Located<String>, part: Part) -> Category {
    let order = fields.strings("order").map(|list| list.value).unwrap_or_default();
    let labels = fields.table("labels").map(Fields::named_strings).unwrap_or_default();
    let merge = fields.table("merge").map(Fields::named_lists).unwrap_or_default();
    let mut taken: Vec<&str> = Vec::new();
    for value in merge.iter().flat_map(|(_, values)| values) {
        if taken.contains(&value.value.as_str()) {
            let message = format!("`{}` is merged twice", text::cut(&value.value, 40));
            let finding = Finding::error("merged-twice", Place::Bytes(value.bytes.clone()), message);
            fields.findings().add(finding.hint("keep it in the group where it belongs"));
        }
        taken.push(&value.value);
    }
    Category {
        name: name.value.clone(),
        label: labelled(fields, &name.value),
        part,
        order: order.into_iter().map(|value| label(&value.value)).collect(),
        labels: labels.into_iter().map(|(value, shown)| (label(&value.value), label(&shown.value))).collect(),
        merge: merge
            .into_iter()
            .map(|(into, values)| (label(&into.value), values.iter().map(|value| label(&value.value)).collect()))
            .collect(),
        missing: missing(fields, false),
        sources: Vec::new(),
    }
}

/// How the dates of a column of windows are written, if it says so.
fn dated(fields: &mut Fields<'_, '_>, category: &Category) -> Option<Dated> {
    const PERIODS: [(&str, Period); 3] = [("day", Period::Day), ("month", Period::Month), ("year", Period::Year)];
    let stated = fields.string("format");
    let period = fields.choice("window", &PERIODS);
    let Some(stated) = stated else {
        if let Some(period) = period {
            let finding =
                Finding::error("unused-key", Place::Bytes(period.bytes), "`window` needs the format of the dates");
            fields.findings().add(finding.hint("add format = \"DD.MM.YYYY\", as the file writes its dates"));
        }
        return None;
    };
    let Some(format) = DateFormat::of(&stated.value) else {
        let message = "`format` is written with YYYY or YY, MM or M (MMM for names), DD or D, hh, mm, ss and the signs between them";
        let finding = Finding::error("date-format", Place::Bytes(stated.bytes), message);
        fields
            .findings()
            .add(finding.hint("write it as the file does, such as \"DD.MM.YYYY\" or \"M/D/YYYY h:mm:ss\""));
        return None;
    };
    let period = period.map(|found| found.value).unwrap_or_default();
    Some(Dated { column: category.name.clone(), format, period, missing: category.missing.clone() })
}

/// `[[fold]]`: several columns of a wide file are one measure.
fn fold_measure(card: &mut Card, mut fields: Fields<'_, '_>) {
    let name = fields.required_string("name");
    let by = fields.required_string("by");
    let by_label = fields.string("by_label").map(|found| label(&found.value));
    let columns_at = fields.value_bytes("columns").unwrap_or_else(|| fields.bytes());
    let columns = fields.table("columns").map(Fields::named_strings).unwrap_or_default();
    if columns.len() < 2 {
        let finding = Finding::error("empty", Place::Bytes(columns_at), "a fold needs at least two columns");
        fields.findings().add(finding.hint("add columns = { first_column = \"Label\", second_column = \"Label\" }"));
    }
    let shown = labelled(&mut fields, name.as_ref().map_or("", |name| &name.value));
    let missing = missing(&mut fields, true);
    let scale = Scale::decode(&mut fields);
    let findings = fields.findings();
    for (column, _) in &columns {
        if card.named.iter().any(|named| named.value == column.value) {
            let message = format!("`{}` has a role of its own and is folded as well", column.value);
            let finding = Finding::error("two-roles", Place::Bytes(column.bytes.clone()), message);
            findings.add(finding.hint("delete its [column] table: the fold reads it"));
        }
    }
    for new in [&name, &by].into_iter().flatten() {
        let is_taken = card.named.iter().any(|named| named.value == new.value)
            || card.measures.iter().any(|measure| measure.name == new.value)
            || card.measures.iter().any(|measure| measure.fold().is_some_and(|(by, _)| by == new.value));
        if is_taken {
            let message = format!("`{}` is already the name of something else", text::cut(&new.value, 40));
            let finding = Finding::error("name-taken", Place::Bytes(new.bytes.clone()), message);
            findings.add(finding.hint("choose a name that no column of the file has"));
        }
    }
    card.named.extend(columns.iter().map(|(column, _)| column.clone()));
    if scale.is_none() {
        card.faulty.extend([&name, &by].into_iter().flatten().map(|name| name.value.clone()));
    }
    if let (Some(name), Some(by), Some(scale)) = (name, by, scale) {
        let by_label = by_label.filter(|found| !found.is_empty()).unwrap_or_else(|| label(&by.value));
        let columns = columns.into_iter().map(|(column, shown)| (column, label(&shown.value))).collect();
        let source = Source::Fold { by: by.value, by_label, columns };
        card.measures.push(Measure::new(name.value, shown, scale, missing, source));
    }
    fields.finish();
}
