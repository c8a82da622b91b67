//! Small classes with the floor set to 3: every set of one or two students, against everything that is shown. All sessions of some
//! families, and random ones of more views.

use super::*;

/// Rank of whole-number rows, by elimination without fractions (Bareiss 1968).
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let (mut done, mut before) = (0, 1);
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(done, pivot);
        for row in done + 1..rows.len() {
            for at in (0..rows[row].len()).rev() {
                if at >= column {
                    let product = rows[row][at] * rows[done][column] - rows[row][column] * rows[done][at];
                    rows[row][at] = product / before;
                }
            }
        }
        before = rows[done][column];
        done += 1;
    }
    done
}

fn next(dice: &mut u64) -> u64 {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    *dice >> 11
}

#[test]
fn no_set_of_one_or_two_of_fourteen_students_follows() {
    let mut dice = 0x1234_5678_9ABC_DEF1;
    let classes = if std::env::var_os("CHARTPAPER_FULL").is_some() { 2_000 } else { 200 };
    let (mut shown, mut refused) = (0, 0);
    for round in 0..classes {
        let n = 6 + round % 9;
        let cells: Vec<[usize; 1]> = (0..n).map(|cell| [cell]).collect();
        let atoms = Atoms::new(&vec![1; n], &[], cells.iter().map(<[usize; 1]>::as_slice));
        let mut ledger = Ledger::new(&atoms, 3);
        let everybody: Vec<usize> = (0..n).collect();
        let mut told: Vec<Vec<i128>> = Vec::new();
        for view in 0..8 {
            let is_in = next(&mut dice);
            let (one, other): (Vec<usize>, Vec<usize>) = everybody.iter().partition(|atom| is_in >> **atom & 1 == 1);
            let candidates = [one, other].map(|atoms| Candidate { atoms, is_total: false });
            let kept = ledger.decide(&candidates, &everybody, view);
            for (candidate, kept) in candidates.iter().zip(kept) {
                shown += usize::from(kept);
                refused += usize::from(!kept && candidate.atoms.len() >= 3);
                if kept {
                    told.push(everybody.iter().map(|atom| i128::from(candidate.atoms.contains(atom))).collect());
                }
            }
        }
        let known = rank(told.clone());
        for few in (1_u32..1 << n).filter(|few| few.count_ones() < 3) {
            let mut with = told.clone();
            with.push((0..n).map(|atom| i128::from(few >> atom & 1)).collect());
            assert_eq!(rank(with), known + 1, "{n} students, {few:b}: {told:?}");
        }
    }
    assert!(shown > classes && refused > classes, "{shown} shown, {refused} refused");
}

/// Every session of some views of a kind over a class, up to the names of the students, who stand in the order of their patterns of
/// groups. What is decided then follows from how many have each pattern ([`decisions_follow_from_how_many_have_each_pattern`]), and
/// there are as many sessions as ways to write the number of students as a sum over patterns.
struct Family {
    patterns: usize,
    /// Groups of each view, as patterns; the last of a view may be its total.
    views: Vec<Vec<Vec<usize>>>,
    has_totals: bool,
}

impl Family {
    /// Each view asks for one set of students, such as a filter.
    fn sets(views: usize) -> Self {
        let of = |view: usize| vec![(0..1 << views).filter(|pattern| pattern >> view & 1 == 1).collect()];
        Self { patterns: 1 << views, views: (0..views).map(of).collect(), has_totals: false }
    }

    /// Each view divides the class into so many groups, with or without everybody beside them.
    fn groupings(views: u32, groups: usize, has_totals: bool) -> Self {
        let patterns = groups.pow(views);
        let of = |view: u32| -> Vec<Vec<usize>> {
            let is_in = |pattern: &usize, group: usize| pattern / groups.pow(view) % groups == group;
            let mut sets: Vec<Vec<usize>> =
                (0..groups).map(|group| (0..patterns).filter(|pattern| is_in(pattern, group)).collect()).collect();
            if has_totals {
                sets.push((0..patterns).collect());
            }
            sets
        };
        Self { patterns, views: (0..views).map(of).collect(), has_totals }
    }

    /// What is shown of each view, for a class with so many students of each pattern; the students stand in the order of the
    /// patterns, or the other way round.
    fn decided(&self, students: &[u32], is_reversed: bool) -> Vec<Vec<bool>> {
        let place = |pattern: &usize| if is_reversed { self.patterns - 1 - pattern } else { *pattern };
        let views: Vec<Vec<Vec<usize>>> = self
            .views
            .iter()
            .map(|groups| groups.iter().map(|set| set.iter().map(place).collect()).collect())
            .collect();
        let mut placed = vec![0; self.patterns];
        for (pattern, students) in students.iter().enumerate() {
            placed[place(&pattern)] = *students;
        }
        let atoms = Atoms::new(&placed, &[], views.iter().flatten().map(Vec::as_slice));
        let mut ledger = Ledger::new(&atoms, 3);
        let all = views.iter().enumerate();
        all.map(|(at, groups)| {
            let candidate = |(group, set): (usize, &Vec<usize>)| Candidate {
                atoms: atoms.set(set),
                is_total: self.has_totals && group + 1 == groups.len(),
            };
            let candidates: Vec<Candidate> = groups.iter().enumerate().map(candidate).collect();
            let everybody: Vec<usize> = groups.iter().flatten().copied().collect();
            ledger.decide(&candidates, &atoms.set(&everybody), at)
        })
        .collect()
    }

    /// Whether anything of one or two students follows from what is shown.
    fn tells(&self, students: &[u32], decided: &[Vec<bool>]) -> bool {
        let all = self.views.iter().flatten().zip(decided.iter().flatten());
        let vector = |set: &[usize]| -> Vec<i128> {
            (0..self.patterns).filter(|at| students[*at] > 0).map(|at| i128::from(set.contains(&at))).collect()
        };
        let mut told: Vec<Vec<i128>> = all.filter(|(_, shown)| **shown).map(|(set, _)| vector(set)).collect();
        told.sort();
        told.dedup();
        let known = rank(told.clone());
        // What follows of some students of a pattern follows of all who have it.
        let few: Vec<usize> = (0..self.patterns).filter(|at| (1..3).contains(&students[*at])).collect();
        let singles = few.iter().map(|at| vec![*at]);
        let of_one = |at: &&usize| students[**at] == 1;
        let ones: Vec<usize> = few.iter().filter(of_one).copied().collect();
        let pairs =
            ones.iter().enumerate().flat_map(|(at, one)| ones[at + 1..].iter().map(move |two| vec![*one, *two]));
        singles.chain(pairs).any(|few| {
            let mut with = told.clone();
            with.push(vector(&few));
            rank(with) == known
        })
    }

    /// Every class of `n` students. Gives how many sessions there are, how many sets are shown, and how many of three or more are not.
    fn all(&self, n: u32) -> [u64; 3] {
        let mut found = [0; 3];
        self.from(n, &mut Vec::new(), &mut found);
        found
    }

    fn from(&self, left: u32, students: &mut Vec<u32>, found: &mut [u64; 3]) {
        if students.len() + 1 < self.patterns {
            for here in 0..=left {
                students.push(here);
                self.from(left - here, students, found);
                students.pop();
            }
            return;
        }
        students.push(left);
        let [decided, other] = [false, true].map(|is_reversed| self.decided(students, is_reversed));
        assert!(!self.tells(students, &decided), "{students:?}: {decided:?}");
        assert!(other == decided || !self.tells(students, &other), "{students:?}: {other:?}");
        found[0] += 1;
        for (set, is_shown) in self.views.iter().flatten().zip(decided.iter().flatten()) {
            let size: u32 = set.iter().map(|pattern| students[*pattern]).sum();
            assert!(!is_shown || size >= 3);
            found[if *is_shown { 1 } else { 2 }] += u64::from(*is_shown || size >= 3);
        }
        students.pop();
    }
}

/// Ways to write `n` as a sum over so many patterns.
fn ways(n: u64, patterns: u64) -> u64 {
    (1..patterns).fold(1, |ways, at| ways * (n + at) / at)
}

/// Completely: all sessions of three sets, of three divisions into two, of two divisions into three with and without totals, over up to
/// fourteen students; by default over up to six.
#[test]
fn all_sessions_over_up_to_fourteen_students_tell_of_no_one_and_no_two() {
    let most = if std::env::var_os("CHARTPAPER_FULL").is_some() { 14 } else { 6 };
    let families = [
        Family::sets(3),
        Family::groupings(3, 2, false),
        Family::groupings(2, 2, true),
        Family::groupings(2, 3, false),
        Family::groupings(2, 3, true),
    ];
    let mut all = [0; 3];
    for family in &families {
        for n in 0..=most {
            let found = family.all(n);
            assert_eq!(found[0], ways(n.into(), family.patterns as u64));
            all = [0, 1, 2].map(|at| all[at] + found[at]);
        }
    }
    let [sessions, shown, refused] = all;
    eprintln!("up to {most} students: {sessions} sessions, {shown} sets shown, {refused} of three or more refused");
    assert!(shown > sessions && refused > 0, "{sessions} sessions, {shown} shown, {refused} refused");
}

/// Why one session stands for all with as many students of each pattern: every session of up to six students, each of them a cell of
/// the cube, is decided as the one that stands for it.
#[test]
fn decisions_follow_from_how_many_have_each_pattern() {
    for family in [Family::sets(2), Family::groupings(2, 2, true)] {
        for n in 0..=6_u32 {
            for session in 0..family.patterns.pow(n) {
                let mut patterns: Vec<usize> =
                    (0..n).map(|student| session / family.patterns.pow(student) % family.patterns).collect();
                patterns.sort_unstable();
                let mut students = vec![0; family.patterns];
                for pattern in &patterns {
                    students[*pattern] += 1;
                }
                let members = |set: &[usize]| -> Vec<usize> {
                    (0..patterns.len()).filter(|student| set.contains(&patterns[*student])).collect()
                };
                let views: Vec<Vec<Vec<usize>>> =
                    family.views.iter().map(|groups| groups.iter().map(|set| members(set)).collect()).collect();
                let atoms = Atoms::new(&vec![1; n as usize], &[], views.iter().flatten().map(Vec::as_slice));
                let mut ledger = Ledger::new(&atoms, 3);
                for (at, (groups, decided)) in views.iter().zip(family.decided(&students, false)).enumerate() {
                    let candidate = |(group, set): (usize, &Vec<usize>)| Candidate {
                        atoms: atoms.set(set),
                        is_total: family.has_totals && group + 1 == groups.len(),
                    };
                    let candidates: Vec<Candidate> = groups.iter().enumerate().map(candidate).collect();
                    let everybody: Vec<usize> = groups.iter().flatten().copied().collect();
                    assert_eq!(ledger.decide(&candidates, &atoms.set(&everybody), at), decided, "{patterns:?}");
                }
            }
        }
    }
}
