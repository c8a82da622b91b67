//! Values under the segments of a bar: each under its own segment and the blank beside it, or nowhere.

use std::ops::Range;

use crate::text;

/// A value that is written under its segment.
pub(super) struct Label<'s> {
    pub(super) words: &'s str,
    pub(super) span: Range<usize>,
    /// The columns that it may take: those of its segment, and those beside the bar for the first and the last one.
    pub(super) room: Range<usize>,
}

impl<'s> Label<'s> {
    /// The label of the `index`-th of the segments at `spans`; those in `bounds` make one side of a bar.
    pub(super) fn new(words: &'s str, spans: &[Range<usize>], index: usize, bounds: &Range<usize>) -> Option<Self> {
        let span = spans.get(index).filter(|span| !span.is_empty())?.clone();
        let others = || spans.iter().filter(|other| !other.is_empty());
        let is_first = others().all(|other| other.start >= span.start || other.end <= bounds.start);
        let is_last = others().all(|other| other.end <= span.end || other.start >= bounds.end);
        let start = if is_first { bounds.start } else { span.start };
        let end = if is_last { bounds.end } else { span.end };
        Some(Self { words, span, room: start..end })
    }

    /// The label of a point in this column, anywhere in `room` where it still touches the column.
    pub(super) fn of_point(words: &'s str, column: usize, room: Range<usize>) -> Self {
        Self { words, span: column..column + 1, room }
    }

    fn width(&self) -> usize {
        text::width(self.words)
    }

    /// Whether it may stand at `x`: inside its room, and under a part of its segment.
    fn fits(&self, x: usize) -> bool {
        let end = x + self.width();
        self.room.start <= x && end <= self.room.end && x < self.span.end && self.span.start < end
    }

    /// Under the middle of the segment, as far as the room goes; `None` where it is too wide for it.
    fn wanted(&self) -> Option<usize> {
        let last = self.room.end.checked_sub(self.width())?;
        let middle = (self.span.start + self.span.len() / 2).saturating_sub(self.width() / 2);
        Some(middle.min(last).max(self.room.start)).filter(|x| self.fits(*x))
    }
}

/// Places for labels, given left to right: as near to the middle of their segments as their rooms let them, one blank apart.
/// One that finds no such place is left out.
pub(super) fn arrange(labels: Vec<Label<'_>>) -> Vec<(Label<'_>, usize)> {
    let mut placed: Vec<(Label<'_>, usize)> = Vec::new();
    for label in labels {
        let Some(wanted) = label.wanted() else { continue };
        let free = placed.last().map_or(0, |(before, at)| at + before.width() + 1);
        if let Some(x) = Some(wanted.max(free)).filter(|x| label.fits(*x)) {
            placed.push((label, x));
            continue;
        }
        // The one before may make room by standing further left.
        let Some((before, at)) = placed.pop() else { continue };
        let free = placed.last().map_or(0, |(other, at)| at + other.width() + 1);
        let moved = wanted.checked_sub(before.width() + 1).filter(|x| *x >= free && before.fits(*x));
        match moved {
            Some(moved) => placed.extend([(before, moved), (label, wanted)]),
            None => placed.push((before, at)),
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample::{Dice, trials};

    #[test]
    fn a_label_stands_under_its_own_segment_and_touches_no_other() {
        let mut dice = Dice(23);
        let (mut shown, mut left_out) = (0, 0);
        for _ in 0..trials(20_000) {
            let bounds = Range { start: 5, end: 20 + dice.below(40) };
            let mut x = bounds.start + dice.below(6);
            let mut spans = Vec::new();
            while spans.len() < 5 {
                let next = (x + dice.below(10)).min(bounds.end);
                spans.push(x..next);
                x = next;
            }
            let words = ["<=5%", "41-45%", "6-10%", "100%", "31-35%"];
            let labels: Vec<_> = (0..5).filter_map(|index| Label::new(words[index], &spans, index, &bounds)).collect();
            let all = labels.len();
            let places = arrange(labels);
            shown += places.len();
            left_out += all - places.len();
            for (label, x) in &places {
                let taken = *x..x + label.width();
                assert!(bounds.start <= taken.start && taken.end <= bounds.end, "{spans:?} {taken:?}");
                let others = spans.iter().filter(|span| **span != label.span && !span.is_empty());
                for other in others {
                    assert!(
                        taken.end <= other.start || other.end <= taken.start,
                        "{} at {taken:?}: {spans:?}",
                        label.words
                    );
                }
                assert!(taken.start < label.span.end && label.span.start < taken.end, "{taken:?} {spans:?}");
            }
            for pair in places.windows(2) {
                assert!(pair[0].1 + pair[0].0.width() < pair[1].1, "{spans:?}");
            }
        }
        assert!(shown > 500 && left_out > 500, "{shown} {left_out}");
    }
}
