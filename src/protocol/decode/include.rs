//! `kind = "include"`: the steps of another protocol in the place of one step.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{CapturePlace, StepDraft};
use crate::diagnostic::{Finding, Findings, Place, Screen, Severity};
use crate::document::Located;
use crate::protocol::beside::{self, Lack, Noted};
use crate::protocol::{DataNeed, Protocol, Step, StepIndex, bundled, decode};

/// How deep protocols may nest: a retreat holds a protocol, which may hold a routine.
const DEEPEST: usize = 4;

/// Most steps of a protocol with all that it includes; a day has about twenty.
const MOST_STEPS: usize = 200;

/// What decoding needs beside the text: the files around it, and which protocols are being read.
pub(in crate::protocol) struct Surroundings<'b> {
    pub(super) beside: &'b Noted<'b>,
    pub(super) screen: Screen,
    /// Names of the protocols around this one, from the outermost.
    around: RefCell<Vec<String>>,
    read: RefCell<BTreeMap<String, Result<Protocol, usize>>>,
}

impl<'b> Surroundings<'b> {
    pub(in crate::protocol) fn of(beside: &'b Noted<'b>, screen: Screen) -> Self {
        Self { beside, screen, around: RefCell::default(), read: RefCell::default() }
    }
}

/// Where an included protocol stands in the one around it.
pub(super) struct Included<'i> {
    /// The id before the ids of its steps.
    pub(super) id: &'i str,
    /// Its name as it was written.
    pub(super) name: &'i Located<String>,
    /// What the protocol around it says of data.
    pub(super) data: DataNeed,
    /// How many steps stand before it.
    pub(super) before: usize,
}

/// The steps of an included protocol, and the protocol itself; nothing, with a finding, if it cannot be had.
pub(super) fn steps(
    included: &Included<'_>,
    surroundings: &Surroundings<'_>,
    findings: &Findings,
) -> Option<(Vec<StepDraft>, Protocol)> {
    let Included { id, name, data, before } = *included;
    let refuse = |code, message: String, hint: &str| {
        findings.add(Finding::error(code, Place::Bytes(name.bytes.clone()), message).hint(hint));
    };
    let shown = crate::text::cut(&name.value, 40);
    let protocol = match protocol(name, surroundings) {
        Ok(protocol) => protocol,
        Err(Refusal::Around) => {
            let hint = "a protocol cannot hold itself: name another one";
            refuse("include-cycle", format!("\"{shown}\" includes itself, directly or through others"), hint);
            return None;
        }
        Err(Refusal::Deep) => {
            let message = format!("with \"{shown}\" protocols nest deeper than {DEEPEST}");
            refuse("include-deep", message, "copy its steps into this file");
            return None;
        }
        Err(Refusal::Outside) => {
            let hint = "put the file into the folder of this protocol, and name it without a path outside";
            refuse("outside-folder", "a protocol names only files of its own folder".to_owned(), hint);
            return None;
        }
        Err(Refusal::Lack(lack)) => {
            let ids: Vec<&str> = bundled::ids().collect();
            let hint = match crate::diagnostic::nearest(&name.value, ids.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("name a file of this folder that ends with .toml, or one of: {}", ids.join(", ")),
            };
            refuse("include-absent", format!("the protocol \"{shown}\" {}", lack.words()), &hint);
            return None;
        }
        Err(Refusal::Faulty(errors)) => {
            let many = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
            let hint = format!("chartpaper check {shown} tells them");
            refuse("include-faulty", format!("the protocol \"{shown}\" has {many}"), &hint);
            return None;
        }
    };
    if data == DataNeed::None && protocol.data == DataNeed::Required {
        let message = format!("\"{shown}\" needs data, and this protocol says data = \"none\"");
        refuse("data-none", message, "write data = \"required\" at the top");
    }
    if before + protocol.steps.len() > MOST_STEPS {
        refuse("too-many-steps", format!("more than {MOST_STEPS} steps"), "include fewer protocols");
        return None;
    }
    let steps = protocol.steps.iter().map(|step| draft(step.clone(), id, name, before)).collect();
    Some((steps, protocol))
}

enum Refusal {
    Around,
    Deep,
    Outside,
    Lack(Lack),
    Faulty(usize),
}

fn protocol(name: &Located<String>, surroundings: &Surroundings<'_>) -> Result<Protocol, Refusal> {
    let name = &name.value;
    if surroundings.around.borrow().contains(name) {
        return Err(Refusal::Around);
    }
    if surroundings.around.borrow().len() >= DEEPEST {
        return Err(Refusal::Deep);
    }
    if let Some(read) = surroundings.read.borrow().get(name) {
        return read.clone().map_err(Refusal::Faulty);
    }
    let bundled = bundled::text_of(name);
    if bundled.is_none() && !beside::stays_beside(name) {
        return Err(Refusal::Outside);
    }
    let text = surroundings.beside.text(name, bundled).map_err(Refusal::Lack)?;
    surroundings.around.borrow_mut().push(name.clone());
    let read = decode::read(name, &text, surroundings);
    surroundings.around.borrow_mut().pop();
    let errors = read.1.findings.iter().filter(|f| f.severity == Severity::Error).count();
    // These two depend on where it is included, so they are told there and not kept.
    let told = |code| read.1.findings.iter().any(|finding| finding.code == code);
    if told("include-cycle") {
        return Err(Refusal::Around);
    }
    if told("include-deep") {
        return Err(Refusal::Deep);
    }
    let read = read.0.ok_or(errors);
    surroundings.read.borrow_mut().insert(name.clone(), read.clone());
    read.map_err(Refusal::Faulty)
}

/// A step of an included protocol: it is resolved, and every finding about it points to where it is included.
fn draft(mut step: Step, id: &str, name: &Located<String>, before: StepIndex) -> StepDraft {
    let at = name.bytes.clone();
    step.id = format!("{id}-{}", step.id);
    if let Some(shelf) = &mut step.shelf {
        *shelf += before;
    }
    if let Some(repeat) = &mut step.repeat {
        repeat.over += before;
    }
    if let Some(capture) = &mut step.capture {
        capture.references().into_iter().for_each(|reference| *reference += before);
    }
    let capture = if step.capture.is_some() { CapturePlace::At(at.clone()) } else { CapturePlace::Absent };
    StepDraft {
        id: Some(at.clone()),
        kind: Some(Located { value: step.kind, bytes: at.clone() }),
        minutes: Some(at.clone()),
        views: (!step.views.is_empty()).then(|| at.clone()),
        capture,
        step,
        ..StepDraft::unknown(at)
    }
}
