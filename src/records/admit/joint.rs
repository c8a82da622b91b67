//! Sources that share an identifier, admitted as one population.

use crate::diagnostic::{Finding, Findings, Place, Report};

use super::super::admitted::Refused;
use super::super::aggregate::{Given, Outcome, Seeds, fold_together};
use super::super::card::{Join, Member, Union, Unknown};
use super::super::intake::{Progress, Watch};
use super::super::roster::Builder;
use super::super::views::{Policy, joins, prepare};
use super::ready::{Admitted, Ready, mask};

/// What became of all sources.
pub(super) struct Joint {
    /// Those that are joined.
    pub(super) admitted: Option<Admitted>,
    /// Those that are not, by number.
    pub(super) apart: Vec<usize>,
    /// Those of them that were read to find that out.
    pub(super) were_read: Vec<usize>,
}

/// Admits the sources that share an identifier, if the first card has `[join]`; the records live no longer than this call.
///
/// # Errors
/// As admission. A card that cannot be joined is one.
pub(super) fn admit(
    ready: &[Ready],
    policy: Policy,
    roster: &mut Builder,
    hasher: &mut blake3::Hasher,
    tell: &mut dyn FnMut(Progress),
) -> Result<Joint, Vec<Report>> {
    let everybody = || (0..ready.len()).collect();
    let Some((join, others)) =
        ready.split_first().and_then(|(first, others)| Some((first.card.join.as_ref()?, others)))
    else {
        return match ready.iter().filter(|_| ready.len() > 1).find_map(|later| Some((later, later.card.join.as_ref()?)))
        {
            Some((later, join)) => Err(vec![not_first(later, join)]),
            None => Ok(Joint { admitted: None, apart: everybody(), were_read: Vec::new() }),
        };
    };
    let mut together: Vec<usize> = (0..ready.len())
        .filter(|at| ready.get(*at).is_some_and(|source| join.column(&source.card).is_some()))
        .collect();
    if let Some(other) = others.iter().find(|other| {
        join.column(&other.card).is_some() && ready.first().is_some_and(|first| first.card.unit != other.card.unit)
    }) {
        let message = "this card is of grown-ups and the first one of students, or the other way round";
        let hint = "people of two kinds cannot be joined: run them without one another";
        return Err(vec![Report::of_file(&other.card_name, "join-unit", message, hint)]);
    }
    let mut were_read = Vec::new();
    while together.len() > 1 && together.first() == Some(&0) {
        let hasher = were_read.is_empty().then_some(&mut *hasher);
        match Population::of(ready, &together, join).admit(policy, roster, hasher, tell)? {
            Ok(admitted) => {
                let apart = (0..ready.len()).filter(|at| !together.contains(at)).collect();
                return Ok(Joint { admitted: Some(admitted), apart, were_read });
            }
            Err(strangers) => {
                if were_read.is_empty() {
                    were_read.clone_from(&together);
                }
                let mut number = 0..;
                together.retain(|_| number.next().is_some_and(|at: usize| !strangers.contains(&at)));
            }
        }
    }
    Ok(Joint { admitted: None, apart: everybody(), were_read })
}

/// The sentences of the curtain about sources that are not joined.
pub(super) fn told_apart(ready: &[Ready], apart: &[usize]) -> Vec<String> {
    let title = |at: &usize| ready.get(*at).map(|source| format!("\"{}\"", source.card.title));
    let has_join = ready.first().is_some_and(|first| first.card.join.is_some());
    if ready.len() < 2 || apart.is_empty() {
        return Vec::new();
    }
    if apart.len() == ready.len() {
        let titles: Vec<String> = apart.iter().filter_map(title).collect();
        let why = if has_join { "they share no identifier, and " } else { "" };
        return vec![format!("{} are shown apart: {why}no picture tells of both.", titles.join(" and "))];
    }
    let first = title(&0).unwrap_or_default();
    apart
        .iter()
        .filter_map(title)
        .map(|title| format!("{title} is shown apart: it shares no identifier with {first}."))
        .collect()
}

fn not_first(later: &Ready, join: &Join) -> Report {
    let message = "`[join]` counts in the card that is named first";
    let finding = Finding::error("join-not-first", Place::Bytes(join.bytes.clone()), message);
    let finding = finding.hint("name this file before the others, or leave [join] out");
    Report { file: later.card_name.clone(), source: Some(later.text.clone()), findings: vec![finding] }
}

/// Sources that are read to be joined.
struct Population<'r> {
    sources: Vec<&'r Ready>,
    join: &'r Join,
}

impl<'r> Population<'r> {
    fn of(ready: &'r [Ready], together: &[usize], join: &'r Join) -> Self {
        Self { sources: together.iter().filter_map(|at| ready.get(*at)).collect(), join }
    }

    /// The views of all sources; or the sources, by number, of which nobody is in another.
    fn admit(
        &self,
        policy: Policy,
        roster: &mut Builder,
        mut hasher: Option<&mut blake3::Hasher>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Result<Admitted, Vec<usize>>, Vec<Report>> {
        let findings: Vec<Findings> = self.sources.iter().map(|_| Findings::default()).collect();
        let union = Union::of(&self.members(&findings));
        if findings.iter().any(Findings::has_errors) {
            return Err(self.reports(findings));
        }
        let with_findings = || self.sources.iter().zip(&findings);
        let parts: Vec<Given<'_>> = with_findings()
            .map(|(source, findings)| Given { opened: &source.opened, card: &source.card, findings })
            .collect();
        let seeds = Seeds { classes: policy.seed, minimum: policy.minimum_group };
        let of_views = |dimensions: &[_]| joins(&union.card, dimensions);
        if let Some(hasher) = &mut hasher {
            for source in &self.sources {
                hasher.update(&source.opened.length().to_le_bytes());
            }
        }
        let mut watch = Watch { hasher: hasher.as_deref_mut(), tell: Some(&mut *tell) };
        let folded = fold_together(&parts, &union, self.join, &seeds, roster, &mut watch, &of_views);
        if let Some(hasher) = hasher {
            for source in &self.sources {
                hasher.update(&(source.text.len() as u64).to_le_bytes()).update(source.text.as_bytes());
            }
        }
        let mut folded = match folded.map_err(|report| vec![report])? {
            Outcome::Folded(folded) => folded,
            Outcome::Strangers(strangers) => return Ok(Err(strangers)),
        };
        mask(&mut folded, &union.card, roster);
        tell(Progress::Preparing);
        let all: Vec<&Findings> = findings.iter().collect();
        let mut prepared = prepare(&union.card, &folded, policy, &all);
        if findings.iter().any(Findings::has_errors) {
            return Err(self.reports(findings));
        }
        let unknown = |Unknown { id, reason, instead }| Refused { id, reason, instead };
        prepared.refused.extend(union.unknown.into_iter().map(unknown));
        let card = self.sources.first().map_or("", |first| &first.card_name);
        Admitted::of(prepared, folded, card).map(Ok)
    }

    /// The cards, each with a name of its own.
    fn members<'m>(&'m self, findings: &'m [Findings]) -> Vec<Member<'m>> {
        let mut members: Vec<Member<'m>> = Vec::with_capacity(self.sources.len());
        for (source, findings) in self.sources.iter().zip(findings) {
            let mut name = source.name.clone();
            let mut number = 2;
            while members.iter().any(|other| other.name == name) {
                name = format!("{}-{number}", source.name);
                number += 1;
            }
            members.push(Member { name, card: &source.card, text: &source.text, findings });
        }
        members
    }

    fn reports(&self, findings: Vec<Findings>) -> Vec<Report> {
        self.sources.iter().zip(findings).flat_map(|(source, findings)| source.reports(findings)).collect()
    }
}
