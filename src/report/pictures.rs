//! What of the data was shown, and what the group's predictions are set beside.
//!
//! The only file of `report` that asks `chart` for anything. A view that was never revealed does not pass through it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::chart::text;
use crate::chart::{self, Charset, Plot, Prediction, Showing, Target};
use crate::records::{Admission, HIDDEN, View};
use crate::session::{Forecast, Guess, State};
use crate::text::sanitise;

/// Columns of a picture in characters: what a page of a mail or a printed sheet holds.
const DRAWING_WIDTH: usize = 76;

/// A view that was shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Picture {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) summary: String,
    /// Heads of the columns of `rows`.
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) notes: Vec<String>,
    /// The picture in characters, for where lines keep their width.
    #[serde(skip)]
    pub(super) drawing: Vec<String>,
    /// Shown values by the key of their mark.
    #[serde(skip)]
    pub(super) marks: BTreeMap<String, String>,
    /// The picture itself, for where it can be drawn.
    #[serde(skip)]
    pub(super) plot: Plot,
}

impl Picture {
    /// The picture of a view, from its plot with values.
    pub(super) fn of(id: &str, plot: Plot) -> Self {
        Self {
            drawing: text::lines(&plot, DRAWING_WIDTH, Charset::Blocks),
            id: id.to_owned(),
            title: plot.title.clone(),
            subtitle: plot.subtitle.clone(),
            summary: plot.summary.clone(),
            header: plot.values.heads(),
            rows: plot.values.texts(),
            notes: plot.notes.clone(),
            marks: plot.marks.iter().map(|mark| (mark.key.clone(), mark.value.clone())).collect(),
            plot,
        }
    }
}

/// Everything that a report may say of the data.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The views that were shown, in the order of the card.
    pub(super) shown: Vec<Picture>,
    /// What was asked of each view; known before the reveal.
    pub(super) targets: BTreeMap<String, Vec<Target>>,
}

impl Pictures {
    /// Resolves the views of a session, the revealed ones with their values.
    pub(super) fn read(views: Option<&Admission>, state: &State) -> Self {
        let Some(admission) = views else { return Self::default() };
        let asked = |view: &&View| state.forecasts.iter().any(|forecast| forecast.view == view.id());
        let seen = |view: &&View| state.seen.contains(view.id());
        Self {
            shown: admission.views().iter().filter(seen).map(|view| picture(view, state)).collect(),
            targets: (admission.views().iter().filter(asked))
                .map(|view| (view.id().to_owned(), chart::targets(view)))
                .collect(),
        }
    }

    /// The title of a view, if it was shown.
    pub(super) fn title(&self, view: &str) -> Option<&str> {
        self.shown.iter().find(|picture| picture.id == view).map(|picture| picture.title.as_str())
    }

    /// The value that was shown for what a prediction is about; the sign for what is hidden, if it was not; `None` if the view
    /// was never revealed.
    pub(super) fn actual(&self, forecast: &Forecast) -> Option<&str> {
        let picture = self.shown.iter().find(|picture| picture.id == forecast.view)?;
        let value = picture.marks.get(&forecast.target).filter(|value| !value.is_empty());
        Some(value.map_or(HIDDEN, String::as_str))
    }

    /// The unit of a prediction; empty for scores.
    pub(super) fn unit(&self, forecast: &Forecast) -> &str {
        (self.targets.get(&forecast.view).into_iter().flatten())
            .find(|target| target.key == forecast.target)
            .map_or("", |target| target.unit.as_str())
    }
}

fn picture(view: &View, state: &State) -> Picture {
    let own = || state.forecasts.iter().filter(|forecast| forecast.view == view.id() && !forecast.after_reveal);
    let amount = |forecast: &Forecast| {
        let to = if let Guess::Range { to } = forecast.guess { Some(to) } else { None };
        let is_amount = forecast.guess.is_like(Guess::Number);
        is_amount.then(|| Prediction { target: forecast.target.clone(), value: forecast.value, to })
    };
    let beside: Vec<Prediction> = own().filter_map(amount).collect();
    let mut plot = chart::plot(view, Showing::Values, &beside);
    plot.notes.extend(Forecast::told(own()).iter().map(|words| sanitise(words)));
    Picture::of(view.id(), plot)
}
