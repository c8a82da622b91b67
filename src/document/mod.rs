//! A TOML document being decoded: every problem is collected with its place, no key is silently ignored.
//!
//! Owns the walk over TOML that protocols, data cards and themes share. Depends on `diagnostic` and `text`. Strings leave it
//! sanitised. A decoder asks [`Fields`] for each key it knows and then calls [`Fields::finish`], which reports the rest.

mod codes;
mod fields;
mod schema;
mod syntax;

pub(crate) use codes::codes;
pub use codes::{Code, Example};
pub use fields::{Fields, Located, unknown_word};
pub use schema::Schema;

use toml::de::DeTable;

use crate::diagnostic::Findings;

/// Whether a text is TOML of one of our kinds, told by any of the `keys` at its top. What is not may be a data file that was named by
/// mistake, and must not be quoted: its lines are records.
#[must_use]
pub fn is_ours(text: &str, keys: &[&str]) -> bool {
    let (table, errors) = DeTable::parse_recoverable(text);
    errors.is_empty() || table.get_ref().keys().any(|key| keys.contains(&&**key.get_ref()))
}

/// Parses `text` and hands its top table to `decode`; findings about the syntax are added to `findings`.
///
/// With syntax errors `decode` still runs on what could be read, so that a coach sees every problem at once; the caller
/// must not use the result while `findings` has errors. What stands on a broken line is unknown to [`Fields`]: it is neither
/// read, nor missing, nor a key too many.
///
/// Codes: `toml` (not valid TOML), `duplicate-key`, `backslash` (a Windows path that silently became something else) and the
/// advice `hidden-characters`; those of [`Fields`] are `unknown-key`, `misplaced-key`, `missing-key`, `wrong-type`,
/// `unknown-word`, `out-of-range`, `empty`.
pub fn read<T>(text: &str, findings: &Findings, decode: impl FnOnce(Fields<'_, '_>) -> T) -> T {
    let (table, errors) = DeTable::parse_recoverable(text);
    syntax::report(text, table.get_ref(), errors, findings);
    syntax::inspect(text, table.get_ref(), findings);
    decode(Fields::new(table.into_inner(), 0..0, String::new(), findings))
}
