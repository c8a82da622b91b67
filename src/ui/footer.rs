//! The last line: the keys that matter now, from the table of keys.

use ratatui::layout::Rect;

use crate::app::keymap;
use crate::app::{Action, App, Context, Overlay, Page, Question, Retreat, Screen, Typing};
use crate::chart::Showing;
use crate::protocol::Capture;
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// At most this many keys are named.
const KEYS: usize = 5;

pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, app: &App) {
    pen.fill(area, Role::Footer);
    let context = app.context();
    let mut x = area.x + 1;
    let mut wanted = named(app, context);
    // Help is always among them.
    let help = wanted.pop_if(|(action, _)| *action == Action::Help);
    wanted.truncate(KEYS - usize::from(help.is_some()));
    let pieces = |(action, short)| {
        let (key, label) = (keymap::key_for(context, action)?.to_string(), format!(" {short}  "));
        let wide = u16::try_from(text::width(&key) + text::width(&label)).unwrap_or(u16::MAX);
        Some((key, label, wide))
    };
    let help = help.and_then(pieces);
    // The blanks after the last one may fall off.
    let end = (area.right() + 2).saturating_sub(help.as_ref().map_or(0, |(_, _, wide)| *wide));
    let mut keys = Vec::new();
    let mut used = x;
    for (key, label, wide) in wanted.into_iter().filter_map(pieces) {
        used = used.saturating_add(wide);
        if used > end {
            break;
        }
        keys.push((key, label));
    }
    keys.extend(help.map(|(key, label, _)| (key, label)));
    for (key, label) in keys {
        x += pen.text(x, area.y, area.right().saturating_sub(x), &key, Role::KeyName);
        x += pen.text(x, area.y, area.right().saturating_sub(x), &label, Role::Footer);
    }
}

/// The actions whose keys matter now, the most important first, each with what it does here.
pub(super) fn named(app: &App, context: Context) -> Vec<(Action, &'static str)> {
    let short = |action| keymap::hint(context, action).map(|(_, short)| (action, short));
    let of = |actions: &[Action]| actions.iter().copied().filter_map(short).collect::<Vec<_>>();
    match (context, app.retreat()) {
        (Context::List, _) => {
            let open = if app.overlay().is_some() { "go there" } else { "open" };
            let rest = of(&[Action::Cancel, Action::Leave, Action::Help]);
            std::iter::once((Action::Accept, open)).chain(rest).collect()
        }
        (Context::Roles, _) => of(&[Action::Right, Action::Accept, Action::Leave, Action::Help]),
        (Context::Question, _) => answering(app),
        (Context::Reading, _) => of(&[Action::Cancel]),
        (Context::TestCard, _) if is_at_keys(app) => Vec::new(),
        (Context::TestCard, _) => of(&[Action::Accept, Action::Deny, Action::Previous, Action::Cancel, Action::Help]),
        (Context::Following, _) => {
            let mut keys = vec![(Action::Next, "page down"), (Action::Previous, "page up")];
            keys.extend(of(&[Action::Leave, Action::Help]));
            keys
        }
        (_, None) | (Context::Curtain, _) => of(&[Action::Accept, Action::Agenda, Action::Leave, Action::Help]),
        (Context::Step, Some(retreat)) => {
            in_step(retreat).into_iter().chain(of(&[Action::Agenda, Action::Help])).collect()
        }
        (_, Some(retreat)) => {
            let mut keys = vec![(Action::Accept, accepting(retreat))];
            if retreat.is_in_doubt() {
                keys.extend(of(&[Action::Unname, Action::Cancel]));
                return keys;
            }
            let is_number = context == Context::Predicting;
            keys.push((Action::Cancel, if is_number { "stop, keep numbers" } else { "stop, keep text" }));
            keys.extend(while_typing(retreat));
            keys.extend(of(&[Action::Next, Action::Undo]));
            keys
        }
    }
}

/// What the keys of the question answer.
fn answering(app: &App) -> Vec<(Action, &'static str)> {
    let Some(Overlay::Question(asked)) = app.overlay() else { return Vec::new() };
    let (yes, no) = match asked {
        Question::Reveal(_) => ("show it", "not yet"),
        Question::Panel => ("show it", "no"),
        Question::Unchecked => ("go on", "not yet"),
        Question::Leave => ("leave", "stay"),
        Question::KeepCard => {
            return vec![
                (Action::Accept, "write it"),
                (Action::Next, "only for today"),
                (Action::Cancel, "back to the roles"),
            ];
        }
    };
    vec![(Action::Accept, yes), (Action::Cancel, no)]
}

/// Whether the test card shows every key, so that none does anything else.
fn is_at_keys(app: &App) -> bool {
    matches!(app.screen(), Screen::TestCard(card) if card.page() == Page::Keys)
}

/// What Enter does while something is typed.
fn accepting(retreat: &Retreat) -> &'static str {
    match retreat.typing() {
        Some(Typing::Action) if retreat.form().at_last() => "chart it",
        Some(Typing::Action) => "next field",
        Some(Typing::Cell) => "chart, next cell",
        Some(Typing::Prediction) => "accept",
        Some(Typing::Count) => match retreat.sheet() {
            Some(sheet) if sheet.points().is_some() => "take it",
            Some(sheet) if !sheet.at_last() => "next number",
            _ => "chart it",
        },
        Some(Typing::Comment) if retreat.unfinished().editing.is_some() => "chart the change",
        Some(Typing::Comment) | None => "chart it",
    }
}

fn while_typing(retreat: &Retreat) -> Vec<(Action, &'static str)> {
    let mut keys = Vec::new();
    match retreat.typing() {
        Some(Typing::Comment) if retreat.is_parking() => {}
        Some(Typing::Comment) => {
            if retreat.asks_each() {
                keys.push((Action::Down, "next question"));
            }
            if retreat.showing() == Showing::Values && retreat.current_view().is_some() {
                keys.push((Action::Link, "link"));
            }
            if matches!(&retreat.step().capture, Some(Capture::List(list)) if !list.tags.is_empty()) {
                keys.push((Action::Tag, "tag"));
            }
        }
        Some(Typing::Action) => keys.push((Action::NextPart, "field")),
        Some(Typing::Count) if retreat.sheet().is_some_and(|sheet| sheet.fields().len() > 1) => {
            keys.push((Action::Up, "number before"));
        }
        _ => {}
    }
    keys
}

fn in_step(retreat: &Retreat) -> Vec<(Action, &'static str)> {
    let step = retreat.step();
    let mut keys = vec![(Action::Next, "next")];
    if retreat.neighbour(true).is_none() {
        keys = vec![(Action::Report, "report"), (Action::Leave, "leave")];
    }
    // The time of this part is over, and the step has another one.
    if retreat.segment().is_some_and(|(at, _, left)| left <= 0 && at + 1 < step.segments.len()) {
        keys.push((Action::NextSegment, "next part"));
    }
    if step.media.as_ref().is_some_and(|media| media.file.is_some()) {
        keys.push((Action::Play, "play"));
    }
    if step.exhibit.is_some() {
        keys.push((Action::Exhibit, "read"));
    }
    let pictured = retreat.current_view().is_some();
    if step.data.shows_data() && pictured && retreat.showing() == Showing::Axes {
        keys.push((Action::Reveal, "show data"));
    }
    keys.extend(charting(retreat));
    if retreat.reports_back().is_some() {
        keys.push((Action::NextSpeaker, "next group"));
    } else if retreat.in_round() {
        keys.push((Action::NextSpeaker, "next speaker"));
    }
    if retreat.chosen().is_some() && step.shelf.is_some() {
        keys.push((Action::Shelve, "shelf"));
    } else if retreat.mark().is_some() && !retreat.items().is_empty() {
        keys.push((Action::Link, "link"));
    } else if retreat.views_of_step().len() > 1 {
        keys.push((Action::NextView, "view"));
    }
    if pictured {
        keys.push((Action::NextPart, "enlarge"));
    }
    keys
}

/// The keys that chart something in this step.
fn charting(retreat: &Retreat) -> Vec<(Action, &'static str)> {
    let on_board = retreat.on_board();
    let enter = |words: &'static str| Some((Action::Accept, words)).filter(|_| on_board);
    let (main, add) = match &retreat.step().capture {
        None => (None, None),
        Some(Capture::Predict(predict)) => (
            (!retreat.targets().is_empty()).then_some((Action::Accept, "predict")),
            predict.also_list.then_some("comment"),
        ),
        Some(Capture::List(_)) => (None, Some("comment")),
        Some(Capture::Edit(_)) => (None, Some("new wording")),
        Some(Capture::Action(_)) => (None, Some("action")),
        Some(Capture::Poll(poll)) => (enter("count"), (poll.revote || !on_board).then_some("count again")),
        Some(Capture::Scale(_) | Capture::Plane(_)) => (enter("count"), (!on_board).then_some("count")),
        Some(Capture::Vote(_)) => (enter("dots"), None),
        Some(Capture::Matrix(matrix)) => (enter("fill in"), matrix.insert.then_some("new row")),
        Some(Capture::Cluster(cluster)) => (enter("next heading"), cluster.free.then_some("new heading")),
        Some(Capture::Review(_)) => (enter("next word"), None),
        Some(Capture::Confirm(_)) => (enter("agree"), None),
    };
    let keep = matches!(retreat.step().capture, Some(Capture::Vote(_))).then_some((Action::Keep, "keep"));
    main.into_iter().chain(add.map(|words| (Action::Begin, words))).chain(keep).collect()
}
