//! The sheets of cases and fees, and the plain one that every other record has: what it says in a
//! sentence, why, its facts, and what it comes from and what came of it.

use super::{Column, Notice, Table};
use crate::model::case::Case;
use crate::model::record::Record;
use crate::view::chain::{self, Chain};
use crate::view::parts::{Card, Fact, Link};
use crate::view::{Desk, facts, fees, record, timeline};
use crate::words::Arg;

/// Any record that has no sheet of its own sort.
pub(super) fn of_any(desk: &Desk<'_>, notice: &mut Notice, record: &Record) {
    let said = [desk.sentence(record), record::withdrawn(desk, record)];
    notice.paragraphs.extend(said.into_iter().filter(|said| !said.is_empty()));
    notice.paragraphs.extend(record.head.note.clone());
    notice.facts = facts::facts(desk, record);
    chained(desk, notice, record);
}

/// 办结公示, or how far a case has come.
pub(super) fn of_case(desk: &Desk<'_>, notice: &mut Notice, record: &Record, case: &Case) {
    let said = desk.sentence(record);
    notice.paragraphs.push(if case.ending().is_some() {
        let args = [("title", desk.title(record).into()), ("sentence", said.into())];
        desk.words.say("say.case-notice", &args)
    } else {
        said
    });
    notice.paragraphs.extend(record.head.note.clone());
    notice.facts = facts::facts(desk, record);
    notice.tables.push(timeline::table(desk, case));
    if let Some(decision) = &case.decided_by {
        let title = Arg::from(desk.link_id(decision).text);
        notice.paragraphs.push(desk.words.say("say.decided-by", &[("title", title)]));
    }
}

/// 收费标准公示: what is asked, since when, and who decided it.
pub(super) fn of_fee(desk: &Desk<'_>, notice: &mut Notice, record: &Record) {
    of_any(desk, notice, record);
    let rates = fees::collecting(desk, record).map(|told| told.rates).unwrap_or_default();
    if rates.is_empty() {
        return;
    }
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let rows = rates.into_iter().map(|line| {
        let mut why = vec![line.decision.text, line.why];
        why.retain(|said| !said.is_empty());
        vec![line.from.text, line.rate, line.state.word, why.join(desk.words.get("list.clause"))]
    });
    notice.tables.push(Table {
        caption: desk.word("site.record.rates"),
        columns: vec![
            column("site.collection.from", "date"),
            column("site.collection.standard", "text"),
            column("field.state", "text"),
            column("site.collection.decision", "text"),
        ],
        rows: rows.collect(),
        ..Table::default()
    });
}

/// What a record comes from and what came of it, one step each way, where its facts do not say so.
fn chained(desk: &Desk<'_>, notice: &mut Notice, record: &Record) {
    let Chain { before, after, .. } = chain::chain(desk, record);
    let next = before.into_iter().chain(after).filter(|card| card.depth == 1);
    let known = |card: &Card| {
        let mut said = notice.facts.iter().flat_map(|fact| &fact.values);
        said.any(|value| value.text == card.title.text)
    };
    let next: Vec<Card> = next.filter(|card| !known(card)).collect();
    for card in next {
        let value = Link { text: card.title.text, href: String::new() };
        match notice.facts.iter_mut().find(|fact| fact.label == card.relation) {
            Some(fact) => fact.values.push(value),
            None => {
                notice.facts.push(Fact { label: card.relation, values: vec![value], set: "text" });
            }
        }
    }
}
