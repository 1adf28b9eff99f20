//! References the other way round: who refers to a record.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::id::RecordId;
use crate::model::record::Record;

/// The records that refer to each, and the field in which they do.
pub(super) type Referrers = BTreeMap<RecordId, Vec<(RecordId, &'static str)>>;

/// Turns every reference around.
pub(super) fn referrers(records: &[Arc<Record>]) -> Referrers {
    let mut referrers = Referrers::new();
    for record in records {
        for reference in &record.head.references {
            let back = referrers.entry(reference.to.clone()).or_default();
            let link = (record.head.id.clone(), reference.field);
            if !back.contains(&link) {
                back.push(link);
            }
        }
    }
    referrers
}
