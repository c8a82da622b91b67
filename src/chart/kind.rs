//! What all kinds of pictures have in common, done once: each says what stands where and what its numbers are, and here a
//! [`Plot`] is made of it, before the reveal and after it, with what was predicted.

use super::{Key, Mark, Panel, Plot, Predicted, Target, Values, prediction_key};
use crate::records::Body;

/// How one kind of picture is resolved from its frame, and from its body where that is shown.
///
/// What is said without a body depends on the frame and the predictions alone. A body that is not of the kind counts as one in
/// which everything is withheld.
pub(super) trait Kind {
    /// What a group can predict of it; nothing where the numbers are more than a group can think about.
    fn targets(&self) -> Vec<Target>;

    /// Names of fills and signs, but for that of predictions.
    fn legend(&self, body: Option<&Body>) -> Vec<Key>;

    /// What stands where, and what of it can be chosen, in reading order.
    fn panel(&self, body: Option<&Body>, predicted: Predicted<'_>) -> (Panel, Vec<Mark>);

    /// Sentences under the picture.
    fn notes(&self, body: &Body) -> Vec<String>;

    /// How many of the notes warn of how the picture is read, and come before all others.
    fn warnings(&self) -> usize {
        0
    }

    /// The numbers, with a column for `guesses` where anything of the picture was predicted.
    fn values(&self, body: &Body, guesses: Option<Predicted<'_>>) -> Values;

    /// The empty axes in one to three sentences.
    fn summary_of_axes(&self) -> String;

    /// The picture in one to three sentences.
    fn summary(&self, body: &Body) -> String;
}

/// A picture without its title.
pub(super) fn resolve(kind: &dyn Kind, body: Option<&Body>, predicted: Predicted<'_>) -> Plot {
    let targets = kind.targets();
    let guesses = predicted.any(&targets).then_some(predicted);
    let (panel, marks) = kind.panel(body, predicted);
    let mut legend = kind.legend(body);
    legend.extend(guesses.map(|_| prediction_key()));
    Plot {
        title: String::new(),
        subtitle: String::new(),
        marks,
        legend,
        notes: body.map_or_else(Vec::new, |body| kind.notes(body)),
        values: body.map_or_else(|| predicted.values(&targets), |body| kind.values(body, guesses)),
        summary: body.map_or_else(|| kind.summary_of_axes(), |body| kind.summary(body)),
        panel,
    }
}
