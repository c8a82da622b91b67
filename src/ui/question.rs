//! A question that waits for an answer.

use ratatui::layout::Rect;

use crate::app::{App, Question, Save};
use crate::theme::Role;

use super::pen::Pen;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, app: &App, asked: &Question) {
    let (title, lines, answer) = words(app, asked);
    let width = area.width.min(72);
    let height = u16::try_from(lines.len()).unwrap_or(2).saturating_add(5).min(area.height);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    // Stumps of what stands beside it would be read with it.
    pen.fill(Rect { x: area.x, width: area.width, ..place }, Role::Text);
    let inside = pen.boxed(place, title);
    let mut y = inside.y;
    for line in &lines {
        if y + 1 < inside.bottom() {
            y += pen.wrapped(Rect { y, height: inside.bottom() - y - 1, ..inside }, line, Role::Text);
        }
    }
    pen.text(inside.x, inside.bottom().saturating_sub(1), inside.width, answer, Role::Strong);
}

/// Title, sentences, and what can be answered.
pub(super) fn words(app: &App, asked: &Question) -> (&'static str, Vec<String>, &'static str) {
    match asked {
        Question::Reveal(gate) => {
            let views = app.retreat().and_then(|retreat| retreat.admission());
            let title = |id: &String| views.and_then(|views| views.view(id)).map(|view| view.title().to_owned());
            let mut lines: Vec<String> = gate.views.iter().filter_map(title).take(4).collect();
            lines.push("Everybody will see the numbers. PgUp or Ctrl+Z hides them again.".to_owned());
            ("Show the data?", lines, "Enter or PgDn: show it     Esc: not yet")
        }
        Question::Panel => (
            "Show the facilitator's panel?",
            vec!["The room sees it too: tips, questions and lines for the facilitator.".to_owned()],
            "Enter: show it     Esc: no",
        ),
        Question::Unchecked => (
            "Go on without checking names?",
            vec![
                "The data of this session is gone or has changed, so a student's name in a comment would not be found."
                    .to_owned(),
                "chartpaper resume SESSION DATA checks them, with the data file of that day.".to_owned(),
            ],
            "Enter: go on, and write no names     Esc: not yet",
        ),
        Question::Leave => {
            let next = app.retreat().and_then(crate::app::Retreat::next_meeting);
            let next = next.map(|next| format!("The next meeting: {next}."));
            ("Leave?", std::iter::once(leaving(app)).chain(next).collect(), "Enter: leave     Esc: stay")
        }
        Question::KeepCard => (
            "Keep these roles?",
            vec!["A data card can be written beside the data file, so that nobody is asked again.".to_owned()],
            "Enter: write it     PgDn: only for today     Esc: back to the roles",
        ),
    }
}

fn leaving(app: &App) -> String {
    let Some(retreat) = app.retreat() else { return "Nothing is open.".to_owned() };
    if retreat.is_rehearsal() {
        return "This was a rehearsal: nothing was saved.".to_owned();
    }
    match retreat.saves().worst() {
        Save::Failed => format!(
            "NOT SAVED: {} of the things said. They are printed when you leave: copy them from the terminal.",
            retreat.saves().failed()
        ),
        Save::Saving => "The disk has not answered yet; leaving waits for it.".to_owned(),
        Save::Saved if retreat.has_open_slips() => {
            "What was charted is saved. Numbers of slips are not charted: leaving forgets them.".to_owned()
        }
        Save::Saved => match retreat.kept_elsewhere() {
            Some(title) => format!(
                "What was charted is saved. In \"{title}\" something is typed and not charted; it is kept as it is."
            ),
            None if retreat.has_open_text() => {
                "What was charted is saved. A text is still open: it is kept, but not charted.".to_owned()
            }
            None => "Everything is saved. chartpaper resume takes it up again.".to_owned(),
        },
    }
}
