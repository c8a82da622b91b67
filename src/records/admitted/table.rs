//! Every picture as a table: the same cells, one row under the other.

use super::{Body, Cell, Column, Cut, Frame, LevelsRow, MarkForm, ScoreScale, View};

/// What stands in a table of a picture. Rows and columns follow from the frame, except where there is one row a student or a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    pub(in crate::records) row_label: String,
    pub(in crate::records) columns: Vec<Column>,
    pub(in crate::records) rows: Vec<(String, Vec<Cell>)>,
}

impl Listing {
    /// What each row is.
    #[must_use]
    pub fn row_label(&self) -> &str {
        &self.row_label
    }

    /// The columns after the row label.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Label and cells of each row, as many cells as columns. Before the reveal there are rows without cells.
    #[must_use]
    pub fn rows(&self) -> &[(String, Vec<Cell>)] {
        &self.rows
    }
}

fn column(id: impl Into<String>, label: impl Into<String>, unit: Option<&str>, range: Option<(f64, f64)>) -> Column {
    Column { id: id.into(), label: label.into(), unit: unit.map(str::to_owned), range }
}

fn count(label: &str) -> Column {
    column("n", label, None, None)
}

fn percent(id: impl Into<String>, label: impl Into<String>) -> Column {
    column(id, label, Some("%"), Some((0.0, 100.0)))
}

/// Number of students, a column of every table.
const STUDENTS: &str = "n";

/// Names of the levels of a scale with cuts.
fn levels(cuts: &[Cut], below: Option<&str>) -> Vec<String> {
    let Some(first) = cuts.first() else { return Vec::new() };
    let below = below.map_or_else(|| format!("Below {}", first.name), str::to_owned);
    std::iter::once(below).chain(cuts.iter().map(|cut| cut.name.clone())).collect()
}

/// The levels below a cut and those from it on, which are the two parts of a small group: columns of their own, so that no share of
/// several levels stands under the name of one.
fn sides(name: &str) -> [Column; 2] {
    [percent("below", format!("Below {name}")), percent("above", format!("At or above {name}"))]
}

/// Shares in the columns of `width` levels, then in the columns of two sides where there are such: all levels, or two parts. The
/// sides of a group that is told by level are not told again, but for `above`.
fn spread_out(shares: &[Cell], width: usize, has_sides: bool, above: Option<&Cell>) -> Vec<Cell> {
    let hidden = std::iter::repeat_n(Cell::Hidden, width);
    let above = above.cloned().unwrap_or(Cell::Hidden);
    match shares {
        _ if shares.len() == width => {
            let sides = if has_sides { vec![Cell::Hidden, above] } else { Vec::new() };
            shares.iter().cloned().chain(sides).collect()
        }
        [below, part] if has_sides => hidden.chain([below.clone(), part.clone()]).collect(),
        _ => hidden.chain(std::iter::repeat_n(Cell::Hidden, if has_sides { 2 } else { 0 })).collect(),
    }
}

/// The level with which the upper of two parts begins, the same for every group that is told in parts: that of the measure.
fn part(splits: &[Option<usize>]) -> Option<usize> {
    splits.iter().copied().flatten().next()
}

fn scored(id: &str, label: &str, scale: &ScoreScale) -> Column {
    column(id, label, None, Some((scale.low, scale.high)))
}

impl View {
    /// The picture as a table, with its numbers where `is_revealed`.
    #[must_use]
    pub fn listing(&self, is_revealed: bool) -> Listing {
        let body = is_revealed.then_some(&self.body);
        let mut listing = self.frame.empty_listing();
        let cells = body.map_or_else(Vec::new, |body| cells(&self.frame, body));
        if listing.rows.is_empty() {
            listing.rows = cells;
        } else {
            for ((_, row), (_, cells)) in listing.rows.iter_mut().zip(cells) {
                *row = cells;
            }
        }
        listing
    }
}

impl Frame {
    fn empty_listing(&self) -> Listing {
        let (row_label, columns, rows): (&str, Vec<Column>, &[String]) = match self {
            Self::Levels { levels, row_label, rows, cut } => {
                let mut columns = vec![count(STUDENTS)];
                columns.extend(levels.iter().enumerate().map(|(at, name)| percent(format!("level-{}", at + 1), name)));
                columns.extend(cut.and_then(|cut| levels.get(cut)).into_iter().flat_map(|name| sides(name)));
                (row_label, columns, rows)
            }
            Self::Distribution { .. } => ("Scores", vec![column("count", "Students", None, None)], &[]),
            Self::Groups { scale, row_label, rows, splits } => {
                let mut columns = vec![count(STUDENTS), scored("median", "Median", scale)];
                let names = levels(&scale.cuts, scale.below());
                columns.extend(names.iter().enumerate().map(|(at, name)| percent(format!("level-{}", at + 1), name)));
                columns.extend(part(splits).and_then(|at| names.get(at)).into_iter().flat_map(|name| sides(name)));
                (row_label, columns, rows)
            }
            Self::Boxes { scale, row_label, rows } => {
                let columns = vec![
                    count(STUDENTS),
                    scored("median", "Median", scale),
                    scored("p10", "10th percentile", scale),
                    scored("q1", "Lower quartile", scale),
                    scored("q3", "Upper quartile", scale),
                    scored("p90", "90th percentile", scale),
                ];
                (row_label, columns, rows)
            }
            Self::Change { quantity, windows: [from, to], row_label, rows, .. } => {
                let at = |id: &str, window: &str| Column {
                    id: id.to_owned(),
                    label: format!("{}, {window}", quantity.label),
                    ..quantity.clone()
                };
                let columns = vec![
                    count(STUDENTS),
                    at("from", from),
                    at("to", to),
                    percent("grew", "Grew"),
                    percent("same", "Same"),
                    percent("fell", "Fell"),
                ];
                (row_label, columns, rows)
            }
            Self::Windows { quantity, windows, row_label, rows, .. } => {
                let columns = windows.iter().enumerate().flat_map(|(at, window)| {
                    let id = format!("window-{}", at + 1);
                    [
                        Column { id: id.clone(), label: window.clone(), ..quantity.clone() },
                        column(format!("{id}-n"), format!("{window}, {STUDENTS}"), None, None),
                    ]
                });
                (row_label, columns.collect(), rows)
            }
            Self::Grid { x, y } => {
                let columns = x.bands.iter().enumerate();
                let columns = columns.map(|(at, band)| percent(format!("band-{}", at + 1), band)).collect();
                (&y.scale.label, columns, &y.bands)
            }
            Self::Items { rows, options, columns, .. } => {
                let mut heads: Vec<Column> = columns
                    .iter()
                    .enumerate()
                    .map(|(at, label)| percent(format!("solved-{}", at + 1), format!("{label}: solved")))
                    .collect();
                let most = options.iter().map(Vec::len).max().unwrap_or(0);
                heads.extend((1..=most).map(|option| percent(format!("option-{option}"), format!("Option {option}"))));
                ("Item", heads, rows)
            }
            Self::Marks { form, scales, .. } => {
                let columns = scales.iter().enumerate();
                let columns =
                    columns.map(|(at, scale)| scored(&format!("score-{}", at + 1), &scale.label, scale)).collect();
                (if *form == MarkForm::Rows { "Row" } else { "Mark" }, columns, &[])
            }
            Self::Table { row_label, rows, columns } => (row_label, columns.clone(), rows),
        };
        let rows = rows.iter().map(|row| (row.clone(), Vec::new())).collect();
        Listing { row_label: row_label.to_owned(), columns, rows }
    }
}

/// Rows of cells in the order of the frame's rows; with labels of their own where the frame has none.
fn cells(frame: &Frame, body: &Body) -> Vec<(String, Vec<Cell>)> {
    let rows: Vec<Vec<Cell>> = match (frame, body) {
        (Frame::Levels { levels, cut, .. }, Body::Levels(rows)) => {
            let row = |row: &LevelsRow| {
                let mut cells = vec![row.n.clone()];
                cells.extend(spread_out(&row.shares, levels.len(), cut.is_some(), Some(&row.above)));
                cells
            };
            rows.iter().map(row).collect()
        }
        (_, Body::Distribution { bins, .. }) => {
            return bins.iter().map(|bin| (bin.label.clone(), vec![bin.count.clone()])).collect();
        }
        (Frame::Groups { scale, splits, .. }, Body::Groups(groups)) => {
            let width = if scale.cuts.is_empty() { 0 } else { scale.cuts.len() + 1 };
            let row = |group: &super::Spread| {
                let mut cells = vec![group.n.clone(), group.median.clone()];
                cells.extend(spread_out(&group.bands, width, part(splits).is_some(), None));
                cells
            };
            groups.iter().map(row).collect()
        }
        (_, Body::Boxes(rows)) => rows
            .iter()
            .map(|row| {
                let ([q1, q3], [p10, p90]) = (&row.quartiles, &row.tails);
                [&row.n, &row.median, p10, q1, q3, p90].map(Clone::clone).to_vec()
            })
            .collect(),
        (_, Body::Change(rows)) => rows
            .iter()
            .map(|row| {
                let moved = match row.moved.as_slice() {
                    [fell, same, grew] => [grew, same, fell].map(Clone::clone),
                    [_, grew] => [grew.clone(), Cell::Hidden, Cell::Hidden],
                    _ => [const { Cell::Hidden }; 3],
                };
                [row.n.clone(), row.from.clone(), row.to.clone()].into_iter().chain(moved).collect()
            })
            .collect(),
        (_, Body::Windows(lines)) => lines
            .iter()
            .map(|points| points.iter().flat_map(|point| [point.value.clone(), point.n.clone()]).collect())
            .collect(),
        (_, Body::Grid { cells, .. }) => cells.clone(),
        (Frame::Items { options, .. }, Body::Items { items, .. }) => {
            let most = options.iter().map(Vec::len).max().unwrap_or(0);
            let row = |item: &super::ItemRow| {
                let mut cells = item.solved.clone();
                let chosen = item.chosen.iter().cloned().chain(std::iter::repeat(Cell::Hidden));
                cells.extend(chosen.take(most));
                cells
            };
            items.iter().map(row).collect()
        }
        (_, Body::Marks { marks, .. }) => {
            return marks.iter().enumerate().map(|(at, mark)| ((at + 1).to_string(), mark.clone())).collect();
        }
        (_, Body::Table(rows)) => rows.clone(),
        // A body is of the kind of its frame; both doors see to that.
        _ => Vec::new(),
    };
    rows.into_iter().map(|row| (String::new(), row)).collect()
}

impl Body {
    /// Every number of the body, shown or withheld, in reading order; sizes of groups are among them.
    #[must_use]
    pub fn cells(&self) -> Vec<&Cell> {
        match self {
            Self::Levels(rows) => {
                rows.iter().flat_map(|row| std::iter::once(&row.n).chain(&row.shares).chain([&row.above])).collect()
            }
            Self::Distribution { n, bins, median, bands } => spread_cells(n, bins, median, bands).collect(),
            Self::Groups(groups) => groups
                .iter()
                .flat_map(|group| spread_cells(&group.n, &group.bins, &group.median, &group.bands))
                .collect(),
            Self::Boxes(rows) => rows
                .iter()
                .flat_map(|row| [&row.n, &row.median].into_iter().chain(&row.quartiles).chain(&row.tails))
                .collect(),
            Self::Change(rows) => {
                rows.iter().flat_map(|row| [&row.n, &row.from, &row.to].into_iter().chain(&row.moved)).collect()
            }
            Self::Windows(lines) => lines.iter().flatten().flat_map(|point| [&point.n, &point.value]).collect(),
            Self::Grid { n, cells, quadrants } => {
                std::iter::once(n).chain(cells.iter().flatten()).chain(quadrants).collect()
            }
            Self::Items { n, items } => {
                n.iter().chain(items.iter().flat_map(|item| item.solved.iter().chain(&item.chosen))).collect()
            }
            Self::Marks { n, marks } => std::iter::once(n).chain(marks.iter().flatten()).collect(),
            Self::Table(rows) => rows.iter().flatten().collect(),
        }
    }
}

fn spread_cells<'c>(
    n: &'c Cell,
    bins: &'c [super::Bin],
    median: &'c Cell,
    bands: &'c [Cell],
) -> impl Iterator<Item = &'c Cell> {
    std::iter::once(n).chain(bins.iter().map(super::Bin::count)).chain([median]).chain(bands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::admitted::{Number, Spread};

    fn told(text: &str) -> Cell {
        Cell::Number(Number { text: text.to_owned(), low: 0.0, high: 100.0, is_range: true })
    }

    #[test]
    fn no_share_of_several_levels_stands_under_the_name_of_one() {
        let levels = ["One", "Two", "Three", "Four"].map(str::to_owned).to_vec();
        let rows = vec!["Large".to_owned(), "Small".to_owned()];
        let frame = Frame::Levels { levels, cut: Some(2), row_label: "Class".to_owned(), rows };
        let shares = ["10%", "20%", "30%", "40%"].map(told).to_vec();
        let large = LevelsRow { n: told("200"), shares, above: told("70%") };
        let small = LevelsRow { n: told("20"), shares: vec![told("<=20%"), told(">=80%")], above: told(">=80%") };
        let ids: Vec<_> = frame.empty_listing().columns.into_iter().map(|column| (column.id, column.label)).collect();
        assert_eq!(
            ids[5..],
            [("below", "Below Three"), ("above", "At or above Three")].map(|(a, b)| (a.into(), b.into()))
        );
        let texts: Vec<String> = cells(&frame, &Body::Levels(vec![large, small]))
            .iter()
            .map(|(_, cells)| cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(texts, ["200 10% 20% 30% 40% * 70%", "20 * * * * <=20% >=80%"]);
    }

    #[test]
    fn two_levels_are_told_by_level_whatever_the_size() {
        assert_eq!(
            spread_out(&[told("a"), told("b")], 2, true, Some(&told("b"))),
            [told("a"), told("b"), Cell::Hidden, told("b")]
        );
        assert_eq!(spread_out(&[told("a"), told("b")], 2, false, None), [told("a"), told("b")]);
    }

    #[test]
    fn the_parts_of_groups_have_columns_where_a_group_is_told_in_parts() {
        let cuts = [(8.0, "Two"), (13.0, "Three")].map(|(score, name)| Cut { score, name: name.to_owned() }).to_vec();
        let label = "Score".to_owned();
        let scale = ScoreScale { label, low: 0.0, high: 20.0, step: 1.0, cuts, below: Some("One".to_owned()) };
        let rows = vec!["Large".to_owned(), "Small".to_owned()];
        let row_label = "Class".to_owned();
        let frame = Frame::Groups { scale, row_label, rows, splits: vec![None, Some(2)] };
        let spread = |bands: &[&str]| Spread {
            n: told("n"),
            bins: Vec::new(),
            median: told("m"),
            bands: bands.iter().map(|text| told(text)).collect(),
        };
        let listed = cells(&frame, &Body::Groups(vec![spread(&["a", "b", "c"]), spread(&["x", "y"])]));
        let texts = listed.iter().map(|(_, cells)| cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        assert_eq!(texts.collect::<Vec<_>>(), ["n m a b c * *", "n m * * * x y"]);
        let empty = frame.empty_listing();
        assert_eq!(
            empty.columns.iter().map(Column::label).skip(5).collect::<Vec<_>>(),
            ["Below Three", "At or above Three"]
        );
    }
}
