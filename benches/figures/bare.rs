//! The program to compare with: polars reads the same file and computes the aggregates of the twelve views, and nothing else.
//!
//! Written as somebody would who knows polars: only the columns that are needed are read, with their types declared, rows are
//! filtered once for all views that look at the same ones, and every aggregate is a grouping of what is left. It is eager: the
//! lazy and the streaming engine are not among the features that chartpaper has, and were within a tenth of it
//! where both were measured. No rounding, no hiding, no audit, no labels, no fingerprint of the file.

use std::path::Path;
use std::sync::Arc;

use polars::prelude::*;
use polars_io::SerReader;
use polars_io::csv::read::CsvReadOptions;

use crate::Result;

/// The columns that the views look at.
const COLUMNS: [&str; 9] = ["grade", "class", "gender", "english_learner", "iep", "subject", "window", "year", "score"];

/// The scores from which the levels begin.
const CUTS: [i32; 3] = [190, 205, 220];

/// Reads the CSV beside a card and computes the aggregates; students and median of the distribution in reading, so that it can be
/// seen that both programs computed the same.
#[expect(deprecated, reason = "what takes their place is lazy")]
pub(crate) fn compute(card: &Path) -> Result<(u32, f64)> {
    let all = read(&card.with_extension("csv"))?;
    let is = |name: &str, value: &str| -> PolarsResult<BooleanChunked> { Ok(all.column(name)?.str()?.equal(value)) };
    let this_year = is("year", "2024-25")?;
    let reading = all.filter(&(is("subject", "Reading")? & this_year.clone()))?;
    let mathematics = all.filter(&(is("subject", "Mathematics")? & this_year))?;
    drop(all);
    let spring = |part: &DataFrame| part.filter(&part.column("window")?.str()?.equal("Spring"));
    let reading_spring = spring(&reading)?;
    let mathematics_spring = spring(&mathematics)?;
    let fifth = reading_spring.filter(&reading_spring.column("grade")?.i32()?.equal(5))?;
    let mut groups = 0;
    for (part, by) in [
        (&reading, "window"),
        (&reading_spring, "grade"),
        (&reading_spring, "gender"),
        (&reading_spring, "english_learner"),
        (&reading_spring, "iep"),
        (&fifth, "class"),
        (&mathematics_spring, "grade"),
        (&mathematics, "window"),
    ] {
        groups += part.group_by([by, "reached"])?.select(["score"]).count()?.height();
    }
    for part in [&reading_spring, &mathematics_spring] {
        groups += part.group_by(["score"])?.select(["reached"]).count()?.height();
        groups += usize::from(part.column("score")?.i32()?.median().is_some());
    }
    for (part, by) in [(&reading_spring, "grade"), (&mathematics, "window")] {
        let grouped = part.group_by([by])?;
        groups += grouped.clone().select(["score"]).count()?.height();
        groups += grouped.clone().select(["score"]).median()?.height();
        groups += grouped.clone().select(["score", "above"]).mean()?.height();
    }
    if groups == 0 {
        return Err("polars found no group".into());
    }
    let scores = reading_spring.column("score")?.i32()?;
    let students = u32::try_from(scores.len() - scores.null_count())?;
    Ok((students, scores.median().ok_or("polars found no score")?))
}

/// The needed columns, the level that each score reaches, and whether it is at or above the second cut.
fn read(csv: &Path) -> Result<DataFrame> {
    let header = crate::made_up::HEADER.split(',');
    let schema: Schema = header
        .map(|name| {
            let is_number = matches!(name, "grade" | "score" | "percentile" | "level");
            (name.into(), if is_number { DataType::Int32 } else { DataType::String })
        })
        .collect();
    let columns: Arc<[PlSmallStr]> = COLUMNS.iter().map(|name| PlSmallStr::from(*name)).collect();
    let mut frame = CsvReadOptions::default()
        .with_has_header(true)
        .with_schema(Some(Arc::new(schema)))
        .with_columns(Some(columns))
        .try_into_reader_with_file_path(Some(csv.to_path_buf()))?
        .finish()?;
    let scores = frame.column("score")?.i32()?.clone();
    let level = |score: i32| CUTS.iter().map(|cut| i32::from(score >= *cut)).sum::<i32>();
    let reached: Int32Chunked = scores.apply_values(level);
    let above: Int32Chunked = scores.apply_values(|score| i32::from(score >= CUTS[1]));
    frame.with_column(reached.with_name("reached".into()).into_column())?;
    frame.with_column(above.with_name("above".into()).into_column())?;
    Ok(frame)
}
