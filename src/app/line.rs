//! A line of text being typed: cursor by grapheme, undo and redo. Its state only; `ui` draws it.

use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Longest text of one line in bytes; more is refused with a reason, so that a pasted book cannot be charted.
pub const LONGEST: usize = 4_000;

/// How many earlier states undo can reach.
const HISTORY: usize = 500;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Snapshot {
    text: String,
    cursor: usize,
}

/// A line of text and where the cursor stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    now: Snapshot,
    past: Vec<Snapshot>,
    future: Vec<Snapshot>,
}

impl Line {
    /// A line that holds `text`, the cursor at its end.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text::sanitise(text);
        Self { now: Snapshot { cursor: text.len(), text }, ..Self::default() }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.now.text
    }

    /// Whether there is nothing but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.now.text.trim().is_empty()
    }

    /// The text before the cursor.
    #[must_use]
    pub fn before_cursor(&self) -> &str {
        self.now.text.get(..self.now.cursor).unwrap_or_default()
    }

    /// The text up to the last complete word: what may be kept as a draft.
    #[must_use]
    pub fn complete_words(&self) -> &str {
        let text = self.now.text.as_str();
        let end = text.rfind(char::is_whitespace).unwrap_or(0);
        text.get(..end).unwrap_or_default()
    }

    /// Empties the line and returns what it held.
    pub fn take(&mut self) -> String {
        std::mem::take(self).now.text
    }

    /// Inserts `typed`, sanitised, at the cursor; `false` (and no change) when the line would be too long.
    pub fn insert(&mut self, typed: &str) -> bool {
        let typed = text::sanitise(typed);
        if typed.is_empty() {
            return true;
        }
        if self.now.text.len() + typed.len() > LONGEST {
            return false;
        }
        self.remember();
        self.now.text.insert_str(self.now.cursor, &typed);
        self.now.cursor += typed.len();
        true
    }

    fn remember(&mut self) {
        self.past.push(self.now.clone());
        if self.past.len() > HISTORY {
            self.past.remove(0);
        }
        self.future.clear();
    }

    fn previous_boundary(&self) -> usize {
        self.before_cursor().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn next_boundary(&self) -> usize {
        let after = self.now.text.get(self.now.cursor..).unwrap_or_default();
        self.now.cursor + after.graphemes(true).next().map_or(0, str::len)
    }

    fn erase(&mut self, from: usize, to: usize) {
        if from < to {
            self.remember();
            self.now.text.replace_range(from..to, "");
            self.now.cursor = from;
        }
    }

    /// Erases the grapheme before the cursor.
    pub fn erase_back(&mut self) {
        self.erase(self.previous_boundary(), self.now.cursor);
    }

    /// Erases the grapheme after the cursor.
    pub fn erase_forward(&mut self) {
        self.erase(self.now.cursor, self.next_boundary());
    }

    /// Erases back to the start of the word before the cursor.
    pub fn erase_word(&mut self) {
        let before = self.before_cursor();
        let kept = before.trim_end();
        let from = kept
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + kept.get(at..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
        self.erase(from, self.now.cursor);
    }

    /// Moves one grapheme to the left.
    pub fn left(&mut self) {
        self.now.cursor = self.previous_boundary();
    }

    /// Moves one grapheme to the right.
    pub fn right(&mut self) {
        self.now.cursor = self.next_boundary();
    }

    /// Moves to the start.
    pub fn home(&mut self) {
        self.now.cursor = 0;
    }

    /// Moves to the end.
    pub fn end(&mut self) {
        self.now.cursor = self.now.text.len();
    }

    /// Takes the last change back; `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(earlier) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.now, earlier));
        true
    }

    /// Brings the last undone change again; `false` when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(later) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.now, later));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_moves_and_erases_by_grapheme() {
        let mut line = Line::of("cafe\u{301}s");
        line.left();
        line.erase_back();
        assert_eq!(line.text(), "cafs");
        assert!(line.undo());
        assert_eq!(line.text(), "cafe\u{301}s");
        assert!(line.redo());
        assert_eq!(line.text(), "cafs");
    }

    #[test]
    fn words_are_erased_whole_and_wide_blanks_do_not_hurt() {
        let mut line = Line::of("two words\u{3000}wide");
        line.erase_word();
        assert_eq!(line.text(), "two words\u{3000}");
        line.erase_word();
        assert_eq!(line.text(), "two ");
    }

    #[test]
    fn what_is_typed_is_sanitised_and_bounded() {
        let mut line = Line::default();
        assert!(line.insert("a\u{1b}[2J\nb\u{202e}"));
        assert_eq!(line.text(), "a[2J b");
        assert!(!line.insert(&"x".repeat(LONGEST)));
        assert_eq!(line.text(), "a[2J b");
    }

    #[test]
    fn a_draft_holds_complete_words_only() {
        assert_eq!(Line::of("More than half of Zqv").complete_words(), "More than half of");
        assert_eq!(Line::of("More").complete_words(), "");
    }
}
