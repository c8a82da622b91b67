//! The text form of a report: file, line, column, the source line with a caret, and a hint.

use std::fmt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Finding, Place, Report, Severity};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            writeln!(f, "{}", self.one(finding))?;
        }
        Ok(())
    }
}

impl Report {
    fn one(&self, finding: &Finding) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Advice => Level::HELP.with_name("advice"),
        };
        let message = crate::text::sanitise(&finding.message);
        if let (Place::Bytes(bytes), Some(source)) = (&finding.place, &self.source) {
            let end = bytes.end.min(source.len());
            let start = bytes.start.min(end);
            let snippet =
                Snippet::source(source.as_str()).path(&self.file).annotation(AnnotationKind::Primary.span(start..end));
            let mut group = level.primary_title(message).id(finding.code).element(snippet);
            if let Some(hint) = &finding.hint {
                group = group.element(Level::HELP.with_name("try").message(crate::text::sanitise(hint)));
            }
            return Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group]);
        }
        let place = match finding.place {
            Place::Cell { row: Some(row), column: Some(column) } => format!(", row {row}, column {column}"),
            Place::Cell { row: Some(row), column: None } => format!(", row {row}"),
            Place::Cell { row: None, column: Some(column) } => format!(", column {column}"),
            _ => String::new(),
        };
        let name = if finding.severity == Severity::Error { "error" } else { "advice" };
        let mut text = format!("{name}[{}]: {message}\n  --> {}{place}", finding.code, self.file);
        if let Some(hint) = &finding.hint {
            text.push_str("\n  = try: ");
            text.push_str(&crate::text::sanitise(hint));
        }
        text
    }
}
