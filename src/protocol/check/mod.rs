//! What only the whole protocol tells: references, the order of prediction and reveal, sums of minutes, steps that miss something.

mod references;
mod reveal;
mod shape;

use super::Protocol;
use super::decode::Draft;
use crate::diagnostic::Findings;

/// Resolves the references of a draft and reports what does not go together. With errors among the findings the result
/// is not to be used.
pub(super) fn resolve(mut draft: Draft, findings: &Findings) -> Protocol {
    references::resolve(&mut draft, findings);
    reveal::check(&draft, findings);
    shape::check(&draft, findings);
    let Draft { mut protocol, steps, .. } = draft;
    protocol.steps = steps.into_iter().map(|draft| draft.step).collect();
    protocol
}
