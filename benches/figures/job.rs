//! One piece of work in a process of its own, because the peak of memory belongs to a process.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chartpaper::records::{self, Admission, Body, DataSource, Progress};

use crate::{Result, bare, machine};

/// What a process is started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// The whole of `records::admit`.
    Admit,
    /// The same aggregates by polars alone.
    Bare,
    /// The whole of `records::inspect`.
    Inspect,
}

/// What a job took.
#[derive(Clone, Debug)]
pub(crate) struct Spent {
    pub(crate) wall: Duration,
    /// From the moment when the last row had passed: views and audit.
    pub(crate) preparing: Duration,
    /// Time on all processors, in milliseconds, which other work on the machine hardly changes; `None` where the system does not
    /// tell.
    pub(crate) busy: Option<f64>,
    /// Megabytes; `None` where the system does not tell.
    pub(crate) peak: Option<f64>,
    /// What the job found out.
    pub(crate) found: String,
}

impl Job {
    const ALL: [(&str, Self); 3] = [("admit", Self::Admit), ("bare", Self::Bare), ("inspect", Self::Inspect)];

    /// The job of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, job)| *job)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, job)| *job == self).map_or("", |(name, _)| name)
    }

    /// Does the job in this process and says what it took (microseconds of all and of the end, milliseconds on processors, megabytes
    /// at the peak) and what it found.
    pub(crate) fn perform(self, file: &Path) -> Result<String> {
        let began = Instant::now();
        let mut read = None;
        let found = match self {
            Self::Admit => {
                let mut tell = |progress| {
                    if progress == Progress::Preparing {
                        read = Some(began.elapsed());
                    }
                };
                let admission = records::admit_telling(&[DataSource::new(file)], None, &[7; 32], 7, &mut tell)
                    .map_err(|reports| reports.iter().map(ToString::to_string).collect::<String>())?;
                said(&admission).ok_or("the distribution was not admitted")?
            }
            Self::Bare => {
                let (students, median) = bare::compute(file)?;
                format!("{students} {median}")
            }
            Self::Inspect => match records::inspect(file) {
                Ok((_, None)) => "understood".to_owned(),
                Ok((_, Some(report))) | Err(report) => {
                    report.findings.first().ok_or("a refusal without a reason")?.code.to_owned()
                }
            },
        };
        let wall = began.elapsed();
        let preparing = read.map_or(Duration::ZERO, |read| wall.saturating_sub(read));
        let busy = machine::used(std::process::id()).map_or(f64::NAN, |used| used.ticks as f64 * 10.0);
        let peak = machine::peak_memory(std::process::id()).unwrap_or(f64::NAN);
        Ok(format!("{} {} {busy} {peak} {found}", wall.as_micros(), preparing.as_micros()))
    }

    /// Does the job in a process of its own.
    pub(crate) fn run(self, file: &Path) -> Result<Spent> {
        let process = Command::new(std::env::current_exe()?).args(["--job", self.name()]).arg(file).output()?;
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
