//! Retreats that follow one another, and on which of them a step takes place.

use super::{Protocol, StepIndex};

/// Retreats that follow one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Stable name: sessions of the same key belong together.
    pub key: String,
    /// How many are planned in a year.
    pub per_year: Option<u32>,
    /// What the next one takes over.
    pub carry: Vec<Carry>,
    /// Later meetings that begin at a step of their own.
    pub checkpoints: Vec<Checkpoint>,
}

/// What a retreat takes over from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carry {
    /// Open actions, for `review`.
    Actions,
    /// Scales and planes with a `series_key`, for comparison.
    Scale,
    /// Polls with a `series_key`, for comparison.
    Exit,
    /// The parking lot and what was tagged as a question.
    OpenQuestions,
}

impl Carry {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] = &[
        ("actions", Self::Actions),
        ("scale", Self::Scale),
        ("exit", Self::Exit),
        ("open-questions", Self::OpenQuestions),
    ];
}

/// A later meeting that begins at a step of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many days after the first meeting.
    pub after_days: u32,
    /// The step at which it begins.
    pub start_at: StepIndex,
}

/// Which meeting of a series it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Occasion {
    /// It follows no other.
    #[default]
    First,
    /// It follows another.
    Later,
    /// It follows another and begins at the step of a check-point.
    Checkpoint,
}

impl Occasion {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] =
        &[("first", Self::First), ("later", Self::Later), ("checkpoint", Self::Checkpoint)];

    /// All of them.
    pub const ALL: [Self; 3] = [Self::First, Self::Later, Self::Checkpoint];
}

impl Protocol {
    /// The step at which a meeting begins.
    #[must_use]
    pub fn begins_at(&self, occasion: Occasion) -> StepIndex {
        let checkpoints = self.series.iter().flat_map(|series| &series.checkpoints);
        let checkpoint = checkpoints.map(|checkpoint| checkpoint.start_at).min();
        let begins = checkpoint.filter(|_| occasion == Occasion::Checkpoint).unwrap_or(0);
        let takes_place = |at: &StepIndex| self.steps.get(*at).is_some_and(|step| step.takes_place(occasion));
        (begins..self.steps.len()).find(takes_place).unwrap_or(0)
    }

    /// Planned minutes of a meeting.
    #[must_use]
    pub fn minutes_on(&self, occasion: Occasion) -> u32 {
        let steps = self.steps.iter().skip(self.begins_at(occasion));
        steps.filter(|step| step.takes_place(occasion)).map(|step| step.minutes).sum()
    }

    /// What to shorten when a meeting takes `over` minutes longer than there are, beginning with step `from`: positions and
    /// minutes, in the protocol's own order (`cut_order`, then the order of the steps), until it fits or nothing is left.
    #[must_use]
    pub fn cuts(&self, from: StepIndex, occasion: Occasion, over: u32) -> Vec<(StepIndex, u32)> {
        let steps = self.steps.iter().enumerate().skip(from);
        let mut spare: Vec<_> = steps
            .filter(|(_, step)| step.takes_place(occasion) && step.spare_minutes() > 0)
            .filter_map(|(at, step)| Some((step.cut_order?, at, step.spare_minutes())))
            .collect();
        spare.sort_unstable();
        let mut left = over;
        let mut cuts = Vec::new();
        for (_, at, minutes) in spare {
            let cut = minutes.min(left);
            if cut > 0 {
                cuts.push((at, cut));
            }
            left -= cut;
        }
        cuts
    }
}
