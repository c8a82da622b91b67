//! Numbers being counted: one line an option. Its state only; `ui` draws it.

use super::line::Line;

/// Most digits of one number: a room holds fewer than a thousand people.
const DIGITS: usize = 3;

/// Most characters of a point: two numbers with their signs.
const POINT: usize = 12;

/// What one line of a sheet asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// How many answered at all.
    People,
    /// How many chose this option.
    Option(String),
    /// Where one person is on a plane.
    Point,
}

/// The numbers of one item; kept when typing stops.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Key of what they are about; empty where the step is about one thing only.
    pub item: String,
    /// Its words.
    pub label: String,
    /// 1, or more when it is taken again.
    pub round: u32,
    fields: Vec<(Asked, String, Line)>,
    at: usize,
    /// Where people are on a plane, if that is asked for.
    points: Option<Vec<(i64, i64)>>,
    /// Digits and points that stood when it was opened.
    stood: (Vec<String>, Option<Vec<(i64, i64)>>),
}

impl Sheet {
    /// A sheet that asks for one point after the other; `points` stand already.
    #[must_use]
    pub fn of_points(label: &str, points: Vec<(i64, i64)>) -> Self {
        let fields = vec![(Asked::Point, "Point".to_owned(), None)];
        let mut sheet = Self { points: Some(points), ..Self::new("", label, 1, fields) };
        sheet.stood = sheet.filled();
        sheet
    }

    /// The points so far, where points are asked for.
    #[must_use]
    pub fn points(&self) -> Option<&[(i64, i64)]> {
        self.points.as_deref()
    }

    /// Adds a point, and clears the line for the next one.
    pub fn add_point(&mut self, point: (i64, i64)) {
        self.points.get_or_insert_default().push(point);
        if let Some(line) = self.line() {
            *line = Line::default();
        }
    }

    /// Takes the last point back; `false` where the line is not empty or there is none.
    pub fn take_point_back(&mut self) -> bool {
        let is_open = self.line().is_some_and(|line| !line.text().is_empty());
        !is_open && self.points.as_mut().is_some_and(|points| points.pop().is_some())
    }

    /// A sheet that asks for these, each with its label; `known` are numbers that stand already.
    #[must_use]
    pub fn new(item: &str, label: &str, round: u32, fields: Vec<(Asked, String, Option<u32>)>) -> Self {
        let line = |known: Option<u32>| known.map_or_else(Line::default, |number| Line::of(&number.to_string()));
        let fields = fields.into_iter().map(|(asked, label, known)| (asked, label, line(known))).collect();
        let stood = (Vec::new(), None);
        let mut sheet =
            Self { item: item.to_owned(), label: label.to_owned(), round, fields, at: 0, points: None, stood };
        sheet.stood = sheet.filled();
        sheet
    }

    /// The digits of every line, in order, and the points.
    #[must_use]
    pub fn filled(&self) -> (Vec<String>, Option<Vec<(i64, i64)>>) {
        (self.fields.iter().map(|(_, _, line)| line.text().to_owned()).collect(), self.points.clone())
    }

    /// Puts digits and points in that were kept; `false` (and no change) where they belong to other lines.
    pub fn fill(&mut self, digits: &[String], points: Option<Vec<(i64, i64)>>) -> bool {
        if digits.len() != self.fields.len() || points.is_some() != self.points.is_some() {
            return false;
        }
        for (at, kept) in digits.iter().enumerate() {
            self.at = at;
            if let Some(line) = self.line() {
                *line = Line::default();
            }
            self.digits_in(kept);
        }
        self.points = points;
        self.at = self.fields.iter().position(|(_, _, line)| line.is_blank()).unwrap_or(0);
        true
    }

    /// What is asked for, its label and the digits so far, in order.
    #[must_use]
    pub fn fields(&self) -> &[(Asked, String, Line)] {
        &self.fields
    }

    /// Position of the number that is typed.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether the last number is typed.
    #[must_use]
    pub fn at_last(&self) -> bool {
        self.at + 1 >= self.fields.len()
    }

    /// Whether it says what stood when it was opened.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.filled() == self.stood
    }

    /// What is typed.
    #[must_use]
    pub fn asked(&self) -> Option<&Asked> {
        self.fields.get(self.at).map(|(asked, _, _)| asked)
    }

    /// Goes to the line of an option, if there is one.
    pub fn go_to(&mut self, option: &str) {
        let asked = Asked::Option(option.to_owned());
        self.at = self.fields.iter().position(|(other, _, _)| *other == asked).unwrap_or(self.at);
    }

    /// The digits so far for an option.
    #[must_use]
    pub fn digits(&self, option: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(asked, _, _)| *asked == Asked::Option(option.to_owned()));
        field.map(|(_, _, line)| line.text())
    }

    /// The line that is typed in.
    pub fn line(&mut self) -> Option<&mut Line> {
        self.fields.get_mut(self.at).map(|(_, _, line)| line)
    }

    /// Types digits; `false` (and no change) when the number would be too long.
    pub fn digits_in(&mut self, text: &str) -> bool {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if self.points.is_some() {
            let point: String = text.chars().filter(|c| c.is_ascii_digit() || "-, ".contains(*c)).collect();
            return self.line().is_some_and(|line| line.text().len() + point.len() <= POINT && line.insert(&point));
        }
        self.line().is_some_and(|line| line.text().len() + digits.len() <= DIGITS && line.insert(&digits))
    }

    /// Goes to the next or previous number, round and round.
    pub fn step(&mut self, forward: bool) {
        let count = self.fields.len();
        if count > 0 {
            self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        }
    }

    /// The options with their numbers; a blank one is 0.
    #[must_use]
    pub fn numbers(&self) -> Vec<(String, u32)> {
        let number = |line: &Line| line.text().trim().parse().unwrap_or(0);
        let options = self.fields.iter().filter_map(|(asked, _, line)| match asked {
            Asked::Option(option) => Some((option.clone(), number(line))),
            Asked::People | Asked::Point => None,
        });
        options.collect()
    }

    /// How many answered, where it is asked for.
    #[must_use]
    pub fn people(&self) -> Option<u32> {
        let asked = self.fields.iter().find(|(asked, _, _)| *asked == Asked::People)?;
        asked.2.text().trim().parse().ok()
    }
}
