//! The curtain: what will be shown, to whom, what is withheld, how far it can be read, where the session is saved.

use ratatui::layout::Rect;

use crate::app::Retreat;
use crate::records::Audience;
use crate::theme::Role;

use super::letters;
use super::pen::{Pen, counted};

/// Rows from which the title stands in big letters: below, all that is to be known before the first step needs them.
const BIG_TITLE: u16 = 30;

/// Image heights from which a text of one row can be read: 84 rows at one image height, after AVIXA DISCAS basic decision
/// making with an x-height of 0.42 of a row.
#[must_use]
pub fn reading_distance(rows: u16) -> f64 {
    84.0 / f64::from(rows.max(1))
}

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, rows: u16) {
    if let Some(badge) = pen.badge.clone() {
        pen.right(area, area.y, &badge, Role::Alert);
    }
    let mut y = area.y + 1;
    let title = &retreat.protocol().title;
    let big = letters::set(title, area.width, 2, pen.look.charset).filter(|_| area.height >= BIG_TITLE);
    y += match big {
        Some(lines) => {
            letters::draw(pen, Rect { y, height: area.bottom().saturating_sub(y), ..area }, &lines, Role::Strong) + 1
        }
        None => pen.wrapped(Rect { y, height: 2, ..area }, title, Role::Strong),
    };
    let data = retreat.admission().map_or("without data", |admission| admission.title());
    y += pen.wrapped(Rect { y, height: 2, ..area }, data, Role::Strong);
    y += 1;
    let end = area.bottom().saturating_sub(3);
    for (label, words) in facts(retreat, rows) {
        if y >= end {
            break;
        }
        pen.text(area.x, y, 12, label, Role::Quiet);
        let room = Rect { x: area.x + 12, y, width: area.width.saturating_sub(12), height: (end - y).min(4) };
        y += pen.wrapped(room, &words, Role::Text).max(1);
    }
    pen.text(area.x, area.bottom().saturating_sub(2), area.width, opening(retreat), Role::Strong);
    if let Some(message) = retreat.message() {
        pen.right(area, area.bottom().saturating_sub(2), message, Role::Quiet);
    }
}

/// What Enter does here.
pub(super) fn opening(retreat: &Retreat) -> &'static str {
    if retreat.is_resumed() { "Enter takes the retreat up again." } else { "Enter opens the first step." }
}

/// What is to be known before the first step, each with what it is about; `rows` of text stand on the screen.
pub(super) fn facts(retreat: &Retreat, rows: u16) -> Vec<(&'static str, String)> {
    let protocol = retreat.protocol();
    let mut facts = Vec::new();
    if retreat.is_resumed() {
        let state = retreat.session().state();
        let (number, count) = retreat.number_of_step();
        let mut words = format!(
            "step {number} of {count}, {}, {}",
            counted(state.comments.len(), "comment"),
            counted(state.actions.len(), "action")
        );
        if state.damaged > 0 {
            words.push_str(&format!(
                "; damaged and left as they are: {} of the file",
                counted(state.damaged as usize, "line")
            ));
        }
        facts.push(("taken up", words));
    }
    let (steps, minutes) = (retreat.number_of_step().1, protocol.minutes_on(retreat.occasion()));
    facts.push(("protocol", format!("{}, {}", counted(steps, "step"), counted(minutes as usize, "minute"))));
    let saved = if retreat.is_rehearsal() { "rehearsal: nothing is saved" } else { retreat.place() };
    facts.push(("saved in", saved.to_owned()));
    for words in retreat.saves().words().into_iter().map(str::to_owned).chain(retreat.notices().iter().cloned()) {
        facts.push(("note", words));
    }
    if let Some(admission) = retreat.admission() {
        let whom = match admission.audience() {
            Audience::Room => "everybody in the room: groups only, nobody's record",
            Audience::Team => "TEAM ONLY: the teachers of these students",
        };
        facts.push(("shown to", whom.to_owned()));
        facts.push(("hidden", format!("groups of fewer than {}", admission.minimum_group())));
        facts.extend(admission.notices().iter().map(|notice| ("note", notice.clone())));
    }
    if retreat.admission().is_some() {
        let words = match (retreat.checks_names(), retreat.is_resumed()) {
            (true, _) => "comments are checked for names of students",
            (false, true) => "NOT CHECKED in comments: the data file of this session is gone or has changed",
            (false, false) => "NOT CHECKED in comments: the data card names no identifier",
        };
        facts.push(("names", words.to_owned()));
    }
    let mut reading = format!("can read this up to {:.1} heights of the picture away", reading_distance(rows));
    if rows > 32 {
        reading.push_str("; for a larger room make the letters larger (Ctrl and +, or Cmd and +)");
    }
    facts.push(("back row", reading));
    if let Some(admission) = retreat.admission() {
        let titles: Vec<&str> = admission.views().iter().map(crate::records::View::title).collect();
        facts.push(("pictures", titles.join("; ")));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::reading_distance;

    #[test]
    fn the_projector_size_reads_at_three_and_a_half_heights() {
        for (rows, heights) in [(14, "6.0"), (20, "4.2"), (24, "3.5"), (30, "2.8"), (40, "2.1"), (60, "1.4")] {
            assert_eq!(format!("{:.1}", reading_distance(rows)), heights);
        }
        assert!(reading_distance(0).is_finite());
    }
}
