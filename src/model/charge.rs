//! Charges (收费): what is owed for one period of a fee, by whom, and what came in of it.

use rust_decimal::Decimal;

use super::bill::Bill;
use super::calendar::{Day, Month, Period};
use super::collection::Collection;
use super::fee::Fee;
use super::id::RecordId;
use super::ledger::AccountId;
use super::money::Money;
use super::stated::StatedShare;
use crate::source::Spans;

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

/// So many payers, and so much money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// How many.
    pub payers: i64,
    /// How much.
    pub amount: Money,
}

/// What a building owes, or several together, as far as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildingDue {
    /// How many owe it.
    pub payers: Option<i64>,
    /// How much.
    pub amount: Option<Money>,
    /// How many square metres, vehicles or items it is counted by.
    pub quantity: Option<Decimal>,
}

/// A charge in one building, or in several together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InBuilding {
    /// The ids of the buildings.
    pub buildings: Vec<String>,
    /// What is owed there.
    pub due: BuildingDue,
    /// What came in.
    pub received: Side,
    /// What was let off.
    pub waived: Side,
    /// Where it is written.
    pub at: Spans,
}

/// The rate of collection that a committee states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedRate {
    /// Of those who owe.
    pub payers: Option<StatedShare>,
    /// Of what is owed.
    pub amount: Option<StatedShare>,
    /// Where it is written.
    pub at: Spans,
}

/// 收费: one period of a fee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The fee.
    pub fee: RecordId,
    /// The period it is for.
    pub period: Period,
    /// What is owed: as written, else what the bill comes to.
    pub due: Due,
    /// The bill that is shared out, in place of a rate.
    pub bill: Option<Bill>,
    /// What came in, in the order of writing.
    pub received: Vec<Receipt>,
    /// What was let off.
    pub waived: Option<Waived>,
    /// The same by building.
    pub buildings: Vec<InBuilding>,
    /// The rate of collection as stated.
    pub stated_rate: Option<StatedRate>,
}

impl Charge {
    /// What is owed: as written, else computed from the fee's rate.
    #[must_use]
    pub fn owed(&self, fee: Option<&Fee>, digits: u32) -> Option<Money> {
        self.due.amount.or_else(|| self.computed(fee?, digits))
    }

    /// What the fee's rates come to for the quantity written.
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

    /// What is owed, came in and was let off; `owed` where it is known.
    #[must_use]
    pub fn collection(&self, owed: Option<Money>) -> Collection {
        let waived = self.waived.as_ref();
        Collection {
            payers: self.due.payers,
            owed,
            received: Side { payers: self.payers(), amount: self.paid() },
            waived: waived.map_or(Side::default(), |waived| Side {
                payers: waived.payers,
                amount: waived.amount,
            }),
            recorded: !self.received.is_empty(),
        }
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
