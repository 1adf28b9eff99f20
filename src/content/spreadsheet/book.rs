//! The cells of a spreadsheet, whatever program saved it: text as it was typed, numbers as exact
//! decimals, days as days, and which cells are merged.
//!
//! What a file is, is told by its bytes: an `.et` or `.xls` may hold any of the formats. Rows are
//! kept only where something stands, so that a sheet that claims a million of them costs nothing.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Cursor, Read as _};
use std::panic::catch_unwind;

use rust_decimal::Decimal;

use super::{excel, ods, separated};
use crate::model::calendar::Day;

/// Rows with something in them that a file may have: more than a board could want.
pub(super) const MOST_ROWS: usize = 200_000;
/// Cells with something in them that a file may have.
const MOST_CELLS: usize = 4_000_000;
/// What the parts of a packed file may come to, unpacked.
const MOST_BYTES: u64 = 250_000_000;

/// What one cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Text, without spaces at its ends.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A calendar day; the time of day is left out.
    Day(Day),
    /// What the spreadsheet shows for a formula that failed: `#REF!`.
    Error(String),
}

/// Cells from one corner to the other, both included, rows and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merged {
    /// First row and column.
    pub from: (u32, u32),
    /// Last row and column.
    pub to: (u32, u32),
}

/// One sheet: cells by row and column, both from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// Its name; a text file has none.
    pub name: String,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    /// Whether serial numbers of days count from 1904.
    pub from_1904: bool,
    /// The rows in which something stands.
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// What is merged.
    pub merged: Vec<Merged>,
}

/// Why a file cannot be read as a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is none, or of a format that is not read.
    NotOne,
    /// A web page or XML under the name of a spreadsheet, as banks send them.
    WebPage,
    /// It is protected by a password.
    Password,
    /// It holds more than any treasurer's book.
    TooLarge,
    /// It is a spreadsheet, and broken; what the reader said of it.
    Damaged(String),
}

impl Unreadable {
    /// A broken file, with what was said of it.
    pub(super) fn damaged(said: impl fmt::Display) -> Self {
        Self::Damaged(said.to_string())
    }
}

/// The sheets of a file.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let read = match bytes {
        [b'P', b'K', 3, 4, ..] => packed,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => excel::xls,
        _ => separated::read,
    };
    // A reader that others wrote may meet a damaged file with a panic; that ends here.
    catch_unwind(|| read(bytes)).unwrap_or_else(|_| Err(Unreadable::Damaged(String::new())))
}

/// An archive: an open document or a book of Excel's, by what lies in it.
fn packed(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let mut left = MOST_BYTES;
    // An archive may claim any size for its parts, so each is unpacked once and counted.
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(Unreadable::damaged)?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink());
        let size = size.map_err(Unreadable::damaged)?;
        left = left.checked_sub(size).ok_or(Unreadable::TooLarge)?;
    }
    let holds = |name: &str| archive.index_for_name(name).is_some();
    if holds("content.xml") {
        return ods::read(archive);
    }
    if holds("xl/workbook.xml") { excel::xlsx(bytes) } else { Err(Unreadable::NotOne) }
}

/// What fills sheets, within bounds.
#[derive(Debug, Default)]
pub(super) struct Filling {
    rows: usize,
    cells: usize,
}

impl Filling {
    /// Puts a cell into a sheet.
    pub(super) fn put(
        &mut self,
        sheet: &mut Sheet,
        (row, column): (u32, u32),
        cell: Cell,
    ) -> Result<(), Unreadable> {
        let entry = sheet.rows.entry(row).or_default();
        self.rows += usize::from(entry.is_empty());
        self.cells += 1;
        entry.insert(column, cell);
        let fits = self.rows <= MOST_ROWS && self.cells <= MOST_CELLS;
        if fits { Ok(()) } else { Err(Unreadable::TooLarge) }
    }
}

/// A cell of text; `None` where nothing is to be seen in it.
#[must_use]
pub(super) fn text(written: &str) -> Option<Cell> {
    let mut text = String::with_capacity(written.len());
    let han =
        |c: char| ('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c);
    for line in written.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        // A break between Chinese characters leaves no space.
        let joins = |c: Option<char>| c.is_some_and(han);
        let apart = !text.is_empty() && !line.is_empty();
        if apart && !(joins(text.chars().next_back()) && joins(line.chars().next())) {
            text.push(' ');
        }
        text.extend(line.chars().filter(|c| !c.is_control() && *c != '\u{feff}'));
    }
    (!text.is_empty()).then_some(Cell::Text(text))
}

/// A number as the spreadsheet keeps it. It comes as the shortest text that means the same binary
/// number (`0.1 + 0.2` is `0.30000000000000004`); everything after that is done in decimals.
#[must_use]
pub(super) fn number(shown: &str) -> Cell {
    let decimal = shown.parse::<Decimal>().or_else(|_| Decimal::from_scientific(shown));
    decimal
        .map_or_else(|_| Cell::Error(shown.to_owned()), |number| Cell::Number(number.normalize()))
}

/// The name of a column: 0 is `A`, 26 is `AA`.
#[must_use]
pub(crate) fn letters(mut column: u32) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_their_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn text_stays_what_was_typed() {
        let check = |written: &str, expected: Option<&str>| {
            assert_eq!(text(written), expected.map(|text| Cell::Text(text.to_owned())));
        };
        check("0302", Some("0302"));
        check(" 更换水泵\n（含运费） ", Some("更换水泵（含运费）"));
        check("Replace\r\nthe pump", Some("Replace the pump"));
        check("\u{a0}\u{3000}\n", None);
    }

    #[test]
    fn numbers_are_decimals() {
        let check = |shown: &str, expected: &str| match number(shown) {
            Cell::Number(number) => assert_eq!(number.to_string(), expected),
            other => assert_eq!(other, Cell::Error(expected.to_owned())),
        };
        check("0.30000000000000004", "0.30000000000000004");
        check("31", "31");
        check("2500.00", "2500");
        check("1e21", "1000000000000000000000");
        check("inf", "inf");
        check("NaN", "NaN");
    }

    #[test]
    fn what_is_no_spreadsheet_is_said_to_be_none() {
        assert_eq!(read(b"").err(), Some(Unreadable::NotOne));
        assert_eq!(read(b"<html><table>").err(), Some(Unreadable::WebPage));
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0").err(), Some(Unreadable::NotOne));
        assert!(matches!(read(b"PK\x03\x04\0\0").err(), Some(Unreadable::Damaged(_))));
        assert!(matches!(read(b"\xd0\xcf\x11\xe0\0\0").err(), Some(Unreadable::Damaged(_))));
    }
}
