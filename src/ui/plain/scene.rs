//! What is said of a whole screen that is no step, and of what lies over one.

use crate::app::{App, FileItem, Follower, MENU, Overlay, Place, Question, Retreat, Roles, Screen, Start};
use crate::chart::{self, Plot};
use crate::records::Admission;

use super::super::{agenda, curtain, follower, header, material, panel, question};

/// Cells of a line that is laid out for a screen of its own; what is said has no width.
pub(super) const WIDE: usize = 400;

/// What tells one screen from another.
pub(super) fn name(app: &App) -> String {
    match app.screen() {
        Screen::Start(start) => format!("start {:?}", start.place()),
        Screen::Roles(_) => "roles".to_owned(),
        Screen::Retreat(retreat) if retreat.curtain() => "curtain".to_owned(),
        Screen::Retreat(retreat) => {
            format!("step {} {:?}", retreat.step().id, retreat.item_of_turn().map(|item| item.key))
        }
        Screen::TestCard(_) => "test card".to_owned(),
        Screen::Follower(follower) => {
            let retreat = follower.retreat();
            let closed = retreat.session().state().closed;
            format!("follower {} {} {closed} {:?}", retreat.step().id, retreat.curtain(), follower.trouble())
        }
    }
}

/// What tells one thing over the screen from another; empty: there is none.
pub(super) fn overlay_name(app: &App) -> String {
    match app.overlay() {
        None => String::new(),
        Some(Overlay::Agenda(_)) => "agenda".to_owned(),
        Some(other) => format!("{other:?}"),
    }
}

/// The screen, unless it is a step.
pub(super) fn lines(app: &App) -> Vec<String> {
    match app.screen() {
        Screen::Start(start) => start_lines(start),
        Screen::Roles(roles) => roles_lines(roles),
        Screen::Retreat(retreat) => curtain_lines(app, retreat),
        Screen::Follower(follower) => follower_lines(follower),
        Screen::TestCard(_) => {
            vec!["The test card asks what is seen on a screen; line by line there is nothing to see.".to_owned()]
        }
    }
}

fn start_lines(start: &Start) -> Vec<String> {
    let (title, rows): (String, Vec<String>) = match start.place() {
        Place::Menu => {
            let entry = |(name, what): &(&str, &str)| {
                if what.is_empty() { (*name).to_owned() } else { format!("{name}: {what}") }
            };
            ("chartpaper".to_owned(), MENU.iter().map(entry).collect())
        }
        Place::Files(listing) => {
            let name = |item: &FileItem| if item.folder { format!("folder {}", item.name) } else { item.name.clone() };
            (format!("Choose a CSV file in {}", listing.folder), listing.items.iter().map(name).collect())
        }
        Place::Protocols(_) => {
            let named = start.offers().iter().map(|(id, title)| format!("{title} ({id})"));
            ("Choose the protocol".to_owned(), named.collect())
        }
        Place::Sessions(sessions) if sessions.list.is_empty() => {
            ("There is no retreat to take up yet; back leads to the menu".to_owned(), Vec::new())
        }
        Place::Sessions(sessions) => {
            let list = sessions.list.iter().map(|session| session.line.clone());
            ("Choose the retreat to take up".to_owned(), list.collect())
        }
    };
    let mut lines = vec![String::new(), format!("{title}.")];
    lines.extend(numbered(rows));
    if start.busy() {
        lines.push("reading ...".to_owned());
    }
    if let Place::Sessions(sessions) = start.place() {
        lines.extend(sessions.left_out.iter().map(|words| format!("{words}.")));
    }
    lines.extend(start.problem().iter().cloned());
    lines
}

/// Lines with their numbers, from 1.
fn numbered(rows: impl IntoIterator<Item = String>) -> impl Iterator<Item = String> {
    (1..).zip(rows).map(|(number, row): (usize, String)| format!("{number}. {row}"))
}

fn roles_lines(roles: &Roles) -> Vec<String> {
    let outline = roles.outline();
    let file = outline.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut lines = vec![
        String::new(),
        "What is in each column?".to_owned(),
        format!("{file}: {} rows. Nothing is told of the data until you confirm the roles.", outline.rows),
    ];
    let columns = outline.columns.iter().zip(roles.roles()).map(|(column, role)| {
        let counted = || format!("{} different", column.distinct);
        let found = column.labels.as_ref().map_or_else(counted, |labels| labels.join(", "));
        let missing = if column.missing > 0 { format!(", {} missing", column.missing) } else { String::new() };
        format!("{}: {} ({}, {found}{missing})", column.header, role.word(), column.kind.word())
    });
    lines.extend(numbered(columns));
    lines.extend(roles.problem().iter().cloned());
    lines.push("A number and a role, such as 2 measure, changes one; confirm when all are right.".to_owned());
    lines
}

fn curtain_lines(app: &App, retreat: &Retreat) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(retreat.admission().and_then(Admission::badge));
    lines.push(format!("{}.", retreat.protocol().title));
    lines.push(retreat.admission().map_or("Without data.".to_owned(), |admission| format!("{}.", admission.title())));
    // How far away rows can be read is a matter of the screen.
    let facts = curtain::facts(retreat, app.size().height).into_iter().filter(|(label, _)| *label != "back row");
    lines.extend(facts.map(|(label, words)| format!("{label}: {words}")));
    if retreat.admission().is_some() {
        lines.push(
            "typed: in this mode the terminal shows a line while it is typed, before it is checked for names"
                .to_owned(),
        );
    }
    lines.push(format!("{} help tells what can be typed.", curtain::opening(retreat)));
    lines
}

fn follower_lines(follower: &Follower) -> Vec<String> {
    let retreat = follower.retreat();
    let (number, count) = retreat.number_of_step();
    let mut lines = vec![String::new(), format!("{}. {}.", retreat.protocol().title, follower::state(retreat))];
    lines.push(format!("Step {number} of {count}: {}", retreat.step().title));
    lines.extend(follower.trouble().map(str::to_owned));
    lines.push(header::segment(retreat));
    lines.extend(follower::asked(retreat, WIDE).into_iter().map(|(line, _)| line));
    lines.extend(panel::lines(retreat, WIDE).into_iter().map(|(line, _)| line));
    lines.extend(agenda_lines(retreat));
    lines.retain(|line| !line.trim().is_empty());
    lines.insert(0, String::new());
    lines
}

fn agenda_lines(retreat: &Retreat) -> Vec<String> {
    let squeezed = |line: String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let here = |line: String| line.strip_prefix("> ").map_or(line.clone(), |line| format!("{line}, here"));
    agenda::lines(retreat, WIDE).into_iter().map(|(_, line)| here(squeezed(line))).collect()
}

/// What lies over the screen.
pub(super) fn overlay(app: &App) -> Vec<String> {
    match (app.overlay(), app.retreat()) {
        (Some(Overlay::Question(asked)), _) => {
            let (title, mut lines, _) = question::words(app, asked);
            lines.insert(0, title.to_owned());
            lines.iter().map(|line| super::words::spoken(line)).collect()
        }
        (Some(Overlay::Agenda(_)), Some(retreat)) => {
            let mut lines = vec![agenda::plan(retreat)];
            lines.extend(agenda_lines(retreat));
            lines
        }
        (Some(Overlay::Panel(_)), Some(retreat)) => {
            let lines = panel::lines(retreat, WIDE).into_iter().map(|(line, _)| line);
            lines.filter(|line| !line.is_empty()).collect()
        }
        (Some(Overlay::Exhibit(_)), Some(retreat)) => exhibit(retreat),
        (Some(Overlay::Blank), _) => vec!["The screen is blank; the next line brings it back.".to_owned()],
        (Some(Overlay::Help(_)), _) => super::words::help(app),
        _ => Vec::new(),
    }
}

/// The prepared words of a step.
fn exhibit(retreat: &Retreat) -> Vec<String> {
    let Some(exhibit) = &retreat.step().exhibit else { return Vec::new() };
    let mut lines = vec![format!("{}:", exhibit.title)];
    let rows = material::words(retreat, exhibit, u16::MAX);
    let line = |row: &Vec<crate::protocol::Span>| row.iter().map(|span| span.text.as_str()).collect::<String>();
    lines.extend(rows.iter().map(line).filter(|line| !line.is_empty()));
    lines
}

/// What can be answered to a question.
pub(super) fn answers(question: &Question) -> &'static str {
    match question {
        Question::KeepCard => "yes: write it, today: only for today, no: back to the roles",
        _ => "yes or no",
    }
}

/// What is asked on a screen that is no retreat.
pub(super) fn prompt(screen: &Screen) -> &'static str {
    match screen {
        Screen::Start(_) => "Number",
        Screen::Roles(_) => "Number and role, or confirm",
        Screen::Follower(_) => "Following",
        Screen::TestCard(_) => "An empty line leads back",
        Screen::Retreat(_) => "",
    }
}

/// The time of the step, and of the plan.
pub(super) fn time(app: &App) -> Vec<String> {
    let retreat = match app.screen() {
        Screen::Retreat(retreat) => retreat,
        Screen::Follower(follower) => follower.retreat(),
        _ => return vec!["No retreat is open.".to_owned()],
    };
    if retreat.curtain() {
        return vec![agenda::plan(retreat)];
    }
    let mut lines = vec![header::clock(retreat).0];
    lines.extend(Some(header::segment(retreat)).filter(|words| !words.is_empty()));
    lines.push(agenda::plan(retreat));
    lines
}

/// A picture in sentences and a table: what it is, what it tells, its numbers, and what is to be known of them.
#[must_use]
pub fn picture(plot: &Plot) -> Vec<String> {
    let mut lines = vec![format!("Picture: {}", plot.title)];
    lines.extend([&plot.subtitle, &plot.summary].into_iter().filter(|words| !words.is_empty()).cloned());
    if !plot.values.rows.is_empty() {
        lines.extend(chart::text::values(&plot.values));
    }
    lines.extend(plot.notes.iter().cloned());
    lines
}
