//! `chartpaper actions`: what was to be done, across sessions.

use std::io::Write;

use serde::Serialize;

use super::arguments::{Actions, SeriesFormat};
use super::stage;
use super::trouble::Trouble;
use crate::protocol::ActionField;
use crate::session::{self, Undertaking};

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    actions: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    key: &'a str,
    date: &'a str,
    session: &'a str,
    text: &'a str,
    owner: Option<&'a str>,
    due: Option<&'a str>,
    measure: Option<&'a str>,
    horizon: Option<&'a str>,
    who_we_will_ask: Option<&'a str>,
    status: &'a str,
    open: bool,
}

/// Prints the actions that are open, or all.
pub(super) fn run(arguments: &Actions, out: &mut impl Write) -> Result<(), Trouble> {
    let meetings = stage::meetings(&arguments.sessions)?;
    let mut found = session::undertakings(&meetings);
    let all = found.len();
    found.retain(|undertaking| arguments.all || !undertaking.ended);
    match arguments.format {
        SeriesFormat::Text => {
            text(&found, all, out)?;
            match meetings.last().and_then(|meeting| Some((meeting, meeting.next()?))) {
                Some((meeting, next)) => {
                    let title = crate::text::sanitise(&meeting.protocol.title);
                    Ok(writeln!(out, "The next meeting of {title}: {next}")?)
                }
                None => Ok(()),
            }
        }
        SeriesFormat::Json => {
            let document =
                Document { format: "chartpaper-actions", version: 1, actions: found.iter().map(told).collect() };
            Ok(writeln!(out, "{}", serde_json::to_string_pretty(&document).unwrap_or_default())?)
        }
    }
}

fn told(undertaking: &Undertaking) -> Told<'_> {
    let action = &undertaking.action;
    let field = |field: ActionField| action.fields.get(&field).map(String::as_str);
    Told {
        key: &action.key,
        date: &action.date,
        session: &undertaking.title,
        text: field(ActionField::Text).unwrap_or_default(),
        owner: field(ActionField::Owner),
        due: field(ActionField::Due),
        measure: field(ActionField::Measure),
        horizon: field(ActionField::Horizon),
        who_we_will_ask: field(ActionField::WhoWeWillAsk),
        status: &action.status,
        open: !undertaking.ended,
    }
}

fn text(found: &[Undertaking], all: usize, out: &mut impl Write) -> Result<(), Trouble> {
    let open = found.iter().filter(|undertaking| !undertaking.ended).count();
    writeln!(out, "{open} of {all} {} open", if all == 1 { "action is" } else { "actions are" })?;
    for (number, undertaking) in (1..).zip(found) {
        let action = &undertaking.action;
        let line = crate::text::sanitise(&session::action_line(&action.fields));
        let status = match (action.status.as_str(), undertaking.ended) {
            ("", _) => String::new(),
            (status, _) => format!(", {status}"),
        };
        writeln!(out, "{number:3}. {line}  [{}{status}]", action.date)?;
    }
    Ok(())
}
