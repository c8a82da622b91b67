//! Lines that are typed, each read only when it was asked for; on a thread of its own.

use std::io::{self, BufRead, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use crate::app::{Event, Key};

use super::backstage::Message;

/// Longest line that is read, in bytes; more than a comment can hold.
const LONGEST: u64 = 1 << 16;

/// Whether the terminal shows a line while it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Echo {
    /// As terminals do.
    Shown,
    /// Nothing is shown; the terminal does not edit the line either.
    Hidden,
}

/// Whether the terminal was told to show nothing.
static HIDDEN: AtomicBool = AtomicBool::new(false);

/// Has the terminal show nothing of what is typed; whether it does.
pub(super) fn hide() -> bool {
    if !is_hidden() {
        HIDDEN.store(enable_raw_mode().is_ok(), Ordering::SeqCst);
    }
    is_hidden()
}

/// Whether the terminal shows nothing of what is typed.
pub(super) fn is_hidden() -> bool {
    HIDDEN.load(Ordering::SeqCst)
}

/// Has the terminal show again what is typed, if it does not.
pub(super) fn show() {
    if HIDDEN.swap(false, Ordering::SeqCst) {
        // A terminal that is gone cannot be restored.
        let _ = disable_raw_mode();
    }
}

/// Reads one line whenever it is asked, until nobody asks or listens any more.
pub(super) fn read(asked: &Receiver<Echo>, sender: &Sender<Message>) {
    let mut input = io::stdin().lock();
    while let Ok(echo) = asked.recv() {
        let line = match echo {
            Echo::Shown => shown(&mut input),
            Echo::Hidden => hidden(&mut input, sender),
        };
        if sender.send(line.map_or(Message::Gone, Message::Line)).is_err() {
            return;
        }
    }
}

/// A line as the terminal gives it, or of a pipe; `None` at the end of the input.
fn shown(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let count = input.take(LONGEST).read_until(b'\n', &mut line)?;
    Ok((count > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
}

/// A line of keys that nobody sees: erased from its end, asked about with Ctrl+C, ended with Enter.
fn hidden(input: &mut impl Read, sender: &Sender<Message>) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut byte = [0];
    loop {
        if input.read(&mut byte)? == 0 {
            return Ok(None);
        }
        match byte {
            [b'\r' | b'\n'] => return Ok(Some(String::from_utf8_lossy(&line).into_owned())),
            [0x03] => {
                // Nobody listens any more: the program is ending.
                let _ = sender.send(Message::Event(Event::Key(Key::ctrl('c'))));
            }
            [0x04] if line.is_empty() => return Ok(None),
            [0x08 | 0x7f] => {
                line.pop();
            }
            [0x15] => line.clear(),
            [other] => line.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn hidden_lines_are_edited_and_ctrl_c_asks() {
        let (sender, receiver) = channel();
        let mut input: &[u8] = b"78\x7f\x032\r\x15\x04";
        assert_eq!(hidden(&mut input, &sender).unwrap().as_deref(), Some("72"));
        assert!(matches!(receiver.try_recv(), Ok(Message::Event(Event::Key(key))) if key == Key::ctrl('c')));
        assert_eq!(hidden(&mut input, &sender).unwrap(), None);
    }

    #[test]
    fn lines_are_read_one_by_one_to_the_end() {
        let mut input: &[u8] = b"one\r\n\xff\nlast";
        let lines: Vec<_> = std::iter::from_fn(|| shown(&mut input).unwrap()).collect();
        assert_eq!(lines, ["one\r\n", "\u{fffd}\n", "last"]);
    }
}
