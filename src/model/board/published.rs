//! What will have been published of each record, found by its place: many pages ask.

use std::sync::Arc;

use super::Board;
use crate::model::id::RecordId;
use crate::model::lock::{Lock, Published};

impl Board {
    /// Takes the lock as it will be: what will have been published with this board.
    pub fn take(&mut self, lock: Lock) {
        let mut published = vec![None; self.records.len()];
        for (id, known) in &lock.records {
            if let Some(place) = self.index.get(id) {
                published[*place] = Some(Arc::clone(known));
            }
        }
        (self.lock, self.published) = (lock, published);
    }

    /// What will have been published of the record of that id.
    #[must_use]
    pub fn published(&self, id: &RecordId) -> Option<&Published> {
        self.published.get(*self.index.get(id)?)?.as_deref()
    }
}
