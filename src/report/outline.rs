//! The content of a report, in the order in which it is told, before it becomes Markdown, CSV or JSON.
//!
//! The field names are those of the JSON report ([`super::json()`]). All text in it is sanitised.

use serde::Serialize;

use super::Retreat;
use super::pictures::{Picture, Pictures};
use crate::protocol::{ActionField, Prose, Protocol, Step};
use crate::session::{Account, Board, Comment, Deed, Forecast, Next, PARKING_LOT, Row};
use crate::text::{sanitise, sanitise_lines};

/// One retreat.
#[derive(Debug, Serialize)]
pub(super) struct Outline {
    pub(super) title: String,
    pub(super) date: String,
    pub(super) protocol: Method,
    /// `None` for a session without data.
    pub(super) privacy: Option<Privacy>,
    /// Whether the session was left on purpose.
    pub(super) closed: bool,
    /// Lines of the session file that could not be read.
    pub(super) unreadable: usize,
    /// When the meeting after this one is due, where the protocol plans it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
    pub(super) actions: Vec<Action>,
    pub(super) steps: Vec<Section>,
    pub(super) views: Vec<Picture>,
}

/// The protocol that was followed.
#[derive(Debug, Serialize)]
pub(super) struct Method {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) credit: String,
    /// The language of its texts (BCP 47).
    #[serde(skip)]
    pub(super) language: Option<String>,
}

/// What was withheld, and for whom the rest is meant.
#[derive(Debug, Serialize)]
pub(super) struct Privacy {
    pub(super) audience: &'static str,
    pub(super) minimum_group: u32,
    /// What is told beside every picture that is not meant for everybody, or whose minimum was lowered.
    pub(super) badge: Option<String>,
    /// Sentences on groups hidden, rows set aside and students not tested.
    pub(super) notices: Vec<String>,
}

/// A step, by id and by the name on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct StepName {
    pub(super) id: String,
    pub(super) title: String,
}

/// An action.
#[derive(Debug, Serialize)]
pub(super) struct Action {
    pub(super) step: StepName,
    pub(super) text: String,
    pub(super) owner: Option<String>,
    pub(super) due: Option<String>,
    pub(super) measure: Option<String>,
    pub(super) horizon: Option<String>,
    pub(super) who_we_will_ask: Option<String>,
    /// What the step was repeated for when it was said.
    pub(super) about: Option<String>,
    /// What a later session of the same report said of it.
    #[serde(skip)]
    pub(super) later: Option<Later>,
}

/// What became of an action, in the word of a review.
#[derive(Debug)]
pub(super) struct Later {
    pub(super) word: String,
    /// Whether it is not open any more.
    pub(super) ended: bool,
}

impl Action {
    /// What was filled in besides its words, in the order in which it is told.
    pub(super) fn filled(&self) -> impl Iterator<Item = (ActionField, &str)> {
        let fields = [
            (ActionField::Owner, &self.owner),
            (ActionField::Due, &self.due),
            (ActionField::Measure, &self.measure),
            (ActionField::Horizon, &self.horizon),
            (ActionField::WhoWeWillAsk, &self.who_we_will_ask),
        ];
        let filled = fields.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?)));
        filled.filter(|(_, text)| !text.trim().is_empty())
    }
}

/// What a step captured besides comments and predictions, as a table: a poll, a matrix, what became of earlier actions ...
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    /// The word of the protocol language: `poll`, `scale`, `plane`, `vote`, `matrix`, `cluster`, `review` or `confirm`.
    pub(super) kind: &'static str,
    /// Heads of the columns of `rows`; the first is that of the rows' names.
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// What it comes to, in sentences.
    pub(super) notes: Vec<String>,
}

/// A step and what was said in it.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    /// Place in the protocol, from 1; `None` for a step that it does not know.
    pub(super) number: Option<usize>,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: Option<&'static str>,
    /// Whether the group was in it.
    pub(super) reached: bool,
    pub(super) minutes_planned: Option<u32>,
    pub(super) minutes_used: Option<u32>,
    /// Its words alone.
    pub(super) prompt: String,
    /// As it is drawn.
    #[serde(skip)]
    pub(super) prose: Prose,
    pub(super) comments: Vec<Remark>,
    /// Comments of earlier steps that were kept for this one.
    pub(super) returned: Vec<Remark>,
    pub(super) predictions: Vec<Guess>,
    /// The table that the step filled, if it fills one and anything stands in it.
    pub(super) sheet: Option<Sheet>,
}

/// A comment.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Remark {
    /// Which comment it is; a comment that was kept for a later step is told twice.
    #[serde(skip)]
    pub(super) id: u64,
    pub(super) text: String,
    pub(super) tag: Option<String>,
    /// The question of the step that it answers.
    pub(super) question: Option<String>,
    /// What the step was repeated for when it was said.
    pub(super) about: Option<String>,
    pub(super) evidence: Option<Pointer>,
    pub(super) dittos: u32,
    /// The step it was said in.
    pub(super) said_in: StepName,
    /// The later step it was kept for.
    pub(super) kept_for: Option<StepName>,
}

/// The mark that a comment points to, as it was shown.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Pointer {
    pub(super) view: String,
    /// Title of the view, if the view was shown.
    pub(super) view_title: Option<String>,
    /// Key of the mark.
    #[serde(skip)]
    pub(super) mark: String,
    pub(super) label: String,
    pub(super) value: String,
}

/// A prediction.
#[derive(Debug, Serialize)]
pub(super) struct Guess {
    pub(super) view: String,
    pub(super) label: String,
    pub(super) predicted: f64,
    /// The prediction in words: `45%`, `30-40%`, `higher`, `place 2`.
    pub(super) words: String,
    /// Where it was made of several numbers: of how many.
    pub(super) voices: Option<String>,
    pub(super) unit: String,
    /// The value as it was shown; `None` if it never was.
    pub(super) actual: Option<String>,
    pub(super) after_reveal: bool,
}

impl Guess {
    /// The prediction as people read it.
    pub(super) fn told(&self) -> String {
        match &self.voices {
            Some(voices) => format!("{} ({voices})", self.words),
            None => self.words.clone(),
        }
    }
}

impl Outline {
    /// The content of a report on one retreat.
    pub(super) fn of(retreat: &Retreat<'_>) -> Self {
        let privacy = retreat.views.map(|admission| Privacy {
            audience: admission.audience().word(),
            minimum_group: admission.minimum_group(),
            badge: admission.badge(),
            notices: admission.notices().iter().map(|notice| sanitise(notice)).collect(),
        });
        Self::with(retreat, privacy, Pictures::read(retreat.views, retreat.state))
    }

    /// As [`Self::of`], with what comes from the data already resolved.
    pub(super) fn with(retreat: &Retreat<'_>, privacy: Option<Privacy>, pictures: Pictures) -> Self {
        let Retreat { protocol, state, .. } = *retreat;
        let account = retreat.account();
        let steps = sections(&account, &pictures);
        Self {
            title: sanitise(retreat.title),
            date: sanitise(retreat.date),
            protocol: Method {
                id: sanitise(&protocol.id),
                title: sanitise(&protocol.title),
                credit: sanitise(&protocol.credit),
                language: protocol.language.as_deref().map(sanitise),
            },
            privacy,
            closed: state.closed,
            unreadable: retreat.unreadable,
            next: Next::of(protocol, retreat.date, retreat.carried).map(|next| sanitise(&next.to_string())),
            actions: account.deeds().iter().map(|deed| action(protocol, deed)).collect(),
            steps,
            views: pictures.shown,
        }
    }
}

/// One section a step of the protocol, then one a step that only the entries know.
fn sections(account: &Account<'_>, pictures: &Pictures) -> Vec<Section> {
    let Account { protocol, state, .. } = *account;
    let mut sections: Vec<Section> = (0..).zip(&protocol.steps).map(|(at, step)| known(at, step, account)).collect();
    let mut place = |id: &str| -> usize {
        if let Some(at) = sections.iter().position(|section| section.id == id) {
            return at;
        }
        sections.push(unknown(id));
        sections.len() - 1
    };
    let said: Vec<usize> = state.comments.iter().map(|comment| place(&comment.step)).collect();
    let back: Vec<Option<usize>> =
        state.comments.iter().map(|comment| comment.shelved.as_deref().map(&mut place)).collect();
    let guessed: Vec<usize> = state.forecasts.iter().map(|forecast| place(&forecast.step)).collect();

    for (comment, (said, back)) in state.comments.iter().zip(said.into_iter().zip(back)) {
        let remark = remark(account, comment, pictures);
        if let Some(section) = back.and_then(|at| sections.get_mut(at)) {
            section.returned.push(remark.clone());
        }
        if let Some(section) = sections.get_mut(said).filter(|section| !section.takes(comment)) {
            section.comments.push(remark);
        }
    }
    for (forecast, at) in state.forecasts.iter().zip(guessed) {
        if let Some(section) = sections.get_mut(at) {
            section.predictions.push(guess(forecast, pictures));
        }
    }
    for section in &mut sections {
        section.id = sanitise(&section.id);
    }
    sections
}

impl Section {
    /// Whether there is anything to say about the step.
    pub(super) fn is_told(&self) -> bool {
        let is_blank = self.comments.is_empty() && self.returned.is_empty() && self.predictions.is_empty();
        self.reached || !is_blank || self.sheet.is_some()
    }

    /// Whether a comment stands in the table already, as the name of a row.
    fn takes(&self, comment: &Comment) -> bool {
        let name = sanitise_lines(&comment.text);
        self.sheet.as_ref().is_some_and(|sheet| sheet.rows.iter().any(|row| row.first() == Some(&name)))
    }
}

fn sheet(account: &Account<'_>, at: usize, kind: &'static str) -> Option<Sheet> {
    let board = account.board(at).filter(Board::is_filled)?;
    let lines = |texts: &[String]| texts.iter().map(|text| sanitise_lines(text)).collect::<Vec<_>>();
    let linked = |row: &Row| {
        let link = |at: usize| match row.links.get(at).and_then(Option::as_ref) {
            Some(link) => format!(" [{}: {}]", sanitise(&link.label), sanitise(&link.value)),
            None => String::new(),
        };
        lines(&row.cells).into_iter().enumerate().map(|(at, words)| words + &link(at)).collect()
    };
    let rows = board.rows.iter().map(|row| {
        // Under a heading stands the heading's name, not its number on the screen.
        let cells = row.group.as_ref().map_or_else(|| linked(row), |group| vec![sanitise(group)]);
        std::iter::once(sanitise_lines(&row.name)).chain(cells).collect()
    });
    let mut notes = lines(&board.notes);
    if !board.points.is_empty() {
        let point = |(x, y, many): &(i64, i64, u32)| match many {
            1 => format!("({x}, {y})"),
            _ => format!("({x}, {y}) x{many}"),
        };
        notes.push(format!("Points: {}", board.points.iter().map(point).collect::<Vec<_>>().join(" ")));
    }
    Some(Sheet { kind, header: lines(&board.heads), rows: rows.collect(), notes })
}

fn known(at: usize, step: &Step, account: &Account<'_>) -> Section {
    let state = account.state;
    Section {
        number: Some(at + 1),
        sheet: step.capture.as_ref().and_then(|capture| sheet(account, at, capture.word())),
        id: step.id.clone(),
        title: sanitise(&step.title),
        kind: Some(step.kind.word()),
        reached: state.visited.contains(&step.id),
        minutes_planned: Some(step.minutes),
        minutes_used: state.clocks.get(&step.id).map(|clock| clock.seconds.saturating_add(30) / 60),
        prompt: step.prose().plain(),
        prose: step.prose(),
        ..unknown(&step.id)
    }
}

fn unknown(id: &str) -> Section {
    Section {
        number: None,
        id: id.to_owned(),
        title: if id == PARKING_LOT { "Parking lot".to_owned() } else { sanitise(id) },
        kind: None,
        reached: true,
        minutes_planned: None,
        minutes_used: None,
        prompt: String::new(),
        prose: Prose::default(),
        comments: Vec::new(),
        returned: Vec::new(),
        predictions: Vec::new(),
        sheet: None,
    }
}

fn remark(account: &Account<'_>, comment: &Comment, pictures: &Pictures) -> Remark {
    let protocol = account.protocol;
    let step = protocol.steps.iter().find(|step| step.id == comment.step);
    let about = step.zip(comment.about.as_deref()).and_then(|(step, key)| account.about(step, key));
    Remark {
        id: comment.id,
        text: sanitise_lines(&comment.text),
        tag: comment.tag.as_deref().map(sanitise),
        question: comment.question.as_deref().map(sanitise),
        about: about.map(|words| sanitise_lines(&words)),
        evidence: comment.evidence.as_ref().map(|evidence| Pointer {
            view: sanitise(&evidence.view),
            view_title: pictures.title(&evidence.view).map(sanitise),
            mark: evidence.mark.clone(),
            label: sanitise(&evidence.label),
            value: sanitise(&evidence.value),
        }),
        dittos: comment.dittos,
        said_in: name(protocol, &comment.step),
        kept_for: comment.shelved.as_deref().map(|step| name(protocol, step)),
    }
}

fn guess(forecast: &Forecast, pictures: &Pictures) -> Guess {
    Guess {
        view: sanitise(&forecast.view),
        label: sanitise(&forecast.label),
        predicted: forecast.value,
        words: sanitise(&forecast.words(pictures.unit(forecast))),
        voices: forecast.voices.map(|voices| voices.words(forecast.guess)),
        unit: sanitise(pictures.unit(forecast)),
        actual: pictures.actual(forecast).map(sanitise),
        after_reveal: forecast.after_reveal,
    }
}

fn action(protocol: &Protocol, action: &Deed) -> Action {
    let field = |field| action.fields.get(&field).map(|text| sanitise_lines(text));
    Action {
        step: name(protocol, &action.step),
        text: field(ActionField::Text).unwrap_or_default(),
        owner: field(ActionField::Owner),
        due: field(ActionField::Due),
        measure: field(ActionField::Measure),
        horizon: field(ActionField::Horizon),
        who_we_will_ask: field(ActionField::WhoWeWillAsk),
        about: action.about.as_deref().map(sanitise_lines),
        later: None,
    }
}

fn name(protocol: &Protocol, id: &str) -> StepName {
    let step = protocol.steps.iter().find(|step| step.id == id);
    StepName { id: sanitise(id), title: sanitise(step.map_or(id, |step| &step.title)) }
}
