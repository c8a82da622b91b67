//! Many views of one school: what somebody who knows every group can work out about few students, by a solver of its own.
//!
//! Sums over the shown sets are taken to be known exactly. The solver works with fractions of whole numbers and knows nothing of
//! how the gate decides.

use std::collections::{BTreeMap, BTreeSet};

use super::invented::{Asked, Dice, Kind, Student, Test, admitted, asked, is_full, rows, school};

/// Below this nothing may be learned.
const MINIMUM: usize = 10;

/// A fraction in lowest terms, its denominator positive.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Fraction(i128, i128);

impl Fraction {
    const ZERO: Self = Self(0, 1);
    const ONE: Self = Self(1, 1);

    fn of(above: i128, below: i128) -> Self {
        let (mut a, mut b) = (above.abs(), below.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = if below < 0 { -1 } else { 1 };
        Self(sign * above / a.max(1), sign * below / a.max(1))
    }

    fn less(self, other: Self, times: Self) -> Self {
        let product = Self::of(other.0.checked_mul(times.0).unwrap(), other.1.checked_mul(times.1).unwrap());
        let above = self.0.checked_mul(product.1).unwrap().checked_sub(product.0.checked_mul(self.1).unwrap()).unwrap();
        Self::of(above, self.1.checked_mul(product.1).unwrap())
    }

    fn over(self, other: Self) -> Self {
        Self::of(self.0.checked_mul(other.1).unwrap(), self.1.checked_mul(other.0).unwrap())
    }
}

/// Independent equations, each solved for one unknown.
#[derive(Default)]
struct Known {
    equations: Vec<(usize, Vec<Fraction>)>,
}

impl Known {
    fn rest(&self, mut equation: Vec<Fraction>) -> Vec<Fraction> {
        for (unknown, known) in &self.equations {
            let times = equation[*unknown];
            if times != Fraction::ZERO {
                for (value, known) in equation.iter_mut().zip(known) {
                    *value = value.less(*known, times);
                }
            }
        }
        equation
    }

    fn learn(&mut self, equation: Vec<Fraction>) {
        let mut rest = self.rest(equation);
        let Some(unknown) = rest.iter().position(|value| *value != Fraction::ZERO) else { return };
        let by = rest[unknown];
        for value in &mut rest {
            *value = value.over(by);
        }
        for (_, known) in &mut self.equations {
            let times = known[unknown];
            if times != Fraction::ZERO {
                for (value, new) in known.iter_mut().zip(&rest) {
                    *value = value.less(*new, times);
                }
            }
        }
        self.equations.push((unknown, rest));
    }

    fn tells(&self, atoms: &[usize], width: usize) -> bool {
        self.rest(indicator(atoms, width)).iter().all(|value| *value == Fraction::ZERO)
    }
}

fn indicator(atoms: &[usize], width: usize) -> Vec<Fraction> {
    (0..width).map(|atom| if atoms.contains(&atom) { Fraction::ONE } else { Fraction::ZERO }).collect()
}

/// What was found in one session.
#[derive(Default, Debug)]
struct Found {
    single_students: usize,
    small_groups: usize,
    one_or_two_for_a_teacher: usize,
    large_enough: usize,
    refused: usize,
}

/// Sets as lists of atoms: tests that are in the same of all the sets, and of the same class.
fn atoms(students: &[Student], shown: &[BTreeSet<Test>]) -> (Vec<usize>, Vec<Option<usize>>, Vec<Vec<usize>>) {
    let mut known: BTreeMap<(Vec<bool>, Option<usize>), usize> = BTreeMap::new();
    let (mut sizes, mut classes, mut sets) = (Vec::new(), Vec::new(), vec![Vec::new(); shown.len()]);
    let tests: BTreeSet<Test> = shown.iter().flatten().copied().collect();
    for test in tests {
        let signature: Vec<bool> = shown.iter().map(|set| set.contains(&test)).collect();
        let class = students[test.0].groups[0];
        let atom = *known.entry((signature.clone(), class)).or_insert_with(|| {
            sizes.push(0);
            classes.push(class);
            for (set, _) in sets.iter_mut().zip(&signature).filter(|(_, is_in)| **is_in) {
                set.push(sizes.len() - 1);
            }
            sizes.len() - 1
        });
        sizes[atom] += 1;
    }
    (sizes, classes, sets)
}

/// The smallest group of up to three atoms that follows and has fewer than `limit` students.
fn together(known: &Known, sizes: &[usize], limit: usize, atoms: &[usize]) -> Vec<usize> {
    let width = sizes.len();
    let mut found = Vec::new();
    let small: Vec<usize> = atoms.iter().copied().filter(|atom| sizes[*atom] < limit).collect();
    // What the equations leave of each atom. Atoms follow together if that adds up to nothing.
    let rests: BTreeMap<usize, Vec<Fraction>> =
        small.iter().map(|atom| (*atom, known.rest(indicator(&[*atom], width)))).collect();
    let is_nothing = |parts: &[usize]| {
        (0..width).all(|at| {
            let sum = parts.iter().fold(Fraction::ZERO, |sum, atom| sum.less(rests[atom][at], Fraction(-1, 1)));
            sum == Fraction::ZERO
        })
    };
    // Sums that are nothing have this near zero; so few others have it that comparing all parts of those costs little.
    let near = |atom: &usize| -> f64 {
        let parts = rests[atom].iter().enumerate();
        parts.map(|(at, part)| (at as f64 + 1.0).sqrt() * part.0 as f64 / part.1 as f64).sum()
    };
    let near: BTreeMap<usize, f64> = small.iter().map(|atom| (*atom, near(atom))).collect();
    for (at, one) in small.iter().enumerate() {
        if is_nothing(&[*one]) {
            found.push(sizes[*one]);
        }
        for (next, two) in small.iter().enumerate().skip(at + 1) {
            let size = sizes[*one] + sizes[*two];
            if size >= limit {
                continue;
            }
            let sum = near[one] + near[two];
            if sum.abs() < 1e-6 && is_nothing(&[*one, *two]) {
                found.push(size);
            }
            for three in small.iter().skip(next + 1) {
                let is_small = size + sizes[*three] < limit;
                if is_small && (sum + near[three]).abs() < 1e-6 && is_nothing(&[*one, *two, *three]) {
                    found.push(size + sizes[*three]);
                }
            }
        }
    }
    found
}

/// Sizes of the small groups that are a difference of two sets, or a sum and difference of three.
fn sums(sizes: &[usize], sets: &[Vec<usize>]) -> Vec<usize> {
    let width = sizes.len();
    let vectors: Vec<Vec<i32>> =
        sets.iter().map(|set| (0..width).map(|atom| i32::from(set.contains(&atom))).collect()).collect();
    let group = |vector: &[i32]| -> Option<usize> {
        let is_group = vector.iter().all(|value| (0..=1).contains(value));
        let size = vector.iter().zip(sizes).filter(|(value, _)| **value == 1).map(|(_, size)| size).sum();
        (is_group && (1..MINIMUM).contains(&size)).then_some(size)
    };
    let mut found = Vec::new();
    for one in &vectors {
        for two in &vectors {
            let difference: Vec<i32> = one.iter().zip(two).map(|(a, b)| a - b).collect();
            found.extend(group(&difference));
            for three in &vectors {
                let add = |sign: i32| -> Vec<i32> { difference.iter().zip(three).map(|(a, b)| a + sign * b).collect() };
                found.extend(group(&add(1)));
                found.extend(group(&add(-1)));
            }
        }
    }
    found
}

fn judge(students: &[Student], views: &[Asked]) -> Found {
    let admission = admitted(students, views);
    let mut found = Found::default();
    let mut shown: Vec<BTreeSet<Test>> = Vec::new();
    let mut hidden: Vec<BTreeSet<Test>> = Vec::new();
    for (view, asked) in admission.views().iter().zip(views) {
        for (label, n) in rows(view) {
            let set = asked.row(students, &label);
            found.large_enough += usize::from(set.len() >= MINIMUM);
            if let Some(n) = n.number() {
                assert_eq!(n.text(), set.len().to_string());
                assert!(set.len() >= MINIMUM);
                if !shown.contains(&set) {
                    shown.push(set);
                }
            } else {
                found.refused += usize::from(set.len() >= MINIMUM);
                hidden.push(set);
            }
        }
    }
    let (sizes, classes, sets) = atoms(students, &shown);
    let mut known = Known::default();
    for set in &sets {
        known.learn(indicator(set, sizes.len()));
    }
    let everybody: Vec<usize> = (0..sizes.len()).collect();
    for size in together(&known, &sizes, MINIMUM, &everybody).into_iter().chain(sums(&sizes, &sets)) {
        found.single_students += usize::from(size == 1);
        found.small_groups += 1;
    }
    // A hidden group that was asked for, if it is made of whole atoms. A group of nobody always follows, and tells of nobody.
    for set in hidden.iter().filter(|set| (1..MINIMUM).contains(&set.len())) {
        let (sizes, _, mut sets) = atoms(students, &[&shown[..], std::slice::from_ref(set)].concat());
        let asked = sets.pop().unwrap();
        let mut known = Known::default();
        for set in &sets {
            known.learn(indicator(set, sizes.len()));
        }
        found.small_groups += usize::from(known.tells(&asked, sizes.len()));
    }
    let all_classes: BTreeSet<usize> = classes.iter().copied().flatten().collect();
    for class in all_classes {
        let others: Vec<usize> = everybody.iter().copied().filter(|atom| classes[*atom] != Some(class)).collect();
        let mut known = Known::default();
        for set in &sets {
            let set: Vec<usize> = set.iter().copied().filter(|atom| others.contains(atom)).collect();
            known.learn(indicator(&set, sizes.len()));
        }
        found.one_or_two_for_a_teacher += together(&known, &sizes, 3, &others).len();
    }
    found
}

#[test]
fn twenty_views_tell_of_no_student_and_of_no_small_group() {
    let sessions = if is_full() { 1_000 } else { 10 };
    let mut all = Found::default();
    for session in 0..sessions {
        let mut dice = Dice::new(session);
        // As many small schools as large ones.
        let n = [30, 60, 120, 400][dice.below(4)];
        let n = if n == 30 { n } else { n / 2 + dice.below(n / 2 + 1) };
        let students = school(&mut dice, n);
        let views: Vec<Asked> = (0..20).map(|_| asked(&mut dice, &students, &[Kind::Levels, Kind::Table])).collect();
        let found = judge(&students, &views);
        assert_eq!(
            (found.single_students, found.small_groups, found.one_or_two_for_a_teacher),
            (0, 0, 0),
            "session {session} of {n} students: {found:?}"
        );
        all.large_enough += found.large_enough;
        all.refused += found.refused;
    }
    let share = 100.0 * all.refused as f64 / all.large_enough as f64;
    eprintln!("{sessions} sessions of 20 views: {} of {} groups refused ({share:.1} %)", all.refused, all.large_enough);
    assert!(share <= 35.0, "{share}");
}
