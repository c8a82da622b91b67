//! Items of a test: the share that solved each, of all or by group, and of all which options were chosen.

use super::super::admitted::{Body, Cell, Frame, ItemRow, View};
use super::super::card::Measure;
use super::super::disclosure::Coded;
use super::part::ITEM_GROUP;
use super::teller::Teller;
use super::{Context, Part, WITHHELD};

pub(super) fn build(context: &Context<'_>, parts: &[Part]) -> View {
    let measures: Vec<&Measure> =
        context.plan.measures.iter().filter_map(|measure| context.card.measures.get(*measure)).collect();
    let columns = parts.first().map(Part::labels).unwrap_or_default();
    // A group is told of every item or of none.
    let is_shown = |column: usize| parts.iter().all(|part| part.rows.get(column).is_some_and(|row| row.is_shown));
    let shown: Vec<bool> = (0..columns.len()).map(is_shown).collect();
    let mut items = Vec::with_capacity(parts.len());
    for ((part, measure), teller) in parts.iter().zip(&measures).zip(context.tellers) {
        // A level of an item is one option, or "solved".
        let key = measure.item.as_ref().and_then(|item| item.options).map(|(_, key)| key);
        let both = part.rows.iter().zip(&shown);
        let (solved, coded): (Vec<Cell>, Vec<Option<Coded>>) =
            both.map(|(row, is_shown)| teller.share_of(row, key.unwrap_or(1), *is_shown)).unzip();
        let whole = part.rows.first().filter(|row| row.is_total || columns.len() == 1);
        let known = coded.first().and_then(Option::as_ref);
        let chosen = key.map(|key| match whole {
            Some(row) => teller.options(row, key, known),
            None => vec![Cell::Hidden; measure.scale.levels().len()],
        });
        items.push(ItemRow { solved, chosen: chosen.unwrap_or_default() });
    }
    let n: Vec<Cell> = parts.first().map_or_else(Vec::new, |part| {
        let both = part.rows.iter().zip(&shown);
        both.map(|(row, is_shown)| if *is_shown { Teller::n(row) } else { Cell::Hidden }).collect()
    });
    let many = context.card.unit.plural();
    let mut notes = vec!["Percentages are ranges. No answer counts as not solved.".to_owned()];
    if parts.first().is_some_and(|part| part.rows.iter().any(|row| row.needs.is_some())) {
        notes.push(format!("An item is told of {ITEM_GROUP} {many} or more; merge groups in the card to show more."));
    }
    if items.iter().flat_map(|item| item.solved.iter().chain(&item.chosen)).any(|cell| cell.number().is_none()) {
        notes.push(WITHHELD.to_owned());
    }
    let options = |measure: &&Measure| -> Vec<String> {
        if measure.item.as_ref().is_some_and(|item| item.options.is_some()) {
            measure.scale.levels()
        } else {
            Vec::new()
        }
    };
    let key = |measure: &&Measure| measure.item.as_ref().and_then(|item| item.options).map(|(_, key)| key);
    let frame = Frame::Items {
        rows: measures.iter().map(|measure| measure.label.clone()).collect(),
        options: measures.iter().map(options).collect(),
        keys: measures.iter().map(key).collect(),
        column_label: context.plan.by_label.clone(),
        columns,
    };
    context.view(frame, Body::Items { n, items }, parts.first().unwrap_or(&Part::empty()), notes)
}
