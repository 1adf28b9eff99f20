//! Registers.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::written::{Lowering, read_reference};
use crate::content::fields::{Desk, Fields};
use crate::content::files::good_stem;
use crate::content::registers;
use crate::content::suggest::nearest;
use crate::content::values::plain;
use crate::diagnostic::{Code, Finding};
use crate::model::money::Money;
use crate::model::person::{Names, PersonName};
use crate::model::register::{Cell, Column, Form, Register, Row, Total, Type};
use crate::model::stated::Stated;
use crate::source::Span;
use crate::words::Arg;

pub(crate) fn register(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Register> {
    let (fields, profile) = (from.fields, from.profile);
    let name = fields.text(desk, "type")?;
    let Some(of) = registers::named(profile, &name) else {
        let all = || registers::types(profile).flat_map(|of| [of.name.en, of.name.zh]);
        let near = nearest(&plain(&name), all()).unwrap_or_default().to_owned();
        let known = registers::types(profile).map(|of| Arg::Name(of.name.en, of.name.zh));
        let finding = Finding::new(Code::UnknownRegisterType, desk.at(fields.spans().of("type")))
            .with("value", name)
            .with("nearest", near.as_str())
            .with("known", Arg::List(known.collect()));
        desk.findings.push(if near.is_empty() { finding } else { finding.paste(near) });
        return None;
    };
    let as_of = fields.day(desk, "as_of");
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let rows = fields.maps(desk, "rows", |desk, fields| row(desk, fields, of, &mut seen));
    let mut counted = None;
    let mut totals_at = crate::source::Spans::default();
    let totals = fields.map(desk, "totals", |desk, fields| {
        counted = fields.count(desk, "rows");
        totals_at = fields.spans();
        let sums = of.totals.iter().filter_map(|total| match total {
            Total::Sum(place) => Some((*place, total_of(desk, fields, of, *place)?)),
            _ => None,
        });
        Some(sums.collect())
    });
    Some(Register { of, as_of, rows, totals: totals.unwrap_or_default(), counted, totals_at })
}

/// A sum as it is typed.
fn total_of(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    of: &'static Type,
    place: usize,
) -> Option<Decimal> {
    let name = of.name_of(place).en;
    let digits = desk.currency.digits;
    match of.columns.get(place).map(|column| &column.form) {
        Some(Form::Money) => {
            fields.money(desk, name).map(|money| Decimal::new(money.minor(), digits))
        }
        Some(Form::Count | Form::Rough) => fields.count(desk, name).map(Decimal::from),
        Some(Form::Decimal(places)) => fields.decimal(desk, name, *places),
        _ => fields.decimal(desk, name, crate::model::quantity::FINEST),
    }
}

fn row(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    of: &'static Type,
    seen: &mut BTreeMap<String, Span>,
) -> Option<Row> {
    let number = fields.text(desk, "number").map(|number| plain(&number))?;
    let span = fields.spans().of("number");
    if !good_stem(&number) {
        desk.find(Code::BadName, span, vec![("name", number.into())]);
        return None;
    }
    if let Some(first) = seen.insert(number.clone(), span) {
        let first = desk.at(first);
        let finding = Finding::new(Code::DuplicateNumber, desk.at(span));
        let finding = finding.with("number", number.as_str());
        desk.findings.push(finding.related(first, "related.first"));
        return None;
    }
    let cells = of.columns.iter().map(|column| cell(desk, fields, column)).collect();
    Some(Row { number, cells, at: fields.spans() })
}

fn cell(desk: &mut Desk<'_>, fields: &Fields<'_>, column: &Column) -> Option<Cell> {
    let name = column.name.en;
    fields.node(name)?;
    match &column.form {
        Form::Text => fields.text(desk, name).map(Cell::Text),
        Form::Person => {
            let names = Names::Masked;
            fields.text(desk, name).map(|text| Cell::Person(PersonName::new(&text, names)))
        }
        Form::Count => fields.count(desk, name).map(|count| Cell::Number(Decimal::from(count))),
        Form::Rough => fields.rough(desk, name).map(|stated| match stated {
            Stated::Exact(count) => Cell::Number(ones(count)),
            Stated::Rough(rough) => Cell::Rough(rough.bound, ones(rough.near), rough.said),
        }),
        Form::Decimal(places) => fields.decimal(desk, name, *places).map(Cell::Number),
        Form::Money => fields.money(desk, name).map(Cell::Money),
        Form::Day => fields.day(desk, name).map(Cell::Day),
        Form::Period => fields.period(desk, name).map(Cell::Period),
        Form::YesNo => Some(Cell::YesNo(fields.yes(desk, name))),
        Form::Choice(_) => fields.choice(desk, name).map(Cell::Choice),
        Form::Reference => read_reference(fields.node(name)?.text()?.trim()).map(Cell::Reference),
        Form::Share => fields.share(desk, name).map(Cell::Share),
        Form::Rate => fields.rate(desk, name).map(Cell::Share),
        Form::Private => None,
    }
}

/// A number that was read as an amount in ones.
fn ones(count: Money) -> Decimal {
    Decimal::from(count.minor())
}
