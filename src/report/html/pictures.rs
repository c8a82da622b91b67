//! Pictures on the page: each drawn, told, listed, and with the comments that point to it.

use super::page::Page;
use crate::records::HIDDEN;
use crate::report::escape::markup;
use crate::report::grid;
use crate::report::outline::{Outline, Remark};
use crate::report::pictures::Picture;
use crate::report::svg;
use crate::theme::Theme;

/// The comments that point to something that was shown, numbered in the order of the page.
pub(super) struct Numbered<'o> {
    remarks: Vec<&'o Remark>,
}

impl<'o> Numbered<'o> {
    pub(super) fn of(outline: &'o Outline) -> Self {
        let is_shown = |remark: &&Remark| {
            remark.evidence.as_ref().is_some_and(|evidence| outline.views.iter().any(|view| view.id == evidence.view))
        };
        Self { remarks: outline.steps.iter().flat_map(|section| &section.comments).filter(is_shown).collect() }
    }

    /// The number of a comment, also where it is told once more in a later step.
    pub(super) fn of_remark(&self, remark: &Remark) -> Option<usize> {
        self.remarks.iter().position(|known| known.id == remark.id).map(|at| at + 1)
    }

    /// The comments on a view, each with its number.
    fn on(&self, view: &str) -> Vec<(usize, &'o Remark)> {
        let points_here = |remark: &Remark| remark.evidence.as_ref().is_some_and(|evidence| evidence.view == view);
        (1..).zip(self.remarks.iter().copied()).filter(|(_, remark)| points_here(remark)).collect()
    }
}

/// Under a picture that a phone does not show whole.
const SWIPE: &str =
    "<p class=\"swipe\">The picture is wider than this screen: move it sideways, or turn the phone.</p>\n";

/// Every picture that was shown.
pub(super) fn write(page: &mut Page, outline: &Outline, session: &str, numbered: &Numbered<'_>) {
    // Paper is white, whatever the screen was.
    let Some(theme) = Theme::shipped().into_iter().next() else { return };
    let badge = outline.privacy.as_ref().and_then(|privacy| privacy.badge.as_deref());
    for (place, picture) in (1..).zip(&outline.views) {
        let id = format!("{session}-view{place}");
        self::picture(page, picture, &id, (&theme, badge), &numbered.on(&picture.id));
    }
}

fn picture(
    page: &mut Page,
    picture: &Picture,
    id: &str,
    (theme, badge): (&Theme, Option<&str>),
    comments: &[(usize, &Remark)],
) {
    page.raw("<div class=\"view\">\n");
    page.raw(&format!("<figure id=\"{id}\" aria-labelledby=\"{id}-caption\">\n<figcaption id=\"{id}-caption\">"));
    page.text(&picture.title);
    if !picture.subtitle.trim().is_empty() {
        page.element("p", &picture.subtitle);
    }
    page.raw("</figcaption>\n");
    page.element("p", &picture.summary);
    let label = markup(&format!("Picture: {}", picture.title));
    let evidence: Vec<(&str, usize)> = comments
        .iter()
        .filter_map(|(number, remark)| Some((remark.evidence.as_ref()?.mark.as_str(), *number)))
        .collect();
    let narrow = svg::narrow_figure(&picture.plot, theme, &format!("{id}-narrow"), badge, &evidence);
    let class = if narrow.is_some() { "scroll wide" } else { "scroll" };
    page.raw(&format!("<div class=\"{class}\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\">\n"));
    page.raw(&svg::figure(&picture.plot, theme, &format!("{id}-svg"), badge, &evidence));
    page.raw("</div>\n");
    match narrow {
        Some(svg) => page.raw(&format!("<div class=\"narrow\">\n{svg}</div>\n")),
        None => page.raw(SWIPE),
    }
    let has_hidden = picture.rows.iter().flatten().any(|cell| cell == HIDDEN);
    if has_hidden || !picture.notes.is_empty() {
        page.raw("<ul>\n");
        if has_hidden {
            page.element("li", &format!("{HIDDEN} hidden for privacy"));
        }
        for note in &picture.notes {
            page.element("li", note);
        }
        page.raw("</ul>\n");
    }
    page.raw("</figure>\n");
    let (header, rows) = grid::filled(&picture.header, &picture.rows);
    page.table(&format!("Values: {}", picture.title), &header, &rows);
    if !comments.is_empty() {
        page.lead("Comments on this picture, by the numbers in it:");
        page.raw("<ul>\n");
        for (number, remark) in comments {
            page.raw(&format!("<li><span class=\"number\">[{number}]</span> "));
            page.own("span", &remark.text);
            if let Some(evidence) = &remark.evidence {
                let value = if evidence.value.is_empty() { String::new() } else { format!(": {}", evidence.value) };
                page.more("on", &format!("{}{value}", evidence.label));
            }
            page.raw("</li>\n");
        }
        page.raw("</ul>\n");
    }
    page.raw("</div>\n");
}
