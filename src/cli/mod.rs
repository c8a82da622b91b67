//! Arguments to one call to an exit code; one file a command.
//!
//! May depend on everything. What holds: data goes to standard output and talk to standard error; the exit code is 0 for
//! success, 1 when the input was refused or has problems, 2 for wrong usage; a closed pipe is success; errors are printed in one place
//! (`trouble`).

mod actions;
mod arguments;
mod card;
mod check;
mod clean;
mod completions;
mod demo;
mod doctor;
mod follow;
mod help;
mod inspect;
mod look;
mod new;
mod output;
mod past;
mod progress;
mod protocols;
mod report;
mod resume;
#[cfg(feature = "rows")]
mod rows;
mod run;
mod schema;
mod stage;
mod start;
mod trends;
mod trouble;
mod user_file;
mod view;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::runtime;
use arguments::{Arguments, Command};
use trouble::Trouble;

/// Runs the program with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    runtime::seclude();
    let result = match Arguments::try_parse_from(arguments) {
        Ok(mut arguments) => match arguments.settle() {
            Ok(()) => perform(&arguments),
            Err(name) => Err(Trouble::Arguments(format!(
                "error: `chartpaper {name}` draws nothing on the screen, so it takes no --theme, --charset, --color or --plain\n"
            ))),
        },
        Err(error) => help_or_usage(&error),
    };
    trouble::exit(result)
}

fn perform(arguments: &Arguments) -> Result<(), Trouble> {
    // Not locked: while a retreat is presented, the thread that handles signals must be able to give the terminal back.
    let mut out = io::BufWriter::new(io::stdout());
    dispatch(arguments, &mut out)?;
    out.flush()?;
    Ok(())
}

/// Help and version are answers and go to standard output; the rest is wrong usage.
fn help_or_usage(error: &clap::Error) -> Result<(), Trouble> {
    if error.use_stderr() {
        return Err(Trouble::Arguments(error.render().to_string()));
    }
    Ok(error.print()?)
}

fn dispatch(arguments: &Arguments, out: &mut impl Write) -> Result<(), Trouble> {
    match &arguments.command {
        None => start::run(&arguments.look, out),
        Some(Command::Demo(arguments)) => demo::run(arguments, out),
        Some(Command::Run(arguments)) => run::run(arguments, out),
        Some(Command::Resume(arguments)) => resume::run(arguments, out),
        Some(Command::Follow(arguments)) => follow::run(arguments, out),
        Some(Command::Card(arguments)) => card::run(arguments, out),
        Some(Command::Check(arguments)) => check::run(arguments, out),
        Some(Command::New(arguments)) => new::run(arguments),
        Some(Command::Protocols(arguments)) => protocols::run(arguments, out),
        Some(Command::Schema(arguments)) => schema::run(arguments, out),
        Some(Command::Help(arguments)) => help::run(arguments),
        Some(Command::Doctor(arguments)) => doctor::run(arguments, out),
        Some(Command::Completions(arguments)) => completions::run(arguments, out),
        Some(Command::Actions(arguments)) => actions::run(arguments, out),
        Some(Command::Trends(arguments)) => trends::run(arguments, out),
        Some(Command::Clean(arguments)) => clean::run(arguments),
        Some(Command::Report(arguments)) => report::run(arguments, out),
        Some(Command::View(arguments)) => view::run(arguments, out),
        Some(Command::Inspect(arguments)) => inspect::run(arguments, out),
        #[cfg(feature = "rows")]
        Some(Command::Rows(arguments)) => rows::run(arguments, out),
    }
}
