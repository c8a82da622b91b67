//! The program as a person meets it: on a real terminal, with keys, signals, and disks that fail.

mod home;
mod journey;
mod terminal;
