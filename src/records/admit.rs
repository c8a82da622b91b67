//! The door: sources and their cards go in, an [`Admission`] comes out, and the records are dropped.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Finding, Findings, Place, Report};

use super::admitted::{Admission, Audience, Door, Guarded, Refused};
use super::aggregate::{Seeds, fold};
use super::card::{self, Card};
use super::intake::{self, Opened, Progress, Stated, Watch};
use super::roster::Builder;
use super::views::{Policy, Prepared, joins, prepare};

/// The right to make an admission: nobody else can make one of these.
#[derive(Clone, Debug)]
pub(super) struct Pass(());

/// A data file with its card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSource {
    path: PathBuf,
    card: Option<String>,
    /// The CSV text itself, where it is part of the program and not on the disk.
    text: Option<String>,
}

impl DataSource {
    /// A CSV with its card beside it (same name, `.toml`), or a card with its CSV beside it.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), card: None, text: None }
    }

    /// A CSV with a card that is not on the disk (the confirmed roles of the role screen).
    #[must_use]
    pub fn with_card(path: impl Into<PathBuf>, card: impl Into<String>) -> Self {
        Self { path: path.into(), card: Some(card.into()), text: None }
    }

    /// A CSV text and its card that are part of the program, under the `name` that messages give them.
    #[must_use]
    pub fn bundled(name: &str, text: impl Into<String>, card: impl Into<String>) -> Self {
        Self { path: name.into(), card: Some(card.into()), text: Some(text.into()) }
    }

    /// What the user named.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a card is known or lies beside the file; without one the roles must be confirmed first.
    #[must_use]
    pub fn has_card(&self) -> bool {
        self.card.is_some() || is_card(&self.path) || intake::exists(&self.path.with_extension("toml"))
    }
}

fn is_card(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// Reads the records, prepares and audits every view, and drops the records.
///
/// The strictest audience and the largest minimum group of all cards hold, and `floor` (the protocol's) may raise the minimum
/// further. `fingerprint_key` is the installation's key for [`Admission::data_fingerprint`]; `label_seed` decides which class
/// is called Class A, and belongs to the session.
///
/// # Errors
/// One report for each file with findings. No report holds a cell of a data file, or a name of a column that the card does not name.
pub fn admit(
    sources: &[DataSource],
    floor: Option<u32>,
    fingerprint_key: &[u8; 32],
    label_seed: u64,
) -> Result<Admission, Vec<Report>> {
    admit_telling(sources, floor, fingerprint_key, label_seed, &mut |_| {})
}

/// As [`admit()`], and tells how far it is: every few megabytes of a file, and when its last row has passed.
///
/// # Errors
/// As [`admit()`].
pub fn admit_telling(
    sources: &[DataSource],
    floor: Option<u32>,
    fingerprint_key: &[u8; 32],
    label_seed: u64,
    tell: &mut dyn FnMut(Progress),
) -> Result<Admission, Vec<Report>> {
    let mut reports = Vec::new();
    let mut ready = Vec::new();
    for source in sources {
        match Ready::new(source) {
            Ok(source) => ready.push(source),
            Err(found) => reports.extend(found),
        }
    }
    if !reports.is_empty() {
        return Err(reports);
    }
    let Some(first) = ready.first() else {
        return Err(vec![Report::of_file(
            "data",
            "no-data",
            "no data file was named",
            "name a CSV file or a data card",
        )]);
    };
    let is_room = ready.iter().any(|source| source.card.audience == Audience::Room);
    let minimum = ready.iter().map(|source| source.card.minimum_group).chain(floor).max();
    let policy = Policy {
        audience: if is_room { Audience::Room } else { Audience::Team },
        minimum_group: minimum.unwrap_or(card::MINIMUM_GROUP).max(card::LOWEST_MINIMUM),
        seed: label_seed,
    };
    let mut titles = vec![first.card.title.clone()];
    titles.extend(
        ready.iter().skip(1).map(|source| source.card.title.clone()).filter(|title| *title != first.card.title),
    );
    let mut hasher = blake3::Hasher::new_keyed(fingerprint_key);
    let mut admission = Admission {
        title: titles.join(" and "),
        audience: policy.audience,
        minimum_group: policy.minimum_group,
        views: Vec::new(),
        notices: Vec::new(),
        refused: Vec::new(),
        fingerprint: String::new(),
        rows_band: String::new(),
        guarded: Guarded(None),
        door: Door::Records(Pass(())),
    };
    let mut roster = Builder::new();
    let (mut rows, mut has_hidden) = (0, false);
    for source in ready {
        hasher.update(&source.opened.length().to_le_bytes());
        let card = source.text.clone();
        let mut watch = Watch { hasher: Some(&mut hasher), tell: Some(&mut *tell) };
        let admitted = source.admit(policy, label_seed, &mut roster, &mut watch);
        hasher.update(&(card.len() as u64).to_le_bytes()).update(card.as_bytes());
        match admitted {
            Ok((prepared, notices, counted)) => {
                rows += counted;
                has_hidden |= prepared.has_hidden;
                admission.notices.extend(notices);
                add_views(&mut admission, prepared);
            }
            Err(found) => reports.extend(found),
        }
    }
    if !reports.is_empty() {
        return Err(reports);
    }
    if has_hidden {
        let least = policy.minimum_group;
        admission
            .notices
            .push(format!("Groups of fewer than {least} are hidden (*), and others where they would give those away."));
    }
    admission.fingerprint = hasher.finalize().to_hex().chars().take(FINGERPRINT_DIGITS).collect();
    admission.rows_band = band(rows);
    admission.guarded = Guarded(roster.finish().map(Arc::new));
    Ok(admission)
}

/// Hexadecimal digits of a fingerprint: enough to tell files apart, too few to stand for the file.
pub(super) const FINGERPRINT_DIGITS: usize = 16;

/// Adds views of a further source; an id or slot that is taken gets out of the way.
fn add_views(admission: &mut Admission, more: Prepared) {
    let views = &mut admission.views;
    let taken: Vec<(String, Option<String>)> = views.iter().map(|view| (view.id.clone(), view.slot.clone())).collect();
    let mut refused = more.refused;
    for mut view in more.views {
        let wanted = view.id.clone();
        let mut number = 2;
        while views.iter().any(|other| other.id == view.id) {
            view.id = format!("{wanted}-{number}");
            number += 1;
        }
        if taken.iter().any(|(_, slot)| slot.is_some() && *slot == view.slot) {
            view.slot = None;
        }
        let of_view = refused.extract_if(.., |refused| refused.id == wanted);
        admission.refused.extend(of_view.map(|refused| Refused { id: view.id.clone(), ..refused }));
        views.push(view);
    }
    // Those that were refused as a whole have no view.
    admission.refused.extend(refused);
}

/// About how many rows: a band from 1, 2 or 5 times a power of ten to the next.
fn band(rows: usize) -> String {
    let mut low = 1_usize;
    loop {
        for (digit, next) in [(1, 2), (2, 5), (5, 10)] {
            let (from, to) = (low * digit, low * next);
            if rows < to && to > 10 {
                return if from <= 10 { format!("under {to} rows") } else { format!("{from}-{} rows", to - 1) };
            }
        }
        match low.checked_mul(10).filter(|next| next.checked_mul(10).is_some()) {
            Some(next) => low = next,
            None => return format!("{low} rows or more"),
        }
    }
}

/// A source whose card decoded and fits the header of its file.
struct Ready {
    opened: Opened,
    card: Card,
    card_name: String,
    text: String,
}

impl Ready {
    fn new(source: &DataSource) -> Result<Self, Vec<Report>> {
        let one = |report| vec![report];
        let shown = intake::shown(&source.path);
        let (card_path, is_written) = match &source.card {
            Some(_) => (source.path.clone(), false),
            None if is_card(&source.path) => (source.path.clone(), true),
            None => (source.path.with_extension("toml"), true),
        };
        let text = match &source.card {
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
        if let Some(report) = card::refuse_other(&card_name, &text) {
            return Err(one(report));
        }
        let findings = Findings::default();
        let card = card::decode(&text, &findings);
        if findings.has_errors() {
            return Err(one(Report { file: card_name, source: Some(text), findings: findings.into_sorted() }));
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
            return Err(one(Report { file: card_name, source: Some(text), findings: findings.into_sorted() }));
        }
        Ok(Self { opened, card, card_name, text })
    }

    /// Folds the records and prepares the views; the records live no longer than this call.
    fn admit(
        self,
        policy: Policy,
        label_seed: u64,
        roster: &mut Builder,
        watch: &mut Watch<'_>,
    ) -> Result<(Prepared, Vec<String>, usize), Vec<Report>> {
        let findings = Findings::default();
        let seeds = Seeds { classes: label_seed, minimum: policy.minimum_group };
        let joins = |dimensions: &[_]| joins(&self.card, dimensions);
        let folded = fold(&self.opened, &self.card, &seeds, roster, watch, &joins, &findings);
        let mut folded = folded.map_err(|report| vec![report])?;
        for dimension in &mut folded.dimensions {
            if let Some(category) = self.card.category(dimension.name()) {
                dimension.mask(category, |label| roster.is_named(label));
            }
        }
        if let Some(tell) = &mut watch.tell {
            tell(Progress::Preparing);
        }
        let prepared = prepare(&self.card, &folded, policy, &findings);
        if findings.has_errors() {
            return Err(self.reports(findings));
        }
        if let Some(refused) = prepared.refused.first().filter(|_| prepared.views.is_empty()) {
            let report = Report::of_file(
                &self.card_name,
                "nothing-shown",
                &refused.reason,
                refused.instead.clone().unwrap_or_default(),
            );
            return Err(vec![report]);
        }
        if prepared.views.is_empty() {
            let hint = "give a column the role measure, with its range";
            return Err(vec![Report::of_file(
                &self.card_name,
                "no-view",
                "the card names no measure, so there is no picture",
                hint,
            )]);
        }
        Ok((prepared, folded.notices, folded.rows))
    }

    /// Findings about the card point into the card, all others into the data file, which is never quoted.
    fn reports(&self, findings: Findings) -> Vec<Report> {
        let (card, data): (Vec<Finding>, Vec<Finding>) =
            findings.into_sorted().into_iter().partition(|finding| matches!(finding.place, Place::Bytes(_)));
        let card = Report { file: self.card_name.clone(), source: Some(self.text.clone()), findings: card };
        let data = Report { file: self.opened.name().to_owned(), source: None, findings: data };
        [card, data].into_iter().filter(|report| !report.findings.is_empty()).collect()
    }
}

/// Names no column of the file: where it has no header row, these are the cells of a record.
fn unknown_column(name: &crate::document::Located<String>, columns: usize, file: &str) -> Finding {
    let message = format!("none of the {columns} columns of the file is called `{}`", name.value);
    Finding::error("unknown-column", Place::Bytes(name.bytes.clone()), message)
        .hint(format!("write it as the first row of the file does, or start again with: chartpaper card {file}"))
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod random;

#[cfg(test)]
mod invented;

#[cfg(test)]
mod sessions;

#[cfg(test)]
mod linked;

#[cfg(test)]
mod pairs;
