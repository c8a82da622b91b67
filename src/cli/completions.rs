//! `chartpaper completions`: what a shell needs to complete commands.

use std::io::Write;

use clap::CommandFactory as _;

use super::arguments::{Arguments, Completions};
use super::trouble::Trouble;

/// Prints the script for a shell.
pub(super) fn run(arguments: &Completions, out: &mut impl Write) -> Result<(), Trouble> {
    // The generator panics when it cannot write, so it writes where it always can.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "chartpaper", &mut script);
    Ok(out.write_all(&script)?)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn every_shell_gets_a_script_that_knows_the_commands() {
        for shell in clap_complete::Shell::value_variants() {
            let mut out = Vec::new();
            run(&Completions { shell: *shell }, &mut out).unwrap();
            let script = String::from_utf8(out).unwrap();
            assert!(script.contains("rehearse") && script.contains("completions"), "{shell}");
        }
    }
}
