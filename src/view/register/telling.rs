//! The cells of a register: what is written, what is computed from it, and what the books say of it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{RegisterCell, RegisterRow, choice, label, number, signed, unit};
use crate::model::money::Money;
use crate::model::moved::Income;
use crate::model::quantity::percent;
use crate::model::record::{Body, Record};
use crate::model::register::{Cell, Form, From, Register, Row as Entry, Stand, Type};
use crate::model::stated::Stated;
use crate::view::Desk;
use crate::view::notice::Column;
use crate::view::parts::{Fact, Link, State};

/// What the income of a board says of the rows of a register.
pub(super) type Earned<'a> = BTreeMap<&'a str, Vec<(&'a Record, &'a Income)>>;

fn earned<'a>(desk: &Desk<'a>, record: &Record) -> Earned<'a> {
    let mut earned = Earned::new();
    for (id, _) in
        desk.board.referrers(&record.head.id).iter().filter(|(_, field)| *field == "register")
    {
        let Some(one) = desk.board.record(id) else { continue };
        let Body::Income(income) = &one.body else { continue };
        if let Some(asset) = income.asset.as_ref().filter(|asset| asset.register == record.head.id)
        {
            let row = earned.entry(asset.row.as_str()).or_default();
            row.push((one, income));
            // What puts an entry right changes what came in, and names no asset of its own.
            for other in desk.board.adjusting(one) {
                if let Body::Income(income) = &other.body
                    && income.asset.is_none()
                {
                    row.push((other, income));
                }
            }
        }
    }
    earned
}

/// A register while it is told.
pub(super) struct Telling<'d, 'a> {
    desk: &'d Desk<'a>,
    of: &'static Type,
    digits: u32,
    pub income: Earned<'a>,
    /// The columns that are shown, written and computed: those in which something stands.
    pub shown: Vec<usize>,
}

impl<'d, 'a> Telling<'d, 'a> {
    pub(super) fn of(desk: &'d Desk<'a>, record: &Record, register: &Register) -> Self {
        let of = register.of;
        let digits = desk.board.profile.currency.digits;
        let income = if of.earns() { earned(desk, record) } else { Earned::new() };
        let mut telling = Self { desk, of, digits, income, shown: Vec::new() };
        // What a change tells in one cell does not stand in three others.
        let within: Vec<usize> = of
            .computed
            .iter()
            .flat_map(|one| match one.from {
                From::Change(before, after, unit) => {
                    [Some(before), Some(after), unit].into_iter().flatten().collect()
                }
                _ => Vec::new(),
            })
            .collect();
        // It stands where the first of them would.
        let changes = |place: &usize| {
            let computed = of.computed.iter().enumerate();
            let here = computed.filter(
                move |(_, one)| matches!(one.from, From::Change(before, ..) if before == *place),
            );
            here.map(|(computed, _)| of.columns.len() + computed).collect::<Vec<_>>()
        };
        let is_change = |place: &usize| {
            let computed = place.checked_sub(of.columns.len());
            computed.is_some_and(|place| matches!(of.computed[place].from, From::Change(..)))
        };
        let all = 0..of.columns.len() + of.computed.len();
        let all = all.filter(|place| !is_change(place));
        let all = all.flat_map(|place| changes(&place).into_iter().chain([place]));
        let filled = |place: &usize| {
            register.rows.iter().any(|row| {
                let cell = telling.cell(row, *place);
                cell.state.is_some() || !cell.said.text.is_empty()
            })
        };
        let shown: Vec<usize> =
            all.filter(|place| !within.contains(place)).filter(filled).collect();
        telling.shown = shown;
        telling
    }

    pub(super) fn heads(&self) -> Vec<Column> {
        self.shown.iter().map(|place| self.head(*place)).collect()
    }

    /// A row of a table.
    pub(super) fn in_table(&self, row: &Entry) -> RegisterRow {
        RegisterRow {
            anchor: format!("row-{}", row.number),
            number: row.number.clone(),
            title: String::new(),
            state: None,
            facts: Vec::new(),
            cells: self.shown.iter().map(|place| self.cell(row, *place)).collect(),
        }
    }

    /// A row by itself: its first column is what it is called.
    pub(super) fn alone(&self, row: &Entry) -> RegisterRow {
        let mut cells = self.shown.iter().map(|place| (*place, self.cell(row, *place)));
        let title = cells.next().map(|(_, cell)| cell.said.text).unwrap_or_default();
        let (mut facts, mut state) = (Vec::new(), None);
        for (place, cell) in cells {
            state = state.or(cell.state);
            if !cell.said.text.is_empty() {
                let head = self.head(place);
                let set = if head.set == "figure" { "text" } else { head.set };
                facts.push(Fact { label: head.head, values: vec![cell.said], set });
            }
        }
        let (anchor, number) = (format!("row-{}", row.number), row.number.clone());
        RegisterRow { anchor, number, title, state, facts, cells: Vec::new() }
    }

    fn head(&self, place: usize) -> Column {
        let (name, unit) = (label(self.desk, self.of, place), unit(self.desk, self.of, place));
        let head = if unit.is_empty() {
            name
        } else {
            self.desk.words.say("say.head-unit", &[("column", name.into()), ("unit", unit.into())])
        };
        let set = match self.of.columns.get(place).map(|column| &column.form) {
            Some(form) if form.is_figure() => "figure",
            Some(Form::Day | Form::Period) => "date",
            Some(_) => "text",
            None => match self.of.computed[place - self.of.columns.len()].from {
                From::Change(..) | From::Income => "text",
                _ => "figure",
            },
        };
        Column { head, set }
    }

    fn cell(&self, row: &Entry, place: usize) -> RegisterCell {
        let text =
            |text: String| RegisterCell { said: Link { text, href: String::new() }, state: None };
        let Some(column) = self.of.columns.get(place) else {
            return text(self.computed(row, place));
        };
        let format = self.desk.format();
        let Some(cell) = row.cell(place) else {
            return text(self.inferred(row, place).unwrap_or_default());
        };
        match cell {
            Cell::Text(words) => text(words.clone()),
            Cell::Person(name) => text(name.shown()),
            Cell::Number(figure) => text(number(self.desk, self.of, place, *figure)),
            Cell::Rough(_, _, said) => text(said.clone()),
            Cell::Money(money) => text(format.amount(*money).text),
            Cell::Day(day) => text(format.date(*day).text),
            Cell::Period(period) => text(format.period(*period)),
            Cell::YesNo(true) => text(self.desk.word("state.yes")),
            Cell::YesNo(false) => text(self.desk.word("state.no")),
            Cell::Share(share) => text(share.said.clone()),
            Cell::Reference(id) => RegisterCell { said: self.desk.link_id(id), state: None },
            Cell::Choice(value) => {
                let word = choice(self.desk, column, *value).unwrap_or_default();
                let stand = self.of.stand(row).filter(|_| self.of.state == Some(place));
                let Some((_, stand)) = stand else { return text(word) };
                let tone = match stand {
                    Stand::Plain => "plain",
                    Stand::Open => "open",
                    Stand::Done => "good",
                    Stand::Failed => "bad",
                };
                let said = Link { text: String::new(), href: String::new() };
                RegisterCell { said, state: Some(State { word, tone }) }
            }
        }
    }

    fn figure(&self, row: &Entry, place: usize) -> Option<Decimal> {
        row.figure(self.of, place, self.digits)
    }

    /// A whole that nobody wrote, from its part and the share that is stated: it is said to be that.
    fn inferred(&self, row: &Entry, place: usize) -> Option<String> {
        self.of.computed.iter().find_map(|one| {
            let From::Ratio { part, whole, stated: Some(stated) } = &one.from else { return None };
            let Some(Cell::Share(share)) = row.cell(*stated).filter(|_| *whole == place) else {
                return None;
            };
            let whole = percent(self.figure(row, *part)?, share.near, 0)?;
            let args = [
                ("figure", signed(self.desk, whole).into()),
                ("share", share.said.as_str().into()),
            ];
            Some(self.desk.words.say("say.inferred", &args))
        })
    }

    fn computed(&self, row: &Entry, place: usize) -> String {
        let one = &self.of.computed[place - self.of.columns.len()];
        let sign = |figure: Decimal| format!("{}%", signed(self.desk, figure));
        match &one.from {
            From::Ratio { stated, .. } => match self.figure(row, place) {
                Some(share) => sign(share),
                None => match stated.and_then(|stated| row.cell(stated)) {
                    Some(Cell::Share(share)) => share.said.clone(),
                    _ => String::new(),
                },
            },
            From::Change(before, after, unit) => {
                let written = |place: usize| {
                    row.cell(place).map(|_| self.cell(row, place).said.text).unwrap_or_default()
                };
                let (a, b) = (written(*before), written(*after));
                if a.is_empty() && b.is_empty() {
                    return String::new();
                }
                let unit = match unit {
                    Some(unit) => written(*unit),
                    None => self.desk.words.language.script().name("", "").into_owned(),
                };
                let share = self.figure(row, place);
                let key = match (&share, a.is_empty() || b.is_empty()) {
                    (Some(_), false) => "say.change-share",
                    (None, false) => "say.change",
                    (_, true) => return format!("{a}{b} {unit}").trim().to_owned(),
                };
                let share = share.map(|share| {
                    let plus = if share.is_sign_positive() && !share.is_zero() { "+" } else { "" };
                    format!("{plus}{}", sign(share))
                });
                let args = [
                    ("before", a.into()),
                    ("after", b.into()),
                    ("unit", unit.into()),
                    ("share", share.unwrap_or_default().into()),
                ];
                self.desk.words.say(key, &args)
            }
            From::Income => self.by_year(row),
            _ => self
                .figure(row, place)
                .map(|figure| number(self.desk, self.of, place, figure))
                .unwrap_or_default(),
        }
    }

    /// What came in of a row, year by year.
    fn by_year(&self, row: &Entry) -> String {
        let mut years: BTreeMap<i16, (Money, usize)> = BTreeMap::new();
        for (_, income) in self.income.get(row.number.as_str()).into_iter().flatten() {
            let sum = years.entry(income.date.year()).or_insert((Money::ZERO, 0));
            match income.cash().and_then(Stated::exact) {
                Some(money) => sum.0 += money,
                None => sum.1 += 1,
            }
        }
        let year = |(year, (sum, rough)): (i16, (Money, usize))| {
            let args = [
                ("year", i64::from(year).into()),
                ("amount", self.desk.format().money(sum).into()),
                ("n", rough.into()),
            ];
            let key = if rough == 0 { "say.earned" } else { "say.earned-less" };
            self.desk.words.say(key, &args)
        };
        let years: Vec<String> = years.into_iter().map(year).collect();
        years.join(self.desk.words.get("list.semicolon"))
    }
}
