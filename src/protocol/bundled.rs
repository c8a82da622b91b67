//! The protocols that come with the program: every file of the directory `protocols`, under the name of the file.

use std::sync::OnceLock;

use include_dir::{Dir, include_dir};

use super::{Capture, Parsed, parse};
use crate::diagnostic::Report;

static DIRECTORY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/protocols");

/// A protocol that comes with the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// Its id, which is also the name of its file without `.toml`.
    pub id: &'static str,
    /// Its name on the screen.
    pub title: String,
    /// Minutes of all steps.
    pub minutes: u32,
    /// The file, comments included: something to start from.
    pub text: &'static str,
}

/// The text of a bundled protocol, which may be asked for while [`bundled`] is being made.
pub(super) fn text_of(id: &str) -> Option<&'static str> {
    DIRECTORY.get_file(format!("{id}.toml"))?.contents_utf8()
}

/// The ids of all bundled protocols, in the order of the alphabet.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    let mut ids: Vec<_> = DIRECTORY.files().filter_map(|file| file.path().to_str()?.strip_suffix(".toml")).collect();
    ids.sort_unstable();
    ids.into_iter()
}

impl Bundled {
    /// Reads it.
    ///
    /// # Errors
    /// As [`parse`]; a test shows that there are none.
    pub fn parse(&self) -> Result<Parsed, Report> {
        parse(&format!("{}.toml", self.id), self.text)
    }
}

/// All bundled protocols, by id.
#[must_use]
pub fn bundled() -> &'static [Bundled] {
    static BUNDLED: OnceLock<Vec<Bundled>> = OnceLock::new();
    BUNDLED.get_or_init(|| {
        let read = |file: &'static include_dir::File<'static>| {
            let id = file.path().file_name()?.to_str()?.strip_suffix(".toml")?;
            let text = file.contents_utf8()?;
            let protocol = parse(id, text).ok()?.protocol;
            Some(Bundled { id, minutes: protocol.minutes(), title: protocol.title, text })
        };
        let mut all: Vec<_> = DIRECTORY.files().filter_map(read).collect();
        all.sort_by_key(|bundled| bundled.id);
        all
    })
}

/// The one to show to a newcomer: the first in which something is predicted, because the reveal is what they should see.
#[must_use]
pub fn demonstration() -> Option<&'static Bundled> {
    let predicts = |bundled: &&Bundled| {
        bundled.parse().is_ok_and(|parsed| {
            parsed.protocol.steps.iter().any(|step| matches!(step.capture, Some(Capture::Predict(_))))
        })
    };
    bundled().iter().find(predicts)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::protocol::{DataState, Kind};

    #[test]
    fn every_file_of_the_directory_is_bundled_under_its_id() {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols");
        let on_disk: BTreeSet<String> = std::fs::read_dir(directory)
            .expect("the directory is there")
            .map(|entry| {
                entry.expect("it can be read").file_name().to_string_lossy().trim_end_matches(".toml").to_owned()
            })
            .collect();
        let in_program: BTreeSet<String> = bundled().iter().map(|bundled| bundled.id.to_owned()).collect();
        assert_eq!(in_program, on_disk);
        assert!(in_program.len() >= 2);
    }

    #[test]
    fn every_bundled_protocol_loads_without_any_finding() {
        for file in DIRECTORY.files() {
            let name = file.path().to_str().expect("a plain name");
            let text = file.contents_utf8().expect("UTF-8");
            let parsed = parse(name, text).unwrap_or_else(|report| panic!("{report}"));
            assert!(parsed.advice.findings.is_empty(), "{}", parsed.advice);
            assert_eq!(format!("{}.toml", parsed.protocol.id), name);
            assert_eq!(parsed.text(), text);
        }
    }

    #[test]
    fn every_bundled_protocol_is_complete_enough_for_a_first_time() {
        for bundled in bundled() {
            let protocol = bundled.parse().expect("it loads").protocol;
            assert!(protocol.credit.contains("our own words"), "{}: credit", bundled.id);
            assert!(protocol.norms.len() >= 3 && protocol.roles.len() >= 2, "{}: norms and roles", bundled.id);
            assert!(protocol.interventions.len() >= 4, "{}: interventions", bundled.id);
            assert!(protocol.max_minutes.is_some_and(|max| max <= 90), "{}: time", bundled.id);
            assert!(bundled.text.contains("# Source"), "{}: source", bundled.id);
            for step in &protocol.steps {
                assert!(!step.prompt.is_empty() && step.tips.len() >= 2, "{}/{}", bundled.id, step.id);
            }
        }
    }

    #[test]
    fn the_demonstration_predicts_reveals_shelves_and_acts() {
        let steps = demonstration().expect("there is one").parse().expect("it loads").protocol.steps;
        let predict = steps.iter().position(|step| step.kind == Kind::Predict).expect("it predicts");
        let observe = steps.iter().position(|step| step.data == DataState::ShownWithPredictions).expect("it compares");
        assert!(predict < observe);
        assert!(steps[..=predict].iter().all(|step| !step.data.shows_data()), "nothing is shown before the prediction");
        assert!(
            steps[observe].lint.is_some() && steps[observe].shelf.is_some_and(|shelf| steps[shelf].kind == Kind::Infer)
        );
        assert!(steps.iter().any(|step| matches!(step.capture, Some(Capture::Action(_)))));
    }
}
