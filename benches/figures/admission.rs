//! Reading generated data, preparing twelve views of it, auditing them: time and peak memory, each run in a process of its own.
//! Beside it, in turns, the [program to compare with](crate::bare).

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chartpaper::records::{self, Admission, Body, DataSource, Progress};

use crate::sample::Sample;
use crate::table::{Goal, Table};
use crate::wish::Wish;
use crate::{Result, bare, machine, made_up};

/// What a process is started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// The whole of `records::admit`.
    Admit,
    /// The same aggregates by polars alone.
    Bare,
}

/// What a job took.
#[derive(Clone, Debug)]
struct Spent {
    wall: Duration,
    /// From the moment when the last row had passed: views and audit.
    preparing: Duration,
    /// Time on all processors, in milliseconds, which other work on the machine hardly changes; `None` where the system does not
    /// tell.
    busy: Option<f64>,
    /// Megabytes; `None` where the system does not tell.
    peak: Option<f64>,
    /// What the job found out.
    found: String,
}

impl Job {
    const ALL: [(&str, Self); 2] = [("admit", Self::Admit), ("bare", Self::Bare)];

    /// The job of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, job)| *job)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, job)| *job == self).map_or("", |(name, _)| name)
    }

    /// Does the job in this process and says what it took (microseconds of all and of the end, milliseconds on processors, megabytes
    /// at the peak) and what it found.
    pub(crate) fn perform(self, card: &Path) -> Result<String> {
        let began = Instant::now();
        let mut read = None;
        let found = match self {
            Self::Admit => {
                let mut tell = |progress| {
                    if progress == Progress::Preparing {
                        read = Some(began.elapsed());
                    }
                };
                let admission = records::admit_telling(&[DataSource::new(card)], None, &[7; 32], 7, &mut tell)
                    .map_err(|reports| reports.iter().map(ToString::to_string).collect::<String>())?;
                said(&admission).ok_or("the distribution was not admitted")?
            }
            Self::Bare => {
                let (students, median) = bare::compute(card)?;
                format!("{students} {median}")
            }
        };
        let wall = began.elapsed();
        let preparing = read.map_or(Duration::ZERO, |read| wall.saturating_sub(read));
        let busy = machine::used(std::process::id()).map_or(f64::NAN, |used| used.ticks as f64 * 10.0);
        let peak = machine::peak_memory(std::process::id()).unwrap_or(f64::NAN);
        Ok(format!("{} {} {busy} {peak} {found}", wall.as_micros(), preparing.as_micros()))
    }

    /// Does the job in a process of its own.
    fn run(self, card: &Path) -> Result<Spent> {
        let process = Command::new(std::env::current_exe()?).args(["--job", self.name()]).arg(card).output()?;
        if !process.status.success() {
            return Err(String::from_utf8_lossy(&process.stderr).into());
        }
        let said = String::from_utf8(process.stdout)?;
        let mut parts = said.trim().splitn(5, ' ');
        let mut part = || parts.next().ok_or("the process did not say what it took");
        let microseconds = |text: &str| text.parse().map(Duration::from_micros);
        let (wall, preparing) = (microseconds(part()?)?, microseconds(part()?)?);
        let known = |text: &str| text.parse().map(|number: f64| Some(number).filter(|number| number.is_finite()));
        let (busy, peak) = (known(part()?)?, known(part()?)?);
        Ok(Spent { wall, preparing, busy, peak, found: part()?.to_owned() })
    }
}

/// Students and median of the distribution in reading, as [`bare::compute`] tells them.
fn said(admission: &Admission) -> Option<String> {
    match admission.view("reading-scores")?.body() {
        Body::Distribution { n, median, .. } => Some(format!("{n} {median}")),
        _ => None,
    }
}

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
