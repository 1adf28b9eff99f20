//! A board after an edit: what follows from records that are the same is not worked out again.
//!
//! Whoever writes in the preview changes one record among thousands. Which part of a board stays is
//! never guessed: a record is the same where it is the same in memory, and everything that is kept
//! follows from such records alone.

use std::sync::Arc;

use super::{Board, Parts, referrers};
use crate::model::id::Kind;
use crate::model::record::Record;

/// The kinds that the books are made of.
const MONEY: [Kind; 5] = [Kind::Fee, Kind::Charge, Kind::Income, Kind::Expenditure, Kind::Transfer];

impl Board {
    /// These records in the order of the board, where it has records of just these ids and days;
    /// `None` where it has not.
    #[must_use]
    pub fn ordered(&self, records: &[Arc<Record>]) -> Option<Vec<Arc<Record>>> {
        if records.len() != self.records.len() {
            return None;
        }
        let mut places: Vec<Option<&Arc<Record>>> = vec![None; records.len()];
        for record in records {
            let place = *self.index.get(&record.head.id)?;
            let same = self.records[place].head.date == record.head.date;
            // Of two records of one id one has no place.
            if !same || places[place].replace(record).is_some() {
                return None;
            }
        }
        places.into_iter().map(Option::<&Arc<Record>>::cloned).collect()
    }

    /// The board of these parts, whose records are `ordered` as those of an earlier one.
    #[must_use]
    pub fn after(parts: Parts, before: &Self) -> Self {
        let Parts { profile, records, held_back, papers, before: lock, .. } = parts;
        let Parts { packs, workdays, members, as_of, .. } = parts;
        let pairs =
            || records.iter().zip(&before.records).filter(|(new, old)| !Arc::ptr_eq(new, old));
        let links = |record: &Record| -> Vec<_> {
            let all = record.head.references.iter();
            all.map(|reference| (reference.field, reference.to.clone())).collect()
        };
        let linked_alike = pairs().all(|(new, old)| links(new) == links(old));
        let same_books = profile == before.profile
            && pairs().all(|(record, _)| !MONEY.contains(&record.head.id.kind));
        let referrers = if linked_alike {
            Arc::clone(&before.referrers)
        } else {
            Arc::new(referrers(&records))
        };
        let mut board = Self {
            profile,
            records,
            held_back,
            ledger: Arc::clone(&before.ledger),
            papers,
            before: lock,
            lock: super::Lock::default(),
            published: Vec::new(),
            packs,
            workdays,
            members,
            as_of,
            index: Arc::clone(&before.index),
            referrers,
        };
        if !same_books {
            board.ledger = Arc::new(board.books());
        }
        board
    }

    /// The places of the records that are not the same as in an earlier board; `None` where the two
    /// do not have records of the same ids in the same order.
    #[must_use]
    pub fn changed_since(&self, before: &Self) -> Option<Vec<usize>> {
        if !Arc::ptr_eq(&self.index, &before.index) {
            return None;
        }
        let pairs = self.records.iter().zip(&before.records).enumerate();
        let changed = pairs.filter(|(_, (new, old))| !Arc::ptr_eq(new, old));
        Some(changed.map(|(place, _)| place).collect())
    }
}
