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

/// Adds the time from the last row to the audited table, and the shares of cells that are shown.
pub(crate) fn measure(wish: &Wish, table: &mut Table) -> Result<()> {
    let mut dice = Dice(20_260_303);
    let (mut times, mut shown, mut least) = (Vec::new(), 0, 0);
    let tables = wish.runs(200);
    for _ in 0..tables {
        let counts = counts(&mut dice);
        let (admission, spent) = admit(&counts)?;
        times.push(spent);
        shown += told(&admission)?;
        least += bridge_free(&counts).iter().flatten().filter(|hidden| !**hidden).count();
    }
    let percent = |cells: usize| 100.0 * cells as f64 / (tables * GROUPS * LEVELS) as f64;
    let one = |value: f64| Sample::from_iter([value]);
    let what = |what: &str| format!("table of counts of {GROUPS} groups and {LEVELS} levels: {what}");
    table.add(what("hiding and audit"), "ms", &Sample::milliseconds(times), Some(Goal::Median(50.0)));
    table.add(what("cells shown"), "%", &one(percent(shown)), None);
    table.add(what("cells shown where nothing is exact, and no more"), "%", &one(percent(least)), None);
    let points = (percent(least) - percent(shown)).max(0.0);
    // A difference may reach its bound, the table's goals lie below theirs.
    table.add(what("points below that"), "", &one(points), Some(Goal::Max(2.0 + 1e-9)));
    Ok(())
}

/// Between 10 and about 90 students of each group, dealt over the levels by a profile of its own.
fn counts(dice: &mut Dice) -> Counts {
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
    let cuts: Vec<String> = (1..LEVELS).map(|at| format!("{{ at = {at}, name = \"L{at}\" }}")).collect();
    let card = format!(
        "schema = 1\ntitle = \"Made up\"\n[column.id]\nrole = \"identifier\"\n[column.group]\nrole = \"group\"\n\
         [column.level]\nrole = \"measure\"\nrange = [0, {}]\nbelow = \"L0\"\ncuts = [{}]\n\
         [[view]]\nid = \"counts\"\nkind = \"table\"\nmeasure = \"level\"\nby = \"group\"\nshow = [\"n\", \"counts\"]\n",
        LEVELS - 1,
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
    let all = || (0..GROUPS).flat_map(|row| (0..LEVELS).map(move |column| (row, column)));
    loop {
        let mut more = None;
        for cell in all().filter(|cell| is(&hidden, *cell)) {
            match cheapest_cycle(counts, &hidden, cell) {
                None => return vec![vec![true; LEVELS]; GROUPS],
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
    let mut best: Vec<Option<Path>> = vec![None; GROUPS + LEVELS];
    *best.get_mut(cell.0)? = Some((0, Vec::new()));
    for _ in 0..GROUPS + LEVELS {
        for (row, line) in counts.iter().enumerate() {
            for (column, count) in
                line.iter().enumerate().filter(|(column, count)| (row, *column) != cell && **count > 0)
            {
                let price = if is(hidden, (row, column)) { 0 } else { *count };
                for (from, to) in [(row, GROUPS + column), (GROUPS + column, row)] {
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
    best.get(GROUPS + cell.1).cloned().flatten().map(|(_, path)| path)
}
