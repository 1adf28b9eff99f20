//! What records of money say: income, spending, transfers, and what an account or a fund holds.
//!
//! The entries that follow from them, and the balances, are kept in `ledger`.

use std::sync::Arc;

use super::calendar::Day;
use super::id::RecordId;
use super::ledger::{AccountId, FundId};
use super::money::Money;
use super::stated::Stated;
use crate::source::Spans;

/// 收入: money in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Income {
    /// The day it came in.
    pub date: Day,
    /// What came in.
    pub given: Given,
    /// For which fund.
    pub fund: FundId,
    /// Into which account, where it is not the fund's.
    pub account: Option<AccountId>,
    /// From whom.
    pub from: Option<String>,
    /// What it came in of.
    pub asset: Option<Asset>,
    /// Number of the voucher.
    pub voucher: Option<String>,
    /// The entry that it puts right.
    pub adjusts: Option<RecordId>,
}

impl Income {
    /// The money, if it is money: what is given in kind enters no book.
    #[must_use]
    pub fn cash(&self) -> Option<&Stated> {
        match &self.given {
            Given::Money(amount) => Some(amount),
            Given::Goods(_) => None,
        }
    }

    /// How much money it is, or what is given is worth.
    #[must_use]
    pub fn worth(&self) -> &Stated {
        match &self.given {
            Given::Money(worth) | Given::Goods(worth) => worth,
        }
    }
}

/// A row of a register of what a board has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The register.
    pub register: RecordId,
    /// The number of the row.
    pub row: String,
    /// Where it is written.
    pub at: Spans,
}

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Money.
    Money(Stated),
    /// 实物: things, and what they are worth by estimate; nothing where they were not valued.
    Goods(Stated),
}

/// 支出: money out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expenditure {
    /// The day it was paid.
    pub date: Day,
    /// How much; a refund is negative.
    pub amount: Stated,
    /// From which fund.
    pub fund: FundId,
    /// From which account, where it is not the fund's.
    pub account: Option<AccountId>,
    /// To whom.
    pub payee: Option<String>,
    /// Number of the voucher.
    pub voucher: Option<String>,
    /// Why there is none.
    pub no_voucher: Option<String>,
    /// The decision behind it.
    pub approved_by: Option<RecordId>,
    /// Who handled it, by role.
    pub handled_by: Option<String>,
    /// Who reviewed it, by role.
    pub reviewed_by: Option<String>,
    /// The entry that it puts right.
    pub adjusts: Option<RecordId>,
}

/// 转账: money from one account or fund to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The day.
    pub date: Day,
    /// Where from, as written.
    pub from: Arc<str>,
    /// Where to, as written.
    pub to: Arc<str>,
    /// How much.
    pub amount: Money,
    /// Why.
    pub why: String,
    /// Number of the voucher.
    pub voucher: Option<String>,
    /// The entry that it puts right.
    pub adjusts: Option<RecordId>,
}

/// A difference between the books and the balance, and why there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How much more the balance is than the books.
    pub amount: Money,
    /// Why.
    pub why: String,
}

/// 对账: what an account or a fund holds at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The day.
    pub date: Day,
    /// What is balanced, as written: an account or a fund.
    pub pot: Arc<str>,
    /// What it holds.
    pub balance: Money,
    /// Entries that are in the books and not at the bank yet, as written, with their places.
    pub in_transit: Vec<RecordId>,
    /// What remains, and why.
    pub difference: Option<Difference>,
}
