//! What a step saves: `[step.capture]`.

use crate::document::Schema;
use crate::protocol::limits::PER_PERSON;
use crate::protocol::{ActionField, Evidence};

pub(super) fn capture() -> Schema {
    Schema::one_of("What the step saves", vec![list(), predict(), action()])
}

fn from() -> Schema {
    Schema::text("The id of the earlier step whose comments are shown beside")
}

fn per_person() -> Schema {
    Schema::whole("How many each person is asked for; shown, never enforced", &PER_PERSON)
}

fn list() -> Schema {
    let evidence = "Whether a comment is linked to a mark of the picture: off, prompted or required";
    Schema::table(
        "Comments",
        vec![
            ("*type", Schema::word("Comments", "list")),
            ("from", from()),
            ("tags", Schema::distinct("Tags to choose from", Schema::filled("A short word"))),
            ("per_person", per_person()),
            ("evidence", Schema::words(evidence, Evidence::WORDS)),
        ],
    )
}

fn predict() -> Schema {
    Schema::table(
        "Predictions on the empty axes",
        vec![
            ("*type", Schema::word("Predictions", "predict")),
            ("shape", Schema::word("One number for each category", "per-category")),
            ("also_list", Schema::boolean("Comments may be charted as well")),
            ("per_person", per_person()),
        ],
    )
}

fn action() -> Schema {
    let fields: Vec<_> = ActionField::ALL.iter().map(|field| (field.key(), ())).collect();
    Schema::table(
        "Actions",
        vec![
            ("*type", Schema::word("Actions", "action")),
            ("from", from()),
            (
                "fields",
                Schema::distinct(
                    "What is asked of each action; text must be among them",
                    Schema::words("A field", &fields),
                ),
            ),
        ],
    )
}
