//! Registers: what their types ask of the rows, sums that are typed, and rows that are named.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::quantity::to_money;
use crate::model::record::{Body, Head};
use crate::model::register::{
    Both, Cell, Check, Form, From, Register, Row, Rule, Total, Type, Wanted,
};
use crate::words::Arg;

fn registers(board: &Board) -> impl Iterator<Item = (&Head, &Register)> {
    board.records.iter().filter_map(|record| match &record.body {
        Body::Register(register) => Some((&record.head, register)),
        _ => None,
    })
}

fn named(both: Both) -> Arg {
    Arg::Name(both.en, both.zh)
}

/// What a finding says of some columns of a row: `from 2025-03-01, to 2025-02-01`.
fn said(register: &Register, row: &Row, places: &[usize], digits: u32) -> Arg {
    let value = |place: &usize| {
        let column = register.of.columns.get(*place)?;
        let name = named(column.name);
        let value = row.cell(*place).map(|cell| match (cell, &column.form) {
            (Cell::Choice(value), Form::Choice(values)) => named(values[*value].name),
            _ => Arg::from(cell.plain(column, digits)),
        });
        Some(Arg::Joined(vec![name, " ".into(), value.unwrap_or_else(|| "—".into())]))
    };
    Arg::List(places.iter().filter_map(value).collect())
}

/// A finding about a row, at the first of some columns that is written.
fn about(
    code: Code,
    head: &Head,
    register: &Register,
    row: &Row,
    places: &[usize],
    digits: u32,
) -> Finding {
    let names = places.iter().filter_map(|place| register.of.columns.get(*place));
    let written = |name: &&str| row.at.fields.iter().any(|(field, _)| *field == name);
    let field = names.map(|column| column.name.en).find(written).unwrap_or("number");
    Finding::new(code, head.within(row.at.of(field)))
        .with("row", row.number.as_str())
        .with("values", said(register, row, places, digits))
        .about(head.id.to_string())
}

/// What a type says must be true is true.
pub(crate) fn rows_are_as_their_type_asks(board: &Board, findings: &mut Vec<Finding>) {
    let digits = board.profile.currency.digits;
    for (head, register) in registers(board) {
        for check in &register.of.checks {
            match &check.rule {
                Rule::Unique(places) => unique((head, register), check, places, digits, findings),
                Rule::Apart(by, from, to) => {
                    apart((head, register), check, (*by, *from, *to), digits, findings);
                }
                rule => {
                    let broken =
                        register.rows.iter().filter(|row| !holds(register.of, row, rule, digits));
                    for row in broken {
                        let code = match rule {
                            Rule::AtMost(..) | Rule::Product(..) | Rule::Sum(..) => {
                                Code::RegisterFigures
                            }
                            _ => Code::RegisterRow,
                        };
                        let finding = about(code, head, register, row, &rule.places(), digits);
                        findings.push(finding.with("says", named(check.says)));
                    }
                }
            }
        }
    }
}

/// Whether a row is as a check asks; where something is not written there is nothing to compare.
fn holds(of: &Type, row: &Row, rule: &Rule, digits: u32) -> bool {
    let figure = |place: &usize| row.figure(of, *place, digits);
    let compared = |a: Option<bool>| a.unwrap_or(true);
    match rule {
        Rule::NotAfter(a, b) => compared(row.day(*a).zip(row.day(*b)).map(|(a, b)| a <= b)),
        Rule::AtMost(a, b) => compared(figure(a).zip(figure(b)).map(|(a, b)| a <= b)),
        Rule::Product(equal, factors) => {
            let all: Option<Vec<Decimal>> = factors.iter().map(figure).collect();
            let product =
                all.and_then(|all| all.into_iter().try_fold(Decimal::ONE, Decimal::checked_mul));
            let half_up = RoundingStrategy::MidpointAwayFromZero;
            let rounded = |product: Decimal, exact: Decimal| match of.columns[*equal].form {
                Form::Money => product.round_dp_with_strategy(digits, half_up) == exact,
                _ => product == exact,
            };
            compared(product.zip(figure(equal)).map(|(product, equal)| rounded(product, equal)))
        }
        Rule::Sum(equal, parts) => {
            let all: Option<Vec<Decimal>> = parts.iter().map(figure).collect();
            let sum =
                all.and_then(|all| all.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add));
            compared(sum.zip(figure(equal)).map(|(sum, equal)| sum == equal))
        }
        Rule::Needs(needed, when, wanted) => {
            row.cell(*needed).is_some()
                || !row.cell(*when).is_some_and(|cell| is_wanted(cell, wanted))
        }
        Rule::Unique(_) | Rule::Apart(..) => true,
    }
}

fn is_wanted(cell: &Cell, wanted: &[Wanted]) -> bool {
    wanted.iter().any(|one| match (cell, one) {
        (Cell::Choice(value), Wanted::Choice(place)) => value == place,
        (Cell::YesNo(yes), Wanted::YesNo(wanted)) => yes == wanted,
        _ => false,
    })
}

/// No two rows have the same values.
fn unique(
    (head, register): (&Head, &Register),
    check: &Check,
    places: &[usize],
    digits: u32,
    findings: &mut Vec<Finding>,
) {
    let mut seen: BTreeMap<Vec<String>, &Row> = BTreeMap::new();
    for row in &register.rows {
        let value = |place: &usize| {
            row.cell(*place).map(|cell| cell.plain(&register.of.columns[*place], digits))
        };
        let Some(key) = places.iter().map(value).collect::<Option<Vec<String>>>() else { continue };
        if let Some(first) = seen.get(&key) {
            let first = head.within(first.at.of("number"));
            let finding = about(Code::RegisterRow, head, register, row, places, digits);
            let finding = finding.with("says", named(check.says));
            findings.push(finding.related(first, "related.first"));
        } else {
            seen.insert(key, row);
        }
    }
}

/// Of two rows with the same value one is over before the other begins.
fn apart(
    (head, register): (&Head, &Register),
    check: &Check,
    (by, from, to): (usize, usize, usize),
    digits: u32,
    findings: &mut Vec<Finding>,
) {
    let key = |row: &Row| row.cell(by).map(|cell| cell.plain(&register.of.columns[by], digits));
    let mut dated: Vec<(Option<String>, Day, Option<Day>, &Row)> = Vec::new();
    for row in &register.rows {
        dated.extend(row.day(from).map(|first| (key(row), first, row.day(to), row)));
    }
    dated.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    for (place, (by_value, first, _, row)) in dated.iter().enumerate() {
        let before = dated[..place].iter().filter(|(other, ..)| other == by_value);
        // One that has no end lasts until it is told otherwise; the day of change may be both's.
        let overlaps = |last: &Option<Day>| last.is_none_or(|last| last > *first);
        let clash = before.rev().find(|(_, _, last, _)| overlaps(last));
        if let Some((.., other)) = clash {
            let finding = about(Code::RegisterRow, head, register, row, &[from, to, by], digits);
            let finding = finding.with("says", named(check.says));
            findings.push(finding.related(head.within(other.at.of("number")), "related.first"));
        }
    }
}

/// Shares that are stated are those of the figures beside them.
pub(crate) fn stated_shares_of_rows_are_true(board: &Board, findings: &mut Vec<Finding>) {
    let digits = board.profile.currency.digits;
    for (head, register) in registers(board) {
        for computed in &register.of.computed {
            let From::Ratio { part, whole, stated: Some(stated) } = &computed.from else {
                continue;
            };
            for row in &register.rows {
                let figure = |place: &usize| row.figure(register.of, *place, digits);
                let (Some(a), Some(b), Some(Cell::Share(share))) =
                    (figure(part), figure(whole), row.cell(*stated))
                else {
                    continue;
                };
                if share.bears(a, b) {
                    continue;
                }
                let places = [*stated, *part, *whole];
                let finding = about(Code::RegisterShare, head, register, row, &places, digits);
                let true_one = crate::model::quantity::percent(a, b, share.near.scale().max(1));
                let said = true_one.map_or_else(|| "—".to_owned(), |share| format!("{share}%"));
                findings.push(finding.with("share", said));
            }
        }
    }
}

/// Sums that are typed are the sums of the rows.
pub(crate) fn totals_of_registers_are_true(board: &Board, findings: &mut Vec<Finding>) {
    let digits = board.profile.currency.digits;
    for (head, register) in registers(board) {
        let mut differs =
            |field: &'static str, name: Arg, stated: String, sum: String, n: usize| {
                let at = head.within(register.totals_at.of(field));
                let finding = Finding::new(Code::RegisterTotal, at);
                let finding = finding.with("column", name).with("stated", stated).with("sum", sum);
                findings.push(finding.with("n", n).about(head.id.to_string()));
            };
        let rows = register.rows.len();
        if let Some(counted) = register.counted.filter(|n| usize::try_from(*n) != Ok(rows)) {
            differs("rows", Arg::Name("rows", "行数"), counted.to_string(), rows.to_string(), rows);
        }
        for (place, stated) in &register.totals {
            let summed = register.sum(*place, digits);
            if summed.sum != *stated {
                let name = register.of.name_of(*place);
                let sum = summed.sum.normalize().to_string();
                differs(name.en, named(name), stated.normalize().to_string(), sum, summed.of);
            }
        }
    }
}

/// What is computed and added up can be held, so that no page shows a sum of nothing.
pub(crate) fn figures_of_registers_can_be_held(board: &Board, findings: &mut Vec<Finding>) {
    let digits = board.profile.currency.digits;
    for (head, register) in registers(board) {
        let of = register.of;
        let held = |place: usize, figure: Decimal| {
            !of.is_money(place) || to_money(figure, digits).is_some()
        };
        let mut large = |key: &str, row: &Row, place: usize| {
            let parts = of.parts(place);
            let args = vec![("column", named(of.name_of(place)))];
            let says = Arg::Said(format!("register-figures.{key}"), args);
            let finding = about(Code::RegisterFigures, head, register, row, &parts, digits);
            findings.push(finding.with("says", says));
        };
        for place in 0..of.columns.len() + of.computed.len() {
            let part = |row: &Row, part: &usize| row.figure(of, *part, digits).is_some();
            let whole = |row: &&Row| of.parts(place).iter().all(|one| part(row, one));
            let fits = |row: &Row| row.figure(of, place, digits).is_some_and(|it| held(place, it));
            let over = |row: &&Row| is_product(of, place) && whole(row) && !fits(row);
            let too_large: Vec<&Row> = register.rows.iter().filter(over).collect();
            for row in &too_large {
                large("too-large", row, place);
            }
            let summed = of.totals.contains(&Total::Sum(place)) && too_large.is_empty();
            let last = register.rows.iter().rfind(|row| fits(row)).filter(|_| summed);
            if let Some(row) = last.filter(|_| !held(place, register.sum(place, digits).sum)) {
                large("sum-too-large", row, place);
            }
        }
    }
}

/// Whether a column is computed by taking from one or by multiplying.
fn is_product(of: &Type, place: usize) -> bool {
    let computed = place.checked_sub(of.columns.len()).and_then(|place| of.computed.get(place));
    computed.is_some_and(|one| matches!(one.from, From::Difference(..) | From::Product(..)))
}

/// A row that income names is there.
pub(crate) fn named_rows_are_there(board: &Board, findings: &mut Vec<Finding>) {
    for record in &board.records {
        let Body::Income(income) = &record.body else { continue };
        let Some(asset) = &income.asset else { continue };
        // A register that is not there is told by the reference to it.
        let Some(register) = board.record(&asset.register) else { continue };
        let Body::Register(register) = &register.body else { continue };
        if register.row(&asset.row).is_none() {
            let numbers = register.rows.iter().map(|row| Arg::from(row.number.as_str()));
            let finding = Finding::new(Code::UnknownRow, record.head.within(asset.at.of("row")));
            let finding = finding.with("row", asset.row.as_str());
            let finding = finding.with("register", asset.register.to_string());
            let known = Arg::List(numbers.collect());
            findings.push(finding.with("known", known).about(record.head.id.to_string()));
        }
    }
}
