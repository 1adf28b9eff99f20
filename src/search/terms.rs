//! The terms of boards: which words and pairs of units a board has at all. A portal asks with them
//! which of its boards may have what is looked for.

use std::cmp::Ordering;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::fmt;

use super::{Unit, is_han, units};

/// What a portal knows of the search of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// What its index was made from, in a few characters.
    pub version: String,
    /// Every term of it, and of its own members.
    pub terms: Terms,
}

/// How many bytes a half of the first byte of a term can count.
const MOST: usize = 15;

/// Terms in order, each as how many bytes it has in common with the one before it, how many others,
/// and these: of most, that is a part of a Han character.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Terms {
    count: usize,
    bytes: Box<[u8]>,
}

impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Terms({}, {} bytes)", self.count, self.bytes.len())
    }
}

impl Terms {
    /// Terms in any order, some of them perhaps more than once.
    #[must_use]
    pub fn of(mut terms: Vec<&str>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        let mut writer = Writer::default();
        for term in terms {
            writer.push(term.as_bytes());
        }
        writer.done()
    }

    /// Those of several boards.
    #[must_use]
    pub fn union(all: &[&Self]) -> Self {
        let mut writer = Writer::default();
        merged(all, &mut |term, _| writer.push(term.as_bytes()));
        writer.done()
    }

    /// Those of texts.
    #[must_use]
    pub fn of_texts<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut terms = BTreeSet::new();
        texts.for_each(|text| each(text, &mut terms));
        Self::of(terms.iter().map(String::as_str).collect())
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The bytes that hold them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The terms of a file of an index: `!term places!term places!`.
pub fn filed(text: &str) -> impl Iterator<Item = &str> {
    text.split('!').filter_map(|entry| Some(entry.split_once(' ')?.0))
}

/// In which of so many files of a portal a term lies. Words that are found by how they begin lie by
/// their first two letters.
#[must_use]
pub fn file_of(term: &str, files: usize) -> usize {
    let first: Vec<u16> = term.encode_utf16().take(2).collect();
    let digit = |unit: &u16| (u16::from(b'0')..=u16::from(b'9')).contains(unit);
    let open = first.len() == 2 && !first.iter().any(digit) && !term.contains(is_han);
    // FNV-1a over what a script knows as characters.
    let mix = |sum: u32, unit: u16| (sum ^ u32::from(unit)).wrapping_mul(16_777_619);
    let sum = term.encode_utf16().take(if open { 2 } else { usize::MAX }).fold(2_166_136_261, mix);
    (sum >> 16) as usize % files.max(1)
}

/// Adds the terms of a text.
fn each(text: &str, terms: &mut BTreeSet<String>) {
    let mut before = String::new();
    units(text, &mut |unit| {
        let mut han = [0; 4];
        let (now, word) = match unit {
            Unit::Han(character) => (&*character.encode_utf8(&mut han), false),
            Unit::Word(word) => (word, true),
            Unit::Gap => ("", false),
        };
        if !before.is_empty() && !now.is_empty() {
            terms.insert(format!("{before}{now}"));
        }
        if word {
            terms.insert(now.to_owned());
        }
        now.clone_into(&mut before);
    });
}

#[derive(Default)]
struct Writer {
    count: usize,
    bytes: Vec<u8>,
    last: Vec<u8>,
}

impl Writer {
    fn push(&mut self, term: &[u8]) {
        let same = term.iter().zip(&self.last).take_while(|(a, b)| a == b).count();
        let (shared, others) = (same.min(MOST), term.len() - same.min(MOST));
        let halves = shared << 4 | others.min(MOST);
        self.bytes.push(u8::try_from(halves).unwrap_or_default());
        if others >= MOST {
            self.bytes.extend(u32::try_from(others).unwrap_or_default().to_le_bytes());
        }
        self.bytes.extend(&term[shared..]);
        self.last.clear();
        self.last.extend(term);
        self.count += 1;
    }

    fn done(self) -> Terms {
        Terms { count: self.count, bytes: self.bytes.into() }
    }
}

/// The next term of a board.
#[derive(PartialEq, Eq)]
struct Cursor<'t> {
    term: Vec<u8>,
    board: usize,
    rest: &'t [u8],
}

impl Cursor<'_> {
    /// Goes on to the next term; false behind the last.
    fn step(&mut self) -> bool {
        let Some((halves, mut rest)) = self.rest.split_first() else { return false };
        let mut others = usize::from(halves & 15);
        if let (MOST, Some((long, behind))) = (others, rest.split_first_chunk()) {
            (others, rest) = (u32::from_le_bytes(*long) as usize, behind);
        }
        let (others, rest) = rest.split_at(others.min(rest.len()));
        self.term.truncate(usize::from(halves >> 4));
        self.term.extend(others);
        self.rest = rest;
        true
    }
}

impl Ord for Cursor<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.term.cmp(&other.term).then_with(|| self.board.cmp(&other.board))
    }
}

impl PartialOrd for Cursor<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Hands over every term in order, each with the boards that have it, by their places. Nothing of it
/// is kept: together they are as many as the boards have.
pub fn merged(all: &[&Terms], each: &mut dyn FnMut(&str, &[usize])) {
    let begun = all.iter().enumerate().filter_map(|(board, terms)| {
        let mut cursor = Cursor { term: Vec::new(), board, rest: &terms.bytes };
        cursor.step().then_some(Reverse(cursor))
    });
    let mut next: BinaryHeap<Reverse<Cursor<'_>>> = begun.collect();
    let (mut term, mut boards) = (Vec::new(), Vec::new());
    while let Some(Reverse(first)) = next.peek() {
        term.clone_from(&first.term);
        boards.clear();
        while let Some(mut top) = next.peek_mut().filter(|top| top.0.term == term) {
            boards.push(top.0.board);
            if !top.0.step() {
                std::collections::binary_heap::PeekMut::pop(top);
            }
        }
        each(std::str::from_utf8(&term).unwrap_or_default(), &boards);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(terms: &[&Terms]) -> Vec<(String, Vec<usize>)> {
        let mut out = Vec::new();
        merged(terms, &mut |term, boards| out.push((term.to_owned(), boards.to_vec())));
        out
    }

    #[test]
    fn every_board_is_named_with_the_terms_it_has() {
        let long = "x".repeat(400);
        let longer = format!("{long}y");
        let one = Terms::of(vec!["电梯", "漏水", &longer, &long, "漏水"]);
        let other = Terms::of_texts(["漏水的，电梯3号", "Lift 2,800"].into_iter());
        let none = Terms::default();
        let said = all(&[&one, &none, &other]);
        let of = |term: &str| said.iter().find(|(own, _)| own == term).map(|(_, of)| &**of);
        assert_eq!(of("漏水"), Some(&[0, 2][..]));
        assert_eq!(of("电梯"), Some(&[0, 2][..]));
        assert_eq!(of("梯3"), Some(&[2][..]));
        assert_eq!(of("3"), Some(&[2][..]));
        assert_eq!(of("2800"), Some(&[2][..]));
        assert_eq!(of(&longer), Some(&[0][..]));
        assert_eq!(of("的电"), None);
        assert!(said.is_sorted());
        let both = Terms::union(&[&one, &other]);
        assert_eq!(both.count(), said.len());
        assert_eq!(all(&[&both]).len(), said.len());
    }

    #[test]
    fn a_word_lies_where_its_beginning_is_looked_for() {
        assert_eq!(file_of("elevator", 64), file_of("el", 64));
        assert_eq!(file_of("elev梯", 64), file_of("elev梯", 64));
        assert!((0..64).contains(&file_of("2800", 64)));
    }
}
