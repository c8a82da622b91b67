//! Tables of codes: every finding about a kind of file, with an example of each that a test runs.

/// A code of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its name, which is stable: scripts and editors may rely on it.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// What brings it and what does not.
    pub example: Example,
}

/// What brings a finding and what does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// A piece of a sample file and what stands in its place; an empty piece stands for the whole file.
    Text {
        /// The piece.
        at: &'static str,
        /// With this in its place there is the finding.
        wrong: &'static str,
        /// With this there is none.
        right: &'static str,
    },
    /// Names of files.
    File {
        /// A file of this kind brings the finding.
        wrong: &'static str,
        /// Such a one does not.
        right: &'static str,
    },
}

/// Makes a table of [`Code`]s and its documentation from one list.
macro_rules! codes {
    (
        $(#[$about_all:meta])* pub const $table:ident;
        $($name:literal $about:literal $kind:ident $at:literal wrong $wrong:literal right $right:literal;)*
    ) => {
        $(#[$about_all])*
        $(
            #[doc = concat!(
                "\n# ", $name, "\n\n", $about, "\n\nWrong:\n```toml\n", $wrong, "\n```\nRight:\n```toml\n", $right, "\n```"
            )]
        )*
        pub const $table: &[$crate::document::Code] = &[$($crate::document::Code {
            name: $name,
            about: $about,
            example: $crate::document::codes!(@ $kind $at, $wrong, $right),
        },)*];
    };
    (@ text $at:literal, $wrong:literal, $right:literal) => {
        $crate::document::Example::Text { at: $at, wrong: $wrong, right: $right }
    };
    (@ file $at:literal, $wrong:literal, $right:literal) => {
        $crate::document::Example::File { wrong: $wrong, right: $right }
    };
}

pub(crate) use codes;
