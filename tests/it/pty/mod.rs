//! The program as a person meets it: on a real terminal, with keys, signals, and disks that fail.

mod bundled;
mod disk;
mod doctor;
mod ended;
pub(crate) mod facilitator;
mod follow;
pub(crate) mod home;
mod journey;
mod kill;
pub(crate) mod plain;
mod player;
mod quiet;
mod refusals;
mod resume;
mod second;
mod secrecy;
pub(crate) mod terminal;
mod watch;
