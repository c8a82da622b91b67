//! A key that was pressed: what it means where the app stands, and who carries it out.

use crate::protocol::Capture;

use super::event::Effect;
use super::key::{Key, KeyCode};
use super::keymap::{self, Action, Context};
use super::line::Line;
use super::overlay::{Overlay, Question};
use super::retreat::{Part, Retreat, Typing};
use super::{App, Screen};

/// Lines of a page when a text is leafed through.
const PAGE: i32 = 10;

/// Whether a key may act on a screen that nobody can see: text goes on being typed, and leaving needs no picture.
fn keeps_working_unseen(context: Context, key: Key) -> bool {
    let typed = matches!(context, Context::Typing | Context::Predicting | Context::Form);
    typed
        && matches!(
            keymap::lookup(context, key),
            None | Some(Action::EraseBack | Action::EraseForward | Action::EraseWord)
        )
}

impl App {
    pub(super) fn press(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if self.overlay == Some(Overlay::Blank) {
            self.overlay = None;
            return;
        }
        let now = self.now;
        self.with_retreat(|retreat| {
            retreat.message = None;
            retreat.advance(now, effects);
        });
        if self.hears_key(key) {
            return;
        }
        let context = self.context();
        if self.is_too_small() && !keeps_working_unseen(context, key) {
            return;
        }
        let Some(action) = keymap::lookup(context, key) else { return self.unbound(context, key, effects) };
        match context {
            Context::Question => self.answer(action, effects),
            Context::Reading => self.read(action),
            Context::List if self.overlay.is_some() => self.agenda(action, effects),
            _ => self.act(context, action, effects),
        }
    }

    /// A key that the table does not know: text where text is typed, digits where a number is asked for.
    fn unbound(&mut self, context: Context, key: Key, effects: &mut Vec<Effect>) {
        let KeyCode::Char(c) = key.code else { return };
        if key.ctrl {
            return;
        }
        self.with_retreat(|retreat| match context {
            Context::Typing if c == '.' && retreat.unfinished().line.text().is_empty() => {}
            Context::Typing | Context::Predicting | Context::Form => retreat.type_text(c.encode_utf8(&mut [0; 4])),
            Context::Step if c.is_ascii_digit() && retreat.board().is_some() => retreat.digit(c, effects),
            Context::Step if c.is_ascii_digit() && matches!(retreat.step().capture, Some(Capture::Predict(_))) => {
                retreat.begin_prediction();
                if retreat.typing() == Some(Typing::Prediction) {
                    retreat.type_text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Context::Step if c.is_alphanumeric() => retreat.say("a starts a comment; ? shows all keys"),
            _ => {}
        });
        // The clicker's blank key comes while a line is open as well; an empty line has no use for a full stop.
        let blank = context == Context::Typing && c == '.';
        if blank && self.retreat().is_some_and(|retreat| retreat.unfinished().line.text().is_empty()) {
            self.overlay = Some(Overlay::Blank);
        }
    }

    fn act(&mut self, context: Context, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Help => self.overlay = Some(Overlay::Help(0)),
            // Nothing can be lost by closing a screen that only looks.
            Action::Leave if context == Context::Following => effects.push(Effect::Quit),
            Action::Leave => self.overlay = Some(Overlay::Question(Question::Leave)),
            Action::Theme => self.theme = (self.theme + 1) % self.themes,
            Action::Blank => self.overlay = Some(Overlay::Blank),
            _ => match &mut self.screen {
                Screen::Start(_) => self.act_on_start(action, effects),
                Screen::Roles(_) => self.act_on_roles(action),
                Screen::TestCard(_) => self.act_on_test_card(action, effects),
                Screen::Retreat(_) => self.act_in_retreat(context, action, effects),
                Screen::Follower(follower) => follower.scroll(match action {
                    Action::Up => -1,
                    Action::Down => 1,
                    Action::Previous => -PAGE,
                    Action::Next => PAGE,
                    _ => 0,
                }),
            },
        }
    }

    fn act_in_retreat(&mut self, context: Context, action: Action, effects: &mut Vec<Effect>) {
        let last = self.retreat().map_or(0, |retreat| retreat.protocol().steps.len().saturating_sub(1));
        let Screen::Retreat(retreat) = &mut self.screen else { return };
        let at = retreat.at();
        let counting = retreat.typing() == Some(Typing::Count);
        let in_cell = retreat.typing() == Some(Typing::Cell);
        let mut gate = None;
        match (context, action) {
            (Context::Curtain, Action::Accept) if retreat.is_resumed() && !retreat.checks_names() => {
                self.overlay = Some(Overlay::Question(Question::Unchecked));
            }
            (Context::Curtain, Action::Accept) => gate = retreat.open_curtain(effects),
            (_, Action::Agenda) => self.overlay = Some(Overlay::Agenda(at)),
            (_, Action::Report) => effects.push(Effect::Report),
            (Context::Curtain, _) => {}
            (Context::Step, Action::Next) if retreat.next_turn(true) => {}
            (Context::Step, Action::Previous) if retreat.next_turn(false) => {}
            (_, Action::Next) => gate = retreat.go(retreat.neighbour(true).unwrap_or(last + 1), effects),
            (_, Action::Previous) => match retreat.neighbour(false) {
                Some(before) => gate = retreat.go(before, effects),
                None => retreat.say("this is the first step"),
            },
            (_, Action::First) if retreat.among_comments() => retreat.choose_end(false),
            (_, Action::Last) if retreat.among_comments() => retreat.choose_end(true),
            (_, Action::First) => gate = retreat.go(retreat.end(false), effects),
            (_, Action::Last) => gate = retreat.go(retreat.end(true), effects),
            (_, Action::Reveal) => gate = retreat.ask_for_data(),
            (_, Action::NextView) => gate = retreat.next_view(),
            (_, Action::Park) => retreat.go_to_parking_lot(),
            (_, Action::Play) => retreat.play(effects),
            (_, Action::Exhibit) if retreat.step().exhibit.is_some() => self.overlay = Some(Overlay::Exhibit(0)),
            (_, Action::Exhibit) => retreat.say("nothing was prepared to be read in this step"),
            (_, Action::NextSegment) => retreat.next_segment(),
            (_, Action::Panel) if retreat.panel_allowed => self.overlay = Some(Overlay::Panel(0)),
            (_, Action::Panel) => self.overlay = Some(Overlay::Question(Question::Panel)),
            (Context::Step, Action::Accept) => retreat.main_action(effects),
            (Context::Typing, Action::Accept) => retreat.chart(effects),
            (Context::Predicting, Action::Accept) if counting => retreat.accept_count(effects),
            (Context::Predicting, Action::Accept) => retreat.accept_prediction(effects),
            (Context::Form, Action::Accept) if in_cell => retreat.accept_cell(effects),
            (Context::Form, Action::NextPart) if in_cell => retreat.leave_cell(|r| r.move_column(true), effects),
            (Context::Form, Action::PreviousPart) if in_cell => retreat.leave_cell(|r| r.move_column(false), effects),
            (Context::Form, Action::Down) if in_cell => retreat.leave_cell(|r| r.move_row(true), effects),
            (Context::Form, Action::Up) if in_cell => retreat.leave_cell(|r| r.move_row(false), effects),
            (Context::Form, Action::Accept) => retreat.next_field(effects),
            (_, Action::Begin) => retreat.begin(),
            (_, Action::Cancel) => retreat.stop_typing(),
            (Context::Form, Action::NextPart | Action::Down) => retreat.form.step(true),
            (Context::Form, Action::PreviousPart | Action::Up) => retreat.form.step(false),
            (Context::Predicting, Action::Up | Action::PreviousPart) if counting => retreat.move_number(false),
            (Context::Predicting, Action::Down | Action::NextPart) if counting => retreat.move_number(true),
            (Context::Predicting, Action::Up | Action::PreviousPart) => retreat.move_target(false),
            (Context::Predicting, Action::Down | Action::NextPart) => retreat.move_target(true),
            (_, Action::NextPart | Action::PreviousPart) => retreat.next_part(action == Action::NextPart),
            (Context::Typing, Action::Up) if retreat.asks_each() => retreat.move_question(false),
            (Context::Typing, Action::Down) if retreat.asks_each() => retreat.move_question(true),
            (Context::Typing, Action::Up) => retreat.move_mark(false),
            (Context::Typing, Action::Down) => retreat.move_mark(true),
            (Context::Step, Action::Left) if retreat.on_board() => retreat.move_column(false),
            (Context::Step, Action::Right) if retreat.on_board() => retreat.move_column(true),
            (Context::Step, Action::Up | Action::Left) => Self::arrow(retreat, false),
            (Context::Step, Action::Down | Action::Right) => Self::arrow(retreat, true),
            (_, Action::Left) => retreat.edit(Line::left),
            (_, Action::Right) => retreat.edit(Line::right),
            (_, Action::LineStart) => retreat.edit(Line::home),
            (_, Action::LineEnd) => retreat.edit(Line::end),
            (Context::Predicting, Action::EraseBack) if retreat.take_point_back() => {}
            (_, Action::EraseBack) => retreat.edit(Line::erase_back),
            (_, Action::EraseForward) => retreat.edit(Line::erase_forward),
            (_, Action::EraseWord) => retreat.edit(Line::erase_word),
            (_, Action::Link) => retreat.link(effects),
            (_, Action::Tag) => retreat.next_tag(),
            (_, Action::Unname) => retreat.unname(),
            (_, Action::Keep) => retreat.keep(effects),
            (_, Action::Shelve) => retreat.shelve(effects),
            (_, Action::Remove) => retreat.remove(effects),
            (_, Action::Undo) => retreat.undo(effects),
            (_, Action::Redo) => retreat.redo(effects),
            (_, Action::Values) => retreat.toggle_values(),
            (_, Action::Pause) => retreat.toggle_pause(effects),
            (_, Action::AddMinute) => retreat.add_minute(effects),
            (_, Action::NextSpeaker) => retreat.next_speaker(false),
            (_, Action::Pass) => retreat.next_speaker(true),
            (_, Action::Ditto) => retreat.ditto(effects),
            (_, Action::Saved) => retreat.tell_saved(),
            _ => {}
        }
        if let Some(gate) = gate {
            self.overlay = Some(Overlay::Question(Question::Reveal(gate)));
        }
    }

    fn arrow(retreat: &mut Retreat, forward: bool) {
        if retreat.on_board() {
            retreat.move_row(forward);
        } else if retreat.part() == Part::Comments {
            retreat.move_chosen(forward);
        } else if retreat.targets().is_empty() {
            retreat.move_mark(forward);
        } else {
            retreat.move_target(forward);
        }
    }
}
