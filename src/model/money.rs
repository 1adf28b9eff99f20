//! Exact amounts of money: whole minor units (分, pence), bounded where they enter.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// The largest amount that a single record may state, in minor units: 100,000,000,000.00.
///
/// A board would need 900,000 records of this size before a sum could overflow an `i64`.
pub const LARGEST: i64 = 10_000_000_000_000;

/// An amount in minor units of the board's one currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of minor units, `None` beyond [`LARGEST`] either way.
    #[must_use]
    pub fn from_minor(minor: i64) -> Option<Self> {
        (-LARGEST..=LARGEST).contains(&minor).then_some(Self(minor))
    }

    /// The number of minor units.
    #[must_use]
    pub fn minor(self) -> i64 {
        self.0
    }

    /// The amount written with `digits` decimals and nothing else: `-1234.50`.
    #[must_use]
    pub fn plain(self, digits: u32) -> String {
        let (whole, part) = self.split(digits);
        let (mut whole_digits, mut part_digits) = (itoa::Buffer::new(), itoa::Buffer::new());
        let whole = whole_digits.format(whole);
        let mut text = String::with_capacity(2 + whole.len() + digits as usize);
        if self.0 < 0 {
            text.push('-');
        }
        text.push_str(whole);
        if digits > 0 {
            let part = part_digits.format(part);
            text.push('.');
            text.extend(std::iter::repeat_n('0', digits as usize - part.len()));
            text.push_str(part);
        }
        text
    }

    /// Whole units and the remaining minor units, without the sign.
    #[must_use]
    pub fn split(self, digits: u32) -> (u64, u64) {
        let unit = 10_u64.pow(digits);
        let size = self.0.unsigned_abs();
        (size / unit, size % unit)
    }

    /// The amount without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Whether it is below nothing.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// The codes of ISO 4217 that are in use.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD \
BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP \
GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR \
KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN \
MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR \
SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU \
UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

/// The one currency of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217 code.
    pub code: String,
    /// Decimals of the minor unit, 0 to 3.
    pub digits: u32,
}

impl Currency {
    /// 人民币, until a board says otherwise.
    #[must_use]
    pub fn yuan() -> Self {
        Self { code: "CNY".to_owned(), digits: 2 }
    }

    /// The currency of an ISO 4217 code, `None` if it is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if !CODES.split(' ').any(|known| known == code) {
            return None;
        }
        let digits = match code {
            "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "UGX" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        };
        Some(Self { code: code.to_owned(), digits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_exactly() {
        let check = |minor, digits, text| {
            let written = Money::from_minor(minor).map(|money| money.plain(digits));
            assert_eq!(written.as_deref(), Some(text));
        };
        check(0, 2, "0.00");
        check(-5, 2, "-0.05");
        check(123_450, 2, "1234.50");
        check(7, 0, "7");
        check(1_234, 3, "1.234");
        assert_eq!(Money::from_minor(LARGEST + 1), None);
    }
}
