//! Text as a string of JSON, written the same everywhere.

use std::fmt::Write as _;

use crate::source::position;

/// Writes a text with its quotes.
pub fn string(out: &mut String, text: &str) {
    out.push('"');
    escaped(out, text);
    out.push('"');
}

/// Writes a text without quotes, what needs no escape in runs.
pub fn escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = special(rest.as_bytes()) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(control) => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// How many bytes `escaped` writes for a text.
#[must_use]
pub fn escaped_len(text: &str) -> usize {
    let mut rest = text.as_bytes();
    let mut more = 0;
    while let Some(at) = special(rest) {
        // `\u0000` where there is no shorter way.
        more += if matches!(rest[at], b'"' | b'\\' | b'\n' | b'\r' | b'\t') { 1 } else { 5 };
        rest = &rest[at + 1..];
    }
    text.len() + more
}

fn special(bytes: &[u8]) -> Option<usize> {
    position(bytes, |byte| byte < b' ' || byte == b'"' || byte == b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_those_of_other_writers() {
        let plain = "明白账".repeat(40);
        for text in ["", "a\"b\\c\n\r\t\u{1}\u{7f}", &plain, &format!("{plain}\n{plain}\"{plain}")]
        {
            let mut out = String::new();
            string(&mut out, text);
            assert_eq!(out, serde_json::Value::from(text).to_string());
            assert_eq!(out.len(), escaped_len(text) + 2);
        }
    }
}
