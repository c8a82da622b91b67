//! A table of counts: how long it takes to hide what must be hidden, and how much is shown beside the least that could be hidden.
//!
//! The least is a pattern of hidden cells without a bridge, in which no count follows from the sums of rows and columns
//! (PRIVACY 3 of the project's notes); hidden counts may then lie in narrow intervals, which chartpaper does not allow.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use chartpaper::records::{self, Admission, Body, Cell, DataSource, Progress};

use crate::Result;
use crate::made_up::Dice;
use crate::sample::Sample;
use crate::table::{Goal, Table};
use crate::wish::Wish;

const GROUPS: usize = 12;
const LEVELS: usize = 6;

/// Counts up to this are hidden for their own sake, zero apart.
const SMALL: u32 = 4;

type Counts = Vec<Vec<u32>>;

/// Cells from one line to another, and the sum of those that are shown.
type Path = (u32, Vec<(usize, usize)>);

/// What came of many tables of a kind.
#[derive(Default)]
struct Found {
    times: Vec<Duration>,
    cells: usize,
    shown: usize,
    /// What would be shown if no hidden count followed, and no more were asked.
    bridge_free: usize,
}

/// Adds the time from the last row to the audited table, and the shares of cells that are shown: of large tables, and of small ones
/// as those on which the bound of two points was found (PRIVACY E1).
pub(crate) fn measure(wish: &Wish, table: &mut Table) -> Result<()> {
    let mut dice = Dice(20_260_303);
    let large = found(wish.runs(200), || large(&mut dice))?;
    let mut dice = Dice(20_260_304);
    let small = found(wish.runs(2_000), || small(&mut dice))?;
    let what = format!("table of counts of {GROUPS} groups and {LEVELS} levels: hiding and audit");
    table.add(what, "ms", &Sample::milliseconds(large.times.iter().copied()), Some(Goal::Median(50.0)));
    // Sparse rows of six levels need more company than those of three or four; of them there is no bound.
    for (name, found, bound) in
        [("large tables of counts", &large, None), ("small tables of counts", &small, Some(2.0))]
    {
        let percent = |cells: usize| 100.0 * cells as f64 / found.cells.max(1) as f64;
        let one = |value: f64| Sample::from_iter([value]);
        let what = |what: &str| format!("{name}: {what}");
        let (shown, least) = (percent(found.shown), percent(found.bridge_free));
        table.add(what("cells shown"), "%", &one(shown), None);
        table.add(what("cells shown where nothing is exact, and no more"), "%", &one(least), None);
        // A difference may reach its bound, the table's goals lie below theirs.
        let goal = bound.map(|bound: f64| Goal::Max(bound + 1e-9));
        table.add(what("points below that"), "", &one((least - shown).max(0.0)), goal);
    }
    Ok(())
}

fn found(tables: usize, mut draw: impl FnMut() -> Counts) -> Result<Found> {
    let mut found = Found::default();
    for _ in 0..tables {
        let counts = draw();
        let (admission, spent) = admit(&counts)?;
        found.times.push(spent);
        found.cells += counts.iter().map(Vec::len).sum::<usize>();
        found.shown += told(&admission)?;
        found.bridge_free += bridge_free(&counts).iter().flatten().filter(|hidden| !**hidden).count();
    }
    Ok(found)
}

/// 24, 60 or 120 students dealt over two to five groups of ten or more, and three or four levels.
fn small(dice: &mut Dice) -> Counts {
    let below = |dice: &mut Dice, sides: u32| dice.below(sides) as usize;
    loop {
        let students = [24, 60, 120][below(dice, 3)];
        let (groups, levels) = (2 + below(dice, 4), 3 + below(dice, 2));
        let shares = |dice: &mut Dice, of: usize| -> Vec<u32> { (0..of).map(|_| 1 + dice.below(9)).collect() };
        let (of_group, of_level) = (shares(dice, groups), shares(dice, levels));
        let pick = |dice: &mut Dice, shares: &[u32]| {
            let mut left = dice.below(shares.iter().sum());
            let mut at = 0;
            while let Some(share) = shares.get(at).filter(|share| left >= **share) {
                left -= share;
                at += 1;
            }
            at
        };
        let mut counts = vec![vec![0; levels]; groups];
        for _ in 0..students {
            let (group, level) = (pick(dice, &of_group), pick(dice, &of_level));
            if let Some(count) = counts.get_mut(group).and_then(|row: &mut Vec<u32>| row.get_mut(level)) {
                *count += 1;
            }
        }
        if counts.iter().all(|row| row.iter().sum::<u32>() >= 10) {
            return counts;
        }
    }
}

/// Between 10 and about 90 students of each group, dealt over the levels by a profile of its own.
fn large(dice: &mut Dice) -> Counts {
    let group = |dice: &mut Dice| {
        let (students, middle) = (10 + dice.below(80), dice.below(6));
        let mut row = vec![0; LEVELS];
        for _ in 0..students {
            let level = (middle + dice.below(3) + dice.below(3)).saturating_sub(2).min(5);
            if let Some(count) = row.get_mut(level as usize) {
                *count += 1;
            }
        }
        row
    };
    (0..GROUPS).map(|_| group(dice)).collect()
}

fn levels_of(counts: &Counts) -> usize {
    counts.first().map_or(0, Vec::len)
}

fn admit(counts: &Counts) -> Result<(Admission, Duration)> {
    let mut text = String::from("id,group,level\n");
    let mut student = 0;
    for (group, row) in counts.iter().enumerate() {
        for (level, count) in row.iter().enumerate() {
            for _ in 0..*count {
                student += 1;
                // Writing to a String cannot fail.
                let _ = writeln!(text, "s{student},G{group},{level}");
            }
        }
    }
    let levels = levels_of(counts);
    let cuts: Vec<String> = (1..levels).map(|at| format!("{{ at = {at}, name = \"L{at}\" }}")).collect();
    let card = format!(
        "schema = 1\ntitle = \"Made up\"\n[column.id]\nrole = \"identifier\"\n[column.group]\nrole = \"group\"\n\
         [column.level]\nrole = \"measure\"\nrange = [0, {}]\nbelow = \"L0\"\ncuts = [{}]\n\
         [[view]]\nid = \"counts\"\nkind = \"table\"\nmeasure = \"level\"\nby = \"group\"\nshow = [\"n\", \"counts\"]\n",
        levels - 1,
        cuts.join(", ")
    );
    let mut read = Instant::now();
    let mut tell = |progress| {
        if progress == Progress::Preparing {
            read = Instant::now();
        }
    };
    let source = DataSource::bundled("counts.csv", text, card);
    let admission = records::admit_telling(&[source], None, &[7; 32], 7, &mut tell)
        .map_err(|reports| reports.iter().map(ToString::to_string).collect::<String>())?;
    Ok((admission, read.elapsed()))
}

/// Counts that are shown.
fn told(admission: &Admission) -> Result<usize> {
    let Some(Body::Table(rows)) = admission.view("counts").map(records::View::body) else {
        return Err("the table was not admitted".into());
    };
    let cells = rows.iter().flat_map(|row| row.iter().skip(1));
    Ok(cells.filter(|cell: &&Cell| cell.number().is_some()).count())
}

/// What must be hidden so that no hidden count, all of them above zero, follows from the sums: each lies on a cycle of hidden cells.
fn bridge_free(counts: &Counts) -> Vec<Vec<bool>> {
    let mut hidden: Vec<Vec<bool>> =
        counts.iter().map(|row| row.iter().map(|count| (1..=SMALL).contains(count)).collect()).collect();
    let (groups, levels) = (counts.len(), levels_of(counts));
    let all = || (0..groups).flat_map(|row| (0..levels).map(move |column| (row, column)));
    loop {
        let mut more = None;
        for cell in all().filter(|cell| is(&hidden, *cell)) {
            match cheapest_cycle(counts, &hidden, cell) {
                None => return vec![vec![true; levels]; groups],
                Some(path) if path.iter().any(|cell| !is(&hidden, *cell)) => {
                    more = Some(path);
                    break;
                }
                Some(_) => {}
            }
        }
        let Some(path) = more else { return hidden };
        for (row, column) in path {
            if let Some(cell) = hidden.get_mut(row).and_then(|row| row.get_mut(column)) {
                *cell = true;
            }
        }
    }
}

fn is(hidden: &[Vec<bool>], (row, column): (usize, usize)) -> bool {
    hidden.get(row).and_then(|row| row.get(column)) == Some(&true)
}

/// The other cells of a cycle through a cell, of which those that are shown have the least sum (Bellman 1958, Ford 1956).
fn cheapest_cycle(counts: &Counts, hidden: &[Vec<bool>], cell: (usize, usize)) -> Option<Vec<(usize, usize)>> {
    let groups = counts.len();
    let mut best: Vec<Option<Path>> = vec![None; groups + levels_of(counts)];
    *best.get_mut(cell.0)? = Some((0, Vec::new()));
    for _ in 0..best.len() {
        for (row, line) in counts.iter().enumerate() {
            for (column, count) in
                line.iter().enumerate().filter(|(column, count)| (row, *column) != cell && **count > 0)
            {
                let price = if is(hidden, (row, column)) { 0 } else { *count };
                for (from, to) in [(row, groups + column), (groups + column, row)] {
                    let Some((spent, path)) = best.get(from).cloned().flatten() else { continue };
                    let is_better = best
                        .get(to)
                        .is_some_and(|known| known.as_ref().is_none_or(|(known, _)| spent + price < *known));
                    if let Some(slot) = best.get_mut(to).filter(|_| is_better) {
                        let mut path = path;
                        path.push((row, column));
                        *slot = Some((spent + price, path));
                    }
                }
            }
        }
    }
    best.get(groups + cell.1).cloned().flatten().map(|(_, path)| path)
}
