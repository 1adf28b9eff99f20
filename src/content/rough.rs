//! Numbers that may be known only roughly, as committees state them.

use super::values::{UNITS, bounds, count, plain};
use crate::model::meeting::whole;
use crate::model::stated::{Bound, StatedCount};
use crate::script::fold;

/// What stands alone before `余` for as many: `百余次`.
const ROUND: [(char, i64); 3] = [('百', 100), ('千', 1000), ('万', 10_000)];

/// A number of things as a committee states it: `65`, `8000余条`, `百余次`, `约300个`.
#[must_use]
pub fn stated_count(text: &str) -> Option<StatedCount> {
    let said = text.trim();
    if let Some(near) = count(said) {
        return Some(StatedCount { bound: None, near, said: said.to_owned() });
    }
    let typed = plain(said).to_lowercase();
    let typed = fold(&typed);
    let rough = |near: Option<i64>, bound| {
        let near = near.filter(|near| *near > 0)?;
        Some(StatedCount { bound: Some(bound), near, said: said.to_owned() })
    };
    match bounds(&typed) {
        (Some((rest, bound)), None) | (None, Some((rest, bound))) => rough(count(rest), bound),
        (Some(_), Some(_)) => None,
        // 8000余条, 百余次: the word stands behind the digits.
        (None, None) => {
            let (digits, unit) = typed.split_once(['多', '余'])?;
            let unit = unit.trim();
            (unit.is_empty() || UNITS.contains(&unit)).then_some(())?;
            let round = ROUND.iter().find(|(word, _)| digits == word.to_string());
            let near = round.map_or_else(|| whole(digits.trim()), |(_, near)| Some(*near));
            rough(near, Bound::Over)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_what_is_said_of_it() {
        let read = |text: &str| stated_count(text).map(|count| (count.bound, count.near));
        assert_eq!(read("33,021"), Some((None, 33_021)));
        assert_eq!(read("65场"), Some((None, 65)));
        assert_eq!(read("百余次"), Some((Some(Bound::Over), 100)));
        assert_eq!(read("百餘次"), Some((Some(Bound::Over), 100)));
        assert_eq!(read("1000余个"), Some((Some(Bound::Over), 1000)));
        assert_eq!(read("8000余条"), Some((Some(Bound::Over), 8000)));
        assert_eq!(read("约 300"), Some((Some(Bound::About), 300)));
        assert_eq!(read("100以上"), Some((Some(Bound::AtLeast), 100)));
        assert_eq!(read("over 8,000"), Some((Some(Bound::Over), 8000)));
        for wrong in ["余", "很多", "百余米", "约100余", "-3", "3.5", "0余", ""] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
