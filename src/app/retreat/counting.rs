//! Hands, slips and dots: numbers are typed one after the other, and charted together.

use crate::protocol::{Answers, Capture, Plane, Poll, Step};
use crate::session::{Account, Count, Entry, HALVES, KEPT, Rejected, SLIPS_COUNTS, Tally, Told, Word};

use super::super::event::Effect;
use super::super::sheet::{Asked, Sheet};
use super::kept::Spot;
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
        counts_slips(self.step())
    }

    /// The numbers of the chosen row that are typed or kept, if there are any.
    #[must_use]
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheets.get(&self.spot_of_count()?)
    }

    /// The numbers that are typed or kept for an item of this step; its key is empty where the step counts once.
    #[must_use]
    pub fn sheet_of(&self, item: &str) -> Option<&Sheet> {
        self.sheets.get(&self.spot(item))
    }

    /// Where the numbers of the chosen row belong.
    pub(super) fn spot_of_count(&self) -> Option<Spot> {
        let item = match self.step().capture.as_ref()? {
            Capture::Poll(_) | Capture::Plane(_) => String::new(),
            Capture::Scale(_) => self.account().items(self.at).into_iter().nth(self.row)?.key,
            Capture::Vote(vote) => self.account().topics(vote.from).into_iter().nth(self.row)?.key,
            _ => return None,
        };
        Some(self.spot(&item))
    }

    fn open_sheet(&mut self) -> Option<&mut Sheet> {
        let spot = self.spot_of_count()?;
        self.sheets.get_mut(&spot)
    }

    /// Opens the sheet of the chosen row; `again` takes a poll once more.
    pub(in super::super) fn begin_count(&mut self, again: bool) {
        let spot = self.spot_of_count();
        let Some((spot, fresh)) = spot.and_then(|spot| Some((spot.clone(), self.fresh_sheet(&spot, again)?))) else {
            return self.say("there is nothing to count here yet");
        };
        let is_fresh = self.sheet().is_none_or(Sheet::is_unchanged);
        if is_fresh {
            self.sheets.insert(spot.clone(), fresh);
        }
        // A choice that the arrows went to is the one that is counted first.
        let row = if again { 0 } else { self.row };
        let option = self.board().and_then(|board| board.rows.into_iter().nth(row)).map(|row| row.key);
        let is_chosen = self.counts_choices() && (row > 0 || !is_fresh);
        if let (Some(option), Some(sheet)) = (option.filter(|_| is_chosen), self.sheets.get_mut(&spot)) {
            sheet.go_to(&option);
        }
        self.typing = Some(Typing::Count);
        self.point_at_count();
    }

    /// Whether each row is a choice of one count, not a count of its own.
    fn counts_choices(&self) -> bool {
        matches!(self.step().capture, Some(Capture::Poll(_) | Capture::Plane(_)))
    }

    /// The arrows stand on the choice whose number is typed.
    fn point_at_count(&mut self) {
        if !self.counts_choices() {
            return;
        }
        let asked = self.sheet().and_then(Sheet::asked).cloned();
        let at = match (asked, self.board()) {
            (Some(Asked::Option(option)), Some(board)) => board.rows.iter().position(|row| row.key == option),
            (Some(Asked::People), _) => Some(0),
            _ => None,
        };
        self.row = at.unwrap_or(self.row);
    }

    /// The sheet for a spot of the protocol, with what stands already.
    pub(super) fn fresh_sheet(&self, spot: &Spot, again: bool) -> Option<Sheet> {
        let at = self.protocol.position(&spot.step)?;
        let step = self.protocol.steps.get(at)?;
        let standing = |item: &str, round: u32| {
            let own = |t: &&Tally| t.item == item && t.round == round && t.about == spot.about;
            let tally = self.session.state().tallies(&step.id).find(own);
            move |option: &str| tally.and_then(|tally| known(tally, option))
        };
        let title = step.title.as_str();
        match step.capture.as_ref()? {
            Capture::Poll(poll) => Some(self.poll_sheet(step, poll, spot, again)),
            Capture::Plane(plane) if plane.points => {
                let tally = self.session.state().tallies(&step.id).find(|tally| tally.about == spot.about);
                let known = tally.into_iter().flat_map(|tally| &tally.counts);
                let points = known.flat_map(|count| {
                    let many = count.told.number().unwrap_or(0);
                    point(&count.option).into_iter().flat_map(move |point| (0..many).map(move |_| point))
                });
                Some(Sheet::of_points(title, points.collect()))
            }
            Capture::Plane(plane) => {
                let known = standing("", 1);
                let names = plane.quadrants.iter().zip(["1", "2", "3", "4"]);
                let ask = |(name, key): (&String, &str)| (Asked::Option(key.to_owned()), name.clone(), known(key));
                Some(Sheet::new("", title, 1, names.map(ask).collect()))
            }
            Capture::Scale(scale) => {
                let item = self.account().items(at).into_iter().find(|item| item.key == spot.item)?;
                let known = standing(&item.key, 1);
                let ask = |level: i64| {
                    let level = level.to_string();
                    (Asked::Option(level.clone()), level.clone(), known(&level))
                };
                Some(Sheet::new(&item.key, &item.text, 1, scale.levels().map(ask).collect()))
            }
            Capture::Vote(vote) => {
                let item = self.account().topics(vote.from).into_iter().find(|item| item.key == spot.item)?;
                let known = standing(&item.key, 1)("dots");
                let ask = (Asked::Option("dots".to_owned()), "Dots".to_owned(), known);
                Some(Sheet::new(&item.key, &item.text, 1, vec![ask]))
            }
            _ => None,
        }
    }

    fn poll_sheet(&self, step: &Step, poll: &Poll, spot: &Spot, again: bool) -> Sheet {
        let rounds = Account { about: spot.about.as_deref(), ..self.account() }.rounds(step);
        let round = if again && poll.revote { rounds + 1 } else { rounds.max(1) };
        let own = |tally: &&Tally| tally.round == round && tally.about == spot.about;
        let tally = self.session.state().tallies(&step.id).find(own);
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
        if let Some(sheet) = self.open_sheet() {
            sheet.step(forward);
        }
        self.point_at_count();
    }

    /// Goes on to the next number; after the last one, charts them.
    pub(in super::super) fn accept_count(&mut self, effects: &mut Vec<Effect>) {
        let Some(sheet) = self.open_sheet() else { return };
        if sheet.points().is_some() && sheet.line().is_some_and(|line| !line.is_blank()) {
            return self.accept_point();
        }
        if !sheet.at_last() {
            sheet.step(true);
            return self.point_at_count();
        }
        self.chart_count(effects);
    }

    /// Takes the point that is typed, two numbers, and asks for the next one.
    fn accept_point(&mut self) {
        let Some(Capture::Plane(plane)) = &self.step().capture else { return };
        let (x, y) = (plane.x.clone(), plane.y.clone());
        let Some(sheet) = self.open_sheet() else { return };
        let typed = sheet.line().map(|line| line.text().to_owned()).unwrap_or_default();
        let found =
            point(&typed).filter(|(at_x, at_y)| (x.min..=x.max).contains(at_x) && (y.min..=y.max).contains(at_y));
        let Some(found) = found else {
            let words =
                format!("type two numbers: {} {} to {}, {} {} to {}", x.label, x.min, x.max, y.label, y.min, y.max);
            return self.say(words);
        };
        sheet.add_point(found);
        self.draft_soon();
        self.say("Enter on the empty line counts them; Backspace takes the last one back");
    }

    /// Takes the point typed last back, if the line is empty and there is one.
    pub(in super::super) fn take_point_back(&mut self) -> bool {
        let back = self.typing == Some(Typing::Count) && self.open_sheet().is_some_and(Sheet::take_point_back);
        if back {
            self.draft_soon();
            self.say("taken back");
        }
        back
    }

    /// Key of what a repeated step is at.
    pub(super) fn turn_key(&self) -> Option<String> {
        self.item_of_turn().map(|item| item.key)
    }

    fn chart_count(&mut self, effects: &mut Vec<Effect>) {
        let Some(sheet) = self.sheet().cloned() else { return };
        let mut numbers = sheet.numbers();
        let mut points: std::collections::BTreeMap<(i64, i64), u32> = std::collections::BTreeMap::new();
        if let (Some(Capture::Plane(plane)), Some(typed)) = (&self.step().capture, sheet.points()) {
            numbers = ["1", "2", "3", "4"].map(|key| (key.to_owned(), 0)).to_vec();
            for (x, y) in typed {
                *points.entry((*x, *y)).or_default() += 1;
                if let Some((_, number)) = numbers.get_mut(plane.quadrant(*x, *y)) {
                    *number += 1;
                }
            }
        }
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
        let mut counts = self.told(&numbers, people);
        // Where counts of slips are told in words only, nothing is told of a single point.
        if !self.counts_slips() || sum >= SLIPS_COUNTS {
            let told = |((x, y), number)| Count { option: format!("{x},{y}"), told: Told::Number(number) };
            counts.extend(points.into_iter().map(told));
        }
        let Sheet { item, label, round, .. } = sheet;
        let about = self.turn_key();
        let entry = Entry::Tallied { step: self.step().id.clone(), item, about, label, round, people, counts };
        match self.try_record(entry, effects) {
            Ok(_) | Err(Rejected::NoChange) => {}
            Err(other) => return self.say(format!("not charted: {other}")),
        }
        if let Some(spot) = self.spot_of_count() {
            self.sheets.remove(&spot);
        }
        self.typing = None;
        self.send_draft(effects);
        let rows = self.board().map_or(0, |board| board.rows.len());
        if matches!(self.step().capture, Some(Capture::Scale(_) | Capture::Vote(_))) && self.row + 1 < rows {
            self.row += 1;
            self.begin_count(false);
        } else {
            self.say("counted; the arrows and Enter change a number, PgDn goes on");
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

/// Whether a step counts slips, which nobody may read.
pub(super) fn counts_slips(step: &Step) -> bool {
    let answers = match &step.capture {
        Some(Capture::Poll(poll)) => poll.answers,
        Some(Capture::Scale(scale)) => scale.answers,
        Some(Capture::Plane(plane)) => plane.answers,
        _ => Answers::Hands,
    };
    answers == Answers::Slips
}

/// Two whole numbers, with blanks or a comma between them.
fn point(typed: &str) -> Option<(i64, i64)> {
    let mut numbers = typed.split([',', ' ']).filter(|part| !part.is_empty()).map(|part| part.parse().ok());
    let point = (numbers.next()??, numbers.next()??);
    numbers.next().is_none().then_some(point)
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
