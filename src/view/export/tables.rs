//! Tables that are told by the books and not by a declaration: funds, accounts, what each held at
//! the end of each month, and the lines of a fund over a stretch of days.

use super::TOLD;
use super::books::{Balances, Books};
use crate::model::calendar::Day;
use crate::model::ledger::{Entry, Flow, Fund};
use crate::model::money::Money;
use crate::table::{Column, Form, Table};
use crate::view::Desk;

/// Accounts, funds, and what they held.
#[must_use]
pub fn of_books(desk: &Desk<'_>, books: &Books) -> [Table; 3] {
    let accounts = Making::of(desk, &books.accounts)
        .column("id", Form::Key, |one| one.id.clone())
        .column("name", Form::Text, |one| one.name.clone())
        .column("kind", Form::Choice(vec!["bank", "cash"]), |one| one.kind.to_owned())
        .column("hledger", Form::Text, |one| one.names.hledger.clone())
        .column("beancount", Form::Text, |one| one.names.beancount.clone());
    let funds = Making::of(desk, &books.funds)
        .column("id", Form::Key, |one| one.id.clone())
        .column("name", Form::Text, |one| one.name.clone())
        .column("held_in", Form::Text, |one| one.held_in.clone())
        .naming("accounts")
        .column("opened", Form::Day, |one| one.opened.clone())
        .column("opening", Form::Number, |one| one.opening.clone())
        .column("purpose", Form::Text, |one| one.purpose.clone())
        .column("restricted", Form::YesNo, |one| one.restricted.to_string())
        .column("hledger", Form::Text, |one| one.hledger.clone())
        .column("beancount", Form::Text, |one| one.beancount.clone());
    let mut held: Vec<[&str; 4]> = Vec::new();
    for Balances { day, accounts, funds, .. } in &books.balances {
        held.extend(accounts.iter().map(|(id, held)| [day.as_str(), id, "", held]));
        held.extend(funds.iter().map(|(id, held)| [day.as_str(), "", id, held]));
    }
    let held = Making::of(desk, &held)
        .column("date", Form::Day, |row| row[0].to_owned())
        .column("account", Form::Text, |row| row[1].to_owned())
        .naming("accounts")
        .column("fund", Form::Text, |row| row[2].to_owned())
        .naming("funds")
        .column("balance", Form::Number, |row| row[3].to_owned());
    let titled = |name: &str| desk.word(&format!("export.{name}"));
    let [first, second, third] = TOLD;
    [
        accounts.table(first, titled(first)),
        funds.table(second, titled(second)),
        held.table(third, titled(third)),
    ]
}

/// The lines of a fund over a stretch of days, each with what was held after it.
#[must_use]
pub fn of_fund(desk: &Desk<'_>, fund: &Fund, (first, last): (Day, Day)) -> Table {
    let digits = desk.board.profile.currency.digits;
    let lines: Vec<(&Entry, Money)> = desk.board.ledger.lines(&fund.id, first, last).collect();
    // A refund is spending taken back: it stays in the column of spending, as a negative.
    let moved = |flow: Flow, sign: fn(Money) -> Money| {
        move |(entry, _): &(&Entry, Money)| {
            let own = entry.flow == flow;
            if own { sign(entry.effect).plain(digits) } else { String::new() }
        }
    };
    let mut table = Making::of(desk, &lines)
        .column("date", Form::Day, |(entry, _)| entry.day.to_string())
        .column("title", Form::Text, |(entry, _)| desk.title_id(&entry.record))
        .column("income", Form::Number, moved(Flow::In, |effect| effect))
        .column("spending", Form::Number, moved(Flow::Out, |effect| -effect))
        .column("moved", Form::Number, moved(Flow::Moved, |effect| effect))
        .column("balance", Form::Number, |(_, after)| after.plain(digits))
        .column("record", Form::Text, |(entry, _)| entry.record.to_string())
        .table("lines", fund.name.clone());
    // It belongs to a page that people read, and to no package.
    for column in &mut table.columns {
        column.name.clone_from(&column.title);
    }
    table
}

/// A table while its columns come together.
pub(super) struct Making<'a, T> {
    desk: &'a Desk<'a>,
    rows: &'a [T],
    columns: Vec<Column>,
}

impl<'a, T> Making<'a, T> {
    pub(super) fn of(desk: &'a Desk<'a>, rows: &'a [T]) -> Self {
        Self { desk, rows, columns: Vec::new() }
    }

    pub(super) fn column(mut self, name: &str, form: Form, cell: impl Fn(&T) -> String) -> Self {
        let title = self.desk.word(&format!("column.{name}"));
        let cells = self.rows.iter().map(cell).collect();
        self.columns.push(Column { name: name.to_owned(), title, form, refers: None, cells });
        self
    }

    /// The last column names rows of another table.
    fn naming(mut self, table: &'static str) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.refers = Some(table);
        }
        self
    }

    pub(super) fn table(self, name: &str, title: String) -> Table {
        Table { name: name.to_owned(), title, columns: self.columns }
    }
}
