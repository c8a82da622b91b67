//! Texts that attack a terminal or its reader, and what may leave the program at all.

use chartpaper::text::{is_showable, is_zero_width};

/// Control sequences, C0 and C1, bidirectional and invisible characters, stacked marks, tags, private use.
pub(super) const TEXTS: [&str; 30] = [
    "\u{1b}]52;c;cm0gLXJmIH4=\u{7}",
    "\u{1b}]0;pwned\u{7}",
    "\u{1b}]8;;http://evil.example/\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}[?1049l",
    "\u{1b}[?1003h",
    "\u{1b}[6n",
    "\u{1b}[c",
    "\u{1b}P1$r0q\u{1b}\\",
    "\u{1b}_Ga=q;AAAA\u{1b}\\",
    "\u{1b}c",
    "\u{1b}]0;unterminated",
    "\u{9b}31mred",
    "\u{9d}0;x\u{9c}",
    "\u{90}1$r\u{9c}",
    "\u{7}\u{7}\u{7}",
    "secret\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}public",
    "real\rfake",
    "\u{e}so\u{f}",
    "\u{202e}rtl\u{202c}",
    "\u{2066}isolated\u{2069}",
    "zero\u{200b}width\u{200d}joiner\u{feff}",
    "soft\u{ad}hyphen",
    "tag\u{e0041}\u{e0042}",
    "private\u{e000}\u{f8ff}\u{10fffd}",
    "line\u{2028}and\u{2029}paragraph",
    "\u{7f}delete\u{85}next",
    "dots\u{fff9}anchor\u{fffa}\u{fffb}",
    "\u{61c}arabic\u{200e}\u{200f}marks",
];

/// An attack with letters around it, so that something of it is left; the number makes it unlike all others.
pub(super) fn text(at: usize) -> String {
    let stacked = "\u{301}".repeat(200);
    format!("Q{at}{}z{stacked}e", TEXTS[at % TEXTS.len()])
}

/// A text as TOML writes it, every character that is not plain as an escape.
pub(super) fn toml(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            ' '..='~' => written.push(c),
            _ => written.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    written.push('"');
    written
}

/// What in a file or on standard output steers or deceives.
pub(super) fn in_text(text: &str) -> Option<String> {
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_zero_width(c) { marks + 1 } else { 0 };
        if !(is_showable(c) || c == '\n') || marks > 2 {
            return Some(format!("U+{:04X}", u32::from(c)));
        }
    }
    None
}

/// What in the bytes that were sent to a terminal is no sequence of ours and no text that may be shown.
pub(super) fn on_terminal(bytes: &[u8]) -> Option<String> {
    let sent = String::from_utf8_lossy(bytes);
    let mut words = String::new();
    let mut rest = sent.as_ref();
    while let Some(at) = rest.find('\u{1b}') {
        words.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(sequence) = rest.strip_prefix('[') {
            let end = sequence.find(|c: char| ('@'..='~').contains(&c)).unwrap_or(0);
            let (parameters, last) = (&sequence[..end], &sequence[end..=end]);
            let is_ours = match last {
                "h" | "l" => matches!(parameters, "?25" | "?1049" | "?2004" | "?2026"),
                "m" | "H" | "J" | "K" | "A" | "B" | "C" | "D" | "G" | "d" => {
                    parameters.chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'))
                }
                _ => false,
            };
            if !is_ours {
                return Some(format!("ESC [ {parameters} {last}"));
            }
            rest = &sequence[end + 1..];
        } else if let Some(command) = rest.strip_prefix("]0;chartpaper\u{7}") {
            rest = command;
        } else {
            return Some(format!("ESC {:?}", rest.chars().take(12).collect::<String>()));
        }
    }
    words.push_str(rest);
    in_text(&words.replace('\r', ""))
}

#[test]
fn the_checks_find_what_they_are_for() {
    for attack in TEXTS {
        assert!(in_text(attack).is_some() || attack == "real\rfake", "{attack:?}");
        assert!(
            on_terminal(attack.as_bytes()).is_some()
                || matches!(attack, "real\rfake" | "\u{1b}[31mred\u{1b}[0m" | "\u{1b}[2J\u{1b}[H" | "\u{1b}[?1049l"),
            "{attack:?}"
        );
    }
    assert_eq!(on_terminal("\u{1b}[1;31mred\u{1b}[?2026l é".as_bytes()), None);
    assert!(in_text("e\u{301}\u{301}\u{301}").is_some() && in_text("e\u{301}\u{301}\n").is_none());
}
