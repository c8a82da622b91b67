//! `chartpaper clean`: a copy of a session without what was removed, undone or said over.

use std::io::{self, Write};

use super::arguments::Clean;
use super::trouble::Trouble;
use super::{output, past};
use crate::runtime;
use crate::session::Session;

/// Writes the copy, and says what is not in it.
pub(super) fn run(arguments: &Clean) -> Result<(), Trouble> {
    let (session, unreadable) = past::read(&arguments.session)?;
    let (Some(id), Some(writer)) = (runtime::keeper::new_id(), runtime::keeper::new_id()) else {
        let message = "this computer gives no random numbers".to_owned();
        return Err(Trouble::Impossible { message, hint: "try again, or on another computer".to_owned() });
    };
    let copy = session.without_removed(id, writer);
    output::write_new(&arguments.output, &text(&copy))?;
    // The copy is there, whether or not anybody can be told.
    let mut talk = io::stderr();
    let later = session.state().foreign;
    for (left_out, what) in [(unreadable, "could not be read"), (later as usize, "were written by a later version")] {
        if left_out > 0 {
            let _ = writeln!(talk, "Not in it: lines that {what}, {left_out} in all.");
        }
    }
    let _ = writeln!(talk, "The session itself and its second copy still hold what was removed.");
    Ok(())
}

fn text(session: &Session) -> String {
    let mut text = session.header_line() + "\n";
    for line in session.entries().iter().filter_map(|(seq, _)| session.line(*seq)) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}
