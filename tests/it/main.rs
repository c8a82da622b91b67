//! One binary for all tests that look at chartpaper from outside: each further one would link polars again.

mod command_line;
mod layering;
mod licences;
