//! What a step brings along beside the data: its questions, a recording, prepared words.

use ratatui::layout::Rect;

use crate::app::keymap::{self, Action, Context};
use crate::app::{Retreat, Typing};
use crate::protocol::{Exhibit, Media, Prose, Span};
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// Rows that it takes in a step without a picture.
pub(super) fn rows(retreat: &Retreat, width: u16) -> u16 {
    let step = retreat.step();
    let room = |at| usize::from(width.saturating_sub(indent(at))).max(1);
    let questions = step.questions.iter().enumerate().map(|(at, words)| text::wrap(words, room(at)).len());
    let recording = recording(retreat).map_or(0, |words| text::wrap(&words, usize::from(width).max(1)).len() + 1);
    let exhibit = step.exhibit.as_ref().map_or(0, |exhibit| words(retreat, exhibit, width).len() + 2);
    let questions: usize = questions.sum();
    u16::try_from(questions + usize::from(questions > 0) + recording + exhibit).unwrap_or(u16::MAX)
}

/// Draws it from the top of `area`.
pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) {
    let step = retreat.step();
    let mut y = area.y;
    let below = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    for (at, question) in step.questions.iter().enumerate() {
        let room = Rect { x: area.x + indent(at), width: area.width.saturating_sub(indent(at)), ..below(y) };
        let asked =
            retreat.typing() == Some(Typing::Comment) && retreat.unfinished().question.as_ref() == Some(question);
        let (lead, role) = if asked { (">", Role::Strong) } else { (" ", Role::Text) };
        if y < area.bottom() {
            pen.text(area.x, y, indent(at), &format!("{lead} {}.", at + 1), role);
        }
        y += pen.wrapped(room, question, role);
    }
    y += u16::from(!step.questions.is_empty());
    if let Some(words) = recording(retreat) {
        y += pen.wrapped(below(y), &words, Role::Text) + 1;
    }
    if let Some(exhibit) = &step.exhibit
        && y < area.bottom()
    {
        let title = format!("{}  ({} reads it in full)", exhibit.title, key(Action::Exhibit));
        y += pen.wrapped(Rect { height: 1, ..below(y) }, &title, Role::Quiet);
        pen.spans(below(y), &words(retreat, exhibit, area.width), Role::Text);
    }
}

/// The whole of the prepared words, over the screen.
pub(super) fn draw_exhibit(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, first: u16) {
    let Some(exhibit) = &retreat.step().exhibit else { return };
    let inside = pen.boxed(area, &exhibit.title);
    let rows = words(retreat, exhibit, inside.width);
    let (first, below) = pen.scrolled(rows.len(), inside.height, first);
    pen.spans(inside, rows.get(first..).unwrap_or_default(), Role::Text);
    pen.below(inside, below);
}

/// The prepared words in rows, without what may name a student.
pub(super) fn words(retreat: &Retreat, exhibit: &Exhibit, width: u16) -> Vec<Vec<Span>> {
    Prose::read(&retreat.nameless_text(&exhibit.text)).spaced_rows(usize::from(width))
}

/// The line that tells of the recording of a step, if it has one.
pub(super) fn recording(retreat: &Retreat) -> Option<String> {
    let media = retreat.step().media.as_ref()?;
    Some(match &media.file {
        Some(_) => format!("{}: {} plays it", name(media), key(Action::Play)),
        None if media.fallback.is_empty() => name(media),
        None => format!("{}: {}", name(media), media.fallback),
    })
}

fn name(media: &Media) -> String {
    let length = media.length();
    let kind = media.kind.word();
    if length.is_empty() { format!("{} ({kind})", media.title) } else { format!("{} ({kind}, {length})", media.title) }
}

/// Columns for the pointer and the number of a question.
fn indent(at: usize) -> u16 {
    if at < 9 { 5 } else { 6 }
}

fn key(action: Action) -> String {
    keymap::hint(Context::Step, action).map_or_else(String::new, |(key, _)| key.to_string())
}
