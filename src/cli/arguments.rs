//! The command line: what can be typed, and the help for it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::look::LookFlags;

/// Help begins with what to type, not with a grammar.
const HELP: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}";

/// Run a data conversation with a group: one laptop, one projector
#[derive(Parser, Debug)]
#[command(
    name = "chartpaper",
    version,
    help_template = HELP,
    disable_help_subcommand = true,
    before_help = "\
Examples:
  chartpaper                                       a screen to choose from: demo, open, resume
  chartpaper demo                                  see it with made-up data, nothing to prepare
  chartpaper run my-protocol.toml reading.csv      run a protocol on your data
  chartpaper resume                                go on where you stopped
  chartpaper report 2026-03-02_reading.session.jsonl -o report.md
"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) look: LookFlags,
}

impl Arguments {
    /// How things look may be said before the command as well; what stands behind it counts more. `Err` names a command that draws
    /// nothing.
    pub(super) fn settle(&mut self) -> Result<(), &'static str> {
        let before = self.look.clone();
        let (name, look) = match &mut self.command {
            None => return Ok(()),
            Some(Command::Demo(command)) => ("demo", Some(&mut command.look)),
            Some(Command::Run(command)) => ("run", Some(&mut command.look)),
            Some(Command::Resume(command)) => ("resume", Some(&mut command.look)),
            Some(Command::Follow(command)) => ("follow", Some(&mut command.look)),
            Some(Command::Doctor(command)) => ("doctor", Some(&mut command.look)),
            Some(Command::View(command)) => ("view", Some(&mut command.look)),
            Some(Command::Card(_)) => ("card", None),
            Some(Command::Check(_)) => ("check", None),
            Some(Command::New(_)) => ("new", None),
            Some(Command::Protocols(_)) => ("protocols", None),
            Some(Command::Schema(_)) => ("schema", None),
            Some(Command::Completions(_)) => ("completions", None),
            Some(Command::Report(_)) => ("report", None),
            Some(Command::Clean(_)) => ("clean", None),
            Some(Command::Actions(_)) => ("actions", None),
            Some(Command::Trends(_)) => ("trends", None),
            Some(Command::Inspect(_)) => ("inspect", None),
            Some(Command::Help(_)) => ("help", None),
            #[cfg(feature = "rows")]
            Some(Command::Rows(_)) => ("rows", None),
        };
        match look {
            Some(look) => look.fall_back_on(before),
            None if before.says_something() => return Err(name),
            None => {}
        }
        Ok(())
    }
}

/// What the program can do.
#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Try it: a bundled protocol and made-up data
    Demo(Demo),
    /// Run a protocol on your data
    Run(Run),
    /// Take up a session that was not finished
    Resume(Resume),
    /// Second screen for the facilitator: tips, time, what comes next
    Follow(Follow),
    /// Write what was said and decided in a session
    Report(Report),
    /// Tell which actions are still open, across sessions
    Actions(Actions),
    /// Tell how exit polls and scales moved, across sessions of one series or protocol
    Trends(Trends),
    /// Write a copy of a session without what was removed, to pass on
    Clean(Clean),
    /// Write a starting data card for a CSV file
    Card(Card),
    /// Tell what is understood of a data file: columns, kinds, counts, and labels that ten students share
    Inspect(Inspect),
    /// Print one anonymous view of the data, as it would be shown
    View(View),
    /// List the bundled protocols, or print one
    Protocols(Protocols),
    /// Begin a protocol or a data card: a new file with comments
    New(New),
    /// Tell every problem of protocols, data cards and themes
    Check(Check),
    /// Print what an editor needs to complete protocols or data cards (JSON Schema)
    Schema(Schema),
    /// Check this terminal and projector: signs, colours, sizes, keys
    Doctor(Doctor),
    /// Print what a shell needs to complete commands
    Completions(Completions),
    /// Print this, or the help of one command
    Help(Help),
    /// Write the records of a file as read, as CSV (only in this build)
    #[cfg(feature = "rows")]
    Rows(Rows),
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper demo
  chartpaper demo --theme dark
")]
pub(super) struct Demo {
    /// Id of a bundled protocol; see `chartpaper protocols`
    pub(super) protocol: Option<String>,
    #[command(flatten)]
    pub(super) look: LookFlags,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper run my-protocol.toml reading.csv
  chartpaper run my-protocol.toml reading.csv mathematics.csv --rehearse
  chartpaper run my-protocol.toml reading.csv --rehearse --watch      beside your editor
")]
pub(super) struct Run {
    /// A protocol file (TOML), or the id of a bundled one
    pub(super) protocol: String,
    /// CSV files, workbooks or data cards
    pub(super) data: Vec<PathBuf>,
    /// Where to save the session [default: a new file in the folder of sessions, told on leaving]
    #[arg(long, value_name = "FILE")]
    pub(super) session: Option<PathBuf>,
    /// Write nothing at all
    #[arg(long, conflicts_with = "session")]
    pub(super) rehearse: bool,
    /// A session that this one follows: its open actions and its polls come back; may be given several times [default: where
    /// the protocol has a series, the newest session of it]
    #[arg(long, value_name = "SESSION")]
    pub(super) after: Vec<PathBuf>,
    /// Follow no earlier session
    #[arg(long, conflicts_with = "after")]
    pub(super) first: bool,
    /// Read the protocol file again whenever it is saved; with --rehearse, the data and their cards as well
    #[arg(long)]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) look: LookFlags,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper actions 2026-03-02_reading.session.jsonl 2026-06-01_reading.session.jsonl
  chartpaper actions *.session.jsonl --all --format json
")]
pub(super) struct Actions {
    /// Session files, in any order [default: all in the folder of sessions]
    pub(super) sessions: Vec<PathBuf>,
    /// Those as well that are done with
    #[arg(long)]
    pub(super) all: bool,
    /// How it is told
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: SeriesFormat,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper trends 2026-03-02_reading.session.jsonl 2026-06-01_reading.session.jsonl
  chartpaper trends *.session.jsonl --format json
")]
pub(super) struct Trends {
    /// Session files, in any order [default: all in the folder of sessions]
    pub(super) sessions: Vec<PathBuf>,
    /// How it is told
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: SeriesFormat,
}

/// How something across sessions is told.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SeriesFormat {
    Text,
    Json,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper resume                                        the newest one that was not finished
  chartpaper resume 2026-03-02_reading.session.jsonl
  chartpaper resume 2026-03-02_reading.session.jsonl moved/reading.csv
  chartpaper resume --watch my-protocol.toml               beside your editor
")]
pub(super) struct Resume {
    /// A session file [default: the newest one that was not finished]
    pub(super) session: Option<PathBuf>,
    /// Its data, where it has moved: names in comments are checked against it
    pub(super) data: Vec<PathBuf>,
    /// The file of its protocol: whenever it is saved, it changes on the screen
    #[arg(long, value_name = "PROTOCOL")]
    pub(super) watch: Option<PathBuf>,
    #[command(flatten)]
    pub(super) look: LookFlags,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper follow 2026-03-02_reading.session.jsonl
")]
pub(super) struct Follow {
    /// The session file that another window writes
    pub(super) session: PathBuf,
    #[command(flatten)]
    pub(super) look: LookFlags,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper card reading.csv                      print it
  chartpaper card reading.csv -o reading.toml      write it beside the data
")]
pub(super) struct Card {
    /// A CSV file
    pub(super) data: PathBuf,
    /// Write to this new file [default: print it]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper check my-protocol.toml
  chartpaper check my-protocol.toml reading.toml
  chartpaper check my-protocol.toml --size 100x30         does every text fit there?
  chartpaper check my-protocol.toml --format json         for an editor
")]
pub(super) struct Check {
    /// Protocols, data cards and themes (TOML)
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// For people, or as a list of JSON objects for an editor
    #[arg(long, default_value = "text")]
    pub(super) format: CheckFormat,
    /// The screen for which texts are judged
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "80x24", value_parser = size)]
    pub(super) size: (u16, u16),
}

/// Form of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper new protocol my-protocol.toml
  chartpaper new card reading.toml
")]
pub(super) struct New {
    /// What to begin
    pub(super) what: Language,
    /// The new file
    pub(super) file: PathBuf,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper schema protocol > chartpaper-protocol.schema.json
")]
pub(super) struct Schema {
    /// Of which files
    pub(super) what: Language,
}

/// The files that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// A method for a conversation
    Protocol,
    /// Which column of the data is what
    Card,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper doctor                  a test card; what is answered is kept for every start
  chartpaper doctor > terminal.txt   what is known, without questions
")]
pub(super) struct Doctor {
    #[command(flatten)]
    pub(super) look: LookFlags,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper completions bash > ~/.local/share/bash-completion/completions/chartpaper
  chartpaper completions fish > ~/.config/fish/completions/chartpaper.fish
")]
pub(super) struct Completions {
    /// For which shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, args_conflicts_with_subcommands = true, before_help = "\
Examples:
  chartpaper protocols
  chartpaper protocols show ID > mine.toml      start from a bundled one
")]
pub(super) struct Protocols {
    #[command(subcommand)]
    pub(super) action: Option<ProtocolsAction>,
}

#[derive(Subcommand, Debug)]
pub(super) enum ProtocolsAction {
    /// Print a bundled protocol
    Show {
        /// Its id, as `chartpaper protocols` lists it
        id: String,
    },
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper report 2026-03-02_reading.session.jsonl
  chartpaper report 2026-03-02_reading.session.jsonl -o reading.html --format html
")]
pub(super) struct Report {
    /// Session files, finished or not
    #[arg(required = true, value_name = "SESSION")]
    pub(super) sessions: Vec<PathBuf>,
    /// Write to this new file [default: print it]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Markdown or a page for people, CSV for a spreadsheet, or JSON for programs
    #[arg(long, default_value = "md")]
    pub(super) format: ReportFormat,
}

/// Form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Md,
    Html,
    Csv,
    Json,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper clean 2026-03-02_reading.session.jsonl -o to-pass-on.session.jsonl
")]
pub(super) struct Clean {
    /// A session file, finished or not
    pub(super) session: PathBuf,
    /// Write the copy to this new file
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper view reading.csv --list
  chartpaper view reading.csv levels --size 140x40
  chartpaper view reading.csv --format json        every number with what it tells
  chartpaper view reading.csv levels --format svg > levels.svg
  chartpaper view reading.toml --with mathematics.toml --list
")]
pub(super) struct View {
    /// A CSV file with a data card, or a data card
    pub(super) data: PathBuf,
    /// Further data, joined to the first as its card says
    #[arg(long, value_name = "DATA")]
    pub(super) with: Vec<PathBuf>,
    /// Name of a view [default: the first; of JSON and CSV all]
    #[arg(value_name = "VIEW")]
    pub(super) name: Option<String>,
    /// List the views
    #[arg(long, conflicts_with = "name")]
    pub(super) list: bool,
    /// Characters as on the screen (text, or ansi in colour), a picture for a page (svg), or numbers (json with their bounds, csv)
    #[arg(long, default_value = "text")]
    pub(super) format: ViewFormat,
    /// Columns and rows to draw in
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "100x30", value_parser = size)]
    pub(super) size: (u16, u16),
    #[command(flatten)]
    pub(super) look: LookFlags,
}

/// Form of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ViewFormat {
    Text,
    Json,
    Csv,
    Ansi,
    Svg,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper inspect reading.csv
  chartpaper inspect gradebook.xlsx --format json
")]
pub(super) struct Inspect {
    /// A CSV file, a workbook, or a data card
    pub(super) data: PathBuf,
    /// Words for people, or JSON for programs
    #[arg(long, default_value = "text")]
    pub(super) format: InspectFormat,
}

/// Form of what is told of a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InspectFormat {
    Text,
    Json,
}

#[cfg(feature = "rows")]
#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper rows reading.csv > rows.csv
")]
pub(super) struct Rows {
    /// A CSV file or a workbook
    pub(super) data: PathBuf,
}

#[derive(Args, Debug)]
#[command(help_template = HELP, before_help = "\
Examples:
  chartpaper help
  chartpaper help run
")]
pub(super) struct Help {
    /// The command [default: all of them]
    pub(super) command: Vec<String>,
}

/// Columns and rows, as in `100x30`.
fn size(text: &str) -> Result<(u16, u16), String> {
    let parts =
        text.split_once(['x', 'X']).and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    match parts {
        Some((columns @ 20..=1000, rows @ 5..=1000)) => Ok((columns, rows)),
        Some(_) => Err("columns lie between 20 and 1000, rows between 5 and 1000".to_owned()),
        None => Err("write columns, an x and rows, such as 100x30".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_are_columns_and_rows() {
        assert_eq!(size("100x30"), Ok((100, 30)));
        assert_eq!(size("80X24"), Ok((80, 24)));
        for wrong in ["", "100", "x", "100x", "axb", "100x30x2", "5x5", "99999x30", "-80x24", "1001x30"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
