//! What tells that two sessions show the same data does not tell whose data it was: a number of sixteen digits, keyed by the
//! installation, which cannot be confirmed by trying files.

use std::collections::HashSet;

use chartpaper::records::{Admission, DataSource, admit, store};

use super::count;
use super::made_up::{Dice, POINTS, card, csv, school};

/// Somebody who holds the session and the card, and knows the file up to one number of seven digits.
struct Attacker {
    before: String,
    after: String,
    card: String,
}

const UNKNOWN: u32 = 4_711;

impl Attacker {
    fn new() -> Self {
        let mut pupils = school(&mut Dice(5), 24, &POINTS);
        "Qz0000000".clone_into(&mut pupils[11].name);
        let data = csv(&pupils, &POINTS).replace("Qz0000000x", "remark");
        let (before, after) = data.split_once("Qz0000000").unwrap();
        Self { before: before.to_owned(), after: after.to_owned(), card: card(&POINTS) }
    }

    fn file(&self, number: u32) -> String {
        let number = format!("Qz{number:07}");
        format!("{}{number}{}", self.before, self.after.replace("Qz0000000", &number))
    }

    fn admitted(&self, key: &[u8; 32]) -> Admission {
        let source = DataSource::bundled("made.csv", self.file(UNKNOWN), &*self.card);
        admit(&[source], None, key, 0).unwrap()
    }

    /// What the program would keep of a file, under a key.
    fn fingerprint(&self, file: &str, key: &[u8; 32]) -> String {
        let mut hasher = blake3::Hasher::new_keyed(key);
        for text in [file, &self.card] {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        hasher.finalize().to_hex().chars().take(16).collect()
    }
}

/// Everything in a text that could be a hash.
fn hashes(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() >= 8);
    words.map(|word| word.to_lowercase().chars().take(16).collect()).collect()
}

#[test]
fn two_installations_give_one_file_two_fingerprints() {
    let attacker = Attacker::new();
    let (one, other) = (attacker.admitted(&[1; 32]), attacker.admitted(&[2; 32]));
    assert_ne!(one.data_fingerprint(), other.data_fingerprint());
    assert_eq!(one.data_fingerprint(), attacker.admitted(&[1; 32]).data_fingerprint());
    assert_eq!(one.data_fingerprint().len(), 16);
}

/// Ten million numbers are tried against everything in the stored views that could be a hash: of the number alone, of the whole file
/// without a key, and under the keys that somebody would guess. Whoever has the key finds it, so the search can find.
#[test]
fn ten_million_numbers_confirm_nothing_without_the_key() {
    let attacker = Attacker::new();
    let key: [u8; 32] = std::array::from_fn(|at| u8::try_from(at * 7 % 251).unwrap());
    let shown = attacker.admitted(&key);
    let stored = store(&shown).to_string();
    let kept = hashes(&stored);
    assert!(kept.contains(shown.data_fingerprint()));
    let key_holder = attacker.fingerprint(&attacker.file(UNKNOWN), &key);
    assert_eq!(key_holder, shown.data_fingerprint(), "the search knows how a fingerprint is made");
    let guessed = [[0; 32], *blake3::hash(b"chartpaper").as_bytes()];
    let short = |hash: blake3::Hash| hash.to_hex().chars().take(16).collect::<String>();
    for number in 0..u32::try_from(count(count(10_000_000))).unwrap() {
        let id = format!("Qz{number:07}");
        let digits = &id[2..];
        for tried in [short(blake3::hash(id.as_bytes())), short(blake3::hash(digits.as_bytes()))] {
            assert!(!kept.contains(&tried), "{number}");
        }
        if number < 20_000 || number % 50 == 0 {
            let file = attacker.file(number);
            assert!(!kept.contains(&short(blake3::hash(file.as_bytes()))), "{number}");
            for key in &guessed {
                assert!(!kept.contains(&attacker.fingerprint(&file, key)), "{number}");
            }
        }
    }
    assert!(!stored.contains("Qz0004711") && !stored.contains("4711"));
}
