//! What every family of kinds reads in the same way: references.

use crate::content::fields::Fields;
use crate::content::kinds::kind_of_folder;
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
