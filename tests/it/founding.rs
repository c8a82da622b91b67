//! The bundled protocols against the texts that they come from: order, minutes, and what each system asks for.
//!
//! The figures are those of the sources that each file names at its head; "ours" are minutes that the sources leave open.

use chartpaper::protocol::{
    self, ActionField, Capture, DataNeed, DataState, Evidence, Layout, Matrix, Merge, Mode, Occasion, Outcome,
    Protocol, Step,
};

fn open(id: &str) -> Protocol {
    protocol::open(id).unwrap().protocol
}

fn step(protocol: &Protocol, id: &str) -> Step {
    protocol.steps[protocol.position(id).unwrap_or_else(|| panic!("{}: {id}", protocol.id))].clone()
}

/// Order and minutes of a system: id of the bundled file, kind of each step, minutes that a source gives (or a range), minutes that
/// a whole may take.
type Plan = (&'static str, &'static [(&'static str, (u32, u32))], (u32, u32));

/// Minutes that no source gives.
const OURS: (u32, u32) = (1, 90);

const PLANS: &[Plan] = &[
    // Getting started - describe - interpret - implications - reflect at about 10 each - debrief; 45 to 60 in all.
    (
        "atlas-looking-at-data",
        &[
            ("frame", OURS),
            ("observe", (10, 10)),
            ("infer", (10, 10)),
            ("act", (10, 10)),
            ("reflect", (10, 10)),
            ("reflect", OURS),
        ],
        (45, 60),
    ),
    // Predict - go visual - observe - infer; choose, causes and actions from the collaborative learning cycle; no minutes given.
    (
        "data-driven-dialogue",
        &[
            ("predict", OURS),
            ("frame", OURS),
            ("observe", OURS),
            ("observe", OURS),
            ("infer", OURS),
            ("infer", OURS),
            ("act", OURS),
            ("reflect", OURS),
        ],
        (45, 90),
    ),
    // Why, what, how first; what became of the actions; a protocol (its own minutes); the balance; the exit. Never more than 90.
    (
        "learning-retreat",
        &[
            ("frame", OURS),
            ("frame", OURS),
            ("frame", OURS),
            ("observe", (10, 10)),
            ("infer", (10, 10)),
            ("act", (10, 10)),
            ("reflect", (10, 10)),
            ("reflect", OURS),
            ("reflect", OURS),
            ("reflect", OURS),
        ],
        (60, 90),
    ),
    // Values to behaviours - evidence - judgement - goals; no minutes given.
    (
        "mission-to-metrics",
        &[("frame", OURS), ("infer", OURS), ("infer", OURS), ("infer", OURS), ("act", OURS), ("reflect", OURS)],
        (45, 90),
    ),
    // Check-in - warm beside cool - check-out; no minutes given.
    (
        "warm-data-check-in",
        &[("frame", OURS), ("frame", OURS), ("observe", OURS), ("infer", OURS), ("reflect", OURS)],
        (15, 40),
    ),
    // Skill - comfort - choice of an area - action research; check-points. No minutes given.
    (
        "teacher-learning-cycle",
        &[
            ("frame", OURS),
            ("reflect", OURS),
            ("infer", OURS),
            ("act", OURS),
            ("reflect", OURS),
            ("reflect", OURS),
            ("act", OURS),
        ],
        (15, 60),
    ),
    // Orient 5 - two rounds, 25 together (below) - hypotheses in the open - next steps.
    (
        "data-for-liberation",
        &[
            ("frame", OURS),
            ("frame", (5, 5)),
            ("observe", OURS),
            ("break", (5, 10)),
            ("infer", OURS),
            ("infer", OURS),
            ("act", OURS),
            ("break", OURS),
            ("reflect", OURS),
        ],
        (45, 90),
    ),
    // Listen 2:26 - 5 questions - listen 2:41 - 4 questions - table - 6 questions - close.
    (
        "data-driven-vision",
        &[
            ("frame", (3, 5)),
            ("infer", OURS),
            ("frame", (3, 5)),
            ("infer", OURS),
            ("act", OURS),
            ("infer", OURS),
            ("act", OURS),
        ],
        (60, 90),
    ),
    // Silent 5, round 5 - silent 5, round 10 - talk 15; rating and agreeing are ours.
    (
        "notice-and-wonder",
        &[("observe", (10, 10)), ("infer", (15, 15)), ("infer", (15, 15)), ("infer", OURS), ("act", OURS)],
        (40, 50),
    ),
    // 45 in all, 15 of them for the first question.
    ("whats-so-what-now-what", &[("observe", (15, 15)), ("infer", OURS), ("act", OURS), ("reflect", OURS)], (45, 45)),
    // Prepare 1, 2 - inquire 3, 4, 5 - act 6, 7, 8; no minutes given.
    (
        "data-wise-cycle",
        &[
            ("frame", OURS),
            ("frame", OURS),
            ("observe", OURS),
            ("infer", OURS),
            ("observe", OURS),
            ("infer", OURS),
            ("act", OURS),
            ("infer", OURS),
            ("act", OURS),
            ("reflect", OURS),
        ],
        (45, 90),
    ),
    // Write 5 - share 3 to 5, discuss 3 to 5 - three more rounds of 6 to 10 - implications 10 - debrief and headlines 5.
    (
        "success-analysis",
        &[
            ("frame", (5, 5)),
            ("observe", (6, 10)),
            ("observe", (6, 10)),
            ("observe", (6, 10)),
            ("observe", (6, 10)),
            ("infer", (10, 10)),
            ("act", OURS),
            ("reflect", (5, 5)),
        ],
        (45, 60),
    ),
    // 10 - 20 - 5 - 2 to 3 - 15 - 15 - 10.
    (
        "tuning",
        &[
            ("frame", (10, 10)),
            ("frame", (20, 20)),
            ("observe", (5, 5)),
            ("break", (2, 3)),
            ("infer", (15, 15)),
            ("reflect", (15, 15)),
            ("reflect", (10, 10)),
        ],
        (77, 78),
    ),
    // Present 5 to 10 - clarify 5 - probe 10, restate - talk 15 - reflect, debrief; about 50.
    (
        "consultancy",
        &[
            ("frame", (5, 10)),
            ("frame", (5, 5)),
            ("infer", (10, 10)),
            ("frame", OURS),
            ("infer", (15, 15)),
            ("reflect", OURS),
            ("act", OURS),
            ("reflect", OURS),
        ],
        (45, 55),
    ),
    // Introduction - walk - think, pair, share - whole group; 45 to 90.
    (
        "data-equity-walk",
        &[
            ("frame", OURS),
            ("observe", OURS),
            ("break", OURS),
            ("infer", OURS),
            ("infer", OURS),
            ("act", OURS),
            ("reflect", OURS),
        ],
        (45, 90),
    ),
];

#[test]
fn order_and_minutes_are_those_of_the_sources() {
    assert_eq!(PLANS.len(), protocol::bundled().len(), "every bundled protocol has its plan");
    for (id, steps, (least, most)) in PLANS {
        let protocol = open(id);
        let kinds: Vec<_> = protocol.steps.iter().map(|step| step.kind.word()).collect();
        assert_eq!(kinds, steps.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), "{id}");
        for (step, (_, (least, most))) in protocol.steps.iter().zip(*steps) {
            assert!((*least..=*most).contains(&step.minutes), "{id}, {}: {} minutes", step.id, step.minutes);
        }
        let minutes = Occasion::ALL.map(|occasion| protocol.minutes_on(occasion));
        let takes_place = minutes.iter().filter(|minutes| **minutes > 0);
        for minutes in takes_place {
            assert!((*least..=*most).contains(minutes), "{id}: {minutes} minutes");
        }
        assert!(protocol.max_minutes.is_some_and(|max| max <= 90), "{id}");
    }
}

#[test]
fn parts_of_steps_are_those_of_the_sources() {
    let parts = |id: &str, at: &str| -> Vec<(Mode, u32)> {
        step(&open(id), at).segments.iter().map(|segment| (segment.mode, segment.minutes)).collect()
    };
    assert_eq!(parts("notice-and-wonder", "notice"), [(Mode::Silent, 5), (Mode::RoundRobin, 5)]);
    assert_eq!(parts("notice-and-wonder", "wonder"), [(Mode::Silent, 5), (Mode::RoundRobin, 10)]);
    assert_eq!(
        parts("whats-so-what-now-what", "what"),
        [(Mode::Silent, 3), (Mode::SmallGroups, 7), (Mode::WholeGroup, 5)]
    );
    assert_eq!(parts("success-analysis", "first"), [(Mode::Presenter, 3), (Mode::PresenterSilent, 5)]);
    assert_eq!(parts("tuning", "feedback"), [(Mode::PresenterSilent, 15)]);
    let liberation = open("data-for-liberation");
    let rounds = ["notice", "wonder"].map(|id| step(&liberation, id));
    assert_eq!(rounds.iter().map(|round| round.minutes).sum::<u32>(), 25);
    let directions = rounds.map(|round| round.segments.last().and_then(|segment| segment.direction.clone()).unwrap());
    assert_ne!(directions[0], directions[1], "the second round goes the other way");
    let success = open("success-analysis");
    let rounds: Vec<_> =
        ["first", "second", "third", "fourth"].iter().map(|id| success.position(id).unwrap()).collect();
    let Some(Capture::Cluster(cluster)) = step(&success, "common").capture else { panic!("factors are sorted") };
    assert_eq!((cluster.from, cluster.also.as_slice()), (rounds[0], &rounds[1..]), "the factors of every success");
    let walk = open("data-equity-walk");
    let pair = walk.position("pair").unwrap();
    assert_eq!(walk.cuts(0, Occasion::First, 5)[0].0, pair, "think-pair-share is cut first");
    assert_eq!(step(&walk, "whole").cut_order, None, "the talk of the whole group is protected");
}

/// Whether some step is so.
fn any(protocol: &Protocol, is_so: impl Fn(&Step) -> bool) -> bool {
    protocol.steps.iter().any(is_so)
}

fn captures(protocol: &Protocol, word: &str) -> bool {
    any(protocol, |step| step.capture.as_ref().is_some_and(|capture| capture.word() == word))
}

fn matrix(protocol: &Protocol, is_so: impl Fn(&Matrix) -> bool) -> bool {
    any(protocol, |step| matches!(&step.capture, Some(Capture::Matrix(matrix)) if is_so(matrix)))
}

fn mode(protocol: &Protocol, mode: Mode) -> bool {
    any(protocol, |step| step.segments.iter().any(|segment| segment.mode == mode))
}

fn lexicon(protocol: &Protocol, word: &str) -> bool {
    any(protocol, |step| step.lint.as_ref().is_some_and(|lexicon| lexicon.words.iter().any(|own| own == word)))
}

/// Whether the file says something that the program holds anyway.
fn says(protocol: &Protocol, line: &str) -> bool {
    protocol::bundled().iter().any(|bundled| bundled.id == protocol.id && bundled.text.lines().any(|own| own == line))
}

type Needs = &'static [(&'static str, fn(&Protocol) -> bool)];

/// What each founding system must have, and the bundled file that holds it.
const SYSTEMS: &[(&str, Needs)] = &[
    (
        "atlas-looking-at-data",
        &[
            ("list with evidence", |p| {
                any(p, |s| matches!(&s.capture, Some(Capture::List(list)) if list.evidence != Evidence::Off))
            }),
            ("lint", |p| lexicon(p, "because")),
            ("silent", |p| mode(p, Mode::Silent)),
            ("action", |p| captures(p, "action")),
            ("two reflect steps", |p| {
                p.steps.iter().filter(|s| s.kind == protocol::Kind::Reflect && s.takes_comments()).count() == 2
            }),
            ("axes until described", |p| p.steps[0].data == DataState::Axes && p.steps[1].data == DataState::Shown),
        ],
    ),
    (
        "data-driven-dialogue",
        &[
            ("predict", |p| captures(p, "predict")),
            ("axes", |p| any(p, |s| s.data == DataState::Axes)),
            ("overlay", |p| any(p, |s| s.data == DataState::ShownWithPredictions)),
            ("no-because lexicon", |p| {
                any(p, |s| s.lint.as_ref().is_some_and(|lexicon| lexicon.id == "no-because")) && lexicon(p, "because")
            }),
            ("round-robin", |p| mode(p, Mode::RoundRobin)),
            ("vote and keep", |p| any(p, |s| matches!(&s.capture, Some(Capture::Vote(vote)) if vote.keep == Some(3)))),
            ("matrix", |p| captures(p, "matrix")),
            ("repeat", |p| any(p, |s| s.repeat.as_ref().is_some_and(|repeat| p.steps[repeat.over].id == "choose"))),
        ],
    ),
    (
        "learning-retreat",
        &[
            ("include", |p| {
                let core = open("atlas-looking-at-data");
                core.steps.iter().all(|own| p.position(&format!("core-{}", own.id)).is_some())
            }),
            ("max_minutes", |p| p.max_minutes == Some(90)),
            ("authors never", |p| says(p, "authors = \"never\"")),
            ("one screen", |p| says(p, "single_screen = true")),
            ("series", |p| p.series.as_ref().is_some_and(|series| series.per_year == Some(4))),
            ("review", |p| captures(p, "review")),
            ("confirm", |p| captures(p, "confirm")),
            ("exit scale", |p| {
                any(
                    p,
                    |s| matches!(&s.capture, Some(Capture::Scale(scale)) if scale.series_key && !scale.items.is_empty()),
                )
            }),
        ],
    ),
    (
        // The Learning Analytics Collaborative supplies the pictures; they stand in the slots of a protocol.
        "warm-data-check-in",
        &[("views", |p| any(p, |s| s.views.len() == 2)), ("layout", |p| any(p, |s| s.layout == Layout::SideBySide))],
    ),
    (
        "mission-to-metrics",
        &[
            ("list", |p| captures(p, "list")),
            ("matrix with rows of an earlier step", |p| matrix(p, |matrix| matrix.row_from == Some(0))),
            ("scale with items of an earlier step", |p| {
                any(p, |s| matches!(&s.capture, Some(Capture::Scale(scale)) if scale.item_from == Some(0)))
            }),
            ("action", |p| captures(p, "action")),
        ],
    ),
    (
        "warm-data-check-in",
        &[
            ("plane", |p| captures(p, "plane")),
            ("compare", |p| any(p, |s| matches!(&s.capture, Some(Capture::Plane(plane)) if plane.compare == Some(0)))),
            ("min_group", |p| any(p, |s| matches!(&s.capture, Some(Capture::Plane(plane)) if plane.min_group >= 5))),
            ("side by side", |p| any(p, |s| s.layout == Layout::SideBySide && s.views == ["warm", "cool"])),
        ],
    ),
    (
        "teacher-learning-cycle",
        &[
            ("scale with the same items, compared", |p| {
                let items = |id: &str| match step(p, id).capture {
                    Some(Capture::Scale(scale)) => (scale.items, scale.compare),
                    other => panic!("{other:?}"),
                };
                let ((skill, _), (comfort, compared)) = (items("skill"), items("comfort"));
                skill == comfort && skill.len() >= 3 && compared == Some(0)
            }),
            ("vote", |p| captures(p, "vote")),
            ("matrix", |p| matrix(p, |matrix| matches!(matrix.outcome, Outcome::Rows(_)) && matrix.row_from.is_some())),
            ("check-points", |p| {
                let checkpoints = p.series.as_ref().map(|series| series.checkpoints.clone()).unwrap_or_default();
                checkpoints.len() == 2 && checkpoints.iter().all(|point| p.steps[point.start_at].id == "checkpoint")
            }),
            ("only_in", |p| {
                any(p, |s| s.only_in == Some(Occasion::First)) && any(p, |s| s.only_in == Some(Occasion::Checkpoint))
            }),
        ],
    ),
    (
        "data-for-liberation",
        &[
            ("lexicon", |p| lexicon(p, "those kids")),
            ("intervention", |p| p.interventions.len() >= 3),
            ("break", |p| any(p, |s| s.kind == protocol::Kind::Break)),
            ("cluster", |p| captures(p, "cluster")),
            ("poll in percent", |p| {
                any(p, |s| {
                    let four = |poll: &protocol::Poll| poll.percent && poll.multi && poll.choices.len() == 4;
                    matches!(&s.capture, Some(Capture::Poll(poll)) if four(poll) && poll.series_key)
                })
            }),
            ("complementary privacy", |p| says(p, "complementary = true")),
            ("whom we will ask", |p| {
                any(
                    p,
                    |s| matches!(&s.capture, Some(Capture::Action(a)) if a.fields.contains(&ActionField::WhoWeWillAsk)),
                )
            }),
        ],
    ),
    (
        "data-driven-vision",
        &[
            ("media", |p| {
                let lengths: Vec<_> =
                    p.steps.iter().filter_map(|s| s.media.as_ref()).map(protocol::Media::length).collect();
                lengths == ["2:26", "2:41"]
            }),
            ("questions answered one by one", |p| {
                let asked = |s: &&Step| matches!(&s.capture, Some(Capture::List(list)) if list.per_question);
                p.steps.iter().filter(asked).map(|s| s.questions.len()).collect::<Vec<_>>() == [5, 4, 6]
            }),
            ("matrix with rows that are there and rows that are added", |p| {
                matrix(p, |matrix| matrix.seed_rows.len() == 5 && matrix.insert)
            }),
            ("small groups that merge", |p| {
                mode(p, Mode::SmallGroups) && any(p, |s| s.groups.is_some_and(|groups| groups.merge == Merge::Append))
            }),
            ("cells become actions", |p| matrix(p, |matrix| matrix.outcome == Outcome::Cells)),
            ("no data", |p| p.data == DataNeed::None),
        ],
    ),
];

#[test]
fn every_founding_system_has_what_it_asks_for() {
    assert_eq!(SYSTEMS.len(), 9);
    for (id, needs) in SYSTEMS {
        let protocol = open(id);
        let lacking: Vec<_> = needs.iter().filter(|(_, has)| !has(&protocol)).map(|(what, _)| what).collect();
        assert!(lacking.is_empty(), "{id} lacks {lacking:?}");
    }
}

#[test]
fn every_protocol_tells_whose_it_is_and_helps_its_facilitator() {
    for bundled in protocol::bundled() {
        let protocol = open(bundled.id);
        assert!(!protocol.credit.is_empty() && bundled.text.starts_with("# "), "{}", bundled.id);
        assert!(!protocol.interventions.is_empty() && !protocol.roles.is_empty(), "{}", bundled.id);
        for step in &protocol.steps {
            assert!(!step.prompt.is_empty() && !step.tips.is_empty(), "{}, {}", bundled.id, step.id);
        }
    }
}
