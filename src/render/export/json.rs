//! The whole board as one document of JSON.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::view::export::books::{Account, Balances, Books, Fund};

/// What the document says first.
#[derive(Clone, Debug)]
pub struct Head {
    /// The program and its version.
    pub made_by: String,
    /// The day for which it was made.
    pub as_of: String,
    /// The board's name.
    pub name: String,
    /// Who publishes.
    pub publisher: String,
    /// BCP 47 tag of its language.
    pub language: &'static str,
    /// Where the site will be, if anybody knows.
    pub base_url: Option<String>,
}

/// The document: the head, the books, and every record as its line says it, by kind.
#[must_use]
pub fn document<'a>(
    head: &Head,
    books: Option<&Books>,
    kinds: impl Iterator<Item = (&'static str, Vec<Cow<'a, str>>)>,
) -> String {
    // Another number will stand here when a field changes its meaning.
    let head = json!({
        "format": 1, "made_by": head.made_by, "as_of": head.as_of, "name": head.name,
        "publisher": head.publisher, "language": head.language, "base_url": head.base_url,
    });
    let books = books.map_or_else(|| json!({}), of_books);
    let mut out = String::from("{\n");
    for part in [head, books] {
        for (name, value) in part.as_object().into_iter().flatten() {
            let _ = writeln!(out, "{}: {value},", json!(name));
        }
    }
    out.push_str("\"records\": {");
    for (place, (kind, lines)) in kinds.enumerate() {
        let comma = if place > 0 { "," } else { "" };
        let _ = write!(out, "{comma}\n{}: [\n{}\n]", json!(kind), lines.join(",\n"));
    }
    out.push_str("\n}\n}\n");
    out
}

fn of_books(books: &Books) -> Value {
    let account = |one: &Account| {
        json!({
            "id": one.id, "name": one.name, "kind": one.kind,
            "hledger": one.names.hledger, "beancount": one.names.beancount,
        })
    };
    let fund = |one: &Fund| {
        json!({
            "id": one.id, "name": one.name, "held_in": one.held_in, "opened": one.opened,
            "opening": one.opening, "purpose": one.purpose, "restricted": one.restricted,
            "hledger": one.hledger, "beancount": one.beancount,
        })
    };
    let held =
        |one: &Balances| json!({ "day": one.day, "accounts": one.accounts, "funds": one.funds });
    json!({
        "currency": books.currency, "digits": books.digits,
        "accounts": books.accounts.iter().map(account).collect::<Vec<_>>(),
        "funds": books.funds.iter().map(fund).collect::<Vec<_>>(),
        "balances": books.balances.iter().map(held).collect::<Vec<_>>(),
    })
}
