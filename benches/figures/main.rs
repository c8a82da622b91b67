//! The figures of chartpaper as one table: how quickly it starts, answers a key, draws, reads data, takes a session up again.
//!
//!     cargo bench --bench figures                       all of them, in a few minutes
//!     cargo bench --bench figures -- --quick            the same with fewer runs
//!     cargo bench --bench figures -- keys idle          some of them: start, keys, idle, frame, guard, disclosure, admission, shapes,
//!                                                       resume
//!     cargo bench --bench figures -- admission --rows 10000000
//!
//! The bench profile is the release profile, so what `cargo build --release` compiled is used again.
//!
//! What is measured is the program that people run, in a terminal of its own (a pty), from the outside: a frame has arrived when
//! the sequence that closes a synchronised update has. Only `frame` draws inside this process, into ratatui's `TestBackend`.
//! Data and sessions are made up here from a fixed seed and go through the library; nothing is kept from run to run. Admission
//! runs in a process of its own, because the peak of memory belongs to a process: `figures --job admit CARD` (see
//! [`job::Job`]), in turns with a bare [polars program](bare) that computes the same aggregates.
//!
//! Times are of this machine at this moment. The last column is its load average when the line was measured; from about the
//! number of processors on, something else was waiting for them as well, and p99 says little.

mod admission;
mod bare;
mod disclosure;
mod frame;
mod guard;
mod job;
mod keys;
mod machine;
mod made_up;
mod program;
mod resume;
mod sample;
mod sessions;
mod shapes;
mod start;
mod table;
mod wish;

use std::error::Error;
use std::io::Write as _;

use table::Table;
use wish::{Section, Wish};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let wish = Wish::of(std::env::args().skip(1))?;
    let mut out = std::io::stdout();
    if let Some((job, file)) = &wish.job {
        return Ok(writeln!(out, "{}", job.perform(file)?)?);
    }
    let folder = tempfile::Builder::new().prefix("figures-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut table = Table::default();
    for section in &wish.sections {
        match section {
            Section::Start => start::measure(&wish, folder.path(), &mut table)?,
            Section::Keys => keys::measure(&wish, folder.path(), &mut table)?,
            Section::Idle => keys::rest(&wish, folder.path(), &mut table)?,
            Section::Frame => frame::measure(&wish, &mut table)?,
            Section::Guard => guard::measure(folder.path(), &mut table)?,
            Section::Disclosure => disclosure::measure(&wish, &mut table)?,
            Section::Admission => admission::measure(&wish, folder.path(), &mut table)?,
            Section::Shapes => shapes::measure(folder.path(), &mut table)?,
            Section::Resume => resume::measure(&wish, folder.path(), &mut table)?,
        }
    }
    writeln!(out, "chartpaper {} on {}\n\n{table}", env!("CARGO_PKG_VERSION"), machine::name())?;
    Ok(())
}
