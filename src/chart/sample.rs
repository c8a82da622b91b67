//! Views for the tests of `chart` and `ui`: three that look like a school's, and random ones.

use crate::records::temporary::{bin, column, cut, levels_row, shown, view};
use crate::records::{Body, Cell, Frame, View};

/// What a test wants to see.
#[derive(Clone, Debug)]
pub(crate) enum Sample {
    /// Levels, lowest first; cut; rows with n and shares (`"31-35"`), and the sum above the cut. No n: hidden.
    Levels(Vec<&'static str>, Option<usize>, Vec<(&'static str, Option<u32>, Vec<&'static str>, &'static str)>),
    /// Cuts; bins as (from, to, count), open where `None`; median; bands.
    Scores(Vec<(f64, &'static str)>, Vec<(Option<f64>, Option<f64>, u32)>, &'static str, Vec<&'static str>),
    /// Rows with the texts of their cells; the columns are n, median and percent at or above.
    Table(Vec<(&'static str, [&'static str; 3])>),
}

/// The only place in which views for tests are made.
pub(crate) fn made(sample: &Sample) -> View {
    match sample {
        Sample::Levels(levels, cut, rows) => {
            let frame = Frame::Levels {
                levels: levels.iter().map(|level| (*level).to_owned()).collect(),
                cut: *cut,
                rows: rows.iter().map(|row| row.0.to_owned()).collect(),
            };
            let body = rows.iter().map(|(_, n, shares, above)| {
                let n = n.map_or(Cell::Hidden, |n| number(&n.to_string()));
                levels_row(n, shares.iter().map(|share| percent(share)).collect(), percent(above))
            });
            let body = Body::Levels(body.collect());
            view(
                "Reading, Grade 5: share at each level, by window",
                "Same students",
                frame,
                body,
                &["Shares are rounded to ranges."],
            )
        }
        Sample::Scores(cuts, bins, median, bands) => {
            let frame = Frame::Distribution {
                low: 150.0,
                high: 260.0,
                step: 1.0,
                cuts: cuts.iter().map(|(score, name)| cut(*score, name)).collect(),
                below: Some("Not yet".to_owned()),
            };
            let bins: Vec<_> = bins
                .iter()
                .map(|(from, to, count)| {
                    let label = match (from, to) {
                        (None, Some(to)) => format!("under {to}"),
                        (Some(from), None) => format!("{from} and above"),
                        (Some(from), Some(to)) => format!("{from} to {}", to - 1.0),
                        (None, None) => "all".to_owned(),
                    };
                    bin(*from, *to, &label, number(&count.to_string()))
                })
                .collect();
            let n = bins.iter().filter_map(|bin| bin.count().number()).map(crate::records::Number::middle).sum::<f64>();
            let n = if bins.is_empty() { Cell::Hidden } else { number(&n.to_string()) };
            let body = Body::Distribution {
                n,
                bins,
                median: number(median),
                bands: bands.iter().map(|band| percent(band)).collect(),
            };
            view("Reading (RIT), Grade 5, Spring", "n = 96 of 98 tested", frame, body, &[])
        }
        Sample::Table(rows) => {
            let frame = Frame::Table {
                row_label: "Class".to_owned(),
                rows: rows.iter().map(|row| row.0.to_owned()).collect(),
                columns: vec![
                    column("n", "Students", None),
                    column("median", "Median", Some("RIT")),
                    column("above", "At or above 207 Meeting", Some("%")),
                ],
            };
            let body = rows.iter().map(|(_, [n, median, above])| vec![number(n), number(median), percent(above)]);
            let body = Body::Table(body.collect());
            view("Reading, Grade 5, by class", "Spring", frame, body, &[])
        }
    }
}

fn number(text: &str) -> Cell {
    text.parse::<f64>().map_or(Cell::Hidden, |value| shown(text, value, value))
}

/// `31-35`, `<=5`, `>=80` or `12` percent; anything else is hidden.
fn percent(text: &str) -> Cell {
    let value = |text: &str| text.parse::<f64>().ok();
    let ends = if let Some(limit) = text.strip_prefix("<=") {
        value(limit).map(|limit| (0.0, limit))
    } else if let Some(limit) = text.strip_prefix(">=") {
        value(limit).map(|limit| (limit, 100.0))
    } else if let Some((low, high)) = text.split_once('-') {
        value(low).zip(value(high))
    } else {
        value(text).map(|value| (value, value))
    };
    ends.map_or(Cell::Hidden, |(low, high)| shown(&format!("{text}%"), low, high))
}

pub(crate) const LEVELS: [&str; 4] = ["Not yet", "Approaching", "Meeting", "Exceeding"];

/// Three windows, one group hidden, one in two parts.
pub(crate) fn levels() -> View {
    made(&Sample::Levels(
        LEVELS.to_vec(),
        Some(2),
        vec![
            ("Fall", Some(81), vec!["21-25", "31-35", "31-35", "11-15"], "46-50"),
            ("Winter", Some(80), vec!["16-20", "26-30", "36-40", "16-20"], "51-55"),
            ("Spring", Some(14), vec!["31-40", "61-70"], "61-70"),
            ("Summer", None, vec!["", "", "", ""], ""),
        ],
    ))
}

pub(crate) fn distribution() -> View {
    made(&Sample::Scores(
        vec![(190.0, "Approaching"), (207.0, "Meeting"), (223.0, "Exceeding")],
        vec![
            (None, Some(180.0), 7),
            (Some(180.0), Some(190.0), 12),
            (Some(190.0), Some(198.0), 15),
            (Some(198.0), Some(207.0), 18),
            (Some(207.0), Some(215.0), 21),
            (Some(215.0), Some(223.0), 13),
            (Some(223.0), None, 10),
        ],
        "205",
        vec!["16-20", "31-35", "36-40", "11-15"],
    ))
}

pub(crate) fn table() -> View {
    made(&Sample::Table(vec![
        ("Class A", ["25", "205", "46-50"]),
        ("Class B", ["24", "211", "61-65"]),
        ("Class C", ["*", "*", "*"]),
        ("All", ["96", "207", "51-55"]),
    ]))
}
