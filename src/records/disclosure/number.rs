//! Numbers as they are shown.

use super::super::admitted::Number;

/// More decimals than any score has.
const MOST_DECIMALS: usize = 6;

/// A count that may be shown as it is.
pub(in crate::records) fn exact(count: u32) -> Number {
    Number { text: count.to_string(), low: f64::from(count), high: f64::from(count), is_range: false }
}

/// `value` rounded half up to `offset` plus a multiple of `unit`.
pub(in crate::records) fn rounded(value: f64, offset: f64, unit: f64) -> Number {
    let shown = offset + ((value - offset) / unit + 0.5).floor() * unit;
    let decimals = decimals(unit).max(decimals(offset));
    // Half a unit has one decimal more; written out, a bound is the number that its decimals say and not a neighbour of it.
    let bound = |value: f64| text_of(value, decimals + 1).parse().unwrap_or(value);
    let (low, high) = (bound(shown - unit / 2.0), bound(shown + unit / 2.0));
    Number { text: text_of(shown, decimals), low, high, is_range: false }
}

/// The least of 1, 2, 5 times a power of ten that is not below `value`, which is positive.
pub(in crate::records) fn natural_unit(value: f64) -> f64 {
    let power = 10_f64.powf(value.log10().floor());
    [1.0, 2.0, 5.0, 10.0].iter().map(|digit| digit * power).find(|unit| *unit >= value * (1.0 - 1e-9)).unwrap_or(value)
}

/// Decimals that a multiple of `unit` needs.
pub(super) fn decimals(unit: f64) -> usize {
    (0..MOST_DECIMALS)
        .find(|decimals| {
            let scaled = unit.abs() * 10_f64.powf(*decimals as f64);
            (scaled - scaled.round()).abs() < 1e-6
        })
        .unwrap_or(MOST_DECIMALS)
}

/// A number with these decimals, and never `-0`.
pub(in crate::records) fn text_of(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.')) {
        return text.trim_start_matches('-').to_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_states_its_own_bounds() {
        let number = rounded(207.6, 140.0, 5.0);
        assert_eq!((number.text(), number.low(), number.high()), ("210", 207.5, 212.5));
        assert!(!number.is_range());
        assert_eq!(rounded(-0.2, 0.0, 1.0).text(), "0");
        assert_eq!(rounded(1.25, 0.0, 0.5).text(), "1.5");
        assert_eq!(rounded(11.0, 0.0, 1.0).text(), "11");
        let number = rounded(0.25, 0.0, 0.1);
        assert_eq!((number.text(), number.low(), number.high()), ("0.3", 0.25, 0.35));
    }

    #[test]
    fn units_are_natural() {
        assert_eq!(
            [0.3, 1.0, 3.2, 7.0, 20.0].map(|value| natural_unit(value).to_string()),
            ["0.5", "1", "5", "10", "20"]
        );
    }
}
