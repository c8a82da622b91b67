//! The program as a pure state machine: [`Event`] in, state and [`Effect`]s out. No I/O, no clock, no terminal library.
//!
//! Depends on `session`, `protocol`, `chart`, `records` and below. [`App::update`] is total: every event is taken in every
//! state. Screens are an enum with data, an overlay is an option, so that no two can be open at once.

mod event;
mod follower;
mod form;
mod key;
pub mod keymap;
mod line;
mod overlay;
mod retreat;
mod roles;
mod sheet;
mod start;

pub use event::{Effect, Event, FileItem, Listing, Moment, News, Outcome, Size, Unfinished};
pub use follower::Follower;
pub use form::Form;
pub use key::{Key, KeyCode};
pub use keymap::{Action, Context};
pub use line::{LONGEST, Line};
pub use overlay::{Overlay, Question};
pub use retreat::{
    Gate, Item, OpenCell, Opening, Origin, Part, Retreat, Rewriting, Save, Saves, Timer, Typing,
    Unfinished as OpenComment,
};
pub use roles::Roles;
pub use sheet::{Asked, Sheet};
pub use start::{MENU, Offer, Place, Start};

use crate::protocol::Capture;

/// Smallest window in which the program can be used.
pub const SMALLEST: Size = Size { width: 60, height: 16 };

/// Lines of a page when a text is leafed through.
const PAGE: i32 = 10;

/// Whether a key may act on a screen that nobody can see: text goes on being typed, and leaving needs no picture.
fn keeps_working_unseen(context: Context, key: Key) -> bool {
    let typed = matches!(context, Context::Typing | Context::Predicting | Context::Form);
    typed
        && matches!(
            keymap::lookup(context, key),
            None | Some(Action::EraseBack | Action::EraseForward | Action::EraseWord)
        )
}

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
            Screen::Start(_) | Screen::Roles(_) => None,
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

    fn press(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if self.overlay == Some(Overlay::Blank) {
            self.overlay = None;
            return;
        }
        let now = self.now;
        self.with_retreat(|retreat| {
            retreat.message = None;
            retreat.advance(now, effects);
        });
        let context = self.context();
        if self.is_too_small() && !keeps_working_unseen(context, key) {
            return;
        }
        let Some(action) = keymap::lookup(context, key) else { return self.unbound(context, key, effects) };
        match context {
            Context::Question => self.answer(action, effects),
            Context::Reading => self.read(action),
            Context::List if self.overlay.is_some() => self.agenda(action, effects),
            _ => self.act(context, action, effects),
        }
    }

    /// A key that the table does not know: text where text is typed, digits where a number is asked for.
    fn unbound(&mut self, context: Context, key: Key, effects: &mut Vec<Effect>) {
        let KeyCode::Char(c) = key.code else { return };
        if key.ctrl {
            return;
        }
        self.with_retreat(|retreat| match context {
            Context::Typing if c == '.' && retreat.unfinished().line.text().is_empty() => {}
            Context::Typing | Context::Predicting | Context::Form => retreat.type_text(c.encode_utf8(&mut [0; 4])),
            Context::Step if c.is_ascii_digit() && retreat.board().is_some() => retreat.digit(c, effects),
            Context::Step if c.is_ascii_digit() && matches!(retreat.step().capture, Some(Capture::Predict(_))) => {
                retreat.begin_prediction();
                if retreat.typing() == Some(Typing::Prediction) {
                    retreat.type_text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Context::Step if c.is_alphanumeric() => retreat.say("a starts a comment; ? shows all keys"),
            _ => {}
        });
        // The clicker's blank key comes while a line is open as well; an empty line has no use for a full stop.
        let blank = context == Context::Typing && c == '.';
        if blank && self.retreat().is_some_and(|retreat| retreat.unfinished().line.text().is_empty()) {
            self.overlay = Some(Overlay::Blank);
        }
    }

    fn act(&mut self, context: Context, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Help => self.overlay = Some(Overlay::Help(0)),
            // Nothing can be lost by closing a screen that only looks.
            Action::Leave if context == Context::Following => effects.push(Effect::Quit),
            Action::Leave => self.overlay = Some(Overlay::Question(Question::Leave)),
            Action::Theme => self.theme = (self.theme + 1) % self.themes,
            Action::Blank => self.overlay = Some(Overlay::Blank),
            _ => match &mut self.screen {
                Screen::Start(_) => self.act_on_start(action, effects),
                Screen::Roles(_) => self.act_on_roles(action),
                Screen::Retreat(_) => self.act_in_retreat(context, action, effects),
                Screen::Follower(follower) => follower.scroll(match action {
                    Action::Up => -1,
                    Action::Down => 1,
                    Action::Previous => -PAGE,
                    Action::Next => PAGE,
                    _ => 0,
                }),
            },
        }
    }

    fn act_on_start(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Screen::Start(start) = &mut self.screen else { return };
        match action {
            Action::Up => start.step(false),
            Action::Down => start.step(true),
            Action::Accept if !start.busy => match start.open() {
                Some(wanted) => effects.extend(wanted),
                None => effects.push(Effect::Quit),
            },
            Action::Cancel => start.show(Place::Menu),
            _ => {}
        }
    }

    fn act_on_roles(&mut self, action: Action) {
        let Screen::Roles(roles) = &mut self.screen else { return };
        match action {
            Action::Up | Action::PreviousPart => roles.step(false),
            Action::Down | Action::NextPart => roles.step(true),
            Action::Left => roles.turn(false),
            Action::Right => roles.turn(true),
            Action::Accept if roles.ready() => self.overlay = Some(Overlay::Question(Question::KeepCard)),
            Action::Accept => {
                roles.refuse(vec!["Give at least one column the role \"measure\": the scores to look at.".into()]);
            }
            Action::Cancel => self.overlay = Some(Overlay::Question(Question::Leave)),
            _ => {}
        }
    }

    fn act_in_retreat(&mut self, context: Context, action: Action, effects: &mut Vec<Effect>) {
        let last = self.retreat().map_or(0, |retreat| retreat.protocol().steps.len().saturating_sub(1));
        let Screen::Retreat(retreat) = &mut self.screen else { return };
        let at = retreat.at();
        let counting = retreat.typing() == Some(Typing::Count);
        let in_cell = retreat.typing() == Some(Typing::Cell);
        let mut gate = None;
        match (context, action) {
            (Context::Curtain, Action::Accept) if retreat.is_resumed() && !retreat.checks_names() => {
                self.overlay = Some(Overlay::Question(Question::Unchecked));
            }
            (Context::Curtain, Action::Accept) => gate = retreat.open_curtain(effects),
            (_, Action::Agenda) => self.overlay = Some(Overlay::Agenda(at)),
            (_, Action::Report) => effects.push(Effect::Report),
            (Context::Curtain, _) => {}
            (Context::Step, Action::Next) if retreat.next_turn(true) => {}
            (Context::Step, Action::Previous) if retreat.next_turn(false) => {}
            (_, Action::Next) => gate = retreat.go(retreat.neighbour(true).unwrap_or(last + 1), effects),
            (_, Action::Previous) => match retreat.neighbour(false) {
                Some(before) => gate = retreat.go(before, effects),
                None => retreat.say("this is the first step"),
            },
            (_, Action::First) if retreat.among_comments() => retreat.choose_end(false),
            (_, Action::Last) if retreat.among_comments() => retreat.choose_end(true),
            (_, Action::First) => gate = retreat.go(retreat.end(false), effects),
            (_, Action::Last) => gate = retreat.go(retreat.end(true), effects),
            (_, Action::Reveal) => gate = retreat.ask_for_data(),
            (_, Action::NextView) => gate = retreat.next_view(),
            (_, Action::Park) => retreat.go_to_parking_lot(),
            (_, Action::Play) => retreat.play(effects),
            (_, Action::Exhibit) if retreat.step().exhibit.is_some() => self.overlay = Some(Overlay::Exhibit(0)),
            (_, Action::Exhibit) => retreat.say("nothing was prepared to be read in this step"),
            (_, Action::NextSegment) => retreat.next_segment(),
            (_, Action::Panel) if retreat.panel_allowed => self.overlay = Some(Overlay::Panel(0)),
            (_, Action::Panel) => self.overlay = Some(Overlay::Question(Question::Panel)),
            (Context::Step, Action::Accept) => retreat.main_action(effects),
            (Context::Typing, Action::Accept) => retreat.chart(effects),
            (Context::Predicting, Action::Accept) if counting => retreat.accept_count(effects),
            (Context::Predicting, Action::Accept) => retreat.accept_prediction(effects),
            (Context::Form, Action::Accept) if in_cell => retreat.accept_cell(effects),
            (Context::Form, Action::NextPart) if in_cell => retreat.leave_cell(|r| r.move_column(true), effects),
            (Context::Form, Action::PreviousPart) if in_cell => retreat.leave_cell(|r| r.move_column(false), effects),
            (Context::Form, Action::Down) if in_cell => retreat.leave_cell(|r| r.move_row(true), effects),
            (Context::Form, Action::Up) if in_cell => retreat.leave_cell(|r| r.move_row(false), effects),
            (Context::Form, Action::Accept) => retreat.next_field(effects),
            (_, Action::Begin) => retreat.begin(),
            (_, Action::Cancel) => retreat.stop_typing(),
            (Context::Form, Action::NextPart | Action::Down) => retreat.form.step(true),
            (Context::Form, Action::PreviousPart | Action::Up) => retreat.form.step(false),
            (Context::Predicting, Action::Up | Action::PreviousPart) if counting => retreat.move_number(false),
            (Context::Predicting, Action::Down | Action::NextPart) if counting => retreat.move_number(true),
            (Context::Predicting, Action::Up | Action::PreviousPart) => retreat.move_target(false),
            (Context::Predicting, Action::Down | Action::NextPart) => retreat.move_target(true),
            (_, Action::NextPart | Action::PreviousPart) => retreat.next_part(),
            (Context::Typing, Action::Up) if retreat.asks_each() => retreat.move_question(false),
            (Context::Typing, Action::Down) if retreat.asks_each() => retreat.move_question(true),
            (Context::Typing, Action::Up) => retreat.move_mark(false),
            (Context::Typing, Action::Down) => retreat.move_mark(true),
            (Context::Step, Action::Left) if retreat.on_board() => retreat.move_column(false),
            (Context::Step, Action::Right) if retreat.on_board() => retreat.move_column(true),
            (Context::Step, Action::Up | Action::Left) => Self::arrow(retreat, false),
            (Context::Step, Action::Down | Action::Right) => Self::arrow(retreat, true),
            (_, Action::Left) => retreat.edit(Line::left),
            (_, Action::Right) => retreat.edit(Line::right),
            (_, Action::LineStart) => retreat.edit(Line::home),
            (_, Action::LineEnd) => retreat.edit(Line::end),
            (Context::Predicting, Action::EraseBack) if retreat.take_point_back() => {}
            (_, Action::EraseBack) => retreat.edit(Line::erase_back),
            (_, Action::EraseForward) => retreat.edit(Line::erase_forward),
            (_, Action::EraseWord) => retreat.edit(Line::erase_word),
            (_, Action::Link) => retreat.link(effects),
            (_, Action::Tag) => retreat.next_tag(),
            (_, Action::Unname) => retreat.unname(),
            (_, Action::Keep) => retreat.keep(effects),
            (_, Action::Shelve) => retreat.shelve(effects),
            (_, Action::Remove) => retreat.remove(effects),
            (_, Action::Undo) => retreat.undo(effects),
            (_, Action::Redo) => retreat.redo(effects),
            (_, Action::Values) => retreat.toggle_values(),
            (_, Action::Pause) => retreat.toggle_pause(effects),
            (_, Action::AddMinute) => retreat.add_minute(effects),
            (_, Action::NextSpeaker) => retreat.next_speaker(false),
            (_, Action::Pass) => retreat.next_speaker(true),
            (_, Action::Ditto) => retreat.ditto(effects),
            (_, Action::Saved) => retreat.tell_saved(),
            _ => {}
        }
        if let Some(gate) = gate {
            self.overlay = Some(Overlay::Question(Question::Reveal(gate)));
        }
    }

    fn arrow(retreat: &mut Retreat, forward: bool) {
        if retreat.on_board() {
            retreat.move_row(forward);
        } else if retreat.part() == Part::Comments {
            retreat.move_chosen(forward);
        } else if retreat.targets().is_empty() {
            retreat.move_mark(forward);
        } else {
            retreat.move_target(forward);
        }
    }

    fn answer(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Some(Overlay::Question(question)) = self.overlay.take() else { return };
        // Only Enter leaves or shows the panel: a clicker must not end a retreat.
        let yes = action == Action::Accept || (action == Action::Next && matches!(question, Question::Reveal(_)));
        let no = action == Action::Cancel;
        match question {
            Question::Reveal(gate) if yes => self.with_retreat(|retreat| retreat.reveal(gate, effects)),
            Question::Reveal(gate) if no => self.with_retreat(|retreat| retreat.decline(&gate, effects)),
            Question::Panel if yes => {
                self.with_retreat(|retreat| retreat.panel_allowed = true);
                self.overlay = Some(Overlay::Panel(0));
            }
            Question::Unchecked if yes => {
                let mut gate = None;
                self.with_retreat(|retreat| gate = retreat.open_curtain(effects));
                self.overlay = gate.map(|gate| Overlay::Question(Question::Reveal(gate)));
            }
            Question::Leave if yes => self.leave(effects),
            Question::KeepCard if yes || action == Action::Next => {
                if let Screen::Roles(roles) = &mut self.screen {
                    effects.push(Effect::Admit { card: roles.card(), keep: yes });
                }
            }
            Question::Leave if action == Action::Leave => self.leave(effects),
            other if !yes && !no => self.overlay = Some(Overlay::Question(other)),
            _ => {}
        }
    }

    fn leave(&mut self, effects: &mut Vec<Effect>) {
        match &mut self.screen {
            Screen::Retreat(retreat) => retreat.leave(effects),
            _ => effects.push(Effect::Quit),
        }
    }

    fn read(&mut self, action: Action) {
        let page = self.size.height.saturating_sub(4).max(1);
        let Some(Overlay::Help(first) | Overlay::Panel(first) | Overlay::Exhibit(first)) = &mut self.overlay else {
            return;
        };
        match action {
            Action::Up => *first = first.saturating_sub(1),
            Action::Down => *first = first.saturating_add(1).min(400),
            Action::Previous => *first = first.saturating_sub(page),
            Action::Next => *first = first.saturating_add(page).min(400),
            Action::Cancel => self.overlay = None,
            _ => {}
        }
    }

    fn agenda(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let steps: Vec<_> = self.retreat().map(|retreat| retreat.taking_place().collect()).unwrap_or_default();
        let Some(Overlay::Agenda(chosen)) = &mut self.overlay else { return };
        match action {
            Action::Up => *chosen = steps.iter().copied().rfind(|at| at < chosen).unwrap_or(*chosen),
            Action::Down => *chosen = steps.iter().copied().find(|at| at > chosen).unwrap_or(*chosen),
            Action::Cancel => self.overlay = None,
            Action::Accept => {
                let to = *chosen;
                self.overlay = None;
                let mut gate = None;
                self.with_retreat(|retreat| gate = retreat.go(to, effects));
                self.overlay = gate.map(|gate| Overlay::Question(Question::Reveal(gate)));
            }
            Action::Help => self.overlay = Some(Overlay::Help(0)),
            Action::Leave => self.overlay = Some(Overlay::Question(Question::Leave)),
            Action::Theme => self.theme = (self.theme + 1) % self.themes,
            _ => {}
        }
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
