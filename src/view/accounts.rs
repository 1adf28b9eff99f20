//! The accounts: what each fund and account holds, and the statement of a fund for a month.

use serde::Serialize;

use std::collections::BTreeMap;

use super::chart::{self, Chart, share};
use super::export::Export;
use super::frame;
use super::home::{FundRow, balanced, fund_rows, latest_month, money_sentence};
use super::parts::{Amount, Date, Link, State};
use super::plan::statement_addresses;
use super::{Desk, Page};
use crate::model::books::Heading;
use crate::model::calendar::{Day, Month};
use crate::model::id::Kind;
use crate::model::ledger::{AccountKind, Entry, Flow, Fund, FundId, Turnover};
use crate::model::money::Money;
use crate::model::record::{Body, Record};

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
    /// The books for other programs.
    pub downloads: Vec<Link>,
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
    /// The last twelve months; absent before there are two.
    pub chart: Option<Chart>,
    /// A row a month, newest first.
    pub months: Vec<MonthRow>,
}

/// A month in a table.
#[derive(Clone, Debug, Serialize)]
pub struct MonthRow {
    /// The month, linked to its statement.
    pub month: Link,
    /// Came in.
    pub income: Amount,
    /// Went out.
    pub spending: Amount,
    /// Left at its end.
    pub closing: Amount,
}

/// `statement.html`: one fund, one month.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    /// The fund's name.
    pub fund: String,
    /// The month.
    pub month: String,
    /// What came in, went out and is left, in one sentence that can be read aloud.
    pub sentence: String,
    /// The unit of amounts.
    pub unit: String,
    /// Held at the start.
    pub opening: Amount,
    /// Came in.
    pub income: Amount,
    /// Went out.
    pub spending: Amount,
    /// Moved to or from other funds; absent where nothing was.
    pub moved: Option<Amount>,
    /// Held at the end.
    pub closing: Amount,
    /// Whether its account was balanced at the end of the month, in words.
    pub balanced: State,
    /// Every entry with the balance after it.
    pub lines: Vec<Line>,
    /// Income and spending by category.
    pub categories: Vec<CategoryLine>,
    /// The month before.
    pub previous: Option<Link>,
    /// The month after.
    pub next: Option<Link>,
    /// The notice to print.
    pub sheet: String,
    /// Its lines for other programs.
    pub downloads: Vec<Link>,
}

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
    /// Came in; absent for spending.
    pub income: Option<Amount>,
    /// Went out; absent for income. Money moved stands in the column that fits its direction.
    pub spending: Option<Amount>,
    /// Held after it.
    pub balance: Amount,
}

/// What came in or went out under a category.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryLine {
    /// `收` or `支`.
    pub flow: String,
    /// The category.
    pub category: String,
    /// How much.
    pub amount: Amount,
    /// Length of its bar, in tenths of a percent of the longest.
    pub bar: i64,
}

/// Builds the overview of all funds and accounts.
#[must_use]
pub fn overview<'a>(desk: &Desk<'a>) -> (Page<'a>, frame::Heading) {
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
        downloads: desk.downloads(&[
            Export::Told("month-ends"),
            Export::Workbook,
            Export::Hledger,
            Export::Beancount,
        ]),
    };
    let title = desk.word("page.accounts");
    (Page::Accounts(accounts), frame::Heading { title, description: sentence, trail: Vec::new() })
}

fn fund_months(desk: &Desk<'_>, fund: &Fund) -> FundMonths {
    let books = &desk.board.ledger;
    let turnover = |month: Month| books.turnover(&fund.id, month.first(), month.last());
    let months: Vec<(Month, Turnover)> =
        books.months(&fund.id).into_iter().map(|month| (month, turnover(month))).collect();
    let row = |(month, turnover): &(Month, Turnover)| {
        let row = month_row(desk, *month, turnover);
        let href = desk.href(&statement_addresses(&fund.id, *month).0);
        MonthRow { month: Link { href, ..row.month }, ..row }
    };
    let last = &months[months.len().saturating_sub(chart::MONTHS)..];
    FundMonths {
        name: fund.name.clone(),
        purpose: fund.purpose.clone().unwrap_or_default(),
        chart: chart::of_months(desk, last, true),
        months: months.iter().rev().map(row).collect(),
    }
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

/// Builds the statement of a fund for a month.
#[must_use]
pub fn statement<'a>(
    desk: &Desk<'a>,
    id: &FundId,
    month: Month,
) -> Option<(Page<'a>, frame::Heading)> {
    let fund = desk.board.fund(id)?;
    let statement = statement_of(desk, fund, month);
    let title = statement_title(desk, fund, month);
    let trail = vec![Link { text: desk.word("page.accounts"), href: desk.href("accounts.html") }];
    let description = statement.sentence.clone();
    Some((Page::Statement(Box::new(statement)), frame::Heading { title, description, trail }))
}

/// The title of a fund's month.
#[must_use]
pub fn statement_title(desk: &Desk<'_>, fund: &Fund, month: Month) -> String {
    let args = [("fund", fund.name.as_str().into()), ("month", desk.format().month(month).into())];
    desk.words.say("title.statement", &args)
}

/// The statement itself, for the page and for its notice.
#[must_use]
pub fn statement_of(desk: &Desk<'_>, fund: &Fund, month: Month) -> Statement {
    let format = desk.format();
    let ledger = &desk.board.ledger;
    let (first, last) = (month.first(), month.last());
    let turnover = ledger.turnover(&fund.id, first, last);
    let months = ledger.months(&fund.id);
    let link = |month: Month| Link {
        text: format.month(month),
        href: desk.href(&statement_addresses(&fund.id, month).0),
    };
    let balanced = desk.with_left_out(month_balanced(desk, fund, month), fund, last);
    let name = format.month(month);
    let lines = ledger.lines(&fund.id, first, last);
    Statement {
        fund: fund.name.clone(),
        sentence: desk.turnover_sentence(&name, &turnover, &balanced.word),
        month: name,
        unit: format.unit(),
        opening: format.amount(turnover.opening),
        income: format.amount(turnover.income),
        spending: format.amount(turnover.spending),
        moved: (turnover.moved != Money::ZERO).then(|| format.amount(turnover.moved)),
        closing: format.amount(turnover.closing),
        balanced,
        categories: categories(desk, fund, month),
        lines: lines.map(|(entry, after)| line(desk, entry, after)).collect(),
        previous: months.iter().copied().rfind(|other| *other < month).map(link),
        next: months.iter().copied().find(|other| *other > month).map(link),
        sheet: desk.href(&statement_addresses(&fund.id, month).1),
        downloads: desk.downloads(&[Export::Lines(fund.id.clone(), month)]),
    }
}

/// Whether the fund or its account was balanced at the end of a month, or later with nothing
/// moved in between.
fn month_balanced(desk: &Desk<'_>, fund: &Fund, month: Month) -> State {
    let found = desk.board.of(Kind::Balance).iter().find_map(|record| match &record.body {
        Body::Balance(balance)
            if (*balance.pot == *fund.held_in.0 || *balance.pot == *fund.id.0)
                && balance.date >= month.last()
                && !moved_since(desk, fund, month.last(), balance.date) =>
        {
            Some(balance.date)
        }
        _ => None,
    });
    match found {
        Some(day) => {
            let date = desk.format().date(day).text;
            State {
                word: desk.words.say("state.balanced-on", &[("date", date.into())]),
                tone: "good",
            }
        }
        None => State { word: desk.word("state.not-balanced"), tone: "open" },
    }
}

fn moved_since(desk: &Desk<'_>, fund: &Fund, after: Day, until: Day) -> bool {
    let touches = |entry: &&Entry| {
        entry.fund.as_ref() == Some(&fund.id) || entry.account.as_ref() == Some(&fund.held_in)
    };
    let mut entries = desk.board.ledger.entries().iter().filter(touches);
    entries.any(|entry| entry.day > after && entry.day <= until)
}

fn line(desk: &Desk<'_>, entry: &Entry, after: Money) -> Line {
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
    Line {
        date: format.date(entry.day),
        title: desk.link_id(&entry.record),
        voucher: record.map(|record| voucher(desk, record, entry.receipt)).unwrap_or_default(),
        moved: if entry.flow == Flow::Moved { desk.word("state.moved") } else { String::new() },
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

/// Income, then spending, by category; the largest first, what has no category last.
fn categories(desk: &Desk<'_>, fund: &Fund, month: Month) -> Vec<CategoryLine> {
    let mut sums: BTreeMap<(Flow, String), Money> = BTreeMap::new();
    for (entry, _) in desk.board.ledger.lines(&fund.id, month.first(), month.last()) {
        if entry.flow == Flow::Moved {
            continue;
        }
        let category = match desk.board.heading(entry) {
            Heading::Category(category) => category.to_owned(),
            Heading::Fee(fee) => desk.link_id(fee).text,
            Heading::None => desk.word("say.no-category"),
        };
        *sums.entry((entry.flow, category)).or_default() += entry.effect;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by(|((a, _), x), ((b, _), y)| a.cmp(b).then(y.abs().cmp(&x.abs())));
    let longest = sums.iter().map(|(_, sum)| sum.abs()).max().unwrap_or_default();
    let line = |((flow, category), sum): ((Flow, String), Money)| CategoryLine {
        bar: share(if flow == Flow::In { sum } else { -sum }, longest),
        flow: desk.word(if flow == Flow::In { "flow.in" } else { "flow.out" }),
        category,
        amount: desk.format().amount(if flow == Flow::In { sum } else { -sum }),
    };
    sums.into_iter().map(line).collect()
}
