//! What holds before the first byte of data is read: the process leaves no image of its memory, and a panic says nothing of it.

use std::io::{self, Write};

use super::{terminal, typed};

/// Secludes the process. Called once, before the arguments are looked at; does nothing where the system has no such thing.
///
/// No core file is written, whatever ends the program (Linux: not even handed to a crash reporter), no other program of the user can
/// look into it, and a panic prints a fixed text, because its own could quote data.
pub fn seclude() {
    calm_panics();
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // A system that refuses this leaves things as they were; nothing that could be told or done would help.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Replaces the text of a panic: the terminal comes back if it was taken, and nothing of what the panic says is printed.
fn calm_panics() {
    std::panic::set_hook(Box::new(|panic| {
        // Another thread that ends is noticed by the main one, which goes on, leaves in order, or panics itself.
        if std::thread::current().name() != Some("main") {
            return;
        }
        let place = panic.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
        let mut words = format!("chartpaper had to stop because of a mistake of its own{place}.\r\n");
        typed::show();
        if terminal::give_back_from_outside() {
            words.push_str("Every comment with a check mark is saved. `chartpaper resume` goes on.\r\n");
        }
        let _ = io::stderr().write_all(words.as_bytes());
    }));
}
