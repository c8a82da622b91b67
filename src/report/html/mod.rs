//! The report as a page: one file that loads nothing, for a phone, a printer and a screen reader.
//!
//! Invariants: no script, nothing from elsewhere, and a policy that forbids both; every text is escaped; headings go down one level at a
//! time; every picture has a title, a description, its values as a table, and the comments that point to it, by number.

mod page;
mod pictures;
mod prose;
#[cfg(test)]
mod tests;

use super::Retreat;
use super::outline::{Action, Guess, Outline, Remark, Section};
use crate::report::escape::markup;
use crate::report::predictions::Predictions;
use crate::report::several;
use page::{Page, counted};
use pictures::Numbered;

const STYLE: &str = include_str!("page.css");

/// Forbids whatever the page itself does not hold, should a browser find something to load.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The report as one HTML file: the actions first, then step by step what was said, then every picture that was shown.
///
/// Several sessions follow each other, each under a heading of its own; before them stands which they are, and the actions of all
/// of them that are open.
#[must_use]
pub fn html(retreats: &[Retreat<'_>]) -> String {
    write(&several::outlines(retreats))
}

/// The language that the protocols and what was said to them are in; English, as the words of this program, where they tell
/// none or different ones.
fn language(outlines: &[Outline]) -> &str {
    let mut told = outlines.iter().map(|outline| outline.protocol.language.as_deref());
    let first = told.next().flatten().unwrap_or("en");
    if told.all(|other| other == Some(first)) { first } else { "en" }
}

pub(super) fn write(outlines: &[Outline]) -> String {
    let title = match outlines {
        [one] => one.title.clone(),
        all => format!("{} sessions", all.len()),
    };
    let mut page = Page::default();
    let language = markup(language(outlines));
    page.raw(&format!("<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n"));
    page.raw(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"));
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.element("title", &title);
    page.raw(&format!("<style>\n{STYLE}</style>\n</head>\n<body>\n"));
    if let [one] = outlines {
        page.raw("<header>\n");
        head(&mut page, one, &one.title, ("s1", 1));
        page.raw("</header>\n");
        contents(&mut page, one, "s1", "Contents");
        page.raw("<main>\n");
        session(&mut page, one, ("s1", 2));
    } else {
        page.raw("<header>\n");
        page.heading(1, "top", &title);
        page.raw("</header>\n");
        sessions(&mut page, outlines);
        page.raw("<main>\n");
        gathered(&mut page, outlines);
        for (number, outline) in (1..).zip(outlines) {
            let id = format!("s{number}");
            page.raw(&format!("<article aria-labelledby=\"{id}\">\n"));
            head(&mut page, outline, &several::heading(number, outline), (&id, 2));
            contents(&mut page, outline, &id, &format!("Contents of session {number}"));
            session(&mut page, outline, (&id, 3));
            page.raw("</article>\n");
        }
    }
    page.raw("</main>\n");
    page.raw("<footer>\n");
    page.element(
        "p",
        "Written by chartpaper on the computer of the session. This page loads nothing and sends nothing.",
    );
    page.raw("</footer>\n</body>\n</html>\n");
    page.finish()
}

/// The list of several sessions.
fn sessions(page: &mut Page, outlines: &[Outline]) {
    if outlines.is_empty() {
        return;
    }
    page.raw("<nav class=\"sessions\" aria-label=\"Sessions\">\n<ul>\n");
    for (number, outline) in (1..).zip(outlines) {
        page.raw("<li>");
        page.link(&format!("s{number}"), &several::heading(number, outline));
        page.more("", &several::facts(outline));
        page.raw("</li>\n");
    }
    page.raw("</ul>\n</nav>\n");
}

/// What is still to be done of several sessions.
fn gathered(page: &mut Page, outlines: &[Outline]) {
    if outlines.is_empty() {
        return;
    }
    page.raw("<section>\n");
    page.heading(2, "open", "Open actions of all sessions");
    let (open, ended) = several::open(outlines);
    if open.is_empty() {
        page.element("p", "None.");
    } else {
        page.raw("<ol>\n");
        for (session, one) in open {
            page.raw("<li>");
            action(page, one);
            page.raw("<p class=\"more\">from ");
            page.link(&format!("s{session}-actions"), &format!("Session {session}"));
            page.raw("</p>\n</li>\n");
        }
        page.raw("</ol>\n");
    }
    if let Some(words) = several::left_out(ended) {
        page.element("p", &words);
    }
    page.raw("</section>\n");
}

fn head(page: &mut Page, outline: &Outline, title: &str, (id, level): (&str, usize)) {
    page.heading(level, id, title);
    facts(page, outline);
}

/// One session under its heading; its own headings begin at `level`.
fn session(page: &mut Page, outline: &Outline, (id, level): (&str, usize)) {
    let numbered = Numbered::of(outline);
    page.raw("<section>\n");
    page.heading(level, &format!("{id}-actions"), "Actions");
    actions(page, &outline.actions);
    page.raw("</section>\n");
    for (place, section) in outline.steps.iter().enumerate().filter(|(_, section)| section.is_told()) {
        page.raw("<section>\n");
        self::section(page, section, (level, &step_id(id, place)), &numbered);
        page.raw("</section>\n");
    }
    let skipped: Vec<&str> =
        outline.steps.iter().filter(|section| !section.is_told()).map(|section| section.title.as_str()).collect();
    if !skipped.is_empty() {
        page.element("p", &format!("Not reached: {}.", skipped.join(", ")));
    }
    if !outline.views.is_empty() {
        page.raw("<section class=\"shown\">\n");
        page.heading(level, &format!("{id}-shown"), "What was shown");
        pictures::write(page, outline, id, &numbered);
        page.raw("</section>\n");
    }
}

fn step_id(session: &str, place: usize) -> String {
    format!("{session}-step{}", place + 1)
}

fn facts(page: &mut Page, outline: &Outline) {
    if let Some(badge) = outline.privacy.as_ref().and_then(|privacy| privacy.badge.as_deref()) {
        page.raw("<p class=\"badge\">");
        page.text(badge);
        page.raw("</p>\n");
    }
    page.raw("<dl>\n");
    let mut fact = |name: &str, words: &str| {
        if !words.trim().is_empty() {
            page.element("dt", name);
            page.own("dd", words);
        }
    };
    fact("Date", &outline.date);
    fact("Protocol", &outline.protocol.title);
    fact("Credit", &outline.protocol.credit);
    if let Some(privacy) = &outline.privacy {
        fact("Audience", privacy.audience);
        fact("Minimum group", &format!("{}; nothing is shown of a smaller group", privacy.minimum_group));
        for notice in &privacy.notices {
            fact("Data", notice);
        }
    }
    if let Some(next) = &outline.next {
        fact("Next meeting", next);
    }
    if !outline.closed {
        fact("State", "This session was not closed. The report tells how it stands.");
    }
    if outline.unreadable > 0 {
        fact("Damage", &format!("{} of the session file could not be read.", counted(outline.unreadable, "line")));
    }
    page.raw("</dl>\n");
}

fn contents(page: &mut Page, outline: &Outline, id: &str, label: &str) {
    page.raw(&format!("<nav aria-label=\"{label}\">\n<ul>\n"));
    let mut entry = |target: &str, words: &str| {
        page.raw("<li>");
        page.link(target, words);
        page.raw("</li>\n");
    };
    entry(&format!("{id}-actions"), "Actions");
    for (place, section) in outline.steps.iter().enumerate().filter(|(_, section)| section.is_told()) {
        entry(&step_id(id, place), &heading(section));
    }
    if !outline.views.is_empty() {
        entry(&format!("{id}-shown"), "What was shown");
    }
    page.raw("</ul>\n</nav>\n");
}

fn heading(section: &Section) -> String {
    section.number.map_or_else(|| section.title.clone(), |number| format!("{number}. {}", section.title))
}

fn actions(page: &mut Page, actions: &[Action]) {
    if actions.is_empty() {
        page.element("p", "None was charted.");
        return;
    }
    page.raw("<ol>\n");
    for one in actions {
        page.raw("<li>");
        action(page, one);
        page.raw("</li>\n");
    }
    page.raw("</ol>\n");
}

fn action(page: &mut Page, action: &Action) {
    page.own("strong", if action.text.trim().is_empty() { "(empty)" } else { &action.text });
    for (field, text) in action.filled() {
        page.more(field.label(), text);
    }
    if let Some(about) = &action.about {
        page.more("about", about);
    }
    if let Some(later) = &action.later {
        page.more("later:", &later.word);
    }
}

fn section(page: &mut Page, section: &Section, (level, id): (usize, &str), numbered: &Numbered<'_>) {
    page.heading(level, id, &heading(section));
    let mut facts: Vec<String> = section.kind.into_iter().map(str::to_owned).collect();
    let minutes = |minutes: u32| counted(usize::try_from(minutes).unwrap_or(usize::MAX), "minute");
    facts.extend(section.minutes_planned.map(|planned| format!("{} planned", minutes(planned))));
    facts.extend(section.minutes_used.map(|used| format!("{} used", minutes(used))));
    if facts.is_empty() {
        facts.push("not a step of the protocol".to_owned());
    }
    page.raw("<p class=\"facts\">");
    page.text(&facts.join(", "));
    page.raw("</p>\n");
    if !section.prompt.trim().is_empty() {
        page.raw("<blockquote>");
        prose::write(page, &section.prose);
        page.raw("</blockquote>\n");
    }
    if !section.predictions.is_empty() {
        predictions(page, &section.title, &section.predictions);
    }
    if let Some(sheet) = &section.sheet {
        page.table(&section.title, &sheet.header, &sheet.rows);
        for note in &sheet.notes {
            page.element("p", note);
        }
    }
    if !section.returned.is_empty() {
        page.lead("Kept from earlier steps:");
        remarks(page, &section.returned, numbered, |remark| Some(("kept from", remark.said_in.title.as_str())));
    }
    if !section.comments.is_empty() {
        if !section.returned.is_empty() {
            page.lead("Charted in this step:");
        }
        let kept = |remark: &'_ Remark| remark.kept_for.as_ref().map(|step| ("kept for", step.title.clone()));
        page.raw("<ul>\n");
        for remark in &section.comments {
            self::remark(page, remark, numbered, kept(remark).as_ref().map(|(what, step)| (*what, step.as_str())));
        }
        page.raw("</ul>\n");
    }
}

fn predictions(page: &mut Page, step: &str, guesses: &[Guess]) {
    let Predictions { header, rows, when } = Predictions::of(guesses);
    page.table(&format!("Predictions and what was shown: {step}"), &header, &rows);
    page.element("p", when);
}

fn remarks<'a>(
    page: &mut Page,
    remarks: &'a [Remark],
    numbered: &Numbered<'_>,
    shelf: impl Fn(&'a Remark) -> Option<(&'a str, &'a str)>,
) {
    page.raw("<ul>\n");
    for remark in remarks {
        self::remark(page, remark, numbered, shelf(remark));
    }
    page.raw("</ul>\n");
}

fn remark(page: &mut Page, remark: &Remark, numbered: &Numbered<'_>, shelf: Option<(&str, &str)>) {
    page.raw("<li>");
    if let Some(number) = numbered.of_remark(remark) {
        page.raw(&format!("<span class=\"number\">[{number}]</span> "));
    }
    page.own("span", if remark.text.trim().is_empty() { "(empty)" } else { &remark.text });
    if let Some(about) = &remark.about {
        page.more("About:", about);
    }
    if let Some(question) = &remark.question {
        page.more("Answers:", question);
    }
    if let Some(tag) = &remark.tag {
        page.more("Tag:", tag);
    }
    if let Some(evidence) = &remark.evidence {
        let mut parts = vec![evidence.label.as_str()];
        parts.extend((!evidence.value.is_empty()).then_some(evidence.value.as_str()));
        let view = evidence.view_title.as_ref().map(|title| format!(" (in {title})")).unwrap_or_default();
        page.more("Evidence:", &(parts.join(": ") + &view));
    }
    if remark.dittos > 0 {
        page.more("Ditto:", &remark.dittos.to_string());
    }
    if let Some((what, step)) = shelf {
        page.more(&format!("{what}:"), step);
    }
    page.raw("</li>\n");
}
