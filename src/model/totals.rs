//! What a board comes to (合计): money by month, what came in of charges and what became of cases by
//! year, and what its packs ask. A board publishes it in `board.json`; a portal adds it up.
//!
//! Only what can be added is kept, counts and amounts: a share of several boards is the quotient of
//! their sums, never a mean of shares.

use std::collections::{BTreeMap, BTreeSet};

use super::board::Board;
use super::calendar::{Day, Month};
use super::caseload::{Caseload, cases};
use super::charge::Charge;
use super::collection::Part;
use super::id::Kind;
use super::money::Money;
use super::record::Body;

/// What a board, or several together, come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// What all funds hold on the board's day.
    pub balance: Money,
    /// Every month from the first entry of any fund to the board's day.
    pub months: BTreeMap<Month, Flows>,
    /// The same by year: what is left is that of the last month that a board has.
    pub years: BTreeMap<i16, Flows>,
    /// What came in of charges, by the year in which their period begins.
    pub collection: BTreeMap<i16, Collected>,
    /// What became of cases, by the year in which they came in.
    pub cases: BTreeMap<i16, CaseCount>,
    /// What is asked, and what came of it.
    pub duties: DutyCount,
}

/// What came in and went out of all funds in a month or year, and what was left at its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// How many boards tell of it.
    pub boards: i64,
    /// In.
    pub income: Money,
    /// Out.
    pub spending: Money,
    /// Left.
    pub balance: Money,
}

/// What came in of charges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// How many boards tell of it.
    pub boards: i64,
    /// How many charges there are.
    pub charges: i64,
    /// Of how many it is known what is owed and what came in.
    pub counted: i64,
    /// What these owe, without what was let off.
    pub owed: Money,
    /// What came in of that.
    pub received: Money,
}

impl Collected {
    /// What came in of what is owed; `None` over nothing.
    #[must_use]
    pub fn rate(self) -> Option<Part<Money>> {
        (self.owed > Money::ZERO).then_some(Part { part: self.received, of: self.owed })
    }
}

/// What became of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseCount {
    /// How many boards tell of it.
    pub boards: i64,
    /// Came in.
    pub received: i64,
    /// Ended, and were not taken up again since.
    pub closed: i64,
    /// Open beyond their day.
    pub overdue: i64,
}

impl CaseCount {
    /// Those that ended, of those that came in; `None` over nothing.
    #[must_use]
    pub fn rate(self) -> Option<Part<i64>> {
        (self.received > 0).then_some(Part { part: self.closed, of: self.received })
    }
}

/// What came of what is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DutyCount {
    /// Published in time.
    pub published: i64,
    /// Published late.
    pub late: i64,
    /// Overdue and not published.
    pub missing: i64,
    /// Of these, asked by texts that nobody held against the current ones.
    pub unjudged: i64,
    /// Not published, on a legal basis.
    pub withheld: i64,
}

impl Totals {
    /// What a board comes to, but for what is asked of it, which the rules know.
    #[must_use]
    pub fn of(board: &Board, duties: DutyCount) -> Self {
        let funds = &board.profile.funds;
        let on = |day: Day| {
            funds.iter().filter_map(|fund| board.ledger.fund_on(&fund.id, day)).sum::<Money>()
        };
        let months = months(board).into_iter().map(|month| {
            let (first, last) = (month.first(), month.last().min(board.as_of));
            let mut flows = Flows { boards: 1, balance: on(last), ..Flows::default() };
            for fund in funds {
                let turnover = board.ledger.turnover(&fund.id, first, last);
                flows.income += turnover.income;
                flows.spending += turnover.spending;
            }
            (month, flows)
        });
        let months: BTreeMap<Month, Flows> = months.collect();
        Self {
            balance: on(board.as_of),
            years: years(&months),
            months,
            collection: collection(board),
            cases: case_counts(board),
            duties,
        }
    }

    /// Those of several boards together. A month has a sum where any of them has it.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.balance += other.balance;
        for (month, flows) in &other.months {
            let sum = self.months.entry(*month).or_default();
            *sum = sum.and(*flows);
        }
        for (year, flows) in &other.years {
            let sum = self.years.entry(*year).or_default();
            *sum = sum.and(*flows);
        }
        for (year, collected) in &other.collection {
            let sum = self.collection.entry(*year).or_default();
            *sum = sum.and(*collected);
        }
        for (year, count) in &other.cases {
            let sum = self.cases.entry(*year).or_default();
            *sum = sum.and(*count);
        }
        self.duties = self.duties.and(other.duties);
        self
    }

    /// The years of which anything is told.
    #[must_use]
    pub fn told(&self) -> BTreeSet<i16> {
        let years = self.years.keys().chain(self.collection.keys()).chain(self.cases.keys());
        years.copied().collect()
    }

    /// The first month or year of a single board that does not follow: a month from the one before,
    /// a year from its months, and what is left from the last month.
    #[must_use]
    pub fn unbalanced(&self) -> Option<String> {
        let pairs = self.months.values().zip(self.months.iter().skip(1));
        let wrong = |(before, (_, flows)): &(&Flows, (&Month, &Flows))| {
            before.balance + flows.income - flows.spending != flows.balance
        };
        if let Some((_, (month, _))) = pairs.into_iter().find(wrong) {
            return Some(month.to_string());
        }
        let years = years(&self.months);
        let year = self.years.iter().find(|(year, flows)| years.get(*year) != Some(*flows));
        let last = self.months.iter().next_back();
        let last = last.filter(|(_, flows)| flows.balance != self.balance);
        year.map(|(year, _)| year.to_string()).or(last.map(|(month, _)| month.to_string()))
    }
}

impl Flows {
    /// Those of two boards.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            boards: self.boards + other.boards,
            income: self.income + other.income,
            spending: self.spending + other.spending,
            balance: self.balance + other.balance,
        }
    }
}

impl Collected {
    /// Those of two boards.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            boards: self.boards + other.boards,
            charges: self.charges + other.charges,
            counted: self.counted + other.counted,
            owed: self.owed + other.owed,
            received: self.received + other.received,
        }
    }
}

impl CaseCount {
    /// Those of two boards.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            boards: self.boards + other.boards,
            received: self.received + other.received,
            closed: self.closed + other.closed,
            overdue: self.overdue + other.overdue,
        }
    }
}

impl DutyCount {
    /// Those of two packs, or of two boards.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            published: self.published + other.published,
            late: self.late + other.late,
            missing: self.missing + other.missing,
            unjudged: self.unjudged + other.unjudged,
            withheld: self.withheld + other.withheld,
        }
    }

    /// How many periods are asked about in all.
    #[must_use]
    pub fn all(self) -> i64 {
        self.published + self.late + self.missing + self.withheld
    }
}

/// The months from the first entry of any fund to the board's day.
fn months(board: &Board) -> Vec<Month> {
    let spans = board.profile.funds.iter().filter_map(|fund| board.ledger.span(&fund.id));
    let Some(first) = spans.map(|(first, _)| first).min() else { return Vec::new() };
    let last = board.as_of.to_month();
    std::iter::successors(Some(first), |month| Some(month.next()))
        .take_while(|month| *month <= last)
        .collect()
}

/// The charges whose period has begun, with the year in which it did.
fn charges(board: &Board) -> impl Iterator<Item = (i16, &Charge)> {
    board.of(Kind::Charge).iter().filter_map(|record| match &record.body {
        Body::Charge(charge) if charge.period.first().first() <= board.as_of => {
            Some((charge.period.first().year, &**charge))
        }
        _ => None,
    })
}

fn years(months: &BTreeMap<Month, Flows>) -> BTreeMap<i16, Flows> {
    let mut years: BTreeMap<i16, Flows> = BTreeMap::new();
    for (month, flows) in months {
        let sum = years.entry(month.year).or_default();
        let (income, spending) = (sum.income + flows.income, sum.spending + flows.spending);
        *sum = Flows { income, spending, ..*flows };
    }
    years
}

fn collection(board: &Board) -> BTreeMap<i16, Collected> {
    let mut years: BTreeMap<i16, Collected> = BTreeMap::new();
    for (year, charge) in charges(board) {
        let sum = years.entry(year).or_default();
        sum.boards = 1;
        sum.charges += 1;
        if let Some(Part { part, of }) = board.collection(charge).of_money() {
            sum.counted += 1;
            sum.owed += of;
            sum.received += part;
        }
    }
    years
}

fn case_counts(board: &Board) -> BTreeMap<i16, CaseCount> {
    let mut years: BTreeMap<i16, CaseCount> = BTreeMap::new();
    for (_, case) in cases(board) {
        let load = Caseload::of(std::iter::once(case), board.as_of);
        let sum = years.entry(case.opened.year()).or_default();
        *sum = CaseCount {
            boards: 1,
            received: sum.received + load.received,
            closed: sum.closed + load.closed,
            overdue: sum.overdue + load.overdue,
        };
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).expect("an amount")
    }

    fn month(month: i8) -> Month {
        Month { year: 2025, month }
    }

    fn flows(income: i64, spending: i64, balance: i64) -> Flows {
        let [income, spending, balance] = [income, spending, balance].map(money);
        Flows { boards: 1, income, spending, balance }
    }

    #[test]
    fn boards_are_added_month_by_month() {
        let board = |months: &[(Month, Flows)]| {
            let months = months.iter().copied().collect();
            Totals { years: years(&months), months, ..Totals::default() }
        };
        let longer = board(&[(month(1), flows(60, 10, 50)), (month(2), flows(50, 0, 100))]);
        let shorter = board(&[(month(1), flows(7, 0, 7))]);
        let both = longer.and(&shorter);
        assert_eq!(both.months[&month(1)], Flows { boards: 2, ..flows(67, 10, 57) });
        assert_eq!(both.months[&month(2)], flows(50, 0, 100));
        // What the board that has no February still holds is not lost for the year.
        assert_eq!(both.years[&2025], Flows { boards: 2, ..flows(117, 10, 107) });
    }

    #[test]
    fn a_balance_that_does_not_follow_is_seen() {
        let months = |closing| Totals {
            months: [(month(1), flows(60, 10, 50)), (month(2), flows(50, 20, closing))].into(),
            ..Totals::default()
        };
        let whole = |closing| {
            let of = months(closing);
            Totals { years: years(&of.months), balance: money(closing), ..of }
        };
        assert_eq!(whole(80).unbalanced(), None);
        assert_eq!(whole(81).unbalanced().as_deref(), Some("2025-02"));
        let richer = Totals { balance: money(81), ..whole(80) };
        assert_eq!(richer.unbalanced().as_deref(), Some("2025-02"));
        let year = Flows { income: money(1), ..whole(80).years[&2025] };
        let told = Totals { years: [(2025, year)].into(), ..whole(80) };
        assert_eq!(told.unbalanced().as_deref(), Some("2025"));
    }

    #[test]
    fn shares_are_quotients_of_sums() {
        let one =
            Collected { boards: 1, charges: 1, counted: 1, owed: money(100), received: money(100) };
        let other =
            Collected { boards: 1, charges: 1, counted: 1, owed: money(300), received: money(0) };
        let rate = one.and(other).rate().and_then(Part::<Money>::per_mille);
        assert_eq!(rate, Some(250));
        assert_eq!(Collected::default().rate(), None);
    }
}
