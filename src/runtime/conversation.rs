//! The loop without a screen: a line in, sentences out; for screen readers and pipes.
//!
//! Nothing is asked before the last line is answered, and the answer waits for the word of the disk. A line is read only when
//! it was asked for, so that the lines of a pipe are taken one by one, however fast they come. Lines are edited by the terminal
//! itself; nothing is ever sent to it but text.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::app::{App, Event, Key, Overlay, Question, SMALLEST, Save};
use crate::ui::Look;
use crate::ui::plain::{self, Order, Teller};

use super::backstage::{Backstage, Beginning, Ending, Message, Setting};
use super::clock::Clock;
use super::launch::{Launch, Options};
use super::signals::{self, Input};
use super::typed::{self, Echo};

/// How long an answer waits for the disk; after that it says that it is still saving.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long leaving at the end of the input waits for the disk, each time.
const LEAVING: Duration = Duration::from_secs(10);

/// How often leaving is tried at the end of the input before the program ends without it.
const ATTEMPTS: u32 = 3;

/// Two ends of the input of a terminal within this time are no two keys: the terminal is gone.
const TWO_KEYS: Duration = Duration::from_millis(200);

/// Runs the program line by line until it is left; see [`super::present()`].
pub(super) fn converse<E>(
    setting: Setting,
    begin: impl FnOnce(Box<dyn FnMut(Event) + Send>) -> Result<Option<(Launch, Options)>, E>,
) -> io::Result<Result<Ending, E>> {
    let Beginning { app, backstage, receiver, first } = match Beginning::new(setting, begin) {
        Ok(beginning) => beginning,
        Err(error) => return Ok(Err(error)),
    };
    let input = if io::stdin().is_terminal() { Input::Lines } else { Input::Pipe };
    signals::watch(backstage.sender.clone(), input)?;
    let (asks, asked) = channel();
    let lines = backstage.sender.clone();
    std::thread::spawn(move || typed::read(&asked, &lines));
    let mut conversation = Conversation {
        app,
        backstage,
        clock: Clock::start(),
        teller: Teller::default(),
        asks,
        input,
        is_asked: None,
        is_closed: false,
        answer_by: Instant::now(),
        attempts: 0,
        ended_at: None,
    };
    let run = conversation.run(&receiver, first);
    let Conversation { mut app, mut backstage, clock, .. } = conversation;
    typed::show();
    let ended = if let Ok(ended) = &run {
        *ended
    } else {
        // Nobody hears any more; what is being typed is kept as a draft.
        backstage.feed(&mut app, clock, Event::Terminated);
        true
    };
    let ending = backstage.end(&app, ended);
    run.map(|_| Ok(ending))
}

struct Conversation {
    app: App,
    backstage: Backstage,
    clock: Clock,
    teller: Teller,
    /// Asks for a line.
    asks: Sender<Echo>,
    input: Input,
    /// How a line was asked for that has not come.
    is_asked: Option<Echo>,
    /// No line will come any more.
    is_closed: bool,
    /// When the answer is given, whether or not the disk has spoken.
    answer_by: Instant,
    attempts: u32,
    /// When the input of a terminal ended last.
    ended_at: Option<Instant>,
}

impl Conversation {
    /// Talks until the program is left; whether it was ended from outside.
    fn run(&mut self, receiver: &Receiver<Message>, first: Option<(Launch, Options)>) -> io::Result<bool> {
        // Nothing is too small for sentences.
        self.app.update(Event::Resized(SMALLEST));
        if let Some((launch, options)) = first {
            let event = self.backstage.launched(launch, options);
            self.feed(event);
        }
        loop {
            if self.is_settled() || self.is_asked.is_some() {
                self.answer()?;
                if self.is_closed && self.leave() {
                    return Ok(self.attempts > ATTEMPTS);
                }
            }
            let is_over = match self.next(receiver) {
                Message::Event(event) => self.feed(event),
                Message::Line(line) => self.hear(line)?,
                Message::Gone | Message::Ended => {
                    self.feed(Event::Terminated);
                    return Ok(true);
                }
            };
            if is_over {
                self.say(&[])?;
                return Ok(false);
            }
        }
    }

    /// The look of what is said: signs, and no colours.
    fn look(setting: &Setting) -> Option<Look<'_>> {
        Some(Look { theme: setting.themes.first()?, charset: setting.charset })
    }

    /// Whether the disk has answered about everything, or has had its time.
    fn is_settled(&self) -> bool {
        let is_saving = self.app.retreat().is_some_and(|retreat| retreat.saves().worst() == Save::Saving);
        !is_saving || Instant::now() >= self.answer_by
    }

    fn next(&mut self, receiver: &Receiver<Message>) -> Message {
        if self.is_asked.is_some() || self.is_settled() {
            return self.backstage.next(receiver, self.clock);
        }
        let wait = self.answer_by.saturating_duration_since(Instant::now());
        // When the disk has had its time, the answer is due: the time alone is brought to the state machine.
        receiver.recv_timeout(wait).unwrap_or_else(|_| Message::Event(Event::Clock(self.clock.now())))
    }

    /// Brings an event to the state machine, begins what it wants begun, and tells whether the program is to end.
    fn feed(&mut self, event: Event) -> bool {
        let mut is_over = self.backstage.feed(&mut self.app, self.clock, event);
        if let Some(effect) = self.backstage.launch.take() {
            let event = self.backstage.perform_launch(effect);
            is_over |= self.backstage.feed(&mut self.app, self.clock, event);
        }
        is_over
    }

    /// A line came, or the end of the input.
    fn hear(&mut self, line: Option<String>) -> io::Result<bool> {
        if self.is_asked.take() == Some(Echo::Hidden) {
            self.say(&[String::new()])?;
        }
        let Some(line) = line else { return Ok(self.end_of_input()) };
        self.ended_at = None;
        self.teller.heard();
        let order = plain::order(&self.app, &line);
        self.answer_by = Instant::now() + PATIENCE;
        match order {
            Order::Events(events) => {
                for event in events {
                    if self.feed(event) {
                        return Ok(true);
                    }
                }
            }
            Order::Tell(topic) => {
                if let Some(look) = Self::look(&self.backstage.setting) {
                    let lines = self.teller.again(&self.app, look, topic);
                    self.say(&lines)?;
                }
            }
            Order::Refuse(words) => self.say(&[crate::text::sanitise(&words)])?,
        }
        Ok(false)
    }

    /// A pipe has ended; or Ctrl+D (on Windows Ctrl+Z) was pressed, which asks whether to leave, and the second time leaves.
    fn end_of_input(&mut self) -> bool {
        let earlier = self.ended_at.replace(Instant::now());
        if self.input == Input::Pipe || earlier.is_some_and(|at| at.elapsed() < TWO_KEYS) {
            self.is_closed = true;
            return false;
        }
        if *self.app.overlay().unwrap_or(&Overlay::Blank) == Overlay::Question(Question::Leave) {
            return self.feed(Event::Key(Key::ctrl('c')));
        }
        plain::leaving(&self.app).into_iter().take_while(|event| !is_enter(event)).any(|event| self.feed(event))
    }

    /// Leaves because nothing can be answered any more; whether the program is to end now.
    fn leave(&mut self) -> bool {
        self.attempts += 1;
        if self.attempts > ATTEMPTS || self.input == Input::Lines {
            self.attempts = ATTEMPTS + 1;
            self.feed(Event::Terminated);
            return true;
        }
        self.answer_by = Instant::now() + LEAVING;
        plain::leaving(&self.app).into_iter().any(|event| self.feed(event))
    }

    /// Says what has changed, and asks for the next line.
    fn answer(&mut self) -> io::Result<()> {
        let Some(look) = Self::look(&self.backstage.setting) else { return Ok(()) };
        let lines = self.teller.tell(&self.app, look, self.is_asked.is_none());
        if self.is_closed {
            return self.say(&lines);
        }
        if self.is_asked.is_some() && lines.is_empty() {
            return Ok(());
        }
        let prompt = plain::prompt(&self.app, look);
        let is_secret = self.input == Input::Lines && plain::is_secret(&self.app);
        if !is_secret && self.is_asked.is_none() {
            typed::show();
        }
        self.say(&lines)?;
        // Before the question: somebody may answer while it is still being read. Where the terminal cannot hide what is typed,
        // it is typed all the same.
        let is_hidden = is_secret && self.is_asked.is_none_or(|echo| echo == Echo::Hidden) && typed::hide();
        let mut out = io::stdout().lock();
        match self.input {
            // What is typed is not in the output, so the answer begins on a line of its own.
            Input::Pipe => writeln!(out, "{prompt}")?,
            _ if is_hidden => write!(out, "{prompt} (not shown) ")?,
            _ => write!(out, "{prompt} ")?,
        }
        out.flush()?;
        if self.is_asked.is_none() {
            let echo = if is_hidden { Echo::Hidden } else { Echo::Shown };
            self.is_asked = Some(echo);
            // The reader ends with the input, and that has been told.
            let _ = self.asks.send(echo);
        }
        Ok(())
    }

    /// Prints lines; while a line is being typed, below it.
    fn say(&self, lines: &[String]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        // While nothing is shown of what is typed, the terminal leaves the start of a line to us as well.
        let end = if typed::is_hidden() { "\r\n" } else { "\n" };
        if self.is_asked.is_some() && self.input == Input::Lines {
            write!(out, "{end}")?;
        }
        for line in lines {
            write!(out, "{line}{end}")?;
        }
        out.flush()
    }
}

fn is_enter(event: &Event) -> bool {
    matches!(event, Event::Key(Key { code: crate::app::KeyCode::Enter, .. }))
}
