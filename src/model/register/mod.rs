//! 台账: tables that a board keeps of what it has, does and promises. What a table holds is told by
//! its type, which is data: its columns, what is computed from them, what is summed, what is checked.
//!
//! Types are kept for as long as the program runs, so names and sentences of theirs are `'static`.

mod types;

pub use types::{
    Both, Check, Column, Computed, Form, From, Rule, Stand, Total, Type, Wanted, Worded,
};

use rust_decimal::Decimal;

use super::calendar::{Day, Period};
use super::id::RecordId;
use super::money::Money;
use super::person::PersonName;
use super::quantity::percent;
use super::stated::{Bound, StatedShare};
use crate::source::Spans;

/// A register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Its type.
    pub of: &'static Type,
    /// The day on which it was as it says.
    pub as_of: Option<Day>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Sums as they are typed: the place of the column, the figure, and how many rows there are.
    pub totals: Vec<(usize, Decimal)>,
    /// How many rows are said to be there.
    pub counted: Option<i64>,
    /// Where the typed totals stand.
    pub totals_at: Spans,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number, for ever.
    pub number: String,
    /// A value for each column.
    pub cells: Vec<Option<Cell>>,
    /// Where it stands.
    pub at: Spans,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A name.
    Person(PersonName),
    /// A number, with the decimals it was written with.
    Number(Decimal),
    /// A number that is known only roughly: how it lies to the one named, and as it was typed.
    Rough(Bound, Decimal, String),
    /// An amount of money.
    Money(Money),
    /// A day.
    Day(Day),
    /// A period.
    Period(Period),
    /// Yes or no.
    YesNo(bool),
    /// The place of a value in its closed set.
    Choice(usize),
    /// A record.
    Reference(RecordId),
    /// A percentage.
    Share(StatedShare),
}

impl Cell {
    /// The value if it is an exact figure; of money in units of the currency.
    #[must_use]
    pub fn figure(&self, digits: u32) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Money(money) => Some(Decimal::new(money.minor(), digits)),
            _ => None,
        }
    }

    /// The value as published data has it.
    #[must_use]
    pub fn plain(&self, column: &Column, digits: u32) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Person(name) => name.shown(),
            Self::Number(number) => number.to_string(),
            Self::Rough(bound, near, _) => format!("{} {near}", bound.name()),
            Self::Money(money) => money.plain(digits),
            Self::Day(day) => day.to_string(),
            Self::Period(period) => period.to_string(),
            Self::YesNo(yes) => yes.to_string(),
            Self::Choice(place) => match &column.form {
                Form::Choice(values) => values[*place].name.en.to_owned(),
                _ => String::new(),
            },
            Self::Reference(id) => id.to_string(),
            Self::Share(share) => share.plain(),
        }
    }
}

impl Row {
    /// The value of a column.
    #[must_use]
    pub fn cell(&self, place: usize) -> Option<&Cell> {
        self.cells.get(place)?.as_ref()
    }

    /// The day of a column.
    #[must_use]
    pub fn day(&self, place: usize) -> Option<Day> {
        match self.cell(place)? {
            Cell::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// The exact figure of a column, be it written or computed.
    #[must_use]
    pub fn figure(&self, of: &Type, place: usize, digits: u32) -> Option<Decimal> {
        let Some(computed) = place.checked_sub(of.columns.len()) else {
            return self.cell(place)?.figure(digits);
        };
        let figure = |place: usize| self.cell(place)?.figure(digits);
        match &of.computed.get(computed)?.from {
            From::Difference(a, b) => figure(*a)?.checked_sub(figure(*b)?),
            From::Product(a, b) => figure(*a)?.checked_mul(figure(*b)?),
            From::Days(from, to) => Some(Decimal::from(self.day(*from)?.until(self.day(*to)?))),
            From::Ratio { part, whole, .. } => percent(figure(*part)?, figure(*whole)?, 1),
            From::Change(before, after, _) => {
                let before = figure(*before)?;
                percent(figure(*after)?.checked_sub(before)?, before, 1)
            }
            From::Income => None,
        }
    }
}

impl Type {
    /// How a row stands; `None` where nobody said.
    #[must_use]
    pub fn stand(&self, row: &Row) -> Option<(usize, Stand)> {
        let place = self.state?;
        match (row.cell(place)?, &self.columns[place].form) {
            (Cell::Choice(value), Form::Choice(values)) => Some((*value, values[*value].stand)),
            _ => None,
        }
    }

    /// The name of a column, written or computed.
    #[must_use]
    pub fn name_of(&self, place: usize) -> Both {
        match self.columns.get(place) {
            Some(column) => column.name,
            None => self.computed[place - self.columns.len()].name,
        }
    }

    /// The written columns that a figure is made from: itself, or what it is computed from.
    #[must_use]
    pub fn parts(&self, place: usize) -> Vec<usize> {
        let Some(computed) = place.checked_sub(self.columns.len()) else { return vec![place] };
        match self.computed.get(computed).map(|one| &one.from) {
            Some(From::Ratio { part, whole, .. }) => vec![*part, *whole],
            Some(
                From::Difference(a, b)
                | From::Product(a, b)
                | From::Days(a, b)
                | From::Change(a, b, _),
            ) => vec![*a, *b],
            Some(From::Income) | None => Vec::new(),
        }
    }

    /// Whether the figures of a column, written or computed, are amounts of money.
    #[must_use]
    pub fn is_money(&self, place: usize) -> bool {
        let written = |place: usize| self.columns.get(place).map(|column| &column.form);
        match place.checked_sub(self.columns.len()).and_then(|place| self.computed.get(place)) {
            None => written(place) == Some(&Form::Money),
            Some(one) => match one.from {
                From::Difference(a, b) | From::Product(a, b) => {
                    [a, b].into_iter().any(|place| written(place) == Some(&Form::Money))
                }
                _ => false,
            },
        }
    }

    /// Whether the books tell a column of it.
    #[must_use]
    pub fn earns(&self) -> bool {
        self.computed.iter().any(|one| one.from == From::Income)
    }
}

/// A sum over rows, and how many of them have no exact figure there although something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summed {
    /// The sum of the exact figures.
    pub sum: Decimal,
    /// How many were added.
    pub of: usize,
    /// How many were not, though something is written: known only roughly, or a part is missing.
    pub left_out: usize,
}

impl Register {
    /// The row of that number.
    #[must_use]
    pub fn row(&self, number: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.number == number)
    }

    /// The sum of a column.
    #[must_use]
    pub fn sum(&self, place: usize, digits: u32) -> Summed {
        let figures = self.rows.iter().filter_map(|row| row.figure(self.of, place, digits));
        let mut summed = Summed { sum: Decimal::ZERO, of: 0, left_out: 0 };
        for figure in figures {
            summed.sum = summed.sum.saturating_add(figure);
            summed.of += 1;
        }
        let parts = self.of.parts(place);
        let begun = |row: &&Row| parts.iter().any(|part| row.cell(*part).is_some());
        let lacking = |row: &&Row| row.figure(self.of, place, digits).is_none();
        summed.left_out = self.rows.iter().filter(begun).filter(lacking).count();
        summed
    }

    /// The sum of one column as a share of that of another, over the rows that have both, and how
    /// many have not.
    #[must_use]
    pub fn share(
        &self,
        part: usize,
        whole: usize,
        digits: u32,
    ) -> Option<(Decimal, Decimal, usize)> {
        let figure = |row: &Row, place| row.figure(self.of, place, digits);
        let both =
            self.rows.iter().filter_map(|row| Some((figure(row, part)?, figure(row, whole)?)));
        let none = (Decimal::ZERO, Decimal::ZERO, self.rows.len());
        let sums = both.fold(none, |(parts, wholes, lacking), (part, whole)| {
            (parts.saturating_add(part), wholes.saturating_add(whole), lacking.saturating_sub(1))
        });
        (!sums.1.is_zero()).then_some(sums)
    }

    /// What must not change silently: which rows there are, and their guarded values.
    pub fn guarded(&self, digits: u32, keep: &mut impl FnMut(&str, String)) {
        for row in &self.rows {
            keep(&format!("rows.{}", row.number), "listed".to_owned());
            for (place, column) in self.of.columns.iter().enumerate() {
                if let (true, Some(cell)) = (column.guarded, row.cell(place)) {
                    let field = format!("rows.{}.{}", row.number, column.name.en);
                    keep(&field, cell.plain(column, digits));
                }
            }
        }
    }
}
