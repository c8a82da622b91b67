//! When the meeting after this one is due.

use std::fmt;

use super::carried::Carried;
use crate::protocol::Protocol;

/// Days in a year, for retreats that are so many a year.
const YEAR: u32 = 365;

/// The meeting after this one, as the protocol plans it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The day, as `2026-04-13`.
    pub date: String,
    /// Which one it is, in words.
    pub what: String,
}

impl Next {
    /// What follows a session of `date` on this protocol; `None` where the protocol plans nothing, or the day is none.
    ///
    /// Check-points count from the first meeting; when they are over, or there are none, the year is divided by `per_year`.
    #[must_use]
    pub fn of(protocol: &Protocol, date: &str, carried: Option<&Carried>) -> Option<Self> {
        let series = protocol.series.as_ref()?;
        let earlier = carried.map(|carried| carried.sessions.as_slice()).unwrap_or_default();
        let first = earlier.first().map_or(date, |past| past.date.as_str());
        if let Some(checkpoint) = series.checkpoints.get(earlier.len()) {
            let title = protocol.steps.get(checkpoint.start_at).map_or("", |step| step.title.as_str());
            let what = format!("\"{title}\", {} days after the first meeting", checkpoint.after_days);
            return Some(Self { date: days_after(first, checkpoint.after_days)?, what });
        }
        let per_year = series.per_year.filter(|per_year| *per_year > 0)?;
        Some(Self { date: days_after(date, YEAR / per_year)?, what: format!("about then, with {per_year} a year") })
    }
}

impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.date, self.what)
    }
}

fn days_after(date: &str, days: u32) -> Option<String> {
    let date: jiff::civil::Date = date.parse().ok()?;
    Some(date.checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol;
    use crate::session::{Id, Past};

    const PROTOCOL: &str = r#"
schema = 1
id = "cycle"
title = "Cycle"
data = "none"
[series]
key = "cycle"
per_year = 4
checkpoints = [ {after_days = 21, start_at = "check"}, {after_days = 60, start_at = "check"} ]
[[step]]
id = "talk"
kind = "infer"
title = "Talk"
minutes = 10
[step.capture]
type = "list"
[[step]]
id = "check"
kind = "reflect"
title = "Check-point"
minutes = 10
only_in = "checkpoint"
[step.capture]
type = "list"
"#;

    #[test]
    fn check_points_count_from_the_first_meeting_and_then_the_year_is_divided() {
        let protocol = protocol::parse("x", PROTOCOL).unwrap().protocol;
        let after = |dates: &[&str], date: &str| {
            let past = |(at, date): (usize, &&str)| Past {
                session: Id::from_bytes([u8::try_from(at).unwrap(); 16]),
                date: (*date).to_owned(),
            };
            let carried = Carried { sessions: dates.iter().enumerate().map(past).collect(), ..Carried::default() };
            Next::of(&protocol, date, Some(&carried)).map(|next| next.to_string())
        };
        let told = |words: &str| Some(words.to_owned());
        assert_eq!(after(&[], "2026-02-10"), told("2026-03-03 (\"Check-point\", 21 days after the first meeting)"));
        // The second one is late: the third still counts from the first.
        assert_eq!(
            after(&["2026-02-10"], "2026-03-09"),
            told("2026-04-11 (\"Check-point\", 60 days after the first meeting)")
        );
        assert_eq!(after(&["2026-02-10", "2026-03-09"], "2026-04-11"), told("2026-07-11 (about then, with 4 a year)"));
        assert_eq!(after(&[], "some day"), None);
        let alone = protocol::parse("x", &PROTOCOL.replace("per_year = 4\n", "")).unwrap().protocol;
        let carried = Carried::default();
        assert!(Next::of(&alone, "2026-02-10", Some(&carried)).is_some());
        let none = crate::protocol::Protocol { series: None, ..alone };
        assert_eq!(Next::of(&none, "2026-02-10", None), None);
    }
}
