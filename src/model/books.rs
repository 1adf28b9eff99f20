//! From records to entries: which fund and which account each movement of money touches.

use std::collections::BTreeMap;

use super::board::Board;
use super::calendar::Day;
use super::id::RecordId;
use super::ledger::{AccountId, Entry, Flow, FundId, Pot};
use super::money::Money;
use super::moved::Transfer;
use super::record::{Body, Record};
use super::stated::Stated;

/// Every entry of the board's records, in the order of the records.
#[must_use]
pub fn entries(board: &Board) -> Vec<Entry> {
    let mut books = Books { board, entries: Vec::with_capacity(board.records.len()) };
    for record in &board.records {
        let id = &record.head.id;
        match &record.body {
            Body::Income(income) => {
                let Some(amount) = income.cash().and_then(Stated::exact) else { continue };
                let to = (&income.fund, income.account.as_ref());
                books.entry(id, None, income.date, to, Flow::In, amount);
            }
            Body::Expenditure(spent) => {
                let Some(amount) = spent.amount.exact() else { continue };
                let from = (&spent.fund, spent.account.as_ref());
                books.entry(id, None, spent.date, from, Flow::Out, -amount);
            }
            Body::Charge(charge) => {
                let Some(fee) = board.fee_of(charge) else { continue };
                for (place, receipt) in charge.received.iter().enumerate() {
                    let to = (&fee.fund, receipt.account.as_ref());
                    books.entry(id, Some(place + 1), receipt.date, to, Flow::In, receipt.amount);
                }
            }
            Body::Transfer(transfer) => books.transfer(id, transfer),
            _ => {}
        }
    }
    books.entries
}

/// The amounts that are only known roughly, by fund and day.
#[must_use]
pub fn left_out(board: &Board) -> Vec<(FundId, Day)> {
    let rough = |record: &Record| match &record.body {
        Body::Income(one) if one.cash().is_some_and(|sum| sum.exact().is_none()) => {
            Some((one.fund.clone(), one.date))
        }
        Body::Expenditure(one) if one.amount.exact().is_none() => {
            Some((one.fund.clone(), one.date))
        }
        _ => None,
    };
    board.records.iter().filter_map(|record| rough(record)).collect()
}

/// What the books file an entry under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading<'a> {
    /// The category that its record names.
    Category(&'a str),
    /// The fee that it is a receipt of, where its record names no category.
    Fee(&'a RecordId),
    /// Nothing.
    None,
}

impl Board {
    /// What an entry is filed under.
    #[must_use]
    pub fn heading(&self, entry: &Entry) -> Heading<'_> {
        let Some(record) = self.record(&entry.record) else { return Heading::None };
        match (&record.head.category, &record.body) {
            (Some(category), _) => Heading::Category(category),
            (None, Body::Charge(charge)) => Heading::Fee(&charge.fee),
            (None, _) => Heading::None,
        }
    }

    /// What a fund took in and gave out over a stretch of days, by what it is filed under; money
    /// moved is neither.
    #[must_use]
    pub fn by_heading(
        &self,
        fund: &FundId,
        (first, last): (Day, Day),
    ) -> BTreeMap<(Flow, Heading<'_>), Money> {
        let mut sums = BTreeMap::new();
        for (entry, _) in self.ledger.lines(fund, first, last) {
            let sum: &mut Money = sums.entry((entry.flow, self.heading(entry))).or_default();
            *sum += if entry.flow == Flow::Out { -entry.effect } else { entry.effect };
        }
        sums.retain(|(flow, _), _| *flow != Flow::Moved);
        sums
    }
}

struct Books<'a> {
    board: &'a Board,
    entries: Vec<Entry>,
}

impl Books<'_> {
    fn entry(
        &mut self,
        record: &RecordId,
        receipt: Option<usize>,
        day: Day,
        (fund, account): (&FundId, Option<&AccountId>),
        flow: Flow,
        effect: Money,
    ) {
        let held_in = || self.board.fund(fund).map(|fund| fund.held_in.clone());
        let account = account.cloned().or_else(held_in);
        let (record, fund) = (record.clone(), Some(fund.clone()));
        self.entries.push(Entry { day, record, receipt, fund, account, flow, effect });
    }

    /// Between accounts only the accounts change; between funds the funds do, and the accounts
    /// too where the two lie in different ones.
    fn transfer(&mut self, record: &RecordId, transfer: &Transfer) {
        let pots = (self.board.pot(&transfer.from), self.board.pot(&transfer.to));
        let sides = match pots {
            (Some(Pot::Account(from)), Some(Pot::Account(to))) => {
                [(None, Some(from)), (None, Some(to))]
            }
            (Some(Pot::Fund(from)), Some(Pot::Fund(to))) => {
                let held = |fund| self.board.fund(fund).map(|fund| fund.held_in.clone());
                let (left, right) = (held(&from), held(&to));
                let moves = left != right;
                [(Some(from), left.filter(|_| moves)), (Some(to), right.filter(|_| moves))]
            }
            _ => return,
        };
        for ((fund, account), effect) in sides.into_iter().zip([-transfer.amount, transfer.amount])
        {
            let record = record.clone();
            let (day, flow) = (transfer.date, Flow::Moved);
            self.entries.push(Entry { day, record, receipt: None, fund, account, flow, effect });
        }
    }
}
