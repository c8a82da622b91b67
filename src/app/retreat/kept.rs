//! What was typed and is not charted yet: it stays where it belongs until it is charted or cleared, whatever step the group is in.

use serde::{Deserialize, Serialize};

use crate::protocol::{Capture, Protocol};

use super::super::line::Line;
use super::super::sheet::Sheet;
use super::counting::counts_slips;
use super::{OpenCell, Retreat};

/// Where a count, a cell or a prediction belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Spot {
    /// Id of the step.
    pub step: String,
    /// Key of the item that a repeated step is at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Key of what is counted, view and target of what is predicted; empty where the step has one only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
}

/// What is kept in a step and not charted yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A comment, a row of a table, a heading, a new wording.
    Comment,
    /// A comment for the parking lot.
    Parked,
    /// The fields of an action.
    Action,
    /// A cell of the table.
    Cell,
    /// Numbers of the chosen row.
    Count,
    /// Numbers of another row than the chosen one.
    OtherCount,
    /// A prediction.
    Prediction,
}

impl Retreat {
    /// Where open work about this item belongs in the step on the screen.
    pub(super) fn spot(&self, item: &str) -> Spot {
        Spot { step: self.step().id.clone(), about: self.turn_key(), item: item.to_owned() }
    }

    /// Whether a comment, an action, a cell, a count or a prediction is not charted yet.
    #[must_use]
    pub fn has_open_text(&self) -> bool {
        !self.unfinished.line.is_blank() || !self.form.is_blank() || !self.spots_kept().is_empty()
    }

    /// Places of the counts, cells and predictions that are not charted yet.
    fn spots_kept(&self) -> Vec<&Spot> {
        let sheets = self.sheets.iter().filter(|(_, sheet)| !sheet.is_unchanged()).map(|(spot, _)| spot);
        let cells = self.cells.iter().filter(|(_, cell)| !cell.line.is_blank()).map(|(spot, _)| spot);
        let numbers = self.numbers.iter().filter(|(_, line)| !line.is_blank()).map(|(spot, _)| spot);
        sheets.chain(cells).chain(numbers).collect()
    }

    /// What is kept in the step on the screen and not charted yet.
    #[must_use]
    pub fn kept_here(&self) -> Option<Kept> {
        let step = self.step();
        let here = |spot: &Spot| spot.step == step.id && spot.about == self.turn_key();
        if !self.unfinished.line.is_blank() && self.unfinished.parked {
            return Some(Kept::Parked);
        }
        match &step.capture {
            Some(Capture::Action(_)) if !self.form.is_blank() => return Some(Kept::Action),
            Some(Capture::Poll(_) | Capture::Scale(_) | Capture::Plane(_) | Capture::Vote(_)) => {
                if self.sheet().is_some_and(|sheet| !sheet.is_unchanged()) {
                    return Some(Kept::Count);
                }
                let other = self.sheets.iter().any(|(spot, sheet)| here(spot) && !sheet.is_unchanged());
                return other.then_some(Kept::OtherCount);
            }
            Some(Capture::Matrix(_)) if !self.open_cell().line.is_blank() => {
                return Some(Kept::Cell);
            }
            Some(Capture::Predict(_)) if !self.number().is_blank() => {
                return Some(Kept::Prediction);
            }
            _ => {}
        }
        let takes_words = match &step.capture {
            Some(Capture::Matrix(matrix)) => matrix.insert,
            Some(Capture::Cluster(cluster)) => cluster.free,
            Some(Capture::Predict(predict)) => predict.also_list,
            Some(Capture::List(_) | Capture::Edit(_)) => true,
            _ => false,
        };
        (takes_words && !self.unfinished.line.is_blank()).then_some(Kept::Comment)
    }

    /// Whether numbers of slips are not charted yet: they are the only ones that are not kept when the program ends.
    #[must_use]
    pub fn has_open_slips(&self) -> bool {
        let steps = &self.protocol.steps;
        let on_slips = |spot: &Spot| steps.iter().any(|step| step.id == spot.step && counts_slips(step));
        self.sheets.iter().any(|(spot, sheet)| on_slips(spot) && !sheet.is_unchanged())
    }

    /// Title of an earlier or later step in which a count, a cell or a prediction is not charted yet.
    #[must_use]
    pub fn kept_elsewhere(&self) -> Option<&str> {
        let steps = &self.protocol.steps;
        let elsewhere = |spot: &Spot| steps.iter().find(|step| step.id == spot.step && step.id != self.step().id);
        self.spots_kept().into_iter().find_map(elsewhere).map(|step| step.title.as_str())
    }

    /// After the protocol was saved anew: open work stays with its step, where that still asks for it.
    pub(super) fn keep_spots(&mut self, before: &Protocol) {
        let capture = |protocol: &Protocol, id: &str| {
            protocol.steps.iter().find(|step| step.id == id).and_then(|step| step.capture.clone())
        };
        let now = &self.protocol;
        let stays = |spot: &Spot| {
            let asked = capture(now, &spot.step);
            asked.is_some() && asked == capture(before, &spot.step)
        };
        self.sheets.retain(|spot: &Spot, _: &mut Sheet| stays(spot));
        self.cells.retain(|spot: &Spot, _: &mut OpenCell| stays(spot));
        self.numbers.retain(|spot: &Spot, _: &mut Line| stays(spot));
    }
}
