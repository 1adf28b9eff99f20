//! What rests on a decision: that it was carried, and in time.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::RecordId;
use crate::model::record::{Body, Record};
use crate::words::Arg;

/// That the decision a record rests on was not carried, or came after the day by which it was
/// needed; `late` is the key of the words for that.
pub(super) fn not_adopted(
    board: &Board,
    record: &Record,
    by: Option<&RecordId>,
    (needed, late): (Option<Day>, &str),
) -> Option<Finding> {
    let by = board.record(by?)?;
    let Body::Decision(decision) = &by.body else { return None };
    let why = if !decision.is_carried() {
        "not-adopted.not-carried"
    } else if needed.is_some_and(|day| decision.date > day) {
        late
    } else {
        return None;
    };
    let date = vec![("date", Arg::from(decision.date.to_string()))];
    let finding = Finding::new(Code::NotAdopted, record.head.locus("adopted_by"))
        .with("decision", by.head.id.to_string())
        .with("why", Arg::Said(why.to_owned(), date))
        .related(by.head.locus("date"), "related.decided");
    Some(finding.about(record.head.id.to_string()))
}
