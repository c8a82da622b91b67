//! What is said of a step: its prompt, its pictures, what was charted, what is asked for.

use std::collections::BTreeMap;

use crate::app::{App, Item, LONGEST, Line, Origin, Retreat, Save, Typing};
use crate::chart::Plot;
use crate::protocol::Capture;
use crate::records::Admission;
use crate::session::{Board, Row, Seq};

use super::super::{Look, comments, entry, header, material};
use super::{scene, words};

/// A picture as it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pictured {
    /// What it is.
    head: [String; 3],
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
    /// All of it.
    lines: Vec<String>,
    heads: Vec<String>,
}

impl Pictured {
    /// The pictures on the screen.
    pub(super) fn of(retreat: &Retreat) -> Vec<Self> {
        let plots = retreat.plot().into_iter().chain(retreat.plot_beside());
        plots.map(|plot| Self::new(&plot)).collect()
    }

    fn new(plot: &Plot) -> Self {
        Self {
            head: [plot.title.clone(), plot.subtitle.clone(), plot.summary.clone()],
            rows: plot.values.texts(),
            notes: plot.notes.clone(),
            lines: scene::picture(plot),
            heads: plot.values.heads(),
        }
    }

    /// What of it is new; everything, if it is another picture.
    fn since(&self, before: Option<&Self>) -> Vec<String> {
        let Some(before) = before.filter(|before| before.head == self.head && before.heads == self.heads) else {
            return self.lines.clone();
        };
        let rows = self.rows.iter().filter(|row| !before.rows.contains(row)).map(|row| {
            let cells = self.heads.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty());
            let cells: Vec<String> = cells.map(|(head, cell)| format!("{head} {cell}")).collect();
            format!("{}: {}", row.first().map_or("", String::as_str), cells.join(", "))
        });
        rows.chain(self.notes.iter().filter(|note| !before.notes.contains(note)).cloned()).collect()
    }
}

/// What is new in the pictures.
pub(super) fn changed(before: &[Pictured], now: &[Pictured]) -> Vec<String> {
    now.iter().enumerate().flat_map(|(at, picture)| picture.since(before.get(at))).collect()
}

/// The pictures, each as a sentence and a table.
pub(super) fn pictures(retreat: &Retreat) -> Vec<String> {
    Pictured::of(retreat).into_iter().flat_map(|picture| picture.lines).collect()
}

/// The parts of the picture that a comment can be linked to.
pub(super) fn marks(retreat: &Retreat) -> Vec<String> {
    let marks = retreat.plot().map(|plot| plot.marks).unwrap_or_default();
    if marks.is_empty() {
        return vec!["There is no picture with values here.".to_owned()];
    }
    let told = (1..).zip(&marks).map(|(number, mark): (usize, _)| match &mark.predicted {
        Some(predicted) => format!("{number}. {}: {} ({predicted})", mark.label, mark.value),
        None => format!("{number}. {}: {}", mark.label, mark.value),
    });
    told.collect()
}

/// Everything about the step.
pub(super) fn whole(app: &App, retreat: &Retreat, look: Look<'_>) -> Vec<String> {
    let mut lines = head(retreat);
    lines.extend(pictures(retreat));
    lines.extend(entries(retreat, look));
    lines.extend(hints(app, retreat));
    lines
}

/// Which step it is, how people take part, what is asked, what was pinned and prepared.
pub(super) fn head(retreat: &Retreat) -> Vec<String> {
    let step = retreat.step();
    let (number, count) = retreat.number_of_step();
    let mut lines = vec![format!("Step {number} of {count}: {}. {}.", step.title, header::clock(retreat).0)];
    lines.extend(retreat.admission().and_then(Admission::badge));
    if retreat.is_rehearsal() {
        lines.push("REHEARSAL: nothing is saved.".to_owned());
    }
    lines.extend(Some(header::segment(retreat)).filter(|words| !words.is_empty()));
    lines.extend(step.prose().plain().lines().filter(|line| !line.is_empty()).map(str::to_owned));
    lines.extend(retreat.pinned().into_iter().map(|(name, text)| format!("{name}: {text}")));
    lines.extend(step.questions.iter().enumerate().map(|(at, question)| format!("Question {}. {question}", at + 1)));
    lines.extend(material::recording(retreat));
    if let Some(exhibit) = &step.exhibit {
        lines.push(format!("Prepared: {}; read tells it in full.", exhibit.title));
    }
    lines
}

/// What was charted in the step: comments and actions, or the rows of its table.
pub(super) fn entries(retreat: &Retreat, look: Look<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Some(comments::count(retreat)).filter(|words| !words.is_empty()).into_iter().collect();
    if retreat.board().is_some() {
        let (rows, notes) = rows(retreat);
        lines.extend(told(retreat, &rows).map(|(_, row)| row));
        lines.extend(notes);
        return lines;
    }
    let items = retreat.items();
    let mut number = 0;
    let mut all: Vec<String> = Vec::new();
    for item in &items {
        let words = comments::words(look, retreat, item, true);
        if item.id().is_some() {
            number += 1;
            all.push(format!("{number}. {words}"));
        } else {
            all.push(words);
        }
    }
    lines.extend(all);
    if retreat.on_shelf() > 0 {
        lines.push(format!("{} on the shelf", retreat.on_shelf()));
    }
    lines
}

/// The comments and actions that have a number, with their words and whether they are saved.
pub(super) fn numbered_items(retreat: &Retreat, look: Look<'_>) -> Vec<(usize, Seq, String)> {
    let items = retreat.items();
    let numbered = items.iter().filter_map(|item| Some((item, item.id()?)));
    let told = |(at, (item, id)): (usize, (&Item<'_>, Seq))| {
        let saved = match retreat.saves().of(id) {
            _ if retreat.is_rehearsal() => ", not saved: a rehearsal",
            Save::Saved => ", saved",
            Save::Saving | Save::Failed => "",
        };
        let doubt = match item {
            Item::Comment(comment, Origin::Own) => retreat.question_about(comment),
            _ => None,
        };
        let doubt = doubt.map(|question| format!(" ? {question}")).unwrap_or_default();
        (at + 1, id, format!("{}{saved}{doubt}", comments::words(look, retreat, item, true)))
    };
    numbered.enumerate().map(told).collect()
}

/// As [`numbered_items`], by their entry.
pub(super) fn items(retreat: &Retreat, look: Look<'_>) -> BTreeMap<Seq, String> {
    numbered_items(retreat, look).into_iter().map(|(_, id, words)| (id, words)).collect()
}

/// Whether the disk has not answered yet about a comment or action.
pub(super) fn is_open(retreat: &Retreat, id: Seq) -> bool {
    retreat.saves().of(id) == Save::Saving
}

/// Whether a comment or action still stands in the list.
pub(super) fn stands(retreat: &Retreat, id: Seq) -> bool {
    retreat.items().iter().any(|item| item.id() == Some(id))
}

/// The rows of the table as sentences, by key, and what the counts come to.
pub(super) fn rows(retreat: &Retreat) -> (BTreeMap<String, String>, Vec<String>) {
    let Some(board) = retreat.board() else { return (BTreeMap::new(), Vec::new()) };
    let rows = (1..).zip(&board.rows).map(|(number, row)| (row.key.clone(), sentence(retreat, &board, number, row)));
    let mut notes = board.notes.clone();
    notes.extend(board.points.iter().map(|(x, y, many)| {
        let people = if *many == 1 { "1 person".to_owned() } else { format!("{many} people") };
        format!("{people} at {x}, {y}")
    }));
    (rows.collect(), notes)
}

/// The rows in the order of the table.
pub(super) fn told(retreat: &Retreat, rows: &BTreeMap<String, String>) -> impl Iterator<Item = (String, String)> {
    let keys = retreat.board().map(|board| board.rows).unwrap_or_default().into_iter().map(|row| row.key);
    keys.filter_map(move |key| rows.get(&key).map(|row| (key.clone(), row.clone()))).collect::<Vec<_>>().into_iter()
}

/// Whether the disk has not answered yet about a row of the table.
pub(super) fn rows_are_open(retreat: &Retreat) -> bool {
    let Some(board) = retreat.board() else { return false };
    board.rows.iter().flat_map(|row| &row.ids).any(|id| is_open(retreat, *id))
}

fn sentence(retreat: &Retreat, board: &Board, number: usize, row: &Row) -> String {
    let cells = board.heads.iter().skip(1).zip(&row.cells).enumerate().filter(|(_, (_, cell))| !cell.is_empty());
    let cells = cells.map(|(at, (head, _))| {
        let words = super::super::grid::words(retreat, row, at);
        if head.is_empty() { words } else { format!("{head}: {words}") }
    });
    let mut parts: Vec<String> = cells.collect();
    match row.group.as_deref() {
        Some("") => parts.push("under no heading yet".to_owned()),
        Some(heading) => parts.push(format!("under {heading}")),
        None => {}
    }
    match row.ids.iter().map(|id| retreat.saves().of(*id)).max() {
        Some(Save::Failed) => parts.push("NOT SAVED".to_owned()),
        Some(Save::Saving) => parts.push("saving ...".to_owned()),
        Some(Save::Saved) | None => {}
    }
    let parts = if parts.is_empty() { String::new() } else { format!(". {}", parts.join("; ")) };
    format!("{number}. {}{parts}", row.name)
}

/// What can be done next.
pub(super) fn hints(app: &App, retreat: &Retreat) -> Vec<String> {
    let asked = entry::hint_words(retreat);
    let words = words::footer(app);
    let mut lines: Vec<String> = Some(words::spoken(&asked)).filter(|words| !words.is_empty()).into_iter().collect();
    lines.push(format!("You can type: {words}"));
    lines
}

/// What can be typed in a line that was just opened.
pub(super) fn opened(retreat: &Retreat) -> Vec<String> {
    let line = match retreat.typing() {
        Some(Typing::Comment) if retreat.unfinished().editing.is_some() => {
            format!("It says: {}. A line replaces it, an empty line leaves it.", retreat.unfinished().line.text())
        }
        Some(Typing::Comment) => {
            let stems: Vec<String> = retreat.step().stems.iter().map(|stem| format!("{stem} ...")).collect();
            let begins = if stems.is_empty() { String::new() } else { format!(" Beginnings: {}", stems.join(", ")) };
            let kept = kept(retreat, &retreat.unfinished().line);
            format!("{kept}A line is charted as it is typed; an empty line stops; /help tells more.{begins}")
        }
        Some(Typing::Action) => "A line for each field; an empty line leaves it out; /stop stops.".to_owned(),
        Some(Typing::Cell) => {
            let kept = kept(retreat, &retreat.open_cell().line);
            format!("{kept}A line is the text of the cell; an empty line goes on to the next; /stop stops.")
        }
        Some(Typing::Prediction) => "An empty line leaves one out; stop stops.".to_owned(),
        Some(Typing::Count) if retreat.sheet().is_some_and(|sheet| sheet.points().is_some()) => {
            "A line for each person; an empty line counts them; stop stops.".to_owned()
        }
        Some(Typing::Count) => {
            "A number for each; an empty line is none, or leaves it as it is; stop stops.".to_owned()
        }
        None => return Vec::new(),
    };
    vec![line]
}

/// What stands in a line already, what may name a student as dots.
fn kept(retreat: &Retreat, line: &Line) -> String {
    let mut text = line.text().to_owned();
    if line.is_blank() {
        return String::new();
    }
    for range in retreat.veiled(line, None, false).into_iter().rev() {
        if text.get(range.clone()).is_some() {
            text.replace_range(range, "...");
        }
    }
    format!("It says: {text}. /yes takes it as it stands. ")
}

/// What is asked in the step now.
pub(super) fn prompt(retreat: &Retreat) -> String {
    let lead = match retreat.typing() {
        None => {
            let (number, count) = retreat.number_of_step();
            return format!("Step {number} of {count}");
        }
        Some(Typing::Comment) => {
            let noun = match &retreat.step().capture {
                Some(Capture::List(list)) if !retreat.is_parking() => list.label.as_deref().unwrap_or("comment"),
                Some(Capture::Edit(_)) => "new wording",
                Some(Capture::Matrix(_) | Capture::Cluster(_)) => "",
                _ => "comment",
            };
            let lead = entry::lead(retreat);
            if retreat.is_parking() { lead } else { format!("{noun} {lead}") }
        }
        Some(Typing::Prediction) => {
            let Some(target) = retreat.target() else { return String::new() };
            let stands = retreat.forecast(&target.key);
            let stands = stands.map(|forecast| format!(", now {}", forecast.words(&target.unit))).unwrap_or_default();
            format!("{} ({}{stands})", target.label, retreat.answers_to(&target))
        }
        Some(Typing::Action) => {
            let form = retreat.form();
            let field = form.fields().get(form.at());
            let stands =
                field.filter(|_| form.editing.is_some()).map(|(_, line)| line.text()).filter(|text| !text.is_empty());
            let stands = stands.map(|text| format!(", now {text}")).unwrap_or_default();
            let label = field.map_or("", |(field, _)| field.label());
            format!("{label} ({} of {}{stands})", form.at() + 1, form.fields().len())
        }
        Some(Typing::Count) => entry::count_lead(retreat, LONGEST),
        Some(Typing::Cell) => entry::cell_lead(retreat),
    };
    lead.trim().trim_end_matches('>').trim_end().to_owned()
}
