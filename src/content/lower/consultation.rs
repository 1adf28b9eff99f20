//! Consultations.

use super::decision::window;
use super::written::Lowering;
use crate::content::fields::Desk;
use crate::model::consultation::{Adopted, Consent, Consultation, Opinion};

const ADOPTED: [Adopted; 3] = [Adopted::InFull, Adopted::InPart, Adopted::Declined];

pub(crate) fn consultation(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Consultation> {
    let fields = from.fields;
    let window = window(desk, fields);
    let channels = fields.many("channels").into_iter().filter_map(super::super::yaml::Node::text);
    let channels = channels.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (issued, returned) = (fields.count(desk, "issued"), fields.count(desk, "returned"));
    let opinions = fields.maps(desk, "views", |desk, fields| {
        let (said, from) = (fields.text(desk, "said"), fields.text(desk, "from"));
        let (count, reply) = (fields.count(desk, "count"), fields.text(desk, "reply"));
        let adopted = fields.choice(desk, "adopted").map(|place| ADOPTED[place]);
        let (why, at) = (fields.text(desk, "why"), fields.spans());
        Some(Opinion { said: said?, from, count, reply, adopted, why, at })
    });
    let consent = fields.maps(desk, "consent", |desk, fields| {
        let (place, agreed) = (fields.text(desk, "place"), fields.count(desk, "agreed"));
        let (refused, pending) = (fields.count(desk, "refused"), fields.count(desk, "pending"));
        let (of, at) = (fields.count(desk, "of"), fields.spans());
        Some(Consent { place: place?, agreed: agreed?, refused, pending, of, at })
    });
    let (as_of, channels) = (fields.day(desk, "as_of"), channels.collect());
    Some(Consultation { window: window?, channels, issued, returned, opinions, consent, as_of })
}
