//! Sessions that follow one another: which actions are still open, what a new one is given, how counts moved.

use std::collections::BTreeMap;

use super::tally::{cell, mean};
use super::{Account, Deed};
use crate::protocol::{ActionField, Capture, Carry, Protocol, Step};
use crate::session::{
    Carried, CarriedAction, CarriedCount, CarriedQuestion, Comment, Id, Next, PARKING_LOT, Past, Session,
};

/// How the tag of a comment ends that asks something: `question`, `open question`.
const QUESTION: &str = "question";

/// A session with the protocol as it was.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The session.
    pub session: Session,
    /// Its protocol.
    pub protocol: Protocol,
}

/// An action across sessions, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Undertaking {
    /// The action with its status.
    pub action: CarriedAction,
    /// Title of the session in which it was made, if that one was given.
    pub title: String,
    /// Whether a review ended it.
    pub ended: bool,
}

/// How counts moved from session to session.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Id of the newest protocol that follows it.
    pub protocol: String,
    /// Title of that protocol.
    pub protocol_title: String,
    /// Id of the step.
    pub step: String,
    /// Title of the step.
    pub title: String,
    /// The word of the protocol language: `poll`, `scale` or `plane`.
    pub kind: &'static str,
    /// `What`, then the days of the sessions.
    pub header: Vec<String>,
    /// One row a choice, an item or a quadrant; an empty cell where nothing was counted.
    pub rows: Vec<Vec<String>>,
}

impl Meeting {
    /// The session in the terms of its protocol.
    #[must_use]
    pub fn account(&self) -> Account<'_> {
        let carried = self.session.header().carried.as_ref();
        Account { protocol: &self.protocol, state: self.session.state(), carried, about: None }
    }

    /// When the meeting after this one is due, if the protocol plans it.
    #[must_use]
    pub fn next(&self) -> Option<Next> {
        Next::of(&self.protocol, self.date(), self.session.header().carried.as_ref())
    }

    /// What makes its counts those of other sessions: the series, and without one the protocol. Steps of one id in other protocols
    /// may ask something else.
    fn line(&self) -> (bool, &str) {
        match &self.protocol.series {
            Some(series) => (true, &series.key),
            None => (false, &self.protocol.id),
        }
    }

    /// What was asked and not answered: what stands in the parking lot, and what was tagged as a question.
    fn asked(&self) -> impl Iterator<Item = CarriedQuestion> + '_ {
        let id = self.session.header().session.as_str();
        let open = |comment: &&Comment| {
            let parked = comment.shelved.as_deref().unwrap_or(&comment.step) == PARKING_LOT;
            parked || comment.tag.as_deref().is_some_and(|tag| tag.to_lowercase().ends_with(QUESTION))
        };
        self.session.state().comments.iter().filter(open).map(move |comment| CarriedQuestion {
            key: format!("{}:c{}", id.get(..8).unwrap_or(id), comment.id),
            date: self.date().to_owned(),
            text: comment.text.clone(),
            status: String::new(),
        })
    }

    fn date(&self) -> &str {
        &self.session.header().date
    }

    /// Key of an action of this session in all sessions: eight digits of the session's id, and its key there.
    fn key(&self, deed: &Deed) -> String {
        let id = self.session.header().session.as_str();
        format!("{}:{}", id.get(..8).unwrap_or(id), deed.key)
    }
}

impl Account<'_> {
    /// What its reviews say: key of the action or question, word, whether that ends it.
    pub(crate) fn reviewed(&self) -> Vec<(String, String, bool)> {
        let mut said = Vec::new();
        for step in &self.protocol.steps {
            let Some(Capture::Review(review)) = &step.capture else { continue };
            if let Some(carried) = self.carried {
                let actions = carried.actions.iter().map(|action| &action.key);
                for key in actions.chain(carried.questions.iter().map(|question| &question.key)) {
                    if let Some(placed) = self.state.placement(&step.id, key) {
                        said.push((key.clone(), placed.place.clone(), review.closed.contains(&placed.place)));
                    }
                }
            }
        }
        said
    }
}

/// Sorts sessions by the day they began.
pub fn in_order(meetings: &mut [Meeting]) {
    meetings.sort_by(|a, b| {
        let key = |meeting: &Meeting| (meeting.date().to_owned(), meeting.session.header().session.clone());
        // On one day, what was given something of the other comes after it.
        let follows = |one: &Meeting, other: &Meeting| {
            let past = one.session.header().carried.iter().flat_map(|carried| &carried.sessions);
            past.into_iter().any(|past| past.session == other.session.header().session)
        };
        a.date().cmp(b.date()).then_with(|| follows(a, b).cmp(&follows(b, a))).then_with(|| key(a).cmp(&key(b)))
    });
}

/// Every action of the sessions (in their order), with what the reviews of later ones say of it.
#[must_use]
pub fn undertakings(meetings: &[Meeting]) -> Vec<Undertaking> {
    let mut all: Vec<Undertaking> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |undertaking: Undertaking, all: &mut Vec<Undertaking>| {
        if let std::collections::btree_map::Entry::Vacant(slot) = places.entry(undertaking.action.key.clone()) {
            slot.insert(all.len());
            all.push(undertaking);
        }
    };
    for meeting in meetings {
        for action in meeting.session.header().carried.iter().flat_map(|carried| &carried.actions) {
            add(Undertaking { action: action.clone(), title: String::new(), ended: false }, &mut all);
        }
        for deed in meeting.account().deeds() {
            let action = CarriedAction {
                key: meeting.key(&deed),
                date: meeting.date().to_owned(),
                fields: deed.fields,
                status: String::new(),
            };
            add(Undertaking { action, title: meeting.session.header().title.clone(), ended: false }, &mut all);
        }
        for (key, status, ended) in meeting.account().reviewed() {
            if let Some(undertaking) = all.iter_mut().find(|undertaking| undertaking.action.key == key) {
                undertaking.action.status = status;
                undertaking.ended = ended;
            }
        }
    }
    all
}

/// What a session on `protocol` is given of these earlier ones (in their order). Where the protocol does not say what it carries,
/// everything.
#[must_use]
pub fn carry(protocol: &Protocol, meetings: &[Meeting]) -> Carried {
    let wanted = protocol.series.as_ref().map(|series| series.carry.as_slice()).unwrap_or_default();
    let carries = |what: Carry| wanted.is_empty() || wanted.contains(&what);
    let mut sessions: Vec<Past> = Vec::new();
    for meeting in meetings {
        let header = meeting.session.header();
        let earlier = header.carried.iter().flat_map(|carried| carried.sessions.iter().cloned());
        let own = Past { session: header.session.clone(), date: header.date.clone() };
        for past in earlier.chain([own]) {
            if !sessions.contains(&past) {
                sessions.push(past);
            }
        }
    }
    let open = undertakings(meetings).into_iter().filter(|undertaking| !undertaking.ended);
    let actions = if carries(Carry::Actions) { open.map(|open| open.action).collect() } else { Vec::new() };
    let counts = counts(&meetings.iter().collect::<Vec<_>>()).into_iter();
    let counts = counts.filter(|count| carries(if is_poll(meetings, count) { Carry::Exit } else { Carry::Scale }));
    let questions = if carries(Carry::OpenQuestions) { questions(meetings) } else { Vec::new() };
    Carried { sessions, actions, questions, counts: counts.collect() }
}

/// The questions that no review ended, the oldest first.
fn questions(meetings: &[Meeting]) -> Vec<CarriedQuestion> {
    let mut all: Vec<CarriedQuestion> = Vec::new();
    for meeting in meetings {
        let carried = meeting.session.header().carried.iter().flat_map(|carried| carried.questions.iter().cloned());
        for question in carried.chain(meeting.asked()) {
            if !all.iter().any(|known| known.key == question.key) {
                all.push(question);
            }
        }
        for (key, status, ended) in meeting.account().reviewed() {
            if ended {
                all.retain(|question| question.key != key);
            } else if let Some(question) = all.iter_mut().find(|question| question.key == key) {
                question.status = status;
            }
        }
    }
    all
}

fn is_poll(meetings: &[Meeting], count: &CarriedCount) -> bool {
    let mut steps = meetings.iter().flat_map(|meeting| &meeting.protocol.steps);
    steps.any(|step| step.id == count.step && matches!(step.capture, Some(Capture::Poll(_))))
}

/// The counts of everything that is followed across sessions, the oldest session first; of a poll that was taken again its last
/// round.
fn counts(meetings: &[&Meeting]) -> Vec<CarriedCount> {
    let mut all: Vec<CarriedCount> = Vec::new();
    for meeting in meetings {
        let carried = meeting.session.header().carried.iter().flat_map(|carried| carried.counts.iter().cloned());
        let mut found: Vec<CarriedCount> = carried.collect();
        let followed = |step: &&Step| step.capture.as_ref().is_some_and(Capture::in_series);
        for step in meeting.protocol.steps.iter().filter(followed) {
            let mut newest: BTreeMap<&str, &crate::session::Tally> = BTreeMap::new();
            for tally in meeting.session.state().tallies(&step.id) {
                let known = newest.entry(&tally.item).or_insert(tally);
                if known.round < tally.round {
                    *known = tally;
                }
            }
            found.extend(newest.into_values().map(|tally| CarriedCount {
                session: meeting.session.header().session.clone(),
                date: meeting.date().to_owned(),
                step: step.id.clone(),
                item: tally.item.clone(),
                label: tally.label.clone(),
                people: tally.people,
                counts: tally.counts.clone(),
            }));
        }
        for count in found {
            let same = |other: &CarriedCount| {
                (&other.session, &other.step, &other.item) == (&count.session, &count.step, &count.item)
            };
            match all.iter_mut().find(|other| same(other)) {
                Some(known) => *known = count,
                None => all.push(count),
            }
        }
    }
    all
}

/// How everything that is followed moved: one table a step, in the order of the newest protocol. Only sessions of one series, or
/// of one protocol that belongs to none, stand in one table; the series of the newest session comes first.
#[must_use]
pub fn trends(meetings: &[Meeting]) -> Vec<Trend> {
    let mut told = Vec::new();
    let mut lines = Vec::new();
    for meeting in meetings.iter().rev() {
        if !lines.contains(&meeting.line()) {
            lines.push(meeting.line());
            let (own, others): (Vec<_>, Vec<_>) = meetings.iter().partition(|other| other.line() == meeting.line());
            told.extend(trends_of(&own, &others));
        }
    }
    told
}

/// The tables of sessions that belong together. What one of them was given of `others` stands in the tables of those.
fn trends_of(meetings: &[&Meeting], others: &[&Meeting]) -> Vec<Trend> {
    let mut counts = counts(meetings);
    counts.retain(|count| others.iter().all(|other| other.session.header().session != count.session));
    // The sessions in their order; the counts of one stand together.
    let mut sessions: Vec<(&str, &Id)> = Vec::new();
    for count in &counts {
        if !sessions.iter().any(|(_, session)| **session == count.session) {
            sessions.push((&count.date, &count.session));
        }
    }
    sessions.sort_by_key(|(day, _)| *day);
    let mut told: Vec<Trend> = Vec::new();
    for meeting in meetings.iter().rev() {
        for step in &meeting.protocol.steps {
            if told.iter().any(|trend| trend.step == step.id) {
                continue;
            }
            let own: Vec<&CarriedCount> = counts.iter().filter(|count| count.step == step.id).collect();
            if let (Some(rows), Some(capture)) = (rows(step, &own, &sessions), &step.capture)
                && !own.is_empty()
            {
                let days = sessions.iter().map(|(day, _)| *day);
                let header = std::iter::once("What").chain(days).map(str::to_owned).collect();
                let (step, title) = (step.id.clone(), step.title.clone());
                let (protocol, protocol_title) = (meeting.protocol.id.clone(), meeting.protocol.title.clone());
                told.push(Trend { protocol, protocol_title, step, title, kind: capture.word(), header, rows });
            }
        }
    }
    told
}

fn rows(step: &Step, counts: &[&CarriedCount], sessions: &[(&str, &Id)]) -> Option<Vec<Vec<String>>> {
    let on = |session: &Id, item: &str| counts.iter().find(|count| count.session == *session && count.item == item);
    let row = |name: &str, cell: &dyn Fn(&CarriedCount) -> String, item: &str| {
        let cells = sessions.iter().map(|(_, session)| on(session, item).map(|count| cell(count)).unwrap_or_default());
        std::iter::once(name.to_owned()).chain(cells).collect::<Vec<_>>()
    };
    let option = |count: &CarriedCount, option: &str, percent: bool| {
        let told = count.counts.iter().find(|count| count.option == option).map(|count| count.told);
        cell(told, count.people, percent)
    };
    match step.capture.as_ref()? {
        Capture::Poll(poll) if poll.series_key => {
            let mut rows: Vec<Vec<String>> = (poll.choices.iter())
                .map(|choice| row(choice, &|count| option(count, choice, poll.percent), ""))
                .collect();
            rows.push(row("People", &|count| count.people.map(|people| people.to_string()).unwrap_or_default(), ""));
            Some(rows)
        }
        Capture::Scale(scale) if scale.series_key => {
            // The newest words of an item; items of earlier wordings keep their key.
            let mut items: Vec<(&str, &str)> = Vec::new();
            for count in counts {
                match items.iter_mut().find(|(key, _)| *key == count.item) {
                    Some((_, label)) => *label = &count.label,
                    None => items.push((&count.item, &count.label)),
                }
            }
            let rated = |count: &CarriedCount| {
                let people = count.people.map(|people| format!(" ({people})")).unwrap_or_default();
                let mean = mean(&count.counts);
                if mean.is_empty() { "not told".to_owned() } else { mean + &people }
            };
            Some(items.into_iter().map(|(key, label)| row(label, &rated, key)).collect())
        }
        Capture::Plane(plane) if plane.series_key => {
            let names = super::tally::options(plane);
            let used = |key: &String| counts.iter().any(|count| count.counts.iter().any(|c| c.option == *key));
            let names = names.into_iter().filter(|(key, _)| used(key));
            Some(names.map(|(key, name)| row(&name, &|count| option(count, &key, false), "")).collect())
        }
        _ => None,
    }
}

/// One line on an action: its words, and in brackets what else was filled in.
#[must_use]
pub fn line(fields: &BTreeMap<ActionField, String>) -> String {
    let text = fields.get(&ActionField::Text).cloned().unwrap_or_default();
    let more: Vec<String> = (fields.iter().filter(|(field, _)| **field != ActionField::Text))
        .map(|(field, words)| format!("{}: {words}", field.short()))
        .collect();
    if more.is_empty() { text } else { format!("{text} ({})", more.join(", ")) }
}
