//! The keeper's thread: takes orders in turn and waits for the disk, so that the screen never does.

use std::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::disk::Disk;
use super::lock::Lock;
use super::log::Fault;
use super::writer::{Closing, Outcome, Saved, Writer};
use crate::session::Seq;

enum Order {
    Append(Seq, String),
    Draft(String),
    Retry,
    Flush(Sender<()>),
    Close(Sender<Closing>),
}

/// A session being written. Orders return at once; what became of a line comes by the `report` given at the start.
///
/// Dropped without [`Keeper::close`], it waits until everything ordered is done.
pub struct Keeper {
    /// `None` only while it is dropped.
    orders: Option<Sender<Order>>,
    /// `None` once there is nothing to wait for.
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keeper").finish_non_exhaustive()
    }
}

impl Keeper {
    /// Saves an entry's line (from [`Session::line`](crate::session::Session::line)).
    ///
    /// # Errors
    /// The outcome "not saved", if the writer's thread has died; to be treated like a reported one.
    pub fn append(&self, seq: Seq, line: String) -> Result<(), Outcome> {
        if self.order(Order::Append(seq, line)) {
            return Ok(());
        }
        let message =
            Some("NOT SAVED: saving has stopped. Leave with q: what is not saved is printed then.".to_owned());
        Err(Outcome { seq, saved: Saved::NotSaved, message })
    }

    /// Keeps the text that is being typed, in the state directory only; an empty text removes it. Of several drafts that
    /// wait for the disk only the last is written. Hand over complete, clean words only.
    pub fn draft(&self, text: &str) {
        self.order(Order::Draft(text.to_owned()));
    }

    /// Tries again to save what is not saved.
    pub fn retry(&self) {
        self.order(Order::Retry);
    }

    /// Waits until everything ordered so far is done, but not longer than `patience`. Whether it is done.
    #[must_use]
    pub fn flush(&self, patience: Duration) -> bool {
        let (done, wait) = channel();
        self.order(Order::Flush(done)) && wait.recv_timeout(patience).is_ok()
    }

    /// Leaves the session: waits until everything is done, tries once more what is not saved, reads the file again and lets go
    /// of the locks. `None` if the disk did not answer within `patience`; then the thread is left behind.
    #[must_use]
    pub fn close(mut self, patience: Duration) -> Option<Closing> {
        let (done, wait) = channel();
        let closing = self.order(Order::Close(done)).then(|| wait.recv_timeout(patience).ok()).flatten();
        if closing.is_none() {
            self.thread = None;
        }
        closing
    }

    /// Starts the thread.
    pub(super) fn spawn<D: Disk>(
        writer: Writer<D>,
        locks: Vec<Lock>,
        report: impl FnMut(Outcome) + Send + 'static,
    ) -> Result<Self, Fault> {
        let (orders, received) = channel();
        let thread = thread::Builder::new()
            .name("keeper".to_owned())
            .spawn(move || work(writer, locks, &received, report))
            .map_err(|_| Fault::Failed)?;
        Ok(Self { orders: Some(orders), thread: Some(thread) })
    }

    fn order(&self, order: Order) -> bool {
        self.orders.as_ref().is_some_and(|orders| orders.send(order).is_ok())
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // The thread ends when no order can come any more.
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            // If it panicked, its panic has been told already.
            let _ = thread.join();
        }
    }
}

fn work<D: Disk>(mut writer: Writer<D>, locks: Vec<Lock>, orders: &Receiver<Order>, mut report: impl FnMut(Outcome)) {
    let mut next = None;
    while let Some(order) = next.take().or_else(|| orders.recv().ok()) {
        match order {
            Order::Append(seq, line) => writer.append(seq, line).into_iter().for_each(&mut report),
            Order::Retry => writer.retry().into_iter().for_each(&mut report),
            Order::Draft(mut text) => {
                next = loop {
                    match orders.try_recv() {
                        Ok(Order::Draft(newer)) => text = newer,
                        Ok(other) => break Some(other),
                        Err(_) => break None,
                    }
                };
                // A draft that cannot be kept is not told: the mirror is tried, and told, at the next save.
                writer.draft(&text);
            }
            Order::Flush(done) => {
                // Nobody waits any more: nothing to do.
                let _ = done.send(());
            }
            Order::Close(done) => {
                let (closing, outcomes) = writer.close();
                outcomes.into_iter().for_each(&mut report);
                locks.into_iter().for_each(Lock::release);
                let _ = done.send(closing);
                return;
            }
        }
    }
}
