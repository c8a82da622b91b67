//! An axis: a domain of numbers, and the ticks that say where in it one is.
//!
//! An axis depends on the frame of a view alone, never on its body, so that the reveal rescales nothing.

/// Where numbers stand along a picture. Positions are in unit coordinates: 0 is the low end, 1 the high end.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What the numbers are, such as `Reading (RIT)`.
    pub name: String,
    /// Printed after every number; empty for scores.
    pub unit: String,
    /// Value at 0.
    pub low: f64,
    /// Value at 1.
    pub high: f64,
    /// Distance between two possible values; ticks are multiples of it. 0 where every value is possible.
    pub grain: f64,
    /// Whether values below zero count the other way (a diverging bar): their labels have no sign.
    pub mirrored: bool,
    /// Values that are ticked whatever the budget, such as cut scores.
    pub fixed: Vec<f64>,
}

/// A labelled position on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// In the unit of the axis.
    pub value: f64,
    /// Position from 0 to 1.
    pub at: f64,
    /// The number with its unit.
    pub label: String,
    /// Whether it stays when a neighbour is too close.
    pub fixed: bool,
}

impl Axis {
    /// The position of a value, held inside 0 to 1.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        if span > 0.0 && span.is_finite() && !value.is_nan() {
            ((value - self.low) / span).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }

    /// What a tick at `value` says.
    #[must_use]
    pub fn label(&self, value: f64) -> String {
        let shown = if self.mirrored { value.abs() } else { value };
        format!("{}{}", number(shown), self.unit)
    }

    /// At most `budget` round ticks with steps of 1, 2, 2.5 or 5 times a power of ten, and the fixed ones; ascending, each
    /// value once.
    #[must_use]
    pub fn ticks(&self, budget: usize) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = self.fixed.iter().map(|value| self.tick(*value, true)).collect();
        for value in self.round_values(budget) {
            if !self.fixed.iter().any(|fixed| (fixed - value).abs() <= 1e-9 * (self.high - self.low)) {
                ticks.push(self.tick(value, false));
            }
        }
        ticks.sort_by(|a, b| a.value.total_cmp(&b.value));
        ticks.dedup_by(|a, b| a.value.total_cmp(&b.value).is_eq());
        ticks
    }

    fn tick(&self, value: f64, fixed: bool) -> Tick {
        Tick { value, at: self.at(value), label: self.label(value), fixed }
    }

    fn round_values(&self, budget: usize) -> Vec<f64> {
        let span = self.high - self.low;
        if budget == 0 || !span.is_finite() || span <= 0.0 {
            return Vec::new();
        }
        let step = step(span, budget, self.grain);
        let first = (self.low / step - 1e-9).ceil();
        let count = ((self.high / step + 1e-9).floor() - first).max(-1.0);
        (0..budget).map(|index| index as f64).take_while(|index| *index <= count).map(|i| (first + i) * step).collect()
    }
}

/// The least round step with which `span` holds at most `budget` ticks and that is a multiple of `grain`.
fn step(span: f64, budget: usize, grain: f64) -> f64 {
    let wanted = span / (budget as f64 - 1.0).max(1.0);
    let power = 10_f64.powf(wanted.log10().floor());
    let multiples = |step: f64| grain <= 0.0 || (step / grain - (step / grain).round()).abs() < 1e-9;
    [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= wanted * (1.0 - 1e-9) && *step >= grain && multiples(*step))
        .unwrap_or_else(|| if grain > 0.0 { (wanted / grain).ceil().max(1.0) * grain } else { wanted })
}

/// A number with at most three decimals and none that are zero.
#[must_use]
pub fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(low: f64, high: f64, grain: f64, fixed: &[f64]) -> Axis {
        Axis { name: String::new(), unit: String::new(), low, high, grain, mirrored: false, fixed: fixed.to_vec() }
    }

    fn labels(axis: &Axis, budget: usize) -> Vec<String> {
        axis.ticks(budget).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(labels(&axis(0.0, 100.0, 0.0, &[]), 6), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(labels(&axis(0.0, 100.0, 0.0, &[]), 5), ["0", "25", "50", "75", "100"]);
        assert_eq!(labels(&axis(150.0, 260.0, 1.0, &[]), 6), ["150", "175", "200", "225", "250"]);
    }

    #[test]
    fn whole_scores_get_whole_ticks() {
        assert_eq!(labels(&axis(0.0, 10.0, 1.0, &[]), 5), ["0", "5", "10"]);
        assert_eq!(labels(&axis(0.0, 5.0, 1.0, &[]), 40), ["0", "1", "2", "3", "4", "5"]);
    }

    #[test]
    fn cut_scores_are_always_ticked() {
        assert_eq!(labels(&axis(0.0, 100.0, 1.0, &[37.0, 50.0]), 3), ["0", "37", "50", "100"]);
        assert_eq!(labels(&axis(0.0, 100.0, 1.0, &[37.0]), 0), ["37"]);
    }

    #[test]
    fn mirrored_labels_have_no_sign() {
        let mut diverging = axis(-100.0, 100.0, 0.0, &[]);
        diverging.mirrored = true;
        diverging.unit = "%".to_owned();
        assert_eq!(labels(&diverging, 5), ["100%", "50%", "0%", "50%", "100%"]);
    }

    #[test]
    fn ticks_keep_the_budget_and_the_domain() {
        for (low, high, grain) in
            [(0.0, 1.0, 0.0), (-3.0, 1e9, 1.0), (1e-6, 2e-6, 0.0), (99.5, 101.0, 0.5), (0.0, 4.0, 3.0)]
        {
            for budget in 0..30 {
                let ticks = axis(low, high, grain, &[]).ticks(budget);
                assert!(ticks.len() <= budget, "{low} {high} {budget}: {ticks:?}");
                assert!(ticks.iter().all(|tick| (0.0..=1.0).contains(&tick.at)));
                assert!(budget < 2 || !ticks.is_empty() || grain > 1.0, "{low} {high} {budget}");
            }
        }
    }

    #[test]
    fn an_impossible_domain_has_no_round_ticks() {
        assert!(axis(5.0, 5.0, 0.0, &[]).ticks(9).is_empty());
        assert!(axis(f64::NAN, 5.0, 0.0, &[]).ticks(9).is_empty());
        assert!(axis(f64::NEG_INFINITY, f64::INFINITY, 0.0, &[]).ticks(9).is_empty());
        assert!((axis(5.0, 5.0, 0.0, &[]).at(7.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([number(207.0), number(2.5), number(-0.0), number(1.0 / 3.0)], ["207", "2.5", "0", "0.333"]);
    }
}
