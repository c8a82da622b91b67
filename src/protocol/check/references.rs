//! Ids are unique, and what refers to one finds it on the right side.

use std::collections::HashMap;

use crate::diagnostic::{Finding, Findings, Place, nearest};
use crate::document::Located;
use crate::protocol::decode::{CapturePlace, Draft, Reference, StepDraft, duplicate_id_finding};
use crate::protocol::lexicon::INFERENCE;
use crate::protocol::{Capture, Checkpoint, Lexicon, Occasion, Step, StepIndex};

/// Sets `lint`, `shelf`, `repeat` and what the capture refers to, of every step; and the check-points of the series.
pub(super) fn resolve(draft: &mut Draft, findings: &Findings) {
    let mut positions: HashMap<String, StepIndex> = HashMap::new();
    for (index, step) in draft.steps.iter().enumerate() {
        let Some(bytes) = &step.id else { continue };
        let id = &step.step.id;
        if positions.contains_key(id) {
            findings.add(duplicate_id_finding(&Located { value: id.clone(), bytes: bytes.clone() }));
        } else {
            positions.insert(id.clone(), index);
        }
    }
    let ids = Ids { all: draft.steps.iter().all(|step| step.id.is_some()) && findings.read_whole(), positions };
    for index in 0..draft.steps.len() {
        let Some(step) = draft.steps.get(index).filter(|step| !step.included) else { continue };
        let shelf = shelf(&ids, step, index, findings);
        let lint = lint(draft, step, findings);
        let references: Vec<_> = step
            .references
            .iter()
            .filter_map(|reference| Some((reference.key, earlier(&ids, reference, index, &draft.steps, findings)?)))
            .collect();
        let over = step.repeat.as_ref().and_then(|over| {
            let reference = Reference {
                key: "over",
                wanted: over.clone(),
                fits: Step::has_topics,
                lacking: "saves nothing to go through",
                hint: "name a step whose capture collects or chooses something",
            };
            earlier(&ids, &reference, index, &draft.steps, findings)
        });
        let taken = references.iter().find(|(key, _)| *key == "same_items_as");
        let taken = taken.and_then(|(_, at)| draft.steps.get(*at)?.step.capture.clone());
        let Some(step) = draft.steps.get_mut(index) else { continue };
        step.step.shelf = shelf;
        step.step.lint = lint;
        if let (Some(over), Some(repeat)) = (over, &mut step.step.repeat) {
            repeat.over = over;
        }
        for (key, found) in references {
            if let Some(capture) = &mut step.step.capture {
                capture.refer(key, found);
            }
        }
        if let (Some(Capture::Scale(scale)), Some(Capture::Scale(of))) = (&mut step.step.capture, taken) {
            (scale.items, scale.item_from) = (of.items, of.item_from);
        }
    }
    checkpoints(&ids, draft, findings);
    unused_lexicons(draft, findings);
}

/// Among more ids than this none is proposed: no protocol that is meant to be run has so many.
const LISTED: usize = 100;

struct Ids {
    /// Whether every step's id could be read: else an unknown one may be that of a step that could not.
    all: bool,
    positions: HashMap<String, StepIndex>,
}

impl Ids {
    fn find(&self, key: &str, wanted: &Located<String>, findings: &Findings) -> Option<StepIndex> {
        let found = self.positions.get(&wanted.value).copied();
        if found.is_none() && self.all {
            findings.add(unknown_id(key, "step", wanted, self.positions.keys().map(String::as_str)));
        }
        found
    }
}

fn unknown_id<'w>(key: &str, what: &str, wanted: &Located<String>, ids: impl Iterator<Item = &'w str>) -> Finding {
    let name = crate::text::cut(&wanted.value, 40);
    let message = format!("`{key}`: there is no {what} \"{name}\"");
    let finding = Finding::error("unknown-id", Place::Bytes(wanted.bytes.clone()), message);
    let mut ids: Vec<&str> = ids.filter(|id| !id.is_empty()).take(LISTED + 1).collect();
    if ids.len() > LISTED {
        return finding.hint("check the spelling against the line id = \"...\"");
    }
    ids.sort_unstable();
    match nearest(&wanted.value, ids.iter().copied()) {
        Some(near) => finding.hint(format!("did you mean \"{near}\"?")),
        None => finding.hint(format!("the ids are: {}", ids.join(", "))),
    }
}

fn shelf(ids: &Ids, step: &StepDraft, index: StepIndex, findings: &Findings) -> Option<StepIndex> {
    let wanted = step.shelf.as_ref()?;
    let found = ids.find("shelf", wanted, findings)?;
    if found > index {
        return Some(found);
    }
    let message = "`shelf` names this step or an earlier one; shelved comments come back later";
    let finding = Finding::error("shelf-not-later", Place::Bytes(wanted.bytes.clone()), message);
    findings.add(finding.hint("name a step further down, such as the one that explains"));
    None
}

/// The step that a reference names, if it stands further up and saves what is needed.
fn earlier(
    ids: &Ids,
    reference: &Reference,
    index: StepIndex,
    steps: &[StepDraft],
    findings: &Findings,
) -> Option<StepIndex> {
    let Reference { key, wanted, .. } = reference;
    let found = ids.find(key, wanted, findings)?;
    let place = || Place::Bytes(wanted.bytes.clone());
    let [later, unfit] =
        if *key == "from" { ["from-not-earlier", "from-no-comments"] } else { ["not-earlier", "unfit-step"] };
    if found >= index {
        let message = format!("`{key}` names this step or a later one, which has nothing yet");
        findings.add(Finding::error(later, place(), message).hint("name a step further up"));
        return None;
    }
    let source = steps.get(found)?;
    if (reference.fits)(&source.step) {
        return Some(found);
    }
    if source.capture != CapturePlace::Unread && findings.read_whole() {
        let message = format!("`{key}` names \"{}\", a step that {}", source.step.id, reference.lacking);
        findings.add(Finding::error(unfit, place(), message).hint(reference.hint));
    }
    None
}

/// Sets the steps at which the check-points of a series begin.
fn checkpoints(ids: &Ids, draft: &mut Draft, findings: &Findings) {
    let Some(read) = &draft.series else { return };
    let mut series = read.series.clone();
    for (after_days, wanted) in &read.checkpoints {
        let Some(start_at) = ids.find("start_at", wanted, findings) else { continue };
        let takes_place = draft.steps.get(start_at).is_some_and(|step| step.step.takes_place(Occasion::Checkpoint));
        if takes_place {
            series.checkpoints.push(Checkpoint { after_days: *after_days, start_at });
        } else {
            let message = "`start_at` names a step that does not take place at a check-point";
            let finding = Finding::error("checkpoint-step", Place::Bytes(wanted.bytes.clone()), message);
            findings.add(finding.hint("write only_in = \"checkpoint\" in that step, or delete its `only_in`"));
        }
    }
    draft.protocol.series = Some(series);
}

fn lint(draft: &Draft, step: &StepDraft, findings: &Findings) -> Option<Lexicon> {
    let wanted = step.lint.as_ref()?;
    if wanted.value == INFERENCE {
        return Some(Lexicon::inference());
    }
    if let Some(found) = draft.lexicons.iter().find(|lexicon| lexicon.lexicon.id == wanted.value) {
        return Some(found.lexicon.clone());
    }
    if draft.lexicons.iter().all(|lexicon| lexicon.id.is_some()) && findings.read_whole() {
        let ids = draft.lexicons.iter().map(|lexicon| lexicon.lexicon.id.as_str()).chain([INFERENCE]);
        findings.add(unknown_id("lint", "[[lexicon]]", wanted, ids));
    }
    None
}

fn unused_lexicons(draft: &Draft, findings: &Findings) {
    if !findings.read_whole() {
        return;
    }
    for lexicon in &draft.lexicons {
        let Some(id) = &lexicon.id else { continue };
        if draft.steps.iter().any(|step| step.lint.as_ref().is_some_and(|lint| lint.value == id.value)) {
            continue;
        }
        let message = format!("no step uses the lexicon \"{}\"", crate::text::cut(&id.value, 40));
        let finding = Finding::advice("unused-lexicon", Place::Bytes(id.bytes.clone()), message);
        findings.add(finding.hint(format!("write lint = \"{}\" in a step", crate::text::cut(&id.value, 40))));
    }
}
