//! The recording of a step.

use super::super::event::Effect;
use super::Retreat;

impl Retreat {
    /// Has the recording of this step played; where there is none to play, tells what to do instead.
    pub(in super::super) fn play(&mut self, effects: &mut Vec<Effect>) {
        let Some(media) = &self.step().media else { return self.say("this step has no recording") };
        match (&media.file, media.fallback.as_str()) {
            (Some(file), _) => {
                effects.push(Effect::Play(file.clone()));
                self.say("opening the recording ...");
            }
            (None, "") => self.say("the recording is not part of the protocol"),
            (None, fallback) => {
                let words = fallback.to_owned();
                self.say(words);
            }
        }
    }

    /// What to do when the recording of this step cannot be played.
    #[must_use]
    pub fn fallback(&self) -> &str {
        self.step().media.as_ref().map_or("", |media| media.fallback.as_str())
    }
}
