//! A theme's ink as a style of the terminal library.

use ratatui::style::{Color, Modifier, Style};

use crate::theme::{Colour, Ink};

/// The style of an ink.
///
/// The terminal's own colour stays unset and is never `Color::Reset`: with `NO_COLOR` set, crossterm writes a full reset for any colour, which
/// would wipe out bold and reverse.
#[must_use]
pub fn style(ink: Ink) -> Style {
    let mut style = Style::new();
    if let Colour::Index(index) = ink.foreground {
        style = style.fg(Color::Indexed(index));
    }
    if let Colour::Index(index) = ink.background {
        style = style.bg(Color::Indexed(index));
    }
    for (set, modifier) in
        [(ink.bold, Modifier::BOLD), (ink.reverse, Modifier::REVERSED), (ink.underline, Modifier::UNDERLINED)]
    {
        if set {
            style = style.add_modifier(modifier);
        }
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_keep_colours_and_modifiers() {
        let ink = Ink {
            foreground: Colour::Index(231),
            background: Colour::Index(26),
            bold: true,
            reverse: false,
            underline: true,
        };
        let expected = Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(26));
        assert_eq!(style(ink), expected.add_modifier(Modifier::BOLD | Modifier::UNDERLINED));
        assert_eq!(style(Ink { reverse: true, ..Ink::default() }), Style::new().add_modifier(Modifier::REVERSED));
        assert_eq!(style(Ink::default()), Style::new());
    }
}
