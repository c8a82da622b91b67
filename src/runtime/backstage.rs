//! What stands behind the screen, or behind the lines of a conversation: the session file, the data, what waits to be begun.
//!
//! Performs the effects of the state machine and feeds it what comes of them.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::app::{App, Effect, Event, Moment, Retreat, Screen, Seen, Sessions, Start};
use crate::chart::Charset;
use crate::protocol::Folder;
use crate::report;
use crate::session::{Entry, Seq, encode};
use crate::theme::{Depth, Theme};

use super::clock::Clock;
use super::keeper::{self, Closing, Keeper, Places};
use super::launch::{self, Launch, Options, Source};
use super::{browse, reports, user_file};

/// How long leaving waits for the disk.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long being ended from outside waits for the disk.
const HURRY: Duration = Duration::from_millis(900);

/// What arrives at the loop.
#[derive(Debug)]
pub(super) enum Message {
    /// Something for the state machine.
    Event(Event),
    /// The terminal is gone.
    Gone,
    /// A signal asked the program to end.
    Ended,
    /// A line was typed; `None` at the end of the input.
    Line(Option<String>),
}

/// What is left to say after the screen was given back.
#[derive(Debug, Default)]
pub struct Ending {
    /// The session file, if there is one.
    pub file: Option<PathBuf>,
    /// Whether everything is on a disk.
    pub saved: bool,
    /// Comments and actions that are not: to be printed.
    pub unsaved: Vec<String>,
    /// The program was ended from outside.
    pub ended: bool,
}

/// What the start screen begins a retreat with, and what the program looks like.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The themes that `t` goes through.
    pub themes: Vec<Theme>,
    /// The one to start with.
    pub theme: usize,
    /// Signs to draw with.
    pub charset: Charset,
    /// Line by line, without a screen.
    pub plain: bool,
    /// Begin with the test card, and end with it.
    pub checks: bool,
    /// What the demo is.
    pub demo: Options,
}

pub(super) struct Backstage {
    keeper: Option<Keeper>,
    file: Option<PathBuf>,
    /// Where the recordings of the protocol are; unknown for bundled protocols and after resuming.
    folder: Option<Folder>,
    pub(super) sender: Sender<Message>,
    pub(super) setting: Setting,
    /// What waits for roles.
    pending: Option<Options>,
    wake: Option<Moment>,
    /// What takes a moment: it is begun after the next frame.
    pub(super) launch: Option<Effect>,
    /// Events until a test has the program fail.
    fails_in: Option<u32>,
}

/// The program before its first event, and where messages arrive; `begin` gets the way for words of the disk.
pub(super) struct Beginning {
    pub(super) app: App,
    pub(super) backstage: Backstage,
    pub(super) receiver: Receiver<Message>,
    pub(super) first: Option<(Launch, Options)>,
}

impl Beginning {
    pub(super) fn new<E>(
        setting: Setting,
        begin: impl FnOnce(Box<dyn FnMut(Event) + Send>) -> Result<Option<(Launch, Options)>, E>,
    ) -> Result<Self, E> {
        let (sender, receiver) = channel();
        let first = begin(voice(&sender))?;
        let offers = crate::protocol::bundled().iter().map(|b| (b.id.to_owned(), b.title.clone())).collect();
        let (theme, themes) = (setting.theme, setting.themes.len());
        let start = || App::on(Screen::Start(Start::new(offers)), theme, themes);
        let app = if setting.checks { App::checking(theme, themes) } else { start() };
        let backstage = Backstage {
            keeper: None,
            file: None,
            folder: None,
            sender,
            setting,
            pending: None,
            wake: None,
            launch: None,
            fails_in: wish_to_fail("event"),
        };
        Ok(Self { app, backstage, receiver, first })
    }
}

fn voice(sender: &Sender<Message>) -> Box<dyn FnMut(Event) + Send> {
    let sender = sender.clone();
    Box::new(move |event| {
        // Nobody listens any more: the program is ending, and the keeper's closing word counts.
        let _ = sender.send(Message::Event(event));
    })
}

/// Where a test asks the program to fail: `CHARTPAPER_PANIC_AT=frame:N` in the middle of that frame, `event:N` before that event is taken in.
pub(super) fn wish_to_fail(kind: &str) -> Option<u32> {
    let wish = std::env::var("CHARTPAPER_PANIC_AT").ok()?;
    wish.strip_prefix(kind)?.strip_prefix(':')?.parse().ok()
}

impl Backstage {
    /// Waits for the next message; a due moment makes one.
    pub(super) fn next(&mut self, receiver: &Receiver<Message>, clock: Clock) -> Message {
        let Some(wake) = self.wake else { return receiver.recv().unwrap_or(Message::Gone) };
        let wait = Duration::from_millis(wake.0.saturating_sub(clock.now().0));
        match receiver.recv_timeout(wait) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => {
                self.wake = None;
                Message::Event(Event::Clock(clock.now().max(wake)))
            }
            Err(RecvTimeoutError::Disconnected) => Message::Gone,
        }
    }

    /// Brings the time and an event to the state machine and performs what it asks for. Whether the program is to end.
    ///
    /// # Panics
    /// When a test asked for it.
    pub(super) fn feed(&mut self, app: &mut App, clock: Clock, event: Event) -> bool {
        self.fails_in = self.fails_in.map(|left| left.wrapping_sub(1));
        assert!(self.fails_in != Some(0), "asked for by a test");
        let mut effects = app.update(Event::Clock(clock.now()));
        effects.extend(app.update(event));
        let mut over = false;
        let mut events = Vec::new();
        for effect in effects {
            over |= self.perform(effect, app, &mut events);
        }
        for event in events {
            over |= self.feed(app, clock, event);
        }
        over
    }

    fn perform(&mut self, effect: Effect, app: &App, events: &mut Vec<Event>) -> bool {
        match effect {
            Effect::Append { seq, entry } => {
                let refused = self.keeper.as_ref().map(|keeper| keeper.append(seq, encode(seq, &entry)));
                if let Some(Err(outcome)) = refused {
                    events.push(launch::said(outcome));
                }
            }
            Effect::Retry => self.keeper.iter().for_each(Keeper::retry),
            Effect::Draft(text) => self.keeper.iter().for_each(|keeper| keeper.draft(&text)),
            Effect::Wake(moment) => self.wake = Some(moment),
            Effect::Report => events.push(Event::Reported(self.report(app))),
            Effect::Play(file) => events.push(Event::Played(self.play(&file, app))),
            Effect::Browse(folder) => events.push(match browse::list(&folder) {
                Ok(listing) => Event::Listed(listing),
                Err(words) => Event::Refused(vec![words]),
            }),
            Effect::FindSessions => events.push(Event::Found(sessions())),
            Effect::Demo | Effect::Open { .. } | Effect::Resume(_) | Effect::Admit { .. } => self.launch = Some(effect),
            Effect::KeepLook(seen) => events.push(Event::LookKept(self.keep_look(seen))),
            Effect::Quit => return true,
        }
        false
    }

    /// Begins a retreat; data is read here, which can take a while.
    pub(super) fn perform_launch(&mut self, effect: Effect) -> Event {
        match effect {
            Effect::Open { protocol, data } => {
                let data = vec![Source::File(PathBuf::from(data))];
                self.start(Options { protocol, data, ..Options::default() })
            }
            Effect::Resume(path) => {
                let data = [self.setting.demo.data.clone()];
                let launch = launch::resume(Some(Path::new(&path)), &data, voice(&self.sender), &mut |_| {});
                self.event_of(launch, Options::default())
            }
            Effect::Admit { card, keep } => self.admit(&card, keep),
            _ => self.start(self.setting.demo.clone()),
        }
    }

    fn start(&mut self, options: Options) -> Event {
        let launch = launch::start(&options, voice(&self.sender), &mut |_| {});
        self.event_of(launch, options)
    }

    fn event_of(&mut self, launch: Result<Launch, launch::Trouble>, options: Options) -> Event {
        match launch {
            Ok(launch) => self.launched(launch, options),
            Err(trouble) => Event::Refused(trouble.without_folders().to_string().lines().map(str::to_owned).collect()),
        }
    }

    pub(super) fn launched(&mut self, launch: Launch, options: Options) -> Event {
        match launch {
            Launch::Ready(opening, keeper, file) => {
                let protocol = Path::new(&options.protocol);
                self.folder = protocol.is_file().then(|| Folder::of(protocol));
                self.keeper = keeper;
                self.file = file;
                if options.watch {
                    super::watch::watch(options, opening.session.header().session.clone(), voice(&self.sender));
                }
                Event::Began(opening)
            }
            Launch::Following(opening) => Event::Followed(Ok(opening)),
            Launch::NeedsRoles(outline) => {
                self.pending = Some(options);
                Event::Outlined(outline)
            }
        }
    }

    /// The roles were confirmed: the file that had no card gets this one, beside it too if it is to be kept.
    fn admit(&mut self, card: &str, keep: bool) -> Event {
        let Some(mut options) = self.pending.clone() else { return Event::Refused(Vec::new()) };
        if let Some(source) = options.data.iter_mut().find(|source| source.without_card().is_some())
            && let Some(path) = source.without_card().map(Path::to_path_buf)
        {
            if keep && let Err(error) = reports::write_new(&path.with_extension("toml"), card) {
                return Event::Refused(vec![format!("the card cannot be written beside the file: {}", error.kind())]);
            }
            *source = Source::WithCard(path, card.to_owned());
        }
        self.start(options)
    }

    /// Draws as was seen on the test card, now and the next time; tells where that was kept.
    fn keep_look(&mut self, seen: Seen) -> Result<String, String> {
        let quoted = |word: &str| format!("\"{word}\"");
        let theme = self.setting.themes.get(seen.theme).map(Theme::name).unwrap_or_default();
        // A theme of the user's own has its name from its file, which only the flag or the user's file can tell.
        let shipped = Theme::shipped().iter().any(|shipped| shipped.name() == theme);
        let mut values: Vec<(&str, String)> = shipped.then(|| ("theme", quoted(theme))).into_iter().collect();
        if let Some(signs) = seen.signs {
            let (word, charset) = match (signs, seen.dots) {
                (false, _) => ("ascii", Charset::Ascii),
                (true, Some(true)) => ("braille", Charset::Braille),
                (true, _) => ("blocks", Charset::Blocks),
            };
            values.push(("charset", quoted(word)));
            self.setting.charset = charset;
        }
        if let Some(colours) = seen.colours {
            values.push(("color", quoted(if colours { "auto" } else { "never" })));
            if !colours {
                let themes = std::mem::take(&mut self.setting.themes);
                self.setting.themes = themes.into_iter().map(|theme| theme.at(Depth::Mono)).collect();
            }
        }
        let path = user_file::user_file().ok_or("This computer tells no folder for settings: nothing was kept.")?;
        user_file::keep(&path, &values).map_err(|error| format!("The answers cannot be kept: {}.", error.kind()))?;
        Ok(launch::name_of(Some(&path)))
    }

    /// Opens a recording with the system's player, and tells what became of it.
    fn play(&self, file: &str, app: &App) -> String {
        let path = self.folder.as_ref().and_then(|folder| folder.path(file)).filter(|path| path.is_file());
        let opened = path.is_some_and(|path| open::that_detached(path).is_ok());
        let fallback = app.retreat().map_or("", Retreat::fallback);
        match (opened, fallback) {
            (true, _) => "the recording opens in its own window; the screen stays as it is".to_owned(),
            (false, "") => "the recording cannot be opened on this computer".to_owned(),
            (false, fallback) => format!("the recording cannot be opened here: {fallback}"),
        }
    }

    fn report(&self, app: &App) -> Result<String, String> {
        let retreat = app.retreat().ok_or_else(|| "there is no retreat yet".to_owned())?;
        let Some(file) = self.file.as_deref().filter(|_| !retreat.is_rehearsal()) else {
            return Err("this is a rehearsal: nothing is written".to_owned());
        };
        let session = retreat.session();
        let text = report::markdown(&[report::Retreat {
            title: &session.header().title,
            date: &session.header().date,
            protocol: retreat.protocol(),
            unreadable: usize::try_from(session.state().damaged).unwrap_or(usize::MAX),
            state: session.state(),
            views: retreat.admission(),
            carried: session.header().carried.as_ref(),
        }]);
        let path = reports::beside(file);
        reports::write_new(&path, &text).map_err(|error| format!("the report cannot be written: {}", error.kind()))?;
        Ok(launch::name_of(Some(&path)))
    }

    /// Waits for the disk, and tells what is left to say.
    pub(super) fn end(mut self, app: &App, ended: bool) -> Ending {
        let patience = if ended { HURRY } else { PATIENCE };
        let closing: Option<Closing> = self.keeper.take().and_then(|keeper| keeper.close(patience));
        let Some(retreat) = app.retreat() else { return Ending { saved: true, ended, ..Ending::default() } };
        // Where the disk did not answer in time, nothing is known to be saved that it has not said.
        let lost: Vec<Seq> = match &closing {
            Some(closing) => closing.unsaved.clone(),
            None => retreat.saves().open().collect(),
        };
        let unsaved = lost.iter().filter_map(|seq| said(retreat.session().entry(*seq)?)).collect();
        Ending {
            file: closing.as_ref().map_or(self.file, |closing| closing.file.clone()),
            saved: lost.is_empty(),
            unsaved,
            ended,
        }
    }
}

/// What somebody said in an entry, for printing it; `None` where nobody said anything.
fn said(entry: &Entry) -> Option<String> {
    match entry {
        Entry::Charted { text, .. } | Entry::Edited { text, .. } => Some(text.clone()),
        Entry::Acted { fields, .. } | Entry::Reworked { fields, .. } => {
            Some(fields.values().cloned().collect::<Vec<_>>().join(" / "))
        }
        Entry::Predicted { label, value, guess, .. } => Some(format!("{label}: {}", guess.words(*value, ""))),
        _ => None,
    }
}

fn sessions() -> Sessions {
    let Some(places) = Places::of_user() else { return Sessions::default() };
    let found = keeper::find_sessions(&places);
    let line = |session: &keeper::Unfinished| {
        let comments =
            if session.comments == 1 { "1 comment".to_owned() } else { format!("{} comments", session.comments) };
        let left = if session.closed { ", left" } else { "" };
        format!("{}  {comments}{left}  {}: {}", session.date, session.protocol, session.title)
    };
    let list = found.sessions.iter().map(|session| crate::app::Unfinished {
        path: session.path.to_string_lossy().into_owned(),
        line: crate::text::sanitise(&line(session)),
    });
    Sessions { list: list.collect(), left_out: found.left_out() }
}
