//! Identity numbers: eighteen places with the checksum of GB 11643, or fifteen as they were before.

use super::digits::{Group, is_part, joined};
use super::label::{self, Label};
use super::letters::Letters;
use super::{Kind, Seen, keep, starred};

/// Finds them.
pub(super) fn look(letters: &Letters, groups: &[Group], found: &mut Vec<Seen>) {
    for number in joined(groups, 15..=18) {
        let (mut at, mut digits) = (number.at.clone(), number.digits.clone());
        if digits.len() == 17 {
            let spaced = usize::from(letters.at(at.end).is_some_and(|sign| " -".contains(sign)));
            if !letters.at(at.end + spaced).is_some_and(|last| matches!(last, 'X' | 'x')) {
                continue;
            }
            at.end += spaced + 1;
            digits.push('X');
        }
        if is_part(letters, &at) {
            continue;
        }
        let told =
            || label::before(letters, at.start, "") == Label::Personal && names(letters, at.start);
        let is_one = match digits.len() {
            // A slip of the pen in the last place hides nobody.
            18 => is_new(&digits) && (checksum(&digits) || told()),
            15 => {
                number.chunks.len() <= 3
                    && is_old(&digits)
                    && label::before(letters, at.start, "") != Label::Paper
            }
            _ => false,
        };
        if is_one {
            keep(found, Seen { kind: Kind::Identity, at, mask: starred(&digits, 4, 4) });
        }
    }
}

/// Whether the number is said to be one of identity.
fn names(letters: &Letters, place: usize) -> bool {
    let before = letters.text(place.saturating_sub(10)..place);
    ["身份", "证件", "證件"].iter().any(|word| before.contains(word))
}

fn is_new(digits: &str) -> bool {
    let year = &digits[6..10];
    is_region(digits) && ("1900".."2030").contains(&year) && is_day(&digits[10..14])
}

fn is_old(digits: &str) -> bool {
    is_region(digits) && is_day(&digits[8..12])
}

/// The first two digits are a province.
fn is_region(digits: &str) -> bool {
    const PROVINCES: [&str; 34] = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65", "71", "81", "82",
    ];
    PROVINCES.contains(&&digits[..2])
}

fn is_day(month_and_day: &str) -> bool {
    let number = |text: &str| text.parse::<u32>().unwrap_or_default();
    let (month, day) = (number(&month_and_day[..2]), number(&month_and_day[2..]));
    let last = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

fn checksum(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const LAST: &str = "10X98765432";
    let sum: u32 = digits
        .chars()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or_default() * weight)
        .sum();
    LAST.chars().nth((sum % 11) as usize) == digits.chars().last()
}
