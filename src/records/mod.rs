//! THE GATE: the only code that sees a student's record, and the only user of polars.
mod admit;
mod admitted;
mod aggregate;
mod card;
mod disclosure;
mod intake;
mod views;
pub use admit::{DataSource, admit};
pub use admitted::*;
pub use card::check_card;

#[cfg(test)]
pub(crate) mod temporary;
// STUBSTART
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Outline {
    pub file: String,
    pub rows: usize,
    pub columns: Vec<OutlineColumn>,
}
#[derive(Debug)]
#[allow(missing_docs)]
pub struct OutlineColumn {
    pub name: String,
    pub kind: String,
    pub missing: usize,
    pub distinct: usize,
    pub labels: Vec<String>,
    pub suggested: Role,
    pub reason: String,
}
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub enum Role {
    Measure,
    Drop,
}
impl Role {
    #[allow(missing_docs)]
    pub const ALL: [Role; 2] = [Role::Measure, Role::Drop];
    #[allow(missing_docs)]
    pub fn word(self) -> &'static str {
        "x"
    }
}
#[allow(missing_docs)]
pub fn starting_card(_: &Outline, _: &[Role]) -> String {
    String::new()
}
#[allow(missing_docs)]
pub fn outline(p: &std::path::Path) -> Result<Outline, crate::diagnostic::Report> {
    let _ = p;
    Err(crate::diagnostic::Report::of_file("x", "x", "x", "x"))
}
#[allow(missing_docs)]
pub fn store(_: &Admission) -> serde_json::Value {
    serde_json::Value::Null
}
#[allow(missing_docs)]
pub fn reopen(_: &serde_json::Value) -> Result<Admission, String> {
    Err("x".into())
}
impl DataSource {
    #[allow(missing_docs)]
    pub fn bundled(_: &str, csv: impl Into<String>, card: impl Into<String>) -> Self {
        static N: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let n = N.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let p = std::env::temp_dir().join(format!("x{}-{n}.csv", std::process::id()));
        std::fs::write(&p, csv.into()).unwrap();
        Self::with_card(p, card)
    }
}
