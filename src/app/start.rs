//! The start screen and the lists behind it: what to open, with which protocol, which session to take up.

use super::event::{Effect, Listing, Sessions};
use super::keymap::Action;
use super::{App, Screen};

/// The entries of the menu, in order.
pub const MENU: [(&str, &str); 5] = [
    ("Try the demo", "made-up students, nothing to prepare"),
    ("Open data", "choose a CSV file, then a protocol"),
    ("Resume", "go on with an earlier retreat"),
    ("Check my terminal", "signs, colours, distance and keys of this projector"),
    ("Quit", ""),
];

/// Position of the test card in the menu.
const TEST_CARD: usize = 3;

/// Where somebody is before a retreat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The menu.
    Menu,
    /// A folder.
    Files(Listing),
    /// The bundled protocols, for this data file.
    Protocols(String),
    /// Sessions to take up.
    Sessions(Sessions),
}

/// A bundled protocol in the list: id and title.
pub type Offer = (String, String);

/// The start screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub(super) place: Place,
    pub(super) chosen: usize,
    pub(super) offers: Vec<Offer>,
    pub(super) problem: Vec<String>,
    pub(super) busy: bool,
}

impl Start {
    /// The menu; `offers` are the bundled protocols.
    #[must_use]
    pub fn new(offers: Vec<Offer>) -> Self {
        Self { place: Place::Menu, chosen: 0, offers, problem: Vec::new(), busy: false }
    }

    /// Where somebody is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Position of the chosen line.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The bundled protocols.
    #[must_use]
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    /// Why the last choice was not possible.
    #[must_use]
    pub fn problem(&self) -> &[String] {
        &self.problem
    }

    /// Whether something is being read.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.busy
    }

    /// How many lines there are to choose from.
    #[must_use]
    pub fn count(&self) -> usize {
        match &self.place {
            Place::Menu => MENU.len(),
            Place::Files(listing) => listing.items.len(),
            Place::Protocols(_) => self.offers.len(),
            Place::Sessions(sessions) => sessions.list.len(),
        }
    }

    pub(super) fn step(&mut self, forward: bool) {
        let last = self.count().saturating_sub(1);
        self.chosen = if forward { (self.chosen + 1).min(last) } else { self.chosen.saturating_sub(1) };
    }

    pub(super) fn show(&mut self, place: Place) {
        self.place = place;
        self.chosen = 0;
        self.problem.clear();
        self.busy = false;
    }

    /// Whether the test card is chosen.
    fn is_at_test_card(&self) -> bool {
        self.place == Place::Menu && self.chosen == TEST_CARD
    }

    /// Opens what is chosen; `None` when it is the wish to leave.
    pub(super) fn open(&mut self) -> Option<Vec<Effect>> {
        self.problem.clear();
        let effects = match &self.place {
            Place::Menu => match self.chosen {
                0 => vec![Effect::Demo],
                1 => vec![Effect::Browse(String::new())],
                2 => vec![Effect::FindSessions],
                _ => return None,
            },
            Place::Files(listing) => match listing.items.get(self.chosen) {
                Some(item) if item.folder => vec![Effect::Browse(item.path.clone())],
                Some(item) => {
                    let data = item.path.clone();
                    self.show(Place::Protocols(data));
                    return Some(Vec::new());
                }
                None => Vec::new(),
            },
            Place::Protocols(data) => match self.offers.get(self.chosen) {
                Some((protocol, _)) => vec![Effect::Open { protocol: protocol.clone(), data: data.clone() }],
                None => Vec::new(),
            },
            Place::Sessions(sessions) => match sessions.list.get(self.chosen) {
                Some(session) => vec![Effect::Resume(session.path.clone())],
                None => Vec::new(),
            },
        };
        self.busy = !effects.is_empty();
        Some(effects)
    }
}

impl App {
    pub(super) fn act_on_start(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Screen::Start(start) = &mut self.screen else { return };
        match action {
            Action::Up => start.step(false),
            Action::Down => start.step(true),
            Action::Accept if start.is_at_test_card() => self.check_terminal(),
            Action::Accept if !start.busy => match start.open() {
                Some(wanted) => effects.extend(wanted),
                None => effects.push(Effect::Quit),
            },
            Action::Cancel => start.show(Place::Menu),
            _ => {}
        }
    }
}
