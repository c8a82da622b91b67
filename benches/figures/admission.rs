//! Reading generated data, preparing twelve views of it, auditing them: time and peak memory, each run in a process of its own.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chartpaper::records::{self, DataSource};

use crate::sample::Sample;
use crate::table::Table;
use crate::wish::Wish;
use crate::{Result, machine, made_up};

/// What a process is started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// The whole of `records::admit`.
    Admit,
}

/// What a job took.
#[derive(Clone, Copy, Debug)]
struct Spent {
    wall: Duration,
    /// Megabytes; `None` where the system does not tell.
    peak: Option<f64>,
}

impl Job {
    const ALL: [(&str, Self); 1] = [("admit", Self::Admit)];

    /// The job of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, job)| *job)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, job)| *job == self).map_or("", |(name, _)| name)
    }

    /// Does the job in this process and says what it took: microseconds, and megabytes at the peak.
    pub(crate) fn perform(self, card: &Path) -> Result<String> {
        let began = Instant::now();
        match self {
            Self::Admit => {
                let admission = records::admit(&[DataSource::new(card)], None, &[7; 32], 7)
                    .map_err(|reports| reports.iter().map(ToString::to_string).collect::<String>())?;
                if admission.views().is_empty() {
                    return Err("no view was admitted".into());
                }
            }
        }
        let wall = began.elapsed().as_micros();
        let peak = machine::peak_memory(std::process::id()).unwrap_or(f64::NAN);
        Ok(format!("{wall} {peak}"))
    }

    /// Does the job in a process of its own.
    fn run(self, card: &Path) -> Result<Spent> {
        let process = Command::new(std::env::current_exe()?).args(["--job", self.name()]).arg(card).output()?;
        if !process.status.success() {
            return Err(String::from_utf8_lossy(&process.stderr).into());
        }
        let said = String::from_utf8(process.stdout)?;
        let (wall, peak) = said.trim().split_once(' ').ok_or("the process did not say what it took")?;
        let peak: f64 = peak.parse()?;
        Ok(Spent { wall: Duration::from_micros(wall.parse()?), peak: Some(peak).filter(|peak| peak.is_finite()) })
    }
}

/// Adds time and peak memory for every size of file.
pub(crate) fn measure(wish: &Wish, folder: &Path, table: &mut Table) -> Result<()> {
    for rows in &wish.rows {
        let card = made_up::write(folder, *rows)?;
        let often = if *rows > 100_000 { 7 } else { 30 };
        let spent = (0..wish.runs(often)).map(|_| Job::Admit.run(&card)).collect::<Result<Vec<Spent>>>()?;
        let times = Sample::milliseconds(spent.iter().map(|spent| spent.wall));
        table.add(format!("admission of {rows} rows, 12 views"), "ms", &times, None);
        let peaks: Sample = spent.iter().filter_map(|spent| spent.peak).collect();
        table.add(format!("admission of {rows} rows: peak memory"), "MB", &peaks, None);
    }
    Ok(())
}
