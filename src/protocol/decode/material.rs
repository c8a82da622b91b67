//! `[step.media]` and `[step.exhibit]`: what a step brings along in files of the protocol's folder.

use super::include::Surroundings;
use super::words::{self, NOTE, TITLE};
use crate::diagnostic::{Finding, Place};
use crate::document::{Fields, Located};
use crate::protocol::beside::{LARGEST_EXHIBIT, Lack, stays_beside};
use crate::protocol::{Exhibit, Media, MediaKind};
use crate::text;

/// Longest recording: as long as the longest step, in seconds.
const LONGEST: u32 = 240 * 60;

/// `[step.media]`. `minutes` are those of the step.
pub(super) fn media(
    fields: &mut Fields<'_, '_>,
    minutes: Option<&Located<u32>>,
    surroundings: &Surroundings<'_>,
) -> Option<Media> {
    let mut table = fields.table("media")?;
    let title = words::required_line(&mut table, "title", TITLE);
    table.require("kind");
    let kind = table.choice("kind", MediaKind::WORDS).map(|found| found.value);
    let length = length(&mut table, minutes);
    let file = table.filled_string("file");
    if let Some(file) = &file {
        media_file(&table, file, kind, surroundings);
    }
    let lacks_fallback = table.lacks("fallback");
    let fallback = words::line(&mut table, "fallback", NOTE).unwrap_or_default();
    if lacks_fallback && file.is_none() && table.lacks("file") && table.findings().read_whole() {
        let message = "this recording has neither a file nor a `fallback`";
        let finding = Finding::advice("media-without-file", Place::Bytes(table.bytes()), message);
        table.findings().add(finding.hint("add file = \"...\", or fallback = \"...\": what the group does without it"));
    }
    table.finish_with(words::ABOVE_PART);
    Some(Media {
        title: title.unwrap_or_default(),
        kind: kind?,
        seconds: length,
        file: file.map(|file| file.value),
        fallback,
    })
}

/// A length such as "2:26" or "1:02:26", in seconds.
fn length(table: &mut Fields<'_, '_>, minutes: Option<&Located<u32>>) -> Option<u32> {
    let found = table.string("length")?;
    let place = Place::Bytes(found.bytes);
    let Some(seconds) = seconds(found.value.trim()).filter(|seconds| (1..=LONGEST).contains(seconds)) else {
        let finding = Finding::error("media-length", place, "`length` is written as minutes, a colon and seconds");
        table.findings().add(finding.hint("such as length = \"2:26\""));
        return None;
    };
    if let Some(minutes) = minutes
        && seconds > minutes.value * 60
    {
        let message = format!("the recording is longer than the {} minutes of its step", minutes.value);
        let finding = Finding::advice("media-longer", place, message);
        table.findings().add(finding.hint("give the step more minutes"));
    }
    Some(seconds)
}

fn seconds(length: &str) -> Option<u32> {
    let parts: Vec<&str> = length.split(':').collect();
    let number = |part: &str| (!part.is_empty() && part.len() <= 3).then(|| part.parse::<u32>().ok()).flatten();
    let two = |part: &str| (part.len() == 2).then(|| number(part)).flatten().filter(|number| *number < 60);
    match parts[..] {
        [minutes, seconds] => Some(number(minutes)? * 60 + two(seconds)?),
        [hours, minutes, seconds] => Some(number(hours)? * 3600 + two(minutes)? * 60 + two(seconds)?),
        _ => None,
    }
}

fn outside(fields: &Fields<'_, '_>, file: &Located<String>) -> bool {
    let stays = stays_beside(&file.value);
    if !stays {
        let message = "a protocol names only files of its own folder";
        let finding = Finding::error("outside-folder", Place::Bytes(file.bytes.clone()), message);
        fields
            .findings()
            .add(finding.hint("copy the file into the folder of this protocol, and write \"media/name.mp3\""));
    }
    !stays
}

fn media_file(
    fields: &Fields<'_, '_>,
    file: &Located<String>,
    kind: Option<MediaKind>,
    surroundings: &Surroundings<'_>,
) {
    if outside(fields, file) {
        return;
    }
    let place = || Place::Bytes(file.bytes.clone());
    if let Some(kind) = kind {
        let end = file.value.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
        if !kind.extensions().contains(&end.as_str()) {
            let message = format!("a file of kind \"{}\" does not end like this one", kind.word());
            let finding = Finding::error("media-kind", place(), message);
            let known = kind.extensions().iter().map(|end| format!(".{end}")).collect::<Vec<_>>().join(", ");
            fields.findings().add(finding.hint(format!("those that are opened end with {known}")));
            return;
        }
    }
    if surroundings.beside.beside.is_there(&file.value) == Some(false) {
        let message = format!("there is no file \"{}\" beside this protocol", text::cut(&file.value, 60));
        let finding = Finding::advice("media-absent", place(), message);
        fields.findings().add(finding.hint("put it there before the retreat; the step works without it"));
    }
}

/// `[step.exhibit]`.
pub(super) fn exhibit(fields: &mut Fields<'_, '_>, surroundings: &Surroundings<'_>) -> Option<Exhibit> {
    let mut table = fields.table("exhibit")?;
    let title = words::required_line(&mut table, "title", TITLE);
    let file_at = table.key_bytes("file");
    let (file, words) = (table.filled_string("file"), table.filled_string("text"));
    if let (Some(at), Some(_)) = (file_at, &words) {
        let finding = Finding::error("exhibit-twice", Place::Bytes(at), "this exhibit has both `file` and `text`");
        table.findings().add(finding.hint("keep one of the two"));
    } else if file.is_none() && words.is_none() && table.lacks("file") && table.lacks("text") {
        table.require("file");
    }
    let text = match (file, words) {
        (Some(file), _) => exhibit_file(&table, &file, surroundings),
        (None, Some(words)) => Some(words.value),
        (None, None) => None,
    };
    table.finish_with(words::ABOVE_PART);
    Some(Exhibit { title: title.unwrap_or_default(), text: text? })
}

fn exhibit_file(fields: &Fields<'_, '_>, file: &Located<String>, surroundings: &Surroundings<'_>) -> Option<String> {
    if outside(fields, file) {
        return None;
    }
    let refuse = |lack: Lack, hint: &str| {
        let message = format!("the exhibit \"{}\" {}", text::cut(&file.value, 60), lack.words());
        let finding = Finding::error("exhibit-file", Place::Bytes(file.bytes.clone()), message);
        fields.findings().add(finding.hint(hint));
    };
    let end = file.value.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    if !matches!(end.as_deref(), Some("md" | "markdown" | "txt")) {
        let message = "an exhibit is a file in Markdown";
        let finding = Finding::error("exhibit-file", Place::Bytes(file.bytes.clone()), message);
        fields.findings().add(finding.hint("its name ends with .md or .txt"));
        return None;
    }
    match surroundings.beside.text(&file.value, None) {
        Ok(found) if found.len() > LARGEST_EXHIBIT => {
            refuse(Lack::TooLarge, "keep it to what a room can read: some ten pages at most");
            None
        }
        Ok(found) => Some(text::sanitise_lines(found.trim_start_matches('\u{feff}')).trim().to_owned()),
        Err(lack) => {
            refuse(lack, "put it into the folder of this protocol, saved as UTF-8");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn a_length_is_minutes_and_seconds() {
        for (length, expected) in [
            ("2:26", Some(146)),
            ("02:26", Some(146)),
            ("62:00", Some(3720)),
            ("1:02:26", Some(3746)),
            ("2:6", None),
            ("2:60", None),
            ("226", None),
            (":26", None),
            ("2:26 min", None),
            ("9999:00", None),
        ] {
            assert_eq!(seconds(length), expected, "{length}");
        }
    }
}
