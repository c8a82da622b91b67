//! The comment guard: what a comment costs, and how many ordinary sentences are asked about or blocked, by the size of the roster.
//!
//! The sentences are those of the guard's tests; on each roster stand Will, Grace, May and Mark beside made-up names.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use chartpaper::records::{DataSource, Verdict, admit};

use crate::Result;
use crate::sample::Sample;
use crate::table::{Goal, Table};

const SENTENCES: [&str; 2] = [
    include_str!("../../src/records/roster/tests/charted_known.txt"),
    include_str!("../../src/records/roster/tests/charted_held_out.txt"),
];

/// Students on the roster; most percent of sentences flagged, and blocked (PRIVACY A29 of the project's notes).
const ROSTERS: [(usize, f64, f64); 3] = [(30, 1.0, 0.2), (120, 3.0, 1.0), (500, 4.0, 1.5)];

const CARD: &str = "schema = 1\ntitle = \"Made up\"\n[column.given]\nrole = \"identifier\"\n[column.family]\nrole = \"identifier\"\n\
                    [column.score]\nrole = \"measure\"\nrange = [0, 100]\nstep = 1\n";

/// Adds the time of a comment and the shares of sentences that are flagged and blocked.
pub(crate) fn measure(folder: &Path, table: &mut Table) -> Result<()> {
    let sentences: Vec<&str> = SENTENCES
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    for (count, most_flagged, most_blocked) in ROSTERS {
        let path = folder.join(format!("roster-{count}.csv"));
        std::fs::write(&path, roster(count))?;
        let admission =
            admit(&[DataSource::with_card(&path, CARD)], None, &[0; 32], 0).map_err(|_| "the roster was refused")?;
        let guard = admission.guard().ok_or("there is no guard")?;
        let (mut times, mut flagged, mut blocked) = (Vec::new(), 0, 0);
        for sentence in &sentences {
            let begun = Instant::now();
            let verdict = guard.examine(sentence, &[]);
            times.push(begun.elapsed());
            flagged += usize::from(verdict != Verdict::Clean);
            blocked += usize::from(matches!(verdict, Verdict::Block { .. }));
        }
        let share = |count: usize| Sample::from_iter([100.0 * count as f64 / sentences.len() as f64]);
        let what = |what: &str| format!("names in comments: {what}, roster of {count}");
        table.add(what("time a comment"), "ms", &Sample::milliseconds(times), Some(Goal::P99(1.0)));
        // A share may reach its bound, the table's goals lie below theirs.
        table.add(what("sentences flagged"), "%", &share(flagged), Some(Goal::Max(most_flagged + 1e-9)));
        table.add(what("sentences blocked"), "%", &share(blocked), Some(Goal::Max(most_blocked + 1e-9)));
    }
    Ok(())
}

/// Made-up names of three syllables each, four of them words.
fn roster(count: usize) -> String {
    const SYLLABLES: [&str; 12] = ["zor", "vi", "qua", "len", "dri", "mo", "xan", "tel", "bru", "ky", "sha", "ono"];
    let name = |at: usize| -> String {
        [at % 12, at / 12 % 12, at / 144 % 12].iter().filter_map(|at| SYLLABLES.get(*at)).copied().collect()
    };
    let words = ["Will", "Grace", "May", "Mark"];
    let mut text = String::from("given,family,score\n");
    for at in 0..count {
        let given = words.get(at).map_or_else(|| name(at * 7 + 31), |word| (*word).to_owned());
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{given},{},{}", name(at * 11 + 5), at % 101);
    }
    text
}
