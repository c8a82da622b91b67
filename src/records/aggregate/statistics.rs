//! Mean and median of counted scores, in steps of the scale.

use super::Sample;

/// Mean in steps; nothing of an empty sample.
pub(in crate::records) fn mean(sample: &Sample) -> Option<f64> {
    let sum: f64 = sample.scores.iter().map(|(step, count)| f64::from(*step) * f64::from(*count)).sum();
    (sample.n > 0).then(|| sum / f64::from(sample.n))
}

/// Median in steps: quantile type 7 of Hyndman and Fan (1996) at one half, the middle of the two middle scores.
pub(in crate::records) fn median(sample: &Sample) -> Option<f64> {
    let last = sample.n.checked_sub(1)?;
    let lower = at_rank(sample, last / 2)?;
    let upper = at_rank(sample, last.div_ceil(2))?;
    Some(f64::midpoint(f64::from(lower), f64::from(upper)))
}

/// The score of the student at `rank` in ascending order, from 0.
fn at_rank(sample: &Sample, rank: u32) -> Option<u32> {
    let mut passed = 0;
    for (step, count) in &sample.scores {
        passed += count;
        if rank < passed {
            return Some(*step);
        }
    }
    None
}
