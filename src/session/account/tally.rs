//! Counts: polls, scales, planes, dots.
//!
//! A number stands in an entry only where it may be told (see [`Told`]), so nothing here has to be withheld again.

use super::{Account, Board, Row};
use crate::protocol::{Plane, Poll, Scale, Step, StepIndex, Vote};
use crate::session::{CarriedCount, Standing, Tally, Told, Word};

/// The options of a plane where only halves may be told: by `x`, then by `y`.
pub const HALVES: [&str; 4] = ["left", "right", "below", "above"];

/// The word under which a voted item is kept, whatever its dots, and the one under which it is let go.
pub const KEPT: [&str; 2] = ["kept", "let go"];

/// How many chose an option.
fn told(tally: &Tally, option: &str) -> Option<Told> {
    tally.counts.iter().find(|count| count.option == option).map(|count| count.told)
}

/// A share of the people, if both are known.
#[expect(clippy::cast_lossless, reason = "a share is drawn and rounded")]
fn share(told: Option<Told>, people: Option<u32>) -> Option<f64> {
    let (count, people) = (told?.number()?, people.filter(|people| *people > 0)?);
    Some(count as f64 / people as f64)
}

/// A count as it stands in a cell.
pub(super) fn cell(told: Option<Told>, people: Option<u32>, percent: bool) -> String {
    let Some(count) = told else { return String::new() };
    match share(told, people).filter(|_| percent) {
        Some(share) => format!("{:.0}% ({})", share * 100.0, count.text()),
        None => count.text(),
    }
}

impl<'a> Account<'a> {
    /// How often a step was counted.
    #[must_use]
    pub fn rounds(&self, step: &Step) -> u32 {
        self.own(step).map(|tally| tally.round).max().unwrap_or(0)
    }

    fn tally(&self, step: &Step, item: &str, round: u32) -> Option<&'a Tally> {
        self.own(step).find(|tally| tally.item == item && tally.round == round)
    }

    /// The counts of a step; of a repeated one those of the item that it is at.
    pub(super) fn own(&self, step: &Step) -> impl Iterator<Item = &'a Tally> + use<'a> {
        let (id, about) = (step.id.clone(), step.repeat.as_ref().and(self.about.map(str::to_owned)));
        self.state.standing.iter().filter_map(move |standing| match standing {
            Standing::Tally(tally) if tally.step == id && tally.about == about => Some(tally),
            _ => None,
        })
    }

    /// The newest count of the same thing in an earlier session.
    fn before(&self, step: &Step, item: &str) -> Option<&'a CarriedCount> {
        let same = |count: &&CarriedCount| count.step == step.id && count.item == item;
        self.carried?.counts.iter().rev().find(same)
    }

    pub(super) fn poll(&self, step: &Step, poll: &Poll) -> Board {
        let rounds: Vec<u32> = (1..=self.rounds(step).max(1)).collect();
        let before = self.before(step, "").filter(|_| poll.series_key);
        let name = if poll.fist { "Fingers" } else { "Choice" };
        let what = if poll.multi && !poll.percent { "Hands" } else { "People" };
        let mut heads = vec![name.to_owned()];
        heads.extend(before.map(|before| before.date.clone()));
        heads.extend(rounds.iter().map(|round| match round {
            1 if rounds.len() == 1 => what.to_owned(),
            round => format!("Round {round}"),
        }));
        let rows = poll.choices.iter().map(|choice| {
            let mut row = Row { key: choice.clone(), name: choice.clone(), ..Row::default() };
            if let Some(before) = before {
                let told = before.counts.iter().find(|count| count.option == *choice).map(|count| count.told);
                row.cells.push(cell(told, before.people, poll.percent));
            }
            for round in &rounds {
                let tally = self.tally(step, "", *round);
                let told = tally.and_then(|tally| told(tally, choice));
                let people = tally.and_then(|tally| tally.people);
                row.cells.push(cell(told, people, poll.percent));
                row.ids = tally.map(|tally| tally.id).into_iter().collect();
                row.share = share(told, people);
            }
            row
        });
        let notes = match self.tally(step, "", rounds.len().try_into().unwrap_or(1)) {
            Some(tally) => poll_notes(poll, tally),
            None => Vec::new(),
        };
        Board { heads, rows: rows.collect(), notes, ..Board::default() }
    }

    pub(super) fn scale(&self, at: StepIndex, step: &Step, scale: &Scale) -> Board {
        let compared = scale.compare.and_then(|other| self.step(other));
        let mut heads = vec!["Item".to_owned()];
        heads.extend(scale.levels().map(|level| level.to_string()));
        heads.push("Mean".to_owned());
        let earlier = |item: &str| match compared {
            Some(other) => self.tally(other, item, 1).map(|tally| mean(&tally.counts)),
            None => self.before(step, item).filter(|_| scale.series_key).map(|before| mean(&before.counts)),
        };
        let items = self.items(at);
        let has_earlier = compared.is_some() || items.iter().any(|item| earlier(&item.key).is_some());
        if has_earlier {
            heads.push(compared.map_or("Last time", |other| other.title.as_str()).to_owned());
        }
        let rows = items.into_iter().map(|item| {
            let tally = self.tally(step, &item.key, 1);
            let levels = scale.levels().map(|level| level.to_string());
            let mut cells: Vec<String> =
                levels.map(|level| cell(tally.and_then(|tally| told(tally, &level)), None, false)).collect();
            cells.push(tally.map(|tally| mean(&tally.counts)).unwrap_or_default());
            if has_earlier {
                cells.push(earlier(&item.key).unwrap_or_default());
            }
            let ids = tally.map(|tally| tally.id).into_iter().collect();
            Row { key: item.key, name: item.text, cells, ids, ..Row::default() }
        });
        let hidden = self.own(step).any(|tally| is_hidden(&tally.counts));
        Board { heads, rows: rows.collect(), notes: hidden.then(too_few).into_iter().collect(), ..Board::default() }
    }

    pub(super) fn plane(&self, step: &Step, plane: &Plane) -> Board {
        let now = self.tally(step, "", 1);
        let other = plane.compare.and_then(|other| self.step(other));
        let compared = other.and_then(|other| self.tally(other, "", 1));
        let before = self.before(step, "").filter(|_| plane.series_key && other.is_none());
        let mut heads = vec!["Where".to_owned()];
        heads.extend(other.map(|other| other.title.clone()));
        heads.extend(before.map(|before| before.date.clone()));
        heads.push("People".to_owned());
        let options = options(plane);
        let halves = now.is_some_and(|tally| tally.counts.iter().any(|count| HALVES.contains(&count.option.as_str())));
        let shown = if halves { &options[4..] } else { &options[..4] };
        let rows = shown.iter().map(|(option, name)| {
            let mut cells = Vec::new();
            if other.is_some() {
                cells.push(cell(compared.and_then(|tally| told(tally, option)), None, false));
            }
            if let Some(before) = before {
                let told = before.counts.iter().find(|count| count.option == *option).map(|count| count.told);
                cells.push(cell(told, None, false));
            }
            let told = now.and_then(|tally| told(tally, option));
            cells.push(cell(told, None, false));
            Row {
                key: option.clone(),
                name: name.clone(),
                cells,
                ids: now.map(|tally| tally.id).into_iter().collect(),
                share: share(told, now.and_then(|tally| tally.people)),
                ..Row::default()
            }
        });
        let hidden = now.is_some_and(|tally| is_hidden(&tally.counts));
        let points = now.map(points).unwrap_or_default();
        Board { heads, rows: rows.collect(), notes: hidden.then(too_few).into_iter().collect(), points }
    }

    pub(super) fn vote(&self, step: &Step, vote: &Vote) -> Board {
        let kept = self.kept(step, vote);
        let dots = |key: &str| self.tally(step, key, 1).and_then(|tally| told(tally, "dots")).and_then(Told::number);
        let topics = self.topics(vote.from);
        let all: u32 = topics.iter().filter_map(|topic| dots(&topic.key)).sum();
        let rows = topics.into_iter().map(|topic| {
            let tally = self.tally(step, &topic.key, 1);
            let count = dots(&topic.key);
            let goes_on = if kept.contains(&topic.key) { "goes on" } else { "" };
            let mut ids: Vec<_> = tally.map(|tally| tally.id).into_iter().collect();
            ids.extend(self.state.placement(&step.id, &topic.key).map(|placed| placed.id));
            Row {
                cells: vec![count.map(|count| count.to_string()).unwrap_or_default(), goes_on.to_owned()],
                share: share(count.map(Told::Number), Some(all)),
                key: topic.key,
                name: topic.text,
                ids,
                ..Row::default()
            }
        });
        let rows: Vec<Row> = rows.collect();
        let mut notes = Vec::new();
        if let Some(keep) = vote.keep.filter(|keep| all > 0 && kept.len() != *keep as usize) {
            notes.push(format!("{} of {keep} go on; y says of the chosen one whether it does.", kept.len()));
        }
        let heads = ["What was said", "Dots", "Goes on"].map(str::to_owned).to_vec();
        Board { heads, rows, notes, ..Board::default() }
    }

    /// The keys of what goes on: what the group says, and of the rest those with the most dots as far as there is no tie about it.
    #[must_use]
    pub fn kept(&self, step: &Step, vote: &Vote) -> Vec<String> {
        let said = |key: &str| self.state.placement(&step.id, key).map(|placed| placed.place.as_str());
        let mut kept = Vec::new();
        let mut open: Vec<(u32, String)> = Vec::new();
        for topic in self.topics(vote.from) {
            match said(&topic.key) {
                Some(word) if word == KEPT[0] => kept.push(topic.key),
                Some(_) => {}
                None => {
                    let dots = self.tally(step, &topic.key, 1).and_then(|tally| told(tally, "dots"));
                    let dots = dots.and_then(Told::number).filter(|dots| *dots > 0);
                    open.extend(dots.map(|dots| (dots, topic.key)));
                }
            }
        }
        let room = (vote.keep.unwrap_or(0) as usize).saturating_sub(kept.len());
        open.sort_by_key(|(dots, _)| std::cmp::Reverse(*dots));
        // Where the last place is shared, nobody has it: the group decides.
        let next = open.get(room).map(|(dots, _)| *dots);
        kept.extend(open.into_iter().take(room).filter(|(dots, _)| Some(*dots) != next).map(|(_, key)| key));
        kept
    }
}

/// The options of a plane and their names: four quadrants, then four halves.
pub(super) fn options(plane: &Plane) -> [(String, String); 8] {
    let [one, two, three, four] = plane.quadrants.clone();
    let half = |at: usize, axis: &str, word: &str| {
        (HALVES.get(at).copied().unwrap_or_default().to_owned(), format!("{axis}: {word}"))
    };
    [
        ("1".to_owned(), one),
        ("2".to_owned(), two),
        ("3".to_owned(), three),
        ("4".to_owned(), four),
        half(0, &plane.x.label, "lower half"),
        half(1, &plane.x.label, "upper half"),
        half(2, &plane.y.label, "lower half"),
        half(3, &plane.y.label, "upper half"),
    ]
}

/// The points of a plane that are told: `x`, `y`, how many.
fn points(tally: &Tally) -> Vec<(i64, i64, u32)> {
    let point = |count: &crate::session::Count| {
        let (x, y) = count.option.split_once(',')?;
        Some((x.parse().ok()?, y.parse().ok()?, count.told.number()?))
    };
    tally.counts.iter().filter_map(point).collect()
}

fn is_hidden(counts: &[crate::session::Count]) -> bool {
    counts.iter().any(|count| count.told == Told::Word(Word::Hidden))
}

fn too_few() -> String {
    "Too few slips: nothing is told of them.".to_owned()
}

/// The mean of the levels, with one decimal; empty unless every count is told.
#[expect(clippy::cast_precision_loss, reason = "levels and counts are small")]
pub(super) fn mean(counts: &[crate::session::Count]) -> String {
    let pair = |count: &crate::session::Count| Some((count.option.parse::<i64>().ok()?, count.told.number()?));
    let Some(pairs) = counts.iter().map(pair).collect::<Option<Vec<_>>>() else { return String::new() };
    let people: u32 = pairs.iter().map(|(_, count)| count).sum();
    if people == 0 {
        return String::new();
    }
    let sum: i64 = pairs.iter().map(|(level, count)| level * i64::from(*count)).sum();
    format!("{:.1}", sum as f64 / f64::from(people))
}

fn poll_notes(poll: &Poll, tally: &Tally) -> Vec<String> {
    if is_hidden(&tally.counts) {
        return vec![too_few()];
    }
    let mut notes: Vec<String> = tally.people.map(|people| format!("{people} people answered.")).into_iter().collect();
    let Some(threshold) = poll.threshold else { return notes };
    if poll.fist {
        let below = |option: &str| option.parse::<u32>().is_ok_and(|fingers| fingers < threshold);
        let below: Option<u32> =
            tally.counts.iter().filter(|count| below(&count.option)).map(|count| count.told.number()).sum();
        notes.push(match below {
            Some(0) => format!("Everybody shows {threshold} or more: agreed."),
            Some(1) => format!("1 shows fewer than {threshold}: what would help?"),
            Some(below) => format!("{below} show fewer than {threshold}: what would help?"),
            None => format!("Agreed when everybody shows {threshold} or more."),
        });
    } else {
        let reached = tally.counts.iter().find(|count| {
            share(Some(count.told), tally.people).is_some_and(|share| share * 100.0 >= f64::from(threshold))
        });
        notes.push(match reached {
            Some(count) => format!("\"{}\" reaches {threshold}%.", count.option),
            None => format!("No choice reaches {threshold}%."),
        });
    }
    notes
}
