//! Numbers and values under the segments of a bar: in order, all of a side; where they do not all fit, each under its own segment
//! and the blank beside it, or nowhere.

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

/// Places in these pieces of a line, given left to right, for all of these texts, in their order and at least `gap` apart, each as
/// near to its column as the others let it; `None` where they do not all fit.
pub(super) fn in_pieces(
    wanted: &[(String, usize)],
    pieces: &[Range<usize>],
    gap: usize,
) -> Option<Vec<(String, usize)>> {
    let (first, rest) = match pieces {
        [] => return wanted.is_empty().then(Vec::new),
        [first, rest @ ..] => (first, rest),
    };
    let near = wanted.iter().take_while(|(_, column)| *column < first.end).count();
    let mut shares: Vec<usize> = (0..=wanted.len()).collect();
    shares.sort_by_key(|share| share.abs_diff(near));
    shares.into_iter().find_map(|share| {
        let (here, others) = wanted.split_at(share);
        let mut placed = in_order(here, first, gap)?;
        placed.extend(in_pieces(others, rest, gap)?);
        Some(placed)
    })
}

fn in_order(wanted: &[(String, usize)], room: &Range<usize>, gap: usize) -> Option<Vec<(String, usize)>> {
    let mut placed: Vec<(String, usize)> = Vec::new();
    let mut free = room.start;
    for (words, middle) in wanted {
        let x = middle.saturating_sub(text::width(words) / 2).max(free);
        free = x + text::width(words) + gap;
        placed.push((words.clone(), x));
    }
    let mut end = room.end;
    for (words, x) in placed.iter_mut().rev() {
        *x = (*x).min(end.checked_sub(text::width(words))?);
        end = x.saturating_sub(gap);
    }
    let fits = placed.first().is_none_or(|(_, x)| *x >= room.start);
    fits.then_some(placed)
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

    const GAP: usize = 2;

    #[test]
    fn labels_pass_what_stands_between_the_pieces_of_a_line() {
        let wanted = [("1 5%", 10), ("2 5%", 11), ("3 5%", 12)].map(|(words, column)| (words.to_owned(), column));
        let placed = in_pieces(&wanted, &[2..12, 15..30], GAP).unwrap();
        assert_eq!(placed.iter().map(|(_, x)| *x).collect::<Vec<_>>(), [2, 8, 15]);
        assert_eq!(in_pieces(&wanted, &[2..5, 8..20], GAP), None);
    }

    #[test]
    fn labels_in_order_keep_it_and_their_distance_and_all_of_them_stand() {
        let mut dice = Dice(29);
        let (mut shown, mut refused) = (0, 0);
        for _ in 0..trials(20_000) {
            let room = 5..20 + dice.below(40);
            let words = ["1 <=5%", "2 41-45%", "3 6-10%", "4 100%"];
            let mut middle = room.start;
            let mut wanted = Vec::new();
            for words in words.iter().take(1 + dice.below(4)) {
                middle += dice.below(12);
                wanted.push(((*words).to_owned(), middle));
            }
            let least = wanted.iter().map(|(words, _)| words.len() + GAP).sum::<usize>() - GAP;
            let Some(placed) = in_pieces(&wanted, std::slice::from_ref(&room), GAP) else {
                assert!(least > room.len(), "{wanted:?} {room:?}");
                refused += 1;
                continue;
            };
            shown += 1;
            assert!(placed.iter().all(|(words, x)| room.start <= *x && x + words.len() <= room.end), "{placed:?}");
            assert!(placed.windows(2).all(|pair| pair[0].1 + pair[0].0.len() + GAP <= pair[1].1), "{placed:?}");
            assert!(placed.iter().zip(&wanted).all(|(placed, wanted)| placed.0 == wanted.0), "{placed:?}");
        }
        assert!(shown > 200 && refused > 100, "{shown} {refused}");
    }

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
