//! What a single cell looks like, without knowing its column.

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing, or a usual sign for nothing.
    Blank,
    /// A number in any of the usual spellings: `12`, `-3.5`, `1.234,5`, `45 %`, `$3.20`.
    Number,
    /// A day, a time or both.
    Moment,
    /// `yes`, `no`, `true`, `false`.
    Truth,
    /// One word, code, address or name: no sign that separates cells.
    Word,
    /// Several words as people write them.
    Prose,
    /// Anything else, such as several cells that were not separated.
    Other,
}

impl Look {
    /// What `cell` looks like.
    pub(super) fn of(cell: &str) -> Self {
        let cell = cell.trim();
        if cell.is_empty() || is_missing(cell) {
            Self::Blank
        } else if is_number(cell) {
            Self::Number
        } else if is_moment(cell) {
            Self::Moment
        } else if ["yes", "no", "true", "false"].iter().any(|word| word.eq_ignore_ascii_case(cell)) {
            Self::Truth
        } else {
            words(cell)
        }
    }

    /// Whether such cells stand below a header and hardly in one.
    pub(super) fn is_value(self) -> bool {
        matches!(self, Self::Number | Self::Moment | Self::Truth)
    }
}

/// Usual signs for "no value"; which of them a file means is for its card to say.
const MISSING: [&str; 14] = ["na", "n/a", "n.a.", "nan", "null", "none", "nil", "-", "--", ".", "..", "?", "#n/a", "*"];

/// Whether a cell is a usual sign for "no value".
pub(in crate::records) fn is_missing(cell: &str) -> bool {
    MISSING.iter().any(|code| code.eq_ignore_ascii_case(cell))
}

/// Digits with marks of thousands and decimals, perhaps with a sign, a percent sign, a currency or an exponent.
pub(super) fn is_number(cell: &str) -> bool {
    let bare = cell.trim_matches(|c: char| matches!(c, '%' | '$' | '€' | '£' | ' ' | '\u{a0}'));
    let bare = bare.strip_prefix(['-', '+', '\u{2212}']).unwrap_or(bare);
    let (digits, exponent) = bare.split_once(['e', 'E']).unwrap_or((bare, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(exponent) || !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let parts: Vec<&str> = digits.split(['.', ',', '\u{a0}', '\u{202f}', '\'']).collect();
    match parts.as_slice() {
        [whole] => is_digits(whole),
        [whole, part] => (whole.is_empty() || is_digits(whole)) && (part.is_empty() || is_digits(part)),
        [first, middle @ .., last] => {
            is_digits(first) && middle.iter().all(|part| part.len() == 3 && is_digits(part)) && is_digits(last)
        }
        [] => false,
    }
}

/// A day (three numbers between the same signs, or a month's name with numbers), a time, or both.
pub(in crate::records) fn is_moment(cell: &str) -> bool {
    if !cell.bytes().any(|byte| byte.is_ascii_digit()) || cell.len() > 40 {
        return false;
    }
    let mut has_part = false;
    for part in cell.split([' ', 'T']).filter(|part| !part.is_empty()) {
        let is_small =
            matches!(part.to_ascii_lowercase().as_str(), "am" | "pm" | "a.m." | "p.m." | "z" | "utc" | "gmt" | "cet");
        if is_day(part) || is_time(part) {
            has_part = true;
        } else if !(is_small || has_part && is_zone(part)) {
            return false;
        }
    }
    has_part
}

fn is_day(part: &str) -> bool {
    ['-', '/', '.'].into_iter().any(|sign| {
        let parts: Vec<&str> = part.split(sign).collect();
        let is_digits = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.len() == 3 && parts.iter().all(is_digits) && parts.iter().any(|part| part.len() <= 2)
            || parts.len() == 3 && is_month(parts[1]) && is_digits(&parts[0]) && is_digits(&parts[2])
    })
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    word.get(..3).is_some_and(|start| MONTHS.iter().any(|month| month.eq_ignore_ascii_case(start)))
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_time(part: &str) -> bool {
    let part = part.trim_end_matches(['Z', 'z']);
    let mut parts = part.split(':');
    let is_short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_last = |part: &str| {
        let (seconds, fraction) = part.split_once('.').unwrap_or((part, "0"));
        let (fraction, _) = fraction.split_once(['+', '-']).unwrap_or((fraction, ""));
        let (seconds, _) = seconds.split_once(['+', '-']).unwrap_or((seconds, ""));
        is_short(seconds) && fraction.bytes().all(|byte| byte.is_ascii_digit())
    };
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(hours), Some(minutes), None, None) => is_short(hours) && is_short(minutes),
        (Some(hours), Some(minutes), Some(seconds), _) => is_short(hours) && is_short(minutes) && is_last(seconds),
        _ => false,
    }
}

fn is_zone(part: &str) -> bool {
    part.strip_prefix(['+', '-']).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b':'))
}

/// Words, prose, or something that more likely is several cells.
fn words(cell: &str) -> Look {
    if is_address(cell) {
        return Look::Word;
    }
    let mut chars = cell.chars().peekable();
    let mut has_blank = false;
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let ends_word = next.is_none_or(char::is_whitespace);
        let is_fine = match c {
            ' ' => {
                has_blank = true;
                true
            }
            // Signs that separate cells, unless they are written as in a sentence.
            ',' | ';' | ':' => ends_word || matches!(next, Some('"' | '\'' | ')')),
            '|' | '\t' | '^' | '~' => false,
            '#' => before == ' ' || before.is_ascii_uppercase(),
            '=' => before == ' ' && ends_word,
            '&' => (before == ' ') == ends_word || before.is_uppercase(),
            '*' => ends_word || before == ' ',
            '\n' | '\r' => true,
            _ => !c.is_control(),
        };
        if !is_fine {
            return Look::Other;
        }
        before = c;
    }
    if has_blank { Look::Prose } else { Look::Word }
}

fn is_address(cell: &str) -> bool {
    let has_blank = cell.contains(char::is_whitespace);
    let is_email = cell
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !cell.contains([',', ';', '|', '\t']));
    let is_web = ["http://", "https://", "ftp://", "www."].iter().any(|start| cell.starts_with(start));
    !has_blank && (is_email || is_web && !cell.contains(['|', '\t', ';']) && !cell.contains(",http"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart() {
        for (cells, look) in [
            (&["", " ", "NA", "n/a", "-", "#N/A", "?"][..], Look::Blank),
            (
                &[
                    "0", "-3", "+2", "3.5", "3,5", ".5", "1,234", "1.234,56", "1'234", "45%", "45 %", "$3.20", "1e5",
                    "−2",
                ],
                Look::Number,
            ),
            (
                &[
                    "2024-03-12",
                    "12.03.2024",
                    "3/12/24",
                    "12:30",
                    "2024-03-12T10:11:12Z",
                    "12-Mar-2024",
                    "3/12/2024 9:15 AM",
                    "2024-03-12 10:11:12.5 +0100",
                ],
                Look::Moment,
            ),
            (&["yes", "No", "TRUE"], Look::Truth),
            (
                &["abc", "MG-8769", "a_b", "b@c.example", "https://a.example/x,y?z=1", "O'Brien", "At_home", "C#"],
                Look::Word,
            ),
            (&["two words", "Lopez, Maria", "Smith & Co", "What? Why: this", "Round 48\""], Look::Prose),
            (&["a,b", "a;b", "1;2", "x|y", "a\tb", "12,a", "k=v"], Look::Other),
        ] {
            for cell in cells {
                assert_eq!(Look::of(cell), look, "{cell:?}");
            }
        }
    }
}
