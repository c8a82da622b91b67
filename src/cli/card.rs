//! `chartpaper card`: a starting data card for a CSV file, with the suggested roles.

use std::io::{self, Write};

use super::arguments::Card;
use super::output;
use super::trouble::Trouble;
use crate::records;

/// Prints the card, or writes it to a new file.
pub(super) fn run(arguments: &Card, out: &mut impl Write) -> Result<(), Trouble> {
    let outline = records::outline(&arguments.data).map_err(|report| Trouble::Refused(vec![report]))?;
    let roles: Vec<_> = outline.columns.iter().map(|column| column.suggested).collect();
    let card = records::starting_card(&outline, &roles);
    match &arguments.output {
        Some(path) => output::write_new(path, &card)?,
        None => out.write_all(card.as_bytes())?,
    }
    for warning in &outline.reading.warnings {
        // The card is there, whether or not anybody can be told.
        let _ = writeln!(io::stderr(), "Note: {warning}.");
    }
    Ok(())
}
