//! The predictions of a step beside what was shown, as the table that people read.

use super::outline::Guess;

/// A table, and when its predictions were made.
pub(super) struct Predictions {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// One sentence for all of them; where they differ, it tells of most, and the others say so in their row.
    pub(super) when: &'static str,
}

impl Predictions {
    pub(super) fn of(guesses: &[Guess]) -> Self {
        let late = guesses.iter().filter(|guess| guess.after_reveal).count();
        let when = match late {
            0 => "Each was made before the reveal.",
            all if all == guesses.len() => "Each was made after the reveal.",
            _ => "Made before the reveal, where nothing else is said.",
        };
        let rows = guesses.iter().map(|guess| {
            let is_other = guess.after_reveal && late < guesses.len();
            let late = if is_other { " (after the reveal)" } else { "" };
            let shown = guess.actual.clone().unwrap_or_else(|| "not shown".to_owned());
            vec![guess.label.clone(), guess.told() + late, shown]
        });
        Self { header: ["Prediction", "Predicted", "Shown"].map(str::to_owned).to_vec(), rows: rows.collect(), when }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{outline, protocol, state};
    use super::*;

    #[test]
    fn only_what_was_made_at_another_time_says_so_in_its_row() {
        let mut guesses = outline(&protocol(), &state()).steps.remove(0).predictions;
        let told = |guesses: &[Guess]| {
            let predictions = Predictions::of(guesses);
            (predictions.rows.iter().filter(|row| row[1].contains("reveal")).count(), predictions.when)
        };
        assert_eq!(told(&guesses), (1, "Made before the reveal, where nothing else is said."));
        for late in [false, true] {
            for guess in &mut guesses {
                guess.after_reveal = late;
            }
            let (marked, when) = told(&guesses);
            assert_eq!((marked, when.contains("after")), (0, late), "{when}");
        }
    }
}
