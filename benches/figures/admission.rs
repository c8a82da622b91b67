//! Reading generated data, preparing twelve views of it, auditing them: time and peak memory, each run in a process of its own.
//! Beside it, in turns, the [program to compare with](crate::bare).

use std::path::Path;

use crate::job::{Job, Spent};
use crate::sample::Sample;
use crate::table::{Goal, Table};
use crate::wish::Wish;
use crate::{Result, made_up};

/// Adds time and peak memory for every size of file.
pub(crate) fn measure(wish: &Wish, folder: &Path, table: &mut Table) -> Result<()> {
    for rows in &wish.rows {
        let card = made_up::write(folder, *rows)?;
        let names = made_up::with_names(&card)?;
        let often = match rows {
            ..=100_000 => 30,
            ..=2_000_000 => 9,
            _ => 5,
        };
        let (mut ours, mut theirs, mut guarded) = (Vec::new(), Vec::new(), Vec::new());
        for run in 0..wish.runs(often) {
            // In turns, so that what else the machine does falls on both.
            ours.push(Job::Admit.run(&card)?);
            theirs.push(Job::Bare.run(&card)?);
            if run % 3 == 0 {
                guarded.push(Job::Admit.run(&names)?);
            }
        }
        if let Some((one, other)) = ours.iter().zip(&theirs).find(|(one, other)| one.found != other.found) {
            return Err(format!("chartpaper found `{}` and polars `{}`", one.found, other.found).into());
        }
        add(table, *rows, &ours, &theirs, &guarded);
    }
    Ok(())
}

fn add(table: &mut Table, rows: usize, ours: &[Spent], theirs: &[Spent], guarded: &[Spent]) {
    let walls = |spent: &[Spent]| Sample::milliseconds(spent.iter().map(|spent| spent.wall));
    let peaks = |spent: &[Spent]| spent.iter().filter_map(|spent| spent.peak).collect::<Sample>();
    let busy = |spent: &[Spent]| spent.iter().filter_map(|spent| spent.busy).collect::<Sample>();
    let large = rows >= 10_000_000;
    table.add(format!("admission of {rows} rows, 12 views"), "ms", &walls(ours), None);
    let preparing = Sample::milliseconds(ours.iter().map(|spent| spent.preparing));
    table.add(format!("- of which preparing and auditing the views, {rows} rows"), "ms", &preparing, None);
    table.add(format!("- the same aggregates by polars alone, {rows} rows"), "ms", &walls(theirs), None);
    let pairs = ours.iter().zip(theirs);
    let ratios: Sample = pairs.map(|(one, other)| one.wall.div_duration_f64(other.wall)).collect();
    let goal = (rows >= 1_000_000).then_some(Goal::Median(1.0));
    table.add(format!("- admission as a share of polars alone, {rows} rows"), "", &ratios, goal);
    let shares: Sample =
        ours.iter().map(|spent| spent.preparing.div_duration_f64(spent.wall.saturating_sub(spent.preparing))).collect();
    let goal = (rows >= 1_000_000).then_some(Goal::Median(0.2));
    table.add(format!("- views and audit as a share of reading and folding, {rows} rows"), "", &shares, goal);
    if rows >= 1_000_000 {
        table.add(format!("processor time, admission of {rows} rows"), "ms", &busy(ours), None);
        table.add(format!("processor time, polars alone, {rows} rows"), "ms", &busy(theirs), None);
    }
    table.add(format!("admission of {rows} rows with names for the guard"), "ms", &walls(guarded), None);
    table.add(format!("peak memory, admission of {rows} rows"), "MB", &peaks(ours), large.then_some(Goal::Max(400.0)));
    table.add(format!("peak memory, with names, {rows} rows"), "MB", &peaks(guarded), None);
    table.add(format!("peak memory, polars alone, {rows} rows"), "MB", &peaks(theirs), None);
}
