//! What the papers behind payments do not bear out: vouchers that are missing or used twice,
//! payments that look alike, amounts below nothing without a word why.

use std::collections::BTreeMap;

use super::ledger::plain;
use crate::diagnostic::{Code, Finding};
use crate::model::board::{Board, Vouchers};
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::money::Money;
use crate::model::moved::Expenditure;
use crate::model::record::{Body, Record};

/// Money in or out as a record tells it.
struct Payment<'a> {
    record: &'a Record,
    day: Day,
    /// `None` for an amount that is known only roughly: two of those are not known to be the same.
    amount: Option<Money>,
    /// From or to whom.
    party: Option<&'a str>,
    voucher: Option<&'a str>,
}

impl Payment<'_> {
    fn title(&self) -> &str {
        self.record.head.title.as_deref().unwrap_or_default()
    }

    fn finding(&self, code: Code, field: &str) -> Finding {
        let finding = Finding::new(code, self.record.head.locus(field));
        finding.with("item", self.title()).about(self.record.head.id.to_string())
    }
}

fn payments(board: &Board, kind: Kind) -> impl Iterator<Item = Payment<'_>> {
    board.of(kind).iter().filter_map(|record| {
        let (day, amount, party, voucher) = match &record.body {
            Body::Income(one) => (one.date, one.cash()?.exact(), &one.from, &one.voucher),
            Body::Expenditure(one) => (one.date, one.amount.exact(), &one.payee, &one.voucher),
            Body::Transfer(one) => (one.date, Some(one.amount), &None, &one.voucher),
            _ => return None,
        };
        let (party, voucher) = (party.as_deref(), voucher.as_deref());
        Some(Payment { record, day, amount, party, voucher })
    })
}

/// Every payment shows its voucher or says why there is none. Where the board does not require
/// that, a file is asked about once.
pub(crate) fn payments_have_vouchers(board: &Board, findings: &mut Vec<Finding>) {
    let lacks = |one: &Expenditure| one.voucher.is_none() && one.no_voucher.is_none();
    let bare = board
        .of(Kind::Expenditure)
        .iter()
        .filter(|record| matches!(&record.body, Body::Expenditure(one) if lacks(one)));
    if board.profile.limits.vouchers == Vouchers::NotAsked {
        return;
    }
    if board.profile.limits.vouchers == Vouchers::Required {
        findings.extend(bare.map(|record| {
            let title = record.head.title.as_deref().unwrap_or_default();
            let finding = Finding::new(Code::VoucherRequired, record.head.locus("item"));
            finding.with("item", title).about(record.head.id.to_string())
        }));
        return;
    }
    let mut files: BTreeMap<&str, (&Record, usize)> = BTreeMap::new();
    for record in bare {
        files.entry(&record.head.file).or_insert((record, 0)).1 += 1;
    }
    findings.extend(files.into_values().map(|(first, n)| {
        let title = first.head.title.as_deref().unwrap_or_default();
        let finding = Finding::new(Code::VoucherMissing, first.head.locus("item"));
        finding.with("item", title).with("n", n).about(first.head.id.to_string())
    }));
}

/// A voucher proves one payment. Parts of one bill to one payee on one day may share theirs, and
/// numbers may begin anew with the year.
pub(crate) fn vouchers_are_used_once(board: &Board, findings: &mut Vec<Finding>) {
    for kind in [Kind::Income, Kind::Expenditure] {
        let mut seen: BTreeMap<(i16, &str), Payment<'_>> = BTreeMap::new();
        for payment in payments(board, kind) {
            let Some(voucher) = payment.voucher else { continue };
            let key = (payment.day.year(), voucher);
            let Some(first) = seen.get(&key) else {
                seen.insert(key, payment);
                continue;
            };
            if first.day == payment.day && first.party == payment.party {
                continue;
            }
            let finding = payment.finding(Code::VoucherReused, "voucher");
            findings.push(
                finding
                    .with("voucher", voucher)
                    .with("first", first.record.head.id.to_string())
                    .related(first.record.head.locus("voucher"), "related.first"),
            );
        }
    }
}

/// The same amount on one day is most likely one payment typed twice, unless something tells the
/// two apart: who was paid, or what for.
pub(crate) fn payments_are_made_once(board: &Board, findings: &mut Vec<Finding>) {
    for kind in [Kind::Income, Kind::Expenditure] {
        let mut days: BTreeMap<(Day, Money), Vec<Payment<'_>>> = BTreeMap::new();
        for payment in payments(board, kind) {
            let Some(amount) = payment.amount else { continue };
            let before = days.entry((payment.day, amount)).or_default();
            if let Some(first) = before.iter().find(|first| alike(kind, first, &payment)) {
                let finding = payment.finding(Code::DuplicatePayment, "amount");
                findings.push(
                    finding
                        .with("amount", plain(board, amount))
                        .with("date", payment.day.to_string())
                        .with("first", first.record.head.id.to_string())
                        .related(first.record.head.locus("amount"), "related.first"),
                );
            }
            before.push(payment);
        }
    }
}

/// Whether nothing tells two payments of one day and amount apart. Many pay the same fee on one
/// day, so of income a voucher of its own does; two bills for the same thing are asked about.
fn alike(kind: Kind, one: &Payment<'_>, other: &Payment<'_>) -> bool {
    let parties = one.party.is_some() && other.party.is_some() && one.party != other.party;
    let vouchers = kind == Kind::Income && one.voucher != other.voucher;
    !parties && !vouchers && one.title() == other.title()
}

/// Money that goes the wrong way is explained: a refund by a note, a correction of the books by
/// the entry that it adjusts.
pub(crate) fn negatives_are_explained(board: &Board, findings: &mut Vec<Finding>) {
    const MOVED: [Kind; 3] = [Kind::Income, Kind::Expenditure, Kind::Transfer];
    for payment in MOVED.iter().flat_map(|kind| payments(board, *kind)) {
        let Some(amount) = payment.amount.filter(|amount| amount.is_negative()) else { continue };
        let head = &payment.record.head;
        if head.note.is_none() && !head.references.iter().any(|to| to.field == "adjusts") {
            let finding = payment.finding(Code::UnexplainedNegative, "amount");
            findings.push(finding.with("amount", plain(board, amount)));
        }
    }
}
