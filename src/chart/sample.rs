//! Views for the tests of `chart`, `ui` and `report`: three that look like a school's, and random ones. They come through the
//! gate as a stored session does: there is no other way to make one.

mod kinds;

pub(crate) use kinds::{boxes, change, dots, grid, groups, items, scatter, stacked, students, windows};

use serde_json::{Value, json};

use crate::records::{self, View};

/// A row of a levels view: label, n (none: hidden), shares such as `31-35`, share at or above the cut.
type Group = (String, Option<u32>, Vec<String>, String);

/// What a test wants to see. Numbers are texts; one that is no number is hidden.
#[derive(Clone, Debug)]
pub(crate) enum Sample {
    Levels {
        levels: Vec<String>,
        cut: Option<usize>,
        rows: Vec<Group>,
    },
    /// Bins are (from, to, count), open where `None`.
    Scores {
        range: (f64, f64),
        cuts: Vec<(f64, String)>,
        bins: Vec<(Option<f64>, Option<f64>, String)>,
        median: String,
        bands: Vec<String>,
    },
    /// The columns are n, median and percent at or above.
    Table {
        rows: Vec<(String, [String; 3])>,
    },
}

pub(crate) fn made(sample: &Sample) -> View {
    admitted(&stored(sample), "room")
}

/// The only place in which views for tests are made.
fn admitted(view: &Value, audience: &str) -> View {
    let stored = json!({
        "title": "Reading",
        "audience": audience,
        "minimum_group": 10,
        "fingerprint": "0123456789abcdef",
        "rows": "50-99 rows",
        "notices": [],
        "views": [view],
    });
    records::reopen(&stored).unwrap_or_else(|error| panic!("{error}: {stored}")).views()[0].clone()
}

fn stored(sample: &Sample) -> Value {
    match sample {
        Sample::Levels { levels, cut, rows } => {
            let labels: Vec<&String> = rows.iter().map(|row| &row.0).collect();
            let body = rows.iter().map(|(_, n, shares, above)| {
                let shares: Vec<Value> = shares.iter().map(|share| percent(share)).collect();
                json!({ "n": n.map_or_else(hidden, |n| number(&n.to_string())), "shares": shares, "above": percent(above) })
            });
            view(
                ["Reading, Grade 5: share at each level, by window", "Same students"],
                &json!({ "kind": "levels", "row_label": "Test window", "levels": levels, "cut": cut, "rows": labels }),
                &body.collect(),
                &["Shares are rounded to ranges."],
            )
        }
        Sample::Scores { range, cuts, bins, median, bands } => {
            let cuts: Vec<Value> = cuts.iter().map(|(score, name)| json!({ "score": score, "name": name })).collect();
            let label = |from: &Option<f64>, to: &Option<f64>| match (from, to) {
                (None, Some(to)) => format!("under {to}"),
                (Some(from), None) => format!("{from} and above"),
                (Some(from), Some(to)) => format!("{from} to {}", to - 1.0),
                (None, None) => "all".to_owned(),
            };
            let bars = bins.iter().map(
                |(from, to, count)| json!({ "from": from, "to": to, "label": label(from, to), "count": number(count) }),
            );
            let shows = !bins.is_empty() || bands.iter().chain([median]).any(|text| text != records::HIDDEN);
            view(
                ["Reading (RIT), Grade 5, Spring", "n = 96 of 98 tested"],
                &json!({ "kind": "distribution", "low": range.0, "high": range.1, "step": 1.0, "cuts": cuts, "below": "Not yet" }),
                &json!({
                    "n": if shows { number("96") } else { hidden() },
                    "bins": bars.collect::<Vec<_>>(),
                    "median": number(median),
                    "bands": bands.iter().map(|band| percent(band)).collect::<Vec<_>>(),
                }),
                &[],
            )
        }
        Sample::Table { rows } => view(
            ["Reading, Grade 5, by class", "Spring"],
            &json!({
                "kind": "table",
                "row_label": "Class",
                "rows": rows.iter().map(|row| &row.0).collect::<Vec<_>>(),
                "columns": [
                    { "id": "n", "label": "Students" },
                    { "id": "median", "label": "Median", "unit": "RIT", "range": [150.0, 260.0] },
                    { "id": "above", "label": "At or above 207 Meeting", "unit": "%" },
                ],
            }),
            &rows.iter().map(|(_, [n, median, above])| json!([number(n), number(median), percent(above)])).collect(),
            &[],
        ),
    }
}

fn view([title, subtitle]: [&str; 2], frame: &Value, body: &Value, notes: &[&str]) -> Value {
    json!({
        "id": "view",
        "measure": "Reading",
        "title": title,
        "subtitle": subtitle,
        "frame": frame,
        "body": body,
        "notes": notes,
    })
}

fn hidden() -> Value {
    json!({ "hidden": true })
}

fn shown(text: &str, low: f64, high: f64) -> Value {
    json!({ "text": text, "low": low, "high": high })
}

fn number(text: &str) -> Value {
    text.parse::<f64>().map_or_else(|_| hidden(), |value| shown(text, value, value))
}

/// `31-35`, `<=5`, `>=80` or `12` percent; anything else is hidden.
fn percent(text: &str) -> Value {
    let value = |text: &str| text.parse::<f64>().ok();
    let ends = if let Some(limit) = text.strip_prefix("<=") {
        value(limit).map(|limit| (0.0, limit))
    } else if let Some(limit) = text.strip_prefix(">=") {
        value(limit).map(|limit| (limit, 100.0))
    } else if let Some((low, high)) = text.split_once('-') {
        value(low).zip(value(high))
    } else {
        value(text).map(|value| (value, value))
    };
    let sign = text.replace("<=", "\u{2264}").replace(">=", "\u{2265}");
    ends.map_or_else(hidden, |(low, high)| shown(&format!("{sign}%"), low, high))
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(crate) fn group(label: &str, n: Option<u32>, shares: &[&str], above: &str) -> Group {
    (label.to_owned(), n, texts(shares), above.to_owned())
}

pub(crate) fn levels_of(cut: Option<usize>, rows: Vec<Group>) -> View {
    made(&Sample::Levels { levels: texts(&["Not yet", "Approaching", "Meeting", "Exceeding"]), cut, rows })
}

/// Two windows, one of a small group in two parts, one hidden.
pub(crate) fn levels() -> View {
    levels_of(
        Some(2),
        vec![
            group("Fall", Some(81), &["21-25", "31-35", "31-35", "11-15"], "46-50"),
            group("Winter", Some(80), &["16-20", "26-30", "36-40", "16-20"], "51-55"),
            group("Spring", Some(14), &["31-40", "61-70"], "61-70"),
            group("Summer", None, &["", "", "", ""], ""),
        ],
    )
}

pub(crate) fn distribution() -> View {
    let edges = [180.0, 190.0, 198.0, 207.0, 215.0, 223.0];
    let counts = ["7", "12", "15", "18", "21", "13", "10"];
    let from = std::iter::once(None).chain(edges.map(Some));
    let to = edges.map(Some).into_iter().chain([None]);
    made(&Sample::Scores {
        range: (150.0, 260.0),
        cuts: vec![(190.0, "Approaching".to_owned()), (207.0, "Meeting".to_owned()), (223.0, "Exceeding".to_owned())],
        bins: from.zip(to).zip(counts).map(|((from, to), count)| (from, to, count.to_owned())).collect(),
        median: "205".to_owned(),
        bands: texts(&["16-20", "31-35", "36-40", "11-15"]),
    })
}

pub(crate) fn table() -> View {
    let row = |label: &str, cells: [&str; 3]| (label.to_owned(), cells.map(str::to_owned));
    made(&Sample::Table {
        rows: vec![
            row("Class A", ["25", "205", "46-50"]),
            row("Class B", ["24", "211", "61-65"]),
            row("Class C", ["*", "*", "*"]),
            row("All", ["96", "207", "51-55"]),
        ],
    })
}

/// A seeded stream of numbers (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `end - 1`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn one<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const LABELS: [&str; 12] = [
    "Fall",
    "Winter",
    "Spring",
    "EL",
    "Not EL",
    "学校の成績について",
    "e\u{301}te\u{301}",
    "",
    "1",
    "A group whose name is much too long for any screen",
    "🙂 team",
    "Fall",
];
const NAMES: [&str; 7] =
    ["Not yet", "Approaching", "Meeting", "Exceeding", "学校", "", "A level with a very long name indeed"];

/// How many kinds [`random`] makes, one after another.
pub(crate) const KINDS: u64 = 13;

/// A view whose frame depends on `frame` alone and whose body depends on both; the kind goes by the remainder of `frame`.
pub(crate) fn random(frame: u64, body: u64) -> View {
    let kind = frame % KINDS;
    let mut frame = Dice(frame);
    let mut body = Dice(body ^ 0x5555_5555);
    let count = 1 + frame.below(10);
    let labels: Vec<String> = (0..count).map(|_| frame.one(&LABELS).to_owned()).collect();
    if kind > 2 {
        return kinds::random(kind, &labels, &mut frame, &mut body);
    }
    made(&match kind {
        0 => {
            let levels: Vec<String> = (0..2 + frame.below(6)).map(|_| frame.one(&NAMES).to_owned()).collect();
            let cut = (frame.below(3) > 0).then(|| 1 + frame.below(levels.len() - 1));
            let rows = labels.into_iter().map(|label| random_group(label, &levels, cut, &mut body)).collect();
            Sample::Levels { levels, cut, rows }
        }
        1 => random_scores(&mut frame, &mut body),
        _ => {
            let mut row = || match body.one(&["*", "70", "12345678"]) {
                "*" => ["*"; 3],
                n => [n, body.one(&["*", "7", "207.25", "12345678", "-3"]), body.one(&["*", "<=5", "31-35", "88"])],
            };
            Sample::Table { rows: labels.into_iter().map(|label| (label, row().map(str::to_owned))).collect() }
        }
    })
}

fn random_group(label: String, levels: &[String], cut: Option<usize>, body: &mut Dice) -> Group {
    let hidden = vec![String::new(); levels.len()];
    let mut share = |most: usize| {
        let low = body.below(most + 1);
        let width = body.below(3) * 4;
        let high = (low + width).min(100);
        (low, if low == high { low.to_string() } else { format!("{low}-{high}") })
    };
    let mut left = 100;
    let mut shares = Vec::new();
    for _ in levels {
        let (low, text) = share(left);
        left -= low;
        shares.push(text);
    }
    let (_, above) = share(100);
    match body.below(5) {
        0 => (label, None, hidden, String::new()),
        1 => (label, Some(70), hidden, String::new()),
        2 if cut.is_some() => (label, Some(12), vec![shares.swap_remove(0), above.clone()], above),
        _ => (label, Some(10 + u32::try_from(body.below(99_999)).unwrap()), shares, above),
    }
}

fn random_scores(frame: &mut Dice, body: &mut Dice) -> Sample {
    let low = frame.below(200) as f64;
    let high = low + 10.0 + frame.below(400) as f64;
    let span = high - low;
    let mut at: Vec<f64> =
        (0..frame.below(5)).map(|_| low + 1.0 + ((span - 1.0) * frame.below(99) as f64 / 100.0).round()).collect();
    at.sort_by(f64::total_cmp);
    at.dedup();
    let cuts: Vec<_> = at.iter().map(|score| (*score, frame.one(&NAMES).to_owned())).collect();
    let mut edges: Vec<f64> =
        (0..body.below(15)).map(|_| low + (span * body.below(99) as f64 / 100.0).round()).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let from = std::iter::once(None).chain(edges.iter().copied().map(Some));
    let to = edges.iter().copied().map(Some).chain([None]);
    let mut bins: Vec<_> =
        from.zip(to).map(|(from, to)| (from, to, body.one(&["3", "12", "140", "*"]).to_owned())).collect();
    if bins.len() == 1 || body.below(5) == 0 {
        bins.clear();
    }
    let bands =
        cuts.iter().map(|_| ()).chain([()]).map(|()| body.one(&["<=5", "31-35", "*", "60"]).to_owned()).collect();
    let median = if body.below(4) == 0 { "*".to_owned() } else { (low + body.below(10) as f64).to_string() };
    Sample::Scores { range: (low, high), bands: if cuts.is_empty() { Vec::new() } else { bands }, cuts, bins, median }
}

/// How many random views a property is tried on: a tenth unless `CHARTPAPER_FULL=1`.
pub(crate) fn trials(full: u64) -> u64 {
    if std::env::var("CHARTPAPER_FULL").as_deref() == Ok("1") { full } else { full / 10 }
}

/// A prediction for each target, spread over its range.
pub(crate) fn guesses(view: &View) -> Vec<super::Prediction> {
    let targets = super::targets(view);
    let count = targets.len() as f64;
    targets
        .into_iter()
        .enumerate()
        .map(|(index, target)| {
            let (low, high) = (target.low.max(0.0), target.high.min(999.0));
            super::Prediction {
                target: target.key,
                value: (low + (high - low) * (index as f64 + 1.0) / (count + 1.0)).round(),
                to: None,
            }
        })
        .collect()
}

/// A view of every kind.
pub(crate) fn every_kind() -> Vec<View> {
    vec![
        levels(),
        distribution(),
        table(),
        boxes(),
        change(),
        windows(),
        grid(),
        items(),
        groups(),
        dots(),
        stacked(),
        scatter(),
        students(),
    ]
}
