//! Pacts and their versions.

use super::written::{Lowering, reference};
use crate::content::fields::Desk;
use crate::model::pact::{Change, Pact};

pub(crate) fn pact(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Pact> {
    let fields = from.fields;
    let key = fields.text(desk, "pact").or_else(|| fields.text(desk, "title"));
    let (version, effective) = (fields.text(desk, "version"), fields.day(desk, "effective"));
    let changes = fields.maps(desk, "changes", |desk, fields| {
        let (what, why) = (fields.text(desk, "what"), fields.text(desk, "why"));
        Some(Change { what: what?, why })
    });
    Some(Pact {
        key: key?,
        version: version?,
        adopted_by: reference(fields, "adopted_by"),
        effective: effective?,
        replaces: reference(fields, "replaces"),
        changes,
    })
}
