//! What several families of kinds read in the same way: references, texts, opinions.

use crate::content::fields::{Desk, Fields};
use crate::content::kinds::kind_of_folder;
use crate::content::values::plain;
use crate::content::yaml::Node;
use crate::model::board::Profile;
use crate::model::id::RecordId;
use crate::model::opinion::{Adopted, Opinion};

const ADOPTED: [Adopted; 3] = [Adopted::InFull, Adopted::InPart, Adopted::Declined];

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

/// The texts of a field that may have several.
pub(super) fn texts(fields: &Fields<'_>, name: &str) -> Vec<String> {
    let texts = fields.many(name).into_iter().filter_map(Node::text);
    texts.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// What people said, with the answers.
pub(super) fn opinions(desk: &mut Desk<'_>, fields: &Fields<'_>, name: &str) -> Vec<Opinion> {
    fields.maps(desk, name, |desk, fields| {
        let (said, from) = (fields.text(desk, "said"), fields.text(desk, "from"));
        let (count, reply) = (fields.count(desk, "count"), fields.text(desk, "reply"));
        let adopted = fields.choice(desk, "adopted").map(|place| ADOPTED[place]);
        let (why, on) = (fields.text(desk, "why"), fields.day(desk, "on"));
        Some(Opinion { said: said?, from, count, reply, adopted, why, on, at: fields.spans() })
    })
}
