//! Being ended from outside: the words being typed are kept, the terminal is restored, the program is gone within two seconds.
//!
//! On threads of their own, because a terminal that was closed leaves the reading thread in a call that never comes back.

use std::sync::mpsc::Sender;

use crate::app::{Event, Key};

use super::backstage::Message;

/// What the orderly way gets before the program ends without it.
#[cfg(unix)]
const GRACE: std::time::Duration = std::time::Duration::from_millis(1_200);

/// Where what is typed comes from, which decides what an interrupt and the end of standard input mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// Keys: Ctrl+C arrives as one of them, so an interrupt comes from elsewhere and ends the program.
    Keys,
    /// Lines of a terminal: an interrupt is the key Ctrl+C, which asks whether to leave.
    Lines,
    /// Lines of a pipe: its end is the end of what is typed, and no hurry.
    Pipe,
}

/// Waits for TERM, HUP and INT, and (unless lines come from a pipe) for the terminal to be closed.
#[cfg(unix)]
pub(super) fn watch(sender: Sender<Message>, input: Input) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let closed = sender.clone();
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if signal != SIGINT || input != Input::Lines {
                return end(&sender);
            }
            if sender.send(Message::Event(Event::Key(Key::ctrl('c')))).is_err() {
                return;
            }
        }
    });
    if input != Input::Pipe {
        std::thread::spawn(move || {
            if hung_up() {
                end(&closed);
            }
        });
    }
    Ok(())
}

/// Sleeps until the terminal is closed. No signal tells of that where it is not the controlling terminal, and then the
/// terminal library would ask it for keys for ever. `false` where the system cannot tell.
#[cfg(unix)]
fn hung_up() -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    let terminal = std::io::stdin();
    let gone = PollFlags::HUP | PollFlags::ERR;
    loop {
        // Nothing is asked for: only the end of the terminal, which is always told, wakes this thread.
        let mut asked = [PollFd::new(&terminal, PollFlags::empty())];
        match poll(&mut asked, None) {
            Ok(_) if asked.iter().any(|fd| fd.revents().intersects(gone)) => return true,
            Err(rustix::io::Errno::INTR) => {}
            _ => return false,
        }
    }
}

/// Asks the loop to end, and ends the program if it does not.
#[cfg(unix)]
fn end(sender: &Sender<Message>) {
    let _ = sender.send(Message::Ended);
    std::thread::sleep(GRACE);
    super::typed::show();
    super::terminal::give_back_from_outside();
    #[expect(clippy::exit, reason = "the main thread did not end in time: it may hang in a write to a dead terminal")]
    std::process::exit(1);
}

/// Other systems end the program themselves; what was charted is on the disk by then.
#[cfg(not(unix))]
pub(super) fn watch(_sender: Sender<Message>, _input: Input) -> std::io::Result<()> {
    Ok(())
}
