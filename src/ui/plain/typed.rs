//! A line while a text or a number is asked for: it takes the place of what stands there, and is accepted.

use crate::app::{App, Event, Key, KeyCode, LONGEST, Line, Retreat, Typing};
use crate::protocol::Capture;

use super::order::{Order, Topic, command, key};

/// Most characters of one predicted number, and of several.
const NUMBER: usize = 24;
const NUMBERS: usize = 400;

/// A line while a text is asked for.
pub(super) fn text(app: &App, line: &str) -> Order {
    let Some(retreat) = app.retreat() else { return command(app, line) };
    let words = match line.strip_prefix('/') {
        Some(literal) if literal.starts_with('/') => literal,
        Some(word) => return command(app, word),
        None => line,
    };
    let Some(open) = open_line(retreat) else { return command(app, line) };
    if words.is_empty() {
        return nothing(retreat, open);
    }
    if words.len() > LONGEST {
        return Order::Refuse("longer than one comment can be: nothing was added; type it in parts".to_owned());
    }
    Order::Events(anew(open, words))
}

/// An empty line where a text is asked for: stops, or goes on with what stands there.
fn nothing(retreat: &Retreat, open: &Line) -> Order {
    let stands = match retreat.typing() {
        Some(Typing::Action) if retreat.form().is_blank() => return Order::Events(vec![key(KeyCode::Esc)]),
        Some(Typing::Action) => open.is_blank() || retreat.form().editing.is_some(),
        Some(Typing::Cell) => {
            let cell = retreat.open_cell();
            let charted = retreat.session().state().cell(&retreat.step().id, &cell.row, &cell.column);
            open.is_blank() || charted.is_some_and(|charted| charted.text == open.text().trim())
        }
        _ => return Order::Events(vec![key(KeyCode::Esc)]),
    };
    if stands {
        return Order::Events(vec![key(KeyCode::Enter)]);
    }
    // An empty line must not answer a question about a name.
    Order::Refuse("the text is not taken yet: /yes takes it as it stands, /stop leaves it, or type it anew".to_owned())
}

/// A line while a number is asked for.
pub(super) fn number(app: &App, line: &str) -> Order {
    let Some(retreat) = app.retreat() else { return command(app, line) };
    if line.is_empty() {
        return Order::Events(vec![key(KeyCode::Enter)]);
    }
    let is_number = line.starts_with(|c: char| c.is_ascii_digit() || "-.,".contains(c));
    match open_line(retreat) {
        Some(open) if is_number => match fits(retreat, line) {
            Ok(()) => Order::Events(anew(open, line)),
            Err(words) => Order::Refuse(words),
        },
        _ => command(app, line.strip_prefix('/').unwrap_or(line)),
    }
}

/// Whether a number would be taken as it is typed: the screen passes over keys that are none of a number.
fn fits(retreat: &Retreat, line: &str) -> Result<(), String> {
    let takes = |signs: &str| line.chars().all(|c| c.is_ascii_digit() || signs.contains(c));
    let points = matches!(&retreat.step().capture, Some(Capture::Plane(plane)) if plane.points);
    match () {
        () if retreat.counts() && points && !takes("-, ") => Err("type two numbers, such as 3 -2".to_owned()),
        () if retreat.counts() && !points && !takes("") => Err("type one whole number".to_owned()),
        () if retreat.counts() && !points && line.len() > 3 => Err("that is more than a room holds".to_owned()),
        () if retreat.counts() => Ok(()),
        () if retreat.aggregates() && (!takes(".,- ") || line.len() > NUMBERS) => {
            Err("type numbers with blanks between".to_owned())
        }
        () if !retreat.aggregates() && (!takes(".,-") || line.len() > NUMBER) => Err("type one number".to_owned()),
        () => Ok(()),
    }
}

/// The line that is typed in.
fn open_line(retreat: &Retreat) -> Option<&Line> {
    match retreat.typing()? {
        Typing::Comment => Some(&retreat.unfinished().line),
        Typing::Prediction => Some(retreat.number()),
        Typing::Action => retreat.form().fields().get(retreat.form().at()).map(|(_, line)| line),
        Typing::Count => retreat.sheet().and_then(|sheet| sheet.fields().get(sheet.at())).map(|(_, _, line)| line),
        Typing::Cell => Some(&retreat.open_cell().line),
    }
}

/// Types a text in the place of what stands in the line, and accepts it.
pub(super) fn anew(line: &Line, text: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let mut left = line.clone();
    if !left.text().is_empty() {
        events.push(key(KeyCode::End));
        left.end();
    }
    while !left.text().is_empty() {
        events.push(Event::Key(Key::ctrl('w')));
        let before = left.text().len();
        left.erase_word();
        if left.text().len() == before {
            break;
        }
    }
    events.extend([Event::Paste(text.to_owned()), key(KeyCode::Enter)]);
    events
}

/// A number where nothing is typed: what the step counts, predicts, or has words for.
pub(super) fn digits(retreat: &Retreat, line: &str) -> Order {
    let Some(first) = line.chars().next() else { return Order::Tell(Topic::Here) };
    let predicts = matches!(retreat.step().capture, Some(Capture::Predict(_)));
    let begun = Event::Key(Key::char(first));
    if !retreat.counts() && !predicts {
        let single = line.len() == 1;
        return if single {
            Order::Events(vec![begun])
        } else {
            Order::Refuse("one digit: the number of a word".to_owned())
        };
    }
    if let Err(words) = fits(retreat, line) {
        return Order::Refuse(words);
    }
    // The first digit opens the line, behind what was typed there before.
    let stood = if predicts { retreat.number().text() } else { "" };
    let mut events = vec![begun];
    events.extend(anew(&Line::of(&format!("{stood}{first}")), line));
    Order::Events(events)
}
