//! What can lie over a screen: at most one thing at a time.

use super::retreat::Gate;

/// Something over the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Keys and what they do; first line shown.
    Help(u16),
    /// The facilitator's panel; first line shown.
    Panel(u16),
    /// Prepared words of the step; first line shown.
    Exhibit(u16),
    /// The steps; position of the chosen one.
    Agenda(usize),
    /// A question that waits for an answer.
    Question(Question),
    /// Nothing at all is shown; any key brings the screen back and does nothing else.
    Blank,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Show the data?
    Reveal(Gate),
    /// Show the facilitator's panel, although the room sees it?
    Panel,
    /// Go on although names in comments cannot be checked?
    Unchecked,
    /// Leave?
    Leave,
    /// Keep the card that was just made beside the data file?
    KeepCard,
}
