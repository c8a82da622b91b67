//! The last line: the keys that matter now, from the table of keys.

use ratatui::layout::Rect;

use crate::app::keymap;
use crate::app::{Action, App, Context, Page, Retreat, Screen, Typing};
use crate::chart::Showing;
use crate::protocol::Capture;
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// At most this many keys are named.
const KEYS: usize = 5;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, app: &App) {
    pen.fill(area, Role::Footer);
    let context = app.context();
    let mut x = area.x + 1;
    let mut wanted = actions(app, context);
    // Help is always among them.
    let help = wanted.pop_if(|action| *action == Action::Help);
    wanted.truncate(KEYS - usize::from(help.is_some()));
    for (key, short) in wanted.into_iter().chain(help).filter_map(|action| keymap::hint(context, action)) {
        let (key, label) = (key.to_string(), format!(" {short}  "));
        let wide = u16::try_from(text::width(&key) + text::width(&label)).unwrap_or(u16::MAX);
        if x.saturating_add(wide) > area.right() + 1 {
            break;
        }
        x += pen.text(x, area.y, area.right().saturating_sub(x), &key, Role::KeyName);
        x += pen.text(x, area.y, area.right().saturating_sub(x), &label, Role::Footer);
    }
}

/// What matters most here, the first most of all.
pub(super) fn actions(app: &App, context: Context) -> Vec<Action> {
    match context {
        Context::List => vec![Action::Accept, Action::Cancel, Action::Leave, Action::Help],
        Context::Roles => vec![Action::Right, Action::Accept, Action::Leave, Action::Help],
        Context::Curtain => vec![Action::Accept, Action::Agenda, Action::Leave, Action::Help],
        Context::Question => vec![Action::Accept, Action::Cancel],
        Context::Reading => vec![Action::Cancel],
        Context::TestCard if is_at_keys(app) => Vec::new(),
        Context::TestCard => vec![Action::Accept, Action::Deny, Action::Previous, Action::Cancel, Action::Help],
        Context::Following => vec![Action::Next, Action::Previous, Action::Leave, Action::Help],
        Context::Typing | Context::Form if app.retreat().is_some_and(Retreat::is_in_doubt) => {
            vec![Action::Accept, Action::Unname, Action::Cancel]
        }
        Context::Typing => {
            let mut actions = vec![Action::Accept, Action::Cancel];
            if let Some(retreat) = app.retreat() {
                if retreat.showing() == Showing::Values && retreat.current_view().is_some() {
                    actions.push(Action::Link);
                }
                if matches!(&retreat.step().capture, Some(Capture::List(list)) if !list.tags.is_empty()) {
                    actions.push(Action::Tag);
                }
            }
            actions.extend([Action::Undo]);
            actions
        }
        Context::Predicting => vec![Action::Accept, Action::Cancel, Action::Next, Action::Undo],
        Context::Form if app.retreat().is_some_and(|retreat| retreat.typing() == Some(Typing::Cell)) => {
            vec![Action::Accept, Action::NextPart, Action::Cancel, Action::Next]
        }
        Context::Form => vec![Action::Accept, Action::Cancel, Action::Next],
        Context::Step => in_step(app),
    }
}

/// Whether the test card shows every key, so that none does anything else.
fn is_at_keys(app: &App) -> bool {
    matches!(app.screen(), Screen::TestCard(card) if card.page() == Page::Keys)
}

fn in_step(app: &App) -> Vec<Action> {
    let mut actions = vec![Action::Next];
    if let Some(retreat) = app.retreat() {
        if retreat.neighbour(true).is_none() {
            actions = vec![Action::Report, Action::Leave];
        }
        let pictured = retreat.current_view().is_some();
        if retreat.step().media.as_ref().is_some_and(|media| media.file.is_some()) {
            actions.push(Action::Play);
        }
        if retreat.step().exhibit.is_some() {
            actions.push(Action::Exhibit);
        }
        if retreat.step().data.shows_data() && pictured && retreat.showing() == Showing::Axes {
            actions.push(Action::Reveal);
        }
        if retreat.step().capture.as_ref().is_some_and(|c| !matches!(c, Capture::Predict(p) if !p.also_list)) {
            actions.push(Action::Begin);
        }
        if matches!(retreat.step().capture, Some(Capture::Vote(_))) {
            actions.push(Action::Keep);
        }
        if retreat.in_round() || retreat.reports_back().is_some() {
            actions.push(Action::NextSpeaker);
        }
        if retreat.chosen().is_some() && retreat.step().shelf.is_some() {
            actions.push(Action::Shelve);
        } else if retreat.mark().is_some() && !retreat.items().is_empty() {
            actions.push(Action::Link);
        } else if retreat.views_of_step().len() > 1 {
            actions.push(Action::NextView);
        }
        if pictured {
            actions.push(Action::NextPart);
        }
    }
    actions.extend([Action::Agenda, Action::Help]);
    actions
}
