//! The thin shell: terminal, clock, disk, signals. Performs the effects of `app` and feeds it events.
//!
//! With `ui`, the only user of ratatui and crossterm. What holds: one thread draws (or talks) and decides, one reads keys (or
//! lines), one writes the session, one waits for signals; they meet in one channel; with nothing to do, all of them sleep.

mod backstage;
mod browse;
mod clock;
mod conversation;
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
mod typed;
mod user_file;
mod watch;

pub use backstage::{Ending, Setting};
pub use clock::today;
pub use follow::follow;
pub use launch::{Launch, Options, Source, Trouble, resume, start};
pub use present::present;
pub use reports::write_new;
pub use seclusion::seclude;
pub use series::{kept_meetings, meetings};
pub use terminal::size_of_terminal;
pub use user_file::user_file;
