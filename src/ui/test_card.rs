//! The test card: what this terminal and its projector show, a page for each question.

use ratatui::layout::Rect;

use crate::app::keymap::{self, BINDINGS, Context};
use crate::app::{Key, Page, TestCard};
use crate::text;
use crate::theme::Role;

use super::curtain::reading_distance;
use super::ink;
use super::pen::Pen;

/// Four squares, four shades, and the parts of blocks that pictures are made of.
pub const SIGNS: [&str; 4] =
    ["████  ████  ████  ████", "████  ████  ████  ████", "░░░░  ▒▒▒▒  ▓▓▓▓  ████", "▌▐ ▀▄ ▘▝▖▗ ▁▂▃▄▅▆▇█ │─┼"];

/// Four steps of dots.
pub const DOTS: &str = "⣀⣀⣤⣤⣶⣶⣿⣿";

/// Four cells between bars: digits, letters with and without combining accents, and letters of two cells.
pub const WIDTHS: [&str; 5] = ["|1234|", "|Łódź|", "|e\u{301}te\u{301}s|", "|学校|", "|🙂🙂|"];

/// How many levels are shown.
const LEVELS: usize = 4;

/// What a page asks.
#[must_use]
pub fn question(page: Page) -> &'static str {
    match page {
        Page::Signs => "Do you see four solid squares, under them four shades, each darker than the one before?",
        Page::Dots => "Do you see dots that rise in four steps?",
        Page::Widths => "Do the bars on the right stand exactly under each other?",
        Page::Colours => "Can everybody tell the four fields apart, on the projector, from the back row?",
        Page::Distance => "Can somebody in the back row read this sentence aloud?",
        Page::Keys => "Press keys, also those of your clicker: what arrives is shown. Enter twice goes on.",
        Page::Answers => "Keep these answers on this computer?",
    }
}

/// What an answer means.
fn meaning(page: Page, rows: u16) -> String {
    match page {
        Page::Signs => "n: pictures are drawn with letters and signs of a typewriter".to_owned(),
        Page::Dots => "y: the points of a picture are drawn with them".to_owned(),
        Page::Widths => "n: names in other scripts shift what stands behind them; the numbers stay right".to_owned(),
        Page::Colours => "t: the next theme   n: in none of them; pictures are drawn without colour".to_owned(),
        Page::Distance => format!(
            "{rows} rows can be read up to {:.1} heights of the picture away. n: make the letters larger (Ctrl and +, or Cmd and +)",
            reading_distance(rows)
        ),
        Page::Keys | Page::Answers => String::new(),
    }
}

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, card: &TestCard, rows: u16) {
    let page = card.page();
    let head = format!("Test card, {} of {}", card.number(), Page::ALL.len());
    pen.text(area.x, area.y, area.width, &head, Role::Quiet);
    let mut y = area.y + 2;
    y += pen.wrapped(Rect { y, height: 3, ..area }, question(page), Role::Strong) + 1;
    let below = Rect { y, height: area.bottom().saturating_sub(y + 3), ..area };
    match page {
        Page::Signs => raw(pen, below, &SIGNS),
        Page::Dots => raw(pen, below, &[DOTS]),
        Page::Widths => raw(pen, below, &WIDTHS),
        Page::Colours => colours(pen, below),
        Page::Distance => {}
        Page::Keys => keys(pen, below, card.keys()),
        Page::Answers => answers(pen, below, card, rows),
    }
    let words = meaning(page, rows);
    let height = u16::try_from(text::wrap(&words, area.width.into()).len()).unwrap_or(1);
    let bottom = area.bottom().saturating_sub(1 + height);
    pen.wrapped(Rect { y: bottom, height, ..area }, &words, Role::Text);
}

/// Lines as they are, whatever signs the terminal is trusted with: that is what is asked.
fn raw(pen: &mut Pen<'_, '_>, area: Rect, lines: &[&str]) {
    let style = pen.style(Role::Strong);
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        let x = area.x + 2;
        let room = pen.buffer.area.right().saturating_sub(x);
        pen.buffer.set_stringn(x, y, line, room.into(), style);
    }
}

/// Levels as in a picture, with their numbers, and text of every weight.
fn colours(pen: &mut Pen<'_, '_>, area: Rect) {
    let width = (area.width.saturating_sub(4) / 4).min(16);
    for level in 0..LEVELS {
        let style = ink::style(pen.look.theme.level(level, LEVELS));
        let x = area.x + 2 + width * u16::try_from(level).unwrap_or(0);
        let field = Rect { x, y: area.y, width, height: area.height.min(3) }.intersection(pen.buffer.area);
        pen.buffer.set_style(field, style);
        if field.height > 1 && field.width > 2 {
            pen.buffer.set_stringn(field.x + 1, field.y + 1, format!("level {}", level + 1), field.width.into(), style);
        }
    }
    let words =
        [("text", Role::Text), ("a title", Role::Strong), ("a remark", Role::Quiet), ("NOT SAVED", Role::Alert)];
    for (y, (words, role)) in (area.y + 4..area.bottom()).zip(words) {
        pen.text(area.x + 2, y, area.width.saturating_sub(2), words, role);
    }
}

/// The keys that arrived and what they do in a step, the newest at the bottom.
fn keys(pen: &mut Pen<'_, '_>, area: Rect, keys: &[Key]) {
    for (y, key) in (area.top()..area.bottom()).zip(keys) {
        let used = pen.text(area.x + 2, y, 18, &key.to_string(), Role::KeyName).max(18);
        let x = area.x + 2 + used;
        pen.text(x, y, area.right().saturating_sub(x), meant(*key), Role::Text);
    }
}

/// What a key does in a step.
fn meant(key: Key) -> &'static str {
    let action = keymap::lookup(Context::Step, key);
    let binding = BINDINGS.iter().find(|b| b.contexts.contains(&Context::Step) && b.keys.contains(&key));
    binding
        .filter(|_| action.is_some())
        .map_or("nothing in a step; a letter where text is typed", |binding| binding.help)
}

/// What was answered, a line each.
fn answers(pen: &mut Pen<'_, '_>, area: Rect, card: &TestCard, rows: u16) {
    let word = |page| match card.answer(page) {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not asked",
    };
    let mut lines = vec![
        format!("blocks and shades     {}", word(Page::Signs)),
        format!("dots                  {}", word(Page::Dots)),
        format!("other scripts         {}", word(Page::Widths)),
        format!("colours               {}   theme {}", word(Page::Colours), pen.look.theme.name()),
        format!("read at the back      {}   {rows} rows, {:.1} heights", word(Page::Distance), reading_distance(rows)),
        String::new(),
    ];
    match card.kept() {
        None => lines.push("Enter keeps signs, colours and theme; Esc leaves everything as it was.".to_owned()),
        Some(Ok(name)) => {
            lines.push(format!("Kept in {name}, for every start on this computer. Enter closes the card."));
        }
        Some(Err(words)) => lines.push(format!("{words} Enter closes the card.")),
    }
    let mut y = area.y;
    for line in lines {
        if y < area.bottom() {
            y += pen.wrapped(Rect { y, height: area.bottom() - y, ..area }, &line, Role::Text).max(1);
        }
    }
}
