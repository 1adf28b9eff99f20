//! What the rules of the place ask of notices: an agenda in time, a window that is long enough, a
//! decision that is published soon.

use super::{basis, length, since};
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::meeting::Window;
use crate::model::pack::Asked;
use crate::model::record::{Body, Record};

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
        let on = board.published(&record.head.id)?.first;
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

/// The last day on which who objected is answered in time, where a text that may be judged says so.
#[must_use]
pub(crate) fn answer_by(board: &Board, record: &Record, window: &Window) -> Option<Day> {
    let last = window.last(&board.workdays);
    let rules = asked(board, record).filter(|rule| rule.basis.judges(board.profile.held));
    rules.filter_map(|rule| Some(board.workdays.after(last, rule.answered?))).min()
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

/// An agenda hangs as long before its meeting as the place asks.
pub(crate) fn agendas_hang_in_time(board: &Board, findings: &mut Vec<Finding>) {
    let since = since(board);
    for record in board.of(Kind::Decision) {
        let Body::Decision(decision) = &record.body else { continue };
        let Some(agenda) = decision.agenda.as_ref().filter(|agenda| agenda.on >= since) else {
            continue;
        };
        for rule in asked(board, record) {
            let Some(ahead) = rule.notice else { continue };
            let latest = board.workdays.before(decision.date, ahead);
            // What was posted after the meeting is out of order, and said so.
            if agenda.on > latest && agenda.on <= decision.date {
                let at = record.head.within(agenda.at.of("on"));
                findings.push(
                    Finding::new(Code::AgendaTooLate, at)
                        .with("on", agenda.on.to_string())
                        .with("latest", latest.to_string())
                        .with("ahead", length(ahead))
                        .with("basis", basis(board, &rule.basis))
                        .about(record.head.id.to_string()),
                );
            }
        }
    }
}
