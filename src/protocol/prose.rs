//! Simple Markdown: paragraphs, lists, emphasis, tables. What else Markdown has becomes plain words; nothing is lost and nothing acts.
//!
//! Sources are sanitised texts; of a link both its words and its address are kept, a picture is its description.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::text;

mod table;

use table::Table;

/// Deepest list: further ones stand at this depth.
const DEEPEST: u8 = 3;

/// A text in blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// A paragraph, a heading or an entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub form: Form,
    /// Lines that the author broke, each of spans.
    pub lines: Vec<Vec<Span>>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain.
    Paragraph,
    /// The title of what follows.
    Heading,
    /// Somebody else's words.
    Quotation,
    /// An entry of a list.
    Entry {
        /// How many lists it stands in, from 1.
        depth: u8,
        /// Its number; `None` for a bullet.
        number: Option<u64>,
    },
}

/// A stretch of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Their look.
    pub weight: Weight,
}

/// The look of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of Markdown")]
pub enum Weight {
    Plain,
    Emphasis,
    Strong,
}

impl Prose {
    /// Reads a text; every text can be read.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut reader = Reader::default();
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            reader.take(event);
        }
        reader.close();
        Self { blocks: reader.blocks }
    }

    /// Rows of at most `cells` terminal cells.
    #[must_use]
    pub fn rows(&self, cells: usize) -> Vec<Vec<Span>> {
        self.blocks.iter().flat_map(|block| block.rows(cells)).collect()
    }

    /// As [`Self::rows`], with an empty row between blocks that are not entries of one list: for longer texts.
    #[must_use]
    pub fn spaced_rows(&self, cells: usize) -> Vec<Vec<Span>> {
        let is_entry = |block: &Block| matches!(block.form, Form::Entry { .. });
        let mut rows = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| self.blocks.get(at));
            if before.is_some_and(|before| !(is_entry(before) && is_entry(block))) {
                rows.push(Vec::new());
            }
            rows.extend(block.rows(cells));
        }
        rows
    }

    /// The words alone, one line for each line of a block, entries with their sign.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for block in &self.blocks {
            let sign = block.form.sign();
            for (at, line) in block.lines.iter().enumerate() {
                if !plain.is_empty() {
                    plain.push('\n');
                }
                if at == 0 {
                    plain.push_str(&sign);
                } else {
                    plain.extend(std::iter::repeat_n(' ', sign.len()));
                }
                plain.extend(line.iter().map(|span| span.text.as_str()));
            }
        }
        plain
    }
}

impl Block {
    /// Its rows of at most `cells`, the sign of its form before the first and room for it before the others.
    fn rows(&self, cells: usize) -> Vec<Vec<Span>> {
        let sign = self.form.sign();
        let indent = " ".repeat(sign.len());
        let mut rows = Vec::new();
        for line in &self.lines {
            let words: String = line.iter().map(|span| span.text.as_str()).collect();
            let mut letters = line.iter().flat_map(|span| span.text.chars().map(|letter| (letter, span.weight)));
            for row in text::wrap(&words, cells.saturating_sub(sign.len()).max(1)) {
                let before = if rows.is_empty() { &sign } else { &indent };
                let mut spans = vec![Span { text: before.clone(), weight: Weight::Plain }];
                for letter in row.chars() {
                    // Wrapping leaves out blanks and nothing else.
                    let weight = letters.find(|(of, _)| *of == letter).map_or(Weight::Plain, |(_, weight)| weight);
                    match spans.last_mut() {
                        Some(last) if last.weight == weight => last.text.push(letter),
                        _ => spans.push(Span { text: letter.to_string(), weight }),
                    }
                }
                spans.retain(|span| !span.text.is_empty());
                rows.push(spans);
            }
        }
        rows
    }
}

impl Form {
    /// What stands before the first line, with the indentation; only ASCII.
    #[must_use]
    pub fn sign(self) -> String {
        match self {
            Self::Entry { depth, number } => {
                let indent = "  ".repeat(usize::from(depth.saturating_sub(1)));
                match number {
                    Some(number) => format!("{indent}{number}. "),
                    None => format!("{indent}- "),
                }
            }
            Self::Quotation => "  ".to_owned(),
            Self::Paragraph | Self::Heading => String::new(),
        }
    }
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    lines: Vec<Vec<Span>>,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The entry whose first block is still to come.
    entry: Option<Form>,
    quoted: usize,
    heading: bool,
    emphasis: usize,
    strong: usize,
    /// Addresses of open links and where their words begin.
    links: Vec<(String, String)>,
    table: Option<Table>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.end(tag),
            // What looks like HTML is words like all others.
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.words(&text),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.lines.push(Vec::new()),
            Event::Rule => self.close(),
            Event::TaskListMarker(done) => self.words(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                self.close();
            }
            Tag::Heading { .. } => {
                self.close();
                self.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quoted += 1;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                let depth = u8::try_from(self.lists.len()).unwrap_or(DEEPEST).clamp(1, DEEPEST);
                let number = self.lists.last().copied().flatten();
                if let Some(Some(next)) = self.lists.last_mut() {
                    *next = next.saturating_add(1);
                }
                self.entry = Some(Form::Entry { depth, number });
            }
            Tag::Table(alignments) => {
                self.close();
                self.table = Some(Table::new(&alignments));
            }
            Tag::TableHead | Tag::TableRow => {
                self.strong += usize::from(matches!(tag, Tag::TableHead));
                if let Some(table) = &mut self.table {
                    table.begin_row();
                }
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.begin_cell();
                }
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => self.links.push((dest_url.into_string(), String::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong | TagEnd::TableHead => self.strong = self.strong.saturating_sub(1),
            TagEnd::Table => {
                self.lines = self.table.take().map(Table::lines).unwrap_or_default();
                self.close();
            }
            TagEnd::Link => {
                if let Some((address, words)) = self.links.pop()
                    && !address.is_empty()
                    && address != words
                {
                    self.words(&format!(" ({address})"));
                }
            }
            TagEnd::Heading(_) => {
                self.close();
                self.heading = false;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quoted = self.quoted.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.entry = None;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.close(),
            _ => {}
        }
    }

    /// Ends the block that is being read, if there is one.
    fn close(&mut self) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.retain(|line| line.iter().any(|span| !span.text.trim().is_empty()));
        if lines.is_empty() {
            return;
        }
        let form = match self.entry.take() {
            Some(entry) => entry,
            None if self.heading => Form::Heading,
            None if self.quoted > 0 => Form::Quotation,
            None => Form::Paragraph,
        };
        self.blocks.push(Block { form, lines });
    }

    fn words(&mut self, words: &str) {
        for (_, link) in &mut self.links {
            link.push_str(words);
        }
        let weight = match (self.strong, self.emphasis) {
            (1.., _) => Weight::Strong,
            (0, 1..) => Weight::Emphasis,
            (0, 0) => Weight::Plain,
        };
        if let Some(table) = &mut self.table {
            return table.words(words, weight);
        }
        for (at, line) in text::sanitise_lines(words).split('\n').enumerate() {
            if at > 0 || self.lines.is_empty() {
                self.lines.push(Vec::new());
            }
            let Some(spans) = self.lines.last_mut() else { continue };
            match spans.last_mut() {
                Some(last) if last.weight == weight => last.text.push_str(line),
                _ if line.is_empty() => {}
                _ => spans.push(Span { text: line.to_owned(), weight }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        Prose::read(text).plain()
    }

    #[test]
    fn the_columns_of_a_table_stand_under_each_other() {
        let table = "Before\n\n| Part | Points |\n|:-----|-------:|\n| *one half* | 3 |\n| two | 12 |\n\nAfter";
        let prose = Prose::read(table);
        let rows: Vec<String> = prose
            .rows(40)
            .iter()
            .map(|row| row.iter().map(|span| span.text.as_str()).collect::<String>().replace('\u{a0}', " "))
            .collect();
        assert_eq!(rows, ["Before", "Part     | Points", "one half |      3", "two      |     12", "After"]);
        let [_, table, _] = prose.blocks.as_slice() else { panic!("{prose:?}") };
        assert!(table.lines[0].iter().any(|span| span.weight == Weight::Strong));
        assert!(table.lines[1].iter().any(|span| span.weight == Weight::Emphasis));
        // A table that is too wide goes on below, and one without cells is no table.
        assert!(prose.rows(10).iter().all(|row| row.iter().map(|span| text::width(&span.text)).sum::<usize>() <= 10));
        assert_eq!(plain("| a |\n|---|"), "a");
    }

    #[test]
    fn emphasis_lists_and_links_become_words_with_a_look() {
        let prose = Prose::read("See *this* and **that**, [the page](https://x.org/a).\n\n- one\n- two\n  1. deep\n");
        let weights: Vec<_> = prose.blocks[0].lines[0].iter().map(|span| (span.text.as_str(), span.weight)).collect();
        assert_eq!(
            weights,
            [
                ("See ", Weight::Plain),
                ("this", Weight::Emphasis),
                (" and ", Weight::Plain),
                ("that", Weight::Strong),
                (", the page (https://x.org/a).", Weight::Plain),
            ]
        );
        assert_eq!(plain("a\n\n- one\n- two\n  1. deep\n\n1. x\n2. y"), "a\n- one\n- two\n  1. deep\n1. x\n2. y");
    }

    #[test]
    fn a_plain_text_stays_what_it_is() {
        for text in ["What stands out?", "2 * 3 = 6", "50 % of <b>them</b> & more", "a_b_c", ""] {
            assert_eq!(plain(text), text);
        }
        assert_eq!(plain("one\ntwo"), "one two");
        assert_eq!(plain("one  \ntwo"), "one\ntwo");
    }

    #[test]
    fn what_else_markdown_has_becomes_words() {
        let text = "# Title\n\n> said\n\n```\ncode\n```\n\n![a chart](x.png)\n\n<script>alert(1)</script>\n\n---\nend";
        assert_eq!(plain(text), "Title\n  said\ncode\na chart\n<script>alert(1)</script>\nend");
        assert_eq!(Prose::read(text).blocks[0].form, Form::Heading);
    }

    #[test]
    fn longer_texts_have_an_empty_row_between_blocks_but_not_within_a_list() {
        let told: Vec<String> = Prose::read("# Work\n\nWords\n\n- a\n- b")
            .spaced_rows(80)
            .iter()
            .map(|row| row.iter().map(|span| span.text.as_str()).collect())
            .collect();
        assert_eq!(told, ["Work", "", "Words", "", "- a", "- b"]);
    }

    #[test]
    fn rows_are_no_wider_than_asked_and_keep_the_look() {
        let prose = Prose::read("Look *long and well* at it.\n\n- one entry that wraps\n");
        let shown: Vec<String> =
            prose.rows(12).iter().map(|row| row.iter().map(|span| span.text.as_str()).collect()).collect();
        assert_eq!(shown, ["Look long", "and well at", "it.", "- one entry", "  that wraps"]);
        let looks: Vec<Weight> = prose.rows(12)[1].iter().map(|span| span.weight).collect();
        assert_eq!(looks, [Weight::Emphasis, Weight::Plain]);
        proptest::proptest!(|(said in "[ a-d*_é学\n-]{0,60}", cells in 8_usize..40)| {
            for row in Prose::read(&said).rows(cells) {
                let row: String = row.iter().map(|span| span.text.as_str()).collect();
                proptest::prop_assert!(text::width(&row) <= cells, "{:?}", row);
            }
        });
    }

    #[test]
    fn no_text_loses_a_letter_or_steers_a_terminal() {
        proptest::proptest!(|(said in "[ -~é\n\u{1b}\u{202e}]{0,80}")| {
            let plain = plain(&said);
            proptest::prop_assert!(plain.chars().all(|c| c == '\n' || text::is_showable(c)));
            let letters = |text: &str| text.chars().filter(|c| matches!(c, 'q' | 'z' | 'é')).count();
            // Addresses, entities and the like may hide letters; plain words may not.
            if !said.contains(['[', '<', '&', '`', '~', '!', '\\', '#', '\u{1b}', '\u{202e}']) {
                proptest::prop_assert_eq!(letters(&plain), letters(&said));
            }
        });
    }
}
