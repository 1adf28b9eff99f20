//! Budgets (预算): what a fund means to take in and to spend over a period, line by line, and what
//! the books say of each line.

use super::board::Board;
use super::books::Heading;
use super::calendar::Period;
use super::id::RecordId;
use super::ledger::{Entry, Flow, FundId};
use super::money::Money;
use super::moved::Expenditure;
use super::record::{Body, Record};
use crate::source::Spans;

/// 预算: of one fund and period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The period.
    pub period: Period,
    /// The fund.
    pub fund: FundId,
    /// Its lines, in the order of writing.
    pub lines: Vec<BudgetLine>,
}

/// One line of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    /// What the money is for, or comes from.
    pub item: BudgetItem,
    /// In or out.
    pub flow: Flow,
    /// How much.
    pub amount: Money,
    /// In plain words.
    pub note: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

/// What a line of a budget is about. A category and a matter cut the same money in two ways, so
/// lines of the one are never added to lines of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BudgetItem {
    /// A category; a fee by its title.
    Category(String),
    /// One matter: what is spent for a decision, a case or a fee.
    Matter(RecordId),
}

impl Budget {
    /// What the lock keeps.
    pub fn guarded(&self, digits: u32, keep: &mut dyn FnMut(&str, String)) {
        keep("period", self.period.to_string());
        for (place, line) in self.lines.iter().enumerate() {
            keep(&format!("lines.{}.amount", place + 1), line.amount.plain(digits));
        }
    }
}

impl Board {
    /// What was paid so far by a decision's approval.
    #[must_use]
    pub fn spent_on(&self, decision: &RecordId) -> Money {
        self.approved_payments(decision).map(|(_, amount)| amount).sum()
    }

    /// The payments that rest on a decision, by day, with their exact amounts.
    pub fn approved_payments<'a>(
        &'a self,
        decision: &'a RecordId,
    ) -> impl Iterator<Item = (&'a Record, Money)> {
        let referring = self.referrers(decision).iter();
        let by = referring.filter(|(_, field)| *field == "approved_by");
        let mut paid: Vec<(&Record, &Expenditure)> = by
            .filter_map(|(id, _)| match self.record(id) {
                Some(record) => match &record.body {
                    Body::Expenditure(spent) => Some((&**record, spent)),
                    _ => None,
                },
                None => None,
            })
            .collect();
        paid.sort_by(|(a, x), (b, y)| x.date.cmp(&y.date).then_with(|| a.head.id.cmp(&b.head.id)));
        paid.into_iter().filter_map(|(record, spent)| Some((record, spent.amount.exact()?)))
    }

    /// What came in or went out so far on account of a line.
    #[must_use]
    pub fn actual(&self, budget: &Budget, line: &BudgetLine) -> Money {
        self.budgeted(budget, line.flow, |entry| match &line.item {
            BudgetItem::Category(category) => self.is_headed(entry, category),
            BudgetItem::Matter(matter) => {
                self.record(&entry.record).is_some_and(|record| is_for(record, matter))
            }
        })
    }

    /// What came in or went out so far under headings for which the budget has no line.
    #[must_use]
    pub fn unbudgeted(&self, budget: &Budget, flow: Flow) -> Money {
        let named = |entry: &Entry| {
            budget.lines.iter().filter(|line| line.flow == flow).any(|line| match &line.item {
                BudgetItem::Category(category) => self.is_headed(entry, category),
                BudgetItem::Matter(_) => false,
            })
        };
        self.budgeted(budget, flow, |entry| !named(entry))
    }

    fn budgeted(&self, budget: &Budget, flow: Flow, counts: impl Fn(&Entry) -> bool) -> Money {
        let (first, last) = budget.period.days();
        let lines = self.ledger.lines(&budget.fund, first, last.min(self.as_of));
        let own = lines.map(|(entry, _)| entry).filter(|entry| entry.flow == flow && counts(entry));
        let sum: Money = own.map(|entry| entry.effect).sum();
        if flow == Flow::Out { -sum } else { sum }
    }

    fn is_headed(&self, entry: &Entry, category: &str) -> bool {
        match self.heading(entry) {
            Heading::Category(own) => own == category,
            Heading::Fee(fee) => self
                .record(fee)
                .and_then(|fee| fee.head.title.as_deref())
                .is_some_and(|title| title == category),
            Heading::None => false,
        }
    }
}

/// Whether a record says that it is for a matter, or that the matter is what it rests on.
fn is_for(record: &Record, matter: &RecordId) -> bool {
    let says = |field: &str| matches!(field, "for" | "approved_by" | "fee");
    record.head.references.iter().any(|to| says(to.field) && to.to == *matter)
}
