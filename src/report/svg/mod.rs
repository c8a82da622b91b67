//! A resolved picture as SVG: what `chart` decided, placed in a fixed width, with every number as text.
//!
//! Depends on `chart` and `theme`. Invariants: one element that loads nothing and holds no script; `role="img"` with title and
//! description; no text stands over another or outside the view box; areas differ by pattern as well as by colour; the same plot is the
//! same bytes.

mod cloud;
mod columns;
mod corners;
mod evidence;
mod heads;
mod heat;
mod letters;
mod lines;
mod multiples;
mod paint;
mod pen;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod tracks;

use crate::chart::{Panel, Plot};
use crate::theme::Theme;

use super::escape::markup;
use evidence::Evidence;
use pen::{NARROW, Pen, WIDTH, at};

/// Free at both sides of a picture, for outlines around what stands at its edge.
const MARGIN: f64 = 6.0;

/// What of a picture stands in the SVG itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    /// Title, subtitle and notes too: the SVG stands alone.
    All,
    /// Only the picture and its legend: the page says the rest.
    Picture,
}

/// A picture as a file of its own, in the colours of `theme`; `badge` tells who it is for, where that is not everybody.
#[must_use]
pub fn svg(plot: &Plot, theme: &Theme, badge: Option<&str>) -> String {
    let element = write(plot, theme, ("picture", WIDTH), badge, &[], Around::All);
    element.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
}

/// A picture as a part of a page that says its title and its notes. `prefix` begins every id; `evidence` are the marks that
/// comments point to, each with the number of its comment.
pub(super) fn figure(
    plot: &Plot,
    theme: &Theme,
    prefix: &str,
    badge: Option<&str>,
    evidence: &[(&str, usize)],
) -> String {
    write(plot, theme, (prefix, WIDTH), badge, evidence, Around::Picture)
}

/// As [`figure`], for a page that is as narrow as a phone; `None` for kinds that need more room to be read.
pub(super) fn narrow_figure(
    plot: &Plot,
    theme: &Theme,
    prefix: &str,
    badge: Option<&str>,
    evidence: &[(&str, usize)],
) -> Option<String> {
    let is_narrow = matches!(plot.panel, Panel::Rows(_));
    is_narrow.then(|| write(plot, theme, (prefix, NARROW), badge, evidence, Around::Picture))
}

fn write(
    plot: &Plot,
    theme: &Theme,
    (prefix, width): (&str, f64),
    badge: Option<&str>,
    evidence: &[(&str, usize)],
    around: Around,
) -> String {
    let mut pen = Pen::new(theme, prefix, width);
    let mut y = badge.map_or(0.0, |badge| heads::badge(&mut pen, badge));
    if around == Around::All {
        y = heads::title(&mut pen, plot, y);
    }
    y = match &plot.panel {
        Panel::Rows(rows) => rows::place(&mut pen, plot, rows, y),
        Panel::Columns(columns) => columns::place(&mut pen, plot, columns, y),
        Panel::Table(table) => table::place(&mut pen, plot, table, y),
        Panel::Tracks(tracks) => tracks::place(&mut pen, plot, tracks, y),
        Panel::Lines(lines) => lines::place(&mut pen, plot, lines, y),
        Panel::Heat(heat) => heat::place(&mut pen, plot, heat, y),
        Panel::Multiples(multiples) => multiples::place(&mut pen, plot, multiples, y),
        Panel::Cloud(cloud) => cloud::place(&mut pen, plot, cloud, y),
    };
    y = Evidence::of(evidence).place(&mut pen, plot, y);
    if around == Around::All {
        y = heads::notes(&mut pen, plot, y);
    }
    frame(pen, plot, theme, prefix, y + 8.0)
}

/// The element around the shapes.
fn frame(pen: Pen<'_>, plot: &Plot, theme: &Theme, prefix: &str, height: f64) -> String {
    let ground = paint::ground(theme);
    let (left, width, height) = (at(-MARGIN), at(pen.width() + 2.0 * MARGIN), at(height));
    let body = pen.finish();
    let (title, description) = (markup(&plot.title), markup(&described(plot)));
    format!(
        "<svg viewBox=\"{left} 0 {width} {height}\" role=\"img\" aria-labelledby=\"{prefix}-title {prefix}-desc\" \
         font-family=\"system-ui, sans-serif\">\n\
         <title id=\"{prefix}-title\">{title}</title>\n\
         <desc id=\"{prefix}-desc\">{description}</desc>\n\
         <rect x=\"{left}\" width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n{body}</svg>\n"
    )
}

/// What somebody who does not see the picture is told.
fn described(plot: &Plot) -> String {
    let words =
        [plot.subtitle.as_str(), plot.summary.as_str()].into_iter().chain(plot.notes.iter().map(String::as_str));
    words.filter(|words| !words.trim().is_empty()).collect::<Vec<_>>().join(" ")
}
