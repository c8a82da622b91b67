//! What follows from sums over sets: a reduced basis of their indicator vectors, and the small sets in its span.

/// The field in which sets are combined: integers modulo the Mersenne prime 2^61 - 1. A relation between sets that holds in
/// rational numbers holds here too, unless the prime divides one of its denominators.
const PRIME: u64 = (1 << 61) - 1;

/// Sets in reduced row echelon form: each row has a pivot, an atom with 1 in this row and 0 in all others.
#[derive(Clone, Default)]
pub(super) struct Basis {
    rows: Vec<Row>,
}

#[derive(Clone)]
struct Row {
    pivot: usize,
    values: Vec<u64>,
}

impl Basis {
    /// Adds a set of atoms, as a vector over `width` of them.
    pub(super) fn add(&mut self, atoms: &[usize], width: usize) {
        let mut values = vec![0; width];
        for atom in atoms {
            if let Some(slot) = values.get_mut(*atom) {
                *slot = 1;
            }
        }
        self.insert(values);
    }

    fn insert(&mut self, mut values: Vec<u64>) {
        self.reduce(&mut values);
        let Some(pivot) = values.iter().position(|value| *value != 0) else { return };
        let inverse = power(values.get(pivot).copied().unwrap_or(1), PRIME - 2);
        for value in &mut values {
            *value = times(*value, inverse);
        }
        for other in &mut self.rows {
            let factor = other.values.get(pivot).copied().unwrap_or(0);
            subtract(&mut other.values, &values, factor);
        }
        self.rows.push(Row { pivot, values });
    }

    fn reduce(&self, values: &mut [u64]) {
        for row in &self.rows {
            let factor = values.get(row.pivot).copied().unwrap_or(0);
            subtract(values, &row.values, factor);
        }
    }

    /// Whether the sum over a set follows.
    pub(super) fn tells(&self, atoms: &[usize], width: usize) -> bool {
        let mut values = vec![0; width];
        for atom in atoms {
            if let Some(slot) = values.get_mut(*atom) {
                *slot = 1;
            }
        }
        self.reduce(&mut values);
        values.iter().all(|value| *value == 0)
    }

    /// What somebody can work out who knows everything of these atoms.
    pub(super) fn knowing(&self, known: &[bool]) -> Self {
        let is_known = |atom: usize| known.get(atom) == Some(&true);
        let (lost, kept): (Vec<&Row>, Vec<&Row>) = self.rows.iter().partition(|row| is_known(row.pivot));
        let without = |row: &Row| -> Vec<u64> {
            row.values.iter().enumerate().map(|(atom, value)| if is_known(atom) { 0 } else { *value }).collect()
        };
        // A row whose pivot remains is still the only one that has it.
        let mut basis =
            Self { rows: kept.into_iter().map(|row| Row { pivot: row.pivot, values: without(row) }).collect() };
        for row in lost {
            basis.insert(without(row));
        }
        basis
    }

    /// Students of each atom, those of atoms that no set tells apart joined at one of them: at the pivot, if one is among them,
    /// else at the first. The others are left with nobody. A set that follows has all of such atoms or none.
    fn joined(&self, sizes: &[u32]) -> Vec<u32> {
        // Columns are compared by one random linear function of them, as rows are below.
        let mut columns = vec![0; sizes.len()];
        for (at, row) in self.rows.iter().enumerate() {
            let weight = scrambled(at as u64);
            for (column, value) in columns.iter_mut().zip(&row.values).filter(|(_, value)| **value != 0) {
                *column = plus(*column, times(*value, weight));
            }
        }
        let pivots = self.rows.iter().filter_map(|row| Some((*columns.get(row.pivot)?, row.pivot)));
        let mut at: std::collections::HashMap<u64, usize> = pivots.collect();
        let mut joined = vec![0; sizes.len()];
        for (atom, (column, size)) in columns.iter().zip(sizes).enumerate() {
            if let Some(sum) = joined.get_mut(*at.entry(*column).or_insert(atom)) {
                *sum += size;
            }
        }
        joined
    }

    /// Whether a combination of fewer than `least` students follows: a row of the basis, or up to three parts together. A part
    /// is the atoms that no set of the basis tells apart.
    ///
    /// Complete for single parts, and for two and three parts together; a row of the basis may combine them with any factors.
    pub(super) fn tells_of_fewer_than(&self, least: u32, sizes: &[u32]) -> bool {
        let sizes = self.joined(sizes);
        let size = |atom: usize| sizes.get(atom).copied().unwrap_or(0);
        let support = |row: &Row| -> u32 {
            row.values.iter().enumerate().filter(|(_, value)| **value != 0).map(|(atom, _)| size(atom)).sum()
        };
        if self.rows.iter().any(|row| support(row) < least) {
            return true;
        }
        // Two or three atoms follow together if rows that have them for pivots add up to nothing else, or to the third alone. Rows
        // are compared by one random linear function of what they hold beside the pivot.
        let weight = |atom: usize| scrambled(atom as u64);
        let beside = |row: &Row| {
            let others = row.values.iter().enumerate();
            let others = others.filter(|(atom, value)| *atom != row.pivot && **value != 0 && size(*atom) > 0);
            others.fold(0, |sum, (atom, value)| plus(sum, times(*value, weight(atom))))
        };
        let small: Vec<(u64, u32)> = self
            .rows
            .iter()
            .filter(|row| size(row.pivot) + 1 < least)
            .map(|row| (beside(row), size(row.pivot)))
            .collect();
        let mut third: std::collections::HashMap<u64, u32> = std::collections::HashMap::new();
        let mut learn = |value: u64, size: u32| {
            let known = third.entry(value).or_insert(size);
            *known = size.min(*known);
        };
        for (value, size) in &small {
            learn(minus(0, *value), *size);
        }
        for (atom, size) in sizes.iter().enumerate() {
            if *size > 0 && size + 2 <= least && !self.rows.iter().any(|row| row.pivot == atom) {
                learn(weight(atom), *size);
            }
        }
        for (at, (one, first)) in small.iter().enumerate() {
            for (two, second) in small.iter().skip(at + 1) {
                let sum = plus(*one, *two);
                let rest = if sum == 0 { Some(0) } else { third.get(&sum).copied() };
                if rest.is_some_and(|rest| first + second + rest < least) {
                    return true;
                }
            }
        }
        false
    }
}

/// A number that looks random (`SplitMix64`; Steele, Lea, Flood 2014), in the field.
fn scrambled(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z ^ (z >> 31)) % PRIME
}

fn subtract(row: &mut [u64], other: &[u64], factor: u64) {
    if factor == 0 {
        return;
    }
    for (value, other) in row.iter_mut().zip(other).filter(|(_, other)| **other != 0) {
        *value = minus(*value, times(*other, factor));
    }
}

fn plus(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn minus(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

/// The product, folded twice: 2^61 is 1 in the field.
fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let low = u64::try_from(product & u128::from(PRIME)).unwrap_or(0);
    let high = u64::try_from(product >> 61).unwrap_or(0);
    plus(low, high)
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basis(sets: &[&[usize]]) -> Basis {
        let mut basis = Basis::default();
        for set in sets {
            basis.add(set, 8);
        }
        basis
    }

    #[test]
    fn products_are_those_of_long_division() {
        for (a, b) in [(PRIME - 1, PRIME - 1), (1 << 60, 1 << 60), (PRIME / 3, 12_345), (0, 7), (1, PRIME - 1)] {
            assert_eq!(u128::from(times(a, b)), u128::from(a) * u128::from(b) % u128::from(PRIME));
        }
        assert_eq!(times(power(12_345, PRIME - 2), 12_345), 1);
    }

    #[test]
    fn what_follows_is_told() {
        let known = basis(&[&[0, 1, 2], &[1, 2], &[2, 3]]);
        assert!(known.tells(&[0], 8) && known.tells(&[0, 2, 3], 8));
        assert!(!known.tells(&[2], 8) && !known.tells(&[0, 3], 8));
    }

    #[test]
    fn two_and_three_atoms_together_are_found() {
        let sizes = [1; 8];
        // The first two less the third are 0 and 1; no row of the basis says so.
        let pair = basis(&[&[0, 2, 4], &[1, 3, 5], &[2, 3, 4, 5]]);
        assert!(pair.tells_of_fewer_than(3, &sizes) && !pair.tells_of_fewer_than(2, &sizes));
        let three = basis(&[&[0, 3, 4], &[1, 5, 6], &[2, 7, 6], &[3, 4, 5, 6, 7, 6]]);
        assert!(!three.tells_of_fewer_than(3, &sizes));
        let apart = basis(&[&[0, 1, 2, 3], &[4, 5, 6, 7]]);
        assert!(!apart.tells_of_fewer_than(4, &sizes));
    }

    #[test]
    fn atoms_that_no_set_tells_apart_count_as_one() {
        // The first two parts as above, each part of two atoms.
        let mut known = Basis::default();
        for parts in [&[0, 2, 4][..], &[1, 3, 5], &[2, 3, 4, 5]] {
            let atoms: Vec<usize> = parts.iter().flat_map(|part| [2 * part, 2 * part + 1]).collect();
            known.add(&atoms, 12);
        }
        assert!(known.tells(&[0, 1, 2, 3], 12));
        assert!(known.tells_of_fewer_than(5, &[1; 12]) && !known.tells_of_fewer_than(4, &[1; 12]));
    }

    #[test]
    fn who_knows_a_class_knows_what_is_left() {
        let known = basis(&[&[0, 1, 2], &[3, 4, 5]]);
        let mut class = [false; 8];
        assert!(!known.knowing(&class).tells_of_fewer_than(3, &[1; 8]));
        (class[1], class[2]) = (true, true);
        assert!(known.knowing(&class).tells_of_fewer_than(3, &[1; 8]));
    }

    /// Every set of fewer than four atoms, against every basis of three random sets of eight atoms.
    #[test]
    fn small_sets_are_found_as_by_enumeration() {
        let mut dice = 1_u64;
        let mut told = 0;
        for _ in 0..3_000 {
            let mut known = Basis::default();
            for _ in 0..4 {
                dice = scrambled(dice);
                let atoms: Vec<usize> = (0..8).filter(|atom| dice >> (atom * 5) & 3 != 0).collect();
                known.add(&atoms, 8);
            }
            let follows = (1_u32..256).filter(|set| set.count_ones() < 4).any(|set| {
                let atoms: Vec<usize> = (0..8).filter(|atom| set >> atom & 1 == 1).collect();
                known.tells(&atoms, 8)
            });
            told += u32::from(follows);
            assert!(!follows || known.tells_of_fewer_than(4, &[1; 8]));
        }
        assert!((500..2_900).contains(&told), "{told}");
    }
}
