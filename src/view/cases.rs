//! What became of cases, for the home page: counted from the records and never typed.

use super::Desk;
use super::home::Cases;
use super::parts::Link;
use super::photo::{Photos, photos};
use super::plan::{CASE_STATISTICS, ListKey};
use super::statistics::days;
use crate::model::case::{Case, Reason};
use crate::model::caseload::{Caseload, cases};
use crate::model::id::Kind;
use crate::model::record::Record;

/// How many of the newest fixed cases are shown.
const SHOWN: usize = 3;

/// The summary of all cases; `None` where there are none.
#[must_use]
pub(crate) fn summary(desk: &Desk<'_>) -> Option<Cases> {
    let cases: Vec<(&Record, &Case)> = cases(desk.board).collect();
    if cases.is_empty() {
        return None;
    }
    let load = Caseload::of(cases.iter().map(|(_, case)| *case), desk.board.as_of);
    let ended = |case: &Case| case.ending().filter(|ending| ending.reason == Reason::Fixed);
    let mut fixed: Vec<_> =
        cases.iter().filter_map(|(record, case)| Some((*record, ended(case)?.on))).collect();
    fixed.sort_by_key(|(_, on)| std::cmp::Reverse(*on));
    let open = cases.iter().filter(|(_, case)| case.ending().is_none());
    let sentence = desk.words.say(
        if load.closed == 0 { "say.cases-open" } else { "say.cases" },
        &[
            ("received", load.received.into()),
            ("closed", load.closed.into()),
            ("fixed", load.fixed.into()),
            ("open", load.open().into()),
            ("days", days(&load.days).unwrap_or_default().into()),
        ],
    );
    Some(Cases {
        sentence,
        fixed: fixed.iter().take(SHOWN).map(|(record, _)| desk.row(record)).collect(),
        photos: fixed.iter().take(SHOWN).find_map(|(record, _)| before_and_after(desk, record)),
        oldest_open: open
            .min_by_key(|(record, case)| (case.opened, &record.head.id))
            .map(|(record, _)| desk.row(record)),
        statistics: Link {
            text: desk.word("page.case-statistics"),
            href: desk.href(CASE_STATISTICS),
        },
        all: Link {
            text: desk.word("page.all-cases"),
            href: desk.href(&ListKey::Kind(Kind::Case).address(1)),
        },
    })
}

/// How a case was before and after, in one pair of photos.
fn before_and_after(desk: &Desk<'_>, record: &Record) -> Option<Photos> {
    let change = photos(desk, record)?.changes.into_iter().next()?;
    Some(Photos { changes: vec![change], others: Vec::new() })
}
