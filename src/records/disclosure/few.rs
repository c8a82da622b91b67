//! Words for five to nine: few, mixed, most (DESIGN 8). A percentage of so few would count them.

use super::super::admitted::Number;

/// Up to so many are few, and all but so many are most.
pub(super) const FEW: u32 = 2;

/// How `count` of `n` are told, and the least and the greatest count that it allows.
pub(super) fn word(count: u32, n: u32) -> (Number, u32, u32) {
    let (name, low, high) = if count <= FEW {
        ("few", 0, FEW.min(n))
    } else if count + FEW >= n {
        ("most", n.saturating_sub(FEW), n)
    } else {
        ("mixed", FEW + 1, n - FEW - 1)
    };
    let text = if low == high { format!("{name} ({low})") } else { format!("{name} ({low}-{high})") };
    let percent = |count: u32| 100.0 * f64::from(count) / f64::from(n.max(1));
    (Number { text, low: percent(low), high: percent(high), is_range: true }, low, high)
}

#[cfg(test)]
mod tests {
    use super::super::levels_row;
    use super::*;

    #[test]
    fn five_to_nine_are_told_in_three_words() {
        let texts = |n| (0..=n).map(|count| word(count, n).0.text).collect::<Vec<_>>();
        assert_eq!(texts(5), ["few (0-2)", "few (0-2)", "few (0-2)", "most (3-5)", "most (3-5)", "most (3-5)"]);
        assert_eq!(
            texts(9)[2..8],
            ["few (0-2)", "mixed (3-6)", "mixed (3-6)", "mixed (3-6)", "mixed (3-6)", "most (7-9)"]
        );
        assert_eq!(word(3, 6).0.text, "mixed (3)");
        let row = levels_row(&[1, 0, 0, 7, 0], Some(3));
        assert_eq!((row.shares[0].to_string(), row.above.to_string()), ("few (0-2)".into(), "most (6-8)".into()));
        assert!(levels_row(&[4, 2, 2], None).is_hidden() && levels_row(&[2, 2], Some(1)).is_hidden());
    }
}
