//! The books in double entry, for accounting programs: what they add up to is what Mingbai says.
//!
//! Money lies in accounts (`assets:bank`) and belongs to funds (`funds:common:…`); every entry has
//! both sides. What a fund holds is less than nothing there by as much: `funds:common` and all
//! within it sum to minus what the fund holds. Amounts that are only known roughly are in no sum,
//! so they are remarks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keeping::Keeping;
use crate::model::calendar::Day;
use crate::model::ledger::AccountKind;
use crate::model::money::Money;
use crate::model::record::{Body, Record};
use crate::view::Desk;

/// The books of a board.
#[derive(Clone, Debug)]
pub struct Books {
    /// Code of the one currency.
    pub currency: String,
    /// Decimals of its amounts.
    pub digits: u32,
    /// Where money lies.
    pub accounts: Vec<Account>,
    /// Whose money it is.
    pub funds: Vec<Fund>,
    /// What every account and fund holds at the end of each month, and of the last day.
    pub balances: Vec<Balances>,
    /// The accounts of double entry: where money lies, and what changed a fund.
    pub names: BTreeMap<Arc<Name>, Side>,
    /// What happened, by day; what is held at the end of a day comes last on it.
    pub events: Vec<(Day, Event)>,
    /// What the end of a month is called.
    pub held: String,
    /// The remarks that stand above.
    pub remarks: Vec<String>,
}

/// The name of an account of double entry, as each program takes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// In hledger.
    pub hledger: String,
    /// In Beancount.
    pub beancount: String,
}

/// What an account of double entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Where money lies.
    Assets,
    /// What came in.
    Income,
    /// What went out.
    Expenses,
    /// What was there at first, and what was moved between funds.
    Equity,
}

/// Where money lies.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `bank` or `cash`.
    pub kind: &'static str,
    /// Its name in the books of other programs.
    pub names: Arc<Name>,
}

/// Whose money it is.
#[derive(Clone, Debug)]
pub struct Fund {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The account it lies in.
    pub held_in: String,
    /// The day it was opened.
    pub opened: String,
    /// What it held then.
    pub opening: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// Whether it may be used for nothing else.
    pub restricted: bool,
    /// Its subtree in hledger.
    pub hledger: String,
    /// The name that stands in the second place of its accounts in Beancount.
    pub beancount: String,
}

/// What everything holds at the end of a day.
#[derive(Clone, Debug)]
pub struct Balances {
    /// The day.
    pub day: String,
    /// The day after it.
    pub next: String,
    /// By id of the account.
    pub accounts: BTreeMap<String, String>,
    /// By id of the fund, once it is opened.
    pub funds: BTreeMap<String, String>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// Money moved.
    Transaction(Transaction),
    /// What is known only roughly, in words.
    LeftOut(String),
    /// A month or the last day ended: the place among the balances.
    Held(usize),
}

/// A movement of money, with both its sides.
#[derive(Clone, Debug)]
pub struct Transaction {
    /// To whom or from whom; may be empty.
    pub payee: String,
    /// What it was.
    pub title: String,
    /// The id of its record; empty for what a fund began with.
    pub record: String,
    /// The number of its voucher; may be empty.
    pub voucher: String,
    /// Accounts and amounts, which sum to nothing.
    pub postings: Vec<(Arc<Name>, Money)>,
}

/// Builds the books; a board without funds has none.
#[must_use]
pub fn books(desk: &Desk<'_>) -> Option<Books> {
    let board = desk.board;
    if board.profile.funds.is_empty() {
        return None;
    }
    let mut keeping = Keeping::new(desk);
    let last = keeping.last();
    let mut events: Vec<(Day, u8, Event)> = Vec::new();
    for fund in board.profile.funds.iter().filter(|fund| fund.opened <= last) {
        events.push((fund.opened, 0, keeping.opening(fund)));
    }
    let entries = board.ledger.entries();
    for group in entries.chunk_by(|a, b| a.record == b.record && a.receipt == b.receipt) {
        events.push((group[0].day, 1, keeping.transaction(group)));
    }
    for record in &board.records {
        events.extend(left_out(desk, record).map(|(day, said)| (day, 1, Event::LeftOut(said))));
    }
    let first = events.iter().map(|(day, ..)| *day).min().unwrap_or(last);
    let days: Vec<Day> = ends(first, last);
    let balances = days.iter().map(|day| held(desk, *day)).collect();
    events.extend(days.iter().enumerate().map(|(place, day)| (*day, 2, Event::Held(place))));
    events.sort_by_key(|(day, order, _)| (*day, *order));
    let accounts = board.profile.accounts.iter().map(|account| Account {
        id: account.id.0.to_string(),
        name: account.name.clone(),
        kind: match account.kind {
            AccountKind::Bank => "bank",
            AccountKind::Cash => "cash",
        },
        names: keeping.assets(&account.id),
    });
    let accounts = accounts.collect();
    let funds = board.profile.funds.iter().map(|fund| {
        let part = keeping.fund(&fund.id);
        Fund {
            id: fund.id.0.to_string(),
            name: fund.name.clone(),
            held_in: fund.held_in.0.to_string(),
            opened: fund.opened.to_string(),
            opening: keeping.amount(fund.opening),
            purpose: fund.purpose.clone().unwrap_or_default(),
            restricted: fund.restricted,
            hledger: format!("funds:{}", part.hledger),
            beancount: part.beancount,
        }
    });
    let funds = funds.collect();
    let name = ("name", board.profile.name.as_str().into());
    let publisher = ("publisher", board.profile.publisher.as_str().into());
    let day = ("day", last.to_string().into());
    let mut remarks = vec![desk.words.say("export.books", &[name, publisher, day])];
    remarks.extend(board.profile.banner.clone());
    remarks.push(desk.word("export.sides"));
    Some(Books {
        currency: board.profile.currency.code.clone(),
        digits: board.profile.currency.digits,
        accounts,
        funds,
        balances,
        names: keeping.used,
        events: events.into_iter().map(|(day, _, event)| (day, event)).collect(),
        held: desk.word("export.month-ends"),
        remarks,
    })
}

/// The ends of all months from the first day to the last, and the last day itself.
fn ends(first: Day, last: Day) -> Vec<Day> {
    let mut ends = Vec::new();
    let mut month = first.to_month();
    while month < last.to_month() {
        ends.push(month.last());
        month = month.next();
    }
    ends.push(last);
    ends
}

/// What everything holds at the end of a day. What a fund began with counts from the day on which
/// it was opened, in its account too.
fn held(desk: &Desk<'_>, day: Day) -> Balances {
    let (books, profile) = (&desk.board.ledger, &desk.board.profile);
    let amount = |amount: Option<Money>| amount.unwrap_or_default().plain(profile.currency.digits);
    let accounts = profile.accounts.iter().map(|account| {
        let later =
            profile.funds.iter().filter(|fund| fund.held_in == account.id && fund.opened > day);
        let later: Money = later.map(|fund| fund.opening).sum();
        let all = books.account_on(&account.id, day).unwrap_or_default();
        (account.id.0.to_string(), amount(Some(all - later)))
    });
    let funds = profile.funds.iter().filter(|fund| fund.opened <= day);
    let funds = funds.map(|fund| (fund.id.0.to_string(), amount(books.fund_on(&fund.id, day))));
    Balances {
        day: day.to_string(),
        next: day.plus(1).to_string(),
        accounts: accounts.collect(),
        funds: funds.collect(),
    }
}

/// The day and the words of an amount that is in no sum.
fn left_out(desk: &Desk<'_>, record: &Record) -> Option<(Day, String)> {
    let exact = match &record.body {
        Body::Income(income) => income.cash().is_some_and(|cash| cash.exact().is_some()),
        Body::Expenditure(spent) => spent.amount.exact().is_some(),
        _ => return None,
    };
    let (amount, flow) = desk.money_of(record).filter(|_| !exact)?;
    let args = [
        ("flow", desk.word(flow).into()),
        ("amount", amount.text.into()),
        ("title", desk.title(record).into()),
        ("id", record.head.id.to_string().into()),
    ];
    Some((record.head.date?, desk.words.say("export.left-out", &args)))
}
