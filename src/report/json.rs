//! The report for programs.

use serde::Serialize;

use super::Retreat;
use super::outline::Outline;

/// The version of the shape; a member may be added without a new one, none is taken away or changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document {
    format: &'static str,
    version: u32,
    sessions: Vec<Outline>,
}

/// The report as one JSON object, indented, members in a fixed order, closed by a line break.
///
/// ```json
/// {
///   "format": "chartpaper-report",
///   "version": 1,
///   "sessions": [{
///     "title": "", "date": "2026-03-02",
///     "protocol": {"id": "", "title": "", "credit": ""},
///     "privacy": {"audience": "room", "minimum_group": 10, "badge": null, "notices": [""]},
///     "closed": true, "unreadable": 0,
///     "actions": [{"step": {"id": "", "title": ""}, "text": "", "owner": null, "due": null, "measure": null,
///       "horizon": null, "who_we_will_ask": null, "about": null}],
///     "steps": [{
///       "number": 1, "id": "", "title": "", "kind": "observe", "reached": true,
///       "minutes_planned": 20, "minutes_used": 23, "prompt": "",
///       "comments": [{
///         "text": "", "tag": null, "question": null, "about": null,
///         "evidence": {"view": "", "view_title": "", "label": "", "value": ""},
///         "dittos": 0, "said_in": {"id": "", "title": ""}, "kept_for": null
///       }],
///       "returned": [],
///       "predictions": [{
///         "view": "", "label": "", "predicted": 45.0, "words": "45%", "voices": null, "unit": "%", "actual": "31-40%", "after_reveal": false
///       }],
///       "sheet": {"kind": "poll", "header": ["Choice", "People"], "rows": [["Yes", "12"]], "notes": [""]}
///     }],
///     "views": [{
///       "id": "", "title": "", "subtitle": "", "summary": "", "header": [""], "rows": [[""]], "notes": [""]
///     }]
///   }]
/// }
/// ```
///
/// Where the protocol plans a next meeting, `"next": "2026-06-01 (...)"` stands before `actions`. `privacy` is `null` for a session without data; `number`, `kind` and the minutes are `null` for a step that the protocol does not know. `returned` holds, once more, the
/// comments that earlier steps kept for this one. `words` is the prediction as it is read (`30-40%`, `higher`, `place 2`), `voices` tells of how many numbers it was made. `actual` is `null` where the value was never shown. `sheet` is
/// `null` for a step that fills no table, or has not filled any of it.
#[must_use]
pub fn json(retreats: &[Retreat<'_>]) -> String {
    write(retreats.iter().map(Outline::of).collect())
}

pub(super) fn write(sessions: Vec<Outline>) -> String {
    let document = Document { format: "chartpaper-report", version: VERSION, sessions };
    // Only a map with keys that are no strings, or a failing writer, could make this fail; there is neither.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}
