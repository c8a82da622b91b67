//! The agenda: every step with its minutes, where the group is, how far ahead or behind.

use ratatui::layout::Rect;

use crate::app::Retreat;
use crate::protocol::Step;
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, chosen: usize) {
    let protocol = retreat.protocol();
    let inside = pen.boxed(area, &format!("Agenda: {}", protocol.title));
    let behind = retreat.minutes_behind();
    let words = match behind {
        1.. => format!("{behind} min behind the plan"),
        0 => "on time".to_owned(),
        _ => format!("{} min ahead of the plan", -behind),
    };
    pen.text(
        inside.x,
        inside.y,
        inside.width,
        &format!("{} minutes in all, {words}", protocol.minutes()),
        Role::Strong,
    );
    let list = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    let first = chosen.saturating_sub(usize::from(list.height.max(1)) - 1);
    let lines = lines(retreat, usize::from(list.width));
    for (y, (at, line)) in (list.top()..list.bottom()).zip(lines.iter().enumerate().skip(first)) {
        let role = if at == chosen { Role::Chosen } else { Role::Text };
        pen.text(list.x, y, list.width, line, role);
    }
}

/// One line of `width` cells for each step.
pub(super) fn lines(retreat: &Retreat, width: usize) -> Vec<String> {
    let state = retreat.session().state();
    let behind = u32::try_from(retreat.minutes_behind()).unwrap_or(0);
    let cuts = retreat.protocol().cuts(retreat.at() + 1, retreat.occasion(), behind);
    let line = |(at, step): (usize, &Step)| {
        let used = if at == retreat.at() {
            Some(retreat.minute())
        } else {
            state.clocks.get(&step.id).map(|clock| clock.seconds / 60)
        };
        let here = if at == retreat.at() { ">" } else { " " };
        let mut minutes =
            used.map_or_else(|| format!("{} min", step.minutes), |used| format!("{used} of {} min", step.minutes));
        match cuts.iter().find(|(cut, _)| *cut == at) {
            Some((_, cut)) if *cut == step.minutes => minutes.push_str(", could be left out"),
            Some((_, cut)) => minutes.push_str(&format!(", could take {}", step.minutes - cut)),
            None => {}
        }
        let room = width.saturating_sub(text::width(&minutes).max(14) + 2);
        format!("{}  {minutes}", text::fit(&format!("{here} {}. {}", at + 1, step.title), room))
    };
    retreat.protocol().steps.iter().enumerate().map(line).collect()
}
