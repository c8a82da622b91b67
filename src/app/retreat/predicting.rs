//! Predictions: a number for each target of the empty axes, or from where to where, which way, which place.

use crate::chart::{self, Target};
use crate::protocol::{Capture, Predict, Shape};
use crate::records::View;
use crate::session::{Entry, Forecast, Guess, Voices};

use super::super::event::Effect;
use super::super::line::Line;
use super::kept::Spot;
use super::{Retreat, Typing};

/// The answers to which way it goes, in the order of their numbers.
const WAYS: [(&str, f64); 3] = [("higher", 1.0), ("the same", 0.0), ("lower", -1.0)];

impl Retreat {
    fn predict(&self) -> Option<&Predict> {
        if let Some(Capture::Predict(predict)) = &self.step().capture { Some(predict) } else { None }
    }

    /// What is said of each target in this step.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.predict().map(|predict| predict.shape).unwrap_or_default()
    }

    /// Whether several answers are typed for each target.
    #[must_use]
    pub fn aggregates(&self) -> bool {
        self.predict().is_some_and(|predict| predict.aggregate)
    }

    /// What can be predicted in this step; empty where nothing is. Which way it goes is asked of each but the first, compared
    /// with the one before; of a single one, compared with last time.
    #[must_use]
    pub fn targets(&self) -> Vec<Target> {
        let targets = self.current_view().filter(|_| self.predict().is_some()).map(chart::targets).unwrap_or_default();
        if self.shape() != Shape::Direction {
            return targets;
        }
        if let [only] = targets.as_slice() {
            return vec![Target { label: format!("{}, compared with last time", only.label), ..only.clone() }];
        }
        let pairs = targets.iter().zip(targets.iter().skip(1));
        let asked = |(before, target): (&Target, &Target)| Target {
            label: format!("{}, compared with {}", target.label, before.label),
            ..target.clone()
        };
        pairs.map(asked).collect()
    }

    /// The target that is asked for.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        let targets = self.targets();
        let at = self.target.min(targets.len().saturating_sub(1));
        targets.into_iter().nth(at)
    }

    /// The standing prediction for a target of the view on the screen, of the kind that this step asks for.
    #[must_use]
    pub fn forecast(&self, target: &str) -> Option<&Forecast> {
        let view = self.current_view()?.id();
        let guess = guess_of(self.shape(), None);
        let forecasts = &self.session.state().forecasts;
        forecasts.iter().find(|f| f.view == view && f.target == target && f.guess.is_like(guess))
    }

    /// What can be typed for a target, in words.
    #[must_use]
    pub fn answers_to(&self, target: &Target) -> String {
        let Target { low, high, unit, .. } = target;
        let one = match self.shape() {
            Shape::Number => format!("{low} to {high}{unit}"),
            Shape::Range => format!("such as {low}-{high}{unit}"),
            Shape::Direction => "1 higher, 2 the same, 3 lower".to_owned(),
            Shape::Rank => format!("place 1 to {}, 1 the highest", self.targets().len()),
        };
        if self.aggregates() { format!("{one}; blanks between answers") } else { one }
    }

    /// The number that is typed for the target, or was kept for it.
    #[must_use]
    pub fn number(&self) -> &Line {
        const NONE: &Line = &Line::empty();
        self.spot_of_target().and_then(|spot| self.numbers.get(&spot)).unwrap_or(NONE)
    }

    /// Where the number for the target belongs.
    pub(super) fn spot_of_target(&self) -> Option<Spot> {
        Some(self.spot_of(&self.target()?))
    }

    fn spot_of(&self, target: &Target) -> Spot {
        self.spot(&format!("{}/{}", self.current_view().map_or("", View::id), target.key))
    }

    /// The target that a number was kept for, else the first one without a prediction.
    pub(super) fn first_open_target(&self) -> usize {
        let targets = self.targets();
        let kept = |target: &Target| self.numbers.get(&self.spot_of(target)).is_some_and(|line| !line.is_blank());
        let open = || targets.iter().position(|target| self.forecast(&target.key).is_none());
        targets.iter().position(kept).or_else(open).unwrap_or(0)
    }

    fn clear_number(&mut self) {
        if let Some(place) = self.spot_of_target() {
            self.numbers.remove(&place);
        }
    }

    /// Opens the line for the target that is asked for.
    pub(in super::super) fn begin_prediction(&mut self) {
        if self.targets().is_empty() {
            self.say("there is nothing to predict here");
            return;
        }
        self.typing = Some(Typing::Prediction);
    }

    /// Goes to another target.
    pub(in super::super) fn move_target(&mut self, forward: bool) {
        if !self.number().is_blank() {
            return self.say("Enter accepts the number first; Backspace clears it");
        }
        let count = self.targets().len();
        if count > 0 {
            let at = self.target.min(count - 1);
            self.target = if forward { (at + 1) % count } else { (at + count - 1) % count };
        }
    }

    /// Takes the number for the target and goes to the next one.
    pub(in super::super) fn accept_prediction(&mut self, effects: &mut Vec<Effect>) {
        let Some(target) = self.target() else { return };
        let typed = self.number().text().trim().to_owned();
        if !typed.is_empty() && !self.predicted(&target, &typed, effects) {
            return;
        }
        self.clear_number();
        self.send_draft(effects);
        if self.target + 1 < self.targets().len() {
            self.target += 1;
        } else {
            self.typing = None;
            self.say("all asked for; digits change a number, PgDn goes on");
        }
    }

    /// Charts what was typed for a target; `false` (and words) where it cannot be.
    fn predicted(&mut self, target: &Target, typed: &str, effects: &mut Vec<Effect>) -> bool {
        let several = self.aggregates();
        let words = if several { typed.split_whitespace().collect() } else { vec![typed] };
        let mut answers = Vec::new();
        for word in words {
            let Some(answer) = self.answer(target, word) else {
                if !several {
                    self.clear_number();
                }
                self.say(match self.shape() {
                    Shape::Number => format!("{word} is not a number from {} to {}", target.low, target.high),
                    _ => format!("{word} is no answer here: {}", self.answers_to(target)),
                });
                return false;
            };
            answers.push(answer);
        }
        let Some((value, to)) = middle(self.shape(), &answers) else {
            self.say("as many say one thing as the other: talk about it, and type one answer");
            return false;
        };
        if self.shape() == Shape::Rank && !several && !self.make_room(target, value, effects) {
            self.clear_number();
            return false;
        }
        let voices = several.then(|| voices(&answers));
        let seen = self.current_view().is_some_and(|view| self.session.state().seen.contains(view.id()));
        self.record_prediction(target, (value, to), voices, effects);
        if seen {
            self.say("noted as made after the reveal: it stays out of the picture");
        } else if let Some(voices) = voices {
            let guess = guess_of(self.shape(), to);
            self.say(format!("{}: {}", guess.words(value, &target.unit), voices.words(guess)));
        }
        true
    }

    fn record_prediction(
        &mut self,
        target: &Target,
        (value, to): (f64, Option<f64>),
        voices: Option<Voices>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(view) = self.current_view().map(|view| view.id().to_owned()) else { return };
        let step = self.step().id.clone();
        let Target { key, label, .. } = target.clone();
        let guess = guess_of(self.shape(), to);
        self.record(Entry::Predicted { step, view, target: key, label, value, guess, voices }, effects);
    }

    /// A place belongs to one target: the one that has it takes the place that this one leaves. `false` (and words) where
    /// there is none to take.
    fn make_room(&mut self, target: &Target, place: f64, effects: &mut Vec<Effect>) -> bool {
        let taken = |other: &Target, place: f64| {
            other.key != target.key && self.forecast(&other.key).is_some_and(|f| (f.value - place).abs() < 0.5)
        };
        let Some(other) = self.targets().into_iter().find(|other| taken(other, place)) else { return true };
        let Some(own) = self.forecast(&target.key).map(|f| f.value) else {
            self.say(format!("place {place} is taken by {}", other.label));
            return false;
        };
        self.record_prediction(&other, (own, None), None, effects);
        true
    }

    /// One answer: a value, and where a range is asked for its upper end.
    fn answer(&self, target: &Target, typed: &str) -> Option<(f64, Option<f64>)> {
        let number = |word: &str| {
            let number = word.trim().replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite());
            number.filter(|n| (target.low..=target.high).contains(n))
        };
        let whole = |word: &str| word.trim().parse::<u32>().ok();
        match self.shape() {
            Shape::Number => number(typed).map(|value| (value, None)),
            Shape::Range => {
                // A minus sign in front of the first number is not the one between the two.
                let between = typed.char_indices().skip(1).find(|(_, c)| *c == '-').map(|(at, _)| at)?;
                let (low, high) = typed.split_at_checked(between)?;
                let (low, high) = (number(low)?, number(high.strip_prefix('-')?)?);
                (low <= high).then_some((low, Some(high)))
            }
            Shape::Direction => {
                let at = usize::try_from(whole(typed)?.checked_sub(1)?).ok()?;
                WAYS.get(at).map(|(_, way)| (*way, None))
            }
            Shape::Rank => {
                let places = u32::try_from(self.targets().len()).ok()?;
                whole(typed).filter(|place| (1..=places).contains(place)).map(|place| (f64::from(place), None))
            }
        }
    }
}

/// How a number is meant in a step of this shape.
fn guess_of(shape: Shape, to: Option<f64>) -> Guess {
    match (shape, to) {
        (Shape::Range, Some(to)) => Guess::Range { to },
        (Shape::Number | Shape::Range, _) => Guess::Number,
        (Shape::Direction, _) => Guess::Direction,
        (Shape::Rank, _) => Guess::Rank,
    }
}

/// What stands for several answers: the middle one (of ranges the middle of both ends), of directions the most frequent; `None`
/// where two are as frequent as each other.
fn middle(shape: Shape, answers: &[(f64, Option<f64>)]) -> Option<(f64, Option<f64>)> {
    if shape == Shape::Direction {
        let count = |way: f64| answers.iter().filter(|(value, _)| (value - way).abs() < 0.5).count();
        let most = WAYS.iter().map(|(_, way)| count(*way)).max()?;
        let mut ways = WAYS.iter().filter(|(_, way)| count(*way) == most);
        return ways.next().filter(|_| ways.next().is_none()).map(|(_, way)| (*way, None));
    }
    let value = median(answers.iter().map(|(value, _)| *value))?;
    Some((value, median(answers.iter().filter_map(|(_, to)| *to))))
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    values.get(half - 1).map(|lower| f64::midpoint(*lower, upper))
}

fn voices(answers: &[(f64, Option<f64>)]) -> Voices {
    let ends = || answers.iter().flat_map(|(value, to)| [Some(*value), *to]).flatten();
    Voices {
        count: u32::try_from(answers.len()).unwrap_or(u32::MAX),
        low: ends().fold(f64::INFINITY, f64::min),
        high: ends().fold(f64::NEG_INFINITY, f64::max),
    }
}
