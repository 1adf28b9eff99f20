//! An amount, a share or a number as a record states it: exact, or one that is only known roughly (约数).
//!
//! What is known roughly is shown as it was typed and enters no sum: a total over such amounts is
//! the total of the exact ones and says so.

use rust_decimal::Decimal;

use super::collection::Part;
use super::money::Money;
use super::quantity::percent;

/// An amount that may be known only roughly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// To the minor unit.
    Exact(Money),
    /// Roughly.
    Rough(Rough),
}

/// An amount that is known roughly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rough {
    /// How the true amount lies to the one that is named.
    pub bound: Bound,
    /// The amount that is named, above nothing.
    pub near: Money,
    /// How it was typed.
    pub said: String,
}

/// How a true amount lies to the one that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// 多、余、超过: more than that.
    Over,
    /// 约、左右: more or less that.
    About,
    /// 至少、以上: that or more.
    AtLeast,
    /// 近、不到、以内: less than that.
    Under,
}

impl Bound {
    /// Every bound.
    pub const ALL: [Self; 4] = [Self::Over, Self::About, Self::AtLeast, Self::Under];

    /// Its name in published data, and before an amount.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::About => "about",
            Self::AtLeast => "at least",
            Self::Under => "under",
        }
    }
}

impl Stated {
    /// The amount, if it is exact: what may be summed.
    #[must_use]
    pub fn exact(&self) -> Option<Money> {
        match self {
            Self::Exact(money) => Some(*money),
            Self::Rough(_) => None,
        }
    }

    /// The amount in plain form with `digits` decimals: `1234.50`, `about 300000.00`.
    #[must_use]
    pub fn plain(&self, digits: u32) -> String {
        match self {
            Self::Exact(money) => money.plain(digits),
            Self::Rough(rough) => format!("{} {}", rough.bound.name(), rough.near.plain(digits)),
        }
    }
}

/// A share as a committee states it: `99.2%`, `98%以上`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedShare {
    /// How the true share lies to the one that is named, of one that is known roughly.
    pub bound: Option<Bound>,
    /// The percentage that is named, with its decimals.
    pub near: Decimal,
    /// How it was typed.
    pub said: String,
}

impl StatedShare {
    /// Whether a part of a whole bears it out: an exact one is the true share, rounded half up to
    /// the decimals that are named; one that is called about that is at most one percentage point
    /// off.
    #[must_use]
    pub fn holds(&self, share: Part<i64>) -> bool {
        self.bears(Decimal::from(share.part), Decimal::from(share.of))
    }

    /// As [`Self::holds`], of figures that are not whole numbers.
    #[must_use]
    pub fn bears(&self, part: Decimal, of: Decimal) -> bool {
        let (Some(hundred), Some(named)) =
            (part.checked_mul(Decimal::ONE_HUNDRED), self.near.checked_mul(of))
        else {
            return false;
        };
        match self.bound {
            None => percent(part, of, self.near.scale()) == Some(self.near),
            Some(Bound::Over) => hundred > named,
            Some(Bound::AtLeast) => hundred >= named,
            Some(Bound::Under) => hundred < named,
            Some(Bound::About) => (hundred - named).abs() <= of,
        }
    }

    /// The share in plain form: `99.2%`, `at least 98%`.
    #[must_use]
    pub fn plain(&self) -> String {
        match self.bound {
            None => format!("{}%", self.near),
            Some(bound) => format!("{} {}%", bound.name(), self.near),
        }
    }
}

/// A number of things as a committee states it: `65`, `百余次`, `8000余条`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedCount {
    /// How the true number lies to the one that is named, of one that is known roughly.
    pub bound: Option<Bound>,
    /// The number that is named.
    pub near: i64,
    /// How it was typed.
    pub said: String,
}

impl StatedCount {
    /// The number, if it is exact: what may be reckoned with.
    #[must_use]
    pub fn exact(&self) -> Option<i64> {
        self.bound.is_none().then_some(self.near)
    }

    /// Whether a number bears it out; one that is called about that is at most a tenth off.
    #[must_use]
    pub fn holds(&self, counted: i64) -> bool {
        match self.bound {
            None => counted == self.near,
            Some(Bound::Over) => counted > self.near,
            Some(Bound::AtLeast) => counted >= self.near,
            Some(Bound::Under) => counted < self.near,
            Some(Bound::About) => (counted - self.near).abs() <= self.near / 10,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity;

    #[test]
    fn a_stated_number_is_held_against_the_counted_one() {
        let holds =
            |bound, counted| StatedCount { bound, near: 100, said: String::new() }.holds(counted);
        assert!(holds(None, 100) && !holds(None, 101));
        assert!(holds(Some(Bound::Over), 101) && !holds(Some(Bound::Over), 100));
        assert!(holds(Some(Bound::AtLeast), 100) && !holds(Some(Bound::AtLeast), 99));
        assert!(holds(Some(Bound::Under), 99) && !holds(Some(Bound::Under), 100));
        assert!(holds(Some(Bound::About), 110) && !holds(Some(Bound::About), 111));
    }

    #[test]
    fn a_stated_share_is_held_against_the_true_one() {
        let holds = |bound, near, part, of| {
            let near = quantity::read(near, 2).expect("a share");
            StatedShare { bound, near, said: String::new() }.holds(Part { part, of })
        };
        // 131 of 132 is 99.2424… percent.
        assert!(holds(None, "99.2", 131, 132));
        assert!(holds(None, "99", 131, 132));
        assert!(holds(None, "99.24", 131, 132));
        assert!(!holds(None, "99.3", 131, 132));
        assert!(!holds(None, "98", 131, 132));
        assert!(holds(None, "0.5", 1, 200));
        assert!(holds(Some(Bound::AtLeast), "98", 131, 132));
        assert!(holds(Some(Bound::AtLeast), "50", 1, 2));
        assert!(!holds(Some(Bound::Over), "50", 1, 2));
        assert!(!holds(Some(Bound::AtLeast), "99.3", 131, 132));
        assert!(holds(Some(Bound::Under), "100", 131, 132));
        assert!(holds(Some(Bound::About), "98.5", 131, 132));
        assert!(!holds(Some(Bound::About), "98", 131, 132));
    }
}
