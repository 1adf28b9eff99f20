//! Exact quantities: rates, floor areas and shares, as decimals and never as floats.

use rust_decimal::{Decimal, RoundingStrategy};

use super::money::Money;

/// The decimals that a quantity may have as written.
pub const FINEST: u32 = 6;

/// Reads a decimal from the text it was written in, `None` if it is none: an optional minus,
/// digits that may be parted by commas in threes, and at most `decimals` after the point, whose
/// number is kept: `9620.10` stays `9620.10`.
#[must_use]
pub fn read(text: &str, decimals: u32) -> Option<Decimal> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, part) = digits.split_once('.').map_or((digits, ""), |(whole, part)| (whole, part));
    if digits.ends_with('.') || part.len() > decimals as usize || !all_digits(part) {
        return None;
    }
    let whole = if whole.contains(',') { ungroup(whole)? } else { whole.to_owned() };
    if whole.is_empty() || whole.len() > 15 || !all_digits(&whole) {
        return None;
    }
    let point = if part.is_empty() { "" } else { "." };
    Decimal::from_str_exact(&format!("{sign}{whole}{point}{part}")).ok()
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn ungroup(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next().filter(|group| (1..=3).contains(&group.len()))?;
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        plain.push_str(group);
    }
    Some(plain)
}

/// The amount of money that `units` come to, to the minor unit, halves away from zero
/// (四舍五入); `None` if it is out of bounds.
#[must_use]
pub fn to_money(units: Decimal, digits: u32) -> Option<Money> {
    let minor = units.checked_mul(Decimal::from(10_u64.pow(digits)))?;
    let minor = minor.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Money::from_minor(i64::try_from(minor.mantissa() / 10_i128.pow(minor.scale())).ok()?)
}

/// `part / whole` in tenths of a percent, rounded half up; `None` over nothing.
#[must_use]
pub fn per_mille(part: Decimal, whole: Decimal) -> Option<i64> {
    let share = part.checked_mul(Decimal::from(1000))?.checked_div(whole)?;
    let share = share.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(share.mantissa() / 10_i128.pow(share.scale())).ok()
}

/// `part / whole` in percent to so many decimals, halves away from zero; `None` over nothing.
#[must_use]
pub fn percent(part: Decimal, whole: Decimal, places: u32) -> Option<Decimal> {
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(share.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_from_their_text() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(read(text, 4).map(|read| read.to_string()).as_deref(), expected, "{text}");
        };
        check("0.35", Some("0.35"));
        check("1,234.50", Some("1234.50"));
        check("-12", Some("-12"));
        check("1234567890123.4567", Some("1234567890123.4567"));
        check("12,34", None);
        check("1.", None);
        check(".5", None);
        check("1.23456", None);
        check("1_000", None);
        check("1e3", None);
        check("", None);
        check("--1", None);
    }

    #[test]
    fn money_is_rounded_half_up() {
        let money = |text: &str| read(text, 6).and_then(|read| to_money(read, 2)).map(Money::minor);
        assert_eq!(money("2947.476"), Some(294_748));
        assert_eq!(money("0.005"), Some(1));
        assert_eq!(money("-0.005"), Some(-1));
        assert_eq!(money("0.004999"), Some(0));
    }

    #[test]
    fn shares_are_tenths_of_a_percent() {
        assert_eq!(per_mille(Decimal::from(131), Decimal::from(132)), Some(992));
        assert_eq!(per_mille(Decimal::from(1), Decimal::from(0)), None);
    }
}
