//! The books as a journal of hledger. What everything holds at the end of each month is asserted,
//! so hledger itself finds a figure that was changed.

use std::fmt::{self, Write};

use super::one_line;
use crate::view::export::books::{Books, Event, Side, Transaction};

/// Writes the journal.
///
/// # Errors
/// What `out` does not take.
pub fn journal(out: &mut impl Write, books: &Books) -> fmt::Result {
    for remark in &books.remarks {
        comment(out, remark)?;
    }
    let zeros = "0".repeat(books.digits as usize);
    // The point is needed: without one hledger would take the comma for it.
    writeln!(out, "\ncommodity 1000.{zeros} {}\n", books.currency)?;
    for (name, side) in &books.names {
        let kind = match side {
            Side::Assets => 'A',
            Side::Income => 'R',
            Side::Expenses => 'X',
            Side::Equity => 'E',
        };
        writeln!(out, "account {}  ; type:{kind}", name.hledger)?;
    }
    for (day, event) in &books.events {
        out.write_str("\n")?;
        match event {
            Event::Transaction(one) => transaction(out, books, (day, one))?,
            Event::LeftOut(said) => comment(out, &format!("{day} {said}"))?,
            Event::Held(place) => held(out, books, *place)?,
        }
    }
    Ok(())
}

fn comment(out: &mut impl Write, text: &str) -> fmt::Result {
    writeln!(out, "; {}", one_line(text))
}

/// A description: a comment would begin at a semicolon, and a bar parts payee from note.
fn described(text: &str) -> String {
    one_line(text).replace(';', "；").replace('|', "｜")
}

fn transaction(
    out: &mut impl Write,
    books: &Books,
    (day, one): (&dyn fmt::Display, &Transaction),
) -> fmt::Result {
    write!(out, "{day} * ")?;
    if !one.record.is_empty() {
        write!(out, "({}) ", one.record)?;
    }
    if !one.payee.is_empty() {
        write!(out, "{} | ", described(&one.payee))?;
    }
    writeln!(out, "{}", described(&one.title))?;
    if !one.voucher.is_empty() {
        // The value of a tag ends at a comma.
        writeln!(out, "    ; voucher:{}", described(&one.voucher).replace(',', "，"))?;
    }
    for (name, amount) in &one.postings {
        let amount = amount.plain(books.digits);
        writeln!(out, "    {}  {amount} {}", name.hledger, books.currency)?;
    }
    Ok(())
}

/// Nothing moves here: hledger only compares what is held with what should be.
fn held(out: &mut impl Write, books: &Books, place: usize) -> fmt::Result {
    let (balances, currency) = (&books.balances[place], &books.currency);
    let zero = amount_of_nothing(books.digits);
    writeln!(out, "{} * {}", balances.day, described(&books.held))?;
    for account in &books.accounts {
        let (name, held) = (&account.names.hledger, &balances.accounts[&account.id]);
        writeln!(out, "    {name}  {zero} {currency} = {held} {currency}")?;
    }
    for fund in &books.funds {
        if let Some(held) = balances.funds.get(&fund.id) {
            let less = negative(held);
            writeln!(out, "    {}  {zero} {currency} =* {less} {currency}", fund.hledger)?;
        }
    }
    Ok(())
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
