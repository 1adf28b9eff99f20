//! Which records show that something was published, and since when.

use super::term::Term;
use crate::model::board::Board;
use crate::model::calendar::{Day, Period};
use crate::model::id::RecordId;
use crate::model::ledger::Fund;
use crate::model::pack::{Duty, Evidence, Pack};
use crate::model::pact::PactStand;
use crate::model::people::TermStand;
use crate::model::record::{Body, Record};

/// The record that shows it, and the day on which it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// The record.
    pub by: RecordId,
    /// The day.
    pub on: Day,
}

/// Whether a text names a duty, as `PACK/ID` or by its id alone.
#[must_use]
pub(super) fn names(text: &str, pack: &Pack, duty: &Duty) -> bool {
    match text.split_once('/') {
        Some((name, id)) => name == &*pack.name && id == duty.id,
        None => text == duty.id,
    }
}

/// The duty that a record says it fulfils, and the period where it names one: `PACK/ID 2025-Q1`.
#[must_use]
pub(super) fn said(text: &str) -> (&str, Option<Period>) {
    let read = text.rsplit_once(char::is_whitespace);
    let read = read.and_then(|(duty, period)| Some((duty.trim_end(), Period::read(period)?)));
    read.map_or((text, None), |(duty, period)| (duty, Some(period)))
}

/// The record that showed it first.
#[must_use]
pub(super) fn shown(
    board: &Board,
    (pack, duty, fund): (&Pack, &Duty, Option<&Fund>),
    term: Option<Term>,
) -> Option<Shown> {
    let says = |record: &&Record| {
        let mut named = record.head.fulfils.iter();
        named.any(|(text, _)| {
            let (name, period) = said(text);
            let fits = match (period, term) {
                (Some(period), Some(term)) => covers(period, term),
                _ => belongs(record, term),
            };
            fits && names(name, pack, duty)
        })
    };
    let told = board.records.iter().map(|record| &**record).filter(says);
    let kept = duty.satisfied_by.iter().flat_map(|evidence| {
        let records = board.of(evidence.kind).iter().map(|record| &**record);
        records.filter(move |record| satisfies(board, record, *evidence, fund, term))
    });
    let published = |record: &Record| {
        let known = board.published(&record.head.id)?;
        Some(Shown { by: record.head.id.clone(), on: known.first })
    };
    told.chain(kept).filter_map(published).min_by_key(|shown| shown.on)
}

/// Whether a period has all of a term. A year that does not begin in January is named by the year
/// in which it begins.
#[must_use]
pub(super) fn covers(period: Period, term: Term) -> bool {
    if let (Period::Year(year), None) = (period, term.period) {
        return year == term.first.year();
    }
    let (first, last) = period.days();
    first <= term.first && term.last <= last
}

/// Whether a record lies in a term: by its period, else by its day.
fn belongs(record: &Record, term: Option<Term>) -> bool {
    let Some(term) = term else { return true };
    let period = match &record.body {
        Body::Statement(review) => Some(review.period),
        Body::Budget(budget) => Some(budget.period),
        Body::Charge(charge) => Some(charge.period),
        _ => None,
    };
    match period {
        Some(period) => covers(period, term),
        None => record.head.date.is_some_and(|day| (term.first..=term.last).contains(&day)),
    }
}

/// Whether a record shows what is asked of a fund in a term.
#[must_use]
pub(super) fn satisfies(
    board: &Board,
    record: &Record,
    evidence: Evidence,
    fund: Option<&Fund>,
    term: Option<Term>,
) -> bool {
    match &record.body {
        // The accounts are told up to the day on which they agree with the bank.
        Body::Balance(balance) => {
            let mine =
                fund.is_none_or(|fund| [&*fund.id.0, &*fund.held_in.0].contains(&&*balance.pot));
            mine && term.is_none_or(|term| balance.date >= term.last)
        }
        Body::Statement(review) => {
            fund.is_none_or(|fund| review.is_about(&fund.id)) && belongs(record, term)
        }
        Body::Budget(budget) => {
            fund.is_none_or(|fund| fund.id == budget.fund) && belongs(record, term)
        }
        Body::Charge(charge) => {
            term.is_none_or(|term| {
                let (first, last) = charge.period.days();
                term.first <= first && last <= term.last
            }) && fund
                .is_none_or(|fund| board.fee_of(charge).is_some_and(|fee| fee.fund == fund.id))
        }
        Body::Decision(decision) => {
            evidence.assembly.is_none_or(|assembly| assembly == decision.assembly)
                && belongs(record, term)
        }
        // Who sits in a body, and which rules hold, is told by the term and the version of the day.
        Body::People(held) => {
            let stand = board.stand_of(record, held);
            let sits = matches!(stand, TermStand::Current | TermStand::Over);
            sits && evidence.body.is_none_or(|body| body == held.kind)
        }
        Body::Pact(pact) => board.pact_stand(record, pact) == PactStand::InForce,
        Body::Withdrawn => false,
        _ => belongs(record, term),
    }
}
