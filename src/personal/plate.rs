//! Number plates: a province, a letter, five places, or six of a car that runs on electricity.

use super::letters::Letters;
use super::{Kind, Seen, keep};

const PROVINCES: &str =
    "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬遼魯蘇贛晉陝閩貴粵雲寧瓊";
/// What the last place of some plates says.
const LAST: &str = "学挂警港澳试超領领使";

/// What a plate begins with.
pub(super) fn provinces() -> impl Iterator<Item = char> {
    PROVINCES.chars()
}

/// Finds them.
pub(super) fn look(letters: &Letters, found: &mut Vec<Seen>) {
    for place in letters.worth.iter().copied() {
        let next = letters.at(place + 1);
        let may = next.is_some_and(|next| next.is_ascii_alphabetic() || next == ' ');
        if !may || !PROVINCES.contains(letters.all[place]) {
            continue;
        }
        if let Some(end) = plate(letters, place) {
            let letter = plate_letter(letters, place).unwrap_or_default();
            let last = letters.all[end - 1];
            let mask = format!("{}{letter}·{}***{last}", letters.all[place], first(letters, place));
            keep(found, Seen { kind: Kind::Plate, at: place..end, mask });
        }
    }
}

/// Where the letters behind the province and its letter begin.
fn begin(letters: &Letters, place: usize) -> Option<usize> {
    let gap = usize::from(letters.at(place + 1) == Some(' '));
    letters.at(place + 1 + gap).filter(char::is_ascii_alphabetic)?;
    let mut begin = place + 2 + gap;
    let mut signs = 0;
    while signs < 3 && letters.at(begin).is_some_and(|sign| "·-. ".contains(sign)) {
        begin += 1;
        signs += 1;
    }
    Some(begin)
}

fn plate_letter(letters: &Letters, place: usize) -> Option<char> {
    let gap = usize::from(letters.at(place + 1) == Some(' '));
    letters.at(place + 1 + gap).map(|letter| letter.to_ascii_uppercase())
}

fn first(letters: &Letters, place: usize) -> char {
    begin(letters, place).and_then(|begin| letters.at(begin)).unwrap_or_default()
}

/// Where a plate that begins at a province ends.
fn plate(letters: &Letters, place: usize) -> Option<usize> {
    let begin = begin(letters, place)?;
    // 新 and 云 are words, too: what is new, and what is in the cloud.
    if letters.any_ends(place + 1, &["全新", "更新", "最新", "崭新", "翻新", "阿里云", "腾讯云"])
    {
        return None;
    }
    let mut end = begin;
    while letters.at(end).is_some_and(|letter| letter.is_ascii_alphanumeric()) {
        end += 1;
    }
    let own: String = letters.text(begin..end).to_ascii_uppercase();
    let marked = letters.at(end).is_some_and(|letter| LAST.contains(letter));
    let end = if own.len() == 4 && marked { end + 1 } else { end };
    let count = own.len() + usize::from(own.len() == 4 && marked);
    let digits = own.chars().filter(char::is_ascii_digit).count();
    let electric = || {
        own.starts_with(|c: char| c.is_ascii_alphabetic())
            || own.ends_with(|c: char| c.is_ascii_alphabetic())
    };
    let fits = match count {
        5 => digits >= 2,
        6 => digits >= 4 && electric(),
        _ => false,
    };
    let ambiguous = own.contains(['I', 'O']);
    (fits && !ambiguous).then_some(end)
}
