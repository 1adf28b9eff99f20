//! Funds, accounts, and the money that moves between them: the books of a board.
//!
//! A fund (资金) says whose money it is, an account (账户) says where it lies. Every entry has
//! both; transfers appear in no total of income or spending.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::calendar::{Day, Month, Period};
use super::id::RecordId;
use super::money::Money;
use crate::source::Spans;

/// The id of a fund, as board.yaml declares it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FundId(pub Arc<str>);

impl From<&str> for FundId {
    fn from(id: &str) -> Self {
        Self(Arc::from(id))
    }
}

/// The id of an account, as board.yaml declares it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub Arc<str>);

impl From<&str> for AccountId {
    fn from(id: &str) -> Self {
        Self(Arc::from(id))
    }
}

/// One side of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pot {
    /// A fund.
    Fund(FundId),
    /// An account.
    Account(AccountId),
}

/// What a board knows of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub kind: AccountKind,
}

/// Where money lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// 银行
    Bank,
    /// 现金
    Cash,
}

/// Whose money a fund is before the law, as far as rules ask about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// 公共收益: what common parts earn.
    CommonIncome,
    /// 维修资金: what is kept for repairs of the building.
    Maintenance,
    /// 自管资金: what the owners pay to run their estate themselves.
    SelfManaged,
    /// 工作经费: what the committee works with.
    Expenses,
    /// 专项经费: what an authority has given for a purpose.
    Allotment,
}

impl Nature {
    /// Every nature, in the order of the declaration.
    pub const ALL: [Self; 5] =
        [Self::CommonIncome, Self::Maintenance, Self::SelfManaged, Self::Expenses, Self::Allotment];

    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CommonIncome => "common-income",
            Self::Maintenance => "maintenance",
            Self::SelfManaged => "self-managed",
            Self::Expenses => "expenses",
            Self::Allotment => "allotment",
        }
    }
}

/// What a board knows of a fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fund {
    /// Its id.
    pub id: FundId,
    /// Its name.
    pub name: String,
    /// The account it lies in.
    pub held_in: AccountId,
    /// The day it was opened; entries before it are errors.
    pub opened: Day,
    /// What it held at the start of that day.
    pub opening: Money,
    /// What it is for.
    pub purpose: Option<String>,
    /// Whether it may be used for nothing else.
    pub restricted: bool,
    /// The only categories it may be spent on; any where there are none.
    pub spent_on: Vec<String>,
    /// Who watches over its use.
    pub supervised_by: Option<String>,
    /// Whose money it is before the law.
    pub nature: Option<Nature>,
    /// Where it is written.
    pub at: Spans,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// Money in.
    In,
    /// Money out.
    Out,
    /// From one pot to another.
    Moved,
}

/// One movement of a fund's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day.
    pub day: Day,
    /// The record it comes from.
    pub record: RecordId,
    /// Which receipt of a charge, from 1.
    pub receipt: Option<usize>,
    /// The fund, `None` for money moved between accounts.
    pub fund: Option<FundId>,
    /// The account, `None` for money moved between funds of one account.
    pub account: Option<AccountId>,
    /// What it is.
    pub flow: Flow,
    /// How much the fund or account grows by; negative where it shrinks.
    pub effect: Money,
}

/// The books: every entry in order, and running balances.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    funds: BTreeMap<FundId, Book>,
    accounts: BTreeMap<AccountId, Book>,
    /// Amounts that are only known roughly and in no balance, by fund and day.
    left_out: Vec<(FundId, Day)>,
}

/// The entries of one fund or account.
#[derive(Clone, Debug, Default)]
struct Book {
    opening: Money,
    /// Index of the entry, and the balance after it.
    lines: Vec<(usize, Money)>,
}

/// What came in and went out of a fund over a stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// At its start.
    pub opening: Money,
    /// In.
    pub income: Money,
    /// Out.
    pub spending: Money,
    /// Moved to (positive) or from (negative) other funds.
    pub moved: Money,
    /// At its end.
    pub closing: Money,
}

impl Turnover {
    /// That of two funds together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            opening: self.opening + other.opening,
            income: self.income + other.income,
            spending: self.spending + other.spending,
            moved: self.moved + other.moved,
            closing: self.closing + other.closing,
        }
    }
}

impl Ledger {
    /// The books of the given funds and entries, in any order, and what is left out of them.
    #[must_use]
    pub fn new(funds: &[Fund], mut entries: Vec<Entry>, left_out: Vec<(FundId, Day)>) -> Self {
        entries.sort_by(|a, b| {
            (a.day, a.flow, &a.record, a.receipt, a.effect.is_negative()).cmp(&(
                b.day,
                b.flow,
                &b.record,
                b.receipt,
                b.effect.is_negative(),
            ))
        });
        let mut books = BTreeMap::new();
        let mut accounts: BTreeMap<AccountId, Book> = BTreeMap::new();
        for fund in funds {
            books.insert(fund.id.clone(), Book { opening: fund.opening, lines: Vec::new() });
            accounts.entry(fund.held_in.clone()).or_default().opening += fund.opening;
        }
        let mut ledger = Self { entries: Vec::new(), funds: books, accounts, left_out };
        for (place, entry) in entries.iter().enumerate() {
            if let Some(book) = entry.fund.as_ref().and_then(|fund| ledger.funds.get_mut(fund)) {
                book.add(place, entry.effect);
            }
            if let Some(account) = &entry.account {
                ledger.accounts.entry(account.clone()).or_default().add(place, entry.effect);
            }
        }
        ledger.entries = entries;
        ledger
    }

    /// Every entry, by day.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What a fund holds at the end of a day.
    #[must_use]
    pub fn fund_on(&self, fund: &FundId, day: Day) -> Option<Money> {
        self.funds.get(fund).map(|book| book.on(&self.entries, day))
    }

    /// How many amounts of a fund over a stretch of days are only known roughly and in no sum.
    #[must_use]
    pub fn left_out(&self, fund: &FundId, first: Day, last: Day) -> usize {
        let within = |(own, day): &&(FundId, Day)| own == fund && (first..=last).contains(day);
        self.left_out.iter().filter(within).count()
    }

    /// What an account holds at the end of a day.
    #[must_use]
    pub fn account_on(&self, account: &AccountId, day: Day) -> Option<Money> {
        self.accounts.get(account).map(|book| book.on(&self.entries, day))
    }

    /// A fund's entries over a stretch of days, each with the balance after it.
    pub fn lines<'a>(
        &'a self,
        fund: &FundId,
        first: Day,
        last: Day,
    ) -> impl Iterator<Item = (&'a Entry, Money)> + use<'a> {
        let lines = self.funds.get(fund).map_or(&[][..], |book| {
            let from = book.lines.partition_point(|(at, _)| self.entries[*at].day < first);
            let to = book.lines.partition_point(|(at, _)| self.entries[*at].day <= last);
            // A stretch that ends before it begins has none.
            &book.lines[from.min(to)..to]
        });
        lines.iter().map(|(place, after)| (&self.entries[*place], *after))
    }

    /// What a fund took in and gave out over a stretch of days.
    #[must_use]
    pub fn turnover(&self, fund: &FundId, first: Day, last: Day) -> Turnover {
        let mut sum = Turnover::default();
        let mut change = Money::ZERO;
        for (entry, _) in self.lines(fund, first, last) {
            change += entry.effect;
            match entry.flow {
                Flow::In => sum.income += entry.effect,
                Flow::Out => sum.spending -= entry.effect,
                Flow::Moved => sum.moved += entry.effect,
            }
        }
        sum.closing = self.fund_on(fund, last).unwrap_or_default();
        sum.opening = sum.closing - change;
        sum
    }

    /// The first day after another on which money of a fund, or of the account it lies in, moved.
    #[must_use]
    pub fn next_moved(&self, fund: &Fund, after: Day) -> Option<Day> {
        let books = [self.funds.get(&fund.id), self.accounts.get(&fund.held_in)];
        let first = |book: &Book| {
            let count = book.lines.partition_point(|(at, _)| self.entries[*at].day <= after);
            book.lines.get(count).map(|(at, _)| self.entries[*at].day)
        };
        books.into_iter().flatten().filter_map(first).min()
    }

    /// The months of a fund's first entry and of its last.
    #[must_use]
    pub fn span(&self, fund: &FundId) -> Option<(Month, Month)> {
        let book = self.funds.get(fund)?;
        let month = |(at, _): &(usize, Money)| self.entries[*at].day.to_month();
        Some((month(book.lines.first()?), month(book.lines.last()?)))
    }

    /// The months from a fund's first entry to its last.
    #[must_use]
    pub fn months(&self, fund: &FundId) -> Vec<Month> {
        let Some((first, last)) = self.span(fund) else { return Vec::new() };
        std::iter::successors(Some(first), |month| Some(month.next()))
            .take_while(|month| *month <= last)
            .collect()
    }

    /// The periods that a fund has a statement of: those months, and the quarters, half-years and
    /// years they lie in.
    #[must_use]
    pub fn periods(&self, fund: &FundId) -> BTreeSet<Period> {
        let months = self.months(fund).into_iter();
        months
            .flat_map(|month| [Period::Month(month)].into_iter().chain(Period::longer(month)))
            .collect()
    }

    /// Whether a fund has a statement of a period.
    #[must_use]
    pub fn has_statement(&self, fund: &FundId, period: Period) -> bool {
        self.span(fund)
            .is_some_and(|(first, last)| period.last() >= first && period.first() <= last)
    }
}

impl Book {
    fn add(&mut self, place: usize, effect: Money) {
        let before = self.lines.last().map_or(self.opening, |(_, after)| *after);
        self.lines.push((place, before + effect));
    }

    fn on(&self, entries: &[Entry], day: Day) -> Money {
        let count = self.lines.partition_point(|(at, _)| entries[*at].day <= day);
        if count == 0 { self.opening } else { self.lines[count - 1].1 }
    }
}
