//! What happened in one retreat: entries folded into a state, and the text form of an entry. No I/O.
//!
//! Depends on `protocol`, `chart`, `records` and below. Invariants: nothing is changed in place (edit, remove and undo are
//! entries); the state is a fold over the entries, so replaying a log gives the state of stepping through it; no entry
//! holds an author, a path, an identifier or a time of day; every text in an entry is sanitised and bounded, typed or read.

mod account;
mod carried;
mod clean;
mod entry;
mod fold;
mod guess;
mod header;
mod line;
mod next;
mod reading;
#[expect(clippy::module_inception, reason = "the noun of the module")]
mod session;
mod standing;
mod state;

pub use account::line as action_line;
pub use account::{
    Account, Board, Deed, HALVES, KEPT, Meeting, Row, Topic, Trend, Undertaking, carry, in_order, trends, undertakings,
};
pub use carried::{Carried, CarriedAction, CarriedCount, CarriedQuestion, Past};
pub use entry::{Entry, Evidence, LABEL_LIMIT, PARKING_LOT, Seq, TEXT_LIMIT};
pub use guess::{Guess, Voices};
pub use header::{Header, Id, ProtocolText};
pub use line::{VERSION, encode, encode_header};
pub use next::Next;
pub use reading::{Damage, DamageKind, Line, Reading};
pub use session::{Rejected, Session};
pub use standing::{Cell, Count, Placement, SLIPS_COUNTS, SLIPS_WORDS, Standing, Tally, Told, Word};
pub use state::{ActionItem, Comment, Forecast, State, StepClock};

#[cfg(test)]
mod tests;
