//! One pass over a file: blocks read in turn, understood on all processors, taken in the order of the file.
//!
//! What a block comes to depends on nothing but its rows, and blocks are taken in their order, so that the outcome is the same
//! whatever the number of processors; it must not depend on where blocks end either, which is for the [`Fold`] to see to.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use super::blocks::{self, Counted, Shape};
use super::content::{Block, Blocks};
use super::frame;
use super::table::{Records, Rows};

/// What is made of records while they pass.
pub(in crate::records) trait Fold: Sync {
    /// What a stretch of rows comes to.
    type Part: Send;

    /// A stretch without a row.
    fn part(&self) -> Self::Part;

    /// Adds the next rows of the stretch. Called on any thread.
    fn add(&self, part: &mut Self::Part, records: &Records<'_>);

    /// The last rows were added. Called on the same thread.
    fn seal(&self, _part: &mut Self::Part) {}
}

/// What all stretches of a file come to together.
pub(in crate::records) trait Whole<Part> {
    /// Takes the next part, in the order of the file.
    fn take(&mut self, part: Part);

    /// Begins again: the file is not what it looked like, and is read from its beginning by another reader.
    fn restart(&mut self);
}

/// How far an admission is. It follows from sizes only, never from what is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A file is read.
    Reading {
        /// Bytes read.
        bytes: u64,
        /// Bytes of the file.
        of: u64,
        /// Rows understood.
        rows: usize,
    },
    /// All rows of a file have passed: its views are prepared and audited.
    Preparing,
}

/// Who looks on while a file is read.
#[derive(Default)]
pub(in crate::records) struct Watch<'w> {
    /// Learns every byte of the file, once.
    pub(in crate::records) hasher: Option<&'w mut blake3::Hasher>,
    /// Is told after each block.
    pub(in crate::records) tell: Option<&'w mut dyn FnMut(Progress)>,
}

/// How a file is read; never what comes out.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// Bytes of a block.
    pub(super) block: usize,
    /// Threads that understand blocks.
    pub(super) threads: usize,
    /// Files of at most so many bytes are read at once, by polars.
    pub(super) at_once: u64,
}

impl Default for Pace {
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        // More could not be fed by the one thread that reads, hashes and takes (ours).
        Self { block: 4 << 20, threads: threads.min(8), at_once: frame::MOST }
    }
}

/// What became of a block; nothing where it is not clean.
type Outcome<Part> = Option<(Part, Counted)>;

/// A pass over clean blocks.
pub(super) struct Pass<'p, F: Fold, W> {
    pub(super) fold: &'p F,
    pub(super) whole: &'p mut W,
    pub(super) shape: &'p Shape,
    pub(super) columns: &'p [usize],
    /// Is given every block, and told how many rows were understood so far.
    pub(super) look: &'p mut dyn FnMut(&[u8], usize),
    /// The rows understood so far.
    pub(super) rows: Rows,
}

impl<F: Fold, W: Whole<F::Part>> Pass<'_, F, W> {
    /// Reads all blocks; nothing if one of them is not clean.
    pub(super) fn run(mut self, mut blocks: Blocks<'_>, pace: Pace) -> io::Result<Option<Rows>> {
        let first = match blocks.next(Vec::new())? {
            Block::Rows(first) => first,
            Block::Endless => return Ok(None),
            Block::Over => return Ok(Some(self.rows)),
        };
        let is_clean = if pace.threads < 2 || blocks.is_over() {
            self.alone(first, &mut blocks)?
        } else {
            self.together(first, &mut blocks, pace.threads)?
        };
        Ok(is_clean.then_some(self.rows))
    }

    fn understand(fold: &F, shape: &Shape, columns: &[usize], block: &[u8]) -> Outcome<F::Part> {
        let mut part = fold.part();
        let counted = blocks::read(block, shape, columns, &mut |records| fold.add(&mut part, records))?;
        fold.seal(&mut part);
        Some((part, counted))
    }

    fn take(&mut self, outcome: Outcome<F::Part>) -> bool {
        let Some((part, counted)) = outcome else { return false };
        self.rows.follow(&counted);
        self.whole.take(part);
        true
    }

    fn alone(&mut self, mut block: Vec<u8>, blocks: &mut Blocks<'_>) -> io::Result<bool> {
        loop {
            (self.look)(&block, self.rows.understood);
            if !self.take(Self::understand(self.fold, self.shape, self.columns, &block)) {
                return Ok(false);
            }
            block = match blocks.next(block)? {
                Block::Rows(block) => block,
                Block::Endless => return Ok(false),
                Block::Over => return Ok(true),
            };
        }
    }

    fn together(&mut self, first: Vec<u8>, blocks: &mut Blocks<'_>, threads: usize) -> io::Result<bool> {
        let (jobs, queue) = mpsc::channel::<(usize, Vec<u8>)>();
        let queue = Mutex::new(queue);
        let (done, results) = mpsc::channel();
        let (fold, shape, columns) = (self.fold, self.shape, self.columns);
        let work = || {
            let done = done.clone();
            let queue = &queue;
            move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, block)) = job else { return };
                    let outcome = Self::understand(fold, shape, columns, &block);
                    if done.send((number, block, outcome)).is_err() {
                        return;
                    }
                }
            }
        };
        thread::scope(|scope| {
            let mut working = 0;
            for _ in 0..threads {
                // A machine that has no more threads to give goes on with those there are.
                working += usize::from(thread::Builder::new().spawn_scoped(scope, work()).is_ok());
            }
            if working == 0 {
                return self.alone(first, blocks);
            }
            let jobs = jobs;
            let (mut sent, mut taken) = (0, 0);
            let mut next = Some(first);
            let mut early = BTreeMap::new();
            let mut spare = Vec::new();
            loop {
                while let Some(block) = next.take_if(|_| sent - taken < 2 * working) {
                    (self.look)(&block, self.rows.understood);
                    if jobs.send((sent, block)).is_err() {
                        return Ok(false);
                    }
                    sent += 1;
                    next = match blocks.next(spare.pop().unwrap_or_default())? {
                        Block::Rows(block) => Some(block),
                        Block::Endless => return Ok(false),
                        Block::Over => None,
                    };
                }
                if sent == taken {
                    return Ok(true);
                }
                let Ok((number, block, outcome)) = results.recv() else { return Ok(false) };
                spare.push(block);
                early.insert(number, outcome);
                while let Some(outcome) = early.remove(&taken) {
                    if !self.take(outcome) {
                        return Ok(false);
                    }
                    taken += 1;
                }
            }
        })
    }
}
