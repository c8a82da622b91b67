//! The open line: a comment, a number, or the form of an action; else a hint what can be typed here.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::app::{Kept, Line, Retreat, Typing};
use crate::chart::Charset;
use crate::protocol::{Capture, Shape};
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// Most rows that a long comment may take while it is typed.
const MOST_ROWS: usize = 3;

/// Least columns for the label of what is predicted, where the answers stand beside it.
const LABEL: usize = 24;

/// Rows that the open line needs.
pub(super) fn rows(retreat: &Retreat, width: u16) -> u16 {
    match retreat.typing() {
        Some(Typing::Action) => u16::try_from(retreat.form().fields().len()).unwrap_or(4).clamp(1, 6),
        Some(Typing::Comment) => flowing_rows(&retreat.unfinished().line, &lead(retreat), width),
        Some(Typing::Cell) => flowing_rows(&retreat.open_cell().line, &cell_lead(retreat), width),
        None => {
            u16::try_from(text::wrap(&hint_words(retreat), usize::from(width).max(1)).len()).unwrap_or(1).clamp(1, 2)
        }
        _ => 1,
    }
}

fn flowing_rows(line: &Line, lead: &str, width: u16) -> u16 {
    let wide = text::width(line.text()) + 1;
    let room = usize::from(width).saturating_sub(text::width(lead)).max(1);
    u16::try_from(wide.div_ceil(room).clamp(1, MOST_ROWS)).unwrap_or(1)
}

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) -> Option<(u16, u16)> {
    match retreat.typing() {
        Some(Typing::Comment) => Some(comment(pen, area, retreat)),
        Some(Typing::Prediction) => Some(prediction(pen, area, retreat)),
        Some(Typing::Action) => form(pen, area, retreat),
        Some(Typing::Count) => count(pen, area, retreat),
        Some(Typing::Cell) => Some(cell(pen, area, retreat)),
        None => {
            hint(pen, area, retreat);
            None
        }
    }
}

/// What stands in front of the text: its link and tag, or what is changed.
pub(super) fn lead(retreat: &Retreat) -> String {
    let open = retreat.unfinished();
    let mut lead = String::new();
    if open.editing.is_some() {
        lead.push_str("change ");
    }
    if open.parked {
        lead.push_str("parking lot> ");
        return lead;
    }
    let asked = open.question.as_ref().and_then(|asked| retreat.step().questions.iter().position(|q| q == asked));
    if let Some(number) = asked {
        lead.push_str(&format!("{}. ", number + 1));
    }
    match &retreat.step().capture {
        Some(Capture::Matrix(matrix)) => {
            lead.push_str(&format!("new row: {}", matrix.columns.first().map_or("row", String::as_str)));
        }
        Some(Capture::Cluster(_)) => lead.push_str("new heading"),
        _ => {}
    }
    if let Some(tag) = &open.tag {
        lead.push_str(&format!("#{} ", text::cut(tag, 14)));
    }
    if let Some(evidence) = &open.evidence {
        lead.push_str(&format!("[{}] ", text::cut(&evidence.label, 18)));
    }
    lead.push_str("> ");
    lead
}

fn comment(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) -> (u16, u16) {
    pen.fill(area, Role::Input);
    let lead = lead(retreat);
    let used = pen.text(area.x, area.y, area.width, &lead, Role::KeyName);
    let room = Rect { x: area.x + used, width: area.width.saturating_sub(used), ..area };
    let line = &retreat.unfinished().line;
    if line.text().is_empty() {
        let stems = whole_stems(&retreat.step().stems, usize::from(room.width.saturating_sub(1)));
        pen.text(room.x + 1, room.y, room.width.saturating_sub(1), &stems, Role::Input);
        return (room.x, room.y);
    }
    flowing(pen, room, line, &retreat.veiled(line, None, true))
}

/// The beginnings of sentences that a comment can have, as many as stand whole in `room` columns.
fn whole_stems(stems: &[String], room: usize) -> String {
    let mut line = String::new();
    for stem in stems {
        let more = if line.is_empty() { format!("{stem} ...") } else { format!("{line}   {stem} ...") };
        if text::width(&more) > room && !line.is_empty() {
            break;
        }
        line = more;
    }
    line
}

/// Draws a text over the rows of `room`, broken by the cell; when it is longer, the part around the cursor. What is veiled
/// (bytes of the text) becomes dots: the line is projected, and a name must not be read before it is found.
fn flowing(pen: &mut Pen<'_, '_>, room: Rect, line: &Line, veiled: &[Range<usize>]) -> (u16, u16) {
    use unicode_segmentation::UnicodeSegmentation;
    let width = usize::from(room.width).max(1);
    let mut rows = vec![String::new()];
    let (mut used, mut row, mut bytes) = (0_usize, 0_usize, 0_usize);
    let mut caret = (0_usize, 0_usize);
    let dot = if pen.look.charset == Charset::Ascii { "." } else { "•" };
    for grapheme in line.text().graphemes(true) {
        if bytes == line.before_cursor().len() {
            caret = (row, used);
        }
        let wide = text::width(grapheme);
        if used + wide > width {
            rows.push(String::new());
            row += 1;
            used = 0;
            if bytes == line.before_cursor().len() {
                caret = (row, 0);
            }
        }
        if let Some(last) = rows.last_mut() {
            if veiled.iter().any(|range| range.contains(&bytes)) && !grapheme.trim().is_empty() {
                last.push_str(&dot.repeat(wide));
            } else {
                last.push_str(grapheme);
            }
        }
        used += wide;
        bytes += grapheme.len();
    }
    if bytes == line.before_cursor().len() {
        caret = if used >= width { (row + 1, 0) } else { (row, used) };
    }
    let height = usize::from(room.height).max(1);
    let first = (caret.0 + 1).saturating_sub(height);
    for (y, words) in (room.top()..room.bottom()).zip(rows.iter().skip(first)) {
        pen.text(room.x, y, room.width, words, Role::Input);
    }
    let x = u16::try_from(caret.1).unwrap_or(0).min(room.width.saturating_sub(1));
    let y = u16::try_from(caret.0 - first.min(caret.0)).unwrap_or(0).min(room.height.saturating_sub(1));
    (room.x + x, room.y + y)
}

/// Which cell is filled in: its row and its column.
pub(super) fn cell_lead(retreat: &Retreat) -> String {
    let open = retreat.open_cell();
    let row = retreat.account().rows(retreat.at()).into_iter().find(|row| row.key == open.row);
    let row = row.map(|row| row.text).unwrap_or_default();
    let link = open.evidence.as_ref().map(|e| format!(" [{}]", text::cut(&e.label, 18))).unwrap_or_default();
    format!("{} / {}{link}> ", text::cut(&row, 20), text::cut(&open.column, 20))
}

fn cell(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) -> (u16, u16) {
    pen.fill(area, Role::Input);
    let used = pen.text(area.x, area.y, area.width, &cell_lead(retreat), Role::KeyName);
    let room = Rect { x: area.x + used, width: area.width.saturating_sub(used), ..area };
    let line = &retreat.open_cell().line;
    flowing(pen, room, line, &retreat.veiled(line, None, true))
}

/// What is counted: which item, which option, how many there are; the item cut to half of `whole` cells.
pub(super) fn count_lead(retreat: &Retreat, whole: usize) -> String {
    let Some(sheet) = retreat.sheet() else { return String::new() };
    let label = sheet.fields().get(sheet.at()).map_or("", |(_, label, _)| label);
    let about = if sheet.item.is_empty() { String::new() } else { format!("{}: ", text::cut(&sheet.label, whole / 2)) };
    match (sheet.points(), &retreat.step().capture) {
        (Some(points), Some(Capture::Plane(plane))) => {
            let [x, y] = [&plane.x, &plane.y].map(|axis| format!("{} {} to {}", axis.label, axis.min, axis.max));
            format!("{x}, {y} ({} so far)> ", points.len())
        }
        _ if sheet.fields().len() == 1 => format!("{about}{label}> "),
        _ => format!("{about}{label} ({} of {})> ", sheet.at() + 1, sheet.fields().len()),
    }
}

/// The number that is typed: what it is about, which option, and how many there are still to come.
fn count(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) -> Option<(u16, u16)> {
    let sheet = retreat.sheet()?;
    pen.fill(area, Role::Input);
    let (_, _, line) = sheet.fields().get(sheet.at())?;
    let lead = count_lead(retreat, usize::from(area.width.saturating_sub(8)));
    let used = pen.text(area.x, area.y, area.width.saturating_sub(6), &lead, Role::KeyName);
    let digits = super::board::veiled(pen.look.charset, retreat, line.text());
    pen.text(area.x + used, area.y, area.width.saturating_sub(used), &digits, Role::Input);
    let before = u16::try_from(text::width(line.before_cursor())).unwrap_or(0);
    Some(((area.x + used + before).min(area.right().saturating_sub(1)), area.y))
}

fn prediction(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) -> (u16, u16) {
    pen.fill(area, Role::Input);
    let Some(target) = retreat.target() else { return (area.x, area.y) };
    let number = retreat.number();
    let typed = u16::try_from(text::width(number.text())).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(typed.saturating_add(2).clamp(14, area.width / 2));
    // What can be typed is told before the end of a long label is.
    let answers = format!(" ({}): ", retreat.answers_to(&target));
    let rest = usize::from(room).saturating_sub(text::width(&answers));
    let lead = if rest >= LABEL {
        text::cut(&target.label, rest) + &answers
    } else {
        text::cut(&target.label, usize::from(room).saturating_sub(2)) + ": "
    };
    let used = pen.text(area.x, area.y, room, &lead, Role::KeyName);
    let x = area.x + used;
    pen.text(x, area.y, area.right().saturating_sub(x), number.text(), Role::Input);
    let before = u16::try_from(text::width(number.before_cursor())).unwrap_or(0);
    if number.text().is_empty()
        && let Some(standing) = retreat.forecast(&target.key)
    {
        let words = format!(" now {}", standing.words(&target.unit));
        pen.text(x + 1, area.y, area.right().saturating_sub(x + 1), &words, Role::Input);
    }
    ((x + before).min(area.right().saturating_sub(1)), area.y)
}

fn form(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) -> Option<(u16, u16)> {
    let form = retreat.form();
    pen.fill(area, Role::Input);
    let mut caret = None;
    let widest = form.fields().iter().map(|(field, _)| text::width(field.label())).max().unwrap_or(0);
    let label_width = u16::try_from(widest + 2).unwrap_or(0).min(area.width / 2);
    for (y, (at, (field, line))) in (area.top()..area.bottom()).zip(form.fields().iter().enumerate()) {
        let current = at == form.at();
        pen.text(area.x, y, label_width, field.label(), if current { Role::KeyName } else { Role::Input });
        let room = Rect { x: area.x + label_width, y, width: area.width.saturating_sub(label_width), height: 1 };
        let place = flowing(pen, room, line, &retreat.veiled(line, Some(*field), current));
        if current {
            caret = Some(place);
        }
    }
    caret
}

fn hint(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) {
    pen.wrapped(area, &hint_words(retreat), Role::Quiet);
}

/// What can be typed in the step while nothing is.
pub(super) fn hint_words(retreat: &Retreat) -> String {
    let numbered = |places: Vec<String>| {
        let places = (1..).zip(&places).map(|(number, place)| format!("{number} {place}"));
        places.collect::<Vec<_>>().join("   ")
    };
    let kept = match retreat.kept_here() {
        Some(Kept::Comment | Kept::Action) => "a goes on with what was kept",
        Some(Kept::Parked) => "l goes on with what was kept for the parking lot",
        Some(Kept::Cell) => "Enter goes on with the cell that is not charted yet",
        Some(Kept::Count) => "Enter goes on with the numbers that are not charted yet",
        Some(Kept::OtherCount) => "The numbers of another row are not charted yet: the arrows go there",
        Some(Kept::Prediction) => "Enter goes on with the number that is not charted yet",
        None => "",
    };
    match &retreat.step().capture {
        _ if !kept.is_empty() => kept.to_owned(),
        Some(Capture::Predict(predict)) => match retreat.target() {
            Some(target) => {
                let also = if predict.also_list { " (a: a comment)" } else { "" };
                let what = match predict.shape {
                    Shape::Number => "a number",
                    Shape::Range => "from-to",
                    Shape::Direction => "1 higher, 2 the same, 3 lower",
                    Shape::Rank => "the place",
                };
                format!("Type {what} for {}{also}", target.label)
            }
            None => "a adds a comment".to_owned(),
        },
        Some(Capture::List(_)) if retreat.asks_each() => "a answers the questions, one after the other".to_owned(),
        Some(Capture::List(list)) => {
            list.label.as_ref().map_or("a adds a comment".to_owned(), |label| format!("a adds: {label}"))
        }
        Some(Capture::Action(_)) => "a adds an action".to_owned(),
        Some(Capture::Edit(_)) => "a opens the last wording; Enter charts the new one".to_owned(),
        Some(Capture::Poll(_) | Capture::Plane(_)) if is_counted(retreat) => counted_words(retreat),
        Some(Capture::Plane(plane)) if plane.points => {
            "Type one person's two numbers, such as 3 -2; Enter takes them".to_owned()
        }
        Some(Capture::Poll(poll)) if poll.multi => "Type how many people answer, then how many chose each".to_owned(),
        Some(Capture::Poll(poll)) if poll.fist => "Type how many show no finger, then one, and so on".to_owned(),
        Some(Capture::Poll(poll)) => format!("Type how many: {}", poll.choices.first().map_or("", String::as_str)),
        Some(Capture::Plane(plane)) => format!("Type how many: {}", plane.quadrants.first().map_or("", String::as_str)),
        Some(Capture::Scale(_)) => "Type how many show each level; Enter goes on".to_owned(),
        Some(Capture::Vote(_)) => "Type the dots of the chosen row; y says that it goes on".to_owned(),
        Some(Capture::Matrix(matrix)) if matrix.insert => "Enter writes into the cell; a adds a row".to_owned(),
        Some(Capture::Matrix(_)) => "Enter writes into the cell".to_owned(),
        Some(Capture::Cluster(cluster)) => {
            let places = retreat.places();
            let open = if cluster.free { "a adds a heading" } else { "" };
            match (retreat.board().is_some_and(|board| !board.rows.is_empty()), places.is_empty()) {
                (true, false) => format!("Type its number: {}", numbered(places)),
                _ => open.to_owned(),
            }
        }
        Some(Capture::Review(_)) if retreat.board().is_none_or(|board| board.rows.is_empty()) => String::new(),
        Some(Capture::Review(_)) => format!("Type its number: {}", numbered(retreat.places())),
        Some(Capture::Confirm(_)) => "Enter says that the group agrees; Delete takes it back".to_owned(),
        None => String::new(),
    }
}

/// Whether a count of choices is charted.
fn is_counted(retreat: &Retreat) -> bool {
    retreat.board().is_some_and(|board| board.rows.iter().any(|row| !row.ids.is_empty()))
}

fn counted_words(retreat: &Retreat) -> String {
    let again = matches!(&retreat.step().capture, Some(Capture::Poll(poll)) if poll.revote);
    format!("The arrows and a digit change a number{}", if again { "; a counts once more" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::whole_stems;

    #[test]
    fn beginnings_of_sentences_stand_whole_or_not_at_all() {
        let stems = ["We could check by", "A question that is left"].map(str::to_owned);
        assert_eq!(whole_stems(&stems, 60), "We could check by ...   A question that is left ...");
        assert_eq!(whole_stems(&stems, 40), "We could check by ...");
        assert_eq!(whole_stems(&[], 40), "");
    }
}
