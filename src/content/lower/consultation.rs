//! Consultations.

use super::decision::window;
use super::written::{Lowering, opinions, texts};
use crate::content::fields::Desk;
use crate::model::consultation::{Consent, Consultation};

pub(crate) fn consultation(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Consultation> {
    let fields = from.fields;
    let window = window(desk, fields);
    let (issued, returned) = (fields.count(desk, "issued"), fields.count(desk, "returned"));
    let opinions = opinions(desk, fields, "views");
    let consent = fields.maps(desk, "consent", |desk, fields| {
        let (place, agreed) = (fields.text(desk, "place"), fields.count(desk, "agreed"));
        let (refused, pending) = (fields.count(desk, "refused"), fields.count(desk, "pending"));
        let (of, at) = (fields.count(desk, "of"), fields.spans());
        Some(Consent { place: place?, agreed: agreed?, refused, pending, of, at })
    });
    let (as_of, channels) = (fields.day(desk, "as_of"), texts(fields, "channels"));
    Some(Consultation { window: window?, channels, issued, returned, opinions, consent, as_of })
}
