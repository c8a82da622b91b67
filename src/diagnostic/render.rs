//! The text form of a report: file, line, column, the source line with a caret, and a hint.

use std::fmt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::source::Lines;
use super::{Finding, Place, Report, Severity};
use crate::text;

/// More findings than this are counted, not printed: nobody reads on.
const PRINTED: usize = 100;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.source.as_deref().map(Lines::of);
        for (index, finding) in self.findings.iter().take(PRINTED).enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            match (&finding.place, &lines) {
                (Place::Bytes(bytes), Some(lines)) => writeln!(f, "{}", self.quoted(finding, bytes, lines))?,
                _ => writeln!(f, "{}", self.unquoted(finding))?,
            }
        }
        match self.findings.len().saturating_sub(PRINTED) {
            0 => Ok(()),
            more => writeln!(f, "\n... and {more} more of the kind"),
        }
    }
}

impl Report {
    fn quoted(&self, finding: &Finding, bytes: &std::ops::Range<usize>, lines: &Lines<'_>) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Advice => Level::HELP.with_name("advice"),
        };
        let quote = lines.quote(bytes);
        let snippet = Snippet::source(quote.text)
            .line_start(quote.line)
            .path(text::sanitise(&self.file))
            .annotation(AnnotationKind::Primary.span(quote.span));
        let mut group = level.primary_title(text::sanitise(&finding.message)).id(finding.code).element(snippet);
        if let Some(hint) = &finding.hint {
            group = group.element(Level::HELP.with_name("try").message(text::sanitise(hint)));
        }
        Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group])
    }

    fn unquoted(&self, finding: &Finding) -> String {
        let place = match finding.place {
            Place::Cell { row: Some(row), column: Some(column) } => format!(", row {row}, column {column}"),
            Place::Cell { row: Some(row), column: None } => format!(", row {row}"),
            Place::Cell { row: None, column: Some(column) } => format!(", column {column}"),
            _ => String::new(),
        };
        let name = finding.severity.word();
        let message = text::sanitise(&finding.message);
        let mut shown = format!("{name}[{}]: {message}\n  --> {}{place}", finding.code, text::sanitise(&self.file));
        if let Some(hint) = &finding.hint {
            shown.push_str("\n  = try: ");
            shown.push_str(&text::sanitise(hint));
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(source: &str, bytes: std::ops::Range<usize>) -> Report {
        let finding = Finding::error("unknown-key", Place::Bytes(bytes), "`promt` is not a key").hint("write `prompt`");
        Report { file: "my.toml".into(), source: Some(source.into()), findings: vec![finding] }
    }

    #[test]
    fn a_finding_shows_file_line_column_source_caret_and_hint() {
        let shown = report("a = 1\npromt = 2\n", 6..11).to_string();
        assert_eq!(
            shown,
            "error[unknown-key]: `promt` is not a key\n --> my.toml:2:1\n  |\n2 | promt = 2\n  | ^^^^^\n  |\n  = try: write `prompt`\n"
        );
    }

    #[test]
    fn nothing_in_the_file_or_its_name_reaches_the_terminal_as_a_control() {
        let source = "x = \"\u{1b}]0;owned\u{7}\u{202e}\"\tpromt\n";
        let mut report = report(source, source.find("promt").unwrap()..source.len());
        report.file = "e\u{1b}[2Jvil.toml".into();
        let shown = report.to_string();
        assert!(shown.chars().all(|c| c == '\n' || text::is_showable(c)), "{shown:?}");
        assert!(shown.contains(":1:19"), "{shown}");
    }

    #[test]
    fn a_tab_before_the_place_moves_the_caret_as_it_moves_the_text() {
        let shown = report("\tpromt = 2\n", 1..6).to_string();
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines[3].find("promt"), lines[4].find('^'), "{shown}");
    }

    #[test]
    fn an_endless_line_is_cut_and_an_endless_list_is_counted() {
        let long = format!("{}promt = 2", "x".repeat(200_000));
        let shown = report(&long, 200_000..200_005).to_string();
        assert!(shown.len() < 2_000 && shown.contains("promt"), "{}", shown.len());
        let mut many = report("promt = 1", 0..5);
        many.findings = vec![many.findings[0].clone(); 250];
        assert!(many.to_string().ends_with("... and 150 more of the kind\n"));
    }
}
