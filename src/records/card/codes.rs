//! The codes of all findings about the text of a data card, each with an example that a test runs.

use crate::document::codes;

/// The data card that the examples change: it has no finding.
pub const CARD_SAMPLE: &str = include_str!("codes/sample.toml");

codes! {
    /// Every code about the text of a data card, by name. Those marked "(advice)" do not keep a card from being used.
    ///
    /// The examples are pieces of a card such as [`CARD_SAMPLE`]. Whether a card fits its data file is found when both are read,
    /// and told in the same form.
    pub const CARD_CODES;
    "backslash" "a Windows path in \"double quotes\", of which each backslash changes the next letter"
        text r#"file = "reading.csv""#
        wrong r#"file = "C:\temp\new.csv""#
        right "file = 'reading.csv'";
    "codes-alone" "`codes` without the `levels` that they stand for"
        text r#"levels = ["Rarely", "Often", "Always"]"#
        wrong "range = [1, 3]"
        right r#"levels = ["Rarely", "Often", "Always"]"#;
    "counts-and-percents" "counts of a measure beside its percents or bars: together they open hidden cells"
        text r#"show = ["n", "median"]"#
        wrong r#"show = ["n", "counts"]"#
        right r#"show = ["n", "median"]"#;
    "counts-twice" "two tables with counts of one measure: together they open hidden cells"
        text r#"measure = "score"
by = "class"
show = ["n", "median"]"#
        wrong r#"measure = "maths"
by = "class"
show = ["n", "median", "counts"]

[[view]]
id = "again"
kind = "table"
measure = "maths"
by = "group"
show = ["counts"]"#
        right r#"measure = "maths"
by = "class"
show = ["n", "median"]"#;
    "cut" "a cut score outside of the range, or not above the one before"
        text "at = 15"
        wrong "at = 25"
        right "at = 16";
    "distribution-by" "a distribution is of one group"
        text r#"only = { window = "Spring" }"#
        wrong r#"by = "group""#
        right r#"only = { group = "a" }"#;
    "duplicate-id" "two views have the same id"
        text r#"id = "spread""#
        wrong r#"id = "overview""#
        right r#"id = "spread""#;
    "duplicate-key" "a key or a table head is written twice"
        text r#"title = "Reading""#
        wrong r#"title = "Reading"
title = "Reading, grade 5""#
        right r#"title = "Reading, grade 5""#;
    "empty" "a text or a list is empty"
        text r#"title = "Reading""#
        wrong r#"title = """#
        right r#"title = "Reading""#;
    "encoding" "no encoding has this name"
        text r#"file = "reading.csv""#
        wrong r#"encoding = "windows""#
        right r#"encoding = "windows-1252""#;
    "extreme" "the least and the greatest score are never shown: they are one student's"
        text r#"show = ["n", "median"]"#
        wrong r#"show = ["n", "max"]"#
        right r#"show = ["n", "median"]"#;
    "grid-by" "a grid is of one group"
        text r#"kind = "distribution"
measure = "score"
only = { window = "Spring" }"#
        wrong r#"kind = "grid"
measure = "score"
against = "maths"
by = "group""#
        right r#"kind = "grid"
measure = "score"
against = "maths"
only = { group = "a" }"#;
    "hidden-characters" "a text holds characters that are not seen; they are left out (advice)"
        text r#"title = "Reading""#
        wrong "title = \"Read\u{200b}ing\""
        right r#"title = "Reading""#;
    "item" "the right answer is none of the options, or more points than there are count as solved"
        text r#"key = "B""#
        wrong r#"key = "E""#
        right r#"key = "C""#;
    "levels" "`levels`, `codes` or `options` do not fit together"
        text r#"levels = ["Rarely", "Often", "Always"]"#
        wrong r#"levels = ["Rarely", "Often"]"#
        right r#"levels = ["Rarely", "Often", "Always"]"#;
    "mean-of-levels" "ordered answers have no mean, no median and no quartiles"
        text r#"measure = "score"
by = "class"
show = ["n", "median"]"#
        wrong r#"measure = "effort"
by = "class"
show = ["n", "mean"]"#
        right r#"measure = "effort"
by = "class"
show = ["n", "above"]"#;
    "merged-twice" "a value belongs to two merged groups"
        text r#"Other = ["c", "d"]"#
        wrong r#"Other = ["c", "c"]"#
        right r#"Other = ["c", "d"]"#;
    "missing-key" "a key is missing that every card, column, fold, cut or view needs"
        text r#"role = "class""#
        wrong r#"label = "Class""#
        right r#"role = "class""#;
    "name-taken" "a fold takes the name of another column or fold"
        text r#"name = "maths""#
        wrong r#"name = "score""#
        right r#"name = "maths""#;
    "no-by" "a picture that compares groups does not say which"
        text r#"kind = "distribution"
measure = "score"
only = { window = "Spring" }"#
        wrong r#"kind = "groups"
measure = "score""#
        right r#"kind = "groups"
measure = "score"
by = "group""#;
    "no-cut" "`above` of a measure that does not say which level counts as reached"
        text r#"measure = "score"
by = "class"
show = ["n", "median"]"#
        wrong r#"measure = "maths"
by = "class"
show = ["n", "above"]"#
        right r#"measure = "score"
by = "class"
show = ["n", "above"]"#;
    "no-items" "the card has no item for the picture"
        text r#"kind = "distribution"
measure = "score"
only = { window = "Spring" }"#
        wrong r#"kind = "items"
measure = "Spelling""#
        right r#"kind = "items""#;
    "no-levels" "levels or counts of a measure without cut scores"
        text r#"measure = "score"
by = "group""#
        wrong r#"measure = "maths"
by = "group""#
        right r#"measure = "effort"
by = "group""#;
    "no-measure" "the card names no measure: there is nothing to look at"
        text ""
        wrong r#"schema = 1
title = "Reading"

[column.class]
role = "class""#
        right r#"schema = 1
title = "Reading"

[column.class]
role = "class"

[column.score]
role = "measure"
range = [0, 20]"#;
    "no-second" "a picture of two measures does not name the other one"
        text r#"kind = "distribution"
measure = "score"
only = { window = "Spring" }"#
        wrong r#"kind = "grid"
measure = "score""#
        right r#"kind = "grid"
measure = "score"
against = "maths""#;
    "no-time" "a picture over time has no time column, or several, or stands by time already"
        text r#"kind = "distribution"
measure = "score"
only = { window = "Spring" }"#
        wrong r#"kind = "windows"
measure = "maths""#
        right r#"kind = "windows"
measure = "maths"
over = "season""#;
    "not-a-card" "the file is no data card; perhaps it is the data"
        text ""
        wrong "class,score
A,12"
        right r#"schema = 1
title = "Reading"

[column.score]
role = "measure"
range = [0, 20]"#;
    "other-picture" "a picture that is not drawn; the better one is named"
        text r#"kind = "levels""#
        wrong r#"kind = "pie""#
        right r#"kind = "levels""#;
    "out-of-range" "a number is too small or too large"
        text r#"audience = "room""#
        wrong "minimum_group = 3"
        right "minimum_group = 15";
    "range" "`range` is not [lowest, highest], or its steps are too many"
        text "range = [0, 20]
cuts"
        wrong "range = [20, 0]
cuts"
        right "range = [0, 20]
cuts";
    "row-marks" "one mark a student, which only a team sees of its own students"
        text r#"kind = "distribution""#
        wrong r#"kind = "dots""#
        right r#"kind = "distribution""#;
    "show" "`show` in a picture that has no columns"
        text r#"only = { window = "Spring" }"#
        wrong r#"show = ["n"]"#
        right r#"only = { group = "b" }"#;
    "sign" "a delimiter, a quote or an escape is one sign"
        text r#"file = "reading.csv""#
        wrong r#"delimiter = ";;""#
        right r#"delimiter = ";""#;
    "toml" "a line is not TOML, such as text without quotes or with \"smart\" ones"
        text r#"title = "Reading""#
        wrong "title = “Reading”"
        right r#"title = "Reading""#;
    "twice" "a table shows the same column twice"
        text r#"show = ["n", "median"]"#
        wrong r#"show = ["n", "n"]"#
        right r#"show = ["n", "mean"]"#;
    "two-roles" "a column with a role of its own is folded as well"
        text r#"m_fall = "Fall""#
        wrong r#"score = "Fall""#
        right r#"m_fall = "Fall""#;
    "two-scales" "scores and ordered answers, or measures with other levels, on one scale"
        text r#"levels = ["Rarely", "Often", "Always"]"#
        wrong r#"range = [1, 3]
levels = ["Rarely", "Often", "Always"]"#
        right r#"levels = ["Rarely", "Often", "Always"]"#;
    "unknown-key" "a key that data cards do not have here; the nearest one is named"
        text r#"at_or_above = "Pass""#
        wrong r#"at_or_abve = "Pass""#
        right r#"at_or_above = "Pass""#;
    "unknown-level" "`at_or_above` names no level above the lowest"
        text r#"at_or_above = "Pass""#
        wrong r#"at_or_above = "Passed""#
        right r#"at_or_above = "Good""#;
    "unknown-name" "a view names a measure or a column that the card does not have"
        text r#"measure = "score"
by = "group""#
        wrong r#"measure = "scores"
by = "group""#
        right r#"measure = "score"
by = "class""#;
    "unknown-word" "a word that the key does not know; the nearest one is named"
        text r#"audience = "room""#
        wrong r#"audience = "everybody""#
        right r#"audience = "team""#;
    "unused-key" "a key that has no meaning for the picture"
        text r#"only = { window = "Spring" }"#
        wrong "total = true"
        right r#"only = { window = "Spring" }"#;
    "windows" "a change has two windows, a line at least two"
        text r#"kind = "distribution"
measure = "score"
only = { window = "Spring" }"#
        wrong r#"kind = "change"
measure = "maths"
over = "season"
windows = ["Fall"]"#
        right r#"kind = "change"
measure = "maths"
over = "season"
windows = ["Fall", "Spring"]"#;
    "wrong-type" "a value of another type than the key takes"
        text r#"order = ["Fall", "Spring"]"#
        wrong r#"order = "Fall, Spring""#
        right r#"order = ["Fall", "Spring"]"#;
}
