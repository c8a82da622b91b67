//! A theme file decoded: an ink for every role, and one for each of 2 to 5 levels; or what differs from a shipped theme.

use std::ops::Range;

use super::advice::{self, Shortfall};
use super::{Colour, Depth, Ink, Palette, Role, SERIES, Theme};
use crate::diagnostic::{Finding, Findings, Place, Report};
use crate::document::{self, Fields, Located};

/// Numbers of levels for which a theme with colours must name the inks.
const COUNTS: std::ops::RangeInclusive<usize> = 2..=5;

pub(super) fn load(file: &str, toml: &str) -> Result<Theme, Report> {
    let (theme, report) = read(file, toml);
    if report.has_errors() { Err(report) } else { Ok(theme) }
}

/// The theme as far as it can be read, and all findings.
pub(super) fn read(file: &str, toml: &str) -> (Theme, Report) {
    let findings = Findings::default();
    let theme = document::read(toml, &findings, decode);
    (theme, Report::of_text(file, toml, findings))
}

fn decode(mut top: Fields<'_, '_>) -> Theme {
    let (theme, places) = if top.has("base") { changed(&mut top) } else { whole(&mut top) };
    if theme.depth() == Depth::Colours256 && !top.findings().has_errors() {
        advise(&top, &theme, &places);
    }
    top.finish();
    theme
}

/// Where the tables of a file stand: of roles, and of levels with their number.
#[derive(Default)]
struct Places {
    roles: Vec<(Role, Range<usize>)>,
    levels: Vec<(usize, Range<usize>)>,
}

fn whole(top: &mut Fields<'_, '_>) -> (Theme, Places) {
    let name = top.required_string("name").map(|name| name.value).unwrap_or_default();
    let label = top.required_string("label").map(|label| label.value).unwrap_or_default();
    let colours = top.boolean("colours").is_none_or(|colours| colours.value);
    let mut theme = Theme {
        name,
        label,
        depth: if colours { Depth::Colours256 } else { Depth::Mono },
        full: Palette::default(),
        sixteen: Palette::default(),
        mono: Palette::default(),
    };
    let mut places = Places { roles: roles(top, colours, &mut theme), levels: Vec::new() };
    if colours {
        places.levels = levels(top, &mut theme, Extent::Whole);
        ramp(top, &mut theme, Extent::Whole);
        series(top, &mut theme, Extent::Whole);
    }
    (theme, places)
}

/// Whether a file says everything, or only what differs from another theme.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    Changes,
}

/// A shipped theme with what the file says in another way.
fn changed(top: &mut Fields<'_, '_>) -> (Theme, Places) {
    let shipped = Theme::shipped();
    let mut places = Places::default();
    // Where the base is not known, the rest of the file is still looked at.
    let mut theme = shipped.first().cloned().unwrap_or_default();
    if let Some(base) = top.filled_string("base") {
        match shipped.iter().find(|theme| theme.name() == base.value) {
            Some(found) => theme = found.clone(),
            None => {
                top.findings().add(document::unknown_word("theme", &base, shipped.iter().map(Theme::name)));
            }
        }
    }
    let name = top.filled_string("name").map(|name| name.value);
    theme.name = name.unwrap_or_else(|| format!("{}, changed", theme.name));
    if let Some(label) = top.filled_string("label") {
        theme.label = label.value;
    }
    let colours = theme.depth == Depth::Colours256;
    for (key, role) in Role::NAMED {
        let Some(mut table) = top.table(key) else { continue };
        if colours {
            let (full, sixteen) =
                (theme.full.roles.entry(role).or_default(), theme.sixteen.roles.entry(role).or_default());
            change(&mut table, FULL, full);
            change(&mut table, SIXTEEN, sixteen);
            for (key, of) in [("bold", bold as fn(&mut Ink) -> &mut bool), ("underline", underline)] {
                if let Some(set) = table.boolean(key) {
                    *of(full) = set.value;
                    *of(sixteen) = set.value;
                }
            }
        }
        if table.has("mono") {
            theme.mono.roles.insert(role, mono(&mut table));
        }
        places.roles.push((role, table.bytes()));
        table.finish();
    }
    if colours {
        places.levels = levels(top, &mut theme, Extent::Changes);
        ramp(top, &mut theme, Extent::Changes);
        series(top, &mut theme, Extent::Changes);
    }
    (theme, places)
}

fn bold(ink: &mut Ink) -> &mut bool {
    &mut ink.bold
}

fn underline(ink: &mut Ink) -> &mut bool {
    &mut ink.underline
}

/// Takes the colours that a table names.
fn change(table: &mut Fields<'_, '_>, (foreground, background, last): Pair, ink: &mut Ink) {
    let mut colour = |key, of: &mut Colour| {
        if let Some(index) = table.integer(key, 0..=last).and_then(|index| u8::try_from(index.value).ok()) {
            *of = Colour::Index(index);
        }
    };
    colour(foreground, &mut ink.foreground);
    colour(background, &mut ink.background);
}

/// Tells which contrasts are too low. Where a role is not in the file, its ground is: then that is the place.
fn advise(top: &Fields<'_, '_>, theme: &Theme, places: &Places) {
    let ground = places.roles.iter().find(|(role, _)| *role == Role::Text).map(|(_, bytes)| bytes.clone());
    let add = |bytes: Range<usize>, what: String, Shortfall { ratio, wanted }: Shortfall| {
        let message =
            format!("{what} has a contrast of {ratio:.1} to 1, and {wanted} to 1 is needed to be read at the back");
        let hint = "choose a lighter and a darker colour; on a projector every contrast becomes smaller";
        top.findings().add(Finding::advice("low-contrast", Place::Bytes(bytes), message).hint(hint));
    };
    for (name, role) in Role::NAMED {
        let own = places.roles.iter().find(|(known, _)| *known == role).map(|(_, bytes)| bytes.clone());
        let Some(place) = own.or_else(|| ground.clone()) else { continue };
        if let Some(shortfall) = advice::of_role(theme, role) {
            add(place, format!("`{name}`"), shortfall);
        }
    }
    for (count, bytes) in &places.levels {
        if let Some(shortfall) = advice::of_levels(theme, *count) {
            add(bytes.clone(), format!("the number on one of {count} levels"), shortfall);
        }
    }
}

fn roles(top: &mut Fields<'_, '_>, colours: bool, theme: &mut Theme) -> Vec<(Role, Range<usize>)> {
    let mut places = Vec::new();
    for (key, role) in Role::NAMED {
        if !top.has(key) {
            let message = format!("the theme needs a table for the role `{key}`");
            top.findings().add(
                Finding::error("missing-key", Place::Bytes(top.bytes()), message).hint(format!("add a table [{key}]")),
            );
        }
        let Some(mut table) = top.table(key) else { continue };
        if colours {
            let (full, sixteen) = (pair(&mut table, FULL), pair(&mut table, SIXTEEN));
            let bold = table.boolean("bold").is_some_and(|bold| bold.value);
            let underline = table.boolean("underline").is_some_and(|underline| underline.value);
            let ink = |(foreground, background)| Ink { foreground, background, bold, reverse: false, underline };
            theme.full.roles.insert(role, ink(full));
            theme.sixteen.roles.insert(role, ink(sixteen));
        }
        theme.mono.roles.insert(role, mono(&mut table));
        places.push((role, table.bytes()));
        table.finish();
    }
    places
}

/// Keys of foreground and background, and the greatest index that they take.
type Pair = (&'static str, &'static str, i64);
const FULL: Pair = ("foreground", "background", 255);
const SIXTEEN: Pair = ("foreground16", "background16", 15);

fn pair(table: &mut Fields<'_, '_>, (foreground, background, last): Pair) -> (Colour, Colour) {
    let mut colour = |key| {
        if !table.has(key) {
            let message = format!("`{}` needs `{key}`", table.path());
            table.findings().add(Finding::error("missing-key", Place::Bytes(table.bytes()), message));
        }
        let index = table.integer(key, 0..=last).and_then(|index| u8::try_from(index.value).ok());
        index.map_or(Colour::Terminal, Colour::Index)
    };
    (colour(foreground), colour(background))
}

/// How a role is drawn without colours: words from `bold`, `reverse` and `underline`.
fn mono(table: &mut Fields<'_, '_>) -> Ink {
    let mut ink = Ink::default();
    for word in table.strings("mono").map(|words| words.value).unwrap_or_default() {
        match word.value.as_str() {
            "bold" => ink.bold = true,
            "reverse" => ink.reverse = true,
            "underline" => ink.underline = true,
            _ => table.findings().add(document::unknown_word(
                "way of drawing without colours",
                &word,
                ["bold", "reverse", "underline"].into_iter(),
            )),
        }
    }
    ink
}

fn levels(top: &mut Fields<'_, '_>, theme: &mut Theme, extent: Extent) -> Vec<(usize, Range<usize>)> {
    let bytes = top.bytes();
    let mut places = Vec::new();
    for mut table in top.tables("levels") {
        let count = table.integer("count", 2..=9).and_then(|count| usize::try_from(count.value).ok());
        let full = inks(&mut table, "fills", "inks", 255, count);
        let sixteen = inks(&mut table, "fills16", "inks16", 15, count);
        if let Some(count) = count {
            theme.full.levels.insert(count, full);
            theme.sixteen.levels.insert(count, sixteen);
            places.push((count, table.bytes()));
        }
        table.finish();
    }
    if extent == Extent::Changes {
        return places;
    }
    for count in COUNTS.filter(|count| !theme.full.levels.contains_key(count)) {
        let message = format!("the theme needs colours for {count} levels");
        let hint = format!("add a table [[levels]] with count = {count}, fills, inks, fills16 and inks16");
        top.findings().add(Finding::error("missing-levels", Place::Bytes(bytes.clone()), message).hint(hint));
    }
    places
}

fn ramp(top: &mut Fields<'_, '_>, theme: &mut Theme, extent: Extent) {
    let Some(mut table) = top.table("ramp") else {
        if extent == Extent::Changes {
            return;
        }
        let message = "the theme needs a table `ramp` for six and more levels";
        top.findings().add(Finding::error("missing-key", Place::Bytes(top.bytes()), message));
        return;
    };
    theme.full.ramp = inks(&mut table, "fills", "inks", 255, None);
    theme.sixteen.ramp = inks(&mut table, "fills16", "inks16", 15, None);
    table.finish();
}

fn series(top: &mut Fields<'_, '_>, theme: &mut Theme, extent: Extent) {
    let Some(mut table) = top.table("series") else {
        if extent == Extent::Changes {
            return;
        }
        let message = "the theme needs a table `series` for groups that are told apart by lines and points";
        top.findings().add(Finding::error("missing-key", Place::Bytes(top.bytes()), message));
        return;
    };
    theme.full.series = inks(&mut table, "fills", "inks", 255, Some(SERIES));
    theme.sixteen.series = inks(&mut table, "fills16", "inks16", 15, Some(SERIES));
    table.finish();
}

/// Fills with the ink on each, two lists of one length.
fn inks(
    table: &mut Fields<'_, '_>,
    fills: &'static str,
    inks: &'static str,
    last: u8,
    count: Option<usize>,
) -> Vec<Ink> {
    let fills = indices(table, fills, last);
    let inks = indices(table, inks, last);
    let wanted = count.unwrap_or(fills.value.len());
    for list in [&fills, &inks] {
        if list.value.len() != wanted || list.value.is_empty() {
            let message = format!("this list needs {} colours", wanted.max(1));
            table.findings().add(Finding::error("wrong-length", Place::Bytes(list.bytes.clone()), message));
        }
    }
    let ink = |(fill, ink): (&u8, &u8)| Ink {
        foreground: Colour::Index(*ink),
        background: Colour::Index(*fill),
        ..Ink::default()
    };
    fills.value.iter().zip(&inks.value).map(ink).collect()
}

fn indices(table: &mut Fields<'_, '_>, key: &'static str, last: u8) -> Located<Vec<u8>> {
    let missing = !table.has(key);
    let Some(read) = table.numbers(key) else {
        if missing {
            let message = format!("`{}` needs `{key}`", table.path());
            table.findings().add(Finding::error("missing-key", Place::Bytes(table.bytes()), message));
        }
        return Located { value: Vec::new(), bytes: table.bytes() };
    };
    let index = |number: &f64| (0..=last).find(|index| (f64::from(*index) - number).abs() < 1e-9);
    let value: Option<Vec<u8>> = read.value.iter().map(index).collect();
    if value.is_none() {
        let message = format!("`{key}` takes whole numbers from 0 to {last}");
        table.findings().add(Finding::error("out-of-range", Place::Bytes(read.bytes.clone()), message));
    }
    Located { value: value.unwrap_or_default(), bytes: read.bytes }
}
