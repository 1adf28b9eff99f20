//! Money that does not add up.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::id::Kind;
use crate::model::ledger::{Balance, Flow, Pot};
use crate::model::money::Money;
use crate::model::record::{Body, Record};

/// The kinds of records that the books are made of.
pub(super) const MONEY: [Kind; 5] =
    [Kind::Fee, Kind::Charge, Kind::Income, Kind::Expenditure, Kind::Transfer];

/// An amount as it is typed.
pub(super) fn plain(board: &Board, money: Money) -> String {
    money.plain(board.profile.currency.digits)
}

/// No money moves in a fund before it was opened: its opening would not be one.
pub(crate) fn entries_follow_openings(board: &Board, findings: &mut Vec<Finding>) {
    for entry in board.ledger.entries() {
        let Some(fund) = entry.fund.as_ref().and_then(|fund| board.fund(fund)) else { continue };
        let Some(record) = board.record(&entry.record) else { continue };
        if entry.day < fund.opened {
            let at = match (&record.body, entry.receipt) {
                (Body::Charge(charge), Some(place)) => {
                    let receipt = charge.received.get(place - 1);
                    let span = receipt.map(|receipt| receipt.at.of("date"));
                    record.head.within(span.unwrap_or(record.head.at.whole))
                }
                _ => record.head.locus("date"),
            };
            findings.push(
                Finding::new(Code::EntryBeforeOpening, at)
                    .with("date", entry.day.to_string())
                    .with("fund", fund.name.as_str())
                    .with("opened", fund.opened.to_string())
                    .about(entry.record.to_string()),
            );
        }
    }
}

/// A transfer goes from an account to another account or from a fund to another fund.
pub(crate) fn transfers_are_between_equals(board: &Board, findings: &mut Vec<Finding>) {
    for record in board.of(Kind::Transfer) {
        let Body::Transfer(transfer) = &record.body else { continue };
        let equal = match (board.pot(&transfer.from), board.pot(&transfer.to)) {
            (Some(Pot::Fund(from)), Some(Pot::Fund(to))) => from != to,
            (Some(Pot::Account(from)), Some(Pot::Account(to))) => from != to,
            _ => false,
        };
        if !equal {
            findings.push(
                Finding::new(Code::TransferMixed, record.head.locus("to"))
                    .with("from", board.pot_name(&transfer.from))
                    .with("to", board.pot_name(&transfer.to))
                    .about(record.head.id.to_string()),
            );
        }
    }
}

/// What is due is what the rate comes to, and no more comes in than that.
pub(crate) fn charges_follow_rates(board: &Board, findings: &mut Vec<Finding>) {
    for record in board.of(Kind::Charge) {
        let Body::Charge(charge) = &record.body else { continue };
        let Some(fee) = board.fee_of(charge) else { continue };
        let about = record.head.id.to_string();
        let digits = board.profile.currency.digits;
        if let (Some(stated), Some(computed)) = (charge.due.amount, charge.computed(fee, digits))
            && stated != computed
        {
            let at = record.head.within(charge.due.at.of("amount"));
            let quantity = charge.due.quantity.map(|quantity| quantity.to_string());
            findings.push(
                Finding::new(Code::ChargeNotRate, at)
                    .with("stated", plain(board, stated))
                    .with("computed", plain(board, computed))
                    .with("rate", fee.rate.map(|rate| rate.to_string()).unwrap_or_default())
                    .with("quantity", quantity.unwrap_or_default())
                    .paste(format!("amount: {}", plain(board, computed)))
                    .about(about.clone()),
            );
        }
        let waived = charge.waived.as_ref();
        let payers = charge.payers() + waived.map_or(0, |waived| waived.payers);
        let paid = charge.paid() + waived.map_or(Money::ZERO, |waived| waived.amount);
        let owed = charge.owed(Some(fee), digits);
        if payers > charge.due.payers || owed.is_some_and(|owed| paid > owed) {
            let at = record.head.locus("received");
            findings.push(
                Finding::new(Code::PaidBeyondDue, at)
                    .with("payers", payers)
                    .with("of", charge.due.payers)
                    .with("paid", plain(board, paid))
                    .with("owed", owed.map(|owed| plain(board, owed)).unwrap_or_default())
                    .about(about),
            );
        }
    }
}

/// What the bank says is what the books say, but for what is in transit and what is explained.
pub(crate) fn balances_agree(board: &Board, findings: &mut Vec<Finding>) {
    // With a record of money that does not read, the books are not known; that is said already.
    if board.any_unread(&MONEY) {
        return;
    }
    for record in board.of(Kind::Balance) {
        let Body::Balance(balance) = &record.body else { continue };
        let Some(books) = books_on(board, balance) else { continue };
        let transit = in_transit(board, balance);
        let explained = balance.difference.as_ref().map_or(Money::ZERO, |known| known.amount);
        let expected = books - transit + explained;
        if expected == balance.balance {
            continue;
        }
        let off = balance.balance - expected;
        findings.push(
            Finding::new(Code::BalanceMismatch, record.head.locus("balance"))
                .with("pot", board.pot_name(&balance.pot))
                .with("date", balance.date.to_string())
                .with("stated", plain(board, balance.balance))
                .with("books", plain(board, books))
                .with("expected", plain(board, expected))
                .with("off", plain(board, off))
                .about(record.head.id.to_string()),
        );
    }
}

fn books_on(board: &Board, balance: &Balance) -> Option<Money> {
    match board.pot(&balance.pot)? {
        Pot::Fund(fund) => board.ledger.fund_on(&fund, balance.date),
        Pot::Account(account) => board.ledger.account_on(&account, balance.date),
    }
}

/// What entries in transit have already changed in the books of that account or fund.
fn in_transit(board: &Board, balance: &Balance) -> Money {
    let pot = board.pot(&balance.pot);
    let touches = |entry: &&crate::model::ledger::Entry| {
        entry.day <= balance.date
            && balance.in_transit.contains(&entry.record)
            && match &pot {
                Some(Pot::Fund(fund)) => entry.fund.as_ref() == Some(fund),
                Some(Pot::Account(account)) => entry.account.as_ref() == Some(account),
                None => false,
            }
    };
    board.ledger.entries().iter().filter(touches).map(|entry| entry.effect).sum()
}

/// The same item, amount and day twice is most likely one payment typed twice.
pub(crate) fn payments_are_made_once(board: &Board, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<_, &Record> = BTreeMap::new();
    let moved = board.of(Kind::Income).iter().chain(board.of(Kind::Expenditure));
    for record in moved {
        let (flow, date, amount, voucher) = match &record.body {
            Body::Income(income) => (Flow::In, income.date, &income.amount, &income.voucher),
            Body::Expenditure(spent) => (Flow::Out, spent.date, &spent.amount, &spent.voucher),
            _ => continue,
        };
        // Two amounts that are known roughly are not known to be the same.
        let Some(amount) = amount.exact() else { continue };
        let title = record.head.title.as_deref().unwrap_or_default();
        let key = (flow, date, amount, title, voucher.as_deref());
        if let Some(first) = seen.get(&key) {
            findings.push(
                Finding::new(Code::DuplicatePayment, record.head.locus("amount"))
                    .with("item", title)
                    .with("amount", plain(board, amount))
                    .with("date", date.to_string())
                    .with("first", first.head.id.to_string())
                    .related(first.head.locus("amount"), "related.first")
                    .about(record.head.id.to_string()),
            );
        } else {
            seen.insert(key, record);
        }
    }
}
