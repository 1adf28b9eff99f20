//! The books as a journal of hledger. What everything holds at the end of each month is asserted,
//! so hledger itself finds a figure that was changed.

use std::fmt::Write as _;

use super::one_line;
use crate::view::export::books::{Books, Event, Side, Transaction};

/// The journal.
#[must_use]
pub fn journal(books: &Books) -> String {
    let mut out = String::new();
    for remark in &books.remarks {
        comment(&mut out, remark);
    }
    let zeros = "0".repeat(books.digits as usize);
    // The point is needed: without one hledger would take the comma for it.
    let _ = writeln!(out, "\ncommodity 1000.{zeros} {}\n", books.currency);
    for (name, side) in &books.names {
        let kind = match side {
            Side::Assets => 'A',
            Side::Income => 'R',
            Side::Expenses => 'X',
            Side::Equity => 'E',
        };
        let _ = writeln!(out, "account {}  ; type:{kind}", name.hledger);
    }
    for (day, event) in &books.events {
        out.push('\n');
        match event {
            Event::Transaction(one) => transaction(&mut out, day, one, &books.currency),
            Event::LeftOut(said) => comment(&mut out, &format!("{day} {said}")),
            Event::Held(place) => held(&mut out, books, *place),
        }
    }
    out
}

fn comment(out: &mut String, text: &str) {
    let _ = writeln!(out, "; {}", one_line(text));
}

/// A description: a comment would begin at a semicolon, and a bar parts payee from note.
fn described(text: &str) -> String {
    one_line(text).replace(';', "；").replace('|', "｜")
}

fn transaction(out: &mut String, day: &str, one: &Transaction, currency: &str) {
    let _ = write!(out, "{day} * ");
    if !one.record.is_empty() {
        let _ = write!(out, "({}) ", one.record);
    }
    if !one.payee.is_empty() {
        let _ = write!(out, "{} | ", described(&one.payee));
    }
    let _ = writeln!(out, "{}", described(&one.title));
    if !one.voucher.is_empty() {
        // The value of a tag ends at a comma.
        let _ = writeln!(out, "    ; voucher:{}", described(&one.voucher).replace(',', "，"));
    }
    for (name, amount) in &one.postings {
        let _ = writeln!(out, "    {}  {amount} {currency}", name.hledger);
    }
}

/// Nothing moves here: hledger only compares what is held with what should be.
fn held(out: &mut String, books: &Books, place: usize) {
    let (balances, currency) = (&books.balances[place], &books.currency);
    let zero = amount_of_nothing(books.digits);
    let _ = writeln!(out, "{} * {}", balances.day, described(&books.held));
    for account in &books.accounts {
        let held = &balances.accounts[&account.id];
        let _ =
            writeln!(out, "    {}  {zero} {currency} = {held} {currency}", account.names.hledger);
    }
    for fund in &books.funds {
        if let Some(held) = balances.funds.get(&fund.id) {
            let less = negative(held);
            let _ = writeln!(out, "    {}  {zero} {currency} =* {less} {currency}", fund.hledger);
        }
    }
}

fn amount_of_nothing(digits: u32) -> String {
    if digits == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(digits as usize)) }
}

/// An amount with the other sign.
fn negative(amount: &str) -> String {
    match amount.strip_prefix('-') {
        Some(amount) => amount.to_owned(),
        None if amount.bytes().all(|byte| b"0.".contains(&byte)) => amount.to_owned(),
        None => format!("-{amount}"),
    }
}
