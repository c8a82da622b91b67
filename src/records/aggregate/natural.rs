//! Natural order of labels: numbers inside them count as numbers, capitals do not matter.

use std::cmp::Ordering;

/// `Grade 2` before `Grade 10`; equal labels in byte order, so that the order is total.
pub(in crate::records) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (digits(&mut left), digits(&mut right));
                let order = x.len().cmp(&y.len()).then_with(|| x.cmp(&y));
                if order.is_ne() {
                    return order;
                }
            }
            (Some(x), Some(y)) => {
                let order = x.to_lowercase().cmp(y.to_lowercase());
                if order.is_ne() {
                    return order;
                }
                left.next();
                right.next();
            }
        }
    }
}

/// The digits of a number without leading zeros.
fn digits(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut number = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if digit != '0' || !number.is_empty() {
            number.push(digit);
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_in_labels_count_as_numbers() {
        let mut labels = ["Grade 10", "grade 2", "Grade 02", "Fall", "5", "12", ""];
        labels.sort_by(|a, b| natural(a, b));
        assert_eq!(labels, ["", "5", "12", "Fall", "Grade 02", "grade 2", "Grade 10"]);
    }
}
