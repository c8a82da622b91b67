//! The report for people.

use super::Retreat;
use super::escape::{cell, inline, lines};
use super::grid;
use super::outline::{Action, Guess, Outline, Remark, Section};
use super::pictures::Picture;
use super::predictions::Predictions;
use super::several;
use crate::protocol::{Form, Prose, Span, Weight};
use crate::records::HIDDEN;
use crate::text;

/// The report as Markdown (`CommonMark` with GitHub's tables): the actions first, then step by step what was said, then what was shown.
///
/// Text of the session is escaped and stays text. Several sessions follow each other, each under a heading of its own.
#[must_use]
pub fn markdown(retreats: &[Retreat<'_>]) -> String {
    let outlines = several::outlines(retreats);
    match outlines.as_slice() {
        [one] => write(one),
        all => {
            let sessions = (1..).zip(all).map(|(number, outline)| titled(outline, &several::heading(number, outline)));
            let front = (!all.is_empty()).then(|| front(all));
            front.into_iter().chain(sessions).collect::<Vec<_>>().join("\n")
        }
    }
}

/// What stands before several sessions: which they are, and what is still to be done.
fn front(outlines: &[Outline]) -> String {
    let mut page = Page::default();
    page.heading(1, &format!("{} sessions", outlines.len()));
    page.gap();
    for (number, outline) in (1..).zip(outlines) {
        let facts = several::facts(outline);
        page.item(0, "- ", "", &format!("{} ({facts})", several::heading(number, outline)));
    }
    page.heading(2, "Open actions of all sessions");
    let (open, ended) = several::open(outlines);
    page.gap();
    if open.is_empty() {
        page.line("None.");
    }
    for (number, (session, one)) in (1..).zip(open) {
        action(&mut page, number, one);
        page.item(format!("{number}. ").len(), "- ", "from: ", &format!("Session {session}"));
    }
    if let Some(words) = several::left_out(ended) {
        page.paragraph(&words);
    }
    page.text
}

pub(super) fn write(outline: &Outline) -> String {
    titled(outline, &outline.title)
}

fn titled(outline: &Outline, title: &str) -> String {
    let mut page = Page::default();
    page.heading(1, &inline(title));
    head(&mut page, outline);
    page.heading(2, "Actions");
    actions(&mut page, &outline.actions);
    for section in outline.steps.iter().filter(|section| section.is_told()) {
        self::section(&mut page, section);
    }
    let skipped: Vec<_> =
        outline.steps.iter().filter(|section| !section.is_told()).map(|section| inline(&section.title)).collect();
    if !skipped.is_empty() {
        page.paragraph(&format!("Not reached: {}.", skipped.join(", ")));
    }
    if !outline.views.is_empty() {
        page.heading(2, "What was shown");
        for picture in &outline.views {
            self::picture(&mut page, picture);
        }
    }
    page.text
}

fn head(page: &mut Page, outline: &Outline) {
    page.gap();
    page.item(0, "- ", "Date: ", &outline.date);
    page.item(0, "- ", "Protocol: ", &outline.protocol.title);
    if !outline.protocol.credit.trim().is_empty() {
        page.item(0, "- ", "Credit: ", &outline.protocol.credit);
    }
    if let Some(privacy) = &outline.privacy {
        if let Some(badge) = &privacy.badge {
            page.item(0, "- ", "", badge);
        }
        page.item(0, "- ", "Audience: ", privacy.audience);
        let minimum = format!("{}; nothing is shown of a smaller group", privacy.minimum_group);
        page.item(0, "- ", "Minimum group: ", &minimum);
        for notice in &privacy.notices {
            page.item(0, "- ", "", notice);
        }
    }
    if let Some(next) = &outline.next {
        page.item(0, "- ", "Next meeting: ", next);
    }
    if !outline.closed {
        page.item(0, "- ", "", "This session was not closed. The report tells how it stands.");
    }
    match outline.unreadable {
        0 => {}
        1 => page.item(0, "- ", "", "1 line of the session file could not be read."),
        many => page.item(0, "- ", "", &format!("{many} lines of the session file could not be read.")),
    }
}

fn actions(page: &mut Page, actions: &[Action]) {
    page.gap();
    if actions.is_empty() {
        page.line("None was charted.");
    }
    for (number, one) in (1..).zip(actions) {
        action(page, number, one);
    }
}

fn action(page: &mut Page, number: usize, action: &Action) {
    let mark = format!("{number}. ");
    page.item(0, &mark, "", &action.text);
    for (field, text) in action.filled() {
        page.item(mark.len(), "- ", &format!("{} ", field.label()), text);
    }
    if let Some(about) = &action.about {
        page.item(mark.len(), "- ", "about: ", about);
    }
    if let Some(later) = &action.later {
        page.item(mark.len(), "- ", "later: ", &later.word);
    }
}

fn section(page: &mut Page, section: &Section) {
    let title = inline(&section.title);
    page.heading(2, &section.number.map_or_else(|| title.clone(), |number| format!("{number}. {title}")));
    let mut facts: Vec<String> = section.kind.into_iter().map(str::to_owned).collect();
    facts.extend(section.minutes_planned.map(|minutes| format!("{} planned", self::minutes(minutes))));
    facts.extend(section.minutes_used.map(|minutes| format!("{} used", self::minutes(minutes))));
    if facts.is_empty() {
        facts.push("not a step of the protocol".to_owned());
    }
    page.paragraph(&format!("({})", facts.join(", ")));
    if !section.prompt.trim().is_empty() {
        page.gap();
        page.quoted(&section.prose);
    }
    if !section.predictions.is_empty() {
        predictions(page, &section.predictions);
    }
    if let Some(sheet) = &section.sheet {
        page.table(&sheet.header, &sheet.rows);
        page.gap();
        for note in &sheet.notes {
            page.item(0, "- ", "", note);
        }
    }
    if !section.returned.is_empty() {
        page.paragraph("Kept from earlier steps:");
        remarks(page, &section.returned, |remark| Some(("kept from", remark.said_in.title.as_str())));
    }
    if !section.comments.is_empty() {
        if !section.returned.is_empty() {
            page.paragraph("Charted in this step:");
        }
        remarks(page, &section.comments, |remark| {
            remark.kept_for.as_ref().map(|step| ("kept for", step.title.as_str()))
        });
    }
}

fn minutes(minutes: u32) -> String {
    if minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") }
}

fn remarks<'a>(page: &mut Page, remarks: &'a [Remark], shelf: impl Fn(&'a Remark) -> Option<(&'a str, &'a str)>) {
    page.gap();
    for remark in remarks {
        page.item(0, "- ", "", &remark.text);
        if let Some(question) = &remark.question {
            page.item(2, "- ", "answers: ", question);
        }
        if let Some(about) = &remark.about {
            page.item(2, "- ", "about: ", about);
        }
        if let Some(tag) = &remark.tag {
            page.item(2, "- ", "tag: ", tag);
        }
        if let Some(evidence) = &remark.evidence {
            let mut parts = vec![evidence.label.as_str()];
            parts.extend((!evidence.value.is_empty()).then_some(evidence.value.as_str()));
            let pointed = parts.join(": ");
            let view = evidence.view_title.as_ref().map(|title| format!(" (in {title})")).unwrap_or_default();
            page.item(2, "- ", "evidence: ", &(pointed + &view));
        }
        if remark.dittos > 0 {
            page.item(2, "- ", "ditto: ", &remark.dittos.to_string());
        }
        if let Some((what, step)) = shelf(remark) {
            page.item(2, "- ", &format!("{what}: "), step);
        }
    }
}

fn predictions(page: &mut Page, guesses: &[Guess]) {
    let Predictions { header, rows, when } = Predictions::of(guesses);
    page.table(&header, &rows);
    page.paragraph(when);
}

fn picture(page: &mut Page, picture: &Picture) {
    page.heading(3, &inline(&picture.title));
    for words in [&picture.subtitle, &picture.summary] {
        if !words.trim().is_empty() {
            page.paragraph(&inline(words));
        }
    }
    page.verbatim(&picture.drawing);
    let (header, rows) = grid::filled(&picture.header, &picture.rows);
    page.table(&header, &rows);
    page.gap();
    if picture.rows.iter().flatten().any(|cell| cell == HIDDEN) {
        page.item(0, "- ", HIDDEN, " hidden for privacy");
    }
    for note in &picture.notes {
        page.item(0, "- ", "", note);
    }
}

/// The text being written; knows prefixes, blank lines between blocks, and padding.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// One blank line before the next block.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn heading(&mut self, level: usize, escaped: &str) {
        self.gap();
        self.line(&format!("{} {escaped}", "#".repeat(level)));
    }

    fn paragraph(&mut self, escaped: &str) {
        self.gap();
        self.line(escaped);
    }

    /// A list item: `label` and `text` are escaped here, together.
    fn item(&mut self, indent: usize, mark: &str, label: &str, text: &str) {
        let mut escaped = lines(&format!("{label}{text}"));
        if escaped.is_empty() {
            escaped.push("(empty)".to_owned());
        }
        let blanks = " ".repeat(indent);
        self.block(&format!("{blanks}{mark}"), &format!("{blanks}{}", " ".repeat(mark.len())), &escaped);
    }

    /// Escaped lines with a hard break between them.
    fn block(&mut self, first: &str, further: &str, escaped: &[String]) {
        let last = escaped.len().saturating_sub(1);
        for (at, line) in escaped.iter().enumerate() {
            let prefix = if at == 0 { first } else { further };
            let end = if at == last { "" } else { "\\" };
            self.line(&format!("{prefix}{line}{end}"));
        }
    }

    /// A text in simple Markdown, as a quotation.
    fn quoted(&mut self, prose: &Prose) {
        let mut before: Option<Form> = None;
        for block in &prose.blocks {
            let entry = |form: Form| matches!(form, Form::Entry { .. });
            // Entries of one list stand close together.
            if before.is_some_and(|before| !(entry(before) && entry(block.form))) {
                self.line(">");
            }
            before = Some(block.form);
            let sign = match block.form {
                // A heading inside of a step would be one of the report: it is a paragraph in bold.
                Form::Paragraph | Form::Heading => String::new(),
                Form::Quotation => "> ".to_owned(),
                Form::Entry { depth, number } => {
                    let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{}.", number.min(999_999_999)));
                    format!("{}{mark} ", "    ".repeat(usize::from(depth.saturating_sub(1))))
                }
            };
            let further = if block.form == Form::Quotation { sign.clone() } else { " ".repeat(sign.len()) };
            let lines: Vec<String> = block.lines.iter().map(|spans| emphasised(spans, block.form)).collect();
            self.block(&format!("> {sign}"), &format!("> {further}"), &lines);
        }
    }

    /// Lines that are set as they are, between fences longer than any that could stand in them.
    fn verbatim(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.gap();
        self.line(&format!("{fence}text"));
        for line in lines {
            self.line(line);
        }
        self.line(&fence);
    }

    /// A table whose columns stand under each other also in the plain text; columns of numbers are set to the right.
    fn table(&mut self, header: &[String], rows: &[Vec<String>]) {
        if header.is_empty() {
            return;
        }
        let grid: Vec<Vec<String>> = std::iter::once(header)
            .chain(rows.iter().map(Vec::as_slice))
            .map(|row| (0..header.len()).map(|at| row.get(at).map(|text| cell(text)).unwrap_or_default()).collect())
            .collect();
        let widths: Vec<usize> = (0..header.len())
            .map(|at| grid.iter().filter_map(|row| row.get(at)).map(|cell| text::width(cell)).fold(3, usize::max))
            .collect();
        let right: Vec<bool> = (0..header.len()).map(|at| grid::is_of_numbers(rows, at)).collect();
        self.gap();
        for (index, row) in grid.iter().enumerate() {
            let padded = row.iter().zip(&widths).zip(&right).map(|((cell, width), right)| {
                let pad = " ".repeat(width.saturating_sub(text::width(cell)));
                if *right { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
            });
            self.line(&format!("| {} |", padded.collect::<Vec<_>>().join(" | ")));
            if index == 0 {
                let rule = widths.iter().zip(&right).map(|(width, right)| {
                    if *right { format!("{}:", "-".repeat(width - 1)) } else { "-".repeat(*width) }
                });
                self.line(&format!("| {} |", rule.collect::<Vec<_>>().join(" | ")));
            }
        }
    }
}

/// One line with its emphasis in Markdown.
fn emphasised(spans: &[Span], form: Form) -> String {
    let mut line = String::new();
    for (at, span) in spans.iter().enumerate() {
        let words = span.text.trim();
        if words.is_empty() {
            line.push_str(&span.text);
            continue;
        }
        let sign = match span.weight {
            _ if form == Form::Heading => "**",
            Weight::Plain => "",
            Weight::Emphasis => "*",
            Weight::Strong => "**",
        };
        let (before, after) = (span.text.len() - span.text.trim_start().len(), span.text.trim_end().len());
        line.push_str(span.text.get(..before).unwrap_or_default());
        let escaped = if at == 0 && sign.is_empty() { inline(words) } else { cell(words) };
        line.push_str(&format!("{sign}{escaped}{sign}"));
        line.push_str(span.text.get(after..).unwrap_or_default());
    }
    line.trim().to_owned()
}
