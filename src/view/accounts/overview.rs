//! What each fund and account holds, and the way to the statements.

use std::collections::BTreeSet;

use serde::Serialize;

use super::statement::statement_link;
use crate::model::calendar::{Month, Period};
use crate::model::id::Kind;
use crate::model::ledger::{AccountKind, Fund, Turnover};
use crate::view::chart::{self, Chart};
use crate::view::export::Export;
use crate::view::frame::Heading;
use crate::view::home::{FundRow, balanced, fund_rows, latest_month, money_sentence};
use crate::view::list::{self, Term};
use crate::view::parts::{Amount, Fact, Link, State};
use crate::view::plan::overview_notice;
use crate::view::{Desk, Page, people};

/// The kinds behind the books that no other page leads to first.
const BEHIND: [Kind; 5] = [Kind::Fee, Kind::Transfer, Kind::Balance, Kind::Budget, Kind::Statement];

/// `accounts.html`
#[derive(Clone, Debug, Serialize)]
pub struct Accounts {
    /// What is left in all, in one sentence.
    pub sentence: String,
    /// The month that the bars are for.
    pub month: String,
    /// The unit of amounts.
    pub unit: String,
    /// One row a fund.
    pub funds: Vec<FundRow>,
    /// One row an account.
    pub accounts: Vec<AccountRow>,
    /// The statements of each fund.
    pub statements: Vec<FundMonths>,
    /// The lists of records that the books are made of and held against.
    pub lists: Vec<Term>,
    /// The books for other programs.
    pub downloads: Vec<Link>,
    /// The sheet to print.
    pub sheet: String,
}

/// What an account holds.
#[derive(Clone, Debug, Serialize)]
pub struct AccountRow {
    /// Its name.
    pub name: String,
    /// Bank or cash.
    pub kind: String,
    /// What the books say it holds.
    pub balance: Amount,
    /// When it was last balanced, in words.
    pub balanced: State,
    /// The record of that balance; empty `href` where there is none.
    pub record: Link,
}

/// The statements of a fund.
#[derive(Clone, Debug, Serialize)]
pub struct FundMonths {
    /// The fund's name.
    pub name: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// Who does what with its money.
    pub duties: Vec<Fact>,
    /// The last twelve months; absent before there are two.
    pub chart: Option<Chart>,
    /// Its years, newest first.
    pub years: Vec<FundYear>,
}

/// The statements of a fund within a year.
#[derive(Clone, Debug, Serialize)]
pub struct FundYear {
    /// The year.
    pub name: String,
    /// Its statement, and those of its half-years and quarters.
    pub periods: Vec<Link>,
    /// A row a month, newest first.
    pub months: Vec<MonthRow>,
}

/// A month, or another period, in a table.
#[derive(Clone, Debug, Serialize)]
pub struct MonthRow {
    /// The period, linked to its statement.
    pub month: Link,
    /// Came in.
    pub income: Amount,
    /// Went out.
    pub spending: Amount,
    /// Left at its end.
    pub closing: Amount,
}

/// Builds the overview of all funds and accounts.
#[must_use]
pub fn overview<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let board = desk.board;
    let format = desk.format();
    let accounts = board.profile.accounts.iter().map(|account| {
        let last = board.last_balanced(&account.id.0);
        let record = last.map(|(record, _)| desk.link(record));
        AccountRow {
            name: account.name.clone(),
            kind: desk.word(match account.kind {
                AccountKind::Bank => "value.bank",
                AccountKind::Cash => "value.cash",
            }),
            balance: format
                .amount(board.ledger.account_on(&account.id, board.as_of).unwrap_or_default()),
            balanced: balanced(desk, &account.id.0, None),
            record: record.unwrap_or(Link { text: String::new(), href: String::new() }),
        }
    });
    let statements = board.profile.funds.iter().map(|fund| fund_months(desk, fund));
    let (_, sentence) = money_sentence(desk);
    let accounts = Accounts {
        sentence: sentence.clone(),
        month: latest_month(desk).map(|month| format.month(month)).unwrap_or_default(),
        unit: format.unit(),
        funds: fund_rows(desk),
        accounts: accounts.collect(),
        statements: statements.collect(),
        lists: list::of_some(desk, &BEHIND),
        downloads: desk.downloads(&[
            Export::Told("month-ends"),
            Export::Workbook,
            Export::Hledger,
            Export::Beancount,
        ]),
        sheet: desk.href(&overview_notice("accounts.html")),
    };
    let title = desk.word("page.accounts");
    (Page::Accounts(accounts), Heading { title, description: sentence, trail: Vec::new() })
}

fn fund_months(desk: &Desk<'_>, fund: &Fund) -> FundMonths {
    let books = &desk.board.ledger;
    let turnover = |month: Month| books.turnover(&fund.id, month.first(), month.last());
    let months: Vec<(Month, Turnover)> =
        books.months(&fund.id).into_iter().map(|month| (month, turnover(month))).collect();
    let last = &months[months.len().saturating_sub(chart::MONTHS)..];
    FundMonths {
        name: fund.name.clone(),
        purpose: desk.purpose(fund),
        duties: people::duties_of(desk, |duty| duty.fund.as_ref() == Some(&fund.id)),
        chart: chart::of_months(desk, last, true),
        years: fund_years(desk, fund, &months),
    }
}

fn fund_years(desk: &Desk<'_>, fund: &Fund, months: &[(Month, Turnover)]) -> Vec<FundYear> {
    let year = |months: &[(Month, Turnover)]| {
        let longer = months.iter().flat_map(|(month, _)| Period::longer(*month));
        let longer: BTreeSet<Period> = longer.collect();
        let row = |(month, turnover): &(Month, Turnover)| MonthRow {
            month: statement_link(desk, fund, Period::Month(*month)),
            ..month_row(desk, *month, turnover)
        };
        Some(FundYear {
            name: desk.format().period(Period::Year(months.first()?.0.year)),
            // The year first, then its halves, then its quarters.
            periods: longer.into_iter().rev().map(|one| statement_link(desk, fund, one)).collect(),
            months: months.iter().rev().map(row).collect(),
        })
    };
    months.chunk_by(|(a, _), (b, _)| a.year == b.year).rev().filter_map(year).collect()
}

/// A month in a table, linked to nothing.
#[must_use]
pub(crate) fn month_row(desk: &Desk<'_>, month: Month, turnover: &Turnover) -> MonthRow {
    let format = desk.format();
    MonthRow {
        month: Link { text: format.month(month), href: String::new() },
        income: format.amount(turnover.income),
        spending: format.amount(turnover.spending),
        closing: format.amount(turnover.closing),
    }
}
