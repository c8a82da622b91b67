//! Help: the keys of the place where it was opened, then all others; made from the table of keys.

use ratatui::layout::Rect;

use crate::app::keymap;
use crate::app::{App, Context, Screen, Typing};
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// Columns for the names of the keys.
const KEYS_WIDTH: u16 = 16;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, app: &App, first: u16) {
    let inside = pen.boxed(area, "Help: Up and Down scroll, Esc closes");
    let here = here(app);
    let mut lines: Vec<(String, String, Role)> = Vec::new();
    let others = Context::ALL.into_iter().filter(|context| *context != here);
    for context in std::iter::once(here).chain(others) {
        lines.push((context.title().to_owned(), String::new(), Role::Strong));
        for (mut keys, what) in keymap::help(context) {
            for line in text::wrap(what, usize::from(inside.width.saturating_sub(KEYS_WIDTH))) {
                lines.push((std::mem::take(&mut keys), line, Role::Text));
            }
        }
        lines.push((String::new(), String::new(), Role::Text));
    }
    let (first, below) = pen.scrolled(lines.len(), inside.height, first);
    pen.below(inside, below);
    for (y, (keys, what, role)) in (inside.top()..inside.bottom()).zip(lines.iter().skip(first)) {
        let width = if *role == Role::Strong { inside.width } else { KEYS_WIDTH - 1 };
        pen.text(inside.x, y, width, keys, Role::Strong);
        pen.text(inside.x + KEYS_WIDTH, y, inside.width.saturating_sub(KEYS_WIDTH), what, Role::Text);
    }
}

/// Where a key would be pressed if nothing lay over the screen.
pub(super) fn here(app: &App) -> Context {
    match app.screen() {
        Screen::Start(_) => Context::List,
        Screen::Roles(_) => Context::Roles,
        Screen::Follower(_) => Context::Following,
        Screen::TestCard(_) => Context::TestCard,
        Screen::Retreat(retreat) if retreat.curtain() => Context::Curtain,
        Screen::Retreat(retreat) => match retreat.typing() {
            None => Context::Step,
            Some(Typing::Comment) => Context::Typing,
            Some(Typing::Prediction | Typing::Count) => Context::Predicting,
            Some(Typing::Action | Typing::Cell) => Context::Form,
        },
    }
}
