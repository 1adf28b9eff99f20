//! The lines of a statement: every entry with the balance after it.

use serde::Serialize;

use crate::model::ledger::{Entry, Flow};
use crate::model::money::Money;
use crate::model::record::{Body, Record};
use crate::view::Desk;
use crate::view::parts::{Amount, Date, Link};

/// One line of a statement.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The day.
    pub date: Date,
    /// What it was, linked to its record.
    pub title: Link,
    /// Number of its voucher, or why there is none; may be empty.
    pub voucher: String,
    /// That it was moved and is neither income nor spending; empty otherwise.
    pub moved: String,
    /// The entry that it puts right, if it is such an entry.
    pub adjusts: Option<Link>,
    /// The entries that put it right later.
    pub adjusted: Vec<Link>,
    /// Came in; absent for spending.
    pub income: Option<Amount>,
    /// Went out; absent for income. Money moved stands in the column that fits its direction.
    pub spending: Option<Amount>,
    /// Held after it.
    pub balance: Amount,
}

/// An entry as a line, with the balance after it.
#[must_use]
pub(super) fn line(desk: &Desk<'_>, entry: &Entry, after: Money) -> Line {
    let format = desk.format();
    let record = desk.board.record(&entry.record);
    let amount = Some(format.amount(entry.effect.abs()));
    // A refund is spending taken back: it stays in the column of spending, as a negative.
    let (income, spending) = match entry.flow {
        Flow::In => (Some(format.amount(entry.effect)), None),
        Flow::Out => (None, Some(format.amount(-entry.effect))),
        Flow::Moved if entry.effect.is_negative() => (None, amount),
        Flow::Moved => (amount, None),
    };
    let referrers = desk.board.referrers(&entry.record).iter();
    let adjusted = referrers.filter(|(_, field)| *field == "adjusts");
    Line {
        date: format.date(entry.day),
        title: desk.link_id(&entry.record),
        voucher: record.map(|record| voucher(desk, record, entry.receipt)).unwrap_or_default(),
        moved: if entry.flow == Flow::Moved { desk.word("state.moved") } else { String::new() },
        adjusts: record.and_then(|record| record.adjusts()).map(|id| desk.link_id(id)),
        adjusted: adjusted.map(|(id, _)| desk.link_id(id)).collect(),
        income,
        spending,
        balance: format.amount(after),
    }
}

fn voucher(desk: &Desk<'_>, record: &Record, receipt: Option<usize>) -> String {
    let number = match &record.body {
        Body::Income(income) => income.voucher.clone(),
        Body::Expenditure(spent) => spent.voucher.clone(),
        Body::Transfer(transfer) => transfer.voucher.clone(),
        Body::Charge(charge) => receipt
            .and_then(|place| charge.received.get(place - 1))
            .and_then(|receipt| receipt.voucher.clone()),
        _ => None,
    };
    match (&record.body, number) {
        (_, Some(number)) => number,
        (Body::Expenditure(spent), None) => match &spent.no_voucher {
            Some(_) => desk.word("state.no-voucher-because"),
            None => desk.word("state.no-voucher"),
        },
        _ => String::new(),
    }
}
