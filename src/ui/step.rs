//! A step: title line, prompt, picture, comments, open line, message. At 80x24 one below the other (title 1, prompt 2, picture
//! 11, rule 1, comments 6, line 1, message 1, footer 1); from 100x30 on the comments stand beside the picture. A step without a
//! picture has words in big letters, where they take nothing from what is charted.

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::{Part, Retreat, Typing};
use crate::chart::{Charset, Plot};
use crate::theme::Role;

use super::pen::Pen;
use super::picture::Picture;
use super::{comments, entry, header, letters, material, values};

/// From this width on two pictures stand beside each other; below, one at a time.
const TWO_WIDE: u16 = 98;

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

/// What stands in big letters in a step without a picture, the most important first: its question if it is short, else its name;
/// where nothing is charted, the time as well.
fn banner(retreat: &Retreat, width: u16, charset: Charset) -> Vec<Banner> {
    let step = retreat.step();
    let words = letters::set(&step.prose().plain(), width, 2, charset);
    let words = words.or_else(|| letters::set(&step.title, width, 1, charset));
    let (clock, role) = header::clock(retreat);
    let clock = letters::set(&clock, width, 1, charset).filter(|_| step.capture.is_none());
    words.map(|lines| (lines, Role::Strong)).into_iter().chain(clock.map(|lines| (lines, role))).collect()
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
    let told = retreat.saves().words().map_or(1, |words| crate::text::wrap(words, area.width.into()).len());
    let message_rows = if told > 1 { 2 } else { 1 };
    let plan = plan(area, retreat, plot.is_some(), line_rows, message_rows, pen.look.charset);
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
    let mut segment = header::segment(retreat);
    if plot.is_some()
        && let Some(recording) = material::recording(retreat)
    {
        segment = format!("{segment}{}{recording}", pen.look.separator());
    }
    if is_tall(area) {
        // Beside the picture the rule is short; how people take part must be read by all.
        pen.text(area.x, area.y + 1, area.width, &segment, Role::Quiet);
        pen.rule(plan.rule, plan.rule.y, &heading(pen, retreat, String::new()));
    } else {
        pen.rule(plan.rule, plan.rule.y, &heading(pen, retreat, segment));
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

fn plan(area: Rect, retreat: &Retreat, pictured: bool, line_rows: u16, message_rows: u16, charset: Charset) -> Plan {
    let bottom = area.bottom().saturating_sub(1);
    let message = Rect { y: bottom.saturating_sub(message_rows), height: message_rows, ..area };
    let line = Rect { y: message.y.saturating_sub(line_rows), height: line_rows, ..area };
    let tall = is_tall(area);
    // Where there is little room, a prompt of one line takes one.
    let wrapped = u16::try_from(retreat.step().prose().rows(usize::from(area.width)).len()).unwrap_or(u16::MAX);
    let height = match area.height {
        ..20 => wrapped.clamp(1, 2),
        20..30 => 2,
        _ => wrapped.clamp(2, 4),
    };
    let prompt = Rect { y: area.y + 1 + u16::from(tall), height, ..area };
    let pins = u16::try_from(retreat.pinned().len()).unwrap_or(0).min(if area.height < 20 { 1 } else { 2 });
    let pinned = Rect { y: prompt.bottom(), height: pins, ..area };
    let top = pinned.bottom() + u16::from(tall);
    let room = line.y.saturating_sub(top);
    let enlarged = |part| retreat.enlarged() && retreat.part() == part && retreat.typing() != Some(Typing::Action);
    let two = retreat.plot_beside().is_some() && area.width >= TWO_WIDE;
    if tall && area.width >= 98 && pictured && !two && !enlarged(Part::Picture) && !enlarged(Part::Comments) {
        let picture = Rect { x: area.x, y: top, width: area.width * 5 / 8, height: room.saturating_sub(1) };
        let x = picture.right() + 2;
        let list = Rect { x, y: top + 1, width: area.right().saturating_sub(x), height: room.saturating_sub(2) };
        let rule = Rect { y: top, height: 1, ..list };
        let (banner, banner_area) = (Vec::new(), Rect::default());
        return Plan { banner, banner_area, prompt, pinned, picture, rule, list, line, message };
    }
    let most = room.saturating_sub(1);
    let charts = retreat.step().capture.is_some();
    let (banner, banner_rows) = if pictured || charts && !tall {
        (Vec::new(), 0)
    } else {
        let taken = material::rows(retreat, area.width) + if charts { LEFT_FOR_COMMENTS } else { 0 };
        fitting(banner(retreat, area.width, charset), most.saturating_sub(taken))
    };
    let banner_area = Rect { y: top, height: banner_rows, ..area };
    let (top, most) = (top + banner_rows, most - banner_rows);
    let pictured_rows = if !pictured {
        material::rows(retreat, area.width).min(if retreat.step().capture.is_none() { most } else { most * 3 / 5 })
    } else if enlarged(Part::Picture) {
        most.saturating_sub(2)
    } else if enlarged(Part::Comments) {
        // Beside many comments the picture is still looked at, where there is room for both.
        most.saturating_sub(14).min(13)
    } else {
        (most * 13 / 20).max(most.min(8))
    };
    // In the smallest windows the table that the group works on keeps a few rows.
    let works = area.height < 20 && retreat.board().is_some() && !enlarged(Part::Picture);
    let pictured_rows = if works { pictured_rows.min(most.saturating_sub(4)) } else { pictured_rows };
    let picture = Rect { y: top, height: pictured_rows, ..area };
    let rule = Rect { y: picture.bottom(), height: 1, ..area };
    let list = Rect { y: rule.bottom(), height: line.y.saturating_sub(rule.bottom()), ..area };
    Plan { banner, banner_area, prompt, pinned, picture, rule, list, line, message }
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
}

fn heading(pen: &Pen<'_, '_>, retreat: &Retreat, segment: String) -> String {
    if retreat.is_parking() {
        return "parking lot".to_owned();
    }
    let mut words = comments::count(retreat);
    let shelf = retreat.on_shelf();
    if shelf > 0 {
        words.push_str(&format!(", {shelf} on the shelf"));
    }
    [words, segment].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(pen.look.separator())
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
