//! Hands, slips and dots: numbers are typed one after the other, and charted together.

use crate::protocol::{Answers, Capture, Plane, Poll, Step};
use crate::session::{Account, Count, Entry, HALVES, KEPT, Rejected, SLIPS_COUNTS, Tally, Told, Word};

use super::super::event::Effect;
use super::super::sheet::{Asked, Sheet};
use super::{Retreat, Typing};

impl Retreat {
    /// The session in the terms of the protocol.
    #[must_use]
    pub fn account(&self) -> Account<'_> {
        let carried = self.session.header().carried.as_ref();
        Account { protocol: &self.protocol, state: self.session.state(), carried, about: None }
    }

    /// Whether this step counts something.
    #[must_use]
    pub fn counts(&self) -> bool {
        matches!(self.step().capture, Some(Capture::Poll(_) | Capture::Scale(_) | Capture::Plane(_) | Capture::Vote(_)))
    }

    /// Whether the numbers that are typed must not be read on the screen.
    #[must_use]
    pub fn counts_slips(&self) -> bool {
        let answers = match &self.step().capture {
            Some(Capture::Poll(poll)) => poll.answers,
            Some(Capture::Scale(scale)) => scale.answers,
            Some(Capture::Plane(plane)) => plane.answers,
            _ => Answers::Hands,
        };
        answers == Answers::Slips
    }

    /// The numbers that are being typed, if there are any.
    #[must_use]
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheets.get(&self.at)
    }

    /// Opens the sheet of the chosen row; `again` takes a poll once more.
    pub(in super::super) fn begin_count(&mut self, again: bool) {
        let Some(sheet) = self.fresh_sheet(again) else {
            return self.say("there is nothing to count here yet");
        };
        let same = self.sheet().is_some_and(|open| open.item == sheet.item && !open.is_blank());
        if !same {
            self.sheets.insert(self.at, sheet);
        }
        self.typing = Some(Typing::Count);
    }

    fn fresh_sheet(&self, again: bool) -> Option<Sheet> {
        let step = self.step();
        let standing = |item: &str, round: u32| {
            let tally = self.session.state().tallies(&step.id).find(|t| t.item == item && t.round == round);
            move |option: &str| tally.and_then(|tally| known(tally, option))
        };
        let title = step.title.as_str();
        match step.capture.as_ref()? {
            Capture::Poll(poll) => Some(self.poll_sheet(step, poll, again)),
            Capture::Plane(plane) => {
                let known = standing("", 1);
                let names = plane.quadrants.iter().zip(["1", "2", "3", "4"]);
                let ask = |(name, key): (&String, &str)| (Asked::Option(key.to_owned()), name.clone(), known(key));
                Some(Sheet::new("", title, 1, names.map(ask).collect()))
            }
            Capture::Scale(scale) => {
                let item = self.account().items(self.at).into_iter().nth(self.row)?;
                let known = standing(&item.key, 1);
                let ask = |level: i64| {
                    let level = level.to_string();
                    (Asked::Option(level.clone()), level.clone(), known(&level))
                };
                Some(Sheet::new(&item.key, &item.text, 1, scale.levels().map(ask).collect()))
            }
            Capture::Vote(vote) => {
                let item = self.account().topics(vote.from).into_iter().nth(self.row)?;
                let known = standing(&item.key, 1)("dots");
                let ask = (Asked::Option("dots".to_owned()), "Dots".to_owned(), known);
                Some(Sheet::new(&item.key, &item.text, 1, vec![ask]))
            }
            _ => None,
        }
    }

    fn poll_sheet(&self, step: &Step, poll: &Poll, again: bool) -> Sheet {
        let rounds = self.account().rounds(step);
        let round = if again && poll.revote { rounds + 1 } else { rounds.max(1) };
        let tally = self.session.state().tallies(&step.id).find(|tally| tally.round == round);
        let mut fields = Vec::new();
        if poll.multi {
            fields.push((Asked::People, "People who answer".to_owned(), tally.and_then(|tally| tally.people)));
        }
        for choice in &poll.choices {
            let known = tally.and_then(|tally| known(tally, choice));
            let label = if poll.fist { format!("{choice} fingers") } else { choice.clone() };
            fields.push((Asked::Option(choice.clone()), label, known));
        }
        Sheet::new("", &step.title, round, fields)
    }

    /// Goes to the number before or after.
    pub(in super::super) fn move_number(&mut self, forward: bool) {
        if let Some(sheet) = self.sheets.get_mut(&self.at) {
            sheet.step(forward);
        }
    }

    /// Goes on to the next number; after the last one, charts them.
    pub(in super::super) fn accept_count(&mut self, effects: &mut Vec<Effect>) {
        let Some(sheet) = self.sheets.get_mut(&self.at) else { return };
        if !sheet.at_last() {
            sheet.step(true);
            return;
        }
        self.chart_count(effects);
    }

    fn chart_count(&mut self, effects: &mut Vec<Effect>) {
        let Some(sheet) = self.sheet().cloned() else { return };
        let numbers = sheet.numbers();
        let sum: u32 = numbers.iter().map(|(_, number)| number).sum();
        let is_vote = matches!(self.step().capture, Some(Capture::Vote(_)));
        if sum == 0 && !is_vote {
            return self.say("nothing was counted yet: type how many, Enter goes on");
        }
        let multi = matches!(&self.step().capture, Some(Capture::Poll(poll)) if poll.multi);
        let people = if multi { sheet.people() } else { (!is_vote).then_some(sum) };
        if multi && people.is_none_or(|people| numbers.iter().any(|(_, number)| *number > people)) {
            return self.say("more chose something than people answer: correct the first number (Up goes there)");
        }
        let counts = self.told(&numbers, people);
        let Sheet { item, label, round, .. } = sheet;
        let entry = Entry::Tallied { step: self.step().id.clone(), item, label, round, people, counts };
        match self.try_record(entry, effects) {
            Ok(_) | Err(Rejected::NoChange) => {}
            Err(other) => return self.say(format!("not charted: {other}")),
        }
        self.sheets.remove(&self.at);
        self.typing = None;
        let rows = self.board().map_or(0, |board| board.rows.len());
        if matches!(self.step().capture, Some(Capture::Scale(_) | Capture::Vote(_))) && self.row + 1 < rows {
            self.row += 1;
            self.begin_count(false);
        } else {
            self.say("counted; Enter changes a number, PageDown goes on");
        }
    }

    /// The counts as they may be told: slips of few people never get into the session as numbers.
    fn told(&self, numbers: &[(String, u32)], people: Option<u32>) -> Vec<Count> {
        let people_or_sum = people.unwrap_or_else(|| numbers.iter().map(|(_, number)| number).sum());
        let slips = self.counts_slips();
        let count = |option: &str, number: u32| {
            let told = if slips { Told::of_slips(number, people_or_sum) } else { Told::Number(number) };
            Count { option: option.to_owned(), told }
        };
        if let Some(Capture::Plane(plane)) = &self.step().capture
            && slips
        {
            return slips_of_plane(plane, numbers, people_or_sum, count);
        }
        numbers.iter().map(|(option, number)| count(option, *number)).collect()
    }

    /// Keeps what is voted on, or lets it go, whatever its dots.
    pub(in super::super) fn keep(&mut self, effects: &mut Vec<Effect>) {
        let Some(Capture::Vote(vote)) = &self.step().capture else {
            return self.say("y belongs to a step that votes");
        };
        let Some(topic) = self.account().topics(vote.from).into_iter().nth(self.row) else {
            return self.say("there is nothing to keep yet");
        };
        let kept = self.account().kept(self.step(), vote).contains(&topic.key);
        let place = KEPT[usize::from(kept)].to_owned();
        let entry = Entry::Placed { step: self.step().id.clone(), item: topic.key, place };
        self.record(entry, effects);
        self.say(if kept { "let go; y keeps it" } else { "it goes on; y lets it go" });
    }
}

/// What stands already for an option, where it is a number.
fn known(tally: &Tally, option: &str) -> Option<u32> {
    tally.counts.iter().find(|count| count.option == option).and_then(|count| count.told.number())
}

/// Quadrants from ten people on; halves below, in words.
fn slips_of_plane(
    plane: &Plane,
    numbers: &[(String, u32)],
    people: u32,
    count: impl Fn(&str, u32) -> Count,
) -> Vec<Count> {
    let of = |keys: [&str; 2]| {
        numbers.iter().filter(|(option, _)| keys.contains(&option.as_str())).map(|(_, number)| number).sum::<u32>()
    };
    if people < plane.min_group {
        let hidden = |(option, _): &(String, u32)| Count { option: option.clone(), told: Told::Word(Word::Hidden) };
        return numbers.iter().map(hidden).collect();
    }
    if people >= SLIPS_COUNTS {
        return numbers.iter().map(|(option, number)| count(option, *number)).collect();
    }
    // Quadrants are read: upper left, upper right, lower left, lower right.
    let halves = [of(["1", "3"]), of(["2", "4"]), of(["3", "4"]), of(["1", "2"])];
    HALVES.iter().zip(halves).map(|(option, number)| count(option, number)).collect()
}
