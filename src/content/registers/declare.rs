//! A type becomes the declaration of its records.

use super::read::Made;
use crate::content::kinds::{Choice, Declaration, Field, REGISTER, Shape};
use crate::content::kinds::{REGISTER_AS_OF, REGISTER_TYPE_NAME, ROW_COUNT, ROW_NUMBER};
use crate::model::quantity::FINEST;
use crate::model::register::{Both, Form, Total, Type};

/// The declaration of the records of a type.
pub(super) fn declaration(made: &Made) -> Declaration {
    let of = &made.of;
    let field = |name: Both, shape, required| Field { en: name.en, zh: name.zh, shape, required };
    let mut columns = vec![ROW_NUMBER];
    for (column, told) in of.columns.iter().zip(&made.told) {
        columns.push(field(column.name, shape(&column.form, told.kinds), told.required));
    }
    let mut totals = vec![ROW_COUNT];
    for total in &of.totals {
        if let Total::Sum(place) = total {
            totals.push(field(of.name_of(*place), figure(of, *place), false));
        }
    }
    let rows: &'static Shape = keep(Shape::Map(columns.leak()));
    let fields = vec![
        // Whatever it is called, published data have its English name.
        Field {
            shape: Shape::Choice(vec![Choice { en: of.name.en, zh: of.name.zh }].leak()),
            ..REGISTER_TYPE_NAME
        },
        REGISTER_AS_OF,
        field(Both { en: "rows", zh: "行" }, Shape::Many(rows), false),
        field(Both { en: "totals", zh: "合计数" }, Shape::Map(totals.leak()), false),
    ];
    Declaration { fields: fields.leak(), ..REGISTER }
}

/// The fields of the rows of a declaration.
pub(super) fn rows(declaration: &'static Declaration) -> Option<&'static [Field]> {
    let rows = declaration.fields.iter().find(|field| field.en == "rows")?;
    match rows.shape {
        Shape::Many(Shape::Map(fields)) => Some(fields),
        _ => None,
    }
}

fn keep(shape: Shape) -> &'static Shape {
    Box::leak(Box::new(shape))
}

fn shape(form: &Form, kinds: &'static [crate::model::id::Kind]) -> Shape {
    match form {
        Form::Text => Shape::Text,
        Form::Person => Shape::Name,
        Form::Count => Shape::Count,
        Form::Rough => Shape::Rough,
        Form::Decimal(places) => Shape::Decimal(*places),
        Form::Money => Shape::Money,
        Form::Day => Shape::Day,
        Form::Period => Shape::Period,
        Form::YesNo => Shape::YesNo,
        Form::Choice(values) => {
            let choices =
                values.iter().map(|value| Choice { en: value.name.en, zh: value.name.zh });
            Shape::Choice(choices.collect::<Vec<_>>().leak())
        }
        Form::Reference => Shape::Reference(kinds),
        Form::Share => Shape::Share,
        Form::Rate => Shape::Rate,
        Form::Private => Shape::Private,
    }
}

/// How a sum of a column is written.
fn figure(of: &Type, place: usize) -> Shape {
    match of.columns.get(place).map(|column| &column.form) {
        Some(Form::Count | Form::Rough) => Shape::Count,
        Some(Form::Money) => Shape::Money,
        Some(Form::Decimal(places)) => Shape::Decimal(*places),
        _ => Shape::Decimal(FINEST),
    }
}
