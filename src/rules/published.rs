//! What was published before and is gone, or reads differently without a word about it.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::record::{Head, part_words};
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
        if known.digest == head.digest || head.withdrawn.is_some() {
            continue;
        }
        let now = record.guarded(digits);
        let value = |field: &str| {
            now.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
        };
        // A correction is good for one change: one that is older than the last was used by it.
        let corrected = |field: &str, was: &str| {
            head.corrected.iter().any(|correction| {
                correction.field == field
                    && same(&correction.kept, was)
                    && correction.on >= known.changed
            })
        };
        let silent: Vec<(&str, &str)> = known
            .guarded
            .iter()
            .filter(|(field, was)| {
                !value(field).is_some_and(|is| same(is, was)) && !corrected(field, was)
            })
            .collect();
        let line = paste(board, head, &silent);
        for (field, was) in &silent {
            let first = field.split('.').next().unwrap_or(field);
            findings.push(
                Finding::new(Code::SilentChange, head.locus(first))
                    .with("id", head.id.to_string())
                    .with("field", named(field))
                    .with("was", *was)
                    .with("is", value(field).unwrap_or("—"))
                    .with("changed", known.changed.to_string())
                    .with("note", other_correction(head, field))
                    .paste(line.clone())
                    .about(head.id.to_string()),
            );
        }
    }
}

/// The corrections to write for all silent changes of a record, as items for its list where it
/// has one already.
fn paste(board: &Board, head: &Head, silent: &[(&str, &str)]) -> String {
    let items: Vec<String> = silent
        .iter()
        .map(|(field, was)| {
            let on = board.as_of;
            let was = quoted(was);
            format!("{{field: {field}, was: {was}, on: {on}, grade: correction, why: …}}")
        })
        .collect();
    let items = items.join(", ");
    if head.corrected.is_empty() { format!("corrected: [{items}]") } else { items }
}

/// A value as it can stand between braces.
fn quoted(value: &str) -> String {
    let plain = !value.contains([',', ':', '#', '[', ']', '{', '}', '\'', '"']);
    if plain { value.to_owned() } else { format!("'{}'", value.replace('\'', "''")) }
}

/// What a correction of the field says instead, if there is one and it names another old value.
fn other_correction(head: &Head, field: &str) -> Arg {
    match head.corrected.iter().rfind(|correction| correction.field == field) {
        Some(other) => {
            let typed = vec![("typed", other.was.as_str().into())];
            Arg::Said("silent-change.other".to_owned(), typed)
        }
        None => Arg::from(""),
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
        match part {
            _ if number => Arg::from(format!(" {part} ")),
            // What `for` means elsewhere is what something is for; here it is those who agree.
            "for" => Arg::Word("field.ayes".to_owned()),
            _ => Arg::Word(part_words(field, part)),
        }
    };
    Arg::Joined(field.split('.').map(part).collect())
}
