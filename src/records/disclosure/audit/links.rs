//! Two windows of the same students: how many fell, stayed and grew.
//!
//! Such a share ties the scores of one window to those of the other, student by student, and the rest of the audit knows each window
//! by itself. Two proofs hold it in the same system, both by tables of whole students:
//!
//! - *The shares.* None is known to be of fewer than two students, or of all but fewer than two, and none of a hidden row is known
//!   better than to four values. For that, students who are the same to every view in both windows change places in one window,
//!   which leaves everything else as it is.
//! - *Everything else.* A table that the [search](super::search) finds counts only if its scores can be given to students: those
//!   who are not moved keep theirs, those who are moved get the nearest of the new category, and then students change places as
//!   above until every share that is told is right again. The sums that means state are those of the scores given.
//!
//! What cannot be built in a few attempts counts as impossible, so that more is withheld and never less. Only one pair of windows
//! of a measure is told in this way, and none beside a picture of two measures (`views/change.rs`): a student has no third score
//! that would be tied to these.

mod given;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use given::Given;

pub(super) use given::Table;

/// Students of one atom in the first window and of one in the last, by their two steps.
pub(in crate::records) struct Joint {
    pub(in crate::records) atoms: [usize; 2],
    pub(in crate::records) pairs: BTreeMap<(u32, u32), u32>,
}

/// Who has which two scores, of the windows that a measure's pictures of change tell together.
#[derive(Default)]
pub(in crate::records) struct Paired {
    pub(in crate::records) joints: Vec<Joint>,
    /// Steps between two scores that still count as the same.
    pub(in crate::records) within: u32,
}

/// What became of a student: fell, stayed or grew.
pub(in crate::records) fn became(before: u32, after: u32, within: u32) -> usize {
    if before.abs_diff(after) <= within { 1 } else { usize::from(after > before) * 2 }
}

/// Attempts at giving scores to students.
const ATTEMPTS: u64 = 2;

/// A row of a picture of change.
struct Row {
    unit: usize,
    joints: Vec<usize>,
    n: i64,
    /// Which of fell, stayed and grew are counted together, and between which numbers; none where they are hidden.
    parts: Vec<(Range<usize>, i64, i64)>,
}

/// The steps of a student in the two windows.
type Pair = (u32, u32);

/// Students of each two steps, ascending.
type Pairs = Vec<(Pair, u32)>;

/// The links between two windows of a measure.
#[derive(Default)]
pub(super) struct Links {
    joints: Vec<([usize; 2], Pairs)>,
    within: u32,
    rows: Vec<Row>,
    /// The rows that hold each joint, and the joints that hold each atom.
    rows_of: Vec<Vec<usize>>,
    joints_of: BTreeMap<usize, Vec<usize>>,
    /// Fell, stayed and grew in truth, for each row.
    truth: Vec<[i64; 3]>,
}

/// A goal for the shares of a row: so many of these.
#[derive(Clone)]
struct Goal {
    row: usize,
    classes: Range<usize>,
    low: i64,
    high: i64,
}

impl Links {
    pub(super) fn new(paired: Paired) -> Self {
        let mut links = Self { within: paired.within, ..Self::default() };
        for (at, joint) in paired.joints.into_iter().enumerate() {
            for atom in joint.atoms {
                links.joints_of.entry(atom).or_default().push(at);
            }
            links.joints.push((joint.atoms, joint.pairs.into_iter().collect()));
            links.rows_of.push(Vec::new());
        }
        links
    }

    /// A row of students who are in these atoms in either window.
    pub(super) fn add(&mut self, unit: usize, atoms: &[usize], parts: &[(Range<usize>, u32, u32)]) {
        let is_in = |atom: &usize| atoms.binary_search(atom).is_ok();
        let all = self.joints.iter().enumerate();
        let joints: Vec<usize> = all.filter(|(_, (atoms, _))| atoms.iter().all(is_in)).map(|(at, _)| at).collect();
        let mut truth = [0; 3];
        for (_, table) in joints.iter().filter_map(|joint| self.joints.get(*joint)) {
            for (pair, count) in table {
                self.count(&mut truth, *pair, i64::from(*count));
            }
        }
        for joint in &joints {
            if let Some(rows) = self.rows_of.get_mut(*joint) {
                rows.push(self.rows.len());
            }
        }
        let parts = parts.iter().map(|(classes, low, high)| (classes.clone(), (*low).into(), (*high).into())).collect();
        self.rows.push(Row { unit, joints, n: truth.iter().sum(), parts });
        self.truth.push(truth);
    }

    fn count(&self, numbers: &mut [i64; 3], (before, after): Pair, by: i64) {
        if let Some(number) = numbers.get_mut(became(before, after, self.within)) {
            *number += by;
        }
    }

    fn is_told(row: &Row, is_aside: &[bool]) -> bool {
        !row.parts.is_empty() && is_aside.get(row.unit) == Some(&false)
    }

    /// The units whose shares tie one of these atoms.
    pub(super) fn touching(&self, atoms: &[usize]) -> impl Iterator<Item = usize> {
        let joints = atoms.iter().filter_map(|atom| self.joints_of.get(atom)).flatten();
        let rows: BTreeSet<usize> = joints.filter_map(|joint| self.rows_of.get(*joint)).flatten().copied().collect();
        rows.into_iter().filter_map(|row| self.rows.get(row)).filter(|row| !row.parts.is_empty()).map(|row| row.unit)
    }

    /// A unit that must be withheld because of what the shares tell of each other.
    pub(super) fn too_much(&self, is_aside: &[bool]) -> Option<usize> {
        let told = || self.rows.iter().filter(|row| Links::is_told(row, is_aside));
        for (at, row) in self.rows.iter().enumerate() {
            if Links::is_told(row, is_aside) {
                let is_open = row.parts.iter().all(|(classes, ..)| self.is_open(at, classes, is_aside));
                if !is_open {
                    return Some(row.unit);
                }
            } else if let Some(beside) = told().rfind(|told| shares_one(&told.joints, &row.joints))
                && !(0..3).all(|class| self.is_wide(at, &(class..class + 1), is_aside))
            {
                return Some(beside.unit);
            }
        }
        None
    }

    /// At least two of these are possible, and all but two.
    fn is_open(&self, at: usize, classes: &Range<usize>, is_aside: &[bool]) -> bool {
        let Some((row, truth)) = self.rows.get(at).zip(self.truth.get(at)) else { return false };
        let (now, n) = (held(truth, classes), row.n);
        let goal = |low, high| Goal { row: at, classes: classes.clone(), low, high };
        n == 0
            || ((now >= 2 || self.can(&goal(2, n), is_aside)) && (now + 2 <= n || self.can(&goal(0, n - 2), is_aside)))
    }

    /// Numbers three apart are possible.
    fn is_wide(&self, at: usize, classes: &Range<usize>, is_aside: &[bool]) -> bool {
        let Some((row, truth)) = self.rows.get(at).zip(self.truth.get(at)) else { return false };
        let (now, n) = (held(truth, classes), row.n);
        let width = n.min(super::WIDTH.into());
        (0..=width).any(|down| {
            let goal = |low, high| Goal { row: at, classes: classes.clone(), low, high };
            let up = width - down;
            now >= down
                && now + up <= n
                && (down == 0 || self.can(&goal(0, now - down), is_aside))
                && (up == 0 || self.can(&goal(now + up, n), is_aside))
        })
    }

    /// Whether students can change places so that the goal is reached and every told share is right.
    fn can(&self, goal: &Goal, is_aside: &[bool]) -> bool {
        (0..ATTEMPTS).any(|attempt| {
            let mut given = Given::new(self, is_aside, attempt);
            given.goal = Some(goal.clone());
            given.exchange()
        })
    }

    /// Whether the counts and sums of a table can be given to students so that every told share is right.
    pub(super) fn agree(&self, table: &Table<'_>, is_aside: &[bool]) -> bool {
        let touched: BTreeSet<usize> =
            table.touched.iter().copied().filter(|atom| self.joints_of.contains_key(atom)).collect();
        let is_told = |row: &Row| Links::is_told(row, is_aside);
        touched.is_empty() || !self.rows.iter().any(is_told) || self.given(table, &touched, is_aside).is_some()
    }

    /// Scores that make such a table.
    fn given<'l>(&'l self, table: &Table<'_>, touched: &BTreeSet<usize>, is_aside: &'l [bool]) -> Option<Given<'l>> {
        (0..ATTEMPTS).find_map(|attempt| {
            let mut given = Given::new(self, is_aside, attempt);
            let is_built = touched.iter().all(|atom| given.follow(*atom, table)) && given.exchange();
            (is_built && given.sums_agree(table, touched)).then_some(given)
        })
    }
}

fn held(numbers: &[i64; 3], classes: &Range<usize>) -> i64 {
    numbers.get(classes.clone()).map_or(0, |numbers| numbers.iter().sum())
}

fn shares_one(one: &[usize], other: &[usize]) -> bool {
    one.iter().any(|joint| other.binary_search(joint).is_ok())
}

#[cfg(test)]
mod tests {
    use super::super::dice::Dice;
    use super::super::system::{Rule, System};
    use super::*;

    fn below(dice: &mut Dice, bound: u32) -> u32 {
        u32::try_from(dice.below(bound as usize)).unwrap()
    }

    /// Students in three groups, who may be in another one afterwards: atoms 0 to 2 before, 3 to 5 after.
    fn paired(dice: &mut Dice) -> Paired {
        let mut joints: BTreeMap<[usize; 2], BTreeMap<(u32, u32), u32>> = BTreeMap::new();
        for _ in 0..20 + below(dice, 40) {
            let group = below(dice, 3) as usize;
            let other = if below(dice, 4) == 0 { below(dice, 3) as usize } else { group };
            let before = below(dice, 16);
            let after = (before + below(dice, 9)).saturating_sub(3).min(20);
            *joints.entry([group, 3 + other]).or_default().entry((before, after)).or_default() += 1;
        }
        let joints = joints.into_iter().map(|(atoms, pairs)| Joint { atoms, pairs }).collect();
        Paired { joints, within: below(dice, 2) }
    }

    fn system(links: &Links) -> System {
        let mut scores = vec![BTreeMap::new(); 6];
        for (atoms, pairs) in &links.joints {
            for ((before, after), count) in pairs {
                *scores[atoms[0]].entry(*before).or_default() += count;
                *scores[atoms[1]].entry(*after).or_default() += count;
            }
        }
        System::new(&scores, [5, 10, 15, 21].into())
    }

    /// All six atoms, or those of one group that stays together; shares from the truth on, some of them as narrow as can be.
    fn told(links: &mut Links, dice: &mut Dice) {
        links.add(0, &[0, 1, 2, 3, 4, 5], &[]);
        let truth = links.truth.pop().unwrap();
        links.rows.clear();
        links.rows_of.iter_mut().for_each(Vec::clear);
        let mut range = |class: usize| {
            let low = truth[class].saturating_sub(below(dice, 3).into()).max(0);
            (class..class + 1, u32::try_from(low).unwrap(), u32::try_from(truth[class]).unwrap() + below(dice, 3))
        };
        let parts = [range(0), range(1), range(2)];
        links.add(0, &[0, 1, 2, 3, 4, 5], &parts);
    }

    /// Whatever scores are given make the table that was asked for, its sums, and every told share.
    #[test]
    fn scores_that_are_given_make_the_table_and_every_told_share() {
        let mut dice = Dice::new(0x5EED);
        let (mut built, mut refused) = (0, 0);
        for _ in 0..400 {
            let mut links = Links::new(paired(&mut dice));
            told(&mut links, &mut dice);
            let mut system = system(&links);
            let set = system.set(&[0, 1, 2]);
            let sum: i64 = system.sums[..3].iter().sum();
            system.add(Rule::sum(set, sum - 4, sum + 4, 1));
            let mut counts = system.truth.clone();
            let mut touched = Vec::new();
            for _ in 0..=below(&mut dice, 4) {
                let (atom, from, to) =
                    (below(&mut dice, 6) as usize, below(&mut dice, 4) as usize, below(&mut dice, 4) as usize);
                if counts[atom][from] > 0 {
                    counts[atom][from] -= 1;
                    counts[atom][to] += 1;
                    touched.push(atom);
                }
            }
            let (sums, values) = (system.sums.clone(), [sum]);
            let table = Table { system: &system, counts: &counts, sums: &sums, values: &values, touched: &touched };
            let touched: BTreeSet<usize> = touched.iter().copied().collect();
            let Some(given) = links.given(&table, &touched, &[false, false]) else {
                refused += 1;
                continue;
            };
            built += 1;
            let mut made = vec![vec![0; 4]; 6];
            let (mut became_of, mut total) = ([0; 3], 0);
            for (at, (atoms, truth)) in links.joints.iter().enumerate() {
                let students = |pairs: &[((u32, u32), u32)]| pairs.iter().map(|(_, count)| count).sum::<u32>();
                assert_eq!(students(given.table(at)), students(truth));
                for (pair, count) in given.table(at) {
                    made[atoms[0]][system.category(pair.0)] += count;
                    made[atoms[1]][system.category(pair.1)] += count;
                    became_of[became(pair.0, pair.1, links.within)] += i64::from(*count);
                    total += i64::from(pair.0) * i64::from(*count);
                }
            }
            assert_eq!(made, counts);
            assert!((total - sum).abs() <= 4, "{total} {sum}");
            for (classes, low, high) in &links.rows[0].parts {
                assert!((*low..=*high).contains(&became_of[classes.start]), "{became_of:?}");
            }
        }
        assert!(built > 100 && refused > 10, "{built} built, {refused} refused");
    }

    #[test]
    fn shares_of_students_whom_nothing_lets_change_places_are_withheld() {
        let joint =
            |atoms: [usize; 2], pairs: &[((u32, u32), u32)]| Joint { atoms, pairs: pairs.iter().copied().collect() };
        let part = |class: usize, low, high| (class..class + 1, low, high);
        // Everybody grew, from the one score to the other: no exchange changes that.
        let mut links = Links::new(Paired { joints: vec![joint([0, 1], &[((3, 9), 40)])], within: 0 });
        links.add(0, &[0, 1], &[part(0, 0, 3), part(1, 0, 3), part(2, 37, 40)]);
        assert_eq!(links.too_much(&[false]), Some(0));
        assert_eq!(links.too_much(&[true]), None);
        // Of these, two of those who were low before may have come to be low again, so that others fell.
        let spread = [((2, 4), 10), ((3, 9), 10), ((8, 10), 10), ((6, 6), 2), ((7, 6), 2)];
        let mut links = Links::new(Paired { joints: vec![joint([0, 1], &spread)], within: 0 });
        links.add(0, &[0, 1], &[part(0, 0, 3), part(1, 0, 3), part(2, 28, 34)]);
        assert_eq!(links.too_much(&[false]), None);
    }

    #[test]
    fn a_hidden_row_is_not_told_by_those_beside_it() {
        let joints = || {
            vec![
                Joint { atoms: [0, 2], pairs: [((5, 9), 30), ((9, 5), 10)].into() },
                Joint { atoms: [1, 3], pairs: [((4, 8), 8)].into() },
            ]
        };
        let part = |class: usize, low, high| (class..class + 1, low, high);
        let told = |beside: bool| {
            let mut links = Links::new(Paired { joints: joints(), within: 0 });
            if beside {
                links.add(0, &[0, 1, 2, 3], &[part(0, 8, 12), part(1, 0, 3), part(2, 36, 40)]);
            } else {
                links.add(0, &[0, 2], &[part(0, 8, 12), part(1, 0, 3), part(2, 28, 32)]);
            }
            links.add(1, &[1, 3], &[]);
            links.too_much(&[false, false])
        };
        // The eight hidden students have one score each time: nothing shows that not all of them grew.
        assert_eq!((told(false), told(true)), (None, Some(0)));
    }
}
