//! The public content of a record as one line of JSON.

use std::borrow::Cow;

use crate::json;
use crate::prose::Piece;

/// The name under which a line holds the text of a Markdown file.
pub const TEXT: &str = "text";

/// The line of a record, without the line break. The text of a Markdown file, which is most of it,
/// is kept once and put in when the line is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    own: Box<str>,
    /// The length of the whole.
    bytes: usize,
    /// The text, and the byte of `own` before which it belongs.
    text: Option<(usize, Piece)>,
}

impl Line {
    /// A line, and a text that belongs before one of its bytes as part of a string.
    #[must_use]
    pub fn new(own: &str, text: Option<(usize, Piece)>) -> Self {
        let bytes = own.len() + text.as_ref().map_or(0, |(_, text)| json::escaped_len(text));
        Self { own: own.into(), bytes, text }
    }

    /// The whole line.
    #[must_use]
    pub fn json(&self) -> Cow<'_, str> {
        if self.text.is_none() {
            return Cow::Borrowed(&self.own);
        }
        let mut line = String::with_capacity(self.bytes);
        self.write(&mut line);
        Cow::Owned(line)
    }

    /// The same, behind what is written already.
    pub fn write(&self, out: &mut String) {
        let Some((at, text)) = &self.text else { return out.push_str(&self.own) };
        let (before, behind) = self.own.split_at(*at);
        out.push_str(before);
        json::escaped(out, text);
        out.push_str(behind);
    }

    /// The line with an empty string in place of the text, and the text as it was typed.
    #[must_use]
    pub fn parts(&self) -> (&str, Option<&str>) {
        (&self.own, self.text.as_ref().map(|(_, text)| &**text))
    }

    /// How many bytes the whole line has.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}
