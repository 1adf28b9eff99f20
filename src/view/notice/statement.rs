//! The notice of a fund over a period: its statement as tables to pin up.

use super::{Column, Notice, Table, ask, number, of_board, row, witness};
use crate::model::calendar::{Day, Period};
use crate::model::ledger::{Fund, FundId};
use crate::rules::duties;
use crate::view::accounts::{
    Comparison, ComparisonRow, Line, Reviewed, Statement, reviews_of, statement_of,
};
use crate::view::frame::Heading;
use crate::view::parts::Amount;
use crate::view::plan::statement_addresses;
use crate::view::{Desk, Page, coverage};

/// Builds the notice of a fund over a period.
#[must_use]
pub fn of_statement<'a>(
    desk: &Desk<'a>,
    id: &FundId,
    period: Period,
) -> Option<(Page<'a>, Heading)> {
    let fund = desk.board.fund(id)?;
    let statement = statement_of(desk, fund, period);
    let args =
        [("fund", fund.name.as_str().into()), ("month", desk.format().period(period).into())];
    let title = desk.words.say("title.notice.statement", &args);
    let page = statement_addresses(id, period).0;
    let mut paragraphs = vec![statement.sentence.clone()];
    if let Some(moved) = &statement.moved {
        let args = [("amount", moved.text.as_str().into()), ("unit", desk.format().unit().into())];
        paragraphs.push(desk.words.say("say.moved-in-month", &args));
    }
    paragraphs.extend(review_lines(desk, &statement));
    let tables = if matches!(period, Period::Month(_)) {
        vec![lines_table(desk, &statement)]
    } else {
        let mut tables = vec![parts_table(desk, &statement)];
        if let Some(comparison) = &statement.comparison {
            paragraphs.extend(comparison.sentences.clone());
            tables.extend(category_tables(desk, comparison));
        }
        tables
    };
    let mut closing = vec![desk.word("say.signatures")];
    closing.extend(posted(desk, fund, period));
    closing.extend(ask(desk));
    let notice = Notice {
        number: number(desk, "page.accounts", &format!("{}-{period}", id.0)),
        paragraphs,
        wide: tables.iter().any(Table::is_wide),
        tables,
        closing,
        date: desk.format().date(statement_day(desk, id, period)).text,
        witness: witness::of_statement(desk, id, period),
        ..of_board(desk, "page.accounts", &page)
    };
    let description = statement.sentence;
    let heading = Heading { title, description, trail: Vec::new() };
    Some((Page::Notice(Box::new(notice), None), heading))
}

/// How long it must hang and within what time who objects is answered, as the rules of the place say.
fn posted(desk: &Desk<'_>, fund: &Fund, period: Period) -> Vec<String> {
    let mut said = Vec::new();
    for duty in duties::of_statement(desk.board, fund, period) {
        let basis = coverage::basis(desk, &duty.basis);
        for (key, within) in [("say.hangs-for", duty.posted), ("say.answered-in", duty.answered)] {
            let Some(within) = within else { continue };
            let args = [("days", coverage::days(within)), ("basis", basis.as_str().into())];
            said.push(desk.words.say(key, &args));
        }
    }
    said
}

/// By whom it was reviewed, or that it was not.
fn review_lines(desk: &Desk<'_>, statement: &Statement) -> Vec<String> {
    let Reviewed { state, reviews } = &statement.reviewed;
    let say = |what: &str| desk.words.say("say.review-notice", &[("line", what.into())]);
    let mut lines: Vec<String> = Vec::new();
    if reviews.is_empty() || state.tone == "open" {
        lines.push(say(&state.word));
    }
    lines.extend(reviews.iter().map(|one| {
        let args =
            [("line", one.sentence.as_str().into()), ("title", one.review.text.as_str().into())];
        desk.words.say("say.review-of", &args)
    }));
    lines
}

fn column(desk: &Desk<'_>, key: &str, set: &'static str) -> Column {
    Column { head: desk.word(key), set }
}

fn caption(desk: &Desk<'_>) -> String {
    desk.words.say("say.unit", &[("unit", desk.format().unit().into())])
}

fn lines_table(desk: &Desk<'_>, statement: &Statement) -> Table {
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
    let columns = vec![
        column(desk, "field.date", "date"),
        column(desk, "field.item", "text"),
        column(desk, "field.voucher", "text"),
        column(desk, "flow.income", "figure"),
        column(desk, "flow.spending", "figure"),
        column(desk, "flow.balance", "figure"),
    ];
    Table { caption: caption(desk), columns, rows, foot, ..Table::default() }.carrying([3, 4])
}

/// The months of a longer period, with a column of what was moved where something was.
fn parts_table(desk: &Desk<'_>, statement: &Statement) -> Table {
    let moved = statement.parts.iter().any(|part| part.moved.is_some());
    let cells = |name: &str, figures: [&str; 4]| {
        let [income, spending, between, left] = figures;
        let between = moved.then_some(between);
        let cells = [Some(name), Some(income), Some(spending), between, Some(left)];
        cells.into_iter().flatten().map(str::to_owned).collect::<Vec<String>>()
    };
    let mut rows = vec![cells(&desk.word("say.opening"), ["", "", "", &statement.opening.text])];
    rows.extend(statement.parts.iter().map(|part| {
        let between = part.moved.as_ref().map_or("", |moved| moved.text.as_str());
        let (income, spending) = (part.income.text.as_str(), part.spending.text.as_str());
        cells(&part.period.text, [income, spending, between, &part.closing.text])
    }));
    // Moves within the period may make up for one another.
    let none = desk.format().amount(crate::model::money::Money::ZERO);
    let between = statement.moved.as_ref().unwrap_or(&none);
    let figures = [
        statement.income.text.as_str(),
        &statement.spending.text,
        &between.text,
        &statement.closing.text,
    ];
    let mut columns = vec![
        column(desk, "field.month", "date"),
        column(desk, "flow.income", "figure"),
        column(desk, "flow.spending", "figure"),
    ];
    columns.extend(moved.then(|| column(desk, "flow.moved", "figure")));
    columns.push(column(desk, "flow.balance", "figure"));
    let foot = cells(&desk.word("say.sum"), figures);
    let summed = 1..columns.len() - 1;
    Table { caption: caption(desk), columns, rows, foot, ..Table::default() }.carrying(summed)
}

/// Income and spending by category, a table each with its own sum.
fn category_tables(desk: &Desk<'_>, comparison: &Comparison) -> Vec<Table> {
    let sides = [("flow.in", "flow.income"), ("flow.out", "flow.spending")];
    let tables = sides.into_iter().zip(&comparison.totals).filter_map(|((flow, head), total)| {
        let flow = desk.word(flow);
        let own = comparison.rows.iter().filter(|row| row.flow == flow);
        let cells = |row: &ComparisonRow| {
            let amounts = row.amounts.iter().map(|amount| amount.text.clone());
            std::iter::once(row.category.clone()).chain(amounts).collect::<Vec<String>>()
        };
        let rows: Vec<Vec<String>> = own.map(cells).collect();
        let figures = comparison.columns.iter();
        let figures = figures.map(|head| Column { head: head.clone(), set: "figure" });
        let first = column(desk, head, "text");
        let mut foot = cells(total);
        foot[0] = desk.word("say.sum");
        let columns: Vec<Column> = std::iter::once(first).chain(figures).collect();
        let summed = 1..columns.len();
        (!rows.is_empty())
            .then(|| Table { columns, rows, foot, ..Table::default() }.carrying(summed))
    });
    tables.collect()
}

/// The day since which a statement reads as it does: when the last of its records was published or
/// changed, or it was reviewed, but not before the period was over.
fn statement_day(desk: &Desk<'_>, fund: &FundId, period: Period) -> Day {
    let (first, last) = period.days();
    let lines = desk.board.ledger.lines(fund, first, last);
    let changed = lines
        .filter_map(|(entry, _)| desk.board.published(&entry.record).map(|known| known.changed));
    let reviews = reviews_of(desk, fund, period).into_iter();
    let reviewed = reviews.filter_map(|(record, _)| desk.board.published(&record.head.id));
    let changed = changed.chain(reviewed.map(|known| known.changed));
    let over = last.plus(1);
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
