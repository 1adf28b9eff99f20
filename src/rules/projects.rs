//! Projects: money that does not come out, work that is late, and allotments that do not hold what
//! is paid from them.

use super::adopted::not_adopted;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::money::Money;
use crate::model::project::{Added, Contract, Project};
use crate::model::record::{Body, Record};
use crate::model::stated::Stated;
use crate::source::Span;
use crate::words::Arg;

fn finding(
    board: &Board,
    code: Code,
    record: &Record,
    span: Span,
    sums: [(&'static str, Money); 2],
) -> Finding {
    let digits = board.profile.currency.digits;
    let mut finding =
        Finding::new(code, record.head.within(span)).about(record.head.id.to_string());
    for (name, sum) in sums {
        finding = finding.with(name, sum.plain(digits));
    }
    let [(_, a), (_, b)] = sums;
    finding.with("difference", (a - b).abs().plain(digits))
}

/// The money of a project comes to its budget, its contracts stay within it, and so does what is
/// spent.
pub(crate) fn budgets_are_kept(board: &Board, findings: &mut Vec<Finding>) {
    for (record, project) in board.projects() {
        let Some(budget) = project.exact_budget() else { continue };
        let at = record.head.at.of("budget");
        let funded = project.funded();
        // Of amounts that are known roughly nothing can be said but that the others are too much.
        let off = match funded.whole() {
            Some(sum) => sum != budget,
            None => funded.sum > budget,
        };
        if off {
            let sums = [("sum", funded.sum), ("budget", budget)];
            findings.push(finding(board, Code::FundingNotBudget, record, at, sums));
        }
        let contracted = project.contracted().sum;
        if contracted > budget {
            let last = project.contracts.iter().rev().find(|one| one.amount.is_some());
            let at = last.map_or(at, |one| one.at.of("amount"));
            let sums = [("sum", contracted), ("budget", budget)];
            findings.push(finding(board, Code::ContractBeyondBudget, record, at, sums));
        }
        let spent = board.spent_for(&record.head.id).sum;
        if spent > budget {
            let sums = [("sum", spent), ("budget", budget)];
            findings.push(finding(board, Code::SpentBeyondBudget, record, at, sums));
        }
    }
}

/// Nobody is paid more than the contracts with him say.
pub(crate) fn contracts_are_kept(board: &Board, findings: &mut Vec<Finding>) {
    for (record, project) in board.projects() {
        let mut seen: Vec<&str> = Vec::new();
        for contract in &project.contracts {
            if seen.contains(&contract.with.as_str()) {
                continue;
            }
            seen.push(&contract.with);
            let own = |one: &&Contract| one.with == contract.with;
            let agreed = project.contracts.iter().filter(own);
            let agreed = Added::of(agreed.map(|one| one.amount.as_ref()));
            let Some(agreed) = agreed.whole() else { continue };
            let paid: Money = board
                .payments_for(&record.head.id)
                .into_iter()
                .filter_map(|record| match &record.body {
                    Body::Expenditure(spent) => {
                        let to = spent.payee.as_deref() == Some(contract.with.as_str());
                        spent.amount.exact().filter(|_| to)
                    }
                    _ => None,
                })
                .sum();
            if paid > agreed {
                let at = contract.at.of("amount");
                let sums = [("paid", paid), ("agreed", agreed)];
                let mut found = finding(board, Code::PaidBeyondContract, record, at, sums);
                found = found.with("with", contract.with.as_str());
                findings.push(found);
            }
        }
    }
}

/// What a project is said to have cost is what was paid for it, once that can be told.
pub(crate) fn settlements_agree(board: &Board, findings: &mut Vec<Finding>) {
    for (record, project) in board.projects() {
        let Some(settled) = project.settled.as_ref().and_then(Stated::exact) else { continue };
        // What others paid is in no book here; and without payments there is nothing to compare.
        let Some(spent) = board.spent_for(&record.head.id).whole() else { continue };
        if !project.paid_elsewhere() && spent != settled {
            let at = record.head.at.of("settled");
            let sums = [("settled", settled), ("spent", spent)];
            findings.push(finding(board, Code::SettledDiffers, record, at, sums));
        }
    }
}

/// What a project rests on was carried, and before work began.
pub(crate) fn projects_were_adopted(board: &Board, findings: &mut Vec<Finding>) {
    for (record, project) in board.projects() {
        let needed = (project.started, "not-adopted.begun");
        findings.extend(not_adopted(board, record, project.adopted_by.as_ref(), needed));
    }
}

/// Steps are done by their day, and all of them before the work is accepted.
pub(crate) fn steps_are_done(board: &Board, findings: &mut Vec<Finding>) {
    for (record, project) in board.projects() {
        let about = record.head.id.to_string();
        for (step, by) in project.overdue_on(board.as_of) {
            findings.push(
                Finding::new(Code::MilestoneOverdue, record.head.within(step.at.of("by")))
                    .with("what", step.what.as_str())
                    .with("by", by.to_string())
                    .with("days", by.until(board.as_of))
                    .about(about.as_str()),
            );
        }
        let accepted = project.accepted.as_ref().filter(|accepted| accepted.passed);
        if let Some(accepted) = accepted.filter(|_| !is_complete(project)) {
            let open = project.milestones.iter().find(|step| step.done.is_none());
            let lacks = match open {
                Some(step) => step.what.as_str().into(),
                None => Arg::Word("field.finished".to_owned()),
            };
            findings.push(
                Finding::new(Code::AcceptedUnfinished, record.head.within(accepted.at.of("on")))
                    .with("what", lacks)
                    .with("date", accepted.on.to_string())
                    .about(about.as_str()),
            );
        }
    }
}

fn is_complete(project: &Project) -> bool {
    project.finished.is_some() && project.steps_done() == project.milestones.len()
}

/// What is paid from an allotment names one, and an allotment holds what is paid from it.
pub(crate) fn allotments_hold(board: &Board, findings: &mut Vec<Finding>) {
    for (record, project) in board.projects() {
        for one in &project.funding {
            let named = one.allotment.as_ref().and_then(|id| board.record(id));
            let Some(named) = named else { continue };
            let holds = matches!(&named.body, Body::Project(to) if to.allots.is_some());
            if !holds || named.head.id == record.head.id {
                findings.push(
                    Finding::new(Code::NotAnAllotment, record.head.within(one.at.of("allotment")))
                        .with("record", named.head.id.to_string())
                        .about(record.head.id.to_string()),
                );
            }
        }
        let Some(allots) = &project.allots else { continue };
        let at = allots.at.of("amount");
        let shared = allots.each.zip(allots.shares).zip(allots.product());
        let shared = shared.map(|((each, shares), product)| (each, shares, product));
        if let (Some(amount), Some((each, shares, product))) = (allots.amount, shared)
            && product != amount
        {
            let sums = [("amount", amount), ("product", product)];
            let found = finding(board, Code::AllotmentNotShares, record, at, sums);
            let each = each.plain(board.profile.currency.digits);
            findings.push(found.with("each", each).with("shares", shares));
        }
        let parts = board.parts_of(&record.head.id);
        let committed: Money = parts.iter().map(|(.., added)| added.sum).sum();
        if let Some(amount) = allots.whole().filter(|amount| committed > *amount) {
            let sums = [("committed", committed), ("amount", amount)];
            let found = finding(board, Code::BeyondAllotment, record, at, sums);
            findings.push(found.with("n", parts.len()));
        }
        let recorded = i64::try_from(parts.len()).unwrap_or(i64::MAX);
        let counts = [
            (Some(recorded), "say.project-count.recorded", allots.projects, "projects"),
            (allots.begun, "field.begun", allots.projects, "projects"),
            (allots.finished, "field.finished-count", allots.begun.or(allots.projects), "finished"),
        ];
        for (more, what, of, field) in counts {
            if let (Some(more), Some(of)) = (more, of)
                && more > of
            {
                findings.push(
                    Finding::new(
                        Code::ProjectsBeyondStated,
                        record.head.within(allots.at.of(field)),
                    )
                    .with("what", Arg::Word(what.to_owned()))
                    .with("n", more)
                    .with("of", of)
                    .about(record.head.id.to_string()),
                );
            }
        }
    }
}
