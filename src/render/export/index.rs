//! `board.json`: what the board is and where everything of it lies. `docs/board-json.md` says what
//! stands in it.

use serde_json::{Map, Value, json};

use crate::view::export::index::{Change, DataFile, File, Fund, Index, Members, Notice, Records};
use crate::view::export::totals::{CaseLine, CollectionLine, FlowLine, Overdue, PackDuties, Sums};

/// The document.
#[must_use]
pub fn document(index: &Index) -> String {
    let fund = |one: &Fund| {
        json!({
            "id": one.id, "name": one.name, "balance": one.balance, "statement": one.statement,
        })
    };
    let records = |one: &Records| json!({ "kind": one.kind, "count": one.count, "page": one.page });
    let data = |one: &DataFile| {
        json!({
            "kind": one.kind, "year": one.year, "path": one.path, "rows": one.rows,
            "bytes": one.bytes, "sha256": one.sha256,
        })
    };
    let file = |one: &File| json!({ "path": one.path, "media_type": one.media_type });
    let change = |one: &Change| {
        json!({
            "id": one.id, "title": one.title, "page": one.page, "first": one.first,
            "changed": one.changed, "withdrawn": one.withdrawn,
        })
    };
    let document = json!({
        "format": index.format, "made_by": index.made_by, "as_of": index.as_of,
        "name": index.name, "publisher": index.publisher, "language": index.language,
        "time_zone": index.time_zone, "currency": index.currency, "base_url": index.base_url,
        "listed": index.listed, "trial": index.trial, "last_record": index.last_record,
        "funds": index.funds.iter().map(fund).collect::<Vec<_>>(),
        "records": index.records.iter().map(records).collect::<Vec<_>>(),
        "data": index.data.iter().map(data).collect::<Vec<_>>(),
        "exports": index.exports.iter().map(file).collect::<Vec<_>>(),
        "feeds": index.feeds.iter().map(file).collect::<Vec<_>>(),
        "totals": totals(&index.totals),
        "duties": index.duties.iter().map(duties).collect::<Vec<_>>(),
        "posted": index.posted.iter().map(posted).collect::<Vec<_>>(),
        "changes": index.changes.iter().map(change).collect::<Vec<_>>(),
        "members": index.members.as_ref().map(members),
    });
    format!("{:#}\n", known(document))
}

/// How many boards a sum is of, where it is not of one alone.
fn several(boards: i64) -> Option<i64> {
    (boards != 1).then_some(boards)
}

/// What a board, or several together, come to.
fn totals(sums: &Sums) -> Value {
    let flows = |(name, period): (&str, Value), one: &FlowLine| {
        json!({
            name: period, "boards": several(one.boards), "income": one.income,
            "spending": one.spending, "balance": one.balance,
        })
    };
    let months =
        sums.months.iter().map(|(month, one)| flows(("month", month.as_str().into()), one));
    let years = sums.years.iter().map(|(year, one)| flows(("year", (*year).into()), one));
    let collected = |one: &CollectionLine| {
        json!({
            "year": one.year, "boards": several(one.boards), "charges": one.charges, "counted": one.counted,
            "owed": one.owed, "received": one.received,
        })
    };
    let cases = |one: &CaseLine| {
        json!({
            "year": one.year, "boards": several(one.boards), "received": one.received, "closed": one.closed,
            "overdue": one.overdue,
        })
    };
    json!({
        "balance": sums.balance,
        "months": months.collect::<Vec<_>>(),
        "years": years.collect::<Vec<_>>(),
        "collection": sums.collection.iter().map(collected).collect::<Vec<_>>(),
        "cases": sums.cases.iter().map(cases).collect::<Vec<_>>(),
    })
}

fn duties(one: &PackDuties) -> Value {
    let overdue = |one: &Overdue| json!({ "duty": one.duty, "period": one.period, "due": one.due });
    json!({
        "pack": one.pack, "title": one.title, "published": one.published, "late": one.late,
        "missing": one.missing, "unjudged": one.unjudged, "withheld": one.withheld,
        "overdue": one.overdue.iter().map(overdue).collect::<Vec<_>>(),
    })
}

fn members(of: &Members) -> Value {
    let list =
        of.list.iter().map(|(id, name, page)| json!({ "id": id, "name": name, "page": page }));
    json!({
        "boards": of.boards, "told": of.told, "summed": of.summed, "totals": totals(&of.totals),
        "duties": {
            "published": of.duties.published, "late": of.duties.late, "missing": of.duties.missing,
            "unjudged": of.duties.unjudged, "withheld": of.duties.withheld,
        },
        "list": list.collect::<Vec<_>>(),
    })
}

fn posted(one: &Notice) -> Value {
    json!({ "id": one.id, "title": one.title, "page": one.page, "last": one.last })
}

/// Without what is not known: a field that has no value is absent.
fn known(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(known).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(fields.map(|(name, value)| (name, known(value))).collect::<Map<_, _>>())
        }
        other => other,
    }
}
