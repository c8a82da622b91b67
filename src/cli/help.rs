//! `chartpaper help`: the same as `--help`, for those who ask in a word.

use clap::Parser;

use super::arguments::{Arguments, Help};
use super::help_or_usage;
use super::trouble::Trouble;

/// Prints it.
pub(super) fn run(arguments: &Help) -> Result<(), Trouble> {
    let command = arguments.command.iter().map(String::as_str);
    match Arguments::try_parse_from(["chartpaper"].into_iter().chain(command).chain(["--help"])) {
        Err(answer) => help_or_usage(&answer),
        Ok(_) => Ok(()),
    }
}
