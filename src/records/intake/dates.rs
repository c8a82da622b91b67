//! Dates, strictly as the format of a data card writes them: what is not such a day is none.

use super::pass::{Fold, Whole};
use super::table::Records;

/// How the dates of a column are written: `DD.MM.YYYY`, `M/D/YYYY h:mm:ss`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::records) struct DateFormat(Vec<Part>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Four digits.
    Year,
    /// Two digits: 69 to 99 are of the last century (as POSIX has it).
    ShortYear,
    /// At least and at most so many digits.
    Month(usize),
    /// An English name, or at least three letters of it.
    MonthName,
    Day(usize),
    Hour(usize),
    Minute,
    Second,
    Sign(char),
}

/// The words of a format, the longer first.
const WORDS: [(&str, Part); 11] = [
    ("YYYY", Part::Year),
    ("YY", Part::ShortYear),
    ("MMM", Part::MonthName),
    ("MM", Part::Month(2)),
    ("M", Part::Month(1)),
    ("DD", Part::Day(2)),
    ("D", Part::Day(1)),
    ("hh", Part::Hour(2)),
    ("h", Part::Hour(1)),
    ("mm", Part::Minute),
    ("ss", Part::Second),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Formats that files have, the likelier first; each also with a time of day.
const USUAL: [&str; 12] = [
    "YYYY-MM-DD",
    "M/D/YYYY",
    "D/M/YYYY",
    "D.M.YYYY",
    "D-M-YYYY",
    "M-D-YYYY",
    "M/D/YY",
    "D/M/YY",
    "D.M.YY",
    "YYYY/M/D",
    "D-MMM-YYYY",
    "D MMM YYYY",
];
const TIMES: [&str; 5] = ["", " h:mm", " h:mm:ss", "Th:mm:ss", "Th:mm:ssZ"];

/// What dates become: windows of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::records) enum Period {
    #[default]
    Day,
    Month,
    Year,
}

/// A day of the calendar, or a month where the format has no day.
struct Date {
    year: u32,
    month: u32,
    day: Option<u32>,
}

impl DateFormat {
    /// The format of this spelling; nothing where it holds other words, or not a year and a month once.
    pub(in crate::records) fn of(spelling: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut rest = spelling.trim();
        while let Some(sign) = rest.chars().next() {
            let word = WORDS.iter().find(|(word, _)| rest.starts_with(word));
            let (part, length) = match word {
                Some((word, part)) => (*part, word.len()),
                None if sign.is_alphabetic() && sign != 'T' && sign != 'Z' || sign.is_ascii_digit() => return None,
                None => (Part::Sign(sign), sign.len_utf8()),
            };
            parts.push(part);
            rest = rest.get(length..)?;
        }
        let once = |test: &dyn Fn(&Part) -> bool| parts.iter().filter(|part| test(part)).count() == 1;
        let at_most_once = |test: &dyn Fn(&Part) -> bool| parts.iter().filter(|part| test(part)).count() < 2;
        let is_whole = once(&|part| matches!(part, Part::Year | Part::ShortYear))
            && once(&|part| matches!(part, Part::Month(_) | Part::MonthName))
            && at_most_once(&|part| matches!(part, Part::Day(_)));
        // Where one number of one or two digits follows another, nobody can tell where it ends.
        let is_open = |part: &Part| matches!(part, Part::Month(1) | Part::Day(1) | Part::Hour(1));
        let is_clear = parts.windows(2).all(|pair| !is_open(&pair[0]) || matches!(pair[1], Part::Sign(_)));
        (is_whole && is_clear).then_some(Self(parts))
    }

    /// The window of time in which the date of a cell lies: `2026-02-01`, `2026-02` or `2026`; nothing if the cell is no date of
    /// this format.
    pub(in crate::records) fn window(&self, cell: &str, period: Period) -> Option<String> {
        let Date { year, month, day } = self.date(cell)?;
        Some(match (period, day) {
            (Period::Day, Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Period::Year, _) => format!("{year:04}"),
            _ => format!("{year:04}-{month:02}"),
        })
    }

    fn date(&self, cell: &str) -> Option<Date> {
        let (mut year, mut month, mut day) = (None, None, None);
        let mut rest = cell.trim();
        for part in &self.0 {
            rest = match part {
                Part::Year => take(rest, 4, 4, &mut year)?,
                Part::ShortYear => {
                    let rest = take(rest, 2, 2, &mut year)?;
                    year = year.map(|year| year + if year < 69 { 2000 } else { 1900 });
                    rest
                }
                Part::Month(least) => take(rest, *least, 2, &mut month)?,
                Part::Day(least) => take(rest, *least, 2, &mut day)?,
                Part::MonthName => named_month(rest, &mut month)?,
                Part::Hour(least) => below(24, rest, *least)?,
                Part::Minute | Part::Second => below(60, rest, 2)?,
                Part::Sign(sign) => rest.strip_prefix(*sign)?,
            };
        }
        let (year, month) = (year?, month?);
        let is_day = day.is_none_or(|day| (1..=days(year, month)).contains(&day));
        (rest.is_empty() && (1..=12).contains(&month) && is_day).then_some(Date { year, month, day })
    }

    /// The spellings of the usual formats in which all cells are dates, the likelier first. More than one means that days and
    /// months could be taken for each other.
    pub(in crate::records) fn fitting<'c>(cells: &(impl Iterator<Item = &'c str> + Clone)) -> Vec<String> {
        for time in TIMES {
            let spellings = USUAL.iter().map(|date| format!("{date}{time}"));
            let fits = |spelling: &String| {
                Self::of(spelling).is_some_and(|format| cells.clone().all(|cell| format.date(cell).is_some()))
            };
            let fitting: Vec<String> = spellings.filter(fits).collect();
            if !fitting.is_empty() {
                return fitting;
            }
        }
        Vec::new()
    }
}

/// Takes a number of at least and at most so many digits off the beginning.
fn take<'c>(rest: &'c str, least: usize, most: usize, into: &mut Option<u32>) -> Option<&'c str> {
    let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let number = rest.get(..digits).filter(|_| digits >= least)?;
    *into = Some(number.parse().ok()?);
    rest.get(digits..)
}

fn below(limit: u32, rest: &str, least: usize) -> Option<&str> {
    let mut number = None;
    let rest = take(rest, least, 2, &mut number)?;
    number.filter(|number| *number < limit).map(|_| rest)
}

fn named_month<'c>(rest: &'c str, into: &mut Option<u32>) -> Option<&'c str> {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = rest.get(..letters).filter(|word| word.len() >= 3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| month.starts_with(&word))?;
    *into = u32::try_from(month + 1).ok();
    rest.get(letters..)
}

/// Days of a month in the Gregorian calendar.
fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// A column of dates, as a data card states it.
#[derive(Clone, PartialEq)]
pub(in crate::records) struct Dated {
    /// Its name.
    pub(in crate::records) column: String,
    pub(in crate::records) format: DateFormat,
    pub(in crate::records) period: Period,
    /// What means "no date", in lower case.
    pub(in crate::records) missing: Vec<String>,
}

impl Dated {
    /// The window of a cell, empty for one without a date; nothing for a date that is wrong.
    pub(super) fn window(&self, cell: &str) -> Option<String> {
        let cell = cell.trim();
        if cell.is_empty() || self.missing.contains(&cell.to_lowercase()) {
            return Some(String::new());
        }
        self.format.window(cell, self.period)
    }
}

/// Columns of dates by their place in the file.
pub(super) type Dates = Vec<(usize, Dated)>;

/// Gives rows on with windows in the place of dates, and notices a date that is wrong.
pub(super) struct Dating<'d, F> {
    pub(super) fold: &'d F,
    pub(super) dates: &'d Dates,
    /// All columns that are read, ascending.
    pub(super) columns: &'d [usize],
}

impl<F: Fold> Fold for Dating<'_, F> {
    /// A part, and whether all its dates are right.
    type Part = (F::Part, bool);

    fn part(&self) -> Self::Part {
        (self.fold.part(), true)
    }

    fn add(&self, (part, is_right): &mut Self::Part, records: &Records<'_>) {
        let mut windows = Records::new("", self.columns);
        let mut cells: Vec<_> = self.columns.iter().map(|column| (column, records.column(*column))).collect();
        for _ in 0..records.rows() {
            for (column, cells) in &mut cells {
                let cell = cells.next().flatten().unwrap_or_default();
                let Some((_, dated)) = self.dates.iter().find(|(dated, _)| dated == *column) else {
                    windows.push_text(cell);
                    continue;
                };
                let Some(window) = dated.window(cell) else {
                    *is_right = false;
                    return;
                };
                windows.push_text(&window);
            }
        }
        self.fold.add(part, &windows);
    }

    fn seal(&self, (part, _): &mut Self::Part) {
        self.fold.seal(part);
    }
}

/// Takes the parts of [`Dating`].
pub(super) struct Right<'w, W> {
    pub(super) whole: &'w mut W,
    /// Whether all dates so far are right.
    pub(super) is_right: bool,
}

impl<P, W: Whole<P>> Whole<(P, bool)> for Right<'_, W> {
    fn take(&mut self, (part, is_right): (P, bool)) {
        self.is_right &= is_right;
        self.whole.take(part);
    }

    fn restart(&mut self) {
        self.is_right = true;
        self.whole.restart();
    }
}

sealed!(Date);

#[cfg(test)]
mod tests {
    use super::*;

    fn of(spelling: &str, cell: &str) -> Option<String> {
        DateFormat::of(spelling).unwrap().window(cell, Period::Day)
    }

    #[test]
    fn dates_are_read_as_the_format_says_and_in_no_other_way() {
        for (spelling, cell, window) in [
            ("DD.MM.YYYY", "01.02.2026", Some("2026-02-01")),
            ("DD.MM.YYYY", "1.2.2026", None),
            ("D.M.YYYY", "1.2.2026", Some("2026-02-01")),
            ("D.M.YYYY", "01.02.2026", Some("2026-02-01")),
            ("MM/DD/YYYY", "01/02/2026", Some("2026-01-02")),
            ("MM/DD/YYYY", "13/02/2026", None),
            ("YYYY-MM-DD", "2024-02-29", Some("2024-02-29")),
            ("YYYY-MM-DD", "2026-02-29", None),
            ("YYYY-MM-DD", "1900-02-29", None),
            ("YYYY-MM-DD", "2026-02-01 ", Some("2026-02-01")),
            ("YYYY-MM-DD", "2026-02-01x", None),
            ("YYYYMMDD", "20260201", Some("2026-02-01")),
            ("M/D/YYYY h:mm:ss", "3/12/2026 9:15:07", Some("2026-03-12")),
            ("M/D/YYYY h:mm:ss", "3/12/2026 9:65:07", None),
            ("D-MMM-YY", "5-Oct-99", Some("1999-10-05")),
            ("D MMM YYYY", "5 October 2026", Some("2026-10-05")),
            ("D MMM YYYY", "5 Octopus 2026", None),
            ("MM/YYYY", "02/2026", Some("2026-02")),
            ("DD.MM.YYYY", "", None),
            ("DD.MM.YYYY", "٠١.٠٢.٢٠٢٦", None),
        ] {
            assert_eq!(of(spelling, cell).as_deref(), window, "{spelling}: {cell:?}");
        }
        let format = DateFormat::of("D.M.YYYY").unwrap();
        assert_eq!(format.window("7.3.2026", Period::Month).as_deref(), Some("2026-03"));
        assert_eq!(format.window("7.3.2026", Period::Year).as_deref(), Some("2026"));
    }

    #[test]
    fn a_format_without_a_year_and_a_month_or_with_other_words_is_none() {
        for spelling in ["", "DD.MM", "YYYY", "DD.MM.YYYY YY", "dd.MM.yyyy", "%d/%m/%Y", "DMYYYY", "12.MM.YYYY"] {
            assert_eq!(DateFormat::of(spelling), None, "{spelling:?}");
        }
    }

    #[test]
    fn days_and_months_that_could_be_taken_for_each_other_are_noticed() {
        let fitting = |cells: &[&str]| DateFormat::fitting(&cells.iter().copied());
        assert_eq!(fitting(&["01/02/2026", "03/04/2026"]), ["M/D/YYYY", "D/M/YYYY"]);
        assert_eq!(fitting(&["01/02/2026", "13/04/2026"]), ["D/M/YYYY"]);
        assert_eq!(fitting(&["1/2/2026 9:00:01", "3/14/2026 10:00:00"]), ["M/D/YYYY h:mm:ss"]);
        assert_eq!(fitting(&["2026-02-01"]), ["YYYY-MM-DD"]);
        assert_eq!(fitting(&["01.02.2026", "soon"]), Vec::<String>::new());
    }
}
