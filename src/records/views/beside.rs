//! Which grids may stand beside the other pictures; decided from the sets that all views ask for, never from a score.
//!
//! The audit works measure by measure. A grid links two of them, and is part of both audits through the room that it leaves
//! (`disclosure/grid.rs`). That holds as long as the scores of one of the two can be dealt out anew among the students of the grid:
//! nothing is told of a part of them in that measure, and no other grid links it further.

use super::super::admitted::Refused;
use super::super::card::Kind;
use super::Sets;
use super::part::Part;
use super::plan::Plan;

/// For each view why it may not stand beside the others.
pub(super) fn obstacles(plans: &[Plan], asked: &[Sets]) -> Vec<Option<Refused>> {
    let all: Vec<(&Plan, &[Part])> = plans
        .iter()
        .zip(asked)
        .map(|(plan, parts)| (plan, parts.as_ref().map(Vec::as_slice).unwrap_or_default()))
        .collect();
    (0..all.len()).map(|at| obstacle(&all, at)).collect()
}

fn obstacle(all: &[(&Plan, &[Part])], at: usize) -> Option<Refused> {
    let (plan, parts) = all.get(at).filter(|(plan, _)| plan.kind == Kind::Grid)?;
    let refused =
        |reason: String, instead: String| Some(Refused { id: plan.id.clone(), reason, instead: Some(instead) });
    let others = || all.iter().enumerate().filter(|(other, _)| *other != at).map(|(other, view)| (other, *view));
    let earlier = others().filter(|(other, (plan, _))| *other < at && plan.kind == Kind::Grid);
    if let Some((_, (other, _))) =
        earlier.into_iter().find(|(_, (_, told))| parts.iter().any(|part| tells(told, part, |_| true)))
    {
        let title = &other.title;
        return refused(
            format!(
                "The grid is not shown beside \"{title}\": two grids of the same scores would tell more than each."
            ),
            format!("Show it instead by leaving \"{title}\" out of the card."),
        );
    }
    // The first picture by measure that tells of a part of the students.
    let of_part = |part: &Part| {
        let is_part = |row: &[usize]| set(part).iter().any(|atom| !row.contains(atom));
        others().find(|(_, (_, told))| tells(told, part, is_part)).map(|(_, (plan, _))| &plan.title)
    };
    let told: Option<Vec<&String>> = parts.iter().map(of_part).collect();
    match told.as_deref() {
        Some([one, other, ..]) => {
            let both = if one == other { format!("\"{one}\"") } else { format!("\"{one}\" and \"{other}\"") };
            refused(
                format!("The grid is not shown beside {both}: they tell of parts of its students in both measures."),
                "Show it instead by telling one of its measures of everybody alone.".to_owned(),
            )
        }
        _ => None,
    }
}

/// The students of a grid, in one of its measures.
fn set(part: &Part) -> &[usize] {
    part.rows.first().map_or(&[], |row| &row.sample.atoms)
}

/// Whether a row of a picture is about some of the students of a grid, and is of a kind.
fn tells(told: &[Part], part: &Part, is: impl Fn(&[usize]) -> bool) -> bool {
    let rows = told.iter().filter(|other| other.measure == part.measure).flat_map(|other| &other.rows);
    rows.map(|row| row.sample.atoms.as_slice()).any(|row| row.iter().any(|atom| set(part).contains(atom)) && is(row))
}
