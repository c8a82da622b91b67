//! A plain table as texts in columns.

use super::heads;
use super::letters::{Letters, wrap_to};
use super::pen::{Anchor, Pen, WIDTH};
use crate::chart::{Entry, Plot, Table};
use crate::theme::Role;

/// From one line of text to the next.
const LINE: f64 = 21.0;
/// Narrowest column of row labels, where they ask for more.
const LABEL: f64 = 110.0;
/// Between two columns.
const GAP: f64 = 16.0;

/// Places a table from `top` down; returns where it ends.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, table: &Table, top: f64) -> f64 {
    let mut y = heads::legend(pen, &plot.legend, top) + 4.0;
    let columns = columns(table);
    let (strong, text, rule) = (pen.colour(Role::Strong), pen.colour(Role::Text), pen.colour(Role::Rule));
    let lines: Vec<Vec<String>> = (table.heads.iter().zip(&columns))
        .map(|(head, (_, width))| wrap_to(&head.text, *width, 4, Letters::BOLD))
        .collect();
    let height = lines.iter().map(Vec::len).max().unwrap_or(0);
    for ((head, (x, width)), lines) in table.heads.iter().zip(&columns).zip(&lines) {
        let first = height - lines.len();
        for (line, words) in (first..).zip(lines) {
            let baseline = y + 16.0 + LINE * line as f64;
            put(pen, (*x, *width), baseline, words, head.right, (Letters::BOLD, &strong));
        }
    }
    y += LINE * height as f64 + 4.0;
    pen.rule((0.0, y), (WIDTH, y), &rule, 1.5, "");
    for row in &table.rows {
        let lines: Vec<Vec<String>> = (row.iter().zip(&columns))
            .map(|(entry, (_, width))| wrap_to(&words(entry), *width, 3, Letters::PLAIN))
            .collect();
        for (((entry, head), (x, width)), lines) in row.iter().zip(&table.heads).zip(&columns).zip(&lines) {
            for (line, words) in lines.iter().enumerate() {
                let baseline = y + 18.0 + LINE * line as f64;
                let area = put(pen, (*x, *width), baseline, words, head.right, (Letters::PLAIN, &text));
                if let Some(area) = area {
                    pen.mark(entry.mark.as_deref(), area);
                }
            }
        }
        y += LINE * lines.iter().map(Vec::len).max().unwrap_or(1) as f64 + 4.0;
    }
    y
}

fn words(entry: &Entry) -> String {
    if entry.predicted && !entry.text.is_empty() { format!("P {}", entry.text) } else { entry.text.clone() }
}

fn put(
    pen: &mut Pen<'_>,
    (x, width): (f64, f64),
    baseline: f64,
    words: &str,
    right: bool,
    (letters, colour): (Letters, &str),
) -> Option<super::pen::Area> {
    if right {
        pen.text((x + width, baseline), Anchor::End, words, letters, colour)
    } else {
        pen.text((x, baseline), Anchor::Start, words, letters, colour)
    }
}

/// Where each column begins and how wide it is: its widest entry, then what its head asks for; where all do not fit, the row labels and then all
/// others give way.
fn columns(table: &Table) -> Vec<(f64, f64)> {
    let entries = |column: usize| {
        let texts = table.rows.iter().filter_map(move |row| row.get(column));
        texts.map(|entry| Letters::PLAIN.width(&words(entry))).fold(30.0, f64::max)
    };
    let count = table.heads.len();
    // Labels of rows can be broken, numbers cannot.
    let least: Vec<f64> = (0..count).map(|at| entries(at).min(if at == 0 { LABEL } else { WIDTH })).collect();
    let wanted: Vec<f64> = (table.heads.iter().enumerate().zip(&least))
        .map(|((at, head), least)| {
            let own = if at == 0 { entries(at).min(WIDTH / 2.0) } else { *least };
            Letters::BOLD.width(&head.text).min(180.0).max(own)
        })
        .collect();
    let gaps = GAP * count.saturating_sub(1) as f64;
    let room = WIDTH - gaps;
    let (low, high): (f64, f64) = (least.iter().sum(), wanted.iter().sum());
    let widths: Vec<f64> = if high <= room {
        wanted
    } else if low <= room {
        let part = (room - low) / (high - low);
        least.iter().zip(&wanted).map(|(least, wanted)| least + (wanted - least) * part).collect()
    } else {
        least.iter().map(|least| least * room / low).collect()
    };
    let mut x = 0.0;
    widths
        .into_iter()
        .map(|width| {
            let at = x;
            x += width + GAP;
            (at, width)
        })
        .collect()
}
