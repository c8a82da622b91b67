//! The loop: an event in, effects performed, a frame out; then sleep until the next key, word of the disk, or due moment.

use std::io;

use crate::app::{App, Event};
use crate::ui::Look;

use super::backstage::{Beginning, Ending, Message, Setting, wish_to_fail};
use super::clock::Clock;
use super::launch::{Launch, Options};
use super::terminal::Stage;
use super::{conversation, input, signals};

/// Shows the program until it is left: on a retreat that `begin` makes, else on the start screen.
///
/// `begin` gets the way for words of the disk.
///
/// # Errors
/// The terminal cannot be used.
pub fn present<E>(
    setting: Setting,
    begin: impl FnOnce(Box<dyn FnMut(Event) + Send>) -> Result<Option<(Launch, Options)>, E>,
) -> io::Result<Result<Ending, E>> {
    if setting.plain {
        return conversation::converse(setting, begin);
    }
    let Beginning { mut app, mut backstage, receiver, first } = match Beginning::new(setting, begin) {
        Ok(beginning) => beginning,
        Err(error) => return Ok(Err(error)),
    };
    let mut stage = Stage::take()?;
    signals::watch(backstage.sender.clone(), signals::Input::Keys)?;
    let keys = backstage.sender.clone();
    std::thread::spawn(move || input::read(&keys));
    let clock = Clock::start();
    app.update(Event::Resized(stage.size()));
    let mut frames = Frames::default();
    let mut ended = false;
    if let Some((launch, options)) = first {
        let event = backstage.launched(launch, options);
        backstage.feed(&mut app, clock, event);
    }
    loop {
        let drawn = frames.draw(&mut stage, &app, &backstage.setting);
        if let Ok(Some(last)) = drawn {
            backstage.feed(&mut app, clock, Event::Ends(last));
        }
        let message = if drawn.is_ok() { backstage.next(&receiver, clock) } else { Message::Gone };
        match message {
            Message::Gone | Message::Ended => {
                ended = true;
                backstage.feed(&mut app, clock, Event::Terminated);
                break;
            }
            Message::Line(_) => {}
            Message::Event(event) => {
                let mut over = backstage.feed(&mut app, clock, event);
                if let Some(effect) = backstage.launch.take() {
                    // The screen says "reading ..." meanwhile, and what is typed blindly must not answer questions.
                    let _ = frames.draw(&mut stage, &app, &backstage.setting);
                    let event = backstage.perform_launch(effect);
                    let typed: Vec<Message> = receiver.try_iter().collect();
                    over |= backstage.feed(&mut app, clock, event);
                    for message in typed {
                        match message {
                            Message::Event(Event::Key(_) | Event::Paste(_)) | Message::Line(_) => {}
                            Message::Event(event) => over |= backstage.feed(&mut app, clock, event),
                            Message::Gone | Message::Ended => {
                                ended = true;
                                over = true;
                            }
                        }
                    }
                }
                // What waits already is taken in before the next frame: a flood of keys costs one frame.
                for message in receiver.try_iter().take(256).collect::<Vec<_>>() {
                    match message {
                        Message::Event(event) if !over => over = backstage.feed(&mut app, clock, event),
                        Message::Event(_) | Message::Line(_) => {}
                        Message::Gone | Message::Ended => {
                            ended = true;
                            backstage.feed(&mut app, clock, Event::Terminated);
                            over = true;
                        }
                    }
                }
                if over {
                    break;
                }
            }
        }
    }
    drop(stage);
    Ok(Ok(backstage.end(&app, ended)))
}

/// Counts frames, so that a test can have the program fail in a given one.
#[derive(Default)]
struct Frames {
    drawn: u32,
    fail_at: Option<u32>,
}

impl Frames {
    fn draw(&mut self, stage: &mut Stage, app: &App, setting: &Setting) -> io::Result<Option<u16>> {
        if self.drawn == 0 {
            self.fail_at = wish_to_fail("frame");
        }
        self.drawn += 1;
        let fail = self.fail_at == Some(self.drawn);
        let Some(theme) = setting.themes.get(app.theme()).or(setting.themes.first()) else { return Ok(None) };
        stage.draw(app, Look { theme, charset: setting.charset }, fail)
    }
}
