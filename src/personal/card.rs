//! Numbers of bank cards: the beginnings that issuers have, the lengths they give, and Luhn's sum.

use super::digits::{Group, Joined, is_amount, is_part, joined};
use super::label::{self, Label};
use super::letters::Letters;
use super::{Kind, Seen, keep, starred};

/// Finds them.
pub(super) fn look(letters: &Letters, groups: &[Group], field: &str, found: &mut Vec<Seen>) {
    for number in joined(groups, 15..=19) {
        if !is_issued(&number.digits) || !luhn(&number.digits) || is_part(letters, &number.at) {
            continue;
        }
        let label = label::before(letters, number.at.start, field);
        let broken_up = is_broken_up_as_cards_are(&number) || label == Label::Personal;
        if broken_up && label != Label::Paper && !is_amount(letters, &number.at) {
            let mask = starred(&number.digits, 4, 4);
            keep(found, Seen { kind: Kind::Card, at: number.at, mask });
        }
    }
}

/// Whether an issuer gives numbers that begin so and are so long.
fn is_issued(digits: &str) -> bool {
    const LONG: [&str; 9] =
        ["436742", "436745", "456351", "434061", "434062", "421349", "524094", "9558", "9559"];
    let begins = |starts: &[&str]| starts.iter().any(|start| digits.starts_with(start));
    match digits.len() {
        15 => begins(&["34", "37", "690755"]),
        16 => {
            begins(&["62", "4", "51", "52", "53", "54", "55", "35", "60", "22", "23", "24", "25"])
        }
        17 | 18 => begins(&["62", "60", "9558", "9559"]),
        19 => begins(&["62", "60"]) || begins(&LONG),
        _ => false,
    }
}

/// Whole, in fours, or the six of the issuer apart: not four amounts in a row of a table.
fn is_broken_up_as_cards_are(number: &Joined<'_>) -> bool {
    match number.lengths().as_slice() {
        [_] | [6, _] | [4, 6, 5] => true,
        [fours @ .., last] => fours.iter().all(|length| *length == 4) && *last <= 7,
        [] => false,
    }
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = digit.to_digit(10).unwrap_or_default();
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, twice) if twice > 9 => twice - 9,
                (_, twice) => twice,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}
