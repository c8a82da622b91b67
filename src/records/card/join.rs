//! `[join]` of a data card: how the files of further cards are joined to this one's, and the pictures that tell of both.
//!
//! A card is checked by itself, so what `[[join.view]]` and `[[join.fold]]` name of other cards is found when they are all there.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Finding, Findings, Place, Severity};
use crate::document::{self, Fields, Located};

use super::decode::label;
use super::{Card, Request, views};

/// How files are joined.
pub(in crate::records) struct Join {
    /// What the identifier column is called, in this file and in others.
    by: Vec<String>,
    ignores_case: bool,
    ignores_zeros: bool,
    /// Measures of several files that are one.
    pub(super) folds: Vec<Across>,
    /// How many pictures of joined files are asked for.
    views: usize,
    /// Where it stands.
    pub(in crate::records) bytes: Range<usize>,
}

/// Measures of several files that are one, a file a window.
pub(super) struct Across {
    pub(super) name: Located<String>,
    pub(super) by: Located<String>,
    pub(super) by_label: Option<String>,
    pub(super) label: Option<String>,
    /// A measure and the label of its window, in order.
    pub(super) columns: Vec<(Located<String>, String)>,
}

/// A picture that names what no joined file has.
pub(in crate::records) struct Unknown {
    /// Its id in the card.
    pub(in crate::records) id: String,
    /// What is missing, and what is there.
    pub(in crate::records) reason: String,
    pub(in crate::records) instead: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Ignored {
    Case,
    Zeros,
}

const IGNORED: [(&str, Ignored); 2] = [("case", Ignored::Case), ("leading-zeros", Ignored::Zeros)];

/// What can be left out of account when identifiers are compared.
pub(super) fn ignored() -> [&'static str; 2] {
    IGNORED.map(|(word, _)| word)
}

/// Reads the table into the card. Gives those of its pictures that the card knows enough of.
pub(super) fn decode(mut fields: Fields<'_, '_>, card: &mut Card) -> Vec<Request> {
    let findings = fields.findings();
    let bytes = fields.bytes();
    let by = fields.required_string("by");
    let also = fields.strings("also").map(|list| list.value).unwrap_or_default();
    let mut ignored = Vec::new();
    for word in fields.strings("ignore").map(|list| list.value).unwrap_or_default() {
        match IGNORED.iter().find(|(known, _)| *known == word.value) {
            Some((_, found)) => ignored.push(*found),
            None => findings.add(document::unknown_word("ignore", &word, IGNORED.iter().map(|(known, _)| *known))),
        }
    }
    let folds = fields.tables("fold").into_iter().filter_map(across).collect();
    let asked = fields.tables("view");
    let views = asked.len();
    card.is_open = true;
    let known = asked.into_iter().filter_map(|view| views::decode(view, card)).collect();
    card.is_open = false;
    fields.finish();
    let Some(by) = by else { return known };
    let names: Vec<&Located<String>> = std::iter::once(&by).chain(&also).collect();
    if !names.iter().any(|name| card.identifiers.contains(&name.value)) && !names.iter().any(|n| card.excuses(&n.value))
    {
        let message = format!("the card declares no identifier `{}`", by.value);
        let hint = if card.identifiers.is_empty() {
            "give the column that tells students apart role = \"identifier\"".to_owned()
        } else {
            format!("identifiers are: {}; what other files call it goes into `also`", card.identifiers.join(", "))
        };
        findings.add(Finding::error("unknown-name", Place::Bytes(by.bytes.clone()), message).hint(hint));
    }
    card.join = Some(Join {
        by: names.into_iter().map(|name| name.value.clone()).collect(),
        ignores_case: ignored.contains(&Ignored::Case),
        ignores_zeros: ignored.contains(&Ignored::Zeros),
        folds,
        views,
        bytes,
    });
    known
}

/// `[[join.fold]]`: a measure in each of several files is one measure.
fn across(mut fields: Fields<'_, '_>) -> Option<Across> {
    let name = fields.required_string("name");
    let by = fields.required_string("by");
    let mut shown = |key| fields.string(key).map(|found| label(&found.value)).filter(|found| !found.is_empty());
    let (by_label, label_of_all) = (shown("by_label"), shown("label"));
    let columns = fields.table("columns").map(Fields::named_strings).unwrap_or_default();
    if columns.len() < 2 {
        let finding = Finding::error("empty", Place::Bytes(fields.bytes()), "a fold needs at least two columns");
        fields
            .findings()
            .add(finding.hint("add columns = { \"fall.score\" = \"Fall\", \"spring.score\" = \"Spring\" }"));
    }
    fields.finish();
    let columns = columns.into_iter().map(|(column, shown)| (column, label(&shown.value))).collect();
    Some(Across { name: name?, by: by?, by_label, label: label_of_all, columns })
}

/// The pictures that `text` asks for of joined files, with everything resolved in `card`, which has what all of them have; or why one
/// cannot be drawn from these files. What is wrong with them whatever is joined becomes `findings`.
pub(super) fn views(text: &str, join: &Join, card: &Card, findings: &Findings) -> Vec<Result<Request, Unknown>> {
    (0..join.views).filter_map(|at| view(text, at, card, findings)).collect()
}

fn view(text: &str, at: usize, card: &Card, findings: &Findings) -> Option<Result<Request, Unknown>> {
    let found = Findings::default();
    let (id, request) = document::read(text, &found, |mut fields| {
        let mut all = fields.table("join")?.tables("view").into_iter().skip(at);
        let view = all.next()?;
        Some((view.peek("id").unwrap_or_default(), views::decode(view, card)))
    })?;
    let errors = found.into_sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
    let (unknown, others): (Vec<_>, Vec<_>) = errors.partition(|finding| finding.code == "unknown-name");
    if let Some(unknown) = unknown.into_iter().next() {
        let reason = format!("\"{id}\" is not shown: {}.", unknown.message);
        return Some(Err(Unknown { id: label(&id), reason, instead: unknown.hint }));
    }
    for finding in others {
        findings.add(finding);
    }
    request.map(Ok)
}

impl Join {
    /// The identifier column of a card by which its file is joined; nothing where none has the name.
    pub(in crate::records) fn column<'c>(&self, card: &'c Card) -> Option<&'c str> {
        self.by.iter().find_map(|name| card.identifiers.iter().find(|known| *known == name)).map(String::as_str)
    }

    /// An identifier in the form in which it is compared.
    pub(in crate::records) fn compared<'t>(&self, cell: &'t str) -> Cow<'t, str> {
        let digits = if self.ignores_zeros { cell.trim_start_matches('0') } else { cell };
        // An identifier of nothing but zeros is one.
        let cell = if digits.is_empty() { cell.get(..1).unwrap_or(cell) } else { digits };
        if self.ignores_case { cell.to_lowercase().into() } else { cell.into() }
    }
}
