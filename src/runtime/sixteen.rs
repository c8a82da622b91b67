//! Colours 0 to 15 in the form that every terminal with sixteen colours knows.
//!
//! crossterm names them as `38;5;1`, which is of the 256 colours; older consoles know only `31`. All other bytes pass as they are.

use std::io::{self, Write};

const ESCAPE: u8 = 0x1b;

/// Longest sequence that is looked into.
const LONGEST: usize = 64;

/// Writes to `W`, with every colour below 16 named by its short number.
#[derive(Debug)]
pub(super) struct Sixteen<W> {
    inner: W,
    /// A control sequence that is not complete yet.
    sequence: Vec<u8>,
}

impl<W: Write> Sixteen<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, sequence: Vec::new() }
    }

    fn take(&mut self, byte: u8) -> io::Result<()> {
        if self.sequence.is_empty() && byte != ESCAPE {
            return self.inner.write_all(&[byte]);
        }
        self.sequence.push(byte);
        let is_over = match self.sequence.as_slice() {
            [_] => false,
            [_, second] => *second != b'[',
            [.., last] => (0x40..=0x7e).contains(last) || self.sequence.len() >= LONGEST,
            [] => true,
        };
        if !is_over {
            return Ok(());
        }
        let sequence = std::mem::take(&mut self.sequence);
        match style(&sequence) {
            Some(style) => self.inner.write_all(style.as_bytes()),
            None => self.inner.write_all(&sequence),
        }
    }
}

impl<W: Write> Write for Sixteen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.take(*byte)?;
        }
        Ok(bytes.len())
    }

    /// A sequence that is not complete waits for its end.
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// A style sequence with its small colours named shortly; `None` if it is no style sequence.
fn style(sequence: &[u8]) -> Option<String> {
    let parameters = sequence.strip_prefix(&[ESCAPE, b'['])?.strip_suffix(b"m")?;
    let parameters: Vec<&str> = std::str::from_utf8(parameters).ok()?.split(';').collect();
    let mut named = Vec::new();
    let mut rest = parameters.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if let (which @ ("38" | "48"), ["5", index, further @ ..]) = (*first, after) {
            let ground = if which == "38" { 0 } else { 10 };
            named.push(match index.parse::<u8>() {
                Ok(index @ 0..=7) => (30 + ground + index).to_string(),
                Ok(index @ 8..=15) => (90 + ground + index - 8).to_string(),
                _ => format!("{which};5;{index}"),
            });
            rest = further;
        } else {
            named.push((*first).to_owned());
            rest = after;
        }
    }
    Some(format!("\u{1b}[{}m", named.join(";")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&str]) -> String {
        let mut out = Sixteen::new(Vec::new());
        for piece in pieces {
            out.write_all(piece.as_bytes()).unwrap();
        }
        String::from_utf8(out.inner).unwrap()
    }

    #[test]
    fn small_colours_get_their_short_numbers_in_whatever_pieces_they_come() {
        let whole = "a\u{1b}[38;5;0;48;5;15mb\u{1b}[38;5;9m\u{1b}[48;5;7m\u{1b}[1;38;5;8mé";
        let expected = "a\u{1b}[30;107mb\u{1b}[91m\u{1b}[47m\u{1b}[1;90mé";
        assert_eq!(written(&[whole]), expected);
        let pieces: Vec<String> = whole.chars().map(String::from).collect();
        assert_eq!(written(&pieces.iter().map(String::as_str).collect::<Vec<_>>()), expected);
    }

    #[test]
    fn everything_else_passes_as_it_is() {
        for text in [
            "plain ✓ text\r\n",
            "\u{1b}[38;5;16m\u{1b}[48;5;231m",
            "\u{1b}[38;2;1;2;3m",
            "\u{1b}[m\u{1b}[0m\u{1b}[39;49m",
            "\u{1b}[?2026h\u{1b}[38;5;1H\u{1b}[2J",
            "\u{1b}]0;chartpaper\u{7}\u{1b}7\u{1b}8",
            "\u{1b}[38m\u{1b}[38;5m\u{1b}[38;5;999m",
        ] {
            assert_eq!(written(&[text]), text);
        }
        let endless = format!("\u{1b}[{}", "1;".repeat(100));
        assert_eq!(written(&[&endless]), endless);
    }
}
