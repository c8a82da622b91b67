//! Being ended from outside: the words being typed are kept, the terminal is restored, the program is gone within two seconds.
//!
//! On a thread of its own, because a terminal that was closed leaves the reading thread in a call that never comes back.

use std::sync::mpsc::Sender;

use super::present::Message;

/// Seconds that the orderly way gets before the program ends without it.
#[cfg(unix)]
const GRACE: std::time::Duration = std::time::Duration::from_millis(1_200);

/// Waits for TERM, HUP and INT.
#[cfg(unix)]
pub(super) fn watch(sender: Sender<Message>) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            let _ = sender.send(Message::Ended);
            std::thread::sleep(GRACE);
            super::terminal::give_back_from_outside();
            #[expect(
                clippy::exit,
                reason = "the main thread did not end in time: it may hang in a write to a dead terminal"
            )]
            std::process::exit(1);
        }
    });
    Ok(())
}

/// Other systems end the program themselves; what was charted is on the disk by then.
#[cfg(not(unix))]
pub(super) fn watch(_sender: Sender<Message>) -> std::io::Result<()> {
    Ok(())
}
