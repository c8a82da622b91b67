//! What would show more where a whole body is withheld although its groups are not: told with the body, after the reveal.

use super::super::admitted::{Body, Cell, Frame};
use super::super::card::{Kind, Part as Role};
use super::super::disclosure::{Shares, split, suppress};
use super::{Context, Part, Row};

/// A sentence for the card, if nothing but numbers of students is told of groups that are shown.
pub(super) fn more(context: &Context<'_>, frame: &Frame, body: &Body, part: &Part) -> Option<String> {
    let shown: Vec<&Row> = part.rows.iter().filter(|row| row.is_shown && row.sample.n > 0).collect();
    if shown.is_empty() || tells(frame, body) {
        return None;
    }
    let scale = &context.measure.scale;
    let levels = scale.levels();
    let is_of_shares = matches!(context.plan.kind, Kind::Levels | Kind::Distribution | Kind::Groups);
    let is_small = |row: &&Row| split(row.sample.n, levels.len(), Some(1)).is_some();
    if is_of_shares && scale.target.is_none() && levels.len() > 2 && shown.iter().all(is_small) {
        return Some("To show more, say in the card which level counts as reached: at_or_above = \"...\".".to_owned());
    }
    if matches!(context.plan.kind, Kind::Grid | Kind::Marks(_) | Kind::Items) {
        return None;
    }
    if context.plan.kind == Kind::Table && !frame_has_counts(frame) {
        return None;
    }
    let counts: Vec<Vec<u32>> =
        shown.iter().map(|row| row.sample.levels(levels.len(), |step| scale.level(step))).collect();
    let is_told = |counts: &[Vec<u32>], target: Option<usize>| match context.plan.kind {
        Kind::Table => suppress(counts).is_some(),
        _ => counts.iter().all(|counts| Shares::new(counts, target).parts.is_some()),
    };
    groups(context, &shown, &counts, |counts| is_told(counts, scale.target))
        .or_else(|| joined(&levels, &counts, scale.target, is_told))
}

/// Whether a number is shown that is not a number of students.
fn tells(frame: &Frame, body: &Body) -> bool {
    let is_told = |cells: &[&Cell]| cells.iter().any(|cell| cell.number().is_some());
    match (frame, body) {
        (_, Body::Levels(rows)) => rows.iter().any(|row| !row.is_hidden()),
        (_, Body::Distribution { bins, median, bands, .. }) => {
            !bins.is_empty() || is_told(&[median]) || is_told(&bands.iter().collect::<Vec<_>>())
        }
        (_, Body::Groups(groups)) => groups.iter().any(|group| {
            !group.bins.is_empty() || is_told(&[&group.median]) || is_told(&group.bands.iter().collect::<Vec<_>>())
        }),
        (Frame::Table { columns, .. }, Body::Table(rows)) => rows
            .iter()
            .any(|row| columns.iter().zip(row).any(|(column, cell)| column.id != "n" && cell.number().is_some())),
        _ => true,
    }
}

fn frame_has_counts(frame: &Frame) -> bool {
    matches!(frame, Frame::Table { columns, .. } if columns.iter().any(|column| column.id.starts_with("level-")))
}

/// Two groups that together would be told of beside all others, the smallest that would.
fn groups(
    context: &Context<'_>,
    shown: &[&Row],
    counts: &[Vec<u32>],
    is_told: impl Fn(&[Vec<u32>]) -> bool,
) -> Option<String> {
    if !context.plan.is_by_group() || shown.len() < 3 {
        return None;
    }
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (one, first) in shown.iter().enumerate() {
        for (other, second) in
            shown.iter().enumerate().skip(one + 1).filter(|(_, row)| !row.is_total && !first.is_total)
        {
            pairs.push((first.sample.n + second.sample.n, one, other));
        }
    }
    pairs.sort_unstable();
    let merged = |one: usize, other: usize| -> Vec<Vec<u32>> {
        let both = counts.get(one).into_iter().flatten().zip(counts.get(other).into_iter().flatten());
        let rest = counts.iter().enumerate().filter(|(at, _)| *at != one && *at != other).map(|(_, row)| row.clone());
        std::iter::once(both.map(|(a, b)| a + b).collect()).chain(rest).collect()
    };
    let (_, one, other) = pairs.into_iter().find(|(_, one, other)| is_told(&merged(*one, *other)))?;
    let (one, other) = (shown.get(one)?, shown.get(other)?);
    let label = context.plan.by_label.as_str();
    let is_class = context.card.categories.iter().any(|of| of.part == Role::Class && of.label == label);
    Some(if is_class {
        format!("To show more, merge small classes of \"{label}\" in the card.")
    } else {
        format!("To show more, merge \"{}\" and \"{}\" of \"{label}\" in the card.", one.label, other.label)
    })
}

/// Two levels next to each other that together would be told of.
fn joined(
    levels: &[String],
    counts: &[Vec<u32>],
    target: Option<usize>,
    is_told: impl Fn(&[Vec<u32>], Option<usize>) -> bool,
) -> Option<String> {
    let join = |at: usize| -> Vec<Vec<u32>> {
        let join_row = |row: &Vec<u32>| {
            let mut row = row.clone();
            if at + 1 < row.len() {
                let next = row.remove(at + 1);
                row.get_mut(at).into_iter().for_each(|count| *count += next);
            }
            row
        };
        counts.iter().map(join_row).collect()
    };
    // The level that counts as reached keeps its cut.
    let after = |at: usize| target.map(|target| if at < target { target - 1 } else { target });
    let mut pairs = (0..levels.len().saturating_sub(1)).filter(|at| levels.len() > 2 && target != Some(at + 1));
    let at = pairs.find(|at| is_told(&join(*at), after(*at)))?;
    let (one, next) = levels.get(at).zip(levels.get(at + 1))?;
    Some(format!("To show more, join the levels \"{one}\" and \"{next}\" in the card: leave out the cut between them."))
}
