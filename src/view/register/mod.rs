//! A register: its rows as a table, what they come to in sentences, and what the books tell of them.

mod telling;

use rust_decimal::Decimal;
use serde::Serialize;

use telling::Telling;

use super::Desk;
use super::notice::{Column, Table};
use super::parts::{Fact, Link, Row, State};
use super::plan::record_address;
use crate::model::moved::Income;
use crate::model::quantity::percent;
use crate::model::record::{Body, Record};
use crate::model::register::{
    Both, Cell, Column as Written, Form, Register, Row as Entry, Stand, Total, Type,
};
use crate::words::Arg;

/// A register.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterTable {
    /// What it is for; may be empty.
    pub what: String,
    /// What the rows come to, in sentences.
    pub totals: Vec<String>,
    /// The heads of its columns; empty where there are too many for a table, and every row is told
    /// by itself.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<RegisterRow>,
    /// Income by what it came in of; empty where the books tell nothing of it.
    pub income: Vec<RegisterIncome>,
}

/// A row of a register.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterRow {
    /// Its place on the page: `row-3`.
    pub anchor: String,
    /// Its number.
    pub number: String,
    /// What it is called, where it is told by itself.
    pub title: String,
    /// How it stands, where it is told by itself.
    pub state: Option<State>,
    /// What is said of it, where it is told by itself.
    pub facts: Vec<Fact>,
    /// A cell a column, where it stands in a table.
    pub cells: Vec<RegisterCell>,
}

/// A cell of a register.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterCell {
    /// What stands there, linked where it is a record; may be empty.
    pub said: Link,
    /// How the row stands, where that is what the column says.
    pub state: Option<State>,
}

/// What came in of one row.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterIncome {
    /// What it is.
    pub of: String,
    /// The income, newest first.
    pub rows: Vec<Row>,
}

/// More columns than these are read line by line: in a table each would be a character wide.
const COLUMNS: usize = 5;

/// The table of a register; `None` for other kinds.
#[must_use]
pub(crate) fn table(desk: &Desk<'_>, record: &Record) -> Option<RegisterTable> {
    let Body::Register(register) = &record.body else { return None };
    let telling = Telling::of(desk, record, register);
    let wide = telling.shown.len() > COLUMNS;
    let row = |row: &Entry| if wide { telling.alone(row) } else { telling.in_table(row) };
    let income = register.rows.iter().filter_map(|row| {
        let mut entries = telling.income.get(row.number.as_str())?.clone();
        entries.sort_by_key(|(record, income)| {
            (std::cmp::Reverse(income.date), record.head.id.clone())
        });
        let rows = entries.into_iter().map(|(record, _)| desk.row(record)).collect();
        Some(RegisterIncome { of: row_name(desk, register, row), rows })
    });
    Some(RegisterTable {
        what: register.of.what.map(|what| said(desk, what)).unwrap_or_default(),
        totals: totals(desk, register),
        columns: if wide { Vec::new() } else { telling.heads() },
        rows: register.rows.iter().map(row).collect(),
        income: income.collect(),
    })
}

/// The table on a sheet of paper.
#[must_use]
pub(crate) fn sheet(desk: &Desk<'_>, record: &Record) -> Option<Table> {
    let table = table(desk, record)?;
    let text = |cell: RegisterCell| cell.state.map_or(cell.said.text, |state| state.word);
    let column = |key: &str| Column { head: desk.word(key), set: "text" };
    let wide = table.columns.is_empty();
    let columns =
        if wide { vec![column("field.item"), column("field.note")] } else { table.columns };
    let fact = |fact: Fact| {
        let values: Vec<String> = fact.values.into_iter().map(|value| value.text).collect();
        format!("{}{}{}", fact.label, desk.words.get("list.after-name"), values.concat())
    };
    let row = |row: RegisterRow| -> Vec<String> {
        let told = if wide {
            let state = row.state.into_iter().map(|state| state.word);
            let facts: Vec<String> = state.chain(row.facts.into_iter().map(fact)).collect();
            vec![row.title, facts.join(desk.words.get("list.semicolon"))]
        } else {
            row.cells.into_iter().map(text).collect()
        };
        [row.number].into_iter().chain(told).collect()
    };
    (!table.rows.is_empty()).then(|| Table {
        caption: String::new(),
        columns: [column("field.number")].into_iter().chain(columns).collect(),
        rows: table.rows.into_iter().map(row).collect(),
        ..Table::default()
    })
}

/// A name or sentence of a type in the language of the board.
fn said(desk: &Desk<'_>, both: Both) -> String {
    desk.words.language.script().name(both.en, both.zh).into_owned()
}

/// Its type, and the day on which it was so.
#[must_use]
pub(crate) fn facts(desk: &Desk<'_>, register: &Register) -> Vec<(&'static str, String)> {
    let mut facts = vec![("register-type", said(desk, register.of.title))];
    facts.extend(register.as_of.map(|day| ("as_of", desk.format().date(day).text)));
    facts
}

/// How many rows there are, how they stand, and what they come to.
#[must_use]
pub(crate) fn sentence(desk: &Desk<'_>, register: &Register) -> String {
    let n = Arg::from(register.rows.len());
    let mut by_stand = [(Stand::Done, 0_usize), (Stand::Open, 0), (Stand::Failed, 0)];
    for row in &register.rows {
        let stand = register.of.stand(row).map(|(_, stand)| stand);
        for (known, count) in &mut by_stand {
            *count += usize::from(stand == Some(*known));
        }
    }
    let [(_, done), (_, open), (_, failed)] = by_stand;
    if done + open + failed == 0 {
        return desk.words.say("say.register", &[("n", n)]);
    }
    let key = if failed == 0 { "say.register-done" } else { "say.register-failed" };
    let args = [("n", n), ("done", done.into()), ("open", open.into()), ("failed", failed.into())];
    desk.words.say(key, &args)
}

/// What the rows come to, a sentence a total.
fn totals(desk: &Desk<'_>, register: &Register) -> Vec<String> {
    let of = register.of;
    let digits = desk.board.profile.currency.digits;
    let name = |place: usize| Arg::from(label(desk, of, place));
    let mut told = Vec::new();
    for total in &of.totals {
        match total {
            Total::Sum(place) => {
                let summed = register.sum(*place, digits);
                // A sum of nothing that is known exactly would read as none at all.
                if summed.of == 0 {
                    continue;
                }
                let figure = in_unit(desk, of, *place, summed.sum);
                let args = [
                    ("column", name(*place)),
                    ("figure", figure.into()),
                    ("n", summed.left_out.into()),
                ];
                let computed = *place >= of.columns.len();
                let key = match summed.left_out {
                    0 => "say.register-sum",
                    _ if computed => "say.register-sum-lacking",
                    _ => "say.register-sum-less",
                };
                told.push(desk.words.say(key, &args));
            }
            Total::Count(place) => {
                let counts = counts(desk, register, *place);
                if !counts.is_empty() {
                    let args = [("column", name(*place)), ("counts", Arg::List(counts))];
                    told.push(desk.words.say("say.register-counts", &args));
                }
            }
            Total::Share(part, whole) => {
                let Some((a, b, lacking)) = register.share(*part, *whole, digits) else { continue };
                let share = percent(a, b, 1).map(|share| desk.format().decimal(share));
                let args = [
                    ("part", name(*part)),
                    ("whole", name(*whole)),
                    ("a", in_unit(desk, of, *part, a).into()),
                    ("b", in_unit(desk, of, *whole, b).into()),
                    ("share", share.unwrap_or_default().into()),
                    ("n", lacking.into()),
                ];
                let key =
                    if lacking == 0 { "say.register-share" } else { "say.register-share-lacking" };
                told.push(desk.words.say(key, &args));
            }
        }
    }
    told
}

/// How many rows have each value, in the order of the type.
fn counts(desk: &Desk<'_>, register: &Register, place: usize) -> Vec<Arg> {
    let column = &register.of.columns[place];
    let values: Vec<(String, Cell)> = match &column.form {
        Form::Choice(values) => {
            let named = values.iter().enumerate();
            named.map(|(place, value)| (said(desk, value.name), Cell::Choice(place))).collect()
        }
        _ => [("state.yes", true), ("state.no", false)]
            .map(|(key, yes)| (desk.word(key), Cell::YesNo(yes)))
            .into(),
    };
    let counted = values.into_iter().filter_map(|(name, value)| {
        let n = register.rows.iter().filter(|row| row.cell(place) == Some(&value)).count();
        let args = vec![("value", name.into()), ("n", n.into())];
        (n > 0).then(|| Arg::Said("say.register-count".to_owned(), args))
    });
    counted.collect()
}

fn label(desk: &Desk<'_>, of: &Type, place: usize) -> String {
    let own = of.columns.get(place).and_then(|column| column.label);
    said(desk, own.unwrap_or_else(|| of.name_of(place)))
}

/// A figure of a column with its unit, where it has one.
fn in_unit(desk: &Desk<'_>, of: &Type, place: usize, figure: Decimal) -> String {
    let (unit, number) = (unit(desk, of, place), number(desk, of, place, figure));
    if unit.is_empty() {
        return number;
    }
    desk.words.say("say.in-unit", &[("figure", number.into()), ("unit", unit.into())])
}

fn unit(desk: &Desk<'_>, of: &Type, place: usize) -> String {
    if of.is_money(place) {
        return desk.format().unit();
    }
    let own = match of.columns.get(place) {
        Some(column) => column.unit,
        None => of.computed[place - of.columns.len()].unit,
    };
    own.map(|unit| said(desk, unit)).unwrap_or_default()
}

fn number(desk: &Desk<'_>, of: &Type, place: usize, figure: Decimal) -> String {
    if of.is_money(place) {
        let money = crate::model::quantity::to_money(figure, desk.board.profile.currency.digits);
        return money.map(|money| desk.format().amount(money).text).unwrap_or_default();
    }
    signed(desk, figure)
}

/// A number with a minus that is read as one.
fn signed(desk: &Desk<'_>, figure: Decimal) -> String {
    let sign = if figure.is_sign_negative() && !figure.is_zero() { "−" } else { "" };
    format!("{sign}{}", desk.format().decimal(figure.abs()))
}

/// What a row is called: its first words.
fn row_name(desk: &Desk<'_>, register: &Register, row: &Entry) -> String {
    let words = row.cells.iter().enumerate().filter_map(|(place, cell)| match cell {
        Some(Cell::Text(text)) => Some(text.clone()),
        Some(Cell::Choice(value)) => choice(desk, &register.of.columns[place], *value),
        _ => None,
    });
    let words: Vec<String> = words.take(2).collect();
    words.join(desk.words.get("list.between"))
}

fn choice(desk: &Desk<'_>, column: &Written, value: usize) -> Option<String> {
    match &column.form {
        Form::Choice(values) => values.get(value).map(|value| said(desk, value.name)),
        _ => None,
    }
}

/// What income came in of: the row of a register, linked.
#[must_use]
pub(crate) fn asset(desk: &Desk<'_>, income: &Income) -> Vec<Link> {
    let Some(asset) = &income.asset else { return Vec::new() };
    let Some(record) = desk.board.record(&asset.register) else { return Vec::new() };
    let Body::Register(register) = &record.body else { return vec![desk.link(record)] };
    let Some(row) = register.row(&asset.row) else { return vec![desk.link(record)] };
    let href = format!("{}#row-{}", desk.href(&record_address(&record.head.id)), row.number);
    vec![Link { text: row_name(desk, register, row), href }]
}

/// The name of a field that a correction names: `rows.3.quantity`.
#[must_use]
pub(crate) fn field_name(desk: &Desk<'_>, register: &Register, field: &str) -> String {
    let mut parts = field.split('.');
    if parts.next() != Some("rows") {
        return super::facts::field_name(desk, field);
    }
    let number = parts.next().unwrap_or_default();
    let column = parts
        .next()
        .and_then(|name| register.of.columns.iter().position(|column| column.name.en == name));
    let args = [
        ("row", number.into()),
        ("column", column.map(|place| label(desk, register.of, place)).unwrap_or_default().into()),
    ];
    let key = if column.is_some() { "say.row-column" } else { "say.row" };
    desk.words.say(key, &args)
}
