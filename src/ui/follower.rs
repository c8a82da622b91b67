//! The facilitator's second screen: the step and its time, what to say, what was kept aside, what comes next.

use ratatui::layout::Rect;

use crate::app::{Follower, Retreat};
use crate::text;
use crate::theme::Role;

use super::pen::{Pen, counted};
use super::{agenda, header, panel};

/// From this width on the agenda stands beside the text.
const BESIDE: u16 = 98;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, follower: &Follower) {
    let retreat = follower.retreat();
    let title = &retreat.protocol().title;
    let used = pen.right(area, area.y, &state(retreat), Role::Strong);
    pen.text(area.x, area.y, area.width.saturating_sub(used + 2), title, Role::Quiet);
    let (number, count) = retreat.number_of_step();
    let step = format!("{number}/{count} {}", retreat.step().title);
    pen.text(area.x, area.y + 1, area.width, &step, Role::Strong);
    let mut y = area.y + 2;
    y += pen.text(area.x, y, area.width, &header::segment(retreat), Role::Quiet).min(1);
    if let Some(words) = follower.trouble() {
        y += pen.wrapped(Rect { y, height: 2, ..area }, words, Role::Alert);
    }
    let rest = Rect { y: y + 1, height: area.bottom().saturating_sub(y + 3), ..area };
    let (left, right) = if area.width >= BESIDE {
        let wide = rest.width * 3 / 5;
        let beside = Rect { x: rest.x + wide + 2, width: rest.width.saturating_sub(wide + 2), ..rest };
        (Rect { width: wide, ..rest }, Some(beside))
    } else {
        (rest, None)
    };
    let mut lines = asked(retreat, usize::from(left.width));
    lines.extend(panel::lines(retreat, usize::from(left.width)));
    if right.is_none() {
        lines.extend(agenda::lines(retreat, usize::from(left.width)).into_iter().map(|(_, line)| (line, Role::Text)));
    }
    let (first, below) = pen.scrolled(lines.len(), left.height, follower.first());
    for (y, (words, role)) in (left.top()..left.bottom()).zip(lines.iter().skip(first)) {
        pen.text(left.x, y, left.width, words, *role);
    }
    if below > 0 {
        let words = format!("{} more below: PgDn or Down", counted(below, "line"));
        pen.text(left.x, left.bottom(), left.width, &words, Role::Quiet);
    }
    if let Some(right) = right {
        agenda::draw(pen, right, retreat, retreat.at());
    }
}

/// Whether the retreat goes on, and its time.
pub(super) fn state(retreat: &Retreat) -> String {
    match (retreat.curtain(), retreat.session().state().closed) {
        (_, true) => "the session was left".to_owned(),
        (true, _) => "the curtain is closed".to_owned(),
        (false, _) => header::clock(retreat).0,
    }
}

/// What the room is asked in this step.
pub(super) fn asked(retreat: &Retreat, width: usize) -> Vec<(String, Role)> {
    let step = retreat.step();
    let mut lines: Vec<(String, Role)> =
        text::wrap(&step.prose().plain(), width).into_iter().map(|line| (line, Role::Text)).collect();
    for (at, question) in step.questions.iter().enumerate() {
        let numbered = format!("{}. {question}", at + 1);
        lines.extend(text::wrap(&numbered, width).into_iter().map(|line| (line, Role::Text)));
    }
    lines.push((String::new(), Role::Text));
    lines
}
