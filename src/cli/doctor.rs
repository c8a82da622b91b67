//! `chartpaper doctor`: a test card for this terminal and projector; in a pipe, what is known of them.

use std::io::{self, IsTerminal, Write};

use super::arguments::Doctor;
use super::look::{self, Look};
use super::stage;
use super::trouble::Trouble;
use crate::chart::Charset;
use crate::runtime;
use crate::text::sanitise;
use crate::theme::Depth;
use crate::ui::{self, test_card};

/// Shows the card, or tells what is known.
pub(super) fn run(arguments: &Doctor, out: &mut impl Write) -> Result<(), Trouble> {
    let look = arguments.look.decide()?;
    if look.plain || !io::stdout().is_terminal() {
        return Ok(tell(&look, out)?);
    }
    stage::check(&arguments.look)
}

fn tell(look: &Look, out: &mut impl Write) -> io::Result<()> {
    let term = std::env::var("TERM").unwrap_or_default();
    writeln!(out, "terminal     TERM is {}", if term.is_empty() { "not set" } else { &term })?;
    match runtime::size_of_terminal() {
        Some(size) => writeln!(
            out,
            "size         {} columns, {} rows: can be read up to {:.1} heights of the picture away",
            size.width,
            size.height,
            ui::reading_distance(size.height)
        )?,
        None => writeln!(out, "size         not known: standard output is no terminal")?,
    }
    let (asked, charset) = match look.charset {
        look::Charset::Auto => ("auto", look::charset_of_terminal()),
        look::Charset::Blocks => ("chosen", Charset::Blocks),
        look::Charset::Ascii => ("chosen", Charset::Ascii),
        look::Charset::Braille => ("chosen", Charset::Braille),
    };
    let signs = match charset {
        Charset::Blocks => "blocks",
        Charset::Ascii => "ascii",
        Charset::Braille => "braille",
    };
    writeln!(out, "characters   {signs} ({asked})")?;
    let (asked, depth) = match look.color {
        look::Color::Auto => ("auto", look::depth_of_terminal()),
        look::Color::Many => ("chosen", Depth::Colours256),
        look::Color::Few => ("chosen", Depth::Colours16),
        look::Color::Never => ("chosen", Depth::Mono),
    };
    let colours = match depth {
        Depth::Colours256 => "256",
        Depth::Colours16 => "16",
        Depth::Mono => "none",
    };
    writeln!(out, "colours      {colours} ({asked})")?;
    writeln!(out, "theme        {}", sanitise(look.theme.as_deref().unwrap_or("projector-light")))?;
    if let Some(path) = runtime::user_file() {
        let there = if path.is_file() { "" } else { " (not there yet; on a terminal, chartpaper doctor writes it)" };
        writeln!(out, "user file    {}{there}", sanitise(&path.to_string_lossy()))?;
    }
    writeln!(out, "\nFour solid squares, four shades, parts of blocks:")?;
    test_card::SIGNS.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    writeln!(out, "Dots that rise in four steps:\n  {}", test_card::DOTS)?;
    writeln!(out, "The bars on the right stand under each other:")?;
    test_card::WIDTHS.iter().try_for_each(|line| writeln!(out, "  {line}"))
}
