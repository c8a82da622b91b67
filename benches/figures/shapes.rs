//! Ten megabytes of what is no table, or a strange one: no shape of a file may take long, or many times its size in memory.

use std::fs;
use std::path::Path;

use crate::Result;
use crate::job::Job;
use crate::sample::Sample;
use crate::table::{Goal, Table};

/// Bytes of a file.
const SIZE: usize = 10_000_000;

/// Milliseconds that looking at a file may take, and megabytes: those of the program alone and a small multiple of the file (ours).
const LONGEST: f64 = 3000.0;
const MOST: f64 = 200.0;

/// A name, and the bytes of the file.
type Shape = (&'static str, fn() -> Vec<u8>);

const SHAPES: [Shape; 18] = [
    ("one row of commas", || again(b",")),
    ("a table with a row of commas", || [&b"a,b\n"[..], &b"1,2\n".repeat(1000), &again(b","), b"\n3,4\n"].concat()),
    ("line ends", || again(b"\n")),
    ("carriage returns", || again(b"\r")),
    ("quotation marks", || again(b"\"")),
    ("quoted commas and line ends", || again(b"\",\"\n")),
    ("one word", || again(b"x")),
    ("an open quotation mark", || [&b"a,b\n1,\""[..], &again(b"2,3\n")].concat()),
    ("an open quotation mark in each row", || again(b"1,\"2\n")),
    ("NUL bytes behind a header", || [&b"a,b\n"[..], &again(b"\0")].concat()),
    ("rows of one to forty cells", || ragged(40)),
    ("random bytes", || random().take(SIZE).collect()),
    ("random signs of a table", || drawn(b",;\t|\"'\\\r\n a1")),
    ("a row of 16,384 columns, again and again", || again(&[b"7,".repeat(16_383), b"7\n".to_vec()].concat())),
    ("a preamble without a table", || again(b"written by a program\n\n")),
    ("a number for each row", || numbered(|row| format!("{row}\n"))),
    ("a name for each row", || numbered(|row| format!("Zq{row},Zx{row}\n"))),
    ("a table in UTF-16", || {
        numbered(|row| format!("{row},{}\n", row % 7)).iter().flat_map(|byte| [*byte, 0]).collect()
    }),
];

fn again(part: &[u8]) -> Vec<u8> {
    part.iter().copied().cycle().take(SIZE).collect()
}

/// Two names, and a row for each number.
fn numbered(row: fn(usize) -> String) -> Vec<u8> {
    let mut bytes = b"one,two\n".to_vec();
    let mut number = 0;
    while bytes.len() < SIZE {
        bytes.extend_from_slice(row(number).as_bytes());
        number += 1;
    }
    bytes
}

/// Bytes from a fixed seed (Marsaglia 2003, xorshift).
fn random() -> impl Iterator<Item = u8> {
    let next = |last: &u64| {
        let mut next = last ^ (last << 13);
        next ^= next >> 7;
        Some(next ^ (next << 17))
    };
    std::iter::successors(Some(0x9E37_79B9_7F4A_7C15), next).map(|number| number.to_be_bytes()[3])
}

fn drawn(signs: &[u8]) -> Vec<u8> {
    random().filter_map(|byte| signs.get(usize::from(byte) % signs.len()).copied()).take(SIZE).collect()
}

fn ragged(most: u8) -> Vec<u8> {
    let row = |byte: u8| [b"7,".repeat(usize::from(byte % most)), b"7\n".to_vec()].concat();
    random().flat_map(row).take(SIZE).collect()
}

/// Adds time and peak memory of looking at each shape, and what came of it.
pub(crate) fn measure(folder: &Path, table: &mut Table) -> Result<()> {
    for (name, bytes) in SHAPES {
        let file = folder.join("shape.csv");
        fs::write(&file, bytes())?;
        let spent = Job::Inspect.run(&file)?;
        fs::remove_file(&file)?;
        let walls = Sample::milliseconds([spent.wall]);
        table.add(format!("10 MB, {name}: {}", spent.found), "ms", &walls, Some(Goal::Max(LONGEST)));
        table.add(format!("- peak memory, {name}"), "MB", &spent.peak.into_iter().collect(), Some(Goal::Max(MOST)));
    }
    Ok(())
}
