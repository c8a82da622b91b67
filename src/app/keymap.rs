//! The one table of keys: (context, key) to action. Help, footer and the README's table are made from it.

use super::key::{Key, KeyCode};

/// Where a key is pressed. A key means the same in every context in which it is bound, except where text is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// A list to choose from: start screen, files, protocols, sessions, agenda.
    List,
    /// The screen on which columns get their roles.
    Roles,
    /// The curtain before the first step.
    Curtain,
    /// A step, not typing.
    Step,
    /// A comment is typed.
    Typing,
    /// A number is typed: a prediction, a count.
    Predicting,
    /// An action or a cell of a table is filled in.
    Form,
    /// A question that waits for yes or no.
    Question,
    /// A text over the screen: help, the facilitator's panel.
    Reading,
    /// The second screen, which follows a session.
    Following,
    /// The test card.
    TestCard,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 11] = [
        Self::Step,
        Self::Typing,
        Self::Predicting,
        Self::Form,
        Self::Curtain,
        Self::Question,
        Self::Reading,
        Self::List,
        Self::Roles,
        Self::Following,
        Self::TestCard,
    ];

    /// Heading in help and README.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::List => "Choosing from a list",
            Self::Roles => "Giving columns their roles",
            Self::Curtain => "Curtain",
            Self::Step => "In a step",
            Self::Typing => "Typing a comment",
            Self::Predicting => "Typing a number (a prediction, a count)",
            Self::Form => "Filling in an action or a table",
            Self::Question => "A question",
            Self::Reading => "Help and facilitator's panel",
            Self::Following => "Second screen (`chartpaper follow`)",
            Self::TestCard => "Test card (`chartpaper doctor`)",
        }
    }
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is explained by its line in the table")]
pub enum Action {
    Next,
    Previous,
    First,
    Last,
    Begin,
    Accept,
    Deny,
    Cancel,
    NextPart,
    PreviousPart,
    Up,
    Down,
    Left,
    Right,
    LineStart,
    LineEnd,
    EraseBack,
    EraseForward,
    EraseWord,
    Link,
    Tag,
    Unname,
    Keep,
    Shelve,
    Remove,
    Reveal,
    Undo,
    Redo,
    NextView,
    Values,
    Agenda,
    Blank,
    Pause,
    AddMinute,
    NextSpeaker,
    Ditto,
    Pass,
    Theme,
    Panel,
    Park,
    Play,
    Exhibit,
    NextSegment,
    Report,
    Help,
    Saved,
    Leave,
    Ignore,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Where.
    pub contexts: &'static [Context],
    /// Which keys, the most telling one first.
    pub keys: &'static [Key],
    /// For help and README.
    pub help: &'static str,
    /// For the footer, one or two words; empty: never there.
    pub short: &'static str,
}

const fn key(code: KeyCode) -> Key {
    Key::plain(code)
}
const fn ch(c: char) -> Key {
    Key::char(c)
}

use Context::{Curtain, Following, Form, List, Predicting, Question, Reading, Roles, Step, TestCard, Typing};
use KeyCode::{BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab, Up};

const EDITED: &[Context] = &[Typing, Predicting, Form];

/// The table. Within a context every key stands once (a test holds this).
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    Binding { action: Action::Next, contexts: &[Step, Typing, Predicting, Form], keys: &[key(PageDown)], help: "next step (asks before data is shown); what is typed stays", short: "next" },
    Binding { action: Action::Next, contexts: &[Step], keys: &[ch(' ')], help: "next step", short: "" },
    Binding { action: Action::Accept, contexts: &[Curtain], keys: &[key(Enter), key(PageDown), ch(' ')], help: "open the curtain", short: "open" },
    Binding { action: Action::Accept, contexts: &[Question], keys: &[key(Enter)], help: "yes", short: "yes" },
    Binding { action: Action::Next, contexts: &[Question], keys: &[key(PageDown)], help: "yes to showing data; of a card: only for today", short: "" },
    Binding { action: Action::Previous, contexts: &[Step, Typing, Predicting, Form], keys: &[key(PageUp)], help: "previous step (hides the data again)", short: "back" },
    Binding { action: Action::Leave, contexts: &[Question], keys: &[Key::ctrl('c')], help: "leave, if that is the question", short: "" },
    Binding { action: Action::Cancel, contexts: &[Question], keys: &[key(Esc), key(PageUp), ch('q'), ch('n')], help: "no, stay", short: "no" },
    Binding { action: Action::First, contexts: &[Step], keys: &[key(Home)], help: "first step; among comments, the first one", short: "" },
    Binding { action: Action::Last, contexts: &[Step], keys: &[key(End)], help: "last step; among comments, the last one", short: "" },
    Binding { action: Action::Begin, contexts: &[Step], keys: &[ch('a')], help: "start a comment (or an action, a row, a heading, a count)", short: "add" },
    Binding { action: Action::Accept, contexts: &[Step], keys: &[key(Enter)], help: "the step's main action: predict, comment, count, change what is chosen, try to save again", short: "" },
    Binding { action: Action::Accept, contexts: &[Typing], keys: &[key(Enter)], help: "chart the comment; the line stays open", short: "chart it" },
    Binding { action: Action::Accept, contexts: &[Predicting], keys: &[key(Enter)], help: "accept the number and go to the next one; after the last count, chart them all", short: "accept" },
    Binding { action: Action::Accept, contexts: &[Form], keys: &[key(Enter)], help: "next field; on the last one, chart the action; in a table, chart the cell", short: "next field" },
    Binding { action: Action::Cancel, contexts: EDITED, keys: &[key(Esc)], help: "stop typing; the text is kept", short: "stop, keep text" },
    Binding { action: Action::Ignore, contexts: &[Step, Curtain], keys: &[key(Esc), key(F(5))], help: "nothing: clickers send these keys", short: "" },
    Binding { action: Action::NextPart, contexts: &[Step], keys: &[key(Tab)], help: "the comments grow, then the picture, then both stand as before", short: "enlarge" },
    Binding { action: Action::PreviousPart, contexts: &[Step], keys: &[key(BackTab)], help: "the other way round", short: "" },
    Binding { action: Action::NextPart, contexts: &[Form, Roles, Predicting], keys: &[key(Tab)], help: "next field, number or column", short: "field" },
    Binding { action: Action::PreviousPart, contexts: &[Form, Roles, Predicting], keys: &[key(BackTab)], help: "previous field, number or column", short: "" },
    Binding { action: Action::Up, contexts: &[Step], keys: &[key(Up)], help: "the mark, comment or row above", short: "" },
    Binding { action: Action::Down, contexts: &[Step], keys: &[key(Down)], help: "the mark, comment or row below", short: "" },
    Binding { action: Action::Up, contexts: &[Typing], keys: &[key(Up)], help: "the mark before; where each question is answered, the question before", short: "" },
    Binding { action: Action::Down, contexts: &[Typing], keys: &[key(Down)], help: "the mark after, or the next question", short: "" },
    Binding { action: Action::Up, contexts: &[Predicting], keys: &[key(Up)], help: "the number asked for before", short: "" },
    Binding { action: Action::Down, contexts: &[Predicting], keys: &[key(Down)], help: "the number asked for next", short: "" },
    Binding { action: Action::Up, contexts: &[List, Roles, Reading, Following], keys: &[key(Up)], help: "the line above", short: "" },
    Binding { action: Action::Down, contexts: &[List, Roles, Reading, Following], keys: &[key(Down)], help: "the line below", short: "" },
    Binding { action: Action::Up, contexts: &[Form], keys: &[key(Up)], help: "the field above", short: "" },
    Binding { action: Action::Down, contexts: &[Form], keys: &[key(Down)], help: "the field below", short: "" },
    Binding { action: Action::Left, contexts: &[Step], keys: &[key(Left)], help: "the mark or column before", short: "" },
    Binding { action: Action::Right, contexts: &[Step], keys: &[key(Right)], help: "the mark or column after", short: "" },
    Binding { action: Action::Left, contexts: &[Typing, Predicting, Form], keys: &[key(Left)], help: "move in the text", short: "" },
    Binding { action: Action::Right, contexts: &[Typing, Predicting, Form], keys: &[key(Right)], help: "move in the text", short: "" },
    Binding { action: Action::Left, contexts: &[Roles], keys: &[key(Left)], help: "the role before", short: "" },
    Binding { action: Action::Right, contexts: &[Roles], keys: &[key(Right), ch(' ')], help: "the role after", short: "change role" },
    Binding { action: Action::LineStart, contexts: EDITED, keys: &[key(Home)], help: "start of the text", short: "" },
    Binding { action: Action::LineEnd, contexts: EDITED, keys: &[key(End)], help: "end of the text", short: "" },
    Binding { action: Action::EraseBack, contexts: EDITED, keys: &[key(Backspace)], help: "erase the letter before", short: "" },
    Binding { action: Action::EraseForward, contexts: EDITED, keys: &[key(Delete)], help: "erase the letter after", short: "" },
    Binding { action: Action::EraseWord, contexts: EDITED, keys: &[Key::ctrl('w')], help: "erase the word before", short: "" },
    Binding { action: Action::Link, contexts: &[Step], keys: &[ch('e')], help: "link the chosen comment to the chosen mark", short: "link" },
    Binding { action: Action::Link, contexts: &[Typing, Form], keys: &[Key::ctrl('e')], help: "link the comment to the chosen mark (Up and Down choose it)", short: "link" },
    Binding { action: Action::Tag, contexts: &[Typing], keys: &[Key::ctrl('t'), key(Tab)], help: "next tag, where the step has tags", short: "tag" },
    Binding { action: Action::Unname, contexts: &[Typing, Form], keys: &[Key::ctrl('r')], help: "put [student] in the place of a student's name", short: "[student]" },
    Binding { action: Action::Shelve, contexts: &[Step], keys: &[ch('s')], help: "keep the chosen comment on the shelf for a later step; where there is none, in the parking lot", short: "shelf" },
    Binding { action: Action::Keep, contexts: &[Step], keys: &[ch('y')], help: "in a vote: the chosen one goes on, or does not", short: "keep" },
    Binding { action: Action::Remove, contexts: &[Step], keys: &[key(Delete)], help: "take the chosen comment, cell or row away (Ctrl+Z brings it back)", short: "" },
    Binding { action: Action::Reveal, contexts: &[Step], keys: &[ch('r')], help: "show the data of this step (asks first)", short: "show data" },
    Binding { action: Action::Undo, contexts: &[Step, Typing, Predicting, Form], keys: &[Key::ctrl('z')], help: "undo: in a text its last change, else the last thing charted or shown", short: "undo" },
    Binding { action: Action::Redo, contexts: &[Step, Typing, Predicting, Form], keys: &[Key::ctrl('y')], help: "redo", short: "" },
    Binding { action: Action::NextView, contexts: &[Step], keys: &[ch('c')], help: "next view of the data", short: "view" },
    Binding { action: Action::Values, contexts: &[Step], keys: &[ch('v')], help: "the numbers of the picture as a table", short: "values" },
    Binding { action: Action::Agenda, contexts: &[Step, Curtain], keys: &[ch('g')], help: "agenda: all steps, minutes ahead or behind", short: "agenda" },
    Binding { action: Action::Blank, contexts: &[Step, Curtain], keys: &[ch('.'), ch('b')], help: "blank screen; any key brings it back", short: "" },
    Binding { action: Action::Pause, contexts: &[Step], keys: &[ch('p')], help: "halt or go on with the timer", short: "" },
    Binding { action: Action::AddMinute, contexts: &[Step], keys: &[ch('+'), ch('=')], help: "one more minute", short: "" },
    Binding { action: Action::NextSpeaker, contexts: &[Step], keys: &[ch('n')], help: "next speaker of a round, next small group", short: "" },
    Binding { action: Action::Ditto, contexts: &[Step], keys: &[ch('d')], help: "in a round: ditto to the chosen or last comment", short: "" },
    Binding { action: Action::Pass, contexts: &[Step], keys: &[ch('k')], help: "in a round: this speaker passes", short: "" },
    Binding { action: Action::Theme, contexts: &[Step, Curtain, List, Roles, Following, TestCard], keys: &[ch('t')], help: "theme: light, dark, high contrast, mono", short: "" },
    Binding { action: Action::Panel, contexts: &[Step], keys: &[ch('f')], help: "facilitator's panel: tips, what comes next (asks once: the room sees it too)", short: "" },
    Binding { action: Action::Park, contexts: &[Step], keys: &[ch('l')], help: "write into the parking lot: what must not be lost and does not belong here", short: "park" },
    Binding { action: Action::Play, contexts: &[Step], keys: &[ch('m')], help: "play the recording of this step with the system's player", short: "play" },
    Binding { action: Action::Exhibit, contexts: &[Step], keys: &[ch('i')], help: "read what was prepared for this step", short: "read" },
    Binding { action: Action::NextSegment, contexts: &[Step], keys: &[ch('w')], help: "next part of this step, before its time is over", short: "" },
    Binding { action: Action::Report, contexts: &[Step, Curtain], keys: &[ch('x')], help: "write the report beside the session file", short: "report" },
    Binding { action: Action::Help, contexts: &[Step, Curtain, List, Roles, Following, TestCard], keys: &[ch('?'), key(F(1))], help: "help", short: "help" },
    Binding { action: Action::Help, contexts: &[Typing, Predicting, Form], keys: &[key(F(1)), Key::ctrl('g')], help: "help", short: "" },
    Binding { action: Action::Saved, contexts: &[Step, Typing, Predicting, Form], keys: &[Key::ctrl('s')], help: "says what is saved and where (everything is saved as you go)", short: "" },
    Binding { action: Action::Leave, contexts: &[Step, Curtain, List, Roles], keys: &[ch('q'), Key::ctrl('c')], help: "leave (asks first)", short: "leave" },
    Binding { action: Action::Leave, contexts: &[Typing, Predicting, Form], keys: &[Key::ctrl('c')], help: "leave (asks first)", short: "" },
    Binding { action: Action::Accept, contexts: &[List], keys: &[key(Enter), key(PageDown)], help: "open what is chosen", short: "open" },
    Binding { action: Action::Cancel, contexts: &[List], keys: &[key(Esc), key(PageUp), key(Backspace)], help: "back", short: "back" },
    Binding { action: Action::Accept, contexts: &[Roles], keys: &[key(Enter)], help: "confirm all roles", short: "confirm" },
    Binding { action: Action::Cancel, contexts: &[Roles], keys: &[key(Esc)], help: "back", short: "" },
    Binding { action: Action::Cancel, contexts: &[Reading], keys: &[key(Esc), key(Enter), ch('?'), ch('f'), ch('i'), ch('q'), key(F(1)), ch(' ')], help: "close", short: "close" },
    Binding { action: Action::Next, contexts: &[Reading, Following], keys: &[key(PageDown)], help: "a page down", short: "" },
    Binding { action: Action::Previous, contexts: &[Reading, Following], keys: &[key(PageUp)], help: "a page up", short: "" },
    Binding { action: Action::Accept, contexts: &[TestCard], keys: &[ch('y'), key(Enter)], help: "yes; on the last page, keep the answers", short: "yes" },
    Binding { action: Action::Deny, contexts: &[TestCard], keys: &[ch('n')], help: "no", short: "no" },
    Binding { action: Action::Previous, contexts: &[TestCard], keys: &[key(PageUp)], help: "the page before", short: "back" },
    Binding { action: Action::Cancel, contexts: &[TestCard], keys: &[key(Esc), ch('q'), Key::ctrl('c')], help: "leave the card; nothing is kept", short: "leave" },
    Binding { action: Action::Leave, contexts: &[Following], keys: &[ch('q'), Key::ctrl('c')], help: "close this screen; the retreat goes on in the other window", short: "close" },
];

/// What `key` does in `context`.
#[must_use]
pub fn lookup(context: Context, key: Key) -> Option<Action> {
    BINDINGS.iter().find(|b| b.contexts.contains(&context) && b.keys.contains(&key)).map(|b| b.action)
}

/// The key to name for `action` in `context`, with its short label.
#[must_use]
pub fn hint(context: Context, action: Action) -> Option<(Key, &'static str)> {
    let binding =
        BINDINGS.iter().find(|b| b.contexts.contains(&context) && b.action == action && !b.short.is_empty())?;
    Some((*binding.keys.first()?, binding.short))
}

/// The first key for `action` in `context`.
#[must_use]
pub fn key_for(context: Context, action: Action) -> Option<Key> {
    let binding = BINDINGS.iter().find(|b| b.contexts.contains(&context) && b.action == action)?;
    binding.keys.first().copied()
}

/// The lines of help for one context: keys as text, and what they do.
pub fn help(context: Context) -> impl Iterator<Item = (String, &'static str)> {
    BINDINGS.iter().filter(move |b| b.contexts.contains(&context)).map(|b| {
        let keys: Vec<String> = b.keys.iter().map(ToString::to_string).collect();
        (keys.join(" "), b.help)
    })
}

/// The table as Markdown, for the README.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    for context in Context::ALL {
        text.push_str(&format!("\n**{}**\n\n| keys | what they do |\n|---|---|\n", context.title()));
        for (keys, help) in help(context) {
            let keys = keys.split(' ').map(|k| format!("`{k}`")).collect::<Vec<_>>().join(" ");
            text.push_str(&format!("| {keys} | {help} |\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_stands_once_in_a_context() {
        for context in Context::ALL {
            let mut keys: Vec<Key> =
                BINDINGS.iter().filter(|b| b.contexts.contains(&context)).flat_map(|b| b.keys).copied().collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(all, keys.len(), "a key stands twice in {context:?}");
        }
    }

    #[test]
    fn no_plain_letter_is_a_command_while_text_is_typed() {
        for context in EDITED {
            for binding in BINDINGS.iter().filter(|b| b.contexts.contains(context)) {
                for key in binding.keys {
                    assert!(!matches!(key, Key { code: KeyCode::Char(_), ctrl: false }), "{key} in {context:?}");
                }
            }
        }
    }

    #[test]
    fn keys_that_terminals_take_are_not_used() {
        for key in BINDINGS.iter().flat_map(|b| b.keys) {
            assert!(!matches!(key.code, F(10 | 11)), "{key}");
            assert!(!(key.ctrl && key.code == KeyCode::Char('+')), "{key}");
        }
    }

    #[test]
    fn clicker_keys_only_move_confirm_or_do_nothing() {
        for context in [Step, Curtain] {
            assert!(matches!(lookup(context, key(Esc)), Some(Action::Ignore)));
            assert!(matches!(lookup(context, key(F(5))), Some(Action::Ignore)));
            assert_eq!(lookup(context, ch('.')), Some(Action::Blank));
        }
    }
}
