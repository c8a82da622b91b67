//! Sums of minutes, and steps that miss what they need.

use crate::diagnostic::{Finding, Findings, Place};
use crate::protocol::decode::{CapturePlace, Draft, StepDraft};
use crate::protocol::{Capture, Kind, Occasion};
use crate::text;

pub(super) fn check(draft: &Draft, findings: &Findings) {
    total(draft, findings);
    for step in &draft.steps {
        if !step.included && findings.read_whole() && step.capture != CapturePlace::Unread {
            action(step, findings);
            marks(step, findings);
        }
        shelf(step, findings);
        asked(step, findings);
    }
}

/// The steps must not take longer than the protocol may.
fn total(draft: &Draft, findings: &Findings) {
    let (Some(max), Some(bytes)) = (draft.protocol.max_minutes, &draft.max_minutes) else { return };
    let unknown = draft.steps.iter().any(|step| step.minutes.is_none());
    let minutes = |occasion| {
        draft
            .steps
            .iter()
            .map(|step| &step.step)
            .filter(|step| step.takes_place(occasion))
            .map(|step| step.minutes)
            .sum()
    };
    let sum: u32 = Occasion::ALL.map(minutes).into_iter().max().unwrap_or(0);
    if sum > max && !unknown {
        let message = format!("the steps take {sum} minutes, `max_minutes` is {max}");
        let finding = Finding::error("too-long", Place::Bytes(bytes.clone()), message);
        findings.add(finding.hint(format!("shorten the steps by {} minutes, or raise `max_minutes`", sum - max)));
    }
}

/// A step that acts should leave actions behind.
fn action(step: &StepDraft, findings: &Findings) {
    let Some(kind) = &step.kind else { return };
    if kind.value == Kind::Act && !step.step.capture.as_ref().is_some_and(Capture::saves_actions) {
        let message = "this step acts and saves no actions";
        let finding = Finding::advice("act-without-action", Place::Bytes(kind.bytes.clone()), message);
        findings.add(finding.hint("add [step.capture] with type = \"action\", or another kind"));
    }
}

/// Words are marked in comments: there must be some.
fn marks(step: &StepDraft, findings: &Findings) {
    for (key, wanted) in [("lint", &step.lint), ("shelf", &step.shelf)] {
        if let Some(wanted) = wanted
            && !step.step.takes_comments()
        {
            let message = format!("`{key}` is about comments, and this step saves none");
            let finding = Finding::error("no-comments", Place::Bytes(wanted.bytes.clone()), message);
            findings.add(finding.hint("add [step.capture] with type = \"list\", or delete the line"));
            return;
        }
    }
}

/// Who asks with the words that are marked gets them for an answer.
fn asked(step: &StepDraft, findings: &Findings) {
    let Some(lexicon) = &step.step.lint else { return };
    for asked in &step.asked {
        let Some(word) = lexicon.hit(&asked.value).and_then(|at| asked.value.get(at)) else { continue };
        let message = format!("this asks with \"{}\", a word that is marked when it comes back", text::cut(word, 30));
        let finding = Finding::advice("asked-with-marked", Place::Bytes(asked.bytes.clone()), message);
        findings.add(finding.hint("ask what can be seen, or delete `lint` in this step"));
    }
}

/// What is marked should have a place to go.
fn shelf(step: &StepDraft, findings: &Findings) {
    if let Some(lint) = &step.lint
        && step.lacks_shelf
        && findings.read_whole()
        && step.step.takes_comments()
    {
        let message = "words are marked here, and there is no shelf for what comes too early";
        let finding = Finding::advice("lint-without-shelf", Place::Bytes(lint.bytes.clone()), message);
        findings.add(finding.hint("write shelf = \"...\" with the id of the later step that explains"));
    }
}
