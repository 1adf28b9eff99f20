//! Rooms as they are written: 3栋2单元201室, 3-2-201, 12幢1802, 5号楼3单元5楼东户.

use std::ops::Range;
use std::sync::LazyLock;

use super::letters::{Letters, Signs};

const BUILDING: &[&str] =
    &["号楼", "號樓", "号院", "栋", "棟", "幢", "座", "#楼", "#", "号", "號", "楼", "樓"];
const UNIT: &[&str] = &["单元", "單元", "门栋", "门", "梯"];
const FLOOR: &[&str] = &["层", "層", "楼", "樓"];
const DOOR: &[&str] = &["号房", "號房", "号室", "室", "房", "户", "戶", "号", "號"];
const ALONE: &[&str] = &["号房", "號房", "号室", "室", "房"];
const SIDE: &[&str] = &["东户", "西户", "中户", "东门", "西门", "左户", "右户", "东室", "西室"];

/// The numbers that a building is named by, as far as they are words.
const NUMERALS: &str = "一二三四五六七八九十";

/// What a room begins with.
static FIRST: LazyLock<Signs> = LazyLock::new(|| Signs::new(first()));

/// What stands behind the first number of a room.
static BEHIND: LazyLock<Signs> = LazyLock::new(|| {
    let words = BUILDING.iter().chain(UNIT).chain(ALONE);
    Signs::new(words.filter_map(|word| word.chars().next()).chain(['-']))
});

/// What a room begins with.
pub(super) fn first() -> impl Iterator<Item = char> {
    ('0'..='9').chain('A'..='Z').chain(NUMERALS.chars())
}

/// The rooms of a text.
pub(super) fn rooms(letters: &Letters) -> Vec<Range<usize>> {
    let mut rooms: Vec<Range<usize>> = Vec::new();
    for place in letters.worth.iter().copied() {
        let within = rooms.last().is_some_and(|last| place < last.end);
        if !within && let Some(end) = room(letters, place) {
            rooms.push(place..end);
        }
    }
    rooms
}

/// A room with its last number half covered: 3栋2单元*01.
pub(super) fn masked(letters: &Letters, room: &Range<usize>) -> String {
    let mut all: Vec<char> = letters.all[room.clone()].to_vec();
    let last = all.iter().rposition(char::is_ascii_digit);
    let Some(last) = last else { return all.into_iter().collect() };
    let first = all[..=last].iter().rposition(|letter| !letter.is_ascii_digit());
    let first = first.map_or(0, |place| place + 1);
    // A star at the front of a value would be a sign of YAML's.
    if first == 0 {
        all.splice(1..=last, std::iter::repeat_n('*', last));
        return all.into_iter().collect();
    }
    let hidden = (last + 1 - first).saturating_sub(2).max(1);
    all.splice(first..first + hidden, ['*']);
    all.into_iter().collect()
}

fn room(letters: &Letters, place: usize) -> Option<usize> {
    let first = letters.at(place)?;
    if !FIRST.contains(first) {
        return None;
    }
    let goes_on = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '*');
    if letters.before(place).is_some_and(goes_on) && !letters.ends(place, "--") {
        return None;
    }
    let first = number(letters, place)?;
    // Most numbers are none of a building, and the letter behind them tells.
    let may = letters.at(first).is_some_and(|behind| BEHIND.contains(behind));
    let found =
        if may { named(letters, place, first).or_else(|| dashed(letters, place)) } else { None };
    found.or_else(|| lived_in(letters, place))
}

/// Where the number at a place ends: digits, one letter, or Chinese numerals.
fn number(letters: &Letters, place: usize) -> Option<usize> {
    let digits = letters.run(place, |letter| letter.is_ascii_digit());
    let capital = letters.run(place, |letter| letter.is_ascii_uppercase());
    let numerals = letters.run(place, |letter| !letter.is_ascii() && FIRST.contains(letter));
    match (digits, capital, numerals) {
        (1..=4, _, _) => Some(place + digits),
        (0, 1, _) => Some(place + 1),
        (0, 0, 1..=3) => Some(place + numerals),
        _ => None,
    }
}

fn skip(letters: &Letters, place: usize, words: &[&str]) -> Option<usize> {
    letters.any_begins(place, words).map(|word| place + word.chars().count())
}

/// The digits of a door: 201, 1802, 201A.
fn door(letters: &Letters, place: usize) -> Option<usize> {
    let digits = letters.run(place, |letter| letter.is_ascii_digit());
    let numerals = || letters.run(place, |c| "〇零一二三四五六七八九".contains(c));
    let count = if digits == 0 { numerals() } else { digits };
    if !(3..=4).contains(&count) {
        return None;
    }
    let end = place + count;
    let lettered = letters.at(end).is_some_and(|letter| letter.is_ascii_uppercase());
    let end = end + usize::from(lettered);
    skip(letters, end, DOOR).or(Some(end))
}

fn named(letters: &Letters, place: usize, first: usize) -> Option<usize> {
    if let Some(mut at) = skip(letters, first, BUILDING) {
        while letters.at(at).is_some_and(|sign| matches!(sign, ' ' | '-')) {
            at += 1;
        }
        let unit = number(letters, at).and_then(|end| skip(letters, end, UNIT));
        let at = unit.unwrap_or(at);
        let floor = number(letters, at).and_then(|end| skip(letters, end, FLOOR));
        let at_door = floor.unwrap_or(at);
        // 2-201 behind a building.
        let short = number(letters, at)
            .filter(|end| letters.at(*end) == Some('-'))
            .and_then(|end| door(letters, end + 1));
        let sided = floor.and_then(|floor| skip(letters, floor, SIDE));
        return door(letters, at_door).or(short).or(sided);
    }
    if let Some(at) = skip(letters, first, UNIT) {
        return door(letters, at);
    }
    let length = first - place;
    let digits = letters.all[place..first].iter().all(char::is_ascii_digit);
    let alone = skip(letters, first, ALONE);
    let other = letters.any_begins(first, &["房屋", "房间数", "房产"]).is_some();
    alone.filter(|_| digits && (3..=4).contains(&length) && !other)
}

/// 3-2-201, 12-1802.
fn dashed(letters: &Letters, place: usize) -> Option<usize> {
    let part = |at: usize| at + letters.run(at, |letter| letter.is_ascii_digit());
    let dash = |at: usize| (letters.at(at) == Some('-')).then_some(at + 1);
    let first = part(place);
    let second_from = dash(first)?;
    let second = part(second_from);
    let (one, two) = (first - place, second - second_from);
    if let Some(third_from) = dash(second) {
        let third = part(third_from);
        let good = (1..=3).contains(&one)
            && (1..=2).contains(&two)
            && (3..=4).contains(&(third - third_from))
            && letters.at(third) != Some('-');
        return good.then(|| skip(letters, third, DOOR).unwrap_or(third));
    }
    let last = letters.text(second - two.min(2)..second).parse::<u32>().unwrap_or_default();
    let good = (1..=2).contains(&one) && (3..=4).contains(&two) && (1..=20).contains(&last);
    good.then(|| skip(letters, second, DOOR).unwrap_or(second))
}

/// 住201的.
fn lived_in(letters: &Letters, place: usize) -> Option<usize> {
    letters.any_ends(place, &["住", "住在"]).then(|| door(letters, place)).flatten()
}
