//! Texts that recur, numbered in the order of their first appearance.

/// The numbers of texts. It holds cells and so has no `Debug`.
///
/// Most cells of a file are shorter than two machine words and seen before, so that a text is looked up by its first and its last
/// eight bytes, without a call and without a copy. A file could be made for which this is slow, but no slower than quadratic in
/// the different texts of one block.
pub(super) struct Dictionary {
    texts: Vec<Box<str>>,
    /// Open addressing, at most half full; a power of two.
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, PartialEq)]
struct Slot {
    key: Key,
    /// [`FREE`] where there is no text.
    number: u32,
}

/// What a text is looked up by; up to 16 bytes it is the text.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    first: u64,
    last: u64,
    length: usize,
}

const FREE: u32 = u32::MAX;

const SLOTS: usize = 64;

impl Key {
    #[inline]
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let length = bytes.len();
        let (first, last) = if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
            (u16::from_le_bytes(*first).into(), u16::from_le_bytes(*last).into())
        } else {
            (bytes.first().copied().unwrap_or_default().into(), 0)
        };
        Self { first, last, length }
    }

    /// Spreads the key over the slots by two odd numbers (the golden ratio of Fibonacci hashing, and one of `SplitMix64`).
    #[inline]
    fn slot(self, slots: usize) -> usize {
        let mixed = (self.first ^ (self.length as u64) << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ self.last.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = mixed ^ mixed >> 32;
        usize::try_from(mixed & u64::from(u32::MAX)).unwrap_or_default() & (slots - 1)
    }
}

impl Dictionary {
    pub(super) fn new() -> Self {
        let free = Slot { key: Key::of(""), number: FREE };
        Self { texts: Vec::new(), slots: vec![free; SLOTS] }
    }

    /// Different texts so far.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The texts in the order of their numbers.
    pub(super) fn texts(&self) -> &[Box<str>] {
        &self.texts
    }

    /// The number of a text.
    #[inline]
    pub(super) fn number(&mut self, text: &str) -> u32 {
        let key = Key::of(text);
        let mut at = key.slot(self.slots.len());
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.number != FREE) {
            if slot.key == key && (key.length <= 16 || self.is(slot.number, text)) {
                return slot.number;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.insert(at, key, text)
    }

    fn is(&self, number: u32, text: &str) -> bool {
        self.texts.get(number as usize).is_some_and(|known| **known == *text)
    }

    #[cold]
    fn insert(&mut self, at: usize, key: Key, text: &str) -> u32 {
        let number = u32::try_from(self.texts.len()).unwrap_or(FREE - 1);
        self.texts.push(text.into());
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot { key, number };
        }
        if self.texts.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let free = Slot { key: Key::of(""), number: FREE };
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![free; old.len() * 2];
        for slot in old.into_iter().filter(|slot| slot.number != FREE) {
            let mut at = slot.key.slot(self.slots.len());
            while self.slots.get(at).is_some_and(|taken| taken.number != FREE) {
                at = (at + 1) & (self.slots.len() - 1);
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dictionary;

    #[test]
    fn texts_have_the_number_of_their_first_appearance() {
        let mut dictionary = Dictionary::new();
        let long = "a text of more than sixteen bytes";
        let other = "a text of no more than sixteen bytes";
        let texts: Vec<String> = ["", "a", "aa", "aaa", "aaaa", "aaaaa", "12345678", "123456789", long, other, "é"]
            .into_iter()
            .map(str::to_owned)
            .chain((0..1000).map(|number| format!("Rm {number}")))
            .chain((0..1000).map(|number| format!("beginning {number} of the end")))
            .collect();
        for _ in 0..2 {
            for (number, text) in texts.iter().enumerate() {
                assert_eq!(dictionary.number(text) as usize, number);
            }
        }
        assert_eq!(dictionary.len(), texts.len());
        assert!(dictionary.texts().iter().zip(&texts).all(|(known, text)| **known == **text));
    }
}
