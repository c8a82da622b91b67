//! The bar of one row: its segments, the numbers on them, and those that find no room there on the lines under it.

use std::ops::Range;

use super::super::labels::{Label, arrange, in_pieces};
use super::super::{Strip, Tone};
use super::Drawing;
use crate::chart::{Pointer, Segment};
use crate::text;

impl Drawing<'_, '_, '_> {
    /// Draws the segments of one row. No number comes near a place at which a prediction will stand.
    pub(super) fn bar(&mut self, segments: &[Segment], predictions: &[Pointer], y: usize) {
        let spans = self.spans(segments);
        for (segment, span) in segments.iter().zip(&spans) {
            for line in 0..self.down.thickness() {
                self.pen.area(span.clone(), y + line, segment.fill);
            }
        }
        let signs: Vec<usize> = predictions.iter().map(|pointer| self.across.strip.column(pointer.at)).collect();
        let of_signs = self.down.sign_line();
        let kept = |line: usize| if of_signs == line { signs.as_slice() } else { &[] };
        let numbers = self.down.text_line();
        let mut untold = Vec::new();
        for (index, (segment, span)) in segments.iter().zip(&spans).enumerate() {
            if !self.inside(segment, span, kept(numbers), y + numbers) {
                untold.push((index, format!("{} {}", segment.short, segment.text)));
            }
        }
        let chosen = segments.iter().zip(&spans).find(|(segment, _)| self.pen.is_chosen(segment.mark.as_deref()));
        if let Some((_, span)) = chosen.filter(|(_, span)| !span.is_empty()) {
            for line in 0..self.down.thickness() {
                self.pen.choose(span.clone(), y + line);
            }
        }
        let under = self.down.thickness();
        if self.down.pitch > under {
            self.under(&untold, &spans, kept(under), y + under);
        }
    }

    /// The columns of each segment. A segment that is not empty has at least one cell, taken from the widest beside it or, where
    /// none is wide enough, from the blank at the end of the bar.
    fn spans(&self, segments: &[Segment]) -> Vec<Range<usize>> {
        let strip = self.across.strip;
        let divide = self.rows.divide.as_ref().map(|divide| divide.at);
        let is_below = |segment: &Segment| divide.is_some_and(|at| f64::midpoint(segment.from, segment.to) < at);
        let below = segments.iter().take_while(|segment| is_below(segment)).count();
        let (left, right) = segments.split_at(below);
        let mut spans = Vec::new();
        let lengths = widths(left, strip);
        let end = left.last().map_or(strip.x, |last| strip.column(last.to));
        spread(&mut spans, end.saturating_sub(lengths.iter().sum()).max(strip.x), &lengths, end);
        let start = right.first().map_or(strip.x, |first| strip.column(first.from) + usize::from(divide.is_some()));
        spread(&mut spans, start, &widths(right, strip), strip.end());
        spans
    }

    /// Writes number and value on a segment, or the number alone; tells whether the value found room.
    ///
    /// The first cell of the area stays free, so that the numbers of neighbours stay apart; the last one too where it shows a
    /// pattern, or the bracket of the chosen segment.
    fn inside(&mut self, segment: &Segment, span: &Range<usize>, kept: &[usize], y: usize) -> bool {
        let tone = Tone::Area(segment.fill);
        let both = format!("{} {}", segment.short, segment.text);
        let is_chosen = self.pen.is_chosen(segment.mark.as_deref());
        let behind = usize::from(is_chosen || self.pen.look.patterns);
        let inner = kept.iter().fold(span.start + 1..span.end.saturating_sub(behind), |inner, column| {
            let (left, right) =
                (inner.start..column.saturating_sub(1).min(inner.end), (column + 2).max(inner.start)..inner.end);
            if left.len() >= right.len() { left } else { right }
        });
        if !self.pen.look.patterns {
            let told = self.pen.centre(inner.clone(), y, &both, tone).is_some();
            if !told && span.len() > 2 {
                self.pen.centre(inner, y, &segment.short, tone);
            } else if !told {
                self.narrow(segment, span, kept, y);
            }
            return told;
        }
        let told = self.pen.centre(inner.clone(), y, &format!(" {both} "), tone).is_some();
        // A sign that is a letter would be read together with the number: `-2-`.
        let is_shade = !self.pen.pattern(segment.fill).is_ascii();
        if !told && self.pen.centre(inner.clone(), y, &format!(" {} ", segment.short), tone).is_none() && is_shade {
            self.pen.centre(inner, y, &segment.short, tone);
        }
        told
    }

    /// Writes the number of a segment that has no cell to spare, unless it would touch another sign.
    fn narrow(&mut self, segment: &Segment, span: &Range<usize>, kept: &[usize], y: usize) {
        let wide = text::width(&segment.short);
        let last = span.end.saturating_sub(wide);
        let is_clear = |x: usize| {
            let before = x.checked_sub(1).and_then(|before| self.pen.canvas.line(y).get(before));
            let touches = before.is_some_and(|spot| spot.symbol.chars().any(|c| c.is_ascii_digit() || c == '%'));
            !touches && kept.iter().all(|column| column + 1 < x || *column > x + wide)
        };
        if let Some(x) = (span.start..=last).find(|x| is_clear(*x)) {
            self.pen.canvas.put(x, y, &segment.short, wide, Tone::Area(segment.fill));
        }
    }

    /// Writes numbers and values under their segments, on either side of the dividing line, and on a second line where one
    /// is not enough for all of a side.
    fn under(&mut self, values: &[(usize, String)], spans: &[Range<usize>], kept: &[usize], y: usize) {
        let strip = self.across.strip;
        let divide = self.divide_column();
        let left = divide.map(|divide| strip.x..divide.saturating_sub(1));
        let right = divide.map_or(strip.x, |divide| divide + 2)..strip.end();
        let lines = self.down.pitch - self.down.thickness();
        for (side, is_left) in left.map(|left| (left, true)).into_iter().chain([(right, false)]) {
            let is_here = |index: &usize| {
                let start = spans.get(*index).map(|span| span.start);
                divide.is_none_or(|divide| start.is_some_and(|start| (start < divide) == is_left))
            };
            let pieces = pieces(&side, kept);
            let here: Vec<&(usize, String)> = values.iter().filter(|(index, _)| is_here(index)).collect();
            let of = |(index, words): &&'_ (usize, String)| {
                spans.get(*index).map(|span| (words.clone(), span.start + span.len() / 2))
            };
            let wanted: Vec<(String, usize)> = here.iter().filter_map(of).collect();
            let ways = (1..=lines).flat_map(|lines| [(lines, 2), (lines, 1)]);
            let placed = ways.into_iter().find_map(|(lines, gap)| {
                let parts = wanted.chunks(wanted.len().div_ceil(lines).max(1));
                parts.map(|part| in_pieces(part, &pieces, gap)).collect::<Option<Vec<_>>>()
            });
            if let Some(placed) = placed {
                for (line, labels) in placed.iter().enumerate() {
                    for (words, x) in labels {
                        self.pen.canvas.put(*x, y + line, words, strip.width, Tone::Text);
                    }
                }
                continue;
            }
            let room = pieces.into_iter().max_by_key(Range::len).unwrap_or(side);
            // A value without its number would be read as that of the neighbour that found no room, or of the prediction.
            let labels = here.iter().filter_map(|(index, words)| Label::new(words, spans, *index, &room)).collect();
            for (label, x) in arrange(labels) {
                self.pen.canvas.put(x, y, label.words, strip.width, Tone::Text);
            }
        }
    }
}

/// Blank cells between the sign of a prediction and a value, which is not its own.
const APART: usize = 4;

/// What is left of `side` where predictions stand in these columns.
fn pieces(side: &Range<usize>, kept: &[usize]) -> Vec<Range<usize>> {
    let mut columns: Vec<usize> =
        kept.iter().copied().filter(|column| column + APART >= side.start && *column < side.end + APART).collect();
    columns.sort_unstable();
    let mut pieces = Vec::new();
    let mut start = side.start;
    for column in columns {
        pieces.push(start..column.saturating_sub(APART).clamp(start, side.end.max(start)));
        start = column + APART + 1;
    }
    pieces.push(start..side.end.max(start));
    pieces
}

fn widths(segments: &[Segment], strip: Strip) -> Vec<usize> {
    let mut widths: Vec<usize> =
        segments.iter().map(|one| strip.column(one.to).saturating_sub(strip.column(one.from))).collect();
    for (index, segment) in segments.iter().enumerate() {
        let widest = widths.iter().copied().enumerate().max_by_key(|(_, width)| *width);
        if let (Some(0), true, Some((from, most))) = (widths.get(index), segment.to > segment.from, widest) {
            for (at, change) in widths.iter_mut().enumerate() {
                *change = if at == from && most > 1 {
                    *change - 1
                } else if at == index {
                    1
                } else {
                    *change
                };
            }
        }
    }
    widths
}

fn spread(spans: &mut Vec<Range<usize>>, mut x: usize, widths: &[usize], end: usize) {
    for width in widths {
        let next = (x + width).min(end);
        spans.push(x..next);
        x = next;
    }
}
