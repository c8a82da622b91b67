//! Numbers that look random and are the same on every run, so that an audit withholds the same each time.

/// A row of numbers (xorshift, Marsaglia 2003).
#[derive(Default)]
pub(super) struct Dice(u64);

impl Dice {
    /// The row that begins at `seed`, which is not 0.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`; 0 where that is 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from((self.next() >> 11) % bound).unwrap_or(0)
    }
}
