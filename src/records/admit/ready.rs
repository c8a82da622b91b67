//! A source before its records are read: its card, and the head of its file.

use std::path::PathBuf;

use crate::diagnostic::{Finding, Findings, Place, Report};
use crate::text;

use super::super::aggregate::{Folded, Seeds, fold};
use super::super::card::{self, Card};
use super::super::intake::{self, Opened, Progress, Stated, Watch};
use super::super::roster::Builder;
use super::super::views::{Policy, Prepared, joins, prepare};
use super::{DataSource, is_card};

/// A source whose card decoded and fits the header of its file.
pub(super) struct Ready {
    /// What the source is called: its file's name without folder and ending.
    pub(super) name: String,
    /// Where its data are.
    data: PathBuf,
    pub(super) opened: Opened,
    pub(super) card: Card,
    pub(super) card_name: String,
    pub(super) text: String,
}

impl Ready {
    pub(super) fn new(source: &DataSource) -> Result<Self, Vec<Report>> {
        let one = |report| vec![report];
        let shown = intake::shown(&source.path);
        let (card_path, is_written) = match &source.card {
            Some(_) => (source.path.clone(), false),
            None if is_card(&source.path) => (source.path.clone(), true),
            None => (source.path.with_extension("toml"), true),
        };
        let written = match &source.card {
            Some(text) => text.clone(),
            None if intake::exists(&card_path) || is_card(&source.path) => {
                intake::read_text(&card_path).map_err(one)?
            }
            None => {
                // A file that cannot be read is the worse news.
                intake::open(&source.path, &Stated::default()).map_err(one)?;
                let hint = format!("write one with: chartpaper card {shown:?} -o FILE.toml");
                return Err(one(Report::of_file(&shown, "no-card", "this file has no data card beside it", hint)));
            }
        };
        let card_name = if is_written { intake::shown(&card_path) } else { format!("data card of {shown}") };
        if let Some(report) = card::refuse_other(&card_name, &written) {
            return Err(one(report));
        }
        let findings = Findings::default();
        let card = card::decode(&written, &findings);
        if findings.has_errors() {
            return Err(one(Report { file: card_name, source: Some(written), findings: findings.into_sorted() }));
        }
        let data_path = match &card.file {
            Some(file) if is_card(&source.path) => source.path.with_file_name(&file.value),
            _ if is_card(&source.path) => intake::beside(&source.path),
            _ => source.path.clone(),
        };
        let opened = match &source.text {
            Some(text) => Opened::new(intake::shown(&data_path), text.clone().into_bytes(), &card.source),
            None => intake::open(&data_path, &card.source),
        }
        .map_err(one)?;
        for name in &card.named {
            if !opened.header().contains(&name.value) {
                findings.add(unknown_column(name, opened.header().len(), &intake::shown(&data_path)));
            }
        }
        if findings.has_errors() {
            return Err(one(Report { file: card_name, source: Some(written), findings: findings.into_sorted() }));
        }
        let name = source.path.file_stem().map(|stem| text::sanitise(&stem.to_string_lossy())).unwrap_or_default();
        Ok(Self { name, data: data_path, opened, card, card_name, text: written })
    }

    /// The refusal of a source that was named before, with the same card.
    pub(super) fn named_twice(&self, before: &[Self]) -> Option<Report> {
        let is_same = |other: &Self| other.data == self.data && other.text == self.text;
        let message = "this file is named twice: everything of it would be shown twice";
        let refusal = || Report::of_file(self.opened.name(), "named-twice", message, "name each data file once");
        before.iter().any(is_same).then(refusal)
    }

    /// Folds the records and prepares the views; the records live no longer than this call.
    pub(super) fn admit(
        self,
        policy: Policy,
        roster: &mut Builder,
        mut hasher: Option<&mut blake3::Hasher>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Admitted, Vec<Report>> {
        let findings = Findings::default();
        let seeds = Seeds { classes: policy.seed, minimum: policy.minimum_group };
        let joins = |dimensions: &[_]| joins(&self.card, dimensions);
        if let Some(hasher) = &mut hasher {
            hasher.update(&self.opened.length().to_le_bytes());
        }
        let mut watch = Watch { hasher: hasher.as_deref_mut(), tell: Some(&mut *tell) };
        let folded = fold(&self.opened, &self.card, &seeds, roster, &mut watch, &joins, &findings);
        if let Some(hasher) = hasher {
            hasher.update(&(self.text.len() as u64).to_le_bytes()).update(self.text.as_bytes());
        }
        let mut folded = folded.map_err(|report| vec![report])?;
        mask(&mut folded, &self.card, roster);
        tell(Progress::Preparing);
        let prepared = prepare(&self.card, &folded, policy, &[&findings]);
        if findings.has_errors() {
            return Err(self.reports(findings));
        }
        Admitted::of(prepared, folded, &self.card_name)
    }

    /// Findings about the card point into the card, all others into the data file, which is never quoted.
    pub(super) fn reports(&self, findings: Findings) -> Vec<Report> {
        let (card, data): (Vec<Finding>, Vec<Finding>) =
            findings.into_sorted().into_iter().partition(|finding| matches!(finding.place, Place::Bytes(_)));
        let card = Report { file: self.card_name.clone(), source: Some(self.text.clone()), findings: card };
        let data = Report { file: self.opened.name().to_owned(), source: None, findings: data };
        [card, data].into_iter().filter(|report| !report.findings.is_empty()).collect()
    }
}

/// What comes of one source, or of several that are joined.
pub(super) struct Admitted {
    pub(super) prepared: Prepared,
    pub(super) notices: Vec<String>,
    /// Rows that count.
    pub(super) rows: usize,
}

impl Admitted {
    /// Unless there is no picture; `card` is the name of the card that should ask for one.
    pub(super) fn of(prepared: Prepared, folded: Folded, card: &str) -> Result<Self, Vec<Report>> {
        let nothing = |code, message: &str, hint: &str| Err(vec![Report::of_file(card, code, message, hint)]);
        match prepared.refused.first() {
            Some(refused) if prepared.views.is_empty() => {
                nothing("nothing-shown", &refused.reason, refused.instead.as_deref().unwrap_or_default())
            }
            None if prepared.views.is_empty() => {
                let message = "the card names no measure, so there is no picture";
                nothing("no-view", message, "give a column the role measure, with its range")
            }
            _ => Ok(Self { prepared, notices: folded.notices, rows: folded.rows }),
        }
    }
}

/// Covers labels that name a student.
pub(super) fn mask(folded: &mut Folded, card: &Card, roster: &Builder) {
    for dimension in &mut folded.dimensions {
        if let Some(category) = card.category(dimension.name()) {
            dimension.mask(category, |label| roster.is_named(label));
        }
    }
}

/// Names no column of the file: where it has no header row, these are the cells of a record.
fn unknown_column(name: &crate::document::Located<String>, columns: usize, file: &str) -> Finding {
    let message = format!("none of the {columns} columns of the file is called `{}`", name.value);
    Finding::error("unknown-column", Place::Bytes(name.bytes.clone()), message)
        .hint(format!("write it as the first row of the file does, or start again with: chartpaper card {file}"))
}
