//! A register: its rows as a table, what they come to in sentences, and what the books tell of them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::Desk;
use super::notice::{Column as SheetColumn, Table};
use super::parts::{Fact, Link, Row as RecordRow, State};
use super::plan::record_address;
use crate::model::money::Money;
use crate::model::moved::Income;
use crate::model::quantity::percent;
use crate::model::record::{Body, Record};
use crate::model::register::{Both, Cell, Column, Form, From, Register, Row, Stand, Total, Type};
use crate::model::stated::Stated;
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
    pub columns: Vec<SheetColumn>,
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
    pub rows: Vec<RecordRow>,
}

/// More columns than these are read line by line: in a table each would be a character wide.
const COLUMNS: usize = 5;

/// The table of a register; `None` for other kinds.
#[must_use]
pub(crate) fn table(desk: &Desk<'_>, record: &Record) -> Option<RegisterTable> {
    let Body::Register(register) = &record.body else { return None };
    let telling = Telling::of(desk, record, register);
    let wide = telling.shown.len() > COLUMNS;
    let row = |row: &Row| if wide { telling.alone(row) } else { telling.in_table(row) };
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
    let column = |key: &str| SheetColumn { head: desk.word(key), set: "text" };
    let wide = table.columns.is_empty();
    let columns = if wide {
        vec![column("field.item"), column("field.note")]
    } else {
        table.columns
    };
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
        foot: Vec::new(),
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
                if summed.of == 0 && summed.left_out == 0 {
                    continue;
                }
                let figure = in_unit(desk, of, *place, summed.sum);
                let args = [
                    ("column", name(*place)),
                    ("figure", figure.into()),
                    ("n", summed.left_out.into()),
                ];
                let key =
                    if summed.left_out == 0 { "say.register-sum" } else { "say.register-sum-less" };
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
                let Some((a, b)) = register.share(*part, *whole, digits) else { continue };
                let share = percent(a, b, 1).map(|share| desk.format().decimal(share));
                let args = [
                    ("part", name(*part)),
                    ("whole", name(*whole)),
                    ("a", in_unit(desk, of, *part, a).into()),
                    ("b", in_unit(desk, of, *whole, b).into()),
                    ("share", share.unwrap_or_default().into()),
                ];
                told.push(desk.words.say("say.register-share", &args));
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

fn is_money(of: &Type, place: usize) -> bool {
    match of.columns.get(place) {
        Some(column) => column.form == Form::Money,
        None => match of.computed.get(place - of.columns.len()).map(|one| &one.from) {
            Some(From::Difference(a, b) | From::Product(a, b)) => {
                is_money(of, *a) || is_money(of, *b)
            }
            _ => false,
        },
    }
}

fn unit(desk: &Desk<'_>, of: &Type, place: usize) -> String {
    if is_money(of, place) {
        return desk.format().unit();
    }
    let own = match of.columns.get(place) {
        Some(column) => column.unit,
        None => of.computed[place - of.columns.len()].unit,
    };
    own.map(|unit| said(desk, unit)).unwrap_or_default()
}

fn number(desk: &Desk<'_>, of: &Type, place: usize, figure: Decimal) -> String {
    if is_money(of, place) {
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

/// What the income of a board says of the rows of a register.
type Earned<'a> = BTreeMap<&'a str, Vec<(&'a Record, &'a Income)>>;

fn earned<'a>(desk: &Desk<'a>, record: &Record) -> Earned<'a> {
    let mut earned = Earned::new();
    for (id, _) in
        desk.board.referrers(&record.head.id).iter().filter(|(_, field)| *field == "register")
    {
        let Some(one) = desk.board.record(id) else { continue };
        let Body::Income(income) = &one.body else { continue };
        if let Some(asset) = income.asset.as_ref().filter(|asset| asset.register == record.head.id)
        {
            earned.entry(asset.row.as_str()).or_default().push((one, income));
        }
    }
    earned
}

/// What a row is called: its first words.
fn row_name(desk: &Desk<'_>, register: &Register, row: &Row) -> String {
    let words = row.cells.iter().enumerate().filter_map(|(place, cell)| match cell {
        Some(Cell::Text(text)) => Some(text.clone()),
        Some(Cell::Choice(value)) => choice(desk, &register.of.columns[place], *value),
        _ => None,
    });
    let words: Vec<String> = words.take(2).collect();
    words.join(desk.words.get("list.between"))
}

fn choice(desk: &Desk<'_>, column: &Column, value: usize) -> Option<String> {
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

/// A register while it is told.
struct Telling<'d, 'a> {
    desk: &'d Desk<'a>,
    of: &'static Type,
    digits: u32,
    income: Earned<'a>,
    /// The columns that are shown, written and computed: those in which something stands.
    shown: Vec<usize>,
}

impl<'d, 'a> Telling<'d, 'a> {
    fn of(desk: &'d Desk<'a>, record: &Record, register: &Register) -> Self {
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

    fn heads(&self) -> Vec<SheetColumn> {
        self.shown.iter().map(|place| self.head(*place)).collect()
    }

    /// A row of a table.
    fn in_table(&self, row: &Row) -> RegisterRow {
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
    fn alone(&self, row: &Row) -> RegisterRow {
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

    fn head(&self, place: usize) -> SheetColumn {
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
        SheetColumn { head, set }
    }

    fn cell(&self, row: &Row, place: usize) -> RegisterCell {
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

    fn figure(&self, row: &Row, place: usize) -> Option<Decimal> {
        row.figure(self.of, place, self.digits)
    }

    /// A whole that nobody wrote, from its part and the share that is stated: it is said to be that.
    fn inferred(&self, row: &Row, place: usize) -> Option<String> {
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

    fn computed(&self, row: &Row, place: usize) -> String {
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
    fn by_year(&self, row: &Row) -> String {
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
