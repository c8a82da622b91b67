//! How large a number may be: one place for the decoder and the schema.

use std::ops::RangeInclusive;

/// Minutes of a step, a segment: up to four hours, as long as a half-day workshop.
pub(super) const MINUTES: RangeInclusive<i64> = 1..=240;

/// Minutes of a protocol: up to a day.
pub(super) const MAX_MINUTES: RangeInclusive<i64> = 1..=1440;

/// Smallest group. 5 is the lowest threshold anywhere (surveys of grown-ups; PRIVACY section 4): below it the line would change
/// nothing.
pub(super) const MIN_GROUP: RangeInclusive<i64> = 5..=1000;

/// People in a small group.
pub(super) const GROUP_SIZE: RangeInclusive<i64> = 2..=12;

/// Place in the order in which steps are shortened.
pub(super) const CUT_ORDER: RangeInclusive<i64> = 1..=99;

/// Retreats in a year: up to one a week.
pub(super) const PER_YEAR: RangeInclusive<i64> = 1..=60;

/// Days from the first meeting to a check-point.
pub(super) const AFTER_DAYS: RangeInclusive<i64> = 1..=1000;

/// Most comments that a person is asked for.
pub(super) const PER_PERSON: RangeInclusive<i64> = 1..=20;

/// Most comments that a step takes.
pub(super) const LIMIT: RangeInclusive<i64> = 1..=20;

/// Dots of a person, and how many go on.
pub(super) const DOTS: RangeInclusive<i64> = 1..=20;

/// A part of the people.
pub(super) const PERCENT: RangeInclusive<i64> = 1..=100;

/// Fingers that everybody is to show.
pub(super) const FINGERS: RangeInclusive<i64> = 1..=5;

/// Ends of an axis.
pub(super) const AXIS: RangeInclusive<i64> = -100..=100;

/// Longest id: it stands in file names and in every line of a session.
pub(super) const ID_LENGTH: usize = 40;
