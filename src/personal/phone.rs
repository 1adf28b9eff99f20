//! Mobile telephones of the mainland and Taiwan, and on English boards those of Britain and North
//! America. A landline is an office's until a name stands beside it, which is `near`'s to tell.

use super::digits::{Group, Joined, is_amount, is_part, joined};
use super::label::{self, Label};
use super::letters::Letters;
use super::{Kind, Passage, Seen, keep, starred};
use crate::words::Language;

/// Finds them.
pub(super) fn look(
    letters: &Letters,
    groups: &[Group],
    passage: Passage<'_>,
    found: &mut Vec<Seen>,
) {
    for number in joined(groups, 10..=15) {
        let Some(own) = mobile(&number, passage.language) else { continue };
        if is_part(letters, &number.at) || is_amount(letters, &number.at) {
            continue;
        }
        if label::before(letters, number.at.start, passage.label) == Label::Paper {
            continue;
        }
        let mask = starred(own, 3, 4);
        keep(found, Seen { kind: Kind::Phone, at: number.at, mask });
    }
}

/// The number without the code of its country.
fn mobile<'n>(number: &'n Joined<'_>, language: Language) -> Option<&'n str> {
    let digits = number.digits.as_str();
    let (code, bare) = match digits.len() {
        12 if digits.starts_with('0') => digits.split_at(1),
        13 if digits.starts_with("86") => digits.split_at(2),
        14 if digits.starts_with("086") => digits.split_at(3),
        15 if digits.starts_with("0086") => digits.split_at(4),
        _ => digits.split_at(0),
    };
    // Broken up as telephones are: not a date, and not amounts in a row.
    let lengths = number.lengths();
    let mut own = lengths.clone();
    match own.first_mut() {
        Some(first) if *first == code.len() => drop(own.remove(0)),
        Some(first) => *first = first.saturating_sub(code.len()),
        None => {}
    }
    let usual = matches!(
        own.as_slice(),
        [_] | [3 | 4, 4 | 3, 4]
            | [3, 8]
            | [7, 4]
            | [3, 3, 5]
            | [4, 4, 3]
            | [5, 6]
            | [4, 7]
            | [3, 5, 3]
    );
    let chinese = |digits: &&str| {
        digits.len() == 11 && digits.starts_with('1') && !digits[1..].starts_with(['0', '1', '2'])
    };
    let bare = Some(bare).filter(chinese);
    if let Some(bare) = bare.filter(|_| usual) {
        return Some(bare);
    }
    match language {
        Language::ZhHant => {
            let taiwan = digits.len() == 10 && digits.starts_with("09");
            (taiwan && matches!(lengths.as_slice(), [10] | [4, 3, 3] | [4, 6])).then_some(digits)
        }
        Language::En => english(digits, &lengths),
        Language::ZhCn | Language::Own(_) => None,
    }
}

fn english<'n>(digits: &'n str, lengths: &[usize]) -> Option<&'n str> {
    let british = digits.len() == 11 && digits.starts_with("07");
    let abroad = digits.len() == 12 && digits.starts_with("447");
    let exchange = |at: usize| digits.as_bytes().get(at).is_some_and(|digit| *digit >= b'2');
    let american = lengths == [3, 3, 4] && exchange(0) && exchange(3);
    (british || abroad || american).then_some(digits)
}
