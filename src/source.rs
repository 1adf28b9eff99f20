//! The files of a board, held in memory by name: all that the core may know of a disk.
//!
//! No file is opened here. `app` reads, everything else is handed `Sources`.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::search::terms::Searched;

/// A half-open range of bytes in the text of one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte `start` up to byte `end`; files beyond 4 GiB are refused when read.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The same span, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// Where a mapping and its fields stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// The mapping as a whole.
    pub whole: Span,
    /// Its fields, by their English names: a reference to the declared name is one word, where the name
    /// itself is two.
    pub fields: Box<[(&'static &'static str, Span)]>,
}

impl Spans {
    /// The place of a field, or of the whole where the field is not written.
    #[must_use]
    pub fn of(&self, field: &str) -> Span {
        self.fields.iter().find(|(name, _)| **name == field).map_or(self.whole, |(_, span)| *span)
    }
}

/// A place in a file: the whole file, or a span of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locus {
    /// The file, by its path from the board's folder, with `/` between the parts.
    pub file: Arc<str>,
    /// Where in it; `None` is the file as a whole.
    pub span: Option<Span>,
}

impl Locus {
    /// The file as a whole.
    #[must_use]
    pub fn file(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), span: None }
    }

    /// A span of a file.
    #[must_use]
    pub fn span(file: &Arc<str>, span: Span) -> Self {
        Self { file: Arc::clone(file), span: Some(span) }
    }
}

/// A text that is kept once and shared. Its pieces know it by one word, where an `Arc<str>` is two.
pub type Text = Arc<String>;

/// What a file holds, byte for byte. Whether it is text is told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// UTF-8.
    Text(Text),
    /// Anything else.
    Bytes(Vec<u8>),
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

impl From<&str> for Content {
    /// A copy, which has no room to grow: it is kept as long as the board.
    fn from(text: &str) -> Self {
        Self::Text(Arc::new(text.to_owned()))
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        match simdutf8::basic::from_utf8(&bytes) {
            Ok(text) => text.into(),
            Err(_) => Self::Bytes(bytes),
        }
    }
}

/// One file that the compiler reads: a record, the board, a word list, a template, the lock.
pub struct Source {
    /// Path from the board's folder.
    pub path: Arc<str>,
    /// What the file holds, byte for byte.
    pub bytes: Content,
    memo: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.path, self.bytes.len())
    }
}

impl Source {
    /// A file named `path` with the given bytes.
    #[must_use]
    pub fn new(path: &str, bytes: impl Into<Content>) -> Self {
        Self { path: Arc::from(path), bytes: bytes.into(), memo: OnceLock::new() }
    }

    /// The bytes as text, or the offset of the first byte that is not UTF-8.
    ///
    /// # Errors
    /// The number of bytes that are good.
    pub fn text(&self) -> Result<&str, usize> {
        match &self.bytes {
            Content::Text(text) => Ok(text),
            Content::Bytes(bytes) => {
                std::str::from_utf8(bytes).map_err(|error| error.valid_up_to())
            }
        }
    }

    /// What was computed from this file before, or `make` it now and keep it with the file.
    ///
    /// The memo lives and dies with the `Source`, so it can neither grow nor go stale. A second
    /// caller that asks for another type gets a fresh value that is not kept.
    pub fn memo<T: Any + Send + Sync + Clone>(&self, make: impl FnOnce() -> T) -> T {
        if let Some(kept) = self.memo.get() {
            return kept.downcast_ref::<T>().cloned().unwrap_or_else(make);
        }
        let made = make();
        // A race only means that two equal values were made; the first one stays.
        let _ = self.memo.set(Box::new(made.clone()));
        made
    }
}

/// A file that is published but not read by the core: all that it knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    pub digest: String,
    /// Length in bytes.
    pub size: u64,
    /// What can be told of it as a picture, if it is one.
    pub picture: Option<Picture>,
    /// What it says, of a plain text that is not too long to be read.
    pub text: Option<Arc<str>>,
}

/// A picture, as far as can be told without decoding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// It can be shown, so large once it stands upright.
    Shown(Extent),
    /// It is in a format that is not read, by the name people know it by.
    Foreign(&'static str),
    /// It is damaged, or no picture at all.
    Unreadable,
    /// It has more pixels or bytes than are read.
    TooLarge,
}

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Extent {
    /// The same shape at most so wide: a picture is made smaller, never larger.
    #[must_use]
    pub fn at_width(self, width: u32) -> Self {
        if width >= self.width {
            return self;
        }
        let (own, new) = (u64::from(self.width), u64::from(width.max(1)));
        let height = (u64::from(self.height) * new + own / 2) / own;
        let height = u32::try_from(height.max(1)).unwrap_or(u32::MAX);
        Self { width: width.max(1), height }
    }

    /// The widths of `wanted` at which such a picture is made: those that are smaller than it, and
    /// the largest of them or its own.
    #[must_use]
    pub fn widths(self, wanted: &[u32]) -> Vec<u32> {
        let mut widths: Vec<u32> = wanted.iter().map(|width| self.at_width(*width).width).collect();
        widths.sort_unstable();
        widths.dedup();
        widths
    }
}

/// What is known of a member of a portal: what it publishes, or why there is nothing.
#[derive(Clone, Debug)]
pub struct Published {
    /// `board.json`.
    pub index: Arc<Source>,
    /// Of a copy the files of its data: SHA-256 in hexadecimal digits and length, by their addresses.
    /// None of a board that is made together with the portal.
    pub data: Option<BTreeMap<String, (String, u64)>>,
    /// What is known of its search; none of a board that cannot be searched.
    pub searched: Option<Arc<Searched>>,
}

/// Why nothing of a member is there to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotPublished {
    /// There is no such folder, or neither a board nor a published one in it.
    Nothing,
    /// It is its own member, by whatever way.
    Loop,
    /// It stands elsewhere among the boards of the portal, at this address: it is summed once.
    Again(String),
    /// Its board has so many errors.
    Errors(usize),
    /// Its lock would change, and the build was told to leave locks as they are.
    Locked,
    /// Its site could not be written; why was said.
    Unwritten,
    /// The disk does not give it; what it says.
    Refused(String),
}

/// Every file of a board, by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// What members publish, by their folders as board.yaml has them.
    pub members: BTreeMap<Arc<str>, Result<Published, NotPublished>>,
    /// Files that are read: `content/**`, `themes/**`.
    pub files: BTreeMap<Arc<str>, Arc<Source>>,
    /// Files that are only published: `content/files/**`, `content/static/**`.
    pub assets: BTreeMap<Arc<str>, Asset>,
    /// Names that were passed over (hidden files, files that other programs leave behind).
    pub ignored: Vec<Arc<str>>,
}

impl Sources {
    /// Adds a file, or puts it in place of the one with the same path.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        let source = Source::new(path, bytes);
        self.files.insert(Arc::clone(&source.path), Arc::new(source));
    }

    /// The file at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Arc<Source>> {
        self.files.get(path)
    }
}

/// Where the first byte stands that is such. Whole stretches are asked about first, without a branch
/// for each byte: then many are compared at once.
#[must_use]
pub fn position(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    const STRETCH: usize = 64;
    let has = |stretch: &[u8]| stretch.iter().fold(false, |has, byte| has | is(*byte));
    let from = bytes.chunks(STRETCH).position(has)? * STRETCH;
    bytes[from..].iter().position(|byte| is(*byte)).map(|at| from + at)
}

/// Line and column (both from 1, columns in characters) of a byte offset.
#[must_use]
pub fn line_and_column(text: &str, byte: u32) -> (usize, usize) {
    let mut end = (byte as usize).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "日期: 1\n金额: 二";
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, 10), (2, 1));
        assert_eq!(line_and_column(text, 18), (2, 5));
        assert_eq!(line_and_column(text, 9_999), (2, 6));
    }

    #[test]
    fn a_picture_keeps_its_shape_and_is_never_made_larger() {
        let photo = Extent { width: 4000, height: 3000 };
        assert_eq!(photo.at_width(480), Extent { width: 480, height: 360 });
        assert_eq!(photo.at_width(9000), photo);
        let strip = Extent { width: 3000, height: 1 };
        assert_eq!(strip.at_width(10), Extent { width: 10, height: 1 });
        assert_eq!(photo.widths(&[480, 960]), [480, 960]);
        assert_eq!(Extent { width: 700, height: 1 }.widths(&[480, 960, 1200]), [480, 700]);
        assert_eq!(strip.at_width(100).widths(&[480, 960]), [100]);
    }

    #[test]
    fn a_memo_is_made_once() {
        let source = Source::new("a", String::new());
        assert_eq!(source.memo(|| 1), 1);
        assert_eq!(source.memo(|| 2), 1);
        assert_eq!(source.memo(|| "another type"), "another type");
    }
}
