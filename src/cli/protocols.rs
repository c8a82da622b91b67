//! `chartpaper protocols`: the bundled protocols.

use std::io::Write;

use super::arguments::{Protocols, ProtocolsAction};
use super::trouble::Trouble;
use crate::diagnostic::nearest;
use crate::protocol::{Bundled, bundled};
use crate::text;

/// Lists them, or prints the text of one.
pub(super) fn run(arguments: &Protocols, out: &mut impl Write) -> Result<(), Trouble> {
    match &arguments.action {
        None => list(bundled(), out),
        Some(ProtocolsAction::Show { id }) => {
            out.write_all(find(bundled(), id)?.text.as_bytes())?;
            Ok(())
        }
    }
}

fn list(all: &[Bundled], out: &mut impl Write) -> Result<(), Trouble> {
    let wide = all.iter().map(|bundled| text::width(bundled.id)).max().unwrap_or(0);
    for bundled in all {
        writeln!(out, "{}  {:>3} min  {}", text::fit(bundled.id, wide), bundled.minutes, bundled.title)?;
    }
    Ok(())
}

fn find<'a>(all: &'a [Bundled], id: &str) -> Result<&'a Bundled, Trouble> {
    all.iter().find(|bundled| bundled.id == id).ok_or_else(|| Trouble::Usage {
        message: format!("there is no bundled protocol `{}`", text::cut(id, 60)),
        hint: match nearest(id, all.iter().map(|bundled| bundled.id)) {
            Some(near) => format!("did you mean {near}?"),
            None => "`chartpaper protocols` lists them".to_owned(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Bundled> {
        let bundled = |id, title: &str, minutes| Bundled { id, title: title.into(), minutes, text: "schema = 1\n" };
        vec![bundled("a-first-look", "A first look", 45), bundled("why", "Why?", 120)]
    }

    #[test]
    fn the_list_stands_in_columns() {
        let mut out = Vec::new();
        list(&all(), &mut out).unwrap();
        let expected = "a-first-look   45 min  A first look\nwhy           120 min  Why?\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_misspelled_id_is_answered_with_the_nearest_one() {
        assert_eq!(find(&all(), "why").unwrap().minutes, 120);
        for (id, expected) in [("a-frist-look", "a-first-look"), ("zzzz", "lists them")] {
            let Err(Trouble::Usage { hint, .. }) = find(&all(), id) else { panic!("{id}") };
            assert!(hint.contains(expected), "{hint}");
        }
    }
}
