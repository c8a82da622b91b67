//! What is to be measured, as it was typed.

use std::path::PathBuf;

use crate::Result;
use crate::job::Job;

/// A group of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Process start to first frame.
    Start,
    /// Key to frame, and what a key sends.
    Keys,
    /// What the program does while nobody does anything.
    Idle,
    /// Drawing alone.
    Frame,
    /// Names in comments.
    Guard,
    /// Suppression in a table of counts.
    Disclosure,
    /// Reading, preparing and auditing generated data.
    Admission,
    /// Files that are no tables.
    Shapes,
    /// Taking up a long session.
    Resume,
}

impl Section {
    const ALL: [(&str, Self); 9] = [
        ("start", Self::Start),
        ("keys", Self::Keys),
        ("idle", Self::Idle),
        ("frame", Self::Frame),
        ("guard", Self::Guard),
        ("disclosure", Self::Disclosure),
        ("admission", Self::Admission),
        ("shapes", Self::Shapes),
        ("resume", Self::Resume),
    ];
}

/// What is to be measured.
#[derive(Debug)]
pub(crate) struct Wish {
    /// In this order.
    pub(crate) sections: Vec<Section>,
    /// Sizes of the files that are admitted.
    pub(crate) rows: Vec<usize>,
    /// A tenth of the runs.
    quick: bool,
    /// This process is to do one job and tell what it took.
    pub(crate) job: Option<(Job, PathBuf)>,
}

impl Wish {
    /// Reads the arguments; `--bench`, which cargo adds, says nothing new.
    pub(crate) fn of(arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut wish = Self { sections: Vec::new(), rows: Vec::new(), quick: false, job: None };
        let mut arguments = arguments.filter(|argument| argument != "--bench");
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => wish.quick = true,
                "--rows" => wish.rows.push(arguments.next().ok_or("--rows needs a number")?.parse()?),
                "--job" => {
                    let (job, file) = (arguments.next(), arguments.next());
                    let job = job.as_deref().and_then(Job::named).ok_or("--job needs the name of a job")?;
                    wish.job = Some((job, file.ok_or("--job needs a file")?.into()));
                }
                word => {
                    let section = Section::ALL.iter().find(|(name, _)| *name == word);
                    let names = Section::ALL.map(|(name, _)| name).join(", ");
                    wish.sections.push(section.ok_or_else(|| format!("`{word}` is none of {names}"))?.1);
                }
            }
        }
        if wish.sections.is_empty() {
            wish.sections = Section::ALL.map(|(_, section)| section).to_vec();
        }
        if wish.rows.is_empty() {
            wish.rows = if wish.quick { vec![10_000, 1_000_000] } else { vec![10_000, 1_000_000, 10_000_000] };
        }
        Ok(wish)
    }

    /// How often something is done that is done `often` times where nobody is in a hurry.
    pub(crate) fn runs(&self, often: usize) -> usize {
        if self.quick { often.div_ceil(10).max(3) } else { often }
    }
}
