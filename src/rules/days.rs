//! Days out of order, and days that have not come.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::case::Case;
use crate::model::meeting::Decision;
use crate::model::record::{Body, Record};
use crate::source::Span;
use crate::words::Arg;

/// A day of a record: the words for it, the day, and where it is written.
type Stamp = (&'static str, Day, Span);

/// What happened later must not be dated earlier.
pub(crate) fn events_are_in_order(board: &Board, findings: &mut Vec<Finding>) {
    for record in &board.records {
        match &record.body {
            Body::Case(case) => {
                let stamps = case_stamps(record, case);
                let opened = stamps[0];
                for later in &stamps[1..] {
                    order(board, record, (opened, *later), findings);
                }
                if let (Some(closing), Some(visit)) = (&case.closed, &case.visited) {
                    let closed = ("day.closed", closing.on, closing.at.of("on"));
                    let visited = ("day.visited", visit.on, visit.at.of("on"));
                    order(board, record, (closed, visited), findings);
                }
            }
            Body::Decision(decision) => {
                let held = ("day.held", decision.date, record.head.at.of("date"));
                for later in decision_stamps(decision) {
                    order(board, record, (held, later), findings);
                }
            }
            _ => {}
        }
    }
}

fn order(
    board: &Board,
    record: &Record,
    (first, later): (Stamp, Stamp),
    findings: &mut Vec<Finding>,
) {
    // A first day that has not come is wrong by itself, and said so.
    if later.1 < first.1 && first.1 <= board.as_of {
        findings.push(
            Finding::new(Code::OutOfOrder, record.head.within(later.2))
                .with("later", Arg::Word(later.0.to_owned()))
                .with("day", later.1.to_string())
                .with("first", Arg::Word(first.0.to_owned()))
                .with("before", first.1.to_string())
                .related(record.head.within(first.2), "related.before")
                .about(record.head.id.to_string()),
        );
    }
}

fn case_stamps(record: &Record, case: &Case) -> Vec<Stamp> {
    let mut stamps = vec![("day.opened", case.opened, record.head.at.of("opened"))];
    if let Some(assigned) = &case.assigned {
        stamps.push(("day.assigned", assigned.on, assigned.at.of("on")));
    }
    if let Some(closing) = &case.closed {
        stamps.push(("day.closed", closing.on, closing.at.of("on")));
    }
    if let Some(visit) = &case.visited {
        stamps.push(("day.visited", visit.on, visit.at.of("on")));
    }
    stamps
}

fn decision_stamps(decision: &Decision) -> Vec<Stamp> {
    let mut stamps = Vec::new();
    if let Some(window) = &decision.window {
        stamps.push(("day.window", window.from, window.at.of("from")));
    }
    for follow_up in decision.motions.iter().flat_map(|motion| &motion.follow_up) {
        if let Some(done) = follow_up.done {
            stamps.push(("day.done", done, follow_up.at.of("done")));
        }
    }
    stamps
}

/// Money moved, votes counted and cases dealt with lie in the past; meetings called, windows and
/// terms need not.
pub(crate) fn nothing_has_happened_yet(board: &Board, findings: &mut Vec<Finding>) {
    for record in &board.records {
        for (words, day, span) in past(record) {
            if day > board.as_of {
                findings.push(
                    Finding::new(Code::InTheFuture, record.head.within(span))
                        .with("what", Arg::Word(words.to_owned()))
                        .with("day", day.to_string())
                        .with("as_of", board.as_of.to_string())
                        .about(record.head.id.to_string()),
                );
            }
        }
    }
}

fn past(record: &Record) -> Vec<Stamp> {
    let dated = |words, day| vec![(words, day, record.head.at.of("date"))];
    match &record.body {
        Body::Income(income) => dated("day.moved", income.date),
        Body::Expenditure(spent) => dated("day.moved", spent.date),
        Body::Transfer(transfer) => dated("day.moved", transfer.date),
        Body::Balance(balance) => dated("day.balanced", balance.date),
        Body::Statement(review) => dated("day.reviewed", review.date),
        Body::Charge(charge) => charge
            .received
            .iter()
            .map(|receipt| ("day.moved", receipt.date, receipt.at.of("date")))
            .collect(),
        Body::Case(case) => case_stamps(record, case),
        Body::Decision(decision) => {
            let counted = decision.motions.iter().any(|motion| motion.votes.is_some())
                || decision.elections.iter().any(|election| election.elected().next().is_some());
            let mut stamps = Vec::new();
            if counted {
                stamps.extend(dated("day.held", decision.date));
            }
            let done = decision_stamps(decision).into_iter();
            stamps.extend(done.filter(|(words, ..)| *words == "day.done"));
            stamps
        }
        Body::Consultation(one) => {
            let counted = one.as_of.into_iter();
            counted.map(|day| ("day.counted", day, record.head.at.of("as_of"))).collect()
        }
        Body::Fee(_) | Body::Budget(_) | Body::Page | Body::Withdrawn => Vec::new(),
    }
}
