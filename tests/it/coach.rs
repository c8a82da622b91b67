//! What a coach types: `new`, `check`, `schema`, `protocols show`, `completions`.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Exit code, standard output and standard error of a command run in a folder.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chartpaper"));
    let output = command.args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_new_file_is_checked_broken_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (what, file) in [("protocol", "mine.toml"), ("card", "reading.toml")] {
        let (code, out, said) = run(folder, &["new", what, file]);
        assert_eq!((code, out.as_str()), (0, ""), "{said}");
        assert!(said.contains(file) && said.contains(".schema.json"), "{said}");
        let (code, out, _) = run(folder, &["check", file]);
        assert!(code == 0 && out.ends_with("no problem\n"), "{out}");
        let first = std::fs::read_to_string(folder.join(file)).unwrap();
        let schema = first.lines().next().unwrap().strip_prefix("#:schema ./").unwrap();
        assert_eq!(std::fs::read_to_string(folder.join(schema)).unwrap(), run(folder, &["schema", what]).1);
        let (code, _, said) = run(folder, &["new", what, file]);
        assert!(code == 1 && said.contains("there already"), "{said}");
    }
    let broken = std::fs::read_to_string(folder.join("mine.toml")).unwrap().replace("minutes = 12", "minutes = 05:00");
    std::fs::write(folder.join("mine.toml"), broken).unwrap();
    let (code, out, _) = run(folder, &["check", "mine.toml", "reading.toml"]);
    assert_eq!(code, 1);
    assert!(out.contains("error[wrong-type]") && out.contains("minutes = 05:00") && out.contains("try: "), "{out}");
    assert!(
        out.contains("mine.toml: protocol, 1 error\n") && out.contains("reading.toml: data card, no problem"),
        "{out}"
    );
}

#[test]
fn findings_as_json_are_one_list_with_the_agreed_members() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("a.toml"), "schema = 1\nid = \"a\"\ntitle = \"A\"\n[[step]]\nid = \"x\"\n").unwrap();
    std::fs::write(folder.join("b.toml"), "schema = 1\ntitle = \"B\"\n[column.x]\nrole = \"measur\"\n").unwrap();
    let (code, out, _) = run(folder, &["check", "a.toml", "b.toml", "none.toml", "--format", "json"]);
    assert_eq!(code, 1);
    let list: Value = serde_json::from_str(&out).unwrap();
    let list = list.as_array().unwrap();
    let files: Vec<&str> = list.iter().map(|finding| finding["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["a.toml", "a.toml", "a.toml", "b.toml", "none.toml"]);
    for finding in list {
        let members: Vec<&str> = finding.as_object().unwrap().keys().map(String::as_str).collect();
        let known = ["code", "column", "end_column", "file", "hint", "line", "message", "severity"];
        assert!(members.iter().all(|member| known.contains(member)) && members.len() >= 7, "{members:?}");
        assert!(finding["line"].as_u64().unwrap() >= 1 && finding["end_column"].as_u64() >= finding["column"].as_u64());
    }
    assert_eq!(
        (&list[3]["code"], &list[3]["line"], &list[3]["column"]),
        (&"unknown-word".into(), &4.into(), &8.into())
    );
    let good = run(folder, &["new", "protocol", "good.toml"]).0;
    assert_eq!(
        (good, run(folder, &["check", "good.toml", "--format", "json"])),
        (0, (0, "[]\n".into(), String::new()))
    );
}

#[test]
fn texts_are_judged_for_the_screen_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(folder, &["new", "protocol", "mine.toml"]);
    let (code, out, _) = run(folder, &["check", "mine.toml", "--size", "40x16"]);
    assert_eq!(code, 0, "advice only");
    assert!(out.contains("advice[does-not-fit]") && out.contains("a screen of 40x16"), "{out}");
    assert_eq!(run(folder, &["check", "mine.toml", "--size", "80"]).0, 2);
}

#[test]
fn a_bundled_protocol_is_printed_as_a_file_to_start_from() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (code, list, _) = run(folder, &["protocols"]);
    assert_eq!(code, 0);
    for line in list.lines() {
        let id = line.split(' ').next().unwrap();
        let (code, text, _) = run(folder, &["protocols", "show", id]);
        assert_eq!(code, 0);
        let file = format!("{id}-copy.toml");
        std::fs::write(folder.join(&file), text).unwrap();
        let (code, out, _) = run(folder, &["check", &file]);
        assert!(code == 0 && out.ends_with("no problem\n"), "{out}");
    }
}

#[test]
fn files_beside_a_protocol_are_found_from_every_folder() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir(folder.join("in")).unwrap();
    run(folder, &["new", "protocol", "in/inner.toml"]);
    let outer = "schema = 1\nid = \"outer\"\ntitle = \"Outer\"\n[[step]]\nid = \"core\"\nkind = \"include\"\nprotocol = \"inner.toml\"\n";
    std::fs::write(folder.join("in/outer.toml"), outer).unwrap();
    let (code, out, _) = run(folder, &["check", "in/outer.toml"]);
    assert!(code == 0 && out.ends_with("no problem\n"), "{out}");
    std::fs::write(folder.join("in/inner.toml"), outer.replace("inner.toml", "outer.toml")).unwrap();
    let (code, out, _) = run(folder, &["check", "in/outer.toml"]);
    assert!(code == 1 && out.contains("error[include-cycle]"), "{out}");
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, out, _) = run(Path::new("."), &["completions", shell]);
        assert!(code == 0 && out.contains("rehearse"), "{shell}");
    }
}

#[test]
fn no_bundled_protocol_is_known_by_name() {
    fn look(folder: &Path, names: &[String], told: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name == "tests") {
                // Old session files are kept as they were.
            } else if path.is_dir() {
                look(&path, names, told);
            } else if path.extension().is_some_and(|end| end != "txt") {
                // Lists of ordinary words are about the words that people say.
                let text = std::fs::read_to_string(&path).unwrap_or_default().to_lowercase();
                let known = names.iter().filter(|name| text.contains(name.as_str()));
                told.extend(known.map(|name| format!("{name} in {}", path.display())));
            }
        }
    }
    let (_, list, _) = run(Path::new("."), &["protocols"]);
    let mut names: Vec<String> = Vec::new();
    for line in list.lines() {
        let (id, title) = line.split_once(" min  ").unwrap();
        names.push(id.split(' ').next().unwrap().to_lowercase());
        names.push(title.trim().to_lowercase());
    }
    assert!(names.len() >= 26);
    let mut told = Vec::new();
    look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &names, &mut told);
    assert_eq!(told, [""; 0]);
}
