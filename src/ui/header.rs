//! Title line of a step: place in the protocol, name, timer, how everything is saved.

use ratatui::layout::Rect;

use crate::app::{Retreat, Save};
use crate::protocol::{Merge, Mode};
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) {
    let mut left = area;
    let (clock, clock_role) = clock(retreat);
    let (saved, saved_role) = saved(pen, retreat);
    let badge = pen.badge.clone().unwrap_or_default();
    for (words, role) in [(clock.as_str(), clock_role), (&saved, saved_role), (&badge, Role::Alert)] {
        if !words.is_empty() {
            let used = pen.right(left, area.y, words, role);
            left.width = left.width.saturating_sub(used + 2);
        }
    }
    let (number, count) = retreat.number_of_step();
    let place = format!("{number}/{count} ");
    let used = pen.text(area.x, area.y, left.width, &place, Role::Quiet);
    pen.text(area.x + used, area.y, left.width.saturating_sub(used), &retreat.step().title, Role::Strong);
}

pub(super) fn clock(retreat: &Retreat) -> (String, Role) {
    let left = retreat.minutes_left();
    if retreat.timer().paused() {
        return (format!("timer halted, {} min left", left.max(0)), Role::Quiet);
    }
    match left {
        ..=-1 => (format!("over by {} min", -left), Role::Overrun),
        0 => ("time is up".to_owned(), Role::Overrun),
        1 => ("last minute".to_owned(), Role::Strong),
        _ => (format!("{left} min left"), Role::Strong),
    }
}

fn saved(pen: &Pen<'_, '_>, retreat: &Retreat) -> (String, Role) {
    if retreat.is_rehearsal() {
        return ("REHEARSAL".to_owned(), Role::Alert);
    }
    match retreat.saves().worst() {
        Save::Saved if retreat.saves().in_trouble() => ("saved, in one place".to_owned(), Role::Alert),
        Save::Saved => (format!("saved {}", pen.look.check()), Role::Saved),
        Save::Saving => ("saving ...".to_owned(), Role::Quiet),
        Save::Failed => ("NOT SAVED".to_owned(), Role::Alert),
    }
}

/// How people take part at this minute, in words.
pub(super) fn segment(retreat: &Retreat) -> String {
    let Some((at, segment, left)) = retreat.segment() else { return String::new() };
    let count = retreat.step().segments.len();
    let mode = match segment.mode {
        Mode::WholeGroup => "everybody together",
        Mode::Silent => "in silence",
        Mode::RoundRobin if retreat.round().turns == 0 => "round: one each",
        Mode::RoundRobin => "round",
        Mode::Pairs => "in pairs",
        Mode::SmallGroups => "in small groups",
        Mode::Presenter => "the presenter speaks",
        Mode::PresenterSilent => "the presenter listens",
        Mode::QuestionAnswer => "questions and answers",
    };
    let mut words = mode.to_owned();
    if let (Mode::SmallGroups, Some(groups)) = (segment.mode, retreat.step().groups) {
        words.push_str(&format!(" of {}", groups.size));
    }
    // What changes stands in front: on a small screen the end is cut off.
    let merge = retreat.reports_back();
    match (merge, segment.mode, retreat.round().turns) {
        (_, _, 0) => {}
        (Some(_), _, group) => words = format!("group {group} reports"),
        (None, Mode::RoundRobin, turns) => words.push_str(&format!(": {turns} had their turn")),
        _ => {}
    }
    if count > 1 {
        let left = if left > 0 { format!("{left} min") } else { "time to go on".to_owned() };
        words.push_str(&format!(" ({} of {count}, {left})", at + 1));
    }
    if let Some(merge) = merge.filter(|_| retreat.round().turns == 0) {
        let what = if merge == Merge::One { "one entry" } else { "all they found" };
        words.push_str(&format!(", each brings back {what}"));
    }
    if let Some(direction) = &segment.direction {
        words.push_str(&format!(", to the {}", text::cut(direction, 12)));
    }
    if !segment.discussion {
        words.push_str(", no discussion");
    }
    words
}
