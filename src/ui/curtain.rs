//! The curtain: what will be shown, to whom, what is withheld, how far it can be read, where the session is saved.

use ratatui::layout::Rect;

use crate::app::Retreat;
use crate::records::Audience;
use crate::text;
use crate::theme::Role;

use super::letters;
use super::pen::{Pen, counted};

/// Columns for what a fact is about.
const LABEL: u16 = 12;

/// Most lines of a fact where not all find room.
const MOST_LINES: usize = 4;

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
    let end = area.bottom().saturating_sub(3);
    let facts = facts(retreat, rows);
    let width = area.width.saturating_sub(LABEL);
    let lines = |most: usize| {
        let of = |words: &String| text::wrap(words, usize::from(width).max(1)).len().min(most);
        facts.iter().map(|(_, words)| of(words)).sum::<usize>()
    };
    let room = usize::from(end.saturating_sub(y));
    // Each fact is told whole where there is room; an empty line parts them where there is more.
    let most = if lines(usize::MAX) <= room { usize::MAX } else { MOST_LINES };
    let gap = u16::from(lines(most) + facts.len() <= room);
    y += u16::from(lines(most) < room);
    for (label, words) in &facts {
        if y >= end {
            break;
        }
        pen.text(area.x, y, LABEL, label, Role::Quiet);
        let height = (end - y).min(u16::try_from(most).unwrap_or(u16::MAX));
        y += pen.wrapped(Rect { x: area.x + LABEL, y, width, height }, words, Role::Text).max(1) + gap;
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
        facts.push(("pictures", listed(&titles)));
    }
    facts
}

/// Titles in one list; what all of them begin with stands once.
fn listed(titles: &[&str]) -> String {
    let shared = |one: &str, other: &str| -> usize {
        let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
        same.map_or(one.len().min(other.len()), |((at, _), _)| at)
    };
    let (Some(first), true) = (titles.first(), titles.len() > 1) else { return titles.concat() };
    let most = titles.iter().map(|title| shared(first, title)).min().unwrap_or(0);
    let is_end = |at: &usize| {
        titles.iter().all(|title| title.get(*at..).is_some_and(|rest| rest.starts_with([' ', ',']) || rest.is_empty()))
    };
    let at = (1..=most).rev().find(is_end).unwrap_or(0);
    let (start, _) = first.split_at_checked(at).unwrap_or_default();
    let start = start.trim_end_matches([' ', ',', ':']);
    let rest =
        |title: &&str| title.get(at..).map(|rest| rest.trim_start_matches([' ', ','])).unwrap_or_default().to_owned();
    let rests: Vec<String> = titles.iter().map(rest).collect();
    if at == 0 || rests.iter().any(String::is_empty) {
        return titles.join("; ");
    }
    format!("{start}: {}", rests.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{listed, reading_distance};

    #[test]
    fn what_all_titles_begin_with_stands_once() {
        assert_eq!(
            listed(&["Grade 5: Score by Term", "Grade 5: Score, Spring", "Grade 5: Score by Class, Spring"]),
            "Grade 5: Score: by Term; Spring; by Class, Spring"
        );
        assert_eq!(listed(&["Reading by window", "Readings, Spring"]), "Reading by window; Readings, Spring");
        assert_eq!(listed(&["Reading", "Reading, Spring"]), "Reading; Reading, Spring", "none is left without words");
        assert_eq!(listed(&["Größe A", "Größen"]), "Größe A; Größen");
        assert_eq!((listed(&["One"]), listed(&[])), ("One".to_owned(), String::new()));
    }

    #[test]
    fn the_projector_size_reads_at_three_and_a_half_heights() {
        for (rows, heights) in [(14, "6.0"), (20, "4.2"), (24, "3.5"), (30, "2.8"), (40, "2.1"), (60, "1.4")] {
            assert_eq!(format!("{:.1}", reading_distance(rows)), heights);
        }
        assert!(reading_distance(0).is_finite());
    }
}
