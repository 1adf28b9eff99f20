//! 成员名单公示: who sits in a body; a pact, with what a version changed; a register.

use super::{Column, Notice, Table};
use crate::model::people::Term;
use crate::model::record::Record;
use crate::view::parts::Fact;
use crate::view::{Desk, pact, people, register};

pub(super) fn of_term(desk: &Desk<'_>, notice: &mut Notice, record: &Record, term: &Term) {
    notice.paragraphs.push(desk.sentence(record));
    notice.paragraphs.extend(record.head.note.clone());
    let by = term.elected_by.as_ref().map(|id| desk.link_id(id).text);
    let by = by.map(|by| crate::view::facts::text(desk.word("field.elected_by"), by));
    notice.facts.extend(by);
    if let Some(roster) = people::roster(desk, record) {
        notice.tables.extend(
            roster.members.map(|table| Table { caption: desk.word("say.members"), ..table }),
        );
        notice.tables.extend(listed(
            desk,
            ["say.sit-too", "field.person", "field.body"],
            &roster.also,
        ));
        let heads = ["say.contacts", "field.entrance", "field.turn-to"];
        notice.tables.extend(listed(desk, heads, &roster.contacts));
        notice.closing.splice(0..0, Some(roster.names).filter(|names| !names.is_empty()));
    }
    let heads = ["say.duties", "field.duty", "field.holder"];
    let duties: Vec<Fact> = people::duties(desk, record);
    notice.tables.extend(listed(desk, heads, &duties));
}

pub(super) fn of_register(desk: &Desk<'_>, notice: &mut Notice, record: &Record) {
    notice.paragraphs.push(desk.sentence(record));
    if let Some(told) = register::table(desk, record) {
        notice.paragraphs.extend(told.totals);
    }
    notice.paragraphs.extend(record.head.note.clone());
    notice.tables.extend(register::sheet(desk, record));
}

pub(super) fn of_pact(desk: &Desk<'_>, notice: &mut Notice, record: &Record) {
    notice.paragraphs.push(desk.sentence(record));
    notice.paragraphs.extend(record.head.note.clone());
    if let Some(amended) = pact::amended(desk, record) {
        let told = amended.told.into_iter();
        let told: Vec<Fact> =
            told.map(|change| crate::view::facts::text(change.what, change.why)).collect();
        let heads = ["say.changed-in-it", "field.what-changed", "field.why"];
        notice.tables.extend(listed(desk, heads, &told));
    }
    let duties = people::duties(desk, record);
    notice.tables.extend(listed(desk, ["say.duties", "field.duty", "field.holder"], &duties));
}

/// Facts as a table of two columns, for paper.
fn listed(desk: &Desk<'_>, [caption, label, value]: [&str; 3], facts: &[Fact]) -> Option<Table> {
    let column = |key: &str| Column { head: desk.word(key), set: "text" };
    let row = |fact: &Fact| {
        let said: Vec<&str> = fact.values.iter().map(|value| value.text.as_str()).collect();
        vec![fact.label.clone(), said.join(desk.words.get("list.semicolon"))]
    };
    (!facts.is_empty()).then(|| Table {
        caption: desk.word(caption),
        columns: vec![column(label), column(value)],
        rows: facts.iter().map(row).collect(),
        ..Table::default()
    })
}
