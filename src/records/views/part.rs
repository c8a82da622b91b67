//! The sets of students of a view, measure by measure: before and after the ledger has decided.

use super::super::admitted::Refused;
use super::super::aggregate::{Cube, Sample};
use super::super::card::{Kind, Unit};
use super::super::disclosure::{Atoms, Candidate, Ledger};
use super::Drawing;
use super::plan::Plan;

/// An item is told of a part of the students from this size (PRIVACY 4.6).
pub(super) const ITEM_GROUP: u32 = 20;

/// Answers of grown-ups are told of a part of them from this size, of everybody from five (DESIGN 8).
pub(super) const PART_OF_ADULTS: u32 = 10;

/// Marks of single students need this many (the head of PRIVACY).
pub(super) const MARKED_GROUP: u32 = 10;

/// The sets of one measure.
pub(super) struct Part {
    pub(super) measure: usize,
    /// Whole picture: all rows, and those who are in none.
    pub(super) everybody: Vec<usize>,
    pub(super) rows: Vec<Row>,
}

/// A set of students of a view and what was decided about it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the set")]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) sample: Sample,
    /// Everybody of the view, beside its groups.
    pub(super) is_total: bool,
    pub(super) is_shown: bool,
    /// Bars tell of other students, some of them the same.
    pub(super) is_beside_bars: bool,
    /// A group beside it is told in two parts, so it is as well: what is told of all others must not tell the levels of that group.
    pub(super) is_in_two: bool,
    /// Groups and classes of which the set is, by dimension and code.
    pub(super) groups: Vec<(usize, u16)>,
    /// What the set alone is too small for, so that it is not even asked for; the number that it needs.
    pub(super) needs: Option<u32>,
}

impl Row {
    /// Nobody.
    pub(super) fn nobody() -> Self {
        let (label, sample) = (String::new(), Sample::default());
        Self {
            label,
            sample,
            is_total: false,
            is_shown: false,
            is_beside_bars: false,
            is_in_two: false,
            groups: Vec::new(),
            needs: None,
        }
    }
}

/// The sets that a plan is about, or why it cannot be drawn.
pub(super) fn of(plan: &Plan, drawing: &Drawing<'_>) -> Result<Vec<Part>, Refused> {
    plan.can_be_joined(drawing)?;
    Ok(plan.measures.iter().filter_map(|measure| Part::of(plan, *measure, drawing)).collect())
}

impl Part {
    /// Of nobody.
    pub(super) fn empty() -> Self {
        Self { measure: 0, everybody: Vec::new(), rows: Vec::new() }
    }

    fn of(plan: &Plan, measure: usize, drawing: &Drawing<'_>) -> Option<Self> {
        let (folded, card) = (drawing.folded, drawing.card);
        let cube = folded.cubes.get(measure)?;
        let many = format!("All {}", card.unit.plural());
        let everybody = plan.windows_or_once().flat_map(|window| cube.sample(&plan.kept(measure, window)).atoms);
        let mut part = Self { measure, everybody: everybody.collect(), rows: Vec::new() };
        part.everybody.sort_unstable();
        part.everybody.dedup();
        // A picture over time asks for each group in each window.
        for window in plan.windows_or_once() {
            part.add(plan, cube, &plan.kept(measure, window), &many, drawing);
        }
        if plan.kind == Kind::Levels && plan.measures.len() > 1 {
            let label = card.measures.get(measure).map(|measure| &measure.label)?;
            part.rows.iter_mut().for_each(|row| row.label.clone_from(label));
        }
        Some(part)
    }

    fn add(&mut self, plan: &Plan, cube: &Cube, filter: &[(usize, u16)], many: &str, drawing: &Drawing<'_>) {
        let is_adult = drawing.card.unit == Unit::Adult;
        let is_part = |is_total: bool| plan.is_filtered(drawing) || (plan.is_by_group() && !is_total);
        let needs = |is_total: bool| match plan.kind {
            Kind::Items if is_part(is_total) => Some(ITEM_GROUP),
            Kind::Marks(_) => Some(MARKED_GROUP),
            _ if is_adult && is_part(is_total) => Some(PART_OF_ADULTS),
            _ => None,
        };
        let is_group =
            |(at, _): &&(usize, u16)| drawing.folded.dimensions.get(*at).is_some_and(|dimension| !dimension.is_time());
        let row = |label: String, filter: &[(usize, u16)], is_total: bool| {
            let sample = cube.sample(filter);
            let needs = needs(is_total).filter(|least| sample.n < *least);
            let groups = filter.iter().filter(is_group).copied().collect();
            Row { label, sample, is_total, is_shown: false, is_beside_bars: false, is_in_two: false, groups, needs }
        };
        let Some((by, dimension)) = plan.by.and_then(|by| Some((by, drawing.folded.dimensions.get(by)?))) else {
            self.rows.push(row(many.to_owned(), filter, false));
            return;
        };
        if plan.kind == Kind::Items && plan.total {
            self.rows.push(row(many.to_owned(), filter, true));
        }
        for (code, label) in (0_u16..).zip(dimension.labels()) {
            if plan.by_windows.as_ref().is_some_and(|codes| !codes.contains(&code)) {
                continue;
            }
            let mut filter = filter.to_vec();
            filter.push((by, code));
            let row = row(label.clone(), &filter, false);
            // A line needs the same groups in every window.
            if row.sample.n + row.sample.untested > 0 || plan.kind.is_over_time() {
                self.rows.push(row);
            }
        }
        if plan.total && plan.kind != Kind::Items {
            self.rows.push(row(many.to_owned(), filter, true));
        }
    }

    /// Labels of the rows.
    pub(super) fn labels(&self) -> Vec<String> {
        self.rows.iter().map(|row| row.label.clone()).collect()
    }

    /// The sets in terms of cells.
    pub(super) fn sets(&self) -> impl Iterator<Item = &[usize]> {
        std::iter::once(&*self.everybody).chain(self.rows.iter().map(|row| &*row.sample.atoms))
    }

    /// From cells of the cube to atoms.
    pub(super) fn refine(&mut self, atoms: &Atoms) {
        self.everybody = atoms.set(&self.everybody);
        for row in &mut self.rows {
            row.sample.atoms = atoms.set(&row.sample.atoms);
        }
    }

    /// Has the ledger decide all sets that are large enough for the picture.
    pub(super) fn decide(self, view: usize, ledger: &mut Ledger) -> Self {
        let candidate = |row: &Row| Candidate { atoms: row.sample.atoms.clone(), is_total: row.is_total };
        let candidates: Vec<Candidate> = self.rows.iter().filter(|row| row.needs.is_none()).map(candidate).collect();
        let mut decided = ledger.decide(&candidates, &self.everybody, view).into_iter();
        let rows = self.rows.into_iter().map(|row| {
            let is_shown = row.needs.is_none() && decided.next() == Some(true);
            Row { is_shown, ..row }
        });
        Self { rows: rows.collect(), ..self }
    }
}
