//! A piece of a text that is kept once, however many speak of it.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::source::{Span, Text};

/// A piece of text: of a record's file where it stands there as it is, else its own. Of the file
/// nothing can be read that lies beyond it.
#[derive(Clone)]
pub struct Piece(Kept);

/// Two words wide, of which a board has hundreds of thousands: what is its own, which is rare, lies
/// elsewhere.
#[derive(Clone)]
#[expect(clippy::box_collection, reason = "a text by itself would be three words wide")]
enum Kept {
    Within(Text, Span),
    Own(Box<String>),
}

impl Piece {
    /// The piece of `whole` at a span, or nothing where the span does not lie in it.
    #[must_use]
    pub fn of(whole: &Text, span: Span) -> Self {
        let lies_within = whole.get(span.start as usize..span.end as usize).is_some();
        Self(if lies_within {
            Kept::Within(Arc::clone(whole), span)
        } else {
            Kept::Own(Box::default())
        })
    }

    /// Where it lies in its file; from the beginning, if it is its own.
    #[must_use]
    pub fn span(&self) -> Span {
        match &self.0 {
            Kept::Within(_, span) => *span,
            Kept::Own(text) => Span::new(0, text.len()),
        }
    }

    /// The part of it at `range`, if that says `text`.
    #[must_use]
    pub fn part(&self, range: &Range<usize>, text: &str) -> Option<Self> {
        let Kept::Within(whole, span) = &self.0 else { return None };
        let same = self.get(range.clone()) == Some(text);
        let span = Span::new(range.start, range.end).shifted(span.start as usize);
        same.then(|| Self(Kept::Within(Arc::clone(whole), span)))
    }

    /// Without the space around it.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let text = self.trim();
        let start = self.len() - self.trim_start().len();
        self.part(&(start..start + text.len()), text).unwrap_or_else(|| text.into())
    }

    /// Puts another behind it.
    pub fn push(&mut self, next: Self) {
        match (&mut self.0, next.0) {
            (Kept::Within(whole, span), Kept::Within(other, behind))
                if Arc::ptr_eq(whole, &other) && span.end == behind.start =>
            {
                span.end = behind.end;
            }
            (Kept::Own(text), next) => text.push_str(&Self(next)),
            (_, next) => *self = [&**self, &*Self(next)].concat().into(),
        }
    }

    /// Ends it before one of its bytes.
    pub fn truncate(&mut self, at: usize) {
        match &mut self.0 {
            Kept::Within(_, span) => span.end = Span::new(0, at).shifted(span.start as usize).end,
            Kept::Own(text) => text.truncate(at),
        }
    }
}

impl Deref for Piece {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Kept::Within(whole, span) => &whole[span.start as usize..span.end as usize],
            Kept::Own(text) => text,
        }
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self(Kept::Own(Box::new(text)))
    }
}

impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Piece {}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_touch_become_one_without_a_copy() {
        let whole = Arc::new("甲乙 丙".to_owned());
        let all = Piece::of(&whole, Span::new(3, 10));
        let mut piece = all.part(&(0..3), "乙").expect("within");
        piece.push(all.part(&(3..7), " 丙").expect("within"));
        assert_eq!((&*piece, piece.span()), ("乙 丙", Span::new(3, 10)));
        assert!(all.part(&(0..3), "丙").is_none());
        piece.truncate(3);
        piece.push("！".into());
        piece.push(all.part(&(4..7), "丙").expect("within"));
        assert_eq!((&*piece, &*piece.trimmed()), ("乙！丙", "乙！丙"));
        assert_eq!(&*all.part(&(3..7), " 丙").expect("within").trimmed(), "丙");
        assert!(Piece::of(&whole, Span::new(1, 99)).is_empty());
    }
}
