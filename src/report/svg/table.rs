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
/// Widest room that a head asks for.
const HEAD: f64 = 180.0;
/// Between two columns.
const GAP: f64 = 16.0;

/// Places a table from `top` down; returns where it ends.
pub(super) fn place(pen: &mut Pen<'_>, plot: &Plot, table: &Table, top: f64) -> f64 {
    let mut y = heads::legend_of_letters(pen, &plot.legend, top) + 4.0;
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

/// Where each column begins and how wide it is. First every column takes what it cannot do without: its numbers whole, a part of the row
/// labels, the words of its head unbroken; then the row labels are set on one line, and what is left goes to heads of several words.
fn columns(table: &Table) -> Vec<(f64, f64)> {
    let entries = |column: usize| {
        let texts = table.rows.iter().filter_map(move |row| row.get(column));
        texts.map(|entry| Letters::PLAIN.width(&words(entry))).fold(30.0, f64::max)
    };
    // Labels of rows can be broken, numbers cannot.
    let bare: Vec<f64> =
        (0..table.heads.len()).map(|at| entries(at).min(if at == 0 { LABEL } else { WIDTH })).collect();
    let word = |head: &str| head.split_whitespace().map(|word| Letters::BOLD.width(word)).fold(0.0, f64::max).min(HEAD);
    let unbroken: Vec<f64> = table.heads.iter().zip(&bare).map(|(head, bare)| bare.max(word(&head.text))).collect();
    let mut labelled = unbroken.clone();
    if let Some(first) = labelled.first_mut() {
        *first = first.max(entries(0).min(WIDTH / 2.0));
    }
    let wanted: Vec<f64> = (table.heads.iter().zip(&labelled))
        .map(|(head, own)| Letters::BOLD.width(&head.text).min(HEAD).max(*own))
        .collect();
    let room = WIDTH - GAP * table.heads.len().saturating_sub(1) as f64;
    let widths = fitted(bare, [unbroken, labelled, wanted], room);
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

/// The last of these widths that fits into `room`, and what is left of it on the way to the next; where not even the `least` do,
/// all give way.
fn fitted(least: Vec<f64>, wishes: [Vec<f64>; 3], room: f64) -> Vec<f64> {
    let low: f64 = least.iter().sum();
    if low > room {
        return least.iter().map(|width| width * room / low).collect();
    }
    let mut widths = least;
    for wish in wishes {
        let (low, high): (f64, f64) = (widths.iter().sum(), wish.iter().sum());
        if high > room {
            let part = (room - low) / (high - low);
            return widths.iter().zip(&wish).map(|(low, high)| low + (high - low) * part).collect();
        }
        widths = wish;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample;
    use crate::chart::{Panel, Showing, plot};
    use crate::theme::Theme;

    fn parts(head: &str, room: f64) -> Vec<String> {
        wrap_to(head, room, 4, Letters::BOLD)
    }

    #[test]
    fn words_of_heads_stay_whole_and_labels_stand_on_one_line_where_there_is_room() {
        let names = ["Test window", "Students", "Median", "predicted", "Mean", "At or above 3 Meeting"];
        let mut plot = plot(&sample::table(), Showing::Values, &[]);
        let Panel::Table(table) = &mut plot.panel else { panic!("no table") };
        let (head, entry) = (table.heads.first().unwrap().clone(), table.rows[0][0].clone());
        let cell = |text: &str| Entry { text: text.to_owned(), ..entry.clone() };
        table.heads =
            names.iter().map(|name| crate::chart::Head { text: (*name).to_owned(), ..head.clone() }).collect();
        table.rows = vec![["2023-24 Winter", "92", "193", "P 174", "194", "16-20%"].map(cell).to_vec()];
        let columns = columns(table);
        for (name, (_, width)) in names.iter().zip(&columns) {
            let whole = parts(name, *width)
                .iter()
                .all(|line| line.split_whitespace().all(|word| name.split_whitespace().any(|known| known == word)));
            assert!(whole, "{name}: {:?}", parts(name, *width));
        }
        assert!(Letters::PLAIN.width("2023-24 Winter") <= columns[0].1);
        let (x, width) = columns.last().unwrap();
        assert!(x + width <= WIDTH + 0.01);
        let svg = super::super::svg(&plot, &Theme::shipped().remove(0), None);
        assert!(svg.contains(">Students</text>") && svg.contains(">2023-24 Winter</text>"), "{svg}");
    }

    #[test]
    fn widths_never_leave_their_room() {
        let wishes = [vec![50.0, 50.0], vec![90.0, 50.0], vec![90.0, 120.0]];
        for (room, expected) in
            [(50.0, [25.0, 25.0]), (100.0, [50.0, 50.0]), (120.0, [70.0, 50.0]), (400.0, [90.0, 120.0])]
        {
            assert_eq!(fitted(vec![50.0, 50.0], wishes.clone(), room), expected, "{room}");
        }
    }
}
