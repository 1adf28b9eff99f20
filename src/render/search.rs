//! The index of the search, as script files that hand a text to the page's own script.
//!
//! Every place where a unit stands has a number; the places of a record begin at a multiple of
//! `BLOCK`. A term is a word, or two units side by side of which one at least is a Han character;
//! whatever is longer is found where its pairs stand in a row.

pub mod boards;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::search::{Unit, units};
use crate::view::search::{Entry, RECORDS};

/// The places of a record begin at a multiple of it, so that the head says in a character how long
/// a record is.
const BLOCK: u32 = 32;

/// Words have numbers behind those of all Han characters.
const WORDS: u32 = 0x4_0000;

/// The files of an index.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// What is always loaded.
    pub head: String,
    /// Terms and where they stand.
    pub terms: Vec<String>,
    /// What is shown of records.
    pub records: Vec<String>,
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
    let (terms, firsts) = divided(terms.postings(), files);
    let years = serde_json::to_string(&years).unwrap_or_default();
    let head = format!(
        "mingbai(\"index\",{{\"blocks\":\"{blocks}\",\"kinds\":\"{kinds}\",\"years\":{years},\
         \"terms\":\"{firsts}\"}})\n"
    );
    Index { head, terms, records }
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
        number(&mut term.places, place - term.last);
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

/// Terms in so many files of about one size, and the first term of each file.
fn divided(postings: Vec<Posting>, files: usize) -> (Vec<String>, String) {
    const CLOSED: &str = "!\")\n";
    let size = |(term, places): &Posting| term.len() + places.len() + 2;
    let total: usize = postings.iter().map(size).sum::<usize>().max(1);
    let file_behind = |before: usize| (before * files / total).min(files.saturating_sub(1));
    // Each text has as much room as it needs: one that grows has up to twice as much.
    let (mut sizes, mut before) = (vec![0; files], 0);
    for posting in &postings {
        let Some(of_file) = sizes.get_mut(file_behind(before)) else { break };
        *of_file += size(posting);
        before += size(posting);
    }
    let opened = |(number, size): (usize, usize)| {
        let opening = format!("mingbai(\"t{number}\",\"");
        let mut text = String::with_capacity(opening.len() + size + CLOSED.len());
        text.push_str(&opening);
        text
    };
    let mut texts: Vec<String> = sizes.into_iter().enumerate().map(opened).collect();
    let mut firsts: Vec<Option<String>> = vec![None; files];
    before = 0;
    // Each is given back as soon as it stands in its file: together they are as long as all files.
    for posting in postings {
        let file = file_behind(before);
        before += size(&posting);
        let (Some(text), Some(first)) = (texts.get_mut(file), firsts.get_mut(file)) else { break };
        let (term, places) = posting;
        text.push('!');
        text.push_str(&term);
        text.push(' ');
        text.push_str(&places);
        first.get_or_insert(term);
    }
    for text in &mut texts {
        text.push_str(CLOSED);
    }
    // A file without terms, behind one that is larger than its share, begins where the next does.
    let mut next = "\u{fffd}";
    let mut begins: Vec<&str> = Vec::with_capacity(files);
    for first in firsts.iter().rev() {
        next = first.as_deref().unwrap_or(next);
        begins.push(next);
    }
    begins.reverse();
    (texts, begins.join(" "))
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
        let (texts, firsts) = divided(vec![posting("a", 90), posting("b", 5), posting("c", 5)], 4);
        assert_eq!(texts.len(), 4);
        assert_eq!(firsts, "a b b b");
        assert!(texts[3].contains("!b ") && texts[3].contains("!c "));
    }
}
