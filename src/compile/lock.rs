//! What the board remembers of its records from build to build.

use crate::model::board::Board;
use crate::model::lock::{Lock, Published};

/// The lock after this build: known records keep their first day, changed ones get today's.
/// Ids that are not shown now are kept, so that nothing once published is forgotten.
pub(super) fn next(board: &Board) -> Lock {
    let mut lock = board.before.clone();
    for record in &board.records {
        let head = &record.head;
        // Shown to those who asked for drafts; not published.
        if head.draft || head.publish_from.is_some_and(|day| day > board.as_of) {
            continue;
        }
        let digest = head.digest_hex();
        let withdrawn = record.head.withdrawn.as_ref().map(|withdrawal| withdrawal.on);
        let known = lock.records.get(&record.head.id);
        if let Some(known) = known.filter(|known| known.digest != digest) {
            let text = (record.head.id.clone(), known.digest.clone());
            lock.former.insert(text, (known.changed, board.as_of));
        }
        let first = known.map_or(board.as_of, |known| known.first);
        let changed = match known {
            Some(known) if known.digest == digest => known.changed,
            _ => board.as_of,
        };
        let guarded = record.guarded(board.profile.currency.digits);
        let published = Published { digest, first, changed, withdrawn, guarded };
        lock.records.insert(record.head.id.clone(), published);
    }
    lock
}
