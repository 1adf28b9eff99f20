//! Money that does not add up.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::id::Kind;
use crate::model::ledger::Pot;
use crate::model::money::Money;
use crate::model::moved::Balance;
use crate::model::record::Body;

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
        if entry.day < fund.opened {
            let Some(record) = board.record(&entry.record) else { continue };
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
