//! The books as a file of Beancount. What every account holds at the end of each month is
//! asserted on the morning after, so Beancount itself finds a figure that was changed.

use std::fmt::{self, Write};

use super::one_line;
use crate::view::export::books::{Books, Event, Transaction};

/// Writes the file.
///
/// # Errors
/// What `out` does not take.
pub fn file(out: &mut impl Write, books: &Books, title: &str) -> fmt::Result {
    for remark in &books.remarks {
        comment(out, remark)?;
    }
    let currency = &books.currency;
    writeln!(out, "\noption \"title\" {}", string(title))?;
    writeln!(out, "option \"operating_currency\" \"{currency}\"\n")?;
    // At least the last day is among what happened.
    let Some((first, _)) = books.events.first() else { return Ok(()) };
    for name in books.names.keys() {
        writeln!(out, "{first} open {} {currency}", name.beancount)?;
        let account = books.accounts.iter().find(|account| account.names == *name);
        if let Some(account) = account {
            writeln!(out, "  name: {}", string(&account.name))?;
        }
    }
    for (day, event) in &books.events {
        match event {
            Event::Transaction(one) => transaction(out, books, (day, one))?,
            Event::LeftOut(said) => {
                out.write_str("\n")?;
                comment(out, &format!("{day} {said}"))?;
            }
            Event::Held(place) => held(out, books, *place)?,
        }
    }
    Ok(())
}

fn comment(out: &mut impl Write, text: &str) -> fmt::Result {
    writeln!(out, "; {}", one_line(text))
}

fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in one_line(text).chars() {
        if matches!(letter, '\\' | '"') {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('"');
    out
}

fn transaction(
    out: &mut impl Write,
    books: &Books,
    (day, one): (&dyn fmt::Display, &Transaction),
) -> fmt::Result {
    let payee =
        if one.payee.is_empty() { String::new() } else { format!("{} ", string(&one.payee)) };
    writeln!(out, "\n{day} * {payee}{}", string(&one.title))?;
    for (key, value) in [("record", &one.record), ("voucher", &one.voucher)] {
        if !value.is_empty() {
            writeln!(out, "  {key}: {}", string(value))?;
        }
    }
    for (name, amount) in &one.postings {
        let amount = amount.plain(books.digits);
        writeln!(out, "  {}  {amount} {}", name.beancount, books.currency)?;
    }
    Ok(())
}

/// Without the tolerance of nothing, Beancount would let the last digit pass.
fn held(out: &mut impl Write, books: &Books, place: usize) -> fmt::Result {
    let (balances, currency) = (&books.balances[place], &books.currency);
    out.write_str("\n")?;
    for account in &books.accounts {
        let (name, held) = (&account.names.beancount, &balances.accounts[&account.id]);
        writeln!(out, "{} balance {name}  {held} ~ 0 {currency}", balances.next)?;
    }
    Ok(())
}
