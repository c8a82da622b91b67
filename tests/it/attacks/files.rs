//! Files: columns that nobody named, malformed ones, hostile ones, and ones that are called like a student.

use std::fs;
use std::path::Path;

use super::made_up::{Dice, POINTS, Pupil, canary, card, csv, school, write};
use super::{Answer, chartpaper, count, files_below, hostile, views};

/// Fails if a cell of a name or of the dropped column stands in what a command said, in any case, whole or in part.
fn assert_silent(pupils: &[Pupil], what: &str, said: &[u8]) {
    let said = String::from_utf8_lossy(said).to_lowercase();
    // A third of a name would do for finding out whose it is.
    for name in pupils.iter().map(|pupil| pupil.name.to_lowercase()) {
        assert!(!said.contains(&name[3..11]), "{what} tells a name:\n{said}");
    }
}

/// Every command that takes a file of data.
fn every_command(folder: &Path, data: &str) -> Vec<(String, Answer)> {
    commands(folder, data, 0..usize::MAX)
}

/// Some of them.
fn commands(folder: &Path, data: &str, which: std::ops::Range<usize>) -> Vec<(String, Answer)> {
    let card = data.replace(".csv", ".toml");
    let commands: [&[&str]; 15] = [
        &["view", data],
        &["view", data, "--list"],
        &["view", data, "--format", "json"],
        &["view", data, "--format", "csv"],
        &["card", data],
        &["inspect", data],
        &["inspect", data, "--format", "json"],
        &["check", data, &card],
        &["check", &card, "--format", "json"],
        &["view", data, "--format", "svg"],
        &["view", data, "--format", "ansi", "--size", "60x16"],
        &["report", data],
        &["clean", data, "-o", "cleaned"],
        &["actions", data],
        &["trends", data],
    ];
    let commands = commands.iter().enumerate().filter(|(at, _)| which.contains(at)).map(|(_, command)| command);
    commands.map(|arguments| (arguments.join(" "), chartpaper(folder, arguments))).collect()
}

/// What in an answer would steer a terminal or deceive its reader; a picture in colours has sequences of our own.
fn sting(command: &str, answer: &Answer) -> Option<String> {
    if command.contains("ansi") {
        return hostile::on_terminal(&answer.all());
    }
    hostile::in_text(&String::from_utf8(answer.all()).unwrap())
}

#[test]
fn a_column_that_the_card_does_not_name_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let pupils = school(&mut Dice(21), 140, &POINTS);
    let data = csv(&pupils, &POINTS);
    write(folder.path(), &data, &card(&POINTS));
    for (command, answer) in every_command(folder.path(), "made.csv") {
        assert_silent(&pupils, &command, &answer.all());
    }
    let with = views(folder.path(), "made.csv");
    let without: String = data.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n").collect();
    write(folder.path(), &without, &card(&POINTS));
    assert_eq!(views(folder.path(), "made.csv"), with, "the column makes no difference");
    // Between two columns that are read, and called like one of them.
    let more: String = data
        .lines()
        .enumerate()
        .map(|(row, line)| {
            let (name, rest) = line.split_once(',').unwrap();
            if row == 0 { format!("{name},score ,{rest}\n") } else { format!("{name},{name}q,{rest}\n") }
        })
        .collect();
    write(folder.path(), &more, &card(&POINTS));
    for (command, answer) in every_command(folder.path(), "made.csv") {
        assert_silent(&pupils, &command, &answer.all());
    }
}

/// One way to spoil a file; the seed decides which and where.
fn spoil(dice: &mut Dice, data: &str, pupils: &[Pupil]) -> (String, Vec<u8>) {
    let mut bytes = data.as_bytes().to_vec();
    let name = dice.pick(pupils).name.clone();
    let way = dice.below(20);
    let line = |dice: &mut Dice| 1 + dice.below(data.lines().count() - 1);
    let edit = |at: usize, change: &dyn Fn(&str) -> String| -> Vec<u8> {
        data.lines()
            .enumerate()
            .map(|(row, line)| if row == at { change(line) } else { line.to_owned() } + "\n")
            .collect::<String>()
            .into_bytes()
    };
    let at = line(dice);
    let bytes = match way {
        0 => {
            bytes.truncate(dice.below(data.len()));
            bytes
        }
        1 => {
            for _ in 0..=dice.below(40) {
                bytes[dice.below(data.len())] = 0;
            }
            bytes
        }
        2 => edit(at, &|line| format!("\"{line}")),
        3 => edit(at, &|line| line.replacen(',', "\",\"", 1)),
        4 => data.lines().map(|line| line.split(',').rev().collect::<Vec<_>>().join(",") + "\n").collect::<String>().into_bytes(),
        5 => edit(0, &|line| line.replacen("region", &name, 1)),
        6 => [0xff, 0xfe].into_iter().chain(data.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        7 => data.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        8 => (0..4000).map(|_| u8::try_from(dice.below(256)).unwrap()).chain(bytes).collect(),
        9 => edit(at, &|line| format!("{line}{}", name.repeat(70_000))),
        10 => edit(at, &|_| name.clone()),
        11 => data.lines().map(|line| line.replace(',', &format!(",{name},")) + "\n").collect::<String>().into_bytes(),
        12 => data.replace(",Fall,", &format!(",{name},")).into_bytes(),
        13 => data.replacen(",North,", &format!(",{name}\u{1b}]52;c;x\u{7},"), 9).into_bytes(),
        14 => edit(0, &|line| line.replace("score", "window")),
        15 => data.replace('\n', "\r").into_bytes(),
        16 => data.replace(',', ";").into_bytes(),
        17 => data.lines().enumerate().map(|(row, line)| if row % 3 == 1 { line.split(',').take(3).collect::<Vec<_>>().join(",") } else { line.to_owned() } + "\n").collect::<String>().into_bytes(),
        18 => data.lines().enumerate().map(|(row, line)| if row > 0 { line.replace(",Spring,", &format!(",Spring,{name}")) } else { line.to_owned() } + "\n").collect::<String>().into_bytes(),
        _ => data.lines().skip(1).map(|line| format!("{line}\n")).collect::<String>().into_bytes(),
    };
    (format!("way {way}"), bytes)
}

#[test]
fn two_hundred_malformed_files_tell_no_name_anywhere() {
    let mut refused = 0;
    // Each file meets three of the commands, and all of them where the run is a full one.
    let files = count(2000);
    for seed in 0..files {
        let folder = tempfile::tempdir().unwrap();
        let mut dice = Dice(1000 + seed as u64);
        let pupils = school(&mut dice, 40, &POINTS);
        let (way, bytes) = spoil(&mut dice, &csv(&pupils, &POINTS), &pupils);
        fs::write(folder.path().join("made.csv"), bytes).unwrap();
        let has_card = seed % 4 != 0;
        if has_card {
            fs::write(folder.path().join("made.toml"), card(&POINTS)).unwrap();
        }
        let before = files_below(folder.path());
        let first = seed * 3 % 15;
        let which = if files > 200 { 0..usize::MAX } else { first..first + 3 };
        for (command, answer) in commands(folder.path(), "made.csv", which) {
            assert_silent(&pupils, &format!("seed {seed}, {way}, {command}"), &answer.all());
            assert!(matches!(answer.code, Some(0..=2)), "seed {seed}, {way}, {command}: {:?}", answer.code);
            assert_eq!(sting(&command, &answer), None, "seed {seed}, {way}, {command}");
            refused += usize::from(answer.code != Some(0));
        }
        assert_eq!(files_below(folder.path()), before, "seed {seed}, {way}: a file was left behind");
    }
    assert!(refused > files, "{refused}: the files were malformed");
}

#[test]
fn hostile_texts_in_cells_heads_and_cards_reach_no_output() {
    let folder = tempfile::tempdir().unwrap();
    let mut told = 0;
    for at in 0..hostile::TEXTS.len() {
        let pupils = school(&mut Dice(31), 120, &POINTS);
        let (label, head) = (hostile::text(at), hostile::text(at + 1));
        let mut writer = csv_writer();
        for (row, line) in csv(&pupils, &POINTS).lines().enumerate() {
            let cells: Vec<String> = line
                .split(',')
                .map(|cell| match cell {
                    "region" if row == 0 => head.clone(),
                    "North" => label.clone(),
                    other => other.to_owned(),
                })
                .collect();
            writer.write_record(&cells).unwrap();
        }
        let data = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let written = card(&POINTS)
            .replace("[column.region]", &format!("[column.{}]", hostile::toml(&head)))
            .replace("by = \"region\"", &format!("by = {}", hostile::toml(&head)))
            .replace(
                "order = [\"North\", \"East\", \"West\"]",
                &format!("label = {}", hostile::toml(&hostile::text(at + 2))),
            )
            .replace("title = \"Made up\"", &format!("title = {}", hostile::toml(&hostile::text(at + 3))))
            .replace("name = \"Two\"", &format!("name = {}", hostile::toml(&hostile::text(at + 4))));
        write(folder.path(), &data, &written);
        let mut shown = 0;
        for (command, answer) in every_command(folder.path(), "made.csv") {
            let said = String::from_utf8(answer.all()).unwrap();
            assert_eq!(sting(&command, &answer), None, "{at}, {command}: {said:?}");
            shown += usize::from(said.contains(&format!("Q{at}")));
        }
        told += usize::from(shown >= 2);
    }
    // A break inside a head is no head that a card could name.
    assert!(told + 3 >= hostile::TEXTS.len(), "{told}: the labels were shown, without their sting");
}

fn csv_writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().from_writer(Vec::new())
}

/// A grade book in which every student is a column.
#[test]
fn a_file_whose_columns_are_students_is_refused_without_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let head = "Assignment,Maria Lopez,Ada Okafor,Jon Smith,Wei Chen,Ana Silva,Tom Brown,Lea Novak";
    let rows: String = (1..30).map(|row| format!("Quiz {row},{0},{0},{0},{0},{0},{0},{0}\n", row % 10)).collect();
    fs::write(folder.path().join("grades.csv"), format!("{head}\n{rows}")).unwrap();
    for arguments in [["card", "grades.csv"], ["view", "grades.csv"]] {
        let answer = chartpaper(folder.path(), &arguments);
        assert_eq!(answer.code, Some(1), "{arguments:?}");
        let said = String::from_utf8(answer.all()).unwrap();
        assert!(said.contains("= try:"), "{said}");
        for name in ["Lopez", "Okafor", "Smith", "Chen", "Silva", "Novak"] {
            assert!(!said.contains(name), "{said}");
        }
    }
}

/// What `card` and `inspect` say of a file nobody has described: heads, kinds, counts, labels that enough students share.
#[test]
fn a_file_without_a_card_is_described_without_a_cell() {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(41);
    let pupils = school(&mut dice, 120, &POINTS);
    let rare = canary(&mut dice);
    let data = csv(&pupils, &POINTS).replacen(",West,", &format!(",{rare},"), 6);
    fs::write(folder.path().join("made.csv"), data).unwrap();
    for arguments in [&["card", "made.csv"][..], &["inspect", "made.csv"], &["inspect", "made.csv", "--format", "json"]]
    {
        let answer = chartpaper(folder.path(), arguments);
        if answer.code == Some(2) {
            continue;
        }
        assert_eq!(answer.code, Some(0), "{arguments:?}: {}", answer.err());
        assert_silent(&pupils, &arguments.join(" "), &answer.all());
        let said = answer.out();
        assert!(!said.contains(&rare), "a label of three students is not told:\n{said}");
        assert!(said.contains("region") && said.contains("score"), "{said}");
    }
}

/// A group that is called like a student of the file is not told by that name, unless the card names it.
#[test]
fn a_label_that_names_a_student_is_masked() {
    let folder = tempfile::tempdir().unwrap();
    let pupils = school(&mut Dice(81), 120, &POINTS);
    let name = &pupils[5].name;
    let data = csv(&pupils, &POINTS).replace(",North,", &format!(",{name},"));
    write(folder.path(), &data, &card(&POINTS));
    for (command, answer) in every_command(folder.path(), "made.csv").into_iter().take(4) {
        assert_eq!(answer.code, Some(0), "{command}: {}", answer.err());
        assert_silent(&pupils, &command, &answer.all());
    }
    assert!(views(folder.path(), "made.csv").to_string().contains("[name]"));
}
