//! A data card to start from: commented TOML with a role for every column.

use std::fmt::Write as _;

use super::super::outline::{ColumnKind, ColumnOutline, Outline, Reading, Role};
use super::decode::is_known_missing;

/// A card that loads as it stands. `roles` are the confirmed ones, in the order of the columns; for columns beyond them the
/// suggested ones are taken, so that an empty list gives the card that `chartpaper card` writes.
#[must_use]
pub fn starting_card(outline: &Outline, roles: &[Role]) -> String {
    let mut card = String::from(HEAD);
    // Writing into a String cannot fail, here and below.
    let _ = write_source(&mut card, &outline.reading);
    let role_of = |(index, column): (usize, &ColumnOutline)| roles.get(index).copied().unwrap_or(column.suggested);
    if !outline.columns.iter().enumerate().map(role_of).any(|role| matches!(role, Role::Measure)) {
        card.push_str(NO_MEASURE);
    }
    for (index, column) in outline.columns.iter().enumerate() {
        let role = roles.get(index).copied().unwrap_or(column.suggested);
        let _ = write_column(&mut card, column, role);
    }
    card.push_str(TAIL);
    card
}

/// How the file was read, as comments: what is wrong of it can be stated.
fn write_source(card: &mut String, reading: &Reading) -> std::fmt::Result {
    writeln!(
        card,
        "\n# How the file was read. If something of it is wrong, state it: take away the # of [source] and of that line."
    )?;
    writeln!(card, "# [source]")?;
    let delimiter = if reading.delimiter == '\t' { "tab".to_owned() } else { reading.delimiter.to_string() };
    writeln!(card, "# encoding = {}", quoted(&reading.encoding))?;
    writeln!(card, "# delimiter = {}", quoted(&delimiter))?;
    writeln!(card, "# decimal = \"{}\"", if reading.decimal_comma { ',' } else { '.' })?;
    writeln!(card, "# skip_rows = {}             # above the header", reading.preamble_rows)?;
    writeln!(card, "# header_rows = {}", reading.header_rows)?;
    writeln!(card, "# skip_end = {}              # totals and notes below the table", reading.trailing_rows)
}

/// More dates than this are put together in months.
const FEW_DATES: usize = 12;

const HEAD: &str = r#"# A data card: what each column of the CSV file is for. Nothing that has no role here is ever read.
schema = 1
title = "Our data"          # what the room reads; no name of a person
audience = "room"           # "room": everybody sees the screen. "team": a team looks at its own students
minimum_group = 10          # nothing is shown of fewer students

# Roles: identifier (never shown), group, class (shown as Class A, Class B), measure, item (of a test), time (test windows),
#        text (never shown), drop (never read).
"#;

const NO_MEASURE: &str = "
# No column was taken for scores. Before there is a picture, give at least one the role measure, with its scale:
# role = \"measure\"
# range = [0, 20]             # the possible scores, not those that occur
# step = 1
";

const TAIL: &str = r#"
# Without views good ones are prepared, the best first. To choose them yourself:
#
# [[view]]
# id = "overview"
# kind = "levels"           # see below
# measure = "score"         # the name of a column above
# by = "window"             # a group, class or time column; leave it out for everybody
# only = { window = "Spring" }
# windows = ["Fall", "Spring"]  # which windows, where `by` or the picture is over time; else all
# total = true              # a last row of everybody
# title = "Reading in spring"   # else made from the labels
# slot = "overview"         # the name by which a protocol asks for it
#
# Kinds, and what else they take:
# levels        share at each level, one row a group or window; measures = ["q1", "q2"] has one row a statement
# distribution  how the scores of one group are spread; dots = true draws one dot for five students
# groups        distributions beside each other, needs by
# box           quartiles of groups, needs by
# change        the same students in two windows, and how many grew; show = ["median"], ["mean"] or ["above"]
# windows       one line a group (at most four) over time; show as for change; over = "window" where there are two time columns
# grid          two measures in bands: against = "other score"
# items         share that solved each item, the hardest first; measure = "a test" where there are several; by as a class
# table         show = ["n", "median", "mean", "above"], or ["n", "counts"] alone
# dots, scatter, rows   one mark a student: only with audience = "team", without by; scatter needs against
#
# Other files of the same students, named after this one: [join] with by = "student_id" (also = ["Number"], if they call it so;
#        ignore = ["case", "leading-zeros"]), and [[join.view]] for pictures of both, as [[view]]: against = "mathematics.score".
#
# Dates as windows: role = "time" with format = "DD.MM.YYYY" as the file writes them (also M/D/YYYY, D-MMM-YY, hh:mm:ss), and
#        window = "month" (or "day", "year"). A row with another date is set aside and counted.
# For the same students in all windows: design = "cohort" at the top. For grown-ups: unit = "adult".
# One group out of several: merge = { Other = ["A", "B"] } under a column of role group.
# An item of a test: role = "item", with points = 2 and solved = 1, or key = "B" and options = ["A", "B", "C"];
#        test = "Fractions" puts items together. No answer counts as not solved.
"#;

fn write_column(card: &mut String, column: &ColumnOutline, role: Role) -> std::fmt::Result {
    if column.is_withheld {
        // To repeat the name would put it into one more file.
        writeln!(
            card,
            "\n# {}: its name is that of a student of the file, so it stands here for nothing.",
            column.header
        )?;
        return writeln!(card, "# To use it, write [column.NAME] with its name, and a role.");
    }
    let has_scale = column.scale.is_some() || column.answers.is_some();
    // A measure without numbers has no scale that could be proposed; reading it must be asked for by hand.
    let role = if role == Role::Measure && !has_scale && column.labels.is_none() { Role::Drop } else { role };
    writeln!(card, "\n[column.{}]", quoted(&column.header))?;
    writeln!(card, "role = \"{}\"{}", role.word(), reason(column, role))?;
    let is_read = matches!(role, Role::Measure | Role::Time | Role::Group | Role::Class);
    if let Some(note) = column.note.as_ref().filter(|_| is_read) {
        writeln!(card, "label = {}", quoted(note))?;
    }
    let codes: Vec<String> = column.missing_codes.iter().filter(|code| !is_known_missing(code)).cloned().collect();
    if is_read && !codes.is_empty() {
        writeln!(card, "missing = [{}]  # these mean \"no value\"", list(&codes))?;
    }
    match role {
        Role::Measure => write_scale(card, column),
        Role::Time if column.kind == ColumnKind::Date => write_dates(card, column),
        Role::Time | Role::Group => match &column.labels {
            Some(labels) => writeln!(card, "order = [{}]", list(labels)),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn reason(column: &ColumnOutline, role: Role) -> String {
    let why = if role == column.suggested { column.reason } else { "as confirmed" };
    format!("  # {}, {} different, {} missing: {why}", column.kind.word(), column.distinct, column.missing)
}

/// How the dates of a column are written; where days and months could be taken for each other, that must be said by a person.
fn write_dates(card: &mut String, column: &ColumnOutline) -> std::fmt::Result {
    match column.formats.as_slice() {
        [] => return Ok(()),
        [format] => writeln!(card, "format = {}  # a row with another date is set aside", quoted(format))?,
        formats => {
            let all = formats.iter().map(|format| quoted(format)).collect::<Vec<_>>().join(" or ");
            writeln!(card, "# Days and months could be taken for each other. Write format = {all}")?;
            return Ok(());
        }
    }
    let window = if column.distinct > FEW_DATES { "window" } else { "# window" };
    writeln!(card, "{window} = \"month\"  # or \"day\", or \"year\"")
}

fn write_scale(card: &mut String, column: &ColumnOutline) -> std::fmt::Result {
    if let Some(answers) = &column.answers {
        return writeln!(card, "levels = [{}]  # lowest first", list(answers));
    }
    match (&column.scale, &column.labels) {
        (Some(scale), _) => {
            writeln!(card, "range = [{}, {}]  # the possible scores, not those that occur", scale.low, scale.high)?;
            writeln!(card, "step = {}", scale.step)?;
            writeln!(card, "# below = \"1 Not yet\"")?;
            writeln!(card, "# cuts = [{{ at = 205, name = \"2 Meeting\" }}]")?;
            writeln!(card, "# at_or_above = \"2 Meeting\"")
        }
        (None, Some(labels)) => writeln!(card, "levels = [{}]  # lowest first", list(labels)),
        (None, None) => Ok(()),
    }
}

fn list(labels: &[String]) -> String {
    labels.iter().map(|label| quoted(label)).collect::<Vec<_>>().join(", ")
}

/// A TOML basic string; the text is sanitised, so that only these two signs need care.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
