//! Text that is safe to show: sanitised, measured in terminal cells, cut and wrapped.
//!
//! Every string that comes from outside (cells, headers, cards, protocols, typed and pasted text,
//! reloaded sessions) passes [`sanitise`] or [`sanitise_lines`] once, at its boundary. Depends on nothing of chartpaper.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Combining marks kept on one grapheme; more are dropped (stacked marks paint over their neighbours).
const COMBINING_LIMIT: usize = 2;

/// The sign that stands where a text was cut.
pub const ELLIPSIS: char = '…';

/// Removes what could steer a terminal or deceive a reader, and turns every line break and tab into one space.
#[must_use]
pub fn sanitise(text: &str) -> String {
    filtered(text, |_| ' ')
}

/// As [`sanitise`], but keeps line breaks (LF, also made of CR and CRLF).
#[must_use]
pub fn sanitise_lines(text: &str) -> String {
    filtered(&text.replace("\r\n", "\n"), |c| if c == '\t' { ' ' } else { '\n' })
}

fn filtered(text: &str, blank: impl Fn(char) -> char) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        if matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            kept.push(blank(c));
            marks = 0;
        } else if !is_showable(c) {
        } else if is_zero_width(c) {
            marks += 1;
            if marks <= COMBINING_LIMIT {
                kept.push(c);
            }
        } else {
            marks = 0;
            kept.push(c);
        }
    }
    kept
}

/// Whether a character may reach a screen, a report or a file of ours.
///
/// Refused are control characters (C0, DEL, C1), format characters (bidirectional controls, zero-width
/// characters and joiners, tags, byte-order mark), line and paragraph separators, private-use characters and
/// non-characters. Source of the list: PRIVACY 4.10 of the project's notes; Unicode general categories Cc, Cf, Zl, Zp, Co, Cn.
#[must_use]
pub fn is_showable(c: char) -> bool {
    let code = u32::from(c);
    !(c.is_control()
        || matches!(code,
            0x00AD | 0x034F | 0x0600..=0x0605 | 0x061C | 0x06DD | 0x070F | 0x08E2 | 0x115F..=0x1160 | 0x17B4..=0x17B5
            | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
            | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x110BD | 0x110CD | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A
            | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xE0000..=0xE0FFF | 0xF_0000..=0x10_FFFF)
        || code & 0xFFFE == 0xFFFE)
}

/// Whether a character takes no cell of its own, such as a combining accent.
#[must_use]
pub fn is_zero_width(c: char) -> bool {
    c.width() == Some(0)
}

/// Width in terminal cells.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// Cuts to at most `cells`, by grapheme, with an ellipsis when something was cut.
#[must_use]
pub fn cut(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let next = width(grapheme);
        if used + next + 1 > cells {
            break;
        }
        kept.push_str(grapheme);
        used += next;
    }
    if cells > 0 {
        kept.push(ELLIPSIS);
    }
    kept
}

/// Cuts to `cells` and fills up with blanks to exactly `cells`.
#[must_use]
pub fn fit(text: &str, cells: usize) -> String {
    let mut cut = cut(text, cells);
    let missing = cells.saturating_sub(width(&cut));
    cut.extend(std::iter::repeat_n(' ', missing));
    cut
}

/// A count with commas between thousands, as people read it: `4,310`.
#[must_use]
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut told = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// Breaks a text into lines of at most `cells`, at blanks where there are any, else within a word. Line breaks stay.
///
/// Returns at least one line; with `cells == 0` nothing fits and the result is one empty line.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    if cells == 0 {
        return vec![String::new()];
    }
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_inclusive(' ') {
            let bare = width(word.trim_end());
            if used + bare > cells && used > 0 {
                lines.push(line.trim_end().to_owned());
                line.clear();
                used = 0;
            }
            for grapheme in word.graphemes(true) {
                let wide = width(grapheme);
                if used + wide > cells && !grapheme.trim().is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                if used + wide <= cells {
                    line.push_str(grapheme);
                    used += wide;
                }
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_commas_between_thousands() {
        assert_eq!([0, 999, 4310, 10_000_000].map(thousands), ["0", "999", "4,310", "10,000,000"]);
    }

    #[test]
    fn controls_bidi_and_zero_width_never_pass() {
        let hostile = "a\u{1b}[31mb\u{9b}c\u{202e}d\u{200b}e\u{7f}f\u{e0041}g\u{feff}h\ri";
        assert_eq!(sanitise(hostile), "a[31mbcdefgh i");
    }

    #[test]
    fn stacked_marks_are_capped() {
        let stacked = format!("e{}x", "\u{301}".repeat(200));
        assert_eq!(sanitise(&stacked), "e\u{301}\u{301}x");
    }

    #[test]
    fn line_breaks_stay_when_asked() {
        assert_eq!(sanitise_lines("a\r\nb\tc\rd"), "a\nb c\nd");
    }

    #[test]
    fn cutting_respects_wide_graphemes() {
        assert_eq!(cut("学校の成績", 5), "学校…");
        assert_eq!(cut("school", 6), "school");
        assert_eq!(cut("school", 0), "");
        assert_eq!(width(&fit("学", 5)), 5);
    }

    #[test]
    fn wrapping_never_exceeds_the_width() {
        for cells in 1..20 {
            for line in wrap("A longer sentence, with 学校 and a verylongwordwithoutblanks\nand a break", cells) {
                assert!(width(&line) <= cells, "{line:?} at {cells}");
            }
        }
        assert_eq!(wrap("one two", 4), ["one", "two"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("a number.", 8), ["a", "number."], "a full stop stays with its word");
    }
}
