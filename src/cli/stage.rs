//! The screen of `run`, `demo`, `resume` and the start screen: how it looks, how it is left.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::look::{self, LookFlags};
use super::trouble::Trouble;
use crate::app::Event;
use crate::chart::Charset;
use crate::protocol;
use crate::runtime::{self, Ending, Launch, Options, Setting, Source};
use crate::session::Meeting;

/// What begins when the screen is there; `None` leaves the start screen.
type Begin = Result<Option<(Launch, Options)>, Trouble>;

/// Shows the program and tells afterwards, on standard error, where everything is.
pub(super) fn show(
    flags: &LookFlags,
    out: &mut impl Write,
    begin: impl FnOnce(Box<dyn FnMut(Event) + Send>) -> Begin,
) -> Result<(), Trouble> {
    if !flags.plain && !io::stdout().is_terminal() {
        return Err(Trouble::Usage {
            message: "this command shows pictures on a terminal, and standard output is none".to_owned(),
            hint:
                "run it in a terminal window; `--plain` goes line by line anywhere, `chartpaper view` prints pictures"
                    .to_owned(),
        });
    }
    let setting = setting(flags)?;
    let ending = runtime::present(setting, begin)??;
    for words in &ending.unsaved {
        writeln!(out, "{words}")?;
    }
    tell(&ending, &mut io::stderr().lock())?;
    if ending.saved && !ending.ended { Ok(()) } else { Err(Trouble::Told) }
}

/// Shows the test card until it is left.
pub(super) fn check(flags: &LookFlags) -> Result<(), Trouble> {
    let ending = runtime::present(Setting { checks: true, ..setting(flags)? }, |_| Ok::<_, Trouble>(None))??;
    if ending.ended { Err(Trouble::Told) } else { Ok(()) }
}

fn tell(ending: &Ending, to: &mut impl Write) -> io::Result<()> {
    if !ending.unsaved.is_empty() {
        writeln!(to, "The lines above are NOT SAVED: copy them now.")?;
    }
    let Some(file) = &ending.file else { return Ok(()) };
    let shown = crate::text::sanitise(&file.to_string_lossy());
    if ending.saved {
        writeln!(to, "The session is saved in {shown}")?;
    } else {
        writeln!(to, "Everything before is in {shown}")?;
    }
    writeln!(to, "  chartpaper report '{shown}'   what was said and decided")?;
    writeln!(to, "  chartpaper resume '{shown}'   goes on with it")
}

fn setting(flags: &LookFlags) -> Result<Setting, Trouble> {
    let look = flags.decide()?;
    let (themes, theme) = look.themes(look::depth_of_terminal())?;
    let charset = match look.charset {
        look::Charset::Blocks => Charset::Blocks,
        look::Charset::Ascii => Charset::Ascii,
        look::Charset::Braille => Charset::Braille,
        look::Charset::Auto => look::charset_of_terminal(),
    };
    Ok(Setting { themes, theme, charset, plain: look.plain, checks: false, demo: demonstration(None) })
}

/// The bundled data with a bundled protocol: this one, or the one that shows most to a newcomer.
pub(super) fn demonstration(protocol: Option<&str>) -> Options {
    let first = protocol::demonstration().map_or("", |bundled| bundled.id);
    Options {
        protocol: protocol.unwrap_or(first).to_owned(),
        data: vec![Source::Bundled {
            name: "reading.csv",
            data: include_str!("../../sample-data/reading.csv"),
            card: include_str!("../../sample-data/reading.toml"),
        }],
        first: true,
        ..Options::default()
    }
}

/// The sessions in these files; all in the folder of sessions, if none is named.
pub(super) fn meetings(files: &[PathBuf]) -> Result<Vec<Meeting>, Trouble> {
    let Some(about) = files.first() else {
        let (meetings, left_out) = runtime::kept_meetings();
        if let Some(words) = left_out {
            // What was read is told, whether or not anybody can be told what was not.
            let _ = writeln!(io::stderr(), "note: {words}");
        }
        return Ok(meetings);
    };
    runtime::meetings(files).map_err(|trouble| refused(trouble, about))
}

/// A trouble of starting or resuming, as this command line tells it.
pub(super) fn refused(trouble: runtime::Trouble, about: &Path) -> Trouble {
    match trouble {
        runtime::Trouble::Files(reports) => Trouble::Refused(reports),
        runtime::Trouble::Words(message) => {
            Trouble::Impossible { message, hint: "chartpaper --help shows examples".into() }
        }
        session @ runtime::Trouble::Session(..) => Trouble::file(about, "refused", session.to_string(), session.hint()),
    }
}
