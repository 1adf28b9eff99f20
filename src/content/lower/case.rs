//! Cases.

use super::written::{Lowering, reference};
use crate::content::fields::Desk;
use crate::model::case::{Assignment, Case, Closing, Reason, Tier, Visit};

const REASONS: [Reason; 5] =
    [Reason::Fixed, Reason::NotOurs, Reason::Duplicate, Reason::NoFurtherAction, Reason::Mediated];

pub(crate) fn case(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Case> {
    let fields = from.fields;
    let opened = fields.day(desk, "opened");
    let tier = fields.map(desk, "tier", |desk, fields| {
        let (by, to) = (fields.day(desk, "by"), fields.text(desk, "escalated_to"));
        let at_once = fields.yes(desk, "at_once").then_some(Tier::AtOnce);
        to.map(Tier::EscalatedTo).or(by.map(Tier::By)).or(at_once)
    });
    let assigned = fields.map(desk, "assigned", |desk, fields| {
        let (on, to) = (fields.day(desk, "on"), fields.text(desk, "to"));
        Some(Assignment { on: on?, to: to?, at: fields.spans() })
    });
    let closed = fields.map(desk, "closed", |desk, fields| {
        let (on, reason) = (fields.day(desk, "on"), fields.choice(desk, "reason"));
        Some(Closing { on: on?, reason: REASONS[reason?], at: fields.spans() })
    });
    let visited = fields.map(desk, "visited", |desk, fields| {
        let (on, satisfied) = (fields.day(desk, "on"), fields.yes(desk, "satisfied"));
        Some(Visit { on: on?, satisfied, at: fields.spans() })
    });
    let (channel, place) = (fields.text(desk, "channel"), fields.text(desk, "place"));
    let decided_by = reference(fields, "decided_by");
    Some(Case { opened: opened?, channel, place, tier, assigned, closed, visited, decided_by })
}
