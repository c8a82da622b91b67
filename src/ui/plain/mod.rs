//! The program line by line, for screen readers, braille displays and pipes: sentences out, a line in.
//!
//! The same state machine as the screen: a line becomes the events that the keys would have made ([`order()`]), and what is
//! said is what has changed since the last time ([`Teller`]). Nothing is placed here: no colour, no cursor, no size. A picture
//! is its sentence and its table of values, with the numbers of every other form of it.

mod order;
mod pointing;
mod scene;
mod step;
mod typed;
mod words;

pub use order::{Order, Topic, leaving, order};
pub use scene::picture;

use std::collections::BTreeMap;

use crate::app::{App, Overlay, Retreat, Screen, Typing};
use crate::session::Seq;

use super::Look;
use step::Pictured;

/// Says what has changed, and remembers what it has said.
#[derive(Debug, Default)]
pub struct Teller {
    /// What the screen was.
    scene: String,
    /// What was said of it, unless it is a step.
    lines: Vec<String>,
    /// What lay over it.
    overlay: String,
    pictures: Vec<Pictured>,
    /// Comments and actions, as they were told.
    items: BTreeMap<Seq, String>,
    /// Rows of the table, by their key.
    rows: BTreeMap<String, String>,
    notes: Vec<String>,
    typing: Option<Typing>,
    parking: bool,
    message: Option<String>,
    trouble: Option<String>,
}

impl Teller {
    /// A line was typed: what is said after it is an answer to it, also if it was said before.
    pub fn heard(&mut self) {
        self.message = None;
    }

    /// What has changed since the last time, in lines. With `all`, also what the disk has not answered yet.
    pub fn tell(&mut self, app: &App, look: Look<'_>, all: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let scene = scene::name(app);
        let is_new = scene != self.scene;
        self.scene = scene;
        match app.screen() {
            Screen::Retreat(retreat) if !retreat.curtain() => {
                if is_new {
                    self.arrive(app, retreat, look, &mut lines);
                } else {
                    self.follow(retreat, look, all, &mut lines);
                }
            }
            Screen::Follower(_) if !is_new => {}
            _ => {
                let now = scene::lines(app);
                lines.extend(now.iter().filter(|line| is_new || !self.lines.contains(line)).cloned());
                self.lines = now;
            }
        }
        if let Some(retreat) = app.retreat() {
            self.news(retreat, &mut lines);
        }
        let overlay = scene::overlay_name(app);
        if overlay != self.overlay {
            lines.extend(scene::overlay(app));
            self.overlay = overlay;
        }
        lines.into_iter().map(|line| said(&line, look)).collect()
    }

    /// What is said again because somebody asked for it.
    #[must_use]
    pub fn again(&self, app: &App, look: Look<'_>, topic: Topic) -> Vec<String> {
        let lines = match (topic, app.retreat()) {
            (Topic::Help, _) => words::help(app),
            (Topic::Here, Some(retreat)) if !retreat.curtain() => step::whole(app, retreat, look),
            (Topic::Picture, Some(retreat)) if !retreat.curtain() => step::pictures(retreat),
            (Topic::Marks, Some(retreat)) if !retreat.curtain() => step::marks(retreat),
            (Topic::Comments, Some(retreat)) if !retreat.curtain() => step::entries(retreat, look),
            (Topic::Time, _) => scene::time(app),
            _ => scene::lines(app),
        };
        lines.into_iter().map(|line| said(&line, look)).collect()
    }

    /// A step begins: everything about it is said, and the picture only if it is another one.
    fn arrive(&mut self, app: &App, retreat: &Retreat, look: Look<'_>, lines: &mut Vec<String>) {
        lines.push(String::new());
        lines.extend(step::head(retreat));
        let pictures = Pictured::of(retreat);
        if !pictures.is_empty() && pictures == self.pictures {
            lines.push("The picture is the one before; picture tells it again.".to_owned());
        } else {
            lines.extend(step::pictures(retreat));
        }
        self.pictures = pictures;
        lines.extend(step::entries(retreat, look));
        lines.extend(step::hints(app, retreat));
        self.items = step::items(retreat, look);
        (self.rows, self.notes) = step::rows(retreat);
        self.parking = retreat.is_parking();
        self.typing = None;
        self.open(retreat, lines);
    }

    /// Within a step: what is new, and what changed.
    fn follow(&mut self, retreat: &Retreat, look: Look<'_>, all: bool, lines: &mut Vec<String>) {
        let pictures = Pictured::of(retreat);
        if pictures != self.pictures {
            lines.extend(step::changed(&self.pictures, &pictures));
            self.pictures = pictures;
        }
        if !retreat.is_parking() && !self.parking {
            for (number, id, words) in step::numbered_items(retreat, look) {
                let before = self.items.get(&id);
                let is_open = step::is_open(retreat, id);
                if before == Some(&words) || is_open && !all {
                    continue;
                }
                let verb = if before.is_none() { "Charted" } else { "Now" };
                lines.push(format!("{verb} {number}: {words}"));
                self.items.insert(id, words);
            }
            self.items.retain(|id, _| step::stands(retreat, *id));
            let (rows, notes) = step::rows(retreat);
            if all || !step::rows_are_open(retreat) {
                lines.extend(
                    step::told(retreat, &rows).filter(|(key, row)| self.rows.get(key) != Some(row)).map(|(_, row)| row),
                );
                lines.extend(notes.iter().filter(|note| !self.notes.contains(note)).cloned());
                (self.rows, self.notes) = (rows, notes);
            }
        }
        self.parking = retreat.is_parking();
        self.open(retreat, lines);
    }

    /// What can be typed, when a line was just opened.
    fn open(&mut self, retreat: &Retreat, lines: &mut Vec<String>) {
        if self.typing != retreat.typing() {
            lines.extend(step::opened(retreat));
        }
        self.typing = retreat.typing();
    }

    /// What the program answered, and what the disk said.
    fn news(&mut self, retreat: &Retreat, lines: &mut Vec<String>) {
        let message = retreat.message().map(str::to_owned);
        if message != self.message {
            lines.extend(message.as_deref().map(words::spoken));
        }
        self.message = message;
        let trouble = retreat.saves().words().map(str::to_owned);
        if trouble != self.trouble && !retreat.curtain() {
            lines.extend(trouble.as_ref().map(|words| format!("Attention: {words}")));
        }
        self.trouble = trouble;
    }
}

/// What is asked now, without a blank at its end.
#[must_use]
pub fn prompt(app: &App, look: Look<'_>) -> String {
    let words = match (app.overlay(), app.screen()) {
        (Some(Overlay::Question(question)), _) => scene::answers(question).to_owned(),
        (Some(Overlay::Agenda(_)), _) => "Number of a step, or an empty line to stay".to_owned(),
        (_, Screen::Retreat(retreat)) if retreat.curtain() => "An empty line opens it".to_owned(),
        (_, Screen::Retreat(retreat)) => step::prompt(retreat),
        (_, screen) => scene::prompt(screen).to_owned(),
    };
    format!("{}>", said(&words, look))
}

/// Whether what is typed now must not be seen: numbers of slips, which nobody may read.
#[must_use]
pub fn is_secret(app: &App) -> bool {
    let secret = |retreat: &Retreat| retreat.typing() == Some(Typing::Count) && retreat.counts_slips();
    app.overlay().is_none() && app.retreat().is_some_and(secret)
}

/// A line as it may go out: nothing in it steers a terminal, and in ASCII where that was asked for.
fn said(line: &str, look: Look<'_>) -> String {
    crate::text::sanitise(&look.charset.spell(line))
}

#[cfg(test)]
mod tests;
