//! Bytes become text: UTF-8 as it is, UTF-16 by its mark, and GB 18030, in which Windows programs
//! set to Chinese save, where the bytes read well as such.
//!
//! Nothing is read as GB 18030 that could be something else: a text in another encoding may decode
//! without an error and come out as nonsense, so the characters must be those that people write.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

/// What a text was saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoded(&'static Encoding);

impl Encoded {
    /// UTF-8, as this program itself writes.
    pub const UTF8: Self = Self(UTF_8);

    /// The bytes of a text in this encoding, if it has all of its characters.
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        let (bytes, as_asked, lost) = self.0.encode(text);
        (as_asked == self.0 && !lost).then_some(bytes)
    }
}

/// The text of a file and what it was saved as; `None` if it is no text that can be read safely.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, Encoded)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes).filter(|(found, _)| *found != UTF_8) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])?;
        return Some((text, Encoded(encoding)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((Cow::Borrowed(text), Encoded::UTF8));
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    (reads_as_chinese(bytes) && !text.contains('\0')).then_some((text, Encoded(GB18030)))
}

/// Whether at least nine in ten characters beyond ASCII lie among the 7,445 of GB 2312, whose
/// second byte is never a plain letter: of `é` and a letter behind it that cannot be said. Two
/// accented letters within a word, as in `Größe`, make one character between plain letters.
fn reads_as_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut rare) = (0_usize, 0_usize);
    let mut rest = bytes;
    let mut before = b' ';
    while let [first, tail @ ..] = rest {
        rest = tail;
        let left = std::mem::replace(&mut before, *first);
        if *first < 0x80 {
            continue;
        }
        let [second, tail @ ..] = rest else { break };
        rest = tail;
        match second {
            0x30..=0x39 => {
                rare += 1;
                rest = rest.get(2..).unwrap_or_default();
            }
            0xa1..=0xfe if (0xa1..=0xf7).contains(first) => {
                let right = rest.first().is_some_and(u8::is_ascii_alphabetic);
                if left.is_ascii_alphabetic() && right { rare += 1 } else { common += 1 }
            }
            _ => rare += 1,
        }
    }
    common > 0 && common >= rare * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn what_windows_programs_save_is_read() {
        let text =
            "日期: 2025-03-05\n事项: 更换水泵，含运费\n金额: ￥1，234.50\n付给: 喆记水电服务部𠮷\n";
        let bytes = gb(text);
        let (read, encoded) = decode(&bytes).expect("a text");
        assert_eq!(read, text);
        assert_eq!(encoded.encode(&read).as_deref(), Some(&*bytes));
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decode(&wide).expect("a text").0, text);
        assert_eq!(decode(text.as_bytes()), Some((Cow::Borrowed(text), Encoded::UTF8)));
    }

    #[test]
    fn what_is_something_else_is_not_taken_for_chinese() {
        // "née", "£290", "café ", "Größe" as Windows-1252; a picture; half a character.
        for bytes in [
            b"n\xe9e".as_slice(),
            b"\xa3290",
            b"caf\xe9 ",
            b"Gr\xf6\xdfe",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xd7",
            b"\xc4\xe3\xba",
        ] {
            assert!(decode(bytes).is_none(), "{}", bytes.escape_ascii());
        }
        // Windows set to traditional Chinese saves Big5, in which every second byte may be a letter.
        let text = "日期: 2025-03-05\n事項: 更換水泵，含運費\n金額: 1234.50\n";
        assert!(decode(&encoding_rs::BIG5.encode(text).0).is_none());
    }
}
