//! How much room a text takes, without knowing the font: more than in any common one without serifs.

use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Size and weight of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letters {
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl Letters {
    /// Running text.
    pub(super) const PLAIN: Self = Self { size: 16.0, bold: false };
    /// Numbers and names that matter most.
    pub(super) const BOLD: Self = Self { size: 16.0, bold: true };
    /// The title.
    pub(super) const TITLE: Self = Self { size: 18.0, bold: true };

    /// From one line to the next.
    pub(super) fn leading(self) -> f64 {
        self.size * 1.3
    }

    /// Room that a text takes at most.
    pub(super) fn width(self, words: &str) -> f64 {
        let ems: f64 = words.graphemes(true).map(em).sum();
        ems * self.size * if self.bold { 1.1 } else { 1.0 }
    }
}

/// Width of a letter in parts of its size. The classes bound `DejaVu Sans` and Verdana, the widest of the fonts that browsers use by
/// themselves; what is not ASCII counts by its cells.
fn em(grapheme: &str) -> f64 {
    match grapheme.chars().next() {
        Some('i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ') => 0.41,
        Some('t' | 'f' | 'r' | '(' | ')' | '-' | '/' | '[' | ']') => 0.47,
        Some('m' | 'w' | 'M' | 'W' | '@' | '%') => 1.02,
        Some('=' | '+' | '<' | '>' | '~' | '#' | '^' | 'Q' | 'O' | 'G' | 'D' | 'H' | 'N' | 'U') => 0.86,
        Some(letter) if letter.is_ascii_uppercase() => 0.77,
        Some(letter) if letter.is_ascii() => 0.66,
        _ => match text::width(grapheme) {
            0 => 0.0,
            1 => 0.86,
            _ => 1.2,
        },
    }
}

/// Cuts to `room`, by grapheme, with an ellipsis where something was cut.
pub(super) fn cut(words: &str, room: f64, letters: Letters) -> String {
    if letters.width(words) <= room {
        return words.to_owned();
    }
    let mut kept = String::new();
    for grapheme in words.graphemes(true) {
        let next = format!("{kept}{grapheme}");
        if letters.width(&format!("{next}{}", text::ELLIPSIS)) > room {
            break;
        }
        kept = next;
    }
    format!("{}{}", kept.trim_end(), text::ELLIPSIS)
}

/// Breaks a text into lines of at most `room`, at blanks where there are any, else within a word.
pub(super) fn wrap(words: &str, room: f64, letters: Letters) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if letters.width(&longer) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for grapheme in word.graphemes(true) {
            if !line.is_empty() && letters.width(&format!("{line}{grapheme}")) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(grapheme);
        }
    }
    lines.push(line);
    lines
}

/// As [`wrap`], at most `most` lines; the last one is cut.
pub(super) fn wrap_to(words: &str, room: f64, most: usize, letters: Letters) -> Vec<String> {
    let mut lines = wrap(words, room, letters);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(cut(&rest, room, letters));
    }
    lines
}

/// Centres for labels of these `(centre, width)`, in this order and between `low` and `high`: each as near to its own as the others
/// let it, `gap` apart; `None` if they do not all fit. Pooled adjacent violators: labels that would meet move together.
pub(super) fn arrange(labels: &[(f64, f64)], (low, high): (f64, f64), gap: f64) -> Option<Vec<f64>> {
    let all: f64 = labels.iter().map(|(_, width)| width).sum::<f64>() + gap * (labels.len().saturating_sub(1)) as f64;
    if all > high - low {
        return None;
    }
    // A block: number of labels, sum of their wished starts less their offsets, and its length.
    let mut blocks: Vec<(usize, f64, f64)> = Vec::new();
    let start = |block: &(usize, f64, f64)| (block.1 / block.0 as f64).clamp(low, (high - block.2).max(low));
    for (centre, width) in labels {
        let mut block = (1, centre - width / 2.0, *width);
        while let Some(before) = blocks.last().copied() {
            if start(&before) + before.2 + gap <= start(&block) {
                break;
            }
            blocks.pop();
            let offset = before.2 + gap;
            block = (before.0 + block.0, before.1 + block.1 - offset * block.0 as f64, before.2 + gap + block.2);
        }
        blocks.push(block);
    }
    let mut widths = labels.iter().map(|(_, width)| *width);
    let mut centres = Vec::new();
    for block in &blocks {
        let mut x = start(block);
        for width in widths.by_ref().take(block.0) {
            centres.push(x + width / 2.0);
            x += width + gap;
        }
    }
    Some(centres)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample::{Dice, trials};

    #[test]
    fn labels_keep_their_order_and_never_meet() {
        let mut dice = Dice(4);
        let mut placed = 0;
        for _ in 0..trials(20_000) {
            let mut labels: Vec<(f64, f64)> =
                (0..dice.below(8)).map(|_| (dice.below(600) as f64, 5.0 + dice.below(120) as f64)).collect();
            labels.sort_by(|a, b| a.0.total_cmp(&b.0));
            let Some(centres) = arrange(&labels, (0.0, 600.0), 4.0) else { continue };
            placed += 1;
            assert_eq!(centres.len(), labels.len());
            for (index, (centre, (_, width))) in centres.iter().zip(&labels).enumerate() {
                assert!(
                    centre - width / 2.0 >= -1e-6 && centre + width / 2.0 <= 600.0 + 1e-6,
                    "{labels:?} {centres:?}"
                );
                if let (Some(next), Some((_, wide))) = (centres.get(index + 1), labels.get(index + 1)) {
                    assert!(centre + width / 2.0 + 4.0 <= next - wide / 2.0 + 1e-6, "{labels:?} {centres:?}");
                }
            }
        }
        assert!(placed > 500, "{placed}");
        assert_eq!(arrange(&[(100.0, 20.0), (200.0, 20.0)], (0.0, 300.0), 4.0), Some(vec![100.0, 200.0]));
    }

    #[test]
    fn lines_keep_to_their_room() {
        let words = "A longer sentence, with 学校 and a verylongwordwithoutanyblanks";
        for room in [60.0, 90.0, 150.0, 400.0] {
            let lines = wrap(words, room, Letters::PLAIN);
            assert!(lines.iter().all(|line| Letters::PLAIN.width(line) <= room), "{lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), words.replace(' ', ""));
            assert!(Letters::BOLD.width(&cut(words, room, Letters::BOLD)) <= room);
            assert!(wrap_to(words, room, 2, Letters::PLAIN).len() <= 2);
        }
    }
}
