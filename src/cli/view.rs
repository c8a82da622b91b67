//! `chartpaper view`: anonymous views of the data, as they would be shown.

use std::io::{self, Write};

use super::arguments::{View as Arguments, ViewFormat};
use super::look::{self, Look};
use super::progress::Line;
use super::trouble::Trouble;
use crate::chart::{self, Charset, Showing};
use crate::diagnostic::nearest;
use crate::records::{self, Admission, DataSource, View};
use crate::theme::Depth;
use crate::ui::picture::Picture;
use crate::{report, text, ui};

/// Decides which class is called Class A: fixed, so that the same command prints the same view.
const LABEL_SEED: u64 = 0;

/// Nothing is stored, so nothing is to be recognised again.
const FINGERPRINT_KEY: [u8; 32] = [0; 32];

/// Admits the data, and prints one view, the tables of all, or their names.
pub(super) fn run(arguments: &Arguments, out: &mut impl Write) -> Result<(), Trouble> {
    let sources: Vec<DataSource> =
        std::iter::once(&arguments.data).chain(&arguments.with).map(DataSource::new).collect();
    let mut line = Line::new();
    let admission =
        records::admit_telling(&sources, None, &FINGERPRINT_KEY, LABEL_SEED, &mut |progress| line.tell(progress))
            .map_err(Trouble::Refused)?;
    drop(line);
    for notice in admission.notices() {
        // Standard error may be closed; the picture is the answer.
        let _ = writeln!(io::stderr(), "{notice}");
    }
    if arguments.list {
        tell_refused(&admission, |_| true);
        return list(&admission, out);
    }
    let name = arguments.name.as_deref();
    if arguments.format != ViewFormat::Json {
        let shown = find(&admission, name).ok().map(View::id);
        tell_refused(&admission, |id| arguments.format == ViewFormat::Csv && name.is_none() || Some(id) == shown);
    }
    let plot = || find(&admission, name).map(|view| chart::plot(view, Showing::Values, &[]));
    let badge = admission.badge();
    let look = arguments.look.decide()?;
    match arguments.format {
        ViewFormat::Text if arguments.look.plain => {
            let charset = charset(&look);
            for line in ui::plain::picture(&plot()?) {
                writeln!(out, "{}", charset.spell(&line))?;
            }
            badge.iter().try_for_each(|badge| writeln!(out, "{badge}"))?;
        }
        ViewFormat::Text => {
            let (plot, charset) = (plot()?, charset(&look));
            let draw =
                |columns, rows| chart::text::lines_at(&plot, usize::from(columns), usize::from(rows), charset, None);
            write_lines(draw, badge.as_deref(), arguments.size, out)?;
        }
        ViewFormat::Ansi => {
            let (plot, theme) = (plot()?, look.chosen_theme(Depth::Colours256)?);
            let picture = Picture { plot: &plot, theme: &theme, charset: charset(&look), chosen: None };
            write_lines(|columns, rows| picture.ansi(columns, rows), badge.as_deref(), arguments.size, out)?;
        }
        ViewFormat::Svg => {
            // Paper has every colour, whatever this terminal has.
            let theme = Look { color: look::Color::Many, ..look }.chosen_theme(Depth::Colours256)?;
            out.write_all(report::svg(&plot()?, &theme, badge.as_deref()).as_bytes())?;
        }
        ViewFormat::Json => {
            find(&admission, name)?;
            out.write_all(report::views_json(&admission, name).as_bytes())?;
        }
        ViewFormat::Csv => {
            find(&admission, name)?;
            out.write_all(report::views_csv(&admission, name).as_bytes())?;
        }
    }
    Ok(())
}

/// Says what is not shown in some of the views, why, and what would show more.
fn tell_refused(admission: &Admission, is_meant: impl Fn(&str) -> bool) {
    for refused in admission.refused().iter().filter(|refused| is_meant(refused.id())) {
        let instead = refused.instead().map_or_else(String::new, |instead| format!(" {instead}"));
        let _ = writeln!(io::stderr(), "{}: {}{instead}", refused.id(), refused.reason());
    }
}

/// The answer may be meant for another screen than this one: what was not asked for is not guessed from it.
fn charset(look: &Look) -> Charset {
    match look.charset {
        look::Charset::Ascii => Charset::Ascii,
        look::Charset::Braille => Charset::Braille,
        look::Charset::Auto | look::Charset::Blocks => Charset::Blocks,
    }
}

/// Writes the lines of a picture, and under them who it is for.
fn write_lines(
    draw: impl FnOnce(u16, u16) -> Vec<String>,
    badge: Option<&str>,
    (columns, rows): (u16, u16),
    out: &mut impl Write,
) -> io::Result<()> {
    for line in draw(columns, rows - u16::from(badge.is_some())) {
        writeln!(out, "{line}")?;
    }
    badge.map_or(Ok(()), |badge| writeln!(out, "{badge}"))
}

fn list(admission: &Admission, out: &mut impl Write) -> Result<(), Trouble> {
    let views = admission.views();
    let wide = views.iter().map(|view| text::width(view.id())).max().unwrap_or(0);
    for view in views {
        writeln!(out, "{}  {}", text::fit(view.id(), wide), view.title())?;
    }
    Ok(())
}

fn find<'a>(admission: &'a Admission, name: Option<&str>) -> Result<&'a View, Trouble> {
    let found = match name {
        Some(name) => admission.view(name),
        None => admission.views().first(),
    };
    found.ok_or_else(|| {
        let name = name.unwrap_or_default();
        let ids: Vec<_> = admission.views().iter().map(View::id).collect();
        Trouble::Usage {
            message: format!("there is no view `{}`", text::cut(name, 60)),
            hint: match nearest(name, ids.iter().copied()) {
                Some(near) => format!("did you mean {near}? The views are: {}", ids.join(", ")),
                None => format!("the views are: {}", ids.join(", ")),
            },
        }
    })
}
