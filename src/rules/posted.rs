//! What hung on the board at the gate: a record says which notice, or which statement.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;

use super::duties::postings;

/// A posting names a notice, or a fund and a period; not both, and not half of one.
pub(crate) fn postings_say_what_hung(board: &Board, findings: &mut Vec<Finding>) {
    for (record, posting) in postings(board) {
        let told = (posting.of.is_some(), posting.fund.is_some(), posting.period.is_some());
        if !matches!(told, (true, false, false) | (false, true, true)) {
            let at = record.head.locus("notice");
            findings.push(Finding::new(Code::PostingOfWhat, at).about(record.head.id.to_string()));
        }
    }
}
