//! Where the table of a text stands: what is above it, and its header rows. What is below it is for [`foot`](super::foot).
//!
//! Nothing here guesses at values. A row above the table is left out only if it is much emptier than the table; the first row
//! of the table is its header unless it looks like the rows below it. Whatever a card states wins.

use std::collections::BTreeMap;

use super::cell::Look;
use super::split::{Dialect, Fault, Row, Split};

/// Bytes of the beginning that are looked at, rows of them, and rows that may stand above a table, without those that are remarks.
const HEAD: usize = 1 << 16;
const ROWS: usize = 300;
const ABOVE: usize = 40;

/// Remarks that are passed over.
const REMARKS: usize = 5_000;

/// Columns whose names are `1`, `2`, `3` and so on, at least: items of a test, for example. Three scores may be that by chance (ours).
const NUMBERED: usize = 5;

/// Bytes of a title that every column below it repeats.
const LONGEST_TITLE: usize = 400;

/// What a card states about rows.
#[derive(Clone, Copy, Default)]
pub(super) struct Stated {
    /// Rows above the header.
    pub(super) skip: Option<usize>,
    /// Header rows.
    pub(super) header: Option<usize>,
}

/// Where a table stands.
pub(super) struct Layout {
    /// Rows of the file above the header, blank ones too.
    pub(super) above: usize,
    /// The header rows; none if the file has only values.
    pub(super) header: Vec<Vec<String>>,
    /// How the header rows make names.
    pub(super) naming: Naming,
    /// Cells of a row.
    pub(super) width: usize,
    /// Where the first row of values begins.
    pub(super) body: usize,
    /// Rows of the file above that.
    pub(super) body_rows: usize,
}

/// How several header rows make one name a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// The first row names the columns; others say more about them.
    First,
    /// A name is spread over the rows.
    Joined,
}

struct Sampled {
    cells: Vec<String>,
    is_blank: bool,
    is_comment: bool,
    end: usize,
}

impl Sampled {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }
}

impl Layout {
    /// Looks at the beginning of a text.
    pub(super) fn of(text: &str, dialect: Dialect, stated: Stated) -> Self {
        let rows = sample(text, dialect, stated.skip.unwrap_or(0) + ROWS);
        let usual = usual_width(&rows);
        let above = stated.skip.unwrap_or_else(|| above(&rows, usual, dialect)).min(rows.len());
        // Blank rows may stand between a title and the table, also where the card counts only the title.
        let above = above + rows.iter().skip(above).take_while(|row| row.is_blank && usual > 1).count();
        let table = rows.get(above..).unwrap_or_default();
        let (count, naming) = header_rows(table, usual, stated.header);
        let header: Vec<Vec<String>> = table.iter().take(count).map(|row| row.cells.clone()).collect();
        let width = width(&header, usual, table.get(count..).unwrap_or_default());
        let body_rows = above + header.len();
        let body = body_rows.checked_sub(1).and_then(|last| rows.get(last)).map_or(0, |row| row.end);
        Self { above, header, naming, width, body, body_rows }
    }

    /// A name for every column, as the file writes it; empty where it gives none.
    pub(super) fn names(&self) -> Vec<String> {
        match self.naming {
            Naming::First => {
                let first = self.header.first();
                (0..self.width).map(|column| first.map_or("", |row| self.part(row, column)).to_owned()).collect()
            }
            Naming::Joined => self.joined(),
        }
    }

    /// What the second of several header rows says about each column, where the first one names it.
    pub(super) fn notes(&self) -> Option<&[String]> {
        (self.naming == Naming::First && self.header.len() == 3).then(|| self.header.get(1).map(Vec::as_slice))?
    }

    /// Columns at the beginning that a header row passes over: row names of a statistics program.
    fn shift(&self, row: &[String]) -> usize {
        usize::from(row.len() + 1 == self.width)
    }

    /// What a header row says about a column.
    fn part<'r>(&self, row: &'r [String], column: usize) -> &'r str {
        column.checked_sub(self.shift(row)).and_then(|at| row.get(at)).map_or("", |cell| cell.trim())
    }

    /// The parts of each name from top to bottom; a title over several columns stands over the first of them.
    fn joined(&self) -> Vec<String> {
        let last = self.header.len().saturating_sub(1);
        let mut names: Vec<Vec<&str>> = vec![Vec::new(); self.width];
        for (index, row) in self.header.iter().enumerate() {
            let is_group = index < last && self.part(row, 0).is_empty();
            let mut title = "";
            for (column, parts) in names.iter_mut().enumerate() {
                let mut found = self.part(row, column);
                if is_group && found.is_empty() {
                    found = title;
                } else {
                    title = found.get(..found.floor_char_boundary(LONGEST_TITLE)).unwrap_or(found);
                }
                if !found.is_empty() && parts.last() != Some(&found) {
                    parts.push(found);
                }
            }
        }
        names.iter().map(|parts| parts.join(" ")).collect()
    }
}

fn sample(text: &str, dialect: Dialect, most: usize) -> Vec<Sampled> {
    let is_cut = text.len() > HEAD;
    let mut split = Split::new(text, dialect);
    let mut row = Row::default();
    let mut rows = Vec::new();
    let mut remarks = 0;
    while rows.len() - remarks < most && remarks < REMARKS && split.next(&mut row) {
        if is_cut && row.end > HEAD && rows.len() - remarks > ABOVE {
            break;
        }
        // The last row of a head may be cut off inside a cell, and then has no length.
        if row.fault == Some(Fault::Open) && row.end == text.len() && !rows.is_empty() {
            break;
        }
        let is_comment = row.cell(0).starts_with('#') && !row.is_quoted(0);
        remarks += usize::from(is_comment);
        rows.push(Sampled {
            cells: row.cells().map(str::to_owned).collect(),
            is_blank: row.is_blank(),
            is_comment,
            end: row.end,
        });
    }
    rows
}

/// Cells that most rows have; the larger number where two are as frequent.
fn usual_width(rows: &[Sampled]) -> usize {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.is_blank && !row.is_comment) {
        *widths.entry(row.cells.len()).or_default() += 1;
    }
    widths.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(1, |(width, _)| width)
}

/// Rows above the header: titles, dates and notes of the program that wrote the file.
fn above(rows: &[Sampled], usual: usize, dialect: Dialect) -> usize {
    if usual < 2 {
        return rows.iter().take_while(|row| row.is_comment).count();
    }
    let mut titles = 0;
    for (index, row) in rows.iter().enumerate() {
        let filled = row.filled();
        let is_empty = row.is_blank || filled == 0;
        // Names may stand behind such a sign too (`#id`), in the last row before the values; blanks part any remark.
        let is_last = || !rows.get(index + 1).is_some_and(|next| next.is_comment);
        let is_comment = row.is_comment && (row.cells.len() != usual || dialect.delimiter == b' ' || !is_last());
        titles += usize::from(!is_comment);
        if titles > ABOVE {
            break;
        }
        let is_before_gap =
            rows.iter().skip(index + 1).find(|row| row.filled() != 1).is_some_and(|row| row.filled() == 0);
        let is_title = filled == 1 && (row.cells.len() != usual || usual > 3 || is_before_gap);
        let is_pair =
            usual > 4 && filled * 5 <= usual * 2 && row.cells.get(1).is_some_and(|cell| !cell.trim().is_empty());
        let is_emptier = is_title || is_pair && !is_group(rows, index, usual);
        let has_table = || {
            let ahead = rows.iter().skip(index + 1).take(ABOVE);
            ahead
                .clone()
                .any(|row| row.cells.len().abs_diff(usual) <= 1 && row.filled() * 10 >= usual * 6 && row.filled() > 1)
        };
        if !(is_empty || is_comment || is_emptier && has_table()) {
            return index;
        }
    }
    // Nothing but empty rows and comments.
    rows.iter().take_while(|row| row.is_blank || row.is_comment).count()
}

/// A row of titles, each over several columns, above a full row of names.
fn is_group(rows: &[Sampled], index: usize, usual: usize) -> bool {
    let (Some(row), Some(next)) = (rows.get(index), rows.get(index + 1)) else { return false };
    let at = |cells: &[String], column: usize| cells.get(column).map_or("", |cell| cell.trim()).to_owned();
    let is_words = |cell: &str| matches!(Look::of(cell), Look::Word | Look::Prose);
    let filled: Vec<usize> = (0..usual).filter(|column| !at(&row.cells, *column).is_empty()).collect();
    filled.len() > 1
        && filled.len() < usual
        && filled.windows(2).any(|pair| pair[1] - pair[0] > 1)
        && at(&row.cells, 0).is_empty()
        && filled.iter().all(|column| is_words(&at(&row.cells, *column)))
        && next.cells.len() == usual
        && next.cells.iter().all(|cell| is_words(cell.trim()))
        && values_below(&rows.iter().skip(index + 2), usual).iter().any(|share| *share >= 0.7)
}

/// For each column, the share of cells that are numbers or dates among those that are anything.
fn values_below<'r>(rows: &(impl Iterator<Item = &'r Sampled> + Clone), usual: usize) -> Vec<f64> {
    (0..usual)
        .map(|column| {
            let looks = rows
                .clone()
                .filter(|row| row.cells.len() == usual)
                .map(|row| Look::of(row.cells.get(column).map_or("", String::as_str)));
            let (mut values, mut all) = (0_u32, 0_u32);
            for look in looks.filter(|look| *look != Look::Blank) {
                all += 1;
                values += u32::from(look.is_value());
            }
            f64::from(values) / f64::from(all.max(1))
        })
        .collect()
}

/// How many rows of a table are its header, and what they mean.
fn header_rows(table: &[Sampled], usual: usize, stated: Option<usize>) -> (usize, Naming) {
    let has = |row: usize, test: &dyn Fn(&str) -> bool, least: usize| {
        table.get(row).is_some_and(|row| row.cells.iter().filter(|cell| test(cell.trim())).count() >= least)
    };
    let found = if let Some(last) =
        (1..3).find(|row| has(*row, &|cell| cell.starts_with("{\"ImportId\""), usual.div_ceil(2)))
    {
        (last + 1, Naming::First)
    } else if let Some(last) = (1..3).find(|row| has(*row, &|cell| cell.eq_ignore_ascii_case("points possible"), 1)) {
        (last + 1, Naming::First)
    } else if is_group(table, 0, usual) {
        (2, Naming::Joined)
    } else {
        let same = |row: usize| match (table.first(), table.get(row)) {
            (Some(first), Some(other)) => first.cells == other.cells && first.filled() > 1,
            _ => false,
        };
        if same(1) && is_header(table, usual) {
            (if same(2) { 3 } else { 2 }, Naming::Joined)
        } else if !is_header(table, usual) {
            (0, Naming::First)
        } else if goes_on(table, usual) {
            (2, Naming::Joined)
        } else {
            (1, Naming::First)
        }
    };
    match stated {
        Some(count) if count == found.0 => found,
        Some(count) => (count, if count > 1 { Naming::Joined } else { Naming::First }),
        None => found,
    }
}

/// Whether the first row differs from those below it as names differ from values.
fn is_header(table: &[Sampled], usual: usize) -> bool {
    let Some((first, body)) = table.split_first() else { return true };
    // A header that comes again is still one: several exports were put together.
    let body: Vec<&Sampled> = body.iter().filter(|row| row.cells != first.cells).collect();
    let shares = values_below(&body.iter().copied(), usual);
    let shift = usize::from(first.cells.len() + 1 == usual);
    let mut score = 0.0;
    let numbered = numbered(&first.cells);
    // A number names a column of other things: an item, a rule.
    let names_truths = |column: usize| {
        let mut looks = body.iter().map(|row| Look::of(row.cells.get(column).map_or("", String::as_str)));
        looks.find(|look| *look != Look::Blank) == Some(Look::Truth)
    };
    for (column, share) in shares.iter().enumerate() {
        let Some(cell) = column.checked_sub(shift).and_then(|at| first.cells.get(at)).map(|cell| cell.trim()) else {
            continue;
        };
        let again = || body.iter().any(|row| row.cells.get(column).is_some_and(|other| other.trim() == cell));
        score += match Look::of(cell) {
            Look::Blank => 0.0,
            look if look.is_value() && is_year(&first.cells, column - shift) || column >= numbered => 0.0,
            Look::Number if *share >= 0.7 && names_truths(column) => 1.0,
            // Nothing stands below it that it could name.
            look if look.is_value() && body.is_empty() => -0.7,
            look if look.is_value() => {
                if *share >= 0.7 {
                    -1.5
                } else {
                    -0.5
                }
            }
            _ if again() => -1.0,
            _ if *share >= 0.7 => 1.0,
            _ => 0.2,
        };
    }
    let mut names: Vec<&str> = first.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    score += if names.len() == all { 0.3 } else { -0.3 };
    score >= 0.0
}

/// From which cell on a row counts from 1, behind cells that are words; behind all if it does not.
fn numbered(cells: &[String]) -> usize {
    let number = |cell: &String| cell.trim().parse::<usize>().ok();
    let named = cells.iter().take_while(|cell| !Look::of(cell).is_value()).count();
    let counted = cells.iter().skip(named).zip(1..).take_while(|(cell, place)| number(cell) == Some(*place)).count();
    if named > 0 && counted >= NUMBERED && named + counted == cells.len() { named } else { cells.len() }
}

/// Whether a cell is a year of our time, or one of an earlier time beside the year before or after it.
fn is_year(cells: &[String], at: usize) -> bool {
    let year = |at: usize| {
        let cell = cells.get(at)?.trim();
        cell.parse::<u32>().ok().filter(|year| cell.len() == 4 && (1500..=2100).contains(year))
    };
    let beside = || [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(year);
    year(at).is_some_and(|this| this >= 1990 || beside().any(|other| other.abs_diff(this) == 1))
}

/// Whether the second row still names columns: words where all other rows have numbers, every one different.
fn goes_on(table: &[Sampled], usual: usize) -> bool {
    let (Some(second), Some(body)) = (table.get(1), table.get(2..)) else { return false };
    if second.cells.len() != usual || body.len() < 3 {
        return false;
    }
    let shares = values_below(&body.iter(), usual);
    let numeric: Vec<&str> =
        shares.iter().zip(&second.cells).filter(|(share, _)| **share >= 0.8).map(|(_, cell)| cell.trim()).collect();
    let mut different = numeric.clone();
    different.sort_unstable();
    different.dedup();
    numeric.len() > 1
        && different.len() == numeric.len()
        && numeric.iter().all(|cell| cell.chars().count() > 1 && matches!(Look::of(cell), Look::Word | Look::Prose))
}

/// Cells of a row that fits: as many as the header has, unless all rows have one more or the header ends in nothing.
fn width(header: &[Vec<String>], usual: usize, body: &[Sampled]) -> usize {
    let Some(named) = header.iter().map(Vec::len).max() else { return usual };
    let fits = body.iter().filter(|row| row.cells.len() == named).count();
    let beyond = header.iter().all(|row| row.iter().skip(usual).all(|cell| cell.trim().is_empty()));
    let with_row_names = named + 1 == usual
        && body.len() > 1
        && body.iter().filter(|row| row.cells.len() == usual).count() * 10 >= body.len() * 9
        && body.iter().any(|row| row.cells.last().is_some_and(|cell| !cell.trim().is_empty()));
    if named > usual && fits == 0 && beyond || with_row_names { usual } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Layout {
        Layout::of(text, Dialect::delimited(b','), Stated::default())
    }

    fn shape(text: &str) -> (usize, usize, usize) {
        let layout = of(text);
        (layout.above, layout.header.len(), layout.width)
    }

    #[test]
    fn titles_and_empty_rows_stand_above_the_table() {
        let table = "name,score,level\nZq,1,a\nZx,2,b\n";
        assert_eq!(shape(table), (0, 1, 3));
        assert_eq!(shape(&format!("Class 10b\n\n{table}")), (2, 1, 3));
        assert_eq!(shape(&format!("Class 10b,,\nAs of 12.03.2024,,\n,,\n{table}")), (3, 1, 3));
        assert_eq!(shape(&format!("# written by a program\n{table}")), (1, 1, 3));
        let remarks = "# name: 1\n#\n".repeat(60);
        assert_eq!(shape(&format!("{remarks}{table}")), (120, 1, 3), "more remarks than titles");
        assert_eq!(shape(&format!("# a,b,c\n# d\n{table}")), (2, 1, 3), "one of them parted as the table");
        assert_eq!(shape("##source=a,b\n#name,score,level\nZq,1,a\nZx,2,b\n"), (1, 1, 3), "names behind the sign");
        let blanks = Dialect::delimited(b' ');
        let layout =
            Layout::of("# name then score\nname is score x\nZq is 1 a\nZx is 2 b\n", blanks, Stated::default());
        assert_eq!((layout.above, layout.header.len(), layout.width), (1, 1, 4), "blanks part any remark");
        let layout = of(&format!("Class 10b\n\n{table}"));
        assert_eq!((layout.names(), layout.body), (vec!["name".into(), "score".into(), "level".into()], 28));
    }

    #[test]
    fn values_in_the_first_row_are_no_header() {
        assert_eq!(shape("Zq,12,a\nZx,13,b\nZy,14,a\n").1, 0);
        assert_eq!(shape("2019-03-01,12:30\n2019-03-02,12:45\n2019-03-03,1:30\n").1, 0);
        assert_eq!(shape("school,1960,1961\nZq,12,13\nZx,14,15\n").1, 1, "years one after the other");
        assert_eq!(shape("Zw,1960,1820\nZq,1712,1913\nZx,1914,1915\n").1, 0, "numbers that could be years");
        assert_eq!(shape("school,2021,2022\nZq,12,13\nZx,14,15\n").1, 1);
        assert_eq!(shape("only,names\n").1, 1);
        assert_eq!(shape("10,Zq,3\n10,Zq,3\n10,Zq,3\n").1, 0, "a row that comes again and again");
        assert_eq!(shape("name,note\nZq,fine\nZx,\"never closed, and, so, on").2, 2, "a row that is cut off");
        assert_eq!(shape("3,only\n").1, 0, "a row alone that has a number");
        assert_eq!(shape("id,1001,1002\nZq,TRUE,FALSE\nZx,TRUE,TRUE\n").1, 1, "numbers of items");
        assert_eq!(shape("id,1,2,3,4,5\nZq,1,0,0,1,1\nZx,0,0,1,1,1\n").1, 1, "counted items");
        assert_eq!(shape("Zq,1,2,3\nZx,0,1,2\nZy,4,2,1\n").1, 0, "scores that happen to count");
    }

    #[test]
    fn several_header_rows_are_one() {
        let points = of("Student,Quiz 1 (11),Quiz 2 (12)\n    Points Possible,10,20\nZq,3,4\nZx,5,6\n");
        assert_eq!(
            (points.header.len(), points.names()),
            (2, vec!["Student".into(), "Quiz 1 (11)".into(), "Quiz 2 (12)".into()])
        );
        let survey = of(
            "Q1,Q2\nHow are you?,Where?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\nfine,here\n",
        );
        assert_eq!(
            (survey.header.len(), survey.names(), survey.notes().map(<[_]>::len)),
            (3, vec!["Q1".into(), "Q2".into()], Some(2))
        );
        let groups = of(
            ",,Reading,,Math,\nID,Class,Score,Level,Score,Level\n1,a,200,2,300,3\n2,b,201,2,301,3\n3,b,202,2,302,1\n",
        );
        assert_eq!(groups.names()[2..], ["Reading Score", "Reading Level", "Math Score", "Math Level"]);
        let twice = of("a,b\na,b\n1,2\n3,4\n");
        assert_eq!((twice.header.len(), twice.names()), (2, vec!["a".into(), "b".into()]));
        let units = of("student,run,jump\nname,seconds,metres\nZq,10.1,3\nZx,10.2,4\nZy,11,3\n");
        assert_eq!(units.names(), ["student name", "run seconds", "jump metres"]);
        assert_eq!(
            of("student,run,jump\nZw,s,s\nZq,10.1,3\nZx,10.2,4\nZy,11,3\n").header.len(),
            1,
            "codes are no names"
        );
    }
}
