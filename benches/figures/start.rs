//! From the start of the process to its first frame.

use std::ffi::OsStr;
use std::path::Path;

use crate::program::Program;
use crate::sample::Sample;
use crate::sessions::PROTOCOL;
use crate::table::{Goal, Table};
use crate::wish::Wish;
use crate::{Result, made_up};

/// Adds the figures: the demo, and a run on generated data, which is read, prepared and audited before the first frame.
pub(crate) fn measure(wish: &Wish, folder: &Path, table: &mut Table) -> Result<()> {
    let times = first_frames(&[OsStr::new("demo")], wish.runs(50), folder)?;
    table.add("start to first frame, `demo`, 80x24", "ms", &times, None);
    for rows in &wish.rows {
        let card = made_up::write(folder, *rows)?;
        let csv = card.with_extension("csv");
        let arguments = [OsStr::new("run"), OsStr::new(PROTOCOL), csv.as_os_str()];
        let often = if *rows > 100_000 { 5 } else { 50 };
        let times = first_frames(&arguments, wish.runs(often), folder)?;
        let goal = (*rows <= 10_000).then_some(Goal::Median(100.0));
        table.add(format!("start to first frame, `run` on {rows} rows, 80x24"), "ms", &times, goal);
    }
    Ok(())
}

fn first_frames(arguments: &[&OsStr], runs: usize, folder: &Path) -> Result<Sample> {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let home = tempfile::tempdir_in(folder)?;
        let mut program = Program::start(arguments, (80, 24), home.path())?;
        times.push(program.frame()?.after);
        program.expect("Enter")?;
    }
    Ok(Sample::milliseconds(times))
}
