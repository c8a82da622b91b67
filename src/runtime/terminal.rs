//! The terminal: taken at the start, given back exactly once at the end, however the end comes.
//!
//! The mouse is never captured (people select text), and nothing is drawn outside [`Stage::draw`].

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, SetTitle,
    disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute, queue};

use crate::app::{App, Size};
use crate::text;
use crate::ui::{self, Look};

use super::sixteen::Sixteen;

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Held while a frame is written, so that the thread that handles signals does not write into the middle of it.
static WRITING: Mutex<()> = Mutex::new(());

/// The screen while it is ours.
pub(super) struct Stage {
    terminal: Terminal<CrosstermBackend<Sixteen<BufWriter<Stdout>>>>,
}

impl Stage {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste.
    pub(super) fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let set = || {
            let mut out = Sixteen::new(BufWriter::with_capacity(1 << 16, io::stdout()));
            execute!(out, EnterAlternateScreen, EnableBracketedPaste, SetTitle("chartpaper"))?;
            Ok(Self { terminal: Terminal::new(CrosstermBackend::new(out))? })
        };
        let stage = set();
        if stage.is_err() {
            give_back();
        }
        stage
    }

    /// The size of the window.
    pub(super) fn size(&self) -> Size {
        let size = self.terminal.size().unwrap_or_default();
        Size { width: size.width, height: size.height }
    }

    /// Draws the state; only cells that changed are sent. Returns what [`ui::render`] does.
    ///
    /// # Panics
    /// If `fail`, in the middle of the frame: for a test of what a panic leaves behind.
    pub(super) fn draw(&mut self, app: &App, look: Look<'_>, fail: bool) -> io::Result<Option<u16>> {
        let _writing = WRITING.lock();
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let mut last = None;
        self.terminal.draw(|frame| {
            last = ui::render(app, look, frame);
            assert!(!fail, "asked for by a test");
            check(frame.buffer_mut());
        })?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        Ok(last)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _writing = WRITING.lock();
        // What a panic left in the buffer goes out here, and must not leave the terminal waiting for the end of a frame.
        let _ = execute!(self.terminal.backend_mut(), EndSynchronizedUpdate);
        give_back();
    }
}

/// The size of the terminal at standard output, if there is one.
#[must_use]
pub fn size_of_terminal() -> Option<Size> {
    let (width, height) = ratatui::crossterm::terminal::size().ok().filter(|_| io::stdout().is_terminal())?;
    Some(Size { width, height })
}

/// The last guard before the terminal: a sign that must not be shown is drawn as `?`, wherever it came from.
fn check(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().chars().all(text::is_showable) {
            cell.set_symbol("?");
        }
    }
}

/// Gives the terminal back if it is ours; does nothing the second time. Whether it was ours.
pub(super) fn give_back() -> bool {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return false;
    }
    let mut out = io::stdout();
    // A terminal that is gone cannot be restored; there is nobody to tell.
    let _ = execute!(out, EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
    let _ = out.flush();
    true
}

/// Gives the terminal back from another thread, waiting a moment for a frame that is being written. Whether it was ours.
pub(super) fn give_back_from_outside() -> bool {
    for _ in 0..20 {
        if let Ok(_writing) = WRITING.try_lock() {
            return give_back();
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    give_back()
}
