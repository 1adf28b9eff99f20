//! English: somebody with a title beside a flat, a postcode, a child's age or an illness.

use std::ops::Range;

use super::letters::{Letters, is_stop};
use super::{Kind, Seen, keep};

const TITLES: [&str; 6] = ["Mr ", "Mrs ", "Ms ", "Miss ", "Mr. ", "Mrs. "];
const HOMES: [&str; 6] = ["flat ", "apartment ", "apt ", "apt. ", "unit ", "room "];
const TOLD: [&str; 25] = [
    "cancer",
    "diabet",
    "dementia",
    "alzheimer",
    "stroke",
    "surgery",
    "hospital",
    "illness",
    "depress",
    "disab",
    "pregnan",
    "chemotherapy",
    "dialysis",
    "heart attack",
    "wheelchair",
    "year-old",
    "years old",
    "aged ",
    "her son",
    "her daughter",
    "his son",
    "his daughter",
    "school child",
    "pupil",
    "toddler",
];
/// How many letters may lie between.
const BESIDE: usize = 40;

/// Finds them.
pub(super) fn look(letters: &Letters, text: &str, found: &mut Vec<Seen>) {
    if !TITLES.iter().any(|title| text.contains(title.trim_end())) {
        return;
    }
    let lower: Vec<char> = letters.all.iter().map(char::to_ascii_lowercase).collect();
    let begins = |place: usize, word: &str| {
        let mut rest = lower[place..].iter();
        word.chars().all(|letter| rest.next() == Some(&letter))
    };
    let homes: Vec<Range<usize>> = (0..lower.len())
        .filter_map(|place| {
            let word = HOMES.into_iter().find(|word| begins(place, word))?;
            let start = place + word.len();
            let digit = letters.at(start).is_some_and(|letter| letter.is_ascii_digit());
            digit.then_some(place..start + 1)
        })
        .chain((0..lower.len()).filter_map(|place| postcode(letters, place)))
        .collect();
    let told = |place: &usize| TOLD.iter().any(|word| begins(*place, word));
    let told: Vec<Range<usize>> = (0..lower.len()).filter(told).map(|place| place..place).collect();
    for place in 0..lower.len() {
        let Some(at) = name(letters, place) else { continue };
        let close = |other: &Range<usize>| {
            let (from, to) = (at.end.min(other.end), at.start.max(other.start));
            to.saturating_sub(from) <= BESIDE
                && !letters.all[from.min(to)..to].iter().any(|letter| is_stop(*letter))
        };
        let kind = match (homes.iter().any(close), told.iter().any(close)) {
            (true, _) => Kind::Room,
            (false, true) => Kind::Sensitive,
            (false, false) => continue,
        };
        let initial = letters.text(at.clone()).chars().find(char::is_ascii_uppercase);
        let last = letters.all[at.clone()].iter().rposition(|letter| *letter == ' ');
        let surname = last.and_then(|space| letters.at(at.start + space + 1)).or(initial);
        let title = letters.text(at.clone());
        let title = title.split(' ').next().unwrap_or_default().to_owned();
        let mask = format!("{title} {}.", surname.unwrap_or_default());
        keep(found, Seen { kind, at, mask });
    }
}

/// A title and the words behind it that begin with capitals.
fn name(letters: &Letters, place: usize) -> Option<Range<usize>> {
    if letters.before(place).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let title = letters.any_begins(place, &TITLES)?;
    let mut end = place + title.len();
    let mut last = None;
    while letters.at(end).is_some_and(|letter| letter.is_ascii_uppercase()) {
        while letters.at(end).is_some_and(|letter| letter.is_alphabetic() || "'-".contains(letter))
        {
            end += 1;
        }
        // One capital alone is an initial, or masked already.
        last = Some(end);
        end += usize::from(letters.at(end) == Some(' '));
    }
    let last = last?;
    let whole = letters.text(place..last);
    let surname = whole.rsplit(' ').next().unwrap_or_default();
    (surname.chars().count() > 1).then_some(place..last)
}

/// SW1A 1AA, SL6 5AB.
fn postcode(letters: &Letters, place: usize) -> Option<Range<usize>> {
    let kind = |at: usize| match letters.at(at) {
        Some('A'..='Z') => 'A',
        Some('0'..='9') => '9',
        Some(' ') => ' ',
        _ => '?',
    };
    if place > 0 && kind(place - 1) != ' ' {
        return None;
    }
    let shape = |length: usize| (place..place + length).map(kind).collect::<String>();
    let shapes = ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"];
    let fits = |known: &&&str| {
        shape(known.len()) == ***known && !matches!(kind(place + known.len()), 'A' | '9')
    };
    shapes.iter().find(fits).map(|shape| place..place + shape.len())
}
