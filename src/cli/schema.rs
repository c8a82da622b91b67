//! `chartpaper schema`: what an editor needs to complete and explain the files that people write.

use std::io::Write;

use super::arguments::{Language, Schema};
use super::trouble::Trouble;
use crate::{protocol, records};

/// Prints it.
pub(super) fn run(arguments: &Schema, out: &mut impl Write) -> Result<(), Trouble> {
    Ok(out.write_all(text(arguments.what).as_bytes())?)
}

/// The JSON Schema of a language.
pub(super) fn text(language: Language) -> String {
    match language {
        Language::Protocol => protocol::schema(),
        Language::Card => records::card_schema(),
    }
}
