//! Runs of digits as people break them up: `138 1234 5678`, `330106-19900307-1234`.

use std::ops::Range;

use super::letters::Letters;

/// Digits without a break.
pub(super) struct Chunk {
    /// Where.
    pub at: Range<usize>,
    /// The digits.
    pub digits: String,
}

/// Chunks with nothing between them but spaces, hyphens or dots.
pub(super) struct Group {
    /// The chunks.
    pub chunks: Vec<Chunk>,
}

/// Some chunks of a group, read as one number.
pub(super) struct Joined<'g> {
    /// The chunks.
    pub chunks: &'g [Chunk],
    /// Where, from the first digit to the last.
    pub at: Range<usize>,
    /// All digits.
    pub digits: String,
}

impl Joined<'_> {
    /// How many digits each chunk has.
    pub(super) fn lengths(&self) -> Vec<usize> {
        self.chunks.iter().map(|chunk| chunk.digits.len()).collect()
    }
}

/// The most chunks that a number is broken up into.
const MOST_CHUNKS: usize = 6;
/// The most signs between two chunks: ` - `.
const MOST_BETWEEN: usize = 3;

/// The groups of a text.
pub(super) fn groups(letters: &Letters) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for start in letters.worth.iter().copied() {
        if last.is_some_and(|last| start < last) || !letters.all[start].is_ascii_digit() {
            continue;
        }
        let place = start + letters.run(start, |letter| letter.is_ascii_digit());
        let chunk = Chunk { at: start..place, digits: letters.text(start..place) };
        let joins = last.is_some_and(|last: usize| {
            let between = &letters.all[last..start];
            between.len() <= MOST_BETWEEN && between.iter().all(|sign| " -.·".contains(*sign))
        });
        match groups.last_mut().filter(|_| joins) {
            Some(group) => group.chunks.push(chunk),
            None => groups.push(Group { chunks: vec![chunk] }),
        }
        last = Some(place);
    }
    groups
}

/// Every way to read neighbouring chunks as one number of `least` to `most` digits.
pub(super) fn joined(
    groups: &[Group],
    lengths: std::ops::RangeInclusive<usize>,
) -> impl Iterator<Item = Joined<'_>> {
    groups.iter().flat_map(move |group| {
        let lengths = lengths.clone();
        let count = group.chunks.len();
        (0..count).flat_map(move |first| {
            let lengths = lengths.clone();
            (first + 1..=count.min(first + MOST_CHUNKS)).filter_map(move |end| {
                let chunks = &group.chunks[first..end];
                let total: usize = chunks.iter().map(|chunk| chunk.digits.len()).sum();
                let at = chunks[0].at.start..chunks[chunks.len() - 1].at.end;
                lengths.contains(&total).then(|| Joined {
                    chunks,
                    at,
                    digits: chunks.iter().map(|chunk| chunk.digits.as_str()).collect(),
                })
            })
        })
    })
}

/// Whether something stands on either side that makes it a part of something else: a letter
/// of a model number.
pub(super) fn is_part(letters: &Letters, at: &Range<usize>) -> bool {
    let before = letters.before(at.start);
    let after = letters.at(at.end);
    let word = |letter: char| letter.is_ascii_alphabetic();
    if after.is_some_and(word) {
        return true;
    }
    before.is_some_and(word) && !label_before(letters, at.start)
}

/// Words that people put right before a number.
const GLUED: [&str; 16] = [
    "tel", "phone", "mobile", "mob", "cell", "call", "id", "no", "card", "sj", "dh", "wx", "vx",
    "weixin", "sfz", "t",
];

fn label_before(letters: &Letters, place: usize) -> bool {
    let mut start = place;
    while letters.before(start).is_some_and(|letter| letter.is_ascii_alphabetic()) {
        start -= 1;
    }
    GLUED.contains(&letters.text(start..place).to_ascii_lowercase().as_str())
}

/// Whether it is an amount or a count: a currency before it, decimals or a unit behind it.
pub(super) fn is_amount(letters: &Letters, at: &Range<usize>) -> bool {
    const UNITS: [&str; 13] =
        ["元", "圆", "圓", "万", "萬", "亿", "億", "吨", "度", "㎡", "kW", "KW", "平方"];
    let mut before = at.start;
    while letters.before(before) == Some(' ') {
        before -= 1;
    }
    let currency = letters.before(before).is_some_and(|sign| "¥￥$£€".contains(sign));
    let decimals = || {
        let digit = |place: usize| letters.at(place).is_some_and(|letter| letter.is_ascii_digit());
        letters.at(at.end) == Some('.') && digit(at.end + 1) && !digit(at.end + 3)
    };
    let part_of_decimal = || {
        letters.before(at.start) == Some('.')
            && at.start >= 2
            && letters.all[at.start - 2].is_ascii_digit()
            && at.end - at.start < 3
    };
    currency || decimals() || part_of_decimal() || letters.any_begins(at.end, &UNITS).is_some()
}
