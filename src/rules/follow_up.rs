//! What a meeting said would be done, and is overdue.

use super::governance::decisions;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::words::Arg;

/// What was to be done by a day that has passed is done, or somebody is reminded.
pub(crate) fn nothing_is_overdue(board: &Board, findings: &mut Vec<Finding>) {
    for (record, decision) in decisions(board) {
        for next in decision.motions.iter().flat_map(|motion| &motion.follow_up) {
            let Some(by) = next.overdue_on(board.as_of) else { continue };
            let nobody = || Arg::Word("state.nobody-named".to_owned());
            let who = next.who.as_deref().map_or_else(nobody, Arg::from);
            findings.push(
                Finding::new(Code::FollowUpOverdue, record.head.within(next.at.of("by")))
                    .with("what", next.what.as_str())
                    .with("who", who)
                    .with("by", by.to_string())
                    .with("days", by.until(board.as_of))
                    .about(record.head.id.to_string()),
            );
        }
    }
}
