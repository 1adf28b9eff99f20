//! Fees (收费项目) and their charges (收费): what is owed, by whom, and how much of it came in.

use rust_decimal::Decimal;

use super::calendar::{Day, Month, Period};
use super::id::RecordId;
use super::ledger::{AccountId, FundId};
use super::money::Money;
use super::quantity::{per_mille, to_money};
use crate::source::Spans;

/// What a fee is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Floor area, 平方米.
    SquareMetre,
    /// 户
    Household,
    /// 辆
    Vehicle,
    /// 件
    Item,
}

/// How often a fee falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// 每月: the rate is for one month.
    Month,
    /// 每季: for a quarter.
    Quarter,
    /// 每年: for a year.
    Year,
    /// 一次性: once.
    Once,
}

impl Basis {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SquareMetre => "m2",
            Self::Household => "household",
            Self::Vehicle => "vehicle",
            Self::Item => "item",
        }
    }
}

impl Every {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Once => "once",
        }
    }

    /// How many rates a period of `months` months comes to, `None` if it is no whole number.
    fn times(self, months: i64) -> Option<i64> {
        let length = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::Once => return Some(1),
        };
        (months % length == 0).then_some(months / length)
    }
}

/// 收费项目: what is charged, at which rate, and who decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// The fund it is paid into.
    pub fund: FundId,
    /// Units of currency for one unit of `per`; `None` where a bill is shared out.
    pub rate: Option<Decimal>,
    /// What is counted.
    pub per: Option<Basis>,
    /// How often.
    pub every: Every,
    /// Since when.
    pub from: Day,
    /// The decision that adopted it.
    pub adopted_by: Option<RecordId>,
}

impl Fee {
    /// What `quantity` units owe over `period`, to the minor unit.
    #[must_use]
    pub fn due(&self, quantity: Decimal, period: Period, digits: u32) -> Option<Money> {
        let times = self.every.times(period.months())?;
        let units = self.rate?.checked_mul(quantity)?.checked_mul(Decimal::from(times))?;
        to_money(units, digits)
    }
}

/// What is owed over one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// How many owe it.
    pub payers: i64,
    /// How much they owe together, where it is written.
    pub amount: Option<Money>,
    /// How many square metres, vehicles or items it is counted by.
    pub quantity: Option<Decimal>,
    /// Where it is written.
    pub at: Spans,
}

/// One day's receipts of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The day.
    pub date: Day,
    /// How many paid.
    pub payers: i64,
    /// What they paid.
    pub amount: Money,
    /// The account it went to, where it is not the fund's.
    pub account: Option<AccountId>,
    /// Number of the voucher.
    pub voucher: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

/// What was let off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// How many were let off.
    pub payers: i64,
    /// How much.
    pub amount: Money,
    /// Why.
    pub why: String,
}

/// 收费: one period of a fee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The fee.
    pub fee: RecordId,
    /// The period it is for.
    pub period: Period,
    /// What is owed.
    pub due: Due,
    /// What came in, in the order of writing.
    pub received: Vec<Receipt>,
    /// What was let off.
    pub waived: Option<Waived>,
}

impl Charge {
    /// What is owed: as written, else computed from the fee's rate.
    #[must_use]
    pub fn owed(&self, fee: Option<&Fee>, digits: u32) -> Option<Money> {
        self.due.amount.or_else(|| self.computed(fee?, digits))
    }

    /// What the fee's rate comes to for the quantity written.
    #[must_use]
    pub fn computed(&self, fee: &Fee, digits: u32) -> Option<Money> {
        fee.due(self.due.quantity?, self.period, digits)
    }

    /// How many paid so far.
    #[must_use]
    pub fn payers(&self) -> i64 {
        self.received.iter().map(|receipt| receipt.payers).sum()
    }

    /// How much was paid so far.
    #[must_use]
    pub fn paid(&self) -> Money {
        self.received.iter().map(|receipt| receipt.amount).sum()
    }

    /// How much was paid within a month.
    #[must_use]
    pub fn paid_in(&self, month: Month) -> Money {
        let within = self.received.iter().filter(|receipt| receipt.date.to_month() == month);
        within.map(|receipt| receipt.amount).sum()
    }

    /// The share of payers who paid, of those who were not let off, in tenths of a percent;
    /// nothing is said while no receipt is recorded.
    #[must_use]
    pub fn rate_of_payers(&self) -> Option<i64> {
        let waived = self.waived.as_ref().map_or(0, |waived| waived.payers);
        let of = Decimal::from(self.due.payers - waived);
        per_mille(Decimal::from(self.payers()), of).filter(|_| !self.received.is_empty())
    }

    /// The share of the money owed and not let off that came in, in tenths of a percent;
    /// nothing is said while no receipt is recorded.
    #[must_use]
    pub fn rate_of_money(&self, owed: Money) -> Option<i64> {
        let waived = self.waived.as_ref().map_or(Money::ZERO, |waived| waived.amount);
        let of = Decimal::from((owed - waived).minor());
        per_mille(Decimal::from(self.paid().minor()), of).filter(|_| !self.received.is_empty())
    }

    /// What the lock keeps; receipts may be added to, so a sum of those so far is no promise.
    pub fn guarded(&self, digits: u32, keep: &mut dyn FnMut(&str, String)) {
        keep("period", self.period.to_string());
        keep("due.payers", self.due.payers.to_string());
        if let Some(amount) = self.due.amount {
            keep("due.amount", amount.plain(digits));
        }
        for (place, receipt) in self.received.iter().enumerate() {
            keep(&format!("received.{}", place + 1), receipt.amount.plain(digits));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity;

    #[test]
    fn a_rate_comes_to_the_cent() {
        let fee = |every| Fee {
            fund: FundId::from("common"),
            rate: quantity::read("0.35", 4),
            per: Some(Basis::SquareMetre),
            every,
            from: Day::read("2024-01-01").expect("a day"),
            adopted_by: None,
        };
        let due = |every, period| {
            let area = quantity::read("8421.36", 4).expect("an area");
            fee(every).due(area, Period::read(period).expect("a period"), 2).map(Money::minor)
        };
        assert_eq!(due(Every::Month, "2025-03"), Some(294_748));
        assert_eq!(due(Every::Month, "2025-Q1"), Some(884_243));
        assert_eq!(due(Every::Quarter, "2025-H1"), Some(589_495));
        assert_eq!(due(Every::Year, "2025-Q1"), None);
    }
}
