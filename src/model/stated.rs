//! An amount as a record states it: exact, or one that is only known roughly (约数).
//!
//! What is known roughly is shown as it was typed and enters no sum: a total over such amounts is
//! the total of the exact ones and says so.

use super::money::Money;

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
