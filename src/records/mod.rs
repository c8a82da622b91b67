//! THE GATE: the only code that sees a student's record, and the only user of polars.
mod admitted;
#[cfg(test)]
pub(crate) mod temporary;
pub use admitted::*;
