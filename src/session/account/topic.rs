//! What a step leaves for later ones to be about: comments, rows, items, choices, headings, actions.

use super::Account;
use crate::protocol::{Capture, Cluster, Step, StepIndex};
use crate::session::Seq;

/// Something that a later step can be about.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Stable in the session: `c` and the number of a comment, `a` and that of an action, `s:` and the text of a row that was
    /// there from the start, `i:` and the key of an item, `o:` and the text of a choice, `h:` and that of a heading.
    pub key: String,
    /// The words.
    pub text: String,
    /// The comment or action, where it is one.
    pub id: Option<Seq>,
}

impl Topic {
    fn of(prefix: &str, key: &str, text: &str) -> Self {
        Self { key: format!("{prefix}{key}"), text: text.to_owned(), id: None }
    }
}

impl Account<'_> {
    /// What a step leaves for later ones, in its order.
    ///
    /// A step names only earlier ones, so this ends.
    #[must_use]
    pub fn topics(&self, at: StepIndex) -> Vec<Topic> {
        let Some(step) = self.step(at) else { return Vec::new() };
        match &step.capture {
            Some(Capture::List(_) | Capture::Predict(_) | Capture::Edit(_)) => self.comments(step),
            Some(Capture::Action(_)) => self.own_actions(step),
            Some(Capture::Poll(poll)) => poll.choices.iter().map(|choice| Topic::of("o:", choice, choice)).collect(),
            Some(Capture::Scale(_)) => self.items(at),
            Some(Capture::Vote(vote)) => {
                let kept = self.kept(step, vote);
                self.topics(vote.from).into_iter().filter(|topic| kept.contains(&topic.key)).collect()
            }
            Some(Capture::Matrix(_)) => self.rows(at),
            Some(Capture::Cluster(cluster)) => {
                let used = |heading: &&String| {
                    let members = self.members(cluster);
                    members.iter().any(|topic| self.heading(step, &topic.key) == Some(heading.as_str()))
                };
                let headings = self.headings(step, cluster);
                headings.iter().filter(used).map(|heading| Topic::of("h:", heading, heading)).collect()
            }
            Some(Capture::Plane(_) | Capture::Review(_) | Capture::Confirm(_)) | None => Vec::new(),
        }
    }

    /// What a cluster sorts, step by step.
    #[must_use]
    pub fn members(&self, cluster: &Cluster) -> Vec<Topic> {
        std::iter::once(cluster.from).chain(cluster.also.iter().copied()).flat_map(|from| self.topics(from)).collect()
    }

    fn comments(&self, step: &Step) -> Vec<Topic> {
        let own = self.state.comments.iter().filter(|comment| comment.step == step.id);
        own.map(|c| Topic { key: format!("c{}", c.id), text: c.text.clone(), id: Some(c.id) }).collect()
    }

    fn own_actions(&self, step: &Step) -> Vec<Topic> {
        let own = self.state.actions.iter().filter(|action| action.step == step.id);
        let text = |fields: &std::collections::BTreeMap<_, String>| {
            fields.get(&crate::protocol::ActionField::Text).cloned().unwrap_or_default()
        };
        own.map(|a| Topic { key: format!("a{}", a.id), text: text(&a.fields), id: Some(a.id) }).collect()
    }

    /// The items of a scale.
    #[must_use]
    pub fn items(&self, at: StepIndex) -> Vec<Topic> {
        let Some(Capture::Scale(scale)) = self.step(at).and_then(|step| step.capture.as_ref()) else {
            return Vec::new();
        };
        match scale.item_from {
            Some(from) => self.topics(from),
            None => scale.items.iter().map(|item| Topic::of("i:", &item.key, &item.text)).collect(),
        }
    }

    /// The rows of a matrix: those of the earlier step, those that were there from the start, those that the group added.
    #[must_use]
    pub fn rows(&self, at: StepIndex) -> Vec<Topic> {
        let Some(step) = self.step(at) else { return Vec::new() };
        let Some(Capture::Matrix(matrix)) = &step.capture else { return Vec::new() };
        let mut rows = matrix.row_from.map(|from| self.topics(from)).unwrap_or_default();
        rows.extend(matrix.seed_rows.iter().map(|row| Topic::of("s:", row, row)));
        let elsewhere = |topic: &Topic| {
            let about = topic.id.and_then(|id| self.state.comment(id)).and_then(|comment| comment.about.as_deref());
            about.is_some() && self.about.is_some() && about != self.about
        };
        rows.extend(self.comments(step).into_iter().filter(|topic| !elsewhere(topic)));
        rows
    }
}
