//! The charted comments and actions of a step, the newest at the bottom, the chosen one always in sight.

use ratatui::layout::Rect;

use crate::app::{Item, Origin, Part, Retreat, Save};
use crate::protocol::{ActionField, Capture};
use crate::session::{ActionItem, Comment, Seq};
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// How many there are, and how many are asked for.
pub(super) fn count(retreat: &Retreat) -> String {
    let items = retreat.items();
    let own =
        items.iter().filter(|item| !matches!(item, Item::Comment(_, Origin::Shelf(_) | Origin::Earlier(_)))).count();
    match &retreat.step().capture {
        Some(Capture::Action(_)) => format!("{own} actions"),
        Some(Capture::List(list)) => per_person(own, list.per_person),
        Some(Capture::Predict(predict)) if predict.also_list => per_person(own, predict.per_person),
        _ => String::new(),
    }
}

fn per_person(own: usize, quota: Option<u32>) -> String {
    let noun = if own == 1 { "comment" } else { "comments" };
    match quota {
        Some(quota) => format!("{own} {noun} ({quota} from each)"),
        None => format!("{own} {noun}"),
    }
}

struct Row {
    mark: String,
    mark_role: Role,
    lines: Vec<(String, Role)>,
    id: Seq,
}

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) {
    if area.height == 0 || area.width < 8 {
        return;
    }
    let items = retreat.items();
    let gutter = 4;
    let width = usize::from(area.width.saturating_sub(gutter));
    let rows: Vec<Row> = items.iter().map(|item| row(pen, retreat, item, width)).collect();
    let chosen = retreat.chosen().and_then(|id| rows.iter().position(|row| row.id == id));
    let last = chosen.filter(|_| retreat.part() == Part::Comments).unwrap_or(rows.len().saturating_sub(1));
    let first = first_row(&rows, last, usize::from(area.height));
    let mut y = area.y;
    for (at, row) in rows.iter().enumerate().skip(first) {
        let pointed = Some(at) == chosen;
        // While the arrows move in the picture, or something is typed, the chosen row is only pointed at.
        let selected = pointed && retreat.part() == Part::Comments && retreat.typing().is_none();
        for (line, (words, role)) in row.lines.iter().enumerate() {
            if y >= area.bottom() {
                return;
            }
            if line == 0 {
                let mark =
                    if pointed && !selected { format!("{}>", text::fit(&row.mark, 3)) } else { row.mark.clone() };
                pen.text(area.x, y, gutter, &mark, row.mark_role);
            }
            let role = if selected { Role::Chosen } else { *role };
            let shown = if selected { text::fit(words, width) } else { words.clone() };
            pen.text(area.x + gutter, y, area.width - gutter, &shown, role);
            y += 1;
        }
    }
}

/// The first row to draw so that row `last` ends inside `height` lines.
fn first_row(rows: &[Row], last: usize, height: usize) -> usize {
    let mut used = 0;
    for at in (0..=last.min(rows.len().saturating_sub(1))).rev() {
        used += rows.get(at).map_or(0, |row| row.lines.len());
        if used > height {
            return (at + 1).min(last);
        }
    }
    0
}

fn row(pen: &Pen<'_, '_>, retreat: &Retreat, item: &Item<'_>, width: usize) -> Row {
    let id = item.id();
    let save = retreat.saves().of(id);
    let (mut mark, mut mark_role) = match save {
        Save::Saved if retreat.is_rehearsal() => ("-".to_owned(), Role::Quiet),
        Save::Saved => (pen.look.check().to_owned(), Role::Saved),
        Save::Saving => ("..".to_owned(), Role::Quiet),
        Save::Failed => ("!!".to_owned(), Role::Alert),
    };
    let text = match item {
        Item::Comment(comment, origin) => {
            if retreat.question_about(comment).is_some() && save == Save::Saved {
                (mark, mark_role) = (format!("{mark} ?"), Role::Quiet);
            }
            comment_words(comment, *origin)
        }
        Item::Action(action) => action_words(action),
    };
    let text = match save {
        Save::Saving => format!("{text}  (saving ...)"),
        Save::Failed => format!("NOT SAVED: {text}"),
        Save::Saved => text,
    };
    let role = match item {
        _ if save == Save::Failed => Role::Alert,
        Item::Comment(_, Origin::Earlier(_)) => Role::Quiet,
        _ => Role::Text,
    };
    Row { mark, mark_role, lines: text::wrap(&text, width).into_iter().map(|line| (line, role)).collect(), id }
}

fn comment_words(comment: &Comment, origin: Origin<'_>) -> String {
    let mut words = match origin {
        Origin::Own => String::new(),
        Origin::Shelf(step) => format!("(kept from {step}) "),
        Origin::Earlier(step) => format!("({step}) "),
    };
    if let Some(tag) = &comment.tag {
        words.push_str(&format!("#{tag} "));
    }
    words.push_str(&comment.text);
    if let Some(evidence) = &comment.evidence {
        words.push_str(&format!("  [{}: {}]", evidence.label, evidence.value));
    }
    if comment.dittos > 0 {
        words.push_str(&format!("  (+{} ditto)", comment.dittos));
    }
    words
}

fn action_words(action: &ActionItem) -> String {
    let field = |field| action.fields.get(&field).map(String::as_str);
    let mut words = field(ActionField::Text).unwrap_or_default().to_owned();
    let more = [(ActionField::Owner, "who"), (ActionField::Due, "by"), (ActionField::Measure, "shown by")];
    for (name, word) in more {
        if let Some(value) = field(name) {
            words.push_str(&format!(" · {word}: {value}"));
        }
    }
    words
}
