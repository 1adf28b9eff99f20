//! What comes after a build: the next lock, and the day on which something will read differently.

use std::sync::Arc;

use crate::model::board::{Board, SILENT_AFTER};
use crate::model::calendar::Day;
use crate::model::caseload::PROMPT;
use crate::model::lock::{Lock, Published};
use crate::model::member::STALE_AFTER;
use crate::model::record::{Body, Record};
use crate::rules;

/// The lock after this build: known records keep their first day, changed ones get today's.
/// Ids that are not shown now are kept, so that nothing once published is forgotten. Of records
/// that are the same in an earlier board it is known already.
pub(super) fn lock(board: &Board, earlier: Option<&Board>) -> Lock {
    let same_ground = |earlier: &&Board| {
        Arc::ptr_eq(&earlier.before, &board.before) && earlier.profile == board.profile
    };
    let known = earlier.filter(same_ground);
    let known = known.and_then(|earlier| Some((earlier, board.changed_since(earlier)?)));
    let Some((earlier, changed)) = known else {
        let mut lock = (*board.before).clone();
        for record in &board.records {
            publish(&mut lock, board, record);
        }
        return lock;
    };
    let (records, addresses) = (earlier.lock.records.clone(), board.before.addresses.clone());
    let mut lock = Lock { records, former: earlier.lock.former.clone(), addresses };
    for place in changed {
        let record = &board.records[place];
        // What was only typed meanwhile was never published.
        lock.former.retain(|text, _| text.0 != record.head.id);
        let known = board.before.former.iter().filter(|(text, _)| text.0 == record.head.id);
        lock.former.extend(known.map(|(text, until)| (text.clone(), *until)));
        match board.before.records.get(&record.head.id) {
            Some(was) => lock.records.insert(record.head.id.clone(), Arc::clone(was)),
            None => lock.records.remove(&record.head.id),
        };
        publish(&mut lock, board, record);
    }
    lock
}

fn publish(lock: &mut Lock, board: &Board, record: &Record) {
    let head = &record.head;
    // Shown to those who asked for drafts; not published.
    if head.draft || head.publish_from.is_some_and(|day| day > board.as_of) {
        return;
    }
    let digest = head.digest;
    let withdrawn = head.withdrawn.as_ref().map(|withdrawal| withdrawal.on);
    let known = board.before.records.get(&head.id);
    if let Some(known) = known.filter(|known| known.digest != digest) {
        let text = (head.id.clone(), known.digest, known.changed);
        lock.former.insert(text, board.as_of);
    }
    let first = known.map_or(board.as_of, |known| known.first);
    let changed = match known {
        Some(known) if known.digest == digest => known.changed,
        _ => board.as_of,
    };
    let guarded = record.guarded(board.profile.currency.digits).into();
    let published = Published { digest, first, changed, withdrawn, guarded };
    lock.records.insert(head.id.clone(), Arc::new(published));
}

/// The first day after the board's on which something begins, ends, or falls overdue.
pub(super) fn change(board: &Board) -> Option<Day> {
    let mut days: Vec<Day> = board.held_back.waiting.values().copied().collect();
    for record in &board.records {
        days.extend(record.head.show_until.map(|day| day.plus(1)));
        days.extend(record.head.date);
        if let Some(window) = rules::duties::window(record) {
            days.extend([window.from, window.last(&board.workdays).plus(1)]);
        }
        match &record.body {
            Body::Decision(decision) => {
                // Called until its day; after that its minutes are missing.
                days.extend(decision.called().map(|_| decision.date.plus(1)));
                let next = decision.motions.iter().flat_map(|motion| &motion.follow_up);
                days.extend(
                    next.filter(|next| next.done.is_none())
                        .filter_map(|next| next.by)
                        .map(|day| day.plus(1)),
                );
            }
            Body::Fee(fee) => days.extend(fee.changes.iter().map(|change| change.from)),
            // The day it takes effect, or begins, is that of the record.
            Body::People(term) => days.extend(term.to.map(|day| day.plus(1))),
            Body::Project(project) => {
                // A step falls overdue on the day after its own.
                let open = project.milestones.iter().filter(|step| step.done.is_none());
                days.extend(open.filter_map(|step| step.by).map(|day| day.plus(1)));
            }
            Body::Case(case) if case.ending().is_none() => {
                days.extend(case.due().map(|day| day.plus(1)));
                // Who waits for an answer longer than that is counted as not answered promptly.
                let waits = case.days_to_reply().is_none();
                days.extend(waits.then(|| case.opened.plus(PROMPT + 1)));
            }
            _ => {}
        }
    }
    days.extend(board.profile.rolls.iter().map(|roll| roll.from));
    days.extend(board.silent_since().map(|day| day.plus(SILENT_AFTER + 1)));
    days.extend(rules::duties::turns(board));
    let told = board.members.iter().flat_map(|member| &member.told);
    days.extend(told.map(|told| told.as_of.plus(STALE_AFTER + 1)));
    days.into_iter().filter(|day| *day > board.as_of).min()
}
