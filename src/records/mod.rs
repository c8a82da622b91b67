//! THE GATE: the only code that sees a student's record, and the only user of polars.
mod admit;
mod admitted;
mod aggregate;
mod card;
mod disclosure;
mod intake;
mod views;
pub use admit::{DataSource, admit};
pub use admitted::*;

#[cfg(test)]
pub(crate) mod temporary;
