//! Pacts: versions that stand in each other's way, and those that nobody adopted.

use super::adopted::not_adopted;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::record::Body;
use crate::words::Arg;

/// One version holds on a day, and each takes effect after the one whose place it takes.
pub(crate) fn versions_follow_each_other(board: &Board, findings: &mut Vec<Finding>) {
    for (record, pact) in board.pacts() {
        let about = record.head.id.to_string();
        let versions = board.versions(&pact.key);
        let before = versions.iter().take_while(|(one, _)| one.head.id != record.head.id);
        let clash = before.map(|(one, other)| (one, other)).find_map(|(one, other)| {
            let field = if other.effective == pact.effective { "effective" } else { "version" };
            let same = field == "effective" || other.version == pact.version;
            same.then_some((one, field))
        });
        if let Some((first, field)) = clash {
            findings.push(
                Finding::new(Code::VersionsClash, record.head.locus(field))
                    .with("field", Arg::Word(format!("field.{field}")))
                    .with("version", pact.version.as_str())
                    .with("date", pact.effective.to_string())
                    .related(first.head.locus(field), "related.first")
                    .about(about.as_str()),
            );
        }
        let replaced = pact.replaces.as_ref().and_then(|id| board.record(id));
        let Some(replaced) = replaced else { continue };
        let Body::Pact(old) = &replaced.body else { continue };
        if old.effective >= pact.effective && replaced.head.id != record.head.id {
            findings.push(
                Finding::new(Code::ReplacedEarlier, record.head.locus("effective"))
                    .with("date", pact.effective.to_string())
                    .with("old", old.effective.to_string())
                    .with("version", old.version.as_str())
                    .related(replaced.head.locus("effective"), "related.before")
                    .about(about.as_str()),
            );
        }
    }
}

/// What a pact rests on was carried, and before it took effect.
pub(crate) fn pacts_were_adopted(board: &Board, findings: &mut Vec<Finding>) {
    for (record, pact) in board.pacts() {
        let needed = (Some(pact.effective), "not-adopted.later");
        findings.extend(not_adopted(board, record, pact.adopted_by.as_ref(), needed));
    }
}
