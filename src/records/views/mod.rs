//! Views from cubes: each request planned, decided by the ledgers of its measures, and built as admitted values.
//!
//! Owns titles, subtitles and notes. Titles, frames and which rows are hidden follow from the card and from membership;
//! bodies, subtitles and notes are for after the reveal. A file for each kind of picture; adding a kind touches no other.

mod beside;
mod boxes;
mod change;
mod defaults;
mod distribution;
mod drawing;
mod grid;
mod items;
mod joins;
mod levels;
mod marks;
mod over_time;
mod part;
mod plan;
mod refusal;
mod table;
mod teller;
mod withheld;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diagnostic::Findings;

use super::admitted::{Audience, Body, Frame, Refused, ScoreScale, View};
use super::aggregate::{Dimension, Folded, Join, Joined};
use super::card::{Card, Kind, Measure, Request, Unit, tell_apart};
use super::disclosure::{Atoms, Ledger, Scores, Told, Unit as Withheld, split, withheld};
use drawing::Drawing;
use part::{Part, Row};
use plan::Plan;
use refusal::Telling;
use teller::Teller;

/// What holds for all views of an admission.
#[derive(Clone, Copy)]
pub(super) struct Policy {
    pub(super) audience: Audience,
    pub(super) minimum_group: u32,
    /// The session's seed for everything that is put into an order that says nothing.
    pub(super) seed: u64,
}

/// The views of one source, and whether a row of them is hidden.
pub(super) struct Prepared {
    pub(super) views: Vec<View>,
    pub(super) refused: Vec<Refused>,
    pub(super) has_hidden: bool,
}

/// Which scores of a student the views of a card tell together.
pub(super) fn joins(card: &Card, dimensions: &[Dimension]) -> Vec<Join> {
    joins::of(&requests(card, dimensions), card, dimensions)
}

/// The views that the card asks for, or good ones when it asks for none; of several cards as one, those of each in turn.
fn requests<'c>(card: &'c Card, dimensions: &[Dimension]) -> Cow<'c, [Request]> {
    if card.drafted.is_empty() {
        return Cow::Borrowed(&card.views);
    }
    let sources = card.views.iter().map(|view| view.origin).chain(card.drafted.iter().copied()).max();
    let mut all = Vec::new();
    for source in 0..=sources.unwrap_or_default() {
        if card.drafted.contains(&source) {
            all.extend(defaults::requests(card, dimensions, source));
        }
        all.extend(card.views.iter().filter(|view| view.origin == source).cloned());
    }
    tell_apart(&mut all);
    Cow::Owned(all)
}

/// Prepares every view that the card asks for, or good ones when it asks for none. `findings` are one for each card that is in it.
pub(super) fn prepare(card: &Card, folded: &Folded, policy: Policy, findings: &[&Findings]) -> Prepared {
    let mut prepared = Prepared { views: Vec::new(), refused: Vec::new(), has_hidden: false };
    let requests = requests(card, &folded.dimensions);
    let numbers = joins::numbers(&requests, card, &folded.dimensions);
    let planned = requests
        .iter()
        .zip(numbers)
        .filter_map(|(request, join)| plan::resolve(request, join, card, folded, findings.get(request.origin)?));
    let mut plans: Vec<Plan> = planned.collect();
    if findings.iter().any(|findings| findings.has_errors()) {
        return prepared;
    }
    plan::tell_apart(&mut plans);
    let mut drawing = Drawing::new(&plans, folded, card, policy);
    let asked: Vec<Sets> = plans.iter().map(|plan| part::of(plan, &drawing)).collect();
    let (mut ledgers, atoms, asked) = ledgers(asked, &drawing);
    let mut obstacles = beside::obstacles(&plans, &asked).into_iter();
    let mut all = Vec::with_capacity(plans.len());
    for (at, (plan, parts)) in plans.iter().zip(asked).enumerate() {
        let obstacle = obstacles.next().flatten();
        let parts = parts.and_then(|parts| obstacle.map_or(Ok(parts), Err));
        let parts = match parts.and_then(|parts| drawing.stands_beside(at, &parts).map(|()| parts)) {
            Ok(parts) => parts,
            Err(refused) => {
                prepared.refused.push(refused);
                continue;
            }
        };
        let telling = Telling { plans: &plans, at, folded, policy, unit: card.unit };
        let mut decided = Vec::with_capacity(parts.len());
        for (number, part) in parts.into_iter().enumerate() {
            let Some(ledger) = ledgers.get_mut(part.measure) else { continue };
            let before = ledger.clone();
            let part = part.decide(at, ledger);
            prepared.has_hidden |= part.rows.iter().any(|row| !row.is_shown);
            // Parts of one picture hold the same groups, except where each is a statement.
            if number == 0 || plan.kind == Kind::Levels {
                prepared.refused.extend(telling.rows(&part, &before, ledger));
            }
            decided.push(part);
        }
        let beside = if plan.kind.has_bars() { drawing.overlapped(at, &decided) } else { None };
        prepared.refused.extend(beside.and_then(|beside| telling.bars(beside)));
        all.push(Decided { plan, parts: decided, stands_alone: beside.is_none(), tells_change: false });
    }
    let drawn: Vec<&Plan> = all.iter().map(|decided| decided.plan).collect();
    for (at, decided) in all.iter_mut().enumerate() {
        let measure = decided.plan.measures.first().and_then(|measure| card.measures.get(*measure));
        decided.tells_change =
            measure.is_some_and(|measure| change::may_tell(at, &drawn, &folded.dimensions, &measure.scale));
    }
    let in_two = told_in_two(card, &all);
    for Decided { plan, parts, .. } in &mut all {
        for part in parts {
            for row in &mut part.rows {
                row.is_in_two = !plan.kind.has_bars() && in_two.contains(&(part.measure, row.sample.atoms.clone()));
                row.is_beside_bars = drawing.is_beside_bars(part.measure, &row.sample.atoms);
            }
        }
    }
    prepared.views = views(card, folded, &atoms, policy, &all);
    prepared
}

/// The groups, by measure, that stand beside one so small that its levels are told in two parts: whoever knows the levels of
/// everybody could take those of all others away. Sizes alone decide.
fn told_in_two(card: &Card, decided: &[Decided<'_>]) -> BTreeSet<(usize, Vec<usize>)> {
    let mut in_two = BTreeSet::new();
    for Decided { plan, parts, .. } in
        decided.iter().filter(|decided| decided.plan.by.is_some() && !decided.plan.by_time)
    {
        for part in parts {
            let Some(measure) = card.measures.get(part.measure) else { continue };
            let scale = &measure.scale;
            let groups = || part.rows.iter().filter(|row| row.is_shown && !row.is_total);
            let is_small = |row: &Row| split(row.sample.n, scale.levels().len(), scale.target).is_some();
            if !plan.kind.has_bars() && groups().any(is_small) {
                in_two.extend(groups().map(|row| (part.measure, row.sample.atoms.clone())));
            }
        }
    }
    in_two
}

/// Builds all views, audits what those of each measure tell together, and builds them again without what must be withheld.
fn views(card: &Card, folded: &Folded, atoms: &[Atoms], policy: Policy, decided: &[Decided<'_>]) -> Vec<View> {
    let mut hidden: Vec<BTreeSet<Withheld>> = vec![BTreeSet::new(); card.measures.len()];
    let (views, told) = built(card, folded, policy, decided, &hidden);
    for (at, ((((measure, cube), atoms), told), hidden)) in
        card.measures.iter().zip(&folded.cubes).zip(atoms).zip(&told).zip(&mut hidden).enumerate()
    {
        let mut scores = vec![Scores::new(); atoms.sizes().len()];
        for (cell, atom) in cube.scores().zip(atoms.of()) {
            let Some(of_atom) = atom.and_then(|atom| scores.get_mut(atom)) else { continue };
            for (step, count) in cell {
                *of_atom.entry(*step).or_default() += count;
            }
        }
        let nothing = BTreeSet::new();
        let teller = Teller::new(&measure.scale, &nothing);
        let levels = (0..measure.scale.levels().len()).map(|level| teller.steps(level..level + 1));
        let paired = change::paired(at, &measure.scale, folded, atoms, decided);
        *hidden = withheld(&scores, told, paired, &levels.collect::<Vec<_>>(), policy.minimum_group);
    }
    if hidden.iter().all(BTreeSet::is_empty) { views } else { built(card, folded, policy, decided, &hidden).0 }
}

/// The views, and for each measure what they tell.
fn built(
    card: &Card,
    folded: &Folded,
    policy: Policy,
    decided: &[Decided<'_>],
    hidden: &[BTreeSet<Withheld>],
) -> (Vec<View>, Vec<Vec<Told>>) {
    let mut views = Vec::with_capacity(decided.len());
    let mut told = vec![Vec::new(); card.measures.len()];
    for Decided { plan, parts, stands_alone, tells_change } in decided {
        let Some(measure) = plan.measures.first().and_then(|measure| card.measures.get(*measure)) else { continue };
        let of = |part: &Part| Some((&card.measures.get(part.measure)?.scale, hidden.get(part.measure)?));
        let tellers: Vec<Teller<'_>> =
            parts.iter().filter_map(|part| of(part).map(|(scale, hidden)| Teller::new(scale, hidden))).collect();
        let joined = plan.join.and_then(|join| folded.joined.get(join));
        let is_narrowed = plan.measures.iter().any(|measure| folded.narrowed.get(*measure) == Some(&true));
        let (stands_alone, tells_change) = (*stands_alone, *tells_change);
        let Some(teller) = tellers.first() else { continue };
        let context = Context {
            plan,
            card,
            measure,
            policy,
            joined,
            is_narrowed,
            stands_alone,
            tells_change,
            teller,
            tellers: &tellers,
        };
        views.extend(context.build(parts));
        for (part, teller) in parts.iter().zip(tellers) {
            if let Some(of_measure) = told.get_mut(part.measure) {
                of_measure.extend(teller.told());
            }
        }
    }
    (views, told)
}

/// A view with what was decided about its sets.
struct Decided<'p> {
    plan: &'p Plan,
    parts: Vec<Part>,
    stands_alone: bool,
    tells_change: bool,
}

/// The sets of a view, or why it cannot be drawn.
type Sets = Result<Vec<Part>, Refused>;

/// A ledger a measure, over the sets of all views; and the sets in its terms.
fn ledgers(mut asked: Vec<Sets>, drawing: &Drawing<'_>) -> (Vec<Ledger>, Vec<Atoms>, Vec<Sets>) {
    let Drawing { plans, folded, card, policy, .. } = drawing;
    let mut ledgers: Vec<Ledger> = Vec::with_capacity(folded.cubes.len());
    let mut all: Vec<Atoms> = Vec::with_capacity(folded.cubes.len());
    for (measure, cube) in folded.cubes.iter().enumerate() {
        let classes = folded.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.is_class());
        let classes: Vec<Vec<Option<u16>>> = classes.map(|(at, _)| cube.codes(at)).collect();
        let of_measure = asked.iter().flatten().flatten().filter(|part| part.measure == measure);
        let atoms = Atoms::new(&cube.sizes(), &classes, of_measure.flat_map(Part::sets));
        for part in asked.iter_mut().flatten().flatten().filter(|part| part.measure == measure) {
            part.refine(&atoms);
        }
        // Grown-ups: few answers are told in words of everybody, and never of a part of them (DESIGN 8).
        let by_group = |plan: &&Plan| plan.measures.contains(&measure) && plan.is_by_group();
        let minimum = match card.unit {
            Unit::Adult if plans.iter().any(|plan| by_group(&plan)) => policy.minimum_group.max(part::PART_OF_ADULTS),
            _ => policy.minimum_group,
        };
        ledgers.push(Ledger::new(&atoms, minimum));
        all.push(atoms);
    }
    (ledgers, all, asked)
}

/// What building a view may look at, beside its rows.
struct Context<'v> {
    plan: &'v Plan,
    card: &'v Card,
    /// The first measure of the view.
    measure: &'v Measure,
    policy: Policy,
    /// The scores that the view tells together.
    joined: Option<&'v Joined>,
    /// Whether students were left out who lack a score elsewhere.
    is_narrowed: bool,
    /// For bars: no earlier ones of the measure tell of some, but not all, of the same students.
    stands_alone: bool,
    /// For a picture of change: it tells who grew.
    tells_change: bool,
    teller: &'v Teller<'v>,
    /// One a part.
    tellers: &'v [Teller<'v>],
}

/// What a row is where the view has a single one, of everybody.
pub(super) const NO_GROUPING: &str = "Group";

/// The note under every picture in which something is withheld.
const WITHHELD: &str = "* is withheld: it would tell of too few people.";

impl Context<'_> {
    fn build(&self, parts: &[Part]) -> Option<View> {
        let part = parts.first()?;
        Some(match self.plan.kind {
            Kind::Levels => levels::build(self, parts),
            Kind::Distribution => distribution::build(self, part),
            Kind::Groups => distribution::build_groups(self, part),
            Kind::Box => boxes::build(self, part),
            Kind::Change => change::build(self, part),
            Kind::Windows => over_time::build(self, part),
            Kind::Grid => grid::build(self, parts),
            Kind::Items => items::build(self, parts),
            Kind::Marks(form) => marks::build(self, form, parts),
            Kind::Table => table::build(self, part),
        })
    }

    /// How many students, and whether some are missing; says nothing of what is hidden.
    fn subtitle(&self, part: &Part) -> String {
        let shown = || part.rows.iter().filter(|row| row.is_shown);
        let mut parts = Vec::new();
        let is_once = !self.plan.by_time && !self.plan.total && !self.plan.kind.is_over_time();
        let is_whole = part.rows.iter().all(|row| row.is_shown) && is_once;
        if is_whole {
            let n: u32 = shown().map(|row| row.sample.n).sum();
            parts.push(format!("{n} {}", self.card.unit.plural()));
        }
        let untested: u32 = shown().map(|row| row.sample.untested).sum();
        let what = match self.card.unit {
            Unit::Adult => "without an answer",
            Unit::Student if self.is_narrowed => "missing a test",
            Unit::Student => "not tested",
        };
        match untested {
            0 => {}
            // Standard wording for few; an exact number only where it tells of at least five (DESIGN 8).
            5.. if is_whole => parts.push(format!("{untested} {what}")),
            _ => parts.push(format!("some {what}")),
        }
        parts.join(", ")
    }

    fn view(&self, frame: Frame, body: Body, part: &Part, mut notes: Vec<String>) -> View {
        notes.extend(withheld::more(self, &frame, &body, part));
        View {
            id: self.plan.id.clone(),
            slot: self.plan.slot.clone(),
            measure: self.plan.measure_label.clone(),
            title: self.plan.title.clone(),
            subtitle: self.subtitle(part),
            frame,
            body,
            notes,
        }
    }

    /// How many students of a row have each two scores that the view tells together.
    fn pairs(&self, row: &Row) -> std::collections::BTreeMap<(u32, u32), u32> {
        self.joined.map(|joined| joined.pairs.sample(&row.groups)).unwrap_or_default()
    }

    /// Makes cells of numbers of the first measure.
    fn teller(&self) -> &Teller<'_> {
        self.teller
    }

    fn score_scale(&self) -> ScoreScale {
        distribution::score_scale(&self.measure.label, &self.measure.scale)
    }
}
