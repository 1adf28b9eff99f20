//! A budget against what the books say of it: line by line, in words.

use serde::Serialize;

use super::Desk;
use super::parts::{Amount, Link};
use crate::model::budget::{Budget, BudgetItem, BudgetLine};
use crate::model::ledger::Flow;
use crate::model::money::Money;

/// A budget and how it stands.
#[derive(Clone, Debug, Serialize)]
pub struct BudgetTables {
    /// Up to which day the books are counted, in a sentence.
    pub until: String,
    /// One table for income, one for spending, one for single matters.
    pub tables: Vec<BudgetTable>,
}

/// Lines of a budget that may be added to each other.
#[derive(Clone, Debug, Serialize)]
pub struct BudgetTable {
    /// What its lines are.
    pub caption: String,
    /// Its lines.
    pub rows: Vec<BudgetRow>,
    /// All of them together; absent where they must not be added.
    pub total: Option<BudgetRow>,
    /// Why they are not added; may be empty.
    pub note: String,
}

/// A line of a budget, or the sum of several.
#[derive(Clone, Debug, Serialize)]
pub struct BudgetRow {
    /// What it is for, linked where it is a record.
    pub item: Link,
    /// What was meant; absent for money that no line was made for.
    pub planned: Option<Amount>,
    /// What the books say.
    pub actual: Amount,
    /// The difference in words: how much is left, or how far beyond it is.
    pub variance: String,
    /// `open` where more was spent, or less came in, than was meant; else `plain`.
    pub tone: &'static str,
    /// In plain words; may be empty.
    pub note: String,
}

/// The tables of a budget.
#[must_use]
pub fn tables(desk: &Desk<'_>, budget: &Budget) -> BudgetTables {
    let (_, last) = budget.period.days();
    let day = desk.format().date(last.min(desk.board.as_of)).text;
    let tables =
        [Flow::In, Flow::Out].into_iter().filter_map(|flow| by_category(desk, budget, flow));
    BudgetTables {
        until: desk.words.say("say.budget-until", &[("date", day.into())]),
        tables: tables.chain(by_matter(desk, budget)).collect(),
    }
}

/// What was meant to come in or go out in all, and what did.
#[must_use]
pub fn sums(desk: &Desk<'_>, budget: &Budget, flow: Flow) -> Option<(Money, Money)> {
    let lines: Vec<&BudgetLine> = categories(budget, flow).collect();
    if lines.is_empty() {
        return None;
    }
    let actual: Money = lines.iter().map(|line| desk.board.actual(budget, line)).sum();
    let planned = lines.iter().map(|line| line.amount).sum();
    Some((planned, actual + desk.board.unbudgeted(budget, flow)))
}

fn categories(budget: &Budget, flow: Flow) -> impl Iterator<Item = &BudgetLine> {
    let own =
        move |line: &&BudgetLine| line.flow == flow && matches!(line.item, BudgetItem::Category(_));
    budget.lines.iter().filter(own)
}

fn by_category(desk: &Desk<'_>, budget: &Budget, flow: Flow) -> Option<BudgetTable> {
    let (planned, actual) = sums(desk, budget, flow)?;
    let mut rows: Vec<BudgetRow> =
        categories(budget, flow).map(|line| line_row(desk, budget, line)).collect();
    let beyond = desk.board.unbudgeted(budget, flow);
    if beyond != Money::ZERO {
        rows.push(BudgetRow {
            item: Link { text: desk.word("say.budget-none"), href: String::new() },
            planned: None,
            actual: desk.format().amount(beyond),
            variance: desk.word("say.budget-no-line"),
            tone: "open",
            note: String::new(),
        });
    }
    let sum = Link { text: desk.word("say.sum"), href: String::new() };
    Some(BudgetTable {
        caption: desk.word(if flow == Flow::In { "flow.income" } else { "flow.spending" }),
        rows,
        total: Some(row((desk, budget), sum, flow, (planned, actual))),
        note: String::new(),
    })
}

fn by_matter(desk: &Desk<'_>, budget: &Budget) -> Option<BudgetTable> {
    let matters = budget.lines.iter().filter(|line| matches!(line.item, BudgetItem::Matter(_)));
    let rows: Vec<BudgetRow> = matters.map(|line| line_row(desk, budget, line)).collect();
    (!rows.is_empty()).then(|| BudgetTable {
        caption: desk.word("say.budget-matters"),
        rows,
        total: None,
        note: desk.word("say.budget-not-added"),
    })
}

fn line_row(desk: &Desk<'_>, budget: &Budget, line: &BudgetLine) -> BudgetRow {
    let item = match &line.item {
        BudgetItem::Category(category) => Link { text: category.clone(), href: String::new() },
        BudgetItem::Matter(matter) => desk.link_id(matter),
    };
    let sums = (line.amount, desk.board.actual(budget, line));
    BudgetRow {
        note: line.note.clone().unwrap_or_default(),
        ..row((desk, budget), item, line.flow, sums)
    }
}

fn row(
    (desk, budget): (&Desk<'_>, &Budget),
    item: Link,
    flow: Flow,
    (planned, actual): (Money, Money),
) -> BudgetRow {
    let left = planned - actual;
    // While the period lasts, what is still to come in is not late.
    let late = if budget.period.days().1 <= desk.board.as_of { "open" } else { "plain" };
    let (key, tone) = match (flow, left.minor()) {
        (_, 0) => ("say.budget-even", "plain"),
        (Flow::In, 1..) => ("say.budget-lacking", late),
        (Flow::In, _) => ("say.budget-more", "plain"),
        (_, 1..) => ("say.budget-left", "plain"),
        (_, _) => ("say.budget-beyond", "open"),
    };
    let format = desk.format();
    BudgetRow {
        item,
        planned: Some(format.amount(planned)),
        actual: format.amount(actual),
        variance: desk.words.say(key, &[("amount", format.amount(left.abs()).text.into())]),
        tone,
        note: String::new(),
    }
}
