//! Students who do not exist: assessment files in long form, the same for the same number of rows.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::Result;

/// The card: twelve views, and no identifier (checking comments for names is no part of admission's figure).
const CARD: &str = include_str!("made_up.toml");

/// The first row of the file.
pub(crate) const HEADER: &str =
    "student_id,first_name,last_name,grade,class,gender,english_learner,iep,subject,window,year,score,percentile,level";

/// Rows of a student: two subjects, two years, three windows.
const ROWS_EACH: usize = 12;

/// The random numbers of Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators" (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..sides`.
    pub(crate) fn below(&mut self, sides: u32) -> u32 {
        u32::try_from(((self.roll() >> 32) * u64::from(sides)) >> 32).unwrap_or_default()
    }

    /// About normal, with mean 0 and standard deviation 1: the sum of twelve uniform numbers, less 6.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| f64::from(self.below(1 << 20)) / f64::from(1 << 20)).sum::<f64>() - 6.0
    }

    fn name(&mut self) -> String {
        const PARTS: [&str; 16] = [
            "vex", "lor", "quin", "dra", "mub", "zel", "pho", "tra", "kiv", "wen", "jos", "ryl", "bax", "nim", "gud",
            "syl",
        ];
        (0..3).filter_map(|_| PARTS.get(self.below(16) as usize)).copied().collect()
    }
}

/// Writes a file of `rows` rows with its card beside it, unless it is there; where the card is.
pub(crate) fn write(folder: &Path, rows: usize) -> Result<PathBuf> {
    let card = folder.join(format!("rows-{rows}.toml"));
    if card.exists() {
        return Ok(card);
    }
    let mut file = BufWriter::with_capacity(1 << 20, fs::File::create(card.with_extension("csv"))?);
    writeln!(file, "{HEADER}")?;
    let mut dice = Dice(20_260_302);
    let mut left = rows;
    let mut student = 0;
    while left > 0 {
        for row in one_student(student, &mut dice).iter().take(left) {
            writeln!(file, "{row}")?;
        }
        left = left.saturating_sub(ROWS_EACH);
        student += 1;
    }
    file.flush()?;
    fs::write(&card, CARD)?;
    Ok(card)
}

/// A second card for the same file, by which number and names are read for the comment guard; where it is.
pub(crate) fn with_names(card: &Path) -> Result<PathBuf> {
    let second = card.with_extension("names.toml");
    let file = card.with_extension("csv").file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let mut text = CARD.to_owned();
    for column in ["student_id", "first_name", "last_name"] {
        let (dropped, named) =
            (format!("[column.{column}]\nrole = \"drop\""), format!("[column.{column}]\nrole = \"identifier\""));
        text = text.replace(&dropped, &named);
    }
    // A student has a row for each subject.
    text = text.replace("[column.subject]\nrole = \"group\"", "[column.subject]\nrole = \"time\"");
    fs::write(&second, format!("{text}\n[source]\nfile = \"{file}\"\n"))?;
    Ok(second)
}

fn one_student(number: u32, dice: &mut Dice) -> Vec<String> {
    let grade = 3 + dice.below(6);
    let room = (grade - 3) * 4 + dice.below(4) + 1;
    let gender = if dice.below(50) == 0 { "X" } else { ["F", "M"][dice.below(2) as usize] };
    let flag = |yes| if yes { "Y" } else { "N" };
    let (learner, plan) = (dice.below(6) == 0, dice.below(8) == 0);
    let who = format!(
        "{number:07},{},{},{grade},Rm {room},{gender},{},{}",
        dice.name(),
        dice.name(),
        flag(learner),
        flag(plan)
    );
    let ability = dice.normal() * 12.0 - if learner { 8.0 } else { 0.0 } - if plan { 6.0 } else { 0.0 };
    let mut rows = Vec::with_capacity(ROWS_EACH);
    for (subject, shift) in [("Reading", 0.0), ("Mathematics", 4.0)] {
        for (year, growth) in [("2023-24", 0.0), ("2024-25", 8.0)] {
            for (window, season) in [("Fall", 0.0), ("Winter", 4.0), ("Spring", 7.0)] {
                let mean = 180.0 + f64::from(grade) * 4.0 + shift + growth + season;
                let score = (mean + ability + dice.normal() * 5.0).round().clamp(140.0, 280.0);
                // The logistic curve that lies close to the normal one.
                let percentile = (100.0 / (1.0 + (-1.7 * (score - mean) / 13.0).exp())).round().clamp(1.0, 99.0);
                let level = 1 + [190.0, 205.0, 220.0].iter().filter(|cut| score >= **cut).count();
                rows.push(format!("{who},{subject},{window},{year},{score},{percentile},{level}"));
            }
        }
    }
    rows
}
