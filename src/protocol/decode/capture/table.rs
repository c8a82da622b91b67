//! Matrices, clusters, reviews, confirmations, new wordings.

use super::{Read, distinct};
use crate::diagnostic::{Finding, Place, nearest};
use crate::document::{Fields, Located, unknown_word};
use crate::protocol::decode::{Reference, words};
use crate::protocol::{ActionField, Capture, Cluster, Confirm, Edit, Evidence, Matrix, Outcome, Review};

pub(super) fn matrix(mut fields: Fields<'_, '_>) -> Read {
    fields.require("columns");
    let columns_at = fields.key_bytes("columns");
    let columns = distinct(&mut fields, "columns", words::STEM);
    if let (Some(at), true) = (columns_at, columns.len() == 1) {
        let message = "a table needs two columns at least: the first names the row";
        fields.findings().add(Finding::error("matrix-columns", Place::Bytes(at), message).hint("add a second column"));
    }
    let seed_rows = distinct(&mut fields, "seed_rows", words::LINE);
    let rows = fields.choice("rows", &[("insert", true), ("fixed", false)]);
    let row_from = Reference::to_topics(&mut fields, "row_from");
    if let Some(rows) = rows.as_ref().filter(|rows| !rows.value)
        && seed_rows.is_empty()
        && row_from.is_none()
    {
        let message = "the rows are fixed, and there are none";
        let finding = Finding::error("matrix-rows", Place::Bytes(rows.bytes.clone()), message);
        fields.findings().add(finding.hint("add seed_rows = [\"...\"], or write rows = \"insert\""));
    }
    let insert = rows.map_or(seed_rows.is_empty() && row_from.is_none(), |rows| rows.value);
    let from = Reference::to_topics(&mut fields, "from");
    let outcome = outcome(&mut fields, &columns);
    let asked = fields.choice("evidence", Evidence::WORDS);
    fields.finish_with(words::ABOVE_PART);
    let evidence = asked.as_ref().map_or(Evidence::Off, |asked| asked.value);
    let matrix = Matrix { columns, seed_rows, row_from: None, insert, from: None, evidence, outcome };
    Read {
        evidence: asked.filter(|asked| asked.value != Evidence::Off).map(|asked| asked.bytes),
        ..Read::of(Capture::Matrix(matrix), [row_from, from])
    }
}

/// What becomes of the cells: `cells_to`, or `row_to` with a column for each field.
fn outcome(fields: &mut Fields<'_, '_>, columns: &[String]) -> Outcome {
    let cells = fields.choice("cells_to", &[("actions", ())]).is_some();
    let at = fields.key_bytes("row_to");
    let Some(table) = fields.table("row_to") else {
        return if cells { Outcome::Cells } else { Outcome::Texts };
    };
    let at = at.unwrap_or_else(|| table.bytes());
    if cells {
        let finding = Finding::error("matrix-outcome", Place::Bytes(at.clone()), "both `cells_to` and `row_to`");
        fields.findings().add(finding.hint("keep the one that says what an action is: a cell or a row"));
    }
    let mut pairs: Vec<(ActionField, usize)> = Vec::new();
    let mut all_known = true;
    for (key, column) in table.named_strings() {
        let Some(field) = ActionField::of_key(&key.value) else {
            fields.findings().add(unknown_word("row_to", &key, ActionField::ALL.into_iter().map(ActionField::key)));
            all_known = false;
            continue;
        };
        if let Some(place) = columns.iter().position(|name| *name == column.value) {
            pairs.push((field, place));
        } else {
            all_known = false;
            fields.findings().add(unknown_here("row_to", &column, columns));
        }
    }
    if !pairs.iter().any(|(field, _)| *field == ActionField::Text) && all_known {
        let finding = Finding::error("action-text", Place::Bytes(at), "an action needs the field \"text\"");
        fields.findings().add(finding.hint("row_to = {text = \"the column that says what will be done\"}"));
    }
    Outcome::Rows(pairs)
}

/// A finding for something that another line of the same part must name.
fn unknown_here(key: &str, found: &Located<String>, named: &[String]) -> Finding {
    let message = format!("`{key}`: there is no \"{}\" here", crate::text::cut(&found.value, 40));
    let finding = Finding::error("unknown-id", Place::Bytes(found.bytes.clone()), message);
    match nearest(&found.value, named.iter().map(String::as_str)) {
        Some(near) => finding.hint(format!("did you mean \"{near}\"?")),
        None => finding.hint(format!("there are: {}", named.join(", "))),
    }
}

pub(super) fn cluster(mut fields: Fields<'_, '_>) -> Read {
    fields.require("from");
    let from = Reference::to_topics(&mut fields, "from");
    let also = words::distinct(&mut fields, "also_from", words::TAG).unwrap_or_default();
    let also = also.into_iter().map(|wanted| Some(Reference::topics_of("also_from", wanted)));
    let headings = distinct(&mut fields, "headings", words::STEM);
    let free = fields.boolean("free").map_or(headings.is_empty(), |found| found.value);
    if headings.is_empty() && !free {
        let finding = Finding::error("empty", Place::Bytes(fields.bytes()), "there are no headings");
        fields.findings().add(finding.hint("add headings = [\"...\"], or delete free = false"));
    }
    fields.finish_with(words::ABOVE_PART);
    let cluster = Cluster { from: 0, also: Vec::new(), headings, free };
    Read::of(Capture::Cluster(cluster), std::iter::once(from).chain(also))
}

/// What became of an action, where the protocol does not say it.
const STATUS: [&str; 4] = ["done", "going", "stuck", "dropped"];

/// The words that end an action, where the protocol does not say it.
const CLOSED: [&str; 2] = ["done", "dropped"];

pub(super) fn review(mut fields: Fields<'_, '_>) -> Read {
    let _ = fields.choice("from", &[("series.actions", ())]);
    let mut status = distinct(&mut fields, "status", words::TAG);
    if status.is_empty() {
        status = STATUS.map(str::to_owned).to_vec();
    }
    let named: Option<Vec<Located<String>>> = words::distinct(&mut fields, "closed", words::TAG);
    let mut closed: Vec<String> = Vec::new();
    for word in named.iter().flatten() {
        if status.contains(&word.value) {
            closed.push(word.value.clone());
        } else {
            fields.findings().add(unknown_here("closed", word, &status));
        }
    }
    if named.is_none() {
        closed = status.iter().filter(|word| CLOSED.contains(&word.as_str())).cloned().collect();
    }
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Review(Review { status, closed }), Vec::new())
}

pub(super) fn confirm(mut fields: Fields<'_, '_>, norms: &[String]) -> Read {
    let lacks = fields.lacks("items");
    let mut items = distinct(&mut fields, "items", words::LINE);
    if lacks && norms.is_empty() && fields.findings().read_whole() {
        let finding = Finding::error("missing-key", Place::Bytes(fields.bytes()), "there is nothing to confirm");
        fields.findings().add(finding.hint("add items = [\"...\"], or `norms` at the top of the file"));
    }
    if lacks {
        items = norms.to_vec();
    }
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Confirm(Confirm { items }), [])
}

pub(super) fn edit(mut fields: Fields<'_, '_>) -> Read {
    fields.require("from");
    let from = Reference::to_comments(&mut fields);
    fields.finish_with(words::ABOVE_PART);
    Read::of(Capture::Edit(Edit { from: 0 }), [from])
}
