//! The facilitator's panel: tips, questions about marked comments, lines to say, what comes next.

use ratatui::layout::Rect;

use crate::app::{Item, Retreat};
use crate::text;
use crate::theme::Role;

use super::agenda;
use super::pen::Pen;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, first: u16) {
    let inside = pen.boxed(area, "For the facilitator (the room sees this too)");
    let mut lines = lines(retreat, usize::from(inside.width));
    lines.splice(0..0, questions(retreat, usize::from(inside.width)));
    let (first, below) = pen.scrolled(lines.len(), inside.height, first);
    pen.below(inside, below);
    for (y, (words, role)) in (inside.top()..inside.bottom()).zip(lines.iter().skip(first)) {
        pen.text(inside.x, y, inside.width, words, *role);
    }
}

/// The questions of the step, which a picture leaves no room for on the screen.
fn questions(retreat: &Retreat, width: usize) -> Vec<(String, Role)> {
    let questions = &retreat.step().questions;
    if questions.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![("Questions of this step".to_owned(), Role::Strong)];
    for (at, question) in questions.iter().enumerate() {
        for (row, line) in text::wrap(question, width.saturating_sub(4)).into_iter().enumerate() {
            let lead = if row == 0 { format!("{:>2}. ", at + 1) } else { "    ".to_owned() };
            lines.push((format!("{lead}{line}"), Role::Text));
        }
    }
    lines.push((String::new(), Role::Text));
    lines
}

/// The text of the panel in lines of `width` cells.
pub(super) fn lines(retreat: &Retreat, width: usize) -> Vec<(String, Role)> {
    let step = retreat.step();
    let protocol = retreat.protocol();
    let broken = "The protocol file was saved with errors; the one before goes on".to_owned();
    let mut parts: Vec<(String, Vec<String>)> =
        vec![(broken, retreat.findings().to_vec()), (format!("Tips for {}", step.title), step.tips.clone())];
    let mut asked = Vec::new();
    for item in retreat.items() {
        if let Item::Comment(comment, _) = item
            && let Some(question) = retreat.question_about(comment)
        {
            asked.push(format!("\"{}\": {question}", text::cut(&comment.text, 50)));
        }
    }
    if !asked.is_empty() && step.shelf.is_some() {
        asked.push("Tab and the arrows choose it; s keeps it for later. The words stay as they were said.".to_owned());
    }
    parts.push(("Comments with a ?".to_owned(), asked));
    let title = |id: &str| protocol.steps.iter().find(|step| step.id == id).map_or("", |step| step.title.as_str());
    let comments = &retreat.session().state().comments;
    let shelf = comments.iter().filter_map(|comment| {
        Some(format!("for {}: \"{}\"", title(comment.shelved.as_deref()?), text::cut(&comment.text, 60)))
    });
    parts.push(("On the shelf".to_owned(), shelf.collect()));
    let parked = retreat.parked().map(|comment| format!("\"{}\"", text::cut(&comment.text, 60)));
    parts.push(("In the parking lot".to_owned(), parked.collect()));
    let next = retreat.neighbour(true).and_then(|at| protocol.steps.get(at));
    let next =
        next.map(|next| format!("{} ({} min): {}", next.title, next.minutes, next.prose().plain().replace('\n', " ")));
    let last = || match retreat.next_meeting() {
        Some(next) => format!("This is the last step. The next meeting: {next}."),
        None => "This is the last step.".to_owned(),
    };
    parts.push(("Behind the plan".to_owned(), agenda::advice(retreat)));
    parts.push(("What comes next".to_owned(), vec![next.unwrap_or_else(last)]));
    parts.push(("Beginnings of sentences".to_owned(), step.stems.iter().map(|stem| format!("{stem} ...")).collect()));
    let said = protocol.interventions.iter().map(|card| format!("{}: \"{}\"", card.when, card.say)).collect();
    parts.push(("When it gets difficult".to_owned(), said));
    let roles = protocol.roles.iter();
    let roles =
        roles.map(|role| if role.note.is_empty() { role.id.clone() } else { format!("{}: {}", role.id, role.note) });
    parts.push(("Roles".to_owned(), roles.collect()));
    parts.push(("Working agreements".to_owned(), protocol.norms.clone()));
    let mut lines = Vec::new();
    for (title, entries) in parts.into_iter().filter(|(_, entries)| !entries.is_empty()) {
        lines.push((title, Role::Strong));
        for entry in entries {
            for (at, line) in text::wrap(&entry, width.saturating_sub(2)).into_iter().enumerate() {
                lines.push((format!("{}{line}", if at == 0 { "- " } else { "  " }), Role::Text));
            }
        }
        lines.push((String::new(), Role::Text));
    }
    lines
}
