//! Money, days, counts and shares as people of the board's language read them.

use rust_decimal::Decimal;

use super::parts::{Amount, Date};
use crate::model::calendar::{Day, Month, Period};
use crate::model::money::{Currency, Money};
use crate::model::stated::Stated;
use crate::model::vote::Measure;
use crate::words::{Arg, Words};

/// How a board writes.
#[derive(Clone, Copy)]
pub struct Format<'a> {
    /// Its words.
    pub words: &'a Words,
    /// Its currency.
    pub currency: &'a Currency,
}

impl Format<'_> {
    /// An amount without its unit: thousands parted, a true minus.
    #[must_use]
    pub fn amount(&self, money: Money) -> Amount {
        let digits = self.currency.digits;
        let plain = money.plain(digits);
        let text = match plain.strip_prefix('-') {
            Some(rest) => format!("−{}", grouped(rest)),
            None => grouped(&plain),
        };
        Amount { text, plain }
    }

    /// An amount with its unit, for sentences: a sign of the currency stands before it where
    /// the language has one.
    #[must_use]
    pub fn money(&self, money: Money) -> String {
        let key = format!("format.money-{}", self.currency.code);
        let key = if self.words.has(&key) { key.as_str() } else { "format.money" };
        let amount = self.amount(money.abs()).text;
        let args = [("amount", amount.into()), ("unit", self.unit().into())];
        let sign = if money.is_negative() { "−" } else { "" };
        format!("{sign}{}", self.words.say(key, &args))
    }

    /// An amount that may be known only roughly: that one as it was typed, and nothing for
    /// machines, which would add it.
    #[must_use]
    pub fn stated(&self, stated: &Stated) -> Amount {
        match stated {
            Stated::Exact(money) => self.amount(*money),
            Stated::Rough(rough) => Amount { text: rough.said.clone(), plain: String::new() },
        }
    }

    /// The unit of amounts, as the head of a column says it.
    #[must_use]
    pub fn unit(&self) -> String {
        let key = format!("currency.{}", self.currency.code);
        if self.words.has(&key) {
            self.words.get(&key).to_owned()
        } else {
            self.currency.code.clone()
        }
    }

    /// A day.
    #[must_use]
    pub fn date(&self, day: Day) -> Date {
        Date {
            text: self.day("format.date", day),
            short: self.day("format.day", day),
            iso: day.to_string(),
        }
    }

    /// A day as people read it, where nothing else of it is said.
    #[must_use]
    pub fn day_text(&self, day: Day) -> String {
        self.day("format.date", day)
    }

    /// A day with its day of the week, where somebody must act on it.
    #[must_use]
    pub fn deadline(&self, day: Day) -> String {
        self.day("format.deadline", day)
    }

    fn day(&self, key: &str, day: Day) -> String {
        self.words.say_with(key, &mut |slot, out| {
            match slot {
                "year" => out.push_str(itoa::Buffer::new().format(day.year())),
                "month" => out.push_str(itoa::Buffer::new().format(day.month())),
                "name" => out.push_str(self.words.get(&format!("month.{}", day.month()))),
                "day" => out.push_str(itoa::Buffer::new().format(day.day())),
                "weekday" => {
                    out.push_str(self.words.get(&format!("weekday.{}", day.weekday() + 1)));
                }
                _ => return false,
            }
            true
        })
    }

    /// A month.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        self.period(Period::Month(month))
    }

    /// A period.
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        let (key, part) = match period {
            Period::Month(month) => ("format.month", month.month),
            Period::Quarter(_, quarter) => ("format.quarter", quarter),
            Period::Half(_, 1) => ("format.half-1", 1),
            Period::Half(_, half) => ("format.half-2", half),
            Period::Year(_) => ("format.year", 0),
        };
        self.words.say(
            key,
            &[
                ("year", i64::from(period.first().year).into()),
                ("part", i64::from(part).into()),
                ("name", Arg::Word(format!("month.{}", period.first().month))),
            ],
        )
    }

    /// A decimal, thousands parted, with the decimals it needs and no more.
    #[must_use]
    pub fn decimal(&self, number: Decimal) -> String {
        grouped(&number.normalize().to_string())
    }

    /// A count of people, or a floor area to the hundredth as registers state it.
    #[must_use]
    pub fn measured(&self, measure: Measure, number: Decimal) -> String {
        match measure {
            Measure::People => self.decimal(number),
            Measure::Area => self.area(number),
        }
    }

    /// A floor area to the hundredth of a square metre.
    #[must_use]
    pub fn area(&self, area: Decimal) -> String {
        let mut area = area;
        area.rescale(2);
        grouped(&area.to_string())
    }

    /// A share of so many tenths of a percent: `99.2%`.
    #[must_use]
    pub fn share(&self, per_mille: i64) -> String {
        format!("{}.{}%", per_mille / 10, per_mille % 10)
    }
}

/// Digits in threes: `1234.50` is `1,234.50`.
pub(super) fn grouped(plain: &str) -> String {
    let (whole, part) =
        plain.split_once('.').map_or((plain, None), |(whole, part)| (whole, Some(part)));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(part) = part {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// An address as it stands in a link: what would end or change it is escaped, Han stays.
#[must_use]
pub fn encode(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    encode_into(&mut out, address);
    out
}

/// The same, behind what is written already. Most addresses stand as they are.
pub fn encode_into(out: &mut String, address: &str) {
    let coded =
        |byte| matches!(byte, b' ' | b'%' | b'#' | b'?' | b'"' | b'\\' | b'[' | b']' | b':');
    if !address.bytes().any(coded) {
        out.push_str(address);
        return;
    }
    for character in address.chars() {
        match character {
            ' ' => out.push_str("%20"),
            '%' => out.push_str("%25"),
            '#' => out.push_str("%23"),
            '?' => out.push_str("%3F"),
            '"' => out.push_str("%22"),
            '\\' => out.push_str("%5C"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            ':' => out.push_str("%3A"),
            other => out.push(other),
        }
    }
}

/// An address with every byte beyond ASCII escaped too, for feeds and sitemaps.
#[must_use]
pub fn encode_ascii(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in encode(address).bytes() {
        if byte.is_ascii() {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_parted_in_threes() {
        for (plain, text) in [
            ("0.00", "0.00"),
            ("999.50", "999.50"),
            ("1234567.89", "1,234,567.89"),
            ("12300", "12,300"),
        ] {
            assert_eq!(grouped(plain), text);
        }
    }

    #[test]
    fn addresses_are_escaped_for_links_and_for_feeds() {
        assert_eq!(encode("files/a b#1.pdf"), "files/a%20b%231.pdf");
        assert_eq!(encode_ascii("cases/三.html"), "cases/%E4%B8%89.html");
    }
}
