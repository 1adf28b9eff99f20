//! What every family of kinds reads in the same way: references, and a day that is required.

use crate::content::fields::{Desk, Fields};
use crate::content::kinds::{DATE, kind_of_folder};
use crate::content::values::plain;
use crate::model::board::Profile;
use crate::model::id::RecordId;

/// What a body is made from.
pub(crate) struct Lowering<'a, 'b> {
    /// The fields as written.
    pub fields: &'b Fields<'a>,
    /// What board.yaml says.
    pub profile: &'b Profile,
}

/// A reference that [`super::head`] has already held against what the field may name.
pub(crate) fn reference(fields: &Fields<'_>, name: &str) -> Option<RecordId> {
    read_reference(fields.node(name)?.text()?.trim())
}

/// `date:` is a common field and therefore optional; money and meetings cannot do without.
pub(crate) fn need_date(desk: &mut Desk<'_>, fields: &Fields<'_>) {
    if fields.node("date").is_none() {
        fields.lacks(desk, &DATE);
    }
}

/// Reads `kind/id`, the kind by its English or Chinese name.
#[must_use]
pub(crate) fn read_reference(name: &str) -> Option<RecordId> {
    let name = plain(name);
    RecordId::read(&name).or_else(|| {
        let (folder, id) = name.split_once('/')?;
        let kind = kind_of_folder(folder)?;
        RecordId::read(&format!("{}/{id}", kind.name()))
    })
}
