//! The page for reviewers names a test for every attack, and each of them exists.

use std::fs;
use std::path::Path;

use super::files_below;

#[test]
fn every_attack_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("src/records/review.rs")).unwrap();
    let sources: Vec<(String, String)> = ["src", "tests"]
        .iter()
        .flat_map(|folder| files_below(&root.join(folder)))
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| (path.to_str().unwrap().replace('\\', "/"), fs::read_to_string(path).unwrap()))
        .collect();
    for number in 1..=35 {
        let row = page.lines().find(|line| line.starts_with(&format!("//! | A{number} | ")));
        let row = row.unwrap_or_else(|| panic!("A{number} has no row"));
        let tests: Vec<&str> =
            row.rsplit(" | ").next().unwrap().split('`').filter(|part| part.contains("::")).collect();
        assert!(!tests.is_empty(), "A{number} has no test");
        for test in tests {
            let (module, name) = test.rsplit_once("::").unwrap();
            let parts: Vec<&str> = module.split("::").filter(|part| *part != "tests").collect();
            let is_there = sources.iter().any(|(path, text)| {
                parts.iter().all(|part| path.contains(&format!("/{part}/")) || path.ends_with(&format!("/{part}.rs")))
                    && text.split("#[test]").skip(1).any(|after| {
                        let head = after.split('{').next().unwrap_or_default();
                        head.contains(&format!("fn {name}("))
                    })
            });
            assert!(is_there, "A{number}: there is no test {test}");
        }
    }
}

/// A reviewer reads three files: what an admission needs can be made in two of them.
#[test]
fn an_admission_is_made_at_two_doors_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut made = Vec::new();
    for path in files_below(&root) {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        for words in ["(Pass(()))", "struct Pass(());"] {
            made.extend(std::iter::repeat_n((name.clone(), words), text.matches(words).count()));
        }
    }
    let doors = ["records/admit.rs", "records/reopen.rs"];
    let expected: Vec<_> = doors
        .iter()
        .flat_map(|door| [((*door).to_owned(), "(Pass(()))"), ((*door).to_owned(), "struct Pass(());")])
        .collect();
    assert_eq!(made, expected);
}

/// The files of the gate, without those of tests.
fn gate() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/records");
    let read = |path: std::path::PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
        (name, text)
    };
    files_below(&root).into_iter().map(read).filter(|(name, _)| !name.contains("tests")).collect()
}

/// The signatures of public functions of a source, each up to its body.
fn public_functions(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices("pub fn ").map(|(at, _)| at);
    starts.filter_map(|at| text[at..].split(" {").next())
}

/// The words that a signature gives back.
fn given_back(signature: &str) -> Vec<&str> {
    let given = signature.rsplit_once("->").map_or("", |(_, given)| given);
    given.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// What is admitted is reached through an admission alone: no public function beside the doors gives an admitted type, and none
/// takes one to change it.
#[test]
fn no_other_function_of_the_gate_gives_what_is_admitted() {
    let gate = gate();
    let admitted: Vec<&str> = gate
        .iter()
        .filter(|(name, _)| name == "admitted.rs" || name.starts_with("admitted/"))
        .flat_map(|(_, text)| ["pub struct ", "pub enum "].map(|words| text.split(words).skip(1)).into_iter().flatten())
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap())
        .filter(|name| !matches!(*name, "Audience" | "MarkForm"))
        .collect();
    assert!(admitted.len() > 15 && admitted.contains(&"View") && admitted.contains(&"Number"), "{admitted:?}");
    let mut doors = Vec::new();
    let mut seen = 0;
    for (name, text) in gate.iter().filter(|(name, _)| !name.starts_with("admitted")) {
        for signature in public_functions(text) {
            seen += 1;
            if given_back(signature).iter().any(|word| admitted.contains(word)) {
                doors.push((name.as_str(), signature.split('(').next().unwrap()));
            }
            assert!(!admitted.iter().any(|one| signature.contains(&format!("&mut {one}"))), "{name}: {signature}");
        }
    }
    doors.sort_unstable();
    assert_eq!(
        doors,
        [("admit.rs", "pub fn admit"), ("admit.rs", "pub fn admit_telling"), ("reopen.rs", "pub fn reopen")]
    );
    assert!(seen > 15, "{seen} public functions");
    // Of its own functions none makes one from nothing, and none lets a part of one be changed.
    for (name, text) in gate.iter().filter(|(name, _)| name.starts_with("admitted")) {
        for signature in public_functions(text) {
            let given = signature.rsplit_once("->").map_or("", |(_, given)| given);
            assert!(signature.contains("self") || signature.contains("rows: &[Self]"), "{name}: {signature}");
            assert!(!given.contains("&mut"), "{name}: {signature}");
        }
    }
}

/// The types that can be printed in the folders through which records pass. None of them holds a cell.
const PRINTED: [&str; 18] = [
    "Below",
    "Blanks",
    "Class",
    "DateFormat",
    "Decimal",
    "Dialect",
    "Facts",
    "Fault",
    "Hand",
    "Look",
    "Naming",
    "Ordinary",
    "Part",
    "Period",
    "Problem",
    "Progress",
    "Rows",
    "Verdict",
];

/// Whoever makes a type printable where records pass has to say here that it holds none.
#[test]
fn nothing_that_holds_a_record_can_be_printed() {
    let folders = ["intake", "aggregate", "roster"];
    let mut printed = Vec::new();
    for (name, text) in gate() {
        if !folders.iter().any(|folder| name == format!("{folder}.rs") || name.starts_with(&format!("{folder}/"))) {
            continue;
        }
        for (at, _) in text.match_indices("#[derive(") {
            let mut parts = text[at..].splitn(2, ")]");
            let traits = parts.next().unwrap();
            assert!(!traits.contains("Serialize"), "{name}: {traits}");
            if traits.contains("Debug") {
                let words = parts.next().unwrap().split(|c: char| !c.is_alphanumeric() && c != '_');
                let after = words.skip_while(|word| !matches!(*word, "struct" | "enum")).nth(1).unwrap();
                printed.push(after.to_owned());
            }
        }
        for words in ["Debug for ", "Display for ", "Serialize for "] {
            for rest in text.split(words).skip(1) {
                let of = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                // What these say is their own name.
                assert!(matches!(of, "Guard" | "Cleared") && rest.contains("finish_non_exhaustive"), "{name}: {of}");
            }
        }
    }
    printed.sort();
    printed.dedup();
    assert_eq!(printed, PRINTED);
}
