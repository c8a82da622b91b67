//! The state to a frame. `render` takes `&App`: drawing cannot change anything.
//!
//! With `runtime`, the only user of ratatui. Depends on `app`, `theme` and below. Every part draws only inside the area that it
//! is given, at any size from 0x0 on.

pub mod ink;
pub mod picture;
pub mod plain;
pub mod test_card;

mod agenda;
mod board;
mod comments;
mod curtain;
mod entry;
mod follower;
mod footer;
mod grid;
mod header;
mod help;
mod letters;
mod material;
mod panel;
mod pen;
mod question;
mod roles;
mod start;
mod step;
mod values;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::{App, Overlay, SMALLEST, Screen};
use crate::chart::Charset;
use crate::theme::{Role, Theme};

pub use curtain::reading_distance;
use pen::Pen;

/// No line is wider than this; on a wider window the content stands in the middle.
pub const WIDEST: u16 = 120;

/// How things look.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Colours.
    pub theme: &'a Theme,
    /// Signs that the terminal's font can be trusted to have.
    pub charset: Charset,
}

impl Look<'_> {
    /// What stands between two pieces of a line.
    #[must_use]
    pub fn separator(&self) -> &'static str {
        if self.charset == Charset::Ascii { " - " } else { " · " }
    }

    /// The sign for "is on a disk".
    #[must_use]
    pub fn check(&self) -> &'static str {
        if self.charset == Charset::Ascii { "ok" } else { "✓" }
    }
}

/// Draws the whole screen. Of a text that is scrolled, returns the furthest that its first line can be.
pub fn render(app: &App, look: Look<'_>, frame: &mut Frame<'_>) -> Option<u16> {
    let area = frame.area();
    let mut caret = None;
    let last = {
        let mut pen = Pen::new(frame.buffer_mut(), look);
        pen.badge = app.retreat().and_then(|retreat| retreat.admission()?.badge());
        pen.fill(area, Role::Text);
        if app.overlay() == Some(&Overlay::Blank) {
            return None;
        }
        if area.width < SMALLEST.width || area.height < SMALLEST.height {
            too_small(&mut pen, area);
            return None;
        }
        let content = centred(area);
        match app.screen() {
            Screen::Start(start) => start::draw(&mut pen, content, start),
            Screen::Roles(roles) => roles::draw(&mut pen, content, roles),
            Screen::Retreat(retreat) if retreat.curtain() => curtain::draw(&mut pen, content, retreat, area.height),
            Screen::Retreat(retreat) => caret = step::draw(&mut pen, content, retreat),
            Screen::Follower(follower) => follower::draw(&mut pen, content, follower),
            Screen::TestCard(card) => test_card::draw(&mut pen, content, card, area.height),
        }
        let bottom = Rect { y: content.bottom().saturating_sub(1), height: 1, ..content };
        footer::draw(&mut pen, bottom, app);
        let above = Rect { height: content.height.saturating_sub(1), ..content };
        match (app.overlay(), app.retreat()) {
            (Some(Overlay::Help(first)), _) => help::draw(&mut pen, above, app, *first),
            (Some(Overlay::Exhibit(first)), Some(retreat)) => material::draw_exhibit(&mut pen, above, retreat, *first),
            (Some(Overlay::Panel(first)), Some(retreat)) => panel::draw(&mut pen, above, retreat, *first),
            (Some(Overlay::Agenda(chosen)), Some(retreat)) => agenda::draw(&mut pen, above, retreat, *chosen),
            (Some(Overlay::Question(asked)), _) => question::draw(&mut pen, above, app, asked),
            _ => {}
        }
        pen.last
    };
    if let (Some((x, y)), None) = (caret, app.overlay()) {
        frame.set_cursor_position((x, y));
    }
    last
}

fn centred(area: Rect) -> Rect {
    let width = area.width.min(WIDEST).saturating_sub(2);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

fn too_small(pen: &mut Pen<'_, '_>, area: Rect) {
    let lines = [
        format!("chartpaper needs a window of {} x {}.", SMALLEST.width, SMALLEST.height),
        format!("This one is {} x {}.", area.width, area.height),
        "Make it larger, or the letters smaller.".to_owned(),
        "Nothing is lost; the keys wait until then.".to_owned(),
    ];
    for (row, line) in (area.y..area.bottom()).zip(&lines) {
        pen.text(area.x, row, area.width, line, Role::Text);
    }
}

#[cfg(test)]
mod monkey;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
