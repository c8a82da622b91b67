//! The language of protocols as a JSON Schema, for completion in an editor.
//!
//! Words and limits are those of the decoder; a test compares the keys of every table, and mutated files.

mod capture;

use super::limits::{AFTER_DAYS, CUT_ORDER, GROUP_SIZE, ID_LENGTH, MAX_MINUTES, MIN_GROUP, MINUTES, PER_YEAR};
use super::{Carry, DataNeed, DataState, Kind, Layout, MediaKind, Merge, Mode, Occasion, SCHEMA};
use crate::document::Schema;

/// The JSON Schema (draft-07) of protocols, as text.
#[must_use]
pub fn schema() -> String {
    let keys = vec![
        ("*schema", Schema::whole("The version of the language", &(0..=SCHEMA))),
        ("*id", id("Stable name of the protocol: small letters, digits and hyphens")),
        ("*title", Schema::filled("Name on the screen, up to 44 cells wide")),
        ("credit", Schema::text("Whose method it is, and what was changed")),
        ("language", Schema::formed("Language of the texts, such as en or pt-BR", LANGUAGE)),
        ("max_minutes", Schema::whole("The steps must not take longer than this", &MAX_MINUTES)),
        (
            "data",
            Schema::words("Whether the protocol needs data: required (the default), optional or none", DataNeed::WORDS),
        ),
        ("roles", Schema::some("Parts that people play", role())),
        ("norms", lines("Working agreements, one line each")),
        ("display", display()),
        ("privacy", privacy()),
        ("series", series()),
        ("lexicon", Schema::some("Words that get a quiet mark where a step says lint = \"...\"", lexicon())),
        ("intervention", Schema::some("Lines for the facilitator to say when it gets difficult", intervention())),
        ("*step", Schema::some("The steps, in order: each begins with [[step]]", step())),
    ];
    Schema::table("A protocol of chartpaper: a method for a conversation about data", keys)
        .document("chartpaper protocol")
}

/// BCP 47 in its common shape.
const LANGUAGE: &str = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$";

fn id(about: &str) -> Schema {
    Schema::identifier(about, ID_LENGTH)
}

fn lines(about: &str) -> Schema {
    Schema::list(about, Schema::filled("One line"))
}

fn role() -> Schema {
    Schema::table(
        "A part that somebody plays",
        vec![("*id", id("Name of the part, such as scribe")), ("note", Schema::text("What it does"))],
    )
}

fn display() -> Schema {
    Schema::table(
        "Promises of the program about the screen; they may be stated and not changed",
        vec![
            ("single_screen", Schema::always_true("There is one screen for all")),
            ("authors", Schema::word("Nothing that was said has an author", "never")),
        ],
    )
}

fn privacy() -> Schema {
    Schema::table(
        "What protects the people in the data",
        vec![
            (
                "min_group",
                Schema::whole(
                    "Smallest group of which anything is shown; raises the card's, never lowers it",
                    &MIN_GROUP,
                ),
            ),
            ("complementary", Schema::always_true("Hidden cells cannot be found by subtraction")),
            ("names", Schema::word("Names are never shown", "hide")),
        ],
    )
}

fn series() -> Schema {
    let checkpoint = Schema::table(
        "A later meeting that begins at a step of its own",
        vec![
            ("*after_days", Schema::whole("Days after the first meeting", &AFTER_DAYS)),
            ("*start_at", Schema::filled("The id of the step at which it begins")),
        ],
    );
    Schema::table(
        "Retreats that follow one another",
        vec![
            ("*key", id("Stable name: sessions of the same key belong together")),
            ("per_year", Schema::whole("How many are planned in a year", &PER_YEAR)),
            (
                "carry",
                Schema::distinct("What the next retreat takes over", Schema::words("What is taken over", Carry::WORDS)),
            ),
            ("checkpoints", Schema::some("Later meetings, in the order of their days", checkpoint)),
        ],
    )
}

fn lexicon() -> Schema {
    Schema::table(
        "Words that get a quiet mark",
        vec![
            ("*id", id("Its name, for lint = \"...\"")),
            (
                "*words",
                Schema::distinct("Words or phrases", Schema::filled("A word or a phrase")).with("minItems", 1.into()),
            ),
            ("*message", Schema::filled("The question for the facilitator, never a reproach")),
        ],
    )
}

fn intervention() -> Schema {
    Schema::table(
        "A line for the facilitator",
        vec![
            ("*when", Schema::filled("The moment, such as: Talk turns to one student")),
            ("*say", Schema::filled("What to say then")),
        ],
    )
}

fn step() -> Schema {
    let common = || {
        vec![
            ("*id", id("Stable name of the step: other steps refer to it")),
            ("*title", Schema::filled("Name on the screen, up to 44 cells wide")),
            ("*kind", Schema::words("What the group may do in this step", Kind::WORDS)),
            ("*minutes", Schema::whole("Planned length in minutes", &MINUTES)),
            (
                "prompt",
                Schema::text(
                    "What is asked, large, up to two lines of 76 cells; *emphasis*, lists and [links](...) are drawn",
                ),
            ),
            ("questions", lines("Further questions, answered one by one")),
            ("stems", lines("Beginnings of sentences, such as: I notice")),
            ("tips", lines("For the facilitator only")),
            ("data", Schema::words("What the data may show; the default depends on the kind", DataState::WORDS)),
            (
                "views",
                Schema::distinct(
                    "Which pictures it shows, by the slots that a data card fills",
                    id("A slot, such as overview"),
                ),
            ),
            ("layout", Schema::words("How two views stand", Layout::WORDS)),
            ("lint", Schema::text("Marks words: inference (built in) or the id of a [[lexicon]]")),
            ("shelf", Schema::text("The id of the later step for which comments can be kept")),
            ("groups", groups()),
            ("repeat", repeat()),
            ("optional", Schema::boolean("May be passed over when time runs short")),
            (
                "cut_order",
                Schema::whole("Which step is shortened first when time runs short: the lowest number", &CUT_ORDER),
            ),
            ("min_minutes", Schema::whole("It is not worth doing in less", &MINUTES)),
            ("only_in", Schema::words("The only meeting of a series in which it takes place", Occasion::WORDS)),
            ("media", media()),
            ("exhibit", exhibit()),
            ("capture", capture::capture()),
        ]
    };
    let mut whole = common();
    whole.push(("mode", Schema::words("How people take part in the whole step", Mode::WORDS)));
    let mut parted = common();
    parted.push(("*segment", segments()));
    let include = vec![
        ("*id", id("Stable name: the ids of the included steps begin with it")),
        ("title", Schema::text("For the reader of this file; the included steps have titles of their own")),
        ("*kind", Schema::word("Another protocol stands here", "include")),
        ("*protocol", Schema::filled("The id of a bundled protocol, or a file of this folder that ends with .toml")),
        ("minutes", Schema::whole("The minutes of the included steps together", &MINUTES)),
    ];
    Schema::one_of(
        "A part of the protocol",
        vec![
            Schema::table("A step with one mode", whole),
            Schema::table("A step with timed parts", parted),
            Schema::table("The steps of another protocol", include),
        ],
    )
}

fn groups() -> Schema {
    Schema::table(
        "How small groups are made and come together",
        vec![
            ("*size", Schema::whole("People in each group", &GROUP_SIZE)),
            ("merge", Schema::words("What each brings back: append (all it found) or one (one entry)", Merge::WORDS)),
        ],
    )
}

fn repeat() -> Schema {
    Schema::table(
        "The step is done once for each item of an earlier step",
        vec![
            ("*over", Schema::filled("The id of the earlier step")),
            ("ask", Schema::text("What is asked before the next item")),
        ],
    )
}

fn media() -> Schema {
    Schema::table(
        "A recording to play; the step works without it",
        vec![
            ("*title", Schema::filled("Name on the screen")),
            ("*kind", Schema::words("What it is", MediaKind::WORDS)),
            ("length", Schema::formed("Its length in quotes: \"2:26\" is two minutes and 26 seconds", LENGTH)),
            ("file", Schema::filled("The file, in the folder of this protocol")),
            ("fallback", Schema::text("What to do without it")),
        ],
    )
}

/// Minutes and seconds, or hours, minutes and seconds.
const LENGTH: &str = "^([0-9]{1,3}:)?[0-9]{1,3}:[0-5][0-9]$";

fn exhibit() -> Schema {
    let title = || ("*title", Schema::filled("Name on the screen"));
    Schema::one_of(
        "Material in words: excerpts of student work, observations, a quotation",
        vec![
            Schema::table(
                "From a file",
                vec![title(), ("*file", Schema::filled("A Markdown file in the folder of this protocol"))],
            ),
            Schema::table("Written here", vec![title(), ("*text", Schema::filled("The words, in simple Markdown"))]),
        ],
    )
}

fn segments() -> Schema {
    let about = "The timed parts of the step; their minutes add up to the step's";
    let one = Schema::some("A single part, as long as the step", segment("minutes")).with("maxItems", 1.into());
    let several = Schema::list("Several parts", segment("*minutes")).with("minItems", 2.into());
    Schema::one_of(about, vec![one, several])
}

/// One part; `minutes` is the name of that key, with `*` where it must be there.
fn segment(minutes: &'static str) -> Schema {
    let rounds: Vec<_> = Mode::WORDS.iter().copied().filter(|(_, mode)| *mode == Mode::RoundRobin).collect();
    let others: Vec<_> = Mode::WORDS.iter().copied().filter(|(_, mode)| *mode != Mode::RoundRobin).collect();
    let keys = |modes: &[(&'static str, Mode)]| {
        vec![
            ("*mode", Schema::words("How people take part", modes)),
            (minutes, Schema::whole("Its share of the step", &MINUTES)),
            ("discussion", Schema::boolean("Whether people answer each other")),
        ]
    };
    let mut round = keys(&rounds);
    let allowed = Schema::words("What a person may say instead", &[("pass", ()), ("ditto", ())]);
    round.push(("direction", Schema::text("Which way the round goes, such as left")));
    round.push(("allow", Schema::distinct("What a person may say instead: pass, ditto", allowed)));
    Schema::one_of(
        "A timed part of the step",
        vec![Schema::table("A round", round), Schema::table("Any other part", keys(&others))],
    )
}
