//! Ids are unique, and what refers to one finds it on the right side.

use std::collections::HashMap;

use crate::diagnostic::{Finding, Findings, Place, nearest};
use crate::document::Located;
use crate::protocol::decode::{CapturePlace, Draft, StepDraft, duplicate_id_finding};
use crate::protocol::lexicon::INFERENCE;
use crate::protocol::{Lexicon, StepIndex};

/// Sets `lint`, `shelf` and `from` of every step.
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
        let shelf = draft.steps.get(index).and_then(|step| shelf(&ids, step, index, findings));
        let from = draft.steps.get(index).and_then(|step| from(&ids, step, index, &draft.steps, findings));
        let lint = draft.steps.get(index).and_then(|step| lint(draft, step, findings));
        let Some(step) = draft.steps.get_mut(index) else { continue };
        step.step.shelf = shelf;
        step.step.lint = lint;
        if let (Some(from), Some(capture)) = (from, &mut step.step.capture) {
            capture.set_from(from);
        }
    }
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

fn from(ids: &Ids, step: &StepDraft, index: StepIndex, steps: &[StepDraft], findings: &Findings) -> Option<StepIndex> {
    let wanted = step.from.as_ref()?;
    let found = ids.find("from", wanted, findings)?;
    if found >= index {
        let message = "`from` names this step or a later one, which has no comments yet";
        let finding = Finding::error("from-not-earlier", Place::Bytes(wanted.bytes.clone()), message);
        findings.add(finding.hint("name a step further up"));
        return None;
    }
    let source = steps.get(found)?;
    if source.step.takes_comments() {
        return Some(found);
    }
    if source.capture != CapturePlace::Unread && findings.read_whole() {
        let message = format!("`from` names \"{}\", a step that saves no comments", source.step.id);
        let finding = Finding::error("from-no-comments", Place::Bytes(wanted.bytes.clone()), message);
        findings.add(finding.hint("give that step a [step.capture] with type = \"list\", or name another"));
    }
    None
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
