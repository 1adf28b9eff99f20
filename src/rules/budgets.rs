//! Budgets that say the same thing twice.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::budget::BudgetItem;
use crate::model::id::Kind;
use crate::model::record::Body;

/// One line a category or matter and direction: what was paid would be told twice.
pub(crate) fn lines_differ(board: &Board, findings: &mut Vec<Finding>) {
    for record in board.of(Kind::Budget) {
        let Body::Budget(budget) = &record.body else { continue };
        let mut seen = BTreeMap::new();
        for line in &budget.lines {
            let (field, item) = match &line.item {
                BudgetItem::Category(category) => ("category", category.clone()),
                BudgetItem::Matter(matter) => ("for", matter.to_string()),
            };
            let at = record.head.within(line.at.of(field));
            if let Some(first) = seen.insert((line.flow, item.clone()), at.clone()) {
                findings.push(
                    Finding::new(Code::BudgetLineTwice, at)
                        .with("item", item)
                        .related(first, "related.first")
                        .about(record.head.id.to_string()),
                );
            }
        }
    }
}
