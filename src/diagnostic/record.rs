//! The machine-readable form of a report, for editors and scripts.

use serde::Serialize;

use super::source::Lines;
use super::{Place, Report};
use crate::text;

/// One finding as editors read it. Lines and columns count from 1; columns are characters; a finding about the file as a
/// whole stands at 1:1. In a data file the line is the record and the column the column of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The file as the user named it.
    pub file: String,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// The column behind the last one on that line.
    pub end_column: usize,
    /// `error` or `advice`.
    pub severity: &'static str,
    /// Stable short name.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to try next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Report {
    /// The findings as records; those of several reports can be put into one list.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        let lines = Lines::of(self.source.as_deref().unwrap_or_default());
        let record = |finding: &super::Finding| {
            let (line, column, end_column) = match &finding.place {
                Place::Bytes(bytes) => {
                    let (line, column) = lines.position(bytes.start);
                    (line, column, lines.end_column(bytes))
                }
                Place::Cell { row, column } => (row.unwrap_or(1), column.unwrap_or(1), column.unwrap_or(1) + 1),
                Place::File => (1, 1, 1),
            };
            Record {
                file: text::sanitise(&self.file),
                line,
                column,
                end_column,
                severity: finding.severity.word(),
                code: finding.code,
                message: text::sanitise(&finding.message),
                hint: finding.hint.as_deref().map(text::sanitise),
            }
        };
        self.findings.iter().map(record).collect()
    }

    /// The findings as a JSON list: `[{"file","line","column","end_column","severity","code","message","hint"?}]`.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain texts and numbers: there is nothing in a record that JSON cannot hold.
        serde_json::to_string(&self.records()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Finding, Place, Report};

    #[test]
    fn json_has_the_agreed_members_in_the_agreed_order() {
        let report = Report {
            file: "a\u{1b}.toml".into(),
            source: Some("x = 1\nyy = 2\n".into()),
            findings: vec![
                Finding::advice("one", Place::File, "whole"),
                Finding::error("two", Place::Bytes(6..8), "said \"so\"").hint("try"),
                Finding::error("three", Place::Cell { row: Some(7), column: None }, "row"),
            ],
        };
        assert_eq!(
            report.to_json(),
            concat!(
                r#"[{"file":"a.toml","line":1,"column":1,"end_column":1,"severity":"advice","code":"one","message":"whole"},"#,
                r#"{"file":"a.toml","line":2,"column":1,"end_column":3,"severity":"error","code":"two","message":"said \"so\"","hint":"try"},"#,
                r#"{"file":"a.toml","line":7,"column":1,"end_column":2,"severity":"error","code":"three","message":"row"}]"#,
            )
        );
    }
}
