//! Taking up a session of many entries.

use std::ffi::OsStr;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use chartpaper::session::{Reading, Session};

use crate::Result;
use crate::program::Program;
use crate::sample::Sample;
use crate::sessions::Made;
use crate::table::Table;
use crate::wish::Wish;

/// Entries of the session: far more than a year of retreats.
const ENTRIES: usize = 20_000;

/// Adds the figures: reading and folding alone, then the program from its start to its first frame.
pub(crate) fn measure(wish: &Wish, folder: &Path, table: &mut Table) -> Result<()> {
    let file = folder.join("year.session.jsonl");
    Made::with_entries(ENTRIES)?.write(&file)?;
    let bytes = fs::read(&file)?;
    let mut times = Vec::new();
    for _ in 0..wish.runs(30) {
        let began = Instant::now();
        let session = Session::replay(&Reading::of(&bytes)).ok_or("the session has no header")?;
        times.push(began.elapsed());
        if black_box(session).entries().len() != ENTRIES {
            return Err("the session does not hold every entry".into());
        }
    }
    table.add(format!("read and fold a session of {ENTRIES} entries"), "ms", &Sample::milliseconds(times), None);
    let mut times = Vec::new();
    for _ in 0..wish.runs(20) {
        // Taken up, a session has one entry more and a mirror: every run begins with a fresh one.
        let home = tempfile::tempdir_in(folder)?;
        let file = home.path().join("year.session.jsonl");
        fs::write(&file, &bytes)?;
        let mut program = Program::start(&[OsStr::new("resume"), file.as_os_str()], (80, 24), home.path())?;
        times.push(program.frame()?.after);
        program.expect("Enter")?;
    }
    let what = format!("start to first frame, `resume` of {ENTRIES} entries, 80x24");
    table.add(what, "ms", &Sample::milliseconds(times), None);
    Ok(())
}
