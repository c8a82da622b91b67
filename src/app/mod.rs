//! The program as a pure state machine: [`Event`] in, state and [`Effect`]s out. No I/O, no clock, no terminal library.
//!
//! Depends on `session`, `protocol`, `chart`, `records` and below. [`App::update`] is total: every event is taken in every
//! state. Screens are an enum with data, an overlay is an option, so that no two can be open at once.

mod event;
mod follower;
mod form;
mod key;
pub mod keymap;
mod keystroke;
mod line;
mod overlay;
mod retreat;
mod roles;
mod sheet;
mod start;
mod test_card;

pub use event::{Effect, Event, FileItem, Listing, Moment, News, Outcome, Sessions, Size, Unfinished};
pub use follower::Follower;
pub use form::Form;
pub use key::{Key, KeyCode};
pub use keymap::{Action, Context};
pub use line::{LONGEST, Line};
pub use overlay::{Overlay, Question};
pub use retreat::{
    Gate, Item, Kept, OpenCell, Opening, Origin, Part, Retreat, Rewriting, Save, Saves, Timer, Typing,
    Unfinished as OpenComment,
};
pub use roles::Roles;
pub use sheet::{Asked, Sheet};
pub use start::{MENU, Offer, Place, Start};
pub use test_card::{Page, Seen, TestCard};

/// Smallest window in which the program can be used.
pub const SMALLEST: Size = Size { width: 60, height: 16 };

/// A screen.
#[derive(Debug)]
pub enum Screen {
    /// Before a retreat.
    Start(Start),
    /// Columns of a file without a card get their roles.
    Roles(Roles),
    /// A retreat.
    Retreat(Box<Retreat>),
    /// A retreat that another window runs.
    Follower(Box<Follower>),
    /// A test card for the terminal.
    TestCard(TestCard),
}

/// The whole state.
#[derive(Debug)]
pub struct App {
    screen: Screen,
    overlay: Option<Overlay>,
    size: Size,
    theme: usize,
    themes: usize,
    now: Moment,
    wake: Option<Moment>,
}

impl App {
    /// The program on its start screen; `themes` is how many there are, `theme` the first one shown.
    #[must_use]
    pub fn starting(offers: Vec<Offer>, theme: usize, themes: usize) -> Self {
        Self::on(Screen::Start(Start::new(offers)), theme, themes)
    }

    /// The program on a screen.
    #[must_use]
    pub fn on(screen: Screen, theme: usize, themes: usize) -> Self {
        let now = Moment::default();
        Self { screen, overlay: None, size: Size::default(), theme, themes: themes.max(1), now, wake: None }
    }

    /// The screen.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// What lies over it.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// Size of the terminal.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// Whether the window is too small to show the program: then nothing can be answered or started, only typed.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
        self.size.width < SMALLEST.width || self.size.height < SMALLEST.height
    }

    /// Position of the theme in the list of themes.
    #[must_use]
    pub fn theme(&self) -> usize {
        self.theme
    }

    /// The retreat, if one is run.
    #[must_use]
    pub fn retreat(&self) -> Option<&Retreat> {
        if let Screen::Retreat(retreat) = &self.screen { Some(retreat) } else { None }
    }

    /// Where a key is pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        match (&self.overlay, &self.screen) {
            (Some(Overlay::Question(_)), _) => Context::Question,
            (Some(Overlay::Help(_) | Overlay::Panel(_) | Overlay::Exhibit(_)), _) => Context::Reading,
            (Some(Overlay::Agenda(_)), _) | (_, Screen::Start(_)) => Context::List,
            (_, Screen::Roles(_)) => Context::Roles,
            (_, Screen::Follower(_)) => Context::Following,
            (_, Screen::TestCard(_)) => Context::TestCard,
            (_, Screen::Retreat(retreat)) => match retreat.typing() {
                _ if retreat.curtain() => Context::Curtain,
                None => Context::Step,
                Some(Typing::Comment) => Context::Typing,
                Some(Typing::Prediction | Typing::Count) => Context::Predicting,
                Some(Typing::Action | Typing::Cell) => Context::Form,
            },
        }
    }

    /// Takes an event in; what is to be done comes back.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Clock(now) => self.now = self.now.max(now),
            Event::Key(key) => self.press(key, &mut effects),
            Event::Paste(text) => self.paste(&text),
            Event::Resized(size) => self.size = size,
            Event::Ends(last) => self.stop_at(last),
            Event::Saved(outcome) => self.with_retreat(|retreat| retreat.settle(&outcome, &mut effects)),
            Event::Reported(Ok(name)) => self.with_retreat(|retreat| retreat.say(format!("the report is in {name}"))),
            Event::Played(words) => self.with_retreat(|retreat| retreat.say(words)),
            Event::Reported(Err(words)) => self.with_retreat(|retreat| retreat.say(words)),
            Event::Listed(listing) => self.show(Place::Files(listing)),
            Event::Found(sessions) => self.show(Place::Sessions(sessions)),
            Event::Outlined(outline) => {
                self.overlay = None;
                self.screen = Screen::Roles(Roles::new(*outline));
            }
            Event::Began(opening) => {
                let (retreat, first) = Retreat::open(*opening, self.now);
                effects.extend(first);
                self.overlay = None;
                self.screen = Screen::Retreat(Box::new(retreat));
            }
            Event::Followed(Ok(opening)) => self.follow(*opening),
            Event::Followed(Err(words)) => {
                if let Screen::Follower(follower) = &mut self.screen {
                    follower.lose(words);
                }
            }
            Event::Rewritten(Ok(rewriting)) => self.rewrite(*rewriting, &mut effects),
            Event::Rewritten(Err(findings)) => self.with_retreat(|retreat| retreat.keep_protocol(findings)),
            Event::LookKept(outcome) => self.look_kept(outcome),
            Event::Refused(lines) => self.refused(lines),
            Event::Terminated => {
                self.with_retreat(|retreat| retreat.rescue_draft(&mut effects));
                effects.push(Effect::Quit);
            }
        }
        let now = self.now;
        self.with_retreat(|retreat| retreat.advance(now, &mut effects));
        if let Screen::Follower(follower) = &mut self.screen {
            follower.advance(now);
        }
        let wake = match &self.screen {
            Screen::Retreat(retreat) => retreat.next_wake(),
            Screen::Follower(follower) => follower.next_wake(),
            Screen::Start(_) | Screen::Roles(_) | Screen::TestCard(_) => None,
        };
        if wake != self.wake {
            self.wake = wake;
            effects.extend(wake.map(Effect::Wake));
        }
        effects
    }

    fn follow(&mut self, opening: Opening) {
        let now = self.now;
        match &mut self.screen {
            Screen::Follower(follower) => follower.catch_up(opening, now),
            _ => self.screen = Screen::Follower(Box::new(Follower::new(opening, now))),
        }
    }

    fn rewrite(&mut self, rewriting: Rewriting, effects: &mut Vec<Effect>) {
        let mut changed = false;
        self.with_retreat(|retreat| changed = retreat.rewrite(rewriting, effects));
        // They are about the steps as they were numbered before.
        if changed && matches!(self.overlay, Some(Overlay::Agenda(_) | Overlay::Question(Question::Reveal(_)))) {
            self.overlay = None;
        }
    }

    fn with_retreat(&mut self, change: impl FnOnce(&mut Retreat)) {
        if let Screen::Retreat(retreat) = &mut self.screen {
            change(retreat);
        }
    }

    fn show(&mut self, place: Place) {
        if let Screen::Start(start) = &mut self.screen {
            start.show(place);
        }
    }

    fn refused(&mut self, lines: Vec<String>) {
        match &mut self.screen {
            Screen::Start(start) => {
                start.busy = false;
                start.problem = lines;
            }
            Screen::Roles(roles) => roles.refuse(lines),
            Screen::Retreat(retreat) => retreat.say(lines.join(" ")),
            Screen::Follower(follower) => follower.lose(lines.join(" ")),
            Screen::TestCard(_) => {}
        }
    }

    fn paste(&mut self, text: &str) {
        if self.overlay.is_some() {
            return;
        }
        self.with_retreat(|retreat| {
            if retreat.curtain() {
                return;
            }
            if retreat.typing().is_none() {
                retreat.begin();
            }
            if retreat.typing().is_some() {
                retreat.type_text(text.trim_end_matches(['\r', '\n']));
            }
        });
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
