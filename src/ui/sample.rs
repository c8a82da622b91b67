//! Drawing for tests: a frame as lines of text.

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::app::App;
use crate::chart::Charset;
use crate::theme::Theme;

use super::{Look, render};

/// Draws a frame and returns its lines.
pub(super) fn drawn(app: &App, width: u16, height: u16) -> Vec<String> {
    drawn_to(app, width, height).0
}

/// Draws a frame; its lines, and how far what is read can be scrolled.
pub(super) fn drawn_to(app: &App, width: u16, height: u16) -> (Vec<String>, Option<u16>) {
    let themes = Theme::shipped();
    let look = Look { theme: &themes[app.theme() % themes.len()], charset: Charset::Blocks };
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut last = None;
    terminal.draw(|frame| last = render(app, look, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let line = |y| (0..width).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>();
    ((0..height).map(line).collect(), last)
}
