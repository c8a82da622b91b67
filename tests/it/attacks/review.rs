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
