//! Students' names in what is typed: it is not charted unasked, not kept as a draft, and not drawn.
//!
//! The guard comes with the admission; without one nothing is checked, and the curtain says so.

use std::ops::Range;

use crate::protocol::ActionField;
use crate::records::{Admission, Cleared, Guard, Verdict};

use super::super::line::Line;
use super::{Retreat, Typing};

/// What stands where a name was.
const STUDENT: &str = "[student]";

/// What somebody said about names in this run; never saved.
#[derive(Clone, Debug, Default)]
pub(super) struct Naming {
    /// Words that are no student's name.
    cleared: Cleared,
    /// Words that are a teacher's name, where the owner of an action is named.
    teachers: Cleared,
    /// The text that was asked about: the same text once more is the answer.
    asked: Option<String>,
}

impl Naming {
    fn known(&self, field: Option<ActionField>) -> Vec<&Cleared> {
        let teachers = (field == Some(ActionField::Owner)).then_some(&self.teachers);
        std::iter::once(&self.cleared).chain(teachers).collect()
    }
}

impl Retreat {
    fn guard(&self) -> Option<&Guard> {
        self.admission.as_ref().and_then(Admission::guard)
    }

    /// Whether names in what is typed are found; always without data, where there are none to look for.
    #[must_use]
    pub fn checks_names(&self) -> bool {
        self.admission.is_none() || self.guard().is_some()
    }

    /// Bytes of a line that are not to be seen: what may name a student, and in the open line the word being typed.
    ///
    /// `field` is the field of the action that the line belongs to.
    #[must_use]
    pub fn veiled(&self, line: &Line, field: Option<ActionField>, is_open: bool) -> Vec<Range<usize>> {
        let Some(guard) = self.guard() else { return Vec::new() };
        let mut veiled = guard.doubts(line.text(), &self.naming.known(field));
        if is_open {
            veiled.extend(line.incomplete());
        }
        veiled
    }

    /// The open line, unless it holds a number, and its field of the action.
    fn open_text(&self) -> Option<(&Line, Option<ActionField>)> {
        match self.typing? {
            Typing::Comment => Some((&self.unfinished.line, None)),
            Typing::Action => self.form.fields().get(self.form.at()).map(|(field, line)| (line, Some(*field))),
            Typing::Cell => Some((&self.open_cell().line, None)),
            Typing::Prediction | Typing::Count => None,
        }
    }

    /// Whether the complete words of the open line may name a student.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        let Some((guard, (line, field))) = self.guard().zip(self.open_text()) else { return false };
        !guard.doubts(&line.complete_words(), &self.naming.known(field)).is_empty()
    }

    /// Whether a text may be charted. If not, the message says why; the same text once more answers a question.
    pub(super) fn may_chart(&mut self, text: &str, field: Option<ActionField>) -> bool {
        let Some(guard) = self.admission.as_ref().and_then(Admission::guard) else { return true };
        let verdict = guard.examine(text, &self.naming.known(field));
        let is_teacher = match verdict {
            Verdict::Clean => return true,
            Verdict::Ask { .. } => false,
            Verdict::Block { certain: false, .. } if field == Some(ActionField::Owner) => true,
            Verdict::Block { .. } => {
                self.naming.asked = None;
                self.say("that looks like a student's name: change it, or Ctrl+R puts [student] there");
                return false;
            }
        };
        if self.naming.asked.take().is_some_and(|asked| asked == text) {
            let into = if is_teacher { &mut self.naming.teachers } else { &mut self.naming.cleared };
            guard.clear(text, into);
            return true;
        }
        self.naming.asked = Some(text.to_owned());
        self.say(if is_teacher {
            "a teacher's name? Enter again says yes, Ctrl+R puts [student] there"
        } else {
            "free of students' names? Enter again says yes, Ctrl+R puts [student] there"
        });
        false
    }

    /// Goes to the first field of the action that may not be charted; whether there is one.
    pub(super) fn stops_at_field(&mut self) -> bool {
        let fields: Vec<(ActionField, String)> =
            self.form.fields().iter().map(|(field, line)| (*field, line.text().trim().to_owned())).collect();
        let stop = fields.iter().position(|(field, text)| !self.may_chart(text, Some(*field)));
        if let Some(at) = stop {
            self.form.go(at);
        }
        stop.is_some()
    }

    /// Puts `[student]` in the place of what may name one in the open line.
    pub(in super::super) fn unname(&mut self) {
        let Some((line, field)) = self.open_text() else { return };
        let verdict =
            self.guard().map_or(Verdict::Clean, |guard| guard.examine(line.text(), &self.naming.known(field)));
        let (Verdict::Block { ranges, .. } | Verdict::Ask { ranges }) = verdict else {
            return self.say("no student's name was found here");
        };
        let mut fits = true;
        self.edit(|line| fits = line.replace(&ranges, STUDENT));
        self.say(if fits { "[student] stands there now; Enter charts" } else { "that is too long for one line" });
    }

    /// A text of the protocol with `[student]` in the place of what may name one.
    #[must_use]
    pub fn nameless_text(&self, text: &str) -> String {
        let Some(guard) = self.guard() else { return text.to_owned() };
        let mut unnamed = text.to_owned();
        for range in guard.doubts(text, &self.naming.known(None)).into_iter().rev() {
            if unnamed.get(range.clone()).is_some() {
                unnamed.replace_range(range, STUDENT);
            }
        }
        unnamed
    }

    /// As much from the start of a text as names no student: what may be kept as a draft.
    pub(super) fn nameless(&self, text: &str, field: Option<ActionField>) -> String {
        let Some(guard) = self.guard() else { return text.to_owned() };
        let known = self.naming.known(field);
        let mut kept = text;
        // A shorter text can read differently, so it is looked at again; every turn makes it shorter.
        while let Some(first) = guard.doubts(kept, &known).first() {
            kept = kept.get(..first.start).unwrap_or_default();
        }
        kept.trim_end().to_owned()
    }
}
