//! What hung on the board at the gate, and how long it must.

use super::notices::asked;
use super::{all, basis, evidence, length};
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::{Day, Period};
use crate::model::id::Kind;
use crate::model::ledger::Fund;
use crate::model::pack::{Basis, Duty, Every};
use crate::model::posting::Posting;
use crate::model::record::{Body, Record};
use crate::model::workdays::Stretch;

/// What hung on the board at the gate hung as long as the place asks, at once or after it was put up
/// again.
pub(crate) fn postings_hang_long_enough(board: &Board, findings: &mut Vec<Finding>) {
    let all: Vec<(&Record, &Posting)> = postings(board).collect();
    for (record, posting) in &all {
        let Some(down) = posting.down else { continue };
        for (least, by) in least(board, posting) {
            let needed = board.workdays.last(posting.up, least);
            let again = all.iter().any(|(_, other)| {
                let same = (&other.of, &other.fund, other.period)
                    == (&posting.of, &posting.fund, posting.period);
                let enough = board.workdays.last(other.up, least);
                same && other.up >= posting.up
                    && other != posting
                    && other.down.is_none_or(|down| down >= enough)
            });
            if down < needed && !again {
                findings.push(
                    Finding::new(
                        Code::PostingTooShort,
                        record.head.within(record.head.at.of("down")),
                    )
                    .with("down", down.to_string())
                    .with("needed", needed.to_string())
                    .with("least", length(least))
                    .with("basis", basis(board, by))
                    .about(record.head.id.to_string()),
                );
            }
        }
    }
}

/// Every posting of a board, by the day it was put up.
pub fn postings(board: &Board) -> impl Iterator<Item = (&Record, &Posting)> {
    board.of(Kind::Posting).iter().filter_map(|record| match &record.body {
        Body::Posting(posting) => Some((&**record, posting)),
        _ => None,
    })
}

/// How long what a posting is about must hang, and where that is asked.
#[must_use]
pub fn least<'a>(board: &'a Board, posting: &Posting) -> Vec<(Stretch, &'a Basis)> {
    let record = posting.of.as_ref().and_then(|id| board.record(id));
    let notices = record.into_iter().flat_map(|record| asked(board, record));
    let notices = notices.filter_map(|rule| Some((rule.posted?, &rule.basis)));
    let duties = all(board).filter(|(pack, duty)| {
        let shows = record.is_some_and(|record| {
            record
                .head
                .fulfils
                .iter()
                .any(|(text, _)| evidence::names(evidence::said(text).0, pack, duty))
                || duty.satisfied_by.iter().any(|one| {
                    one.kind == record.head.id.kind
                        && evidence::satisfies(board, record, *one, None, None)
                })
        });
        let fund = posting.fund.as_ref().and_then(|fund| board.fund(fund));
        shows || fund.zip(posting.period).is_some_and(|told| is_statement_of(told, duty))
    });
    let duties = duties.filter_map(|(_, duty)| Some((duty.posted?, &duty.basis)));
    notices.chain(duties).collect()
}

/// Whether what hung is the statement that a duty asks for: of such a fund, over such a period.
fn is_statement_of((fund, period): (&Fund, Period), duty: &Duty) -> bool {
    let long = match duty.every {
        Every::Period(every) => every.months() == period.months(),
        Every::Always => false,
    };
    long && fund.nature.is_some() && fund.nature == duty.fund
}

/// The duties that the statement of a fund over a period fulfils, of texts that may be judged.
pub fn of_statement<'a>(
    board: &'a Board,
    fund: &'a Fund,
    period: Period,
) -> impl Iterator<Item = &'a Duty> {
    let mine =
        all(board).map(|(_, duty)| duty).filter(|duty| duty.basis.judges(board.profile.held));
    mine.filter(move |duty| is_statement_of((fund, period), duty))
}

/// The day up to which what hangs must go on hanging.
#[must_use]
pub fn hangs_until(board: &Board, posting: &Posting) -> Option<Day> {
    let days = least(board, posting).into_iter();
    days.map(|(least, _)| board.workdays.last(posting.up, least)).max()
}
