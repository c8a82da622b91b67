//! What may use what (DESIGN section 4), as tables and as one check of a source.

use super::source::{Source, Use};

/// A module of `src/` and the modules it may use.
const LAYERS: [(&str, &[&str]); 14] = [
    ("text", &[]),
    ("diagnostic", &["text"]),
    ("document", &["text", "diagnostic"]),
    ("theme", &["text", "diagnostic", "document"]),
    ("records", &["text", "diagnostic", "document"]),
    ("chart", &["text", "diagnostic", "document", "records"]),
    ("protocol", &["text", "diagnostic", "document", "records", "chart"]),
    ("session", &["text", "diagnostic", "document", "records", "chart", "protocol"]),
    ("app", &["text", "diagnostic", "document", "records", "chart", "protocol", "session"]),
    ("ui", &["text", "diagnostic", "document", "theme", "records", "chart", "protocol", "session", "app"]),
    ("report", &["text", "diagnostic", "document", "theme", "records", "chart", "protocol", "session", "app"]),
    (
        "runtime",
        &["text", "diagnostic", "document", "theme", "records", "chart", "protocol", "session", "app", "ui", "report"],
    ),
    (
        "cli",
        &[
            "text",
            "diagnostic",
            "document",
            "theme",
            "records",
            "chart",
            "protocol",
            "session",
            "app",
            "ui",
            "report",
            "runtime",
        ],
    ),
    ("main", &["cli"]),
];

/// Other crates that only some modules may use, by the beginning of their name.
const CRATES: [(&str, &[&str]); 3] =
    [("polars", &["records"]), ("ratatui", &["ui", "runtime"]), ("crossterm", &["ui", "runtime"])];

/// Where the file system, the environment and the clock may be asked.
const OUTSIDE: [&[&str]; 5] = [&["main"], &["cli"], &["runtime"], &["records", "intake"], &["protocol", "load"]];

/// Methods of a path that ask the file system.
const FILE_METHODS: [&str; 9] = [
    ".canonicalize",
    ".exists",
    ".is_dir",
    ".is_file",
    ".is_symlink",
    ".read_dir",
    ".read_link",
    ".symlink_metadata",
    ".try_exists",
];

/// What is wrong with a source, one sentence a fault.
pub(super) fn faults(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    if !source.documented && !source.is_test() {
        faults.push("does not begin with `//!`".to_owned());
    }
    for used in source.uses() {
        faults.extend(fault(source, &used).map(|fault| format!("line {}: {fault}", used.line)));
    }
    for call in source.calls().into_iter().filter(|call| !call.test) {
        let name = call.path[0].as_str();
        let prints = matches!(name, "print!" | "println!" | "eprint!" | "eprintln!" | "dbg!");
        if prints && top(source) != "cli" || FILE_METHODS.contains(&name) && !is_outside(source) {
            faults.push(format!("line {}: `{name}`", call.line));
        }
    }
    faults
}

fn fault(source: &Source, used: &Use) -> Option<String> {
    let path: Vec<&str> = used.path.iter().map(String::as_str).collect();
    let said = path.join("::");
    match *path.as_slice() {
        ["crate", "*" | "self", ..] => Some(format!("`{said}` takes everything")),
        ["crate", layer, ..] if is_module(layer) => {
            let allowed = layer == top(source) || allowed(top(source)).contains(&layer);
            (!allowed && !source.module.is_empty()).then(|| format!("`{said}` points against the layers"))
        }
        ["std", "net", ..] => Some(format!("`{said}`: there is never a network connection")),
        ["std", "process", "exit" | "abort"] | ["process", "exit" | "abort"] => {
            (!used.test && !["cli", "runtime"].contains(&top(source))).then(|| format!("`{said}` ends the program"))
        }
        ["std", "fs" | "env", ..] | [.., "now" | "SystemTime"] | [.., "SystemTime", _] => {
            let path_of_ours = path.first() == Some(&"crate");
            (!used.test && !is_outside(source) && !path_of_ours && path.len() > 1)
                .then(|| format!("`{said}` asks the world"))
        }
        [name, ..] => {
            let (_, homes) = CRATES.iter().find(|(start, _)| name.starts_with(start))?;
            (!homes.contains(&top(source))).then(|| format!("`{said}` belongs to {}", homes.join(" and ")))
        }
        [] => None,
    }
}

/// The module at the top in which a source stands; empty for `lib.rs`.
fn top(source: &Source) -> &str {
    source.module.first().map_or("", String::as_str)
}

fn is_module(name: &str) -> bool {
    LAYERS.iter().any(|(layer, _)| *layer == name)
}

fn allowed(module: &str) -> &'static [&'static str] {
    LAYERS.iter().find(|(layer, _)| *layer == module).map_or(&[], |(_, allowed)| allowed)
}

fn is_outside(source: &Source) -> bool {
    OUTSIDE.iter().any(|place| {
        place.len() <= source.module.len() && place.iter().zip(&source.module).all(|(place, part)| place == part)
    })
}

/// Whether a module at the top is one of those in the table.
pub(super) fn is_known(source: &Source) -> bool {
    source.module.is_empty() || is_module(top(source))
}
