//! The example of a budget: a line of every kind, with and without a sum.

use super::pieces::Pieces;
use crate::view::budget::{BudgetRow, BudgetTable, BudgetTables};
use crate::view::parts::Link;

impl Pieces<'_> {
    pub(super) fn budget(self) -> BudgetTables {
        let plain = Link { text: self.name(), href: String::new() };
        let row = |item: Link, planned: Option<i64>, tone| BudgetRow {
            item,
            planned: planned.map(|minor| self.amount(minor)),
            actual: self.amount(98_765),
            variance: self.name(),
            tone,
            note: if tone == "open" { self.long() } else { String::new() },
        };
        let rows =
            || vec![row(plain.clone(), Some(123_456), "plain"), row(self.link(), None, "open")];
        let whole = BudgetTable {
            caption: self.name(),
            rows: rows(),
            total: Some(row(plain.clone(), Some(123_456), "plain")),
            note: String::new(),
        };
        let apart =
            BudgetTable { caption: self.name(), rows: rows(), total: None, note: self.long() };
        BudgetTables { until: self.long(), tables: vec![whole, apart] }
    }
}
