//! Writing HTML: elements whose texts are escaped here and nowhere else.

use crate::report::escape::markup;
use crate::report::grid;

/// Longest name of a row, in characters, that is kept on one line.
const NAME: usize = 24;
/// Most rows of a table that a printer keeps on one sheet.
const SHORT: usize = 12;

/// A number with its noun.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// The page being written.
#[derive(Default)]
pub(super) struct Page {
    html: String,
}

impl Page {
    pub(super) fn finish(self) -> String {
        self.html
    }

    /// Markup of this program, never a text of a session.
    pub(super) fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// A text, with its line breaks.
    pub(super) fn text(&mut self, words: &str) {
        self.html.push_str(&lines(words));
    }

    /// An element around words of this program.
    pub(super) fn element(&mut self, name: &str, words: &str) {
        self.html.push_str(&format!("<{name}>{}</{name}>\n", lines(words)));
    }

    /// Words of this program that belong to what follows them.
    pub(super) fn lead(&mut self, words: &str) {
        self.html.push_str(&format!("<p class=\"lead\">{}</p>\n", lines(words)));
    }

    /// An element around words that people wrote, in whatever direction their script runs.
    pub(super) fn own(&mut self, name: &str, words: &str) {
        self.html.push_str(&format!("<{name} dir=\"auto\">{}</{name}>", lines(words)));
    }

    /// A heading of this level, at most 6, with its id.
    pub(super) fn heading(&mut self, level: usize, id: &str, words: &str) {
        let level = level.clamp(1, 6);
        let words = if words.trim().is_empty() { "(no name)" } else { words };
        self.html.push_str(&format!("<h{level} id=\"{id}\" dir=\"auto\">{}</h{level}>\n", markup(words)));
    }

    pub(super) fn link(&mut self, target: &str, words: &str) {
        let words = if words.trim().is_empty() { "(no name)" } else { words };
        self.html.push_str(&format!("<a href=\"#{target}\" dir=\"auto\">{}</a>", markup(words)));
    }

    /// A line of detail under an entry of a list.
    pub(super) fn more(&mut self, label: &str, words: &str) {
        self.html.push_str(&format!(
            "<p class=\"more\">{} <span dir=\"auto\">{}</span></p>\n",
            markup(label),
            lines(words)
        ));
    }

    /// A table with its name, heads of columns and heads of rows; it scrolls where it is too wide.
    pub(super) fn table(&mut self, caption: &str, header: &[String], rows: &[Vec<String>]) {
        if header.is_empty() {
            return;
        }
        let caption = markup(caption);
        let short = if rows.len() <= SHORT { " short" } else { "" };
        self.raw(&format!(
            "<div class=\"scroll{short}\" role=\"group\" tabindex=\"0\" aria-label=\"{caption}\">\n<table>\n"
        ));
        self.raw(&format!("<caption><span>{caption}</span></caption>\n<thead><tr>"));
        let numbers: Vec<bool> = (0..header.len()).map(|at| grid::is_of_numbers(rows, at)).collect();
        for (head, is_number) in header.iter().zip(&numbers) {
            let class = if *is_number { " class=\"right\"" } else { "" };
            self.raw(&format!("<th scope=\"col\"{class}>{}</th>", named(head)));
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>");
            for (at, is_number) in numbers.iter().enumerate() {
                let cell = row.get(at).map_or("", String::as_str);
                let class = match () {
                    () if *is_number => " class=\"value\"",
                    () if at == 0 && cell.chars().count() <= NAME || grid::is_number(cell) => " class=\"whole\"",
                    () => "",
                };
                if at == 0 {
                    self.raw(&format!("<th scope=\"row\" dir=\"auto\"{class}>{}</th>", named(cell)));
                } else {
                    self.raw(&format!("<td{class}>{}</td>", markup(cell)));
                }
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n</div>\n");
    }
}

fn named(words: &str) -> String {
    markup(if words.trim().is_empty() { "(no name)" } else { words })
}

/// A text with its line breaks as elements.
fn lines(words: &str) -> String {
    words.trim().lines().map(markup).collect::<Vec<_>>().join("<br>\n")
}
