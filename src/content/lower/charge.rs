//! Charges, the bills that they share out, and the buildings that they are told by.

use rust_decimal::Decimal;

use super::money::account;
use super::written::{Lowering, reference};
use crate::content::fields::{Desk, Fields};
use crate::content::kinds::CHARGE_DUE;
use crate::diagnostic::Code;
use crate::model::bill::{Bearer, Bill, By};
use crate::model::board::{Building, Profile};
use crate::model::charge::{
    BuildingDue, Charge, Due, InBuilding, Receipt, Side, StatedRate, Waived,
};
use crate::source::Span;
use crate::words::Arg;

pub(crate) fn charge(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Charge> {
    let fields = from.fields;
    let fee = reference(fields, "fee");
    let period = fields.period(desk, "period");
    let bill = fields.map(desk, "bill", |desk, fields| bill(desk, fields, from.profile));
    let due = fields.map(desk, "due", due);
    let (written, shared) = (fields.node("due").is_some(), fields.node("bill").is_some());
    let payers = bill.as_ref().and_then(Bill::payers);
    if !written && (!shared || (bill.is_some() && payers.is_none())) {
        fields.lacks(desk, &CHARGE_DUE);
    }
    // What a bill comes to need not be typed again.
    let due = match (due, &bill, payers) {
        (Some(due), Some(bill), _) => Some(Due { amount: due.amount.or(Some(bill.amount)), ..due }),
        (None, Some(bill), Some(payers)) if !written => {
            Some(Due { payers, amount: Some(bill.amount), quantity: None, at: bill.at.clone() })
        }
        (due, _, _) => due,
    };
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
    let (mut named, before) = (Vec::new(), desk.findings.len());
    let mut buildings = fields.maps(desk, "buildings", |desk, fields| {
        in_building(desk, fields, from.profile, &mut named)
    });
    // Of lines that do not all read, no sum is known.
    if desk.findings.len() > before {
        buildings.clear();
    }
    let stated_rate = fields.map(desk, "stated_rate", |desk, fields| {
        let (payers, amount) = (fields.share(desk, "payers"), fields.share(desk, "amount"));
        Some(StatedRate { payers, amount, at: fields.spans() })
    });
    let (fee, period, due) = (fee?, period?, due?);
    Some(Charge { fee, period, due, bill, received, waived, buildings, stated_rate })
}

fn due(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Due> {
    let payers = fields.count(desk, "payers");
    let amount = fields.money(desk, "amount");
    let quantity = fields.decimal(desk, "quantity", 4);
    Some(Due { payers: payers?, amount, quantity, at: fields.spans() })
}

fn in_building(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    profile: &Profile,
    named: &mut Vec<String>,
) -> Option<InBuilding> {
    let buildings = buildings(desk, fields, "building", profile, named);
    let due = fields.map(desk, "due", |desk, fields| {
        let (payers, amount) = (fields.count(desk, "payers"), fields.money(desk, "amount"));
        Some(BuildingDue { payers, amount, quantity: fields.decimal(desk, "quantity", 4) })
    });
    let mut side = |name| {
        let side = fields.map(desk, name, |desk, fields| {
            let (payers, amount) = (fields.count(desk, "payers"), fields.money(desk, "amount"));
            Some(Side { payers: payers?, amount: amount? })
        });
        side.unwrap_or_default()
    };
    let (received, waived) = (side("received"), side("waived"));
    let buildings: Vec<String> = buildings.into_iter().map(|(one, _)| one.id.clone()).collect();
    let at = fields.spans();
    let due = due.unwrap_or_default();
    (!buildings.is_empty()).then_some(InBuilding { buildings, due, received, waived, at })
}

/// The buildings that a field names, each once in all that was `named` so far.
fn buildings<'p>(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    field: &str,
    profile: &'p Profile,
    named: &mut Vec<String>,
) -> Vec<(&'p Building, Span)> {
    let mut found = Vec::new();
    for node in fields.many(field) {
        let name = node.text().unwrap_or_default().trim();
        match profile.building(name) {
            Some(building) if named.contains(&building.id) => {
                let args = vec![("building", Arg::from(&*building.name))];
                desk.find(Code::BuildingTwice, node.span, args);
            }
            Some(building) => {
                named.push(building.id.clone());
                found.push((building, node.span));
            }
            None => {
                let known = profile.buildings.iter().map(|one| Arg::from(&*one.id)).collect();
                let args = vec![("value", name.into()), ("known", Arg::List(known))];
                desk.find(Code::UnknownBuilding, node.span, args);
            }
        }
    }
    found
}

fn bill(desk: &mut Desk<'_>, fields: &Fields<'_>, profile: &Profile) -> Option<Bill> {
    let amount = fields.money(desk, "amount");
    let items = fields.count(desk, "items");
    let by = fields.choice(desk, "by").map(|place| By::ALL[place]);
    let weights = fields.maps(desk, "weights", |desk, fields| {
        let (of, weight) = (fields.text(desk, "of"), fields.decimal(desk, "weight", 4));
        Some(Bearer { name: of?, building: None, weight: weight?, payers: Some(1) })
    });
    let buildings = buildings(desk, fields, "over", profile, &mut Vec::new());
    let (amount, by) = (amount?, by?);
    let over = match by {
        By::Weights => weights,
        By::Household | By::Area => measured(desk, fields, by, (profile, buildings))?,
    };
    let bill = Bill { amount, items, by, over, at: fields.spans() };
    if bill.whole().is_zero() {
        let field = if by == By::Weights { "weights" } else { "over" };
        let by = vec![("by", Arg::Word(format!("share.by-{}", by.name())))];
        desk.find(Code::BillNotShared, bill.at.of(field), by);
        return None;
    }
    Some(bill)
}

/// The buildings that bear a bill with what they are counted by: those that it names, else all.
fn measured(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    by: By,
    (profile, named): (&Profile, Vec<(&Building, Span)>),
) -> Option<Vec<Bearer>> {
    let by_name = fields.node("over").is_some();
    if named.len() < fields.many("over").len() {
        return None;
    }
    let whole = fields.spans().of("by");
    let all = profile.buildings.iter().map(|building| (building, whole));
    let over = if by_name { named } else { all.collect() };
    let mut bearers = Vec::new();
    let mut complete = true;
    for (building, span) in over {
        let weight = match by {
            By::Household => building.households.map(Decimal::from),
            By::Area | By::Weights => building.area,
        };
        let Some(weight) = weight else {
            complete = false;
            desk.find(Code::BuildingUnmeasured, span, unmeasured(&building.name, by));
            continue;
        };
        let (name, id) = (building.name.clone(), building.id.clone());
        bearers.push(Bearer { name, building: Some(id), weight, payers: building.households });
    }
    complete.then_some(bearers)
}

fn unmeasured(building: &str, by: By) -> Vec<(&'static str, Arg)> {
    let field = match by {
        By::Household => Arg::Name("households", "户数"),
        By::Area | By::Weights => Arg::Name("area", "面积"),
    };
    vec![("building", building.into()), ("field", field)]
}
