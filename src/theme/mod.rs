//! Role to colour at each depth; themes are data files.
//!
//! Depends on `document` and `diagnostic`; serves `ui`, `report` and `runtime` and knows no terminal library.

/// What a piece of the screen is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Running text and its background.
    Text,
    /// Titles and the prompt.
    Strong,
    /// Text that matters less (still at least 7:1).
    Quiet,
    /// Rules between parts, axes, ticks.
    Rule,
    /// The footer.
    Footer,
    /// A key's name in footer and help.
    KeyName,
    /// The chosen row or mark.
    Chosen,
    /// Something that needs the facilitator.
    Alert,
    /// A check mark, a saved state.
    Saved,
    /// The timer running over.
    Overrun,
    /// A text that is typed.
    Input,
    /// The n-th of up to five ordered levels; picked by [`Theme::level`].
    Level,
    /// The bars of a distribution.
    Bar,
    /// A cut line.
    Cut,
    /// What the group predicted.
    Prediction,
    /// The median or another statistic drawn over data.
    Statistic,
}
