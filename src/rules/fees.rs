//! Fees and charges that do not add up: rates, bills, buildings, stated rates, receipts.

use std::collections::BTreeMap;

use super::ledger::plain;
use crate::diagnostic::{Code, Finding};
use crate::model::bill::By;
use crate::model::board::Board;
use crate::model::charge::{Charge, InBuilding};
use crate::model::collection::{Collection, Lack, Part};
use crate::model::id::Kind;
use crate::model::money::Money;
use crate::model::record::{Body, Record};
use crate::model::stated::Stated;
use crate::model::stated::StatedShare;
use crate::source::{Locus, Span};
use crate::words::Arg;

/// Figures of fewer households than this tell of each of them.
const FEW: i64 = 5;

fn charges(board: &Board) -> impl Iterator<Item = (&Record, &Charge)> {
    board.of(Kind::Charge).iter().filter_map(|record| match &record.body {
        Body::Charge(charge) => Some((&**record, &**charge)),
        _ => None,
    })
}

/// Each rate begins after the one before it.
pub(crate) fn rates_follow_each_other(board: &Board, findings: &mut Vec<Finding>) {
    for record in board.of(Kind::Fee) {
        let Body::Fee(fee) = &record.body else { continue };
        let mut last = fee.from;
        for change in &fee.changes {
            if change.from <= last {
                let at = record.head.within(change.at.of("from"));
                findings.push(
                    Finding::new(Code::RatesOutOfOrder, at)
                        .with("from", change.from.to_string())
                        .with("last", last.to_string())
                        .about(record.head.id.to_string()),
                );
            }
            last = change.from.max(last);
        }
    }
}

/// What is due is what the rate comes to.
pub(crate) fn charges_follow_rates(board: &Board, findings: &mut Vec<Finding>) {
    let digits = board.profile.currency.digits;
    for (record, charge) in charges(board) {
        let Some(fee) = board.fee_of(charge).filter(|_| charge.bill.is_none()) else { continue };
        let (Some(stated), Some(computed)) = (charge.due.amount, charge.computed(fee, digits))
        else {
            continue;
        };
        if stated != computed {
            let steps = fee.steps(charge.period).unwrap_or_default();
            let rates: Vec<String> = steps.iter().map(|step| step.rate.rate.to_string()).collect();
            let quantity = charge.due.quantity.map(|quantity| quantity.to_string());
            findings.push(
                Finding::new(Code::ChargeNotRate, record.head.within(charge.due.at.of("amount")))
                    .with("stated", plain(board, stated))
                    .with("computed", plain(board, computed))
                    .with("rate", rates.join(" / "))
                    .with("quantity", quantity.unwrap_or_default())
                    .paste(format!("amount: {}", plain(board, computed)))
                    .about(record.head.id.to_string()),
            );
        }
    }
}

/// A bill stands in place of a rate, and is what is due.
pub(crate) fn bills_are_what_is_due(board: &Board, findings: &mut Vec<Finding>) {
    for (record, charge) in charges(board) {
        let Some(bill) = &charge.bill else { continue };
        let about = record.head.id.to_string();
        if let Some(rate) = board.fee_of(charge).and_then(|fee| fee.rates().last()) {
            let fee = board.record(&charge.fee).and_then(|fee| fee.head.title.clone());
            findings.push(
                Finding::new(Code::BillAndRate, record.head.locus("bill"))
                    .with("rate", rate.rate.to_string())
                    .with("fee", fee.unwrap_or_default())
                    .about(about.clone()),
            );
        }
        let amount = charge.due.amount.filter(|amount| *amount != bill.amount);
        let amount =
            amount.map(|amount| ("amount", plain(board, amount), plain(board, bill.amount)));
        let households =
            bill.payers().filter(|n| bill.by == By::Household && *n != charge.due.payers);
        let payers = households.map(|n| ("payers", charge.due.payers.to_string(), n.to_string()));
        for (field, stated, computed) in amount.into_iter().chain(payers) {
            findings.push(
                Finding::new(Code::DueNotBill, record.head.within(charge.due.at.of(field)))
                    .with("field", Arg::Word(format!("field.{field}")))
                    .with("stated", stated)
                    .with("computed", computed.as_str())
                    .paste(format!("{field}: {computed}"))
                    .about(about.clone()),
            );
        }
    }
}

/// No more comes in than is due, in all and in each building.
pub(crate) fn no_more_comes_in_than_is_due(board: &Board, findings: &mut Vec<Finding>) {
    for (record, charge) in charges(board) {
        let mut check = |at: Locus, one: &Collection| {
            let payers = one.received.payers + one.waived.payers;
            let paid = one.received.amount + one.waived.amount;
            if payers > one.payers || one.owed.is_some_and(|owed| paid > owed) {
                findings.push(
                    Finding::new(Code::PaidBeyondDue, at)
                        .with("payers", payers)
                        .with("of", one.payers)
                        .with("paid", plain(board, paid))
                        .with("owed", one.owed.map(|owed| plain(board, owed)).unwrap_or_default())
                        .about(record.head.id.to_string()),
                );
            }
        };
        if board.fee_of(charge).is_none() {
            continue;
        }
        check(record.head.locus("received"), &board.collection(charge));
        for line in board.by_building(charge) {
            if let Ok(one) = line.collection {
                check(record.head.within(line.written.at.of("received")), &one);
            }
        }
    }
}

/// What is told by building comes to what is told of the charge, and tells of no household.
pub(crate) fn buildings_add_up(board: &Board, findings: &mut Vec<Finding>) {
    for (record, charge) in charges(board).filter(|(_, charge)| !charge.buildings.is_empty()) {
        let lines = board.by_building(charge);
        let mut known = Vec::new();
        for line in &lines {
            match line.collection {
                Ok(one) => {
                    known.push(one);
                    findings.extend(few(board, record, line.written, &one));
                }
                Err(lack) => findings.push(lacking(board, record, line.written, lack)),
            }
        }
        if known.len() == lines.len() {
            let (sum, whole) = (Collection::sum(&known), board.collection(charge));
            findings.extend(differing(board, record, &sum, &whole));
        }
    }
}

fn names(board: &Board, line: &InBuilding) -> Arg {
    let name = |id: &String| {
        let known = board.building(id);
        known.map_or_else(|| Arg::from(id.as_str()), |one| Arg::from(one.name.as_str()))
    };
    Arg::List(line.buildings.iter().map(name).collect())
}

fn lacking(board: &Board, record: &Record, line: &InBuilding, lack: Lack) -> Finding {
    let field = match lack {
        Lack::Households => Arg::Name("households", "户数"),
        Lack::Area => Arg::Name("area", "面积"),
        Lack::Payers => Arg::Name("payers", "户数"),
    };
    Finding::new(Code::BuildingUnmeasured, record.head.within(line.at.of("building")))
        .with("building", names(board, line))
        .with("field", field)
        .about(record.head.id.to_string())
}

/// What is missing in a building of a few households is missing of somebody everybody knows.
fn few(board: &Board, record: &Record, line: &InBuilding, one: &Collection) -> Option<Finding> {
    let all_paid = one.received.payers == one.payers && one.waived.payers == 0;
    if one.payers == 0 || one.payers >= FEW || !one.recorded || all_paid {
        return None;
    }
    let at = record.head.within(line.at.of("building"));
    let finding = Finding::new(Code::BuildingOfFew, at)
        .with("building", names(board, line))
        .with("n", one.payers)
        .with("few", FEW);
    Some(finding.about(record.head.id.to_string()))
}

fn differing(board: &Board, record: &Record, sum: &Collection, whole: &Collection) -> Vec<Finding> {
    let money = |a: Money, b: Money| (plain(board, a), plain(board, b));
    let count = |a: i64, b: i64| (a.to_string(), b.to_string());
    let mut pairs = vec![
        ("field.due-payers", count(sum.payers, whole.payers)),
        ("field.paid-payers", count(sum.received.payers, whole.received.payers)),
        ("field.paid-amount", money(sum.received.amount, whole.received.amount)),
        ("field.waived-payers", count(sum.waived.payers, whole.waived.payers)),
        ("field.waived-amount", money(sum.waived.amount, whole.waived.amount)),
    ];
    if let (Some(sum), Some(whole)) = (sum.owed, whole.owed) {
        pairs.insert(1, ("field.due-amount", money(sum, whole)));
    }
    let differ = pairs.into_iter().filter(|(_, (sum, whole))| sum != whole);
    differ
        .map(|(what, (sum, whole))| {
            Finding::new(Code::BuildingsDoNotSum, record.head.locus("buildings"))
                .with("what", Arg::Word(what.to_owned()))
                .with("sum", sum)
                .with("whole", whole)
                .about(record.head.id.to_string())
        })
        .collect()
}

/// A rate of collection that a committee states is what the receipts come to.
pub(crate) fn stated_rates_are_true(board: &Board, findings: &mut Vec<Finding>) {
    for (record, charge) in charges(board) {
        let Some(stated) = &charge.stated_rate else { continue };
        let one = board.collection(charge);
        let mut check =
            |stated: &Option<StatedShare>, span: Span, share, part: (String, String)| {
                let (Some(stated), Some(share)) = (stated, share) else { return };
                let computed = Part::percent(share, stated.near.scale().max(1));
                if !stated.holds(share) {
                    findings.push(
                        Finding::new(Code::RateNotComputed, record.head.within(span))
                            .with("stated", stated.said.as_str())
                            .with("computed", computed.map(|n| format!("{n}%")).unwrap_or_default())
                            .with("part", part.0)
                            .with("of", part.1)
                            .about(record.head.id.to_string()),
                    );
                }
            };
        if let Some(share) = one.of_payers() {
            let said = (share.part.to_string(), share.of.to_string());
            check(&stated.payers, stated.at.of("payers"), Some(share), said);
        }
        if let Some(share) = one.of_money() {
            let said = (plain(board, share.part), plain(board, share.of));
            check(&stated.amount, stated.at.of("amount"), Some(share.minor()), said);
        }
    }
}

/// A receipt of a charge is an entry of its fund: entered as income too, it would count twice.
pub(crate) fn receipts_are_entered_once(board: &Board, findings: &mut Vec<Finding>) {
    let mut receipts: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (record, charge) in charges(board) {
        let Some(fee) = board.fee_of(charge) else { continue };
        for receipt in &charge.received {
            let key = (&fee.fund, receipt.date, receipt.amount);
            receipts.entry(key).or_default().push((record, receipt));
        }
    }
    for record in board.of(Kind::Income) {
        let Body::Income(income) = &record.body else { continue };
        let Some(amount) = income.cash().and_then(Stated::exact) else { continue };
        let same = receipts.get(&(&income.fund, income.date, amount)).into_iter().flatten();
        // Two vouchers with numbers of their own are two payments.
        let mut same = same.filter(|(_, receipt)| {
            let vouchers = (&receipt.voucher, &income.voucher);
            !matches!(vouchers, (Some(a), Some(b)) if a != b)
        });
        if let Some((charge, receipt)) = same.next() {
            findings.push(
                Finding::new(Code::ReceiptAgain, record.head.locus("amount"))
                    .with("amount", plain(board, amount))
                    .with("date", income.date.to_string())
                    .with("charge", charge.head.id.to_string())
                    .related(charge.head.within(receipt.at.whole), "related.receipt")
                    .about(record.head.id.to_string()),
            );
        }
    }
}
