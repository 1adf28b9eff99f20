//! What the rules of the place ask (`packs`): what is overdue, and what hung too short a time.
//!
//! Of a text that nobody held against the current one it is said what it asks, never that anything is
//! late by law.

mod coverage;
mod evidence;
mod term;

pub use coverage::{Cell, Row, Stand, coverage, since};
pub use term::Term;

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::meeting::Window;
use crate::model::pack::{Asked, Basis, Duty, Every, Pack};
use crate::model::posting::Posting;
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
    let held = board.profile.held;
    for row in coverage(board) {
        let open = row.cells.iter().filter(|cell| cell.stand == Stand::Open);
        days.extend(open.map(|cell| cell.due.plus(1)));
        if let Every::Period(period) = row.duty.every {
            let since = row.fund.map_or(since(board), |fund| since(board).max(fund.opened));
            let end = term::next_end(period, row.pack.year_starts, since.max(board.as_of));
            days.extend(end.filter(|end| held.until.is_none_or(|until| *end <= until)));
        }
    }
    days
}

/// What is asked of the notice of a record: every rule of every pack for its kind and meeting.
pub fn asked<'a>(board: &'a Board, record: &'a Record) -> impl Iterator<Item = &'a Asked> {
    let rules = board.packs.iter().flat_map(|pack| &pack.asked);
    rules.filter(move |rule| {
        let assembly = match &record.body {
            Body::Decision(decision) => Some(decision.assembly),
            _ => None,
        };
        let in_force =
            rule.basis.from.is_none_or(|from| record.head.date.is_none_or(|day| day >= from));
        rule.of == record.head.id.kind
            && in_force
            && (rule.assemblies.is_empty()
                || assembly.is_some_and(|assembly| rule.assemblies.contains(&assembly)))
    })
}

/// A record of which it is asked that it be published within a time of its day.
pub struct Promptly<'a> {
    /// The record.
    pub record: &'a Record,
    /// The last day on which it was in time.
    pub due: Day,
    /// The day on which it was published.
    pub on: Day,
}

/// The records of which a rule asks that they be published within a time of their day, by day.
pub fn promptly<'a>(board: &'a Board, rule: &'a Asked) -> impl Iterator<Item = Promptly<'a>> {
    let since = since(board);
    board.of(rule.of).iter().filter_map(move |record| {
        let (within, day) = (rule.published?, record.head.date?);
        let mine = day >= since && asked(board, record).any(|one| std::ptr::eq(one, rule));
        let due = board.workdays.after(day, within);
        let on = board.lock.records.get(&record.head.id)?.first;
        mine.then_some(Promptly { record, due, on })
    })
}

/// Windows are as long as the place asks.
pub(crate) fn windows_are_long_enough(board: &Board, findings: &mut Vec<Finding>) {
    let since = since(board);
    for record in &board.records {
        let Some(window) = window(record).filter(|window| window.from >= since) else { continue };
        for rule in asked(board, record) {
            let Some(least) = rule.posted else { continue };
            let needed = board.workdays.last(window.from, least);
            if window.last(&board.workdays) < needed {
                findings.push(
                    Finding::new(Code::WindowTooShort, record.head.within(window.at.of("days")))
                        .with("last", window.last(&board.workdays).to_string())
                        .with("needed", needed.to_string())
                        .with("least", length(least))
                        .with("basis", basis(board, &rule.basis))
                        .about(record.head.id.to_string()),
                );
            }
        }
    }
}

/// The window of a record.
#[must_use]
pub fn window(record: &Record) -> Option<&Window> {
    match &record.body {
        Body::Decision(decision) => decision.window.as_ref(),
        Body::Consultation(one) => Some(&one.window),
        Body::Notice(notice) => notice.window.as_ref(),
        _ => None,
    }
}

/// So many days of a kind.
fn length(stretch: Stretch) -> Arg {
    let key = format!("duty.{}-days", stretch.kind.name());
    Arg::Said(key, vec![("n", i64::from(stretch.days).into())])
}

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
        shows || is_statement_of(board, posting, duty)
    });
    let duties = duties.filter_map(|(_, duty)| Some((duty.posted?, &duty.basis)));
    notices.chain(duties).collect()
}

/// Whether what hung is the statement that a duty asks for: of such a fund, over such a period.
fn is_statement_of(board: &Board, posting: &Posting, duty: &Duty) -> bool {
    let nature =
        posting.fund.as_ref().and_then(|fund| board.fund(fund)).and_then(|fund| fund.nature);
    let period = posting.period.is_some_and(|period| match duty.every {
        Every::Period(every) => every.months() == period.months(),
        Every::Always => false,
    });
    nature.is_some() && nature == duty.fund && period
}

/// The day up to which what hangs must go on hanging.
#[must_use]
pub fn hangs_until(board: &Board, posting: &Posting) -> Option<Day> {
    let days = least(board, posting).into_iter();
    days.map(|(least, _)| board.workdays.last(posting.up, least)).max()
}
