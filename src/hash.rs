//! A quick hash for what is found by name hundreds of times a page: words by their keys, records by
//! their ids. It keeps no secret: names are the board's own, and nobody gains by making two collide.

use std::hash::{BuildHasherDefault, Hasher};

/// Hashes a name.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameHasher(u64);

/// Makes such hashers.
pub type ByName = BuildHasherDefault<NameHasher>;

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            // As rustc hashes its own names.
            let mixed = self.0.rotate_left(5) ^ u64::from_le_bytes(word);
            self.0 = mixed.wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
