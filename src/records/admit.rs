//! The door: sources and their cards go in, an [`Admission`] comes out, and the records are dropped.
//!
//! Sources that share an identifier, by `[join]` of the first card, are one population: one table, one ledger for each measure, one
//! audit ([`joint`]). All others are audited apart, and nothing of the one is told by the other.

mod joint;
mod ready;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Report;

use super::admitted::{Admission, Audience, Door, Guarded, Refused};
use super::card;
use super::intake::{self, Progress};
use super::roster::Builder;
use super::views::{Policy, Prepared};
use joint::Joint;
use ready::{Admitted, Ready};

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
    let mut ready: Vec<Ready> = Vec::new();
    for source in sources {
        match Ready::new(source) {
            Ok(source) => match source.named_twice(&ready) {
                Some(report) => reports.push(report),
                None => ready.push(source),
            },
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
    let mut all = Vec::with_capacity(ready.len());
    let Joint { admitted, apart, were_read } = joint::admit(&ready, policy, &mut roster, &mut hasher, tell)?;
    all.extend(admitted.map(Ok));
    let told_apart = joint::told_apart(&ready, &apart);
    for (at, source) in ready.into_iter().enumerate().filter(|(at, _)| apart.contains(at)) {
        // A file that was read in vain, to be joined, is known by its bytes already.
        let hasher = (!were_read.contains(&at)).then_some(&mut hasher);
        all.push(source.admit(policy, &mut roster, hasher, tell));
    }
    for admitted in all {
        match admitted {
            Ok(Admitted { prepared, notices, rows: counted }) => {
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
    admission.notices.extend(told_apart);
    if has_hidden {
        let least = policy.minimum_group;
        admission
            .notices
            .push(format!("Groups of fewer than {least} are hidden (*), and others where they would give those away."));
        let merges = admission.refused.iter().filter_map(|refused| refused.instead.as_deref()?.strip_prefix(INSTEAD));
        let merges: BTreeSet<&str> = merges.filter(|merge| merge.starts_with("merging")).collect();
        admission.notices.extend(merges.into_iter().take(MOST_MERGES).map(|merge| format!("More is shown by {merge}")));
    }
    admission.fingerprint = hasher.finalize().to_hex().chars().take(FINGERPRINT_DIGITS).collect();
    admission.rows_band = band(rows);
    admission.guarded = Guarded(roster.finish().map(Arc::new));
    Ok(admission)
}

/// What every advice on a view that is not shown begins with.
const INSTEAD: &str = "Show it instead by ";

/// Merges that are told before the first picture; all of them stand beside the views.
const MOST_MERGES: usize = 2;

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

#[cfg(test)]
mod several;

#[cfg(test)]
mod attacks;
