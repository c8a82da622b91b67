//! A typed line: the events that the keys would have made, or what is to be said.
//!
//! While a text is asked for, a line is the text and a word begins with `/`; everywhere else a line is a word, a number, or
//! the name of a key.

use crate::app::keymap;
use crate::app::{Action, App, Context, Event, Key, KeyCode, Overlay, Question, Retreat, Screen, Typing};
use crate::protocol::Capture;
use crate::records;

use super::super::help;
use super::{pointing, typed, words};

/// What a line asks for.
#[derive(Debug)]
pub enum Order {
    /// Events for the state machine, in order.
    Events(Vec<Event>),
    /// Something is to be said again.
    Tell(Topic),
    /// Nothing is done, for this reason.
    Refuse(String),
}

/// What can be said again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What can be typed.
    Help,
    /// The whole screen or step.
    Here,
    /// The picture.
    Picture,
    /// What was charted.
    Comments,
    /// The parts of the picture, numbered.
    Marks,
    /// The time.
    Time,
}

impl From<Result<Vec<Event>, String>> for Order {
    fn from(events: Result<Vec<Event>, String>) -> Self {
        events.map_or_else(Self::Refuse, Self::Events)
    }
}

pub(super) fn key(code: KeyCode) -> Event {
    Event::Key(Key::plain(code))
}

/// What a line asks for in this state.
#[must_use]
pub fn order(app: &App, line: &str) -> Order {
    let line = line.trim();
    // What only lay over the screen to be read has been said.
    let read =
        matches!(app.overlay(), Some(Overlay::Help(_) | Overlay::Panel(_) | Overlay::Exhibit(_) | Overlay::Blank));
    let order = match (app.overlay(), help::here(app)) {
        (Some(Overlay::Question(question)), _) => answer(question, line),
        (Some(Overlay::Agenda(chosen)), _) => agenda(app, line, *chosen),
        (_, Context::Typing | Context::Form) => typed::text(app, line),
        (_, Context::Predicting) => typed::number(app, line),
        (_, Context::TestCard) => Order::Events(vec![key(KeyCode::Esc)]),
        (_, Context::List) => list(app, line),
        (_, Context::Roles) => roles(app, line),
        (_, _) => command(app, line),
    };
    match order {
        Order::Events(events) if read => Order::Events(std::iter::once(key(KeyCode::Esc)).chain(events).collect()),
        other => other,
    }
}

/// The events that leave the program, whatever is open.
#[must_use]
pub fn leaving(app: &App) -> Vec<Event> {
    let leave = || Event::Key(Key::ctrl('c'));
    match app.overlay() {
        _ if matches!(app.screen(), Screen::TestCard(_)) => vec![key(KeyCode::Esc), leave(), key(KeyCode::Enter)],
        Some(Overlay::Question(Question::Leave)) => vec![key(KeyCode::Enter)],
        Some(_) => vec![key(KeyCode::Esc), leave(), key(KeyCode::Enter)],
        None => vec![leave(), key(KeyCode::Enter)],
    }
}

fn answer(question: &Question, line: &str) -> Order {
    let line = line.trim_start_matches('/').to_lowercase();
    Order::Events(match line.as_str() {
        "yes" | "y" | "enter" => vec![key(KeyCode::Enter)],
        "no" | "n" | "" | "esc" | "stop" | "back" => vec![key(KeyCode::Esc)],
        "today" if *question == Question::KeepCard => vec![key(KeyCode::PageDown)],
        "next" | "pagedown" | "show" | "reveal" if matches!(question, Question::Reveal(_)) => {
            vec![key(KeyCode::PageDown)]
        }
        "leave" | "quit" if *question == Question::Leave => vec![key(KeyCode::Enter)],
        _ => return Order::Refuse("answer yes or no".to_owned()),
    })
}

fn agenda(app: &App, line: &str, chosen: usize) -> Order {
    let Some(retreat) = app.retreat() else { return Order::Refuse("there are no steps".to_owned()) };
    match line.trim_start_matches('/').to_lowercase().as_str() {
        "" | "no" | "esc" | "back" | "stop" => Order::Events(vec![key(KeyCode::Esc)]),
        number => match number.trim_start_matches("go ").parse() {
            Ok(number) => pointing::step(retreat, number, chosen).into(),
            Err(_) => Order::Refuse("type the number of a step, or an empty line to stay".to_owned()),
        },
    }
}

fn list(app: &App, line: &str) -> Order {
    let Screen::Start(start) = app.screen() else { return command(app, line) };
    match line.parse::<usize>() {
        Ok(number @ 1..) if number <= start.count() => {
            let mut events = pointing::moves(start.chosen(), number - 1);
            events.push(key(KeyCode::Enter));
            Order::Events(events)
        }
        Ok(_) => Order::Refuse(format!("they are numbered 1 to {}", start.count())),
        Err(_) if line.is_empty() => Order::Tell(Topic::Here),
        Err(_) if words::action(line) == Some(Action::Previous) => Order::Events(vec![key(KeyCode::Esc)]),
        Err(_) => command(app, line),
    }
}

/// `2 measure`: the second column is a measure.
fn roles(app: &App, line: &str) -> Order {
    let Screen::Roles(given) = app.screen() else { return command(app, line) };
    let Some((number, role)) = line.split_once(' ').and_then(|(n, role)| Some((n.parse::<usize>().ok()?, role.trim())))
    else {
        return if line.is_empty() { Order::Tell(Topic::Here) } else { command(app, line) };
    };
    let all = records::Role::ALL;
    let Some(to) = all.iter().position(|known| known.word() == role.to_lowercase()) else {
        let words: Vec<&str> = all.iter().map(|role| role.word()).collect();
        return Order::Refuse(format!("there is no role {role}; the roles are {}", words.join(", ")));
    };
    let column = number.checked_sub(1).filter(|at| *at < given.roles().len());
    let Some((column, now)) = column.and_then(|at| Some((at, *given.roles().get(at)?))) else {
        return Order::Refuse(format!("the columns are numbered 1 to {}", given.roles().len()));
    };
    let at = all.iter().position(|known| *known == now).unwrap_or(0);
    let mut events = pointing::moves(given.chosen(), column);
    events.extend(pointing::presses(KeyCode::Right, (to + all.len() - at) % all.len()));
    Order::Events(events)
}

/// A line where words are typed.
pub(super) fn command(app: &App, line: &str) -> Order {
    let line = line.trim();
    let context = help::here(app);
    let lower = line.to_lowercase();
    let lower = lower.strip_prefix('/').unwrap_or(&lower);
    let (word, rest) = lower.split_once(char::is_whitespace).unwrap_or((lower, ""));
    let argument = line.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim());
    if word.is_empty() {
        return if context == Context::Curtain { press(context, Action::Accept) } else { Order::Tell(Topic::Here) };
    }
    if let Some(retreat) = app.retreat().filter(|retreat| !retreat.curtain()) {
        if lower.starts_with(|c: char| c.is_ascii_digit()) {
            return typed::digits(retreat, lower);
        }
        if !argument.is_empty()
            && let Some(order) = pointed(app, retreat, word, argument)
        {
            return order;
        }
    }
    let topic = match word {
        "help" | "?" => Some(Topic::Help),
        "here" | "where" | "step" => Some(Topic::Here),
        "picture" | "data" | "values" => Some(Topic::Picture),
        "comments" | "table" | "list" => Some(Topic::Comments),
        "marks" | "parts" => Some(Topic::Marks),
        "time" | "timer" | "clock" => Some(Topic::Time),
        _ => None,
    };
    match (topic, rest) {
        (Some(topic), "") => Order::Tell(topic),
        (None, "") => single(context, word),
        _ => unknown(word),
    }
}

/// A word without anything behind it: an action, or a key by its letter or name.
fn single(context: Context, word: &str) -> Order {
    if let Some(action) = words::action(word) {
        // An answer that nobody asked for must not open, tick or chart anything.
        return match (word, context) {
            ("yes", Context::Typing | Context::Form | Context::Predicting)
            | ("open", Context::Curtain | Context::List)
            | ("confirm", Context::Roles) => press(context, action),
            ("yes" | "no", _) => Order::Refuse("nothing was asked".to_owned()),
            ("open" | "confirm", _) => Order::Refuse("that is not possible here".to_owned()),
            _ => press(context, action),
        };
    }
    let mut letters = word.chars();
    let letter = letters.next().filter(|_| letters.next().is_none()).map(Key::char);
    let Some(key) = letter.or_else(|| words::key_named(word)) else { return unknown(word) };
    let typing = matches!(context, Context::Typing | Context::Predicting | Context::Form);
    if letter.is_some() && typing {
        return Order::Events(vec![Event::Key(Key::plain(KeyCode::Esc)), Event::Key(key)]);
    }
    Order::Events(vec![Event::Key(key)])
}

fn unknown(word: &str) -> Order {
    let word = crate::text::cut(word, 30);
    Order::Refuse(match words::nearest(&word) {
        Some(near) => format!("there is no word {word}: did you mean {near}? help tells all"),
        None => format!("there is no word {word}: help tells all; add begins a comment"),
    })
}

/// The key for an action; while something is typed that does not know it, typing stops first.
fn press(context: Context, action: Action) -> Order {
    if let Some(pressed) = keymap::key_for(context, action) {
        return Order::Events(vec![Event::Key(pressed)]);
    }
    let typing = matches!(context, Context::Typing | Context::Predicting | Context::Form);
    match keymap::key_for(Context::Step, action).filter(|_| typing) {
        Some(pressed) => Order::Events(vec![key(KeyCode::Esc), Event::Key(pressed)]),
        None => Order::Refuse("that is not possible here".to_owned()),
    }
}

/// A word with something behind it; `None` where the word takes nothing.
fn pointed(app: &App, retreat: &Retreat, word: &str, argument: &str) -> Option<Order> {
    let context = help::here(app);
    let typing = retreat.typing();
    if word == "add" {
        // The line stays open after it, as it does after Enter.
        let begin = keymap::key_for(Context::Step, Action::Begin).map(Event::Key);
        let opens: Vec<Event> = match typing {
            Some(Typing::Comment) => Vec::new(),
            Some(_) => std::iter::once(key(KeyCode::Esc)).chain(begin).collect(),
            None => begin.into_iter().collect(),
        };
        let is_wording = matches!(retreat.step().capture, Some(Capture::Edit(_)));
        return Some(if retreat.step().takes_comments() && !is_wording {
            Order::Events(opens.into_iter().chain(typed::anew(&retreat.unfinished().line, argument)).collect())
        } else {
            Order::Refuse("this step charts no comments: add alone opens what it charts".to_owned())
        });
    }
    if word == "tag" {
        return Some(tag(retreat, argument));
    }
    let mut numbers = argument.split([' ', ',']).filter(|part| !part.is_empty()).map(str::parse::<usize>);
    let Some(Ok(first)) = numbers.next() else {
        let takes =
            matches!(word, "comment" | "change" | "mark" | "link" | "row" | "column" | "cell" | "question" | "go");
        return takes.then(|| Order::Refuse(format!("{word} takes a number")));
    };
    let second = numbers.next().and_then(Result::ok);
    let in_comment = typing == Some(Typing::Comment) && matches!(word, "mark" | "link" | "question");
    let stops = typing.is_some() && !in_comment;
    let led = |events: Result<Vec<Event>, String>, then: Option<Action>| {
        let Ok(mut led) = events else { return events.into() };
        led.extend(
            then.and_then(|action| keymap::key_for(if stops { Context::Step } else { context }, action))
                .map(Event::Key),
        );
        if stops {
            led.insert(0, key(KeyCode::Esc));
        }
        Order::Events(led)
    };
    let has_table = retreat.board().is_some();
    Some(match word {
        "go" => {
            let opened = keymap::key_for(Context::Step, Action::Agenda).map(Event::Key);
            let way = pointing::step(retreat, first, retreat.at());
            led(way.map(|events| opened.into_iter().chain(events).collect()), None)
        }
        "question" => led(pointing::question(retreat, first), None),
        "mark" => led(pointing::mark(retreat, first), None),
        "link" if typing == Some(Typing::Cell) => led(pointing::mark_for_cell(retreat, first), None),
        "link" => led(pointing::mark(retreat, first), Some(Action::Link)),
        "column" => led(pointing::column(retreat, first), None),
        "cell" => {
            let moves = pointing::row(retreat, first).and_then(|mut moves| {
                moves.extend(pointing::column(retreat, second.unwrap_or(1))?);
                Ok(moves)
            });
            led(moves, Some(Action::Accept))
        }
        "row" => led(pointing::row(retreat, first), None),
        "comment" => led(pointing::comment(retreat, first), None),
        "change" | "remove" | "keep" if has_table => led(pointing::row(retreat, first), after(word)),
        "change" | "remove" | "shelve" | "ditto" => led(pointing::comment(retreat, first), after(word)),
        _ => return None,
    })
}

/// What follows when something was chosen by its number.
fn after(word: &str) -> Option<Action> {
    if word == "change" { Some(Action::Accept) } else { words::action(word) }
}

/// The tag that the open comment is to have.
fn tag(retreat: &Retreat, wanted: &str) -> Order {
    let Some(Capture::List(list)) = &retreat.step().capture else {
        return Order::Refuse("this step has no tags".to_owned());
    };
    if retreat.typing() != Some(Typing::Comment) {
        return Order::Refuse("add opens a comment first".to_owned());
    }
    let is = |tag: &String| tag.to_lowercase() == wanted.to_lowercase();
    let Some(to) = list.tags.iter().position(is) else {
        return Order::Refuse(format!("the tags are {}", list.tags.join(", ")));
    };
    // Behind the last tag comes none, then the first one.
    let at = retreat.unfinished().tag.as_ref().and_then(|tag| list.tags.iter().position(|known| known == tag));
    let round = list.tags.len() + 1;
    let times = (to + 1 + round - at.map_or(0, |at| at + 1)) % round;
    Order::Events(std::iter::repeat_with(|| Event::Key(Key::ctrl('t'))).take(times).collect())
}
