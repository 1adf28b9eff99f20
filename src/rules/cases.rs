//! How cases went on: what ended was open, and what was taken up again had ended.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::case::{Event, Happened};
use crate::model::id::Kind;
use crate::model::record::Body;

/// A case ends once, unless it was taken up again; only what ended can be.
pub(crate) fn cases_end_once(board: &Board, findings: &mut Vec<Finding>) {
    for record in board.of(Kind::Case) {
        let Body::Case(case) = &record.body else { continue };
        let mut ended: Option<&Event> = None;
        for event in &case.history {
            let at = record.head.within(event.at.of("on"));
            match (&event.what, ended) {
                (Happened::Closed(_), Some(first)) => findings.push(
                    Finding::new(Code::ClosedTwice, at)
                        .with("day", event.on.to_string())
                        .with("first", first.on.to_string())
                        .related(record.head.within(first.at.of("on")), "related.first")
                        .about(record.head.id.to_string()),
                ),
                (Happened::Closed(_), None) => ended = Some(event),
                (Happened::Reopened, None) => findings.push(
                    Finding::new(Code::ReopenedOpen, at)
                        .with("day", event.on.to_string())
                        .about(record.head.id.to_string()),
                ),
                (Happened::Reopened, Some(_)) => ended = None,
                _ => {}
            }
        }
    }
}
