//! Help: the keys of the place where it was opened, then all others; made from the table of keys.

use ratatui::layout::Rect;

use crate::app::keymap;
use crate::app::{App, Context, Screen, Typing};
use crate::theme::Role;

use super::pen::Pen;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, app: &App, first: u16) {
    let inside = pen.boxed(area, "Help: Up and Down scroll, Esc closes");
    let here = here(app);
    let mut lines: Vec<(String, String, Role)> = Vec::new();
    let others = Context::ALL.into_iter().filter(|context| *context != here);
    for context in std::iter::once(here).chain(others) {
        lines.push((context.title().to_owned(), String::new(), Role::Strong));
        lines.extend(keymap::help(context).map(|(keys, what)| (keys, what.to_owned(), Role::Text)));
        lines.push((String::new(), String::new(), Role::Text));
    }
    let first = usize::from(first).min(lines.len().saturating_sub(usize::from(inside.height)));
    for (y, (keys, what, role)) in (inside.top()..inside.bottom()).zip(lines.iter().skip(first)) {
        if *role == Role::Strong {
            pen.text(inside.x, y, inside.width, keys, Role::Strong);
            continue;
        }
        pen.text(inside.x, y, 17, keys, Role::Strong);
        pen.text(inside.x + 18, y, inside.width.saturating_sub(18), what, Role::Text);
    }
}

fn here(app: &App) -> Context {
    match app.screen() {
        Screen::Start(_) => Context::List,
        Screen::Roles(_) => Context::Roles,
        Screen::Retreat(retreat) if retreat.curtain() => Context::Curtain,
        Screen::Retreat(retreat) => match retreat.typing() {
            None => Context::Step,
            Some(Typing::Comment) => Context::Typing,
            Some(Typing::Prediction) => Context::Predicting,
            Some(Typing::Action) => Context::Form,
        },
    }
}
