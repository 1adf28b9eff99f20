//! The books as a file of Beancount. What every account holds at the end of each month is
//! asserted on the morning after, so Beancount itself finds a figure that was changed.

use std::fmt::Write as _;

use super::one_line;
use crate::view::export::books::{Books, Event, Transaction};

/// The file.
#[must_use]
pub fn file(books: &Books, title: &str) -> String {
    let mut out = String::new();
    for remark in &books.remarks {
        comment(&mut out, remark);
    }
    let currency = &books.currency;
    let _ = writeln!(out, "\noption \"title\" {}", string(title));
    let _ = writeln!(out, "option \"operating_currency\" \"{currency}\"\n");
    let first = books.events.first().map(|(day, _)| day.as_str()).unwrap_or_default();
    for name in books.names.keys() {
        let _ = writeln!(out, "{first} open {} {currency}", name.beancount);
        let account = books.accounts.iter().find(|account| account.names == *name);
        if let Some(account) = account {
            let _ = writeln!(out, "  name: {}", string(&account.name));
        }
    }
    for (day, event) in &books.events {
        match event {
            Event::Transaction(one) => transaction(&mut out, day, one, currency),
            Event::LeftOut(said) => {
                out.push('\n');
                comment(&mut out, &format!("{day} {said}"));
            }
            Event::Held(place) => held(&mut out, books, *place),
        }
    }
    out
}

fn comment(out: &mut String, text: &str) {
    let _ = writeln!(out, "; {}", one_line(text));
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

fn transaction(out: &mut String, day: &str, one: &Transaction, currency: &str) {
    let payee =
        if one.payee.is_empty() { String::new() } else { format!("{} ", string(&one.payee)) };
    let _ = writeln!(out, "\n{day} * {payee}{}", string(&one.title));
    for (key, value) in [("record", &one.record), ("voucher", &one.voucher)] {
        if !value.is_empty() {
            let _ = writeln!(out, "  {key}: {}", string(value));
        }
    }
    for (name, amount) in &one.postings {
        let _ = writeln!(out, "  {}  {amount} {currency}", name.beancount);
    }
}

/// Without the tolerance of nothing, Beancount would let the last digit pass.
fn held(out: &mut String, books: &Books, place: usize) {
    let (balances, currency) = (&books.balances[place], &books.currency);
    out.push('\n');
    for account in &books.accounts {
        let (name, held) = (&account.names.beancount, &balances.accounts[&account.id]);
        let _ = writeln!(out, "{} balance {name}  {held} ~ 0 {currency}", balances.next);
    }
}
