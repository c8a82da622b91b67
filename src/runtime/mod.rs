//! The thin shell: terminal, clock, disk, signals. Performs the effects of `app` and feeds it events.
//!
//! With `ui`, the only user of ratatui and crossterm. What holds: one thread draws and decides, one reads keys, one writes the
//! session, one waits for signals; they meet in one channel; with nothing to do, all of them sleep.

mod browse;
mod clock;
mod follow;
mod input;
pub mod keeper;
mod key;
mod launch;
mod present;
mod reports;
mod seclusion;
mod series;
mod signals;
mod sixteen;
mod terminal;
mod watch;

pub use clock::today;
pub use follow::follow;
pub use launch::{Launch, Options, Source, Trouble, resume, start};
pub use present::{Ending, Setting, present};
pub use reports::write_new;
pub use seclusion::seclude;
pub use series::meetings;
