//! What a group can predict of a picture, and what it did predict, beside the actual values and on empty axes.

use super::{Axis, Fill, Heading, Key, Pointer, Value, Values, number};

/// A value that the group predicted for one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Key of the [`Target`].
    pub target: String,
    /// In the target's unit.
    pub value: f64,
    /// The upper end, where a range was predicted.
    pub to: Option<f64>,
}

/// Something of a view that a group can predict, known before the reveal.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Stable name inside the view, such as `fall/above`.
    pub key: String,
    /// What is asked, such as `Fall: at or above Meeting`.
    pub label: String,
    /// Least possible value.
    pub low: f64,
    /// Greatest possible value.
    pub high: f64,
    /// Unit of the value, such as `%`; empty for scores.
    pub unit: String,
}

/// Id of the column of predictions in a table of values.
pub(super) const PREDICTED: &str = "predicted";

/// What the group predicted, by target.
#[derive(Clone, Copy, Debug)]
pub(super) struct Predicted<'a>(pub(super) &'a [Prediction]);

impl<'a> Predicted<'a> {
    pub(super) fn find(self, target: &str) -> Option<&'a Prediction> {
        self.0.iter().rev().find(|one| one.target == target && one.value.is_finite())
    }

    /// Where the prediction stands: its value, or the middle of its range.
    pub(super) fn of(self, target: &str) -> Option<f64> {
        self.find(target)
            .map(|one| one.to.filter(|to| to.is_finite()).map_or(one.value, |to| f64::midpoint(one.value, to)))
    }

    /// The prediction as a picture shows it, such as `50%`.
    pub(super) fn text(self, target: &str, unit: &str) -> Option<String> {
        self.find(target).map(|one| {
            let to = one.to.filter(|to| to.is_finite()).map(|to| format!("-{}", number(to))).unwrap_or_default();
            format!("{}{to}{}", number(one.value), if unit == "%" { unit } else { "" })
        })
    }

    /// The prediction as a mark says it, such as `predicted 50%`.
    pub(super) fn words(self, target: &str, unit: &str) -> Option<String> {
        self.text(target, unit).map(|text| format!("predicted {text}"))
    }

    /// The prediction as a cell of a table of values; no words where there is none.
    pub(super) fn value(self, target: &str, unit: &str) -> Value {
        self.text(target, unit).unwrap_or_default().into()
    }

    /// The prediction as a sign on an axis.
    pub(super) fn pointer(self, axis: &Axis, target: &str, unit: &str) -> Option<Pointer> {
        let (value, text) = self.of(target).zip(self.text(target, unit))?;
        Some(Pointer { at: axis.at(value), fill: Fill::Prediction, text, mark: None })
    }

    /// A table of the predictions, for empty axes.
    pub(super) fn values(self, targets: &[Target]) -> Values {
        let row = |target: &Target| vec![target.label.clone().into(), self.value(&target.key, &target.unit)];
        Values {
            header: vec![Heading::new("target", "To predict"), Heading::new(PREDICTED, "Predicted")],
            rows: targets.iter().map(row).collect(),
        }
    }

    pub(super) fn any(self, targets: &[Target]) -> bool {
        targets.iter().any(|target| self.of(&target.key).is_some())
    }
}

/// The entry of a legend for predictions.
pub(super) fn prediction_key() -> Key {
    Key { label: "predicted".to_owned(), fill: Fill::Prediction }
}
