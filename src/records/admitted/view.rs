//! One prepared picture.

use super::{Body, Frame};

/// One prepared picture: what it is of, its empty frame, and its anonymous numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub(in crate::records) id: String,
    pub(in crate::records) slot: Option<String>,
    pub(in crate::records) measure: String,
    pub(in crate::records) title: String,
    pub(in crate::records) subtitle: String,
    pub(in crate::records) frame: Frame,
    pub(in crate::records) body: Body,
    pub(in crate::records) notes: Vec<String>,
}

impl View {
    /// Stable name, from the data card.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The slot of a protocol that this view offers to fill.
    #[must_use]
    pub fn slot(&self) -> Option<&str> {
        self.slot.as_deref()
    }

    /// Label of the measure.
    #[must_use]
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// Subject, measure, group and window; says nothing of a score, so it may stand above empty axes.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How many students, and who is missing; only for after the reveal.
    #[must_use]
    pub fn subtitle(&self) -> &str {
        &self.subtitle
    }

    /// What may be known before the reveal.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// What is shown after it.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Sentences that belong under the picture after the reveal (groups hidden, how numbers are rounded).
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}
