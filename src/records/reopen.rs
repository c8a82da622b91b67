//! The second door: views stored in a session's log become an [`Admission`] again. It reads no records.
//!
//! The log is a file that anybody may have edited, so everything is bounded, sanitised and checked against the rules that
//! admitted values follow: groups reach the minimum, percents lie in 0 to 100, bars touch, a text agrees with its bounds.
//! What cannot be checked is that the numbers are true. Unknown members are ignored, for files of later versions.

mod kinds;

use serde_json::Value;

use crate::text;

use super::admit::FINGERPRINT_DIGITS;
use super::admitted::{
    Admission, Audience, Bin, Body, Cell, Column, Door, Frame, Guarded, LevelsRow, Number, Refused, View,
};
use super::card::LOWEST_MINIMUM;
use super::views::NO_GROUPING;

const MOST_VIEWS: usize = 500;
const MOST_ROWS: usize = 200;
const MOST_ACROSS: usize = 64;
const MOST_BARS: usize = 200;
const MOST_NOTES: usize = 100;
const MOST_REFUSED: usize = MOST_VIEWS * MOST_ROWS;
const LONGEST_TEXT: usize = 600;
const LONGEST_NUMBER: usize = 32;

/// Fewest students that one dot stands for.
const LEAST_DOT: u32 = 5;

/// The right to make an admission: nobody else can make one of these.
#[derive(Clone, Debug)]
pub(super) struct Pass(());

/// Why stored views cannot be shown. Carries no stored text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReopenError {
    /// A member is missing or of the wrong kind.
    #[error("the stored views cannot be read: `{0}` is missing or malformed")]
    Malformed(&'static str),
    /// More than any admission holds.
    #[error("the stored views cannot be read: `{0}` is too long")]
    TooLong(&'static str),
    /// A value that no admission would show.
    #[error("the stored views were changed: `{0}` is not what this program would have stored")]
    Forged(&'static str),
}

use ReopenError::{Forged, Malformed, TooLong};

type Read<T> = Result<T, ReopenError>;

/// Rebuilds what was stored by [`store`](super::store()).
///
/// # Errors
/// When a member is missing, too long, or not what an admission could hold.
pub fn reopen(stored: &Value) -> Read<Admission> {
    let minimum = stored.get("minimum_group").and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let minimum_group = minimum.ok_or(Malformed("minimum_group"))?;
    if minimum_group < LOWEST_MINIMUM {
        return Err(Forged("minimum_group"));
    }
    let audience = match stored.get("audience").and_then(Value::as_str) {
        Some("room") => Audience::Room,
        Some("team") => Audience::Team,
        _ => return Err(Malformed("audience")),
    };
    let fingerprint = string(stored, "fingerprint")?;
    if fingerprint.len() != FINGERPRINT_DIGITS || !fingerprint.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(Forged("fingerprint"));
    }
    let views: Vec<View> = list(stored, "views", MOST_VIEWS)?
        .iter()
        .map(|stored| view(stored, minimum_group, audience))
        .collect::<Read<_>>()?;
    if views.iter().enumerate().any(|(index, view)| views.iter().take(index).any(|other| other.id == view.id)) {
        return Err(Forged("id"));
    }
    Ok(Admission {
        title: string(stored, "title")?,
        audience,
        minimum_group,
        views,
        notices: strings(stored, "notices", MOST_NOTES)?,
        refused: refused(stored)?,
        fingerprint,
        rows_band: string(stored, "rows")?,
        guarded: Guarded(None),
        door: Door::Session(Pass(())),
    })
}

/// Sessions of the first days do not have it.
fn refused(stored: &Value) -> Read<Vec<Refused>> {
    if stored.get("refused").is_none() {
        return Ok(Vec::new());
    }
    let read = |stored: &Value| {
        Ok(Refused {
            id: filled(stored, "id")?,
            reason: filled(stored, "reason")?,
            instead: optional(stored, "instead")?,
        })
    };
    list(stored, "refused", MOST_REFUSED)?.iter().map(read).collect()
}

fn view(stored: &Value, minimum: u32, audience: Audience) -> Read<View> {
    let frame = frame(stored.get("frame").ok_or(Malformed("frame"))?, audience)?;
    let stored_body = stored.get("body").ok_or(Malformed("body"))?;
    let body = match &frame {
        Frame::Levels { levels, cut, rows, .. } => {
            let body: Vec<LevelsRow> = items(stored_body, "body", MOST_ROWS)?
                .iter()
                .map(|row| levels_row(row, levels.len(), *cut, minimum))
                .collect::<Read<_>>()?;
            same("body", body.len(), rows.len())?;
            Body::Levels(body)
        }
        Frame::Distribution { low, high, step, cuts, split, .. } => {
            let scale = Scale { low: *low, high: *high, step: *step, cuts: cuts.len(), is_split: split.is_some() };
            distribution(stored_body, &scale, minimum)?
        }
        Frame::Table { rows, columns, .. } => {
            let body: Vec<Vec<Cell>> = items(stored_body, "body", MOST_ROWS)?
                .iter()
                .map(|row| table_row(row, columns, minimum))
                .collect::<Read<_>>()?;
            same("body", body.len(), rows.len())?;
            Body::Table(body)
        }
        other => kinds::body(stored_body, other, minimum)?.ok_or(Malformed("body"))?,
    };
    Ok(View {
        id: filled(stored, "id")?,
        slot: optional(stored, "slot")?,
        measure: string(stored, "measure")?,
        title: string(stored, "title")?,
        subtitle: string(stored, "subtitle")?,
        frame,
        body,
        notes: strings(stored, "notes", MOST_NOTES)?,
    })
}

fn frame(stored: &Value, audience: Audience) -> Read<Frame> {
    match stored.get("kind").and_then(Value::as_str) {
        Some("levels") => {
            let levels = strings(stored, "levels", MOST_ACROSS)?;
            let cut = position(stored, "cut")?;
            if levels.len() < 2 || cut.is_some_and(|cut| cut == 0 || cut >= levels.len()) {
                return Err(Forged("levels"));
            }
            // Sessions of the first days have no label here.
            let row_label = optional(stored, "row_label")?.unwrap_or_else(|| NO_GROUPING.to_owned());
            Ok(Frame::Levels { levels, cut, row_label, rows: strings(stored, "rows", MOST_ROWS)? })
        }
        Some("distribution") => {
            let (low, high, step) = (float(stored, "low")?, float(stored, "high")?, float(stored, "step")?);
            let cuts = kinds::cuts(stored, low, high)?;
            // Sessions of the first days do not have these.
            let split = position(stored, "split")?;
            let splits = split.is_none_or(|split| (1..=cuts.len()).contains(&split));
            let dot = position(stored, "dot")?.map(|dot| u32::try_from(dot).unwrap_or(0));
            if low >= high || step <= 0.0 || !splits || dot.is_some_and(|dot| dot < LEAST_DOT) {
                return Err(Forged("frame"));
            }
            Ok(Frame::Distribution { low, high, step, cuts, below: optional(stored, "below")?, split, dot })
        }
        Some("table") => {
            let columns: Vec<Column> = list(stored, "columns", MOST_ACROSS)?.iter().map(column).collect::<Read<_>>()?;
            let rows = strings(stored, "rows", MOST_ROWS)?;
            Ok(Frame::Table { row_label: string(stored, "row_label")?, rows, columns })
        }
        Some(kind) => kinds::frame(stored, kind, audience)?.ok_or(Malformed("kind")),
        None => Err(Malformed("kind")),
    }
}

fn column(stored: &Value) -> Read<Column> {
    Ok(Column {
        id: filled(stored, "id")?,
        label: string(stored, "label")?,
        unit: optional(stored, "unit")?,
        range: range(stored)?,
    })
}

/// An optional position in a list.
fn position(stored: &Value, key: &'static str) -> Read<Option<usize>> {
    match stored.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(found) => found.as_u64().and_then(|found| usize::try_from(found).ok()).map(Some).ok_or(Malformed(key)),
    }
}

/// The optional `range` of a column, `[low, high]`.
fn range(stored: &Value) -> Read<Option<(f64, f64)>> {
    match stored.get("range") {
        None | Some(Value::Null) => Ok(None),
        Some(range) => match range.as_array().map(Vec::as_slice) {
            Some([low, high]) => {
                let ends = low.as_f64().zip(high.as_f64()).ok_or(Malformed("range"))?;
                if ends.0 < ends.1 { Ok(Some(ends)) } else { Err(Forged("range")) }
            }
            _ => Err(Malformed("range")),
        },
    }
}

fn levels_row(stored: &Value, levels: usize, cut: Option<usize>, minimum: u32) -> Read<LevelsRow> {
    let n = group_size(stored, minimum)?;
    let shares: Vec<Cell> = list(stored, "shares", MOST_ACROSS)?.iter().map(percent).collect::<Read<_>>()?;
    let above = percent(stored.get("above").ok_or(Malformed("above"))?)?;
    let is_binary = shares.len() == 2 && cut.is_some();
    if shares.len() != levels && !is_binary {
        return Err(Forged("shares"));
    }
    let shows = shares.iter().chain([&above]).any(|cell| cell.number().is_some());
    if shows && n.number().is_none() {
        return Err(Forged("n"));
    }
    Ok(LevelsRow { n, shares, above })
}

struct Scale {
    low: f64,
    high: f64,
    step: f64,
    cuts: usize,
    is_split: bool,
}

fn distribution(stored: &Value, scale: &Scale, minimum: u32) -> Read<Body> {
    let n = group_size(stored, minimum)?;
    let median = cell(stored.get("median").ok_or(Malformed("median"))?)?;
    let bands: Vec<Cell> = list(stored, "bands", MOST_ACROSS)?.iter().map(percent).collect::<Read<_>>()?;
    let bins: Vec<Bin> = list(stored, "bins", MOST_BARS)?.iter().map(bin).collect::<Read<_>>()?;
    let expected = if scale.cuts == 0 { 0 } else { scale.cuts + 1 };
    // Sessions of the first days have two bands without saying where they meet; they are not drawn.
    let is_fine = match bands.len() {
        2 => scale.is_split || expected >= 2,
        found => !scale.is_split && found == expected,
    };
    if !is_fine {
        return Err(Forged("bands"));
    }
    let is_inside = |number: &Number| scale.low - scale.step <= number.low && number.high <= scale.high + scale.step;
    if median.number().is_some_and(|median| !is_inside(median)) {
        return Err(Forged("median"));
    }
    let last = bins.len().saturating_sub(1);
    let touch = bins.iter().zip(bins.iter().skip(1)).all(|(a, b)| a.to.is_some() && a.to == b.from);
    let ends = bins.iter().enumerate().all(|(at, bin)| (bin.from.is_none(), bin.to.is_none()) == (at == 0, at == last));
    let ascend = bins.iter().all(|bin| bin.from.zip(bin.to).is_none_or(|(from, to)| from < to));
    if bins.len() == 1 || !touch || !ends || !ascend {
        return Err(Forged("bins"));
    }
    let shows = !bins.is_empty() || bands.iter().chain([&median]).any(|cell| cell.number().is_some());
    if shows && n.number().is_none() {
        return Err(Forged("n"));
    }
    Ok(Body::Distribution { n, bins, median, bands })
}

fn bin(stored: &Value) -> Read<Bin> {
    let edge = |key: &'static str| match stored.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => float(stored, key).map(Some),
    };
    let count = cell(stored.get("count").ok_or(Malformed("count"))?)?;
    // A small group's bars are told as ranges of counts.
    let is_coded = |count: &Number| count.is_range() && count.low >= 0.0 && count.high >= count.low + 1.0;
    if count.number().is_some_and(|count| !is_count(count, 3) && !is_coded(count)) {
        return Err(Forged("count"));
    }
    Ok(Bin { from: edge("from")?, to: edge("to")?, label: string(stored, "label")?, count })
}

fn table_row(stored: &Value, columns: &[Column], minimum: u32) -> Read<Vec<Cell>> {
    let cells: Vec<Cell> = items(stored, "body", MOST_ACROSS)?.iter().map(cell).collect::<Read<_>>()?;
    same("body", cells.len(), columns.len())?;
    for (cell, column) in cells.iter().zip(columns) {
        let Some(number) = cell.number() else { continue };
        let is_fine = match (column.id.as_str(), column.unit.as_deref()) {
            ("n", _) => is_count(number, minimum),
            (_, Some("%")) => is_percent(number),
            _ => true,
        };
        if !is_fine {
            return Err(Forged("body"));
        }
    }
    let n = columns.iter().position(|column| column.id == "n").and_then(|at| cells.get(at));
    if n == Some(&Cell::Hidden) && cells.iter().any(|cell| cell.number().is_some()) {
        return Err(Forged("n"));
    }
    Ok(cells)
}

fn group_size(stored: &Value, minimum: u32) -> Read<Cell> {
    let n = cell(stored.get("n").ok_or(Malformed("n"))?)?;
    if n.number().is_some_and(|n| !is_count(n, minimum)) {
        return Err(Forged("n"));
    }
    Ok(n)
}

fn is_count(number: &Number, least: u32) -> bool {
    !number.is_range()
        && number.low.to_bits() == number.high.to_bits()
        && number.low >= f64::from(least)
        && number.text == format!("{:.0}", number.low)
}

fn percent(stored: &Value) -> Read<Cell> {
    let cell = cell(stored)?;
    if cell.number().is_some_and(|number| !is_percent(number)) { Err(Forged("percent")) } else { Ok(cell) }
}

fn is_percent(number: &Number) -> bool {
    (number.text.ends_with('%') || is_word(&number.text)) && number.low >= -0.5 && number.high <= 100.5
}

fn cell(stored: &Value) -> Read<Cell> {
    if stored.get("hidden") == Some(&Value::Bool(true)) {
        return Ok(Cell::Hidden);
    }
    let text = stored.get("text").and_then(Value::as_str).ok_or(Malformed("text"))?;
    let (low, high) = (float(stored, "low")?, float(stored, "high")?);
    if is_word(text) {
        let is_share = text.len() <= LONGEST_NUMBER && 0.0 <= low && low <= high && high <= 100.0;
        let number = Number { text: text.to_owned(), low, high, is_range: true };
        return if is_share { Ok(Cell::Number(number)) } else { Err(Forged("text")) };
    }
    let stated = stated(text).ok_or(Forged("text"))?;
    // Decimals of a bound may have lost their last digit on the way through the file.
    let slack = 1e-6 * (1.0 + low.abs().max(high.abs()));
    let agrees = stated.iter().all(|number| low - slack <= *number && *number <= high + slack);
    if text.len() > LONGEST_NUMBER || low > high || !agrees {
        return Err(Forged("text"));
    }
    let is_range = stated.len() > 1 || text.starts_with(['\u{2264}', '\u{2265}']);
    Ok(Cell::Number(Number { text: text.to_owned(), low, high, is_range }))
}

/// Whether a text is one of the words for a share of few, with its counts, such as `most (7-9)`.
fn is_word(text: &str) -> bool {
    let mut parts = text.splitn(2, ' ');
    let is_known = parts.next().is_some_and(|word| ["few", "mixed", "most"].contains(&word));
    let counts = parts.next().and_then(|counts| counts.strip_prefix('(')?.strip_suffix(')'));
    is_known && counts.is_some_and(|counts| counts.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

/// The one or two numbers of a text such as `207`, `-3.5`, `31-40%` or `≤20%`; nothing of any other text.
fn stated(text: &str) -> Option<Vec<f64>> {
    let inner = text.strip_suffix('%').unwrap_or(text);
    let inner = inner.strip_prefix(['\u{2264}', '\u{2265}']).unwrap_or(inner);
    if inner.is_empty() || !inner.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.')) {
        return None;
    }
    if let Ok(number) = inner.parse::<f64>() {
        return Some(vec![number]);
    }
    let (first, second) = inner.split_once('-')?;
    Some(vec![first.parse().ok()?, second.parse().ok()?])
}

fn same(what: &'static str, found: usize, expected: usize) -> Read<()> {
    if found == expected { Ok(()) } else { Err(Forged(what)) }
}

fn items<'v>(stored: &'v Value, key: &'static str, most: usize) -> Read<&'v [Value]> {
    let items = stored.as_array().ok_or(Malformed(key))?;
    if items.len() > most { Err(TooLong(key)) } else { Ok(items) }
}

fn list<'v>(stored: &'v Value, key: &'static str, most: usize) -> Read<&'v [Value]> {
    items(stored.get(key).ok_or(Malformed(key))?, key, most)
}

fn strings(stored: &Value, key: &'static str, most: usize) -> Read<Vec<String>> {
    list(stored, key, most)?.iter().map(|item| clean(item, key)).collect()
}

fn string(stored: &Value, key: &'static str) -> Read<String> {
    clean(stored.get(key).ok_or(Malformed(key))?, key)
}

fn filled(stored: &Value, key: &'static str) -> Read<String> {
    string(stored, key).and_then(|text| if text.trim().is_empty() { Err(Malformed(key)) } else { Ok(text) })
}

fn optional(stored: &Value, key: &'static str) -> Read<Option<String>> {
    match stored.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(text) => clean(text, key).map(Some),
    }
}

fn clean(stored: &Value, key: &'static str) -> Read<String> {
    let found = stored.as_str().ok_or(Malformed(key))?;
    if found.len() > LONGEST_TEXT * 4 || found.chars().count() > LONGEST_TEXT {
        return Err(TooLong(key));
    }
    Ok(text::sanitise(found))
}

fn float(stored: &Value, key: &'static str) -> Read<f64> {
    stored.get(key).and_then(Value::as_f64).filter(|number| number.is_finite()).ok_or(Malformed(key))
}

#[cfg(test)]
mod tests;
