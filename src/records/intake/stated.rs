//! What a data card states of its file; it wins over everything that was detected.

use super::dates::Dated;

/// `[source]` of a data card, and how its columns of dates are written, as far as reading goes.
#[derive(Clone, Default, PartialEq)]
pub(in crate::records) struct Stated {
    /// A label of the encoding, such as `windows-1252`.
    pub(in crate::records) encoding: Option<String>,
    /// The sign between cells.
    pub(in crate::records) delimiter: Option<u8>,
    /// The mark around cells.
    pub(in crate::records) quote: Option<u8>,
    /// The sign before a mark inside a quoted cell.
    pub(in crate::records) escape: Option<u8>,
    /// Whether a comma stands before decimals.
    pub(in crate::records) decimal_comma: Option<bool>,
    /// Header rows; 0 for a file that has none.
    pub(in crate::records) header_rows: Option<usize>,
    /// Rows above the header.
    pub(in crate::records) skip_rows: Option<usize>,
    /// Rows below the table.
    pub(in crate::records) skip_end: Option<usize>,
    /// Sheet of a workbook.
    pub(in crate::records) sheet: Option<String>,
    /// Share of rows that may be set aside.
    pub(in crate::records) allow_set_aside: Option<f64>,
    /// Columns of dates.
    pub(in crate::records) dates: Vec<Dated>,
}

impl Stated {
    /// Whether an encoding has this name.
    pub(in crate::records) fn knows_encoding(label: &str) -> bool {
        encoding_rs::Encoding::for_label(label.trim().as_bytes()).is_some()
    }
}
