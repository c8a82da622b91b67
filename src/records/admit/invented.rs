//! Made-up schools and the views that somebody asks for, with what everybody in the room knows: who is in which group.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::{Admission, Body, Cell, DataSource, Frame, View, admit};

/// Numbers that look random and are the same on every run (xorshift, Marsaglia 2003).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % u64::try_from(bound).unwrap()).unwrap()
    }

    /// In about so many of a hundred cases.
    pub(super) fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}

pub(super) fn is_full() -> bool {
    std::env::var_os("CHARTPAPER_FULL").is_some()
}

/// Columns by which views group, with their labels; the first are classes.
pub(super) const GROUPS: [(&str, &[&str]); 5] = [
    ("class", &["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"]),
    ("el", &["Yes", "No"]),
    ("iep", &["With", "Without"]),
    ("sex", &["F", "M", "X"]),
    ("home", &["North", "East", "South", "West", "Far"]),
];

/// Out of a hundred, how many have each label but the last.
const SHARES: [&[usize]; 5] = [&[], &[22], &[14], &[48, 49], &[40, 25, 18, 10]];

pub(super) const WINDOWS: [&str; 2] = ["Fall", "Spring"];

/// Scores from which the levels begin; the third is the target.
pub(super) const CUTS: [u32; 3] = [8, 12, 16];

/// Scores are 0 to this.
pub(super) const HIGHEST: u32 = 20;

/// One student: a label a column, a score a window.
#[derive(Clone)]
pub(super) struct Student {
    pub(super) groups: Vec<Option<usize>>,
    pub(super) scores: Vec<Option<u32>>,
}

/// A student's test in a window, by position.
pub(super) type Test = (usize, usize);

/// A school of `n` students.
pub(super) fn school(dice: &mut Dice, n: usize) -> Vec<Student> {
    let classes = n.div_ceil(26).clamp(1, GROUPS[0].1.len());
    let spread = 2 + dice.below(5);
    let middle = 6 + dice.below(9);
    (0..n)
        .map(|at| {
            let mut groups = vec![Some(at * classes / n)];
            for shares in &SHARES[1..] {
                let (mut left, mut label) = (dice.below(100), 0);
                while label < shares.len() && left >= shares[label] {
                    left -= shares[label];
                    label += 1;
                }
                groups.push((!dice.percent(1)).then_some(label));
            }
            let score = |dice: &mut Dice| {
                let sum: usize = (0..3).map(|_| dice.below(2 * spread + 1)).sum();
                u32::try_from((middle + sum).saturating_sub(3 * spread)).unwrap().min(HIGHEST)
            };
            let scores = WINDOWS.iter().map(|_| (!dice.percent(2)).then(|| score(dice))).collect();
            Student { groups, scores }
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Levels,
    Distribution,
    /// With n, median, mean and the share above.
    Table,
    /// A distribution for each group.
    Groups,
    /// Both windows of the same students, and who fell, stayed and grew.
    Change,
    /// A line a group over both windows.
    Windows,
    /// Against another measure.
    Grid,
    /// A table of counts; stands beside [`Kind::Means`] alone.
    Counts,
    /// A table of n, median and mean.
    Means,
}

impl Kind {
    pub(super) fn is_over_time(self) -> bool {
        matches!(self, Self::Change | Self::Windows)
    }
}

/// A view that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) kind: Kind,
    /// A column, or the window.
    pub(super) by: Option<By>,
    pub(super) window: Option<usize>,
    /// Column and label.
    pub(super) only: Vec<(usize, usize)>,
    pub(super) total: bool,
    /// What a picture over time shows.
    pub(super) show: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum By {
    Group(usize),
    Window,
}

/// A view that could be asked for of these students.
pub(super) fn asked(dice: &mut Dice, students: &[Student], kinds: &[Kind]) -> Asked {
    loop {
        let kind = *dice.pick(kinds);
        let by = match dice.below(8) {
            _ if matches!(kind, Kind::Distribution | Kind::Grid) => None,
            // At most four lines.
            at if kind == Kind::Windows => (at > 1).then(|| By::Group(1 + at % 3)),
            at if kind.is_over_time() || kind == Kind::Groups => {
                (at > 0 || kind == Kind::Groups).then(|| By::Group(dice.below(GROUPS.len())))
            }
            at if kind == Kind::Counts => Some(By::Group(at % GROUPS.len())),
            0 => None,
            1 => Some(By::Window),
            _ => Some(By::Group(dice.below(GROUPS.len()))),
        };
        let is_over_time = kind.is_over_time() || by == Some(By::Window);
        let window = (!is_over_time).then(|| usize::from(dice.percent(70)));
        let mut only = Vec::new();
        while only.len() < 2 && dice.percent(25) {
            let column = dice.below(GROUPS.len());
            if by != Some(By::Group(column)) && only.iter().all(|(taken, _)| *taken != column) {
                only.push((column, dice.below(GROUPS[column].1.len())));
            }
        }
        let total =
            by.is_some_and(|by| by != By::Window) && !matches!(kind, Kind::Windows | Kind::Groups) && dice.percent(30);
        let show = kind.is_over_time().then(|| *dice.pick(&["median", "mean", "above"]));
        let asked = Asked { kind, by, window, only, total, show };
        // A value that nobody has is a fault of the card.
        let has_value =
            |(column, label): &(usize, usize)| students.iter().any(|student| student.groups[*column] == Some(*label));
        if asked.only.iter().all(has_value) && !asked.everybody(students).is_empty() {
            return asked;
        }
    }
}

impl Asked {
    /// The tests that the view is about.
    pub(super) fn everybody(&self, students: &[Student]) -> BTreeSet<Test> {
        let is_kept =
            |student: &Student| self.only.iter().all(|(column, label)| student.groups[*column] == Some(*label));
        let mut tests = BTreeSet::new();
        for (at, student) in students.iter().enumerate().filter(|(_, student)| is_kept(student)) {
            for window in 0..WINDOWS.len() {
                if self.window.is_none_or(|kept| kept == window) && student.scores[window].is_some() {
                    tests.insert((at, window));
                }
            }
        }
        tests
    }

    /// The tests of the row with this label.
    pub(super) fn row(&self, students: &[Student], label: &str) -> BTreeSet<Test> {
        let mut tests = self.everybody(students);
        if label == "All students" {
            return tests;
        }
        match self.by {
            Some(By::Window) => tests.retain(|(_, window)| WINDOWS[*window] == label),
            Some(By::Group(column)) => {
                tests
                    .retain(|(at, _)| students[*at].groups[column].is_some_and(|code| GROUPS[column].1[code] == label));
            }
            None => {}
        }
        tests
    }

    /// The tests of a row in one of both windows.
    pub(super) fn row_at(&self, students: &[Student], label: &str, window: usize) -> BTreeSet<Test> {
        self.row(students, label).into_iter().filter(|(_, at)| *at == window).collect()
    }

    fn write(&self, id: usize, card: &mut String) {
        let (kind, show) = match self.kind {
            Kind::Levels => ("levels", ""),
            Kind::Distribution => ("distribution", ""),
            Kind::Table => ("table", "show = [\"n\", \"median\", \"mean\", \"above\"]\n"),
            Kind::Groups => ("groups", ""),
            Kind::Change => ("change", ""),
            Kind::Windows => ("windows", ""),
            Kind::Grid => ("grid", "against = \"other\"\n"),
            Kind::Counts => ("table", "show = [\"n\", \"counts\"]\n"),
            Kind::Means => ("table", "show = [\"n\", \"median\", \"mean\"]\n"),
        };
        write!(card, "[[view]]\nid = \"v{id}\"\nkind = \"{kind}\"\nmeasure = \"score\"\n{show}").unwrap();
        if let Some(show) = self.show {
            writeln!(card, "show = [\"{show}\"]").unwrap();
        }
        match self.by {
            Some(By::Window) => card.push_str("by = \"window\"\n"),
            Some(By::Group(column)) => writeln!(card, "by = \"{}\"", GROUPS[column].0).unwrap(),
            None => {}
        }
        let mut only: Vec<String> = self
            .only
            .iter()
            .map(|(column, label)| format!("{} = \"{}\"", GROUPS[*column].0, GROUPS[*column].1[*label]))
            .collect();
        only.extend(self.window.map(|window| format!("window = \"{}\"", WINDOWS[window])));
        if !only.is_empty() {
            writeln!(card, "only = {{ {} }}", only.join(", ")).unwrap();
        }
        if self.total {
            card.push_str("total = true\n");
        }
    }
}

/// The card of the views, and the file.
pub(super) fn written(students: &[Student], asked: &[Asked]) -> (String, String) {
    let mut card =
        String::from("schema = 1\ntitle = \"T\"\ndesign = \"cross-section\"\n[column.id]\nrole = \"identifier\"\n");
    let has_other = asked.iter().any(|asked| asked.kind == Kind::Grid);
    let mut data = String::from(if has_other { "id,window,score,other" } else { "id,window,score" });
    for (column, (name, labels)) in GROUPS.iter().enumerate() {
        write!(data, ",{name}").unwrap();
        let role = if column == 0 { "class" } else { "group" };
        let quoted = |label: &&str| format!("\"{label}\"");
        let order = labels.iter().map(quoted).collect::<Vec<_>>().join(", ");
        write!(card, "[column.{name}]\nrole = \"{role}\"\norder = [{order}]\n").unwrap();
        if column == 0 {
            let same = labels.iter().map(|label| format!("{label} = \"{label}\"")).collect::<Vec<_>>().join(", ");
            writeln!(card, "labels = {{ {same} }}").unwrap();
        }
    }
    card.push_str("[column.window]\nrole = \"time\"\norder = [\"Fall\", \"Spring\"]\n");
    for name in ["score", "other"].iter().take(if has_other { 2 } else { 1 }) {
        write!(
            card,
            "[column.{name}]\nrole = \"measure\"\nrange = [0, {HIGHEST}]\nbelow = \"One\"\nat_or_above = \"Three\"\n\
             cuts = [{{ at = {}, name = \"Two\" }}, {{ at = {}, name = \"Three\" }}, {{ at = {}, name = \"Four\" }}]\n",
            CUTS[0], CUTS[1], CUTS[2]
        )
        .unwrap();
    }
    for (id, asked) in asked.iter().enumerate() {
        asked.write(id, &mut card);
    }
    data.push('\n');
    for (at, student) in students.iter().enumerate() {
        for (window, name) in WINDOWS.iter().enumerate() {
            let score = student.scores[window].map(|score| score.to_string()).unwrap_or_default();
            write!(data, "Zq{at},{name},{score}").unwrap();
            if has_other {
                let other =
                    student.scores[window].map(|score| (score * 2 / 3 + u32::try_from(at % 11).unwrap()).min(HIGHEST));
                write!(data, ",{}", other.map(|other| other.to_string()).unwrap_or_default()).unwrap();
            }
            for (code, (_, labels)) in student.groups.iter().zip(GROUPS) {
                write!(data, ",{}", code.map_or("", |code| labels[code])).unwrap();
            }
            data.push('\n');
        }
    }
    (card, data)
}

/// Through the real door.
pub(super) fn admitted(students: &[Student], asked: &[Asked]) -> Admission {
    let (card, data) = written(students, asked);
    match admit(&[DataSource::bundled("made.csv", data, card)], None, &[0; 32], 0) {
        Ok(admission) => admission,
        Err(reports) => panic!("{}", reports.iter().map(ToString::to_string).collect::<String>()),
    }
}

/// The same through the door as two files, and as one: scores, and the groups of the students with the other scores, where there are
/// any, of which a last view tells. The first view tells of scores and of nobody's group.
pub(super) fn admitted_joined(students: &[Student], asked: &[Asked]) -> (Admission, Admission) {
    let (card, data) = written(students, asked);
    let last = "[[view]]\nid = \"last\"\nkind = \"levels\"\nmeasure = \"other\"\nby = \"window\"\n";
    let last = if card.contains("[column.other]") { last } else { "" };
    let whole = DataSource::bundled("made.csv", data.clone(), format!("{card}{last}"));
    let (columns, views) = card.split_once("[[view]]").unwrap();
    let (first, others) = views.split_once("[[view]]").unwrap_or((views, ""));
    let cut = |text: &str, at: &str| {
        let (before, after) = text.split_at(text.find(at).unwrap_or(text.len()));
        (before.to_owned(), after.to_owned())
    };
    let (head, rest) = cut(columns, "[column.class]");
    let (groups, rest) = cut(&rest, "[column.window]");
    let (window, rest) = cut(&rest, "[column.score]");
    let (score, other) = cut(&rest, "[column.other]");
    let more = format!("[[join.view]]{}", others.replace("[[view]]", "[[join.view]]"));
    let more = if others.is_empty() { "" } else { &more };
    let join = "[join]\nby = \"id\"\nignore = [\"case\", \"leading-zeros\"]\n";
    let of_scores = format!("{head}{window}{score}[[view]]{first}{join}{more}");
    let of_groups =
        if other.is_empty() { format!("{head}{groups}") } else { format!("{head}{groups}{window}{other}{last}") };
    let (mut scores, mut others) = (String::new(), Vec::new());
    for line in data.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        writeln!(scores, "{}", cells[..3].join(",")).unwrap();
        let id = if cells[0] == "id" { "id".to_owned() } else { format!("00{}", cells[0].to_uppercase()) };
        let window = if other.is_empty() { String::new() } else { format!("{},", cells[1]) };
        others.push(format!("{id},{window}{}", cells[3..].join(",")));
    }
    others.dedup();
    // The other way round below the head: the order of rows joins nothing.
    others[1..].reverse();
    let sources = [
        DataSource::bundled("scores.csv", scores, of_scores),
        DataSource::bundled("groups.csv", others.join("\n"), of_groups),
    ];
    let admitted = |sources: &[DataSource]| match admit(sources, None, &[0; 32], 0) {
        Ok(admission) => admission,
        Err(reports) => panic!("{}", reports.iter().map(ToString::to_string).collect::<String>()),
    };
    (admitted(&sources), admitted(&[whole]))
}

/// Labels of the rows of a view, and the number of students that each tells.
pub(super) fn rows(view: &View) -> Vec<(String, &Cell)> {
    match (view.frame(), view.body()) {
        (Frame::Levels { rows, .. }, Body::Levels(body)) => {
            rows.iter().cloned().zip(body.iter().map(super::super::LevelsRow::n)).collect()
        }
        (Frame::Table { rows, .. }, Body::Table(body)) => {
            rows.iter().cloned().zip(body.iter().map(|row| &row[0])).collect()
        }
        (Frame::Distribution { .. }, Body::Distribution { n, .. }) | (Frame::Grid { .. }, Body::Grid { n, .. }) => {
            vec![("All students".to_owned(), n)]
        }
        (Frame::Groups { rows, .. }, Body::Groups(groups)) => {
            rows.iter().cloned().zip(groups.iter().map(super::super::Spread::n)).collect()
        }
        (Frame::Change { rows, .. }, Body::Change(body)) => {
            rows.iter().cloned().zip(body.iter().map(super::super::ChangeRow::n)).collect()
        }
        (Frame::Windows { rows, .. }, Body::Windows(body)) => {
            rows.iter().cloned().zip(body.iter().map(|line| line[0].n())).collect()
        }
        _ => panic!("another kind"),
    }
}
