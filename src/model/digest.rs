//! Digests (SHA-256) of what is published.

use std::fmt::{self, Write as _};

/// SHA-256 of a text; as text 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Reads 64 hexadecimal digits in lower case.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digit = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0 {
            let [high, low] = digits(byte);
            f.write_char(high)?;
            f.write_char(low)?;
        }
        Ok(())
    }
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(bytes.iter().flat_map(|byte| digits(*byte)));
    text
}

fn digits(byte: u8) -> [char; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_as_it_is_written() {
        let text = "0123456789abcdef".repeat(4);
        assert_eq!(Digest::read(&text).map(|digest| digest.to_string()), Some(text.clone()));
        for bad in
            ["", &text[1..], &text.to_uppercase(), &text.replace('f', "g"), &format!("{text}00")]
        {
            assert_eq!(Digest::read(bad), None, "{bad}");
        }
    }
}
