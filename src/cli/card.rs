//! `chartpaper card`: a starting data card for a CSV file.

use std::io::Write;

use super::arguments::Card;
use super::output;
use super::trouble::Trouble;
use crate::records;

/// Prints the card, or writes it to a new file.
pub(super) fn run(arguments: &Card, out: &mut impl Write) -> Result<(), Trouble> {
    let card = records::starting_card(&arguments.data).map_err(|report| Trouble::Refused(vec![report]))?;
    match &arguments.output {
        Some(path) => output::write_new(path, card.as_bytes()),
        None => Ok(out.write_all(card.as_bytes())?),
    }
}
