//! What a search compares: texts as units, folded so that one thing written in two ways is one thing.
//!
//! A unit is a Han character, or a word: letters and digits without a break. `docs/search.md` says
//! the rules, and `search.js` of the theme follows the same ones with what is typed.

pub mod terms;

use unicode_normalization::UnicodeNormalization as _;

/// What a text is made of, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit<'t> {
    /// A Han character.
    Han(char),
    /// Letters and digits.
    Word(&'t str),
    /// Something that parts what stands before it from what stands behind it.
    Gap,
}

/// Hands over the units of a text, folded. Nearly all of a Chinese text are characters and marks
/// that stand for themselves: they are handed over as they are met, and only the stretches between
/// them are folded.
pub fn units(text: &str, each: &mut impl FnMut(Unit<'_>)) {
    let mut begun = None;
    for (place, character) in text.char_indices() {
        let han = matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
        if han {
            if let Some(from) = begun.take() {
                stretch(&text[from..place], Some(character), each);
            }
            each(Unit::Han(character));
        } else if begun.is_none() {
            // A mark behind anything else may belong to it: a point, a comma between thousands.
            if matches!(character, ' ' | '\n' | '，' | '。' | '、' | '；' | '：' | '（' | '）')
            {
                each(Unit::Gap);
            } else {
                begun = Some(place);
            }
        }
    }
    if let Some(from) = begun {
        stretch(&text[from..], None, each);
    }
}

/// Hands over the units of a stretch without Han characters, and what stands behind it.
fn stretch(text: &str, behind: Option<char>, each: &mut impl FnMut(Unit<'_>)) {
    let mut characters = folded(text);
    if characters.iter().any(char::is_ascii_digit) {
        characters = without_commas(&characters);
        characters = with_dates(&characters);
    }
    let mut word = String::new();
    for (place, character) in characters.iter().copied().enumerate() {
        let next = characters.get(place + 1).copied().or(behind);
        if is_word(character) || (character == '.' && is_point(&word, next)) {
            word.push(character);
            continue;
        }
        if !word.is_empty() {
            each(Unit::Word(plain(&word, Some(character))));
            word.clear();
        }
        each(if is_han(character) { Unit::Han(character) } else { Unit::Gap });
    }
    if !word.is_empty() {
        each(Unit::Word(plain(&word, behind)));
    }
}

/// NFKC in lower case. What most texts are made of is folded by hand, since it is nearly everything.
fn folded(text: &str) -> Vec<char> {
    let usual = |character: char| {
        let code = u32::from(character);
        matches!(code, 0..=0x7f | 0xb7 | 0x2014 | 0x2018..=0x201d | 0x3001..=0x3002)
            || matches!(code, 0x3008..=0x3011 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xff01..=0xff5e)
    };
    if text.chars().all(usual) {
        let narrow = |character: char| match u32::from(character) {
            wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(character),
            _ => character,
        };
        return text.chars().map(|character| narrow(character).to_ascii_lowercase()).collect();
    }
    text.nfkc().collect::<String>().to_lowercase().chars().collect()
}

/// Whether a character is Han.
#[must_use]
pub fn is_han(character: char) -> bool {
    let code = u32::from(character);
    matches!(code, 0x3005 | 0x3007 | 0x3400..=0x4dbf | 0x4e00..=0x9fff)
        || matches!(code, 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// Signs and room beyond ASCII: punctuation, symbols, private use, forms, emoji.
const SIGNS: [(u32, u32); 9] = [
    (0x80, 0xbf),
    (0xd7, 0xd7),
    (0xf7, 0xf7),
    (0x2000, 0x2bff),
    (0x2e00, 0x303f),
    (0xe000, 0xf8ff),
    (0xfe00, 0xfe6f),
    (0xff00, 0xffff),
    (0x1_f000, 0x10_ffff),
];

/// Whether a folded character is part of a word: what is neither Han nor a sign nor room.
fn is_word(character: char) -> bool {
    let code = u32::from(character);
    if code < 0x80 {
        return character.is_ascii_digit() || character.is_ascii_lowercase();
    }
    let sign = |(from, to): &(u32, u32)| (*from..=*to).contains(&code);
    !is_han(character) && !SIGNS.iter().any(sign)
}

/// Whether a dot behind a word belongs to it: between two digits it does.
fn is_point(word: &str, next: Option<char>) -> bool {
    word.ends_with(|last: char| last.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit())
}

/// A number without the zeros that say nothing: behind its point, and before a month or a day.
fn plain(word: &str, next: Option<char>) -> &str {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match word.split_once('.') {
        Some((whole, part)) if digits(whole) && digits(part) => {
            word.trim_end_matches('0').trim_end_matches('.')
        }
        None if word.len() == 2 && digits(word) && matches!(next, Some('月' | '日' | '号')) => {
            word.strip_prefix('0').unwrap_or(word)
        }
        _ => word,
    }
}

fn digits_from(characters: &[char], from: usize) -> usize {
    let rest = characters.get(from..).unwrap_or_default();
    rest.iter().take_while(|character| character.is_ascii_digit()).count()
}

/// Without the commas between thousands.
fn without_commas(characters: &[char]) -> Vec<char> {
    let parts = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| characters.get(before));
        before.is_some_and(char::is_ascii_digit) && digits_from(characters, place + 1) == 3
    };
    let kept = characters.iter().enumerate().filter(|(place, c)| **c != ',' || !parts(*place));
    kept.map(|(_, character)| *character).collect()
}

/// With the days and months that are written in digits alone written out: `2025年3月5日`.
fn with_dates(characters: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(characters.len() + 16);
    let mut place = 0;
    while let Some(character) = characters.get(place) {
        let before = place.checked_sub(1).and_then(|before| characters.get(before));
        let begins = before.is_none_or(|before| !before.is_ascii_digit() && *before != '.');
        let date =
            if character.is_ascii_digit() && begins { date_at(characters, place) } else { None };
        if let Some((written, length)) = date {
            out.extend(written.chars());
            place += length;
        } else {
            out.push(*character);
            place += 1;
        }
    }
    out
}

/// The day or month that begins at a place, written out, and how long it was.
fn date_at(characters: &[char], from: usize) -> Option<(String, usize)> {
    if digits_from(characters, from) != 4 {
        return None;
    }
    let number = |from: usize, length: usize| -> Option<u32> {
        characters.get(from..from + length)?.iter().collect::<String>().parse().ok()
    };
    let year = number(from, 4)?;
    let sign = characters.get(from + 4).filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let long = digits_from(characters, from + 5);
    let month = number(from + 5, long).filter(|month| long <= 2 && (1..=12).contains(month))?;
    let then = from + 5 + long;
    if characters.get(then) == Some(sign) {
        let days = digits_from(characters, then + 1);
        let day = number(then + 1, days).filter(|day| days <= 2 && (1..=31).contains(day));
        if let Some(day) = day {
            return Some((format!(" {year}年{month}月{day}日 "), 6 + long + days));
        }
    }
    (*sign == '-' && long == 2).then(|| (format!(" {year}年{month}月 "), 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut out = String::new();
        units(text, &mut |unit| match unit {
            Unit::Han(character) => out.push(character),
            Unit::Word(word) => {
                out.push('<');
                out.push_str(word);
                out.push('>');
            }
            Unit::Gap => out.push(' '),
        });
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_thing_written_in_two_ways_is_one_thing() {
        for (text, same) in [
            ("2,800.00元", "<2800>元"),
            ("２８００元", "<2800>元"),
            ("¥1,234,567.50", "<1234567.5>"),
            ("2025-03-05", "<2025>年<3>月<5>日"),
            ("2025年03月05日前", "<2025>年<3>月<5>日前"),
            ("2025/3/5起", "<2025>年<3>月<5>日 起"),
            ("2025.3.5", "<2025>年<3>月<5>日"),
            ("2025-03", "<2025>年<3>月"),
            ("2025-014", "<2025> <014>"),
            ("2025.50", "<2025.5>"),
            ("A座3单元", "<a>座<3>单元"),
            ("电梯，坏了", "电梯 坏了"),
            ("㎡", "<m2>"),
            ("v1.2.0", "<v1.2.0>"),
        ] {
            assert_eq!(read(text), same, "{text}");
        }
    }
}
