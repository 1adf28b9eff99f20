//! The index of the search, as script files that hand a text to the page's own script.
//!
//! Every place where a unit stands has a number; the places of a record begin at a multiple of
//! `BLOCK`. A term is a word, or two units side by side of which one at least is a Han character;
//! whatever is longer is found where its pairs stand in a row.

use std::collections::BTreeMap;

use crate::search::{Unit, units};
use crate::view::search::{Entry, RECORDS};

/// The places of a record begin at a multiple of it, so that the head says in a character how long
/// a record is.
const BLOCK: usize = 32;

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
pub fn index(entries: &[Entry], files: usize) -> Index {
    let mut places = Places::default();
    let mut blocks = String::new();
    for entry in entries {
        let before = places.units.len();
        for text in &entry.said {
            places.add(text);
        }
        places.fill();
        number(&mut blocks, short((places.units.len() - before) / BLOCK));
    }
    let (terms, firsts) = divided(&places.postings(), files);
    let mut kinds = String::new();
    for entry in entries {
        number(&mut kinds, short(entry.kind));
    }
    let mut years: Vec<(i16, usize)> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        if let Some(year) = entry.year.filter(|year| years.last().is_none_or(|last| last.0 < *year))
        {
            years.push((year, place));
        }
    }
    let years = serde_json::to_string(&years).unwrap_or_default();
    let head = format!(
        "mingbai(\"index\",{{\"blocks\":\"{blocks}\",\"kinds\":\"{kinds}\",\"years\":{years},\
         \"terms\":\"{firsts}\"}})\n"
    );
    let records = entries.chunks(RECORDS).enumerate().map(|(number, some)| shown(number, some));
    Index { head, terms, records: records.collect() }
}

/// What is shown of some records.
fn shown(number: usize, entries: &[Entry]) -> String {
    let rows: Vec<[&str; 5]> = entries
        .iter()
        .map(|one| [&*one.address, &*one.title, &*one.date, &*one.state, &*one.sentence])
        .collect();
    let rows = serde_json::to_string(&rows).unwrap_or_default();
    // Two characters that older engines take for the end of a line of script.
    let rows = rows.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("mingbai(\"r{number}\",{rows})\n")
}

/// A number in characters that stand for themselves in a script: all but the last are of 52 from
/// `(`, the last is of 34 from `]`.
fn number(out: &mut String, number: u32) {
    let (mut rest, last) = (number / 34, number % 34);
    let mut reversed = [0_u8; 12];
    let mut length = 0;
    while rest > 0 {
        reversed[length] = digit(rest % 52, b'(');
        rest /= 52;
        length += 1;
    }
    out.extend(reversed[..length].iter().rev().map(|byte| char::from(*byte)));
    out.push(char::from(digit(last, b']')));
}

fn digit(value: u32, from: u8) -> u8 {
    from + u8::try_from(value).unwrap_or_default()
}

/// A count as the index knows it.
fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Which unit stands at each place; 0 where none does.
#[derive(Default)]
struct Places {
    units: Vec<u32>,
    words: BTreeMap<String, u32>,
}

/// A term, and where it stands as the differences of its places.
type Posting = (String, String);

/// The same while it is made, of terms that begin with one unit.
struct Term {
    behind: u32,
    last: u32,
    places: String,
}

impl Places {
    fn add(&mut self, text: &str) {
        let Self { units: all, words } = self;
        units(text, &mut |unit| match unit {
            Unit::Han(character) => all.push(u32::from(character)),
            Unit::Gap => {
                if all.last().is_some_and(|last| *last != 0) {
                    all.push(0);
                }
            }
            Unit::Word(word) => {
                let known = words.get(word).copied();
                all.push(known.unwrap_or_else(|| {
                    let new = WORDS + short(words.len());
                    words.insert(word.to_owned(), new);
                    new
                }));
            }
        });
        all.push(0);
    }

    fn fill(&mut self) {
        self.units.resize(self.units.len().next_multiple_of(BLOCK), 0);
    }

    /// Every term, in order.
    fn postings(&self) -> Vec<Posting> {
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
        let mut postings = Vec::new();
        // Which of the terms that begin with a unit goes on with another one; 0 for none yet.
        let mut slots = vec![0_usize; WORDS as usize + self.words.len()];
        for (first, places) in self.by_unit() {
            let mut terms: Vec<Term> = Vec::new();
            let mut stands = |behind: u32, place: u32| {
                let slot = &mut slots[behind as usize];
                if *slot == 0 {
                    terms.push(Term { behind, last: 0, places: String::new() });
                    *slot = terms.len();
                }
                if let Some(term) = terms.get_mut(*slot - 1) {
                    number(&mut term.places, place - term.last);
                    term.last = place;
                }
            };
            for place in places {
                let behind = self.units.get(place as usize + 1).copied().unwrap_or(0);
                if behind != 0 {
                    stands(behind, place);
                }
                if first >= WORDS {
                    stands(0, place);
                }
            }
            for Term { behind, places, .. } in terms {
                slots[behind as usize] = 0;
                let mut term = String::with_capacity(8);
                write(&mut term, first);
                write(&mut term, behind);
                postings.push((term, places));
            }
        }
        postings.sort_unstable();
        postings
    }

    /// The places of each unit, in order.
    fn by_unit(&self) -> Vec<(u32, Vec<u32>)> {
        let mut counts = vec![0_u32; WORDS as usize + self.words.len()];
        for unit in &self.units {
            counts[*unit as usize] += 1;
        }
        let mut slots = vec![usize::MAX; counts.len()];
        let mut places: Vec<(u32, Vec<u32>)> = Vec::new();
        for (unit, count) in (0..).zip(&counts).skip(1).filter(|(_, count)| **count > 0) {
            slots[unit as usize] = places.len();
            places.push((unit, Vec::with_capacity(*count as usize)));
        }
        for (place, unit) in (0..).zip(&self.units) {
            if let Some((_, of_unit)) = places.get_mut(slots[*unit as usize]) {
                of_unit.push(place);
            }
        }
        places
    }
}

/// Terms in so many files of about one size, and the first term of each file.
fn divided(postings: &[Posting], files: usize) -> (Vec<String>, String) {
    let size = |(term, places): &Posting| term.len() + places.len() + 2;
    let total: usize = postings.iter().map(size).sum::<usize>().max(1);
    let mut texts = vec![String::new(); files];
    let mut firsts = vec![""; files];
    let mut before = 0;
    for posting in postings {
        let (term, places) = posting;
        let file = (before * files / total).min(files.saturating_sub(1));
        before += size(posting);
        let (Some(text), Some(first)) = (texts.get_mut(file), firsts.get_mut(file)) else { break };
        if text.is_empty() {
            *first = term;
        }
        text.push('!');
        text.push_str(term);
        text.push(' ');
        text.push_str(places);
    }
    // A file without terms, behind one that is larger than its share, begins where the next does.
    let mut next = "\u{fffd}";
    for first in firsts.iter_mut().rev() {
        if first.is_empty() {
            *first = next;
        }
        next = first;
    }
    let file = |(number, text): (usize, &String)| format!("mingbai(\"t{number}\",\"{text}!\")\n");
    (texts.iter().enumerate().map(file).collect(), firsts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_one_character_or_a_few() {
        let written = |value: u32| {
            let mut out = String::new();
            number(&mut out, value);
            out
        };
        assert_eq!([0, 33, 34, 1767, 1768].map(written), ["]", "~", ")]", "[~", ")(]"]);
    }

    #[test]
    fn a_term_larger_than_its_share_leaves_no_file_out() {
        let posting = |term: &str, size: usize| (term.to_owned(), "]".repeat(size));
        let (texts, firsts) = divided(&[posting("a", 90), posting("b", 5), posting("c", 5)], 4);
        assert_eq!(texts.len(), 4);
        assert_eq!(firsts, "a b b b");
        assert!(texts[3].contains("!b ") && texts[3].contains("!c "));
    }
}
