//! The language of data cards as a JSON Schema, for completion in an editor.
//!
//! A test compares keys and words with those that the decoder asks for.

use super::LOWEST_MINIMUM;
use super::join::ignored;
use super::source::{MOST_HEADER_ROWS, MOST_ROWS};
use crate::document::Schema;

/// The JSON Schema (draft-07) of data cards, as text.
#[must_use]
pub fn card_schema() -> String {
    let people = "Smallest group of which anything is shown; 10 unless stated";
    let design =
        "Whether windows are compared over the same students (cohort) or over whoever was tested (cross-section)";
    let column = "What a column of the file is for; the name behind `column.` is the one in the file";
    let keys = vec![
        ("*schema", Schema::whole("The version of the language", &(1..=1))),
        ("*title", Schema::filled("What the room reads; no name of a person")),
        (
            "audience",
            words("Who sees the screen: everybody (room), or a team its own students (team)", &["room", "team"]),
        ),
        ("minimum_group", Schema::whole(people, &(i64::from(LOWEST_MINIMUM)..=1000))),
        ("design", words(design, &["cohort", "cross-section"])),
        ("unit", words("Of whom a row of the file tells", &["student", "adult"])),
        ("subject", Schema::text("Whom the data are about, such as Grade 5")),
        ("source", source()),
        ("column", Schema::named(column, self::column())),
        ("fold", Schema::some("Several columns of a wide file that are one measure", fold())),
        ("view", Schema::some("A picture to prepare; without any, good ones are prepared", view())),
        ("join", join()),
    ];
    Schema::table("A data card of chartpaper: which column of a data file is what", keys)
        .document("chartpaper data card")
}

fn source() -> Schema {
    let rows = |most: i64| 0..=most;
    Schema::table(
        "The data file, and how it is written where that should not be left to detection",
        vec![
            ("file", Schema::text("Its name, in the folder of this card")),
            ("encoding", Schema::text("Its encoding, such as utf-8 or windows-1252")),
            (
                "delimiter",
                Schema::text("What stands between cells: one sign, or tab, comma, semicolon, space, pipe, colon"),
            ),
            ("quote", Schema::text("The sign around cells that hold delimiters")),
            ("escape", Schema::text("The sign before a sign that is meant as it stands")),
            ("decimal", words("The decimal sign of numbers", &[".", ","])),
            ("header_rows", Schema::whole("How many rows hold the names of the columns", &rows(MOST_HEADER_ROWS))),
            ("skip_rows", Schema::whole("How many rows above the table are passed over", &rows(MOST_ROWS))),
            ("skip_end", Schema::whole("How many rows below the table are passed over", &rows(MOST_ROWS))),
            ("sheet", Schema::text("The sheet of a workbook")),
            (
                "allow_set_aside",
                Schema::number("The share of rows with faults that may be left out, from 0 to 1")
                    .with("minimum", 0.into())
                    .with("maximum", 1.into()),
            ),
        ],
    )
}

fn words(about: &str, words: &[&'static str]) -> Schema {
    Schema::words(about, &words.iter().map(|word| (*word, ())).collect::<Vec<_>>())
}

fn label() -> (&'static str, Schema) {
    ("label", Schema::text("What the room reads in place of the column's name"))
}

fn missing() -> (&'static str, Schema) {
    ("missing", Schema::list("Further entries that mean: no value", Schema::text("An entry")))
}

fn column() -> Schema {
    let role = |about: &str, roles: &[&'static str]| ("*role", words(about, roles));
    let category = |about: &str, roles: &[&'static str]| {
        vec![
            role(about, roles),
            label(),
            missing(),
            ("order", Schema::list("The values in the order of the rows", Schema::text("A value of the file"))),
            ("labels", Schema::named("A value of the file = what the room reads", Schema::text("What the room reads"))),
            (
                "merge",
                Schema::named(
                    "A label = the values that are one group",
                    Schema::list("Values", Schema::text("A value")),
                ),
            ),
        ]
    };
    let mut window = category("A test window", &["time"]);
    window.push((
        "format",
        Schema::filled("For dates: how the file writes them, such as DD.MM.YYYY or M/D/YYYY h:mm:ss"),
    ));
    window.push(("window", words("What the dates become; a day unless stated", &["day", "month", "year"])));
    let unread =
        vec![role("identifier, text: never shown; drop: never read", &["identifier", "text", "drop"]), label()];
    let measure = |scale: Vec<(&'static str, Schema)>| {
        let mut keys = vec![role("Something that was measured", &["measure"]), label(), missing()];
        keys.extend(scale);
        keys
    };
    Schema::one_of(
        "One column",
        vec![
            Schema::table(
                "Groups and classes",
                category("A group, or a class (shown as Class A, Class B)", &["group", "class"]),
            ),
            Schema::table("Windows", window),
            Schema::table("What is not shown", unread),
            Schema::table("Scores", measure(scores())),
            Schema::table("Ordered answers", measure(answers())),
            Schema::table("An item of a test, right or wrong or in points", item(points())),
            Schema::table("An item of a test with options", item(options())),
        ],
    )
}

fn item(scored: Vec<(&'static str, Schema)>) -> Vec<(&'static str, Schema)> {
    let mut keys = vec![
        ("*role", words("An item of a test", &["item"])),
        label(),
        missing(),
        ("test", Schema::text("The test it belongs to; items of one test are shown together")),
    ];
    keys.extend(scored);
    keys
}

fn points() -> Vec<(&'static str, Schema)> {
    vec![
        ("points", Schema::whole("The greatest number of points; 1 unless stated", &(1..=100))),
        ("solved", Schema::whole("The points from which it counts as solved; all unless stated", &(1..=100))),
    ]
}

fn options() -> Vec<(&'static str, Schema)> {
    let options = Schema::distinct("The options, as the file writes them", Schema::text("An option"));
    vec![
        ("*key", Schema::text("The right option")),
        ("*options", options.with("minItems", 2.into()).with("maxItems", 11.into())),
    ]
}

fn target() -> (&'static str, Schema) {
    ("at_or_above", Schema::text("The name of the level from which it counts as reached"))
}

fn scores() -> Vec<(&'static str, Schema)> {
    let cut = vec![
        ("*at", Schema::number("The score from which the level begins")),
        ("*name", Schema::filled("The name of the level")),
    ];
    let range = Schema::list("The lowest and the highest possible score", Schema::number("A score"));
    vec![
        ("*range", range.with("minItems", 2.into()).with("maxItems", 2.into())),
        (
            "step",
            Schema::number("The distance between two possible scores; 1 unless stated")
                .with("exclusiveMinimum", 0.into()),
        ),
        ("sem", Schema::number("The standard error of measurement; means are rounded to it")),
        ("below", Schema::text("The name of the level below the first cut")),
        ("cuts", Schema::some("Cut scores, the lowest first", Schema::table("A cut score", cut))),
        target(),
    ]
}

fn answers() -> Vec<(&'static str, Schema)> {
    let levels = Schema::distinct("The answers, the lowest first", Schema::text("An answer"));
    let codes = Schema::distinct("How each answer is written in the file", Schema::text("A code"));
    vec![
        ("*levels", levels.with("minItems", 2.into()).with("maxItems", 12.into())),
        ("codes", codes.with("minItems", 2.into())),
        target(),
    ]
}

fn fold() -> Schema {
    let columns = Schema::named("A column of the file = its label", Schema::text("What the room reads"));
    let columns = columns.with("minProperties", 2.into());
    let with = |scale: Vec<(&'static str, Schema)>| {
        let mut keys = vec![
            ("*name", Schema::filled("The name of the measure, for views")),
            ("*by", Schema::filled("The name of what tells the columns apart, such as window")),
            ("by_label", Schema::text("What the room reads for it")),
            ("*columns", columns.clone()),
            label(),
            missing(),
        ];
        keys.extend(scale);
        keys
    };
    Schema::one_of(
        "One measure in several columns",
        vec![Schema::table("Scores", with(scores())), Schema::table("Ordered answers", with(answers()))],
    )
}

fn join() -> Schema {
    let of_file = "A measure, written with the name of its file before it (\"spring.score\") = its label";
    let columns = Schema::named(of_file, Schema::text("What the room reads")).with("minProperties", 2.into());
    let fold = vec![
        ("*name", Schema::filled("The name of the measure, for views")),
        ("*by", Schema::filled("The name of what tells the files apart, such as window")),
        ("by_label", Schema::text("What the room reads for it")),
        ("*columns", columns),
        label(),
    ];
    let ignored = words("What may differ between two ways to write an identifier", &ignored());
    Schema::table(
        "How the files of the cards that are named after this one are joined to its own: by an identifier",
        vec![
            ("*by", Schema::filled("The column that tells students apart; it has role identifier in every card")),
            ("also", Schema::list("What other files call it", Schema::text("The name of a column"))),
            ("ignore", Schema::list("What is left out of account when identifiers are compared", ignored)),
            (
                "fold",
                Schema::some(
                    "A measure of several files, one a window, that is one measure",
                    Schema::table("Several measures that are one", fold),
                ),
            ),
            ("view", Schema::some("A picture of joined files; prepared where they are given", view())),
        ],
    )
}

fn view() -> Schema {
    const KINDS: &[&str] =
        &["levels", "distribution", "groups", "box", "change", "windows", "grid", "dots", "scatter", "rows", "table"];
    let of = |kinds: &[&'static str], measure: (&'static str, Schema)| {
        let show = words("A column of a table", &["n", "mean", "median", "above", "counts"]);
        let shown = "The columns of a table; the one number of change and windows";
        vec![
            ("*id", Schema::filled("Its name")),
            ("*kind", words("Which picture", kinds)),
            measure,
            ("against", Schema::text("The other measure of a grid or scatter")),
            ("by", Schema::text("A group, class or time column: one row for each of its values")),
            ("over", Schema::text("The time column of change and windows, where there are several")),
            ("windows", Schema::list("Which windows, where not all", Schema::text("A value of the time column"))),
            ("only", Schema::named("Only those with this value: { column = \"value\" }", Schema::text("A value"))),
            ("title", Schema::text("What stands above the picture")),
            ("slot", Schema::text("The name by which a protocol asks for it")),
            ("show", Schema::distinct(shown, show)),
            ("total", Schema::boolean("Whether a last row tells of everybody")),
            ("dots", Schema::boolean("Whether a distribution is drawn as dots for five students each")),
        ]
    };
    let statements = Schema::some("Measures of one scale, a row each", Schema::text("The name of a measure"));
    Schema::one_of(
        "One picture",
        vec![
            Schema::table("Of one measure, or two", of(KINDS, ("*measure", Schema::filled("The name of a measure")))),
            Schema::table("Of several statements", of(&["levels"], ("*measures", statements))),
            Schema::table("Of the items of a test", of(&["items"], ("measure", Schema::text("Which test")))),
        ],
    )
}
