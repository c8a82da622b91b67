//! What came out of doing the same thing several times.

use std::time::Duration;

/// Measured values, ascending.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample(Vec<f64>);

impl Sample {
    /// Durations, in milliseconds.
    pub(crate) fn milliseconds(times: impl IntoIterator<Item = Duration>) -> Self {
        times.into_iter().map(|time| time.as_secs_f64() * 1e3).collect()
    }

    /// How often it was done.
    pub(crate) fn runs(&self) -> usize {
        self.0.len()
    }

    /// The least value of which at least this share is no greater (nearest rank); 0 of nothing.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let needed = share * self.0.len() as f64;
        let at = (1..=self.0.len()).find(|rank| *rank as f64 >= needed).unwrap_or(self.0.len());
        self.0.get(at.saturating_sub(1)).copied().unwrap_or_default()
    }
}

impl FromIterator<f64> for Sample {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        Self(values)
    }
}
