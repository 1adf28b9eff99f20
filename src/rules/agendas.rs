//! What was settled at a meeting and had not been posted before it.

use super::governance::decisions;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::words::Arg;

/// What is settled stood on the agenda that was posted, in the same words or in those it names.
/// Meetings of which no agenda is written are not judged.
pub(crate) fn what_is_settled_was_posted(board: &Board, findings: &mut Vec<Finding>) {
    for (record, decision) in decisions(board) {
        for point in decision.points() {
            let posted = match &decision.agenda {
                Some(agenda) if agenda.place_of(point.posted_as()).is_some() => continue,
                Some(_) if !point.settled && point.item.is_none() => continue,
                Some(agenda) => {
                    let items = agenda.items.iter().map(|item| Arg::from(item.as_str()));
                    let args = vec![
                        ("on", agenda.on.to_string().into()),
                        ("items", Arg::List(items.collect())),
                    ];
                    Arg::Said("unposted.not-among".to_owned(), args)
                }
                // Whoever names an item speaks of an agenda.
                None if point.item.is_some() => Arg::Word("unposted.no-agenda".to_owned()),
                None => continue,
            };
            let at = record.head.within(point.at.of(point.field));
            let finding = Finding::new(Code::UnpostedItem, at).with("item", point.posted_as());
            findings.push(finding.with("posted", posted).about(record.head.id.to_string()));
        }
    }
}
