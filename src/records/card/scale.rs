//! The scale of a measure: possible scores, cut scores and names of levels.

use crate::diagnostic::{Finding, Place, nearest};
use crate::document::{Fields, Located};

use super::decode::label;

/// A finer scale than this is a typing error: a range of a thousand with a step of a thousandth.
const MOST_STEPS: f64 = 1_000_000.0;

/// More levels cannot be told apart in one bar.
const MOST_LEVELS: usize = 12;

/// How far a score may lie from a step and still be meant (decimals that were once binary fractions), in steps.
const OFF_STEP: f64 = 0.01;

/// The possible values of a measure. Ordered answers are scores 1, 2, 3 ... with a cut at each from the second.
#[derive(Clone, PartialEq)]
pub(in crate::records) struct Scale {
    pub(in crate::records) low: f64,
    pub(in crate::records) high: f64,
    pub(in crate::records) step: f64,
    /// Standard error of measurement, if stated.
    pub(in crate::records) error: Option<f64>,
    /// Score from which a level begins, and its name; ascending, inside the range.
    pub(in crate::records) cuts: Vec<(f64, String)>,
    /// Name of the level below the first cut.
    pub(in crate::records) below: Option<String>,
    /// Index of the first level that counts as reached; at least 1.
    pub(in crate::records) target: Option<usize>,
    /// For ordered answers: how each is written in the file, lowest first.
    pub(in crate::records) codes: Vec<String>,
}

impl Scale {
    pub(super) fn decode(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let levels = fields.strings("levels");
        let codes = fields.strings("codes");
        let target = fields.string("at_or_above");
        let scale = if let Some(levels) = levels {
            ordered(fields, &levels, codes.as_ref())
        } else {
            let scale = scored(fields);
            if let Some(codes) = codes {
                let finding = Finding::error("codes-alone", Place::Bytes(codes.bytes), "`codes` belongs to `levels`");
                fields.findings().add(finding.hint("add levels = [...], one name a code, lowest first"));
                // What counts as reached was one of those levels.
                return None;
            }
            scale
        };
        let mut scale = scale?;
        if let Some(target) = target {
            scale.target = scale.reached(fields, &target);
        }
        Some(scale)
    }

    fn reached(&self, fields: &Fields<'_, '_>, target: &Located<String>) -> Option<usize> {
        let levels = self.levels();
        let found = levels.iter().position(|level| *level == label(&target.value));
        if let Some(index) = found.filter(|index| *index > 0) {
            return Some(index);
        }
        let message = match found {
            Some(_) => "everybody is at or above the lowest level".to_owned(),
            None => "`at_or_above` names no level of this measure".to_owned(),
        };
        let finding = Finding::error("unknown-level", Place::Bytes(target.bytes.clone()), message);
        let above = levels.iter().skip(1).map(String::as_str);
        fields.findings().add(match nearest(&target.value, above.clone()) {
            Some(near) => finding.hint(format!("did you mean \"{near}\"?")),
            None => finding.hint(format!("the levels above the lowest are: {}", above.collect::<Vec<_>>().join(", "))),
        });
        None
    }

    /// Names of the levels, lowest first; empty without cuts.
    pub(in crate::records) fn levels(&self) -> Vec<String> {
        let Some((_, first)) = self.cuts.first() else { return Vec::new() };
        let below = self.below.clone().unwrap_or_else(|| format!("Below {first}"));
        std::iter::once(below).chain(self.cuts.iter().map(|(_, name)| name.clone())).collect()
    }

    /// Whether the values are ordered answers rather than scores.
    pub(in crate::records) fn is_ordered(&self) -> bool {
        !self.codes.is_empty()
    }

    /// Number of steps from the least to the greatest score.
    pub(in crate::records) fn steps(&self) -> u32 {
        whole((self.high - self.low) / self.step).unwrap_or(0)
    }

    /// The score at a step.
    pub(in crate::records) fn score(&self, step: u32) -> f64 {
        self.low + f64::from(step) * self.step
    }

    /// The level of a step, lowest 0.
    pub(in crate::records) fn level(&self, step: u32) -> usize {
        let score = self.score(step) + self.step * OFF_STEP;
        self.cuts.iter().filter(|(cut, _)| *cut <= score).count()
    }

    /// The step of a score; nothing if it is outside the range or between two steps.
    pub(in crate::records) fn step_of(&self, score: f64) -> Result<u32, Misfit> {
        let steps = (score - self.low) / self.step;
        let nearest = steps.round();
        if nearest < 0.0 || nearest > f64::from(self.steps()) {
            return Err(Misfit::OutOfRange);
        }
        if (steps - nearest).abs() > OFF_STEP {
            return Err(Misfit::BetweenSteps);
        }
        whole(nearest).ok_or(Misfit::OutOfRange)
    }
}

/// Why a score does not fit a scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::records) enum Misfit {
    OutOfRange,
    BetweenSteps,
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be inside u32")]
fn whole(value: f64) -> Option<u32> {
    let rounded = value.round();
    (0.0..=MOST_STEPS).contains(&rounded).then_some(rounded as u32)
}

fn ordered(
    fields: &mut Fields<'_, '_>,
    levels: &Located<Vec<Located<String>>>,
    codes: Option<&Located<Vec<Located<String>>>>,
) -> Option<Scale> {
    let findings = fields.findings();
    if let Some(key) = ["range", "step", "cuts", "below"].into_iter().find(|key| fields.has(key)) {
        let message = format!("`{key}` belongs to scores, `levels` to ordered answers; a measure has one of them");
        let finding = Finding::error("two-scales", Place::Bytes(levels.bytes.clone()), message);
        findings.add(finding.hint(format!("delete `levels` or `{key}`")));
        // Read, so that they are not reported as unknown keys as well.
        let _ = (fields.numbers("range"), fields.number("step"), fields.tables("cuts"), fields.string("below"));
        return None;
    }
    let names: Vec<String> = levels.value.iter().map(|level| label(&level.value)).collect();
    let written: Vec<String> = match codes {
        Some(codes) => codes.value.iter().map(|code| code.value.trim().to_owned()).collect(),
        None => names.clone(),
    };
    let problem = if !(2..=MOST_LEVELS).contains(&names.len()) {
        Some(format!("`levels` needs 2 to {MOST_LEVELS} names, lowest first"))
    } else if written.len() != names.len() {
        Some("`codes` needs one entry for each of `levels`".to_owned())
    } else if has_double(&names) || has_double(&written) {
        Some("two levels are the same".to_owned())
    } else {
        None
    };
    if let Some(problem) = problem {
        // The codes are to blame where the names alone would do.
        let faulty = codes.filter(|codes| names.len() >= 2 && codes.value.len() != names.len());
        let place = faulty.unwrap_or(levels).bytes.clone();
        let finding = Finding::error("levels", Place::Bytes(place), problem);
        findings.add(
            finding
                .hint("levels = [\"Rarely\", \"Often\"] and, where the file has other words, codes = [\"1\", \"2\"]"),
        );
        return None;
    }
    let cuts = names.iter().enumerate().skip(1).map(|(index, name)| (index as f64 + 1.0, name.clone())).collect();
    let below = names.first().cloned();
    let high = names.len() as f64;
    Some(Scale { low: 1.0, high, step: 1.0, error: None, cuts, below, target: None, codes: written })
}

fn has_double(names: &[String]) -> bool {
    names.iter().enumerate().any(|(index, name)| {
        name.is_empty() || names.iter().skip(index + 1).any(|other| other.to_lowercase() == name.to_lowercase())
    })
}

fn scored(fields: &mut Fields<'_, '_>) -> Option<Scale> {
    let findings = fields.findings();
    let lacks_range = fields.lacks("range");
    let range = fields.numbers("range");
    let step = fields.number("step");
    let error = fields.number("sem").map(|error| error.value).filter(|error| *error > 0.0);
    let below = fields.string("below").map(|below| label(&below.value)).filter(|below| !below.is_empty());
    let tables = fields.tables("cuts");
    let cuts: Vec<(Located<f64>, String)> = tables.into_iter().filter_map(cut).collect();
    let Some(range) = range else {
        // A range that cannot be read has its finding already.
        if !lacks_range {
            return None;
        }
        let message = format!("`{}` needs the range of possible scores", fields.path());
        let finding = Finding::error("missing-key", Place::Bytes(fields.bytes()), message);
        findings.add(finding.hint("add range = [lowest, highest]; for ordered answers levels = [...] instead"));
        return None;
    };
    let [low, high] = range.value[..] else {
        let finding =
            Finding::error("range", Place::Bytes(range.bytes), "`range` takes two numbers: [lowest, highest]");
        findings.add(finding.hint("write the lowest and the highest possible score, such as range = [0, 100]"));
        return None;
    };
    let size = step.as_ref().map_or(1.0, |step| step.value);
    let problem = if low >= high {
        Some("the lowest score must be less than the highest")
    } else if low.abs().max(high.abs()) > 1e12 {
        Some("this range is too large")
    } else {
        None
    };
    if let Some(problem) = problem {
        let finding = Finding::error("range", Place::Bytes(range.bytes), problem);
        findings.add(finding.hint("write the lowest and the highest possible score, such as range = [0, 100]"));
        return None;
    }
    if size <= 0.0 || (high - low) / size > MOST_STEPS {
        let message = "`step` is the distance between two possible scores, such as 1 or 0.5";
        let place = Place::Bytes(step.map_or(range.bytes, |step| step.bytes));
        findings.add(Finding::error("range", place, message).hint("write it, or leave it out: then it is 1"));
        return None;
    }
    for (at, _) in &cuts {
        if at.value <= low || at.value > high {
            let place = Place::Bytes(at.bytes.clone());
            let finding = Finding::error("cut", place, "a cut must lie inside the range, above its lowest score");
            findings.add(finding.hint("correct the cut, or the `range` of possible scores"));
            return None;
        }
    }
    if let Some(pair) = cuts.windows(2).find(|pair| pair[0].0.value >= pair[1].0.value) {
        let place = Place::Bytes(pair[1].0.bytes.clone());
        findings.add(Finding::error("cut", place, "cuts must ascend").hint("write the lowest cut first"));
        return None;
    }
    if cuts.len() >= MOST_LEVELS {
        let finding = Finding::error("cut", Place::Bytes(range.bytes), format!("at most {MOST_LEVELS} levels"));
        findings.add(finding.hint("leave out the cuts that nobody decides by"));
        return None;
    }
    let cuts = cuts.into_iter().map(|(at, name)| (at.value, name)).collect();
    Some(Scale { low, high, step: size, error, cuts, below, target: None, codes: Vec::new() })
}

fn cut(mut fields: Fields<'_, '_>) -> Option<(Located<f64>, String)> {
    let lacks = fields.lacks("at");
    let at = fields.number("at");
    if lacks {
        let finding = Finding::error("missing-key", Place::Bytes(fields.bytes()), "a cut needs its score");
        fields.findings().add(finding.hint("write { at = 205, name = \"Meeting\" }"));
    }
    let name = fields.required_string("name");
    fields.finish();
    Some((at?, label(&name?.value)))
}
