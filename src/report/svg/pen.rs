//! Writing SVG: shapes in the colours of a theme, texts that stand over no other text, patterns, and where each mark was drawn.
//!
//! Invariants: every text is escaped and measured before it stands; positions have one decimal, so the same picture is the same
//! bytes; nothing refers to anything outside the picture.

use std::collections::BTreeMap;

use super::letters::{Letters, cut};
use super::paint::{self, Paint};
use crate::chart::Fill;
use crate::report::escape::markup;
use crate::theme::{Role, Theme};

/// Columns of a picture, in its own units; at this size a letter of 16 units is one of 16 pixels.
pub(super) const WIDTH: f64 = 640.0;
/// Columns of a picture for a phone held upright: its letters are two thirds larger there than those of a wide one would be.
pub(super) const NARROW: f64 = 384.0;
/// Least distance between two texts.
const APART: f64 = 2.0;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn right(self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.y + self.height
    }

    pub(super) fn middle(self) -> f64 {
        self.x + self.width / 2.0
    }

    fn meets(self, other: Self) -> bool {
        self.x < other.right() + APART
            && other.x < self.right() + APART
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    fn is_inside(self, width: f64) -> bool {
        self.x >= -0.05 && self.right() <= width + 0.05 && self.y >= -0.05
    }

    fn around(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self { x, y, width: self.right().max(other.right()) - x, height: self.bottom().max(other.bottom()) - y }
    }
}

/// Which point of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The picture being written.
pub(super) struct Pen<'a> {
    theme: &'a Theme,
    prefix: &'a str,
    width: f64,
    body: String,
    taken: Vec<Area>,
    marks: BTreeMap<String, Area>,
    patterns: BTreeMap<String, String>,
}

impl<'a> Pen<'a> {
    /// A picture that is `width` wide; `prefix` begins every id.
    pub(super) fn new(theme: &'a Theme, prefix: &'a str, width: f64) -> Self {
        Self {
            theme,
            prefix,
            width,
            body: String::new(),
            taken: Vec::new(),
            marks: BTreeMap::new(),
            patterns: BTreeMap::new(),
        }
    }

    /// Pattern definitions and shapes, in this order.
    pub(super) fn finish(self) -> String {
        let patterns: String = self.patterns.into_values().collect();
        let patterns = if patterns.is_empty() { patterns } else { format!("<defs>{patterns}</defs>\n") };
        patterns + &self.body
    }

    /// How wide the picture is.
    pub(super) fn width(&self) -> f64 {
        self.width
    }

    /// The colour of a role's letters.
    pub(super) fn colour(&self, role: Role) -> String {
        paint::letters(self.theme, role)
    }

    pub(super) fn paint(&self, fill: Fill) -> Paint {
        paint::of(self.theme, fill)
    }

    /// Where a text would stand.
    pub(super) fn box_of(x: f64, baseline: f64, anchor: Anchor, words: &str, letters: Letters) -> Area {
        let width = letters.width(words);
        let x = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Area { x, y: baseline - letters.size * 0.95, width, height: letters.size * 1.2 }
    }

    /// Whether an area lies over no text.
    pub(super) fn is_clear(&self, area: Area) -> bool {
        !self.taken.iter().any(|taken| area.meets(*taken))
    }

    /// Whether an area lies inside the picture and over no text.
    pub(super) fn is_free(&self, area: Area) -> bool {
        area.is_inside(self.width) && self.is_clear(area)
    }

    /// Writes a text if it stands over no other and inside the picture; where it stands.
    pub(super) fn text(
        &mut self,
        (x, baseline): (f64, f64),
        anchor: Anchor,
        words: &str,
        letters: Letters,
        colour: &str,
    ) -> Option<Area> {
        let area = Self::box_of(x, baseline, anchor, words, letters);
        if words.trim().is_empty() || !self.is_free(area) {
            return None;
        }
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if letters.bold { " font-weight=\"bold\"" } else { "" };
        let (x, y, size) = (at(x), at(baseline), at(letters.size));
        self.line(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{weight} fill=\"{colour}\">{}</text>",
            markup(words)
        ));
        self.taken.push(area);
        Some(area)
    }

    /// Writes a text that is read from below, over the middle `x` and from `bottom` up, under the terms of [`Self::text`].
    pub(super) fn upright(
        &mut self,
        (x, bottom): (f64, f64),
        words: &str,
        letters: Letters,
        colour: &str,
    ) -> Option<Area> {
        let (width, length) = (letters.size * 1.2, letters.width(words));
        let area = Area { x: x - width / 2.0, y: bottom - length, width, height: length };
        if words.trim().is_empty() || !self.is_free(area) {
            return None;
        }
        let weight = if letters.bold { " font-weight=\"bold\"" } else { "" };
        let (x, y, size) = (at(x + letters.size * 0.35), at(bottom), at(letters.size));
        self.line(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight} transform=\"rotate(-90 {x} {y})\" fill=\"{colour}\">{}</text>",
            markup(words)
        ));
        self.taken.push(area);
        Some(area)
    }

    /// As [`Self::text`], on a ground of its own, so that no guide runs through it.
    pub(super) fn over(
        &mut self,
        place: (f64, f64),
        anchor: Anchor,
        words: &str,
        letters: Letters,
        colour: &str,
    ) -> Option<Area> {
        let area = Self::box_of(place.0, place.1, anchor, words, letters);
        if words.trim().is_empty() || !self.is_free(area) {
            return None;
        }
        let ground = paint::ground(self.theme);
        self.shape(area, &format!("fill=\"{ground}\""));
        self.text(place, anchor, words, letters, colour)
    }

    /// As [`Self::text`], cut with an ellipsis to `room`.
    pub(super) fn text_in(
        &mut self,
        (x, baseline): (f64, f64),
        room: f64,
        words: &str,
        letters: Letters,
        colour: &str,
    ) -> Option<Area> {
        self.text((x, baseline), Anchor::Start, &cut(words, room, letters), letters, colour)
    }

    /// A text in the middle of `area`, on a ground of the area's own colour so that no pattern runs through it, if it fits.
    pub(super) fn plate(&mut self, area: Area, words: &str, letters: Letters, fill: Fill) -> bool {
        let baseline = area.y + area.height / 2.0 + letters.size * 0.35;
        let wanted = Self::box_of(area.middle(), baseline, Anchor::Middle, words, letters);
        if wanted.width + 8.0 > area.width || !self.is_free(wanted) {
            return false;
        }
        let paint = self.paint(fill);
        if paint.pattern.is_some() {
            let ground = Area { x: wanted.x - 2.0, width: wanted.width + 4.0, ..wanted };
            self.shape(ground, &format!("fill=\"{}\"", paint.area));
        }
        self.text((area.middle(), baseline), Anchor::Middle, words, letters, &paint.ink).is_some()
    }

    /// A bordered area in the colour and pattern of what it stands for.
    pub(super) fn area(&mut self, area: Area, fill: Fill) {
        let paint = self.paint(fill);
        let border = paint.border.clone();
        let stroke = format!("stroke=\"{border}\" stroke-width=\"1.5\"");
        self.shape(area, &format!("fill=\"{}\" {stroke}", paint.area));
        let Some(pattern) = paint.pattern else { return };
        let id = format!("{}-{}", self.prefix, pattern.name);
        let define = || pattern.define(&id, &paint.ink);
        self.patterns.entry(id.clone()).or_insert_with(define);
        self.shape(area, &format!("fill=\"url(#{id})\""));
    }

    /// A rectangle with these attributes.
    pub(super) fn shape(&mut self, area: Area, attributes: &str) {
        let (x, y, width, height) = (at(area.x), at(area.y), at(area.width.max(0.0)), at(area.height.max(0.0)));
        self.line(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {attributes}/>"));
    }

    /// A straight line; `dashes` as in `stroke-dasharray`, empty for a whole one.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, thickness: f64, dashes: &str) {
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        let (x1, y1, x2, y2) = (at(from.0), at(from.1), at(to.0), at(to.1));
        let width = at(thickness);
        self.line(&format!(
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}/>"
        ));
    }

    /// A filled outline through these points.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], fill: &str, stroke: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).collect();
        let points = points.join(" ");
        self.line(&format!("<polygon points=\"{points}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>"));
    }

    /// A disc.
    pub(super) fn disc(&mut self, (x, y): (f64, f64), radius: f64, fill: &str, stroke: &str) {
        let (x, y, radius) = (at(x), at(y), at(radius));
        self.line(&format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>"
        ));
    }

    /// Keeps texts away from a sign.
    pub(super) fn keep(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Remembers where a mark was drawn; several places become one around them.
    pub(super) fn mark(&mut self, key: Option<&str>, area: Area) {
        if let Some(key) = key {
            self.marks.entry(key.to_owned()).and_modify(|old| *old = old.around(area)).or_insert(area);
        }
    }

    /// Where a mark was drawn.
    pub(super) fn place_of(&self, key: &str) -> Option<Area> {
        self.marks.get(key).copied()
    }

    fn line(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }
}

/// A position with at most one decimal.
pub(super) fn at(value: f64) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
