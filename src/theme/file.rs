//! A theme file decoded: an ink for every role, and one for each of 2 to 5 levels.

use super::{Colour, Depth, Ink, Palette, Role, SERIES, Theme};
use crate::diagnostic::{Finding, Findings, Place, Report};
use crate::document::{self, Fields, Located};

/// Numbers of levels for which a theme with colours must name the inks.
const COUNTS: std::ops::RangeInclusive<usize> = 2..=5;

pub(super) fn load(file: &str, toml: &str) -> Result<Theme, Report> {
    let findings = Findings::default();
    let theme = document::read(toml, &findings, decode);
    if findings.has_errors() {
        let file = crate::text::sanitise(file);
        return Err(Report { file, source: Some(toml.to_owned()), findings: findings.into_sorted() });
    }
    Ok(theme)
}

fn decode(mut top: Fields<'_, '_>) -> Theme {
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
    roles(&mut top, colours, &mut theme);
    if colours {
        levels(&mut top, &mut theme);
        ramp(&mut top, &mut theme);
        series(&mut top, &mut theme);
    }
    top.finish();
    theme
}

fn roles(top: &mut Fields<'_, '_>, colours: bool, theme: &mut Theme) {
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
        table.finish();
    }
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

fn levels(top: &mut Fields<'_, '_>, theme: &mut Theme) {
    let bytes = top.bytes();
    for mut table in top.tables("levels") {
        let count = table.integer("count", 2..=9).and_then(|count| usize::try_from(count.value).ok());
        let full = inks(&mut table, "fills", "inks", 255, count);
        let sixteen = inks(&mut table, "fills16", "inks16", 15, count);
        if let Some(count) = count {
            theme.full.levels.insert(count, full);
            theme.sixteen.levels.insert(count, sixteen);
        }
        table.finish();
    }
    for count in COUNTS.filter(|count| !theme.full.levels.contains_key(count)) {
        let message = format!("the theme needs colours for {count} levels");
        let hint = format!("add a table [[levels]] with count = {count}, fills, inks, fills16 and inks16");
        top.findings().add(Finding::error("missing-levels", Place::Bytes(bytes.clone()), message).hint(hint));
    }
}

fn ramp(top: &mut Fields<'_, '_>, theme: &mut Theme) {
    let Some(mut table) = top.table("ramp") else {
        let message = "the theme needs a table `ramp` for six and more levels";
        top.findings().add(Finding::error("missing-key", Place::Bytes(top.bytes()), message));
        return;
    };
    theme.full.ramp = inks(&mut table, "fills", "inks", 255, None);
    theme.sixteen.ramp = inks(&mut table, "fills16", "inks16", 15, None);
    table.finish();
}

fn series(top: &mut Fields<'_, '_>, theme: &mut Theme) {
    let Some(mut table) = top.table("series") else {
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
