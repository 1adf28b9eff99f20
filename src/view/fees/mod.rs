//! What a fee asks and what came in of it: its rates over time, how a bill is shared out, and what
//! was collected by period or by building. No table tells of less than a building.

mod words;

use std::cmp::Ordering;

use serde::Serialize;

use super::Desk;
use super::parts::{Amount, Date, Link, State};
use crate::model::bill::{Bearer, Bill, Share};
use crate::model::charge::{Charge, Side};
use crate::model::collection::Collection;
use crate::model::fee::{Fee, Rate};
use crate::model::id::Kind;
use crate::model::record::{Body, Record};

/// Of a fee or a charge: its tables.
#[derive(Clone, Debug, Serialize)]
pub struct Collecting {
    /// The rates of a fee over time, where there are several; newest first.
    pub rates: Vec<RateLine>,
    /// How a bill is shared out.
    pub shared: Option<Shared>,
    /// What was collected, by period or by building; absent where there is none.
    pub collected: Option<Collected>,
}

/// A rate, and since when it holds.
#[derive(Clone, Debug, Serialize)]
pub struct RateLine {
    /// Its first day.
    pub from: Date,
    /// The rate with what it is counted by.
    pub rate: String,
    /// Whether it holds now, held before or will hold.
    pub state: State,
    /// The decision behind it; may be empty.
    pub decision: Link,
    /// Why; may be empty.
    pub why: String,
}

/// How a bill is shared out.
#[derive(Clone, Debug, Serialize)]
pub struct Shared {
    /// What a share is counted by, as the head of a column.
    pub by: String,
    /// The unit of amounts.
    pub unit: String,
    /// The working and the rule for what is left over, in plain words.
    pub rule: String,
    /// One line for each that bears it.
    pub lines: Vec<ShareLine>,
    /// What they come to: the bill.
    pub total: ShareLine,
}

/// What falls to one of those that bear a bill.
#[derive(Clone, Debug, Serialize)]
pub struct ShareLine {
    /// Whom.
    pub name: String,
    /// Its households, its area or its weight, with the unit.
    pub weight: String,
    /// What each household of it pays, in words; may be empty.
    pub each: String,
    /// What it pays.
    pub amount: Amount,
}

/// What was collected, by period or by building.
#[derive(Clone, Debug, Serialize)]
pub struct Collected {
    /// The heading of the table.
    pub title: String,
    /// What a line is about, as the head of the first column.
    pub by: String,
    /// The unit of amounts.
    pub unit: String,
    /// The newest periods, or the buildings.
    pub lines: Vec<CollectedLine>,
    /// Older periods, folded away.
    pub older: Vec<CollectedLine>,
    /// The words of the fold; empty where nothing is folded.
    pub folded: String,
    /// All lines together; absent where there is only one.
    pub total: Option<CollectedLine>,
    /// What the total leaves out; may be empty.
    pub note: String,
}

/// What was collected of a period, or in a building.
#[derive(Clone, Debug, Serialize)]
pub struct CollectedLine {
    /// The period, linked to its charge, or the building.
    pub name: Link,
    /// How many owe it, with the unit.
    pub due_payers: String,
    /// How much is owed; absent where that is not known.
    pub due: Option<Amount>,
    /// How many paid, with the unit; that nothing is recorded where nothing is.
    pub paid_payers: String,
    /// How much came in; absent where nothing is recorded.
    pub paid: Option<Amount>,
    /// What was let off, in words; may be empty.
    pub waived: String,
    /// The rates of collection, by payers and by amount, each with its parts beside it.
    pub shares: Vec<String>,
    /// How many have not paid, with the unit; may be empty.
    pub open_payers: String,
    /// How much has not come in; absent where that is not known.
    pub open: Option<Amount>,
}

/// Periods that stand in the table itself.
const NEWEST: usize = 12;

/// The tables of a fee or a charge; `None` for other kinds and where there is none.
#[must_use]
pub(super) fn collecting(desk: &Desk<'_>, record: &Record) -> Option<Collecting> {
    let tables = match &record.body {
        Body::Fee(fee) => {
            Collecting { rates: rates(desk, fee), shared: None, collected: by_period(desk, record) }
        }
        Body::Charge(charge) => Collecting {
            rates: Vec::new(),
            shared: charge.bill.as_ref().and_then(|bill| shared(desk, bill)),
            collected: by_building(desk, charge),
        },
        _ => return None,
    };
    let any = !tables.rates.is_empty() || tables.shared.is_some() || tables.collected.is_some();
    any.then_some(tables)
}

fn rates(desk: &Desk<'_>, fee: &Fee) -> Vec<RateLine> {
    let now = fee.rate_on(desk.board.as_of).map(|rate| rate.from);
    let line = |rate: Rate<'_>| {
        let (key, tone) = match Some(rate.from).cmp(&now) {
            Ordering::Less => ("state.rate-past", "plain"),
            Ordering::Equal if rate.from <= desk.board.as_of => ("state.rate-now", "good"),
            _ => ("state.rate-will", "open"),
        };
        let decision = rate.adopted_by.map(|id| desk.link_id(id));
        RateLine {
            from: desk.format().date(rate.from),
            rate: desk.rate(fee, rate.rate),
            state: State { word: desk.word(key), tone },
            decision: decision.unwrap_or(Link { text: String::new(), href: String::new() }),
            why: rate.why.unwrap_or_default().to_owned(),
        }
    };
    if fee.changes.is_empty() { Vec::new() } else { fee.rates().rev().map(line).collect() }
}

/// How a bill is shared out.
pub(super) fn shared(desk: &Desk<'_>, bill: &Bill) -> Option<Shared> {
    let format = desk.format();
    let shares = bill.shares()?;
    let line = |(bearer, share): (&Bearer, &Share)| {
        let payers = bearer.payers.unwrap_or_default();
        ShareLine {
            name: bearer.name.clone(),
            weight: desk.weight(bill, bearer.weight),
            each: desk.each(bill, payers, share.more),
            amount: format.amount(share.amount),
        }
    };
    Some(Shared {
        by: desk.word(&format!("share.head-{}", bill.by.name())),
        unit: format.unit(),
        rule: desk.sharing_rule(bill),
        lines: bill.over.iter().zip(&shares).map(line).collect(),
        total: ShareLine {
            name: desk.word("say.sum"),
            weight: desk.weight(bill, bill.whole()),
            each: String::new(),
            amount: format.amount(shares.iter().map(|share| share.amount).sum()),
        },
    })
}

/// The charges of a fee, newest first; those without a receipt are in no total.
fn by_period(desk: &Desk<'_>, record: &Record) -> Option<Collected> {
    let board = desk.board;
    let charges = board.of(Kind::Charge).iter().rev().filter_map(|charge| match &charge.body {
        Body::Charge(body) if body.fee == record.head.id => Some((charge, body)),
        _ => None,
    });
    let mut lines = Vec::new();
    let mut recorded = Vec::new();
    let mut counted = None;
    for (record, charge) in charges {
        let one = board.collection(charge);
        let text = match charge.bill {
            Some(_) => desk.title(record),
            None => desk.format().period(charge.period),
        };
        let name = Link { text, ..desk.link(record) };
        lines.push(line(desk, name, &one, &|n| desk.payers(charge, n)));
        recorded.extend(Some(one).filter(|one| one.recorded));
        counted = counted.or(Some(charge));
    }
    let counted = counted?;
    let left_out = lines.len() - recorded.len();
    let total = (recorded.len() > 1).then(|| {
        let text = desk.words.say("say.sum-periods", &[("n", recorded.len().into())]);
        let name = Link { text, href: String::new() };
        line(desk, name, &Collection::sum(&recorded), &|n| desk.payer_times(counted, n))
    });
    let older = lines.split_off(lines.len().min(NEWEST));
    let n = |n: usize| [("n", n.into())];
    let note =
        (total.is_some() && left_out > 0).then(|| desk.words.say("say.unrecorded", &n(left_out)));
    let folded = (!older.is_empty()).then(|| desk.words.say("say.older", &n(older.len())));
    Some(Collected {
        title: desk.word("say.by-period"),
        by: desk.word("field.period"),
        unit: desk.format().unit(),
        lines,
        older,
        folded: folded.unwrap_or_default(),
        total,
        note: note.unwrap_or_default(),
    })
}

/// A charge building by building.
pub(super) fn by_building(desk: &Desk<'_>, charge: &Charge) -> Option<Collected> {
    let board = desk.board;
    let mut lines = Vec::new();
    let mut all = Vec::new();
    for one in board.by_building(charge) {
        let collection = one.collection.ok()?;
        let name = |id: &String| board.building(id).map_or(id.clone(), |one| one.name.clone());
        let names: Vec<String> = one.written.buildings.iter().map(name).collect();
        let text = names.join(desk.words.get("list.between"));
        let name = Link { text, href: String::new() };
        lines.push(line(desk, name, &collection, &|n| desk.payers(charge, n)));
        all.push(collection);
    }
    let total = (lines.len() > 1).then(|| {
        let name = Link { text: desk.word("say.sum"), href: String::new() };
        line(desk, name, &Collection::sum(&all), &|n| desk.payers(charge, n))
    });
    (!lines.is_empty()).then(|| Collected {
        title: desk.word("say.by-building"),
        by: desk.word("field.building"),
        unit: desk.format().unit(),
        lines,
        older: Vec::new(),
        folded: String::new(),
        total,
        note: String::new(),
    })
}

fn line(
    desk: &Desk<'_>,
    name: Link,
    one: &Collection,
    payers: &dyn Fn(i64) -> String,
) -> CollectedLine {
    let format = desk.format();
    let waived = (one.waived != Side::default()).then(|| {
        let args = [
            ("payers", payers(one.waived.payers).into()),
            ("amount", format.amount(one.waived.amount).text.into()),
        ];
        desk.words.say("say.waived-of", &args)
    });
    let arrears = one.arrears();
    CollectedLine {
        name,
        due_payers: payers(one.payers),
        due: one.owed.map(|owed| format.amount(owed)),
        paid_payers: if one.recorded {
            payers(one.received.payers)
        } else {
            desk.word("say.no-receipts")
        },
        paid: one.recorded.then(|| format.amount(one.received.amount)),
        waived: waived.unwrap_or_default(),
        shares: [desk.share_of_payers(one, payers), desk.share_of_amount(one)]
            .into_iter()
            .flatten()
            .collect(),
        open_payers: arrears.map(|(n, _)| payers(n)).unwrap_or_default(),
        open: arrears.and_then(|(_, amount)| amount).map(|amount| format.amount(amount)),
    }
}
