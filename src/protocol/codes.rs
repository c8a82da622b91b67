//! The codes of all findings about protocols, each with an example that a test runs.

use crate::document::codes;

/// The protocol that the examples change: it has no finding.
pub const SAMPLE: &str = include_str!("codes/sample.toml");

codes! {
    /// Every code, by name. Those marked "(advice)" do not keep a protocol from running.
    ///
    /// The examples are pieces of a protocol such as [`SAMPLE`].
    pub const CODES;
    "act-without-action" "a step of kind act saves no actions (advice)"
        text r#"kind = "infer""#
        wrong r#"kind = "act""#
        right r#"kind = "infer""#;
    "action-text" "the fields of an action do not name \"text\""
        text r#"from = "explain""#
        wrong r#"fields = ["owner", "due"]"#
        right r#"fields = ["text", "owner", "due"]"#;
    "asked-with-marked" "a prompt or a question holds a word that the step marks (advice)"
        text r#"prompt = "What stands out?""#
        wrong r#"prompt = "What must we see?""#
        right r#"prompt = "What stands out?""#;
    "axis-order" "the least value of an axis is not below its greatest"
        text "min = -5, max = 5"
        wrong "min = 5, max = 5"
        right "min = 0, max = 5";
    "backslash" "a Windows path in \"double quotes\", of which each backslash changes the next letter"
        text r#"prompt = "What stands out?""#
        wrong r#"prompt = "See C:\temp\new.csv""#
        right r"prompt = 'See C:\temp\new.csv'";
    "checkpoint-order" "check-points are not in the order of their days"
        text r#"data = "required""#
        wrong r#"data = "required"
[series]
key = "team"
checkpoints = [{after_days = 60, start_at = "act"}, {after_days = 21, start_at = "act"}]"#
        right r#"data = "required"
[series]
key = "team"
checkpoints = [{after_days = 21, start_at = "act"}, {after_days = 60, start_at = "act"}]"#;
    "checkpoint-step" "a check-point begins at a step that does not take place there"
        text r#"[[step]]
id = "exit""#
        wrong r#"[series]
key = "team"
checkpoints = [{after_days = 21, start_at = "exit"}]
[[step]]
id = "exit"
only_in = "first""#
        right r#"[series]
key = "team"
checkpoints = [{after_days = 21, start_at = "exit"}]
[[step]]
id = "exit"
only_in = "checkpoint""#;
    "cut-nothing" "`cut_order` in a step that can neither be shortened nor passed over (advice)"
        text "minutes = 15"
        wrong "minutes = 15
cut_order = 1"
        right "minutes = 15
cut_order = 1
min_minutes = 10";
    "data-none" "a step shows data or predicts it in a protocol that says data = \"none\""
        text r#"data = "required""#
        wrong r#"data = "none""#
        right r#"data = "required""#;
    "directory" "the name is that of a folder"
        file ""
        wrong "protocols"
        right "protocols/mine.toml";
    "does-not-fit" "a text needs more room than a screen of 80x24 has for it (advice)"
        text r#"title = "Look""#
        wrong r#"title = "Look at the whole picture together, then at its parts""#
        right r#"title = "Look""#;
    "duplicate" "a list names the same thing twice"
        text r#"tags = ["theory", "question"]"#
        wrong r#"tags = ["theory", "theory"]"#
        right r#"tags = ["theory", "question"]"#;
    "duplicate-id" "two steps, roles or lexicons have the same id, or a lexicon takes the name of the built-in one"
        text r#"id = "explain""#
        wrong r#"id = "notice""#
        right r#"id = "explain""#;
    "duplicate-key" "a key or a table head is written twice"
        text r#"title = "Look""#
        wrong r#"title = "Look"
title = "Look again""#
        right r#"title = "Look""#;
    "empty" "a text, a list or one of its entries is empty"
        text r#"title = "Notice""#
        wrong r#"title = """#
        right r#"title = "Notice""#;
    "empty-file" "the file holds nothing but blanks and comments"
        text ""
        wrong "# nothing yet"
        right r#"schema = 1
id = "talk"
title = "Talk"
data = "none"

[[step]]
id = "talk"
kind = "infer"
title = "Talk"
minutes = 10"#;
    "evidence-hidden" "comments should point at a picture that the step does not show"
        text r#"type = "predict""#
        wrong r#"type = "list"
evidence = "required""#
        right r#"type = "list""#;
    "exhibit-file" "the file of an exhibit cannot be used"
        text "minutes = 15"
        wrong r#"minutes = 15
exhibit = {title = "Work", file = "words.docx"}"#
        right r#"minutes = 15
exhibit = {title = "Work", file = "words.md"}"#;
    "exhibit-twice" "an exhibit has both `file` and `text`"
        text "minutes = 15"
        wrong r#"minutes = 15
exhibit = {title = "Work", file = "words.md", text = "I see"}"#
        right r#"minutes = 15
exhibit = {title = "Work", text = "I see"}"#;
    "fixed" "a promise of the program that a protocol cannot change"
        text r#"data = "required""#
        wrong r#"data = "required"
[display]
authors = "shown""#
        right r#"data = "required"
[display]
authors = "never""#;
    "from-no-comments" "`from` names a step that saves nothing to build on"
        text r#"from = "notice""#
        wrong r#"from = "guess""#
        right r#"from = "notice""#;
    "from-not-earlier" "`from` names the step itself or a later one"
        text r#"from = "notice""#
        wrong r#"from = "act""#
        right r#"from = "notice""#;
    "hidden-characters" "a text holds characters that cannot be shown and are left out (advice)"
        text r#"prompt = "What stands out?""#
        wrong "prompt = \"What stands\u{200b} out?\""
        right r#"prompt = "What stands out?""#;
    "id-form" "an id or slot is not of small letters, digits and single hyphens"
        text r#"id = "look""#
        wrong r#"id = "First Look""#
        right r#"id = "look""#;
    "include-absent" "there is no protocol of this name, bundled or beside the file"
        text r#"type = "action"
from = "explain""#
        wrong r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "shrt.toml""#
        right r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "short.toml""#;
    "include-cycle" "a protocol includes itself, directly or through others"
        text r#"type = "action"
from = "explain""#
        wrong r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "itself.toml""#
        right r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "short.toml""#;
    "include-deep" "included protocols nest too deep"
        text r#"type = "action"
from = "explain""#
        wrong r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "deep1.toml""#
        right r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "short.toml""#;
    "include-faulty" "the included protocol has errors of its own"
        text r#"type = "action"
from = "explain""#
        wrong r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "faulty.toml""#
        right r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "short.toml""#;
    "include-minutes" "the minutes of an `include` are not those of the included steps"
        text r#"type = "action"
from = "explain""#
        wrong r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "short.toml"
minutes = 4"#
        right r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "short.toml"
minutes = 5"#;
    "language" "`language` is not the short name of a language"
        text "max_minutes = 60"
        wrong r#"max_minutes = 60
language = "English""#
        right r#"max_minutes = 60
language = "en""#;
    "layout-views" "side by side stand two views, and the step has another number (advice)"
        text "minutes = 15"
        wrong r#"minutes = 15
views = ["overview"]
layout = "side-by-side""#
        right r#"minutes = 15
views = ["overview", "groups"]
layout = "side-by-side""#;
    "lint-without-shelf" "words are marked in a step that names no shelf (advice)"
        text r#"lint = "inference"
shelf = "explain""#
        wrong r#"lint = "inference""#
        right r#"lint = "inference"
shelf = "explain""#;
    "matrix-columns" "a table has one column only"
        text r#"type = "list"
from = "notice"
tags = ["theory", "question"]"#
        wrong r#"type = "matrix"
columns = ["Theory"]"#
        right r#"type = "matrix"
columns = ["Theory", "How we check it"]"#;
    "matrix-outcome" "a table says twice what becomes an action"
        text r#"type = "list"
from = "notice"
tags = ["theory", "question"]"#
        wrong r#"type = "matrix"
columns = ["What", "Who"]
cells_to = "actions"
row_to = {text = "What"}"#
        right r#"type = "matrix"
columns = ["What", "Who"]
row_to = {text = "What"}"#;
    "matrix-rows" "the rows of a table are fixed, and there are none"
        text r#"type = "list"
from = "notice"
tags = ["theory", "question"]"#
        wrong r#"type = "matrix"
columns = ["What", "Who"]
rows = "fixed""#
        right r#"type = "matrix"
columns = ["What", "Who"]
rows = "fixed"
seed_rows = ["In two weeks"]"#;
    "media-absent" "the recording is not beside the protocol (advice)"
        text "minutes = 15"
        wrong r#"minutes = 15
media = {title = "Trust", kind = "audio", file = "vision.mp3"}"#
        right r#"minutes = 15
media = {title = "Trust", kind = "audio", file = "trust.mp3"}"#;
    "media-kind" "a file name does not end like one of its kind"
        text "minutes = 15"
        wrong r#"minutes = 15
media = {title = "Trust", kind = "audio", file = "trust.mp4"}"#
        right r#"minutes = 15
media = {title = "Trust", kind = "audio", file = "trust.mp3"}"#;
    "media-length" "a length that is not written as minutes, colon, seconds"
        text "minutes = 15"
        wrong r#"minutes = 15
media = {title = "Trust", kind = "audio", length = "226", file = "trust.mp3"}"#
        right r#"minutes = 15
media = {title = "Trust", kind = "audio", length = "2:26", file = "trust.mp3"}"#;
    "media-longer" "a recording is longer than its step (advice)"
        text "minutes = 15"
        wrong r#"minutes = 15
media = {title = "Trust", kind = "audio", length = "15:01", file = "trust.mp3"}"#
        right r#"minutes = 15
media = {title = "Trust", kind = "audio", length = "2:26", file = "trust.mp3"}"#;
    "media-without-file" "a recording has neither a file nor a fallback (advice)"
        text "minutes = 15"
        wrong r#"minutes = 15
media = {title = "Trust", kind = "audio", length = "2:26"}"#
        right r#"minutes = 15
media = {title = "Trust", kind = "audio", length = "2:26", fallback = "Tell it"}"#;
    "min-minutes" "`min_minutes` is more than the minutes of the step"
        text "minutes = 15"
        wrong "minutes = 15
min_minutes = 20"
        right "minutes = 15
min_minutes = 10";
    "misplaced-key" "a key of another part of the file, without effect where it stands"
        text "minutes = 15"
        wrong "minutes = 15
max_minutes = 60"
        right "minutes = 15";
    "missing-key" "a part lacks a key that it needs"
        text r#"kind = "observe"
title = "Notice""#
        wrong r#"title = "Notice""#
        right r#"kind = "observe"
title = "Notice""#;
    "mode-twice" "a step has both `mode` and segments"
        text "minutes = 15"
        wrong r#"minutes = 15
mode = "pairs""#
        right "minutes = 15";
    "no-comments" "`lint` or `shelf` in a step that saves no comments"
        text r#"type = "list"
evidence = "prompted""#
        wrong r#"type = "action""#
        right r#"type = "list"
evidence = "prompted""#;
    "no-predictions" "a step compares with predictions that no earlier step saves (advice)"
        text r#"[step.capture]
type = "predict"

[[step]]
id = "notice""#
        wrong r#"[step.capture]
type = "list"

[[step]]
id = "notice"
data = "shown+predictions""#
        right r#"[step.capture]
type = "predict"

[[step]]
id = "notice"
data = "shown+predictions""#;
    "no-steps" "the protocol has no step"
        text ""
        wrong r#"schema = 1
id = "talk"
title = "Talk""#
        right r#"schema = 1
id = "talk"
title = "Talk"
data = "none"

[[step]]
id = "talk"
kind = "infer"
title = "Talk"
minutes = 10"#;
    "not-a-protocol" "the file is something else, perhaps the data; nothing of it is quoted"
        text ""
        wrong "student,window,score
A,Fall,201"
        right r#"schema = 1
id = "talk"
title = "Talk"
data = "none"

[[step]]
id = "talk"
kind = "infer"
title = "Talk"
minutes = 10"#;
    "not-earlier" "a reference names the step itself or a later one"
        text r#"minutes = 10
[step.capture]
type = "action""#
        wrong r#"minutes = 10
repeat = {over = "act", ask = "Another one?"}
[step.capture]
type = "action""#
        right r#"minutes = 10
repeat = {over = "explain", ask = "Another one?"}
[step.capture]
type = "action""#;
    "not-found" "there is no such file"
        file ""
        wrong "mien.toml"
        right "mine.toml";
    "not-text" "the file is not in UTF-8"
        file ""
        wrong "mine.docx"
        right "mine.toml";
    "observe-hidden" "a step of kind observe shows no data in a protocol that needs data (advice)"
        text r#"kind = "observe""#
        wrong r#"kind = "observe"
data = "hidden""#
        right r#"kind = "observe"
data = "shown""#;
    "older-schema" "the file is of an older version of the language, and still read (advice)"
        text "schema = 1"
        wrong "schema = 0"
        right "schema = 1";
    "only-in-round" "`allow` or `direction` in a mode that is not a round"
        text r#"mode = "silent""#
        wrong r#"mode = "silent"
direction = "left""#
        right r#"mode = "silent""#;
    "out-of-range" "a number is too small or too large"
        text "minutes = 15"
        wrong "minutes = 0"
        right "minutes = 15";
    "outside-folder" "a file that is not in the protocol's folder"
        text r#"type = "action"
from = "explain""#
        wrong r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "../short.toml""#
        right r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "short.toml""#;
    "plane-quadrants" "a plane does not name four quadrants"
        text r#"quadrants = ["red", "yellow", "blue", "green"]"#
        wrong r#"quadrants = ["high", "low"]"#
        right r#"quadrants = ["red", "yellow", "blue", "green"]"#;
    "poll-choices" "a poll has no choices, one only, or its own beside a preset"
        text r#"choices = ["Yes", "Not yet"]"#
        wrong r#"choices = ["Yes"]"#
        right r#"choices = ["Yes", "Not yet"]"#;
    "predict-after-reveal" "a step predicts what an earlier step shows"
        text r#"kind = "infer""#
        wrong r#"kind = "predict""#
        right r#"kind = "infer""#;
    "predict-hidden" "predictions need the empty axes, and the step hides them"
        text r#"views = ["overview"]"#
        wrong r#"data = "hidden""#
        right r#"data = "axes""#;
    "predict-shown" "a step that predicts shows the data"
        text r#"views = ["overview"]"#
        wrong r#"data = "shown""#
        right r#"data = "axes""#;
    "range-form" "a range is not two whole numbers, the smaller one first"
        text "range = [1, 5]"
        wrong "range = [5, 1]"
        right "range = [1, 5]";
    "scale-items" "a scale has no items, or names them twice"
        text r#"items = [{text = "I learnt something"}]"#
        wrong ""
        right r#"items = [{text = "I learnt something"}]"#;
    "schema-number" "the file is of another version of the language"
        text "schema = 1"
        wrong "schema = 2"
        right "schema = 1";
    "segment-minutes" "the segments do not add up to the minutes of their step"
        text "minutes = 15"
        wrong "minutes = 16"
        right "minutes = 15";
    "series-key" "something is followed across sessions and has no `key`"
        text r#"items = [{text = "I learnt something"}]"#
        wrong r#"items = [{text = "I learnt something"}]
series_key = true"#
        right r#"items = [{key = "learnt", text = "I learnt something"}]
series_key = true"#;
    "shelf-not-later" "`shelf` names the step itself or an earlier one"
        text r#"shelf = "explain""#
        wrong r#"shelf = "guess""#
        right r#"shelf = "explain""#;
    "toml" "the line is not valid TOML"
        text r#"title = "Look""#
        wrong "title = Look"
        right r#"title = "Look""#;
    "too-large" "the file is larger than a protocol can be"
        file ""
        wrong "scores.csv"
        right "mine.toml";
    "too-long" "the steps take longer than `max_minutes`"
        text "max_minutes = 60"
        wrong "max_minutes = 40"
        right "max_minutes = 60";
    "too-many-steps" "a protocol with all that it includes has too many steps"
        text r#"type = "action"
from = "explain""#
        wrong r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "long.toml""#
        right r#"type = "action"
from = "explain"

[[step]]
id = "core"
kind = "include"
protocol = "short.toml""#;
    "unfit-step" "a reference names a step that does not save what is needed"
        text r#"minutes = 10
[step.capture]
type = "action""#
        wrong r#"minutes = 10
repeat = {over = "guess", ask = "Another one?"}
[step.capture]
type = "action""#
        right r#"minutes = 10
repeat = {over = "explain", ask = "Another one?"}
[step.capture]
type = "action""#;
    "unknown-id" "a reference to a step, a lexicon or a column that is not there"
        text r#"from = "notice""#
        wrong r#"from = "notise""#
        right r#"from = "notice""#;
    "unknown-key" "a key that the language does not have"
        text "max_minutes = 60"
        wrong "max_minuts = 60"
        right "max_minutes = 60";
    "unknown-word" "a word that is not in a closed set"
        text r#"kind = "observe""#
        wrong r#"kind = "obsrve""#
        right r#"kind = "observe""#;
    "unreadable" "the file cannot be read"
        file ""
        wrong "locked/mine.toml"
        right "mine.toml";
    "unused-lexicon" "no step uses the lexicon (advice)"
        text r#"[[step]]
id = "explain""#
        wrong r#"[[lexicon]]
id = "blame"
words = ["lazy"]
message = "What is in our hands?"
[[step]]
id = "explain""#
        right r#"[[lexicon]]
id = "blame"
words = ["lazy"]
message = "What is in our hands?"
[[step]]
id = "explain"
lint = "blame"
shelf = "act""#;
    "views-hidden" "a step names views and hides the data (advice)"
        text r#"kind = "act""#
        wrong r#"kind = "reflect"
views = ["overview"]"#
        right r#"kind = "act"
views = ["overview"]"#;
    "wrong-type" "a value of another type than the key takes"
        text "minutes = 15"
        wrong "minutes = 05:00"
        right "minutes = 15";
}
