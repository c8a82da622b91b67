//! Being ended from outside: the words being typed are kept, the terminal is restored, the program is gone within two seconds.
//!
//! On threads of their own, because a terminal that was closed leaves the reading thread in a call that never comes back.

use std::sync::mpsc::Sender;

use super::present::Message;

/// What the orderly way gets before the program ends without it.
#[cfg(unix)]
const GRACE: std::time::Duration = std::time::Duration::from_millis(1_200);

/// Waits for TERM, HUP and INT, and for the terminal to be closed.
#[cfg(unix)]
pub(super) fn watch(sender: Sender<Message>) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let closed = sender.clone();
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            end(&sender);
        }
    });
    std::thread::spawn(move || {
        if hung_up() {
            end(&closed);
        }
    });
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
    super::terminal::give_back_from_outside();
    #[expect(clippy::exit, reason = "the main thread did not end in time: it may hang in a write to a dead terminal")]
    std::process::exit(1);
}

/// Other systems end the program themselves; what was charted is on the disk by then.
#[cfg(not(unix))]
pub(super) fn watch(_sender: Sender<Message>) -> std::io::Result<()> {
    Ok(())
}
