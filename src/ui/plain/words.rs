//! The words that can be typed: one for every key that is no letter of a text, from the same table of keys.

use crate::app::keymap::BINDINGS;
use crate::app::{Action, App, Context, Key, KeyCode};

use super::super::help;

/// A word and the action of the key that it stands for. The first word of an action is the one that help names.
pub(super) const WORDS: [(&str, Action); 44] = [
    ("next", Action::Next),
    ("back", Action::Previous),
    ("first", Action::First),
    ("last", Action::Last),
    ("add", Action::Begin),
    ("start", Action::Accept),
    ("open", Action::Accept),
    ("yes", Action::Accept),
    ("confirm", Action::Accept),
    ("stop", Action::Cancel),
    ("no", Action::Cancel),
    ("reveal", Action::Reveal),
    ("show", Action::Reveal),
    ("view", Action::NextView),
    ("undo", Action::Undo),
    ("redo", Action::Redo),
    ("remove", Action::Remove),
    ("keep", Action::Keep),
    ("shelve", Action::Shelve),
    ("link", Action::Link),
    ("tag", Action::Tag),
    ("student", Action::Unname),
    ("speaker", Action::NextSpeaker),
    ("ditto", Action::Ditto),
    ("pass", Action::Pass),
    ("part", Action::NextSegment),
    ("pause", Action::Pause),
    ("minute", Action::AddMinute),
    ("agenda", Action::Agenda),
    ("panel", Action::Panel),
    ("park", Action::Park),
    ("play", Action::Play),
    ("read", Action::Exhibit),
    ("saved", Action::Saved),
    ("report", Action::Report),
    ("leave", Action::Leave),
    ("quit", Action::Leave),
    ("exit", Action::Leave),
    ("up", Action::Up),
    ("down", Action::Down),
    ("left", Action::Left),
    ("right", Action::Right),
    ("clear", Action::EraseWord),
    ("menu", Action::Cancel),
];

/// What is said and not done: words without a key.
pub(super) const SAID: [(&str, &str); 6] = [
    ("help", "what can be typed here"),
    ("here", "all of this step again"),
    ("picture", "the picture again, as a sentence and a table"),
    ("comments", "everything that was charted in this step, numbered"),
    ("marks", "the parts of the picture, numbered, for link N"),
    ("time", "the time of this step, and of the whole plan"),
];

/// Words with something after them.
const POINTED: [(&str, &str); 10] = [
    ("add TEXT", "chart this comment at once"),
    ("comment N", "choose comment or action number N; also before remove, shelve, ditto: remove N"),
    ("change N", "say comment or action number N anew"),
    ("mark N", "choose part number N of the picture"),
    ("link N", "link the comment to part number N of the picture"),
    ("row N", "go to row N of the table; change N does its main action: write, count, tick, the next word"),
    ("cell N M", "write into column M of row N"),
    ("tag WORD", "tag the open comment"),
    ("question N", "answer question N, where each question is answered"),
    ("go N", "go to step N"),
];

/// The names of keys, as sentences of the program use them.
const KEYS: [(&str, KeyCode); 15] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift+tab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pgup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("pgdn", KeyCode::PageDown),
    ("space", KeyCode::Char(' ')),
    ("f1", KeyCode::F(1)),
    ("f5", KeyCode::F(5)),
];

/// Keys in the sentences of the program, and what is typed in their place.
const SPOKEN: [(&str, &str); 19] = [
    ("Enter again says yes", "/yes says yes"),
    ("Ctrl+R puts", "/student puts"),
    ("Ctrl+Z brings it back", "undo brings it back"),
    ("Enter on a marked row tries again; q asks again", "start tries again; leave asks again"),
    (
        "Enter on the empty line counts them; Backspace takes the last one back",
        "an empty line counts them; /backspace takes the last one back",
    ),
    ("type a comment, Enter charts it, Esc stops", "type a comment; an empty line stops"),
    ("Up and Down choose a mark, Ctrl+E links it", "/link N links it to part N of the picture"),
    ("choose a mark first: Up and Down", "choose one first: mark N"),
    ("choose a comment first: Tab, then Up and Down", "name it by its number"),
    ("x writes the report, q leaves", "report writes the report, leave leaves"),
    ("PgUp or Ctrl+Z hides them again", "back or undo hides them again"),
    (
        "Esc, Tab and the arrows choose a mark, then Ctrl+E in the cell links it",
        "/link N links it to part N of the picture",
    ),
    ("the arrows and Enter change a number", "change N says number N anew"),
    ("PgDn goes on", "next goes on"),
    ("Enter goes on", "start goes on"),
    ("l goes on with", "park goes on with"),
    ("a goes on with what", "add goes on with what"),
    ("PgUp goes back", "back goes back"),
    ("a goes on with it", "add goes on with it"),
];

/// What a word does: its action.
pub(super) fn action(word: &str) -> Option<Action> {
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, action)| *action)
}

/// The word of an action.
pub(super) fn word(action: Action) -> Option<&'static str> {
    WORDS.iter().find(|(_, known)| *known == action).map(|(word, _)| *word)
}

/// The key of this name, such as `Enter` or `Ctrl+Z`.
pub(super) fn key_named(name: &str) -> Option<Key> {
    if let Some(letter) = name.strip_prefix("ctrl+") {
        let mut letters = letter.chars();
        return letters.next().filter(|_| letters.next().is_none()).map(Key::ctrl);
    }
    KEYS.iter().find(|(known, _)| *known == name).map(|(_, code)| Key::plain(*code))
}

/// The word that is most like this one.
pub(super) fn nearest(word: &str) -> Option<&'static str> {
    let pointed = POINTED.iter().filter_map(|(form, _)| form.split(' ').next());
    let all = WORDS.iter().map(|(word, _)| *word).chain(SAID.iter().map(|(word, _)| *word)).chain(pointed);
    crate::diagnostic::nearest(word, all)
}

/// A sentence of the program with words in the place of keys.
pub(super) fn spoken(words: &str) -> String {
    SPOKEN.iter().fold(words.to_owned(), |words, (key, word)| words.replace(key, word))
}

/// What can be typed here, a line each.
pub(super) fn help(app: &App) -> Vec<String> {
    let context = help::here(app);
    let typed = matches!(context, Context::Typing | Context::Form);
    let slash = if typed { "/" } else { "" };
    let mut lines = vec![format!("{}:", context.title())];
    if typed {
        lines.push(
            "A line is the text itself. An empty line stops, or goes to the next field. // begins a text with a /."
                .to_owned(),
        );
    }
    for (word, what) in SAID {
        lines.push(format!("{slash}{word}: {what}"));
    }
    let mut named = Vec::new();
    for (word, action) in WORDS {
        let binding = BINDINGS.iter().find(|b| b.contexts.contains(&context) && b.action == action);
        let Some(binding) = binding.filter(|_| !named.contains(&action)) else { continue };
        named.push(action);
        let key = binding.keys.first().map(ToString::to_string).unwrap_or_default();
        lines.push(format!("{slash}{word} ({key}): {}", binding.help));
    }
    if app.retreat().is_some() {
        for (form, what) in POINTED {
            lines.push(format!("{slash}{form}: {what}"));
        }
    }
    if typed || context == Context::Predicting {
        lines.push("Every other word works here as well: typing stops first, and the text is kept.".to_owned());
    }
    lines.push("A key that has no word: type its letter, or its name, such as Tab or PageDown.".to_owned());
    lines
}

/// The words for the keys that the last line of the screen would name.
pub(super) fn footer(app: &App) -> String {
    let context = app.context();
    let hinted = super::super::footer::named(app, context).into_iter().filter_map(|(action, short)| {
        let word = if action == Action::Help { "help" } else { word(action)? };
        Some(if word == short { word.to_owned() } else { format!("{word} ({short})") })
    });
    hinted.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_one_and_every_action_of_a_step_has_one_or_a_letter() {
        let mut all: Vec<&str> =
            WORDS.iter().map(|(word, _)| *word).chain(SAID.iter().map(|(word, _)| *word)).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "a word stands twice");
        for binding in BINDINGS.iter().filter(|b| b.contexts.contains(&Context::Step)) {
            let typed = binding.keys.iter().any(|key| match key.code {
                KeyCode::Char(c) => !key.ctrl && !c.is_whitespace(),
                code => KEYS.iter().any(|(_, known)| *known == code),
            });
            assert!(typed || word(binding.action).is_some(), "{:?} cannot be typed", binding.action);
        }
    }

    #[test]
    fn keys_are_typed_by_their_names() {
        for binding in BINDINGS {
            for key in binding.keys {
                let name = key.to_string().to_lowercase();
                let is_letter = matches!(key.code, KeyCode::Char(c) if !key.ctrl && c != ' ');
                let known = matches!(name.as_str(), "up" | "down" | "left" | "right") || key_named(&name) == Some(*key);
                assert!(is_letter || known, "{name}");
            }
        }
    }
}
