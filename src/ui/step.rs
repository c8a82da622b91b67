//! A step: title line, prompt, picture, comments, open line, message, one below the other. At 80x24: title 1, prompt 2, picture
//! 11 to 13, rule 1, comments 4 to 6, line 1, message 1, footer 1. From 100x30 on the comments stand beside the picture where it
//! has so many rows that it would not fit above them; else both are as wide as the window. A step without a picture has words
//! in big letters, where they take nothing from what is charted.
//!
//! How high the picture is depends on the step, the view as it is covered, and the window: neither the reveal, nor a comment, nor
//! what is typed moves it while one line is left for comments.

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::{Part, Retreat, Typing};
use crate::chart::{Charset, Plot, Showing, canvas};
use crate::protocol::Capture;
use crate::text;
use crate::theme::Role;

use super::pen::Pen;
use super::picture::Picture;
use super::{Look, comments, entry, header, letters, material, values};

/// From this width on two pictures stand beside each other; below, one at a time.
const TWO_WIDE: u16 = 98;

/// Lines that a picture keeps for what it says at the reveal.
const LATER_NOTES: u16 = 3;

/// Where the parts of a step stand.
struct Plan {
    /// What stands in big letters, and where.
    banner: Vec<Banner>,
    banner_area: Rect,
    prompt: Rect,
    pinned: Rect,
    picture: Rect,
    rule: Rect,
    list: Rect,
    line: Rect,
    message: Rect,
}

/// Words in big letters, with their role.
type Banner = (Vec<String>, Role);

/// Rows that the comments of a step keep beside big letters.
const LEFT_FOR_COMMENTS: u16 = 9;

/// Most lines of big letters that a question takes.
const QUESTION: usize = 5;

/// What stands in big letters in a step without a picture, the most important first, and the rows it takes of `room`: its
/// question, or its name where that is too long; where nothing is charted, the time as well.
fn banner(retreat: &Retreat, width: u16, room: u16, charset: Charset) -> (Vec<Banner>, u16) {
    let step = retreat.step();
    let most = usize::from(room.saturating_sub(1) / letters::TALL).min(QUESTION);
    let words = letters::set(&step.prose().plain(), width, most, charset);
    let words = words.or_else(|| letters::set(&step.title, width, 1, charset));
    let (clock, role) = header::clock(retreat);
    let clock = letters::set(&clock, width, 1, charset).filter(|_| step.capture.is_none());
    let banner = words.map(|lines| (lines, Role::Strong)).into_iter().chain(clock.map(|lines| (lines, role)));
    fitting(banner.collect(), room)
}

/// As many big words as find room in so many rows.
fn fitting(mut banner: Vec<Banner>, room: u16) -> (Vec<Banner>, u16) {
    let height = |banner: &[Banner]| {
        let rows =
            |(lines, _): &Banner| u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_mul(letters::TALL) + 1;
        banner.iter().map(rows).fold(0, u16::saturating_add)
    };
    while height(&banner) > room && banner.pop().is_some() {}
    let rows = height(&banner);
    (banner, rows)
}

/// Draws the step; the place of the text cursor comes back while something is typed.
pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) -> Option<(u16, u16)> {
    let plot = retreat.plot();
    let line_rows =
        entry::rows(retreat, area.width).min(if area.height < 20 && retreat.typing().is_none() { 1 } else { 6 });
    let told = retreat.saves().words().map_or(1, |words| text::wrap(words, area.width.into()).len());
    let message_rows = if told > 1 { 2 } else { 1 };
    let plan = plan(area, retreat, line_rows, message_rows, pen.look);
    header::draw(pen, Rect { height: 1, ..area }, retreat);
    let asked = retreat.step().prose().plain();
    let squeezed = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    // What is asked in big letters is not asked once more.
    if !plan.banner.iter().any(|(lines, _)| lines.join(" ") == squeezed(&asked)) {
        prompt(pen, plan.prompt, retreat);
    }
    let mut y = plan.banner_area.y;
    for (lines, role) in &plan.banner {
        let rest = Rect { y, height: plan.banner_area.bottom().saturating_sub(y), ..plan.banner_area };
        y += letters::draw(pen, rest, lines, *role) + 1;
    }
    pinned(pen, plan.pinned, retreat);
    if let Some(plot) = &plot {
        match retreat.plot_beside().filter(|_| area.width >= TWO_WIDE && !retreat.values()) {
            Some(other) => two_pictures(pen, plan.picture, retreat, plot, &other),
            None => picture(pen, plan.picture, retreat, plot),
        }
    } else {
        material::draw(pen, plan.picture, retreat);
    }
    if is_tall(area) {
        // How people take part must be read by all, even where the rule is short.
        pen.text(area.x, area.y + 1, area.width, &segment(pen.look, retreat), Role::Quiet);
    }
    for (y, (at, words)) in
        (plan.rule.top()..plan.rule.bottom()).zip(heading(pen.look, retreat, area).iter().enumerate())
    {
        if at == 0 {
            pen.rule(plan.rule, y, words);
        } else {
            pen.text(area.x + 3, y, area.width.saturating_sub(3), words, Role::Quiet);
        }
    }
    comments::draw(pen, plan.list, retreat);
    let caret = entry::draw(pen, plan.line, retreat);
    message(pen, plan.message, retreat);
    caret
}

/// Whether there is room for more than the projector's layout.
fn is_tall(area: Rect) -> bool {
    area.height >= 30
}

fn plan(area: Rect, retreat: &Retreat, line_rows: u16, message_rows: u16, look: Look<'_>) -> Plan {
    let bottom = area.bottom().saturating_sub(1);
    let message = Rect { y: bottom.saturating_sub(message_rows), height: message_rows, ..area };
    let line = Rect { y: message.y.saturating_sub(line_rows), height: line_rows, ..area };
    let tall = is_tall(area);
    let covered = retreat.covered_plot();
    let pictured = covered.is_some();
    // Where there is little room, a prompt of one line takes one.
    let wrapped = u16::try_from(retreat.step().prose().rows(usize::from(area.width)).len()).unwrap_or(u16::MAX);
    let height = match area.height {
        ..20 => wrapped.clamp(1, 2),
        20..30 if pictured => 2,
        _ => wrapped.clamp(2, 4),
    };
    let prompt = Rect { y: area.y + 1 + u16::from(tall), height, ..area };
    let pins = u16::try_from(retreat.pinned().len()).unwrap_or(0).min(if area.height < 20 { 1 } else { 2 });
    let pinned = Rect { y: prompt.bottom(), height: pins, ..area };
    let top = pinned.bottom() + u16::from(tall || !pictured && area.height >= 20 && wrapped >= height);
    let room = line.y.saturating_sub(top);
    // As it is while nothing is typed and nothing is told.
    let idle = bottom.saturating_sub(2).saturating_sub(top).saturating_sub(1);
    let enlarged = |part| retreat.enlarged() && retreat.part() == part && retreat.typing() != Some(Typing::Action);
    let normal = !enlarged(Part::Picture) && !enlarged(Part::Comments);
    let two = retreat.plot_beside().is_some() && area.width >= TWO_WIDE;
    let above = beside_comments(retreat, idle);
    let fits = covered.as_ref().is_none_or(|plot| canvas::height(plot, area.width.into()).least <= usize::from(above));
    if tall && area.width >= TWO_WIDE && !fits && !two && normal {
        let picture = Rect { x: area.x, y: top, width: area.width * 5 / 8, height: room.saturating_sub(1) };
        let x = picture.right() + 2;
        let list = Rect { x, y: top + 1, width: area.right().saturating_sub(x), height: room.saturating_sub(2) };
        let rule = Rect { y: top, height: 1, ..list };
        return Plan {
            banner: Vec::new(),
            banner_area: Rect::default(),
            prompt,
            pinned,
            picture,
            rule,
            list,
            line,
            message,
        };
    }
    let most = room.saturating_sub(1);
    let charts = retreat.step().capture.is_some();
    let (banner, banner_rows) = if pictured || charts && !tall {
        (Vec::new(), 0)
    } else {
        let taken = material::rows(retreat, area.width) + if charts { LEFT_FOR_COMMENTS } else { 0 };
        banner(retreat, area.width, most.saturating_sub(taken), look.charset)
    };
    let banner_area = Rect { y: top, height: banner_rows, ..area };
    let (top, most) = (top + banner_rows, most - banner_rows);
    let pictured_rows = match &covered {
        None => material::rows(retreat, area.width).min(if charts { most * 3 / 5 } else { most }),
        Some(_) if enlarged(Part::Picture) => most.saturating_sub(2),
        Some(plot) if enlarged(Part::Comments) => beside_many(retreat, plot, area.width, most),
        Some(plot) => {
            let rows = above.min(cells(canvas::height(plot, area.width.into()).good).saturating_add(LATER_NOTES));
            rows.min(most.saturating_sub(u16::from(charts)))
        }
    };
    let picture = Rect { y: top, height: pictured_rows, ..area };
    let rule_rows = cells(heading(look, retreat, area).len()).min(most.saturating_sub(pictured_rows)).max(1);
    let rule = Rect { y: picture.bottom(), height: rule_rows, ..area };
    let list = Rect { y: rule.bottom(), height: line.y.saturating_sub(rule.bottom()), ..area };
    Plan { banner, banner_area, prompt, pinned, picture, rule, list, line, message }
}

/// Of so many lines for picture and comments, those that a picture has; what the group works on has more than what it looks at.
fn beside_comments(retreat: &Retreat, most: u16) -> u16 {
    let step = retreat.step();
    let builds_on = step.capture.as_ref().and_then(Capture::from).is_some();
    let left = match &step.capture {
        None => 0,
        Some(Capture::Predict(predict)) if !predict.also_list => 0,
        Some(Capture::Matrix(_)) => (most / 2 + 1).max(4),
        Some(Capture::List(_) | Capture::Predict(_) | Capture::Edit(_)) if !builds_on => {
            (most * 3 / 10).saturating_sub(1).max(2)
        }
        Some(Capture::List(_) | Capture::Edit(_) | Capture::Action(_)) => (most * 2 / 5).max(3),
        Some(_) => (most * 9 / 20).max(4),
    };
    most.saturating_sub(left)
}

/// Beside many comments the picture is still looked at, where that leaves them half the room; else it is told in words, and whole.
fn beside_many(retreat: &Retreat, covered: &Plot, width: u16, most: u16) -> u16 {
    let least = cells(canvas::height(covered, width.into()).least);
    if least <= most / 2 {
        return most.saturating_sub(14).min(13).max(least);
    }
    let words = |plot: Plot| [plot.title, plot.summary].map(|words| text::wrap(&words, width.into()).len());
    cells(retreat.plot().map_or(0, |plot| words(plot).iter().sum())).min(most / 2)
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// The picture that the arrows move in on the left, the other one beside it.
fn two_pictures(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, plot: &Plot, other: &Plot) {
    let wide = area.width.saturating_sub(2) / 2;
    picture(pen, Rect { width: wide, ..area }, retreat, plot);
    let look = pen.look;
    let right = Rect { x: area.x + wide + 2, width: area.width.saturating_sub(wide + 2), ..area };
    Picture { plot: other, theme: look.theme, charset: look.charset, chosen: None }.render(right, pen.buffer);
}

fn prompt(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) {
    pen.prose(area, &retreat.step().prose(), Role::Strong);
}

/// What earlier steps pinned, one a line.
fn pinned(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) {
    for (y, (name, words)) in (area.top()..area.bottom()).zip(retreat.pinned()) {
        pen.text(area.x, y, area.width, &format!("{name}: {words}"), Role::KeyName);
    }
}

fn picture(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat, plot: &Plot) {
    if retreat.values() {
        values::draw(pen, area, plot, retreat.enlarged() && retreat.part() == Part::Picture);
        return;
    }
    let look = pen.look;
    let target = retreat.target().map(|target| target.key);
    let chosen = retreat.mark().or(target.as_deref());
    Picture { plot, theme: look.theme, charset: look.charset, chosen }.render(area, pen.buffer);
    if let Some(target) = retreat.target().filter(|_| retreat.showing() == Showing::Axes) {
        point_at(pen, area, &target.label);
    }
}

/// Marks the name of the row that is asked about, where the picture has one that `label` begins with.
fn point_at(pen: &mut Pen<'_, '_>, area: Rect, label: &str) {
    let name = label.split(": ").next().unwrap_or(label);
    let wide = cells(text::width(name));
    let area = area.intersection(pen.buffer.area);
    for y in area.top()..area.bottom() {
        // With the two cells behind it, so that a longer name is not meant.
        let line: String = (area.left()..area.right().min(area.x.saturating_add(wide).saturating_add(2)))
            .filter_map(|x| pen.buffer.cell((x, y)).map(ratatui::buffer::Cell::symbol))
            .collect();
        if line.trim_end() == name {
            let style = pen.style(Role::Chosen);
            pen.buffer.set_style(Rect { y, width: wide, height: 1, ..area }, style);
            return;
        }
    }
}

/// How people take part, and what is played meanwhile.
fn segment(look: Look<'_>, retreat: &Retreat) -> String {
    let words = header::segment(retreat);
    match material::recording(retreat).filter(|_| retreat.current_view().is_some()) {
        Some(recording) => format!("{words}{}{recording}", look.separator()),
        None => words,
    }
}

/// What stands in the rule above the comments, and on a second line what finds no room there: how many there are, how people take part
/// (unless that has a line of its own).
fn heading(look: Look<'_>, retreat: &Retreat, area: Rect) -> Vec<String> {
    if retreat.is_parking() {
        return vec!["parking lot".to_owned()];
    }
    let mut counted = comments::count(retreat);
    let shelf = retreat.on_shelf();
    if shelf > 0 {
        counted.push_str(&format!(", {shelf} on the shelf"));
    }
    let segment = if is_tall(area) { String::new() } else { segment(look, retreat) };
    let whole =
        [counted, segment].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(look.separator());
    let room = usize::from(area.width.saturating_sub(6));
    // In the smallest windows the comments need the line.
    if text::width(&whole) <= room || area.height < 20 {
        return vec![whole];
    }
    let fits = |at: &usize| whole.get(..*at).is_some_and(|first| text::width(first) <= room);
    let parts = [", ", look.separator()].map(|part| whole.match_indices(part).map(|(at, _)| at).filter(fits).max());
    match parts.into_iter().flatten().max().map(|at| whole.split_at(at)) {
        Some((first, rest)) => {
            let rest = rest.trim_start_matches(look.separator()).trim_start_matches(", ");
            vec![first.to_owned(), rest.to_owned()]
        }
        None => vec![whole],
    }
}

fn message(pen: &mut Pen<'_, '_>, area: Rect, retreat: &Retreat) {
    if let Some(words) = retreat.saves().words() {
        pen.wrapped(area, words, Role::Alert);
    } else if let Some(words) = retreat.message() {
        pen.text(area.x, area.y, area.width, words, Role::Text);
    } else if let Some(asked) = &retreat.unfinished().question
        && retreat.typing() == Some(Typing::Comment)
        && retreat.current_view().is_some()
    {
        // Beside a picture the questions have no room; the one that is answered must be read.
        pen.text(area.x, area.y, area.width, asked, Role::Strong);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::theme::Theme;

    #[test]
    fn the_row_that_is_asked_about_is_marked_and_no_other() {
        let area = Rect::new(0, 0, 30, 4);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::shipped().remove(0);
        let mut pen = Pen::new(&mut buffer, Look { theme: &theme, charset: Charset::Blocks });
        for (y, line) in (0..).zip(["Score by term", "Fall 2 n=40", "Fall   n=40", "Spring n=40"]) {
            pen.text(0, y, 30, line, Role::Text);
        }
        point_at(&mut pen, area, "Fall: at or above Meeting");
        let chosen = pen.style(Role::Chosen);
        let marked =
            |x, y| pen.buffer.cell((x, y)).is_some_and(|cell| Some(cell.fg) == chosen.fg && Some(cell.bg) == chosen.bg);
        assert!((0..4).all(|x| marked(x, 2)) && !marked(5, 2));
        assert!([0, 1, 3].iter().all(|y| !marked(0, *y)), "names that only begin alike are not meant");
        point_at(&mut pen, area, "Winter: at or above Meeting");
    }
}
