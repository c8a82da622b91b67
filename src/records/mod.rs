//! THE GATE: the only code that sees a student's record, and the only user of polars.
//!
//! Records go in at [`admit()`], anonymous views come out, and the records are dropped before anything is drawn. Views kept in a
//! session come back through [`reopen()`]. Both build the types of this module; nothing else can. Depends on `document`,
//! `diagnostic` and `text`.
//!
//! polars reads the clean files that a school has (`intake/frame.rs`, up to 32 MB). What is made of the rows, and larger files, are
//! ours: one pass counts them for all views, in memory that does not grow with them (`intake/blocks.rs`, `aggregate`), and measured
//! in turns with polars takes about half its time (`cargo bench --bench figures -- admission`).
//!
//! # What is promised, and against whom
//!
//! The attacker sits in the room and knows who is in which class and group; the scores are the secret. Such a person must not
//! learn anybody's score, or that of a group below the minimum, from all views of an admission taken together:
//!
//! - A column without a role is never read. Identifiers tell rows of one student apart and are never kept. Rare labels that the
//!   card does not name are pooled.
//! - No view shows a single record, a least or a greatest score, or an order by score.
//! - Which groups are hidden, how they are merged and how percentages are told follows from the number of students, never from
//!   their scores. A body that would still pin somebody down is hidden at the reveal.
//! - All views of a measure are decided together: no group below the minimum follows from those that are shown, not for a
//!   teacher who knows the own class either, and none that the shown ones leave over.
//! - Everything that all views of a measure show is audited as one system: coded percentages, bars, counts, quantiles, rounded
//!   means. Every hidden count keeps an interval of 3, and no shown level certainly holds nobody, or everybody, but one. That
//!   is proven by other tables of whole students with the same views, or the cell is withheld (`disclosure/audit.rs`).
//! - A grid of two measures is part of the audit of each (`disclosure/grid.rs`), and is refused where pictures tell of parts of its
//!   students in both measures, or in two grids (`views/beside.rs`).
//! - Shares of students who grew tie two windows together. Tables count as proofs beside them only if their scores can be given to
//!   students (`disclosure/audit/links.rs`); they are told of scores with ten steps or more, of one pair of windows, and not beside
//!   a picture of two measures.
//! - Files that share an identifier, by `[join]` of the first card, are one population: one table, one ledger and one audit a measure.
//!   All others are audited apart and never crossed. Who is in one file only follows from membership; it is told as `some` below 5.
//! - Comments are checked against the identifiers by a [`Guard`], which holds keyed hashes and nothing else.
//! - No error holds a cell. A polars error is never formatted, because it quotes the data.
//!
//! Not promised: to find students in comments by initials, spaced letters or descriptions. Nothing is promised against teachers who
//! pool what they know, against cunning combinations of medians over nested groups, against two cards made for one file, and
//! against a file whose card calls a name a group and names its values.
//!
//! # Thresholds
//!
//! | what | value | basis |
//! |---|---|---|
//! | students of a group | 10, never below 5 | standard: most states, NCES 2011-603 |
//! | counts hidden in a table of counts | 1 to 4 | standard: US state agencies |
//! | interval left to a hidden count, in all views together | 3 wide | ours |
//! | students outside a teacher's own class in what that teacher can work out | none, or 3 | ours |
//! | an open end of a coded percentage | holds none to 3 students at least | ours |
//! | students of a histogram, of its ends, of its other bars | 20, 5, 3 | ours |
//! | all levels of a grid of two measures | above 1,000 students, quadrants up to there | ours |
//! | natural bins in `room` | from 60 students, level bands below | ours |
//! | median | 10 students | after the position rule of ACRO |
//! | ranges of percentages | by size, see `disclosure/coding.rs` | after NCES 2011-603 as states apply it (its rows below 40 could not be read again); two categories up to 30 students ours |
//! | percentages of 101 to 300 beside a histogram of overlapping students | ranges of 5 | ours: a whole percentage is one count or two |
//! | means | rounded to the step, or one standard error of measurement | ours |
//! | students who are in one of two joined files only, or who were not tested, told by number | from 5 | ours |
//! | students with a score in all windows, or both measures, that are told together | 9 in 10 of the most | ours |
//! | rows set aside, cells that do not fit | at most 1 in 20 | ours |
//!
//! # The gate is shut
//!
//! Admitted values can be read by everybody:
//!
//! ```
//! use chartpaper::records::{Cell, HIDDEN, View};
//! fn words(view: &View) -> (String, Cell) {
//!     (view.title().to_owned(), Cell::Hidden)
//! }
//! assert_eq!(Cell::Hidden.to_string(), HIDDEN);
//! # let _ = words;
//! ```
//!
//! They cannot be made, neither by a literal nor by changing one that was admitted; each attempt stands beside what is allowed. A
//! number:
//!
//! ```compile_fail,E0451
//! use chartpaper::records::Number;
//! let forged = Number { text: "3".to_owned(), low: 3.0, high: 3.0, is_range: false };
//! ```
//!
//! ```
//! use chartpaper::records::Number;
//! let read: fn(&Number) -> (&str, f64, f64) = |number| (number.text(), number.low(), number.high());
//! ```
//!
//! a cell with a number in it, which takes a number that was admitted:
//!
//! ```compile_fail,E0423
//! use chartpaper::records::{Cell, Number};
//! let forged = Cell::Number(Number("3"));
//! ```
//!
//! ```
//! use chartpaper::records::{Cell, Number};
//! let again: fn(&Number) -> Cell = |number| Cell::Number(number.clone());
//! ```
//!
//! a view, and an admission:
//!
//! ```compile_fail,E0451
//! use chartpaper::records::View;
//! let forge: fn(View) -> View = |view| View { title: String::new(), ..view };
//! ```
//!
//! ```compile_fail,E0616
//! use chartpaper::records::View;
//! let forge: fn(&mut View) = |view| view.title = String::new();
//! ```
//!
//! ```compile_fail,E0451
//! use chartpaper::records::Admission;
//! let forge: fn(Admission) -> Admission = |shown| Admission { minimum_group: 1, ..shown };
//! ```
//!
//! ```
//! use chartpaper::records::{Admission, View};
//! let title: fn(&View) -> String = |view| view.title().to_owned();
//! let first: fn(&Admission) -> Option<View> = |shown| shown.views().first().cloned();
//! ```
//!
//! No deserialisation, no default, no conversion:
//!
//! ```compile_fail,E0277
//! fn read<T: for<'de> serde::Deserialize<'de>>() {}
//! read::<chartpaper::records::Admission>();
//! ```
//!
//! ```compile_fail,E0277
//! fn make<T: Default>() {}
//! make::<chartpaper::records::Admission>();
//! ```
//!
//! ```compile_fail,E0277
//! fn turn<T: From<f64>>() {}
//! turn::<chartpaper::records::Number>();
//! ```
//!
//! where the same bounds hold for types that are not admitted:
//!
//! ```
//! fn read<T: for<'de> serde::Deserialize<'de>>() {}
//! fn make<T: Default>() {}
//! fn turn<T: From<f64>>() {}
//! read::<String>();
//! make::<String>();
//! turn::<f64>();
//! ```
//!
//! What is kept of the roster cannot be copied or written down, while the words that somebody cleared can be copied:
//!
//! ```compile_fail,E0277
//! fn copy<T: Clone>() {}
//! copy::<chartpaper::records::Guard>();
//! ```
//!
//! ```compile_fail,E0277
//! fn write<T: serde::Serialize>() {}
//! write::<chartpaper::records::Guard>();
//! ```
//!
//! ```
//! fn copy<T: Clone>() {}
//! fn write<T: serde::Serialize>() {}
//! copy::<chartpaper::records::Cleared>();
//! write::<String>();
//! ```
//!
//! And nobody else can name the tables of records or what takes names in, while the doors next to them are open. Inside, the compiler
//! holds that none of these types can be printed, copied or written (`sealed!` in this file):
//!
//! ```compile_fail,E0603
//! use chartpaper::records::intake::Records;
//! ```
//!
//! ```compile_fail,E0603
//! use chartpaper::records::roster::Builder;
//! ```
//!
//! ```
//! use chartpaper::records::{DataSource, Guard, admit};
//! let refused = admit(&[DataSource::new("no such file.csv")], None, &[0; 32], 0);
//! assert!(refused.is_err());
//! ```

/// Fails to compile if one of these types can be printed, copied or written. What holds cells of students must not be.
///
/// A type that has one of the traits is told in two ways, and the compiler does not choose (the trick of `static_assertions`).
macro_rules! sealed {
    ($($kept:ty),+ $(,)?) => {
        const _: fn() = || {
            trait Told<Way> {
                fn once() {}
            }
            struct Printed;
            struct Said;
            struct Copied;
            struct Written;
            impl<T: ?Sized> Told<()> for T {}
            impl<T: ?Sized + std::fmt::Debug> Told<Printed> for T {}
            impl<T: ?Sized + std::fmt::Display> Told<Said> for T {}
            impl<T: Clone> Told<Copied> for T {}
            impl<T: ?Sized + serde::Serialize> Told<Written> for T {}
            $(let _ = <$kept as Told<_>>::once;)+
        };
    };
}

mod admit;
mod admitted;
mod aggregate;
mod card;
mod disclosure;
mod intake;
mod outline;
mod reopen;
pub mod review;
mod roster;
#[cfg(feature = "rows")]
mod rows;
mod store;
mod views;

pub use admit::{DataSource, admit, admit_telling};
pub use admitted::{
    Admission, Audience, Bin, Body, BoxRow, Cell, ChangeRow, Column, Cut, Frame, GridSide, HIDDEN, ItemRow, LevelsRow,
    Listing, MarkForm, Number, Refused, ScoreScale, Spread, View, WindowPoint,
};
pub use card::{CARD_CODES, CARD_SAMPLE, card_schema, check_card, starting_card};
pub use intake::Progress;
pub use outline::{ColumnKind, ColumnOutline, Outline, Reading, Role, SuggestedScale, inspect, outline};
pub use reopen::{ReopenError, reopen};
pub use roster::{Cleared, Guard, Verdict};
#[cfg(feature = "rows")]
pub use rows::{Unwritten, rows};
pub use store::store;
