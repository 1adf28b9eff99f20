//! The public content of records as tables: one a kind, its columns told by the declaration.
//!
//! The cells are those of the canonical lines, so a table can say nothing that the lines do not.
//! Fields within fields have dotted names (`closed.on`), those of lists a number as well
//! (`received.2.amount`). Columns of fields without lists are always there, filled or not; of lists
//! as many as the longest has, but one at least. A person sees only columns in which something stands.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::iter;

use super::kinds::{COMMON, Field, Shape, declaration};
use super::registers::row_fields;
use super::spreadsheet;
use super::told::Told;
use crate::model::id::Kind;
use crate::model::record::Record;
use crate::model::register::Type;
use crate::script::Script;
use crate::table::{Cells, Column, Form, Table};
use crate::words::Words;

/// Who a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A program: English names and values, every column of one type.
    Program,
    /// A person with a spreadsheet: names and values in the language of the board, an amount that
    /// is only known roughly where the others stand, as it was typed.
    Person,
}

/// How many records are read again at a time: all together would take the room of the board once more.
const ROWS: usize = 64;

/// Which columns a table has beyond those that are always there: as many of a list as the longest
/// of these records has.
#[derive(Default)]
struct Width<'r>(Told<'r>);

impl<'r> Width<'r> {
    /// What some records need.
    fn of(records: impl Iterator<Item = &'r Record>) -> Self {
        let mut width = Self::default();
        for record in records {
            let line = &record.head.line;
            // Of lists and of waived rules alone columns depend. Most lines have none.
            let (own, _) = line.parts();
            if own.contains('[') || own.contains("\"waives\"") {
                width.0.widen(&Told::of(line));
            }
        }
        width
    }
}

/// The table of some records of a kind.
#[must_use]
pub fn table<'r>(
    kind: Kind,
    records: impl Iterator<Item = &'r Record> + Clone,
    reader: Reader,
    words: &Words,
) -> Table {
    let rows = records.clone().count();
    let (mut whole, parts) = parts(kind, records, reader, words);
    whole.reserve(rows);
    parts.for_each(|part| whole.extend(&part));
    if reader == Reader::Person {
        whole.columns.retain(|column| !column.cells.are_blank());
    }
    whole
}

/// The same as a table without rows, and tables of some rows each.
pub fn parts<'r>(
    kind: Kind,
    mut records: impl Iterator<Item = &'r Record> + Clone,
    reader: Reader,
    words: &Words,
) -> (Table, impl Iterator<Item = Table>) {
    let width = Width::of(records.clone());
    let head = made(kind, (&[], &width), reader, words);
    let parts = iter::from_fn(move || {
        let some: Vec<&Record> = records.by_ref().take(ROWS).collect();
        (!some.is_empty()).then(|| made(kind, (&some, &width), reader, words))
    });
    (head, parts)
}

/// What the table of a kind is called. `import` knows a sheet by the name of the folder.
#[must_use]
pub fn title(kind: Kind, reader: Reader, words: &Words) -> String {
    match reader {
        Reader::Program => words.get(&format!("kind.{}", kind.name())).to_owned(),
        Reader::Person => {
            let script = words.language.script();
            script.name(kind.name(), declaration(kind).zh).into_owned()
        }
    }
}

fn made(
    kind: Kind,
    (records, width): (&[&Record], &Width<'_>),
    reader: Reader,
    words: &Words,
) -> Table {
    let lines: Vec<Told<'_>> = records.iter().map(|record| Told::of(&record.head.line)).collect();
    let rows = rows_of(&width.0, &lines);
    let whole = reader == Reader::Person && spreadsheet::KINDS.contains(&kind);
    let script = words.language.script();
    let mut making = Making { reader, script, whole, columns: Vec::new() };
    let id = Name { name: "id".to_owned(), title: making.label("id", "编号") };
    making.leaf(&id, Form::Key, &within(&rows, "id"));
    // When and what come first, as people read.
    let common = |first: bool| {
        COMMON.iter().filter(move |field| first == matches!(field.en, "date" | "title"))
    };
    for field in common(true).rev().chain(declaration(kind).fields).chain(common(false)) {
        making.field(field, None, &rows);
    }
    let title = title(kind, reader, words);
    Table { name: kind.name().to_owned(), title, columns: making.columns }
}

/// The rows of all registers of a type.
#[must_use]
pub fn rows<'r>(
    of: &'static Type,
    records: impl Iterator<Item = &'r Record>,
    reader: Reader,
    words: &Words,
) -> Table {
    let mut lines: Vec<Told<'_>> = Vec::new();
    for record in records {
        let line = Told::of(&record.head.line);
        let of_line = |name: &str| line.get(name).cloned().unwrap_or(Told::Nothing);
        let rows = line.get("rows").map_or(&[][..], Told::items);
        // An item that is no row was found where it was read, and has no place in a table.
        for row in rows.iter().filter(|row| matches!(row, Told::Map(_))) {
            let mut row = row.clone();
            let id = record.head.id.to_string();
            // The number of a row is told once, in what it is known by.
            row.put("id", Told::Text(format!("{id}#{}", text(row.get("number"))).into()));
            row.put("register", Told::Text(id.into()));
            row.put("register_title", of_line("title"));
            row.put("as_of", of_line("as_of"));
            lines.push(row);
        }
    }
    let mut width = Told::default();
    for line in &lines {
        width.widen(line);
    }
    let rows = rows_of(&width, &lines);
    let script = words.language.script();
    let mut making = Making { reader, script, whole: false, columns: Vec::new() };
    let name = |making: &Making, en: &'static str, zh| Name {
        name: en.to_owned(),
        title: making.label(en, zh),
    };
    let id = name(&making, "id", "代号");
    making.leaf(&id, Form::Key, &within(&rows, "id"));
    for (en, zh) in [("register", "台账"), ("register_title", "台账标题")] {
        let told = name(&making, en, zh);
        making.leaf(&told, Form::Text, &within(&rows, en));
    }
    let as_of = name(&making, "as_of", "截至");
    making.leaf(&as_of, Form::Day, &within(&rows, "as_of"));
    for field in row_fields(of) {
        making.field(field, None, &rows);
    }
    if reader == Reader::Person {
        making.columns.retain(|column| !column.cells.are_blank());
    }
    let title = match reader {
        Reader::Program => script.name(of.title.en, of.title.zh).into_owned(),
        Reader::Person => {
            format!(
                "{}-{}",
                making.label("registers", "台账"),
                making.label(of.name.en, of.name.zh)
            )
        }
    };
    Table { name: format!("registers-{}", of.name.en), title, columns: making.columns }
}

/// One value a row, where there is one. Before the first row stands what is no row, but as wide as
/// the widest.
type Row<'a> = Vec<Option<&'a Told<'a>>>;

fn rows_of<'a>(width: &'a Told<'a>, lines: &'a [Told<'a>]) -> Row<'a> {
    [width].into_iter().chain(lines).map(Some).collect()
}

/// The name of a column, for programs and for people.
#[derive(Clone, Debug)]
struct Name {
    name: String,
    title: String,
}

impl Name {
    fn inner(&self, name: &str, title: &str) -> Self {
        Self { name: format!("{}.{name}", self.name), title: format!("{}.{title}", self.title) }
    }
}

struct Making {
    reader: Reader,
    script: Script,
    /// Whether nested values stand in one cell.
    whole: bool,
    columns: Vec<Column>,
}

impl Making {
    fn label(&self, en: &'static str, zh: &'static str) -> String {
        self.script.name(en, zh).into_owned()
    }

    fn field(&mut self, field: &'static Field, outer: Option<&Name>, rows: &Row<'_>) {
        let title = self.label(field.en, field.zh);
        let name = match outer {
            Some(outer) => outer.inner(field.en, &title),
            None => Name { name: field.en.to_owned(), title },
        };
        self.value(field.shape, &name, &within(rows, field.en));
    }

    fn value(&mut self, shape: Shape, name: &Name, rows: &Row<'_>) {
        match shape {
            // Nested values of records that are imported come back as they are, in one cell.
            _ if self.whole && shape.is_nested() => self.leaf(name, Form::Text, rows),
            Shape::Private | Shape::Control(_) | Shape::File => {}
            // A text of many lines is for its page, not for a cell.
            Shape::Prose if self.reader == Reader::Person => {}
            Shape::Map(fields) => {
                for field in fields {
                    self.field(field, Some(name), rows);
                }
            }
            Shape::Many(inner) => {
                let longest = widest(rows).map_or(0, |row| row.items().len()).max(1);
                for place in 0..longest {
                    let number = (place + 1).to_string();
                    let items = rows.iter().map(|row| row.and_then(|row| row.items().get(place)));
                    let items = items.collect();
                    self.value(*inner, &name.inner(&number, &number), &items);
                }
            }
            Shape::Waivers => {
                let codes: BTreeSet<&str> =
                    widest(rows).into_iter().flat_map(Told::names).collect();
                for code in codes {
                    self.leaf(&name.inner(code, code), Form::Text, &within(rows, code));
                }
            }
            Shape::Stated | Shape::Rough => self.stated(name, rows),
            // A percentage is text with its sign, known roughly or not: nobody adds those.
            Shape::Share | Shape::Rate => {
                let said = within(rows, "said");
                let cells = rows.iter().zip(&said).map(|(row, said)| text(said.or(*row)));
                self.column(name, Form::Text, None, cells);
            }
            Shape::Choice(choices) => {
                if self.reader == Reader::Program {
                    let names = choices.iter().map(|choice| choice.en).collect();
                    self.leaf(name, Form::Choice(names), rows);
                } else {
                    let script = self.script;
                    let cells = rows.iter().map(|row| {
                        let text = text(*row);
                        let choice = choices.iter().find(|choice| choice.en == text);
                        choice.map_or(text, |choice| script.name(choice.en, choice.zh))
                    });
                    self.column(name, Form::Text, None, cells);
                }
            }
            Shape::YesNo if self.reader == Reader::Person => {
                let (yes, no) = (self.label("yes", "是"), self.label("no", "否"));
                let said = |row: Option<&Told<'_>>| match row {
                    Some(Told::YesNo(true)) => yes.clone(),
                    Some(Told::YesNo(false)) => no.clone(),
                    _ => String::new(),
                };
                let cells = rows.iter().copied().map(said);
                self.column(name, Form::Text, None, cells);
            }
            // A register is a table for each type, so nothing is known by its id in one of them.
            Shape::Reference(&[kind]) if kind != Kind::Register => {
                let cells = rows.iter().map(|row| text(*row));
                self.column(name, Form::Text, Some(kind.name()), cells);
            }
            Shape::Fund | Shape::Account => {
                let to = if matches!(shape, Shape::Fund) { "funds" } else { "accounts" };
                let cells = rows.iter().map(|row| text(*row));
                self.column(name, Form::Text, Some(to), cells);
            }
            Shape::Money | Shape::Decimal(_) => self.leaf(name, Form::Number, rows),
            Shape::StatedCount => self.leaf(name, Form::Text, rows),
            Shape::Count => self.leaf(name, Form::Count, rows),
            Shape::Day => self.leaf(name, Form::Day, rows),
            Shape::Period => self.leaf(name, Form::Period, rows),
            Shape::YesNo => self.leaf(name, Form::YesNo, rows),
            Shape::Text
            | Shape::Name
            | Shape::Prose
            | Shape::Reference(_)
            | Shape::Building
            | Shape::Pot => {
                self.leaf(name, Form::Text, rows);
            }
        }
    }

    /// An amount that is known roughly stands in a column of its own, so that no program adds it.
    fn stated(&mut self, name: &Name, rows: &Row<'_>) {
        let said = within(rows, "said");
        if self.reader == Reader::Person {
            let cells = rows.iter().zip(&said).map(|(row, said)| text(said.or(*row)));
            return self.column(name, Form::Number, None, cells);
        }
        let is_exact = |row: &&Told<'_>| matches!(row, Told::Text(_) | Told::Count(_));
        let exact: Row<'_> = rows.iter().map(|row| row.filter(is_exact)).collect();
        self.leaf(name, Form::Number, &exact);
        self.leaf(&name.inner("said", &self.label("about", "约数")), Form::Text, &said);
    }

    fn leaf(&mut self, name: &Name, form: Form, rows: &Row<'_>) {
        let cells = rows.iter().map(|row| text(*row));
        self.column(name, form, None, cells);
    }

    /// A column; the first cell is that of what is no row.
    fn column(
        &mut self,
        name: &Name,
        form: Form,
        refers: Option<&'static str>,
        cells: impl Iterator<Item = impl AsRef<str>>,
    ) {
        let Name { name, title } = name.clone();
        let cells: Cells = cells.skip(1).collect();
        self.columns.push(Column { name, title, form, refers, cells });
    }
}

fn widest<'a>(rows: &Row<'a>) -> Option<&'a Told<'a>> {
    rows.first().copied().flatten()
}

fn within<'a>(rows: &Row<'a>, field: &str) -> Row<'a> {
    rows.iter().map(|row| row.and_then(|row| row.get(field))).collect()
}

fn text<'t>(value: Option<&'t Told<'_>>) -> Cow<'t, str> {
    value.map(Told::cell).unwrap_or_default()
}
