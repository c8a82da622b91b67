//! `chartpaper inspect`: what was understood of a data file, without a value of it but labels that ten students share.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::arguments::{Inspect, InspectFormat};
use super::trouble::{self, Trouble};
use crate::records::{self, ColumnOutline, Outline, Reading, Role};
use crate::text;

/// Rows that the text lists one by one.
const LISTED: usize = 20;

/// Prints what was understood; there is trouble if the file cannot be used because of its first row.
pub(super) fn run(arguments: &Inspect, out: &mut impl Write) -> Result<(), Trouble> {
    let (outline, refusal) = records::inspect(&arguments.data).map_err(|report| Trouble::Refused(vec![report]))?;
    match arguments.format {
        InspectFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &Facts::of(&outline)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        // There is nothing to tell of an empty file but that it is one.
        InspectFormat::Text if outline.rows + outline.set_aside + outline.reading.header_rows == 0 => {}
        InspectFormat::Text => tell(&outline, &text::sanitise(&arguments.data.to_string_lossy()), out)?,
    }
    match refusal {
        Some(report) => {
            out.flush()?;
            Err(Trouble::Refused(vec![report]))
        }
        None => Ok(()),
    }
}

/// For programs: the same facts under stable names.
#[derive(Serialize)]
struct Facts<'o> {
    bom: bool,
    columns: Vec<Value>,
    decimal: char,
    delimiter: char,
    encoding: &'o str,
    #[serde(skip_serializing_if = "Option::is_none")]
    escape: Option<char>,
    header_rows: usize,
    line_ending: &'static str,
    preamble_rows: usize,
    quote: char,
    rows: usize,
    set_aside: SetAside<'o>,
    trailing_rows: usize,
    warnings: &'o [String],
}

impl<'o> Facts<'o> {
    fn of(outline: &'o Outline) -> Self {
        let reading = &outline.reading;
        Self {
            bom: reading.has_mark,
            columns: outline.columns.iter().enumerate().map(|(index, column)| column_json(index, column)).collect(),
            decimal: if reading.decimal_comma { ',' } else { '.' },
            delimiter: reading.delimiter,
            encoding: &reading.encoding,
            escape: reading.escape,
            header_rows: reading.header_rows,
            line_ending: reading.line_ending,
            preamble_rows: reading.preamble_rows,
            quote: reading.quote,
            rows: outline.rows,
            set_aside: SetAside(outline),
            trailing_rows: reading.trailing_rows,
            warnings: &reading.warnings,
        }
    }
}

/// Rows that are set aside, written one by one: of a file that is no table there are as many as it has lines.
struct SetAside<'o>(&'o Outline);

impl Serialize for SetAside<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.problems().map(|(row, problem)| Problem { problem, row }))
    }
}

#[derive(Serialize)]
struct Problem {
    problem: &'static str,
    row: usize,
}

fn column_json(index: usize, column: &ColumnOutline) -> Value {
    let mut value = json!({
        "index": index,
        "name": column.header,
        "type": column.kind.word(),
        "missing": column.missing,
        "missing_codes": column.missing_codes,
        "distinct": column.distinct,
        "suggested_role": column.suggested.word(),
        "reason": column.reason,
    });
    if let Some(fields) = value.as_object_mut() {
        if let Some(labels) = &column.labels {
            fields.insert("labels".to_owned(), json!(labels));
        }
        if !column.formats.is_empty() {
            fields.insert("formats".to_owned(), json!(column.formats));
        }
    }
    value
}

/// For a facilitator: what was understood, what to look at, and what goes into the card.
fn tell(outline: &Outline, path: &str, out: &mut impl Write) -> io::Result<()> {
    let Reading { preamble_rows, header_rows, trailing_rows, warnings, .. } = &outline.reading;
    writeln!(out, "{}", outline.file)?;
    writeln!(out, "  {}", written(&outline.reading))?;
    let above = if *preamble_rows > 0 { format!(", {preamble_rows} above the header") } else { String::new() };
    let below = if *trailing_rows > 0 { format!(", {trailing_rows} below the table") } else { String::new() };
    let header = match header_rows {
        0 => "no header row".to_owned(),
        1 => "1 header row".to_owned(),
        rows => format!("{rows} header rows"),
    };
    let rows = text::thousands(outline.rows);
    writeln!(out, "  {rows} rows and {} columns; {header}{above}{below}", outline.columns.len())?;
    let total = outline.rows + outline.set_aside;
    if outline.set_aside > 0 {
        writeln!(out, "  {} of {} rows set aside:", text::thousands(outline.set_aside), text::thousands(total))?;
        for (row, problem) in outline.problems().take(LISTED) {
            writeln!(out, "    row {row}: {problem}")?;
        }
        if outline.set_aside > LISTED {
            writeln!(out, "    and {} more", outline.set_aside - LISTED)?;
        }
    }
    for warning in warnings {
        writeln!(out, "  Note: {warning}.")?;
    }
    writeln!(out)?;
    let wide = outline.columns.iter().map(|column| text::width(&column.header)).max().unwrap_or(0).clamp(6, 32);
    let head = ["type   ", "missing", "different", "role"];
    writeln!(out, "  {}  {}", text::fit("column", wide), head.join("  "))?;
    for column in &outline.columns {
        let name = text::fit(&text::cut(&column.header, wide), wide);
        let counts = format!("{:<7}  {:>7}  {:>9}", column.kind.word(), column.missing, column.distinct);
        writeln!(out, "  {name}  {counts}  {}: {}", column.suggested.word(), column.reason)?;
        if let Some(labels) = &column.labels {
            writeln!(out, "  {}  {}", text::fit("", wide), labels.join(", "))?;
        }
        if !column.missing_codes.is_empty() {
            writeln!(out, "  {}  no value: {}", text::fit("", wide), column.missing_codes.join(", "))?;
        }
    }
    writeln!(out)?;
    let unknown = outline.columns.iter().filter(|column| column.suggested == Role::Drop).count();
    if unknown > 0 {
        writeln!(
            out,
            "  {unknown} of the columns would not be read: give them a role in the data card if they are needed."
        )?;
    }
    writeln!(out, "  Write a data card with: chartpaper card {} -o FILE.toml", trouble::quoted(path))
}

fn written(reading: &Reading) -> String {
    let mark = if reading.has_mark { " with a byte-order mark" } else { "" };
    if matches!(reading.encoding.as_str(), "xlsx" | "xlsb" | "xls" | "ods") {
        return format!("a workbook ({})", reading.encoding);
    }
    let delimiter = match reading.delimiter {
        ',' => "commas".to_owned(),
        ';' => "semicolons".to_owned(),
        '\t' => "tabs".to_owned(),
        ' ' => "blanks".to_owned(),
        '|' => "bars".to_owned(),
        other => format!("{other} signs"),
    };
    let ends = match reading.line_ending {
        "crlf" => "CR LF",
        "cr" => "CR",
        "mixed" => "several kinds of line ends",
        _ => "LF",
    };
    let decimal = if reading.decimal_comma { ", decimal commas" } else { "" };
    let escape = reading.escape.map_or_else(String::new, |escape| format!(", marks escaped by {escape}"));
    format!(
        "{}{mark}, cells between {delimiter}, {} around texts{escape}, rows end with {ends}{decimal}",
        reading.encoding, reading.quote
    )
}
