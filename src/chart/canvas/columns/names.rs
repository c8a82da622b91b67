//! Names of levels over the parts of a scale.

use std::ops::Range;

use crate::text;

/// Columns between two names that stand over no line.
const GAP: usize = 2;
/// Narrowest room for the beginning of a name.
const LEAST: usize = 7;

/// Where names begin of which one is too long for its own columns: whole, in their order, each as near to the middle of its columns
/// as those before it let it, and no further right than those behind it. Nothing where each has room, or not all of them together.
pub(super) fn arranged(names: &[(&str, Range<usize>)], width: usize) -> Option<Vec<usize>> {
    if names.iter().all(|(name, span)| text::width(name) <= span.len()) {
        return None;
    }
    let mut starts = Vec::new();
    let mut free = 0;
    for (name, span) in names {
        let wide = text::width(name);
        let wanted = (span.start + span.len() / 2).saturating_sub(wide / 2);
        let start = wanted.max(free);
        starts.push(start);
        free = start + wide + GAP;
    }
    let mut end = width;
    for ((name, _), start) in names.iter().zip(&mut starts).rev() {
        *start = (*start).min(end.checked_sub(text::width(name))?);
        end = start.saturating_sub(GAP);
    }
    Some(starts)
}

/// A name in `room` columns: whole, else its beginning if enough of it remains to be known by, else its first word, which is its
/// number as a rule.
pub(super) fn fitting(name: &str, room: usize) -> String {
    if text::width(name) <= room || room >= LEAST {
        text::cut(name, room)
    } else {
        name.split(' ').next().unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample::{Dice, trials};

    #[test]
    fn a_long_name_takes_the_room_beside_it() {
        let spans = [0..30, 31..38, 39..50, 51..76];
        let names = ["1 Not yet", "2 Approaching", "3 Meeting", "4 Exceeding"];
        let all: Vec<_> = names.into_iter().zip(spans.clone()).collect();
        assert_eq!(arranged(&all, 76), Some(vec![11, 28, 43, 58]));
        let short: Vec<_> = ["1", "2 Near", "3", "4"].into_iter().zip(spans).collect();
        assert_eq!(arranged(&short, 76), None);
        assert_eq!(arranged(&all, 40), None);
    }

    #[test]
    fn names_keep_their_order_and_never_meet() {
        let mut dice = Dice(31);
        let mut placed = 0;
        for _ in 0..trials(20_000) {
            let width = 40 + dice.below(80);
            let mut cuts: Vec<usize> = (0..dice.below(5)).map(|_| dice.below(width)).collect();
            cuts.extend([0, width]);
            cuts.sort_unstable();
            let words = ["1 Low", "2 Approaching", "3 学校に行く", "4", "5 Very much further"];
            let names: Vec<_> = cuts.windows(2).zip(words).map(|(ends, name)| (name, ends[0]..ends[1])).collect();
            let Some(starts) = arranged(&names, width) else { continue };
            placed += 1;
            let ends: Vec<usize> = starts.iter().zip(&names).map(|(x, (name, _))| x + text::width(name)).collect();
            assert!(ends.iter().all(|end| *end <= width), "{names:?} {starts:?}");
            assert!(starts.iter().skip(1).zip(&ends).all(|(start, end)| end + GAP <= *start), "{names:?} {starts:?}");
        }
        assert!(placed > 500, "{placed}");
    }
}
