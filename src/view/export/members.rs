//! What members of a portal come to, as tables for other programs.

use super::tables::Making;
use crate::model::calendar::Period;
use crate::model::member::{Member, Told};
use crate::model::money::Money;
use crate::table::{Form, Table};
use crate::view::Desk;

/// A row a member; one that cannot be read has its id and nothing else.
#[must_use]
pub fn members(desk: &Desk<'_>) -> Table {
    let told = |tell: fn(&Told) -> String| {
        move |member: &Member| member.told.as_ref().map(tell).unwrap_or_default()
    };
    Making::of(desk, &desk.board.members)
        .column("id", Form::Key, |member| member.id.to_string())
        .column("name", Form::Text, told(|told| told.name.clone()))
        .column("publisher", Form::Text, told(|told| told.publisher.clone()))
        .column("as_of", Form::Day, told(|told| told.as_of.to_string()))
        .column("currency", Form::Text, told(|told| told.currency.code.clone()))
        .column("balance", Form::Number, told(|told| money(told, told.whole().totals.balance)))
        .column("boards", Form::Count, told(|told| told.whole().boards.to_string()))
        .column(
            "published",
            Form::Count,
            told(|told| told.whole().totals.duties.published.to_string()),
        )
        .column("late", Form::Count, told(|told| told.whole().totals.duties.late.to_string()))
        .column("missing", Form::Count, told(|told| told.whole().totals.duties.missing.to_string()))
        .column(
            "withheld",
            Form::Count,
            told(|told| told.whole().totals.duties.withheld.to_string()),
        )
        .table("members", desk.word("export.members"))
}

/// What a member comes to in a period.
struct Row {
    member: String,
    period: String,
    cells: [String; 7],
}

/// A row a member and month or year.
#[must_use]
pub fn periods(desk: &Desk<'_>) -> Table {
    let rows: Vec<Row> = desk
        .board
        .members
        .iter()
        .filter_map(|member| Some((member, member.told.as_ref().ok()?)))
        .flat_map(|(member, told)| rows(member, told))
        .collect();
    let cell = |place: usize| move |row: &Row| row.cells[place].clone();
    Making::of(desk, &rows)
        .column("member", Form::Text, |row| row.member.clone())
        .column("period", Form::Period, |row| row.period.clone())
        .column("income", Form::Number, cell(0))
        .column("spending", Form::Number, cell(1))
        .column("balance", Form::Number, cell(2))
        .column("owed", Form::Number, cell(3))
        .column("received", Form::Number, cell(4))
        .column("cases", Form::Count, cell(5))
        .column("closed", Form::Count, cell(6))
        .table("member-periods", desk.word("export.member-periods"))
}

fn rows(member: &Member, told: &Told) -> Vec<Row> {
    let totals = told.whole().totals;
    let plain = |amount: Money| money(told, amount);
    let row = |period: Period| {
        let flows = match period {
            Period::Month(month) => totals.months.get(&month),
            _ => totals.years.get(&period.first().year),
        };
        // Charges and cases are told by the year.
        let year = matches!(period, Period::Year(_)).then_some(period.first().year);
        let collected = year.and_then(|year| totals.collection.get(&year));
        let cases = year.and_then(|year| totals.cases.get(&year));
        let cells = [
            flows.map(|one| plain(one.income)),
            flows.map(|one| plain(one.spending)),
            flows.map(|one| plain(one.balance)),
            collected.map(|one| plain(one.owed)),
            collected.map(|one| plain(one.received)),
            cases.map(|one| one.received.to_string()),
            cases.map(|one| one.closed.to_string()),
        ];
        let cells = cells.map(Option::unwrap_or_default);
        Row { member: member.id.to_string(), period: period.to_string(), cells }
    };
    let years = totals.told().into_iter().map(Period::Year);
    let months = totals.months.keys().copied().map(Period::Month);
    years.chain(months).map(row).collect()
}

fn money(told: &Told, amount: Money) -> String {
    amount.plain(told.currency.digits)
}
