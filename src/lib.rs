//! chartpaper: run a data conversation from one laptop and one projector.

pub mod app;
pub mod chart;
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod protocol;
pub mod records;
pub mod report;
pub mod runtime;
pub mod session;
pub mod text;
pub mod theme;
pub mod ui;
