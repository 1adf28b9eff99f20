//! What the rules of the place ask (`packs`): what is overdue, and what hung too short a time.
//!
//! Of a text that nobody held against the current one it is said what it asks, never that anything is
//! late by law.

mod coverage;
mod evidence;
mod notices;
mod postings;
mod tally;
mod term;

pub use coverage::{Cell, Row, Stand, coverage, since};
pub(crate) use notices::answer_by;
pub use notices::{Promptly, asked, promptly, window};
pub(crate) use notices::{agendas_hang_in_time, windows_are_long_enough};
pub(crate) use postings::postings_hang_long_enough;
pub use postings::{hangs_until, least, of_statement, postings};
pub use tally::{tally, tally_all};
pub use term::Term;

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::pack::{Basis, Duty, Every, Pack};
use crate::model::record::{Body, Record};
use crate::model::workdays::Stretch;
use crate::source::Span;
use crate::words::Arg;

/// What is asked is published in time, or lawfully withheld.
pub(crate) fn duties_are_fulfilled(board: &Board, findings: &mut Vec<Finding>) {
    for row in coverage(board) {
        let missing = row.cells.iter().filter_map(|cell| match cell.stand {
            Stand::Missing(late) => Some((cell, late)),
            _ => None,
        });
        let missing: Vec<_> = missing.collect();
        let Some((first, late)) = missing.first() else { continue };
        let always = first.term.is_none().then(|| Arg::Word("duty.always".to_owned()));
        let terms =
            missing.iter().filter_map(|(cell, _)| cell.term).map(|term| match term.period {
                Some(period) => Arg::Text(period.to_string()),
                None => Arg::Text(format!("{}..{}", term.first, term.last)),
            });
        let day = if first.named { "duty.by" } else { "duty.no-day" };
        let day = Arg::Said(
            day.to_owned(),
            vec![("due", first.due.to_string().into()), ("n", (*late).into())],
        );
        let fund = row.fund.map_or(Arg::from(""), |fund| {
            Arg::Said("duty.of-fund".to_owned(), vec![("fund", fund.name.as_str().into())])
        });
        findings.push(
            Finding::new(Code::DutyOverdue, row.pack.named.clone())
                .with("duty", row.duty.title.as_str())
                .with("fund", fund)
                .with("terms", Arg::List(terms.chain(always).collect()))
                .with("day", day)
                .with("basis", basis(board, &row.duty.basis))
                .with("id", format!("{}/{}", row.pack.name, row.duty.id)),
        );
    }
}

/// The text and article, and whether anything may be judged by them.
fn basis(board: &Board, basis: &Basis) -> Arg {
    let key = if basis.judges(board.profile.held) { "duty.basis" } else { "duty.basis-unchecked" };
    let args = vec![
        ("text", Arg::from(basis.text.name.as_str())),
        ("article", basis.article.as_str().into()),
        ("read", basis.text.read.to_string().into()),
    ];
    Arg::Said(key.to_owned(), args)
}

/// Whoever names a duty names one that there is.
pub(crate) fn duties_exist(board: &Board, findings: &mut Vec<Finding>) {
    // Of a pack that does not read nobody can say what it asks.
    if board.packs.len() < board.profile.packs.len() {
        return;
    }
    for record in &board.records {
        let withheld = match &record.body {
            Body::Withheld(one) => Some((one.duty.as_str(), record.head.at.of("duty"))),
            _ => None,
        };
        let said = record.head.fulfils.iter().map(|(text, span)| (evidence::said(text).0, *span));
        for (name, span) in said.chain(withheld) {
            exists(board, record, (name, span), findings);
        }
    }
}

fn exists(board: &Board, record: &Record, (name, span): (&str, Span), findings: &mut Vec<Finding>) {
    if named(board, name).is_some() {
        return;
    }
    let known = all(board).map(|(pack, duty)| Arg::Text(format!("{}/{}", pack.name, duty.id)));
    findings.push(
        Finding::new(Code::UnknownDuty, record.head.within(span))
            .with("value", name)
            .with("known", Arg::List(known.collect()))
            .about(record.head.id.to_string()),
    );
}

/// Every duty of a board, with its pack.
fn all(board: &Board) -> impl Iterator<Item = (&Pack, &Duty)> {
    board.packs.iter().flat_map(|pack| pack.duties.iter().map(move |duty| (pack, duty)))
}

/// The duty that a text names, as `PACK/ID` or by its id alone.
#[must_use]
pub fn named<'a>(board: &'a Board, text: &str) -> Option<&'a Duty> {
    all(board).find(|(pack, duty)| evidence::names(text, pack, duty)).map(|(_, duty)| duty)
}

/// The days after the board's on which something falls due or is asked for anew.
#[must_use]
pub fn turns(board: &Board) -> Vec<Day> {
    let mut days = Vec::new();
    let (held, since) = (board.profile.held, since(board));
    for row in coverage(board) {
        let open = row.cells.iter().filter(|cell| cell.stand == Stand::Open);
        days.extend(open.map(|cell| cell.due.plus(1)));
        if let Every::Period(period) = row.duty.every {
            let since = row.fund.map_or(since, |fund| since.max(fund.opened));
            let end = term::next_end(period, row.pack.year_starts, since.max(board.as_of));
            days.extend(end.filter(|end| held.until.is_none_or(|until| *end <= until)));
        }
    }
    days
}

/// So many days of a kind.
fn length(stretch: Stretch) -> Arg {
    let key = format!("duty.{}-days", stretch.kind.name());
    Arg::Said(key, vec![("n", i64::from(stretch.days).into())])
}
