//! The start screen: menu, files, protocols, sessions.

use ratatui::layout::Rect;

use crate::app::{FileItem, MENU, Place, Start};
use crate::text;
use crate::theme::Role;

use super::pen::{Pen, counted};

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, start: &Start) {
    pen.text(area.x, area.y + 1, area.width, "chartpaper", Role::Strong);
    let place = match start.place() {
        Place::Menu => "Run a data conversation from one laptop and one projector.".to_owned(),
        Place::Files(listing) if listing.items.iter().all(|item| item.folder) => {
            format!("There is no CSV file in {}: open another folder", listing.folder)
        }
        Place::Files(listing) => format!("Choose a CSV file in {}", listing.folder),
        Place::Protocols(_) => "Choose the protocol.".to_owned(),
        Place::Sessions(sessions) if sessions.list.is_empty() => {
            "There is no retreat to take up yet. Esc goes back; the demo is a good start.".to_owned()
        }
        Place::Sessions(_) => "Choose the retreat to take up.".to_owned(),
    };
    pen.text(area.x, area.y + 2, area.width, &place, Role::Text);
    let rows: Vec<(String, String)> = match start.place() {
        Place::Menu => MENU.iter().map(|(name, what)| ((*name).to_owned(), (*what).to_owned())).collect(),
        Place::Files(listing) => {
            let name = |item: &FileItem| if item.folder { format!("{}/", item.name) } else { item.name.clone() };
            listing.items.iter().map(|item| (name(item), String::new())).collect()
        }
        Place::Protocols(_) => start.offers().iter().map(|(id, title)| (title.clone(), id.clone())).collect(),
        Place::Sessions(sessions) => {
            sessions.list.iter().map(|session| (session.line.clone(), String::new())).collect()
        }
    };
    let left_out = match start.place() {
        Place::Sessions(sessions) => sessions.left_out.as_deref().unwrap_or_default(),
        _ => "",
    };
    let mut told = if left_out.is_empty() { Vec::new() } else { text::wrap(left_out, usize::from(area.width)) };
    told.extend(start.problem().iter().cloned());
    let problem_rows = u16::try_from(told.len()).unwrap_or(0).min(8);
    let list = Rect { y: area.y + 4, height: area.height.saturating_sub(7 + problem_rows), ..area };
    let first = start.chosen().saturating_sub(usize::from(list.height.max(1)) - 1);
    for (y, (at, (name, what))) in (list.top()..list.bottom()).zip(rows.iter().enumerate().skip(first)) {
        let chosen = at == start.chosen();
        let role = if chosen { Role::Chosen } else { Role::Text };
        let used = pen.text(area.x, y, area.width, &format!("{} {name} ", if chosen { ">" } else { " " }), role);
        let second = used.max(22) + 2;
        pen.text(area.x + second, y, area.width.saturating_sub(second), what, Role::Quiet);
    }
    let below = list.bottom();
    let hidden = rows.len().saturating_sub(first + usize::from(list.height));
    if hidden > 0 && !start.busy() {
        pen.text(area.x + 2, below, area.width, &format!("{} below: Down", counted(hidden, "more line")), Role::Quiet);
    }
    if start.busy() {
        pen.text(area.x, below, area.width, "reading ...", Role::Quiet);
    }
    for (y, line) in (below + 1..area.bottom().saturating_sub(1)).zip(&told) {
        pen.text(area.x, y, area.width, line, Role::Alert);
    }
}
