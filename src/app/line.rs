//! A line of text being typed: cursor by grapheme, undo and redo. Its state only; `ui` draws it.

use std::ops::Range;

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
    /// A line without text.
    #[must_use]
    pub const fn empty() -> Self {
        Self { now: Snapshot { text: String::new(), cursor: 0 }, past: Vec::new(), future: Vec::new() }
    }

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

    /// The words that are not complete: the one in or behind which the cursor stands, and a last one without a blank after it.
    pub fn incomplete(&self) -> impl Iterator<Item = Range<usize>> {
        let text = self.now.text.as_str();
        let start_of = |end: usize| {
            let before = text.get(..end).unwrap_or_default();
            before.char_indices().rev().take_while(|(_, c)| !c.is_whitespace()).last().map_or(end, |(at, _)| at)
        };
        let after = text.get(self.now.cursor..).unwrap_or_default();
        let end = self.now.cursor + after.find(char::is_whitespace).unwrap_or(after.len());
        let (typed, last) = (start_of(self.now.cursor), start_of(text.len()));
        let typed = (typed < self.now.cursor && typed < last).then_some(typed..end);
        typed.into_iter().chain((last < text.len()).then_some(last..text.len()))
    }

    /// The complete words: what may be kept as a draft.
    #[must_use]
    pub fn complete_words(&self) -> String {
        let mut words = self.now.text.clone();
        for range in self.incomplete().collect::<Vec<_>>().into_iter().rev() {
            words.replace_range(range, "");
        }
        words.trim_end().to_owned()
    }

    /// Puts `with` in the place of each of these ranges (ascending, not overlapping), the cursor at the end; `false` (and no
    /// change) when the line would be too long.
    pub fn replace(&mut self, ranges: &[Range<usize>], with: &str) -> bool {
        let mut text = self.now.text.clone();
        for range in ranges.iter().rev().filter(|range| self.now.text.get((*range).clone()).is_some()) {
            text.replace_range(range.clone(), with);
        }
        if text.len() > LONGEST {
            return false;
        }
        self.remember();
        self.now = Snapshot { cursor: text.len(), text };
        true
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
        assert_eq!(Line::of("More than ").complete_words(), "More than");
    }

    #[test]
    fn the_word_at_the_cursor_and_an_unfinished_last_word_are_incomplete() {
        let mut line = Line::of("one two three");
        let open =
            |line: &Line| line.incomplete().map(|range| line.text().get(range).unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(open(&line), ["three"]);
        for _ in 0..7 {
            line.left();
        }
        assert_eq!(open(&line), ["two", "three"]);
        assert_eq!(line.complete_words(), "one");
        line.home();
        assert_eq!(open(&line), ["three"]);
    }

    #[test]
    fn replacing_can_be_undone() {
        let mut line = Line::of("Zoe and Quispe");
        assert!(line.replace(&[0..3, 8..14], "[student]"));
        assert_eq!(line.text(), "[student] and [student]");
        assert!(line.undo());
        assert_eq!(line.text(), "Zoe and Quispe");
    }
}
