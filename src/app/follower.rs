//! The facilitator's second screen: a session that another window runs, looked at and never written.
//!
//! It is brought up to date by reading the session file again; nothing here makes an entry or an effect. No picture of the data
//! is on it: what the room may see is told by the first screen alone.

use super::event::Moment;
use super::retreat::{Opening, Retreat};

/// A session that is followed.
#[derive(Debug)]
pub struct Follower {
    retreat: Retreat,
    first: u16,
    trouble: Option<String>,
}

impl Follower {
    /// Follows a session as it was just read.
    #[must_use]
    pub fn new(opening: Opening, now: Moment) -> Self {
        Self { retreat: read_only(opening, now), first: 0, trouble: None }
    }

    /// The session as it is known, with the step in which the group is.
    #[must_use]
    pub fn retreat(&self) -> &Retreat {
        &self.retreat
    }

    /// The first line that is shown.
    #[must_use]
    pub fn first(&self) -> u16 {
        self.first
    }

    /// Why what is shown may be old, in words.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// The session was read again.
    pub(super) fn catch_up(&mut self, opening: Opening, now: Moment) {
        let mut retreat = read_only(opening, now);
        let clock = |retreat: &Retreat| retreat.session().state().clocks.get(&retreat.step().id).copied();
        if retreat.at == self.retreat.at && clock(&retreat) == clock(&self.retreat) {
            // Between two words of the clock the time goes on here as it does there.
            retreat.timer = self.retreat.timer;
        } else if retreat.at != self.retreat.at {
            self.first = 0;
        }
        self.retreat = retreat;
        self.trouble = None;
    }

    /// The session cannot be read any more.
    pub(super) fn lose(&mut self, words: String) {
        self.trouble = Some(words);
    }

    /// Brings the timer up to `now`.
    pub(super) fn advance(&mut self, now: Moment) {
        self.retreat.now = self.retreat.now.max(now);
    }

    /// When something changes next without a word from the file.
    pub(super) fn next_wake(&self) -> Option<Moment> {
        let runs = !self.retreat.curtain && !self.retreat.session.state().closed;
        if runs { self.retreat.timer.next_change(self.retreat.now) } else { None }
    }

    /// Moves the text by lines.
    pub(super) fn scroll(&mut self, lines: i32) {
        let at = i32::from(self.first).saturating_add(lines).clamp(0, i32::from(u16::MAX));
        self.first = u16::try_from(at).unwrap_or(0);
    }

    /// Takes back what was scrolled beyond the end.
    pub(super) fn stop_at(&mut self, last: u16) {
        self.first = self.first.min(last);
    }
}

/// A retreat that stands where its session stands; what opening it would record is left out.
fn read_only(opening: Opening, now: Moment) -> Retreat {
    let opening = Opening { rehearsal: true, resumed: None, draft: String::new(), ..opening };
    let (mut retreat, _) = Retreat::open(opening, now);
    retreat.curtain = retreat.session.state().step.is_none();
    retreat.start_timer();
    retreat
}
