//! From a key to its frame, what the frame sends, and what the program does without a key.

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use crate::program::{Frame, Program, Size};
use crate::sample::Sample;
use crate::sessions::Made;
use crate::table::{Goal, Table};
use crate::wish::Wish;
use crate::{Result, machine};

/// Comments in the session.
pub(crate) const COMMENTS: usize = 500;

/// Pause between two keys: a quick typist.
const PAUSE: Duration = Duration::from_millis(15);

/// What may be asked before data is shown: the session is made here, its data file is not known to it.
const QUESTIONS: [&str; 2] = ["Show the data?", "Go on without checking names?"];

/// How long nobody does anything.
const REST: Duration = Duration::from_secs(5);

/// Something that is done over and over: what comes first, and the keys that take turns.
struct Habit {
    name: &'static str,
    before: &'static [&'static str],
    keys: &'static [&'static str],
}

const HABITS: [Habit; 4] = [
    Habit { name: "another mark", before: &[], keys: &["\x1b[B", "\x1b[B", "\x1b[A"] },
    Habit { name: "another view", before: &[], keys: &["c"] },
    Habit { name: "another comment", before: &["\t"], keys: &["\x1b[A", "\x1b[A", "\x1b[B"] },
    Habit { name: "a typed letter", before: &["a"], keys: &["w", "e", " ", "s", "\x7f", "\x7f", "\x7f", "\x7f"] },
];

/// Adds the figures of key presses, in the heaviest window and in the projector's.
pub(crate) fn measure(wish: &Wish, folder: &Path, table: &mut Table) -> Result<()> {
    for size in [(200, 60), (80, 24)] {
        let (columns, rows) = size;
        let home = tempfile::tempdir_in(folder)?;
        let mut program = opened(size, home.path())?;
        let mut cleared = Vec::new();
        for habit in &HABITS {
            let frames = live(&mut program, habit, wish.runs(300))?;
            let what = format!("{}, {columns}x{rows}, {COMMENTS} comments", habit.name);
            let times = Sample::milliseconds(frames.iter().map(|frame| frame.after));
            table.add(format!("key to frame: {what}"), "ms", &times, Some(Goal::P99(8.0)));
            cleared.extend(frames.iter().map(|frame| f64::from(u8::from(frame.cleared))));
            if size == (80, 24) {
                let bytes = frames.iter().map(|frame| frame.bytes as f64).collect();
                // A new picture, or another leaf of the list, is more than a little change.
                let goal = match habit.name {
                    "another view" => None,
                    "another comment" => Some(Goal::Median(2000.0)),
                    _ => Some(Goal::Max(2000.0)),
                };
                table.add(format!("sent by a key: {what}"), "bytes", &bytes, goal);
            }
        }
        let cleared = cleared.into_iter().collect();
        table.add(format!("wipes of the screen by these keys, {columns}x{rows}"), "", &cleared, Some(Goal::Max(0.0)));
    }
    Ok(())
}

/// Adds what the program does while nobody does anything, between two changes of the minute.
pub(crate) fn rest(wish: &Wish, folder: &Path, table: &mut Table) -> Result<()> {
    let home = tempfile::tempdir_in(folder)?;
    let mut program = opened((80, 24), home.path())?;
    let process = program.process()?;
    let mut bytes = Vec::new();
    let mut used = Vec::new();
    for _ in 0..wish.runs(5) {
        let before = machine::used(process);
        bytes.push(program.wait(REST)? as f64);
        used.extend(before.zip(machine::used(process)));
    }
    let seconds = REST.as_secs();
    let none = Some(Goal::Max(0.0));
    table.add(format!("idle for {seconds} s: sent"), "bytes", &bytes.into_iter().collect(), none);
    let ticks = used.iter().map(|(before, after)| (after.ticks - before.ticks) as f64).collect();
    table.add(format!("idle for {seconds} s: processor"), "ticks", &ticks, none);
    let sleeps = used.iter().map(|(before, after)| after.sleeps.abs_diff(before.sleeps) as f64).collect();
    table.add(format!("idle for {seconds} s: threads woken"), "times", &sleeps, none);
    Ok(())
}

/// The session with its comments, taken up again, its data revealed.
fn opened(size: Size, home: &Path) -> Result<Program> {
    let file = home.join("long.session.jsonl");
    let made = Made::with_comments(COMMENTS)?;
    made.write(&file)?;
    let mut program = Program::start(&[OsStr::new("resume"), file.as_os_str()], size, home)?;
    program.frame()?;
    // The curtain, then once round the views.
    say_yes(&mut program, "\r")?;
    for _ in made.admission.views() {
        say_yes(&mut program, "c")?;
    }
    // The last comment: the board, not the curtain, which names the number of comments too.
    program.expect(&format!("({})", COMMENTS - 1))?;
    Ok(program)
}

/// Presses a key, and says yes to what is asked then.
fn say_yes(program: &mut Program, key: &str) -> Result<()> {
    program.press(key)?;
    // The disk tells that what was entered is saved.
    program.settle(Duration::from_millis(300))?;
    if QUESTIONS.iter().any(|question| program.shows(question)) {
        program.press("\r")?;
        program.settle(Duration::from_millis(300))?;
    }
    Ok(())
}

fn live(program: &mut Program, habit: &Habit, times: usize) -> Result<Vec<Frame>> {
    for key in habit.before {
        program.press(key)?;
        program.settle(PAUSE * 4)?;
    }
    let mut frames = Vec::with_capacity(times);
    let mut idle = 0;
    for key in habit.keys.iter().cycle().take(times) {
        let before = program.looks();
        frames.push(program.press(key)?);
        program.settle(PAUSE)?;
        idle += usize::from(program.looks() == before);
    }
    // A figure of keys that do nothing is worse than none. At the end of a list one or the other may.
    if idle * 4 > times {
        return Err(program.trouble(&format!("{}: {idle} of {times} keys changed nothing", habit.name)).into());
    }
    Ok(frames)
}
