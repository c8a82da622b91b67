//! Rust source as tokens, without comments: as much of the grammar as is needed to see who uses what.

/// A piece of source that is not a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An identifier or keyword; raw ones without their `r#`.
    Word(String),
    /// What stands between the quotes of a string of any kind.
    Text(String),
    /// Any other character that is no blank; `::` is one token.
    Sign(&'static str),
}

/// The signs that the rules look at; every other character becomes the last one.
const SIGNS: [&str; 12] = ["::", "{", "}", "(", ")", "[", "]", ",", "!", "#", "*", "."];
const OTHER: &str = ";";

/// Reads tokens with the line each begins in.
pub(super) fn tokens(source: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let line = |rest: &str| source[..source.len() - rest.len()].matches('\n').count() + 1;
    while let Some(c) = rest.chars().next() {
        let at = line(rest);
        if c.is_whitespace() {
            rest = &rest[c.len_utf8()..];
        } else if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("/*") {
            rest = after_block_comment(rest);
        } else if let Some((text, after)) = string(rest) {
            tokens.push((at, Token::Text(text.to_owned())));
            rest = after;
        } else if c == '\'' {
            rest = after_quote(rest);
        } else if c.is_alphanumeric() || c == '_' {
            let from = rest.strip_prefix("r#").unwrap_or(rest);
            let end = from.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(from.len());
            tokens.push((at, Token::Word(from[..end].to_owned())));
            rest = &from[end..];
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            tokens.push((at, Token::Sign(sign.unwrap_or(OTHER))));
            rest = &rest[sign.map_or(c.len_utf8(), str::len)..];
        }
    }
    tokens
}

fn after_block_comment(source: &str) -> &str {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return &source[at..];
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    ""
}

/// A string of any kind at the beginning of `source`, and what follows it.
fn string(source: &str) -> Option<(&str, &str)> {
    let body = source.trim_start_matches(['b', 'c']);
    let body = if source.len() - body.len() <= 1 { body } else { source };
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let text = raw[hashes..].strip_prefix('"')?;
        let close = format!("\"{}", "#".repeat(hashes));
        let end = text.find(&close)?;
        return Some((&text[..end], &text[end + close.len()..]));
    }
    let text = body.strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    Some((text, ""))
}

/// What follows a character literal or a lifetime.
fn after_quote(source: &str) -> &str {
    let body = &source[1..];
    if let Some(escape) = body.strip_prefix('\\') {
        let first = escape.chars().next().map_or(0, char::len_utf8);
        return escape[first..].find('\'').map_or("", |end| &escape[first + end + 1..]);
    }
    let first = body.chars().next().map_or(0, char::len_utf8);
    match body[first..].strip_prefix('\'') {
        Some(after) => after,
        None => body.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'),
    }
}

#[test]
fn comments_strings_and_lifetimes_are_told_apart() {
    let source = r##"
// crate::a
/* crate::b /* nested */ crate::c */ fn f<'a>(x: &'a str) -> char { 'x' }
let s = "crate::d \" crate::e"; let r = r#"std::fs "quoted" "#; let c = '"'; let d = '\''; let e = b"x\\"; r#type
std::fs"##;
    let words: Vec<String> = tokens(source)
        .into_iter()
        .filter_map(|(_, token)| match token {
            Token::Word(word) => Some(word),
            Token::Text(text) => Some(format!("<{text}>")),
            Token::Sign(_) => None,
        })
        .collect();
    let expected = "fn f x str char let s <crate::d \\\" crate::e> let r <std::fs \"quoted\" > let c let d let e <x\\\\> type std fs";
    assert_eq!(words.join(" "), expected);
    assert_eq!(tokens("a\n/* \n */ b").last(), Some(&(3, Token::Word("b".into()))));
}
