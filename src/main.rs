//! Hands the arguments to the command line and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    chartpaper::cli::run(std::env::args_os())
}
