//! What may be shown of a set of students: thresholds, coding, suppression, and the audit over all views.
//!
//! Works on counts and on sets of atoms only; depends on `aggregate`. What it withholds follows from who is in which group,
//! with one exception: a body whose coded or counted values would still pin somebody down is hidden at the reveal.

mod atoms;
mod audit;
mod bands;
mod basis;
mod bins;
mod cells;
mod coding;
mod counts;
mod few;
mod flow;
mod grid;
mod ledger;
mod number;
#[cfg(test)]
mod quantiles;

pub(super) use atoms::Atoms;
pub(super) use audit::{Joint, Paired, Part, Says, Scores, Told, Unit, became, withheld};
pub(super) use bands::{band_edges, dotted, labels, small_bars};
pub(super) use bins::bars;
pub(super) use cells::{Known, cells};
#[cfg(test)]
use coding::levels_row;
pub(super) use coding::{Coded, Shares, split};
pub(super) use counts::suppress;
pub(super) use grid::{Margin, Room, room};
pub(super) use ledger::{Candidate, Ledger, Obstacle};
pub(super) use number::{exact, natural_unit, rounded};

/// A histogram needs this many students (ours; the SDC handbook and ACRO hold histograms to be tables of counts).
pub(super) const HISTOGRAM_GROUP: u32 = 20;

/// In `room` a distribution has natural bins from this many students, level bands below (ours, DESIGN 8).
pub(super) const NATURAL_BINS_GROUP: u32 = 60;

/// A median needs five students on each side (ours, after the position rule of ACRO).
pub(super) const MEDIAN_GROUP: u32 = 10;

/// Quartiles and the tenths at either end need so many students (ours, PRIVACY 4.3).
pub(super) const QUARTILE_GROUP: u32 = 20;
pub(super) const TENTH_GROUP: u32 = 50;

/// Many categories at once, such as the fields of a grid, are told from this size; below it a group is told in two parts (ours).
pub(super) const CELLS_GROUP: u32 = 31;
