use super::super::coding::Shares;
use super::*;

fn scores(counts: &[u32]) -> Scores {
    (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect()
}

fn shares(set: &[usize]) -> Unit {
    Unit { set: set.to_vec(), part: Part::Shares }
}

#[test]
fn nothing_is_withheld_where_the_truth_shows_that_all_is_open() {
    let atoms = [scores(&[5, 9, 4]), scores(&[8, 8, 8])];
    let coded = |atom: usize, step: u32, count: u32| Told::Coded {
        unit: shares(&[atom]),
        set: vec![atom],
        steps: step..step + 1,
        low: count.saturating_sub(2),
        high: count + 2,
    };
    let told = [coded(0, 0, 5), coded(0, 1, 9), coded(0, 2, 4), coded(1, 0, 8)];
    assert_eq!(withheld(&atoms, &told, Paired::default(), &[0..1, 1..2, 2..3], 10), BTreeSet::new());
}

#[test]
fn levels_told_of_together_are_open_once_that_is_withheld() {
    let coded =
        |steps: Range<u32>, low: u32, high: u32| Told::Coded { unit: shares(&[0]), set: vec![0], steps, low, high };
    let bars = Unit { set: vec![0], part: Part::Bars };
    let top = 3..4;
    let few =
        Told::Shown { unit: bars.clone(), set: vec![0], says: Says::Count { steps: top.clone(), low: 0, high: 1 } };
    let level = Told::Hidden { set: vec![0], steps: top, once: Some(shares(&[0])) };
    let told = |below| [below, few.clone(), level.clone()];
    let withheld =
        |counts, told: &[Told]| withheld(&[scores(counts)], told, Paired::default(), &[0..1, 1..2, 2..3, 3..4], 10);
    assert_eq!(withheld(&[10, 5, 4, 1], &told(coded(0..2, 12, 17))), BTreeSet::new());
    // All but one are below, so that the parts must go; then the bar tells too much of a hidden level.
    assert_eq!(withheld(&[10, 9, 1, 0], &told(coded(0..2, 19, 20))), BTreeSet::from([shares(&[0]), bars]));
}

/// Students of two or three grades and of two programmes: the shares of each, and bars of everybody.
fn school(seed: u64) -> (Vec<Scores>, Vec<Told>) {
    let mut dice = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut below = |bound: u64| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice >> 11) % bound
    };
    let (students, grades) = (150 + below(450), 2 + below(2));
    let mut cells: BTreeMap<[u64; 3], Scores> = BTreeMap::new();
    for _ in 0..students {
        let who = [below(grades), u64::from(below(6) == 0), u64::from(below(8) == 0)];
        let score = u32::try_from((0..4).map(|_| below(6)).sum::<u64>()).unwrap();
        *cells.entry(who).or_default().entry(score).or_default() += 1;
    }
    let atoms: Vec<Scores> = cells.values().cloned().collect();
    let all: Vec<usize> = (0..atoms.len()).collect();
    let count = |set: &[usize], steps: &Range<u32>| -> u32 {
        set.iter().flat_map(|atom| atoms[*atom].range(steps.clone())).map(|(_, count)| count).sum()
    };
    let mut told = Vec::new();
    for column in 0..3 {
        for code in 0..grades {
            let set: Vec<usize> =
                all.iter().copied().filter(|at| cells.keys().nth(*at).unwrap()[column] == code).collect();
            let counts: Vec<u32> = LEVELS.iter().map(|steps| count(&set, steps)).collect();
            // Half of them finer than it would be shown, so that much is truly narrow.
            let code = if seed.is_multiple_of(2) { Shares::new } else { Shares::beside_bars };
            let (unit, shares) = (shares(&set), code(&counts, Some(2)));
            let parts = shares.parts.iter().flatten();
            let steps = if shares.parts.as_ref().is_some_and(|parts| parts.len() == 2) { &HALVES[..] } else { &LEVELS };
            for (coded, steps) in parts.zip(steps) {
                let (low, high) = (coded.low, coded.high);
                told.push(Told::Coded { unit: unit.clone(), set: set.clone(), steps: steps.clone(), low, high });
            }
        }
    }
    for from in (0..21).step_by(3) {
        let steps = from..from + 3;
        let bar = count(&all, &steps);
        let says = Says::Count { steps, low: bar, high: bar };
        told.push(Told::Shown { unit: Unit { set: all.clone(), part: Part::Bars }, set: all.clone(), says });
    }
    (atoms, told)
}

const LEVELS: [Range<u32>; 4] = [0..6, 6..10, 10..14, 14..21];
const HALVES: [Range<u32>; 2] = [0..10, 10..21];

/// What the search cannot answer, a solver with fractions of students cannot answer either, but for a few.
#[test]
fn nothing_is_withheld_that_a_linear_program_finds_open() {
    let schools = if std::env::var_os("CHARTPAPER_FULL").is_some() { 400 } else { 40 };
    let (mut asked, mut narrow, mut stuck) = (0, 0, 0);
    for seed in 1..=schools {
        let (atoms, told) = school(seed);
        let mut audit = Audit::new(&atoms, &told, Paired::default(), &LEVELS, 10);
        asked += audit.questions.len();
        while let Some(question) = audit.unanswered() {
            let of = &audit.questions[question];
            let (low, high) = audit.search.oracle(of).unwrap();
            assert!(low <= f64::from(of.low) + 1e-6 && f64::from(of.high) <= high + 1e-6, "school {seed}: {of:?}");
            let whole = |bound: f64| format!("{bound:.0}").parse::<i64>().unwrap();
            let is_open = of.is_answerable((whole((low - 1e-6).ceil()), whole((high + 1e-6).floor())));
            let counted = if is_open { &mut stuck } else { &mut narrow };
            *counted += 1;
            let Some(unit) = audit.in_the_way(question) else { break };
            audit.withhold(unit);
        }
    }
    eprintln!("{schools} schools, {asked} questions: {narrow} narrow, {stuck} open but not answered");
    assert!(narrow > 0 && stuck * 200 <= asked, "{asked} asked, {narrow} narrow, {stuck} stuck");
}
