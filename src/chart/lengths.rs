//! How long the parts of a bar are where their texts state ranges.
//!
//! Depends on nothing. What is drawn may contradict no text beside it: each part is as long as its text allows, the parts of one
//! side together as long as the sum of that side allows, and the bar is 100 % long. Nothing but the texts decides.

/// What a text states, in percent: bounds that hold what was counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stated {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Whether the part is at or above the cut.
    pub(super) above: bool,
}

/// Lengths in percent, in the order of the parts, which are all that there are; together 100.
///
/// `sum` bounds the parts above the cut together. Of the lengths that all texts allow those are taken that stand at the same
/// share of their range on each side, with the sum as near as can be to the middle of its own. `None` where the texts
/// contradict each other, as rounded ones can.
pub(super) fn lengths(parts: &[Stated], sum: Option<(f64, f64)>) -> Option<Vec<f64>> {
    let side = |above: bool| {
        parts
            .iter()
            .filter(|part| part.above == above)
            .fold((0.0, 0.0), |(low, high), part| (low + part.low, high + part.high))
    };
    let (below, above) = (side(false), side(true));
    let (low, high) = (above.0.max(100.0 - below.1), above.1.min(100.0 - below.0));
    let (low, high) = sum.map_or((low, high), |(least, most)| (low.max(least), high.min(most)));
    if low > high {
        return None;
    }
    let aim = sum.map_or_else(|| f64::midpoint(above.0, above.1), |(least, most)| f64::midpoint(least, most));
    let aim = aim.clamp(low, high);
    let share = |(least, most): (f64, f64), aim: f64| if most > least { (aim - least) / (most - least) } else { 0.0 };
    let (of_below, of_above) = (share(below, 100.0 - aim), share(above, aim));
    let length = |part: &Stated| part.low + (part.high - part.low) * if part.above { of_above } else { of_below };
    Some(parts.iter().map(length).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample::Dice;

    fn stated(parts: &[(f64, f64, bool)]) -> Vec<Stated> {
        parts.iter().map(|(low, high, above)| Stated { low: *low, high: *high, above: *above }).collect()
    }

    #[test]
    fn a_sum_below_half_is_drawn_below_half() {
        let parts = stated(&[(11.0, 15.0, false), (31.0, 35.0, false), (41.0, 45.0, true), (6.0, 10.0, true)]);
        let lengths = lengths(&parts, Some((46.0, 50.0))).unwrap();
        assert!((lengths[2] + lengths[3] - 50.0).abs() < 1e-9, "the parts below leave no less: {lengths:?}");
        assert_eq!(lengths[..2], [15.0, 35.0]);
    }

    #[test]
    fn texts_that_contradict_each_other_give_no_lengths() {
        assert_eq!(lengths(&stated(&[(10.0, 20.0, false), (30.0, 40.0, true)]), None), None);
        assert_eq!(lengths(&stated(&[(40.0, 60.0, false), (40.0, 60.0, true)]), Some((70.0, 80.0))), None);
        assert_eq!(lengths(&[], None), None);
    }

    #[test]
    fn no_length_contradicts_a_text() {
        let mut dice = Dice(9);
        for _ in 0..10_000 {
            let count = 2 + dice.below(5);
            let cut = dice.below(count);
            let weights: Vec<f64> = (0..count).map(|_| dice.below(50) as f64).collect();
            let all = weights.iter().sum::<f64>().max(1.0);
            let truth: Vec<f64> = weights.iter().map(|weight| weight * 100.0 / all).collect();
            let rest = 100.0 - truth.iter().sum::<f64>();
            let truth: Vec<f64> =
                truth.iter().enumerate().map(|(at, one)| if at == 0 { one + rest } else { *one }).collect();
            let wide = [1.0, 5.0, 10.0][dice.below(3)];
            let around = |value: f64| ((value / wide).floor() * wide, (value / wide).ceil() * wide);
            let parts: Vec<Stated> = truth
                .iter()
                .enumerate()
                .map(|(at, value)| Stated { low: around(*value).0, high: around(*value).1, above: at >= cut })
                .collect();
            let sum = around(truth[cut..].iter().sum());
            let lengths = lengths(&parts, Some(sum)).unwrap();
            assert!((lengths.iter().sum::<f64>() - 100.0).abs() < 1e-6, "{parts:?} {lengths:?}");
            let is_allowed =
                |(part, length): (&Stated, &f64)| part.low - 1e-6 <= *length && *length <= part.high + 1e-6;
            assert!(parts.iter().zip(&lengths).all(is_allowed), "{parts:?} {lengths:?}");
            let above: f64 = lengths[cut..].iter().sum();
            assert!(sum.0 - 1e-6 <= above && above <= sum.1 + 1e-6, "{parts:?} {sum:?} {lengths:?}");
        }
    }
}
