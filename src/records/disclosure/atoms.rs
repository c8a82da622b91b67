//! Atoms of a measure: students whom no view tells apart, and no class either.

use std::collections::HashMap;

/// The finest parts into which the sets of all views, and the classes, divide the students of a measure.
pub(in crate::records) struct Atoms {
    /// The atom of each cell of the cube; nothing where nobody was tested.
    of: Vec<Option<usize>>,
    sizes: Vec<u32>,
    /// For each class, which atoms are its students.
    classes: Vec<Vec<bool>>,
}

impl Atoms {
    /// Divides cells of these sizes by `sets` of them, and by each of `classes`: for a column of classes, the code of each cell.
    pub(in crate::records) fn new<'s>(
        sizes: &[u32],
        classes: &[Vec<Option<u16>>],
        sets: impl Iterator<Item = &'s [usize]>,
    ) -> Self {
        let mut part = vec![0; sizes.len()];
        for codes in classes {
            divide(&mut part, codes.iter().copied());
        }
        let mut is_in = vec![false; sizes.len()];
        for set in sets {
            is_in.fill(false);
            for cell in set {
                if let Some(slot) = is_in.get_mut(*cell) {
                    *slot = true;
                }
            }
            divide(&mut part, is_in.iter().copied());
        }
        let mut atoms = Self { of: Vec::with_capacity(sizes.len()), sizes: Vec::new(), classes: Vec::new() };
        let mut known: HashMap<usize, usize> = HashMap::new();
        for (part, size) in part.iter().zip(sizes) {
            if *size == 0 {
                atoms.of.push(None);
                continue;
            }
            let atom = *known.entry(*part).or_insert_with(|| {
                atoms.sizes.push(0);
                atoms.sizes.len() - 1
            });
            if let Some(sum) = atoms.sizes.get_mut(atom) {
                *sum += size;
            }
            atoms.of.push(Some(atom));
        }
        for codes in classes {
            let mut of_code: HashMap<u16, Vec<bool>> = HashMap::new();
            for (code, atom) in codes.iter().zip(&atoms.of) {
                let Some((code, atom)) = code.zip(*atom) else { continue };
                let members = of_code.entry(code).or_insert_with(|| vec![false; atoms.sizes.len()]);
                if let Some(slot) = members.get_mut(atom) {
                    *slot = true;
                }
            }
            let mut found: Vec<(u16, Vec<bool>)> = of_code.into_iter().collect();
            found.sort();
            atoms.classes.extend(found.into_iter().map(|(_, members)| members));
        }
        atoms
    }

    /// The atoms of a set of cells, ascending.
    pub(in crate::records) fn set(&self, cells: &[usize]) -> Vec<usize> {
        let mut atoms: Vec<usize> = cells.iter().filter_map(|cell| self.of.get(*cell).copied().flatten()).collect();
        atoms.sort_unstable();
        atoms.dedup();
        atoms
    }

    /// The atom of each cell of the cube.
    pub(in crate::records) fn of(&self) -> &[Option<usize>] {
        &self.of
    }

    /// Students of each atom.
    pub(in crate::records) fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// For each class, which atoms are its students.
    pub(in crate::records) fn classes(&self) -> &[Vec<bool>] {
        &self.classes
    }
}

/// Divides the parts further, by what each cell is.
fn divide<T: Eq + std::hash::Hash>(part: &mut [usize], is: impl Iterator<Item = T>) {
    let mut known: HashMap<(usize, T), usize> = HashMap::new();
    for (part, is) in part.iter_mut().zip(is) {
        let next = known.len();
        *part = *known.entry((*part, is)).or_insert(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_no_set_and_no_class_tells_apart_are_one_atom() {
        let sizes = [4, 0, 5, 6, 7];
        let class = vec![Some(0), Some(0), Some(0), Some(1), None];
        let atoms = Atoms::new(&sizes, &[class], [&[0_usize, 1, 2, 3][..]].into_iter());
        assert_eq!(atoms.sizes(), [9, 6, 7]);
        assert_eq!(atoms.set(&[3, 0, 1]), [0, 1]);
        assert_eq!(atoms.classes(), [[true, false, false], [false, true, false]]);
    }
}
