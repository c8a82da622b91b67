//! A test card for this terminal and its projector: signs, colours, widths, distance and keys, one page each, and what was
//! answered. Its state only; `ui` draws it.

use super::event::Effect;
use super::key::{Key, KeyCode};
use super::keymap::Action;
use super::start::Start;
use super::{App, Screen};

/// How many of the last keys are shown.
const KEYS: usize = 6;

/// A page of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Blocks and shades.
    Signs,
    /// Dots of eight.
    Dots,
    /// Letters of other scripts: how wide they are.
    Widths,
    /// The levels in the colours of the theme.
    Colours,
    /// How far away it can be read.
    Distance,
    /// What arrives when a key is pressed.
    Keys,
    /// Everything that was answered.
    Answers,
}

impl Page {
    /// Every page, in order.
    pub const ALL: [Self; 7] =
        [Self::Signs, Self::Dots, Self::Widths, Self::Colours, Self::Distance, Self::Keys, Self::Answers];
}

/// What was seen, as far as it decides how pictures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Blocks and shades are what they should be.
    pub signs: Option<bool>,
    /// Dots of eight are what they should be.
    pub dots: Option<bool>,
    /// The levels can be told apart by colour.
    pub colours: Option<bool>,
    /// Position of the theme in which that was looked at.
    pub theme: usize,
}

/// The card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestCard {
    at: usize,
    answers: [Option<bool>; Page::ALL.len()],
    keys: Vec<Key>,
    kept: Option<Result<String, String>>,
    /// The start screen from which it was opened.
    back: Option<Start>,
}

impl TestCard {
    /// The first page; `back` is the start screen to which it leads, if it was opened from there.
    #[must_use]
    pub fn new(back: Option<Start>) -> Self {
        Self { back, ..Self::default() }
    }

    /// The page.
    #[must_use]
    pub fn page(&self) -> Page {
        Page::ALL.get(self.at).copied().unwrap_or(Page::Answers)
    }

    /// The number of the page, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.at + 1
    }

    /// What was answered to the question of a page.
    #[must_use]
    pub fn answer(&self, page: Page) -> Option<bool> {
        Page::ALL.iter().position(|other| *other == page).and_then(|at| self.answers.get(at).copied().flatten())
    }

    /// The keys that arrived last, the newest last.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Where the answers were kept, or why they could not be.
    #[must_use]
    pub fn kept(&self) -> Option<&Result<String, String>> {
        self.kept.as_ref()
    }

    fn turn(&mut self, forward: bool) {
        self.at = if forward { (self.at + 1).min(Page::ALL.len() - 1) } else { self.at.saturating_sub(1) };
    }

    /// On the page of keys: a key that arrived. The same one twice in a row, if it is Enter, goes on.
    fn hear(&mut self, key: Key) {
        let goes_on = key == Key::plain(KeyCode::Enter) && self.keys.last() == Some(&key);
        if goes_on {
            self.keys.clear();
            return self.turn(true);
        }
        self.keys.push(key);
        if self.keys.len() > KEYS {
            self.keys.remove(0);
        }
    }
}

impl App {
    /// The program on the test card alone.
    #[must_use]
    pub fn checking(theme: usize, themes: usize) -> Self {
        Self::on(Screen::TestCard(TestCard::new(None)), theme, themes)
    }

    /// Opens the card from the start screen.
    pub(super) fn check_terminal(&mut self) {
        let Screen::Start(start) = &self.screen else { return };
        self.screen = Screen::TestCard(TestCard::new(Some(start.clone())));
    }

    /// On the page of keys every key is only shown; whether this one was.
    pub(super) fn hears_key(&mut self, key: Key) -> bool {
        match &mut self.screen {
            Screen::TestCard(card) if card.page() == Page::Keys && self.overlay.is_none() => {
                card.hear(key);
                true
            }
            _ => false,
        }
    }

    pub(super) fn act_on_test_card(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let theme = self.theme;
        let Screen::TestCard(card) = &mut self.screen else { return };
        match (action, card.page()) {
            (Action::Previous, _) if card.kept.is_none() => card.turn(false),
            (Action::Accept, Page::Answers) if card.kept.is_none() => {
                let [signs, dots, colours] = [Page::Signs, Page::Dots, Page::Colours].map(|page| card.answer(page));
                let seen = Seen { signs, dots, colours, theme };
                effects.push(Effect::KeepLook(seen));
            }
            (Action::Accept | Action::Deny | Action::Cancel, Page::Answers) | (Action::Cancel, _) => {
                self.close_test_card(effects);
            }
            (Action::Accept | Action::Deny, _) => {
                if let Some(answer) = card.answers.get_mut(card.at) {
                    *answer = Some(action == Action::Accept);
                }
                card.turn(true);
            }
            _ => {}
        }
    }

    /// What became of keeping the answers.
    pub(super) fn look_kept(&mut self, outcome: Result<String, String>) {
        if let Screen::TestCard(card) = &mut self.screen {
            card.kept = Some(outcome);
        }
    }

    fn close_test_card(&mut self, effects: &mut Vec<Effect>) {
        let Screen::TestCard(card) = &mut self.screen else { return };
        match card.back.take() {
            Some(start) => self.screen = Screen::Start(start),
            None => effects.push(Effect::Quit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{keys, press};
    use super::*;
    use crate::app::{Context, Event, Size};

    fn card(app: &App) -> &TestCard {
        if let Screen::TestCard(card) = app.screen() { card } else { panic!("no card") }
    }

    fn opened(mut app: App) -> App {
        app.update(Event::Resized(Size { width: 80, height: 24 }));
        app
    }

    #[test]
    fn answers_are_taken_page_by_page_kept_on_request_and_the_card_leads_back() {
        let mut app = opened(App::starting(Vec::new(), 0, 4));
        keys(&mut app, "Down Down Down Enter");
        assert_eq!(app.context(), Context::TestCard);
        keys(&mut app, "n y y t PageUp y y y");
        assert_eq!(card(&app).page(), Page::Keys);
        keys(&mut app, "q t PageDown Enter Enter");
        assert_eq!((card(&app).page(), app.theme()), (Page::Answers, 1), "keys were shown and did nothing");
        let effects = press(&mut app, "Enter");
        let seen = Seen { signs: Some(false), dots: Some(true), colours: Some(true), theme: 1 };
        assert_eq!(effects, [Effect::KeepLook(seen)]);
        app.update(Event::LookKept(Ok("config.toml".into())));
        assert_eq!(card(&app).kept(), Some(&Ok("config.toml".to_owned())));
        assert!(press(&mut app, "Enter").is_empty());
        assert_eq!(app.context(), Context::List, "back on the start screen");
    }

    #[test]
    fn the_card_can_be_left_from_every_page_and_keeps_nothing_then() {
        for page in 0..Page::ALL.len() {
            let mut app = opened(App::checking(0, 4));
            for _ in 0..page {
                let key = if card(&app).page() == Page::Keys { "Enter" } else { "y" };
                press(&mut app, key);
                if card(&app).page() == Page::Keys && card(&app).keys().len() == 1 {
                    press(&mut app, "Enter");
                }
            }
            let is_keys = card(&app).page() == Page::Keys;
            let effects = keys(&mut app, if is_keys { "Enter Enter Esc" } else { "Esc" });
            assert_eq!(effects, [Effect::Quit], "page {page}");
        }
    }
}
