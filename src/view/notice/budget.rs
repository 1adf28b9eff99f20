//! The notice of a budget: each of its tables, with what was meant and what came of it.

use super::{Column, Notice, Table};
use crate::model::budget::Budget;
use crate::view::Desk;
use crate::view::budget::{BudgetRow, tables};

/// Puts the tables of a budget on its notice.
pub(super) fn of_budget(desk: &Desk<'_>, notice: &mut Notice, sentence: String, budget: &Budget) {
    notice.paragraphs.push(sentence);
    let shown = tables(desk, budget);
    notice.paragraphs.push(shown.until);
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let unit = desk.format().unit();
    for table in shown.tables {
        let args = [("table", table.caption.into()), ("unit", unit.as_str().into())];
        let shown = Table {
            caption: desk.words.say("say.table-unit", &args),
            columns: vec![
                column("field.item", "text"),
                column("say.planned", "figure"),
                column("say.actual", "figure"),
                column("say.variance", "text"),
            ],
            rows: table.rows.into_iter().map(cells).collect(),
            foot: table.total.map(cells).unwrap_or_default(),
            ..Table::default()
        };
        notice.tables.push(shown.carrying([1, 2]));
        if !table.note.is_empty() {
            notice.closing.insert(0, table.note);
        }
    }
}

fn cells(row: BudgetRow) -> Vec<String> {
    let planned = row.planned.map(|amount| amount.text).unwrap_or_default();
    vec![row.item.text, planned, row.actual.text, row.variance]
}
