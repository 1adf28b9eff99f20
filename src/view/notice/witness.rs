//! What the foot of a sheet says of the records behind it, so that paper on a wall can be held
//! against them later.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::model::calendar::{Day, Period};
use crate::model::digest::hex;
use crate::model::id::RecordId;
use crate::model::ledger::FundId;
use crate::model::money::Money;
use crate::view::Desk;

/// The digest of a statement: of what the fund held before the period, and of the digest of every
/// record that moved it within. SHA-256, as 64 hexadecimal digits.
#[must_use]
pub fn digest_of(desk: &Desk<'_>, fund: &FundId, period: Period) -> String {
    let before = desk.board.ledger.fund_on(fund, period.days().0.minus(1));
    let mut text = format!("{}/{period}\n", fund.0);
    let _ = writeln!(text, "{}", before.map_or(0, Money::minor));
    for id in records(desk, fund, period) {
        let digest = desk.board.record(id).map(|record| record.head.digest.to_string());
        let _ = writeln!(text, "{id}\t{}", digest.unwrap_or_default());
    }
    hex(&Sha256::digest(text))
}

/// The foot of a statement: its name, its digest, and when a record behind it last changed.
pub(super) fn of_statement(desk: &Desk<'_>, fund: &FundId, period: Period) -> String {
    let known = records(desk, fund, period).filter_map(|id| desk.board.published(id));
    let changed: Option<Day> = known.map(|known| known.changed).max();
    let changed = changed.unwrap_or(desk.board.as_of);
    let args = [
        ("id", format!("{}/{period}", fund.0).into()),
        ("digest", digest_of(desk, fund, period).into()),
        ("date", desk.format().date(changed).text.into()),
    ];
    desk.words.say("say.witness-statement", &args)
}

/// The records that moved a fund in a period, in the order of its entries.
fn records<'d>(
    desk: &Desk<'d>,
    fund: &FundId,
    period: Period,
) -> impl Iterator<Item = &'d RecordId> + use<'d> {
    let (from, to) = period.days();
    desk.board.ledger.lines(fund, from, to).map(|(entry, _)| &entry.record)
}
