//! The report for a spreadsheet: CSV, one row a comment, action or prediction.

use super::Retreat;
use super::outline::{Outline, Remark, Sheet};

/// The heads of the columns.
const HEADER: [&str; 24] = [
    "session",
    "date",
    "protocol",
    "step",
    "prompt",
    "kind",
    "text",
    "tag",
    "evidence",
    "value",
    "dittos",
    "kept_for",
    "predicted",
    "actual",
    "made",
    "owner",
    "due",
    "measure",
    "audience",
    "horizon",
    "who_we_will_ask",
    "question",
    "column",
    "about",
];

/// One row, before it is protected. Cells that do not apply to its kind are empty.
#[derive(Clone, Copy, Default)]
struct Row<'a> {
    step: &'a str,
    prompt: &'a str,
    kind: &'static str,
    text: &'a str,
    tag: Option<&'a str>,
    evidence: Option<&'a str>,
    value: Option<&'a str>,
    dittos: Option<u32>,
    kept_for: Option<&'a str>,
    predicted: Option<f64>,
    actual: Option<&'a str>,
    made: Option<&'static str>,
    owner: Option<&'a str>,
    due: Option<&'a str>,
    measure: Option<&'a str>,
    horizon: Option<&'a str>,
    who_we_will_ask: Option<&'a str>,
    question: Option<&'a str>,
    column: Option<&'a str>,
    about: Option<&'a str>,
}

/// The report as CSV: UTF-8, commas, one header row, then one row a comment, an action or a prediction.
///
/// A table that a step filled has one row a filled cell: `kind` is `poll`, `matrix` and so on, `text` the name of the row, `column`
/// the head of the column, `value` what stands there.
///
/// `kind` is else `comment`, `action` or `prediction`. `value` and `actual` are values as they were shown, `predicted` is a
/// number in the unit of `actual`, `made` tells whether a prediction was made `before` or `after` the reveal. A comment
/// that was kept for a later step has one row, in the step it was said in. `audience` tells for whom the pictures were made, empty
/// without data. A cell of text never contains a line break, and one that
/// a spreadsheet could take for a formula begins with an apostrophe (OWASP, CSV injection); numbers stay numbers.
#[must_use]
pub fn csv(retreats: &[Retreat<'_>]) -> String {
    write(&retreats.iter().map(Outline::of).collect::<Vec<_>>())
}

pub(super) fn write(outlines: &[Outline]) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory, with as many cells in each row as in the header, cannot fail.
    let _ = writer.write_record(HEADER);
    for outline in outlines {
        for row in rows(outline) {
            let _ = writer.write_record(cells(outline, &row));
        }
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn rows(outline: &Outline) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for action in &outline.actions {
        rows.push(Row {
            step: &action.step.title,
            prompt: (outline.steps.iter().find(|section| section.id == action.step.id))
                .map_or("", |section| &section.prompt),
            kind: "action",
            text: &action.text,
            owner: action.owner.as_deref(),
            due: action.due.as_deref(),
            measure: action.measure.as_deref(),
            horizon: action.horizon.as_deref(),
            who_we_will_ask: action.who_we_will_ask.as_deref(),
            ..Row::default()
        });
    }
    for section in &outline.steps {
        let row = || Row { step: &section.title, prompt: &section.prompt, ..Row::default() };
        rows.extend(section.comments.iter().map(|remark| comment(&row(), remark)));
        rows.extend(section.predictions.iter().map(|guess| Row {
            kind: "prediction",
            text: &guess.label,
            predicted: Some(guess.predicted),
            value: (guess.words != format!("{}{}", guess.predicted, guess.unit)).then_some(guess.words.as_str()),
            actual: guess.actual.as_deref(),
            made: Some(if guess.after_reveal { "after" } else { "before" }),
            ..row()
        }));
        if let Some(sheet) = &section.sheet {
            rows.extend(sheet.rows.iter().flat_map(|line| table(&row(), sheet, line)));
        }
    }
    rows
}

/// The filled cells of one row of a table.
fn table<'a>(row: &Row<'a>, sheet: &'a Sheet, line: &'a [String]) -> Vec<Row<'a>> {
    let name = line.first().map_or("", String::as_str);
    let cells = sheet.header.iter().zip(line).skip(1).filter(|(_, cell)| !cell.trim().is_empty());
    let cell = |(head, cell): (&'a String, &'a String)| Row {
        kind: sheet.kind,
        text: name,
        column: Some(head),
        value: Some(cell),
        ..*row
    };
    let told: Vec<Row<'a>> = cells.map(cell).collect();
    if told.is_empty() { vec![Row { kind: sheet.kind, text: name, ..*row }] } else { told }
}

fn comment<'a>(row: &Row<'a>, remark: &'a Remark) -> Row<'a> {
    let evidence = remark.evidence.as_ref();
    Row {
        kind: "comment",
        text: &remark.text,
        tag: remark.tag.as_deref(),
        question: remark.question.as_deref(),
        about: remark.about.as_deref(),
        evidence: evidence.map(|pointer| pointer.label.as_str()),
        value: evidence.map(|pointer| pointer.value.as_str()),
        dittos: Some(remark.dittos),
        kept_for: remark.kept_for.as_ref().map(|step| step.title.as_str()),
        ..*row
    }
}

fn cells(outline: &Outline, row: &Row<'_>) -> [String; HEADER.len()] {
    let text = |cell: Option<&str>| words(cell.unwrap_or_default());
    [
        words(&outline.title),
        words(&outline.date),
        words(&outline.protocol.title),
        words(row.step),
        words(row.prompt),
        row.kind.to_owned(),
        words(row.text),
        text(row.tag),
        text(row.evidence),
        number(row.value.unwrap_or_default()),
        row.dittos.map(|dittos| dittos.to_string()).unwrap_or_default(),
        text(row.kept_for),
        row.predicted.map(|value| value.to_string()).unwrap_or_default(),
        number(row.actual.unwrap_or_default()),
        row.made.unwrap_or_default().to_owned(),
        text(row.owner),
        text(row.due),
        text(row.measure),
        text(outline.privacy.as_ref().map(|privacy| privacy.badge.as_deref().unwrap_or(privacy.audience))),
        text(row.horizon),
        text(row.who_we_will_ask),
        text(row.question),
        text(row.column),
        text(row.about),
    ]
}

/// A cell of text: one line, never a formula.
pub(super) fn words(text: &str) -> String {
    let line = crate::text::sanitise(text);
    if is_formula(&line) { format!("'{line}") } else { line }
}

/// A value as it was shown: a plain number stays one, anything else is text.
pub(super) fn number(value: &str) -> String {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let plain =
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if plain { value.to_owned() } else { words(value) }
}

/// Whether a spreadsheet could take a cell for a formula: the first character that is no blank and no quote is one with which formulas
/// begin, also in its full-width form; or the cell begins with a tab or a line break.
fn is_formula(text: &str) -> bool {
    const QUOTES: [char; 9] = ['"', '\'', '`', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{ff02}', '\u{ff07}'];
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start_matches(|c: char| c.is_whitespace() || QUOTES.contains(&c))
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_begin_a_formula_is_protected() {
        for text in [
            "=1+2",
            "+1",
            "-1+cmd",
            "@SUM(A1)",
            "  =1",
            "\"=1\"",
            "'=1",
            "\" ' =1",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            "\u{a0}=1",
            "\u{201c}=1",
            "\u{3000}＝1",
            "\t=1",
            "\r=1",
            "-",
        ] {
            assert!(words(text).starts_with('\''), "{text:?}");
        }
        for text in ["\tword", "\rword", "\nword"] {
            assert!(is_formula(text), "{text:?}");
        }
    }

    #[test]
    fn ordinary_words_and_numbers_stay_as_they_are() {
        for text in ["", "half of them", "1 = 1", "e-mail", "'tis so", "*", "31-40%"] {
            assert_eq!(words(text), text);
            assert_eq!(number(text), text);
        }
        assert_eq!(number("-3.5"), "-3.5");
        assert_eq!(number("-3.5+cmd"), "'-3.5+cmd");
        assert_eq!(number("-"), "'-");
        assert_eq!(number("=1"), "'=1");
    }
}
