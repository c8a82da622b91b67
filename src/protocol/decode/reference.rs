//! A step that a capture names, before it is known which one it is.

use crate::document::{Fields, Located};
use crate::protocol::{Capture, Step};

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
    /// A step that leaves something to build on: comments, rows, choices, items.
    pub(super) fn to_topics(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Self> {
        Some(Self::topics_of(key, fields.string(key)?))
    }

    /// As [`Self::to_topics`], for a step that is named already.
    pub(super) fn topics_of(key: &'static str, wanted: Located<String>) -> Self {
        Self {
            key,
            wanted,
            fits: Step::has_topics,
            lacking: "saves nothing to build on",
            hint: "give that step a [step.capture] with type = \"list\", or name another",
        }
    }

    /// `from`: a step whose comments are worded anew.
    pub(super) fn to_comments(fields: &mut Fields<'_, '_>) -> Option<Self> {
        Some(Self {
            key: "from",
            wanted: fields.string("from")?,
            fits: Step::takes_comments,
            lacking: "saves no comments",
            hint: "give that step a [step.capture] with type = \"list\", or name another",
        })
    }

    /// A scale, to take over its items or to stand beside.
    pub(super) fn to_scale(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Self> {
        Some(Self {
            key,
            wanted: fields.string(key)?,
            fits: |step| matches!(step.capture, Some(Capture::Scale(_))),
            lacking: "saves no scale",
            hint: "name a step with type = \"scale\"",
        })
    }

    /// A plane, to stand beside.
    pub(super) fn to_plane(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Self> {
        Some(Self {
            key,
            wanted: fields.string(key)?,
            fits: |step| matches!(step.capture, Some(Capture::Plane(_))),
            lacking: "saves no plane",
            hint: "name a step with type = \"plane\"",
        })
    }
}
