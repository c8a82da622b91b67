//! `chartpaper trends`: how exit polls, scales and moods moved, across sessions.

use std::io::Write;

use serde::Serialize;

use super::arguments::{SeriesFormat, Trends};
use super::stage;
use super::trouble::Trouble;
use crate::session::{self, Trend};
use crate::text;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    trends: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    protocol: &'a str,
    step: &'a str,
    title: &'a str,
    kind: &'static str,
    header: &'a [String],
    rows: &'a [Vec<String>],
}

/// Prints one table for each step that is followed across sessions.
pub(super) fn run(arguments: &Trends, out: &mut impl Write) -> Result<(), Trouble> {
    let meetings = stage::meetings(&arguments.sessions)?;
    let trends = session::trends(&meetings);
    match arguments.format {
        SeriesFormat::Json => {
            let document =
                Document { format: "chartpaper-trends", version: 1, trends: trends.iter().map(told).collect() };
            Ok(writeln!(out, "{}", serde_json::to_string_pretty(&document).unwrap_or_default())?)
        }
        SeriesFormat::Text if trends.is_empty() => {
            Ok(writeln!(out, "nothing in these sessions is followed: a protocol says series_key = true")?)
        }
        SeriesFormat::Text => {
            let several = trends.iter().any(|trend| trends.iter().any(|other| other.protocol != trend.protocol));
            for trend in &trends {
                table(trend, several, out)?;
            }
            Ok(())
        }
    }
}

fn told(trend: &Trend) -> Told<'_> {
    let Trend { protocol, protocol_title: _, step, title, kind, header, rows } = trend;
    Told { protocol, step, title, kind, header, rows }
}

/// The table with its columns under each other, with the protocol where the tables are of `several`.
fn table(trend: &Trend, several: bool, out: &mut impl Write) -> Result<(), Trouble> {
    let of = if several { format!(" ({})", trend.protocol_title) } else { String::new() };
    writeln!(out, "{}", text::sanitise(&format!("{}{of}", trend.title)))?;
    let grid: Vec<Vec<String>> = std::iter::once(&trend.header)
        .chain(&trend.rows)
        .map(|row| row.iter().map(|cell| text::sanitise(cell)).collect())
        .collect();
    let widths: Vec<usize> = (0..trend.header.len())
        .map(|at| grid.iter().filter_map(|row| row.get(at)).map(|cell| text::width(cell)).max().unwrap_or(0))
        .collect();
    for row in &grid {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
            let pad = " ".repeat(width.saturating_sub(text::width(cell)));
            if at == 0 { format!("{cell}{pad}") } else { format!("{pad}{cell}") }
        });
        writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(writeln!(out)?)
}
