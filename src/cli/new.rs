//! `chartpaper new`: a commented file to start from, and beside it what an editor needs to complete it.

use std::path::Path;

use super::arguments::{Language, New};
use super::trouble::Trouble;
use super::{output, schema};
use crate::text::sanitise;

/// Begins a protocol: every kind and every part of the language once, or named in a comment.
const PROTOCOL: &str = include_str!("new/protocol.toml");

/// Begins a data card.
const CARD: &str = include_str!("new/card.toml");

/// Writes the file, and the schema unless there is one already.
pub(super) fn run(arguments: &New) -> Result<(), Trouble> {
    let schema_name = schema_name(arguments.what);
    output::write_new(&arguments.file, &begun(arguments.what, &arguments.file))?;
    let beside = arguments.file.with_file_name(schema_name);
    if beside.symlink_metadata().is_ok() {
        return Ok(());
    }
    output::write_new(&beside, &schema::text(arguments.what))
}

/// The name of the schema's file, as the first line of a new file says it.
fn schema_name(language: Language) -> &'static str {
    match language {
        Language::Protocol => "chartpaper-protocol.schema.json",
        Language::Card => "chartpaper-card.schema.json",
    }
}

/// The text of a new file, named after it.
fn begun(language: Language, file: &Path) -> String {
    let stem = file.file_stem().map(|stem| sanitise(&stem.to_string_lossy())).unwrap_or_default();
    let template = match language {
        Language::Protocol => PROTOCOL,
        Language::Card => CARD,
    };
    let schema = schema_name(language);
    format!("#:schema ./{schema}\n{}", template.replace("{id}", &id(&stem)).replace("{file}", &file_name(&stem)))
}

/// An id from the name of a file; `my-protocol` where nothing of it can stand in one.
fn id(stem: &str) -> String {
    let lower = stem.to_lowercase();
    let parts = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let id: String = parts.collect::<Vec<_>>().join("-").chars().take(40).collect();
    let id = id.trim_end_matches('-');
    if id.is_empty() { "my-protocol".to_owned() } else { id.to_owned() }
}

/// The data file that a card describes, by the name of the card.
fn file_name(stem: &str) -> String {
    let plain: String = stem.chars().filter(|c| !matches!(c, '"' | '\\')).collect();
    if plain.is_empty() { "data.csv".to_owned() } else { format!("{plain}.csv") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{protocol, records};

    #[test]
    fn a_new_protocol_has_no_finding_and_is_named_after_its_file() {
        for (file, expected) in [
            ("look-together.toml", "look-together"),
            ("folder/Unsere Daten (Klasse 5).toml", "unsere-daten-klasse-5"),
            ("学校.toml", "my-protocol"),
            ("x\"\\\n.toml", "x"),
        ] {
            let parsed = protocol::parse(file, &begun(Language::Protocol, Path::new(file)));
            let parsed = parsed.unwrap_or_else(|report| panic!("{report}"));
            assert!(parsed.advice.findings.is_empty(), "{}", parsed.advice);
            assert_eq!(parsed.protocol.id, expected);
        }
    }

    #[test]
    fn the_table_and_the_poll_have_no_finding_once_their_signs_are_taken_away() {
        let begun = begun(Language::Protocol, Path::new("mine.toml"));
        let (before, rest) = begun.split_once("# A table:").unwrap();
        let (steps, _) = rest.split_once("# The steps of another").unwrap();
        let lines = steps.lines().skip(1).filter(|line| !line.starts_with("# A poll:"));
        let steps: Vec<_> = lines.map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        let parsed = protocol::parse("mine.toml", &format!("{before}{}\n", steps.join("\n")));
        let parsed = parsed.unwrap_or_else(|report| panic!("{report}"));
        assert!(parsed.advice.findings.is_empty(), "{}", parsed.advice);
        assert_eq!(parsed.protocol.steps.len(), 8);
    }

    #[test]
    fn a_new_card_has_no_finding() {
        for file in ["reading.toml", "x\"\\\n.toml", "学校.toml"] {
            let report = records::check_card(file, &begun(Language::Card, Path::new(file)));
            assert!(report.findings.is_empty(), "{report}");
        }
    }

    #[test]
    fn the_join_has_no_finding_once_its_signs_are_taken_away() {
        let begun = begun(Language::Card, Path::new("mine.toml"));
        let (before, join) = begun.split_once("# [join]").unwrap();
        let join: String = join.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
        let card = format!("{before}[join]{}", join.replace("#\n", "\n"));
        let report = records::check_card("mine.toml", &card);
        assert!(report.findings.is_empty(), "{report}\n{card}");
    }

    #[test]
    fn nothing_that_is_there_is_replaced_and_the_schema_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mine.toml");
        let new = |file: &Path| run(&New { what: Language::Protocol, file: file.to_path_buf() });
        new(&file).unwrap();
        let schema = folder.path().join("chartpaper-protocol.schema.json");
        assert_eq!(std::fs::read_to_string(&schema).unwrap(), protocol::schema());
        assert!(std::fs::read_to_string(&file).unwrap().starts_with("#:schema ./chartpaper-protocol.schema.json\n"));
        std::fs::write(&file, "mine").unwrap();
        std::fs::write(&schema, "mine too").unwrap();
        assert!(matches!(new(&file), Err(Trouble::Refused(reports)) if reports[0].findings[0].code == "exists"));
        new(&folder.path().join("other.toml")).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
        assert_eq!(std::fs::read_to_string(&schema).unwrap(), "mine too");
    }
}
