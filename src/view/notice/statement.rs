//! The notice of a fund's month: its statement as a table to pin up.

use super::{Column, Notice, Table, ask, number, row, url};
use crate::model::calendar::{Day, Month};
use crate::model::ledger::FundId;
use crate::view::accounts::{Line, statement_of};
use crate::view::frame::Heading;
use crate::view::parts::{Amount, Link};
use crate::view::plan::statement_addresses;
use crate::view::{Desk, Page};

/// Builds the notice of a fund's month.
#[must_use]
pub fn of_statement<'a>(desk: &Desk<'a>, id: &FundId, month: Month) -> Option<(Page<'a>, Heading)> {
    let fund = desk.board.fund(id)?;
    let statement = statement_of(desk, fund, month);
    let title = [("fund", fund.name.as_str().into()), ("month", desk.format().month(month).into())];
    let title = desk.words.say("title.notice.statement", &title);
    let page = statement_addresses(id, month).0;
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let mut rows = vec![row(["", &desk.word("say.opening"), "", "", "", &statement.opening.text])];
    rows.extend(statement.lines.iter().map(|line| {
        let text = |amount: &Option<Amount>| {
            amount.as_ref().map(|amount| amount.text.clone()).unwrap_or_default()
        };
        vec![
            line.date.short.clone(),
            line_title(desk, line),
            line.voucher.clone(),
            if line.moved.is_empty() { text(&line.income) } else { String::new() },
            if line.moved.is_empty() { text(&line.spending) } else { String::new() },
            line.balance.text.clone(),
        ]
    }));
    let foot = row([
        "",
        &desk.word("say.sum"),
        "",
        &statement.income.text,
        &statement.spending.text,
        &statement.closing.text,
    ]);
    let table = Table {
        caption: desk.words.say("say.unit", &[("unit", desk.format().unit().into())]),
        columns: vec![
            column("field.date", "date"),
            column("field.item", "text"),
            column("field.voucher", "date"),
            column("flow.income", "figure"),
            column("flow.spending", "figure"),
            column("flow.balance", "figure"),
        ],
        rows,
        foot,
    };
    let mut paragraphs = vec![statement.sentence.clone()];
    if let Some(moved) = &statement.moved {
        let args = [("amount", moved.text.as_str().into()), ("unit", desk.format().unit().into())];
        paragraphs.push(desk.words.say("say.moved-in-month", &args));
    }
    let notice = Notice {
        number: number(desk, "page.accounts", &format!("{}-{month}", id.0)),
        invented: String::new(),
        addressee: desk.word("say.addressee"),
        paragraphs,
        facts: Vec::new(),
        tables: vec![table],
        closing: ask(desk),
        signature: desk.board.profile.publisher.clone(),
        date: desk.format().date(statement_day(desk, id, month)).text,
        seal: desk.word("say.seal"),
        witness: desk.words.say(
            "say.witness-statement",
            &[("as_of", desk.format().date(desk.board.as_of).text.into())],
        ),
        url: url(desk, &page),
        back: Link { text: desk.word("page.back"), href: desk.href(&page) },
    };
    let description = statement.sentence;
    let heading = Heading { title, description, trail: Vec::new() };
    Some((Page::Notice(Box::new(notice), None), heading))
}

/// The day since which a month reads as it does: when the last of its records was published or
/// changed, but not before the month was over.
fn statement_day(desk: &Desk<'_>, fund: &FundId, month: Month) -> Day {
    let lines = desk.board.ledger.lines(fund, month.first(), month.last());
    let changed = lines.filter_map(|(entry, _)| {
        desk.board.lock.records.get(&entry.record).map(|known| known.changed)
    });
    let over = month.last().plus(1);
    changed.max().unwrap_or(over).max(over).min(desk.board.as_of)
}

/// What a line was; of money moved, which stands in no column of income or spending, how much.
fn line_title(desk: &Desk<'_>, line: &Line) -> String {
    if line.moved.is_empty() {
        return line.title.text.clone();
    }
    let (sign, amount) = match (&line.income, &line.spending) {
        (Some(amount), _) => ("+", amount),
        (None, Some(amount)) => ("−", amount),
        (None, None) => return line.title.text.clone(),
    };
    let args = [
        ("title", line.title.text.as_str().into()),
        ("amount", format!("{sign}{}", amount.text).into()),
    ];
    desk.words.say("say.moved-line", &args)
}
