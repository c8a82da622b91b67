//! One `[[step]]`.

use super::include::{self, Included, Surroundings};
use super::words::{self, LINE, NOTE, PROMPT, STEM, TITLE};
use super::{CapturePlace, StepDraft, capture, extent, material, meant, segments};
use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located};
use crate::protocol::limits::MINUTES;
use crate::protocol::{DataNeed, DataState, Kind, Layout, Protocol, Repeat, Step};

/// What `kind` says: what the group may do, or that another protocol stands here.
#[derive(Clone, Copy, PartialEq)]
enum Stated {
    Kind(Kind),
    Include,
}

/// Adds the step to `steps`; of an included protocol all of its steps, and the parts of it that are not steps to `protocol`.
pub(super) fn decode(
    mut fields: Fields<'_, '_>,
    protocol: &mut Protocol,
    steps: &mut Vec<StepDraft>,
    surroundings: &Surroundings<'_>,
) {
    let id = words::located_identifier(&mut fields, "id");
    let kinds: Vec<(&'static str, Stated)> = Kind::WORDS
        .iter()
        .map(|(word, kind)| (*word, Stated::Kind(*kind)))
        .chain([("include", Stated::Include)])
        .collect();
    fields.require("kind");
    match fields.choice_or("kind", &kinds, meant::kind) {
        Some(Located { value: Stated::Include, .. }) => included(fields, id, protocol, steps, surroundings),
        Some(Located { value: Stated::Kind(value), bytes }) => {
            let kind = Some(Located { value, bytes });
            steps.push(plain(fields, id, kind, (protocol.data, &protocol.norms), surroundings));
        }
        None => steps.push(plain(fields, id, None, (protocol.data, &protocol.norms), surroundings)),
    }
}

fn minutes(fields: &mut Fields<'_, '_>) -> Option<Located<u32>> {
    let found = fields.integer("minutes", MINUTES)?;
    Some(Located { value: u32::try_from(found.value).ok()?, bytes: found.bytes })
}

fn plain(
    mut fields: Fields<'_, '_>,
    id: Option<Located<String>>,
    kind: Option<Located<Kind>>,
    (need, norms): (DataNeed, &[String]),
    surroundings: &Surroundings<'_>,
) -> StepDraft {
    let header = fields.bytes();
    let title = words::required_line(&mut fields, "title", TITLE);
    fields.require("minutes");
    let minutes = minutes(&mut fields);
    let prompt = words::prose(&mut fields, "prompt", PROMPT);
    let questions = words::located_lines(&mut fields, "questions", PROMPT);
    let stems = words::lines(&mut fields, "stems", STEM);
    let tips = words::lines(&mut fields, "tips", NOTE);
    let data = fields.choice("data", DataState::WORDS);
    let views_at = fields.key_bytes("views");
    let views = words::distinct(&mut fields, "views", STEM).unwrap_or_default();
    for view in &views {
        words::check_identifier(&fields, "views", view);
    }
    let layout = layout(&mut fields, views.len());
    let exhibit = material::exhibit(&mut fields, surroundings);
    let media = material::media(&mut fields, minutes.as_ref(), surroundings);
    let lint = fields.string("lint");
    let lacks_shelf = fields.lacks("shelf");
    let shelf = fields.string("shelf");
    let segments = segments::decode(&mut fields, minutes.as_ref());
    let extent = extent::decode(&mut fields, minutes.as_ref());
    let (place, read) = if fields.lacks("capture") {
        (CapturePlace::Absent, capture::Read::default())
    } else {
        match fields.table("capture") {
            Some(table) => {
                let at = table.bytes();
                let read = capture::decode(table, norms);
                (if read.capture.is_some() { CapturePlace::At(at) } else { CapturePlace::Unread }, read)
            }
            None => (CapturePlace::Unread, capture::Read::default()),
        }
    };
    fields.finish_with(words::OUTSIDE_STEP);

    let stated = data.as_ref().map(|data| data.value);
    let default = match (need, &kind) {
        (DataNeed::None, _) | (_, None) => DataState::Hidden,
        (_, Some(kind)) => kind.value.default_data(),
    };
    let step = Step {
        id: id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        title: title.unwrap_or_default(),
        kind: kind.as_ref().map_or(Kind::Frame, |kind| kind.value),
        minutes: minutes.as_ref().map_or(0, |minutes| minutes.value),
        prompt: prompt.as_ref().map(|prompt| prompt.value.clone()).unwrap_or_default(),
        questions: questions.iter().map(|question| question.value.clone()).collect(),
        stems,
        tips,
        data: stated.unwrap_or(default),
        views: views.into_iter().map(|view| view.value).collect(),
        layout,
        exhibit,
        media,
        lint: None,
        shelf: None,
        segments,
        groups: extent.groups,
        // The step is filled in when the references are resolved.
        repeat: extent.repeat.as_ref().map(|(_, ask)| Repeat { over: 0, ask: ask.clone() }),
        optional: extent.optional,
        cut_order: extent.cut_order,
        min_minutes: extent.min_minutes,
        only_in: extent.only_in,
        capture: read.capture,
    };
    StepDraft {
        step,
        header,
        id: id.map(|id| id.bytes),
        kind,
        minutes: minutes.map(|minutes| minutes.bytes),
        data,
        asked: prompt.into_iter().chain(questions).collect(),
        views: views_at,
        lint,
        shelf,
        lacks_shelf,
        references: read.references,
        repeat: extent.repeat.map(|(over, _)| over),
        evidence: read.evidence,
        capture: place,
        included: false,
    }
}

/// `layout`, which needs something to lay out.
fn layout(fields: &mut Fields<'_, '_>, views: usize) -> Layout {
    let Some(layout) = fields.choice("layout", Layout::WORDS) else { return Layout::default() };
    if layout.value == Layout::SideBySide && views != 2 {
        let message = "side by side stand two views, and this step names another number of them";
        let finding = Finding::advice("layout-views", Place::Bytes(layout.bytes), message);
        fields.findings().add(finding.hint("write views = [\"...\", \"...\"], or delete the line"));
    }
    layout.value
}

/// A step with `kind = "include"`.
fn included(
    mut fields: Fields<'_, '_>,
    id: Option<Located<String>>,
    protocol: &mut Protocol,
    steps: &mut Vec<StepDraft>,
    surroundings: &Surroundings<'_>,
) {
    let findings = fields.findings();
    let header = fields.bytes();
    // For whoever reads the file; on the screen the steps have titles of their own.
    let _ = words::line(&mut fields, "title", LINE);
    let minutes = minutes(&mut fields);
    let name = fields.required_string("protocol");
    fields.finish_with(words::NOT_IN_INCLUDE);
    let read = id.zip(name).and_then(|(id, name)| {
        let place = Included { id: &id.value, name: &name, data: protocol.data, before: steps.len() };
        include::steps(&place, surroundings, findings)
    });
    let Some((drafts, inner)) = read else {
        steps.push(StepDraft::unknown(header));
        return;
    };
    if let Some(minutes) = minutes
        && minutes.value != inner.minutes()
    {
        let message = format!("the steps of this protocol take {} minutes", inner.minutes());
        let finding = Finding::error("include-minutes", Place::Bytes(minutes.bytes), message);
        findings.add(finding.hint(format!("write minutes = {}, or delete the line", inner.minutes())));
    }
    steps.extend(drafts);
    for role in inner.roles {
        if protocol.roles.iter().all(|known| known.id != role.id) {
            protocol.roles.push(role);
        }
    }
    for norm in inner.norms {
        if !protocol.norms.contains(&norm) {
            protocol.norms.push(norm);
        }
    }
    for card in inner.interventions {
        if !protocol.interventions.contains(&card) {
            protocol.interventions.push(card);
        }
    }
    protocol.minimum_group = protocol.minimum_group.max(inner.minimum_group);
}
