//! Fees and charges.

use super::money::{account, fund};
use super::written::{Lowering, reference};
use crate::content::fields::Desk;
use crate::model::fee::{Basis, Charge, Due, Every, Fee, Receipt, Waived};

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
    Some(Fee { fund: fund?, rate, per, every: every?, from: since?, adopted_by })
}

pub(crate) fn charge(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Charge> {
    let fields = from.fields;
    let fee = reference(fields, "fee");
    let period = fields.period(desk, "period");
    let due = fields.map(desk, "due", |desk, fields| {
        let payers = fields.count(desk, "payers");
        let amount = fields.money(desk, "amount");
        let quantity = fields.decimal(desk, "quantity", 4);
        Some(Due { payers: payers?, amount, quantity, at: fields.spans() })
    });
    let received = fields.maps(desk, "received", |desk, fields| {
        let (date, payers) = (fields.day(desk, "date"), fields.count(desk, "payers"));
        let amount = fields.money(desk, "amount");
        let account = account(desk, fields, from.profile);
        let voucher = fields.text(desk, "voucher");
        let at = fields.spans();
        Some(Receipt { date: date?, payers: payers?, amount: amount?, account, voucher, at })
    });
    let waived = fields.map(desk, "waived", |desk, fields| {
        let (payers, amount) = (fields.count(desk, "payers"), fields.money(desk, "amount"));
        let why = fields.text(desk, "why");
        Some(Waived { payers: payers?, amount: amount?, why: why? })
    });
    Some(Charge { fee: fee?, period: period?, due: due?, received, waived })
}
