//! Words that people write for words of the language: what they mean is told, never guessed.

/// What people call the kinds of steps.
const KINDS: &[(&[&str], &str)] = &[
    (&["intro", "introduction", "welcome", "opening", "open", "start", "check-in", "present"], "frame"),
    (&["guess", "expect", "prediction", "hypothesis"], "predict"),
    (&["look", "notice", "describe", "see", "watch"], "observe"),
    (&["discuss", "discussion", "talk", "interpret", "explain", "wonder", "analyse", "analyze"], "infer"),
    (&["plan", "decide", "do", "commit"], "act"),
    (&["close", "closing", "debrief", "end", "exit", "evaluate", "evaluation", "check-out"], "reflect"),
    (&["pause", "rest", "coffee"], "break"),
];

/// What people call the captures.
const CAPTURES: &[(&[&str], &str)] = &[
    (&["comments", "comment", "text", "notes", "note", "ideas", "brainstorm", "questions"], "list"),
    (&["prediction", "predictions", "guess"], "predict"),
    (&["survey", "hands", "fist-to-five", "choice", "question", "exit-poll"], "poll"),
    (&["rating", "ratings", "rate", "likert"], "scale"),
    (&["mood", "mood-meter", "moods", "axes"], "plane"),
    (&["dots", "dot-vote", "dot-voting", "voting", "votes"], "vote"),
    (&["table", "grid", "template"], "matrix"),
    (&["sort", "group", "groups", "headings", "categories", "card-sort"], "cluster"),
    (&["agree", "agreement", "agreements", "norms", "checklist"], "confirm"),
    (&["rewrite", "rephrase", "reword", "restate"], "edit"),
];

/// What people call the fields of an action.
const FIELDS: &[(&[&str], &str)] = &[
    (&["what", "action", "task", "step"], "text"),
    (&["who", "lead", "responsible", "name", "person"], "owner"),
    (&["when", "by", "by when", "date", "deadline"], "due"),
    (&["evidence", "how we know", "success", "indicator"], "measure"),
    (&["term"], "horizon"),
    (&["ask", "voice", "whom"], "who_we_will_ask"),
];

/// The words of captures, as [`super::capture`] reads them.
const SAVED: &[&str] =
    &["list", "action", "poll", "scale", "plane", "vote", "matrix", "cluster", "review", "confirm", "edit"];

fn among(word: &str, known: &[(&[&str], &'static str)]) -> Option<&'static str> {
    known.iter().find(|(words, _)| words.contains(&word)).map(|(_, meant)| *meant)
}

/// What to write for a word that is no kind of step.
pub(super) fn kind(word: &str) -> Option<String> {
    let word = word.trim().to_lowercase();
    if let Some(kind) = among(&word, KINDS) {
        return Some(format!("write kind = \"{kind}\""));
    }
    let saved = SAVED.iter().find(|saved| **saved == word || word.strip_suffix('s') == Some(**saved)).copied();
    let saved = saved.or_else(|| among(&word, CAPTURES))?;
    let kind = if saved == "action" { "act" } else { "infer" };
    Some(format!("that is what is saved: write kind = \"{kind}\", and under [step.capture] type = \"{saved}\""))
}

/// What to write for a word that is no capture.
pub(super) fn capture(word: &str) -> Option<String> {
    among(&word.trim().to_lowercase(), CAPTURES).map(|capture| format!("write type = \"{capture}\""))
}

/// What to write for a word that is no field of an action.
pub(super) fn field(word: &str) -> Option<String> {
    among(&word.trim().to_lowercase(), FIELDS).map(|field| format!("write \"{field}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_mean_is_told_in_words_of_the_language() {
        assert_eq!(kind("Intro").as_deref(), Some("write kind = \"frame\""));
        for (word, saved) in
            [("matrix", "\"matrix\""), ("table", "\"matrix\""), ("polls", "\"poll\""), ("dots", "\"vote\"")]
        {
            assert!(kind(word).is_some_and(|hint| hint.contains("[step.capture]") && hint.contains(saved)), "{word}");
        }
        assert!(kind("action").is_some_and(|hint| hint.contains("kind = \"act\"")));
        assert_eq!(capture("table").as_deref(), Some("write type = \"matrix\""));
        assert_eq!(field("Who").as_deref(), Some("write \"owner\""));
        assert!(FIELDS.iter().all(|(_, field)| crate::protocol::ActionField::of_key(field).is_some()));
        assert_eq!((kind("zzqq"), capture("zzqq"), field("zzqq")), (None, None, None));
    }

    #[test]
    fn every_word_that_is_told_is_one_of_the_language() {
        let kinds: Vec<&str> = crate::protocol::Kind::WORDS.iter().map(|(word, _)| *word).collect();
        assert!(KINDS.iter().all(|(_, kind)| kinds.contains(kind)));
        let text = |capture: &str| {
            format!(
                "schema = 1\nid = \"a\"\ntitle = \"A\"\ndata = \"none\"\n[[step]]\nid = \"a\"\nkind = \"frame\"\ntitle = \"A\"\nminutes = 5\n[step.capture]\ntype = \"{capture}\"\n"
            )
        };
        for capture in CAPTURES.iter().map(|(_, capture)| *capture).chain(SAVED.iter().copied()) {
            let report = match crate::protocol::parse("x", &text(capture)) {
                Ok(parsed) => parsed.advice,
                Err(report) => report,
            };
            assert!(!report.findings.iter().any(|finding| finding.code == "unknown-word"), "{capture}");
        }
    }
}
