//! Letters four rows high, for the few words that the back row must read first: a title, a short question, the time of a step.
//!
//! Only where there is room to spare, and only for words of which the font has every letter; where it lacks one (ł, ş, č, Cyrillic,
//! Arabic, Chinese ...), the words stand in bold, whole.

use font8x8::{BASIC_FONTS, GREEK_FONTS, HIRAGANA_FONTS, LATIN_FONTS, UnicodeFonts};
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::chart::Charset;
use crate::text;
use crate::theme::Role;

use super::pen::Pen;

/// Cells of one letter across.
const WIDE: usize = 4;
/// Rows of one line of letters.
pub(super) const TALL: u16 = 4;

/// Words in lines of big letters, at most `lines` of them; `None` where they do not fit or the font lacks a letter.
pub(super) fn set(words: &str, width: u16, lines: usize, charset: Charset) -> Option<Vec<String>> {
    let words: String = words.nfc().collect();
    // Quadrants are no ASCII, and a line of nothing is no title.
    if charset == Charset::Ascii || words.trim().is_empty() || !words.graphemes(true).all(has) {
        return None;
    }
    let set = text::wrap(words.trim(), usize::from(width) / WIDE);
    // Broken between words only.
    let is_whole = set.join(" ") == words.split_whitespace().collect::<Vec<_>>().join(" ");
    (set.len() <= lines && is_whole).then_some(set)
}

/// Whether the font has a letter: a single character with a picture, or a blank.
fn has(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    let (Some(letter), None) = (chars.next(), chars.next()) else { return false };
    let fonts: [&dyn UnicodeFonts; 4] = [&BASIC_FONTS, &LATIN_FONTS, &HIRAGANA_FONTS, &GREEK_FONTS];
    let glyph = fonts.iter().find_map(|font| font.get(letter));
    letter == ' ' || glyph.is_some_and(|rows| rows.iter().any(|row| *row != 0))
}

/// Draws lines of big letters from the top of `area`; returns the rows used.
pub(super) fn draw(pen: &mut Pen<'_, '_>, area: Rect, lines: &[String], role: Role) -> u16 {
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_mul(TALL).min(area.height);
    let area = Rect { height: rows, ..area }.intersection(pen.buffer.area);
    let style = pen.style(role);
    let lines: Vec<Line<'_>> = lines.iter().map(|line| Line::from(line.as_str())).collect();
    BigText::builder().pixel_size(PixelSize::Quadrant).style(style).lines(lines).build().render(area, pen.buffer);
    rows
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::app::sample::{app_of, keys, press, type_text};
    use crate::theme::Theme;
    use crate::ui::Look;
    use crate::ui::sample::drawn;

    /// A protocol without data: a short question with comments, a break, and a title that the font cannot spell.
    const WORDS: &str = r#"
schema = 1
id = "words"
title = "Words"
data = "none"
[[step]]
id = "ask"
kind = "infer"
title = "Ask"
minutes = 5
prompt = "What do we see?"
questions = ["Who is here?", "Who is not?"]
[step.capture]
type = "list"
[[step]]
id = "pause"
kind = "break"
title = "Coffee"
minutes = 12
[[step]]
id = "przerwa"
kind = "break"
title = "Łyk kawy"
minutes = 12
"#;

    #[test]
    fn twenty_letters_fit_into_eighty_columns_and_break_between_words() {
        let twenty = "abcdefghij klmnopqrs";
        assert_eq!(set(twenty, 80, 1, Charset::Blocks), Some(vec![twenty.to_owned()]));
        assert_eq!(set("abcdefghij klmnopqrst", 80, 1, Charset::Blocks), None);
        let two = set("What do we see here today?", 80, 2, Charset::Blocks);
        assert_eq!(two, Some(vec!["What do we see here".to_owned(), "today?".to_owned()]));
        assert_eq!(set("abcdefghijklmnopqrstuvw", 80, 2, Charset::Blocks), None, "no word is broken");
    }

    #[test]
    fn words_with_a_letter_that_the_font_lacks_stay_in_bold() {
        for words in ["Łódź", "kişi", "Číst", "Данные", "学校", "بيانات", "e\u{301}te\u{301} 🙂", "", "  "]
        {
            assert_eq!(set(words, 200, 4, Charset::Blocks), None, "{words}");
        }
        for words in ["Été à l'école", "e\u{301}te\u{301}", "Größe", "ñandú", "αβγ", "12 min left", "So what?"]
        {
            assert!(set(words, 200, 4, Charset::Blocks).is_some(), "{words}");
            assert_eq!(set(words, 200, 4, Charset::Ascii), None, "{words}");
        }
    }

    #[test]
    fn every_letter_leaves_a_mark_and_nothing_is_drawn_outside() {
        let theme = Theme::shipped().remove(0);
        for (width, height) in (0..60).flat_map(|width| (0..12).map(move |height| (width, height))) {
            let whole = Rect::new(0, 0, 70, 14);
            let mut buffer = Buffer::filled(whole, ratatui::buffer::Cell::new("x"));
            let area = Rect::new(3, 1, width, height);
            let mut pen = Pen::new(&mut buffer, Look { theme: &theme, charset: Charset::Blocks });
            let used = draw(&mut pen, area, &["Éa".to_owned(), "?".to_owned()], Role::Strong);
            assert!(used <= height);
            for (x, y) in (0..70).flat_map(|x| (0..14).map(move |y| (x, y))) {
                let inside = area.contains((x, y).into());
                assert!(inside || buffer[(x, y)].symbol() == "x", "{width}x{height}: {x},{y}");
            }
        }
        for letter in "aZ0é?".chars() {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 4));
            let mut pen = Pen::new(&mut buffer, Look { theme: &theme, charset: Charset::Blocks });
            draw(&mut pen, Rect::new(0, 0, 4, 4), &[letter.to_string()], Role::Strong);
            assert!(buffer.content.iter().any(|cell| cell.symbol() != " "), "{letter}");
        }
    }

    #[test]
    fn words_stand_in_big_letters_where_nothing_loses_room() {
        let is_big = |lines: &[String]| lines.iter().any(|line| line.contains(['▛', '▙', '▟', '▜']));
        let says = |lines: &[String], words: &str| lines.iter().any(|line| line.contains(words));
        let mut app = app_of(WORDS);
        assert!(is_big(&drawn(&app, 100, 30)) && !is_big(&drawn(&app, 80, 24)), "the title on the curtain");
        press(&mut app, "Enter");
        press(&mut app, "a");
        for number in 0..9 {
            type_text(&mut app, &format!("comment {number}"));
            press(&mut app, "Enter");
        }
        for (width, height) in [(100, 30), (140, 40)] {
            let lines = drawn(&app, width, height);
            assert!(is_big(&lines) && !says(&lines, "What do we see?"), "the question, once: {lines:#?}");
            assert!(
                says(&lines, "Who is not?") && says(&lines, "comment 8") && says(&lines, "comment 2"),
                "{lines:#?}"
            );
        }
        let small = drawn(&app, 80, 24);
        assert!(!is_big(&small) && says(&small, "What do we see?"), "never at the cost of comments: {small:#?}");
        keys(&mut app, "Esc PageDown");
        for (width, height) in [(80, 24), (100, 30), (140, 40)] {
            let lines = drawn(&app, width, height);
            assert!(is_big(&lines) && says(&lines, "2/3 Coffee") && says(&lines, "12 min left"), "{lines:#?}");
            let rows = lines.iter().filter(|line| line.contains(['▛', '▙', '▟', '▜', '▀', '▄'])).count();
            assert!(rows >= 7, "the name and the time: {lines:#?}");
        }
        press(&mut app, "PageDown");
        let lines = drawn(&app, 100, 30);
        assert!(says(&lines, "Łyk kawy"), "a name that the font cannot spell stands as it is: {lines:#?}");
        assert!(is_big(&lines), "and the time is big all the same");
    }
}
