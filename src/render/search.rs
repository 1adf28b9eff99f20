//! The index of the search, as script files that hand a text to the page's own script.
//!
//! Every place where a unit stands has a number; the places of a record begin at a multiple of
//! `BLOCK`. A term is a word, or two units side by side of which one at least is a Han character;
//! whatever is longer is found where its pairs stand in a row.

pub mod boards;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::search::{Unit, units};
use crate::view::search::{Entry, RECORDS};

/// The places of a record begin at a multiple of it, so that the head says in a character how long
/// a record is.
const BLOCK: u32 = 32;

/// The room in bytes for where a term stands, when it is first met and when that is used up.
const ROOM: usize = 8;

/// Words have numbers behind those of all Han characters.
const WORDS: u32 = 0x4_0000;

/// An index, whose files are written when they are asked for: all together they are half as long as
/// the board.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// What is always loaded.
    pub head: String,
    /// What is shown of records.
    pub records: Vec<String>,
    /// Terms and where they stand, in order.
    terms: Vec<Posting>,
    /// Which of them each file has.
    files: Vec<Range<usize>>,
}

impl Index {
    /// A file of terms and where they stand.
    #[must_use]
    pub fn file_of_terms(&self, number: usize) -> Option<String> {
        const CLOSED: &str = "!\")\n";
        let terms = self.terms.get(self.files.get(number)?.clone())?;
        let mut text = format!("mingbai(\"t{number}\",\"");
        text.reserve_exact(terms.iter().map(size).sum::<usize>() + CLOSED.len());
        for (term, places) in terms {
            text.extend(["!", term, " ", places]);
        }
        text.push_str(CLOSED);
        Some(text)
    }

    /// Every term.
    pub fn every_term(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().map(|(term, _)| term.as_str())
    }
}

/// Makes the index, with so many files of terms.
#[must_use]
pub fn index(entries: impl Iterator<Item = Entry>, files: usize) -> Index {
    let mut terms = Terms::default();
    let (mut blocks, mut kinds) = (Vec::new(), Vec::new());
    let mut years: Vec<(i16, usize)> = Vec::new();
    let (mut records, mut shown) = (Vec::new(), Vec::with_capacity(RECORDS));
    for (place, mut entry) in entries.enumerate() {
        let before = terms.place;
        for text in std::mem::take(&mut entry.said) {
            terms.add(&text);
        }
        terms.place = terms.place.next_multiple_of(BLOCK);
        number(&mut blocks, (terms.place - before) / BLOCK);
        number(&mut kinds, short(entry.kind));
        if let Some(year) = entry.year.filter(|year| years.last().is_none_or(|last| last.0 < *year))
        {
            years.push((year, place));
        }
        shown.push(entry);
        if shown.len() == RECORDS {
            records.push(rows(records.len(), &shown));
            shown.clear();
        }
    }
    if !shown.is_empty() {
        records.push(rows(records.len(), &shown));
    }
    let (blocks, kinds) = (text(blocks), text(kinds));
    let terms = terms.postings();
    let (files, firsts) = divided(&terms, files);
    let years = serde_json::to_string(&years).unwrap_or_default();
    let head = format!(
        "mingbai(\"index\",{{\"blocks\":\"{blocks}\",\"kinds\":\"{kinds}\",\"years\":{years},\
         \"terms\":\"{firsts}\"}})\n"
    );
    Index { head, records, terms, files }
}

/// What is shown of some records.
fn rows(number: usize, entries: &[Entry]) -> String {
    let rows: Vec<[&str; 5]> = entries
        .iter()
        .map(|one| [&*one.address, &*one.title, &*one.date, &*one.state, &*one.sentence])
        .collect();
    let text = format!("mingbai(\"r{number}\",{})\n", script(&rows));
    // A copy has no room to grow.
    text.as_str().to_owned()
}

/// A value as a script reads it.
fn script(value: &impl Serialize) -> String {
    let value = serde_json::to_string(value).unwrap_or_default();
    // Two characters that older engines take for the end of a line of script.
    value.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A number in characters that stand for themselves in a script: all but the last are of 52 from
/// `(`, the last is of 34 from `]`.
fn number(out: &mut Vec<u8>, number: u32) {
    if number >= 34 {
        digits(out, number / 34);
    }
    out.push(digit(number % 34, b']'));
}

fn digits(out: &mut Vec<u8>, number: u32) {
    if number >= 52 {
        digits(out, number / 52);
    }
    out.push(digit(number % 52, b'('));
}

fn digit(value: u32, from: u8) -> u8 {
    from + u8::try_from(value).unwrap_or_default()
}

/// Numbers as a text: they are of ASCII alone.
fn text(numbers: Vec<u8>) -> String {
    String::from_utf8(numbers).unwrap_or_default()
}

/// A count as the index knows it.
fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Every term, and where it stands, made in one passage over all units.
#[derive(Default)]
struct Terms {
    /// The place of the next unit.
    place: u32,
    /// The unit before it; 0 where none stands beside it.
    before: u32,
    /// Words, and the units they are.
    words: BTreeMap<String, u32>,
    /// The terms in the order in which they were met.
    met: Vec<Term>,
    /// The difference that is being written.
    written: Vec<u8>,
    /// Which of them has two units: looked up by what both come to, at or behind that slot. Ten
    /// million places are looked up in a large board, which no tree does in time.
    slots: Vec<u32>,
}

/// A term: both its units, or a word and 0; its last place; the differences of all its places.
struct Term {
    units: (u32, u32),
    last: u32,
    places: Vec<u8>,
}

/// A term, and where it stands as the differences of its places.
type Posting = (String, String);

impl Terms {
    fn add(&mut self, text: &str) {
        units(text, &mut |unit| match unit {
            Unit::Han(character) => self.push(u32::from(character)),
            Unit::Gap if self.before == 0 => {}
            Unit::Gap => self.push(0),
            Unit::Word(word) => {
                let known = self.words.get(word).copied();
                let unit = known.unwrap_or_else(|| {
                    let new = WORDS + short(self.words.len());
                    self.words.insert(word.to_owned(), new);
                    new
                });
                self.push(unit);
                self.stands((unit, 0), self.place - 1);
            }
        });
        self.push(0);
    }

    fn push(&mut self, unit: u32) {
        if self.before != 0 && unit != 0 {
            self.stands((self.before, unit), self.place - 1);
        }
        self.before = unit;
        self.place += 1;
    }

    fn stands(&mut self, units: (u32, u32), place: u32) {
        if self.met.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(units);
        if self.slots[slot] == 0 {
            self.met.push(Term { units, last: 0, places: Vec::new() });
            self.slots[slot] = short(self.met.len());
        }
        let term = &mut self.met[self.slots[slot] as usize - 1];
        self.written.clear();
        number(&mut self.written, place - term.last);
        // What grows by a quarter has less room that is never used than what doubles.
        let (length, more) = (term.places.len(), self.written.len());
        if term.places.capacity() - length < more {
            term.places.reserve_exact(more.max(ROOM) + length / 4);
        }
        term.places.extend_from_slice(&self.written);
        term.last = place;
    }

    /// The slot of a term, or the free one where it belongs. Half of all slots are free.
    fn slot(&self, units: (u32, u32)) -> usize {
        let mixed =
            (u64::from(units.0) << 32 | u64::from(units.1)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mask = self.slots.len() - 1;
        let mut slot = usize::try_from(mixed >> 32).unwrap_or_default() & mask;
        while self.slots[slot] != 0 && self.met[self.slots[slot] as usize - 1].units != units {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 4).max(1 << 12)];
        for (number, term) in (1..).zip(&self.met) {
            let slot = self.slot(term.units);
            self.slots[slot] = number;
        }
    }

    /// Every term, in order.
    fn postings(self) -> Vec<Posting> {
        let mut names = vec![""; self.words.len()];
        for (word, number) in &self.words {
            if let Some(name) = names.get_mut(*number as usize - WORDS as usize) {
                *name = word;
            }
        }
        let write = |out: &mut String, unit: u32| match unit.checked_sub(WORDS) {
            Some(word) => out.push_str(names.get(word as usize).unwrap_or(&"")),
            None => out.extend(char::from_u32(unit).filter(|unit| *unit != '\0')),
        };
        let posting = |term: Term| {
            let mut name = String::with_capacity(8);
            write(&mut name, term.units.0);
            write(&mut name, term.units.1);
            (name, text(term.places))
        };
        let mut postings: Vec<Posting> = self.met.into_iter().map(posting).collect();
        postings.sort_unstable();
        postings
    }
}

/// How long a term is in its file.
fn size((term, places): &Posting) -> usize {
    term.len() + places.len() + 2
}

/// Terms in so many files of about one size: which of them each file has, and its first.
fn divided(postings: &[Posting], files: usize) -> (Vec<Range<usize>>, String) {
    let total: usize = postings.iter().map(size).sum::<usize>().max(1);
    let (mut ranges, mut from, mut before) = (Vec::with_capacity(files), 0, 0);
    for file in 0..files {
        // A file without terms, behind one that is larger than its share, begins where the next does.
        let share = |before: usize| (before * files / total).min(files - 1) == file;
        let begun = from;
        while let Some(posting) = postings.get(from).filter(|_| share(before)) {
            before += size(posting);
            from += 1;
        }
        ranges.push(begun..from);
    }
    let first =
        |range: &Range<usize>| postings.get(range.start).map_or("\u{fffd}", |(term, _)| term);
    let firsts: Vec<&str> = ranges.iter().map(first).collect();
    let firsts = firsts.join(" ");
    (ranges, firsts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_one_character_or_a_few() {
        let written = |value: u32| {
            let mut out = Vec::new();
            number(&mut out, value);
            text(out)
        };
        assert_eq!([0, 33, 34, 1767, 1768].map(written), ["]", "~", ")]", "[~", ")(]"]);
    }

    #[test]
    fn a_term_larger_than_its_share_leaves_no_file_out() {
        let posting = |term: &str, size: usize| (term.to_owned(), "]".repeat(size));
        let terms = [posting("a", 90), posting("b", 5), posting("c", 5)];
        let (files, firsts) = divided(&terms, 4);
        assert_eq!(files, [0..1, 1..1, 1..1, 1..3]);
        assert_eq!(firsts, "a b b b");
    }
}
