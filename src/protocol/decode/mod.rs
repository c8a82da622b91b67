//! TOML to a draft: every key is read or reported, every value has its place; what refers to other steps is left to `check`.

mod capture;
mod later;
mod parts;
mod segments;
mod step;
mod words;

pub(super) use parts::duplicate_id_finding;

use std::ops::Range;

use super::{DataNeed, DataState, Kind, Lexicon, Protocol, SCHEMA, Step, check};
use crate::diagnostic::{Finding, Findings, Place, Report};
use crate::document::{self, Fields, Located};

/// A protocol that can be run, and what could be better about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The protocol.
    pub protocol: Protocol,
    /// Advice only.
    pub advice: Report,
}

impl Parsed {
    /// The file as it was read: a session keeps it.
    #[must_use]
    pub fn text(&self) -> &str {
        self.advice.source.as_deref().unwrap_or_default()
    }
}

/// Keys at the top of a protocol, by one of which a file is known as one.
const KEYS: &[&str] =
    &["schema", "id", "title", "credit", "data", "step", "lexicon", "intervention", "max_minutes", "roles"];

/// Reads a protocol. `file` is its name in the findings.
///
/// # Errors
/// Everything that is wrong in `text`, advice included, in the order of the file. See [`CODES`](super::CODES).
pub fn parse(file: &str, text: &str) -> Result<Parsed, Report> {
    if !is_blank(text) && !document::is_ours(text, KEYS) {
        let hint = "if it is the data: the protocol comes first, chartpaper run PROTOCOL DATA";
        return Err(Report::of_file(file, "not-a-protocol", "this file is not a protocol", hint));
    }
    let findings = Findings::default();
    let protocol = if is_blank(text) {
        let finding = Finding::error("empty-file", Place::File, "this file holds no protocol");
        findings.add(finding.hint("start from a bundled one: chartpaper protocols show ID"));
        None
    } else {
        document::read(text, &findings, |fields| decode(fields, &findings))
    };
    let report = Report::of_text(file, text, findings);
    match protocol {
        Some(protocol) if !report.has_errors() => Ok(Parsed { protocol, advice: report }),
        _ => Err(report),
    }
}

/// Whether there are only blanks and comments.
fn is_blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
}

/// What was read, with the places that the checks across steps need. Where something could not be read there is a finding and
/// a stand-in value, which no one sees: a draft with an error never becomes a protocol.
pub(super) struct Draft {
    pub(super) protocol: Protocol,
    pub(super) steps: Vec<StepDraft>,
    pub(super) lexicons: Vec<LexiconDraft>,
    pub(super) max_minutes: Option<Range<usize>>,
}

/// A step as it was read.
pub(super) struct StepDraft {
    pub(super) step: Step,
    /// Its `[[step]]` line.
    pub(super) header: Range<usize>,
    pub(super) id: Option<Range<usize>>,
    pub(super) kind: Option<Located<Kind>>,
    pub(super) minutes: Option<Range<usize>>,
    /// As it was written; `step.data` has the default filled in.
    pub(super) data: Option<Located<DataState>>,
    pub(super) views: Option<Range<usize>>,
    pub(super) lint: Option<Located<String>>,
    pub(super) shelf: Option<Located<String>>,
    /// Whether there is no `shelf` at all, not even one that could not be read.
    pub(super) lacks_shelf: bool,
    pub(super) from: Option<Located<String>>,
    /// Where `evidence` asks for a picture.
    pub(super) evidence: Option<Range<usize>>,
    pub(super) capture: CapturePlace,
}

/// Whether a step has a capture.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CapturePlace {
    /// It has none.
    Absent,
    /// It has one that could not be read.
    Unread,
    /// Its header.
    At(Range<usize>),
}

/// A lexicon of the file.
pub(super) struct LexiconDraft {
    pub(super) id: Option<Located<String>>,
    pub(super) lexicon: Lexicon,
}

fn decode(mut fields: Fields<'_, '_>, findings: &Findings) -> Option<Protocol> {
    fields.require("schema");
    if let Some(schema) = fields.integer("schema", i64::MIN..=i64::MAX)
        && schema.value != SCHEMA
    {
        // A file of another version would bring findings that are not mistakes.
        let message = format!("this program reads schema {SCHEMA}, not {}", schema.value);
        let finding = Finding::error("schema-number", Place::Bytes(schema.bytes), message);
        findings.add(if schema.value > SCHEMA {
            finding.hint("get a newer chartpaper")
        } else {
            finding.hint(format!("write schema = {SCHEMA}"))
        });
        return None;
    }
    let id = words::identifier(&mut fields, "id");
    let title = words::required_line(&mut fields, "title", words::TITLE);
    let credit = words::line(&mut fields, "credit", words::NOTE);
    let max_minutes = fields.integer("max_minutes", 1..=1440);
    let data = fields.choice("data", DataNeed::WORDS).map_or(DataNeed::Required, |data| data.value);
    let roles = parts::roles(&mut fields);
    let norms = words::lines(&mut fields, "norms", words::LINE);
    parts::display(&mut fields);
    let minimum_group = parts::privacy(&mut fields);
    let lexicons = parts::lexicons(&mut fields);
    let interventions = parts::interventions(&mut fields);
    let lacks_steps = fields.lacks("step");
    let steps: Vec<_> = fields.tables("step").into_iter().map(|step| step::decode(step, data)).collect();
    if lacks_steps && findings.read_whole() {
        let finding = Finding::error("no-steps", Place::File, "this protocol has no step");
        findings.add(finding.hint("add a part that begins with [[step]]"));
    }
    later::top(&mut fields);
    fields.finish_with(words::BELOW_TOP);
    let protocol = Protocol {
        id: id.unwrap_or_default(),
        title: title.unwrap_or_default(),
        credit: credit.unwrap_or_default(),
        max_minutes: max_minutes.as_ref().and_then(|max| u32::try_from(max.value).ok()),
        data,
        roles,
        norms,
        minimum_group,
        interventions,
        steps: Vec::new(),
    };
    let draft = Draft { protocol, steps, lexicons, max_minutes: max_minutes.map(|max| max.bytes) };
    Some(check::resolve(draft, findings))
}
