//! One `[[step]]`.

use super::words::{self, NOTE, PROMPT, STEM, TITLE};
use super::{CapturePlace, StepDraft, capture, later, segments};
use crate::document::{Fields, Located};
use crate::protocol::{DataNeed, DataState, Kind, Step};

/// Longest step: four hours, as long as a half-day workshop.
const MINUTES: std::ops::RangeInclusive<i64> = 1..=240;

pub(super) fn decode(mut fields: Fields<'_, '_>, need: DataNeed) -> StepDraft {
    let header = fields.bytes();
    let id = words::located_identifier(&mut fields, "id");
    let title = words::required_line(&mut fields, "title", TITLE);
    fields.require("kind");
    let kind = words::choice(&mut fields, "kind", Kind::WORDS, later::KINDS);
    if kind.is_err() {
        // The key of `include`; one finding about that kind is enough.
        fields.refuse("protocol");
    }
    let kind = kind.ok().flatten();
    fields.require("minutes");
    let minutes = fields
        .integer("minutes", MINUTES)
        .and_then(|found| Some(Located { value: u32::try_from(found.value).ok()?, bytes: found.bytes }));
    let prompt = words::paragraph(&mut fields, "prompt", PROMPT);
    let questions = words::lines(&mut fields, "questions", PROMPT);
    let stems = words::lines(&mut fields, "stems", STEM);
    let tips = words::lines(&mut fields, "tips", NOTE);
    let data = fields.choice("data", DataState::WORDS);
    let views_at = fields.key_bytes("views");
    let views = words::distinct(&mut fields, "views", STEM).unwrap_or_default();
    for view in &views {
        words::check_identifier(&fields, "views", view);
    }
    let lint = fields.string("lint");
    let lacks_shelf = fields.lacks("shelf");
    let shelf = fields.string("shelf");
    let segments = segments::decode(&mut fields, minutes.as_ref());
    let (place, read) = if fields.lacks("capture") {
        (CapturePlace::Absent, capture::Read::default())
    } else {
        match fields.table("capture") {
            Some(table) => {
                let at = table.bytes();
                let read = capture::decode(table);
                (if read.capture.is_some() { CapturePlace::At(at) } else { CapturePlace::Unread }, read)
            }
            None => (CapturePlace::Unread, capture::Read::default()),
        }
    };
    later::step(&mut fields);
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
        prompt,
        questions,
        stems,
        tips,
        data: stated.unwrap_or(default),
        views: views.into_iter().map(|view| view.value).collect(),
        lint: None,
        shelf: None,
        segments,
        capture: read.capture,
    };
    StepDraft {
        step,
        header,
        id: id.map(|id| id.bytes),
        kind,
        minutes: minutes.map(|minutes| minutes.bytes),
        data,
        views: views_at,
        lint,
        shelf,
        lacks_shelf,
        from: read.from,
        evidence: read.evidence,
        capture: place,
    }
}
