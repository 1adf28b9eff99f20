//! The sheets of the whole board: what it must publish, and what all funds hold.

use super::{Column, Notice, Table, of_board};
use crate::model::ledger::Fund;
use crate::model::money::Money;
use crate::view::accounts::{AccountRow, Accounts};
use crate::view::coverage::{AskedLine, Coverage, DutyLine};
use crate::view::frame::Heading;
use crate::view::home::{FundRow, latest_month};
use crate::view::{Desk, Page, accounts, coverage};

/// 应公布事项公示: every duty, by when, and how it stands.
#[must_use]
pub fn of_coverage<'a>(desk: &Desk<'a>) -> Option<(Page<'a>, Heading)> {
    let (Page::Coverage(found), heading) = coverage::build(desk) else { return None };
    let Coverage { sentence, missing, packs, .. } = *found;
    let mut notice = of_board(desk, "field.coverage", "coverage.html");
    notice.paragraphs.push(sentence);
    notice.paragraphs.extend(missing);
    let column = |key: &str| Column { head: desk.word(key), set: "text" };
    for pack in packs {
        let duty = |line: DutyLine| {
            let stands = line.cells.into_iter().next().map(|cell| {
                let mut said = vec![cell.period, cell.state.word, cell.day];
                said.retain(|part| !part.is_empty());
                said.join(desk.words.get("list.clause"))
            });
            vec![line.title, line.sentence, stands.unwrap_or_default()]
        };
        let asked = |line: AskedLine| vec![line.title, line.sentence, line.kept];
        let rows = pack.duties.into_iter().map(duty).chain(pack.asked.into_iter().map(asked));
        notice.tables.push(Table {
            caption: pack.title,
            columns: vec![
                column("field.withheld-duty"),
                column("say.asked-how"),
                column("say.how-it-stands"),
            ],
            rows: rows.collect(),
            ..Table::default()
        });
    }
    Some(finished(desk, notice, "title.notice.coverage", heading.description))
}

/// 资金总览公示: what each fund and account holds.
#[must_use]
pub fn of_accounts<'a>(desk: &Desk<'a>) -> Option<(Page<'a>, Heading)> {
    let (Page::Accounts(found), heading) = accounts::overview(desk) else { return None };
    let Accounts { sentence, month, funds, accounts, .. } = found;
    let mut notice = of_board(desk, "page.accounts", "accounts.html");
    notice.paragraphs.push(sentence);
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let fund = |row: FundRow| {
        let mut name = vec![row.name.text, row.restricted];
        name.retain(|said| !said.is_empty());
        let name = name.join(desk.words.get("list.clause"));
        vec![name, row.income.text, row.spending.text, row.balance.text, row.balanced.word]
    };
    let board = desk.board;
    let all = board.profile.funds.iter();
    let held = all.filter_map(|fund| board.ledger.fund_on(&fund.id, board.as_of)).sum::<Money>();
    let amount = |money| desk.format().amount(money).text;
    let turned = latest_month(desk).map(|month| {
        let one = |fund: &Fund| board.ledger.turnover(&fund.id, month.first(), month.last());
        let all = board.profile.funds.iter().map(one);
        all.fold((Money::ZERO, Money::ZERO), |(income, spending), one| {
            (income + one.income, spending + one.spending)
        })
    });
    let (income, spending) = turned.unwrap_or_default();
    let account = |row: AccountRow| vec![row.name, row.balanced.word, row.balance.text];
    let unit = desk.format().unit();
    let with_unit = |table: String| {
        desk.words.say("say.table-unit", &[("table", table.into()), ("unit", unit.as_str().into())])
    };
    notice.tables.push(Table {
        caption: with_unit(month),
        columns: vec![
            column("field.fund", "text"),
            column("flow.income", "figure"),
            column("flow.spending", "figure"),
            column("flow.balance", "figure"),
            column("say.checked-on", "text"),
        ],
        rows: funds.into_iter().map(fund).collect(),
        foot: vec![
            desk.word("say.sum"),
            amount(income),
            amount(spending),
            amount(held),
            String::new(),
        ],
        ..Table::default()
    });
    notice.tables.push(Table {
        caption: with_unit(desk.word("site.accounts.where")),
        columns: vec![
            column("field.account", "text"),
            column("say.checked-on", "text"),
            column("flow.balance", "figure"),
        ],
        rows: accounts.into_iter().map(account).collect(),
        ..Table::default()
    });
    notice.tables.retain(|table| !table.rows.is_empty());
    notice.closing.insert(0, desk.word("say.signatures"));
    Some(finished(desk, notice, "title.notice.accounts", heading.description))
}

fn finished<'a>(
    desk: &Desk<'a>,
    mut notice: Notice,
    title: &str,
    description: String,
) -> (Page<'a>, Heading) {
    notice.wide = notice.tables.iter().any(Table::is_wide);
    let title = desk.word(title);
    (Page::Notice(Box::new(notice), None), Heading { title, description, trail: Vec::new() })
}
