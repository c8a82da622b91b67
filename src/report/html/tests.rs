use std::collections::BTreeSet;

use super::super::tests::{hostile_outline, outline, protocol, state};
use super::*;
use crate::chart::sample;
use crate::chart::{Showing, plot};
use crate::report::pictures::Picture;

fn page() -> String {
    write(&[outline(&protocol(), &state())])
}

/// Tags in order, without their `<` and `>`; what stands in `style` is no tag.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(tag, _)| tag).collect()
}

#[track_caller]
pub(super) fn assert_nested(page: &str) {
    let mut open = Vec::new();
    for tag in tags(page) {
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        if matches!(name, "!DOCTYPE" | "meta" | "br") || tag.ends_with('/') {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{page}");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let begin = format!(" {name}=\"");
    tags(page)
        .iter()
        .flat_map(|tag| tag.split(begin.as_str()).skip(1))
        .filter_map(|part| part.split('"').next())
        .collect()
}

#[test]
fn elements_are_nested_and_ids_are_unique_and_found() {
    let pages = [page(), write(&[]), write(&[outline(&protocol(), &state()), outline(&protocol(), &state())])];
    for page in pages {
        assert_nested(&page);
        let ids = attributes(&page, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        for key in ["aria-labelledby", "href"] {
            for target in attributes(&page, key).iter().flat_map(|value| value.split(' ')) {
                assert!(ids.contains(&target.trim_start_matches('#')), "{target} of {key}");
            }
        }
    }
}

#[test]
fn headings_go_down_one_level_at_a_time_and_begin_at_one() {
    for page in [page(), write(&[outline(&protocol(), &state()), outline(&protocol(), &state())])] {
        let levels: Vec<u32> =
            tags(&page).iter().filter_map(|tag| tag.strip_prefix('h')?.chars().next()?.to_digit(10)).collect();
        assert_eq!(levels[0], 1);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}

#[test]
fn actions_come_first_then_steps_then_pictures() {
    let page = page();
    let places = ["<h1", "Move fractions to October", "1. Guess", "2. Look", "3. Why", "What was shown", "<figure"]
        .map(|words| page.rfind(words).unwrap_or_else(|| panic!("{words}: {page}")));
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
}

#[test]
fn the_page_is_in_the_language_of_its_protocols() {
    let of = |languages: &[Option<&str>]| {
        let outline = |language: Option<&str>| {
            let mut outline = outline(&protocol(), &state());
            outline.protocol.language = language.map(str::to_owned);
            outline
        };
        let page = write(&languages.iter().copied().map(outline).collect::<Vec<_>>());
        page.split("<html lang=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned()
    };
    assert_eq!(of(&[Some("de-CH")]), "de-CH");
    assert_eq!(of(&[Some("fr"), Some("fr")]), "fr");
    assert_eq!(of(&[Some("fr"), Some("de")]), "en");
    assert_eq!(of(&[None]), "en");
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    for page in [page(), write(&[hostile_outline("<script src=//x></script><img onerror=1><style>@import url(x)")])] {
        for tag in tags(&page) {
            let name = tag.split(' ').next().unwrap_or_default();
            assert!(!["script", "img", "link", "iframe", "object", "image", "use", "base"].contains(&name), "{tag}");
        }
        assert_eq!(page.matches("<style>").count(), 1);
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
        assert!(attributes(&page, "href").iter().all(|target| target.starts_with('#')));
        assert!(attributes(&page, "src").is_empty() && page.contains(POLICY));
    }
}

#[test]
fn words_of_people_are_never_markup() {
    let plain = tags(&write(&[hostile_outline("x")])).join(" ");
    for text in ["<b>", "</li>", "<!--", "\"><i>", "' onclick='x", "&lt;", "&#35;", "]]>", "a\u{202e}b\u{0}c"] {
        let page = write(&[hostile_outline(text)]);
        assert_nested(&page);
        let names =
            |tags: &str| tags.split(' ').filter(|word| !word.contains('=')).map(str::to_owned).collect::<Vec<_>>();
        let shapes = |page: &str| {
            tags(page).iter().map(|tag| tag.split(' ').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shapes(&page), shapes(&write(&[hostile_outline("x")])), "{text}");
        assert!(page.chars().all(|c| c == '\n' || crate::text::is_showable(c)), "{text:?}");
        assert!(!names(&plain).is_empty());
    }
}

#[test]
fn every_picture_is_drawn_told_and_listed() {
    for view in sample::every_kind() {
        let mut outline = outline(&protocol(), &state());
        outline.views = vec![Picture::of(view.id(), plot(&view, Showing::Values, &[]))];
        let page = write(&[outline]);
        let plot = plot(&view, Showing::Values, &[]);
        let figure = page.split("<figure").nth(1).unwrap();
        assert!(figure.contains("role=\"img\"") && figure.contains("<title id=") && figure.contains("<desc id="));
        assert!(
            figure.contains("<caption><span>Values: ")
                && figure.contains("scope=\"col\"")
                && figure.contains("scope=\"row\"")
        );
        for words in plot.values.texts().iter().flatten().chain(&plot.notes).chain([&plot.title, &plot.summary]) {
            assert!(figure.contains(&super::super::escape::markup(words)), "{words}\n{figure}");
        }
    }
}

/// A phone has either a drawing of its own or is told that there is more to the side; no screen reader is told both.
#[test]
fn a_phone_shows_a_picture_whole_or_says_that_it_does_not() {
    for view in sample::every_kind() {
        let mut outline = outline(&protocol(), &state());
        outline.views = vec![Picture::of(view.id(), plot(&view, Showing::Values, &[]))];
        let page = write(&[outline]);
        let has_own = page.contains("<div class=\"narrow\">");
        assert_eq!(has_own, view.frame().kind() == "levels", "{}", view.frame().kind());
        assert_eq!(page.matches("<svg").count(), 1 + usize::from(has_own));
        assert_eq!(page.contains("class=\"swipe\""), !has_own);
        assert_eq!(page.contains("class=\"scroll wide\""), has_own);
    }
}

#[test]
fn comments_are_numbered_where_they_are_told_and_in_the_picture() {
    let page = page();
    let told = page.matches("<span class=\"number\">[1]</span>").count();
    assert_eq!(told, 2, "in its step and beside the picture");
    let svg = page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap();
    assert!(svg.contains(">[1]</text>"), "{svg}");
    assert!(!page.contains("[2]"), "the others point to nothing");
}

#[test]
fn who_may_read_it_and_what_is_hidden_is_said() {
    let page = page();
    assert!(page.contains("room") && page.contains("nothing is shown of a smaller group"));
    assert!(page.contains("1 group is hidden") && !page.contains("class=\"badge\""));
    let mut team = outline(&protocol(), &state());
    team.privacy.as_mut().unwrap().badge = Some("TEAM ONLY".to_owned());
    let page = write(&[team]);
    assert!(page.contains("<p class=\"badge\">TEAM ONLY</p>"));
    assert!(page.split("<svg").nth(1).unwrap().contains(">TEAM ONLY</text>"), "also on the picture");
}
