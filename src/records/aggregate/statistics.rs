//! Mean and order of counted scores, in steps of the scale.

use super::Sample;

/// Mean in steps; nothing of an empty sample.
pub(in crate::records) fn mean(sample: &Sample) -> Option<f64> {
    let sum: f64 = sample.scores.iter().map(|(step, count)| f64::from(*step) * f64::from(*count)).sum();
    (sample.n > 0).then(|| sum / f64::from(sample.n))
}

/// The step of the student at `rank` in ascending order, from 0.
pub(in crate::records) fn at_rank(sample: &Sample, rank: u32) -> Option<u32> {
    let mut passed = 0;
    for (step, count) in &sample.scores {
        passed += count;
        if rank < passed {
            return Some(*step);
        }
    }
    None
}
