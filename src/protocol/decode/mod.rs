//! TOML to a draft: every key is read or reported, every value has its place; what refers to other steps is left to `check`.

mod capture;
mod extent;
mod include;
mod material;
mod meant;
mod parts;
mod reference;
mod segments;
mod series;
mod step;
mod words;

pub(super) use include::Surroundings;
pub(super) use parts::duplicate_id_finding;
pub(super) use reference::Reference;
pub(super) use series::SeriesDraft;

use std::collections::BTreeMap;
use std::ops::Range;

use super::beside::{Alone, Beside, Noted};
use super::limits::MAX_MINUTES;
use super::{DataNeed, DataState, Kind, Lexicon, Protocol, SCHEMA, Step, check};
use crate::diagnostic::{Finding, Findings, Place, Report, Screen};
use crate::document::{self, Fields, Located};

/// A protocol that can be run, and what could be better about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The protocol.
    pub protocol: Protocol,
    /// Advice only.
    pub advice: Report,
    /// The texts that it named, such as included protocols and exhibits, by name: a session keeps them.
    pub attached: BTreeMap<String, String>,
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
    parse_beside(file, text, &Alone)
}

/// Reads a protocol that may name files `beside` it.
///
/// # Errors
/// As [`parse`].
pub fn parse_beside(file: &str, text: &str, beside: &dyn Beside) -> Result<Parsed, Report> {
    parse_for(file, text, beside, Screen::default())
}

/// As [`parse_beside`]; whether texts fit is judged for this screen.
///
/// # Errors
/// As [`parse`].
pub fn parse_for(file: &str, text: &str, beside: &dyn Beside, screen: Screen) -> Result<Parsed, Report> {
    let noted = Noted::of(beside);
    match read(file, text, &Surroundings::of(&noted, screen)) {
        (Some(protocol), advice) => Ok(Parsed { protocol, advice, attached: noted.given.into_inner() }),
        (None, report) => Err(report),
    }
}

/// The protocol, unless there are errors; and all findings.
fn read(file: &str, text: &str, surroundings: &Surroundings<'_>) -> (Option<Protocol>, Report) {
    if !is_blank(text) && !document::is_ours(text, KEYS) {
        let hint = "if it is the data: the protocol comes first, chartpaper run PROTOCOL DATA";
        return (None, Report::of_file(file, "not-a-protocol", "this file is not a protocol", hint));
    }
    let findings = Findings::on(surroundings.screen);
    let protocol = if is_blank(text) {
        let finding = Finding::error("empty-file", Place::File, "this file holds no protocol");
        findings.add(finding.hint("start from a bundled one: chartpaper protocols show ID"));
        None
    } else {
        document::read(text, &findings, |fields| decode(fields, &findings, surroundings))
    };
    let report = Report::of_text(file, text, findings);
    (protocol.filter(|_| !report.has_errors()), report)
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
    pub(super) series: Option<SeriesDraft>,
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
    /// What is asked aloud.
    pub(super) asked: Vec<Located<String>>,
    pub(super) views: Option<Range<usize>>,
    pub(super) lint: Option<Located<String>>,
    pub(super) shelf: Option<Located<String>>,
    /// Whether there is no `shelf` at all, not even one that could not be read.
    pub(super) lacks_shelf: bool,
    /// The steps that the capture names.
    pub(super) references: Vec<Reference>,
    /// The step whose items it goes through.
    pub(super) repeat: Option<Located<String>>,
    /// Where `evidence` asks for a picture.
    pub(super) evidence: Option<Range<usize>>,
    pub(super) capture: CapturePlace,
    /// Whether it comes from another protocol, where it was checked.
    pub(super) included: bool,
}

impl StepDraft {
    /// Stands for steps that could not be read. Nothing is known of it but where it stands: what is included fills it in.
    fn unknown(header: Range<usize>) -> Self {
        Self {
            step: Step::new("", "", Kind::Frame, 0),
            header,
            id: None,
            kind: None,
            minutes: None,
            data: None,
            asked: Vec::new(),
            views: None,
            lint: None,
            shelf: None,
            lacks_shelf: false,
            references: Vec::new(),
            repeat: None,
            evidence: None,
            capture: CapturePlace::Unread,
            included: true,
        }
    }
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

fn decode(mut fields: Fields<'_, '_>, findings: &Findings, surroundings: &Surroundings<'_>) -> Option<Protocol> {
    schema(&mut fields)?;
    let id = words::identifier(&mut fields, "id");
    let title = words::required_line(&mut fields, "title", words::TITLE);
    let credit = words::line(&mut fields, "credit", words::NOTE);
    let language = parts::language(&mut fields);
    let max_minutes = fields.integer("max_minutes", MAX_MINUTES);
    let data = fields.choice("data", DataNeed::WORDS).map_or(DataNeed::Required, |data| data.value);
    let roles = parts::roles(&mut fields);
    let norms = words::lines(&mut fields, "norms", words::LINE);
    parts::display(&mut fields);
    let minimum_group = parts::privacy(&mut fields);
    let series = series::decode(&mut fields);
    let lexicons = parts::lexicons(&mut fields);
    let interventions = parts::interventions(&mut fields);
    let lacks_steps = fields.lacks("step");
    let mut protocol = Protocol {
        id: id.unwrap_or_default(),
        title: title.unwrap_or_default(),
        credit: credit.unwrap_or_default(),
        language,
        max_minutes: max_minutes.as_ref().and_then(|max| u32::try_from(max.value).ok()),
        data,
        roles,
        norms,
        minimum_group,
        series: None,
        interventions,
        steps: Vec::new(),
    };
    let mut steps = Vec::new();
    for table in fields.tables("step") {
        step::decode(table, &mut protocol, &mut steps, surroundings);
    }
    if lacks_steps && findings.read_whole() {
        let finding = Finding::error("no-steps", Place::File, "this protocol has no step");
        findings.add(finding.hint("add a part that begins with [[step]]"));
    }
    fields.finish_with(words::BELOW_TOP);
    let draft = Draft { protocol, steps, lexicons, series, max_minutes: max_minutes.map(|max| max.bytes) };
    Some(check::resolve(draft, findings))
}

/// Reads the version of the language; nothing else of a file of a later one, which would bring findings that are not
/// mistakes.
fn schema(fields: &mut Fields<'_, '_>) -> Option<()> {
    fields.require("schema");
    let Some(schema) = fields.integer("schema", 0..=i64::MAX) else { return Some(()) };
    let place = Place::Bytes(schema.bytes);
    if schema.value > SCHEMA {
        let message = format!("this program reads schema {SCHEMA}, not {}", schema.value);
        fields.findings().add(Finding::error("schema-number", place, message).hint("get a newer chartpaper"));
        return None;
    }
    if schema.value < SCHEMA {
        let message = format!("this file is of schema {}, the language is at {SCHEMA} by now", schema.value);
        let hint = format!("it is read all the same; write schema = {SCHEMA} when you next change it");
        fields.findings().add(Finding::advice("older-schema", place, message).hint(hint));
    }
    Some(())
}
