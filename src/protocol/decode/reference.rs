//! A step that a capture names, before it is known which one it is.

use crate::document::{Fields, Located};
use crate::protocol::Step;

/// A key of a capture that names an earlier step.
#[derive(Clone)]
pub(in crate::protocol) struct Reference {
    /// The key; [`Capture::refer`](crate::protocol::Capture::refer) knows what it stands for.
    pub(in crate::protocol) key: &'static str,
    pub(in crate::protocol) wanted: Located<String>,
    /// Whether a step saves what is needed.
    pub(in crate::protocol) fits: fn(&Step) -> bool,
    /// What a step that does not fit lacks, after "a step that ...".
    pub(in crate::protocol) lacking: &'static str,
    /// What to try then.
    pub(in crate::protocol) hint: &'static str,
}

impl Reference {
    /// `from`: a step whose comments are shown beside.
    pub(super) fn to_comments(fields: &mut Fields<'_, '_>) -> Option<Self> {
        Some(Self {
            key: "from",
            wanted: fields.string("from")?,
            fits: Step::takes_comments,
            lacking: "saves no comments",
            hint: "give that step a [step.capture] with type = \"list\", or name another",
        })
    }
}
