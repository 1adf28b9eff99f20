//! What a board has bound itself to when it spends: decisions above a sum, sums that were
//! approved, purposes of restricted funds.

use std::collections::BTreeMap;

use super::ledger::plain;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::ledger::{FundId, Pot};
use crate::model::money::Money;
use crate::model::record::{Body, Record};
use crate::model::stated::Stated;
use crate::words::Arg;

fn approved(record: &Record) -> bool {
    record.head.references.iter().any(|to| to.field == "approved_by")
}

/// A payment above the limit names the decision that approved it.
pub(crate) fn large_payments_are_decided(board: &Board, findings: &mut Vec<Finding>) {
    let Some(limit) = board.profile.limits.decision_above else { return };
    for record in board.of(Kind::Expenditure) {
        let Body::Expenditure(spent) = &record.body else { continue };
        let amount = match &spent.amount {
            Stated::Exact(amount) => *amount,
            Stated::Rough(rough) => rough.near,
        };
        if amount > limit && !approved(record) {
            findings.push(
                Finding::new(Code::DecisionNeeded, record.head.locus("amount"))
                    .with("amount", plain(board, amount))
                    .with("limit", plain(board, limit))
                    .about(record.head.id.to_string()),
            );
        }
    }
}

/// What rests on a decision rests on one that was carried, and before the money went.
pub(crate) fn approvals_were_given(board: &Board, findings: &mut Vec<Finding>) {
    for record in board.of(Kind::Expenditure) {
        let Body::Expenditure(spent) = &record.body else { continue };
        let Some(by) = spent.approved_by.as_ref().and_then(|id| board.record(id)) else { continue };
        let Body::Decision(decision) = &by.body else { continue };
        let why = if !decision.is_carried() {
            "not-approved.not-carried"
        } else if decision.date > spent.date {
            "not-approved.later"
        } else {
            continue;
        };
        let date = vec![("date", Arg::from(decision.date.to_string()))];
        findings.push(
            Finding::new(Code::NotApproved, record.head.locus("approved_by"))
                .with("decision", by.head.id.to_string())
                .with("why", Arg::Said(why.to_owned(), date))
                .related(by.head.locus("date"), "related.decided")
                .about(record.head.id.to_string()),
        );
    }
}

/// What rests on a decision stays within what it approved, and is not forgotten.
pub(crate) fn approvals_are_kept(board: &Board, findings: &mut Vec<Finding>) {
    for record in board.of(Kind::Decision) {
        let Body::Decision(decision) = &record.body else { continue };
        let Some(limit) = decision.approves else { continue };
        let id = &record.head.id;
        let mut sum = Money::ZERO;
        let mut paid = false;
        for (payment, amount) in board.approved_payments(id) {
            paid = true;
            let before = sum;
            sum += amount;
            if before <= limit && sum > limit {
                findings.push(
                    Finding::new(Code::BeyondApproval, payment.head.locus("amount"))
                        .with("decision", id.to_string())
                        .with("limit", plain(board, limit))
                        .with("sum", plain(board, sum))
                        .related(record.head.locus("approves"), "related.approved")
                        .about(payment.head.id.to_string()),
                );
            }
        }
        let Some(days) = board.profile.limits.unspent_after else { continue };
        let since = decision.date.until(board.as_of);
        if !paid && since > days && decision.is_carried() {
            findings.push(
                Finding::new(Code::UnspentDecision, record.head.locus("approves"))
                    .with("amount", plain(board, limit))
                    .with("date", decision.date.to_string())
                    .with("days", since)
                    .about(id.to_string()),
            );
        }
    }
}

/// A restricted fund pays for what it is there for.
pub(crate) fn restricted_funds_keep_their_purpose(board: &Board, findings: &mut Vec<Finding>) {
    for record in board.of(Kind::Expenditure) {
        let Body::Expenditure(spent) = &record.body else { continue };
        let Some(fund) = board.fund(&spent.fund).filter(|fund| !fund.spent_on.is_empty()) else {
            continue;
        };
        let category = record.head.category.as_deref();
        if category.is_some_and(|own| fund.spent_on.iter().any(|known| known == own)) {
            continue;
        }
        let field = if category.is_some() { "category" } else { "item" };
        let known = fund.spent_on.iter().map(|known| Arg::from(known.as_str())).collect();
        findings.push(
            Finding::new(Code::BeyondPurpose, record.head.locus(field))
                .with("fund", fund.name.as_str())
                .with("category", category.unwrap_or("—"))
                .with("known", Arg::List(known))
                .about(record.head.id.to_string()),
        );
    }
}

/// Money leaves a restricted fund for another by a decision, or to pay back what that fund lent.
pub(crate) fn restricted_funds_are_not_emptied(board: &Board, findings: &mut Vec<Finding>) {
    let mut owed: BTreeMap<(FundId, FundId), Money> = BTreeMap::new();
    let mut moved: Vec<(Day, &Record)> = Vec::new();
    for record in board.of(Kind::Transfer) {
        if let Body::Transfer(transfer) = &record.body {
            moved.push((transfer.date, record));
        }
    }
    moved.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.head.id.cmp(&y.head.id)));
    for (_, record) in moved {
        let Body::Transfer(transfer) = &record.body else { continue };
        // An amount below nothing moves the other way.
        let (out, into) = if transfer.amount.is_negative() {
            (&transfer.to, &transfer.from)
        } else {
            (&transfer.from, &transfer.to)
        };
        let amount = transfer.amount.abs();
        let (Some(Pot::Fund(from)), Some(Pot::Fund(to))) = (board.pot(out), board.pot(into)) else {
            continue;
        };
        *owed.entry((to.clone(), from.clone())).or_default() += amount;
        let back = owed.entry((from.clone(), to.clone())).or_default();
        let lent = (*back).min(amount);
        *back -= lent;
        if let Some(mine) = owed.get_mut(&(to, from.clone())) {
            *mine -= lent;
        }
        let Some(fund) = board.fund(&from).filter(|fund| fund.restricted) else { continue };
        if lent < amount && !approved(record) {
            findings.push(
                Finding::new(Code::RestrictedMoved, record.head.locus("from"))
                    .with("fund", fund.name.as_str())
                    .with("to", board.pot_name(into))
                    .with("amount", plain(board, amount - lent))
                    .about(record.head.id.to_string()),
            );
        }
    }
}
