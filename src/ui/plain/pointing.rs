//! Things by their number: the arrow keys that lead to a comment, a row, a mark, a step.

use crate::app::{Event, Item, Key, KeyCode, Part, Retreat, Typing};

/// The same key so many times.
pub(super) fn presses(code: KeyCode, times: usize) -> impl Iterator<Item = Event> {
    std::iter::repeat_with(move || Event::Key(Key::plain(code))).take(times)
}

/// Down or up from one place to another.
pub(super) fn moves(from: usize, to: usize) -> Vec<Event> {
    if to >= from { presses(KeyCode::Down, to - from).collect() } else { presses(KeyCode::Up, from - to).collect() }
}

/// The key that gives the arrows to a part of the screen, where they are in the other one. Tab goes from the part of the step to the
/// other one, enlarges the first, and leaves both as they were: from the enlarged one the other is a step back.
fn turn_to(retreat: &Retreat, part: Part) -> Option<Event> {
    let home = if retreat.board().is_some() { Part::Comments } else { Part::Picture };
    let back = retreat.enlarged() && retreat.part() == home;
    (retreat.part() != part).then(|| Event::Key(Key::plain(if back { KeyCode::BackTab } else { KeyCode::Tab })))
}

/// A number from 1 as a position, if there are so many.
fn position(number: usize, count: usize, what: &str) -> Result<usize, String> {
    match number.checked_sub(1).filter(|at| *at < count) {
        Some(at) => Ok(at),
        None if count == 0 => Err(format!("there is no {what} here yet")),
        None => Err(format!("{what}s are numbered 1 to {count}")),
    }
}

/// Chooses the comment or action with this number.
pub(super) fn comment(retreat: &Retreat, number: usize) -> Result<Vec<Event>, String> {
    if retreat.board().is_some() {
        return Err("this step has a table: row N goes to a row of it".to_owned());
    }
    let ids: Vec<_> = retreat.items().iter().filter_map(Item::id).collect();
    let to = position(number, ids.len(), "comment")?;
    let mut events: Vec<Event> = turn_to(retreat, Part::Comments).into_iter().collect();
    let chosen = retreat.chosen().and_then(|id| ids.iter().position(|other| *other == id));
    let from = chosen.unwrap_or_else(|| {
        // With none chosen, going to the list chooses the newest, and so does the first arrow there.
        if events.is_empty() {
            events.extend(presses(KeyCode::Up, 1));
        }
        ids.len() - 1
    });
    events.extend(moves(from, to));
    Ok(events)
}

/// Goes to the row with this number.
pub(super) fn row(retreat: &Retreat, number: usize) -> Result<Vec<Event>, String> {
    let Some(board) = retreat.board() else { return Err("this step has no table".to_owned()) };
    let to = position(number, board.rows.len(), "row")?;
    let mut events: Vec<Event> = turn_to(retreat, Part::Comments).into_iter().collect();
    events.extend(moves(retreat.row(), to));
    Ok(events)
}

/// Goes to the column with this number, from 1 for the first one after the names.
pub(super) fn column(retreat: &Retreat, number: usize) -> Result<Vec<Event>, String> {
    let columns = retreat.board().map_or(0, |board| board.heads.len().saturating_sub(1));
    let to = position(number, columns, "column")?;
    let (from, code) = (retreat.column(), if to >= retreat.column() { KeyCode::Right } else { KeyCode::Left });
    Ok(presses(code, from.abs_diff(to)).collect())
}

/// Chooses the part of the picture with this number.
pub(super) fn mark(retreat: &Retreat, number: usize) -> Result<Vec<Event>, String> {
    let marks = retreat.plot().map(|plot| plot.marks).unwrap_or_default();
    let to = position(number, marks.len(), "part")?;
    let typing = retreat.typing() == Some(Typing::Comment);
    if typing && retreat.asks_each() {
        return Err("here each question is answered: stop, then link N links the comment".to_owned());
    }
    if !typing && !retreat.targets().is_empty() {
        return Err("this step asks for predictions: nothing is linked here".to_owned());
    }
    let mut events: Vec<Event> =
        if typing { Vec::new() } else { turn_to(retreat, Part::Picture).into_iter().collect() };
    let at = retreat.mark().and_then(|key| marks.iter().position(|mark| mark.key == key));
    // The marks go round; with none chosen, the first arrow chooses the first one.
    let times = at.map_or(to + 1, |at| (to + marks.len() - at) % marks.len());
    events.extend(presses(KeyCode::Down, times));
    Ok(events)
}

/// From an open cell to the part of the picture with this number and back, and links the cell to it.
pub(super) fn mark_for_cell(retreat: &Retreat, number: usize) -> Result<Vec<Event>, String> {
    let mut events = mark(retreat, number)?;
    events.extend(presses(KeyCode::Tab, 1));
    events.extend(presses(KeyCode::Enter, 1));
    events.push(Event::Key(Key::ctrl('e')));
    Ok(events)
}

/// Goes to the question with this number while a comment is typed.
pub(super) fn question(retreat: &Retreat, number: usize) -> Result<Vec<Event>, String> {
    if !retreat.asks_each() || retreat.typing() != Some(Typing::Comment) {
        return Err("add opens a comment first, in a step where each question is answered".to_owned());
    }
    let questions = &retreat.step().questions;
    let to = position(number, questions.len(), "question")?;
    let asked = retreat.unfinished().question.as_ref();
    let at = asked.and_then(|asked| questions.iter().position(|question| question == asked));
    let times = at.map_or(to + 1, |at| (to + questions.len() - at) % questions.len());
    Ok(presses(KeyCode::Down, times).collect())
}

/// Goes to the step with this number, by the agenda.
pub(super) fn step(retreat: &Retreat, number: usize, from: usize) -> Result<Vec<Event>, String> {
    let steps: Vec<usize> = retreat.taking_place().collect();
    let to = position(number, steps.len(), "step")?;
    let from = steps.iter().position(|at| *at == from).unwrap_or(0);
    let mut events = moves(from, to);
    events.extend(presses(KeyCode::Enter, 1));
    Ok(events)
}
