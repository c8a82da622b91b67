//! The agenda: every step with its minutes, where the group is, how far ahead or behind.

use ratatui::layout::Rect;

use crate::app::Retreat;
use crate::protocol::{Step, StepIndex};
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, chosen: usize) {
    let inside = pen.boxed(area, &format!("Agenda: {}", retreat.protocol().title));
    pen.text(inside.x, inside.y, inside.width, &plan(retreat), Role::Strong);
    let list = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    let lines = lines(retreat, usize::from(list.width));
    let row = lines.iter().position(|(at, _)| *at == chosen).unwrap_or(0);
    let first = row.saturating_sub(usize::from(list.height.max(1)) - 1);
    for (y, (at, line)) in (list.top()..list.bottom()).zip(lines.iter().skip(first)) {
        let role = if *at == chosen { Role::Chosen } else { Role::Text };
        pen.text(list.x, y, list.width, line, role);
    }
}

/// How long all of it takes, and how far the group is ahead or behind.
pub(super) fn plan(retreat: &Retreat) -> String {
    let behind = retreat.minutes_behind();
    let words = match behind {
        1.. => format!("{behind} min behind the plan"),
        0 => "on time".to_owned(),
        _ => format!("{} min ahead of the plan", -behind),
    };
    format!("{} minutes in all, {words}", retreat.protocol().minutes_on(retreat.occasion()))
}

/// One line of `width` cells for each step of this meeting, with its position.
pub(super) fn lines(retreat: &Retreat, width: usize) -> Vec<(StepIndex, String)> {
    let state = retreat.session().state();
    let behind = u32::try_from(retreat.minutes_behind()).unwrap_or(0);
    let cuts = retreat.protocol().cuts(retreat.at() + 1, retreat.occasion(), behind);
    let line = |number: usize, at: StepIndex, step: &Step| {
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
        format!("{}  {minutes}", text::fit(&format!("{here} {number}. {}", step.title), room))
    };
    let steps = retreat.taking_place().filter_map(|at| Some((at, retreat.protocol().steps.get(at)?)));
    (1..).zip(steps).map(|(number, (at, step))| (at, line(number, at, step))).collect()
}
