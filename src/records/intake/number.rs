//! Numbers as people and spreadsheets write them.

/// Which sign stands before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) enum Decimal {
    Point,
    Comma,
}

impl Decimal {
    fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// Longest number that is read.
const LONGEST: usize = 40;

/// The number that a cell says: `-3`, `1,234.5`, `1.234,5`, `45 %` (45), `$3`, `1 234`; nothing if it says none, or says it so that
/// it may be understood in two ways.
pub(in crate::records) fn number(cell: &str, decimal: Decimal) -> Option<f64> {
    // Nearly every number is written plainly.
    if decimal == Decimal::Point
        && let Ok(number) = cell.parse::<f64>()
    {
        return number.is_finite().then_some(number).filter(|_| cell.bytes().any(|byte| byte.is_ascii_digit()));
    }
    if cell.len() > LONGEST {
        return None;
    }
    let bare = cell.trim();
    let bare = bare.strip_suffix('%').map_or(bare, str::trim_end);
    let (is_negative, bare) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let bare = bare.trim_matches(|c: char| matches!(c, '$' | '€' | '£' | ' ' | '\u{a0}'));
    let plain = plain(bare, decimal)?;
    let number: f64 = plain.parse().ok()?;
    number.is_finite().then_some(if is_negative { -number } else { number })
}

/// Digits, perhaps with a point: marks of thousands taken out, which stand before groups of three digits.
fn plain(bare: &str, decimal: Decimal) -> Option<String> {
    let (mantissa, exponent) = match bare.find(['e', 'E']) {
        Some(at) => bare.split_at_checked(at)?,
        None => (bare, ""),
    };
    let usual = decimal.sign();
    // A point before decimals is understood everywhere, if it cannot be a mark of thousands.
    let sign =
        if decimal == Decimal::Comma && !mantissa.contains(',') && !is_grouped(mantissa, '.') { '.' } else { usual };
    let (whole, part) = mantissa.rsplit_once(sign).unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(part) || whole.is_empty() && part.is_empty() {
        return None;
    }
    let marks: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let whole = match marks.first() {
        None => whole.to_owned(),
        Some(mark) => {
            let is_mark = matches!(mark, '.' | ',' | ' ' | '\'' | '\u{2019}' | '\u{a0}' | '\u{202f}') && *mark != sign;
            if !is_mark || marks.iter().any(|other| other != mark) || !is_grouped(whole, *mark) {
                return None;
            }
            whole.replace(*mark, "")
        }
    };
    Some(format!("{whole}.{part}{exponent}"))
}

/// One to three digits and then groups of three.
fn is_grouped(whole: &str, mark: char) -> bool {
    let mut groups = whole.split(mark);
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first));
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| group.len() == 3 && is_digits(group))
}

/// Which sign the cells of a file have before decimals: a comma only if some number cannot be read otherwise.
pub(super) fn decimal<'c>(cells: impl Iterator<Item = &'c str>) -> Decimal {
    let (mut points, mut commas) = (0, 0);
    for cell in cells.filter(|cell| cell.len() <= LONGEST) {
        let (point, comma) = (number(cell, Decimal::Point), number(cell, Decimal::Comma));
        if point.is_some() && point != comma {
            points += 1;
        } else if comma.is_some() && point != comma {
            commas += 1;
        }
    }
    if commas > points { Decimal::Comma } else { Decimal::Point }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (cell, point, comma) in [
            ("12", Some(12.0), Some(12.0)),
            ("-3.5", Some(-3.5), Some(-3.5)),
            ("3,5", None, Some(3.5)),
            ("1,234", Some(1234.0), Some(1.234)),
            ("1.234", Some(1.234), Some(1234.0)),
            ("1,234.5", Some(1234.5), None),
            ("1.234,5", None, Some(1234.5)),
            ("1 234,5", None, Some(1234.5)),
            ("1'234.5", Some(1234.5), Some(1234.5)),
            ("12,34,567", None, None),
            ("45%", Some(45.0), Some(45.0)),
            ("45 %", Some(45.0), Some(45.0)),
            ("$3.20", Some(3.2), Some(3.2)),
            ("−2", Some(-2.0), Some(-2.0)),
            ("1e3", Some(1000.0), Some(1000.0)),
            (".5", Some(0.5), Some(0.5)),
            ("", None, None),
            ("abc", None, None),
            ("nan", None, None),
            ("inf", None, None),
            ("3-4", None, None),
            ("1.2.3", None, None),
        ] {
            assert_eq!(number(cell, Decimal::Point), point, "{cell} with a point");
            assert_eq!(number(cell, Decimal::Comma), comma, "{cell} with a comma");
        }
    }

    #[test]
    fn the_sign_before_decimals_is_told_by_the_numbers() {
        assert_eq!(decimal(["3,5", "4", "x"].into_iter()), Decimal::Comma);
        assert_eq!(decimal(["3.5", "4", "1,234"].into_iter()), Decimal::Point);
        assert_eq!(decimal(["12", "a"].into_iter()), Decimal::Point);
    }
}
