//! The statement of a fund over a period: what it held, what came and went, what it holds.
//!
//! A month lists every entry; a longer period lists its months. Both say what they come to by
//! category, beside the period before and the same one of the year before.

use serde::Serialize;

use super::comparison::{Comparison, comparison};
use super::lines::{Line, line};
use super::review::{Reviewed, reviewed};
use crate::model::calendar::{Day, Period};
use crate::model::id::Kind;
use crate::model::ledger::{Fund, FundId, Turnover};
use crate::model::money::Money;
use crate::model::record::Body;
use crate::view::export::Export;
use crate::view::frame::Heading;
use crate::view::parts::{Amount, Link, State};
use crate::view::plan::statement_addresses;
use crate::view::{Desk, Page};

/// `statement.html`: one fund over one month, quarter, half-year or year.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    /// The fund's name.
    pub fund: String,
    /// The period.
    pub period: String,
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
    /// Whether its account was balanced at the end of the period, in words.
    pub balanced: State,
    /// Whether it was reviewed, and by whom.
    pub reviewed: Reviewed,
    /// Of a month: every entry with the balance after it.
    pub lines: Vec<Line>,
    /// Of a longer period: its months.
    pub parts: Vec<Part>,
    /// Income and spending by category, beside earlier periods; absent where nothing was.
    pub comparison: Option<Comparison>,
    /// The quarter, half-year and year it lies in, and those that lie in it.
    pub periods: Vec<Link>,
    /// The period before.
    pub previous: Option<Link>,
    /// The period after.
    pub next: Option<Link>,
    /// The notice to print.
    pub sheet: String,
    /// Its entries for other programs.
    pub downloads: Vec<Link>,
}

/// A month within the statement of a longer period.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// The month, linked to its statement.
    pub period: Link,
    /// Came in.
    pub income: Amount,
    /// Went out.
    pub spending: Amount,
    /// Moved to or from other funds; absent where nothing was in the whole period.
    pub moved: Option<Amount>,
    /// Left at its end.
    pub closing: Amount,
}

/// Builds the statement of a fund over a period.
#[must_use]
pub fn statement<'a>(desk: &Desk<'a>, id: &FundId, period: Period) -> Option<(Page<'a>, Heading)> {
    let fund = desk.board.fund(id)?;
    let statement = statement_of(desk, fund, period);
    let title = statement_title(desk, fund, period);
    let trail = vec![Link { text: desk.word("page.accounts"), href: desk.href("accounts.html") }];
    let description = statement.sentence.clone();
    Some((Page::Statement(Box::new(statement)), Heading { title, description, trail }))
}

/// The title of a fund's statement.
#[must_use]
pub fn statement_title(desk: &Desk<'_>, fund: &Fund, period: Period) -> String {
    let args =
        [("fund", fund.name.as_str().into()), ("month", desk.format().period(period).into())];
    desk.words.say("title.statement", &args)
}

/// A link to a fund's statement, by the name of its period.
#[must_use]
pub(super) fn statement_link(desk: &Desk<'_>, fund: &Fund, period: Period) -> Link {
    let href = desk.href(&statement_addresses(&fund.id, period).0);
    Link { text: desk.format().period(period), href }
}

/// The statement itself, for the page and for its notice.
#[must_use]
pub(crate) fn statement_of(desk: &Desk<'_>, fund: &Fund, period: Period) -> Statement {
    let format = desk.format();
    let ledger = &desk.board.ledger;
    let (first, last) = period.days();
    let turnover = ledger.turnover(&fund.id, first, last);
    let balanced = desk.with_left_out(period_balanced(desk, fund, last), fund, last);
    let there = |other: Period| {
        ledger.has_statement(&fund.id, other).then(|| statement_link(desk, fund, other))
    };
    let lines = matches!(period, Period::Month(_)).then(|| ledger.lines(&fund.id, first, last));
    Statement {
        fund: fund.name.clone(),
        sentence: desk.turnover_sentence(period, &turnover, &balanced.word),
        period: format.period(period),
        unit: format.unit(),
        opening: format.amount(turnover.opening),
        income: format.amount(turnover.income),
        spending: format.amount(turnover.spending),
        moved: (turnover.moved != Money::ZERO).then(|| format.amount(turnover.moved)),
        closing: format.amount(turnover.closing),
        balanced,
        reviewed: reviewed(desk, &fund.id, period),
        lines: lines.into_iter().flatten().map(|(entry, after)| line(desk, entry, after)).collect(),
        parts: parts(desk, fund, period),
        comparison: comparison(desk, fund, period),
        periods: related(period).into_iter().filter_map(there).collect(),
        previous: there(period.previous()),
        next: there(period.next()),
        sheet: desk.href(&statement_addresses(&fund.id, period).1),
        downloads: desk.downloads(&[Export::Lines(fund.id.clone(), period)]),
    }
}

/// The longer periods that a period lies in, and those longer than a month that lie in it.
fn related(period: Period) -> Vec<Period> {
    let mut found: Vec<Period> = period.each_month().flat_map(Period::longer).collect();
    found.retain(|other| *other != period);
    found.sort_unstable();
    found.dedup();
    found
}

/// The months of a longer period in which the fund has a statement.
fn parts(desk: &Desk<'_>, fund: &Fund, period: Period) -> Vec<Part> {
    if matches!(period, Period::Month(_)) {
        return Vec::new();
    }
    let (format, ledger) = (desk.format(), &desk.board.ledger);
    let months = period.each_month().map(Period::Month);
    let months: Vec<(Period, Turnover)> = months
        .filter(|month| ledger.has_statement(&fund.id, *month))
        .map(|month| {
            let (first, last) = month.days();
            (month, ledger.turnover(&fund.id, first, last))
        })
        .collect();
    let moved = months.iter().any(|(_, turnover)| turnover.moved != Money::ZERO);
    let part = |(month, turnover): &(Period, Turnover)| Part {
        period: statement_link(desk, fund, *month),
        income: format.amount(turnover.income),
        spending: format.amount(turnover.spending),
        moved: moved.then(|| format.amount(turnover.moved)),
        closing: format.amount(turnover.closing),
    };
    months.iter().map(part).collect()
}

/// Whether the fund or its account was balanced at the end of a period, or later with nothing
/// moved in between; of a period that is not over, on the board's day.
fn period_balanced(desk: &Desk<'_>, fund: &Fund, last: Day) -> State {
    let last = last.min(desk.board.as_of);
    let moved = desk.board.ledger.next_moved(fund, last);
    let balances = desk.board.of(Kind::Balance);
    let from = balances.partition_point(|record| record.head.date.is_some_and(|day| day < last));
    let later = balances[from..].iter().filter_map(|record| match &record.body {
        Body::Balance(balance) => Some(balance),
        _ => None,
    });
    let mut unmoved = later.take_while(|balance| moved.is_none_or(|moved| balance.date < moved));
    let found = unmoved.find(|one| *one.pot == *fund.held_in.0 || *one.pot == *fund.id.0);
    match found {
        Some(balance) => {
            let date = desk.format().date(balance.date).text;
            State {
                word: desk.words.say("state.balanced-on", &[("date", date.into())]),
                tone: "good",
            }
        }
        None => State { word: desk.word("state.not-balanced"), tone: "open" },
    }
}
