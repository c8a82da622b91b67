//! Sessions on the sample data, made by the library, in the middle of a step that looks at it.

use std::fs;
use std::path::{Path, PathBuf};

use chartpaper::chart::{self, Mark, Showing};
use chartpaper::protocol::{self, Capture, Parsed};
use chartpaper::records::{self, Admission, DataSource};
use chartpaper::session::{Entry, Evidence, Header, Id, ProtocolText, Session, encode};

use crate::Result;

/// The protocol that the demo runs.
pub(crate) const PROTOCOL: &str = "data-driven-dialogue";

/// What is said, again and again. Two of seven sound like a reason, and so get a quiet mark.
const WORDS: [&str; 7] = [
    "More than half are at level 3 or above in spring",
    "Winter looks almost like fall",
    "The lowest level gets smaller from window to window, and it does so in both years",
    "This is because we changed the book in winter, as far as I remember",
    "One class stands out",
    "Level 2 stays as it is: what leaves it upwards comes in from below, or so it looks from the back of the room",
    "They must have practised",
];

/// A retreat that can be written down or opened.
pub(crate) struct Made {
    /// The protocol.
    pub(crate) parsed: Parsed,
    /// The sample data.
    pub(crate) admission: Admission,
    /// What happened.
    pub(crate) session: Session,
    /// The step that stands on the screen.
    step: String,
    marks: Vec<(String, Mark)>,
}

/// The CSV of the sample data that the demo shows; its card lies beside it.
pub(crate) fn sample_data() -> PathBuf {
    samples().join("reading.csv")
}

/// Every CSV of the sample data, in the order of their names.
pub(crate) fn all_sample_data() -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(samples())?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let mut data: Vec<_> = files.into_iter().filter(|file| file.extension().is_some_and(|ext| ext == "csv")).collect();
    data.sort();
    Ok(data)
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

impl Made {
    /// A session in which a step that shows data and charts comments has just begun.
    pub(crate) fn begun() -> Result<Self> {
        Self::begun_on(&sample_data())
    }

    fn begun_on(data: &Path) -> Result<Self> {
        let parsed = protocol::open(PROTOCOL).map_err(|report| report.to_string())?;
        let admission = records::admit(&[DataSource::new(data.to_owned())], None, &[7; 32], 7)
            .map_err(|reports| reports.iter().map(ToString::to_string).collect::<String>())?;
        let charts = |step: &&protocol::Step| {
            step.data.shows_data() && step.lint.is_some() && matches!(step.capture, Some(Capture::List(_)))
        };
        let step = parsed.protocol.steps.iter().find(charts).ok_or("no step of the protocol charts what is seen")?;
        let step = step.id.clone();
        let session = Session::open(Header {
            session: Id::from_bytes([1; 16]),
            writer: Id::from_bytes([2; 16]),
            app: env!("CARGO_PKG_VERSION").to_owned(),
            date: "2026-03-02".to_owned(),
            title: admission.title().to_owned(),
            protocol: ProtocolText {
                id: parsed.protocol.id.clone(),
                title: parsed.protocol.title.clone(),
                text: parsed.text().to_owned(),
                attached: parsed.attached.clone(),
            },
            views: Some(records::store(&admission)),
            fingerprint: Some(admission.data_fingerprint().to_owned()),
            rows_band: Some(admission.rows_band().to_owned()),
            carried: None,
        });
        let marks = |view: &records::View| {
            let id = view.id().to_owned();
            chart::plot(view, Showing::Values, &[]).marks.into_iter().map(move |mark| (id.clone(), mark))
        };
        let marks = admission.views().iter().flat_map(marks).collect();
        let mut made = Self { parsed, admission, session, step, marks };
        let views = made.admission.views().iter().map(|view| view.id().to_owned()).collect();
        made.session.apply(Entry::Entered { step: made.step.clone() })?;
        made.session.apply(Entry::Revealed { views })?;
        Ok(made)
    }

    /// The same with this many comments.
    pub(crate) fn with_comments(comments: usize) -> Result<Self> {
        Self::with_comments_on(&sample_data(), comments)
    }

    /// The same on other data.
    pub(crate) fn with_comments_on(data: &Path, comments: usize) -> Result<Self> {
        let mut made = Self::begun_on(data)?;
        for number in 0..comments {
            made.session.apply(made.comment(number))?;
        }
        Ok(made)
    }

    /// A long year: this many entries of all kinds, most of them comments, over all steps; the last one enters the step again.
    pub(crate) fn with_entries(entries: usize) -> Result<Self> {
        let mut made = Self::begun()?;
        let steps: Vec<String> = made.parsed.protocol.steps.iter().map(|step| step.id.clone()).collect();
        let mut number = 0;
        while made.session.entries().len() + 1 < entries {
            let last = made.session.state().comments.last().map_or(0, |comment| comment.id);
            let (step, text) = (made.step.clone(), format!("{number}: said better"));
            let entry = match number % 20 {
                0 => Entry::Entered { step: steps.get(number / 20 % steps.len()).cloned().unwrap_or_default() },
                1 => Entry::Clock { step, seconds: u32::try_from(number % 600)?, extra: 0, paused: false },
                2 => Entry::Edited { id: last, text, tag: None, evidence: None },
                3 => Entry::Shelved { id: last, to: steps.last().cloned().unwrap_or_default() },
                4 => Entry::Dittoed { id: last },
                5 => Entry::Undone { of: last },
                6 => Entry::Redone { of: last },
                7 => Entry::Removed { id: last },
                _ => made.comment(number),
            };
            // What makes no sense at this place (nothing to redo) is left out.
            let _ = made.session.apply(entry);
            number += 1;
        }
        made.session.apply(Entry::Entered { step: made.step.clone() })?;
        Ok(made)
    }

    /// Writes the session file.
    pub(crate) fn write(&self, file: &Path) -> Result<()> {
        let entries = self.session.entries().iter().map(|(seq, entry)| encode(*seq, entry));
        let text: String = std::iter::once(self.session.header_line()).chain(entries).map(|line| line + "\n").collect();
        Ok(fs::write(file, text)?)
    }

    fn comment(&self, number: usize) -> Entry {
        let words = WORDS.get(number % WORDS.len()).copied().unwrap_or_default();
        let mark = self.marks.get(number % self.marks.len().max(1)).filter(|_| number.is_multiple_of(3));
        let evidence = mark.map(|(view, mark)| Evidence {
            view: view.clone(),
            mark: mark.key.clone(),
            label: mark.label.clone(),
            value: mark.value.clone(),
        });
        let minute = u32::try_from(number / 40).unwrap_or_default();
        Entry::Charted {
            step: self.step.clone(),
            text: format!("{words} ({number})"),
            tag: None,
            evidence,
            question: None,
            about: None,
            minute,
        }
    }
}
