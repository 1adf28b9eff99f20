//! The notice of a charge: what is asked and who decided it, how a bill is shared out, what came in.

use super::{Column, Notice, Table, row};
use crate::model::bill::{Bill, By};
use crate::model::charge::Charge;
use crate::model::collection::Part;
use crate::model::fee::Fee;
use crate::model::money::Money;
use crate::model::record::Body;
use crate::view::parts::{Amount, Fact};
use crate::view::{Desk, facts, fees};
use crate::words::Arg;

pub(super) fn of_charge(desk: &Desk<'_>, notice: &mut Notice, charge: &Charge) {
    if let Some(fee) = desk.board.record(&charge.fee)
        && let Body::Fee(fee) = &fee.body
    {
        of_fee(desk, notice, charge, fee);
    }
    if let Some(bill) = &charge.bill {
        of_bill(desk, notice, bill);
    }
    if charge.bill.is_none() || !charge.received.is_empty() {
        notice.tables.push(receipts(desk, charge));
    }
    notice.tables.extend(by_building(desk, charge));
    if let Some(waived) = &charge.waived {
        notice.paragraphs.push(desk.waived(charge, waived));
    }
    let one = desk.board.collection(charge);
    let share = one.of_money().and_then(Part::<Money>::per_mille);
    if let (Some(owed), Some(share)) = (one.owed, share) {
        let format = desk.format();
        let args = [
            ("due", desk.payers(charge, one.payers).into()),
            ("owed", format.money(owed).into()),
            ("payers", desk.payers(charge, one.received.payers).into()),
            ("paid", format.money(one.received.amount).into()),
            ("share", format.share(share).into()),
        ];
        notice.paragraphs.push(desk.words.say("say.collected", &args));
    }
}

/// What the fee asked in that period, and the decision behind it.
fn of_fee(desk: &Desk<'_>, notice: &mut Notice, charge: &Charge, fee: &Fee) {
    let first = charge.period.first().first();
    notice.paragraphs.push(desk.fee_on(fee, first));
    let rate = fee.rate_on(first).filter(|_| charge.bill.is_none());
    let decision = rate.map_or(fee.adopted_by.as_ref(), |rate| rate.adopted_by);
    if let Some(decision) = decision {
        let title = Arg::from(desk.link_id(decision).text);
        notice.paragraphs.push(desk.words.say("say.adopted-by", &[("title", title)]));
    }
    notice.facts.extend(desk.working(charge).map(|said| fact(desk, "field.working", said)));
}

fn fact(desk: &Desk<'_>, label: &str, said: String) -> Fact {
    facts::text(desk.word(label), said)
}

fn column(desk: &Desk<'_>, key: &str, set: &'static str) -> Column {
    Column { head: desk.word(key), set }
}

/// The bill, how it is shared out, and who pays what is left over.
fn of_bill(desk: &Desk<'_>, notice: &mut Notice, bill: &Bill) {
    notice.facts.extend(desk.items(bill).map(|said| fact(desk, "field.items", said)));
    notice.paragraphs.push(desk.sharing_rule(bill));
    let Some(shared) = fees::shared(desk, bill) else { return };
    let by_household = bill.by == By::Household;
    let cells = |line: fees::ShareLine| {
        let mut cells = vec![line.name, line.weight];
        cells.extend(by_household.then_some(line.each));
        cells.push(line.amount.text);
        cells
    };
    let mut columns = vec![
        column(desk, "site.collection.bearer", "text"),
        Column { head: shared.by, set: "figure" },
    ];
    columns.extend(by_household.then(|| column(desk, "share.each", "figure")));
    columns.push(column(desk, "field.amount", "figure"));
    let summed = 1..columns.len();
    let table = Table {
        caption: desk.words.say("say.unit", &[("unit", shared.unit.into())]),
        columns,
        rows: shared.lines.into_iter().map(cells).collect(),
        foot: cells(shared.total),
        ..Table::default()
    };
    notice.tables.push(table.carrying(summed));
}

fn receipts(desk: &Desk<'_>, charge: &Charge) -> Table {
    let format = desk.format();
    let payers = |n: i64| desk.payers(charge, n);
    let mut rows: Vec<Vec<String>> = charge
        .received
        .iter()
        .map(|receipt| {
            vec![
                format.date(receipt.date).text,
                payers(receipt.payers),
                format.amount(receipt.amount).text,
            ]
        })
        .collect();
    if rows.is_empty() {
        rows.push(row([&desk.word("say.none-received"), "", ""]));
    }
    let sum = [&desk.word("say.sum"), &payers(charge.payers()), &format.amount(charge.paid()).text];
    let table = Table {
        caption: desk.words.say("say.unit", &[("unit", format.unit().into())]),
        columns: vec![
            column(desk, "say.received-on", "date"),
            column(desk, "say.payers", "figure"),
            column(desk, "field.amount", "figure"),
        ],
        rows,
        foot: row([sum[0], sum[1], sum[2]]),
        ..Table::default()
    };
    table.carrying([1, 2])
}

/// What was due, came in and is missing, building by building.
fn by_building(desk: &Desk<'_>, charge: &Charge) -> Option<Table> {
    let found = fees::by_building(desk, charge)?;
    let cells = |line: fees::CollectedLine| {
        let amount = |amount: Option<Amount>| amount.map(|amount| amount.text).unwrap_or_default();
        let (due, paid, open) = (amount(line.due), amount(line.paid), amount(line.open));
        vec![line.name.text, line.due_payers, due, line.paid_payers, paid, line.open_payers, open]
    };
    let figure = |key: &str| column(desk, key, "figure");
    let table = Table {
        caption: found.title,
        columns: vec![
            Column { head: found.by, set: "text" },
            figure("field.due-payers"),
            figure("field.due-amount"),
            figure("field.paid-payers"),
            figure("field.paid-amount"),
            figure("field.arrears"),
            figure("field.arrears-amount"),
        ],
        rows: found.lines.into_iter().map(cells).collect(),
        foot: found.total.map(cells).unwrap_or_default(),
        ..Table::default()
    };
    Some(table.carrying(1..7))
}
