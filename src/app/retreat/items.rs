//! What stands in the list of a step: its comments or actions, those from the shelf, those of the step it builds on.

use crate::protocol::Capture;
use crate::session::{ActionItem, Comment, Seq};

use super::Retreat;

/// Where a comment in the list comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// Charted in this step.
    Own,
    /// Kept aside for this step; the title of the step in which it was charted.
    Shelf(&'a str),
    /// Charted in the step that this one builds on; its title.
    Earlier(&'a str),
}

/// One row of the list.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    /// A comment.
    Comment(&'a Comment, Origin<'a>),
    /// An action.
    Action(&'a ActionItem),
    /// What else an earlier step left; its title and the words.
    Topic(&'a str, String),
}

impl Item<'_> {
    /// The comment or action, if it is one.
    #[must_use]
    pub fn id(&self) -> Option<Seq> {
        match self {
            Self::Comment(comment, _) => Some(comment.id),
            Self::Action(action) => Some(action.id),
            Self::Topic(..) => None,
        }
    }

    /// The title of the earlier step that left it, if one did.
    #[must_use]
    pub fn earlier(&self) -> Option<&str> {
        match self {
            Self::Comment(_, Origin::Earlier(step)) | Self::Topic(step, _) => Some(step),
            _ => None,
        }
    }
}

impl Retreat {
    /// The rows of the list in this step, oldest first: earlier ones, then the shelf, then its own.
    #[must_use]
    pub fn items(&self) -> Vec<Item<'_>> {
        if self.is_parking() {
            return self.parked().map(|comment| Item::Comment(comment, Origin::Own)).collect();
        }
        let step = self.step();
        let state = self.session.state();
        let from = step.capture.as_ref().and_then(Capture::from);
        let mut items = Vec::new();
        if let Some((at, earlier)) = from.and_then(|at| Some((at, self.protocol.steps.get(at)?))) {
            for topic in self.account().topics(at) {
                match topic.id.and_then(|id| state.comment(id)) {
                    Some(comment) if comment.shelved.is_some() => {}
                    Some(comment) => items.push(Item::Comment(comment, Origin::Earlier(&earlier.title))),
                    None => items.push(Item::Topic(&earlier.title, topic.text)),
                }
            }
        }
        for comment in state.comments.iter().filter(|c| c.shelved.as_deref() == Some(step.id.as_str())) {
            let title = self.protocol.steps.iter().find(|s| s.id == comment.step).map_or("", |s| s.title.as_str());
            items.push(Item::Comment(comment, Origin::Shelf(title)));
        }
        let about = self.item_of_turn().map(|item| item.key);
        let here = |c: &&Comment| about.is_none() || c.about.is_none() || c.about == about;
        let own = state.comments.iter().filter(|c| c.step == step.id && c.shelved.is_none()).filter(here);
        items.extend(own.map(|c| Item::Comment(c, Origin::Own)));
        items.extend(state.actions.iter().filter(|a| a.step == step.id).map(Item::Action));
        items
    }

    /// Comments of this step that are kept for a later one.
    #[must_use]
    pub fn on_shelf(&self) -> usize {
        let step = &self.step().id;
        self.session.state().comments.iter().filter(|c| c.step == *step && c.shelved.is_some()).count()
    }

    /// The question that the step's lexicon asks about a comment, if one of its words occurs.
    #[must_use]
    pub fn question_about(&self, comment: &Comment) -> Option<&str> {
        let step = self.protocol.steps.iter().find(|step| step.id == comment.step)?;
        let lexicon = step.lint.as_ref()?;
        lexicon.hit(&comment.text).map(|_| lexicon.message.as_str())
    }

    pub(super) fn chosen_comment(&self) -> Option<&Comment> {
        let id = self.chosen?;
        self.session.state().comments.iter().find(|comment| comment.id == id)
    }

    /// Whether somebody went to the list with Tab.
    #[must_use]
    pub fn among_comments(&self) -> bool {
        self.part == super::Part::Comments && self.enlarged
    }

    /// Chooses the last row, or the first.
    pub(in super::super) fn choose_end(&mut self, last: bool) {
        let items = self.items();
        let ids: Vec<Seq> = items.iter().filter_map(Item::id).collect();
        let end = if last { ids.last() } else { ids.first() };
        self.chosen = end.copied();
    }

    /// Chooses the row above or below.
    pub(in super::super) fn move_chosen(&mut self, forward: bool) {
        let ids: Vec<Seq> = self.items().iter().filter_map(Item::id).collect();
        if ids.is_empty() {
            return;
        }
        let at = self.chosen.and_then(|id| ids.iter().position(|other| *other == id));
        let next = match (at, forward) {
            (None, _) => ids.len() - 1,
            (Some(at), true) => (at + 1).min(ids.len() - 1),
            (Some(at), false) => at.saturating_sub(1),
        };
        self.chosen = ids.get(next).copied();
    }
}
