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

/// What to do when the group is behind the plan, one sentence a step, in the order of the protocol; empty while it is not.
pub(super) fn advice(retreat: &Retreat) -> Vec<String> {
    let behind = u32::try_from(retreat.minutes_behind()).unwrap_or(0);
    let cuts = retreat.protocol().cuts(retreat.at() + 1, retreat.occasion(), behind);
    let mut advice: Vec<String> = cuts
        .iter()
        .filter_map(|(at, cut)| {
            let step = retreat.protocol().steps.get(*at)?;
            Some(match step.minutes - cut {
                0 => format!("\"{}\" could be left out ({cut} min)", step.title),
                left => format!("\"{}\" could take {left} min in place of {}", step.title, step.minutes),
            })
        })
        .collect();
    let rest = behind.saturating_sub(cuts.iter().map(|(_, cut)| cut).sum());
    match (behind, rest) {
        (0, _) => {}
        (behind, 0) => advice.insert(0, format!("{behind} min behind; that makes up for it:")),
        (behind, rest) if cuts.is_empty() => {
            advice.push(format!("{behind} min behind, and no later step may be shortened: {rest} min longer"));
        }
        (behind, rest) => {
            advice.insert(0, format!("{behind} min behind; all that may be shortened leaves {rest} min:"));
        }
    }
    advice
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Event;
    use crate::app::sample::{app_of, press};

    const PROTOCOL: &str = r#"
schema = 1
id = "plan"
title = "Plan"
data = "none"
[[step]]
id = "first"
kind = "infer"
title = "First"
minutes = 5
[[step]]
id = "second"
kind = "infer"
title = "Second"
minutes = 10
min_minutes = 6
cut_order = 2
[[step]]
id = "third"
kind = "reflect"
title = "Third"
minutes = 3
optional = true
cut_order = 1
"#;

    #[test]
    fn a_group_that_is_behind_is_told_what_to_shorten_in_the_order_of_the_protocol() {
        for (minutes, expected) in [
            (5, vec![]),
            (7, vec!["2 min behind; that makes up for it:", "\"Third\" could take 1 min in place of 3"]),
            (
                10,
                vec![
                    "5 min behind; that makes up for it:",
                    "\"Third\" could be left out (3 min)",
                    "\"Second\" could take 8 min in place of 10",
                ],
            ),
            (
                14,
                vec![
                    "9 min behind; all that may be shortened leaves 2 min:",
                    "\"Third\" could be left out (3 min)",
                    "\"Second\" could take 6 min in place of 10",
                ],
            ),
        ] {
            let mut app = app_of(PROTOCOL);
            press(&mut app, "Enter");
            let now = app.retreat().unwrap().now();
            app.update(Event::Clock(now.after(minutes * 60)));
            assert_eq!(advice(app.retreat().unwrap()), expected, "after {minutes} minutes");
        }
        let mut app = app_of(&PROTOCOL.replace("cut_order", "# cut_order"));
        press(&mut app, "Enter");
        let now = app.retreat().unwrap().now();
        app.update(Event::Clock(now.after(600)));
        assert_eq!(advice(app.retreat().unwrap()), ["5 min behind, and no later step may be shortened: 5 min longer"]);
    }
}
