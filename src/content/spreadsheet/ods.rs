//! Spreadsheets of open office programs, read here and not by `calamine`: the text of a number stays the text
//! it is, merged cells are known, and a broken file ends.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::book::{Cell, Filling, Merged, Sheet, Unreadable, number, text};
use crate::model::calendar::Day;

/// How often a cell or row with something in it may be repeated: people fill down, not for ever.
const MOST_REPEATED: u32 = 10_000;

/// The sheets of an archive.
pub(super) fn read(mut archive: ZipArchive<Cursor<&[u8]>>) -> Result<Vec<Sheet>, Unreadable> {
    let mut part = |name: &str| -> Result<String, Unreadable> {
        let mut written = String::new();
        let mut file = archive.by_name(name).map_err(Unreadable::damaged)?;
        file.read_to_string(&mut written).map_err(Unreadable::damaged)?;
        Ok(written)
    };
    if part("META-INF/manifest.xml").is_ok_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Unreadable::Password);
    }
    let content = part("content.xml")?;
    let mut reading = Reading::default();
    let mut reader = Reader::from_str(&content);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(Unreadable::damaged)? {
            Event::Start(start) => reading.start(&start),
            Event::End(end) => reading.end(end.local_name().as_ref())?,
            Event::Text(said) => reading.say(&said.xml10_content()),
            Event::CData(said) => reading.say(&said.xml10_content()),
            Event::GeneralRef(entity) => {
                let named = quick_xml::escape::resolve_xml_entity(&entity).map(str::to_owned);
                let numbered = || entity.resolve_char_ref().ok().flatten().map(String::from);
                reading.say(&named.or_else(numbered).unwrap_or_default());
            }
            Event::Eof => return Ok(reading.sheets),
            _ => {}
        }
    }
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    value: Option<Cell>,
    text: String,
    paragraphs: usize,
    repeated: u32,
    spanned: (u32, u32),
}

#[derive(Default)]
struct Reading {
    sheets: Vec<Sheet>,
    filling: Filling,
    row: u32,
    rows_repeated: u32,
    column: u32,
    cells: Vec<(u32, Cell)>,
    open: Option<Open>,
    /// Whether what is said is a comment on a cell.
    aside: bool,
    /// The style that is being read, and those of hidden sheets.
    style: String,
    hidden: Vec<String>,
}

impl Reading {
    fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "style" => self.style = attribute(start, "style:name").unwrap_or_default(),
            "table-properties" if attribute(start, "table:display").as_deref() == Some("false") => {
                self.hidden.push(self.style.clone());
            }
            "table" => {
                let hidden =
                    attribute(start, "table:style-name").is_some_and(|s| self.hidden.contains(&s));
                let name = attribute(start, "table:name").unwrap_or_default();
                self.sheets.push(Sheet { name, hidden, ..Sheet::default() });
                self.row = 0;
            }
            "table-row" => {
                self.rows_repeated = count(start, "table:number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" => self.open = Some(open(start)),
            "annotation" => self.aside = true,
            "p" if !self.aside => {
                if let Some(open) = &mut self.open {
                    open.paragraphs += 1;
                    if open.paragraphs > 1 {
                        open.text.push('\n');
                    }
                }
            }
            "s" => self.say(&" ".repeat(count(start, "text:c").min(1000) as usize)),
            "tab" | "line-break" => self.say("\n"),
            _ => {}
        }
    }

    fn say(&mut self, said: &str) {
        if let Some(open) = self.open.as_mut().filter(|open| !self.aside && open.paragraphs > 0) {
            open.text.push_str(said);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "annotation" => self.aside = false,
            "table-cell" | "covered-table-cell" => self.close(),
            "table-row" => self.row_ends()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        // What the cell shows stands in it for all types; only where no value is given it counts.
        let value = open.value.or_else(|| text(&open.text));
        if let Some(value) = value {
            for place in 0..open.repeated.min(MOST_REPEATED) {
                self.cells.push((self.column.saturating_add(place), value.clone()));
            }
        }
        if let Some(sheet) = self.sheets.last_mut().filter(|_| open.spanned != (1, 1)) {
            let (rows, columns) = open.spanned;
            let to = (self.row.saturating_add(rows - 1), self.column.saturating_add(columns - 1));
            sheet.merged.push(Merged { from: (self.row, self.column), to });
        }
        self.column = self.column.saturating_add(open.repeated);
    }

    fn row_ends(&mut self) -> Result<(), Unreadable> {
        let cells = std::mem::take(&mut self.cells);
        if let Some(sheet) = self.sheets.last_mut().filter(|_| !cells.is_empty()) {
            if self.rows_repeated > MOST_REPEATED {
                return Err(Unreadable::TooLarge);
            }
            for place in 0..self.rows_repeated {
                for (column, cell) in &cells {
                    let at = (self.row.saturating_add(place), *column);
                    self.filling.put(sheet, at, cell.clone())?;
                }
            }
        }
        self.row = self.row.saturating_add(self.rows_repeated);
        Ok(())
    }
}

fn open(start: &BytesStart<'_>) -> Open {
    let value = match attribute(start, "office:value-type").as_deref() {
        Some("float" | "currency" | "percentage") => {
            attribute(start, "office:value").map(|value| number(&value))
        }
        Some("date") => {
            let written = attribute(start, "office:date-value").unwrap_or_default();
            let day = written.get(..10).and_then(Day::read);
            day.map_or_else(|| text(&written), |day| Some(Cell::Day(day)))
        }
        Some("boolean") => attribute(start, "office:boolean-value")
            .map(|value| Cell::Text(if value == "true" { "yes" } else { "no" }.to_owned())),
        Some("string") => attribute(start, "office:string-value").and_then(|value| text(&value)),
        _ => None,
    };
    // A formula that failed is a text whose formula gives an error.
    let error = attribute(start, "calcext:value-type").as_deref() == Some("error");
    let value = if error { Some(Cell::Error("#ERROR".to_owned())) } else { value };
    let spanned =
        (count(start, "table:number-rows-spanned"), count(start, "table:number-columns-spanned"));
    let repeated = count(start, "table:number-columns-repeated");
    let paragraphs = 0;
    Open { value, text: String::new(), paragraphs, repeated, spanned }
}

/// The value of an attribute, under the prefix that every program gives it.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = start.attributes();
    let found = all.with_checks(false).flatten().find(|found| found.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// A whole number of at least 1.
fn count(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}
