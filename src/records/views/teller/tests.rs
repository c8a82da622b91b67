//! Every number that is shown was made by a teller, which notes what it states.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::super::super::admitted::Number;
use super::super::super::{Admission, Cell, DataSource, admit};

thread_local! {
    static MADE: RefCell<Vec<(String, [u64; 2])>> = const { RefCell::new(Vec::new()) };
}

fn key(number: &Number) -> (String, [u64; 2]) {
    (number.text().to_owned(), [number.low(), number.high()].map(f64::to_bits))
}

pub(super) fn made(number: &Number) {
    MADE.with_borrow_mut(|made| made.push(key(number)));
}

/// The shown numbers of an admission that no teller made, and how many of each kind of picture are shown.
fn unmade(admit: impl FnOnce() -> Admission, kinds: &mut BTreeMap<&'static str, usize>) -> Vec<String> {
    MADE.with_borrow_mut(Vec::clear);
    let admission = admit();
    let mut made: BTreeMap<(String, [u64; 2]), usize> = BTreeMap::new();
    MADE.with_borrow_mut(|all| all.drain(..).for_each(|number| *made.entry(number).or_default() += 1));
    let mut found = Vec::new();
    for view in admission.views() {
        for number in view.body().cells().into_iter().filter_map(Cell::number) {
            *kinds.entry(view.frame().kind()).or_default() += 1;
            match made.get_mut(&key(number)).filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => found.push(format!("{} {}: {}", view.id(), view.frame().kind(), number.text())),
            }
        }
    }
    found
}

#[test]
fn every_number_of_the_samples_and_of_every_kind_was_made_by_a_teller() {
    let mut kinds = BTreeMap::new();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    for entry in fs::read_dir(samples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let found = unmade(|| admit(&[DataSource::new(&path)], None, &[0; 32], 0).unwrap(), &mut kinds);
            assert_eq!(found, Vec::<String>::new());
        }
    }
    let mut card = String::from(
        "schema = 1\ntitle = \"All\"\naudience = \"team\"\n[column.id]\nrole = \"identifier\"\n[column.room]\nrole = \"class\"\n\
         [column.window]\nrole = \"time\"\norder = [\"Fall\", \"Spring\"]\n\
         [column.choice]\nrole = \"item\"\noptions = [\"A\", \"B\", \"C\"]\nkey = \"B\"\n",
    );
    for name in ["x", "y", "z"] {
        card += &format!(
            "[column.{name}]\nrole = \"measure\"\nrange = [0, 40]\nbelow = \"Low\"\nat_or_above = \"High\"\n\
             cuts = [{{ at = 12, name = \"Middle\" }}, {{ at = 25, name = \"High\" }}]\n"
        );
    }
    let last = "only = { window = \"Spring\" }";
    for (id, kind, more) in [
        ("levels", "levels", format!("measure = \"x\"\nby = \"room\"\n{last}")),
        ("spread", "distribution", format!("measure = \"x\"\n{last}")),
        ("dots-of-five", "distribution", format!("measure = \"z\"\ndots = true\n{last}")),
        ("groups", "groups", format!("measure = \"x\"\nby = \"room\"\n{last}")),
        ("box", "box", format!("measure = \"x\"\nby = \"room\"\n{last}")),
        ("change", "change", "measure = \"x\"".to_owned()),
        ("windows", "windows", "measure = \"x\"\nshow = [\"mean\"]".to_owned()),
        ("grid", "grid", format!("measure = \"y\"\nagainst = \"z\"\n{last}")),
        ("items", "items", last.to_owned()),
        ("marks", "dots", format!("measure = \"y\"\n{last}")),
        ("table", "table", format!("measure = \"x\"\nby = \"room\"\n{last}")),
    ] {
        card += &format!("[[view]]\nid = \"{id}\"\nkind = \"{kind}\"\n{more}\n");
    }
    let mut counts = card.split("[[view]]").next().unwrap().to_owned();
    counts += &format!(
        "[[view]]\nid = \"c\"\nkind = \"table\"\nmeasure = \"x\"\nby = \"room\"\nshow = [\"n\", \"counts\"]\n{last}\n"
    );
    for seed in 0..12_u32 {
        let mut data = String::from("id,room,window,choice,x,y,z\n");
        let score = |student: u32, of: u32| (student * (7 + of) + seed * 13 + student / 9 * of) % 41;
        for student in 0..40 + seed * 17 {
            for window in 0..2 {
                data += &format!(
                    "s{student},{},{},{},{},{},{}\n",
                    student % 3,
                    ["Fall", "Spring"][window as usize],
                    ["A", "B", "C", "B"][(student * 3 + seed) as usize % 4],
                    (score(student, 1) + 5 * window).min(40),
                    score(student, 2),
                    score(student, 3),
                );
            }
        }
        for card in [&card, &counts] {
            let source = || DataSource::bundled("all.csv", data.clone(), card.clone());
            let admitted = || match admit(&[source()], None, &[0; 32], 0) {
                Ok(admission) => admission,
                Err(reports) => panic!("{}", reports.iter().map(ToString::to_string).collect::<String>()),
            };
            assert_eq!(unmade(admitted, &mut kinds), Vec::<String>::new(), "seed {seed}");
        }
    }
    let all = ["box", "change", "distribution", "dots", "grid", "groups", "items", "levels", "table", "windows"];
    assert_eq!(kinds.keys().copied().collect::<Vec<_>>(), all, "{kinds:?}");
}

/// Of what the door of records builds pictures from, one place makes a cell of a number.
#[test]
fn no_picture_makes_a_cell_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/records");
    let mut files = vec![root.join("admit.rs")];
    let mut folders = ["views", "disclosure", "aggregate"].map(|folder| root.join(folder)).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let sources: Vec<String> = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let is_test = |path: &Path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        sources.iter().any(|text| text.contains(&format!("#[cfg(test)]\nmod {name};")))
    };
    let mut places = Vec::new();
    for (path, text) in files.iter().zip(&sources).filter(|(path, _)| !is_test(path)) {
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        places.extend(std::iter::repeat_n(name, text.matches("Cell::Number").count()));
    }
    assert_eq!(places, ["views/teller.rs"]);
}
