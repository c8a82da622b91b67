//! Simple Markdown as elements.

use super::page::Page;
use crate::protocol::{Block, Form, Prose, Span, Weight};
use crate::report::escape::markup;

/// Writes a text; headings in it are bold paragraphs, because it stands inside of a section.
pub(super) fn write(page: &mut Page, prose: &Prose) {
    let mut open: Vec<&'static str> = Vec::new();
    for block in &prose.blocks {
        let Form::Entry { depth, number } = block.form else {
            close(page, &mut open, 0);
            page.raw(&format!("<p dir=\"auto\">{}</p>", lines(block)));
            continue;
        };
        let depth = usize::from(depth.max(1));
        let name = if number.is_some() { "ol" } else { "ul" };
        close(page, &mut open, depth);
        if open.len() == depth && open.last() == Some(&name) {
            page.raw("</li>\n");
        } else {
            close(page, &mut open, depth - 1);
            while open.len() < depth {
                // A list that begins deeper than its turn has an entry without words around it.
                if open.len() + 1 < depth {
                    page.raw("<ul><li>");
                    open.push("ul");
                    continue;
                }
                match number {
                    Some(first) => page.raw(&format!("<ol start=\"{first}\">")),
                    None => page.raw("<ul>"),
                }
                open.push(name);
            }
        }
        page.raw(&format!("<li dir=\"auto\">{}", lines(block)));
    }
    close(page, &mut open, 0);
}

/// Ends lists until at most `depth` are open.
fn close(page: &mut Page, open: &mut Vec<&'static str>, depth: usize) {
    while open.len() > depth {
        if let Some(name) = open.pop() {
            page.raw(&format!("</li></{name}>\n"));
        }
    }
}

fn lines(block: &Block) -> String {
    let lines: Vec<String> = block.lines.iter().map(|line| line.iter().map(element).collect()).collect();
    let words = lines.join("<br>\n");
    if block.form == Form::Heading { format!("<strong>{words}</strong>") } else { words }
}

fn element(span: &Span) -> String {
    let words = markup(&span.text);
    match span.weight {
        Weight::Plain => words,
        Weight::Emphasis => format!("<em>{words}</em>"),
        Weight::Strong => format!("<strong>{words}</strong>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_and_lists_become_elements_and_everything_else_words() {
        let mut page = Page::default();
        write(&mut page, &Prose::read("See *this* <b>\n\n- one\n  1. deep\n- two\n\n1. other"));
        assert_eq!(
            page.finish().replace('\n', ""),
            "<p dir=\"auto\">See <em>this</em> &lt;b&gt;</p>\
             <ul><li dir=\"auto\">one<ol start=\"1\"><li dir=\"auto\">deep</li></ol></li><li dir=\"auto\">two</li></ul>\
             <ol start=\"1\"><li dir=\"auto\">other</li></ol>"
        );
    }

    #[test]
    fn every_text_gives_nested_elements() {
        proptest::proptest!(|(said in "([ -]{0,6}[-1.>#*a ]{0,6}\n){0,8}")| {
            let mut page = Page::default();
            write(&mut page, &Prose::read(&said));
            super::super::tests::assert_nested(&page.finish());
        });
    }
}
