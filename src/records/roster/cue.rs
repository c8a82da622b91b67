//! Whether an ordinary word that is written small is used as a name: by the words that stand beside it.
//!
//! The rules and the lists in `cues.txt` are ours. Each word has the part of speech that it mostly is (an auxiliary, a noun that needs an
//! article ...), and each part of speech has places in which it cannot stand: there it must be a name. What the rules find of names
//! written small, and what they ask about in ordinary sentences, is measured in the tests of the guard.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::fold::Kind;
use super::words::lines;

/// What an ordinary word mostly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Auxiliary,
    Past,
    Verb,
    Noun,
    Mass,
    Adjective,
    Plural,
}

/// A class of words that tells something by standing beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    PersonVerb,
    Finite,
    Base,
    State,
    Manner,
    Pronoun,
    Asking,
    Giving,
    Preposition,
    Together,
    Opening,
    Determiner,
    Object,
    Beside,
}

struct Cues {
    parts: HashMap<&'static str, Part>,
    classes: HashSet<(Class, &'static str)>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues { parts: HashMap::new(), classes: HashSet::new() };
    let (mut part, mut class) = (None, None);
    for line in lines(include_str!("cues.txt")) {
        if line.starts_with('[') {
            (part, class) = section(line);
        } else {
            for word in line.split_whitespace() {
                cues.parts.extend(part.map(|part| (word, part)));
                cues.classes.extend(class.map(|class| (class, word)));
            }
        }
    }
    cues
});

fn section(line: &str) -> (Option<Part>, Option<Class>) {
    let part = match line {
        "[auxiliary]" => Part::Auxiliary,
        "[past]" => Part::Past,
        "[verb]" => Part::Verb,
        "[noun]" => Part::Noun,
        "[mass]" => Part::Mass,
        "[adjective]" => Part::Adjective,
        "[plural]" => Part::Plural,
        _ => return (None, class(line)),
    };
    (Some(part), None)
}

fn class(line: &str) -> Option<Class> {
    Some(match line {
        "[person verb]" => Class::PersonVerb,
        "[finite]" => Class::Finite,
        "[base]" => Class::Base,
        "[state]" => Class::State,
        "[manner]" => Class::Manner,
        "[pronoun]" => Class::Pronoun,
        "[asking]" => Class::Asking,
        "[giving]" => Class::Giving,
        "[preposition]" => Class::Preposition,
        "[together]" => Class::Together,
        "[opening]" => Class::Opening,
        "[determiner]" => Class::Determiner,
        "[object]" => Class::Object,
        "[beside]" => Class::Beside,
        _ => return None,
    })
}

/// The words around a place, as far as its sentence reaches.
pub(super) struct Around<'a> {
    /// Two before, one before; nothing where the sentence begins.
    pub(super) before: [Option<&'a str>; 2],
    /// The three that follow; nothing where the sentence or a part of it ends.
    pub(super) after: [Option<&'a str>; 3],
    /// Whether a number follows.
    pub(super) is_numbered: bool,
    /// Whether the word is a month's name too.
    pub(super) is_month: bool,
}

impl Around<'_> {
    /// What may be looked at: letters, and no more.
    pub(super) fn is_word(kind: Kind) -> bool {
        matches!(kind, Kind::Letters | Kind::Contraction)
    }

    fn is(word: Option<&str>, class: Class) -> bool {
        word.is_some_and(|word| CUES.classes.contains(&(class, word)))
    }

    fn before(&self, class: Class) -> bool {
        Self::is(self.before[1], class)
    }

    fn after(&self, class: Class) -> bool {
        Self::is(self.after[0], class)
    }

    /// Whether `word`, which stands here in small letters, is used as a name.
    pub(super) fn means(&self, word: &str) -> bool {
        let Some(part) = CUES.parts.get(word).copied() else { return false };
        if self.before(Class::Determiner) && !(self.before[1] == Some("that") || self.before[1] == Some("only")) {
            return false;
        }
        self.acts(part) || self.is_done_to(part) || self.is_reached(part) || self.is_joined(part)
    }

    /// A verb follows of which it can only be the subject as a person.
    fn acts(&self, part: Part) -> bool {
        let [next, second, _] = self.after;
        let opens = self.opens();
        // `does mark understand`, behind the question's own verb.
        let is_asked = matches!(self.before[1], Some("did" | "does")) && self.after(Class::Base);
        // `maybe mark could work`: none of these verbs follows an auxiliary, and a thing would have its article.
        let could = matches!(next, Some("can" | "could" | "should" | "would" | "might" | "must")) && opens;
        let person = self.after(Class::PersonVerb) || self.is_told_of_a_person();
        let any = person || self.after(Class::Finite) || could;
        match part {
            Part::Auxiliary => {
                // `will read`, `may read`: the same word in every time.
                let is_plain = Self::is(next, Class::Base) || matches!(next, Some("read" | "got"));
                // Months are, have and come.
                let is_month = self.is_month && self.after(Class::Finite) && !person;
                (any && !is_plain && !is_month) || (is_asked && self.before[1] == Some("does"))
            }
            Part::Past | Part::Verb => (any || is_asked) && !self.before(Class::Pronoun),
            Part::Adjective => {
                let is_measured = matches!(
                    self.before[1],
                    Some("how" | "as" | "so" | "too" | "very" | "is" | "are" | "was" | "were" | "be" | "not")
                );
                (any || is_asked) && !is_measured
            }
            Part::Noun => {
                let is_plain = matches!(next, Some("is" | "was" | "isnt" | "wasnt" | "comes" | "goes"));
                let finite = self.after(Class::Finite) && opens && !is_plain;
                (person || finite || is_asked || (could && Self::is(second, Class::Base)))
                    && self.before[1] != Some("of")
            }
            Part::Mass | Part::Plural => person || is_asked || (could && Self::is(second, Class::Base)),
        }
    }

    /// Whether a clause begins here.
    fn opens(&self) -> bool {
        // `noticed that mark did`; `that mark` alone is a mark.
        let is_told = self.before[1] == Some("that") && Self::is(self.before[0], Class::Opening);
        self.before[1].is_none() || self.before(Class::Opening) || is_told
    }

    /// `did not finish`, `didnt finish`, `did better`, `was absent`, `is reading`.
    fn is_told_of_a_person(&self) -> bool {
        let [next, second, third] = self.after;
        match next {
            Some("did" | "does") if second == Some("not") => Self::is(third, Class::Base),
            Some("did" | "does") => Self::is(second, Class::Manner) && self.opens(),
            Some("didnt" | "doesnt" | "cant" | "couldnt") => Self::is(second, Class::Base),
            Some("is" | "was" | "isnt" | "wasnt" | "seems" | "felt") => {
                Self::is(if second == Some("not") { third } else { second }, Class::State)
            }
            _ => false,
        }
    }

    /// Something is done to it that is done to people.
    fn is_done_to(&self, part: Part) -> bool {
        let ends = self.after[0].is_none() || self.after(Class::Object);
        let asking = self.before(Class::Asking) && ends && !self.is_numbered;
        let giving = self.before(Class::Giving) && self.after(Class::Object) && !self.is_numbered;
        match part {
            Part::Auxiliary => asking && self.before[1] != Some("help"),
            Part::Past | Part::Noun | Part::Verb => asking || giving,
            Part::Adjective => asking && self.after[0] != Some("and"),
            Part::Mass | Part::Plural => {
                asking && !matches!(self.before[1], Some("support" | "encourage" | "help" | "join"))
            }
        }
    }

    /// It stands behind a preposition, and nothing follows that would make a thing of it.
    fn is_reached(&self, part: Part) -> bool {
        let [earlier, before] = self.before;
        let ends = (self.after[0].is_none() || self.after(Class::Object)) && !self.is_numbered;
        let reached = self.before(Class::Preposition) && ends;
        let together = matches!(before, Some("with" | "to" | "beside" | "like")) && Self::is(earlier, Class::Together);
        let asked_about = before == Some("about") && matches!(earlier, Some("what" | "how")) && self.after[0].is_none();
        match part {
            Part::Auxiliary => matches!(before, Some("about" | "for" | "from" | "like" | "with" | "near")) && ends,
            Part::Past | Part::Verb => reached && before != Some("to"),
            Part::Noun => match before {
                // `by page`, `of mark`; and `to mark` is a verb, unless it is `talk to mark`.
                Some("by" | "of") => false,
                Some("to") => reached && (together || matches!(earlier, Some("close" | "listen" | "next"))),
                _ => reached,
            },
            Part::Adjective => {
                reached && !matches!(before, Some("of" | "to" | "than" | "for")) && self.after[0] != Some("and")
            }
            Part::Mass | Part::Plural => (together && ends) || asked_about && part == Part::Mass,
        }
    }

    /// `grace and her partner`, `rose and two others`.
    fn is_joined(&self, part: Part) -> bool {
        self.after[0] == Some("and") && Self::is(self.after[1], Class::Beside) && (part != Part::Plural) && {
            // `one and two`, `a and the`: numbers want others behind them.
            !matches!(self.after[1], Some("two" | "three" | "four")) || self.after[2] == Some("others")
        }
    }
}
