//! One source file, and what it uses: paths from the root of the crate or of another one, wherever they stand.

use super::tokens::{Token, tokens};

/// A use of something by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// Line of the path's first word.
    pub(super) line: usize,
    /// The words of the path, such as `std`, `fs`, `read`; `crate` for everything of chartpaper; `*` for a glob.
    pub(super) path: Vec<String>,
    /// Whether it stands in test code.
    pub(super) test: bool,
}

/// A file under `src/`.
pub(super) struct Source {
    /// Its module path, such as `records`, `intake`, `dialect`; empty for `lib.rs`, `main` for `main.rs`.
    pub(super) module: Vec<String>,
    tokens: Vec<(usize, Token)>,
    test: bool,
    /// Whether it says at its head what it is for.
    pub(super) documented: bool,
}

impl Source {
    /// Reads a file; `path` is relative to `src/`, with `/`.
    pub(super) fn new(path: &str, text: &str) -> Self {
        let stem = path.strip_suffix(".rs").unwrap_or(path);
        let mut module: Vec<String> = stem.split('/').map(str::to_owned).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
            module.pop();
        }
        let is_test = module.iter().any(|part| part == "tests");
        Self { module, tokens: tokens(text), test: is_test, documented: text.starts_with("//!") }
    }

    /// The word at a place.
    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at) {
            Some((_, Token::Word(word))) => Some(word),
            _ => None,
        }
    }

    fn is(&self, at: usize, sign: &str) -> bool {
        matches!(self.tokens.get(at), Some((_, Token::Sign(found))) if *found == sign)
    }

    /// Whether the file as a whole is test code.
    pub(super) fn is_test(&self) -> bool {
        self.test
    }

    /// The strings in the file that are not the name of an included file, with their lines.
    pub(super) fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.tokens.iter().enumerate().filter_map(|(at, (line, token))| match token {
            Token::Text(text) if !self.is_included(at) => Some((*line, text.as_str())),
            _ => None,
        })
    }

    fn is_included(&self, at: usize) -> bool {
        at >= 3 && self.is(at - 1, "(") && self.is(at - 2, "!") && self.word(at - 3) == Some("include_str")
    }

    /// Macros that are called, and methods: `println!` as `println!`, `.exists(` as `.exists`.
    pub(super) fn calls(&self) -> Vec<Use> {
        let mut calls = Vec::new();
        self.walk(|at, line, test, _| {
            let Some(word) = self.word(at) else { return };
            let name = if self.is(at + 1, "!") {
                format!("{word}!")
            } else if at > 0 && self.is(at - 1, ".") && self.is(at + 1, "(") {
                format!(".{word}")
            } else {
                return;
            };
            calls.push(Use { line, path: vec![name], test });
        });
        calls
    }

    /// All paths, those of `use` groups one by one; `super` chains are resolved.
    pub(super) fn uses(&self) -> Vec<Use> {
        let mut uses = Vec::new();
        self.walk(|at, line, test, inline| {
            let begins = self.word(at).is_some() && !(at > 0 && (self.is(at - 1, "::") || self.is(at - 1, ".")));
            if begins {
                let mut paths = Vec::new();
                self.paths(at, &mut Vec::new(), &mut paths);
                uses.extend(paths.into_iter().map(|path| Use { line, path: self.absolute(path, inline), test }));
            }
        });
        uses
    }

    /// Visits every token with its line, whether it is test code, and how many `mod x {` it stands in.
    fn walk(&self, mut visit: impl FnMut(usize, usize, bool, &[String])) {
        let mut depth = 0_usize;
        let mut inline: Vec<(usize, String)> = Vec::new();
        let mut tests: Option<usize> = None;
        for (at, (line, token)) in self.tokens.iter().enumerate() {
            match token {
                Token::Sign("{") => {
                    if at >= 2 && self.word(at - 2) == Some("mod") {
                        inline.push((depth, self.word(at - 1).unwrap_or_default().to_owned()));
                        if tests.is_none() && self.is_for_tests(at - 2) {
                            tests = Some(depth);
                        }
                    }
                    depth += 1;
                }
                Token::Sign("}") => {
                    depth = depth.saturating_sub(1);
                    inline.retain(|(opened, _)| *opened < depth);
                    tests = tests.filter(|opened| *opened < depth);
                }
                _ => {}
            }
            let names: Vec<String> = inline.iter().map(|(_, name)| name.clone()).collect();
            visit(at, *line, self.test || tests.is_some(), &names);
        }
    }

    /// Whether `#[cfg(test)]` stands before the `mod` at `at`, with or without a `pub`.
    fn is_for_tests(&self, at: usize) -> bool {
        let mut end = at;
        if end >= 4 && self.is(end - 1, ")") && self.word(end - 4) == Some("pub") {
            end -= 4;
        } else if end >= 1 && self.word(end - 1) == Some("pub") {
            end -= 1;
        }
        end >= 7
            && self.is(end - 7, "#")
            && self.is(end - 6, "[")
            && self.word(end - 5) == Some("cfg")
            && self.is(end - 4, "(")
            && self.word(end - 3) == Some("test")
            && self.is(end - 2, ")")
            && self.is(end - 1, "]")
    }

    /// The module paths of files that this one declares for tests only.
    pub(super) fn test_files(&self) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        self.walk(|at, _, _, inline| {
            if self.word(at) == Some("mod") && !self.is(at + 2, "{") && self.is_for_tests(at) {
                let name = self.word(at + 1).into_iter().map(str::to_owned);
                found.push(self.module.iter().chain(inline).cloned().chain(name).collect());
            }
        });
        found
    }

    /// Counts the file as test code if it is, or lies below, one of these.
    pub(super) fn mark_tests(&mut self, files: &[Vec<String>]) {
        self.test |= files.iter().any(|file| self.module.starts_with(file));
    }

    /// Follows a path from `at`, into groups too; gives the place after it.
    fn paths(&self, at: usize, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
        let start = before.len();
        let mut at = at;
        loop {
            if let Some(word) = self.word(at) {
                before.push(word.to_owned());
                at += 1;
            } else if self.is(at, "*") && self.is(at.wrapping_sub(1), "::") {
                before.push("*".to_owned());
                at += 1;
            } else if self.is(at, "{") && self.is(at.wrapping_sub(1), "::") {
                at += 1;
                while at < self.tokens.len() && !self.is(at, "}") {
                    let after = if self.word(at).is_some() { self.paths(at, before, found) } else { at + 1 };
                    at = after.max(at + 1);
                }
                before.truncate(start);
                return at + 1;
            }
            if !self.is(at, "::") {
                break;
            }
            at += 1;
        }
        found.push(before.clone());
        before.truncate(start);
        at
    }

    /// A path that begins with `super`, `self`, `crate` or the name of the crate, as one that begins with `crate`.
    fn absolute(&self, path: Vec<String>, inline: &[String]) -> Vec<String> {
        let mut here = self.module.clone();
        here.extend_from_slice(inline);
        let supers = path.iter().take_while(|word| *word == "super").count();
        match path.first().map(String::as_str) {
            Some("chartpaper") => std::iter::once("crate".to_owned()).chain(path.into_iter().skip(1)).collect(),
            Some("super") => {
                here.truncate(here.len().saturating_sub(supers));
                let inside = here.into_iter().chain(path.into_iter().skip(supers));
                std::iter::once("crate".to_owned()).chain(inside).collect()
            }
            _ => path,
        }
    }
}
