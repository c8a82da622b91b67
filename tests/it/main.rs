//! One binary for all tests that look at chartpaper from outside: each further one would link polars again.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on should panic, also in the functions that tests share"
)]

mod attacks;
mod broken_cards;
mod coach;
mod command_line;
mod dice;
mod draft7;
mod founding;
mod gallery;
mod layering;
mod licences;
#[cfg(unix)]
mod pty;
mod readme;
mod sample_data;
mod schema;
mod series;
