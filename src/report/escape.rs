//! Text as Markdown or as HTML and SVG that reads as that text and as nothing else.
//!
//! Some sites turn mail addresses, mentions and `:names:` of pictures into links and pictures after Markdown has been read; no
//! escape can prevent that.

use crate::text;

/// Characters that mean something to `CommonMark`, to GitHub's tables, strikes and mathematics, or to pandoc's super- and
/// subscripts, citations and attributes, wherever they stand. A backslash before any ASCII punctuation makes it plain.
const ALWAYS: [char; 17] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '|', '~', '^', '$', '#', '@', '{', '}'];

/// Characters that mean something at the beginning of a line only.
const AT_START: [char; 5] = ['-', '+', '=', ':', '%'];

/// Escapes a text, one string a line; lines are trimmed and blank ones left out.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| escape(line, true)).collect()
}

/// Escapes a text as one line that may begin a block.
pub(super) fn inline(text: &str) -> String {
    lines(text).join(" ")
}

/// Escapes a text as one line inside a table, where nothing can begin a block.
pub(super) fn cell(text: &str) -> String {
    text.lines().map(|line| escape(line.trim(), false)).collect::<Vec<_>>().join(" ")
}

/// Escapes a text as the content or the quoted attribute of HTML and SVG; what may not stand there at all is left out.
pub(super) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push(c),
            c if text::is_showable(c) => escaped.push(c),
            _ => {}
        }
    }
    escaped
}

fn escape(line: &str, begins: bool) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut number = begins;
    let mut before = None;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let ends_word = rest.peek().is_none_or(|next| next.is_whitespace());
        let special = ALWAYS.contains(&c)
            || begins && before.is_none() && AT_START.contains(&c)
            // `1. ` and `1) ` begin a list.
            || number && before.is_some() && ends_word && matches!(c, '.' | ')')
            // `www.` and `http:` begin a link.
            || c == '.' && ends_in_www(&escaped)
            || c == ':' && rest.peek() == Some(&'/');
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
        number &= c.is_ascii_digit();
        before = Some(c);
    }
    escaped
}

fn ends_in_www(text: &str) -> bool {
    let mut last = text.chars().rev();
    (0..3).all(|_| last.next().is_some_and(|c| c.eq_ignore_ascii_case(&'w')))
}
