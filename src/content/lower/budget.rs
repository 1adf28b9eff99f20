//! Budgets.

use super::money::fund;
use super::written::{Lowering, reference};
use crate::content::fields::{Desk, Fields};
use crate::diagnostic::Code;
use crate::model::budget::{Budget, BudgetItem, BudgetLine};
use crate::model::ledger::Flow;

const FLOWS: [Flow; 2] = [Flow::Out, Flow::In];

pub(crate) fn budget(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Budget> {
    let fields = from.fields;
    let (period, fund) = (fields.period(desk, "period"), fund(desk, from));
    let lines = fields.maps(desk, "lines", line);
    Some(Budget { period: period?, fund: fund?, lines })
}

fn line(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<BudgetLine> {
    let category = fields.text(desk, "category");
    let matter = reference(fields, "for");
    let flow = fields.choice(desk, "flow").map_or(Flow::Out, |place| FLOWS[place]);
    let amount = fields.money(desk, "amount");
    let note = fields.text(desk, "note");
    let item = match (category, fields.node("for")) {
        (Some(category), None) => Some(BudgetItem::Category(category)),
        (None, Some(_)) => matter.map(BudgetItem::Matter),
        _ => {
            desk.find(Code::BudgetLine, fields.first, Vec::new());
            None
        }
    };
    Some(BudgetLine { item: item?, flow, amount: amount?, note, at: fields.spans() })
}
