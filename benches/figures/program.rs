//! The program in a terminal of its own, seen from the outside.

use std::ffi::OsStr;
use std::io::{Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::Result;

/// Closes a synchronised update, and so a frame.
const CLOSING: &[u8] = b"\x1b[?2026l";

/// Longest wait for a frame.
const PATIENCE: Duration = Duration::from_mins(2);

/// Columns and rows of a terminal.
pub(crate) type Size = (u16, u16);

/// A running program. Ended when it is dropped.
pub(crate) struct Program {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    /// What it wrote, and when that arrived.
    chunks: Receiver<(Instant, Vec<u8>)>,
    began: Instant,
    /// What came after the last frame.
    rest: Vec<u8>,
    /// What stands on its screen up to the last frame.
    terminal: vt100::Parser,
    /// As long as it is held, the terminal is there.
    _terminal: Box<dyn MasterPty + Send>,
}

/// A frame that arrived.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// Since the program was started, or the key was written.
    pub(crate) after: Duration,
    /// Bytes from the end of the frame before.
    pub(crate) bytes: usize,
    /// Whether it wiped the screen.
    pub(crate) cleared: bool,
}

impl Program {
    /// Starts chartpaper with its files below `home`.
    pub(crate) fn start(arguments: &[&OsStr], size: Size, home: &Path) -> Result<Self> {
        let pty = PtySize { cols: size.0, rows: size.1, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(pty)?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_chartpaper"));
        command.args(arguments);
        command.cwd(home);
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8")] {
            command.env(name, value);
        }
        command.env("CHARTPAPER_HOME", home);
        for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "CHARTPAPER_THEME", "CHARTPAPER_CHARSET", "CHARTPAPER_COLOR"] {
            command.env_remove(name);
        }
        let mut reader = pair.master.try_clone_reader()?;
        let keys = pair.master.take_writer()?;
        let (sender, chunks) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                let chunk = buffer.get(..length).unwrap_or_default().to_vec();
                if sender.send((Instant::now(), chunk)).is_err() {
                    break;
                }
            }
        });
        let began = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        let [columns, rows] = [size.0, size.1].map(|length| NonZero::new(length).unwrap_or(NonZero::<u16>::MIN));
        let terminal = vt100::Parser::new(rows, columns, 0);
        Ok(Self { child, keys, chunks, began, rest: Vec::new(), terminal, _terminal: pair.master })
    }

    /// The next frame.
    pub(crate) fn frame(&mut self) -> Result<Frame> {
        let mut arrived = Instant::now();
        loop {
            let end = self.rest.windows(CLOSING.len()).position(|window| window == CLOSING);
            if let Some(end) = end {
                let rest = self.rest.split_off(end + CLOSING.len());
                let bytes = std::mem::replace(&mut self.rest, rest);
                let cleared = bytes.windows(4).any(|window| window == b"\x1b[2J");
                let frame = Frame { after: arrived - self.began, bytes: bytes.len(), cleared };
                self.terminal.process(&bytes);
                return Ok(frame);
            }
            let (at, chunk) = self.chunks.recv_timeout(PATIENCE).map_err(|_| self.trouble("no frame came"))?;
            arrived = at;
            self.rest.extend(chunk);
        }
    }

    /// Writes a key and waits for the next frame.
    pub(crate) fn press(&mut self, key: &str) -> Result<Frame> {
        self.began = Instant::now();
        self.keys.write_all(key.as_bytes())?;
        self.keys.flush()?;
        self.frame()
    }

    /// Waits until nothing has come for this long; how many bytes came until then.
    pub(crate) fn settle(&mut self, quiet: Duration) -> Result<usize> {
        let mut came = 0;
        loop {
            match self.chunks.recv_timeout(quiet) {
                Ok((_, chunk)) => {
                    came += chunk.len();
                    self.rest.extend(chunk);
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(self.trouble("the program ended").into()),
            }
        }
        self.terminal.process(&self.rest);
        self.rest.clear();
        Ok(came)
    }

    /// Does nothing for this long; how many bytes came meanwhile.
    pub(crate) fn wait(&mut self, long: Duration) -> Result<usize> {
        self.settle(Duration::ZERO)?;
        std::thread::sleep(long);
        self.settle(Duration::ZERO)
    }

    /// Refuses to go on unless these words stand on the screen: a figure of the wrong screen is worse than none.
    pub(crate) fn expect(&self, words: &str) -> Result<()> {
        if self.screen().contains(words) {
            Ok(())
        } else {
            Err(self.trouble(&format!("`{words}` is not on the screen")).into())
        }
    }

    /// Whether these words stand on the screen.
    pub(crate) fn shows(&self, words: &str) -> bool {
        self.screen().contains(words)
    }

    /// Its process.
    pub(crate) fn process(&self) -> Result<u32> {
        self.child.process_id().ok_or_else(|| "the program has ended".into())
    }

    /// What stands on its screen, colours and all.
    pub(crate) fn looks(&self) -> String {
        self.terminal.screen().contents_formatted()
    }

    fn screen(&self) -> String {
        self.terminal.screen().contents()
    }

    /// An error with the screen as it was.
    pub(crate) fn trouble(&self, words: &str) -> String {
        format!("{words}; the screen was:\n{}\n{}", self.screen(), String::from_utf8_lossy(&self.rest))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
