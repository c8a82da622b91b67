//! What a retreat begins with, and the binding of slots to views.

use std::collections::BTreeMap;

use crate::protocol::{Occasion, Protocol, StepIndex};
use crate::records::Admission;
use crate::session::{Entry, Session};

use super::super::event::{Effect, Moment};
use super::super::form::Form;
use super::draft::Draft;
use super::{Part, Retreat, Round, Saves, Timer, Unfinished};

/// Everything that a retreat begins with.
#[derive(Debug)]
pub struct Opening {
    /// The conversation method.
    pub protocol: Protocol,
    /// The session, new or replayed.
    pub session: Session,
    /// What may be shown.
    pub admission: Option<Admission>,
    /// Write nothing.
    pub rehearsal: bool,
    /// Name of the session file, for the screen.
    pub place: String,
    /// Sentences for the curtain.
    pub notices: Vec<String>,
    /// What is wrong about saving from the start.
    pub trouble: Option<String>,
    /// Taken up again: lines of the file that could not be read.
    pub resumed: Option<u32>,
    /// Words that were being typed when the session broke off.
    pub draft: String,
}

impl Retreat {
    /// The retreat behind its curtain, and what is to be saved first.
    #[must_use]
    pub fn open(opening: Opening, now: Moment) -> (Self, Vec<Effect>) {
        let Opening { protocol, session, admission, rehearsal, place, mut notices, trouble, resumed, draft } = opening;
        let (bound, advice) = bind(&protocol, admission.as_ref());
        notices.extend(advice);
        let state = session.state();
        let occasion = occasion(&protocol, &session);
        let begins_at = begins_at(&protocol, &session, occasion);
        let at = state.step.as_deref().and_then(|id| protocol.position(id)).unwrap_or(begins_at);
        notices.extend(followed(&session));
        notices.extend(asked(&session));
        let mut retreat = Self {
            bound,
            curtain: true,
            resumed: resumed.is_some(),
            at,
            occasion,
            begins_at,
            turn: 0,
            part: Part::Picture,
            enlarged: false,
            view: 0,
            values: false,
            mark: None,
            chosen: None,
            typing: None,
            unfinished: Unfinished::default(),
            numbers: BTreeMap::new(),
            target: 0,
            form: Form::default(),
            sheets: BTreeMap::new(),
            cells: BTreeMap::new(),
            row: 0,
            column: 0,
            timer: Timer::default(),
            skipped: 0,
            round: Round::default(),
            saves: Saves::begun_with(trouble),
            message: None,
            panel_allowed: false,
            draft_due: None,
            leaving: false,
            naming: super::naming::Naming::default(),
            now,
            protocol,
            session,
            admission,
            rehearsal,
            place,
            notices,
            findings: Vec::new(),
        };
        Draft::read(&draft).restore(&mut retreat);
        let mut effects = Vec::new();
        if let Some(damaged) = resumed {
            retreat.record(Entry::Resumed { damaged }, &mut effects);
            // What the room had seen is asked for again: nobody knows who sits there now.
            let views: Vec<String> = retreat.session.state().revealed.iter().cloned().collect();
            if !views.is_empty() {
                retreat.record(Entry::Covered { views }, &mut effects);
            }
        }
        (retreat, effects)
    }
}

/// How many meetings of the series came before.
fn earlier(session: &Session) -> usize {
    session.header().carried.as_ref().map_or(0, |carried| carried.sessions.len())
}

/// Which meeting of its series it is: after the first one come the check-points, one each, then ordinary ones.
pub(super) fn occasion(protocol: &Protocol, session: &Session) -> Occasion {
    let checkpoints = protocol.series.as_ref().map_or(0, |series| series.checkpoints.len());
    match earlier(session) {
        0 => Occasion::First,
        earlier if earlier <= checkpoints => Occasion::Checkpoint,
        _ => Occasion::Later,
    }
}

/// The step at which this meeting begins.
pub(super) fn begins_at(protocol: &Protocol, session: &Session, occasion: Occasion) -> StepIndex {
    let checkpoints = protocol.series.iter().flat_map(|series| &series.checkpoints);
    let own = earlier(session).checked_sub(1).and_then(|at| checkpoints.clone().nth(at));
    match own.filter(|_| occasion == Occasion::Checkpoint) {
        Some(checkpoint) => checkpoint.start_at,
        None => protocol.begins_at(occasion),
    }
}

/// What the curtain says of the sessions before.
fn followed(session: &Session) -> Option<String> {
    let carried = session.header().carried.as_ref()?;
    let last = carried.sessions.last()?;
    let open = match carried.actions.len() {
        0 => "no action is open".to_owned(),
        1 => "1 action is open".to_owned(),
        open => format!("{open} actions are open"),
    };
    let asked = match carried.questions.len() {
        0 => String::new(),
        1 => ", 1 question as well".to_owned(),
        asked => format!(", {asked} questions as well"),
    };
    Some(format!("This follows the session of {}: {open}{asked}.", last.date))
}

/// Most open questions that the curtain names.
const ASKED: usize = 3;

/// The open questions of the sessions before, the newest first.
fn asked(session: &Session) -> Vec<String> {
    let questions = session.header().carried.iter().flat_map(|carried| carried.questions.iter().rev());
    questions.take(ASKED).map(|question| format!("Still open: {}", crate::text::cut(&question.text, 100))).collect()
}

/// For each step the positions of its views. A slot takes the view that offers to fill it, else the view of that name, else the
/// next prepared view that no slot has taken; the second value tells the facilitator about such stand-ins.
pub(super) fn bind(protocol: &Protocol, admission: Option<&Admission>) -> (Vec<Vec<usize>>, Vec<String>) {
    let views = admission.map(Admission::views).unwrap_or_default();
    let named = |slot: &str| {
        let offered = views.iter().position(|view| view.slot() == Some(slot));
        offered.or_else(|| views.iter().position(|view| view.id() == slot))
    };
    let slots: Vec<&String> = protocol.steps.iter().flat_map(|step| &step.views).collect();
    let mut taken: Vec<(&String, usize)> = Vec::new();
    for slot in &slots {
        if let Some(view) = named(slot) {
            taken.push((slot, view));
        }
    }
    let mut stand_ins: Vec<String> = Vec::new();
    for slot in &slots {
        if taken.iter().any(|(name, _)| name == slot) {
            continue;
        }
        let free = (0..views.len()).find(|at| !taken.iter().any(|(_, view)| view == at));
        if let Some(view) = free.or(if views.is_empty() { None } else { Some(0) }) {
            taken.push((slot, view));
            stand_ins.extend(views.get(view).map(|view| format!("\"{}\" stands for \"{slot}\"", view.title())));
        }
    }
    let mut last = if views.is_empty() { Vec::new() } else { vec![0] };
    let mut bound = Vec::new();
    for step in &protocol.steps {
        let mut own: Vec<usize> = Vec::new();
        for slot in &step.views {
            if let Some((_, view)) = taken.iter().find(|(name, _)| *name == slot)
                && !own.contains(view)
            {
                own.push(*view);
            }
        }
        if !own.is_empty() {
            last = own;
        }
        bound.push(last.clone());
    }
    // One sentence, however many there are: it is no fault, only to be known.
    let advice = (!stand_ins.is_empty()).then(|| format!("{}, as the protocol calls it.", stand_ins.join(", ")));
    (bound, advice.into_iter().collect())
}
