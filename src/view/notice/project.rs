//! The notice of a project: what it is, who pays, what was spent, and how far it has come.

use super::{Column, Notice, Table};
use crate::model::record::Record;
use crate::view::{Desk, facts, project};

/// Puts a project on its notice.
pub(super) fn of_project(desk: &Desk<'_>, notice: &mut Notice, record: &Record) {
    let sentence = desk.sentence(record);
    notice.paragraphs.extend(Some(sentence).filter(|said| !said.is_empty()));
    notice.paragraphs.extend(record.head.note.clone());
    notice.facts = facts::facts(desk, record);
    let Some(block) = project::block(desk, record) else { return };
    notice.facts.extend(block.money);
    notice.tables = block.tables;
    let column = |key: &str, set| Column { head: desk.word(key), set };
    if !block.steps.is_empty() {
        let rows = block.steps.into_iter().map(|step| vec![step.what, step.who, step.state.word]);
        notice.tables.push(Table {
            caption: desk.word("field.milestones"),
            columns: vec![
                column("field.what", "text"),
                column("field.by", "date"),
                column("field.done", "text"),
            ],
            rows: rows.collect(),
            ..Table::default()
        });
    }
    if let Some(allotment) = block.allotment {
        notice.facts.extend(allotment.facts);
        notice.tables.extend(allotment.states);
    }
    notice.closing.splice(0..0, block.notes);
}
