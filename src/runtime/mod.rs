//! Terminal, clock, disk and signals: performs the app's effects and feeds it events.

pub mod keeper;
