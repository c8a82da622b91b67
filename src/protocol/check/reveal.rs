//! What the data may show when: nothing is predicted that was seen, and nothing is pointed at that is hidden.

use std::collections::BTreeSet;

use crate::diagnostic::{Finding, Findings, Place};
use crate::protocol::decode::{CapturePlace, Draft, StepDraft};
use crate::protocol::{Capture, DataNeed, DataState, Evidence, Kind};

/// The name of the view that a protocol shows before it has named one: the first that the card prepares.
const FIRST: &str = "";

pub(super) fn check(draft: &Draft, findings: &Findings) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut last: Vec<&str> = vec![FIRST];
    let mut predicted = false;
    for step in &draft.steps {
        if !step.step.views.is_empty() {
            last = step.step.views.iter().map(String::as_str).collect();
        }
        let predicts = matches!(step.step.capture, Some(Capture::Predict(_)));
        let is_predict = predicts || step.kind.as_ref().is_some_and(|kind| kind.value == Kind::Predict);
        if draft.protocol.data == DataNeed::None {
            without_data(step, predicts, findings);
        } else if is_predict {
            prediction(step, predicts, &last, &seen, findings);
        } else if !step.included {
            picture(step, predicted, findings);
        }
        evidence(step, findings);
        if step.step.data.shows_data() {
            seen.extend(&last);
        }
        predicted |= predicts || step.capture == CapturePlace::Unread;
    }
    if draft.protocol.data == DataNeed::Required {
        for step in draft.steps.iter().filter(|step| !step.included) {
            observation(step, findings);
        }
    }
}

fn data_place(step: &StepDraft) -> Place {
    Place::Bytes(step.data.as_ref().map_or_else(|| step.header.clone(), |data| data.bytes.clone()))
}

/// In a protocol with `data = "none"`.
fn without_data(step: &StepDraft, predicts: bool, findings: &Findings) {
    if let Some(data) = &step.data
        && data.value != DataState::Hidden
    {
        let message = format!("data = \"{}\" in a protocol that says data = \"none\"", data.value.word());
        let finding = Finding::error("data-none", Place::Bytes(data.bytes.clone()), message);
        findings.add(finding.hint("write data = \"optional\" at the top, or delete this line"));
    } else if let CapturePlace::At(at) = &step.capture
        && predicts
    {
        let message = "there is nothing to predict in a protocol that says data = \"none\"";
        let finding = Finding::error("data-none", Place::Bytes(at.clone()), message);
        findings.add(finding.hint("write data = \"optional\" at the top, or use type = \"list\""));
    }
}

/// A step in which something is predicted.
fn prediction(step: &StepDraft, predicts: bool, views: &[&str], seen: &BTreeSet<&str>, findings: &Findings) {
    if step.step.data.shows_data() {
        let message = "a step that predicts cannot show the data";
        let finding = Finding::error("predict-shown", data_place(step), message);
        findings.add(finding.hint("write data = \"axes\", or delete the line"));
        return;
    }
    if predicts && step.step.data == DataState::Hidden && step.kind.is_some() {
        let message = "predictions are drawn on the empty axes, and this step hides them";
        let finding = Finding::error("predict-hidden", data_place(step), message);
        findings.add(finding.hint("write data = \"axes\""));
        return;
    }
    if let Some(view) = views.iter().find(|view| seen.contains(*view)) {
        let message = match *view {
            FIRST => "an earlier step shows this picture: what was seen cannot be predicted".to_owned(),
            view => format!("an earlier step shows \"{view}\": what was seen cannot be predicted"),
        };
        let bytes = step.views.clone().or_else(|| step.id.clone()).unwrap_or_else(|| step.header.clone());
        let finding = Finding::error("predict-after-reveal", Place::Bytes(bytes), message);
        findings.add(finding.hint("move this step up, or name another of the `views`"));
    }
}

/// A step that may show a picture.
fn picture(step: &StepDraft, predicted: bool, findings: &Findings) {
    if step.step.data == DataState::ShownWithPredictions && !predicted && findings.read_whole() {
        let message = "no earlier step saves predictions that could be shown";
        let finding = Finding::advice("no-predictions", data_place(step), message);
        findings.add(finding.hint("write data = \"shown\", or add a step with type = \"predict\" before"));
    }
    if let Some(views) = &step.views
        && step.step.data == DataState::Hidden
        && step.kind.is_some()
    {
        let finding = Finding::advice(
            "views-hidden",
            Place::Bytes(views.clone()),
            format!("this step names views and its data is \"{}\"", step.step.data.word()),
        );
        findings.add(finding.hint("write data = \"shown\" (or \"axes\"), or delete `views`"));
    }
}

/// A comment that points at a mark needs a picture.
fn evidence(step: &StepDraft, findings: &Findings) {
    let Some(bytes) = &step.evidence else { return };
    if step.step.data.shows_data() || step.kind.is_none() {
        return;
    }
    let required = match &step.step.capture {
        Some(Capture::List(list)) => list.evidence == Evidence::Required,
        Some(Capture::Matrix(matrix)) => matrix.evidence == Evidence::Required,
        _ => false,
    };
    let consequence = if required { "nothing could be charted" } else { "there is no mark to link" };
    let message = format!("`evidence` points at the picture, and this step shows none: {consequence}");
    let finding = Finding::error("evidence-hidden", Place::Bytes(bytes.clone()), message);
    findings.add(finding.hint("write data = \"shown\" in the step, or delete `evidence`"));
}

/// In a protocol that needs data.
fn observation(step: &StepDraft, findings: &Findings) {
    if step.kind.as_ref().is_some_and(|kind| kind.value == Kind::Observe) && !step.step.data.shows_data() {
        let finding = Finding::advice("observe-hidden", data_place(step), "this step observes and shows no data");
        findings.add(finding.hint("write data = \"shown\", or another kind"));
    }
}
