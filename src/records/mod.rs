//! THE GATE: the only code that sees a student's record, and the only user of polars.
mod admitted;
mod intake;
pub use admitted::*;
