//! Texts, ids and words of closed sets, with what fits on the screen; and which key belongs where.

use std::collections::BTreeSet;

use crate::diagnostic::{Finding, Place, Screen};
use crate::document::{Fields, Located};
use crate::protocol::Prose;
use crate::protocol::limits::ID_LENGTH;
use crate::text;

/// Room for a text on the screen (DESIGN section 8: title and timer 1 line, prompt 2).
#[derive(Clone, Copy)]
pub(super) struct Room {
    cells: Cells,
    lines: usize,
}

/// How wide a text may be.
#[derive(Clone, Copy)]
enum Cells {
    /// The screen without so much beside it.
    Beside(u16),
    /// As much on every screen.
    Always(usize),
}

impl Room {
    /// Cells on this screen.
    fn cells(self, screen: Screen) -> usize {
        match self.cells {
            Cells::Beside(beside) => usize::from(screen.width.saturating_sub(beside).max(1)),
            Cells::Always(cells) => cells,
        }
    }
}

/// A title beside the place in the protocol and the timer.
pub(super) const TITLE: Room = Room { cells: Cells::Beside(36), lines: 1 };
/// A prompt, a question, a line to say: two lines with a margin of two cells on each side.
pub(super) const PROMPT: Room = Room { cells: Cells::Beside(4), lines: 2 };
/// One line with a margin.
pub(super) const LINE: Room = Room { cells: Cells::Beside(4), lines: 1 };
/// A text for the facilitator or the report, which may wrap.
pub(super) const NOTE: Room = Room { cells: Cells::Beside(4), lines: 4 };
/// The beginning of a sentence; several share a line.
pub(super) const STEM: Room = Room { cells: Cells::Always(36), lines: 1 };
/// A tag; all tags of a step share a line.
pub(super) const TAG: Room = Room { cells: Cells::Always(16), lines: 1 };

/// A word of a closed set, which is not shown.
pub(super) const WORD: Room = Room { cells: Cells::Always(usize::MAX), lines: 1 };

const TO_TOP: &str = "it belongs to the top of the file: move it above the first line in [brackets]";
const TO_STEP: &str = "it belongs to the step: move it above the step's [step.capture] and [[step.segment]]";
const TO_SEGMENT: &str = "it belongs to a part of the step: write it below a line [[step.segment]]";
const TO_CAPTURE: &str = "it belongs to what is saved: write it below a line [step.capture]";
const AS_CAPTURE: &str = "it is what is saved: write a line [step.capture], and below it type = \"...\" with that word";
const TO_A_STEP: &str = "it belongs to one step: write it below a line [[step]]";
const TO_PRIVACY: &str = "write it below a line [privacy]";
const TO_SERIES: &str = "write it below a line [series]";
const TO_DISPLAY: &str = "write it below a line [display]";

/// Keys of parts below, found at the top.
pub(super) const BELOW_TOP: &[(&str, &str)] = &[
    ("kind", TO_A_STEP),
    ("minutes", TO_A_STEP),
    ("prompt", TO_A_STEP),
    ("questions", TO_A_STEP),
    ("stems", TO_A_STEP),
    ("tips", TO_A_STEP),
    ("views", TO_A_STEP),
    ("lint", TO_A_STEP),
    ("shelf", TO_A_STEP),
    ("mode", TO_A_STEP),
    ("layout", TO_A_STEP),
    ("groups", TO_A_STEP),
    ("repeat", TO_A_STEP),
    ("optional", TO_A_STEP),
    ("cut_order", TO_A_STEP),
    ("min_minutes", TO_A_STEP),
    ("only_in", TO_A_STEP),
    ("media", "a recording belongs to a step: write [step.media] below its [[step]]"),
    ("exhibit", "an exhibit belongs to a step: write [step.exhibit] below its [[step]]"),
    ("per_year", TO_SERIES),
    ("carry", TO_SERIES),
    ("checkpoints", TO_SERIES),
    ("capture", "a capture belongs to a step: write [step.capture] below its [[step]]"),
    ("segment", "a segment belongs to a step: write [[step.segment]] below its [[step]]"),
    ("min_group", TO_PRIVACY),
    ("complementary", TO_PRIVACY),
    ("names", TO_PRIVACY),
    ("single_screen", TO_DISPLAY),
    ("authors", TO_DISPLAY),
];

/// Keys of other parts, found in a step.
pub(super) const OUTSIDE_STEP: &[(&str, &str)] = &[
    ("schema", TO_TOP),
    ("credit", TO_TOP),
    ("max_minutes", TO_TOP),
    ("roles", TO_TOP),
    ("norms", TO_TOP),
    ("display", "it belongs to the top of the file: write [display] without \"step.\""),
    ("privacy", "it belongs to the top of the file: write [privacy] without \"step.\""),
    ("lexicon", "it belongs to the top of the file: write [[lexicon]] without \"step.\""),
    ("intervention", "it belongs to the top of the file: write [[intervention]] without \"step.\""),
    ("direction", TO_SEGMENT),
    ("allow", TO_SEGMENT),
    ("discussion", TO_SEGMENT),
    ("language", TO_TOP),
    ("series", "it belongs to the top of the file: write [series] without \"step.\""),
    ("protocol", "it names the protocol of a step with kind = \"include\""),
    ("size", "write groups = {size = 4}"),
    ("merge", "write groups = {size = 4, merge = \"append\"}"),
    ("over", "write repeat = {over = \"...\"} with the id of an earlier step"),
    ("length", "it belongs to a recording: write it below a line [step.media]"),
    ("file", "it belongs to a recording or an exhibit: write it below [step.media] or [step.exhibit]"),
    ("fallback", "it belongs to a recording: write it below a line [step.media]"),
    ("type", TO_CAPTURE),
    ("from", TO_CAPTURE),
    ("tags", TO_CAPTURE),
    ("per_person", TO_CAPTURE),
    ("evidence", TO_CAPTURE),
    ("shape", TO_CAPTURE),
    ("also_list", TO_CAPTURE),
    ("fields", TO_CAPTURE),
    ("also_from", TO_CAPTURE),
    ("answers", TO_CAPTURE),
    ("cells_to", TO_CAPTURE),
    ("choices", TO_CAPTURE),
    ("columns", TO_CAPTURE),
    ("compare", TO_CAPTURE),
    ("dedupe", TO_CAPTURE),
    ("dots", TO_CAPTURE),
    ("headings", TO_CAPTURE),
    ("item_from", TO_CAPTURE),
    ("items", TO_CAPTURE),
    ("keep", TO_CAPTURE),
    ("limit", TO_CAPTURE),
    ("multi", TO_CAPTURE),
    ("per_question", TO_CAPTURE),
    ("pin", TO_CAPTURE),
    ("preset", TO_CAPTURE),
    ("quadrants", TO_CAPTURE),
    ("range", TO_CAPTURE),
    ("revote", TO_CAPTURE),
    ("row_from", TO_CAPTURE),
    ("rows", TO_CAPTURE),
    ("same_items_as", TO_CAPTURE),
    ("seed_rows", TO_CAPTURE),
    ("series_key", TO_CAPTURE),
    ("status", TO_CAPTURE),
    ("threshold", TO_CAPTURE),
    ("list", AS_CAPTURE),
    ("predict", AS_CAPTURE),
    ("action", AS_CAPTURE),
    ("poll", AS_CAPTURE),
    ("scale", AS_CAPTURE),
    ("plane", AS_CAPTURE),
    ("vote", AS_CAPTURE),
    ("matrix", AS_CAPTURE),
    ("table", AS_CAPTURE),
    ("cluster", AS_CAPTURE),
    ("review", AS_CAPTURE),
    ("confirm", AS_CAPTURE),
];

/// Keys of the step and of the top, found below `[step.capture]` or `[[step.segment]]`.
pub(super) const ABOVE_PART: &[(&str, &str)] = &[
    ("id", TO_STEP),
    ("title", TO_STEP),
    ("kind", TO_STEP),
    ("minutes", TO_STEP),
    ("prompt", TO_STEP),
    ("questions", TO_STEP),
    ("stems", TO_STEP),
    ("tips", TO_STEP),
    ("data", TO_STEP),
    ("views", TO_STEP),
    ("lint", TO_STEP),
    ("shelf", TO_STEP),
    ("mode", TO_STEP),
    ("layout", TO_STEP),
    ("groups", TO_STEP),
    ("repeat", TO_STEP),
    ("optional", TO_STEP),
    ("cut_order", TO_STEP),
    ("min_minutes", TO_STEP),
    ("only_in", TO_STEP),
    ("media", "write [step.media]: it stands beside [step.capture], not in it"),
    ("exhibit", "write [step.exhibit]: it stands beside [step.capture], not in it"),
    ("credit", TO_TOP),
    ("max_minutes", TO_TOP),
    ("roles", TO_TOP),
    ("norms", TO_TOP),
];

/// Keys of the top, found below `[series]`.
pub(super) const OUTSIDE_SERIES: &[(&str, &str)] = &[
    ("schema", TO_TOP),
    ("title", TO_TOP),
    ("credit", TO_TOP),
    ("max_minutes", TO_TOP),
    ("data", TO_TOP),
    ("roles", TO_TOP),
    ("norms", TO_TOP),
];

const ITS_OWN: &str = "the steps of the included protocol have their own: delete the line";

/// Keys of a step that one with `kind = "include"` cannot have.
pub(super) const NOT_IN_INCLUDE: &[(&str, &str)] = &[
    ("prompt", ITS_OWN),
    ("questions", ITS_OWN),
    ("stems", ITS_OWN),
    ("tips", ITS_OWN),
    ("data", ITS_OWN),
    ("views", ITS_OWN),
    ("lint", ITS_OWN),
    ("shelf", ITS_OWN),
    ("mode", ITS_OWN),
    ("segment", ITS_OWN),
    ("capture", ITS_OWN),
    ("layout", ITS_OWN),
    ("groups", ITS_OWN),
    ("repeat", ITS_OWN),
    ("optional", ITS_OWN),
    ("cut_order", ITS_OWN),
    ("min_minutes", ITS_OWN),
    ("only_in", ITS_OWN),
    ("media", ITS_OWN),
    ("exhibit", ITS_OWN),
    ("max_minutes", TO_TOP),
    ("credit", TO_TOP),
    ("roles", TO_TOP),
    ("norms", TO_TOP),
];

/// Advises when a text needs more room than the screen has for it.
fn fit(fields: &Fields<'_, '_>, key: &str, found: &Located<String>, room: Room) {
    let shown = found.value.trim();
    let screen = fields.findings().screen();
    let cells = room.cells(screen);
    let lines = text::wrap(shown, cells).len();
    if lines <= room.lines {
        return;
    }
    let on = format!("a screen of {}x{}", screen.width, screen.height);
    let (message, hint) = if room.lines == 1 {
        let wide = text::width(&text::sanitise(shown));
        (format!("`{key}` is {wide} cells wide; {on} has room for {cells}"), "shorten it")
    } else {
        let message = format!("`{key}` needs {lines} lines; {on} has room for {} lines of {cells} cells", room.lines);
        (message, "shorten it, or make two of it: a step can have `questions` and `tips`")
    };
    let finding = Finding::advice("does-not-fit", Place::Bytes(found.bytes.clone()), message);
    fields.findings().add(finding.hint(hint));
}

fn one_line(fields: &Fields<'_, '_>, key: &str, mut found: Located<String>, room: Room) -> String {
    found.value = text::sanitise(found.value.trim());
    fit(fields, key, &found, room);
    found.value
}

/// A text in one line that must be there.
pub(super) fn required_line(fields: &mut Fields<'_, '_>, key: &'static str, room: Room) -> Option<String> {
    fields.required_string(key).map(|found| one_line(fields, key, found, room))
}

/// A text in one line.
pub(super) fn line(fields: &mut Fields<'_, '_>, key: &'static str, room: Room) -> Option<String> {
    fields.string(key).map(|found| one_line(fields, key, found, room))
}

/// A text in simple Markdown, as it was written.
pub(super) fn prose(fields: &mut Fields<'_, '_>, key: &'static str, room: Room) -> Option<Located<String>> {
    let mut found = fields.string(key)?;
    let written = found.value.trim().to_owned();
    found.value = Prose::read(&written).plain();
    fit(fields, key, &found, room);
    Some(Located { value: written, ..found })
}

/// A list of texts in one line each; a blank one is reported.
pub(super) fn lines(fields: &mut Fields<'_, '_>, key: &'static str, room: Room) -> Vec<String> {
    located_lines(fields, key, room).into_iter().map(|line| line.value).collect()
}

/// As [`lines`], each with its place.
pub(super) fn located_lines(fields: &mut Fields<'_, '_>, key: &'static str, room: Room) -> Vec<Located<String>> {
    let mut lines = Vec::new();
    for found in fields.strings(key).map(|list| list.value).unwrap_or_default() {
        if found.value.trim().is_empty() {
            let message = format!("this entry of `{key}` is empty");
            fields.findings().add(Finding::error("empty", Place::Bytes(found.bytes), message));
        } else {
            let bytes = found.bytes.clone();
            lines.push(Located { value: one_line(fields, key, found, room), bytes });
        }
    }
    lines
}

/// As [`lines`], each at most once; `None` when there is no list that could be read.
pub(super) fn distinct(fields: &mut Fields<'_, '_>, key: &'static str, room: Room) -> Option<Vec<Located<String>>> {
    let mut kept: Vec<Located<String>> = Vec::new();
    let mut known = BTreeSet::new();
    for found in fields.strings(key)?.value {
        let bytes = found.bytes.clone();
        if found.value.trim().is_empty() {
            let message = format!("this entry of `{key}` is empty");
            fields.findings().add(Finding::error("empty", Place::Bytes(bytes), message));
            continue;
        }
        let value = one_line(fields, key, found, room);
        if known.insert(value.clone()) {
            kept.push(Located { value, bytes });
        } else {
            let message = format!("`{key}` names \"{}\" twice", text::cut(&value, 40));
            fields.findings().add(Finding::error("duplicate", Place::Bytes(bytes), message).hint("delete one of them"));
        }
    }
    Some(kept)
}

/// An id that must be there. One of the wrong form is reported and still returned, so that what refers to it is found.
pub(super) fn located_identifier(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Located<String>> {
    let found = fields.required_string(key)?;
    check_identifier(fields, key, &found);
    Some(found)
}

/// As [`located_identifier`], without its place.
pub(super) fn identifier(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<String> {
    located_identifier(fields, key).map(|id| id.value)
}

/// Reports an id that is not of small letters, digits and single hyphens.
pub(super) fn check_identifier(fields: &Fields<'_, '_>, key: &str, found: &Located<String>) {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if found.value.len() <= ID_LENGTH && found.value.split('-').all(part) {
        return;
    }
    let message = format!("`{key}` takes small letters a-z, digits and single hyphens, at most {ID_LENGTH}");
    let finding = Finding::error("id-form", Place::Bytes(found.bytes.clone()), message);
    let lower = found.value.to_lowercase();
    let better: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let better = better.join("-");
    fields.findings().add(match better.get(..better.len().min(ID_LENGTH)) {
        Some(better) if !better.is_empty() => finding.hint(format!("such as \"{}\"", better.trim_end_matches('-'))),
        _ => finding.hint("such as \"look-together\""),
    });
}
