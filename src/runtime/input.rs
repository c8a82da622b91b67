//! Terminal events to events of the state machine, on a thread of their own.
//!
//! Only presses and repeats count (Windows sends releases too). What arrives in one burst with a line break inside is a paste, also where
//! the terminal does not say so (Windows): nothing is charted by a pasted line break.

use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event as Raw, KeyCode as RawCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::{Event, Key, KeyCode, Size};

use super::backstage::Message;

/// Tells, however the reading ends, that no key will come any more.
struct Farewell<'a>(&'a Sender<Message>);

impl Drop for Farewell<'_> {
    fn drop(&mut self) {
        // Nobody listens any more: the program is ending already.
        let _ = self.0.send(Message::Gone);
    }
}

/// Reads until the terminal is gone or nobody listens any more.
pub(super) fn read(sender: &Sender<Message>) {
    let _farewell = Farewell(sender);
    let mut pages = Pages::default();
    while let Ok(first) = event::read() {
        let mut burst = vec![first];
        while matches!(event::poll(Duration::ZERO), Ok(true)) {
            match event::read() {
                Ok(next) => burst.push(next),
                Err(_) => break,
            }
        }
        for event in understand(&burst) {
            if pages.is_too_many(&event, Instant::now()) {
                continue;
            }
            if sender.send(Message::Event(event)).is_err() {
                return;
            }
        }
    }
}

/// Gap below which two presses of a page key are one movement of a hand: a bouncing clicker, or a key that is held down.
const BOUNCE: Duration = Duration::from_millis(60);

/// Keeps a held or bouncing page key from running through the steps and their questions: in a row of quick presses of the same key only
/// the first two count, as many as somebody needs who knows that the second one confirms.
#[derive(Default)]
struct Pages {
    last: Option<(KeyCode, Instant)>,
    row: u32,
}

impl Pages {
    fn is_too_many(&mut self, event: &Event, now: Instant) -> bool {
        let Event::Key(Key { code: code @ (KeyCode::PageDown | KeyCode::PageUp), ctrl: false }) = event else {
            self.last = None;
            return false;
        };
        let quick = self.last.is_some_and(|(last, then)| last == *code && now.duration_since(then) < BOUNCE);
        self.last = Some((*code, now));
        self.row = if quick { self.row + 1 } else { 1 };
        self.row > 2
    }
}

/// The events of one burst. From the first typed letter to the last one, a line break between letters makes all of it a paste.
fn understand(burst: &[Raw]) -> Vec<Event> {
    let events: Vec<Event> = burst.iter().filter_map(single).collect();
    let is_letter = |event: &Event| matches!(event, Event::Key(Key { code: KeyCode::Char(_), ctrl: false }));
    let is_break = |event: &Event| matches!(event, Event::Key(Key { code: KeyCode::Enter, ctrl: false }));
    let pasted = events.windows(2).any(|pair| matches!(pair, [one, two] if is_break(one) && is_letter(two)))
        && events.iter().filter(|event| is_letter(event)).count() >= 3;
    if !pasted {
        return events;
    }
    let mut understood = Vec::new();
    let mut text = String::new();
    for event in events {
        match event {
            Event::Key(Key { code: KeyCode::Char(c), ctrl: false }) => text.push(c),
            Event::Key(Key { code: KeyCode::Enter, ctrl: false }) => text.push(' '),
            other => {
                if !text.is_empty() {
                    understood.push(Event::Paste(std::mem::take(&mut text)));
                }
                understood.push(other);
            }
        }
    }
    if !text.is_empty() {
        understood.push(Event::Paste(text));
    }
    understood
}

fn single(raw: &Raw) -> Option<Event> {
    match raw {
        Raw::Key(key) if matches!(key.kind, KeyEventKind::Press | KeyEventKind::Repeat) => {
            translate(key).map(Event::Key)
        }
        Raw::Paste(text) => Some(Event::Paste(text.clone())),
        Raw::Resize(width, height) => Some(Event::Resized(Size { width: *width, height: *height })),
        _ => None,
    }
}

fn translate(key: &KeyEvent) -> Option<Key> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    // AltGr arrives as Ctrl+Alt with the character that it makes; Alt alone belongs to the terminal.
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let code = match key.code {
        RawCode::Char(_) if alt && !ctrl => return None,
        RawCode::Char(c) => return Some(Key { code: KeyCode::Char(c), ctrl: ctrl && !alt }),
        RawCode::Enter => KeyCode::Enter,
        RawCode::Esc => KeyCode::Esc,
        RawCode::Tab => KeyCode::Tab,
        RawCode::BackTab => KeyCode::BackTab,
        RawCode::Backspace => KeyCode::Backspace,
        RawCode::Delete => KeyCode::Delete,
        RawCode::Left => KeyCode::Left,
        RawCode::Right => KeyCode::Right,
        RawCode::Up => KeyCode::Up,
        RawCode::Down => KeyCode::Down,
        RawCode::Home => KeyCode::Home,
        RawCode::End => KeyCode::End,
        RawCode::PageUp => KeyCode::PageUp,
        RawCode::PageDown => KeyCode::PageDown,
        RawCode::F(n) => KeyCode::F(n),
        _ => return None,
    };
    Some(Key::plain(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: RawCode) -> Raw {
        Raw::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn typed(text: &str) -> Vec<Raw> {
        text.chars().map(|c| press(if c == '\n' { RawCode::Enter } else { RawCode::Char(c) })).collect()
    }

    #[test]
    fn a_pasted_line_break_is_a_blank_and_submits_nothing() {
        let events = understand(&typed("first line\nsecond line\n"));
        assert!(matches!(events.as_slice(), [Event::Paste(text)] if text == "first line second line "), "{events:?}");
    }

    #[test]
    fn enter_after_a_burst_is_enter() {
        let events = understand(&typed("a comment\n"));
        assert_eq!(events.len(), 10);
        assert!(matches!(events.last(), Some(Event::Key(Key { code: KeyCode::Enter, .. }))));
    }

    #[test]
    fn a_page_key_that_is_held_stops_after_two() {
        let mut pages = Pages::default();
        let page = Event::Key(Key::plain(KeyCode::PageDown));
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let counted = [0, 10, 20, 50, 400, 700].map(|ms| !pages.is_too_many(&page, at(ms)));
        assert_eq!(counted, [true, true, false, false, true, true]);
        assert!(!pages.is_too_many(&Event::Key(Key::char('x')), at(701)));
    }

    #[test]
    fn releases_do_not_count() {
        let mut release = KeyEvent::new(RawCode::Char('a'), KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        assert!(understand(&[Raw::Key(release)]).is_empty());
    }
}
