//! Broken protocols, at least one for every code, with the exact findings; and bundled ones, mutated at random.

use std::collections::BTreeSet;

use super::*;
use crate::chart::sample::Dice;
use crate::diagnostic::Report;

/// A small protocol without any finding; the broken ones below are made from it.
const GOOD: &str = SAMPLE;

/// The part of `GOOD` that stands for a step of its own.
const INFER: &str = "kind = \"infer\"
title = \"Explain\"
minutes = 10
[step.capture]
type = \"list\"
from = \"notice\"
tags = [\"theory\", \"question\"]
";

/// The files beside every protocol of these tests.
struct Files;

impl Beside for Files {
    fn text(&self, name: &str) -> Result<String, Lack> {
        let one = |step: &str| {
            format!(
                "schema = 1\nid = \"short\"\ntitle = \"Short\"\ndata = \"optional\"\n[[step]]\nid = \"talk\"\ntitle = \"Talk\"\n{step}"
            )
        };
        let include = |name: &str| one(&format!("kind = \"include\"\nprotocol = \"{name}\"\n"));
        match name {
            "short.toml" => Ok(one("kind = \"infer\"\nminutes = 5\n[step.capture]\ntype = \"list\"\n")),
            "faulty.toml" => Ok(one("kind = \"infer\"\n")),
            "itself.toml" => Ok(include("itself.toml")),
            "deep1.toml" => Ok(include("deep2.toml")),
            "deep2.toml" => Ok(include("deep3.toml")),
            "deep3.toml" => Ok(include("deep4.toml")),
            "deep4.toml" => Ok(include("short.toml")),
            "long.toml" => Ok((0..201).fold(one("kind = \"frame\"\nminutes = 1\n"), |text, n| {
                text + &format!("[[step]]\nid = \"s{n}\"\ntitle = \"S\"\nkind = \"frame\"\nminutes = 1\n")
            })),
            "words.md" => Ok("# Heard\n\n> I *see*".to_owned()),
            "book.md" => Ok("word ".repeat(20_000)),
            "latin.md" => Err(Lack::NotText),
            _ => Err(Lack::Absent),
        }
    }

    fn is_there(&self, name: &str) -> Option<bool> {
        Some(name == "trust.mp3")
    }
}

/// All findings about a text as `line:column code`, and their codes.
fn findings(text: &str) -> (Vec<String>, Report) {
    let report = match parse_beside("x.toml", text, &Files) {
        Ok(parsed) => parsed.advice,
        Err(report) => report,
    };
    let told = report.records().iter().map(|r| format!("{}:{} {}", r.line, r.column, r.code)).collect();
    (told, report)
}

/// `GOOD` with one piece replaced; the piece must be there, and only once.
fn broken(old: &str, new: &str) -> String {
    assert_eq!(GOOD.matches(old).count(), 1, "{old:?} stands once in the good protocol");
    GOOD.replace(old, new)
}

/// What is replaced by what in `GOOD`, and the findings that it brings.
const BROKEN: &[(&str, &str, &[&str])] = &[
    // syntax
    ("title = \"Look\"", "title = “Look”", &["3:9 toml"]),
    ("title = \"Look\"", "title = Look", &["3:9 toml"]),
    ("id = \"look\"", "id = “look”", &["2:6 toml"]),
    ("minutes = 15", "minutes = 015", &["20:11 toml"]),
    ("id = \"notice\"", "id = notice", &["17:6 toml"]),
    ("[[step]]\nid = \"guess\"", "[[step]\nid = \"guess\"", &["7:8 toml"]),
    ("[\"theory\", \"question\"]", "[\"theory\", \"question\"", &["43:8 toml"]),
    ("title = \"Look\"", "title = \"Look\"\ntitle = \"Look again\"", &["4:1 duplicate-key"]),
    ("data = \"required\"", "data = \"required\"\n[privacy]\n[privacy]", &["7:2 duplicate-key"]),
    ("prompt = \"What stands out?\"", "prompt = \"C:\\temp\\new.csv\"", &["21:10 backslash"]),
    ("prompt = \"What stands out?\"", "prompt = \"What\u{202e} stands out?\"", &["21:10 hidden-characters"]),
    ("prompt = \"What stands out?\"", "prompt = \"What\u{1b} stands out?\"", &["21:15 toml"]),
    // keys
    ("max_minutes", "max_minuts", &["4:1 unknown-key"]),
    ("shelf = \"explain\"", "shelv = \"explain\"", &["22:8 lint-without-shelf", "23:1 unknown-key"]),
    ("allow = [\"pass\"]", "alow = [\"pass\"]", &["30:1 unknown-key"]),
    ("evidence = \"prompted\"", "evidense = \"prompted\"", &["33:1 unknown-key"]),
    ("minutes = 15", "minutes = 15\nmax_minutes = 60", &["21:1 misplaced-key"]),
    ("minutes = 15", "minutes = 15\ndiscussion = true", &["21:1 misplaced-key"]),
    ("type = \"action\"", "type = \"action\"\nprompt = \"Now?\"", &["52:1 misplaced-key"]),
    ("allow = [\"pass\"]", "tips = [\"Go left\"]", &["30:1 misplaced-key"]),
    ("max_minutes = 60", "prompt = \"Now?\"", &["4:1 misplaced-key"]),
    ("title = \"Look\"\n", "", &["1:1 missing-key"]),
    ("schema = 1\n", "", &["1:1 missing-key"]),
    ("kind = \"observe\"\n", "", &["16:1 missing-key"]),
    ("minutes = 15\n", "", &["16:1 missing-key"]),
    ("title = \"Notice\"\n", "", &["16:1 missing-key"]),
    ("id = \"act\"\n", "", &["45:1 missing-key"]),
    ("type = \"action\"\n", "", &["50:1 missing-key"]),
    ("mode = \"silent\"\n", "", &["24:1 missing-key"]),
    ("mode = \"silent\"\nminutes = 5\n", "mode = \"silent\"\n", &["24:1 missing-key"]),
    // values
    ("minutes = 15", "minutes = 02:26", &["20:11 wrong-type"]),
    ("minutes = 15", "minutes = \"15\"", &["20:11 wrong-type"]),
    ("minutes = 15", "minutes = 0", &["20:11 out-of-range"]),
    ("minutes = 15", "minutes = 241", &["20:11 out-of-range"]),
    ("minutes = 15", "minutes = 9999999999999999999999", &["20:11 wrong-type"]),
    ("shelf = \"explain\"", "shelf = 3", &["23:9 wrong-type"]),
    ("views = [\"overview\"]", "views = \"overview\"", &["12:9 wrong-type"]),
    ("tags = [\"theory\", \"question\"]", "tags = [\"theory\", 5]", &["43:19 wrong-type"]),
    ("type = \"action\"", "type = \"action\"\nfields = \"text\"", &["52:10 wrong-type"]),
    ("[step.capture]\ntype = \"action\"", "[[step.capture]]\ntype = \"action\"", &["50:1 wrong-type"]),
    ("title = \"Notice\"", "title = \"  \"", &["19:9 empty"]),
    ("[\"theory\", \"question\"]", "[\"theory\", \"\"]", &["43:19 empty"]),
    ("title = \"Look\"", "title = \"Look\"\nroles = []", &["4:9 empty"]),
    ("kind = \"observe\"", "kind = \"obsrve\"", &["18:8 unknown-word"]),
    ("data = \"required\"", "data = \"yes\"", &["5:8 unknown-word"]),
    ("mode = \"silent\"", "mode = \"quiet\"", &["25:8 unknown-word"]),
    ("allow = [\"pass\"]", "allow = [\"pass\", \"skip\"]", &["30:18 unknown-word"]),
    ("type = \"action\"", "type = \"actions\"", &["51:8 unknown-word"]),
    (
        "type = \"action\"",
        "type = \"action\"\nfields = [\"text\", \"evidence_that_it_worked\"]",
        &["52:19 unknown-word"],
    ),
    ("type = \"action\"", "type = \"action\"\nfields = [\"text\", \"ownr\"]", &["52:19 unknown-word"]),
    ("evidence = \"prompted\"", "evidence = \"always\"", &["33:12 unknown-word"]),
    ("id = \"notice\"", "id = \"No Tice\"", &["17:6 id-form", "42:8 unknown-id"]),
    ("views = [\"overview\"]", "views = [\"Over view\"]", &["12:10 id-form"]),
    ("id = \"look\"", "id = \"look--again\"", &["2:6 id-form"]),
    ("[\"theory\", \"question\"]", "[\"theory\", \"theory\"]", &["43:19 duplicate"]),
    ("views = [\"overview\"]", "views = [\"overview\", \"overview\"]", &["12:22 duplicate"]),
    ("schema = 1", "schema = 2\nnew_key = 1", &["1:10 schema-number"]),
    ("schema = 1", "schema = 0", &["1:10 older-schema"]),
    ("schema = 1", "schema = -1", &["1:10 out-of-range"]),
    ("max_minutes = 60", "language = \"English\"", &["4:12 language"]),
    ("max_minutes = 60", "language = \"pt-BR\"", &[]),
    ("type = \"predict\"", "type = \"predict\"\nshape = \"rank\"\naggregate = true", &[]),
    ("type = \"predict\"", "type = \"predict\"\nshape = \"ranks\"", &["15:9 unknown-word"]),
    ("type = \"predict\"", "type = \"predict\"\naggregate = \"median\"", &["15:13 wrong-type"]),
    ("type = \"action\"\nfrom = \"explain\"", "type = \"plane\"\nentry = \"point\"", &["47:8 act-without-action"]),
    (
        "evidence = \"prompted\"",
        "evidence = \"prompted\"\ndedupe = 1\nlimit = 0",
        &["34:10 wrong-type", "35:9 out-of-range"],
    ),
    // what can be cut, and who takes part
    ("minutes = 15", "minutes = 15\nmin_minutes = 5\ncut_order = 1", &[]),
    ("minutes = 15", "minutes = 15\noptional = true\ncut_order = 1", &[]),
    ("minutes = 15", "minutes = 15\ncut_order = 1", &["21:1 cut-nothing"]),
    ("minutes = 15", "minutes = 15\nmin_minutes = 16", &["21:15 min-minutes"]),
    ("minutes = 15", "minutes = 15\ngroups = {size = 4}", &[]),
    ("minutes = 15", "minutes = 15\ngroups = {merge = \"append\"}", &["21:10 missing-key"]),
    ("minutes = 15", "minutes = 15\ngroups = {size = 4, merge = \"all\"}", &["21:29 unknown-word"]),
    // other protocols
    (INFER, "kind = \"include\"\nprotocol = \"short.toml\"\n", &["23:9 unknown-id", "47:8 unknown-id"]),
    (
        INFER,
        "kind = \"include\"\nprotocol = \"short.toml\"\nminutes = 4\n",
        &["23:9 unknown-id", "39:11 include-minutes", "48:8 unknown-id"],
    ),
    (
        INFER,
        "kind = \"include\"\nprotocol = \"short.toml\"\nprompt = \"Why?\"\n",
        &["23:9 unknown-id", "39:1 misplaced-key", "48:8 unknown-id"],
    ),
    (INFER, "kind = \"include\"\nprotocol = \"shrt.toml\"\n", &["38:12 include-absent"]),
    (INFER, "kind = \"include\"\n", &["35:1 missing-key"]),
    (INFER, "kind = \"include\"\nprotocol = \"../short.toml\"\n", &["38:12 outside-folder"]),
    (INFER, "kind = \"include\"\nprotocol = \"faulty.toml\"\n", &["38:12 include-faulty"]),
    (INFER, "kind = \"include\"\nprotocol = \"itself.toml\"\n", &["38:12 include-cycle"]),
    (INFER, "kind = \"include\"\nprotocol = \"deep1.toml\"\n", &["38:12 include-deep"]),
    (INFER, "kind = \"include\"\nprotocol = \"long.toml\"\n", &["38:12 too-many-steps"]),
    // promises
    ("data = \"required\"", "data = \"required\"\n[display]\nauthors = \"shown\"", &["7:11 fixed"]),
    ("data = \"required\"", "data = \"required\"\n[display]\nsingle_screen = false", &["7:17 fixed"]),
    (
        "data = \"required\"",
        "data = \"required\"\n[privacy]\ncomplementary = false\nnames = \"show\"",
        &["7:17 fixed", "8:9 fixed"],
    ),
    ("data = \"required\"", "data = \"required\"\n[privacy]\nmin_group = 3", &["7:13 out-of-range"]),
    // references
    ("id = \"explain\"", "id = \"notice\"", &["23:9 unknown-id", "36:6 duplicate-id", "52:8 unknown-id"]),
    ("from = \"notice\"", "from = \"notise\"", &["42:8 unknown-id"]),
    ("shelf = \"explain\"", "shelf = \"later\"", &["23:9 unknown-id"]),
    ("lint = \"inference\"", "lint = \"inferrence\"", &["22:8 unknown-id"]),
    ("from = \"notice\"", "from = \"act\"", &["42:8 from-not-earlier"]),
    ("from = \"notice\"", "from = \"explain\"", &["42:8 from-not-earlier"]),
    ("from = \"notice\"", "from = \"guess\"", &["42:8 from-no-comments"]),
    ("shelf = \"explain\"", "shelf = \"guess\"", &["23:9 shelf-not-later"]),
    ("shelf = \"explain\"", "shelf = \"notice\"", &["23:9 shelf-not-later"]),
    ("shelf = \"explain\"\n", "", &["22:8 lint-without-shelf"]),
    (
        "type = \"list\"\nevidence = \"prompted\"",
        "type = \"confirm\"\nitems = [\"x\"]",
        &["22:8 no-comments", "42:8 from-no-comments"],
    ),
    ("title = \"Look\"", "title = \"Look\"\nroles = [ {id = \"scribe\"}, {id = \"scribe\"} ]", &["4:34 duplicate-id"]),
    (
        "data = \"required\"",
        "data = \"required\"\n[[lexicon]]\nid = \"inference\"\nwords = [\"lazy\"]\nmessage = \"?\"",
        &["7:6 duplicate-id"],
    ),
    (
        "data = \"required\"",
        "data = \"required\"\n[[lexicon]]\nid = \"blame\"\nwords = [\"lazy\"]\nmessage = \"What is in our hands?\"",
        &["7:6 unused-lexicon"],
    ),
    (
        "data = \"required\"",
        "data = \"required\"\n[[lexicon]]\nid = \"blame\"\nwords = []\nmessage = \"?\"",
        &["6:1 empty", "7:6 unused-lexicon"],
    ),
    (
        "lint = \"inference\"",
        "lint = \"blame\"\n[[lexicon]]\nid = \"x\"",
        &[
            "22:8 unknown-id",
            "22:8 lint-without-shelf",
            "23:1 missing-key",
            "23:1 missing-key",
            "24:6 unused-lexicon",
            "25:1 unknown-key",
        ],
    ),
    // prediction and reveal
    ("views = [\"overview\"]", "data = \"shown\"", &["12:8 predict-shown"]),
    ("views = [\"overview\"]", "data = \"hidden\"", &["12:8 predict-hidden"]),
    ("kind = \"infer\"", "kind = \"predict\"", &["36:6 predict-after-reveal"]),
    ("kind = \"infer\"", "kind = \"predict\"\nviews = [\"groups\", \"overview\"]", &["38:1 predict-after-reveal"]),
    ("kind = \"predict\"", "kind = \"frame\"", &["7:1 predict-hidden"]),
    (
        "lint = \"inference\"",
        "data = \"hidden\"\nlint = \"inference\"",
        &["22:8 observe-hidden", "34:12 evidence-hidden"],
    ),
    ("type = \"predict\"", "type = \"list\"\nevidence = \"required\"", &["15:12 evidence-hidden"]),
    (
        "[step.capture]\ntype = \"predict\"\n\n[[step]]\nid = \"notice\"\n",
        "[[step]]\nid = \"notice\"\ndata = \"shown+predictions\"\n",
        &["15:8 no-predictions"],
    ),
    ("kind = \"act\"", "kind = \"reflect\"\nviews = [\"overview\"]", &["48:1 views-hidden"]),
    ("data = \"required\"", "data = \"none\"", &["13:1 data-none", "33:12 evidence-hidden"]),
    // captures
    ("type = \"action\"\nfrom = \"explain\"", "type = \"poll\"", &["47:8 act-without-action", "50:1 poll-choices"]),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"poll\"\nchoices = [\"Yes\"]",
        &["47:8 act-without-action", "52:1 poll-choices"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"poll\"\nchoices = [\"Yes\", \"No\"]\npreset = \"fist-to-five\"\nthreshold = 6",
        &["47:8 act-without-action", "52:1 poll-choices", "54:13 out-of-range"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"poll\"\npreset = \"fist-to-four\"\nthreshold = \"3\"",
        &["47:8 act-without-action", "52:10 unknown-word", "53:13 wrong-type"],
    ),
    ("type = \"action\"\nfrom = \"explain\"", "type = \"scale\"", &["47:8 act-without-action", "50:1 scale-items"]),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"scale\"\nitem_from = \"explain\"\nitems = [ {text = \"x\"} ]",
        &["47:8 act-without-action", "53:1 scale-items"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"scale\"\nseries_key = true\nitems = [ {text = \"x\"} ]\nrange = [5, 1]",
        &["47:8 act-without-action", "53:11 series-key", "54:9 range-form"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"scale\"\nsame_items_as = \"explain\"\ncompare = \"guess\"",
        &["47:8 act-without-action", "52:17 unfit-step", "53:11 unfit-step"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"plane\"\nx = {min = 3, max = 3}\nquadrants = [\"one\"]\nmin_group = 2",
        &["47:8 act-without-action", "52:5 axis-order", "53:1 plane-quadrants", "54:13 out-of-range"],
    ),
    ("type = \"action\"\nfrom = \"explain\"", "type = \"vote\"", &["47:8 act-without-action", "50:1 missing-key"]),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"vote\"\nfrom = \"guess\"",
        &["47:8 act-without-action", "52:8 from-no-comments"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"matrix\"\ncolumns = [\"a\"]\nrows = \"fixed\"",
        &["47:8 act-without-action", "52:1 matrix-columns", "53:8 matrix-rows"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"matrix\"\ncolumns = [\"a\", \"b\"]\ncells_to = \"actions\"\nrow_to = {text = \"b\"}",
        &["54:1 matrix-outcome"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"matrix\"\ncolumns = [\"a\", \"b\"]\nrow_to = {due = \"c\"}",
        &["53:17 unknown-id"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"cluster\"\nfrom = \"explain\"\nfree = false",
        &["47:8 act-without-action", "50:1 empty"],
    ),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"review\"\nfrom = \"explain\"\nclosed = [\"gone\"]",
        &["52:8 unknown-word", "53:11 unknown-id"],
    ),
    ("type = \"action\"\nfrom = \"explain\"", "type = \"confirm\"", &["47:8 act-without-action", "50:1 missing-key"]),
    (
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"edit\"\nfrom = \"act\"",
        &["47:8 act-without-action", "52:8 from-not-earlier"],
    ),
    // minutes
    ("max_minutes = 60", "max_minutes = 53", &["4:15 too-long"]),
    ("minutes = 15", "minutes = 16", &["20:11 segment-minutes"]),
    ("minutes = 15", "minutes = 15\nmode = \"pairs\"", &["21:1 mode-twice"]),
    ("mode = \"round-robin\"", "mode = \"pairs\"", &["30:1 only-in-round"]),
    ("allow = [\"pass\"]", "direction = \"left\"", &[]),
    ("mode = \"silent\"", "mode = \"silent\"\ndirection = \"left\"", &["26:1 only-in-round"]),
    // what a step needs
    ("[step.capture]\ntype = \"action\"\nfrom = \"explain\"\n", "", &["47:8 act-without-action"]),
    ("from = \"explain\"", "fields = [\"owner\", \"due\"]", &["52:1 action-text"]),
    ("What stands out?", "What *must* we see?", &["21:10 asked-with-marked"]),
    (
        "minutes = 15",
        "minutes = 15\nquestions = [\"What is there?\", \"Why, probably?\"]",
        &["21:32 asked-with-marked"],
    ),
    (
        "What stands out?",
        "What stands out? Take a long look at the whole picture, then at each of its rows and at each of its bars, and then at the whole again?",
        &[],
    ),
    (
        "What stands out?",
        "What stands out? Take a long look at the whole picture, then at each of its rows and at each of its bars, and then at the whole again, with all that is on it.",
        &["21:10 does-not-fit"],
    ),
    ("title = \"Notice\"", "title = \"Notice what there is in the picture before us\"", &["19:9 does-not-fit"]),
];

#[test]
fn the_good_protocol_has_no_finding() {
    let (told, report) = findings(GOOD);
    assert!(told.is_empty(), "{report}");
}

/// As [`BROKEN`], for what several parts say together.
const TOGETHER: &[(&str, &str, &[&str])] = &[
    ("minutes = 15", "minutes = 15\nlayout = \"side-by-side\"\nviews = [\"a\", \"b\"]", &[]),
    ("minutes = 15", "minutes = 15\nlayout = \"side-by-side\"", &["21:10 layout-views"]),
    ("minutes = 15", "minutes = 15\nlayout = \"beside\"", &["21:10 unknown-word"]),
    (
        "minutes = 10\n[step.capture]\ntype = \"action\"",
        "minutes = 10\nrepeat = {over = \"explain\", ask = \"Another?\"}\n[step.capture]\ntype = \"action\"",
        &[],
    ),
    (
        "minutes = 10\n[step.capture]\ntype = \"action\"",
        "minutes = 10\nrepeat = {over = \"guess\"}\n[step.capture]\ntype = \"action\"",
        &["50:18 unfit-step"],
    ),
    (
        "minutes = 10\n[step.capture]\ntype = \"action\"",
        "minutes = 10\nrepeat = {over = \"act\"}\n[step.capture]\ntype = \"action\"",
        &["50:18 not-earlier"],
    ),
    (
        "minutes = 10\n[step.capture]\ntype = \"action\"",
        "minutes = 10\nrepeat = {ask = \"Another?\"}\n[step.capture]\ntype = \"action\"",
        &["50:10 missing-key"],
    ),
    ("minutes = 15", "minutes = 15\nonly_in = \"checkpoints\"", &["21:11 unknown-word"]),
    (
        "minutes = 15",
        "minutes = 15\nmedia = {title = \"x\", kind = \"audio\", length = \"2:26\", file = \"trust.mp3\"}",
        &[],
    ),
    (
        "minutes = 15",
        "minutes = 15\nmedia = {title = \"x\", kind = \"audio\", length = \"226\", file = \"trust.mp3\"}",
        &["21:48 media-length"],
    ),
    (
        "minutes = 15",
        "minutes = 15\nmedia = {title = \"x\", kind = \"audio\", length = 02:26, file = \"trust.mp3\"}",
        &["21:48 wrong-type"],
    ),
    (
        "minutes = 15",
        "minutes = 15\nmedia = {title = \"x\", kind = \"audio\", length = \"15:01\", file = \"trust.mp3\"}",
        &["21:48 media-longer"],
    ),
    ("minutes = 15", "minutes = 15\nmedia = {title = \"x\", kind = \"audio\"}", &["21:9 media-without-file"]),
    ("minutes = 15", "minutes = 15\nmedia = {title = \"x\", kind = \"audio\", fallback = \"Tell it\"}", &[]),
    (
        "minutes = 15",
        "minutes = 15\nmedia = {title = \"x\", kind = \"audio\", file = \"trust.mp4\"}",
        &["21:46 media-kind"],
    ),
    (
        "minutes = 15",
        "minutes = 15\nmedia = {title = \"x\", kind = \"audio\", file = \"vision.mp3\"}",
        &["21:46 media-absent"],
    ),
    (
        "minutes = 15",
        "minutes = 15\nmedia = {title = \"x\", kind = \"audio\", file = \"http://x.org/a.mp3\"}",
        &["21:46 outside-folder"],
    ),
    (
        "minutes = 15",
        "minutes = 15\nmedia = {title = \"x\", kind = \"sound\", fallback = \"Tell it\"}",
        &["21:30 unknown-word"],
    ),
    ("minutes = 15", "minutes = 15\nexhibit = {title = \"x\", file = \"words.md\"}", &[]),
    ("minutes = 15", "minutes = 15\nexhibit = {title = \"x\", text = \"I *see*\"}", &[]),
    (
        "minutes = 15",
        "minutes = 15\nexhibit = {title = \"x\", file = \"words.md\", text = \"I see\"}",
        &["21:25 exhibit-twice"],
    ),
    ("minutes = 15", "minutes = 15\nexhibit = {title = \"x\"}", &["21:11 missing-key"]),
    ("minutes = 15", "minutes = 15\nexhibit = {title = \"x\", file = \"wrds.md\"}", &["21:32 exhibit-file"]),
    ("minutes = 15", "minutes = 15\nexhibit = {title = \"x\", file = \"book.md\"}", &["21:32 exhibit-file"]),
    ("minutes = 15", "minutes = 15\nexhibit = {title = \"x\", file = \"latin.md\"}", &["21:32 exhibit-file"]),
    ("minutes = 15", "minutes = 15\nexhibit = {title = \"x\", file = \"words.docx\"}", &["21:32 exhibit-file"]),
    ("minutes = 15", "minutes = 15\nexhibit = {title = \"x\", file = \"../words.md\"}", &["21:32 outside-folder"]),
    (
        "data = \"required\"",
        "data = \"required\"\n[series]\nkey = \"team\"\nper_year = 4\ncarry = [\"actions\", \"exit\"]\ncheckpoints = [{after_days = 21, start_at = \"act\"}]",
        &[],
    ),
    (
        "data = \"required\"",
        "data = \"required\"\n[series]\nper_year = 0\ncarry = [\"action\"]",
        &["6:1 missing-key", "7:12 out-of-range", "8:10 unknown-word"],
    ),
    (
        "data = \"required\"",
        "data = \"required\"\n[series]\nkey = \"team\"\ncheckpoints = [{after_days = 21, start_at = \"akt\"}]",
        &["8:45 unknown-id"],
    ),
    (
        "data = \"required\"",
        "data = \"required\"\n[series]\nkey = \"team\"\ncheckpoints = [{after_days = 21, start_at = \"act\"}, {after_days = 20, start_at = \"act\"}]",
        &["8:67 checkpoint-order"],
    ),
];

#[test]
fn what_parts_say_together_is_checked() {
    let mut wrong = Vec::new();
    for (old, new, expected) in TOGETHER {
        let (told, report) = findings(&broken(old, new));
        if told != *expected {
            wrong.push(format!("{old:?} -> {new:?}\n  expected {expected:?}\n  told {told:?}\n{report}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_checkpoint_begins_at_a_step_that_takes_place() {
    let series = "data = \"required\"\n[series]\nkey = \"x\"\ncheckpoints = [{after_days = 9, start_at = \"act\"}]";
    let text = broken("data = \"required\"", series).replace("title = \"Act\"", "title = \"Act\"\nonly_in = \"first\"");
    let (told, _) = findings(&text);
    assert_eq!(told, ["8:44 checkpoint-step"]);
}

#[test]
fn every_mistake_is_told_once_and_where_it_stands() {
    assert!(BROKEN.len() + TOGETHER.len() >= 150, "{} and {}", BROKEN.len(), TOGETHER.len());
    let mut wrong = Vec::new();
    for (old, new, expected) in BROKEN {
        let (told, report) = findings(&broken(old, new));
        if told != *expected {
            wrong.push(format!("{old:?} -> {new:?}\n  expected {expected:?}\n  told {told:?}\n{report}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_without_a_protocol_are_told_so() {
    for (text, expected) in [
        ("", vec!["1:1 empty-file"]),
        ("\u{feff}\n  # a comment\n\n", vec!["1:1 empty-file"]),
        ("schema = 1\nid = \"x\"\ntitle = \"X\"\n", vec!["1:1 no-steps"]),
        ("schema = 1\nid = \"x\"\ntitle = \"X\"\nstep = []\n", vec!["4:8 empty"]),
        ("schema = 1\nid = \"x\"\ntitle = \"X\"\n[step]\nid = \"a\"\n", vec!["4:1 wrong-type"]),
        ("schema = 1\nid = \"x\"\ntitle = \"X\"\n[step]\nid = \"a\"\n[step]\nid = \"b\"\n", vec!["6:2 duplicate-key"]),
    ] {
        assert_eq!(findings(text).0, expected, "{text:?}");
    }
}

#[test]
fn a_data_file_named_by_mistake_is_not_quoted() {
    let csv = "student,name,score\nQX-1,Zqvarin Xvrel,204\nQX-2,Vxmora Qzlin,198\n";
    let (told, report) = findings(csv);
    assert_eq!(told, ["1:1 not-a-protocol"]);
    assert!(report.source.is_none());
    assert!(!report.to_string().contains("Zqvarin"), "{report}");
}

#[test]
fn syntax_and_meaning_are_told_together() {
    let text = broken("title = \"Look\"", "title = “Look”").replace("from = \"notice\"", "form = \"notice\"");
    let text = text.replace("max_minutes = 60", "max_minutes = 5");
    assert_eq!(findings(&text).0, ["3:9 toml", "4:15 too-long", "42:1 unknown-key"]);
}

#[test]
fn every_code_is_documented_once_and_told_by_some_test() {
    let mut told: BTreeSet<&str> = ["empty-file", "no-steps", "not-a-protocol"].into();
    // Those of `load` have their own test there; what is unreadable depends on the disk.
    told.extend(["not-found", "directory", "not-text", "too-large", "unreadable"]);
    told.insert("checkpoint-step");
    for (old, new, _) in BROKEN.iter().chain(TOGETHER) {
        told.extend(findings(&broken(old, new)).1.findings.iter().map(|finding| finding.code));
    }
    let documented: Vec<&str> = CODES.iter().map(|code| code.name).collect();
    assert!(documented.is_sorted_by(|a, b| a < b), "sorted, each once");
    assert_eq!(told.into_iter().collect::<Vec<_>>(), documented);
}

#[test]
fn every_finding_but_one_about_the_file_says_what_to_try() {
    for (old, new, _) in BROKEN {
        for finding in &findings(&broken(old, new)).1.findings {
            let may_lack = matches!(finding.code, "empty" | "out-of-range" | "wrong-type");
            assert!(finding.hint.is_some() || may_lack, "{}: {}", finding.code, finding.message);
            assert!(!finding.message.ends_with('.'), "{}", finding.message);
        }
    }
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_move_no_finding() {
    for (old, new, _) in BROKEN {
        let text = broken(old, new);
        let other = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(findings(&text).0, findings(&other).0, "{old:?} -> {new:?}");
    }
}

#[test]
fn a_protocol_has_what_its_file_says() {
    let protocol = parse("x", GOOD).expect("it is good").protocol;
    assert_eq!((protocol.minutes(), protocol.max_minutes, protocol.data), (54, Some(60), DataNeed::Required));
    let [guess, notice, explain, act, exit, learnt, mood] = protocol.steps.as_slice() else { panic!("seven steps") };
    assert_eq!(guess.data, DataState::Axes);
    assert_eq!(
        guess.segments,
        [Segment {
            mode: Mode::WholeGroup,
            minutes: 10,
            direction: None,
            may_pass: false,
            may_ditto: false,
            discussion: true
        }]
    );
    assert_eq!((notice.data, notice.shelf), (DataState::Shown, Some(2)));
    assert_eq!(notice.lint.as_ref().map(|lexicon| lexicon.id.as_str()), Some("inference"));
    assert_eq!(
        notice.segments.iter().map(|s| (s.mode, s.minutes, s.may_pass, s.discussion)).collect::<Vec<_>>(),
        [(Mode::Silent, 5, false, false), (Mode::RoundRobin, 10, true, false),]
    );
    let Some(Capture::List(list)) = &explain.capture else { panic!("a list") };
    assert_eq!((list.from, list.tags.len(), list.evidence), (Some(1), 2, Evidence::Off));
    let Some(Capture::Action(action)) = &act.capture else { panic!("actions") };
    assert_eq!((action.from, action.fields.as_slice()), (Some(2), ActionField::USUAL.as_slice()));
    let (Some(Capture::Poll(poll)), Some(Capture::Scale(scale))) = (&exit.capture, &learnt.capture) else {
        panic!("a poll and a scale")
    };
    assert_eq!((poll.choices.join(" / "), poll.fist, scale.items.len()), ("Yes / Not yet".to_owned(), false, 1));
    let Some(Capture::Plane(plane)) = &mood.capture else { panic!("a plane") };
    assert_eq!((plane.x.label.as_str(), plane.x.min, plane.x.max, plane.quadrants.len()), ("Pleasant", -5, 5, 4));
}

#[test]
fn a_later_prediction_of_another_view_is_allowed() {
    let text = broken("kind = \"infer\"", "kind = \"predict\"\nviews = [\"groups\"]");
    assert_eq!(findings(&text).0, [""; 0]);
}

#[test]
fn text_is_asked_first_wherever_it_stands() {
    let text = broken("from = \"explain\"", "fields = [\"due\", \"text\"]");
    let protocol = parse("x", &text).expect("it is good").protocol;
    let Some(Capture::Action(action)) = &protocol.steps[3].capture else { panic!("actions") };
    assert_eq!(action.fields, [ActionField::Text, ActionField::Due]);
}

#[test]
fn control_and_direction_characters_of_a_file_reach_neither_screen_nor_protocol() {
    let text = broken("What stands out?", "What\u{202e} stands\u{200b} out?");
    let parsed = parse("x\u{1b}[2J.toml", &text).expect("advice only");
    assert_eq!(parsed.protocol.steps[1].prompt, "What stands out?");
    let text = text.replace("Guess", "Gu\u{1b}[31mess").replace("kind = \"act\"", "\u{202e}kind = \"act\"");
    let report = parse("x\u{1b}[2J.toml", &text).expect_err("an escape is not TOML");
    let shown = report.to_string() + &report.to_json();
    assert!(shown.chars().all(|c| c == '\n' || crate::text::is_showable(c)), "{shown}");
    assert!(report.findings.len() >= 3, "{shown}");
}

const PIECES: &[&str] = &[
    "[[step]]",
    "[step.capture]",
    "[[step.segment]]",
    "[step]",
    "=",
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "{",
    "}",
    "\n",
    "\r\n",
    "#",
    "minutes = 0",
    "id = \"x\"",
    "data = \"none\"",
    "02:26",
    "2025-01-01",
    "1e999",
    "-1",
    "0x7fffffffffffffff",
    "\\",
    "“",
    "\u{202e}",
    "\u{1b}",
    "\u{feff}",
    "a.b.c = 1",
    "type = \"predict\"",
    "from = \"describe\"",
    "shelf = \"predict\"",
    "kind = \"include\"",
    "学",
    "true",
    "nan",
    "views = []",
];

fn mutated(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.below(4) {
        let at = |dice: &mut Dice, text: &str| {
            let mut at = dice.below(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (one, two) = (at(dice, &text), at(dice, &text));
        let (start, end) = (one.min(two), one.max(two));
        let near = (start + dice.below(12)).min(end);
        let near = if text.is_char_boundary(near) { near } else { start };
        match dice.below(5) {
            0 => text.replace_range(start..near, ""),
            1 => text.insert_str(start, PIECES[dice.below(PIECES.len())]),
            2 => text.replace_range(start..near, PIECES[dice.below(PIECES.len())]),
            3 => {
                let mut lines: Vec<&str> = text.lines().collect();
                let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
                if !lines.is_empty() {
                    lines.swap(a, b);
                }
                text = lines.join("\n");
            }
            _ => {
                let mut lines: Vec<&str> = text.lines().collect();
                if !lines.is_empty() {
                    lines.remove(dice.below(lines.len()));
                }
                text = lines.join("\n");
            }
        }
    }
    text
}

/// A tenth of the mutations unless all are asked for.
fn rounds() -> usize {
    if std::env::var_os("CHARTPAPER_FULL").is_some() { 100_000 } else { 10_000 }
}

#[test]
fn no_mutation_of_a_protocol_panics_or_breaks_what_holds_of_protocols() {
    let sources: Vec<&str> = bundled().iter().map(|bundled| bundled.text).chain([GOOD]).collect();
    let mut accepted = 0;
    for round in 0..rounds() {
        let mut dice = Dice(round as u64);
        let text = mutated(sources[dice.below(sources.len())], &mut dice);
        match parse("x", &text) {
            Ok(parsed) => {
                accepted += 1;
                holds(&parsed.protocol);
            }
            Err(report) => {
                assert!(report.has_errors(), "round {round}");
                for record in report.records() {
                    assert!(
                        record.line <= text.lines().count() + 1 && record.column < record.end_column + 1,
                        "round {round}"
                    );
                }
                if round % 50 == 0 {
                    assert!(!report.to_string().is_empty(), "round {round}");
                }
            }
        }
    }
    assert!(
        accepted > rounds() / 20,
        "only {accepted} were accepted: the mutations are too coarse to test what is accepted"
    );
}

/// The invariants that the module states.
fn holds(protocol: &Protocol) {
    assert!(!protocol.steps.is_empty());
    let ids: BTreeSet<&str> = protocol.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids.len(), protocol.steps.len());
    assert!(protocol.max_minutes.is_none_or(|max| protocol.minutes() <= max));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (index, step) in protocol.steps.iter().enumerate() {
        assert!(!step.segments.is_empty());
        assert_eq!(step.segments.iter().map(|segment| segment.minutes).sum::<u32>(), step.minutes);
        assert!(step.shelf.is_none_or(|shelf| shelf > index && shelf < protocol.steps.len()));
        let from = step.capture.as_ref().and_then(Capture::from);
        assert!(from.is_none_or(|from| from < index && protocol.steps[from].has_topics()));
        let predicts = matches!(step.capture, Some(Capture::Predict(_)));
        if predicts || step.kind == Kind::Predict {
            assert!(!step.data.shows_data());
            assert!(protocol.data == DataNeed::None || step.views.iter().all(|view| !seen.contains(view.as_str())));
        }
        if step.data.shows_data() {
            assert!(protocol.data != DataNeed::None);
            seen.extend(step.views.iter().map(String::as_str));
        }
        if let Some(Capture::Action(action)) = &step.capture {
            assert_eq!(action.fields.first(), Some(&ActionField::Text));
        }
    }
}

#[test]
fn a_file_of_a_megabyte_of_nonsense_is_told_in_time() {
    for part in [
        "[[step]]\n",
        "[[step]]\nid = \"a\"\n[step.capture]\ntype = \"list\"\nfrom = \"b\"\n",
        "[[lexicon]]\nid = \"a\"\n",
        "[[roles]]\nid = \"a\"\n",
        "x = yes\n",
        "[step]\n",
    ] {
        let text = format!("schema = 1\n{}", part.repeat(1_000_000 / part.len()));
        let (_, report) = findings(&text);
        assert!(report.has_errors() && report.to_string().len() < 100_000, "{part:?}");
    }
    let tags = (0..100_000).map(|n| format!("\"t{n}\"")).collect::<Vec<_>>().join(", ") + ", ";
    assert!(findings(&broken("\"theory\", ", &tags)).0.is_empty());
}

#[test]
fn a_key_that_the_language_does_not_have_is_never_ignored() {
    // A tenth of what `rounds` says, unless all are asked for.
    let all = rounds();
    for round in 0..if all < 100_000 { all / 10 } else { all } {
        let mut dice = Dice(round as u64);
        let sources = bundled();
        let text = sources[dice.below(sources.len())].text;
        // Between two lines, but not inside a list of several lines.
        let lines: Vec<&str> = text.lines().collect();
        let mut open = false;
        let free: Vec<usize> = (0..=lines.len())
            .filter(|&at| {
                let before = at.checked_sub(1).map_or("", |before| lines[before]);
                open = (open || before.ends_with('[') || before.ends_with("[ ")) && before != "]";
                !open
            })
            .collect();
        let at = free[dice.below(free.len())];
        let key = format!("k{}-y", dice.below(1_000_000));
        let mut with: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        with.insert(at, format!("{key} = {}", ["1", "\"x\"", "[]", "{ a = 1 }", "true"][dice.below(5)]));
        let (told, report) = findings(&with.join("\n"));
        assert_eq!(told, [format!("{}:1 unknown-key", at + 1)], "{key}: {report}");
    }
}

#[test]
fn the_steps_of_an_included_protocol_stand_in_its_place() {
    let include = "kind = \"include\"\nprotocol = \"whole.toml\"\n";
    let text = broken(INFER, include).replace("shelf = \"explain\"", "shelf = \"explain-explain\"");
    let text = text.replace("from = \"explain\"", "from = \"explain-explain\"").replace("max_minutes = 60\n", "");
    let inner = GOOD.replace(
        "data = \"required\"",
        "data = \"required\"\nnorms = [\"We look first\"]\nroles = [ {id = \"scribe\"} ]",
    );
    let inner = inner
        .replace("views = [\"overview\"]", "views = [\"groups\"]")
        .replace("title = \"Notice\"", "title = \"Notice\"\nviews = [\"groups\"]");
    let beside = std::collections::BTreeMap::from([("whole.toml".to_owned(), inner)]);
    let parsed = parse_beside("x", &text, &beside).unwrap_or_else(|report| panic!("{report}"));
    let ids: Vec<&str> = parsed.protocol.steps.iter().map(|step| step.id.as_str()).collect();
    let inside =
        ["explain-guess", "explain-notice", "explain-explain", "explain-act", "explain-exit", "explain-learnt"];
    let around = ["explain-mood", "act", "exit", "learnt", "mood"];
    assert_eq!(ids, [["guess", "notice"].as_slice(), &inside, &around].concat());
    let from = |at: usize| parsed.protocol.steps[at].capture.as_ref().and_then(Capture::from);
    assert_eq!((from(4), from(5), from(9)), (Some(3), Some(4), Some(4)));
    assert_eq!((parsed.protocol.steps[1].shelf, parsed.protocol.steps[3].shelf), (Some(4), Some(4)));
    assert_eq!((parsed.protocol.norms.len(), parsed.protocol.roles.len()), (1, 1));
    // What a session keeps is enough to read it again.
    let again = parse_beside("x", parsed.text(), &parsed.attached).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(again, parsed);
    holds(&parsed.protocol);
}

#[test]
fn a_view_that_an_included_protocol_shows_cannot_be_predicted_later() {
    let include = "kind = \"include\"\nprotocol = \"whole.toml\"\n";
    let text = broken(INFER, include)
        .replace("shelf = \"explain\"", "shelf = \"act\"")
        .replace("type = \"action\"\nfrom = \"explain\"", "type = \"list\"");
    let text = text.replace("kind = \"act\"", "kind = \"infer\"").replace("max_minutes = 60", "");
    let beside = std::collections::BTreeMap::from([("whole.toml".to_owned(), GOOD.to_owned())]);
    let report = parse_beside("x", &text, &beside).expect_err("the included protocol predicts what was seen");
    let told: Vec<String> = report.records().iter().map(|r| format!("{}:{} {}", r.line, r.column, r.code)).collect();
    assert_eq!(told, ["38:12 predict-after-reveal"]);
}

#[test]
fn what_to_cut_follows_the_order_of_the_protocol() {
    let text = broken("minutes = 15", "minutes = 15\nmin_minutes = 5\ncut_order = 2")
        .replace("title = \"Explain\"", "title = \"Explain\"\noptional = true\ncut_order = 1");
    let protocol = parse("x", &text).unwrap_or_else(|report| panic!("{report}")).protocol;
    let cuts = |from, over| protocol.cuts(from, Occasion::First, over);
    assert_eq!(cuts(0, 0), []);
    assert_eq!(cuts(0, 8), [(2, 8)]);
    assert_eq!(cuts(0, 14), [(2, 10), (1, 4)]);
    assert_eq!(cuts(0, 99), [(2, 10), (1, 10)]);
    assert_eq!(cuts(2, 99), [(2, 10)]);
}

#[test]
fn every_capture_is_what_its_keys_say() {
    let capture = |keys: &str| {
        let text = broken("type = \"action\"\nfrom = \"explain\"", keys);
        parse("x", &text).map_err(|report| report.to_string()).unwrap().protocol.steps[3].capture.clone().unwrap()
    };
    let Capture::Poll(poll) = capture("type = \"poll\"\npreset = \"fist-to-five\"\nthreshold = 3\nrevote = true")
    else {
        panic!("a poll")
    };
    assert_eq!((poll.choices.len(), poll.threshold, poll.answers), (6, Some(3), Answers::Hands));
    let Capture::Scale(scale) = capture("type = \"scale\"\nitem_from = \"explain\"\nrange = [0, 4]") else {
        panic!("a scale")
    };
    assert_eq!((scale.item_from, scale.levels().count()), (Some(2), 5));
    let Capture::Plane(plane) = capture("type = \"plane\"\nentry = \"tally-by-quadrant\"") else { panic!("a plane") };
    assert!(plane.answers == Answers::Slips, "a mood is private where the protocol does not say it");
    let Capture::Matrix(matrix) =
        capture("type = \"matrix\"\ncolumns = [\"a\", \"b\"]\nrow_from = \"explain\"\nrow_to = {text = \"b\"}")
    else {
        panic!("a matrix")
    };
    assert_eq!((matrix.row_from, matrix.insert), (Some(2), false), "rows of an earlier step alone cannot be added to");
    assert_eq!(matrix.outcome, Outcome::Rows(vec![(ActionField::Text, 1)]));
    let Capture::Cluster(cluster) = capture("type = \"cluster\"\nfrom = \"explain\"") else { panic!("a cluster") };
    assert!(cluster.free);
    let Capture::Review(review) = capture("type = \"review\"") else { panic!("a review") };
    assert_eq!((review.status.len(), review.closed), (4, vec!["done".to_owned(), "dropped".to_owned()]));
}

#[test]
fn a_scale_takes_over_the_items_of_an_earlier_one() {
    let scale = "type = \"scale\"\nitems = [ {key = \"meet\", text = \"Run a meeting\"} ]";
    let text = broken("type = \"list\"\nfrom = \"notice\"\ntags = [\"theory\", \"question\"]", scale);
    let text = text.replace(
        "type = \"action\"\nfrom = \"explain\"",
        "type = \"scale\"\nsame_items_as = \"explain\"\ncompare = \"explain\"",
    );
    let protocol = parse("x", &text).map_err(|report| report.to_string()).unwrap().protocol;
    let Some(Capture::Scale(later)) = &protocol.steps[3].capture else { panic!("a scale") };
    assert_eq!((later.items[0].key.as_str(), later.compare), ("meet", Some(2)));
}

#[test]
fn every_code_has_an_example_that_brings_it_and_one_that_brings_nothing() {
    let mut wrong_ones = Vec::new();
    for code in CODES {
        let Example::Text { at, wrong, right } = code.example else { continue };
        let place = |with: &str| {
            assert!(
                at.is_empty() || SAMPLE.matches(at).count() == 1,
                "{}: {at:?} stands once in the sample",
                code.name
            );
            if at.is_empty() { with.to_owned() } else { SAMPLE.replace(at, with) }
        };
        let told = |with: &str| -> Vec<&'static str> {
            findings(&place(with)).1.findings.into_iter().map(|finding| finding.code).collect()
        };
        if !told(wrong).contains(&code.name) || !told(right).is_empty() {
            wrong_ones.push(format!("{}: wrong tells {:?}, right tells {:?}", code.name, told(wrong), told(right)));
        }
        assert_eq!(code.about.ends_with("(advice)"), is_advice(&place(wrong), code.name), "{}", code.name);
    }
    assert!(wrong_ones.is_empty(), "{}", wrong_ones.join("\n"));
}

/// Whether a finding of this code in a text is advice.
fn is_advice(text: &str, code: &str) -> bool {
    let found = findings(text).1.findings.into_iter().find(|finding| finding.code == code);
    found.is_some_and(|finding| finding.severity == crate::diagnostic::Severity::Advice)
}
