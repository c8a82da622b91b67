//! The role screen: headers, types and counts of a file's columns; never one of its cells, except labels that reach the
//! minimum group.

use ratatui::layout::Rect;

use crate::app::Roles;
use crate::records;
use crate::theme::Role;

use super::pen::{Pen, counted};

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, roles: &Roles) {
    let outline = roles.outline();
    pen.text(area.x, area.y, area.width, "What is in each column?", Role::Strong);
    // A folder can be named after a person, so only the name of the file is shown.
    let file = outline.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let counts = format!("{}: {} rows. Nothing is drawn until you confirm the roles.", file, outline.rows);
    pen.text(area.x, area.y + 1, area.width, &counts, Role::Text);
    let problem_rows = u16::try_from(roles.problem().len()).unwrap_or(0).min(6);
    let list = Rect { y: area.y + 4, height: area.height.saturating_sub(8 + problem_rows), ..area };
    let name_width = (area.width / 3).max(16);
    let at = [2, name_width + 2, name_width + 15, name_width + 28];
    for (x, head) in at.iter().zip(["column", "role", "type", "found"]) {
        pen.text(area.x + x, area.y + 3, area.width.saturating_sub(*x), head, Role::Quiet);
    }
    let first = roles.chosen().saturating_sub(usize::from(list.height.max(1)) - 1);
    let columns = outline.columns.iter().zip(roles.roles()).enumerate().skip(first);
    for (y, (position, (column, role))) in (list.top()..list.bottom()).zip(columns) {
        let chosen = position == roles.chosen();
        let name = format!("{} {}", if chosen { ">" } else { " " }, column.header);
        pen.text(area.x, y, name_width, &name, if chosen { Role::Chosen } else { Role::Text });
        pen.text(area.x + at[1], y, 12, role.word(), if chosen { Role::Chosen } else { Role::Strong });
        pen.text(area.x + at[2], y, 12, column.kind.word(), Role::Text);
        let counted = || format!("{} different", column.distinct);
        let mut found = column.labels.as_ref().map_or_else(counted, |labels| labels.join(", "));
        if column.missing > 0 {
            found.push_str(&format!(", {} missing", column.missing));
        }
        pen.text(area.x + at[3], y, area.width.saturating_sub(at[3]), &found, Role::Quiet);
    }
    let hidden = outline.columns.len().saturating_sub(first + usize::from(list.height));
    if hidden > 0 {
        let words = format!("{} below", counted(hidden, "more column"));
        pen.right(area, area.y + 3, &words, Role::KeyName);
    }
    if let Some((column, role)) = outline.columns.get(roles.chosen()).zip(roles.roles().get(roles.chosen())) {
        let why = if *role == column.suggested {
            format!("suggested: {}", column.reason)
        } else {
            format!("{} was suggested: {}", column.suggested.word(), column.reason)
        };
        let words = format!("{}: {} ({why})", role.word(), meaning(*role));
        pen.wrapped(Rect { y: list.bottom(), height: 2, ..area }, &words, Role::Quiet);
    }
    for (y, line) in (list.bottom() + 2..area.bottom().saturating_sub(1)).zip(roles.problem()) {
        pen.text(area.x, y, area.width, line, Role::Alert);
    }
}

/// What a role means, for somebody who gives one for the first time.
fn meaning(role: records::Role) -> &'static str {
    match role {
        records::Role::Identifier => "names and numbers of students, never shown",
        records::Role::Group => "groups of students that are compared",
        records::Role::Class => "classes or teachers, shown as Class A, Class B",
        records::Role::Measure => "scores or levels, what the pictures show",
        records::Role::Time => "test windows, terms or years",
        records::Role::Text => "words that somebody wrote, never shown",
        records::Role::Drop => "not read at all",
    }
}
