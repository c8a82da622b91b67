//! The program on a terminal of its own: keys in by name, screens out, and every byte that it ever sent.
//!
//! Nothing here sleeps to let something happen: a test waits for a screen, with a limit that only a failure reaches.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long a screen may take before the test has failed.
const LIMIT: Duration = Duration::from_secs(30);

/// How a frame ends (synchronised update).
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// Columns and rows.
pub(crate) type Size = (u16, u16);

/// What the program sent.
struct Received {
    bytes: Vec<u8>,
    emulator: vt100::Parser,
    /// The screen after the last whole frame, or after the last byte.
    screen: Vec<String>,
    frames: usize,
    /// Where the search for the next end of a frame begins.
    searched: usize,
    closed: bool,
}

impl Received {
    fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        while let Some(at) = find(&self.bytes[self.searched..], FRAME_ENDS) {
            let end = self.searched + at + FRAME_ENDS.len();
            self.emulator.process(&self.bytes[self.searched..end]);
            self.searched = end;
            self.frames += 1;
            self.screen = lines(self.emulator.screen());
        }
        if self.closed {
            self.emulator.process(&self.bytes[self.searched..]);
            self.searched = self.bytes.len();
            self.screen = lines(self.emulator.screen());
        }
    }
}

/// A running program and its terminal. Dropping it ends the program.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    received: Arc<(Mutex<Received>, Condvar)>,
    modes_before: String,
    size: Size,
}

/// Whether a text stands in the open line: its last word as dots, where the session knows the names of students.
pub(crate) fn is_typed(screen: &[String], text: &str) -> bool {
    let start = text.rfind(' ').map_or(0, |at| at + 1);
    let (complete, last) = text.split_at(start);
    let dotted = format!("{complete}{}", "•".repeat(last.chars().count()));
    screen.iter().any(|line| line.contains(text) || line.contains(&dotted))
}

impl Terminal {
    /// Starts a program on a new terminal.
    pub(crate) fn start(command: CommandBuilder, size: Size) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let modes_before = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let received = Received {
            bytes: Vec::new(),
            emulator: emulator(size),
            screen: Vec::new(),
            frames: 0,
            searched: 0,
            closed: false,
        };
        let received = Arc::new((Mutex::new(received), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&received);
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let mut received = shared.0.lock().unwrap();
                received.closed = read == 0;
                received.take(&buffer[..read]);
                shared.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { master: pair.master, child, keys, received, modes_before, size }
    }

    /// Sends keys, given by name with blanks between, without waiting for anything. A program that is gone gets none.
    pub(crate) fn send(&mut self, names: &str) {
        for name in names.split(' ') {
            let _ = self.keys.write_all(&bytes_of(name));
        }
        let _ = self.keys.flush();
    }

    /// Presses keys, given by name with blanks between; a frame is waited for after each. The disk and the clock make frames as well:
    /// where they may, Esc wants [`Self::press_for`], because Esc and a key that comes with it are one key of another meaning.
    pub(crate) fn press(&mut self, names: &str) {
        for name in names.split(' ') {
            let before = self.frames();
            self.send(name);
            self.wait_received(&format!("a frame after {name}"), |received| received.frames > before);
        }
    }

    /// Presses a key and waits for a text on the screen.
    pub(crate) fn press_for(&mut self, name: &str, text: &str) {
        self.send(name);
        self.wait(text);
    }

    /// Types a text in one go, as fast hands do; waits for nothing.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.keys.write_all(text.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until a text stands in a line of the screen.
    pub(crate) fn wait(&self, text: &str) {
        self.wait_for(&format!("`{text}`"), |screen| screen.iter().any(|line| line.contains(text)));
    }

    /// Waits until a text stands in the open line.
    pub(crate) fn wait_typed(&self, text: &str) {
        self.wait_for(&format!("`{text}`, typed"), |screen| is_typed(screen, text));
    }

    /// Waits until a text stands in no line of the screen.
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_for(&format!("no `{text}`"), |screen| !screen.iter().any(|line| line.contains(text)));
    }

    /// Waits until the screen is so.
    pub(crate) fn wait_for(&self, what: &str, is_so: impl Fn(&[String]) -> bool) {
        self.wait_received(what, |received| is_so(&received.screen));
    }

    /// As [`Self::wait_for`], until `end` at most; whether the screen was so.
    pub(crate) fn wait_until(&self, end: Instant, is_so: impl Fn(&[String]) -> bool) -> bool {
        self.watch(end, |received| is_so(&received.screen))
    }

    fn watch(&self, end: Instant, is_so: impl Fn(&Received) -> bool) -> bool {
        let (received, changed) = &*self.received;
        let mut received = received.lock().unwrap();
        loop {
            if is_so(&received) {
                return true;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || received.closed {
                return false;
            }
            received = changed.wait_timeout(received, left).unwrap().0;
        }
    }

    fn wait_received(&self, what: &str, is_so: impl Fn(&Received) -> bool) {
        let so = self.watch(Instant::now() + LIMIT, is_so);
        assert!(so, "waited in vain for {what}; the screen is\n{}", self.screen().join("\n"));
    }

    /// Waits until these bytes were sent behind the first `from`; where they end.
    pub(crate) fn wait_sent(&self, from: usize, text: &str) -> usize {
        let end =
            |received: &Received| find(received.bytes.get(from..)?, text.as_bytes()).map(|at| from + at + text.len());
        let so = self.watch(Instant::now() + LIMIT, |received| end(received).is_some());
        let bytes = self.bytes();
        let rest = String::from_utf8_lossy(bytes.get(from..).unwrap_or_default()).into_owned();
        assert!(so, "waited in vain for `{text}`; since then was sent\n{rest}");
        end(&self.received.0.lock().unwrap()).unwrap()
    }

    fn frames(&self) -> usize {
        self.received.0.lock().unwrap().frames
    }

    /// The lines of the screen after the last whole frame.
    pub(crate) fn screen(&self) -> Vec<String> {
        self.received.0.lock().unwrap().screen.clone()
    }

    /// Whether a text comes to stand on the screen before the program ends.
    pub(crate) fn shows_soon(&self, text: &str) -> bool {
        self.wait_until(Instant::now() + LIMIT, |screen| screen.iter().any(|line| line.contains(text)))
    }

    /// Whether a text stands in a line of the screen.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.screen().iter().any(|line| line.contains(text))
    }

    /// Every byte so far.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.received.0.lock().unwrap().bytes.clone()
    }

    /// Waits until nothing has come for a while: a key can have a second frame, when the disk has answered.
    pub(crate) fn settle(&self) {
        let mut before = 0;
        while before < self.bytes().len() {
            before = self.bytes().len();
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// Changes the size of the window, and waits for the frame that fits it.
    pub(crate) fn resize(&mut self, size: Size) {
        let before = self.frames();
        self.size = size;
        let (columns, rows) = cells(size);
        self.received.0.lock().unwrap().emulator.set_size(rows, columns);
        self.master.resize(pty_size(size)).unwrap();
        self.wait_received("a frame after the change of size", |received| received.frames > before);
    }

    /// The number of the process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// The process of the program below the one that was started, as a folder below `/proc`.
    pub(crate) fn process(&self) -> Option<PathBuf> {
        let stat = |process: &Path| fs::read_to_string(process.join("stat")).ok();
        // The name stands in brackets; behind it the state and the parent.
        let parent = |process: &Path| Some(stat(process)?.rsplit_once(')')?.1.split_whitespace().nth(1)?.to_owned());
        let is_ours = |process: &PathBuf| {
            let mut at = process.clone();
            while let Some(above) = parent(&at) {
                if above == self.pid().to_string() {
                    return stat(process).is_some_and(|stat| stat.contains("(chartpaper)"));
                }
                at = Path::new("/proc").join(above);
            }
            false
        };
        fs::read_dir("/proc").ok()?.flatten().map(|entry| entry.path()).find(is_ours)
    }

    /// Sends the process a signal, named as `kill` names it.
    pub(crate) fn signal(&self, name: &str) {
        let command = format!("kill -{name} {}", self.pid());
        assert!(Command::new("sh").args(["-c", &command]).status().unwrap().success(), "{command}");
    }

    /// Whether the program has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits until the program has ended and everything that it sent has arrived.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + LIMIT;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "the program goes on; the screen is\n{}", self.screen().join("\n"));
            std::thread::sleep(Duration::from_millis(5));
        };
        self.wait_received("the end of the terminal", |received| received.closed);
        status
    }

    /// What stands on the main screen after the program has ended.
    pub(crate) fn words_left(&mut self) -> String {
        self.ended();
        self.screen().join("\n")
    }

    /// Fails if the program left the terminal otherwise than it found it.
    pub(crate) fn assert_given_back(&mut self) {
        self.ended();
        assert_eq!(left_on(&self.bytes()), Vec::<u32>::new(), "modes that were left on");
        assert_eq!(modes(self.master.as_ref()), self.modes_before, "modes of the line");
    }

    /// Every frame that was ever shown, as lines; valid where the window was never resized.
    pub(crate) fn history(&self) -> Vec<Vec<String>> {
        let bytes = self.bytes();
        let mut emulator = emulator(self.size);
        let mut rest = &bytes[..];
        let mut history = Vec::new();
        while let Some(at) = find(rest, FRAME_ENDS) {
            let (frame, after) = rest.split_at(at + FRAME_ENDS.len());
            emulator.process(frame);
            history.push(lines(emulator.screen()));
            rest = after;
        }
        history
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            let _ = Command::new("sh").args(["-c", &format!("kill -KILL {}", self.pid())]).status();
            let _ = self.child.wait();
        }
    }
}

/// DEC modes that were set and not reset in what a program sent; a hidden cursor counts as 25.
pub(crate) fn left_on(bytes: &[u8]) -> Vec<u32> {
    let mut on = std::collections::BTreeSet::new();
    for (parameters, end) in control_sequences(bytes) {
        let Some(numbers) = parameters.strip_prefix('?') else { continue };
        for number in numbers.split(';').filter_map(|number| number.parse().ok()) {
            // The cursor is the one mode that is on at the start.
            let set = if number == 25 { end == 'l' } else { end == 'h' };
            let reset = if number == 25 { end == 'h' } else { end == 'l' };
            if set {
                on.insert(number);
            } else if reset {
                on.remove(&number);
            }
        }
    }
    on.into_iter().collect()
}

/// The control sequences in what a program sent: parameters and final letter.
pub(crate) fn control_sequences(bytes: &[u8]) -> Vec<(String, char)> {
    let mut sequences = Vec::new();
    let mut rest = bytes;
    while let Some(at) = find(rest, b"\x1b[") {
        rest = &rest[at + 2..];
        let Some(end) = rest.iter().position(|byte| (0x40..=0x7e).contains(byte)) else { break };
        sequences.push((String::from_utf8_lossy(&rest[..end]).into_owned(), char::from(rest[end])));
        rest = &rest[end + 1..];
    }
    sequences
}

/// Where a part begins in a whole.
pub(crate) fn find(whole: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    whole.windows(part.len()).position(|window| window == part)
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn cells((columns, rows): Size) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(columns).unwrap(), NonZeroU16::new(rows).unwrap())
}

fn emulator(size: Size) -> vt100::Parser {
    let (columns, rows) = cells(size);
    vt100::Parser::new(rows, columns, 0)
}

fn pty_size((cols, rows): Size) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn lines(screen: &vt100::Screen) -> Vec<String> {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).map(|line| line.trim_end().to_owned()).collect()
}

fn bytes_of(name: &str) -> Vec<u8> {
    if let Some(letter) = name.strip_prefix("Ctrl+") {
        return vec![letter.as_bytes()[0] & 0x1f];
    }
    let bytes: &[u8] = match name {
        "Enter" => b"\r",
        "Esc" => b"\x1b",
        "Tab" => b"\t",
        "Space" => b" ",
        "Backspace" => b"\x7f",
        "Delete" => b"\x1b[3~",
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Home" => b"\x1b[H",
        "End" => b"\x1b[F",
        "PageUp" => b"\x1b[5~",
        "PageDown" => b"\x1b[6~",
        "F1" => b"\x1bOP",
        "F5" => b"\x1b[15~",
        single => {
            assert_eq!(single.chars().count(), 1, "{name} is no key");
            single.as_bytes()
        }
    };
    bytes.to_vec()
}
