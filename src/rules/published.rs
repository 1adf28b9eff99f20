//! What was published before and is gone, or reads differently without a word about it.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::source::Locus;
use crate::words::Arg;

/// A published id stays: it may be withdrawn, it may not vanish.
pub(crate) fn nothing_vanishes(board: &Board, findings: &mut Vec<Finding>) {
    let lock = Locus::file(&std::sync::Arc::from("content/board.lock"));
    for (id, known) in &board.before.records {
        if known.withdrawn.is_some() || board.record(id).is_some() || board.is_unread(id) {
            continue;
        }
        let (stem, number) = id.id.split_once('.').unwrap_or((&id.id, ""));
        let withdrawn = format!("withdrawn: {{on: {}, why: …}}", board.as_of);
        let line = if number.is_empty() {
            withdrawn
        } else {
            format!("- {{number: {number}, {withdrawn}}}")
        };
        findings.push(
            Finding::new(Code::VanishedRecord, lock.clone())
                .with("id", id.to_string())
                .with("file", format!("content/{}/{stem}", id.kind.name()))
                .with("first", known.first.to_string())
                .paste(line)
                .about(id.to_string()),
        );
    }
}

/// A published figure, outcome or day may change with a correction that names the old value.
pub(crate) fn nothing_changes_silently(board: &Board, findings: &mut Vec<Finding>) {
    let digits = board.profile.currency.digits;
    for record in &board.records {
        let head = &record.head;
        let Some(known) = board.before.records.get(&head.id) else { continue };
        if known.digest == head.digest_hex() || head.withdrawn.is_some() {
            continue;
        }
        let now = record.guarded(digits);
        for (field, was) in &known.guarded {
            let is = now.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str());
            let corrected = head
                .corrected
                .iter()
                .any(|correction| correction.field == *field && same(&correction.kept, was));
            if is.is_some_and(|is| same(is, was)) || corrected {
                continue;
            }
            let first = field.split('.').next().unwrap_or(field);
            let line = format!(
                "corrected: [{{field: {field}, was: {was}, on: {}, grade: correction, why: …}}]",
                board.as_of
            );
            findings.push(
                Finding::new(Code::SilentChange, head.locus(first))
                    .with("id", head.id.to_string())
                    .with("field", named(field))
                    .with("was", was.as_str())
                    .with("is", is.unwrap_or("—"))
                    .with("changed", known.changed.to_string())
                    .paste(line)
                    .about(head.id.to_string()),
            );
        }
    }
}

/// Whether two values are the same: `0.350` is `0.35`.
fn same(a: &str, b: &str) -> bool {
    let number = |text: &str| crate::model::quantity::read(text, 6);
    a == b || matches!((number(a), number(b)), (Some(a), Some(b)) if a == b)
}

/// The name of a guarded field: the words for its parts, numbers as they are.
fn named(field: &str) -> Arg {
    let part = |part: &str| {
        let number = part.starts_with(|first: char| first.is_ascii_digit());
        if number { Arg::from(format!(" {part} ")) } else { Arg::Word(format!("field.{part}")) }
    };
    Arg::Joined(field.split('.').map(part).collect())
}
