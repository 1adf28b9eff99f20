//! Income, expenditures, transfers and balances.

use std::sync::Arc;

use super::written::{Lowering, read_reference, reference};
use crate::content::fields::{Desk, Fields};
use crate::content::values::plain;
use crate::diagnostic::Code;
use crate::model::board::Profile;
use crate::model::ledger::{AccountId, FundId};
use crate::model::moved::{Asset, Balance, Difference, Expenditure, Given, Income, Transfer};
use crate::words::Arg;

pub(crate) fn income(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Income> {
    let fields = from.fields;
    let (date, amount) = (fields.day(desk, "date"), fields.stated(desk, "amount"));
    let fund = fund(desk, from);
    let account = account(desk, fields, from.profile);
    let asset = fields.map(desk, "asset", |desk, fields| {
        let (register, row) = (reference(fields, "register"), fields.text(desk, "row"));
        Some(Asset { register: register?, row: plain(&row?), at: fields.spans() })
    });
    let given = if fields.yes(desk, "in_kind") { Given::Goods } else { Given::Money };
    Some(Income {
        date: date?,
        given: given(amount?),
        fund: fund?,
        account,
        from: fields.text(desk, "from"),
        asset,
        voucher: fields.text(desk, "voucher"),
        adjusts: reference(fields, "adjusts"),
    })
}

pub(crate) fn expenditure(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Expenditure> {
    let fields = from.fields;
    let (date, amount) = (fields.day(desk, "date"), fields.stated(desk, "amount"));
    let fund = fund(desk, from);
    let account = account(desk, fields, from.profile);
    Some(Expenditure {
        date: date?,
        amount: amount?,
        fund: fund?,
        account,
        payee: fields.text(desk, "payee"),
        voucher: fields.text(desk, "voucher"),
        no_voucher: fields.text(desk, "no_voucher"),
        approved_by: reference(fields, "approved_by"),
        handled_by: fields.text(desk, "handled_by"),
        reviewed_by: fields.text(desk, "reviewed_by"),
        adjusts: reference(fields, "adjusts"),
    })
}

pub(crate) fn transfer(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Transfer> {
    let fields = from.fields;
    let (date, amount) = (fields.day(desk, "date"), fields.money(desk, "amount"));
    let (out, into) = (pot(desk, from, "from"), pot(desk, from, "to"));
    let why = fields.text(desk, "why");
    let voucher = fields.text(desk, "voucher");
    let adjusts = reference(fields, "adjusts");
    Some(Transfer {
        date: date?,
        from: out?,
        to: into?,
        amount: amount?,
        why: why?,
        voucher,
        adjusts,
    })
}

pub(crate) fn balance(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Balance> {
    let fields = from.fields;
    let (date, amount) = (fields.day(desk, "date"), fields.money(desk, "balance"));
    let pot = match (fields.node("account").is_some(), fields.node("fund").is_some()) {
        (true, false) => account(desk, fields, from.profile).map(|account| account.0),
        (false, true) => fund(desk, from).map(|fund| fund.0),
        _ => {
            desk.find(Code::AccountOrFund, fields.first, Vec::new());
            None
        }
    };
    let in_transit = fields.many("in_transit");
    let in_transit = in_transit.iter().filter_map(|node| read_reference(node.text()?.trim()));
    let in_transit = in_transit.collect();
    let difference = fields.map(desk, "difference", |desk, fields| {
        let (amount, why) = (fields.money(desk, "amount"), fields.text(desk, "why"));
        Some(Difference { amount: amount?, why: why? })
    });
    Some(Balance { date: date?, pot: pot?, balance: amount?, in_transit, difference })
}

/// The fund of an entry: as written, or the board's only one.
pub(crate) fn fund(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<FundId> {
    if let Some(name) = from.fields.text(desk, "fund") {
        return known_fund(desk, (from.fields, from.profile), &name);
    }
    if let [only] = from.profile.funds.as_slice() {
        return Some(only.id.clone());
    }
    desk.find(Code::FundNeeded, from.fields.first, vec![("known", known_funds(from.profile))]);
    None
}

/// The fund that a mapping names, if it names one.
pub(crate) fn named_fund(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    profile: &Profile,
) -> Option<FundId> {
    let name = fields.text(desk, "fund")?;
    known_fund(desk, (fields, profile), &name)
}

fn known_fund(
    desk: &mut Desk<'_>,
    (fields, profile): (&Fields<'_>, &Profile),
    name: &str,
) -> Option<FundId> {
    let found = profile.funds.iter().find(|fund| *fund.id.0 == *name || fund.name == name);
    // A fund whose declaration does not read is reported there, once.
    if found.is_none() && !profile.unread_funds.iter().any(|unread| unread == name) {
        let args = vec![("value", name.into()), ("known", known_funds(profile))];
        desk.find(Code::UnknownFund, fields.spans().of("fund"), args);
    }
    found.map(|fund| fund.id.clone())
}

fn known_funds(profile: &Profile) -> Arg {
    Arg::List(profile.funds.iter().map(|fund| Arg::from(&*fund.id.0)).collect())
}

/// The account that a mapping names, if it names one.
pub(crate) fn account(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    profile: &Profile,
) -> Option<AccountId> {
    let name = fields.text(desk, "account")?;
    let accounts = &profile.accounts;
    let found = accounts.iter().find(|account| *account.id.0 == *name || account.name == name);
    if found.is_none() {
        let known = accounts.iter().map(|account| Arg::from(&*account.id.0)).collect();
        let args = vec![("value", name.into()), ("known", Arg::List(known))];
        desk.find(Code::UnknownAccount, fields.spans().of("account"), args);
    }
    found.map(|account| account.id.clone())
}

fn pot(desk: &mut Desk<'_>, from: &Lowering<'_, '_>, field: &'static str) -> Option<Arc<str>> {
    let name = from.fields.text(desk, field)?;
    let Profile { accounts, funds, .. } = from.profile;
    let account = accounts.iter().find(|account| *account.id.0 == *name || account.name == name);
    let fund = funds.iter().find(|fund| *fund.id.0 == *name || fund.name == name);
    match (account, fund) {
        (Some(account), _) => Some(Arc::clone(&account.id.0)),
        (None, Some(fund)) => Some(Arc::clone(&fund.id.0)),
        (None, None) => {
            let ids = accounts.iter().map(|account| &*account.id.0);
            let ids = ids.chain(funds.iter().map(|fund| &*fund.id.0)).map(Arg::from).collect();
            let args = vec![("value", name.into()), ("known", Arg::List(ids))];
            desk.find(Code::UnknownAccount, from.fields.spans().of(field), args);
            None
        }
    }
}
