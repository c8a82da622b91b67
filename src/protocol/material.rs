//! What a step brings along beside the data: recordings and prepared words.

use super::Prose;

/// A recording to play. The step works without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// Name on the screen.
    pub title: String,
    /// What it is.
    pub kind: MediaKind,
    /// How long it is, in seconds.
    pub seconds: Option<u32>,
    /// The file, relative to the protocol's folder, with `/`; never outside of it.
    pub file: Option<String>,
    /// What to do without it; may be empty.
    pub fallback: String,
}

impl Media {
    /// Its length as it is read on a player, such as `2:26`; empty when it is not known.
    #[must_use]
    pub fn length(&self) -> String {
        self.seconds.map(|seconds| format!("{}:{:02}", seconds / 60, seconds % 60)).unwrap_or_default()
    }
}

/// What a recording is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the schema")]
pub enum MediaKind {
    Audio,
    Video,
    Image,
    Document,
}

impl MediaKind {
    /// The words of the schema.
    pub const WORDS: &[(&str, Self)] =
        &[("audio", Self::Audio), ("video", Self::Video), ("image", Self::Image), ("document", Self::Document)];

    /// The word of the schema.
    #[must_use]
    pub fn word(self) -> &'static str {
        super::word(Self::WORDS, self)
    }

    /// Ends of file names that are opened. Nothing else is: what looks like a recording could be a program.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Audio => &["mp3", "m4a", "aac", "wav", "ogg", "oga", "opus", "flac"],
            Self::Video => &["mp4", "m4v", "mov", "webm", "mkv", "avi", "ogv"],
            Self::Image => &["png", "jpg", "jpeg", "gif", "webp"],
            Self::Document => &["pdf"],
        }
    }
}

/// Material in words that the coach prepared: excerpts of student work, observations, a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Exhibit {
    /// Name on the screen.
    pub title: String,
    /// The words, in simple Markdown, sanitised.
    pub text: String,
}

impl Exhibit {
    /// The words as they are drawn.
    #[must_use]
    pub fn prose(&self) -> Prose {
        Prose::read(&self.text)
    }
}
