//! The home page: what is posted now, what is left, what was decided, what was done.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Desk;
use super::accounts::{MonthRow, month_row};
use super::chart::{self, Chart, share};
use super::coverage::{self, Strip};
use super::members;
use super::notices::{self, Posted};
use super::parts::{Amount, Date, Link, Row, State, VoteBar};
use super::photo::Photos;
use super::plan::statement_addresses;
use super::votes::{bars, outcome_state};
use crate::model::board::SILENT_AFTER;
use crate::model::calendar::{Month, Period};
use crate::model::id::Kind;
use crate::model::ledger::{AccountKind, Fund, Turnover};
use crate::model::money::Money;
use crate::model::record::{Body, Record};

/// `home.html`
#[derive(Clone, Debug, Serialize)]
pub struct Home {
    /// Who publishes and where, in one line.
    pub lead: String,
    /// How much of what the rules of the place ask for is there; absent while no pack is on.
    pub coverage: Option<Strip>,
    /// What its members come to, of a portal.
    pub members: Option<Strip>,
    /// Since when nothing new was published, once that is a quarter ago; may be empty.
    pub silent: String,
    /// To whom to turn to in each building; absent where nobody is named.
    pub turn_to: Option<Link>,
    /// What is in its posting window; empty is said with words.
    pub notices: Vec<Posted>,
    /// To everything that is or was posted.
    pub all_notices: Link,
    /// The latest month with entries, e.g. `2025年3月`; empty while there are none.
    pub month: String,
    /// What came in, went out and is left, in one sentence that can be read aloud.
    pub sentence: String,
    /// The unit of amounts.
    pub unit: String,
    /// One row a fund.
    pub funds: Vec<FundRow>,
    /// The last months of all funds together; absent before there are two.
    pub chart: Option<Chart>,
    /// The figures of the chart, newest month first.
    pub months: Vec<MonthRow>,
    /// The newest decisions.
    pub decisions: Vec<DecisionCard>,
    /// What became of cases.
    pub cases: Option<Cases>,
    /// Projects that are being worked at.
    pub projects: Vec<Row>,
    /// To all projects; absent where there are none.
    pub all_projects: Option<Link>,
    /// The newest records of any kind.
    pub newest: Vec<Row>,
}

/// What a fund holds.
#[derive(Clone, Debug, Serialize)]
pub struct FundRow {
    /// Its name, linked to its statements.
    pub name: Link,
    /// Whether it may be used for one purpose only, in a word; may be empty.
    pub restricted: String,
    /// What it holds on the board's day.
    pub balance: Amount,
    /// When its account was last balanced, in words.
    pub balanced: State,
    /// In, this month.
    pub income: Amount,
    /// Out, this month.
    pub spending: Amount,
    /// Length of the bar of income, in tenths of a percent of the longest bar of all funds.
    pub income_bar: i64,
    /// Length of the bar of spending, likewise.
    pub spending_bar: i64,
}

/// A decision in short.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionCard {
    /// Its title, linked.
    pub title: Link,
    /// Its day.
    pub date: Date,
    /// What kind of meeting.
    pub assembly: String,
    /// Its motions.
    pub motions: Vec<MotionLine>,
}

/// A motion in short.
#[derive(Clone, Debug, Serialize)]
pub struct MotionLine {
    /// What was asked.
    pub text: String,
    /// The outcome.
    pub state: State,
    /// The votes.
    pub bars: Vec<VoteBar>,
}

/// What became of cases.
#[derive(Clone, Debug, Serialize)]
pub struct Cases {
    /// Received, closed, open, and the median of days, in one sentence.
    pub sentence: String,
    /// The newest ones that were closed as fixed.
    pub fixed: Vec<Row>,
    /// Of the newest of them that has it, how it was before and after.
    pub photos: Option<Photos>,
    /// The oldest one that is still open.
    pub oldest_open: Option<Row>,
    /// To what all cases come to.
    pub statistics: Link,
    /// To all cases.
    pub all: Link,
}

/// How many months the home page's chart has: a quarter.
const QUARTER: usize = 3;
/// How many of the newest decisions and records the home page shows.
const NEWEST_DECISIONS: usize = 3;
const NEWEST_RECORDS: usize = 8;

/// Builds the home page.
#[must_use]
pub fn build(desk: &Desk<'_>) -> Home {
    let profile = &desk.board.profile;
    let place = [&profile.community, &profile.address];
    let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
    let mut lead =
        desk.words.say("say.published-by", &[("who", profile.publisher.as_str().into())]);
    for part in place {
        lead.push_str(desk.words.get("list.clause"));
        lead.push_str(part);
    }
    let (month, sentence) = money_sentence(desk);
    let decisions = desk.board.of(Kind::Decision).iter().rev();
    let newest = newest(desk, NEWEST_RECORDS);
    let quarter = quarter(desk);
    let turn_to = desk.board.sitting().iter().any(|(_, term)| !term.contacts.is_empty());
    let turn_to = turn_to.then(|| Link {
        text: desk.word("page.turn-to"),
        href: desk.href("about.html") + "#turn-to",
    });
    Home {
        lead,
        coverage: coverage::strip(desk),
        members: members::strip(desk),
        silent: silent(desk),
        turn_to,
        notices: notices::current(desk),
        all_notices: Link { text: desk.word("page.all-notices"), href: desk.href("posted.html") },
        month,
        sentence,
        unit: desk.format().unit(),
        funds: fund_rows(desk),
        chart: chart::of_months(desk, &quarter, false),
        months: quarter.iter().rev().map(|(month, sum)| month_row(desk, *month, sum)).collect(),
        decisions: decisions
            .filter(|record| record.head.date.is_some_and(|day| day <= desk.board.as_of))
            .filter_map(|record| decision_card(desk, record))
            .take(NEWEST_DECISIONS)
            .collect(),
        cases: super::cases::summary(desk),
        projects: super::project::under_way(desk),
        all_projects: super::project::all(desk),
        newest: newest.into_iter().map(|record| desk.row(record)).collect(),
    }
}

/// Says so when nothing was published for a quarter.
fn silent(desk: &Desk<'_>) -> String {
    match desk.board.silent_since() {
        Some(day) if day.plus(SILENT_AFTER) < desk.board.as_of => {
            let date = desk.format().date(day).text;
            desk.words.say("say.silent-since", &[("date", date.into())])
        }
        _ => String::new(),
    }
}

/// What came in and went out of all funds in the latest months in which money moved.
fn quarter(desk: &Desk<'_>) -> Vec<(Month, Turnover)> {
    let (books, funds) = (&desk.board.ledger, &desk.board.profile.funds);
    let months: BTreeSet<Month> = funds.iter().flat_map(|fund| books.months(&fund.id)).collect();
    let latest = months.into_iter().rev().take(QUARTER);
    let mut sums: Vec<(Month, Turnover)> = latest
        .map(|month| {
            let of = |fund: &Fund| books.turnover(&fund.id, month.first(), month.last());
            (month, funds.iter().map(of).fold(Turnover::default(), Turnover::and))
        })
        .collect();
    sums.reverse();
    sums
}

/// The latest month with entries, up to the board's day.
#[must_use]
pub fn latest_month(desk: &Desk<'_>) -> Option<Month> {
    let entries = desk.board.ledger.entries();
    let last = entries.iter().rev().find(|entry| entry.day <= desk.board.as_of)?;
    Some(last.day.to_month())
}

/// The newest records up to the board's day, by day.
#[must_use]
pub fn newest<'a>(desk: &Desk<'a>, count: usize) -> Vec<&'a Record> {
    let shown = |record: &&std::sync::Arc<Record>| {
        !matches!(
            record.head.id.kind,
            Kind::Page
                | Kind::Balance
                | Kind::Transfer
                | Kind::People
                | Kind::Posting
                | Kind::Withheld
        ) && record.head.date.is_some_and(|day| day <= desk.board.as_of)
            && record.head.withdrawn.is_none()
    };
    let mut records: Vec<_> = desk.board.records.iter().filter(shown).collect();
    records.sort_by(|a, b| b.head.date.cmp(&a.head.date).then_with(|| a.head.id.cmp(&b.head.id)));
    records.into_iter().take(count).map(|record| &**record).collect()
}

/// The month and the sentence over all funds together.
#[must_use]
pub fn money_sentence(desk: &Desk<'_>) -> (String, String) {
    let Some(month) = latest_month(desk) else {
        return (String::new(), desk.word("say.no-money"));
    };
    let mut sum = Turnover::default();
    for fund in &desk.board.profile.funds {
        let one = desk.board.ledger.turnover(&fund.id, month.first(), month.last());
        sum.income += one.income;
        sum.spending += one.spending;
        sum.closing += one.closing;
    }
    let state = balance_state(desk, month);
    let sentence = desk.turnover_sentence(Period::Month(month), &sum, &state);
    (desk.format().month(month), sentence)
}

/// Whether the money was balanced at the end of a month or later, in words.
fn balance_state(desk: &Desk<'_>, month: Month) -> String {
    let accounts = &desk.board.profile.accounts;
    let bank = accounts.iter().any(|account| account.kind == AccountKind::Bank);
    // What lies in the cash box is counted less often; where there is a bank, the bank decides.
    let mut asked = accounts.iter().filter(|account| !bank || account.kind == AccountKind::Bank);
    let balanced = asked.all(|account| {
        desk.board.last_balanced(&account.id.0).is_some_and(|(_, day)| day >= month.last())
    });
    desk.word(match (balanced && !accounts.is_empty(), bank) {
        (true, true) => "say.balanced-bank",
        (true, false) => "say.balanced-cash",
        (false, _) => "say.not-balanced",
    })
}

/// One row a fund.
#[must_use]
pub fn fund_rows(desk: &Desk<'_>) -> Vec<FundRow> {
    let month = latest_month(desk);
    let board = desk.board;
    let turnovers: Vec<Turnover> = board
        .profile
        .funds
        .iter()
        .map(|fund| match month {
            Some(month) => board.ledger.turnover(&fund.id, month.first(), month.last()),
            None => Turnover::default(),
        })
        .collect();
    let longest =
        turnovers.iter().map(|one| one.income.max(one.spending)).max().unwrap_or_default();
    let bar = |money: Money| share(money, longest);
    let rows = board.profile.funds.iter().zip(&turnovers);
    rows.map(|(fund, turnover)| {
        let last = board.ledger.span(&fund.id).map(|(_, last)| Period::Month(last));
        let href = last.map(|month| desk.href(&statement_addresses(&fund.id, month).0));
        let restricted =
            if fund.restricted { desk.word("state.restricted") } else { String::new() };
        let balance = board.ledger.fund_on(&fund.id, board.as_of).unwrap_or_default();
        FundRow {
            name: Link { text: fund.name.clone(), href: href.unwrap_or_default() },
            restricted,
            balance: desk.format().amount(balance),
            balanced: desk.with_left_out(
                balanced(desk, &fund.id.0, Some(&fund.held_in.0)),
                fund,
                board.as_of,
            ),
            income: desk.format().amount(turnover.income),
            spending: desk.format().amount(turnover.spending),
            income_bar: bar(turnover.income),
            spending_bar: bar(turnover.spending),
        }
    })
    .collect()
}

/// When a fund or account was last balanced, itself or the account it lies in.
#[must_use]
pub fn balanced(desk: &Desk<'_>, pot: &str, held_in: Option<&str>) -> State {
    let own = desk.board.last_balanced(pot).map(|(_, day)| day);
    let held = held_in.and_then(|pot| desk.board.last_balanced(pot)).map(|(_, day)| day);
    match own.max(held) {
        Some(day) => {
            let date = desk.format().date(day).text;
            State {
                word: desk.words.say("state.balanced-on", &[("date", date.into())]),
                tone: "good",
            }
        }
        None => State { word: desk.word("state.never-balanced"), tone: "open" },
    }
}

fn decision_card(desk: &Desk<'_>, record: &Record) -> Option<DecisionCard> {
    let Body::Decision(decision) = &record.body else { return None };
    let lines = decision.motions.iter().map(|motion| MotionLine {
        text: motion.text.clone(),
        state: outcome_state(desk, motion.outcome),
        bars: bars(desk, decision, motion),
    });
    Some(DecisionCard {
        title: desk.link(record),
        date: desk.format().date(decision.date),
        assembly: desk.word(&format!("value.{}", decision.assembly.name())),
        motions: lines.collect(),
    })
}
