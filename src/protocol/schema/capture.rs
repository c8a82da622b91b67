//! What a step saves: `[step.capture]`.

use crate::document::Schema;
use crate::protocol::limits::{AXIS, DOTS, FINGERS, LIMIT, MIN_GROUP, PER_PERSON, PERCENT};
use crate::protocol::{ActionField, Answers, Evidence, Plane, Shape};

pub(super) fn capture() -> Schema {
    Schema::one_of(
        "What the step saves",
        vec![
            list(),
            predict(),
            action(),
            poll(),
            fist(),
            scale(),
            plane(),
            vote(),
            matrix(),
            cluster(),
            review(),
            confirm(),
            edit(),
        ],
    )
}

fn from() -> Schema {
    Schema::text("The id of the earlier step of which the comments, choices or rows are shown beside")
}

fn earlier(about: &str) -> Schema {
    Schema::text(about)
}

fn per_person() -> Schema {
    Schema::whole("How many each person is asked for; shown, never enforced", &PER_PERSON)
}

fn texts(about: &str) -> Schema {
    Schema::distinct(about, Schema::filled("One line"))
}

fn series_key() -> Schema {
    Schema::boolean("Followed across the sessions of a series")
}

fn answers() -> Schema {
    let about = "How people answer: hands (public) or slips (protected: words below ten people, nothing below five)";
    Schema::words(about, Answers::WORDS)
}

fn list() -> Schema {
    let evidence = "Whether a comment is linked to a mark of the picture: off, prompted or required";
    Schema::table(
        "Comments",
        vec![
            ("*type", Schema::word("Comments", "list")),
            ("from", from()),
            ("label", Schema::text("What one of them is called; comment otherwise")),
            ("tags", Schema::distinct("Tags to choose from", Schema::filled("A short word"))),
            ("per_person", per_person()),
            ("per_question", Schema::boolean("Each comment answers one of the step's questions")),
            ("evidence", Schema::words(evidence, Evidence::WORDS)),
            ("dedupe", Schema::boolean("What stands there already counts as a ditto")),
            ("limit", Schema::whole("No more than these", &LIMIT)),
            ("pin", Schema::boolean("They stand at the head of every later step")),
        ],
    )
}

fn predict() -> Schema {
    Schema::table(
        "Predictions on the empty axes",
        vec![
            ("*type", Schema::word("Predictions", "predict")),
            (
                "shape",
                Schema::words(
                    "What is said of each category: a number, which way, which place, from where to where",
                    Shape::WORDS,
                ),
            ),
            ("aggregate", Schema::boolean("Several answers for each category; the middle one stands for the group")),
            ("also_list", Schema::boolean("Comments may be charted as well")),
            ("per_person", per_person()),
        ],
    )
}

fn fields() -> Vec<(&'static str, ())> {
    ActionField::ALL.iter().map(|field| (field.key(), ())).collect()
}

fn action() -> Schema {
    Schema::table(
        "Actions",
        vec![
            ("*type", Schema::word("Actions", "action")),
            ("from", from()),
            (
                "fields",
                Schema::distinct(
                    "What is asked of each action; text must be among them",
                    Schema::words("A field", &fields()),
                ),
            ),
        ],
    )
}

fn poll() -> Schema {
    let choices = texts("What can be chosen; or a preset").with("minItems", 2.into());
    let threshold = "The percentage that one choice is to reach";
    poll_of("Counts, one for each choice", ("*choices", choices), Schema::whole(threshold, &PERCENT))
}

/// The poll whose choices are the fingers of a hand.
fn fist() -> Schema {
    let preset = Schema::word("0 to 5 fingers instead of choices", "fist-to-five");
    let threshold = "So many fingers everybody is to show";
    poll_of("Counts, one for each number of fingers", ("*preset", preset), Schema::whole(threshold, &FINGERS))
}

fn poll_of(about: &str, choices: (&'static str, Schema), threshold: Schema) -> Schema {
    let report = "How the counts are told: count or percent";
    Schema::table(
        about,
        vec![
            ("*type", Schema::word("A poll", "poll")),
            choices,
            ("multi", Schema::boolean("A person may choose several")),
            ("report", Schema::words(report, &[("count", ()), ("percent", ())])),
            ("threshold", threshold),
            ("revote", Schema::boolean("May be taken again, and both rounds are told")),
            ("series_key", series_key()),
            ("answers", answers()),
        ],
    )
}

fn scale() -> Schema {
    let item = Schema::table(
        "What is rated",
        vec![
            ("key", Schema::identifier("Stable across sessions and wordings", crate::protocol::limits::ID_LENGTH)),
            ("*text", Schema::filled("The words")),
        ],
    );
    let range = Schema::list("The lowest and the highest level, such as [1, 5]", Schema::number("A whole number"));
    Schema::table(
        "Counts, one for each level of each item",
        vec![
            ("*type", Schema::word("A scale", "scale")),
            ("items", Schema::some("What is rated; or item_from, or same_items_as", item)),
            ("item_from", earlier("The id of the earlier step whose comments, rows or choices are rated")),
            ("same_items_as", earlier("The id of the earlier scale whose items are taken over")),
            ("range", range.with("minItems", 2.into()).with("maxItems", 2.into())),
            ("compare", earlier("The id of the earlier scale that stands beside")),
            ("series_key", series_key()),
            ("answers", answers()),
        ],
    )
}

fn plane() -> Schema {
    let axis = |about: &str| {
        Schema::table(
            about,
            vec![
                ("label", Schema::text("What it means")),
                ("min", Schema::whole("Its least value", &AXIS)),
                ("max", Schema::whole("Its greatest value", &AXIS)),
            ],
        )
    };
    let quadrants = texts("As they are read: upper left, upper right, lower left, lower right");
    Schema::table(
        "Counts, one for each quadrant of a plane",
        vec![
            ("*type", Schema::word("A plane, such as a mood meter", "plane")),
            ("x", axis("From left to right")),
            ("y", axis("From bottom to top")),
            ("quadrants", quadrants.with("minItems", 4.into()).with("maxItems", 4.into())),
            ("entry", Schema::words("How many are in each quadrant, or one point for each person", Plane::ENTRIES)),
            ("compare", earlier("The id of the earlier plane that stands beside")),
            ("min_group", Schema::whole("Nothing is told of fewer slips", &MIN_GROUP)),
            ("series_key", series_key()),
            ("answers", answers()),
        ],
    )
}

fn vote() -> Schema {
    Schema::table(
        "Dots on what an earlier step saved",
        vec![
            ("*type", Schema::word("A vote", "vote")),
            ("*from", earlier("The id of the earlier step that is voted on")),
            ("dots", Schema::whole("How many dots each person has; shown, never enforced", &DOTS)),
            ("keep", Schema::whole("How many go on", &DOTS)),
        ],
    )
}

fn matrix() -> Schema {
    let column = || Schema::text("The head of a column");
    let row_to = Schema::table(
        "Each row an action: which column says what",
        ActionField::ALL.iter().map(|field| (field.key(), column())).collect(),
    );
    Schema::table(
        "A table of texts; the first column names the row",
        vec![
            ("*type", Schema::word("A table", "matrix")),
            ("*columns", texts("Heads of the columns, at least two")),
            ("seed_rows", texts("Rows that are there from the start")),
            ("rows", Schema::words("Whether rows can be added", &[("insert", ()), ("fixed", ())])),
            ("row_from", earlier("The id of the earlier step whose comments, choices or rows are the first rows")),
            ("from", from()),
            ("evidence", Schema::words("Whether a cell is linked to a mark of the picture", Evidence::WORDS)),
            ("cells_to", Schema::word("Each filled cell is an action, its column says who", "actions")),
            ("row_to", row_to),
        ],
    )
}

fn cluster() -> Schema {
    Schema::table(
        "What an earlier step saved, under headings",
        vec![
            ("*type", Schema::word("Headings", "cluster")),
            ("*from", earlier("The id of the earlier step whose comments are sorted")),
            ("also_from", texts("The ids of further earlier steps whose comments are sorted with them")),
            ("headings", texts("The headings that are there from the start")),
            ("free", Schema::boolean("The group adds headings; so where there are none")),
        ],
    )
}

fn review() -> Schema {
    Schema::table(
        "What became of the actions of earlier sessions",
        vec![
            ("*type", Schema::word("A review", "review")),
            ("from", Schema::word("The open actions of the series", "series.actions")),
            ("status", texts("The words to choose from: done, going, stuck, dropped")),
            ("closed", texts("Those of them that end an action: done, dropped")),
        ],
    )
}

fn confirm() -> Schema {
    Schema::table(
        "What the group agrees to",
        vec![
            ("*type", Schema::word("A confirmation", "confirm")),
            ("items", texts("What is asked; without it, the working agreements")),
        ],
    )
}

fn edit() -> Schema {
    Schema::table(
        "A new wording of what an earlier step saved",
        vec![
            ("*type", Schema::word("A new wording", "edit")),
            ("*from", earlier("The id of the earlier step whose comment is worded anew")),
        ],
    )
}
