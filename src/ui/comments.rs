//! The charted comments and actions of a step, the newest at the bottom, the chosen one always in sight.

use ratatui::layout::Rect;

use crate::app::{Item, Origin, Part, Retreat, Save};
use crate::protocol::{ActionField, Capture};
use crate::session::{ActionItem, Comment};
use crate::text;
use crate::theme::Role;

use super::Look;
use super::pen::{Pen, counted};

/// How many there are, and how many are asked for.
pub(super) fn count(retreat: &Retreat) -> String {
    let items = retreat.items();
    let own = items.iter().filter(|item| matches!(item, Item::Comment(_, Origin::Own) | Item::Action(_))).count();
    match &retreat.step().capture {
        Some(Capture::Action(_)) => counted(own, "action"),
        Some(Capture::List(list)) => {
            let of = list.limit.map(|limit| format!(" of {limit}")).unwrap_or_default();
            let noun = list.label.as_deref().unwrap_or("comment");
            let counted = if of.is_empty() { counted(own, noun) } else { format!("{noun}: {own}{of}") };
            per_person(&counted, list.per_person)
        }
        Some(Capture::Predict(predict)) if predict.also_list => {
            per_person(&counted(own, "comment"), predict.per_person)
        }
        Some(Capture::Edit(_)) => counted(own, "new wording"),
        Some(Capture::Predict(_)) | None => String::new(),
        Some(_) => super::board::count(retreat),
    }
}

fn per_person(comments: &str, quota: Option<u32>) -> String {
    quota.map_or_else(|| comments.to_owned(), |quota| format!("{comments} ({quota} from each)"))
}

struct Row {
    mark: String,
    mark_role: Role,
    lines: Vec<(String, Role)>,
}

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) {
    if let Some(board) = retreat.board().filter(|_| !retreat.is_parking()) {
        return super::board::draw(pen, area, retreat, &board);
    }
    if area.height == 0 || area.width < 8 {
        return;
    }
    let items = retreat.items();
    let gutter = 4;
    let width = usize::from(area.width.saturating_sub(gutter));
    let chosen = retreat.chosen().and_then(|id| items.iter().position(|item| item.id() == Some(id)));
    let held = chosen.filter(|_| retreat.part() == Part::Comments);
    let look = pen.look;
    // Where several stand below each other that come from one step, the first one says so.
    let from = |at: usize| items.get(at).and_then(Item::earlier);
    let told = |at: usize| at.checked_sub(1).is_some_and(|above| from(at).is_some() && from(above) == from(at));
    let words = |at: usize| items.get(at).map_or_else(String::new, |item| words(look, retreat, item, !told(at)));
    let lines = |at: usize| text::wrap(&words(at), width).len();
    let first = first_row(items.len(), held, usize::from(area.height), lines);
    let mut y = area.y;
    for (at, item) in items.iter().enumerate().skip(first) {
        if y >= area.bottom() {
            return;
        }
        let row = row(pen, retreat, item, &words(at), width);
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

/// The first of `count` rows to draw in `height` lines, so that the newest is in sight, or the one that is held.
///
/// The list is leafed through from its newest end, and a leaf ends with the first row of the one below it. So it stands still
/// while the arrows move within a leaf, and no row above the leaf is laid out but the one that finds no room (`lines`: how many
/// a row takes).
pub(super) fn first_row(count: usize, held: Option<usize>, height: usize, lines: impl Fn(usize) -> usize) -> usize {
    let mut last = count.saturating_sub(1);
    loop {
        let mut first = last;
        let mut used = lines(last);
        while let Some(above) = first.checked_sub(1) {
            used += lines(above);
            if used > height {
                break;
            }
            first = above;
        }
        match held {
            Some(held) if held < first => last = if first < last { first } else { first - 1 },
            _ => return first,
        }
    }
}

fn row(pen: &Pen<'_, '_>, retreat: &Retreat, item: &Item<'_>, words: &str, width: usize) -> Row {
    let save = item.id().map_or(Save::Saved, |id| retreat.saves().of(id));
    let (mut mark, mut mark_role) = match save {
        // What an earlier step left is not counted here, and must not look as if it were.
        Save::Saved if item.id().is_none() || item.earlier().is_some() => (String::new(), Role::Quiet),
        Save::Saved if retreat.is_rehearsal() => ("-".to_owned(), Role::Quiet),
        Save::Saved => (pen.look.check().to_owned(), Role::Saved),
        Save::Saving => ("..".to_owned(), Role::Quiet),
        Save::Failed => ("!!".to_owned(), Role::Alert),
    };
    if let Item::Comment(comment, _) = item
        && item.earlier().is_none()
        && save == Save::Saved
        && retreat.question_about(comment).is_some()
    {
        (mark, mark_role) = (format!("{mark} ?"), Role::Quiet);
    }
    let role = match item {
        _ if save == Save::Failed => Role::Alert,
        Item::Comment(_, Origin::Earlier(_)) | Item::Topic(..) => Role::Quiet,
        _ => Role::Text,
    };
    let lines = text::wrap(words, width).into_iter().map(|line| (line, role)).collect();
    Row { mark, mark_role, lines }
}

/// A comment, action or topic in words, with how far it is saved unless it is; `whence`: and from which earlier step it is.
pub(super) fn words(look: Look<'_>, retreat: &Retreat, item: &Item<'_>, whence: bool) -> String {
    let words = match item {
        Item::Comment(comment, origin) => comment_words(retreat, comment, *origin, whence),
        Item::Action(action) => action_words(action, look.separator()),
        Item::Topic(step, words) if whence => format!("({step}) {words}"),
        Item::Topic(_, words) => words.clone(),
    };
    match item.id().map_or(Save::Saved, |id| retreat.saves().of(id)) {
        Save::Saving => format!("{words}  (saving ...)"),
        Save::Failed => format!("NOT SAVED: {words}"),
        Save::Saved => words,
    }
}

fn comment_words(retreat: &Retreat, comment: &Comment, origin: Origin<'_>, whence: bool) -> String {
    let mut words = match origin {
        Origin::Shelf(step) => format!("(kept from {step}) "),
        Origin::Earlier(step) if whence => format!("({step}) "),
        Origin::Own | Origin::Earlier(_) => String::new(),
    };
    let asked = comment.question.as_ref().filter(|_| origin == Origin::Own);
    if let Some(number) = asked.and_then(|asked| retreat.step().questions.iter().position(|q| q == asked)) {
        words.push_str(&format!("{}. ", number + 1));
    }
    if let Some(tag) = &comment.tag {
        words.push_str(&format!("#{tag} "));
    }
    words.push_str(&comment.text);
    if let Some(evidence) = &comment.evidence {
        // A value stands here only while its picture does: after resuming, the data is covered again.
        if retreat.session().state().revealed.contains(&evidence.view) {
            words.push_str(&format!("  [{}: {}]", evidence.label, evidence.value));
        } else {
            words.push_str(&format!("  [{}]", evidence.label));
        }
    }
    if comment.dittos > 0 {
        words.push_str(&format!("  (+{} ditto)", comment.dittos));
    }
    words
}

fn action_words(action: &ActionItem, separator: &str) -> String {
    let field = |field| action.fields.get(&field).map(String::as_str);
    let mut words = field(ActionField::Text).unwrap_or_default().to_owned();
    for name in ActionField::ALL.into_iter().skip(1) {
        if let Some(value) = field(name) {
            words.push_str(&format!("{separator}{}: {value}", name.short()));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Rows of one, two and three lines.
    fn lines(at: usize) -> usize {
        at % 3 + 1
    }

    #[test]
    fn the_held_row_is_always_wholly_in_sight_and_no_line_is_wasted() {
        for height in 3..12 {
            for count in 1..40 {
                for held in (0..count).map(Some).chain([None]) {
                    let first = first_row(count, held, height, lines);
                    let shown = held.unwrap_or(count - 1);
                    let used: usize = (first..=shown).map(lines).sum();
                    assert!(first <= shown && used <= height, "{count} {held:?} {height}: {first}");
                    let all: usize = (first..count).map(lines).sum();
                    assert!(first == 0 || all + lines(first - 1) > height, "{count} {held:?} {height}: {first}");
                }
            }
        }
        assert_eq!(first_row(0, None, 5, lines), 0);
        assert_eq!(first_row(9, Some(4), 1, |_| 2), 4, "a row that is too tall is shown from its top");
    }

    #[test]
    fn the_list_stands_still_while_the_arrows_move_within_a_leaf() {
        let first = |held| first_row(100, Some(held), 10, |_| 1);
        assert!((90..100).all(|held| first(held) == 90));
        assert!((81..90).all(|held| first(held) == 81), "a leaf begins with the first row of the one below");
        let turns = (1..100).filter(|held| first(*held) != first(held - 1)).count();
        assert!(turns <= 100 / 9 + 1, "{turns}");
    }

    #[test]
    fn rows_far_from_the_leaf_are_not_laid_out() {
        let asked = Cell::new(0);
        let count = |_| {
            asked.set(asked.get() + 1);
            1
        };
        first_row(100_000, None, 10, count);
        assert!(asked.get() < 20, "{}", asked.get());
    }
}
