//! A quick hash for what is found by name hundreds of times a page: words by their keys, pages by
//! their addresses, records by their ids. It keeps no secret: names are the board's own, and nobody gains by making two collide.

use std::hash::{BuildHasherDefault, Hasher};

/// Hashes a name.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameHasher(u64);

/// Makes such hashers.
pub type ByName = BuildHasherDefault<NameHasher>;

impl NameHasher {
    /// As rustc hashes its own names.
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            // The last eight bytes, some of them a second time, where there are so many.
            let few = || rest.iter().fold(0, |few, byte| (few << 8) | u64::from(*byte));
            self.mix(bytes.last_chunk().map_or_else(few, |last| u64::from_le_bytes(*last)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
