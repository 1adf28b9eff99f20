//! Keeping the books in double entry: which accounts a movement of money touches, and how they are
//! called.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::books::{Event, Name, Side, Transaction};
use super::names::{Names, Part};
use crate::model::books::Heading;
use crate::model::calendar::Day;
use crate::model::id::RecordId;
use crate::model::ledger::{AccountId, Entry, Flow, Fund, FundId};
use crate::model::money::Money;
use crate::model::record::{Body, Record};
use crate::view::Desk;

/// Accounts of double entry while they come into use.
pub(super) struct Keeping<'a> {
    desk: &'a Desk<'a>,
    accounts: Names<AccountId>,
    funds: Names<FundId>,
    headings: Names<Heading<'a>>,
    /// Those that came into use.
    pub used: BTreeMap<Arc<Name>, Side>,
}

impl<'a> Keeping<'a> {
    /// No account but those that board.yaml names.
    pub(super) fn new(desk: &'a Desk<'a>) -> Self {
        let (accounts, funds) = (Names::new('A'), Names::new('F'));
        let headings = Names::new('C');
        let mut keeping = Self { desk, accounts, funds, headings, used: BTreeMap::new() };
        for account in &desk.board.profile.accounts {
            keeping.assets(&account.id);
        }
        for fund in &desk.board.profile.funds {
            keeping.fund(&fund.id);
        }
        keeping
    }

    /// The last day of which something is told: the end of the month in which money last moved,
    /// but not beyond the board's own day.
    pub(super) fn last(&self) -> Day {
        let board = self.desk.board;
        let opened = board.profile.funds.iter().map(|fund| fund.opened);
        let moved = board.ledger.entries().last().map(|entry| entry.day);
        let last = opened.filter(|day| *day <= board.as_of).chain(moved).max();
        let last = last.unwrap_or(board.as_of);
        last.to_month().last().min(board.as_of.max(last))
    }

    /// An amount as programs read it.
    pub(super) fn amount(&self, money: Money) -> String {
        money.plain(self.desk.board.profile.currency.digits)
    }

    /// The part of a name that stands for a fund.
    pub(super) fn fund(&mut self, fund: &FundId) -> Part {
        self.funds.part(fund, &fund.0)
    }

    /// The account in which money lies.
    pub(super) fn assets(&mut self, account: &AccountId) -> Arc<Name> {
        let part = self.accounts.part(account, &account.0);
        let name = Name {
            hledger: format!("assets:{}", part.hledger),
            beancount: format!("Assets:{}", part.beancount),
        };
        self.known(name, Side::Assets)
    }

    /// The account of a fund for what changed it.
    fn change(&mut self, fund: &FundId, side: Side, what: &Part) -> Arc<Name> {
        let fund = self.fund(fund);
        let (under, over) = match side {
            Side::Income => ("income:", "Income"),
            Side::Expenses => ("expenses:", "Expenses"),
            Side::Assets | Side::Equity => ("", "Equity"),
        };
        let name = Name {
            hledger: format!("funds:{}:{under}{}", fund.hledger, what.hledger),
            beancount: format!("{over}:{}:{}", fund.beancount, what.beancount),
        };
        self.known(name, side)
    }

    /// A name that comes into use; thousands of postings say the same few.
    fn known(&mut self, name: Name, side: Side) -> Arc<Name> {
        if let Some((known, _)) = self.used.get_key_value(&name) {
            return Arc::clone(known);
        }
        let name = Arc::new(name);
        self.used.insert(Arc::clone(&name), side);
        name
    }

    /// What a fund began with.
    pub(super) fn opening(&mut self, fund: &Fund) -> Event {
        let assets = self.assets(&fund.held_in);
        let what = Part { hledger: "opening".to_owned(), beancount: "Opening".to_owned() };
        let equity = self.change(&fund.id, Side::Equity, &what);
        let args = [("fund", fund.name.as_str().into())];
        Event::Transaction(Transaction {
            payee: String::new(),
            title: self.desk.words.say("export.opening", &args),
            record: String::new(),
            voucher: String::new(),
            postings: vec![(assets, fund.opening), (equity, -fund.opening)],
        })
    }

    /// A transaction of the entries of one record or receipt.
    pub(super) fn transaction(&mut self, entries: &[Entry]) -> Event {
        let desk = self.desk;
        let mut postings = Vec::with_capacity(2 * entries.len());
        for entry in entries {
            if let Some(account) = &entry.account {
                postings.push((self.assets(account), entry.effect));
            }
            if let Some(fund) = &entry.fund {
                let other = match entry.flow {
                    Flow::In => self.filed(fund, Side::Income, entry),
                    Flow::Out => self.filed(fund, Side::Expenses, entry),
                    Flow::Moved => {
                        let what =
                            Part { hledger: "moved".to_owned(), beancount: "Moved".to_owned() };
                        self.change(fund, Side::Equity, &what)
                    }
                };
                postings.push((other, -entry.effect));
            }
        }
        let (id, receipt) = entries.first().map(|entry| (&entry.record, entry.receipt)).unzip();
        let record = id.and_then(|id: &RecordId| desk.board.record(id));
        let (payee, voucher) =
            record.map_or((None, None), |record| said(record, receipt.flatten()));
        Event::Transaction(Transaction {
            payee: payee.unwrap_or_default(),
            title: record.map(|record| desk.title(record)).unwrap_or_default(),
            record: id.map(ToString::to_string).unwrap_or_default(),
            voucher: voucher.unwrap_or_default(),
            postings,
        })
    }

    fn filed(&mut self, fund: &FundId, side: Side, entry: &Entry) -> Arc<Name> {
        let desk = self.desk;
        let heading = desk.board.heading(entry);
        let name = match heading {
            Heading::Category(category) => category.to_owned(),
            Heading::Fee(fee) => desk.link_id(fee).text,
            Heading::None => desk.word("say.no-category"),
        };
        let part = self.headings.part(&heading, &name);
        self.change(fund, side, &part)
    }
}

/// To or from whom, and the number of the voucher.
fn said(record: &Record, receipt: Option<usize>) -> (Option<String>, Option<String>) {
    match &record.body {
        Body::Income(income) => (income.from.clone(), income.voucher.clone()),
        Body::Expenditure(spent) => (spent.payee.clone(), spent.voucher.clone()),
        Body::Transfer(transfer) => (None, transfer.voucher.clone()),
        Body::Charge(charge) => {
            let receipt = receipt.and_then(|place| charge.received.get(place - 1));
            (None, receipt.and_then(|receipt| receipt.voucher.clone()))
        }
        _ => (None, None),
    }
}
