//! A text as single letters: full-width ones as the plain ones, each with its place in the text.

use std::ops::Range;
use std::sync::LazyLock;

use super::{plate, room, sensitive};
use crate::words::Language;

/// The letters of a text.
pub(super) struct Letters {
    /// Plain ones, capitals as typed.
    pub all: Vec<char>,
    /// The places of those with which something begins that some reader looks for.
    pub worth: Vec<usize>,
}

/// What the readers look for begins with one of these. Few letters of a text do, so that all
/// readers together pass over it once.
static WORTH: LazyLock<Signs> = LazyLock::new(|| {
    let begin = sensitive::first().chain(room::first()).chain(plate::provinces());
    Signs::new(begin.chain('0'..='9').chain(['@']))
});

/// The same, and what is not plain. Whatever is in neither is asked nothing else.
static APART: LazyLock<Signs> = LazyLock::new(|| {
    let others = ('\0'..='\u{33ff}').chain('\u{f900}'..='\u{ffff}');
    let mut apart = Signs::exactly(others.filter(|letter| plain(*letter) != *letter));
    apart.include(&WORTH);
    apart
});

impl Letters {
    pub(super) fn new(text: &str) -> Self {
        // Room for all that a text of Chinese can have: more is seldom asked for.
        let mut all = Vec::with_capacity(text.len() / 3 + text.len() / 16 + 8);
        all.extend(text.chars());
        let mut worth = Vec::with_capacity(64);
        let (apart, signs) = (&*APART, &*WORTH);
        for (place, letter) in all.iter_mut().enumerate() {
            if apart.contains(*letter) {
                *letter = plain(*letter);
                if signs.contains(*letter) {
                    worth.push(place);
                }
            }
        }
        Self { all, worth }
    }

    /// The letter at a place, if there is one.
    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.all.get(place).copied()
    }

    /// The letter before a place.
    pub(super) fn before(&self, place: usize) -> Option<char> {
        place.checked_sub(1).and_then(|place| self.at(place))
    }

    /// How many letters from a place on are such.
    pub(super) fn run(&self, place: usize, is: impl Fn(char) -> bool) -> usize {
        let rest = self.all.get(place..).unwrap_or_default();
        rest.iter().take_while(|letter| is(**letter)).count()
    }

    /// A stretch as text.
    pub(super) fn text(&self, at: Range<usize>) -> String {
        self.all[at.start.min(self.all.len())..at.end.min(self.all.len())].iter().collect()
    }

    /// Whether a word begins at a place.
    pub(super) fn begins(&self, place: usize, word: &str) -> bool {
        let mut letters = self.all.get(place..).unwrap_or_default().iter();
        word.chars().all(|letter| letters.next() == Some(&letter))
    }

    /// Whether a word ends before a place.
    pub(super) fn ends(&self, place: usize, word: &str) -> bool {
        let length = word.chars().count();
        place >= length && self.begins(place - length, word)
    }

    /// The first of `words` that begins at a place.
    pub(super) fn any_begins<'w>(&self, place: usize, words: &[&'w str]) -> Option<&'w str> {
        words.iter().copied().find(|word| self.begins(place, word))
    }

    /// Whether any of `words` ends before a place.
    pub(super) fn any_ends(&self, place: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.ends(place, word))
    }
}

fn plain(letter: char) -> char {
    match letter {
        // Nearly all there is, told first.
        '\u{4e00}'..='\u{9fff}' | ' '..='~' => letter,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' | '\u{a0}' | '\u{2007}' | '\u{202f}' | '\t' => ' ',
        '\u{2010}'..='\u{2015}' | '−' | '﹣' => '-',
        '•' | '・' | '‧' | '∙' | '⋅' => '·',
        other => other,
    }
}

/// Whether a letter is a Chinese character.
pub(super) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// Whether a sentence or part of one ends with a letter.
pub(super) fn is_stop(letter: char) -> bool {
    matches!(letter, '。' | '!' | '?' | ';' | '\n' | '|')
}

/// Whether a text holds anything that some reader could find, told in one cheap pass: most texts
/// of a board hold nothing. In English whoever is named has a title before the name.
pub(super) fn worth_reading(text: &str, language: Language) -> bool {
    if language == Language::En && text.contains('M') {
        return true;
    }
    let mut digits = 0_usize;
    let apart = &*APART;
    for letter in text.chars().filter(|letter| apart.contains(*letter)) {
        match plain(letter) {
            '0'..='9' => {
                digits += 1;
                // A plate has two digits and more, a room three.
                if digits >= 2 {
                    return true;
                }
            }
            '@' => return true,
            letter if super::sensitive::may_begin(letter) => return true,
            _ => {}
        }
    }
    false
}

/// A set of letters, asked in one step: texts are long and most letters are in none.
pub(super) struct Signs(Vec<u64>);

impl Signs {
    /// Those of a list; the space between its lines is none of them.
    pub(super) fn new(letters: impl Iterator<Item = char>) -> Self {
        Self::exactly(letters.filter(|letter| !letter.is_whitespace()))
    }

    fn exactly(letters: impl Iterator<Item = char>) -> Self {
        let mut bits = vec![0; 1024];
        for letter in letters {
            let number = u32::from(letter) as usize;
            bits[number / 64 % 1024] |= 1_u64 << (number % 64);
        }
        Self(bits)
    }

    /// Takes in those of another set.
    fn include(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, others)| *bits |= others);
    }

    pub(super) fn contains(&self, letter: char) -> bool {
        let number = u32::from(letter) as usize;
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }
}

/// A list of words, found by their first letter or by their last.
pub(super) struct Words {
    first: Vec<(char, &'static str)>,
    last: Vec<(char, &'static str)>,
    /// Asked before the lists are: the words of one letter, what the others begin with, and what
    /// any ends with. Most letters are in none.
    whole: Signs,
    pairs: Signs,
    lasts: Signs,
}

impl Words {
    pub(super) fn new(words: impl Iterator<Item = &'static str> + Clone) -> Self {
        let sorted = |mut words: Vec<(char, &'static str)>| {
            words.sort_unstable();
            words
        };
        let first = words.clone().filter_map(|word| Some((word.chars().next()?, word)));
        let last = words.clone().filter_map(|word| Some((word.chars().last()?, word)));
        let is_one = |word: &&str| word.chars().nth(1).is_none();
        let (first, last) = (sorted(first.collect()), sorted(last.collect()));
        let signs =
            |list: &[(char, &'static str)]| Signs::new(list.iter().map(|(letter, _)| *letter));
        let lasts = signs(&last);
        let whole = Signs::new(words.clone().filter(|word| is_one(word)).flat_map(str::chars));
        let begun = |word: &str| Some(pair(word.chars().next()?, word.chars().nth(1)?));
        let pairs = Signs::new(words.filter_map(begun));
        Self { first, last, whole, pairs, lasts }
    }

    /// Whether one of them may begin at a place, told without looking at any. Few others do.
    pub(super) fn may_begin(&self, letters: &Letters, place: usize) -> bool {
        let Some(letter) = letters.at(place) else { return false };
        let pair = |next| self.pairs.contains(pair(letter, next));
        self.whole.contains(letter) || letters.at(place + 1).is_some_and(pair)
    }

    /// Whether one of them begins at a place.
    pub(super) fn begin(&self, letters: &Letters, place: usize) -> bool {
        self.may_begin(letters, place)
            && with(&self.first, letters.all[place]).any(|(_, word)| letters.begins(place, word))
    }

    /// Whether one of them ends before a place.
    pub(super) fn end(&self, letters: &Letters, place: usize) -> bool {
        let Some(letter) = letters.before(place) else { return false };
        self.lasts.contains(letter)
            && with(&self.last, letter).any(|(_, word)| letters.ends(place, word))
    }
}

/// Two letters as one, the same for the same two: a set of these has few others in it.
fn pair(one: char, next: char) -> char {
    let mixed =
        u32::from(one).wrapping_mul(0x9e37_79b1) ^ u32::from(next).wrapping_mul(0x85eb_ca6b);
    // Han characters alone, of which none is left out of a set.
    char::from_u32(0x4e00 + (mixed >> 16) % 0x5000).unwrap_or(one)
}

fn with<'w>(
    words: &'w [(char, &'static str)],
    letter: char,
) -> impl Iterator<Item = &'w (char, &'static str)> {
    let from = words.partition_point(|(other, _)| *other < letter);
    words[from..].iter().take_while(move |(other, _)| *other == letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_not_plain_is_made_so() {
        for letter in '\0'..=char::MAX {
            let read = Letters::new(&letter.to_string());
            assert_eq!(read.all, [plain(letter)], "{letter:?}");
            let worth = WORTH.contains(plain(letter));
            assert_eq!(read.worth, if worth { vec![0] } else { vec![] }, "{letter:?}");
        }
    }
}
