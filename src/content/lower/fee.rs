//! Fees.

use super::money::fund;
use super::written::{Lowering, reference};
use crate::content::fields::Desk;
use crate::model::fee::{Basis, Change, Every, Fee};

const BASES: [Basis; 4] = [Basis::SquareMetre, Basis::Household, Basis::Vehicle, Basis::Item];
const EVERY: [Every; 4] = [Every::Month, Every::Quarter, Every::Year, Every::Once];

pub(crate) fn fee(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Fee> {
    let fields = from.fields;
    let fund = fund(desk, from);
    let rate = fields.decimal(desk, "rate", 4);
    let per = fields.choice(desk, "per").map(|place| BASES[place]);
    let every = fields.choice(desk, "every").map(|place| EVERY[place]);
    let since = fields.day(desk, "from");
    let adopted_by = reference(fields, "adopted_by");
    let changes = fields.maps(desk, "changes", |desk, fields| {
        let (from, rate) = (fields.day(desk, "from"), fields.decimal(desk, "rate", 4));
        let why = fields.text(desk, "why");
        let adopted_by = reference(fields, "adopted_by");
        Some(Change { from: from?, rate: rate?, adopted_by, why, at: fields.spans() })
    });
    Some(Fee { fund: fund?, rate, per, every: every?, from: since?, adopted_by, changes })
}
