//! What a facilitator does at the keyboard, each thing until the screen shows that it is done.

use super::terminal::Terminal;

/// Whether a text stands on the screen as charted: behind a check mark.
pub(crate) fn is_charted(screen: &[String], text: &str) -> bool {
    let head: String = text.chars().take(24).collect();
    screen.iter().any(|line| line.split_once('✓').is_some_and(|(_, row)| row.contains(&head)))
}

impl Terminal {
    /// Opens the curtain of a new retreat on its first step.
    pub(crate) fn open_curtain(&mut self, first: &str) {
        self.wait("Enter opens the first step");
        self.press_for("Enter", first);
        self.wait("saved ✓");
    }

    /// Charts a comment in the open line.
    pub(crate) fn chart(&mut self, text: &str) {
        self.type_text(text);
        self.wait_typed(text);
        self.send("Enter");
        self.wait_for(&format!("{text} with its check mark"), |screen| is_charted(screen, text));
    }

    /// Fills in the form of an action.
    pub(crate) fn act(&mut self, fields: [&str; 4]) {
        for field in fields {
            self.type_text(field);
            self.wait_typed(field);
            self.press("Enter");
        }
        self.wait_for(&format!("{} with its check mark", fields[0]), |screen| is_charted(screen, fields[0]));
    }

    /// Stops typing, or says no to a question about data.
    pub(crate) fn stop(&mut self) {
        self.press_for("Esc", "? help");
    }

    /// Goes on over the question about the data.
    pub(crate) fn reveal(&mut self, title: &str) {
        self.press_for("PageDown", "Show the data?");
        self.press_for("PageDown", title);
    }

    /// Leaves on purpose; gives what stands on the terminal then.
    pub(crate) fn leave(&mut self) -> String {
        self.press_for("q", "Leave?");
        self.send("Enter");
        let words = self.words_left();
        assert_eq!(self.ended().exit_code(), 0, "{words}");
        self.assert_given_back();
        words
    }
}
