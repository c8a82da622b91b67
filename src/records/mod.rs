//! THE GATE: the only code that sees a student's record, and the only user of polars.
mod admit;
mod admitted;
mod aggregate;
mod card;
mod disclosure;
mod intake;
mod outline;
mod reopen;
mod store;
mod views;
pub use admit::{DataSource, admit};
pub use admitted::*;
pub use card::{check_card, starting_card};
pub use outline::{ColumnKind, ColumnOutline, Outline, Role, SuggestedScale, outline};
pub use reopen::{ReopenError, reopen};
pub use store::store;
